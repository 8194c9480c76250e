"""Tiny invented TrueType fonts: every character is a box, so that tests need no font of the machine."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from briefings.style import FontFamily

TIFINAGH = "ⴰⴱⵎⵣⵜⵉⵖⵍ"
ETHIOPIC = "ስምነትዛሬ፡"
HAN = "東京で協定に署名した。、「」漢字ょー"
GREEK = "Αθήνα"


def tiny_font(name: str, characters: str, width: int = 600, ascent: int = 800) -> bytes:
    """Return a TrueType font of 1000 units with the PostScript name."""
    letters = sorted(set(characters))
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *(f"u{ord(each):04X}" for each in letters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(each): f"u{ord(each):04X}" for each in letters})
    builder.setupGlyf({each: _box(width - 100) for each in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (width, 50)))
    builder.setupHorizontalHeader(ascent=ascent, descent=ascent - 1000)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=ascent - 1000, usWinAscent=ascent, usWinDescent=1000 - ascent)
    builder.setupPost()
    # The time of creation would come from the clock.
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def _box(width: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 700), (width + 50, 700), (width + 50, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def tiny_family(folder: Path, name: str, characters: str, **metrics: int) -> FontFamily:
    """Return a family of one file, which is written to the folder."""
    path = folder / f"{name}.ttf"
    path.write_bytes(tiny_font(name, characters, **metrics))
    return FontFamily(name, path, path, path, path)
