"""When two facts say the same: by what they record, whatever their words, ids and sources."""

from __future__ import annotations

from typing import Any

from briefings.evidence import Locality, PartialDate, Wording
from briefings.extraction.person_names import same_person
from briefings.facts import (
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
from briefings.vocabulary.codes import ReviewState
from briefings.vocabulary.triggers import plain

Parts = dict[str, Any]


def same_value(one: Fact, other: Fact) -> bool:
    """Return whether two facts record the same value.

    Of dates and places one may say less than the other; names of people may be worded in two ways. Two wordings in
    different languages cannot be told apart, and are taken for the same.
    """
    if type(one) is not type(other) or one.positive is not other.positive:
        return False
    match one, other:
        case Event(), Event():
            ours, theirs = _parts(one), _parts(other)
            return one.type is other.type and (_within(ours, theirs) or _within(theirs, ours))
        case Person(), Person():
            return one.part is other.part and _agree(one.party, other.party) and _same_person(one, other)
        case FollowUpBody(), FollowUpBody():
            return _agree(one.level, other.level) and _worded_alike(one.name, other.name)
        case (Clause(), Clause()) | (ContextStatement(), ContextStatement()):
            return _codes(one) == _codes(other) and _worded_alike(one.text, other.text, alone=isinstance(one, Clause))
    return bool(_codes(one)) and _codes(one) == _codes(other)


def says_more(one: Fact, other: Fact) -> bool:
    """Return whether the first event gives parts of date and place that the second leaves open, and all it gives."""
    if not (isinstance(one, Event) and isinstance(other, Event)):
        return False
    ours, theirs = _parts(one), _parts(other)
    return len(ours) > len(theirs) and _within(theirs, ours)


def is_drafted_again(recorded: Fact, proposed: Fact) -> bool:
    """Return whether a proposal is a fact that the record has, as it was proposed or as the desk edited it.

    What was rejected does not stand for a proposal that says more.
    """
    if type(recorded) is not type(proposed):
        return False
    if recorded.review.state is ReviewState.REJECTED and says_more(proposed, recorded):
        return False
    if same_value(recorded, proposed):
        return True
    by_words = recorded.review.state is ReviewState.EDITED or isinstance(recorded, Clause | ContextStatement)
    if isinstance(recorded, Clause) and _codes(recorded) != _codes(proposed):
        return False
    return by_words and _quotes_the_same(recorded, proposed)


def _quotes_the_same(one: Fact, other: Fact) -> bool:
    """Return whether a quotation of one fact stands within one of the other's, or holds it."""
    return any(
        ours.source == theirs.source
        and (plain(ours.exact) in plain(theirs.exact) or plain(theirs.exact) in plain(ours.exact))
        for ours in one.evidence
        for theirs in other.evidence
    )


def _codes(fact: Fact) -> tuple[object, ...]:
    """Return the codes that a fact records; none for a plain fact, of which there is no telling."""
    match fact:
        case Instrument():
            return (fact.type, fact.state)
        case Party() | Provision() | Clause():
            return (fact.code,)
        case BodyAspect():
            return (fact.aspect, frozenset(plain(venue.city or venue.country or "") for venue in fact.venues))
        case ContextStatement():
            return (ContextStatement,)
    return ()


def _parts(event: Event) -> Parts:
    return {**_date_parts(event.date), **_place_parts(event.place)}


def _date_parts(date: PartialDate | None) -> Parts:
    parts = {part: getattr(date, part, None) for part in ("day", "month", "year")}
    if date and not any(parts.values()):
        parts["raw"] = plain(date.raw)
    return {part: value for part, value in parts.items() if value is not None}


def _place_parts(place: Locality | None) -> Parts:
    parts = {"city": plain(place.city) if place and place.city else None, "country": place.country if place else None}
    return {part: value for part, value in parts.items() if value is not None}


def _within(less: Parts, more: Parts) -> bool:
    return bool(less) and less.items() <= more.items()


def _same_person(one: Person, other: Person) -> bool:
    if one.name and other.name:
        akin = one.party is not None and one.party == other.party
        # Of two names of one length, either may be the one with initials.
        return same_person(one.name, other.name, akin) or same_person(other.name, one.name, akin)
    return not one.name and not other.name and _worded_alike(one.office, other.office)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _worded_alike(one: Wording, other: Wording, alone: bool = True) -> bool:
    """Return whether two wordings have the same words in a language, or share none.

    With ``alone`` the words of one may stand within the other's.
    """
    shared = [
        (plain(words).strip(" ."), plain(others).strip(" ."))
        for language, words in one.texts.items()
        if (others := other.texts.get(language))
    ]
    if not shared:
        return alone
    return any(ours == theirs or (alone and (ours in theirs or theirs in ours)) for ours, theirs in shared)
