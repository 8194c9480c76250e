"""The one signature of an accord that a text bears: its date as far as stated, and its place or that of the meeting."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from briefings.extraction.datelines import dateline, day_written, on_the_day, without_dateline
from briefings.extraction.dates import find_dates
from briefings.extraction.found import DateUse, FoundDate, FoundPlace, PlaceUse
from briefings.extraction.notes import notes_signed
from briefings.extraction.places import Locale
from briefings.extraction.reading import Reading
from briefings.extraction.signing import OWN_WORDS, Signing, event_place, events, signings

#: Below this a text only speaks of a signature in passing.
_SURE = 20


#: A signing so much less sure than the surest is that of another accord.
_APART = 9


class Signature(Struct, frozen=True):
    """What a text says of the signature; all ``None`` where it says nothing."""

    date: FoundDate | None
    place: FoundPlace | None
    signing: Signing | None
    """What both were taken from, or ``None``."""
    others: tuple[FoundDate, ...]
    """Other dates of signature of the same accord, as in an exchange, in the order of the text."""


def find_signature(reading: Reading, published: date | None = None) -> Signature:
    """Return when and where the accord was signed, as far as the text says so.

    ``published`` is as for ``find_dates``. A weekday or relative date is returned as worded. Where no place of
    signature is said, the place is that of the meeting the text reports, and its use says so.
    """
    dates = find_dates(reading, published)
    told = signings(reading, without_dateline(reading, dates))
    noted = tuple(notes_signed(reading, dates))
    ranked = sorted((*told, *noted), key=Signing.order)
    sure = [one for one in ranked if one.rank >= _SURE]
    dated = next((one for one in sure if one.date and one.rank > sure[0].rank - _APART), None)
    chosen = dated or next((one for one in sure if one.place), None) or next(iter(sure), None)
    if chosen is None:
        return Signature(None, _meeting(reading, noted) or _written_in(reading, None), None, ())
    day = on_the_day(dated.date, day_written(reading, dates)) if dated and dated.date else None
    line = dateline(reading)
    written = line.place if line and day and line.start <= day.start < line.end else None
    place = chosen.place or written or _place_of(chosen, sure)
    reported = chosen.rank < OWN_WORDS
    meeting = (_meeting(reading, noted) or _written_in(reading, chosen)) if reported and not place else None
    others = tuple(one.date for one in sure if one.date and one.rank >= 48 and one is not dated and chosen.rank >= 48)
    return Signature(
        replace(day, use=DateUse.SIGNATURE) if day else None,
        _found(place, PlaceUse.SIGNATURE, "places.signature") if place else meeting,
        chosen,
        tuple(replace(other, use=DateUse.SIGNATURE) for other in others),
    )


def _place_of(chosen: Signing, sure: list[Signing]) -> Locale | None:
    """Return the place of another signing than the chosen one that is no other day's."""
    relative = chosen.date is not None and chosen.date.year is None and chosen.date.month is None
    told = (
        one
        for one in sure
        if one.place
        and _agree(one.date, chosen.date)
        and one.rank >= chosen.rank - 25
        and not (relative and one.date and one.date.year)
    )
    return next((one.place for one in told), None)


def _agree(one: FoundDate | None, other: FoundDate | None) -> bool:
    if one is None or other is None:
        return True
    parts = ((one.day, other.day), (one.month, other.month), (one.year, other.year))
    return all(None in pair or pair[0] == pair[1] for pair in parts)


def _meeting(reading: Reading, noted: tuple[Signing, ...]) -> FoundPlace | None:
    """Return where the parties met, or where a note was written; ``None`` where the text does not say."""
    for sentence in events(reading):
        if found := event_place(reading, sentence.start, sentence.end):
            return _found(found, PlaceUse.MEETING, "places.meeting")
    place = next((one.place for one in noted if one.place), None)
    return _found(place, PlaceUse.MEETING, "places.note") if place else None


def _written_in(reading: Reading, chosen: Signing | None) -> FoundPlace | None:
    """Return the city of the dateline where the sentence behind it names that city's state, and tells of the signing.

    Without a signing it must tell of a visit or a meeting.
    """
    line = dateline(reading)
    if line is None or line.place.country is None:
        return None
    first = reading.sentence_at(min(line.end, len(reading.text) - 1))
    own = [one for one in reading.mentions_in(line.end, first.end) if one.code == line.place.country]
    telling = [chosen.cue.start] if chosen else [one.start for one in events(reading)]
    told = any(first.start <= start < first.end for start in telling)
    return _found(line.place, PlaceUse.MEETING, "places.dateline") if told and own else None


def _found(place: Locale, use: PlaceUse, rule: str) -> FoundPlace:
    return FoundPlace(start=place.start, end=place.end, rule=rule, city=place.city, country=place.country, use=use)
