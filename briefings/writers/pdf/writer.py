"""A document becomes a PDF file: laid out as a whole, then drawn."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import Attachment, Document
from briefings.style import HouseStyle
from briefings.traversal import lost_references
from briefings.writers.pdf.archive import require_sound
from briefings.writers.pdf.attachments import require_sound_attachments
from briefings.writers.pdf.contents import with_page_numbers
from briefings.writers.pdf.coverage import Coverage
from briefings.writers.pdf.families import Families
from briefings.writers.pdf.file import PdfDrawing
from briefings.writers.pdf.flow import Extent, Flow
from briefings.writers.pdf.fonts import Faces
from briefings.writers.pdf.furniture import PageFrames
from briefings.writers.pdf.inlines import Inlines
from briefings.writers.pdf.kinds import KINDS
from briefings.writers.pdf.logo import flow_logo
from briefings.writers.pdf.look import derive_look
from briefings.writers.pdf.pages import Area, Layout, heading_pages
from briefings.writers.pdf.pagination import Paginator
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.slices import Slice


class PdfFile(Struct, frozen=True):
    """A finished PDF."""

    data: bytes
    pages: int
    """At least 1."""
    heading_pages: Mapping[str, int]
    """The page of each heading by its anchor, counted from 1."""


class PdfLayout(Struct, frozen=True):
    """A document laid out on its pages, ready to be drawn."""

    document: Document
    style: HouseStyle
    layout: Layout
    frames: PageFrames
    faces: Faces
    extents: tuple[Extent, ...]
    """How much room each section of the body takes."""
    heading_pages: Mapping[str, int]
    """The page of each heading by its anchor, counted from 1."""

    @property
    def pages(self) -> int:
        """Return the number of pages, at least 1."""
        return len(self.layout.pages)

    @property
    def body_pages(self) -> int:
        """Return the number of pages before the annex, at least 1."""
        return self.layout.body_pages

    def pages_of(self, extent: Extent) -> float:
        """Return the room of a section in pages."""
        return extent.height / self.frames.area.height

    def draw(self, attachments: tuple[Attachment, ...] = ()) -> PdfFile:
        """Return the file with the attachments of the document and these; see ``write_pdf``."""
        document = replace(self.document, attachments=self.document.attachments + attachments)
        require_sound_attachments(document.attachments)
        data = PdfDrawing(document, self.style, self.faces, self.layout).draw(self.frames)
        return PdfFile(data, self.pages, self.heading_pages)


def write_pdf(document: Document, style: HouseStyle) -> PdfFile:
    """Return the document as a tagged, archival PDF (ISO 14289-1 and ISO 19005-3, level A).

    The same document and style give the same bytes with the same version of ReportLab. Raises what ``lay_out`` raises.
    """
    return lay_out(document, style).draw()


def lay_out(document: Document, style: HouseStyle) -> PdfLayout:
    """Return the document laid out on pages.

    Raises ``MissingGlyphs`` where the fonts lack characters of the document, and ``BriefingError`` with
    ``ExitCode.LAYOUT`` where fonts or logo cannot be used, a link leads elsewhere than to http, https or mailto, or the
    pages have no room.
    """
    require_sound(document.properties)
    for anchor in lost_references(document):
        raise layout_error(f"a reference leads to “{anchor[:40]}”, which the document does not hold")
    families = Families(style)
    look = derive_look(style)
    coverage = Coverage(families, document.language)
    coverage.require(document)
    words = Inlines(coverage, document.language, {})
    frames = PageFrames(document.furniture, style.page, look, words)
    _require_room(frames.area, look.body.leading)
    flow = Flow(document, look, coverage, frames.area, KINDS)
    slices = flow_logo(style, frames.area, flow.structure) + flow.body(document.blocks, flow.place)
    if unreferred := flow.remaining_notes():
        slices.append(Slice(0.0, notes=unreferred))
    paginator = Paginator(frames.area, look, flow.notes)
    paginated = paginator.paginate(slices)
    numbers = heading_pages(paginated)
    pages = with_page_numbers(paginated, flow, numbers)
    layout = Layout(pages, flow.structure.elements, paginator.turned or len(pages))
    return PdfLayout(document, style, layout, frames, families.main, tuple(flow.extents), MappingProxyType(numbers))


def _require_room(area: Area, leading: float) -> None:
    if area.height < 4 * leading or area.width < 4 * leading:
        raise layout_error(
            f"the margins leave {max(area.width, 0):.0f} x {max(area.height, 0):.0f} pt for the text",
            hint="use larger pages or narrower margins",
        )
