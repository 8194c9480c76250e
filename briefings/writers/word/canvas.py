"""What figures are drawn on: the room between the margins, and colours in Word's spelling."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from briefings.figures import Tone
from briefings.style import Colour, HouseStyle


class Canvas(Struct, frozen=True):
    """The room that a page has for figures, and how they look; lengths in points."""

    width: float
    height: float
    body: float
    """Size of body text."""
    colours: Mapping[Tone, str]
    """Hexadecimal digits, as Word writes them."""


def canvas(style: HouseStyle, rule: Colour) -> Canvas:
    """Return the room and look of figures in a house style; ``rule`` is the colour of its faint lines."""
    page = style.page
    return Canvas(
        width=page.width - page.left - page.right,
        height=page.height - page.top - page.bottom,
        body=style.size,
        colours=MappingProxyType({Tone.INK: style.palette.heading.hex, Tone.RULE: rule.hex}),
    )
