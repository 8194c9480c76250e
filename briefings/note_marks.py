"""Stage 4: where the marks of notes stand, as the language's printers have it.

In French a mark stands before the sign that ends the words it belongs to (Lexique des règles typographiques en usage à
l'Imprimerie nationale, « Appel de note »); in English it stands after it.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from briefings.document import Block, Emphasis, Inline, NoteReference, Strong, Text
from briefings.traversal import with_runs

#: Languages whose marks stand before the sign.
_BEFORE = frozenset({"fr"})
_SIGNS = re.compile(r"(?<=\S)[ \u00a0\u202f]?[.,;:!?…]+\Z")


def place_marks(blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
    """Return the blocks with the marks of their notes where a language code wants them.

    A sign that belongs to a quotation stays with it.
    """
    if language not in _BEFORE:
        return blocks
    return tuple(with_runs(block, _placed) for block in blocks)


def _placed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    waiting: Inline | None = None
    for inline in inlines:
        is_mark = isinstance(inline, NoteReference)
        if is_mark and waiting is None and made and (parted := _parted(made[-1])):
            made[-1], waiting = parted
        elif waiting is not None and not is_mark and not _is_thin_space(inline):
            made.append(waiting)
            waiting = None
        made.append(inline)
    return tuple(made if waiting is None else [*made, waiting])


def _is_thin_space(inline: Inline) -> bool:
    """Return whether the inline is only what keeps two marks apart."""
    return isinstance(inline, Text) and not inline.text.strip("\u202f")


def _parted(inline: Inline) -> tuple[Inline, Inline] | None:
    """Return the words and the sign they end with, each with all that is around them; ``None`` where there is none."""
    if isinstance(inline, Text):
        sign = _SIGNS.search(inline.text) if inline.language is None else None
        if sign is None:
            return None
        return replace(inline, text=inline.text[: sign.start()]), replace(inline, text=sign.group())
    if isinstance(inline, Strong | Emphasis) and inline.children and (parted := _parted(inline.children[-1])):
        words, end = parted
        return replace(inline, children=(*inline.children[:-1], words)), replace(inline, children=(end,))
    return None
