"""Stage 4: spacing as the language's printers set it. Letters never change; quotations not at all.

fr-FR (Lexique des règles typographiques en usage à l'Imprimerie nationale): narrow no-break space before ; ! ?,
no-break space before : and inside « ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    Contents,
    Division,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    Note,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
    walk_inlines,
)

NBSP, NNBSP = "\u00a0", "\u202f"
_MONTHS = {
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
_INSERTED = (
    (re.compile(r"(?<=[\w)»”’])(?=[;!?](?:[\s»]|$))"), NNBSP),
    (re.compile(r"(?<=[\w)»”’])(?=:(?:[\s»]|$))"), NBSP),
    (re.compile(r"(?<=«)(?=\S)|(?<=[\w.…!?)])(?=»)"), NBSP),
)
_SPACES = {
    "fr": (
        (re.compile(r" (?=[;!?])"), NNBSP),
        (re.compile(r" (?=[:»])|(?<=«) |(?<=[§№]) |(?<=\bn[o°]) (?=\d)"), NBSP),
    ),
    "en": ((re.compile(r"(?<=§) "), NBSP),),
}


def set_spaces(
    blocks: tuple[Block, ...], notes: tuple[Note, ...], language: str
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return blocks and notes with the spaces of a language code; words in other languages stay as they are.

    Missing spaces are put in only around the template's own signs; a value's own spaces are at most made no-break.
    """

    def run(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return _spaced(inlines, language)

    return tuple(_block(block, run) for block in blocks), tuple(replace(n, inlines=run(n.inlines)) for n in notes)


Run = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]


def _block(block: Block, run: Run) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, inlines=run(block.inlines))
        case List():
            return replace(block, items=tuple(tuple(_block(b, run) for b in item) for item in block.items))
        case Table():
            header = tuple(run(cell) for cell in block.header)
            rows = tuple(tuple(run(cell) for cell in row) for row in block.rows)
            return replace(block, header=header, rows=rows, caption=run(block.caption))
        case BlockQuote() | Division() | Section() | Annex():
            return replace(block, blocks=tuple(_block(b, run) for b in block.blocks))
        case Contents():
            return replace(block, title=run(block.title))
        case Figure():
            return _figure(block, run)


def _figure(figure: Figure, run: Run) -> Figure:
    rows = tuple(tuple(replace(datum, words=run(datum.words)) for datum in row) for row in figure.rows)
    return replace(
        figure,
        header=tuple(run(cell) for cell in figure.header),
        rows=rows,
        alternative=run(figure.alternative),
        caption=run(figure.caption),
    )


def _spaced(inlines: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    if language == "fr":
        inlines = _mapped(inlines, lambda text: replace(text, text=_with_missing(text)))
    texts = [inline for inline in walk_inlines(inlines) if isinstance(inline, Text)]
    # Another language's words stand in as letters, so that signs beside them are still seen.
    whole = "".join(text.text if text.language is None else "x" * len(text.text) for text in texts)
    spaced = iter(_no_break(whole, language))

    def take(text: Text) -> Text:
        taken = "".join(next(spaced) for _ in text.text)
        return text if text.language is not None else replace(text, text=taken)

    return _mapped(inlines, take)


def _no_break(text: str, language: str) -> str:
    for pattern, space in _SPACES.get(language, ()):
        text = pattern.sub(space, text)
    months = _MONTHS.get(language)
    return re.sub(rf"(?<=\d) (?=(?:{months})\b)|(?<=\der) (?=(?:{months})\b)", NBSP, text) if months else text


def _with_missing(text: Text) -> str:
    if text.fact is not None or text.language is not None:
        return text.text
    words = text.text
    for pattern, space in _INSERTED:
        words = pattern.sub(space, words)
    return words


def _mapped(inlines: Iterable[Inline], change: Callable[[Text], Text]) -> tuple[Inline, ...]:
    return tuple(_each(inlines, change))


def _each(inlines: Iterable[Inline], change: Callable[[Text], Text]) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Text():
                yield change(inline)
            case Strong() | Emphasis() | Link():
                yield replace(inline, children=_mapped(inline.children, change))
            case _:
                yield inline
