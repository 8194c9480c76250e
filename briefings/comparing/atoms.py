"""Runs of inlines taken apart into words and put together again, and two of them compared word by word."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import CaptionNumber, CrossReference, Link, Text
from briefings.revisions import Revised, Turn
from briefings.traversal import label_of

_PIECES = re.compile(r"\s+|\w+(?:[\u00ad\u2011'’]\w+)*|[^\w\s]")


class Mark(Struct, frozen=True):
    """A note mark of one version, or of both."""

    says: Hashable
    """What the note says."""
    first: bool
    """Whether the note is referred to here for the first time: then Word counts it, else its number is words."""
    old: int | None
    """Its number in the old version; ``None`` where that has no such mark here."""
    new: int | None


class Atom(NamedTuple):
    """The smallest thing that a comparison sees: a word, a space, a sign, a note mark, a forced break, a number.

    So is a reference that has its words from what it leads to: Word works them out anew, and not a part of them.
    """

    key: Hashable
    """Equal for two atoms that print alike."""
    leaf: Any
    """The inline, of a text the piece of it."""
    around: tuple[Any, ...]
    """The inlines around it, outermost first, without their children."""

    @property
    def is_word(self) -> bool:
        """Return whether it says something: no mere space or sign."""
        if isinstance(self.leaf, Text):
            return any(map(str.isalnum, self.leaf.text))
        return isinstance(self.leaf, Mark | CaptionNumber | CrossReference)


def atoms(inlines: Iterable[Any], around: tuple[Any, ...] = ()) -> Iterator[Atom]:
    """Yield the atoms of a run of inlines in reading order."""
    look = tuple(map(_look, around))
    for inline in inlines:
        if isinstance(inline, CrossReference) and inline.lent:
            words = tuple(atom.key for atom in atoms(inline.children))
            yield Atom(("reference", inline.anchor, words, look), inline, around)
        elif hasattr(inline, "children"):
            yield from atoms(inline.children, (*around, replace(inline, children=())))
        elif isinstance(inline, Text):
            for piece in _PIECES.findall(inline.text):
                yield Atom((piece, inline.language, look), replace(inline, text=piece), around)
        elif isinstance(inline, Mark):
            shown = None if inline.first else (inline.old if inline.new is None else inline.new)
            yield Atom(("mark", inline.says, inline.first, shown, look), inline, around)
        else:
            yield Atom((inline, look), inline, around)


def _look(inline: Any) -> str:
    """Return what an inline makes of those in it; links are told apart by where they lead."""
    if isinstance(inline, Link):
        return inline.target
    return f"#{inline.anchor}" if isinstance(inline, CrossReference) else type(inline).__name__


def together(found: Iterable[Atom], depth: int = 0) -> tuple[Any, ...]:
    """Return the inlines that the atoms are of; neighbours of the same look and fact are one text again."""
    made: list[Any] = []
    for wrapper, group in groupby(found, key=lambda atom: atom.around[depth] if len(atom.around) > depth else None):
        if wrapper is not None:
            made.append(replace(wrapper, children=together(group, depth + 1)))
            continue
        for atom in group:
            last = made[-1] if made else None
            if isinstance(atom.leaf, Text) and isinstance(last, Text) and _joins(last, atom.leaf):
                made[-1] = replace(last, text=last.text + atom.leaf.text)
            else:
                made.append(atom.leaf)
    return tuple(made)


def _joins(one: Text, other: Text) -> bool:
    return (one.language, one.fact) == (other.language, other.fact)


def revised_run(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return one run of inlines that holds both: what is new is ``Revised``, and so is what is gone."""
    before, after = list(atoms(old)), list(atoms(new))
    made: list[Any] = []
    for kept, gone, come in _stretches(before, after):
        if kept:
            made += together(_of_both(one, other) for one, other in kept)
        for turn, stretch in ((Turn.DELETED, gone), (Turn.INSERTED, come)):
            if stretch:
                made.append(Revised(turn, together(stretch)))
    return tuple(made)


def revised_caption(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return one caption that holds both; what names it, such as ``Table 2``, is compared apart from its words."""
    ends = [len(label_of(caption)) for caption in (old, new)]
    if not all(
        isinstance(caption[end - 1], CaptionNumber) for caption, end in zip((old, new), ends, strict=True) if end
    ):
        return revised_run(old, new)
    return revised_run(old[: ends[0]], new[: ends[1]]) + revised_run(old[ends[0] :], new[ends[1] :])


def _of_both(one: Atom, other: Atom) -> Atom:
    """Return the new atom; a note mark of both versions keeps its number in each."""
    if not isinstance(other.leaf, Mark):
        return other
    return other._replace(leaf=replace(other.leaf, old=one.leaf.old))


Stretch = tuple[list[tuple[Atom, Atom]], list[Atom], list[Atom]]


def _stretches(before: list[Atom], after: list[Atom]) -> Iterator[Stretch]:
    """Yield in reading order what both have, what is gone and what has come."""
    matcher = SequenceMatcher(None, [a.key for a in before], [a.key for a in after], autojunk=False)
    gone: list[Atom] = []
    come: list[Atom] = []
    for name, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        old, new = before[from_old:to_old], after[from_new:to_new]
        if name != "equal":
            gone, come = gone + old, come + new
        elif (gone or come) and to_new < len(after) and not any(atom.is_word for atom in new):
            # A lone space between two changed words is read with them.
            gone, come = gone + old, come + new
        else:
            yield [], gone, come
            yield list(zip(old, new, strict=True)), [], []
            gone, come = [], []
    yield [], gone, come


def overlap(old: dict[Hashable, int], new: dict[Hashable, int]) -> float:
    """Return how much two counted runs of words have in common, 0 to 1 (Dice)."""
    total = sum(old.values()) + sum(new.values())
    shared = sum(min(count, new.get(key, 0)) for key, count in old.items())
    return 2 * shared / total if total else 1.0
