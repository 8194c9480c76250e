"""Findings become facts of the record: what a finder read, in the record's own terms, with the stretches that bear it.

Where one thing may be borne in several ways, they are yielded the fullest first; the gate takes the first that holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefings.evidence import Locality, PartialDate, Wording
from briefings.extraction.context import standing
from briefings.extraction.findings import (
    FoundAspect,
    FoundBody,
    FoundClause,
    FoundContext,
    FoundInstrument,
    FoundProvision,
    FoundState,
)
from briefings.extraction.flattening import flatten
from briefings.extraction.found import FoundDate, FoundParty, FoundPerson, FoundPlace
from briefings.extraction.holding import Finding, Gate
from briefings.facts import (
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    FollowUpBody,
    Instrument,
    Party,
    Person,
    Provision,
)
from briefings.sources import Span
from briefings.vocabulary.codes import EventType, FactStatus, InstrumentState, PersonPart

#: These are reports of what is to come, so that doubt and future do not speak against them.
_TO_COME = frozenset({InstrumentState.PLANNED, InstrumentState.ANNOUNCED, InstrumentState.DRAFT})


def sentence_standing(gate: Gate, start: int, end: int) -> tuple[FactStatus, str | None]:
    """Return on whose word the sentence around a stretch stands, and its speaker as worded."""
    sentence = gate.source.sentence(Span(start, end))
    return standing(sentence, flatten(sentence).text)


def _stated(gate: Gate, start: int, end: int) -> tuple[FactStatus, str | None]:
    """Return the status of something that happened: stated, or attributed; an unproven report falls as stated."""
    status, speaker = sentence_standing(gate, start, end)
    return (FactStatus.STATED, None) if status is FactStatus.SOURCE_ASSESSMENT else (status, speaker)


def _stated_in_all(gate: Gate, stretches: Sequence[tuple[int, int]]) -> tuple[FactStatus, str | None]:
    """Return the status of something borne by several sentences: attributed where one of them is."""
    told = [_stated(gate, *stretch) for stretch in stretches]
    return next((one for one in told if one[0] is FactStatus.ATTRIBUTED), told[0])


def instrument_finding(gate: Gate, instrument: FoundInstrument, state: FoundState) -> Finding:
    """Return the accord itself, borne by its name and by the words that show its state."""
    status, speaker = sentence_standing(gate, state.start, state.end)
    named = sentence_standing(gate, instrument.start, instrument.end)
    if status is FactStatus.STATED and named[0] is FactStatus.ATTRIBUTED:
        status, speaker = named
    if status is FactStatus.SOURCE_ASSESSMENT and state.state not in _TO_COME:
        status = FactStatus.STATED
    fact = Instrument(
        id="instrument",
        at=gate.at,
        text=gate.wording(state.start, state.end),
        status=status,
        speaker=speaker,
        evidence=gate.evidence((instrument.start, instrument.end), (state.start, state.end)),
        type=instrument.type,
        state=state.state,
    )
    return Finding(fact, f"{instrument.rule} + {state.rule}")


def party_finding(gate: Gate, party: FoundParty, stretch: tuple[int, int]) -> Finding:
    """Return a party, borne by a stretch around the words that name it."""
    status, speaker = sentence_standing(gate, *stretch)
    fact = Party(
        id=f"party-{party.code.lower()}",
        at=gate.at,
        text=gate.wording(*stretch),
        status=status,
        speaker=speaker,
        evidence=gate.evidence(stretch),
        code=party.code,
        level=party.level,
    )
    return Finding(fact, party.rule)


def event_findings(
    gate: Gate,
    kinds: Sequence[EventType],
    date: FoundDate | None,
    place: FoundPlace | None,
    beside: Sequence[tuple[int, int]],
) -> Iterator[Finding]:
    """Yield an event by each of some types, borne by its date, its place and the stretches beside them."""
    stretches = [(found.start, found.end) for found in (date, place) if found]
    if not stretches:
        return
    rule = " + ".join(found.rule for found in (date, place) if found)
    for kind in kinds:
        for more in (*((one,) for one in beside), ()):
            status, speaker = _stated_in_all(gate, (*stretches, *more))
            fact = Event(
                id=kind.value,
                at=gate.at,
                text=gate.wording(*stretches[0]),
                status=status,
                speaker=speaker,
                evidence=gate.evidence(*stretches, *more),
                type=kind,
                date=PartialDate(date.day, date.month, date.year, date.raw, date.resolved_from) if date else None,
                place=Locality(place.city, place.country) if place else None,
            )
            yield Finding(fact, rule)


def person_findings(
    gate: Gate, number: int, person: FoundPerson, party: tuple[int, int] | None, signs: tuple[int, int] | None
) -> Iterator[Finding]:
    """Yield a person, the fullest first: with party and part, borne by more stretches where need be, then with less.

    ``party`` is where the person's party is named, ``signs`` where the text says that the accord was signed.
    """
    start, end = person.start, person.end
    status, speaker = sentence_standing(gate, start, end)
    fact = Person(
        id=f"person-{number}",
        at=gate.at,
        text=gate.wording(start, end),
        status=status,
        speaker=speaker or (person.name if status is FactStatus.ATTRIBUTED else None),
        evidence=gate.evidence((start, end)),
        name=person.name,
        office=gate.worded(person.role) if person.role else Wording({}, gate.at),
        party=person.party,
        part=person.part,
        event=None,
        variants=person.variants,
    )
    yield Finding(fact, person.rule)
    more = [stretch for stretch in (party, signs) if stretch]
    for added in ([party] if party else [], [signs] if signs else [], more):
        if added:
            yield Finding(replace(fact, evidence=gate.evidence((start, end), *added)), person.rule)
    if person.part is PersonPart.SIGNATORY:
        evidence = gate.evidence((start, end), *([party] if party else []))
        yield Finding(replace(fact, part=PersonPart.OTHER, evidence=evidence), person.rule)
    if person.party:
        part = PersonPart.OTHER if person.part is PersonPart.SIGNATORY else person.part
        yield Finding(replace(fact, party=None, part=part), person.rule)


def provision_finding(gate: Gate, provision: FoundProvision) -> Finding:
    """Return a provision, borne by the words that show its code."""
    status, speaker = _stated(gate, provision.start, provision.end)
    words = gate.wording(provision.start, provision.end)
    fact = Provision(
        id=provision.code.value if provision.positive else f"no-{provision.code.value}",
        at=gate.at,
        text=words,
        status=status,
        speaker=speaker,
        evidence=gate.evidence((provision.start, provision.end)),
        positive=provision.positive,
        code=provision.code,
        label=words,
    )
    return Finding(fact, provision.rule)


def body_finding(gate: Gate, body: FoundBody) -> Finding:
    """Return the follow-up body, borne by the sentence that sets it up or says what it does."""
    status, speaker = _stated(gate, body.start, body.end)
    fact = FollowUpBody(
        id="follow-up",
        at=gate.at,
        text=gate.wording(body.start, body.end),
        status=status,
        speaker=speaker,
        evidence=gate.evidence((body.start, body.end)),
        name=gate.worded(body.name),
        level=body.level,
    )
    return Finding(fact, body.rule)


def aspect_finding(gate: Gate, aspect: FoundAspect) -> Finding:
    """Return one thing said of the follow-up body, borne by the words that say it."""
    status, speaker = _stated(gate, aspect.start, aspect.end)
    fact = BodyAspect(
        id=f"follow-up-{aspect.aspect.value}",
        at=gate.at,
        text=gate.wording(aspect.start, aspect.end),
        status=status,
        speaker=speaker,
        evidence=gate.evidence((aspect.start, aspect.end)),
        aspect=aspect.aspect,
        venues=tuple(Locality(venue, None) for venue in aspect.venues),
    )
    return Finding(fact, aspect.rule)


def clause_finding(gate: Gate, clause: FoundClause, stretch: tuple[int, int]) -> Finding:
    """Return a clause, borne by a stretch around its own words."""
    status, speaker = _stated(gate, *stretch)
    fact = Clause(
        id=f"clause-{clause.code.value}",
        at=gate.at,
        text=gate.wording(*stretch),
        status=status,
        speaker=speaker,
        evidence=gate.evidence(stretch),
        code=clause.code,
    )
    return Finding(fact, clause.rule)


def context_finding(gate: Gate, number: int, context: FoundContext) -> Finding:
    """Return a statement of background, borne by its sentence."""
    fact = ContextStatement(
        id=f"context-{number}",
        at=gate.at,
        text=gate.wording(context.start, context.end),
        status=context.status,
        speaker=context.speaker,
        evidence=gate.evidence((context.start, context.end)),
        kind=context.kind,
    )
    return Finding(fact, context.rule)
