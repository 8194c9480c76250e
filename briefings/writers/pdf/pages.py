"""What stands on a page, at which place: the result of the layout and the only thing that drawing reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from briefings.style import Colour
from briefings.writers.pdf.inlines import Anchor
from briefings.writers.pdf.slices import Bookmark, Box, Drawing, Fill, Picture, PlacedLine, Slice, closing, opening
from briefings.writers.pdf.structure import Element

_HAIRLINE = 0.6
#: Width of a bar beside a change and its distance from the text, in points.
_BAR, _BAR_AWAY = 1.6, 7.0
#: How far it goes up from the base line, and its height, in parts of the type size: as high as a line of body text.
_BAR_UP, _BAR_HEIGHT = 0.98, 1.36
#: Distance below the base line and strength of the line under a link, in parts of the type size.
_UNDERLINE_DROP, _UNDERLINE = 0.12, 0.045


class Area(NamedTuple):
    """The part of a page that holds the body and the notes."""

    left: float
    top: float
    """Downward from the top of the page."""
    width: float
    height: float


class Placed(NamedTuple):
    """A slice on a page."""

    top: float
    """Downward from the top of the body."""
    slice: Slice
    artifact: bool = False
    """Whether it repeats a header row."""


class Page(Struct, frozen=True):
    """One page; all places are measured from its top left corner."""

    fills: tuple[Fill, ...]
    lines: tuple[PlacedLine, ...]
    """In reading order, the notes last."""
    pictures: tuple[Picture, ...]
    drawings: tuple[Drawing, ...]
    bookmarks: tuple[tuple[Bookmark, float], ...]
    """Entries of the outline with the height they lead to."""
    notes: tuple[tuple[int, float], ...]
    """Numbers of the notes that begin on the page, with the height of each."""


class Layout(Struct, frozen=True):
    """A document laid out."""

    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    """The block-level structure in reading order, each parent before its children."""
    body_pages: int
    """How many pages stand before the annex; all of them where there is none."""


def assemble_page(
    area: Area, body: Sequence[Placed], notes: Sequence[Placed], rules: Iterable[Fill], bar: Colour
) -> Page:
    """Return the page with the slices of its body and its notes; ``rules`` are placed as they are.

    ``bar`` is the colour of the bars in the margin beside what has changed.
    """
    placed = [Placed(each.top + area.top, each.slice, each.artifact) for each in (*body, *notes)]
    lines = tuple(_lines(placed))
    fills = [*_box_fills(placed), *_slice_fills(placed), *rules, *_underlines(lines), *_change_bars(lines, area, bar)]
    return Page(
        fills=tuple(fills),
        lines=lines,
        pictures=tuple(p.slice.picture._replace(y=p.top) for p in placed if p.slice.picture),
        drawings=tuple(p.slice.drawing._replace(y=p.top + p.slice.drawing.y) for p in placed if p.slice.drawing),
        bookmarks=tuple((p.slice.bookmark, p.top) for p in placed if p.slice.bookmark),
        notes=(),
    )


def heading_pages(pages: Iterable[Page]) -> dict[str, int]:
    """Return the page of each heading by its anchor, counted from 1."""
    return {
        bookmark.anchor: number
        for number, page in enumerate(pages, 1)
        for bookmark, _ in page.bookmarks
        if bookmark.level
    }


def _change_bars(lines: Iterable[PlacedLine], area: Area, colour: Colour) -> Iterator[Fill]:
    """Yield a bar in the right margin beside each line of a changed block; those of one paragraph meet.

    Lines that only repeat others have one too, since a reader of the page sees them as the others.
    """
    edges = dict.fromkeys(
        (round(line.y - size * _BAR_UP, 2), round(size * _BAR_HEIGHT, 2))
        for line in lines
        for size in [max((part.fragment.size for part in line.runs if part.fragment.changed), default=0.0)]
        if size
    )
    left = area.left + area.width + _BAR_AWAY
    return (Fill(left, top, _BAR, height, colour) for top, height in edges)


def _lines(placed: Iterable[Placed]) -> Iterator[PlacedLine]:
    for top, piece, artifact in placed:
        for line in piece.lines:
            yield PlacedLine(line.x, line.y + top, line.runs, artifact or line.artifact, line.slot)


def _slice_fills(placed: Iterable[Placed]) -> Iterator[Fill]:
    return (fill._replace(y=fill.y + each.top) for each in placed for fill in each.slice.fills)


def _underlines(lines: Iterable[PlacedLine]) -> Iterator[Fill]:
    """Yield a line under each link, so that it is not known by its colour alone (WCAG 2.2, 1.4.1)."""
    for line in lines:
        x = line.x
        for text, width, fragment in line.runs:
            if fragment.anchor and _is_underlined(fragment.anchor):
                words = width - fragment.size * fragment.face.width(" ") if text.endswith(" ") else width
                y = line.y + fragment.size * _UNDERLINE_DROP
                yield Fill(x, y, words, fragment.size * _UNDERLINE, fragment.colour)
            x += width


def _is_underlined(anchor: Anchor) -> bool:
    """Return whether a link stands in running text: note marks are raised, entries of contents stand in a list."""
    return anchor.address is not None or (anchor.heading is not None and anchor.reach is None)


def _box_fills(placed: Sequence[Placed]) -> Iterator[Fill]:
    spans: dict[Box, tuple[Placed, Placed]] = {}
    for each in placed:
        for box in each.slice.boxes:
            first, _ = spans.get(box, (each, each))
            spans[box] = (first, each)
    frames = []
    for box, (first, last) in spans.items():
        top = first.top - opening(first.slice.boxes[first.slice.boxes.index(box) :])
        bottom = last.top + last.slice.height + closing(last.slice.boxes[last.slice.boxes.index(box) :])
        frames.append((box, top, bottom - top))
    # All grounds come first: drawn row by row, the ground of a row could hide the rule of the row above.
    for box, top, height in frames:
        if box.look.ground:
            yield Fill(box.left, top, box.width, height, box.look.ground)
    for box, top, height in frames:
        yield from _edges(box, top, height)


def _edges(box: Box, top: float, height: float) -> Iterator[Fill]:
    look, left, width = box.look, box.left, box.width
    bottom = top + height
    if over := look.over or look.border:
        yield Fill(left, top, width, _HAIRLINE, over)
    if under := look.under or look.border:
        yield Fill(left, bottom - _HAIRLINE, width, _HAIRLINE, under)
    if look.border:
        yield Fill(left, top, _HAIRLINE, height, look.border)
        yield Fill(left + width - _HAIRLINE, top, _HAIRLINE, height, look.border)
    for bar in look.bars:
        yield Fill(left + bar.offset, top, bar.width, height, bar.colour)
