"""The lines of a PDF as PDFium finds them: words, place, size. The only module that speaks pypdfium2."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefings.errors import BriefingError
from briefings.readers.canonical_text import over_limit, refused

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 2_000
#: What PDFium puts for a hyphen at the end of a line; it begins no new line then.
HYPHEN = "\ufffe"
_PASSWORD = 4
_UNKNOWN_LOCK = 5
#: Text that is drawn without ink, as programs that read scans lay it over the picture (ISO 32000-1, 9.3.6).
_NO_INK = 3
_WHITE = (250, 250, 250)
_BOLD_FROM = 600


class Line(Struct, frozen=True):
    """A line of a page; lengths in points from the page’s lower left corner."""

    text: str
    """Without its end; a hyphen at the end of the line is ``HYPHEN``."""
    left: float
    right: float
    base: float
    """Where its letters stand."""
    size: float
    """Height from the lowest to the highest that letters of its face reach."""
    bold: bool
    inked: bool
    """Whether it is drawn with ink."""
    pale: bool
    """Whether it is white or under two points, so that a reader may not see it."""


class PdfPage(Struct, frozen=True):
    """A page and its lines in the order of the file."""

    number: int
    height: float
    lines: tuple[Line, ...]


class PdfLines(Struct, frozen=True):
    """All pages of a PDF."""

    pages: tuple[PdfPage, ...]
    locked: bool
    """Whether the file is encrypted and opens without a password."""


def pdf_lines(data: bytes, file: str) -> PdfLines:
    """Return the lines of a PDF. Raises ``BriefingError`` (exit 5; 11 for too many pages)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(error, file) from None
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise BriefingError(over_limit(f"the PDF has {count} pages, more than {MAX_PAGES}", file))
        if count < 1:
            raise refused("the PDF has no pages", file)
        locked = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) >= 0
        return PdfLines(tuple(_page(document, number, file) for number in range(count)), locked)
    finally:
        document.close()


def _unreadable(error: Exception, file: str) -> BriefingError:
    code = getattr(error, "err_code", None)
    if code == _PASSWORD:
        return refused("the PDF is encrypted and needs a password", file, "save it without a password")
    if code == _UNKNOWN_LOCK:
        return refused("the PDF is encrypted in a way that is not known here", file, "save it without encryption")
    return refused("the file is no sound PDF", file, "open it and save it as a PDF again, or save its text as .txt")


def _page(document: pypdfium2.PdfDocument, number: int, file: str) -> PdfPage:
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        hint = "open it and save it as a PDF again, or save its text as .txt"
        raise refused(f"page {number + 1} of the PDF cannot be read", file, hint) from None
    try:
        return PdfPage(number + 1, page.get_height(), tuple(_lines(text, pypdfium2.raw)))
    finally:
        text.close()
        page.close()


def _lines(text: pypdfium2.PdfTextPage, raw: Any) -> Iterator[Line]:
    """Yield the lines of a page; one ends at a line break or behind a hyphen that ends it."""
    at = 0
    for piece in text.get_text_range().replace(HYPHEN, f"{HYPHEN}\r\n").split("\r\n"):
        units = len(piece.encode("utf-16-le", "surrogatepass")) // 2
        words = piece.strip()
        if words:
            first = at + len(piece) - len(piece.lstrip())
            last = at + units - 1 - (len(piece) - len(piece.rstrip()))
            yield _line(words, text, raw, first, last)
        # The break behind such a hyphen is ours: the page’s text has none there.
        at += units if piece.endswith(HYPHEN) else units + 2


def _line(words: str, text: pypdfium2.PdfTextPage, raw: Any, first: int, last: int) -> Line:
    start = raw.FPDFText_GetCharIndexFromTextIndex(text, first)
    end = raw.FPDFText_GetCharIndexFromTextIndex(text, last)
    box, final = _box(text, raw, start), _box(text, raw, end)
    drawn = raw.FPDFText_GetTextObject(text, start)
    inked = not drawn or raw.FPDFTextObj_GetTextRenderMode(drawn) != _NO_INK
    size = box.top - box.bottom
    weight = min(raw.FPDFText_GetFontWeight(text, start), raw.FPDFText_GetFontWeight(text, end))
    return Line(
        text=words,
        left=round(box.left, 2),
        right=round(final.right, 2),
        base=round(_base(text, raw, start), 2),
        size=round(size, 2),
        bold=weight >= _BOLD_FROM or (_named_bold(text, raw, start) and _named_bold(text, raw, end)),
        inked=inked,
        pale=abs(size) < 2 or _is_white(text, raw, start),
    )


def _box(text: pypdfium2.PdfTextPage, raw: Any, at: int) -> Any:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, at, box)
    return box


def _base(text: pypdfium2.PdfTextPage, raw: Any, at: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    return y.value


def _is_white(text: pypdfium2.PdfTextPage, raw: Any, at: int) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFText_GetFillColor(text, at, *parts)
    return bool(known) and all(part.value >= least for part, least in zip(parts, _WHITE, strict=False))


def _named_bold(text: pypdfium2.PdfTextPage, raw: Any, at: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, name, len(name), flags)
    return b"bold" in name.value.lower()
