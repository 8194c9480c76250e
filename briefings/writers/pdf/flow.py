"""The flow of blocks into slices: what all kinds of block share while one document is laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from briefings.document import Block, Document, List, Paragraph, Table, plain_text
from briefings.style import Colour
from briefings.writers.pdf.coverage import Coverage
from briefings.writers.pdf.inlines import Inlines
from briefings.writers.pdf.look import Look, Setting
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.slices import Slice, with_next
from briefings.writers.pdf.structure import Element, Structure

#: Least width of a column of text, in parts of the type size: room for any letter.
_LEAST_WIDTH = 3.5


@dataclass(frozen=True, slots=True)
class Place:
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


class Flow:
    """One document on its way into slices."""

    def __init__(
        self, document: Document, look: Look, coverage: Coverage, page_height: float, kinds: Mapping[type, BlockKind]
    ) -> None:
        """Take the document, its look, the chooser of faces, the height of a page's body and the table of kinds."""
        self.look = look
        self.kinds = kinds
        self.page_height = page_height
        self.structure = Structure()
        notes = {note.number: note.inlines for note in document.notes}
        self.bullets = (coverage.first_held("•", "·", "-"), coverage.first_held("\u2013", "-"))
        """Labels of bullet lists: of the outermost, and of those inside them in turn."""
        self.inlines = Inlines(coverage, document.language, notes)

    def blocks(self, blocks: Sequence[Block], place: Place) -> list[Slice]:
        """Return the slices of the blocks in order. Raises ``BriefingError`` where the place is too narrow for type."""
        return [each for index in range(len(blocks)) for each in self.block(blocks, index, place)]

    def block(self, blocks: Sequence[Block], index: int, place: Place) -> list[Slice]:
        """Return the slices of one of the blocks; words that announce a list or a table are tied to it."""
        if place.width < place.setting.size * _LEAST_WIDTH:
            raise layout_error(
                f"only {max(place.width, 0):.0f} pt are left for text of {place.setting.size:.1f} pt",
                hint="use wider pages, or fewer lists and quotations inside one another",
            )
        block = blocks[index]
        slices = self.kinds[type(block)](self, block, place)
        if _announces(block, blocks[index + 1 : index + 2]):
            return with_next(slices)
        return slices


def _announces(block: Block, following: Sequence[Block]) -> bool:
    """Return whether the block is a paragraph that ends in a colon, and a list or table follows."""
    if not (isinstance(block, Paragraph) and following and isinstance(following[0], List | Table)):
        return False
    return plain_text(block.inlines).rstrip().endswith(":")
