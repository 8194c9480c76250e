"""The notes of a revised document: those of both versions, numbered as Word will count them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from briefings.comparing.atoms import Mark
from briefings.comparing.marks import with_leaves
from briefings.document import (
    Annex,
    BlockQuote,
    Division,
    Figure,
    Heading,
    List,
    Note,
    NoteReference,
    Paragraph,
    Table,
)
from briefings.revisions import (
    AnyBlock,
    LaterReference,
    Revised,
    RevisedBlock,
    RevisedList,
    RevisedTable,
    Turn,
)


def numbered(
    blocks: tuple[AnyBlock, ...], old: tuple[Note, ...], new: tuple[Note, ...]
) -> tuple[tuple[AnyBlock, ...], tuple[Note, ...]]:
    """Return the blocks with references in place of marks, and the notes in the order of their first reference."""
    counter = _Counter(old, new)
    return tuple(_with_runs(block, counter.run) for block in blocks), tuple(counter.notes)


class _Counter:
    """Numbers notes as they are met."""

    def __init__(self, old: tuple[Note, ...], new: tuple[Note, ...]) -> None:
        self.words = {True: {note.number: note for note in old}, False: {note.number: note for note in new}}
        self.notes: list[Note] = []
        self.met: dict[bool, dict[int, int]] = {True: {}, False: {}}
        """Numbers of the revised document by those of the old version (``True``) and of the new one."""

    def run(self, inlines: tuple[Any, ...]) -> tuple[Any, ...]:
        return with_leaves(inlines, self._leaf)

    def _leaf(self, inline: Any) -> Any:
        if not isinstance(inline, Mark):
            return inline
        if inline.first:
            return self._first(inline)
        if inline.new is not None:
            return LaterReference(self.met[False][inline.new], str(inline.new))
        return LaterReference(self.met[True][inline.old or 0], str(inline.old))

    def _first(self, mark: Mark) -> NoteReference:
        number = len(self.notes) + 1
        if mark.old is not None:
            self.met[True][mark.old] = number
        if mark.new is not None:
            self.met[False][mark.new] = number
        note = self.words[False][mark.new] if mark.new is not None else self.words[True][mark.old or 0]
        if None in (mark.old, mark.new):
            turn = Turn.INSERTED if mark.old is None else Turn.DELETED
            note = replace(note, inlines=(Revised(turn, note.inlines),))
        self.notes.append(replace(note, number=number))
        return NoteReference(number)


Run = Callable[[tuple[Any, ...]], tuple[Any, ...]]


def _with_runs(block: Any, run: Run) -> Any:
    """Return a block, revised or not, with its runs of inlines changed in the order in which Word meets them."""
    match block:
        case Heading() | Paragraph():
            return replace(block, inlines=run(block.inlines))
        case RevisedBlock():
            return replace(block, block=_with_runs(block.block, run))
        case RevisedTable():
            return replace(block, table=_with_runs(block.table, run))
        case RevisedList():
            return replace(block, list=_with_runs(block.list, run))
        case Table():
            caption = run(block.caption)
            header = tuple(map(run, block.header))
            return replace(
                block, caption=caption, header=header, rows=tuple(tuple(map(run, row)) for row in block.rows)
            )
        case List():
            return replace(block, items=tuple(tuple(_with_runs(each, run) for each in item) for item in block.items))
        case Division() | BlockQuote() | Annex():
            return replace(block, blocks=tuple(_with_runs(each, run) for each in block.blocks))
        case Figure():
            return replace(block, caption=run(block.caption))
        case _:
            return block  # Contents, which have no notes.
