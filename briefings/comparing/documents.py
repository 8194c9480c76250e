"""Two versions of a brief become one revised document: block by block, and word by word inside a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple, cast

from msgspec.structs import replace

from briefings.comparing.alignment import LEAST, aligned
from briefings.comparing.anchors import settled
from briefings.comparing.atoms import atoms, overlap, revised_caption, revised_run
from briefings.comparing.marks import marked
from briefings.comparing.numbering import numbered
from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    Cell,
    Contents,
    Division,
    Document,
    Figure,
    Heading,
    Inline,
    List,
    Paragraph,
    Table,
)
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.revisions import (
    AnyBlock,
    OldEntry,
    RevisedBlock,
    RevisedContents,
    RevisedDocument,
    RevisedList,
    RevisedTable,
    Turn,
)
from briefings.traversal import block_inlines, listed_headings, plain_text, unmarked, walk_blocks

#: Weight of being of the same kind and part of the document, the rest is what the words have in common.
_OF_A_KIND = 0.3


def revise(old: Document, new: Document, author: str, date: str) -> RevisedDocument:
    """Return the new document written against the old one.

    ``author`` and ``date`` (ISO 8601 in UTC) are those of every change. Raises ``BriefingError`` (exit 6) where
    paragraphs are numbered otherwise than 1, 2, 3: Word counts them itself, and could not count both versions right.
    """
    for document in (old, new):
        _check_numbers(document)
    blocks = _Reviser(old, new).blocks(marked(old, old=True), marked(new, old=False))
    blocks, notes = settled(*numbered(blocks, old.notes, new.notes))
    return RevisedDocument(new, blocks, notes, author, date)


def _check_numbers(document: Document) -> None:
    numbers = [block.number for block in _paragraphs(document.blocks) if block.number]
    if numbers != list(range(1, len(numbers) + 1)):
        message = "changes can be tracked only where paragraphs are numbered 1, 2, 3 and so on"
        raise BriefingError(Problem(ExitCode.LAYOUT, message))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in walk_blocks(blocks):
        match block:
            case Paragraph():
                yield block
            case List():
                for item in block.items:
                    yield from _paragraphs(item)
            case BlockQuote() | Division():
                yield from _paragraphs(block.blocks)
            case _:
                pass


class _Reviser:
    """Puts the blocks of two documents side by side."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new

    def blocks(self, old: Iterable[Block], new: Iterable[Block]) -> tuple[AnyBlock, ...]:
        return tuple(
            self._pair(one, other)
            for one, other in aligned(tuple(old), tuple(new), _block_key, _block_measure, _block_likeness)
        )

    def _pair(self, one: Block | None, other: Block | None) -> AnyBlock:
        if one is not None and other is not None:
            return self._both(one, other)
        turn = Turn.DELETED if other is None else Turn.INSERTED
        alone = one if other is None else other
        if isinstance(alone, Contents):
            return self._contents(alone, None) if other is None else self._contents(None, alone)
        return RevisedBlock(turn, cast("Block", alone))

    def _both(self, one: Block, other: Block) -> AnyBlock:
        """Return a block of both versions; ``_block_likeness`` lets only two of one kind come here."""
        match one, other:
            case Heading(), Heading():
                return replace(other, inlines=revised_run(one.inlines, other.inlines))
            case Paragraph(), Paragraph():
                return replace(other, inlines=revised_run(one.inlines, other.inlines))
            case List(), List():
                return self._list(one, other)
            case Table(), Table():
                return self._table(one, other)
            case ((Division() | BlockQuote() | Annex()), (Division() | BlockQuote() | Annex())):
                return replace(other, blocks=_as_blocks(self.blocks(one.blocks, other.blocks)))
            case Contents(), Contents():
                return self._contents(one, other)
            case Figure(), Figure():
                return replace(other, caption=revised_caption(one.caption, other.caption))
            case _:
                return other

    def _list(self, one: List, other: List) -> AnyBlock:
        items: list[tuple[Block, ...]] = []
        turns: list[Turn | None] = []
        for before, after in aligned(one.items, other.items, _item_key, _item_measure, _item_likeness):
            if before is not None and after is not None:
                items.append(_as_blocks(self._item(before, after)))
                turns.append(None)
            else:
                items.append(after if before is None and after is not None else before or ())
                turns.append(Turn.INSERTED if before is None else Turn.DELETED)
        return RevisedList(replace(other, items=tuple(items)), tuple(turns))

    def _item(self, before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[AnyBlock, ...]:
        """Return an item of both versions: its first paragraph, which bears the mark, stays one."""
        if before and after and isinstance(before[0], Paragraph) and isinstance(after[0], Paragraph):
            return (self._both(before[0], after[0]), *self.blocks(before[1:], after[1:]))
        return self.blocks(before, after)

    def _table(self, one: Table, other: Table) -> AnyBlock:
        rows: list[tuple[Cell, ...]] = []
        turns: list[Turn | None] = []
        for before, after in aligned(one.rows, other.rows, _row_key, _row_measure, _row_likeness):
            if before is not None and after is not None:
                rows.append(_revised_cells(before, after))
                turns.append(None)
            else:
                rows.append(after if after is not None else before or ())
                turns.append(Turn.INSERTED if before is None else Turn.DELETED)
        table = replace(
            other,
            header=_revised_cells(one.header, other.header),
            caption=revised_caption(one.caption, other.caption),
            rows=tuple(rows),
        )
        return RevisedTable(table, tuple(turns))

    def _contents(self, one: Contents | None, other: Contents | None) -> AnyBlock:
        before = self._entries(self.old, one) if one else ()
        after = self._entries(self.new, other) if other else ()
        same = one and other and _said(before) == _said(after) and plain_text(one.title) == plain_text(other.title)
        return other if same and other else RevisedContents(one.title if one else (), before, other)

    @staticmethod
    def _entries(document: Document, contents: Contents) -> tuple[OldEntry, ...]:
        headings = listed_headings(document.blocks, contents.depth)
        return tuple(OldEntry(heading.level, unmarked(heading.inlines)) for heading in headings)


def _said(entries: Iterable[OldEntry]) -> list[tuple[int, str]]:
    return [(entry.level, plain_text(entry.inlines)) for entry in entries]


def _as_blocks(blocks: tuple[AnyBlock, ...]) -> tuple[Block, ...]:
    # A container of a revised document holds revised blocks; the type of a plain one does not say so.
    return cast("tuple[Block, ...]", blocks)


def _revised_cells(one: tuple[Cell, ...], other: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(revised_run(before, after) for before, after in zip(one, other, strict=True))


def _block_key(block: Block) -> Hashable:
    """Return what a block prints and as what: two blocks of the same key need no revision."""
    return (*_kind(block), _content(block))


def _kind(block: Block) -> tuple[Hashable, ...]:
    """Return what two blocks must have in common to be two versions of one."""
    match block:
        case Heading():
            return Heading, block.level
        case Paragraph():
            return Paragraph, bool(block.number)
        case List():
            return List, block.start
        case Table():
            return Table, len(block.columns), bool(block.caption)
        case Division():
            return Division, block.role
        case Figure():
            # Drawings have no words to compare: two of them are one, or they are two.
            return Figure, replace(block, caption=(), anchor=""), bool(block.caption)
        case _:
            return (type(block),)


def _content(block: Block) -> Hashable:
    match block:
        case List():
            return tuple(map(_item_key, block.items))
        case BlockQuote() | Division() | Annex():
            return tuple(map(_block_key, block.blocks))
        case Table():
            return tuple(_row_key(row) for row in ((block.caption,), block.header, *block.rows))
        case _:
            return tuple(map(_run_key, block_inlines(block)))


def _run_key(run: tuple[Inline, ...]) -> Hashable:
    return tuple(atom.key for atom in atoms(run))


def _item_key(item: tuple[Block, ...]) -> Hashable:
    return tuple(map(_block_key, item))


def _row_key(row: tuple[Cell, ...]) -> Hashable:
    return tuple(map(_run_key, row))


Words = Counter[Hashable]


class _Measure(NamedTuple):
    """What the likeness of two blocks, items or rows is told by."""

    kind: tuple[Hashable, ...]
    words: Words
    named: Words
    """Words of the first cell of a row, which names it."""


def _block_measure(block: Block) -> _Measure:
    return _Measure(_kind(block), _counted(block_inlines(block)), Counter())


def _block_likeness(one: _Measure, other: _Measure) -> float:
    """Return how much two blocks are alike; 0 for two that cannot be versions of one."""
    if one.kind != other.kind:
        return 0.0
    first = one.kind[0]
    if first in (Contents, Annex, Figure):
        return 1.0
    if first in (List, Table, Division):
        return max(LEAST, _OF_A_KIND + (1 - _OF_A_KIND) * overlap(one.words, other.words))
    return overlap(one.words, other.words)


def _item_measure(item: tuple[Block, ...]) -> _Measure:
    marked_by = type(item[0]) if item else None
    return _Measure((marked_by,), _counted(run for block in item for run in block_inlines(block)), Counter())


def _item_likeness(one: _Measure, other: _Measure) -> float:
    return overlap(one.words, other.words) if one.kind == other.kind == (Paragraph,) else 0.0


def _row_measure(row: tuple[Cell, ...]) -> _Measure:
    return _Measure((), _counted(row), _counted(row[:1]))


def _row_likeness(one: _Measure, other: _Measure) -> float:
    """Return how much two rows are alike; the cell that names them counts for half."""
    return (overlap(one.named, other.named) + overlap(one.words, other.words)) / 2


def _counted(runs: Iterable[tuple[Inline, ...]]) -> Words:
    return Counter(atom.key for run in runs for atom in atoms(run) if atom.is_word)
