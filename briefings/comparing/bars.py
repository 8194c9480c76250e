"""Which blocks of a brief say something else than in an earlier version: a bar is set beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import replace

from briefings.comparing.atoms import Mark, atoms
from briefings.comparing.marks import with_leaves
from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    Division,
    Document,
    Figure,
    Inline,
    List,
    NoteReference,
    Section,
    Text,
)
from briefings.traversal import with_runs

Run = tuple[Inline, ...]


def barred(old: Document, new: Document) -> Document:
    """Return the new document with the text of each changed or new paragraph, heading, item, cell and caption marked.

    A note mark counts by what its note says, not by its number. What is gone leaves no mark.
    """
    before, after = _keys(old), _keys(new)
    changed = [True] * len(after)
    for _, start, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        changed[start : start + size] = [False] * size
    flags = iter(changed)

    def mark(run: Run) -> Run:
        return _marked(run) if next(flags) else run

    return replace(new, blocks=tuple(_visit(block, mark) for block in new.blocks))


def _keys(document: Document) -> list[Hashable]:
    says = {note.number: tuple(atom.key for atom in atoms(note.inlines)) for note in document.notes}
    keys: list[Hashable] = []

    def keep(run: Run) -> Run:
        def leaf(inline: Any) -> Any:
            return Mark(says.get(inline.number), True, None, None) if isinstance(inline, NoteReference) else inline

        keys.append(tuple(atom.key for atom in atoms(with_leaves(run, leaf))))
        return run

    for block in document.blocks:
        _visit(block, keep)
    return keys


def _visit(block: Block, run: Callable[[Run], Run]) -> Block:
    """Return the block with its runs changed; of a figure the caption alone, for a drawing has no lines."""
    match block:
        case List():
            return replace(block, items=tuple(tuple(_visit(each, run) for each in item) for item in block.items))
        case BlockQuote() | Division() | Section() | Annex():
            return replace(block, blocks=tuple(_visit(each, run) for each in block.blocks))
        case Figure():
            return replace(block, caption=run(block.caption))
        case _:
            return with_runs(block, run)


def _marked(run: Run) -> Run:
    return with_leaves(run, lambda inline: replace(inline, changed=True) if isinstance(inline, Text) else inline)
