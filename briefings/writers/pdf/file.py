"""The bytes of a PDF file around its pages: objects, structure, links, outline, catalog, cross-references."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any

from briefings.document import Document
from briefings.style import HouseStyle
from briefings.writers.pdf import engine
from briefings.writers.pdf.archive import colour_profile, metadata_stream, output_intent, pdf_date, set_information
from briefings.writers.pdf.attachments import add_attachments
from briefings.writers.pdf.drawing import FOOT, HEAD, LiveArea, PageDrawing
from briefings.writers.pdf.fonts import Faces, encode
from briefings.writers.pdf.furniture import PageFrames
from briefings.writers.pdf.logo import open_picture
from briefings.writers.pdf.objects import number, text_string
from briefings.writers.pdf.pages import Layout, Page
from briefings.writers.pdf.slices import Picture
from briefings.writers.pdf.tree import Numbers, Tree

#: The line of high bytes tells programs that move files that this is no text (ISO 32000-1, 7.5.2).
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
#: ReportLab's fonts read their file through one cursor each, which two threads must not move at once.
_FONT_CURSOR = Lock()


class PdfDrawing:
    """One file being drawn. ReportLab keeps its pages, fonts, pictures and outline."""

    def __init__(self, document: Document, style: HouseStyle, faces: Faces, layout: Layout) -> None:
        """Take what is to be drawn."""
        self._document, self._layout = document, layout
        self._height = float(style.page.height)
        size = (float(style.page.width), self._height)
        self._canvas = engine.open_canvas(size, document.language, faces.regular.font.fontName)
        self._pdf = self._canvas._doc
        self._tree = Tree(layout.elements)
        self._live: list[list[LiveArea]] = []
        self._level = 0

    def draw(self, frames: PageFrames) -> bytes:
        """Return the file."""
        set_information(self._canvas, self._document.properties)
        for index, page in enumerate(self._layout.pages):
            self._draw_page(index, page, frames)
        links = self._reserve("link", sum(len(live) for live in self._live))
        self._add_links(links)
        self._add_structure(links)
        self._fill_catalog()
        self._add_attachments()
        with _FONT_CURSOR:
            for font in self._pdf.delayedFonts:
                font.addObjects(self._pdf)
        return self._assembled()

    def _draw_page(self, index: int, page: Page, frames: PageFrames) -> None:
        drawing = PageDrawing(self._height, self._tree, partial(encode, self._pdf))
        drawing.frame(frames.head(index + 1), HEAD)
        drawing.fill(page.fills)
        for picture in page.pictures:
            self._draw_picture(picture)
        drawing.draw(page.drawings)
        drawing.write(page.lines)
        drawing.frame(frames.foot(index + 1, len(self._layout.pages)), FOOT)
        self._canvas.addLiteral(drawing.operators)
        self._add_bookmarks(page)
        self._canvas.showPage()
        self._live.append(drawing.live)

    def _draw_picture(self, picture: Picture) -> None:
        left, bottom = picture.x, self._height - picture.y - picture.height
        self._tree.set_box(picture.element, (left, bottom, left + picture.width, bottom + picture.height))
        mark = self._tree.mark(picture.element)
        self._canvas.addLiteral(f"/{picture.element.tag} << /MCID {mark} >> BDC")
        self._canvas.drawImage(open_picture(picture.content), left, bottom, picture.width, picture.height, mask="auto")
        self._canvas.addLiteral("EMC")

    def _add_bookmarks(self, page: Page) -> None:
        for bookmark, top in page.bookmarks:
            if not bookmark.level:
                continue
            self._level = min(bookmark.level, self._level + 1)
            self._canvas.bookmarkPage(bookmark.anchor, fit="XYZ", left=0, top=round(self._height - top + 6, 2))
            self._canvas.addOutlineEntry(bookmark.title, bookmark.anchor, self._level - 1)

    def _reserve(self, kind: str, count: int) -> list[int]:
        """Return the numbers of that many new objects, to be written by ``_put``."""
        return [self._object(f"{kind}-{index}", b"null\n") for index in range(count)]

    def _object(self, name: str, content: bytes) -> int:
        self._pdf.Reference(content, name)
        return int(self._pdf.idToObjectNumberAndVersion[name][0])

    def _put(self, name: str, content: bytes) -> None:
        self._pdf.idToObject[name] = content

    def _page_numbers(self) -> list[int]:
        known = self._pdf.idToObjectNumberAndVersion
        return [int(known[f"Page{index + 1}"][0]) for index in range(len(self._layout.pages))]

    def _add_links(self, links: Sequence[int]) -> None:
        """Write the link annotations and give each page its own, with its place in the structure (14.7.4.4)."""
        pages = self._page_numbers()
        goals = self._goals(pages)
        for index, (page, live) in enumerate(zip(self._pdf.Pages.pages, self._live, strict=True)):
            for area in live:
                self._put(f"link-{area.serial}", self._annotation(area, goals))
            page.Annots = [engine.reference(f"link-{area.serial}") for area in live]
            page.Trans = None
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = index, b"/S"

    def _goals(self, pages: Sequence[int]) -> dict[int | str | None, tuple[int, float]]:
        """Return the object number of the page and the height of each note by number and of each anchor."""
        goals: dict[int | str | None, tuple[int, float]] = {}
        for index, page in enumerate(self._layout.pages):
            goals |= {note: (pages[index], top) for note, top in page.notes}
            goals |= {bookmark.anchor: (pages[index], top) for bookmark, top in page.bookmarks}
        return goals

    def _annotation(self, area: LiveArea, goals: Mapping[int | str | None, tuple[int, float]]) -> bytes:
        if area.anchor.address is not None:
            target = f"/A << /Type /Action /S /URI /URI {text_string(area.anchor.address)} >>"
        else:
            page, top = goals[area.anchor.heading or area.anchor.note]
            target = f"/Dest [{page} 0 R /XYZ null {number(self._height - top + 6)} null]"
        corners = " ".join(map(number, (area.left, area.bottom, area.right, area.top)))
        return (
            f"<< /Type /Annot /Subtype /Link /Rect [{corners}] /Border [0 0 0] /F 4"
            f" /Contents {text_string(area.anchor.contents)}"
            f" /StructParent {self._tree.link_parent(area.serial)} {target} >>\n"
        ).encode("ascii")

    def _add_structure(self, links: Sequence[int]) -> None:
        root = self._object("structure", b"null\n")
        elements = self._tree.elements
        own = dict(zip(elements, self._reserve("element", len(elements)), strict=True))
        numbers = Numbers(root, self._page_numbers(), links)
        for index, (_, content) in enumerate(self._tree.element_objects(own, numbers)):
            self._put(f"element-{index}", content)
        self._put("structure", self._tree.root_object(own))

    def _add_attachments(self) -> None:
        attachments = self._document.attachments
        if attachments:
            catalog = self._pdf.Catalog
            stamp = pdf_date(self._document.properties)
            catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
            catalog.AF, catalog.Names = add_attachments(attachments, stamp, self._object)

    def _fill_catalog(self) -> None:
        catalog = self._pdf.Catalog
        profile = self._object("profile", colour_profile())
        self._object("metadata", metadata_stream(self._document))
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.OutputIntents = f"[{output_intent(profile)}]"
        catalog.Metadata = engine.reference("metadata")
        catalog.StructTreeRoot = engine.reference("structure")
        catalog.MarkInfo = b"<< /Marked true >>"
        catalog.ViewerPreferences = b"<< /DisplayDocTitle true >>"

    def _assembled(self) -> bytes:
        pdf = self._pdf
        root, information = pdf.Reference(pdf.Catalog), pdf.Reference(pdf.info)
        pdf.Outlines.prepare(pdf, self._canvas)
        if pdf.Outlines.ready < 0:
            pdf.Catalog.Outlines = None
        pieces, places = [_HEADER], [len(_HEADER)]
        while name := pdf.numberToId.get(len(pieces)):
            pieces.append(_ended(name, pdf))
            places.append(places[-1] + len(pieces[-1]))
        identifier = hashlib.sha256(b"".join(pieces)).hexdigest()[:32].upper()
        pieces.append(_references(places[:-1]))
        entries = f"/Root {root.format(pdf).decode()} /Info {information.format(pdf).decode()}"
        entries += f" /Size {len(places)} /ID [<{identifier}> <{identifier}>]"
        pieces.append(f"trailer\n<< {entries} >>\nstartxref\n{places[-1]}\n%%EOF\n".encode("ascii"))
        return b"".join(pieces)


def _ended(name: str, pdf: Any) -> bytes:
    """Return an object of the file with an end of line before ``endstream`` (ISO 19005-3, 6.1.7.1).

    Objects that are bytes have one; ReportLab's own streams have not, whatever their last byte is.
    """
    content = pdf.idToObject[name]
    whole = engine.indirect_object(name, content, pdf)
    tail = b"endstream\nendobj\n"
    if isinstance(content, bytes) or not whole.endswith(tail):
        return whole
    return whole[: -len(tail)] + b"\n" + tail


def _references(places: Iterable[int]) -> bytes:
    """Return the cross-reference table (ISO 32000-1, 7.5.4)."""
    rows = [f"{place:010d} 00000 n \n" for place in places]
    return f"xref\n0 {len(rows) + 1}\n0000000000 65535 f \n{''.join(rows)}".encode("ascii")
