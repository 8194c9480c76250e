"""The logo: a PNG or JPEG picture, measured from its own header and drawn inline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Problem
from briefings.writers.word.package import PartKind

#: English Metric Units in a millimetre and in a point (ECMA-376 part 1, 20.1.2.1).
EMU_PER_MM: Final = 36000
EMU_PER_POINT: Final = 12700

_TALLEST: Final = 18 * EMU_PER_MM
#: A pixel at 96 to the inch: a small picture is not blown up.
_PIXEL: Final = 9525
_LARGEST: Final = 10_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: Frame headers SOF0 to SOF15 hold the size; C4, C8 and CC in that range are other segments (ITU-T T.81, table B.1).
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"


class Picture(Struct, frozen=True):
    """A picture ready to be placed."""

    content: bytes
    kind: PartKind
    width: int
    height: int
    """Both in EMU, as printed."""
    words: str
    """What it shows, for readers who do not see it."""

    @property
    def target(self) -> str:
        """Return the path of the picture's part below ``word/``."""
        return "media/logo.png" if self.kind is PartKind.PNG else "media/logo.jpeg"


def logo(content: bytes, words: str, text_width: int) -> Picture:
    """Return the picture at most 18 mm high and at most as wide as the text (EMU), its proportions kept.

    Raises ``BriefingError`` for what is neither PNG nor JPEG, for a size of 0 or over 10 000 pixels, and without words.
    """
    if not words.strip():
        raise _problem("the logo has no words for readers who do not see it", "say in the house style what it shows")
    kind, (columns, rows) = _measured(content)
    if not (0 < columns <= _LARGEST and 0 < rows <= _LARGEST):
        raise _problem(f"the logo measures {columns} x {rows} pixels; each side must be 1 to {_LARGEST}")
    scale = min(_PIXEL, _TALLEST / rows, text_width / columns)
    return Picture(content, kind, max(1, round(columns * scale)), max(1, round(rows * scale)), words)


def drawing(picture: Picture, relation: str, words: str) -> str:
    """Return the run that draws the picture; ``words`` are spelt for XML (ECMA-376 part 1, 20.4.2.8)."""
    extent = f'cx="{picture.width}" cy="{picture.height}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent {extent}/><wp:docPr id="1" name="Logo" descr="{words}"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Logo" descr="{words}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _measured(content: bytes) -> tuple[PartKind, tuple[int, int]]:
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        return PartKind.PNG, (_number(content[16:20]), _number(content[20:24]))
    if content.startswith(_JPEG):
        for marker, start in _segments(content):
            if marker in _FRAMES and start + 9 <= len(content):
                rows, columns = content[start + 5 : start + 7], content[start + 7 : start + 9]
                return PartKind.JPEG, (_number(columns), _number(rows))
    raise _problem("the logo is not a whole PNG or JPEG picture", "save it as PNG")


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker of a JPEG picture with the place where it begins, up to the first scan."""
    start = 2
    while start + 4 <= len(content) and content[start] == 0xFF:
        marker = content[start + 1]
        if marker == 0xFF:
            start += 1
            continue
        yield marker, start
        if marker == 0xDA:
            return
        start += 2 + max(2, _number(content[start + 2 : start + 4]))


def _number(octets: bytes) -> int:
    return int.from_bytes(octets, "big")


def _problem(message: str, hint: str | None = None) -> BriefingError:
    return BriefingError(Problem(ExitCode.LAYOUT, message, hint=hint))
