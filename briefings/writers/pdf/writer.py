"""A document becomes a PDF file: laid out as a whole, then drawn."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.document import Document
from briefings.style import HouseStyle
from briefings.writers.pdf.archive import require_sound
from briefings.writers.pdf.coverage import Coverage
from briefings.writers.pdf.families import Families
from briefings.writers.pdf.file import PdfDrawing
from briefings.writers.pdf.flow import Flow, Place
from briefings.writers.pdf.furniture import PageFrames
from briefings.writers.pdf.inlines import Inlines
from briefings.writers.pdf.kinds import BLOCK_KINDS
from briefings.writers.pdf.logo import flow_logo
from briefings.writers.pdf.look import derive_look
from briefings.writers.pdf.notes import flow_note
from briefings.writers.pdf.pages import Area, Layout
from briefings.writers.pdf.pagination import Paginator
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.slices import Slice


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A finished PDF."""

    data: bytes
    pages: int
    """At least 1."""


def write_pdf(document: Document, style: HouseStyle) -> PdfFile:
    """Return the document as a tagged, archival PDF (ISO 14289-1 and ISO 19005-3, level A).

    The same document and style give the same bytes with the same version of ReportLab. Raises ``MissingGlyphs`` where
    the fonts lack characters of the document, and ``BriefingError`` with ``ExitCode.LAYOUT`` where fonts or logo
    cannot be used, a link leads elsewhere than to http, https or mailto, or the pages have no room.
    """
    require_sound(document.properties)
    families = Families(style)
    look = derive_look(style)
    coverage = Coverage(families, document.language)
    coverage.require(document)
    words = Inlines(coverage, document.language, {})
    frames = PageFrames(document.furniture, style.page, look, words)
    _require_room(frames.area, look.body.leading)
    flow = Flow(document, look, coverage, frames.area.height, BLOCK_KINDS)
    slices, notes = _flow(flow, document, style, frames.area)
    pages = Paginator(frames.area, look, notes).paginate(slices)
    layout = Layout(pages, flow.structure.elements)
    return PdfFile(PdfDrawing(document, style, families.main, layout).draw(frames), len(pages))


def _require_room(area: Area, leading: float) -> None:
    if area.height < 4 * leading or area.width < 4 * leading:
        raise layout_error(
            f"the margins leave {max(area.width, 0):.0f} x {max(area.height, 0):.0f} pt for the text",
            hint="use larger pages or narrower margins",
        )


def _flow(flow: Flow, document: Document, style: HouseStyle, area: Area) -> tuple[list[Slice], dict[int, list[Slice]]]:
    """Return the slices of the body and those of each note by number.

    A note follows the top-level block that first refers to it; notes that nothing refers to follow the last block.
    """
    root = flow.structure.document
    place = Place(area.left, area.width, root, flow.look.body)
    below = Place(area.left, area.width, root, flow.look.note)
    words = {note.number: note for note in document.notes}
    notes: dict[int, list[Slice]] = {}
    slices = flow_logo(style, area, flow.structure)
    for index in range(len(document.blocks)):
        slices += flow.block(document.blocks, index, place)
        for number in flow.inlines.new_numbers():
            notes[number] = flow_note(flow, words[number], below)
    unreferred = tuple(number for number in words if number not in notes)
    for number in unreferred:
        notes[number] = flow_note(flow, words[number], below)
    return [*slices, Slice(0.0, notes=unreferred)] if unreferred else slices, notes
