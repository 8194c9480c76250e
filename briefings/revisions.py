"""Stage 4: one brief written against another: what both say, what only the new one says, what only the old one said.

The nodes here stand beside those of ``document`` in a revised document, and nowhere else; Word alone writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from briefings.document import Block, Contents, Document, Inline, List, Note, Table


class Turn(Enum):
    """What the new version did with some words."""

    INSERTED = "inserted"
    DELETED = "deleted"


class Revised(Struct, frozen=True):
    """Inlines that only one version has; it stands at the top of a run of inlines, never inside another inline."""

    turn: Turn
    children: tuple[RevisedInline, ...]


class LaterReference(Struct, frozen=True):
    """A further reference to a note, with the number that it shows in the version it is of."""

    number: int
    """Of the note in the revised document."""
    label: str


RevisedInline: TypeAlias = Inline | Revised | LaterReference


class RevisedBlock(Struct, frozen=True):
    """A whole block that only one version has."""

    turn: Turn
    block: Block


class RevisedTable(Struct, frozen=True):
    """A table of both versions; its rows are those of both in one order."""

    table: Table
    """The cells of rows of both versions may hold ``Revised``."""
    turns: tuple[Turn | None, ...]
    """Of each row of the body, ``None`` for one that both have."""


class RevisedList(Struct, frozen=True):
    """A list of both versions; its items are those of both in one order."""

    list: List
    turns: tuple[Turn | None, ...]
    """Of each item, ``None`` for one that both have."""


class OldEntry(Struct, frozen=True):
    """An entry of the contents that the old version had."""

    level: int
    inlines: tuple[Inline, ...]


class RevisedContents(Struct, frozen=True):
    """Contents that differ: they are written by rule, so the old ones go as a whole and the new ones come so."""

    old_title: tuple[Inline, ...]
    """Empty where the old version had no contents."""
    old_entries: tuple[OldEntry, ...]
    new: Contents | None
    """``None`` where the new version has none."""


AnyBlock: TypeAlias = Block | RevisedBlock | RevisedTable | RevisedList | RevisedContents


class RevisedDocument(Struct, frozen=True):
    """The new version of a document with its differences from the old one."""

    new: Document
    """The new version itself, for all that is written once: properties, furniture, the headings that contents list."""
    blocks: tuple[AnyBlock, ...]
    notes: tuple[Note, ...]
    """Those of both versions, numbered in the order of their first reference here."""
    author: str
    """Who made the changes."""
    date: str
    """When, ISO 8601 in UTC (``2026-11-23T00:00:00Z``)."""


def inlines_now(inlines: Iterable[RevisedInline]) -> Iterator[Inline]:
    """Yield the inlines as the new version has them, without further references to notes."""
    for inline in inlines:
        if isinstance(inline, Revised):
            yield from inlines_now(inline.children if inline.turn is Turn.INSERTED else ())
        elif not isinstance(inline, LaterReference):
            yield inline
