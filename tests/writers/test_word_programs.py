"""What other programs say of the Word file: Microsoft's validator and LibreOffice, where they are installed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefings.document import Block, Column, Contents, Division, Document, Heading, List, Paragraph, Role, Table, Text
from briefings.style import HouseStyle, NotePlace, length
from briefings.writers.word import write_word
from tests.samples import attached, document, every_kind, house_style
from tests.writers.test_word_refusals import JPEG, png

CHECK = os.environ.get("BRIEFING_OOXML_CHECK", "")
OFFICE = shutil.which("soffice")


def said(text: str, number: int | None = None) -> Paragraph:
    """Return a paragraph of one text."""
    return Paragraph((Text(text),), number)


def crowded() -> Document:
    """Return a document with every role, deep lists, jumping numbers and tables that touch."""
    deep: Block = said("deepest")
    for level in range(12):
        deep = List(((said(f"level {level}"), deep, said("more")), ()), start=level if level % 2 else None)
    table = Table((Column(1.0),), ((Text("h"),),), (((),),))
    roles = tuple(Division(role, (said("r", number=3), deep, table, table)) for role in Role)
    headings = tuple(Heading(level, (Text("h"),), "same") for level in range(1, 7))
    return document(*headings, said("a", 1), said("b", 7), said("c", 2), deep, *roles)


def variants() -> dict[str, bytes]:
    """Return Word files of several documents and house styles by name."""
    style = house_style()
    narrow = replace(style.page, width=length(8.5, "in"), height=length(5.5, "in"), top=length(12, "mm"))
    return {
        "every-kind": write_word(every_kind(), style),
        "french": write_word(replace(every_kind(), language="fr-FR"), style),
        "png": write_word(every_kind(), replace(style, logo=png(300, 100), logo_text='A "logo" & more')),
        "jpeg": write_word(every_kind(), replace(style, logo=JPEG, logo_text="A logo")),
        "narrow": write_word(every_kind(), replace(style, page=narrow)),
        "crowded": write_word(crowded(), style),
        "endnotes": write_word(every_kind(), replace(style, word_notes=NotePlace.END)),
        "carrying": write_word(every_kind(), style, attachments=attached()),
        "soft-hyphens": write_word(document(said("com\u00admu\u00adnica\u00adtion \u00ad")), style),
        "empty": write_word(document(), style),
    }


@pytest.mark.skipif(not CHECK, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    """Every variant is valid by Microsoft's own schema and rules."""
    files = []
    for name, data in variants().items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(data)
    result = subprocess.run([*shlex.split(CHECK), *map(str, files)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


_NOTES = ((1, "Desk note"), (2, "Desk note"), (3, "An invented note"), (4, "A note that stands in a table."))


def _printed(tmp_path: Path, style: HouseStyle) -> list[str]:
    """Return the text of each page as LibreOffice prints the document of every kind, without contents."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    source = tmp_path / "brief.docx"
    whole = every_kind()
    brief = replace(whole, blocks=tuple(block for block in whole.blocks if not isinstance(block, Contents)))
    source.write_bytes(write_word(brief, style))
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    printed = pypdfium2.PdfDocument(tmp_path / "brief.pdf")
    return [page.get_textpage().get_text_range() for page in printed]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_the_footnotes_at_the_foot_of_the_page(tmp_path: Path) -> None:
    """The words of the notes stand after those of the table that names it and before the footer, on the same page."""
    text = next(page for page in _printed(tmp_path, house_style()) if "Staff train together." in page)
    order = [text.index(words) for words in ("Staff train together.", "A note that stands in a table.", "Page ")]
    assert order == sorted(order)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_endnotes_behind_the_text(tmp_path: Path) -> None:
    """All notes stand behind the last words of the annex, numbered as in the text."""
    whole = " ".join("\n".join(_printed(tmp_path, replace(house_style(), word_notes=NotePlace.END))).split())
    notes = [whole.index(f"{number} {words}") for number, words in _NOTES]
    assert whole.index("Words behind.") < notes[0]
    assert notes == sorted(notes)
