"""No-break, narrow and thin spaces and no-break hyphens stand in Word and PDF as themselves."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from briefings.document import (
    Column,
    Document,
    Heading,
    Inline,
    Note,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefings.writers.pdf import write_pdf
from briefings.writers.word import write_word
from tests.pdf_reading import TaggedPdf
from tests.samples import document, house_style
from tests.word_reading import W, parts_of

_SPECIAL = {"no-break": "\u00a0", "narrow no-break": "\u202f", "thin": "\u2009", "no-break hyphen": "\u2011"}
_PLACES = ("heading", "body", "cell", "row", "note")


def _made(sign: str) -> Document:
    def run(place: str) -> tuple[Inline, ...]:
        return (Text(f"{place}{sign}one "), Strong((Text(f"{place}{sign}two"),)))

    return document(
        Heading(1, run("heading"), "h"),
        Paragraph((*run("body"), NoteReference(1))),
        Table((Column(0.5), Column(0.5)), (run("cell"), ()), ((run("row"), ()),), row_header=True),
        notes=(Note(1, run("note")),),
    )


def _wanted(sign: str) -> list[str]:
    return [f"{place}{sign}{end}" for place in _PLACES for end in ("one", "two")]


@pytest.mark.parametrize("sign", _SPECIAL.values(), ids=_SPECIAL)
def test_pdf_holds_each_as_itself(sign: str) -> None:
    """As the structure tells them, and as pypdf and PDFium copy them, in every place and weight."""
    data = write_pdf(_made(sign), house_style()).data
    drawn = "".join(piece.text for page in TaggedPdf(data).shown for piece in page)
    by_pypdf = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    by_pdfium = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    for text in (drawn, by_pypdf, by_pdfium):
        assert [words for words in _wanted(sign) if words not in text] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not on this machine")
def test_poppler_reads_the_no_break_hyphen_and_keeps_words_apart(tmp_path: Path) -> None:
    """Poppler writes every space as an ordinary one, whatever the file says; it loses none."""
    for sign in _SPECIAL.values():
        path = tmp_path / "made.pdf"
        path.write_bytes(write_pdf(_made(sign), house_style()).data)
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        shown = sign if sign == "\u2011" else " "
        text = " ".join(done.stdout.decode().replace(sign, shown).split())
        assert [words for words in _wanted(shown) if words not in text] == []


@pytest.mark.parametrize("sign", _SPECIAL.values(), ids=_SPECIAL)
def test_word_holds_each_as_itself(sign: str) -> None:
    """In body, heading, cell and note, letter for letter in the runs."""
    parts = parts_of(write_word(_made(sign), house_style()))
    texts = [node.text for name in ("word/document.xml", "word/footnotes.xml") for node in parts[name].iter(f"{W}t")]
    assert [words for words in _wanted(sign) if not any(words in (text or "") for text in texts)] == []
