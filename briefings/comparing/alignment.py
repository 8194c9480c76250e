"""Two sequences put side by side: what is equal first, then in each gap what is most alike, nothing out of order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Item = TypeVar("Item")
Measure = TypeVar("Measure")

#: Pairs that are weighed in one gap; in a larger one the new stands for the old as a whole.
_MOST = 250_000
#: What two things must at least have in common to be called two versions of one.
LEAST = 0.4


def aligned(
    old: Sequence[Item],
    new: Sequence[Item],
    key: Callable[[Item], Hashable],
    measure: Callable[[Item], Measure],
    likeness: Callable[[Measure, Measure], float],
) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield pairs in an order that keeps that of both; ``None`` for what one side lacks, the old before the new.

    ``likeness`` of the measures of two items is 0 to 1; two items under ``LEAST`` are not paired.
    """
    matcher = SequenceMatcher(None, [key(item) for item in old], [key(item) for item in new], autojunk=False)
    for name, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        before, after = old[from_old:to_old], new[from_new:to_new]
        if name == "equal":
            yield from zip(before, after, strict=True)
            continue
        pairs = _best_pairs([measure(item) for item in before], [measure(item) for item in after], likeness)
        yield from _gap(before, after, pairs)


def _gap(
    old: Sequence[Item], new: Sequence[Item], pairs: list[tuple[int, int]]
) -> Iterator[tuple[Item | None, Item | None]]:
    at_old = at_new = 0
    for one, other in pairs:
        yield from ((item, None) for item in old[at_old:one])
        yield from ((None, item) for item in new[at_new:other])
        yield old[one], new[other]
        at_old, at_new = one + 1, other + 1
    yield from ((item, None) for item in old[at_old:])
    yield from ((None, item) for item in new[at_new:])


def _best_pairs(
    old: Sequence[Measure], new: Sequence[Measure], likeness: Callable[[Measure, Measure], float]
) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, whose likeness adds up to the most."""
    if not old or not new or len(old) * len(new) > _MOST:
        return []
    scores = [[likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= LEAST else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] >= LEAST and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
