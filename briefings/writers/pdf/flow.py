"""The flow of blocks into slices: what all kinds of block share while one document is laid out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    Annex,
    Block,
    Document,
    Figure,
    List,
    Note,
    Paragraph,
    Section,
    Table,
)
from briefings.style import Colour
from briefings.traversal import plain_text
from briefings.writers.pdf.coverage import Coverage
from briefings.writers.pdf.inlines import Inlines
from briefings.writers.pdf.look import Look, Setting
from briefings.writers.pdf.pages import Area
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.slices import Slice, total_height, with_next
from briefings.writers.pdf.structure import Element, Structure

#: Least width of a column of text, in parts of the type size: room for any letter.
_LEAST_WIDTH = 3.5


class Place(Struct, frozen=True):
    """Where a block stands and what it inherits."""

    left: float
    """From the page's left edge."""
    width: float
    parent: Element
    setting: Setting
    """Of its paragraphs."""
    depth: int = 0
    """Number of lists around it."""
    ground: Colour | None = None
    """Behind the rows of its tables."""


BlockKind: TypeAlias = "Callable[[Flow, Any, Place], list[Slice]]"


class Kinds(NamedTuple):
    """How each kind of block flows, and how notes do."""

    blocks: Mapping[type, BlockKind]
    note: Callable[[Flow, Note, Place], list[Slice]]


class Extent(NamedTuple):
    """How much room a section of the body takes."""

    section: str
    """Its name; empty for a block that stands in no section, such as the title."""
    height: float
    """In points, with the notes first named in it."""


class Flow:
    """One document on its way into slices."""

    def __init__(self, document: Document, look: Look, coverage: Coverage, area: Area, kinds: Kinds) -> None:
        """Take the document, its look, the chooser of faces, the place of the body and the table of kinds."""
        self.document = document
        self.look = look
        self.kinds = kinds
        self.page_height = area.height
        self.structure = Structure()
        self.bullets = (coverage.first_held("•", "·", "-"), coverage.first_held("\u2013", "-"))
        """Labels of bullet lists: of the outermost, and of those inside them in turn."""
        self.inlines = Inlines(coverage, document.language, {note.number: note.inlines for note in document.notes})
        self.place = Place(area.left, area.width, self.structure.document, look.body)
        """Where the body stands."""
        self.notes: dict[int, list[Slice]] = {}
        """The slices of each note by number, as far as they have flowed."""
        self.extents: list[Extent] = []
        """The sections of the body in order, those of the annex left out."""
        self._foot = replace(self.place, setting=look.note)
        self._words = {note.number: note for note in document.notes}

    def body(self, blocks: Sequence[Block], place: Place) -> list[Slice]:
        """Return the slices of blocks of the body; in the structure each is followed by the notes first named in it."""
        slices: list[Slice] = []
        for index, block in enumerate(blocks):
            known = set(self.notes)
            made = self.block(blocks, index, place)
            self._add_notes(self.inlines.new_numbers(), place.parent)
            if place.parent is self.structure.document and not isinstance(block, Section | Annex):
                self.measure("", made, known)
            slices += made
        return slices

    def measure(self, section: str, slices: Sequence[Slice], known: Collection[int]) -> None:
        """Keep how much room slices take with the notes that have flowed since ``known``; see ``Extent``."""
        notes = [each for number, note in self.notes.items() if number not in known for each in note]
        self.extents.append(Extent(section, total_height(slices) + sum(each.height for each in notes)))

    def remaining_notes(self) -> tuple[int, ...]:
        """Return the numbers of the notes that nothing refers to, which flow now."""
        numbers = tuple(number for number in self._words if number not in self.notes)
        self._add_notes(numbers, self.structure.document)
        return numbers

    def _add_notes(self, numbers: Iterable[int], parent: Element) -> None:
        for number in numbers:
            self.notes[number] = self.kinds.note(self, self._words[number], replace(self._foot, parent=parent))

    def blocks(self, blocks: Sequence[Block], place: Place) -> list[Slice]:
        """Return the slices of the blocks in order. Raises ``BriefingError`` where the place is too narrow for type."""
        return [each for index in range(len(blocks)) for each in self.block(blocks, index, place)]

    def block(self, blocks: Sequence[Block], index: int, place: Place) -> list[Slice]:
        """Return the slices of one of the blocks; words that announce a list, a table or a figure are tied to it."""
        if place.width < place.setting.size * _LEAST_WIDTH:
            raise layout_error(
                f"only {max(place.width, 0):.0f} pt are left for text of {place.setting.size:.1f} pt",
                hint="use wider pages, or fewer lists and quotations inside one another",
            )
        block = blocks[index]
        slices = self.kinds.blocks[type(block)](self, block, place)
        if _announces(block, blocks[index + 1 : index + 2]):
            return with_next(slices)
        return slices


def _announces(block: Block, following: Sequence[Block]) -> bool:
    """Return whether the block is a paragraph that ends in a colon, and a list, table or figure follows."""
    if not (isinstance(block, Paragraph) and following and isinstance(following[0], List | Table | Figure)):
        return False
    return plain_text(block.inlines).rstrip().endswith(":")
