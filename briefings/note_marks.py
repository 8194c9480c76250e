"""Stage 4: where the marks of notes stand, as the language's printers have it.

In French a mark stands before the sign that ends the words it belongs to (Lexique des règles typographiques en usage à
l'Imprimerie nationale, « Appel de note »), and, where they end with a quoted sentence, inside its guillemets (Office
québécois de la langue française, « Ponctuation et appels de note »). In English it stands after the sign (MHRA Style
Guide, 10.3). Wherever a template puts a mark, one rule sets it.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from briefings.document import Block, Emphasis, Inline, LineBreak, Link, NoteReference, Strong, Text
from briefings.traversal import with_runs

#: Languages whose marks stand before the sign.
_BEFORE = frozenset({"fr"})
_SPACE = "[ \u00a0\u202f]"
#: The sign that ends a text, with the guillemet around a quoted sentence; and the same where there is nothing else.
_END = re.compile(rf"(?<=\S){_SPACE}?[.,;:!?…]+(?:{_SPACE}?»)?\Z")
_SIGN_ALONE = re.compile(rf"{_SPACE}?[.,;:!?…]+(?:{_SPACE}?»)?")
#: The sign that a text begins with: it belongs to the words before it.
_START = re.compile(r"[.,;:!?…]+(?=[\s”’)]|\Z)")


def place_marks(blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
    """Return the blocks with the marks of their notes where a language code wants them.

    Words of a source, which are marked with their language, are not parted: a sign of theirs stays with them.
    """
    run = _before_signs if language in _BEFORE else _after_signs
    return tuple(with_runs(block, run) for block in blocks)


def _before_signs(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    waiting: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, NoteReference):
            if not (waiting or (made and isinstance(made[-1], NoteReference))):
                made, waiting = _without_end(made)
        elif waiting and not _is_thin_space(inline):
            made += waiting
            waiting = []
        made.append(inline)
    return (*made, *waiting)


def _without_end(inlines: list[Inline]) -> tuple[list[Inline], list[Inline]]:
    """Return the words, and the sign they end with, each with all that is around them; no sign where there are none."""
    kept, end = list(inlines), list[Inline]()
    while kept and isinstance(last := kept[-1], Text) and last.language is None and _SIGN_ALONE.fullmatch(last.text):
        end.insert(0, kept.pop())
    if not kept or isinstance(kept[-1], NoteReference | LineBreak):
        return list(inlines), []
    if not end and (parted := _parted(kept[-1])):
        kept[-1], sign = parted
        end = [sign]
    return kept, end


def _parted(inline: Inline) -> tuple[Inline, Inline] | None:
    """Return the words of an inline and the sign they end with; ``None`` where there is none."""
    if isinstance(inline, Text):
        sign = _END.search(inline.text) if inline.language is None else None
        if sign is None:
            return None
        return replace(inline, text=inline.text[: sign.start()]), replace(inline, text=sign.group())
    if isinstance(inline, Strong | Emphasis | Link) and inline.children and (parted := _parted(inline.children[-1])):
        words, end = parted
        # A reader of the page should not meet a link that is a full stop.
        sign_around = end if isinstance(inline, Link) else replace(inline, children=(end,))
        return replace(inline, children=(*inline.children[:-1], words)), sign_around
    return None


def _after_signs(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for inline in inlines:
        at = _start_of_marks(made)
        sign = _START.match(inline.text) if isinstance(inline, Text) and inline.language is None else None
        if sign is None or not isinstance(inline, Text) or not 0 < at < len(made):
            made.append(inline)
            continue
        made.insert(at, replace(inline, text=sign.group()))
        if rest := inline.text[sign.end() :]:
            made.append(replace(inline, text=rest))
    return tuple(made)


def _start_of_marks(inlines: list[Inline]) -> int:
    """Return where the marks begin that end a run, with the thin spaces between them; its length where it has none."""
    at = len(inlines)
    if not inlines or not isinstance(inlines[-1], NoteReference):
        return at
    while at and (isinstance(inlines[at - 1], NoteReference) or _is_thin_space(inlines[at - 1])):
        at -= 1
    return at


def _is_thin_space(inline: Inline) -> bool:
    """Return whether the inline is only what keeps two marks apart."""
    return isinstance(inline, Text) and not inline.text.strip("\u202f")
