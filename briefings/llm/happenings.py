"""An answer's events and people: it points at words, and date, place, party and part are read there by the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from briefings.extraction.as_facts import event_findings, person_findings
from briefings.extraction.dates import find_dates
from briefings.extraction.found import DateUse, FoundDate, FoundPerson, FoundPlace, PlaceUse
from briefings.extraction.holding import Finding
from briefings.extraction.offices import OFFICE, SOVEREIGN
from briefings.extraction.parts import Parts
from briefings.extraction.person_names import name_at
from briefings.extraction.places import Locale, locale_at, locale_before
from briefings.extraction.scope import Part
from briefings.llm.answer import ToldEvent, ToldPerson
from briefings.llm.ground import Ground, Stretch, Unborne, bounds, shortened
from briefings.patterns import compiled
from briefings.vocabulary.codes import EventType, InstrumentState, InstrumentType, PersonPart

#: Events that the rules must see in the sentence as a state of the accord.
_AS_STATE = {
    EventType.RATIFICATION: InstrumentState.RATIFIED,
    EventType.ENTRY_INTO_FORCE: InstrumentState.IN_FORCE,
    EventType.ANNOUNCEMENT: InstrumentState.ANNOUNCED,
}
_AROUND = (EventType.VISIT, EventType.MEETING)
_PREPOSITION = compiled(r"\b(?:à|au|aux|en|at|in|a)\s", re.IGNORECASE)
Where = TypeVar("Where", FoundDate, Locale)
#: Between a name and an office that belong together.
_MOST_BETWEEN = 60
_PARTED = compiled(r"[;:.!?]|\b(?:et|and|with|avec)\b")
_CAPITALS = compiled(r"[A-ZÀ-Þ].*[A-ZÀ-Þ]", re.DOTALL)
_SPACE = compiled(r"\s")


def event(ground: Ground, told: ToldEvent, accord: InstrumentType | None) -> Iterator[Finding]:
    """Yield an event with the date and place that its own sentence gives it; one with neither is not told.

    ``accord`` is the type of the accord: a signature in a sentence that names only accords of other types is theirs.
    """
    shown = ground.stretch(told.shown)
    named = {one.type for one in ground.accords if one.sentence == shown.sentence}
    if told.type is EventType.SIGNATURE and named and accord not in (*named, None, InstrumentType.SOFA):
        raise Unborne("value", "the sentence names only accords of another type")
    _check_happened(ground, told.type, shown)
    date = _date(ground, shown, told.date) if told.date else None
    place = _place(ground, shown, told.place, date, told.type) if told.place else None
    if date is None and place is None:
        raise Unborne("value", f"a {told.type.value} without date or place says nothing more than the accord does")
    beside = [bounds(shown), bounds(ground.whole(shown.sentence))]
    yield from event_findings(ground.gate, [told.type], date, place, beside)


def _check_happened(ground: Ground, type_: EventType, shown: Stretch) -> None:
    said = shortened(ground.words(shown))
    if type_ is EventType.SIGNATURE and not ground.is_signed(shown.sentence):
        raise Unborne("value", f"the sentence of “{said}” does not say that this accord was signed")
    if type_ in _AS_STATE and (_AS_STATE[type_], shown.sentence) not in ground.states:
        raise Unborne("value", f"“{said}” does not show this accord's {type_.value}")
    if type_ in _AROUND and ground.passages[shown.sentence].part is Part.BACKGROUND:
        raise Unborne("scope", "the sentence is background to the accord")
    if type_ is EventType.OTHER:
        raise Unborne("value", "an event of no known kind proves nothing")


def _date(ground: Ground, shown: Stretch, words: str) -> FoundDate:
    """Return the date that the rules read where the answer points; a date of another text is none."""
    whole = ground.whole(shown.sentence)
    places = ground.every(bounds(whole), words, "in the sentence of the event")
    dates = [
        date
        for date in find_dates(ground.reading)
        if whole.start <= date.start < whole.end and date.use is not DateUse.BACKGROUND
    ]
    meant = [date for date in dates if any(date.start < end and start < date.end for start, end in places)]
    if not meant:
        raise Unborne("value", f"“{shortened(words)}” is no date of this accord")
    return _nearest(shown, meant, dates)


def _place(ground: Ground, shown: Stretch, words: str, date: FoundDate | None, type_: EventType) -> FoundPlace:
    """Return the place that the rules read where the answer points, with its country where that is said or known."""
    whole = ground.whole(shown.sentence)
    named = ground.every(bounds(whole), words, "in the sentence of the event")
    places = list(_places(ground, whole, date))
    meant = [place for place in places if any(place.start < end and start < place.end for start, end in named)]
    if not meant:
        raise Unborne("value", f"“{shortened(words)}” is not worded as a place")
    found = _nearest(shown, meant, places)
    use = PlaceUse.SIGNATURE if type_ is EventType.SIGNATURE else PlaceUse.MEETING
    return FoundPlace(
        start=found.start, end=found.end, rule=ground.rule, city=found.city, country=found.country, use=use
    )


def _places(ground: Ground, whole: Stretch, date: FoundDate | None) -> Iterator[Locale]:
    """Yield the places that a sentence words behind a preposition, then the one that heads its date."""
    for word in _PREPOSITION.finditer(ground.source.text, *bounds(whole)):
        if found := locale_at(ground.reading, word.start()):
            yield found
    if date and (found := locale_before(ground.reading, date.start)):
        yield found


def _nearest(shown: Stretch, meant: Sequence[Where], every: Sequence[Where]) -> Where:
    """Return what was meant; raise ``Unborne`` where something of the kind stands nearer to the words of the event."""

    def distance(one: Where) -> int:
        return max(one.start - shown.end, shown.start - one.end, 0)

    best = min(meant, key=distance)
    if distance(best) > min(map(distance, every)):
        raise Unborne("value", "the sentence gives another one nearer to the words of the event")
    return best


def person(ground: Ground, told: ToldPerson, number: int) -> Iterator[Finding]:
    """Yield a person whose name and office stand side by side; party and part only as the words say them."""
    shown = ground.stretch(told.shown)
    single = bool(told.office and SOVEREIGN.search(told.office.casefold()))
    name = _name(ground, shown, told.name, single) if told.name else None
    office = _office(ground, shown, told.office) if told.office else None
    ends = [end for end in (name, office) if end]
    if not ends:
        raise Unborne("value", "a person has a name or an office")
    if name:
        _check_beside(ground, name, office)
    start, end = min(low for low, _ in ends), max(high for _, high in ends)
    party = _party(ground, told, office, (start, end))
    part = Parts(ground.reading).of(start, end)
    if part is not told.part:
        ground.refuse("person", "part", f"the words do not say that the person is {told.part.value}", told.shown)
    if name is None and (part is not PersonPart.ATTENDEE or party is None):
        raise Unborne("value", "nobody is named, and nobody of a country is said to be present")
    text = ground.source.text
    found = FoundPerson(
        start=start,
        end=end,
        rule=ground.rule,
        name=text[name[0] : name[1]] if name else None,
        name_start=name[0] if name else None,
        role=text[office[0] : office[1]] if office else None,
        role_start=office[0] if office else None,
        party=party,
        part=part,
    )
    cue = next(iter(ground.signed(shown.sentence)), None)
    yield from person_findings(ground.gate, number, found, None, (cue.start, cue.end) if cue else None)


def _name(ground: Ground, shown: Stretch, words: str, single: bool) -> tuple[int, int]:
    """Return the whole name that the rules read where the answer points; one word alone where ``single`` allows it."""
    start, end = ground.within(bounds(shown), words, "in the quotation")
    found = name_at(ground.reading, start, single)
    if found is None or not (found[0] < end and end <= found[1]):
        raise Unborne("value", f"“{shortened(words)}” is not worded as a name")
    return found


def _office(ground: Ground, shown: Stretch, words: str) -> tuple[int, int]:
    start, end = ground.within(bounds(shown), words, "in the quotation")
    if not OFFICE.search(words):
        raise Unborne("value", f"“{shortened(words)}” names no office")
    return start, end


def _check_beside(ground: Ground, name: tuple[int, int], office: tuple[int, int] | None) -> None:
    """Raise ``Unborne`` for a name without an office of its own beside it.

    Any two words with capitals may look like a name, and an office may be that of the name on its other side.
    """
    if office is None:
        raise Unborne("value", "no office stands beside the name")
    text = ground.source.text
    between = text[min(name[1], office[1]) : max(name[0], office[0])]
    if len(between) > _MOST_BETWEEN or _PARTED.search(between) or OFFICE.search(between) or _CAPITALS.search(between):
        raise Unborne("value", "name and office do not stand side by side")
    behind = _SPACE.match(text, office[1])
    if name[0] < office[0] and behind and name_at(ground.reading, behind.end(), single=True):
        raise Unborne("value", "the office is that of the name behind it")


def _party(ground: Ground, told: ToldPerson, office: tuple[int, int] | None, whole: tuple[int, int]) -> str | None:
    """Return whom a person acts for, where the office says it, or name and office together name one place alone."""
    code = told.party
    if code is None:
        return None
    for stretch in (office, whole):
        codes = {mention.code for mention in ground.reading.mentions_in(*stretch)} if stretch else set()
        if codes == {code}:
            return code
    ground.refuse("person", "value", f"the office does not say that it is one of {shortened(code, 20)}", told.shown)
    return None
