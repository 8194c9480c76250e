"""Figures become one slice each: the drawing with its words, and the caption below it, never parted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefings.document import Cell, Figure
from briefings.figures import Label, Scene, lay_out
from briefings.traversal import plain_text
from briefings.writers.pdf.flow import Flow, Place
from briefings.writers.pdf.inlines import Fragment
from briefings.writers.pdf.lines import Line, break_lines
from briefings.writers.pdf.look import Setting
from briefings.writers.pdf.slices import Bookmark, Drawing, PlacedLine, Slice, base_line
from briefings.writers.pdf.structure import Element
from briefings.writers.pdf.tables import FREE_LEFT


def flow_figure(flow: Flow, figure: Figure, place: Place) -> list[Slice]:
    """Return the slice of the figure and its caption.

    The Caption element follows the Figure inside a Div: readers stop at a Figure that has an alternative text, so a
    caption inside it, with its note marks, would never be read (PDF Association, Tagged PDF Best Practice Guide:
    Syntax, 2019). Raises ``BriefingError`` for a figure that cannot be laid out or does not fit a page.
    """
    look = flow.look.figure
    around = flow.structure.add("Div", place.parent)
    words = " ".join(plain_text(figure.alternative).split())
    element = flow.structure.put(Element("Figure", around, alternative=words))
    gap = look.caption.before if figure.caption else 0.0
    fragments = _caption(flow, figure, look.caption, around)
    caption = break_lines(fragments, place.width)
    below = gap + len(caption) * look.caption.leading
    setter = _Setter(flow, look.label, element)
    scene = lay_out(figure, place.width, flow.page_height - below, look.label.size, setter.count)
    placed = [line for label in scene.labels for line in setter.label(label, scene, place.left)]
    placed += _stacked(caption, place.left, scene.height + gap, look.caption)
    space = flow.look.body.before * 1.4
    return [
        Slice(
            height=scene.height + below,
            lines=tuple(placed),
            before=space,
            after=max(space, look.caption.after),
            notes=tuple(number for line in caption for number in line.notes),
            bookmark=Bookmark("", figure.anchor, 0) if figure.anchor else None,
            drawing=Drawing(scene, place.left, 0.0, look, element),
        )
    ]


class _Setter:
    """Sets the words of one figure in the house's own face, each cell once."""

    def __init__(self, flow: Flow, setting: Setting, element: Element) -> None:
        self._flow, self._setting, self._element = flow, setting, element
        self._known: dict[tuple[Cell, bool], list[Fragment]] = {}

    def count(self, words: Cell, width: float, bold: bool) -> int:
        """Return how many lines the words take."""
        return len(self._lines(words, width, bold))

    def label(self, label: Label, scene: Scene, left: float) -> Iterator[PlacedLine]:
        lines = self._lines(label.words, label.width, label.bold)
        free = label.height - len(lines) * scene.leading
        top = label.y + (free / 2 if label.middle else 0.0)
        for line, placed in zip(lines, _stacked(lines, left + label.x, top, self._setting), strict=True):
            yield placed._replace(x=placed.x + (label.width - line.width) * FREE_LEFT[label.align])

    def _lines(self, words: Cell, width: float, bold: bool) -> list[Line]:
        if (words, bold) not in self._known:
            setting = replace(self._setting, bold=bold)
            self._known[words, bold] = self._flow.inlines.fragments(words, setting, self._element)
        return break_lines(self._known[words, bold], width)


def _caption(flow: Flow, figure: Figure, setting: Setting, around: Element) -> list[Fragment]:
    if not figure.caption:
        return []
    return flow.inlines.fragments(figure.caption, setting, flow.structure.add("Caption", around))


def _stacked(lines: Sequence[Line], x: float, top: float, setting: Setting) -> Iterator[PlacedLine]:
    for index, line in enumerate(lines):
        base = base_line(setting, line.runs[0].fragment.face.ascent)
        yield PlacedLine(x, top + index * setting.leading + base, line.runs)
