"""``accord.yaml`` becomes an ``Accord``: the schema of the record, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from briefings.errors import Location, Problem
from briefings.evidence import Wording
from briefings.facts import (
    Accord,
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    Fact,
    FollowUpBody,
    Instrument,
    Party,
    Person,
    Provision,
)
from briefings.names import did_you_mean
from briefings.readers import desk_yaml
from briefings.readers.fact_yaml import fact_fields, locality, partial_date
from briefings.readers.nodes import Reading
from briefings.readers.record import Record
from briefings.readers.yaml_text import Mapping, read_yaml
from briefings.vocabulary.codes import (
    Aspect,
    ClauseCode,
    ContextKind,
    EventType,
    InstrumentState,
    InstrumentType,
    PartyLevel,
    PersonPart,
    ProvisionCode,
)
from briefings.vocabulary.places import codes as place_codes
from briefings.vocabulary.places import suggest

Kind = TypeVar("Kind")
#: Languages that the package can word; a dossier names those its desk works in.
LANGUAGES = ("en", "fr")


def read_accord(data: bytes, file: str, extract: bool = False) -> tuple[Accord | None, list[Problem]]:
    """Return the record of a dossier and everything that is wrong with it; ``None`` when there is no record at all.

    ``extract`` is for the cut record inside a brief: words that the brief does not print may be missing in it.
    """
    root, problems = read_yaml(data, file)
    if root is None:
        if not problems:
            problems.append(
                Problem(Reading().code, "the file is empty", Location(file), hint="see `briefing new --help`")
            )
        return None, problems
    reading = Reading(problems=problems, extract=extract)
    return read_record(Record(root, "the dossier", reading), file), reading.problems


def read_record(record: Record, file: str) -> Accord:
    """Return what a record holds; what is wrong with it is reported to its reading.

    The schema for editors is drawn from this function: each key, its kind and whether it is needed, are what the record
    is asked for here and in the functions below.
    """
    head = record.record("dossier", "“dossier”")
    if head is None:
        record.missing("dossier")
        head = Record(Mapping({}, record.at), "the dossier", Reading())
        record.reading.languages = LANGUAGES
    desk = desk_yaml.read_head(head, LANGUAGES)
    sources = tuple(desk_yaml.read_source(item) for item in record.records("sources", "a source"))
    provisions = record.record("provisions")
    clauses = record.record("clauses")
    accord = Accord(
        **desk,
        file=file,
        note=desk_yaml.read_note(record.record("note")),
        sources=sources,
        instrument=_one(record, "instrument", _instrument_and_others),
        parties=_many(record, "parties", "a party", _party),
        events=_many(record, "events", "an event", _event),
        people=_many(record, "people", "a person", _person),
        provisions=_many(provisions, "agreed", "a provision", _provision),
        provisions_open=_one(provisions, "list_open", _plain_fact),
        follow_up=_one(record, "follow_up", _follow_up_and_others),
        clauses=_many(clauses, "stated", "a clause", _clause),
        silent=clauses.codes("silent", ClauseCode) if clauses else (),
        context=_many(record, "context", "a context statement", _context),
        judgements=_many(record, "judgements", "a judgement", desk_yaml.read_judgement),
        gaps=_many(record, "gaps", "a gap", desk_yaml.read_gap),
        annexes=_many(record, "annexes", "an annex", desk_yaml.read_annex),
    )
    for opened in (provisions, clauses, record):
        if opened:
            opened.close()
    return accord


def _one(parent: Record | None, key: str, read: Callable[[Record], Kind]) -> Kind | None:
    record = parent.record(key) if parent else None
    return read(record) if record else None


def _many(parent: Record | None, key: str, what: str, read: Callable[[Record], Kind]) -> tuple[Kind, ...]:
    return tuple(_each(parent, key, what, read)) if parent else ()


def _each(parent: Record, key: str, what: str, read: Callable[[Record], Kind]) -> Iterator[Kind]:
    for record in parent.records(key, what):
        yield read(record)


def _closed(record: Record, make: Callable[..., Kind], /, **fields: Any) -> Kind:
    made = make(**fact_fields(record), **fields)
    record.close()
    return made


def country(record: Record, key: str, needed: bool = False) -> str | None:
    """Return a place code, or ``None``; an unknown one is reported with what it may have meant."""
    fault = "is no country code (ISO 3166-1 alpha-2) and no organisation of the list"
    return record.choice(key, place_codes(), fault, _nearest_places, needed)


def _nearest_places(code: str) -> str:
    close = suggest(code)
    return f"did you mean {close[0]}?" if close else did_you_mean(code.upper(), place_codes())


def _instrument_and_others(record: Record) -> Instrument:
    """Return the instrument as the brief tells it, with what other sources say instead."""
    return _instrument(record, _many(record, "others", "another value", _instrument))


def _instrument(record: Record, others: tuple[Instrument, ...] = ()) -> Instrument:
    return _closed(
        record,
        Instrument,
        type=record.code("type", InstrumentType),
        state=record.code("state", InstrumentState),
        title=record.text("title"),
        others=others,
    )


def _party(record: Record) -> Party:
    return _closed(
        record,
        Party,
        code=country(record, "code", needed=True) or "",
        level=record.code("level", PartyLevel, PartyLevel.STATE),
    )


def _event(record: Record) -> Event:
    return _closed(
        record,
        Event,
        type=record.code("type", EventType),
        date=partial_date(record.record("date")),
        place=locality(record.record("place")),
    )


def _person(record: Record) -> Person:
    return _closed(
        record,
        Person,
        name=record.text("name"),
        office=record.wording("office") or Wording({}, record.at),
        party=country(record, "party"),
        part=record.code("part", PersonPart),
        event=record.text("event"),
        variants=record.strings("variants"),
    )


def _provision(record: Record) -> Provision:
    return _closed(
        record,
        Provision,
        code=record.code("code", ProvisionCode),
        label=record.required_wording("label"),
        who=record.wording("who"),
        when=record.wording("when"),
        payer=record.wording("payer"),
    )


def _plain_fact(record: Record) -> Fact:
    return _closed(record, Fact)


def _aspect(record: Record) -> BodyAspect:
    venues = tuple(found for item in record.records("venues", "a venue") if (found := locality(item)))
    return _closed(record, BodyAspect, aspect=record.code("aspect", Aspect), venues=venues)


def _follow_up_and_others(record: Record) -> FollowUpBody:
    """Return the body as the brief tells it, with what other sources say instead."""
    return _follow_up(record, _many(record, "others", "another value", _follow_up))


def _follow_up(record: Record, others: tuple[FollowUpBody, ...] = ()) -> FollowUpBody:
    return _closed(
        record,
        FollowUpBody,
        name=record.required_wording("name"),
        level=record.optional_code("level", PartyLevel),
        aspects=_many(record, "aspects", "an aspect", _aspect),
        others=others,
    )


def _clause(record: Record) -> Clause:
    return _closed(record, Clause, code=record.code("code", ClauseCode))


def _context(record: Record) -> ContextStatement:
    date = partial_date(record.record("date"))
    return _closed(record, ContextStatement, kind=record.code("kind", ContextKind), date=date)
