"""Stage 4: how wide the columns of tables are, decided once for all writers.

A table whose columns have equal shares is sized by what stands in it, in the manner of CSS (CSS 2.2, 17.5.2.2): no
column narrower than its longest word, none wider than its longest cell. Between the two, a column's part grows with the
square root of its text, which makes the table about as low as it can be. Shares that differ are the author's wish; a
column gets more than that only where its longest word needs it and another has room to spare.

Lengths are estimates in parts of the type size of cells: the document has no fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import sqrt

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    Cell,
    Contents,
    Division,
    Figure,
    Heading,
    LineBreak,
    List,
    NoteReference,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
)
from briefings.style import HouseStyle
from briefings.traversal import walk_inlines

#: Size of cells as a part of the body's, and the padding of a cell at left and right in parts of the cell's size.
_CELL_SIZE, _PADDING = 0.92, 1.05
#: Advance widths of the letters of a humanist sans-serif face; a letter that is not here is as wide as an n.
_WIDTHS = {
    **dict.fromkeys("iïîjlI’',.;:·|", 0.26),
    **dict.fromkeys(" \u00a0\u2009\u202f", 0.21),
    **dict.fromkeys("f!()[]-‐‑•trJ/", 0.34),
    **dict.fromkeys("szxcçvykLF?“”«»", 0.46),
    **dict.fromkeys("aàâeéèêëg0123456789§", 0.5),
    **dict.fromkeys("ABCDEGHKNOPQRUÉÀÈÊ&", 0.63),
    **dict.fromkeys("wmMW—%œ…", 0.8),
}
_OTHER, _IDEOGRAPH = 0.55, 1.0
_BOLD = 1.07
#: Estimates are enlarged by this, so that a word fits in the faces of both writers.
_MARGIN = 1.04
#: What is longer than this is an address or a code, which every writer breaks where it must.
_LONGEST_WORD = 16.0
_BREAK = re.compile(r"[ \t\n]+|(?<=\w{2}[-‐–—/])(?=\w{2})")
_STEPS = 60


class _Content(Struct, frozen=True):
    """What the cells of one column need."""

    least: float
    """Width of the longest word with the padding."""
    most: float
    """Width of the longest cell on one line, with the padding."""
    text: float
    """Length of all cells end to end."""


def measure_of(style: HouseStyle) -> float:
    """Return the width between the margins in parts of the type size of cells."""
    page = style.page
    return (page.width - page.left - page.right) / (style.size * _CELL_SIZE)


def size_columns(blocks: Iterable[Block], measure: float) -> tuple[Block, ...]:
    """Return the blocks with the columns of every table sized; ``measure`` as ``measure_of`` gives it."""
    return tuple(_block(block, measure) for block in blocks)


def _block(block: Block, measure: float) -> Block:
    match block:
        case Table():
            return _sized(block, measure)
        case List():
            return replace(block, items=tuple(size_columns(item, measure) for item in block.items))
        case BlockQuote() | Division() | Section() | Annex():
            return replace(block, blocks=size_columns(block.blocks, measure))
        case Heading() | Paragraph() | Figure() | Contents():
            return block


def _sized(table: Table, measure: float) -> Table:
    shares = [column.share for column in table.columns]
    contents = [_content(table, index) for index in range(len(shares))]
    equal = max(shares) - min(shares) < 1e-9
    widths = _by_content(contents, measure) if equal else _by_wish(shares, contents, measure)
    if widths is None:
        return table
    columns = tuple(
        replace(column, share=width / sum(widths)) for column, width in zip(table.columns, widths, strict=True)
    )
    return replace(table, columns=columns)


def _by_content(contents: Sequence[_Content], room: float) -> list[float]:
    least, most = [content.least for content in contents], [content.most for content in contents]
    if sum(most) <= room:
        return most
    if sum(least) >= room:
        return _shrunk(least, room)
    return _filled(room, [sqrt(content.text) for content in contents], least, most)


def _by_wish(shares: Sequence[float], contents: Sequence[_Content], room: float) -> list[float] | None:
    """Return the widths, ``None`` where the wish can stand as it is."""
    least = [content.least for content in contents]
    wished = [share * room / sum(shares) for share in shares]
    if all(width >= low for width, low in zip(wished, least, strict=True)):
        return None
    if sum(least) >= room:
        return _shrunk(least, room)
    return _filled(room, wished, least, [room] * len(least))


def _shrunk(least: Sequence[float], room: float) -> list[float]:
    """Return widths for more than the room holds: short words stay whole, the longest are parted."""
    return _filled(room, [1.0] * len(least), [0.0] * len(least), least)


def _filled(room: float, weights: Sequence[float], lows: Sequence[float], highs: Sequence[float]) -> list[float]:
    """Return widths in proportion to the weights, none outside its bounds, that together fill the room."""

    def widths(scale: float) -> list[float]:
        return [min(max(scale * w, low), high) for w, low, high in zip(weights, lows, highs, strict=True)]

    below, above = 0.0, max(high / max(weight, 1e-9) for weight, high in zip(weights, highs, strict=True))
    for _ in range(_STEPS):
        middle = (below + above) / 2
        below, above = (middle, above) if sum(widths(middle)) < room else (below, middle)
    return widths(above)


def _content(table: Table, index: int) -> _Content:
    cells = [(row[index], table.row_header and index == 0) for row in table.rows]
    lines = [line for cell, bold in [(table.header[index], True), *cells] for line in _lines(cell, bold)]
    longest, most, text = 0.0, 0.0, 1.0
    for line, scale in lines:
        words = [_width(word) * scale for word in _BREAK.split(line)]
        length = sum(words) + line.count(" ") * _width(" ") * scale
        longest, most, text = max(longest, *words), max(most, length), text + length
    least = min(longest, _LONGEST_WORD) + _PADDING
    return _Content(least, max(most + _PADDING, least), text)


def _lines(cell: Cell, bold: bool) -> list[tuple[str, float]]:
    """Return the lines of a cell with the scale of their letters; a cell is bold where any of its words are."""
    bold = bold or any(isinstance(inline, Strong) for inline in cell)
    pieces = []
    for inline in walk_inlines(cell):
        match inline:
            case Text():
                pieces.append(inline.text.replace("\u00ad", ""))
            case NoteReference():
                pieces.append(str(inline.number))
            case LineBreak():
                pieces.append("\r")
    scale = _MARGIN * (_BOLD if bold else 1.0)
    return [(line, scale) for line in "".join(pieces).split("\r")]


@lru_cache(maxsize=20_000)
def _width(text: str) -> float:
    return sum([_WIDTHS.get(letter, _OTHER if letter < "\u2e80" else _IDEOGRAPH) for letter in text])
