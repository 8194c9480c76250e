"""A matrix: what is named at the left, questions at the top, signs between, and below what each sign means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from briefings.document import (
    Align,
    Cell,
    Datum,
    Figure,
    Sign,
    Text,
)
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.figures.scene import Disc, Label, Measures, Scene, Shape, Stroke, Tone
from briefings.traversal import plain_text

#: Part of the width that the names of the rows take.
_NAMES = 0.36
#: Least width of a column of signs, in parts of the type size.
_LEAST_COLUMN = 4.0
_EDGE, _BETWEEN = 1.0, 0.6


def matrix(figure: Figure, measures: Measures) -> Scene:
    """Return the scene. Raises ``BriefingError`` (LAYOUT) where the columns are too many for the width."""
    columns = _columns(figure, measures)
    head, shapes = _head(figure, measures, columns)
    labels = list(head)
    top = head[0].height + measures.size * 0.3
    pad = measures.size * 0.32
    for index, row in enumerate(figure.rows):
        height = max(measures.height(row[0].words, columns[1] - columns[0] - measures.size, True), measures.leading)
        labels.append(Label(0, top + pad, columns[1] - measures.size, height, row[0].words, bold=True, middle=True))
        middle = top + pad + height / 2
        for (left, right), datum in zip(pairwise(columns[1:]), row[1:], strict=True):
            shapes += sign(datum.sign, (left + right) / 2, middle, measures)
        top += height + 2 * pad
        last = index == len(figure.rows) - 1
        tone, weight = (Tone.INK, _EDGE) if last else (Tone.RULE, _BETWEEN)
        shapes.append(Stroke(0, top, measures.width, top, weight, tone))
    legend_labels, legend_shapes, bottom = _legend(figure, measures, top + measures.size * 0.6)
    return Scene(measures.width, bottom, (*shapes, *legend_shapes), (*labels, *legend_labels), measures.size)


def sign(value: Sign | None, x: float, y: float, measures: Measures) -> tuple[Shape, ...]:
    """Return the shapes of a sign around a point: disc, cross or ring; none for an empty cell."""
    radius = measures.radius
    match value:
        case Sign.STATED | Sign.OPEN:
            return (Disc(x, y, radius, value is Sign.STATED),)
        case Sign.EXCLUDED:
            arm, weight = radius * 0.9, measures.size * 0.18
            return (
                Stroke(x - arm, y - arm, x + arm, y + arm, weight),
                Stroke(x - arm, y + arm, x + arm, y - arm, weight),
            )
        case None:
            return ()


def _columns(figure: Figure, measures: Measures) -> list[float]:
    """Return the left edges of all columns and the right edge of the last."""
    questions = len(figure.header) - 1
    names = measures.width * (_NAMES if questions else 1.0)
    width = (measures.width - names) / max(questions, 1)
    if questions and width < measures.size * _LEAST_COLUMN:
        message = f"a matrix of {questions} questions leaves {width:.0f} pt for each"
        hint = f"a question needs at least {measures.size * _LEAST_COLUMN:.0f} pt; make two matrices of it"
        raise BriefingError(Problem(ExitCode.LAYOUT, message, hint=hint))
    return list(accumulate([names, *[width] * questions], initial=0.0))


def _head(figure: Figure, measures: Measures, columns: Sequence[float]) -> tuple[list[Label], list[Shape]]:
    between = measures.size * 0.4
    spans = [(left, right - left - between) for left, right in pairwise(columns)]
    height = max(measures.height(words, width, True) for words, (_, width) in zip(figure.header, spans, strict=True))
    labels = [
        Label(left + between / 2 if index else left, 0, width, height, words, True, _align(index))
        for index, (words, (left, width)) in enumerate(zip(figure.header, spans, strict=True))
    ]
    line = height + measures.size * 0.3
    return labels, [Stroke(0, line, measures.width, line, _EDGE)]


def _align(column: int) -> Align:
    return Align.CENTRE if column else Align.LEFT


def _legend(figure: Figure, measures: Measures, top: float) -> tuple[list[Label], list[Shape], float]:
    """Return what each sign of the matrix means, side by side, and where it ends; nothing where there is no sign."""
    entries = list(legend(figure))
    if not entries:
        return [], [], top - measures.size * 0.6
    step = measures.width / len(entries)
    indent = measures.radius * 2 + measures.size * 0.5
    room = step - indent - measures.size * 0.6
    height = max(measures.height(words, room) for _, words in entries)
    labels: list[Label] = []
    shapes: list[Shape] = []
    for index, (value, words) in enumerate(entries):
        left = index * step
        labels.append(Label(left + indent, top, room, height, words))
        shapes += sign(value, left + measures.radius, top + measures.leading / 2, measures)
    return labels, shapes, top + height


def legend(figure: Figure) -> Iterator[tuple[Sign, Cell]]:
    """Yield each sign of the data with all the words it stands for, in the order of ``Sign``."""
    data = [datum for row in figure.rows for datum in row[1:]]
    for value in Sign:
        if words := _distinct(datum for datum in data if datum.sign is value):
            yield value, words


def _distinct(data: Iterator[Datum]) -> Cell:
    met: dict[str, Cell] = {}
    for datum in data:
        met.setdefault(plain_text(datum.words), datum.words)
    return tuple(
        inline for index, words in enumerate(met.values()) for inline in ((Text(", "),) if index else ()) + words
    )
