"""The house style: fonts, colours, page and margins as one frozen record. A length always carries its unit."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import NewType

from msgspec import Struct, field

#: A length in PDF points (1/72 inch), the unit of every length in this module.
Points = NewType("Points", float)

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}


def length(number: float, unit: str) -> Points:
    """Return the length in points; ``unit`` is pt, mm, cm or in. Raises ``KeyError`` for any other."""
    return Points(number * _POINTS[unit])


class Colour(Struct, frozen=True):
    """A colour of the sRGB space."""

    red: int
    green: int
    blue: int
    """Each 0 to 255."""

    @property
    def hex(self) -> str:
        """Return six upper-case hexadecimal digits without ``#``, as Word writes colours."""
        return f"{self.red:02X}{self.green:02X}{self.blue:02X}"

    @property
    def unit(self) -> tuple[float, float, float]:
        """Return red, green and blue from 0 to 1, as PDF writes colours."""
        return (self.red / 255, self.green / 255, self.blue / 255)

    @property
    def luminance(self) -> float:
        """Return the relative luminance, 0 (black) to 1 (white); WCAG 2.2, definition of relative luminance."""
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in self.unit]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21; WCAG 2.2, definition of contrast ratio."""
    light, dark = sorted((one.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Palette(Struct, frozen=True):
    """The colours of a brief; words must stay readable in black and white."""

    text: Colour
    heading: Colour
    accent: Colour
    """Rules, bars and the header row of tables."""
    on_accent: Colour
    """Words on the accent colour."""
    tint: Colour
    """Ground of the key-facts box and of the bottom line."""
    judgement: Colour
    """Ground of what is the desk's own judgement."""
    muted: Colour
    """Running heads and lesser lines."""
    link: Colour


#: The colour of the sheet.
PAPER = Colour(255, 255, 255)
#: Every colour of words by the grounds it may be printed on; ``paper`` is the sheet. Boxes may stand in one another, so
#: whatever stands in the open body may stand in each of them.
INKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("paper", "tint", "judgement"),
        "heading": ("paper", "tint", "judgement"),
        "muted": ("paper", "tint", "judgement"),
        "link": ("paper", "tint", "judgement"),
        "on_accent": ("accent",),
    }
)


class FontFamily(Struct, frozen=True):
    """Four TrueType faces for the PDF, and the name that Word is told."""

    name: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path
    word: str = ""
    """Family name for Word, which uses the fonts of the reader's machine; empty for a fallback family, since Word
    itself finds a font for a script that the one it was told lacks."""


class Page(Struct, frozen=True):
    """The sheet and its margins."""

    width: Points
    height: Points
    top: Points
    right: Points
    bottom: Points
    left: Points


class WordSkin(Struct, frozen=True):
    """A Word file of the house, whose styles, theme, page, header, footer and numbering its briefs take."""

    file: str
    """Where it was read, as messages show it."""
    data: bytes


class NotePlace(Enum):
    """Where the notes of a Word file stand."""

    FOOT = "foot"
    """At the foot of the page, as footnotes."""
    END = "end"
    """Behind the text, as endnotes."""


class HouseStyle(Struct, frozen=True):
    """How the briefs of one house look."""

    page: Page
    font: FontFamily
    size: Points
    """Size of body text; other sizes derive from it."""
    palette: Palette
    fallback: tuple[FontFamily, ...] = ()
    """Families for the characters that ``font`` lacks, in order; a file may serve for several faces."""
    logo: bytes | None = None
    """A PNG or JPEG picture for the head of the first page."""
    logo_text: str = ""
    """What the logo shows, for readers who do not see it."""
    skin: WordSkin | None = None
    """The house's own Word file; ``None``: Word files are dressed in the packaged skin, with all of the above."""
    word_notes: NotePlace = NotePlace.FOOT
    """Of Word files alone: a PDF has its notes at the foot."""


class House(Struct, frozen=True):
    """What a house decides once for all its briefs: the look, the name it signs with and the words of its markings."""

    style: HouseStyle
    organisation: Mapping[str, str]
    """By language code."""
    markings: Mapping[str, Mapping[str, str]]
    """Words of each marking by its code, then by language code."""
    locales: Mapping[str, str]
    """BCP 47 tag for each language code, such as ``en-GB`` for ``en``."""
    profiles: Mapping[str, str]
    """How the spaces of each language are set, such as ``fr-CA`` for ``fr``; see ``typography.PROFILES``."""
    file: str
    """Where it was read, relative to the workspace or the package."""
    sha256: str
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of fonts, logo and Word skin beside it, by path as ``file`` has it, without the packaged fonts."""
