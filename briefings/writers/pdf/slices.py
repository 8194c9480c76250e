"""Slices: the smallest pieces of a layout that a page break cannot part. Pure values, measured from their own top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from briefings.figures import Scene
from briefings.style import Colour
from briefings.writers.pdf.lines import Line, Part
from briefings.writers.pdf.look import BoxLook, FigureLook, Setting
from briefings.writers.pdf.structure import Element


class PageSlot(NamedTuple):
    """Where the number of a heading's page is printed, once the pages are known."""

    anchor: str
    """Of the heading."""
    start: float
    """Where the leader may begin, from the page's left edge."""
    right: float
    """Where the number ends."""
    setting: Setting
    element: Element


class PlacedLine(NamedTuple):
    """A line of text at a place."""

    x: float
    """From the page's left edge."""
    y: float
    """The base line, downward from the top of the slice or the page."""
    runs: tuple[Part, ...]
    artifact: bool = False
    """Whether it only repeats words that are tagged elsewhere."""
    slot: PageSlot | None = None
    """What a line without words still waits for."""


class Fill(NamedTuple):
    """A filled rectangle; rules and bars are thin ones."""

    x: float
    y: float
    """Its top, downward from the top of the slice or the page."""
    width: float
    height: float
    colour: Colour


class Bookmark(NamedTuple):
    """A place that links lead to; that of a heading is an entry of the outline too."""

    title: str
    anchor: str
    level: int
    """1 for the title of the document, 0 for a caption, which is no entry of the outline."""


class Picture(NamedTuple):
    """A picture at a place."""

    content: bytes
    x: float
    y: float
    """Its top, downward from the top of the slice or the page."""
    width: float
    height: float
    element: Element


class Drawing(NamedTuple):
    """The shapes of a figure at a place; its words are lines of the same element."""

    scene: Scene
    x: float
    y: float
    """Its top, downward from the top of the slice or the page."""
    look: FigureLook
    element: Element


class Box(Struct, frozen=True, eq=False):
    """One division's ground, bars and border, drawn behind all slices that name it, page by page."""

    look: BoxLook
    left: float
    width: float


class Slice(Struct, frozen=True):
    """A piece that stays on one page."""

    height: float
    lines: tuple[PlacedLine, ...] = ()
    fills: tuple[Fill, ...] = ()
    before: float = 0.0
    """Least space above; of two neighbouring spaces the larger holds, none at the top of a page."""
    after: float = 0.0
    glue: bool = False
    """Whether the next slice must stand on the same page."""
    notes: tuple[int, ...] = ()
    """Numbers of the notes that must begin at the foot of the page."""
    boxes: tuple[Box, ...] = ()
    """Outermost first."""
    head: tuple[Slice, ...] = ()
    """What is repeated above the slice where it begins a page."""
    bookmark: Bookmark | None = None
    picture: Picture | None = None
    drawing: Drawing | None = None
    turns: bool = False
    """Whether the slice begins a new page whatever room is left."""


def base_line(setting: Setting, ascent: float) -> float:
    """Return how far the base line lies below the top of a line, with the lead shared above and below the letters."""
    return (setting.leading - setting.size) / 2 + setting.size * ascent


def stack(lines: Sequence[Line], x: float, setting: Setting) -> list[Slice]:
    """Return one slice a line. The first two lines stay together, and so do the last two."""
    slices = []
    for index, line in enumerate(lines):
        y = base_line(setting, line.runs[0].fragment.face.ascent)
        slices.append(
            Slice(
                height=setting.leading,
                lines=(PlacedLine(x, y, line.runs),),
                glue=len(lines) > 1 and index in {0, len(lines) - 2},
                notes=line.notes,
            )
        )
    return spaced(slices, setting.before, setting.after)


def labelled(slices: Sequence[Slice], label: Sequence[Part], x: float, setting: Setting) -> list[Slice]:
    """Return the slices with a label on the first one's first base line, before its words in reading order."""
    if not label:
        return list(slices)
    first = slices[0] if slices else Slice(setting.leading)
    y = first.lines[0].y if first.lines else base_line(setting, label[0].fragment.face.ascent)
    return [replace(first, lines=(PlacedLine(x, y, tuple(label)), *first.lines)), *slices[1:]]


def spaced(slices: Sequence[Slice], before: float, after: float) -> list[Slice]:
    """Return the slices with at least the given spaces above the first and below the last."""
    out = list(slices)
    if out:
        out[0] = replace(out[0], before=max(before, out[0].before))
        out[-1] = replace(out[-1], after=max(after, out[-1].after))
    return out


def framed(slices: Sequence[Slice], box: Box) -> list[Slice]:
    """Return the slices inside the box, around the boxes they are in already; repeated header rows too."""
    heads: dict[int, tuple[Slice, ...]] = {}
    out = []
    for each in slices:
        if id(each.head) not in heads:
            heads[id(each.head)] = tuple(replace(head, boxes=(box, *head.boxes)) for head in each.head)
        out.append(replace(each, boxes=(box, *each.boxes), head=heads[id(each.head)]))
    return out


def glued(slices: Sequence[Slice]) -> list[Slice]:
    """Return the slices tied into one; the last is as free as it was."""
    return [replace(each, glue=True) for each in slices[:-1]] + list(slices[-1:])


def tied(slices: Sequence[Slice]) -> list[Slice]:
    """Return the slices tied into one and to what follows."""
    return [replace(each, glue=True) for each in slices]


def with_next(slices: Sequence[Slice]) -> list[Slice]:
    """Return the slices with the last one tied to what follows."""
    return [*slices[:-1], *tied(slices[-1:])]


def opening(boxes: Iterable[Box]) -> float:
    """Return the height that the upper paddings of the boxes take."""
    return sum(box.look.top for box in boxes)


def closing(boxes: Iterable[Box]) -> float:
    """Return the height that the lower paddings of the boxes take."""
    return sum(box.look.bottom for box in boxes)


def space_between(above: Slice | None, below: Slice) -> float:
    """Return the space between two slices: the larger wish, and the paddings of boxes that end and begin.

    At the top of a page, where nothing is above, only boxes take space.
    """
    if above is None:
        return opening(below.boxes)
    if above.boxes == below.boxes:
        return max(above.after, below.before)
    ended = closing(box for box in above.boxes if box not in below.boxes)
    begun = opening(box for box in below.boxes if box not in above.boxes)
    return ended + max(above.after, below.before) + begun


def total_height(slices: Sequence[Slice]) -> float:
    """Return the height of the slices stacked alone on a page."""
    if not slices:
        return 0.0
    spaces = sum(space_between(one, other) for one, other in pairwise(slices))
    return opening(slices[0].boxes) + spaces + sum(each.height for each in slices) + closing(slices[-1].boxes)
