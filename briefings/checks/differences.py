"""When two facts of one subject give different values: what is only said with fewer words or parts does not differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from briefings.evidence import Locality, PartialDate, Wording
from briefings.facts import BodyAspect, Event, Fact, FollowUpBody, Instrument, Person
from briefings.patterns import compiled
from briefings.vocabulary.codes import EventType, PersonPart
from briefings.vocabulary.triggers import plain

#: Events that an accord has once. Of the others two may be told of that are not the same.
_ONCE = frozenset({EventType.SIGNATURE, EventType.ENTRY_INTO_FORCE})
#: Parts that one person cannot take at one event; a host may sign, a signatory may speak.
_EXCLUSIVE = (
    frozenset({PersonPart.SIGNATORY, PersonPart.ATTENDEE}),
    frozenset({PersonPart.HOST, PersonPart.GUEST}),
)
_WORD = compiled(r"\w+")
#: Says nothing of its own.
_OPEN = "other"


def codes_differ(name: str) -> Callable[[Fact, Fact], bool]:
    """Return what tells whether two facts have different codes in a field; “other” and no code fit any."""

    def differ(one: Fact, other: Fact) -> bool:
        values = [getattr(each, name) for each in (one, other)]
        said = [getattr(value, "value", value) for value in values]
        return all(said) and _OPEN not in said and said[0] != said[1]

    return differ


def titles_differ(languages: Mapping[str, str]) -> Callable[[Instrument, Instrument], bool]:
    """Return what tells whether two titles differ: a title in another language is no other title.

    ``languages`` holds the language of each source by its id.
    """

    def tongues(fact: Instrument) -> set[str | None]:
        return {languages.get(evidence.source) for evidence in fact.evidence}

    def differ(one: Instrument, other: Instrument) -> bool:
        return bool(tongues(one) & tongues(other)) and _words_differ(one.title or "", other.title or "")

    return differ


def dates_differ(one: Event, other: Event) -> bool:
    """Return whether two events of one type are one event on different days.

    Visits, meetings, ratifications and announcements are one event where place and month are the same.
    """
    first, second = one.date, other.date
    if first is None or second is None or not _parts_differ(first, second, ("day", "month", "year")):
        return False
    if one.type in _ONCE:
        return True
    same_month = first.month is not None and first.month == second.month
    return same_month and not _parts_differ(first, second, ("year",)) and _is_same_city(one.place, other.place)


def places_differ(one: Event, other: Event) -> bool:
    """Return whether two events of one type are one event in different places.

    Visits, meetings, ratifications and announcements are one event where they are told of the same day.
    """
    if one.place is None or other.place is None or not _localities_differ(one.place, other.place):
        return False
    return one.type in _ONCE or _is_same_day(one.date, other.date)


def offices_differ(one: Person, other: Person) -> bool:
    """Return whether a person is given different offices, in each language that both are worded in."""
    return not _at_other_event(one, other) and _wordings_differ(one.office, other.office)


def parts_differ(one: Person, other: Person) -> bool:
    """Return whether a person is given two parts that nobody takes at once."""
    return not _at_other_event(one, other) and frozenset({one.part, other.part}) in _EXCLUSIVE


def bodies_differ(one: FollowUpBody, other: FollowUpBody) -> bool:
    """Return whether the follow-up body has different names, in each language that both are worded in."""
    return _wordings_differ(one.name, other.name)


def venues_differ(one: BodyAspect, other: BodyAspect) -> bool:
    """Return whether the body is to meet in different places; to name fewer of them is no difference."""
    return not _is_held(one.venues, other.venues) and not _is_held(other.venues, one.venues)


def _is_held(venues: Iterable[Locality], others: Iterable[Locality]) -> bool:
    held = tuple(others)
    return all(any(not _localities_differ(venue, other) for other in held) for venue in venues)


def _parts_differ(one: PartialDate, other: PartialDate, parts: Iterable[str]) -> bool:
    pairs = ((getattr(one, part), getattr(other, part)) for part in parts)
    return any(first is not None and second is not None and first != second for first, second in pairs)


def _is_same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None or one.day is None or one.month is None:
        return False
    return (one.day, one.month) == (other.day, other.month) and not _parts_differ(one, other, ("year",))


def _localities_differ(one: Locality, other: Locality) -> bool:
    first, second = _cities(one), _cities(other)
    if first and second:
        return not first & second
    return bool(one.country and other.country) and one.country != other.country


def _is_same_city(one: Locality | None, other: Locality | None) -> bool:
    return one is not None and other is not None and bool(_cities(one) & _cities(other))


def _cities(place: Locality) -> set[str]:
    return {plain(name) for name in (place.city, *place.names.values()) if name}


def _at_other_event(one: Person, other: Person) -> bool:
    return bool(one.event and other.event) and one.event != other.event


def _wordings_differ(one: Wording, other: Wording) -> bool:
    shared = [language for language in one.texts if language in other.texts]
    return bool(shared) and all(_words_differ(one.texts[each], other.texts[each]) for each in shared)


def _words_differ(one: str, other: str) -> bool:
    """Return whether neither of two texts has all words of the other, whatever their order."""
    first, second = (set(_WORD.findall(plain(text))) for text in (one, other))
    return not first <= second and not second <= first


def value_of(field: str, fact: Any) -> str:
    """Return the value that a fact gives for a field, as a remark names it: in the first language of the record."""
    value = getattr(fact, "positive" if field == "polarity" else field, None)
    match value:
        case bool():
            return "agreed" if value else "excluded"
        case PartialDate():
            return value.raw
        case Locality():
            return value.city or value.country or ""
        case Wording():
            return next(iter(value.texts.values()), "")
        case tuple():
            return " and ".join(venue.city or venue.country or "" for venue in value)
    return str(getattr(value, "value", value) or "not given")
