"""PDF files that the tests of this folder attach things to. All of their words are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from reportlab.pdfgen.canvas import Canvas

from briefings.attaching.attached import Annexed, Attached
from briefings.attaching.pdf import Wishes, attach_pdf
from briefings.writers.pdf import write_pdf
from tests.pdf_reading import TaggedPdf
from tests.samples import attached, every_kind, house_style

_BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "Caption", "TOCI", "Note"})


@cache
def house_report() -> bytes:
    """Return a tagged report of our own writer: PDF/A-3a and PDF/UA-1, with notes, links and contents."""
    return write_pdf(every_kind(), house_style()).data


@cache
def house_brief(language: str = "en-GB", files: bool = True) -> bytes:
    """Return a tagged brief of our own writer, with or without files inside."""
    made = replace(every_kind(), language=language, attachments=attached() if files else ())
    properties = replace(made.properties, title="Invented brief", date="2026-11-20")
    return write_pdf(replace(made, properties=properties), house_style()).data


def untagged(pages: int = 2, words: str = "Invented page", outline: bool = False) -> bytes:
    """Return an untagged PDF as ReportLab makes it, with Helvetica that is not embedded."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setTitle("Invented untagged file")
    for number in range(1, pages + 1):
        canvas.drawString(72, 700, f"{words} {number}")
        if outline:
            canvas.bookmarkPage(f"place-{number}")
            canvas.addOutlineEntry(f"{words} {number}", f"place-{number}")
            canvas.linkRect("", f"place-{pages + 1 - number}", (72, 600, 172, 620))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def edited(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return a PDF after a change."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def claiming(data: bytes, archive: str = "", access: str = "") -> bytes:
    """Return a PDF of our own with other claims in its XMP, such as ``2b`` and ``1``; they need not be true."""

    def change(pdf: pikepdf.Pdf) -> None:
        words = pdf.Root.Metadata.read_bytes().decode()
        part = f"<pdfaid:part>{archive[0]}</pdfaid:part>\n" if archive else ""
        level = f"<pdfaid:conformance>{archive[1:].upper()}</pdfaid:conformance>\n" if archive[1:] else ""
        words = re.sub(r"<pdfaid:part>.*</pdfaid:conformance>\n", part + level, words, flags=re.DOTALL)
        ua = f"<pdfuaid:part>{access}</pdfuaid:part>\n" if access else ""
        pdf.Root.Metadata.write(re.sub(r"<pdfuaid:part>.*</pdfuaid:part>\n", ua, words).encode())

    return edited(data, change)


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """Return a PDF with another metadata packet."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(packet)
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = stream

    return edited(data, change)


def signed(data: bytes, change: Callable[[pikepdf.Pdf], object] = lambda _: None) -> bytes:
    """Return a PDF with a signature of invented bytes: enough to be called signed."""

    def sign(pdf: pikepdf.Pdf) -> None:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            ByteRange=pikepdf.Array([0, 1, 2, 3]),
            Contents=pikepdf.String(b"invented"),
        )
        field = pikepdf.Dictionary(
            FT=pikepdf.Name.Sig, T=pikepdf.String("Signature"), V=value, Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget, Rect=pikepdf.Array([0, 0, 0, 0]), F=132,
        )  # fmt: skip
        made = pdf.make_indirect(field)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made]), SigFlags=3)
        annotations = list(pdf.pages[0].obj.get("/Annots", []))
        pdf.pages[0].obj.Annots = pikepdf.Array([*annotations, made])
        change(pdf)

    return edited(data, sign)


@cache
def typst_report(standard: str) -> bytes:
    """Return a tagged report that typst makes, such as ``a-2a`` or ``ua-1``; skip where typst is not installed."""
    typst = pytest.importorskip("typst", reason="typst, which makes a foreign tagged report, is not installed")
    source = """#set document(title: "Invented foreign report", date: datetime(year: 2026, month: 11, day: 20))
#set text(lang: "en")
= Findings <findings>
An invented paragraph#footnote[An invented note.] with a #link(<detail>)[link to the detail].
== Detail <detail>
#figure(table(columns: 2, table.header[Key][Value], [One], [1]), caption: [An invented table])
#pagebreak()
= Outlook
More invented words, and back to #link(<findings>)[the findings].
"""
    made: bytes = typst.compile(
        source.encode(), format="pdf", pdf_standards=[standard], timestamp=1763596800, ignore_system_fonts=True
    )
    return made


def attach(report: bytes, *briefs: bytes, **wishes: Any) -> Attached:
    """Return the report with the briefs attached, named report.pdf, brief-1.pdf and on."""
    files = [Annexed(f"brief-{number}.pdf", data) for number, data in enumerate(briefs, 1)]
    return attach_pdf(Annexed("report.pdf", report), files, Wishes(house_style(), **wishes))


def reading_order(data: bytes) -> list[str]:
    """Return the text of every block and note of the structure tree in the order of the tree, white space folded."""
    reading = TaggedPdf(data)
    found = []
    for element in reading.elements():
        if element.tag in _BLOCKS:
            words = " ".join(reading.text(element.node, element.page).replace("\u00ad", "").split())
            found.append(words)
    return [words for words in found if words]


def page_words(data: bytes) -> list[bytes]:
    """Return the drawing operators of each page, unpacked: what is drawn has not changed where they are equal."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [page.obj.Contents.read_bytes() for page in pdf.pages]
