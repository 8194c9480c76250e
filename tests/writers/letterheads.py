"""Invented Word files of an invented house, made with python-docx, and house styles that name them as skin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from msgspec.structs import replace

from briefings.document import Document
from briefings.style import HouseStyle, WordSkin
from tests.samples import house_style
from tests.writers.test_word_refusals import png

FILE = "templates/letterhead.docx"
SAID = {
    "title": "An <accord> & more",
    "marking": "Internal use",
    "reference": "INV/2026/1",
    "date": "23 November 2026",
    "audience": "Note for the minister",
    "organisation": "Invented desk",
    "draft": "",
}


def letterhead(*changes: Callable[[Any], None]) -> bytes:
    """Return a letterhead with a logo, names to fill in and a page number, after some changes to the open file."""
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(25)
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Georgia", Pt(11)
    word.styles["Heading 1"].font.color.rgb = RGBColor(0x20, 0x60, 0x30)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(BytesIO(png(120, 40)), width=Mm(30))
    head._p.find(f".//{{{_DRAWING}}}docPr").set("descr", "Invented ministry")
    reference = section.header.add_paragraph("Ref. {{refer")
    reference.add_run("ence}} of {{ date }}.").bold = True
    foot = section.footer.paragraphs[0]
    foot.add_run("{{Title}}, page ")
    add_field(foot, " PAGE ")
    word.add_paragraph("Sample text of the letterhead.")
    for change in changes:
        change(word)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def add_field(paragraph: Any, instruction: str) -> None:
    """Add a field as Word writes it, its instruction cut in two runs."""
    half = len(instruction) // 2
    for kind, words in (("begin", ""), ("", instruction[:half]), ("", instruction[half:]), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = words or None
        paragraph.add_run()._r.append(element)


def styled(data: bytes) -> HouseStyle:
    """Return a house style with a skin."""
    return replace(house_style(), skin=WordSkin(FILE, data))


def with_slots(document: Document, **said: str) -> Document:
    """Return a document whose head and foot say what is given beside ``SAID``."""
    slots = {**SAID, **said}
    furniture = replace(document.furniture, marking=slots["marking"], draft=slots["draft"], slots=slots)
    return replace(document, furniture=furniture)


def repacked(data: bytes, changed: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a Word file with some parts changed; a part that is not there begins empty."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changed[name](content) if name in changed else content)
    return stream.getvalue()
