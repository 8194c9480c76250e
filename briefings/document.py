"""Stage 4: the document that every writer prints. Frozen, format-free, closed.

Blocks hold inlines; a ``Text`` remembers the fact it came from, so that a writer can cite without ever seeing a fact.
The node kinds are all in this file: a writer that meets another one must raise, never drop it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters, printed letter for letter."""

    text: str
    language: str | None = None
    """BCP 47 tag, only where it differs from the document's own language."""
    fact: str | None = None
    """Id of the fact, judgement or gap the words came from; ``None`` for the template's own words."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of strong importance."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with stress, or titles."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A live link; ``target`` is an absolute http, https or mailto address, already percent-encoded."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The mark of a footnote. The first reference to a number owns the note; later ones only point to it."""

    number: int


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced end of line inside a paragraph."""


Inline: TypeAlias = Text | Strong | Emphasis | Link | NoteReference | LineBreak


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title and occurs once, first."""

    level: int
    """1 to 6, never more than one deeper than the heading before."""
    inlines: tuple[Inline, ...]
    anchor: str
    """Unique in the document: ASCII letters, digits and hyphens."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    inlines: tuple[Inline, ...]
    number: int | None = None
    """Printed before the paragraph as ``3.`` where the audience asks for numbered paragraphs."""


@dataclass(frozen=True, slots=True)
class List:
    """A bullet list (``start`` is ``None``) or a numbered list that begins at ``start``."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


class Align(Enum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    share: float
    """Part of the table's width; the shares of a table add up to 1."""
    align: Align = Align.LEFT


Cell: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. Every row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Inline, ...] = ()
    row_header: bool = False
    """Whether the first cell of each row names the row."""


@dataclass(frozen=True, slots=True)
class BlockQuote:
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


@dataclass(frozen=True, slots=True)
class Division:
    """Blocks that belong together for a reason the reader should see."""

    role: Role
    blocks: tuple[Block, ...]


Block: TypeAlias = Heading | Paragraph | List | Table | BlockQuote | Division


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: one paragraph."""

    number: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Properties:
    """What is said about the document rather than in it."""

    title: str
    subject: str
    author: str
    """The organisation that answers for the brief."""
    date: str
    """The as-at date, ISO 8601 (``2026-11-23``): the only date that enters a file."""
    identifier: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words that stand on every page outside the body."""

    marking: str
    """The protective marking, at head and foot of every page."""
    running_title: str
    page_label: str
    """``Page {page} of {pages}`` in the document's language."""
    reference: str = ""
    """Printed in the foot at the left, such as the dossier's id and the as-at date."""


@dataclass(frozen=True, slots=True)
class Document:
    """One brief in one language, for one audience."""

    language: str
    """BCP 47 tag of the body, such as ``en-GB`` or ``fr-FR``."""
    properties: Properties
    furniture: Furniture
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    """In order of number, 1 to n without a gap."""


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline, each parent before its children, in reading order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link):
            yield from walk_inlines(inline.children)


def block_inlines(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Yield each run of inlines that a reader takes as one piece of text, in reading order.

    A table yields its caption first, then its header and body cells row by row.
    """
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case List():
            for item in block.items:
                for child in item:
                    yield from block_inlines(child)
        case Table():
            if block.caption:
                yield block.caption
            yield from block.header
            for row in block.rows:
                yield from row
        case BlockQuote() | Division():
            for child in block.blocks:
                yield from block_inlines(child)


def facts_printed(document: Document) -> frozenset[str]:
    """Return the ids of all facts, judgements and gaps whose words stand in the document or its notes."""
    runs = [run for block in document.blocks for run in block_inlines(block)]
    runs += [note.inlines for note in document.notes]
    return frozenset(
        inline.fact for run in runs for inline in walk_inlines(run) if isinstance(inline, Text) and inline.fact
    )


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the words as a reader copies them: note marks as ``[3]``, forced breaks as spaces, no soft hyphens."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text.replace("\u00ad", "")
        case Strong() | Emphasis() | Link():
            return plain_text(inline.children)
        case NoteReference():
            return f"[{inline.number}]"
        case LineBreak():
            return " "


def reading_text(document: Document) -> tuple[str, ...]:
    """Return the text of the document, one string a block of text: the body in reading order, then the notes by number.

    This is what the text of the Word file and of the PDF must equal (design promise 2). Empty cells are left out, list
    marks are not text, the number of a numbered paragraph is (``3. Text``). White space is folded to single spaces;
    soft hyphens, the author's and those at line ends, are left out.
    """
    body = [_numbered(block, run) for block, run in _runs(document.blocks)]
    notes = [f"{note.number} {plain_text(note.inlines)}" for note in document.notes]
    return tuple(folded for text in body + notes if (folded := " ".join(text.split())))


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[Block, tuple[Inline, ...]]]:
    for block in blocks:
        match block:
            case List():
                for item in block.items:
                    yield from _runs(item)
            case BlockQuote() | Division():
                yield from _runs(block.blocks)
            case Table() | Heading() | Paragraph():
                for run in block_inlines(block):
                    yield block, run


def _numbered(block: Block, run: tuple[Inline, ...]) -> str:
    number = f"{block.number}. " if isinstance(block, Paragraph) and block.number else ""
    return number + plain_text(run)
