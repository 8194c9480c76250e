"""Where sources of different origin give different values for one field: all are kept, a brief prints the first.

A difference alone is none. Of two values, each must be given by an origin that does not give the other: a source that
tells of two notes exchanged on two days contradicts neither itself nor a source that tells of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from msgspec import Struct

from briefings.checks.differences import (
    bodies_differ,
    codes_differ,
    dates_differ,
    offices_differ,
    parts_differ,
    places_differ,
    titles_differ,
    value_of,
    venues_differ,
)
from briefings.facts import Accord, Fact, Person
from briefings.vocabulary.codes import Diverging, EventType, FactStatus, ProvisionCode, ReviewState
from briefings.vocabulary.triggers import plain

Differ = Callable[[Any, Any], bool]


class Divergence(Struct, frozen=True):
    """One field for which sources give different values."""

    field: Diverging
    chosen: tuple[Fact, ...]
    """Facts with the value that briefs print, never empty: the first of the record, and those that differ from others
    only."""
    others: tuple[Fact, ...]
    """Facts that say otherwise, never empty, in the order of the record."""


def standing(accord: Accord) -> frozenset[str]:
    """Return the ids of the facts that are not rejected."""
    return frozenset(fact.id for fact in accord.facts() if fact.review.state is not ReviewState.REJECTED)


def divergences(accord: Accord, origins: Mapping[str, str], among: Container[str]) -> tuple[Divergence, ...]:
    """Return the divergences among the facts of these ids, in the order of the record.

    ``origins`` tells for each source the source that it counts with; one that is missing counts by itself.
    """
    if len({origins.get(source.id, source.id) for source in accord.sources}) < 2:
        return ()
    voices = _Voices(accord, origins)
    found = (
        voices.divergence(field, [fact for fact in facts if fact.id in among], differ)
        for field, facts, differ in _compared(accord)
    )
    return tuple(each for each in found if each is not None)


class _Voices:
    """Tells which origins stand behind a fact."""

    def __init__(self, accord: Accord, origins: Mapping[str, str]) -> None:
        self._facts = {fact.id: fact for fact in accord.facts()}
        self._origins = origins

    def behind(self, fact: Fact) -> frozenset[str]:
        """Return the origins that a fact is quoted from; for an inference, those of the facts it is derived from."""
        sources: set[str] = set()
        queue, reached = [fact], {fact.id}
        while queue:
            one = queue.pop()
            sources.update(evidence.source for evidence in one.evidence)
            further = one.derived_from if one.status is FactStatus.INFERENCE else ()
            queue += [self._facts[name] for name in further if name in self._facts and name not in reached]
            reached.update(further)
        return frozenset(self._origins.get(name, name) for name in sources)

    def divergence(self, field: Diverging, facts: list[Any], differ: Differ) -> Divergence | None:
        """Return how facts of one subject diverge in a field, or ``None`` where they do not."""
        if not any(differ(one, other) for one, other in combinations(facts, 2)):
            return None
        behind = {fact.id: self.behind(fact) for fact in facts}
        # Who tells less, such as a month without its day, stands behind each value that has room for it.
        given = {
            fact.id: frozenset().union(*(behind[other.id] for other in facts if not differ(fact, other)))
            for fact in facts
        }

        def apart(one: Fact, other: Fact) -> bool:
            voices = given[one.id], given[other.id]
            return bool(voices[0] - voices[1] and voices[1] - voices[0]) and differ(one, other)

        chosen: list[Fact] = []
        others: list[Fact] = []
        for fact in facts:
            (others if any(apart(one, fact) for one in chosen) else chosen).append(fact)
        against = tuple(one for one in chosen if any(apart(one, other) for other in others))
        return Divergence(field, against, tuple(others)) if others else None


def _compared(accord: Accord) -> Iterator[tuple[Diverging, Iterable[Fact], Differ]]:
    """Yield each field that facts of one subject give, with these facts and how two of them are told to differ."""
    languages = {source.id: source.language for source in accord.sources}
    instruments = accord.instruments()
    yield Diverging.TYPE, instruments, codes_differ("type")
    yield Diverging.STATE, instruments, codes_differ("state")
    yield Diverging.TITLE, [one for one in instruments if one.title], titles_differ(languages)
    for events in _by(accord.events, lambda event: (event.type,)):
        if events[0].type is not EventType.OTHER:
            yield Diverging.DATE, [one for one in events if one.date and one.positive], dates_differ
            yield Diverging.PLACE, [one for one in events if one.place and one.positive], places_differ
    for people in _by((one for one in accord.people if one.name), _names):
        yield Diverging.OFFICE, people, offices_differ
        yield Diverging.PARTY, people, codes_differ("party")
        yield Diverging.PART, people, parts_differ
    named = (one for one in accord.provisions if one.code is not ProvisionCode.OTHER)
    for provisions in _by(named, lambda provision: (provision.code,)):
        yield Diverging.POLARITY, provisions, lambda one, other: bool(one.positive != other.positive)
    bodies = accord.bodies()
    yield Diverging.NAME, bodies, bodies_differ
    yield Diverging.LEVEL, bodies, codes_differ("level")
    yield Diverging.VENUES, [aspect for body in bodies for aspect in body.aspects if aspect.venues], venues_differ


def _names(person: Person) -> tuple[str, ...]:
    return tuple(plain(name) for name in (person.name, *person.variants) if name)


def _by(facts: Iterable[Any], keys: Callable[[Any], tuple[Any, ...]]) -> list[list[Any]]:
    """Return the facts in groups, in the order of the record: those that share a key are of one subject."""
    groups: dict[Any, list[Any]] = {}
    for fact in facts:
        names = keys(fact)
        group = next((groups[name] for name in names if name in groups), [])
        group.append(fact)
        for name in names:
            groups.setdefault(name, group)
    return list({id(group): group for group in groups.values()}.values())


def divergence_remarks(found: Iterable[Divergence]) -> Iterator[str]:
    """Yield a remark for each divergence: field, values, sources and facts, with the place of the value printed."""
    for one in found:
        told = [_told(one.field.value, fact) for fact in (*one.chosen, *one.others)]
        first = one.chosen[0]
        yield (
            f"{first.at}: sources diverge on the {one.field.value} of “{first.id}”: {'; '.join(told)}; briefs print "
            + ("the first" if len(one.chosen) == 1 else f"the first {len(one.chosen)}")
        )


def _told(field: str, fact: Fact) -> str:
    sources = ", ".join(dict.fromkeys(evidence.source for evidence in fact.evidence)) or "derived"
    return f"{value_of(field, fact)} ({sources}, “{fact.id}”)"
