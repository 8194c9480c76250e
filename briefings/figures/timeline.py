"""A timeline: points at equal steps in the order of the table, dates without a year apart behind a gap in the axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from briefings.document import Align, Cell, Datum, Figure, LineBreak, Sign, Strong
from briefings.figures.estimate import estimated_lines
from briefings.figures.scene import Disc, Label, Measures, Scene, Shape, Stroke

#: Points side by side need this much width each, in parts of the type size, and words of no more lines than this.
_LEAST_COLUMN, _MOST_LINES = 9.0, 7
_MOST_COLUMNS = 5
_WEIGHT = 1.2


class _Point(NamedTuple):
    """One row with the place of its mark along the axis."""

    date: Datum
    words: Datum
    at: float

    @property
    def open(self) -> bool:
        """Return whether its place among the other dates is not known."""
        return self.date.sign is Sign.OPEN


def timeline(figure: Figure, measures: Measures) -> Scene:
    """Return the scene: the points side by side where there is room, else below each other.

    The room is estimated, not measured, so that all writers choose alike.
    """
    columns = len(figure.rows)
    if 2 <= columns <= _MOST_COLUMNS:
        width = (measures.width - sum(_parted(figure.rows)) * _gap(measures)) / columns
        room = width - _gutter(measures)
        lines = [estimated_lines(words.words, room, measures.size) for _, words in figure.rows]
        if width >= measures.size * _LEAST_COLUMN and max(lines) <= _MOST_LINES:
            return _across(figure.rows, measures, width)
    return _down(figure.rows, measures)


def _gap(measures: Measures) -> float:
    return measures.size * 1.6


def _gutter(measures: Measures) -> float:
    """Return the space between the words of two points side by side."""
    return measures.size * 1.1


def _parted(rows: Sequence[tuple[Datum, ...]]) -> list[bool]:
    """Return for each row whether a gap in the axis stands before it."""
    is_open = [date.sign is Sign.OPEN for date, _ in rows]
    return [False, *(one is not other for one, other in pairwise(is_open))]


def _across(rows: Sequence[tuple[Datum, ...]], measures: Measures, width: float) -> Scene:
    radius, room = measures.radius, width - _gutter(measures)
    points, left = [], 0.0
    for (date, words), parted in zip(rows, _parted(rows), strict=True):
        left += _gap(measures) if parted else 0.0
        points.append(_Point(date, words, left))
        left += width
    top = 2 * radius + measures.size * 0.45
    together = [_together(point) for point in points]
    height = max(measures.height(words, room) for words in together)
    labels = [Label(point.at, top, room, height, words) for point, words in zip(points, together, strict=True)]
    marks = [Disc(point.at + radius, radius, radius, not point.open) for point in points]
    axis = [
        Stroke(start, radius, end, radius, _WEIGHT, dashed=dashed)
        for start, end, dashed in _axis(points, radius, width - _gutter(measures))
    ]
    return Scene(measures.width, top + height, (*axis, *marks), tuple(labels), measures.size)


def _together(point: _Point) -> Cell:
    """Return date and words as one label, so that no room for a line that a date may take parts the two."""
    return (Strong(point.date.words), LineBreak(), *point.words.words)


def _axis(points: Sequence[_Point], radius: float, last: float) -> Iterator[tuple[float, float, bool]]:
    """Yield the stretches of the axis from mark to mark and ``last`` points on from the last of each group.

    No stretch joins a dated point to one without a year.
    """
    for is_open, group in groupby(points, lambda point: point.open):
        members = list(group)
        ends = [other.at for other in members[1:]] + [members[-1].at + last]
        for point, end in zip(members, ends, strict=True):
            yield point.at + 2 * radius, end, is_open


def _down(rows: Sequence[tuple[Datum, ...]], measures: Measures) -> Scene:
    radius, size = measures.radius, measures.size
    wide = min(max(size * 7, measures.width * 0.2), measures.width * 0.34)
    axis_at = wide + size * 1.1
    left = axis_at + size * 1.1
    room = measures.width - left
    labels: list[Label] = []
    points: list[_Point] = []
    top = 0.0
    for (date, words), parted in zip(rows, _parted(rows), strict=True):
        top += (size * 0.55 if points else 0.0) + (_gap(measures) if parted else 0.0)
        height = max(measures.height(date.words, wide, True), measures.height(words.words, room))
        labels.append(Label(0, top, wide, height, date.words, bold=True, align=Align.RIGHT))
        labels.append(Label(left, top, room, height, words.words))
        points.append(_Point(date, words, top + measures.leading / 2 - radius))
        top += height
    marks: list[Shape] = [Disc(axis_at, point.at + radius, radius, not point.open) for point in points]
    tail = max(measures.leading, top - points[-1].at)
    axis = [
        Stroke(axis_at, start, axis_at, min(end, top), _WEIGHT, dashed=dashed)
        for start, end, dashed in _axis(points, radius, tail)
        if min(end, top) > start
    ]
    return Scene(measures.width, top, (*axis, *marks), tuple(labels), size)
