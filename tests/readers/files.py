"""Files for the readers, made by other programs than ours. All that they say is invented."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from briefings.readers.canonical_text import CanonicalText
from briefings.sources import SegmentKind

#: Left, base and size in points, and the words.
Drawn = tuple[float, float, float, str]

MARKED = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def segments(text: CanonicalText) -> list[tuple[str, str]]:
    """Return kind and words of each segment."""
    return [(segment.kind.value, text.text[segment.start : segment.end]) for segment in text.segments]


def covers(text: str, stretches: Iterable[Any]) -> bool:
    """Return whether each character of a line that is not blank lies in exactly one stretch."""
    times = [0] * len(text)
    for stretch in stretches:
        assert isinstance(stretch.kind, SegmentKind)
        for at in range(stretch.start, stretch.end):
            times[at] += 1
    at = 0
    for line in text.split("\n"):
        wanted = {1} if line.strip() else {0, 1}
        if line and not set(times[at : at + len(line)]) <= wanted:
            return False
        at += len(line) + 1
    return True


def pdf(
    *pages: Iterable[Drawn], password: str | None = None, hidden: Iterable[Drawn] = (), face: bool = False
) -> bytes:
    """Return a PDF with these words drawn; with a password it is encrypted, ``hidden`` words are drawn without ink."""
    lock = None if password is None else pdfencrypt.StandardEncryption(password, ownerPassword="owner")
    made = BytesIO()
    paper = canvas.Canvas(made, encrypt=lock, invariant=1)
    for page in pages:
        for left, base, size, words in page:
            paper.setFont("Helvetica", size)
            paper.drawString(left, base, words)
        for left, base, size, words in hidden:
            drawn = paper.beginText(left, base)
            drawn.setFont("Helvetica", size)
            drawn.setTextRenderMode(3)
            drawn.textOut(words)
            paper.drawText(drawn)
        paper.showPage()
    paper.save()
    return made.getvalue()


def lines(first: float, *words: str, left: float = 72, size: float = 11, step: float = 14) -> list[Drawn]:
    """Return lines of a paragraph below one another."""
    return [(left, first - step * at, size, line) for at, line in enumerate(words)]


def word(document: Any) -> bytes:
    """Return the bytes of a python-docx document."""
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def new_word() -> Any:
    """Return an empty python-docx document."""
    return docx.Document()


def markup(xml: str) -> Any:
    """Return an element of WordprocessingML; ``NS`` in the first tag stands for its namespaces."""
    extra = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x="urn:invented"'
    return parse_xml(xml.replace("NS", f"{nsdecls('w')} {extra}", 1))


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def bare_word(body: str, before: str = "") -> bytes:
    """Return the smallest Word file: one part with this body; ``before`` stands before its root."""
    document = f"{before}<w:document {MARKED}><w:body>{body}</w:body></w:document>"
    return package({"_rels/.rels": _RELATIONS, "word/document.xml": document})
