"""What a figure is drawn of: discs, crosses, lines and words at places in points, downward from the top left corner.

Both writers draw the same scene. It names no font and no colour, only what a colour is for.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from briefings.document import Align, Cell

#: Size of the words in a figure, as a multiple of the body's.
LABEL_SIZE = 0.9
#: Distance of two base lines, as a multiple of the size of the words.
LEADING = 1.28

#: Returns how many lines the words take in a width, in points, upright or bold.
Lines: TypeAlias = "Callable[[Cell, float, bool], int]"


class Tone(Enum):
    """What a colour is for."""

    INK = "ink"
    """Signs and axes: readable on the page."""
    RULE = "rule"
    """Faint lines that only guide the eye."""


class Disc(Struct, frozen=True):
    """A round mark, filled or hollow; always in ink."""

    x: float
    y: float
    """Its centre."""
    radius: float
    """To the outer edge."""
    filled: bool


class Stroke(Struct, frozen=True):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    tone: Tone = Tone.INK
    dashed: bool = False


class Label(Struct, frozen=True):
    """Words in a box, from its upper edge down; they may leave its foot free."""

    x: float
    y: float
    width: float
    height: float
    words: Cell
    bold: bool = False
    align: Align = Align.LEFT
    middle: bool = False
    """Whether the words stand half-way between the upper and the lower edge."""


Shape: TypeAlias = Disc | Stroke


class Measures(Struct, frozen=True):
    """The room for a figure and the size of its words."""

    width: float
    size: float
    """Of the words."""
    lines: Lines

    @property
    def leading(self) -> float:
        """Return the distance of two base lines."""
        return self.size * LEADING

    @property
    def radius(self) -> float:
        """Return the radius of a mark."""
        return self.size * 0.42

    def height(self, words: Cell, width: float, bold: bool = False) -> float:
        """Return the height of words set in a width; one line where there are none."""
        return max(1, self.lines(words, width, bold)) * self.leading


class Scene(Struct, frozen=True):
    """A figure laid out."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    """In reading order."""
    size: float
    """Of the words."""

    @property
    def leading(self) -> float:
        """Return the distance of two base lines."""
        return self.size * LEADING

    @property
    def weight(self) -> float:
        """Return the weight of the edge of a hollow mark and of a cross."""
        return self.size * 0.13


def label_size(body: float) -> float:
    """Return the size of the words in a figure for a body size; Word knows half points only."""
    return round(body * LABEL_SIZE * 2) / 2
