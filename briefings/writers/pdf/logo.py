"""The logo at the head of the first page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from briefings.style import HouseStyle, length
from briefings.writers.pdf import engine
from briefings.writers.pdf.pages import Area
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.slices import Picture, Slice
from briefings.writers.pdf.structure import Element, Structure

_HIGHEST = length(18, "mm")
#: Points a pixel at 96 pixels an inch: a small picture is not blown up.
_PIXEL = 0.75
_MOST_PIXELS = 40_000_000
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
#: Colour modes that fit a file with an sRGB output intent (ISO 19005-3, 6.2.4.3); CMYK does not.
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"})


def flow_logo(style: HouseStyle, area: Area, structure: Structure) -> list[Slice]:
    """Return the slice of the logo, at most 18 mm high, or none where the house has no logo.

    Raises ``BriefingError`` for a picture that is no sound PNG or JPEG, is in CMYK colours, or has no text.
    """
    if style.logo is None:
        return []
    if not style.logo_text.strip():
        raise layout_error("the logo has no text for those who do not see it", hint="give logo_text in the house style")
    wide, high = _pixels(style.logo)
    scale = min(_PIXEL, _HIGHEST / high, area.width / wide)
    element = structure.put(Element("Figure", structure.document, alternative=style.logo_text))
    picture = Picture(style.logo, area.left, 0.0, wide * scale, high * scale, element)
    return [Slice(high * scale, picture=picture, after=style.size * 1.2, glue=True)]


def _pixels(content: bytes) -> tuple[int, int]:
    if not content.startswith(_SIGNATURES):
        raise layout_error("the logo is neither a PNG nor a JPEG picture")
    image = open_picture(content)
    wide, high = image.getSize()
    if not 0 < wide * high <= _MOST_PIXELS:
        raise layout_error(f"the logo is {wide} x {high} pixels; at most {_MOST_PIXELS:,} pixels can be printed")
    mode = image._image.mode
    if mode not in _MODES:
        raise layout_error(f"the logo has colours of the kind {mode}", hint="save it with RGB colours")
    try:
        image.getRGBData()
    except Exception as error:  # The picture library raises many kinds for a picture cut short.
        raise layout_error("the logo is a damaged picture") from error
    return wide, high


def open_picture(content: bytes) -> Any:
    """Return ReportLab's reader of the picture. Raises ``BriefingError`` where the picture cannot be read."""
    try:
        return engine.ImageReader(BytesIO(content))
    except Exception as error:
        raise layout_error("the logo is a damaged picture, or far too large") from error
