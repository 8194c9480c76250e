"""What cannot be laid out is refused with exit code 6, a sentence and a way out; no file is written."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from briefings.document import Block, Column, Document, Link, List, NoteReference, Paragraph, Table, Text
from briefings.errors import BriefingError, ExitCode
from briefings.style import HouseStyle, Points
from briefings.writers.pdf import write_pdf
from tests.pdf_reading import TaggedPdf
from tests.samples import document, every_kind, house_style


def _refused(made: Document, style: HouseStyle) -> str:
    with pytest.raises(BriefingError) as caught:
        write_pdf(made, style)
    assert caught.value.exit_code is ExitCode.LAYOUT
    return str(caught.value)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//example.org/x",
        "\\\\host\\share",
        "/local",
        "ftp://example.org",
        "data:text/html,x",
        "https://",
        "https:///path",
        "http://a b",
        "https://exämple.org",
        "https://example.org/\n",
        "mailto:",
        "",
    ],
)
def test_a_link_leads_only_to_the_web_or_to_mail(target: str) -> None:
    """Any other target is refused by name; so is one that is not percent-encoded."""
    message = _refused(document(Paragraph((Link(target, (Text("words"),)),))), house_style())
    assert message.startswith("a link leads to ")
    assert "only http, https and mailto" in message


@pytest.mark.parametrize("target", ["HTTPS://example.org", "http://[::1]:8080/", "mailto:a@b.example?subject=x"])
def test_addresses_of_the_web_and_of_mail_are_live(target: str) -> None:
    """Case, ports and queries do not matter."""
    reading = TaggedPdf(write_pdf(document(Paragraph((Link(target, (Text("words"),)),))), house_style()).data)
    assert reading.reader.pages[0]["/Annots"][0].get_object()["/A"]["/URI"] == target  # type: ignore[index]


def test_a_reference_to_no_note_is_refused() -> None:
    """The document promises notes from 1 to n."""
    message = _refused(document(Paragraph((Text("x"), NoteReference(7)))), house_style())
    assert message == "the text refers to note 7, which the document does not hold"


def test_a_table_with_too_many_columns_is_refused() -> None:
    """A column that cannot hold a letter never runs off the page."""
    cells = tuple((Text("x"),) for _ in range(60))
    message = _refused(document(Table((Column(1 / 60),) * 60, cells, (cells,))), house_style())
    assert message.startswith("column 1 of a table with 60 columns is only 8 pt wide")


def test_lists_nested_beyond_the_page_are_refused() -> None:
    """Text is never squeezed to nothing."""
    block: Block = Paragraph((Text("deep"),))
    for _ in range(60):
        block = List(((block,),))
    assert "fewer lists and quotations" in _refused(document(block), house_style())


def test_margins_that_leave_no_room_are_refused() -> None:
    """The message says what is left."""
    page = replace(house_style().page, top=Points(500), bottom=Points(400))
    assert "for the text" in _refused(every_kind(), replace(house_style(), page=page))


@pytest.mark.parametrize("date", ["", "2026", "23 November 2026", "2026-02-30"])
def test_a_date_that_is_no_day_is_refused(date: str) -> None:
    """The date of the file is the document's, never the clock's."""
    made = every_kind()
    assert "the date of the document" in _refused(
        replace(made, properties=replace(made.properties, date=date)), house_style()
    )


def test_a_property_that_no_file_can_hold_is_refused() -> None:
    """Half characters and control characters cannot be written in XML."""
    made = every_kind()
    for title in ("\ud800", "a\x00b", "\uffff"):
        assert "a property" in _refused(replace(made, properties=replace(made.properties, title=title)), house_style())


class TestFonts:
    """Fonts that cannot be used."""

    def test_a_missing_file_is_named_without_its_folder(self) -> None:
        """No path of the machine stands in a message."""
        font = replace(house_style().font, bold=Path("/nowhere/Bold.ttf"))
        message = _refused(every_kind(), replace(house_style(), font=font))
        assert message == "font file Bold.ttf cannot be read: No such file or directory"

    def test_a_file_that_is_no_font_is_named(self, tmp_path: Path) -> None:
        """A picture, text or PostScript outlines are refused."""
        for content in (b"", b"not a font", b"OTTO" + bytes(100), bytes(200)):
            (tmp_path / "x.ttf").write_bytes(content)
            font = replace(house_style().font, italic=tmp_path / "x.ttf")
            assert "x.ttf is no TrueType font" in _refused(every_kind(), replace(house_style(), font=font))

    def test_one_face_may_serve_for_all(self) -> None:
        """A house with one font file prints bold words with it."""
        face = house_style().font.regular
        font = replace(house_style().font, bold=face, italic=face, bold_italic=face)
        assert write_pdf(every_kind(), replace(house_style(), font=font)).pages == 3


def _picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (300, 120)) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def _huge() -> bytes:
    head = struct.pack(">II5B", 100_000, 100_000, 8, 2, 0, 0, 0)
    body = b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + body


class TestLogo:
    """The picture at the head of the first page."""

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (lambda: _picture("GIF", "L"), "neither a PNG nor a JPEG"),
            (lambda: _picture("WEBP"), "neither a PNG nor a JPEG"),
            (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
            (lambda: b"", "neither a PNG nor a JPEG"),
            (lambda: _picture("JPEG", "CMYK"), "colours of the kind CMYK"),
            (lambda: _picture("PNG")[:60], "damaged"),
            (lambda: b"\xff\xd8\xff" + bytes(50), "damaged"),
            (_huge, "far too large"),
            (lambda: _picture("PNG", "1", (8000, 6000)), "8000 x 6000 pixels"),
        ],
    )
    def test_other_pictures_are_refused(self, content: Callable[[], bytes], told: str) -> None:
        """Other formats, other colours, broken and huge pictures."""
        assert told in _refused(every_kind(), replace(house_style(), logo=content(), logo_text="The house"))

    def test_needs_words_for_those_who_do_not_see_it(self) -> None:
        """A figure without a text would fail ISO 14289-1, 7.3."""
        assert "no text" in _refused(every_kind(), replace(house_style(), logo=_picture("PNG"), logo_text=" "))

    @pytest.mark.parametrize(
        ("content", "size"),
        [
            (_picture("PNG"), (127.6, 51.0)),
            (_picture("PNG", "RGBA"), (127.6, 51.0)),
            (_picture("PNG", "P", (4000, 100)), (459.2, 11.5)),
            (_picture("PNG", "LA", (40, 20)), (30.0, 15.0)),
            (_picture("JPEG"), (127.6, 51.0)),
            (_picture("JPEG", "L"), (127.6, 51.0)),
        ],
    )
    def test_is_the_first_element_and_at_most_18_mm_high(self, content: bytes, size: tuple[float, float]) -> None:
        """It keeps its proportions, fits between the margins and is not blown up."""
        style = replace(house_style(), logo=content, logo_text="Façade of the house")
        reading = TaggedPdf(write_pdf(every_kind(), style).data)
        figure = next(element for element in reading.elements() if element.path)
        left, bottom, right, top = (float(n) for n in figure.node["/A"]["/BBox"])
        assert (figure.tag, figure.node["/Alt"]) == ("Figure", "Façade of the house")
        assert (round(right - left, 1), round(top - bottom, 1)) == pytest.approx(size, abs=0.11)
        assert top <= style.page.height - style.page.top + 0.1
