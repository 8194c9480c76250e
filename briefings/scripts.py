"""Which script a character belongs to, whether its letters must be shaped, and a free TrueType font that has them.

Blocks are those of the Unicode Character Database 15.0 (Blocks.txt). Only the basic plane is listed: the PDF writer
prints nothing beyond it.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct


class Script(Struct, frozen=True):
    """A script, or a family of signs that fonts hold together."""

    name: str
    blocks: tuple[tuple[int, int], ...]
    """First and last code point of each block."""
    font: str
    """A free TrueType family that has it; fonts with PostScript outlines cannot be embedded."""
    shaped: bool = False
    """Whether letters join, are reordered or run from right to left, so that printing them one by one is wrong."""


def _plain(name: str, font: str, *blocks: tuple[int, int]) -> Script:
    return Script(name, blocks, font)


def _shaped(name: str, *blocks: tuple[int, int], font: str = "") -> Script:
    return Script(name, blocks, font or f"Noto Sans {name}", shaped=True)


_CJK = "Droid Sans Fallback"
_SYMBOLS = "DejaVu Sans"

#: Written letter by letter from left to right.
_PLAIN = (
    _plain("Latin", "Noto Sans", (0x0000, 0x02FF), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F),
           (0xA700, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06)),
    _plain("combining marks", "Noto Sans", (0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0xFE20, 0xFE2F)),
    _plain("Greek", "Noto Sans", (0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    _plain("Cyrillic", "Noto Sans", (0x0400, 0x052F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    _plain("Armenian", "Noto Sans Armenian", (0x0530, 0x058F), (0xFB13, 0xFB17)),
    _plain("Georgian", "Noto Sans Georgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    _plain("Ethiopic", "Noto Sans Ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    _plain("Cherokee", "Noto Sans Cherokee", (0x13A0, 0x13FF), (0xAB70, 0xABBF)),
    _plain("Canadian Aboriginal", "Noto Sans Canadian Aboriginal", (0x1400, 0x167F), (0x18B0, 0x18FF)),
    _plain("Ogham", "Noto Sans Ogham", (0x1680, 0x169F)),
    _plain("Runic", "Noto Sans Runic", (0x16A0, 0x16FF)),
    _plain("New Tai Lue", "Noto Sans New Tai Lue", (0x1980, 0x19DF)),
    _plain("Ol Chiki", "Noto Sans Ol Chiki", (0x1C50, 0x1C7F)),
    _plain("Glagolitic", "Noto Sans Glagolitic", (0x2C00, 0x2C5F)),
    _plain("Coptic", "Noto Sans Coptic", (0x2C80, 0x2CFF)),
    _plain("Tifinagh", "Noto Sans Tifinagh", (0x2D30, 0x2D7F)),
    _plain("Han and kana", _CJK, (0x2E80, 0x2FFF), (0x3000, 0x312F), (0x3190, 0x4DBF),
           (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF)),
    _plain("Hangul", "Nanum Gothic", (0x3130, 0x318F), (0xAC00, 0xD7AF)),
    _plain("Yi", "Noto Sans Yi", (0xA000, 0xA4CF)),
    _plain("Lisu", "Noto Sans Lisu", (0xA4D0, 0xA4FF)),
    _plain("Vai", "Noto Sans Vai", (0xA500, 0xA63F)),
    _plain("Bamum", "Noto Sans Bamum", (0xA6A0, 0xA6FF)),
    _plain("symbols", _SYMBOLS, (0x2000, 0x20FF), (0x2100, 0x2BFF), (0x2E00, 0x2E7F), (0x4DC0, 0x4DFF),
           (0xFFF0, 0xFFFF)),
)  # fmt: skip
#: Printed letter by letter they would be wrong.
_SHAPED = (
    _shaped("Hebrew", (0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    _shaped("Arabic", (0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    _shaped("Syriac", (0x0700, 0x074F), (0x0860, 0x086F)),
    _shaped("Thaana", (0x0780, 0x07BF)),
    _shaped("N’Ko", (0x07C0, 0x07FF), font="Noto Sans NKo"),
    _shaped("Samaritan", (0x0800, 0x083F)),
    _shaped("Mandaic", (0x0840, 0x085F)),
    _shaped("Devanagari", (0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA830, 0xA83F), (0xA8E0, 0xA8FF)),
    _shaped("Bengali", (0x0980, 0x09FF)),
    _shaped("Gurmukhi", (0x0A00, 0x0A7F)),
    _shaped("Gujarati", (0x0A80, 0x0AFF)),
    _shaped("Oriya", (0x0B00, 0x0B7F)),
    _shaped("Tamil", (0x0B80, 0x0BFF)),
    _shaped("Telugu", (0x0C00, 0x0C7F)),
    _shaped("Kannada", (0x0C80, 0x0CFF)),
    _shaped("Malayalam", (0x0D00, 0x0D7F)),
    _shaped("Sinhala", (0x0D80, 0x0DFF)),
    _shaped("Thai", (0x0E00, 0x0E7F)),
    _shaped("Lao", (0x0E80, 0x0EFF)),
    _shaped("Tibetan", (0x0F00, 0x0FFF), font="Noto Serif Tibetan"),
    _shaped("Myanmar", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    _shaped("conjoining Hangul", (0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF), font="Noto Sans KR"),
    _shaped("Tagalog", (0x1700, 0x171F)),
    _shaped("Hanunoo", (0x1720, 0x173F)),
    _shaped("Buhid", (0x1740, 0x175F)),
    _shaped("Tagbanwa", (0x1760, 0x177F)),
    _shaped("Khmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    _shaped("Mongolian", (0x1800, 0x18AF)),
    _shaped("Limbu", (0x1900, 0x194F)),
    _shaped("Tai Le", (0x1950, 0x197F)),
    _shaped("Buginese", (0x1A00, 0x1A1F)),
    _shaped("Tai Tham", (0x1A20, 0x1AAF)),
    _shaped("Balinese", (0x1B00, 0x1B7F)),
    _shaped("Sundanese", (0x1B80, 0x1BBF), (0x1CC0, 0x1CCF)),
    _shaped("Batak", (0x1BC0, 0x1BFF)),
    _shaped("Lepcha", (0x1C00, 0x1C4F)),
    _shaped("Syloti Nagri", (0xA800, 0xA82F)),
    _shaped("Phags-pa", (0xA840, 0xA87F), font="Noto Sans PhagsPa"),
    _shaped("Saurashtra", (0xA880, 0xA8DF)),
    _shaped("Kayah Li", (0xA900, 0xA92F)),
    _shaped("Rejang", (0xA930, 0xA95F)),
    _shaped("Javanese", (0xA980, 0xA9DF)),
    _shaped("Cham", (0xAA00, 0xAA5F)),
    _shaped("Tai Viet", (0xAA80, 0xAADF)),
    _shaped("Meetei Mayek", (0xAAE0, 0xAAFF), (0xABC0, 0xABFF)),
)
_BLOCKS = sorted(
    ((first, last, script) for script in (*_PLAIN, *_SHAPED) for first, last in script.blocks),
    key=lambda block: block[:2],
)
_STARTS = [first for first, _, _ in _BLOCKS]


def script_of(character: str) -> Script | None:
    """Return the script of a character of the basic plane, or ``None`` for one that no known block holds."""
    return _script_at(ord(character))


def is_shaped(code: int) -> bool:
    """Return whether the code point belongs to a script whose letters must be shaped or ordered."""
    script = _script_at(code)
    return script is not None and script.shaped


def _script_at(code: int) -> Script | None:
    first, last, script = _BLOCKS[max(bisect_right(_STARTS, code) - 1, 0)]
    return script if first <= code <= last else None
