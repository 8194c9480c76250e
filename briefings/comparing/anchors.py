"""Anchors of a revised document: what is gone leaves its names to the new version, and old references follow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from briefings.document import (
    Annex,
    BlockQuote,
    CrossReference,
    Division,
    Figure,
    Heading,
    List,
    Note,
    Paragraph,
    Section,
    Table,
)
from briefings.revisions import AnyBlock, Revised, RevisedBlock, RevisedList, RevisedTable, Turn

Run = tuple[Any, ...]
#: Takes an anchor and whether what it names is gone.
Name = Callable[[str, bool], str]
#: Takes a run of inlines and whether all of it is gone.
Change = Callable[[Run, bool], Run]


def settled(blocks: tuple[AnyBlock, ...], notes: tuple[Note, ...]) -> tuple[tuple[AnyBlock, ...], tuple[Note, ...]]:
    """Return the blocks and notes with no anchor twice, and no reference of deleted words that leads nowhere.

    A deleted reference leads to the deleted heading, table or figure, or to the one that stayed. Where neither bears
    its name any more it keeps its words alone.
    """
    names: dict[bool, set[str]] = {True: set(), False: set()}

    def keep(anchor: str, gone: bool) -> str:
        names[gone].add(anchor)
        return anchor

    for block in blocks:
        _mapped(block, False, keep, lambda run, _: run)
    references = _References(names[True], names[False])
    made = tuple(_mapped(block, False, _renamed, references.run) for block in blocks)
    return made, tuple(replace(note, inlines=references.run(note.inlines, False)) for note in notes)


def _renamed(anchor: str, gone: bool) -> str:
    return f"old-{anchor}" if gone and anchor else anchor


class _References:
    def __init__(self, gone: set[str], there: set[str]) -> None:
        self.gone, self.there = gone, there

    def run(self, inlines: Run, gone: bool) -> Run:
        return tuple(kept for inline in inlines for kept in self._settled(inline, gone))

    def _settled(self, inline: Any, gone: bool) -> Run:
        if not hasattr(inline, "children"):
            return (inline,)
        gone = gone or (isinstance(inline, Revised) and inline.turn is Turn.DELETED)
        children = self.run(inline.children, gone)
        if gone and isinstance(inline, CrossReference):
            if inline.anchor not in self.gone | self.there:
                return children
            inline = replace(inline, anchor=_renamed(inline.anchor, inline.anchor in self.gone))
        return (replace(inline, children=children),)


def _mapped(block: Any, gone: bool, name: Name, change: Change) -> Any:
    """Return a block, revised or not, with its anchors and runs of inlines changed."""
    match block:
        case Heading():
            return replace(block, inlines=change(block.inlines, gone), anchor=name(block.anchor, gone))
        case Paragraph():
            return replace(block, inlines=change(block.inlines, gone))
        case Figure():
            return replace(block, caption=change(block.caption, gone), anchor=name(block.anchor, gone))
        case Table():
            return _table(block, (gone,) * len(block.rows), gone, name, change)
        case RevisedTable():
            rows = tuple(gone or turn is Turn.DELETED for turn in block.turns)
            return replace(block, table=_table(block.table, rows, gone, name, change))
        case List():
            return _list(block, (gone,) * len(block.items), name, change)
        case RevisedList():
            items = tuple(gone or turn is Turn.DELETED for turn in block.turns)
            return replace(block, list=_list(block.list, items, name, change))
        case RevisedBlock():
            return replace(block, block=_mapped(block.block, gone or block.turn is Turn.DELETED, name, change))
        case Division() | BlockQuote() | Annex() | Section():
            return replace(block, blocks=tuple(_mapped(each, gone, name, change) for each in block.blocks))
        case _:
            return block  # Contents, which have neither.


def _table(table: Table, gone_rows: tuple[bool, ...], gone: bool, name: Name, change: Change) -> Table:
    rows = zip(table.rows, gone_rows, strict=True)
    return replace(
        table,
        caption=change(table.caption, gone),
        header=tuple(change(cell, gone) for cell in table.header),
        rows=tuple(tuple(change(cell, row_gone) for cell in row) for row, row_gone in rows),
        anchor=name(table.anchor, gone),
    )


def _list(found: List, gone_items: tuple[bool, ...], name: Name, change: Change) -> List:
    items = zip(found.items, gone_items, strict=True)
    return replace(
        found, items=tuple(tuple(_mapped(each, gone, name, change) for each in item) for item, gone in items)
    )
