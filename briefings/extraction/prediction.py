"""Proposals as plain data: the facts of one source by field, each with the stretches of the source that bear it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefings.extraction.proposals import Proposal, Proposals
from briefings.facts import Event, FollowUpBody, Instrument, Party, Person, Provision
from briefings.vocabulary.codes import EventType

#: Codes that the plain form writes in letters of its own: ``AU`` is Australia among states, and the Union beside them.
_PLAIN_CODES = {"XAU": "AU"}


def prediction(proposals: Proposals) -> dict[str, Any]:
    """Return the facts as a dictionary that JSON can hold; what the source does not say is ``None`` or empty.

    ``evidence`` lists every stretch with the field that it bears: offsets are code points of the source, half-open.
    """
    instrument = proposals.instrument.fact if proposals.instrument else None
    accord = instrument if isinstance(instrument, Instrument) else None
    provisions = [one for one in proposals.provisions if isinstance(one.fact, Provision) and one.fact.positive]
    return {
        "status": accord.state.value if accord else "none",
        "instrument": _type(proposals),
        "parties": [_code(one.fact.code) for one in proposals.parties if isinstance(one.fact, Party)],
        "signed": _signed(proposals),
        "place": _place(proposals),
        "people": [_person(one.fact) for one in proposals.people if isinstance(one.fact, Person) and one.fact.name],
        "provisions": [one.fact.code.value for one in provisions if isinstance(one.fact, Provision)],
        "follow_up": _follow_up(proposals),
        "evidence": list(_evidence(proposals)),
    }


def _type(proposals: Proposals) -> str | None:
    if proposals.instrument and isinstance(proposals.instrument.fact, Instrument):
        return proposals.instrument.fact.type.value
    return proposals.stateless.type.value if proposals.stateless else None


def _code(code: str) -> str:
    return _PLAIN_CODES.get(code, code)


def _signed(proposals: Proposals) -> dict[str, int | None]:
    events = (one.fact for one in proposals.events)
    signed = (one for one in events if isinstance(one, Event) and one.type is EventType.SIGNATURE)
    date = next((event.date for event in signed if event.date), None)
    return {part: getattr(date, part, None) for part in ("day", "month", "year")}


def _place(proposals: Proposals) -> dict[str, str | None] | None:
    events = (one.fact for one in proposals.events if isinstance(one.fact, Event))
    place = next((event.place for event in events if event.place), None)
    return {"city": place.city, "country": _code(place.country) if place.country else None} if place else None


def _person(person: Person) -> dict[str, str | None]:
    role = next(iter(person.office.texts.values()), None)
    party = _code(person.party) if person.party else None
    return {"name": person.name, "role": role, "party": party, "part": person.part.value}


def _follow_up(proposals: Proposals) -> dict[str, str] | None:
    body = proposals.follow_up
    if body is None or not isinstance(body.fact, FollowUpBody):
        return None
    name = next(iter(body.fact.name.texts.values()), "")
    return {"body": name, "quote": body.quotations[0].text}


def _evidence(proposals: Proposals) -> Iterator[dict[str, Any]]:
    if proposals.instrument:
        type_, *state = proposals.instrument.quotations
        yield from (_item("instrument", type_), _item("status", (state or [type_])[0]))
    if own := proposals.stateless:
        exact = proposals.source.text[own.start : own.end]
        yield {"field": "instrument", "start": own.start, "end": own.end, "exact": exact}
    for one in proposals.parties:
        yield from _items(f"parties.{_code(one.fact.code)}" if isinstance(one.fact, Party) else "parties", one)
    for one in proposals.events:
        event = one.fact
        if isinstance(event, Event):
            yield from (item for field in _fields(event) for item in _items(field, one))
    named = (one for one in proposals.people if isinstance(one.fact, Person) and one.fact.name)
    for number, one in enumerate(named):
        yield from _items(f"people.{number}", one)
    for one in proposals.provisions:
        if isinstance(one.fact, Provision) and one.fact.positive:
            yield from _items(f"provisions.{one.fact.code.value}", one)
    if proposals.follow_up:
        yield from _items("follow_up", proposals.follow_up)


def _fields(event: Event) -> tuple[str, ...]:
    signed = event.date and event.type is EventType.SIGNATURE
    return (*(("signed",) if signed else ()), *(("place",) if event.place else ()))


def _items(field: str, proposal: Proposal) -> Iterator[dict[str, Any]]:
    for quotation in proposal.quotations:
        yield _item(field, quotation)


def _item(field: str, quotation: Any) -> dict[str, Any]:
    return {"field": field, "start": quotation.start, "end": quotation.end, "exact": quotation.text}
