"""Where two texts of one paragraph differ, word by word, and which paragraphs of two files are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from briefings.readers.docx_review import ReviewParagraph
from briefings.review.memory import Remembered

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Words of a paragraph compared one by one; the time grows with their square.
_MOST_TOKENS = 4_000
#: From this likeness on two paragraphs without a common place count as one that was edited.
_ALIKE = 0.5
_SAMPLE = 2_000
#: Pairs of paragraphs compared for likeness; a file may hold any number of paragraphs.
_MOST_PAIRS = 10_000


class Edit(Struct, frozen=True):
    """Words that became others; offsets are those of the text before."""

    start: int
    end: int
    text: str


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """Return what makes one text the other, in order; nothing where they are the same."""
    if before == after:
        return ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    if len(old) + len(new) > _MOST_TOKENS:
        return _one_edit(old, new, starts)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(Edit(starts[i1], starts[i2], "".join(new[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal")


def _one_edit(old: list[str], new: list[str], starts: list[int]) -> tuple[Edit, ...]:
    head = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    head = min(len(old), len(new)) if head is None else head
    tail, room = 0, min(len(old), len(new)) - head
    while tail < room and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return (Edit(starts[head], starts[len(old) - tail], "".join(new[head : len(new) - tail])),)


class Pairing(Struct, frozen=True):
    """Which paragraphs of a file are which of those it was made with."""

    pairs: tuple[tuple[Remembered, ReviewParagraph], ...]
    gone: tuple[Remembered, ...]
    added: tuple[ReviewParagraph, ...]


def pair(made: Sequence[Remembered], given: Sequence[ReviewParagraph]) -> Pairing:
    """Return the paragraphs that belong together: equal ones in order, then those with a place, then those alike."""
    pairs: list[tuple[Remembered, ReviewParagraph]] = []
    gone: list[Remembered] = []
    added: list[ReviewParagraph] = []
    codes = SequenceMatcher(None, [one.text for one in made], [one.old for one in given]).get_opcodes()
    for tag, i1, i2, j1, j2 in codes:
        if tag == "equal":
            pairs += zip(made[i1:i2], given[j1:j2], strict=True)
        else:
            found = _paired(list(made[i1:i2]), list(given[j1:j2]))
            pairs += found.pairs
            gone += found.gone
            added += found.added
    return Pairing(tuple(pairs), tuple(gone), tuple(added))


def _paired(made: list[Remembered], given: list[ReviewParagraph]) -> Pairing:
    pairs: list[tuple[Remembered, ReviewParagraph]] = []
    by_place = {number: one for one in made for number, (start, end) in one.places.items() if end > start}
    left = []
    for one in given:
        owners = {id(by_place[str(number)]): by_place[str(number)] for number in one.places if str(number) in by_place}
        owner = next((owner for owner in owners.values() if any(owner is each for each in made)), None)
        if owner is None:
            left.append(one)
        else:
            pairs.append((owner, one))
            made = [each for each in made if each is not owner]
    added = []
    few = len(left) * len(made) <= _MOST_PAIRS
    for one in left:
        at = next((at for at, each in enumerate(made) if _alike(each.text, one.old)), None) if few else None
        if at is None:
            added.append(one)
        else:
            pairs.append((made[at], one))
            made = made[:at] + made[at + 1 :]
    return Pairing(tuple(pairs), tuple(made), tuple(added))


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one[:_SAMPLE], other[:_SAMPLE], autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
