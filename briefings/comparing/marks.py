"""Notes of two documents: a document whose note marks are known by what their notes say, not by their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from briefings.comparing.atoms import Mark, atoms
from briefings.document import Annex, Block, BlockQuote, Division, Document, Inline, List, NoteReference, Section, Table
from briefings.traversal import with_runs


def marked(document: Document, old: bool) -> tuple[Block, ...]:
    """Return the blocks with a ``Mark`` for each note mark; sections, which have no look, give way to theirs."""
    marker = _Marker(document, old)
    return tuple(marker.block(block) for block in _flat(document.blocks))


def _flat(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _flat(block.blocks)
        else:
            yield block


class _Marker:
    """Replaces note references in the order in which Word meets them."""

    def __init__(self, document: Document, old: bool) -> None:
        self.says = {note.number: tuple(atom.key for atom in atoms(note.inlines)) for note in document.notes}
        self.met: set[int] = set()
        self.old = old

    def block(self, block: Block) -> Block:
        match block:
            case Table():
                # The caption is printed above the table.
                caption = self.run(block.caption)
                return replace(with_runs(replace(block, caption=()), self.run), caption=caption)
            case List():
                return replace(block, items=tuple(tuple(map(self.block, _flat(item))) for item in block.items))
            case BlockQuote() | Division() | Annex():
                return replace(block, blocks=tuple(map(self.block, _flat(block.blocks))))
            case _:
                return with_runs(block, self.run)

    def run(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return with_leaves(inlines, self._leaf)

    def _leaf(self, inline: Any) -> Any:
        if not isinstance(inline, NoteReference):
            return inline
        first = inline.number not in self.met
        self.met.add(inline.number)
        numbers = (inline.number, None) if self.old else (None, inline.number)
        return Mark(self.says.get(inline.number), first, *numbers)


def with_leaves(inlines: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return the inlines with each that holds no others changed."""
    return tuple(
        replace(inline, children=with_leaves(inline.children, change))
        if hasattr(inline, "children")
        else change(inline)
        for inline in inlines
    )
