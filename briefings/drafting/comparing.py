"""A draft compared with what the record holds already: what is new, what has more evidence, what no longer stands.

Nothing that a person reviewed is ever changed; what was rejected is not proposed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefings.drafting.drafted import with_free_ids
from briefings.drafting.sameness import is_drafted_again, says_more
from briefings.errors import Problem
from briefings.facts import Accord, Event, Fact, FollowUpBody
from briefings.vocabulary.codes import FactStatus, ReviewState

#: Characters of a reason that are written into the record.
_LONGEST_REASON = 200


class Plan(Struct, frozen=True):
    """What a draft does to a record; each by the id of a fact."""

    added: tuple[Fact, ...]
    """New facts under ids of their own; a follow-up body with what is said of it."""
    aspects: Mapping[str, tuple[Fact, ...]]
    """What is newly said of a follow-up body that the record has, by the body's id."""
    extended: Mapping[str, Fact]
    """Facts nobody reviewed, with evidence from more sources, or with more of their date and place."""
    renewed: Mapping[str, Fact]
    """Facts nobody reviewed that no longer stood as they were, as they are proposed now."""
    lapsed: Mapping[str, str]
    """Facts that no longer stand since a source changed, and why."""
    restored: tuple[str, ...]
    """Facts that stand again."""
    known: int
    """Proposals that the record holds already."""
    rejected: int
    """Proposals that the desk has rejected."""

    @property
    def changes(self) -> bool:
        """Return whether anything is to be done to a fact."""
        return bool(self.added or self.aspects or self.extended or self.renewed or self.lapsed or self.restored)


def compared(
    accord: Accord, proposed: Iterable[Fact], changed: frozenset[str], faults: Callable[[Fact], list[Problem]]
) -> Plan:
    """Return what a draft does to the record of an accord.

    ``changed`` holds the ids of sources whose text is no longer the recorded one, ``faults`` what the gate finds wrong
    with a fact.
    """
    fallen = _fallen(accord, changed, faults)
    comparison = _Comparison(accord, fallen, faults)
    for fact in proposed:
        comparison.take(fact)
    lapsed = {
        fact.id: fallen[fact.id]
        for fact in accord.facts()
        if fact.id in fallen and fact.lapsed is None and fact.id not in comparison.renewed
    }
    taken = {fact.id for fact in accord.facts()}
    taken |= {judgement.id for judgement in accord.judgements} | {gap.id for gap in accord.gaps}
    named = list(with_free_ids([*comparison.added, *comparison.loose], taken))
    cut = len(comparison.added)
    return Plan(
        added=tuple(named[:cut]),
        aspects=_by_body(zip(comparison.bodies, named[cut:], strict=True)),
        extended=comparison.extended,
        renewed=comparison.renewed,
        lapsed=lapsed,
        restored=tuple(fact.id for fact in accord.facts() if fact.lapsed is not None and fact.id not in fallen),
        known=comparison.known,
        rejected=comparison.rejected,
    )


def _by_body(said: Iterable[tuple[str, Fact]]) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, tuple[Fact, ...]] = {}
    for body, aspect in said:
        found[body] = (*found.get(body, ()), aspect)
    return found


def _fallen(accord: Accord, changed: frozenset[str], faults: Callable[[Fact], list[Problem]]) -> dict[str, str]:
    """Return why facts do not stand: those that did not before, and those that a changed source bears no more."""
    fallen: dict[str, str] = {}
    for fact in accord.facts():
        cited = {evidence.source for evidence in fact.evidence}
        if fact.status is FactStatus.INFERENCE or (fact.lapsed is None and not cited & changed):
            continue
        if problems := faults(replace(fact, lapsed=None)):
            told = " and ".join(sorted(cited & changed)) or "a source"
            fallen[fact.id] = f"{told} changed: {problems[0].message}"[:_LONGEST_REASON]
    for name, basis in _resting(accord):
        if name not in fallen and (lost := next((one for one in basis if one in fallen), None)):
            fallen[name] = f"it rests on “{lost}”"
    return fallen


def _resting(accord: Accord) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what stands by other facts alone, each after what it rests on: inferences, and words about a body."""
    waiting = {fact.id: fact.derived_from for fact in accord.facts() if fact.derived_from}
    while waiting:
        ready = [name for name, basis in waiting.items() if not any(one in waiting for one in basis)]
        # A circle is the record's own fault, and told as such.
        for name in ready or list(waiting):
            yield name, waiting.pop(name)
    if body := accord.follow_up:
        for aspect in body.aspects:
            yield aspect.id, (body.id,)


class _Comparison:
    """The proposals of one draft, taken one by one."""

    def __init__(self, accord: Accord, fallen: Mapping[str, str], faults: Callable[[Fact], list[Problem]]) -> None:
        self.recorded = tuple(accord.facts())
        self.fallen = fallen
        self.faults = faults
        self.added: list[Fact] = []
        self.loose: list[Fact] = []
        self.bodies: list[str] = []
        self.extended: dict[str, Fact] = {}
        self.renewed: dict[str, Fact] = {}
        self.known = 0
        self.rejected = 0

    def take(self, fact: Fact) -> None:
        """Compare one proposal; what is said of a body is compared after the body."""
        held = self._compared(fact)
        if not isinstance(fact, FollowUpBody):
            if held is None:
                self.added.append(fact)
            return
        if held is None:
            # What the desk rejected of another body stays rejected here.
            aspects = tuple(aspect for aspect in fact.aspects if not self._is_rejected(aspect))
            self.rejected += len(fact.aspects) - len(aspects)
            self.added.append(replace(fact, aspects=aspects))
            return
        for aspect in fact.aspects:
            if held.review.state is ReviewState.REJECTED:
                self.rejected += 1
            elif self._compared(aspect) is None:
                self.loose.append(aspect)
                self.bodies.append(held.id)

    def _is_rejected(self, fact: Fact) -> bool:
        found = [one for one in self.recorded if is_drafted_again(one, fact)]
        return any(one.review.state is ReviewState.REJECTED for one in found)

    def _compared(self, fact: Fact) -> Fact | None:
        """Return the fact of the record that a proposal is, or ``None`` for one that is new to it."""
        found = [one for one in self.recorded if is_drafted_again(one, fact)]
        rejected = next((one for one in found if one.review.state is ReviewState.REJECTED), None)
        if rejected:
            self.rejected += 1
            return rejected
        standing = next((one for one in found if one.id not in self.fallen), None)
        if standing:
            self.known += 1
            self._extend(standing, fact)
            return standing
        drafted = next((one for one in found if _is_free(one)), None)
        if drafted:
            # What is said of a body is compared apart.
            alone = replace(fact, aspects=()) if isinstance(fact, FollowUpBody) else fact
            self.renewed[drafted.id] = replace(alone, id=drafted.id)
        return drafted

    def _extend(self, recorded: Fact, fact: Fact) -> None:
        if not _is_free(recorded):
            return
        cited = {evidence.source for evidence in recorded.evidence}
        more = tuple(evidence for evidence in fact.evidence if evidence.source not in cited)
        if not more:
            return
        fuller: dict[str, Any] = {}
        if isinstance(recorded, Event) and isinstance(fact, Event) and says_more(fact, recorded):
            fuller = {"date": fact.date, "place": fact.place}
        both = replace(recorded, evidence=(*recorded.evidence, *more), **fuller)
        if not self.faults(both):
            self.extended[recorded.id] = both


def _is_free(fact: Fact) -> bool:
    """Return whether a draft may change a fact: it was drafted, and nobody has reviewed it."""
    return fact.review.state is ReviewState.UNREVIEWED and fact.proposed_by is not None
