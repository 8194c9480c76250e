"""Stage 5, before the writers: a figure becomes a scene. All writers draw by the same rules.

Each writer counts lines in its own way: the PDF writer in the face it prints with, the Word writer by an estimate,
since the reader's machine chooses the face.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefings.document import Figure, FigureKind
from briefings.errors import BriefingError, ExitCode, Problem, printable
from briefings.figures.matrix import matrix
from briefings.figures.scene import (
    LABEL_SIZE,
    LEADING,
    Disc,
    Label,
    Lines,
    Measures,
    Scene,
    Shape,
    Stroke,
    Tone,
    label_size,
)
from briefings.figures.timeline import timeline
from briefings.traversal import plain_text

_KINDS: Mapping[FigureKind, Callable[[Figure, Measures], Scene]] = MappingProxyType(
    {FigureKind.TIMELINE: timeline, FigureKind.MATRIX: matrix}
)
#: Least width of a figure, in parts of the type size of its words.
_LEAST_WIDTH = 20.0


def lay_out(figure: Figure, width: float, height: float, size: float, lines: Lines) -> Scene:
    """Return the figure laid out in a width, with words of ``size``; all lengths are points.

    ``height`` is what a page has room for, ``lines`` says how many lines words take. Raises ``BriefingError`` (LAYOUT)
    for a figure without alternative text or rows, with a ragged row, or with more than fits the width or a page.
    """
    _require_sound(figure)
    if width < size * _LEAST_WIDTH:
        raise _problem(
            figure, f"has {max(width, 0):.0f} pt of width", f"it needs at least {size * _LEAST_WIDTH:.0f} pt"
        )
    scene = _KINDS[figure.kind](figure, Measures(width, size, lines))
    if scene.height > height:
        message = f"is {scene.height:.0f} pt high; a page has room for {max(height, 0):.0f} pt"
        raise _problem(figure, message, "give it fewer rows or shorter words, or make two figures of it")
    return scene


def _require_sound(figure: Figure) -> None:
    if not plain_text(figure.alternative).strip():
        raise _problem(figure, "has no words for readers who do not see it", "say in whole sentences what it shows")
    columns = len(figure.header)
    if figure.kind is FigureKind.TIMELINE and columns != 2:
        raise _problem(figure, f"has {columns} columns", "a timeline has two: date and words")
    ragged = [len(row) for row in figure.rows if len(row) != columns]
    if ragged or not figure.rows or not columns:
        found = f"a row of {ragged[0]} cells" if ragged else f"{len(figure.rows)} rows"
        raise _problem(figure, f"has {columns} columns and {found}", "give every row a cell for each column")


def _problem(figure: Figure, message: str, hint: str) -> BriefingError:
    words = " ".join(plain_text(figure.caption or figure.alternative).split())
    name = f"the {figure.kind.value} “{printable(words[:60])}”" if words else f"a {figure.kind.value}"
    return BriefingError(Problem(ExitCode.LAYOUT, f"{name} {message}", hint=hint))


__all__ = [
    "LABEL_SIZE",
    "LEADING",
    "Disc",
    "Label",
    "Lines",
    "Scene",
    "Shape",
    "Stroke",
    "Tone",
    "label_size",
    "lay_out",
]
