"""The shapes of a figure become path operators (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from briefings.figures import Disc, Scene, Stroke, Tone
from briefings.style import Colour
from briefings.writers.pdf.objects import colour_parts, number

#: Distance of the control points of a quarter circle, in parts of the radius.
_ROUND = 0.5523
_DASH, _SOLID = "[3 2.4] 0 d", "[] 0 d"


def shape_operators(scene: Scene, at: tuple[float, float], tones: Mapping[Tone, Colour]) -> Iterator[str]:
    """Yield the operators of the scene's shapes; ``at`` is its top left corner in PDF's upward coordinates."""
    left, top = at
    yield f"{colour_parts(tones[Tone.INK])} rg"
    for shape in scene.shapes:
        match shape:
            case Disc():
                yield from _disc(shape, (left + shape.x, top - shape.y), scene.weight, tones[Tone.INK])
            case Stroke():
                yield from _stroke(shape, at, tones[shape.tone])


def _stroke(stroke: Stroke, at: tuple[float, float], colour: Colour) -> Iterator[str]:
    left, top = at
    yield f"{colour_parts(colour)} RG {number(stroke.weight)} w {_DASH if stroke.dashed else _SOLID}"
    yield f"{_point(left + stroke.x1, top - stroke.y1)} m {_point(left + stroke.x2, top - stroke.y2)} l S"


def _disc(disc: Disc, centre: tuple[float, float], weight: float, colour: Colour) -> Iterator[str]:
    """Yield a circle of four curves, filled, or drawn inside its radius with a line of the weight."""
    x, y = centre
    radius = disc.radius if disc.filled else disc.radius - weight / 2
    if not disc.filled:
        yield f"{colour_parts(colour)} RG {number(weight)} w {_SOLID}"
    yield f"{_point(x + radius, y)} m"
    corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    for (x1, y1), (x2, y2) in pairwise(corners):
        bend = radius * _ROUND
        first = (x + x1 * radius + x2 * bend, y + y1 * radius + y2 * bend)
        second = (x + x2 * radius + x1 * bend, y + y2 * radius + y1 * bend)
        yield f"{_point(*first)} {_point(*second)} {_point(x + x2 * radius, y + y2 * radius)} c"
    yield "f" if disc.filled else "s"


def _point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
