"""Stage 4: the document that every writer prints. Frozen, format-free, closed.

Blocks hold inlines; a ``Text`` remembers the fact it came from, so that a writer can cite without ever seeing a fact.
The node kinds are all in this file: a writer that meets another one must raise, never drop it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from msgspec import Struct


class Text(Struct, frozen=True):
    """A run of characters, printed letter for letter."""

    text: str
    language: str | None = None
    """BCP 47 tag, only where it differs from the document's own language."""
    fact: str | None = None
    """Id of the fact, judgement or gap the words came from; ``None`` for the template's own words."""
    changed: bool = False
    """Whether it stands in a block that says something else than in the version compared with: a bar is set beside."""


class Strong(Struct, frozen=True):
    """Words of strong importance."""

    children: tuple[Inline, ...]


class Emphasis(Struct, frozen=True):
    """Words with stress, or titles."""

    children: tuple[Inline, ...]


class Link(Struct, frozen=True):
    """A live link; ``target`` is an absolute http, https or mailto address, already percent-encoded."""

    target: str
    children: tuple[Inline, ...]


class NoteReference(Struct, frozen=True):
    """The mark of a footnote. The first reference to a number owns the note; later ones only point to it."""

    number: int


class LineBreak(Struct, frozen=True):
    """A forced end of line inside a paragraph."""


class CrossReference(Struct, frozen=True):
    """Words that lead to a heading, table or figure of the same document."""

    anchor: str
    """Of what it leads to; the document holds it."""
    children: tuple[Inline, ...]
    lent: bool = False
    """Whether the words are those of the heading, or the name and number of the table or figure."""


class Series(Enum):
    """What is numbered by captions, each for itself."""

    TABLE = "table"
    FIGURE = "figure"


class CaptionNumber(Struct, frozen=True):
    """The number of a table or figure, in its caption."""

    series: Series
    number: int
    """Counted from 1 in the order of the document."""


Inline: TypeAlias = Text | Strong | Emphasis | Link | NoteReference | LineBreak | CrossReference | CaptionNumber


class Heading(Struct, frozen=True):
    """A heading; level 1 is the document's title and occurs once, first."""

    level: int
    """1 to 6, never more than one deeper than the heading before."""
    inlines: tuple[Inline, ...]
    anchor: str
    """Unique in the document: ASCII letters, digits and hyphens."""


class Paragraph(Struct, frozen=True):
    """A paragraph of the body."""

    inlines: tuple[Inline, ...]
    number: int | None = None
    """Printed before the paragraph as ``3.`` where the audience asks for numbered paragraphs."""


class List(Struct, frozen=True):
    """A bullet list (``start`` is ``None``) or a numbered list that begins at ``start``."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


class Align(Enum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Column(Struct, frozen=True):
    """A column of a table."""

    share: float
    """Part of the table's width; the shares of a table add up to 1."""
    align: Align = Align.LEFT


Cell: TypeAlias = tuple[Inline, ...]


class Table(Struct, frozen=True):
    """A table with one header row. Every row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Inline, ...] = ()
    row_header: bool = False
    """Whether the first cell of each row names the row."""
    anchor: str = ""
    """Unique in the document, as that of a heading; empty where nothing leads to the table."""


class BlockQuote(Struct, frozen=True):
    """Words of somebody else, set apart."""

    blocks: tuple[Block, ...]


class Role(Enum):
    """What a division of the document is for; a writer gives each its own look."""

    SUBTITLE = "subtitle"
    PARTICULARS = "particulars"
    BOTTOM_LINE = "bottom-line"
    KEY_FACTS = "key-facts"
    DECISION = "decision"
    JUDGEMENT = "judgement"
    REMARK = "remark"
    NOTICE = "notice"
    CHANGES = "changes"


class Division(Struct, frozen=True):
    """Blocks that belong together for a reason the reader should see."""

    role: Role
    blocks: tuple[Block, ...]


class FigureKind(Enum):
    """What a figure is drawn as."""

    TIMELINE = "timeline"
    """A row is a date and the words of what happened."""
    MATRIX = "matrix"
    """The first cell of a row names it; each other cell answers the question of its column by a sign."""


class Sign(Enum):
    """What a cell of a figure says, drawn as a shape of its own; the words beside it name it."""

    STATED = "stated"
    EXCLUDED = "excluded"
    OPEN = "open"
    """Not stated. In a timeline: a date whose place among the others is not known."""


class Datum(Struct, frozen=True):
    """One cell of the data behind a figure."""

    words: Cell
    sign: Sign | None = None


class Figure(Struct, frozen=True):
    """A small table drawn as a picture. Every row has as many cells as the header; a timeline has two."""

    kind: FigureKind
    header: tuple[Cell, ...]
    rows: tuple[tuple[Datum, ...], ...]
    alternative: tuple[Inline, ...]
    """Whole sentences that say what the figure shows, for readers who do not see it; never empty, no note marks."""
    caption: tuple[Inline, ...] = ()
    anchor: str = ""
    """Unique in the document, as that of a heading; empty where nothing leads to the figure."""


class Contents(Struct, frozen=True):
    """The headings of the document with the pages they stand on; at most one in a document."""

    title: tuple[Inline, ...]
    depth: int
    """Deepest level of heading listed, 2 to 6; the title of the document is not listed."""


class Section(Struct, frozen=True):
    """A part of the brief as its audience ordered it; it has no look of its own."""

    name: str
    """Name of the section's template, such as ``key-facts``."""
    blocks: tuple[Block, ...]


class Annex(Struct, frozen=True):
    """What was moved behind the brief to keep its page limit. It begins on a new page and does not count for it."""

    blocks: tuple[Block, ...]


Block: TypeAlias = Heading | Paragraph | List | Table | BlockQuote | Division | Figure | Contents | Section | Annex


class Note(Struct, frozen=True):
    """A footnote: one paragraph."""

    number: int
    inlines: tuple[Inline, ...]


class Properties(Struct, frozen=True):
    """What is said about the document rather than in it."""

    title: str
    subject: str
    author: str
    """The organisation that answers for the brief."""
    date: str
    """The as-at date, ISO 8601 (``2026-11-23``)."""
    identifier: str
    keywords: tuple[str, ...] = ()
    stamp: str = ""
    """When the file says it was made, ISO 8601 in UTC (``2026-11-23T00:00:00Z``); empty for midnight of the date."""

    @property
    def made(self) -> str:
        """Return the stamp, or midnight of the as-at date: no other moment ever enters a file."""
        return self.stamp or f"{self.date}T00:00:00Z"


class Furniture(Struct, frozen=True):
    """Words that stand on every page outside the body."""

    marking: str
    """The protective marking, at head and foot of every page."""
    running_title: str
    page_label: str
    """``Page {page} of {pages}`` in the document's language."""
    reference: str = ""
    """Printed in the foot at the left, such as the dossier's id and the as-at date."""
    draft: str = ""
    """Printed below the marking at the head of every page: how much of the brief nobody has reviewed. Empty where all
    of it is."""
    slots: Mapping[str, str] = {}
    """What a house's own head and foot may say, by name: title, marking, reference, date, audience, organisation and
    draft."""


class Relationship(Enum):
    """What an attached file is to the brief (ISO 19005-3, 6.8, AFRelationship)."""

    SOURCE = "Source"
    """The brief was made from it."""
    DATA = "Data"
    """It tells about the brief."""
    SUPPLEMENT = "Supplement"
    """It goes with the brief."""


class Attachment(Struct, frozen=True):
    """A file that travels inside the brief."""

    name: str
    """A plain file name: ASCII letters, digits, dots and hyphens; unique in the document."""
    media_type: str
    """Such as ``application/json``."""
    relationship: Relationship
    description: str
    data: bytes


class Document(Struct, frozen=True):
    """One brief in one language, for one audience."""

    language: str
    """BCP 47 tag of the body, such as ``en-GB`` or ``fr-FR``."""
    properties: Properties
    furniture: Furniture
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    """In order of number, 1 to n without a gap."""
    attachments: tuple[Attachment, ...] = ()
    """Kept by formats that can hold files; they are no part of the text."""
