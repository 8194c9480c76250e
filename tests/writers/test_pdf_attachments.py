"""Files inside a PDF are whole, declared and refused where their names could mislead."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from briefings.document import Annex, Attachment, Heading, Paragraph, Relationship, Section, Text
from briefings.errors import BriefingError, ExitCode
from briefings.readers.pdf_attachments import read_attachments
from briefings.writers.pdf import lay_out, write_pdf
from tests.pdf_reading import TaggedPdf
from tests.samples import attached, document, every_kind, house_style


def test_attached_files_come_back_whole() -> None:
    """By our own reader and by another one; a document without files has no name tree."""
    data = write_pdf(replace(every_kind(), attachments=attached()), house_style()).data
    expected = {"facts.yaml": b"facts: []\n", "about.json": b"{}\n"}
    assert read_attachments(data, "x.pdf") == expected
    assert {name: found[0] for name, found in PdfReader(BytesIO(data)).attachments.items()} == expected
    assert b"/EmbeddedFiles" not in write_pdf(every_kind(), house_style()).data


@pytest.mark.parametrize("name", ["../up.txt", "a/b", "", ".hidden", "a b", "é.txt", "x" * 101])
def test_a_misleading_name_is_refused(name: str) -> None:
    """Plain ASCII names only."""
    bad = Attachment(name, "text/plain", Relationship.DATA, "", b"")
    with pytest.raises(BriefingError, match="cannot name an attached file") as caught:
        write_pdf(document(attachments=(bad,)), house_style())
    assert caught.value.exit_code is ExitCode.LAYOUT


def test_a_name_twice_and_a_wrong_media_type_are_refused() -> None:
    """Readers could not tell two files of one name apart."""
    one = Attachment("a.txt", "text/plain", Relationship.DATA, "", b"")
    for files, words in (((one, one), "cannot name"), ((replace(one, media_type="text"),), "is no media type")):
        with pytest.raises(BriefingError, match=words):
            write_pdf(document(attachments=files), house_style())


def test_the_moment_of_the_document_is_written_in_every_place() -> None:
    """Info, XMP and attached files; a moment that is none is refused."""
    brief = replace(every_kind(), attachments=attached())
    stamped = replace(brief, properties=replace(brief.properties, stamp="2001-02-03T04:05:06Z"))
    data = write_pdf(stamped, house_style()).data
    assert set(re.findall(rb"D:(\d+)", data)) == {b"20010203040506"}
    assert data.count(b"2001-02-03T04:05:06Z") == 3
    with pytest.raises(BriefingError, match="the moment of the document"):
        write_pdf(replace(brief, properties=replace(brief.properties, stamp="yesterday")), house_style())


def test_the_annex_begins_a_page_that_the_body_does_not_count() -> None:
    """Whatever room is left; title and sections of the body are measured, those of the annex are not."""
    body = Section("one", (Heading(2, (Text("One"),), "one"), Paragraph((Text("Words."),))))
    behind = Annex((Heading(2, (Text("Annex"),), "annex"), Section("two", (Paragraph((Text("More."),)),))))
    layout = lay_out(document(Heading(1, (Text("Title"),), "title"), body, behind), house_style())
    assert (layout.body_pages, layout.pages) == (1, 2)
    assert [(extent.section, 0 < layout.pages_of(extent) < 0.2) for extent in layout.extents] == [
        ("", True),
        ("one", True),
    ]
    reading = TaggedPdf(layout.draw().data)
    assert [next(piece.text for piece in page if piece.mark is not None) for page in reading.shown] == [
        "Title",
        "Annex",
    ]
    assert [e.tag for e in reading.elements() if e.tag in ("Sect", "Part")] == ["Sect", "Part", "Sect"]


def test_a_document_of_an_annex_alone_has_no_empty_page() -> None:
    """Nothing stands before it."""
    layout = lay_out(document(Annex((Paragraph((Text("Alone."),)),))), house_style())
    assert (layout.pages, layout.body_pages) == (1, 1)
