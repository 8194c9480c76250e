"""Every recorded value must follow from the characters inside the quotation; a fact cannot say more than its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any

from briefings.checks.dates import date_complaints, deed_complaints
from briefings.checks.places import city_complaints, party_complaints
from briefings.checks.word_boundaries import stands
from briefings.errors import ExitCode, Location, Problem
from briefings.evidence import Locality, Quotation, Wording
from briefings.facts import (
    Accord,
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    Fact,
    FollowUpBody,
    Instrument,
    Judgement,
    Party,
    Person,
    Provision,
    Statement,
)
from briefings.patterns import compiled
from briefings.vocabulary.codes import FactStatus
from briefings.vocabulary.gazetteer import names_place
from briefings.vocabulary.triggers import bears

_NUMBER = compiled(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
Complaint = tuple[str, str]
"""What does not follow, and how it was looked for."""


def check_values(fact: Fact, accord: Accord, quotations: tuple[Quotation, ...]) -> list[Problem]:
    """Return a problem for each value of a fact that its quotations do not bear."""
    if fact.status is FactStatus.INFERENCE:
        return [*_inferred(fact, accord)]
    if not quotations:
        return []  # told as missing evidence
    texts = tuple(quotation.text for quotation in quotations)
    check = _CHECKS.get(type(fact), _no_value)
    languages = {quotation.language for quotation in quotations}
    complaints = [*check(fact, texts, languages), *_dated(fact, accord, quotations), *_numbers(fact.text, texts)]
    return [_problem(fact, what, hint) for what, hint in complaints]


def check_restatement(statement: Statement | Judgement, accord: Accord) -> list[Problem]:
    """Return a problem for each number of a restatement or judgement that none of the facts it rests on holds."""
    texts = basis_texts(statement, accord)
    return [
        Problem(ExitCode.DOSSIER, f"{what} (statement “{statement.id}”)", statement.at, hint)
        for wording in statement.wordings()
        for what, hint in _numbers(wording, texts)
    ]


def basis_texts(statement: Statement | Judgement, accord: Accord) -> list[str]:
    """Return the words, in every language, of the facts and gaps that a statement rests on."""
    basis = set(statement.basis)
    texts = [text for fact in accord.facts() if fact.id in basis for text in fact.text.texts.values()]
    return texts + [text for gap in accord.gaps if gap.id in basis for text in gap.question.texts.values()]


def _instrument(fact: Instrument, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    yield from _code(fact.type, texts, "type")
    yield from _code(fact.state, texts, "state")
    if fact.title and not stands(fact.title, texts):
        yield f"title “{fact.title}” is not in the quotation", "give the title as worded"


def _party(fact: Party, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    yield from _country(fact.code, texts)


def _event(fact: Event, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    yield from _code(fact.type, texts, "type")
    if fact.place:
        yield from _place(fact.place, texts)


def _person(fact: Person, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    if fact.name and not stands(fact.name, texts):
        yield f"name “{fact.name}” is not in the quotation", "write the name as worded; other spellings go to variants"
    if fact.party:
        yield from _country(fact.party, texts)
        yield from party_complaints(fact, fact.party, texts)
    yield from _worded("office", fact.office, texts, languages)


def _provision(fact: Provision, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    yield from _code(fact.code, texts, "code")
    for wording in (fact.who, fact.when, fact.payer):
        if wording:
            yield from _numbers(wording, texts)


def _clause(fact: Clause, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    yield from _code(fact.code, texts, "code")


def _body(fact: FollowUpBody, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    yield from _worded("name", fact.name, texts, languages)


def _aspect(fact: BodyAspect, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    yield from _code(fact.aspect, texts, "aspect")
    for venue in fact.venues:
        yield from _place(venue, texts)


def _dated(fact: Fact, accord: Accord, quotations: tuple[Quotation, ...]) -> Iterator[Complaint]:
    """Yield what of a fact's date does not follow, or that it is the date of something else."""
    if not isinstance(fact, Event | ContextStatement) or fact.date is None:
        return
    texts = tuple(quotation.text for quotation in quotations)
    published = {source.id: source.published for source in accord.sources}
    days = [published.get(quotation.source) for quotation in quotations]
    yield from date_complaints(fact.date, texts, {quotation.language for quotation in quotations}, days)
    if isinstance(fact, Event):
        yield from deed_complaints(fact.type, fact.date.raw, texts)


def _no_value(fact: Fact, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    return iter(())


_CHECKS: dict[type[Fact], Callable[[Any, tuple[str, ...], set[str]], Iterator[Complaint]]] = {
    Instrument: _instrument,
    Party: _party,
    Event: _event,
    Person: _person,
    Provision: _provision,
    Clause: _clause,
    FollowUpBody: _body,
    BodyAspect: _aspect,
}


def _code(code: Enum, texts: tuple[str, ...], key: str) -> Iterator[Complaint]:
    if texts and not any(bears(text, code) for text in texts):
        yield f"{key} “{code.value}” does not follow from the quotation", "quote the words that show it"


def _country(code: str, texts: tuple[str, ...]) -> Iterator[Complaint]:
    if not any(names_place(text, code) for text in texts):
        yield f"country {code} does not follow from the quotation", "quote its name, its adjective or its capital"


def _place(place: Locality, texts: tuple[str, ...]) -> Iterator[Complaint]:
    if place.city and not any(stands(name, texts) for name in (place.city, *place.names.values())):
        yield f"city “{place.city}” is not in the quotation", "quote the words that name it"
    if place.country:
        yield from _country(place.country, texts)
        if place.city:
            yield from city_complaints(place.city, place.country, texts)


def _worded(key: str, wording: Wording, texts: tuple[str, ...], languages: set[str]) -> Iterator[Complaint]:
    """A value given as worded must stand in the quotation in the source's own language."""
    for language in languages:
        words = wording.in_language(language)
        if words and not stands(words, texts):
            yield f"{key} “{words}” is not in the quotation", f"give the {key} in “{language}” as the source words it"


def _numbers(wording: Wording, texts: Iterable[str]) -> Iterator[Complaint]:
    known = {number for text in texts for number in _NUMBER.findall(text)}
    for language, words in wording.texts.items():
        for number in dict.fromkeys(_NUMBER.findall(words)):
            if number not in known:
                yield (
                    f"number {number} in the “{language}” wording does not follow from its evidence",
                    "quote the words that give it",
                )


def _inferred(fact: Fact, accord: Accord) -> Iterator[Problem]:
    """An inference may combine what its facts say; it may not add a date, a place or a number to them."""
    basis = [other for other in accord.facts() if other.id in fact.derived_from]
    texts = [text for other in basis for text in other.text.texts.values()]
    for what, hint in _numbers(fact.text, texts):
        yield _problem(fact, what, hint)
    if isinstance(fact, Event | ContextStatement):
        yield from _inferred_date(fact, basis)
    if isinstance(fact, Event):
        yield from _inferred_city(fact, basis)


def _inferred_date(fact: Event | ContextStatement, basis: Iterable[Fact]) -> Iterator[Problem]:
    dates = [other.date for other in basis if isinstance(other, Event | ContextStatement) and other.date]
    for part in ("day", "month", "year"):
        value = getattr(fact.date, part, None)
        if value and value not in {getattr(date, part) for date in dates}:
            yield _problem(
                fact, f"{part} {value} is in none of the facts it is derived from", "name the event that has it"
            )


def _inferred_city(fact: Event, basis: Iterable[Fact]) -> Iterator[Problem]:
    cities = {other.place.city for other in basis if isinstance(other, Event) and other.place}
    if fact.place and fact.place.city and fact.place.city not in cities:
        hint = "name the event that has it"
        yield _problem(fact, f"city “{fact.place.city}” is in none of the facts it is derived from", hint)


def _problem(fact: Fact, what: str, hint: str) -> Problem:
    at: Location = fact.evidence[0].at if fact.evidence else fact.at
    return Problem(ExitCode.DOSSIER, f"{what} (fact “{fact.id}”)", at, hint)
