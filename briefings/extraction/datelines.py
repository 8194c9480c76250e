"""The dateline of a report or communiqué: the city and the day that a text is written from, before its first words.

“LIMA, Dec. 22 (Agency) --”, « Conakry, le 17 novembre 2022 ». It says where the writer is, so it names no party, and
its day is that of the accord only where the text says “today”; its city is that of the signing where the text says
“here”, or where the sentence that follows tells of a signing by that city's own state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 - “date” is what the functions here are given

from msgspec import Struct
from msgspec.structs import replace

from briefings.extraction.found import DateKind, FoundDate
from briefings.extraction.letters import CAPITALS
from briefings.extraction.places import Locale, locale_before
from briefings.extraction.reading import Reading
from briefings.extraction.relative_dates import weekday_number
from briefings.patterns import compiled
from briefings.vocabulary.gazetteer import Mention
from briefings.vocabulary.places import PlaceKind, find_place

_CITY = rf"[{CAPITALS}][^\W\d_]*(?:['’.-][^\W\d_]+){{0,3}}"
_DATELINE = compiled(
    rf"(?m)^[^\S\n]*(?P<city>{_CITY}(?: {_CITY}){{0,3}})(?P<rest>[^\n]{{0,80}}?)"
    r"(?P<end>\s?(?:--|[—–])\s|\s-\s|\.\s[—–-]\s|(?<=[\d)\].|]):\s|\s\|\s|(?<=\d)\.?(?=\n)|(?=\n[^\n]{0,12}\d{1,2}[^\n]{4,16}\n))"
)
#: All that may stand between the city and the dash: brackets, a country, figures, capitals, months and small words.
_BRACKETS = compiled(r"[(\[][^)\]\n]{0,40}[)\]]")
_MONTH = compiled(
    r"\b(?:jan|feb|f[ée]v|mar|apr|avr|may|mai|jun|jui|jul|aug|ao[ûu]|sep|oct|nov|dec|d[ée]c)[^\W\d_]*\.?|\b(?:le|the|er|st|nd"
    r"|rd|th|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w+day)\b",
    re.IGNORECASE,
)
_AGENCY = compiled(rf"\b[{CAPITALS}][{CAPITALS}.]+\b|\d+|[\s.,|/-]+")
_TODAY = compiled(
    r"today|earlier today|aujourd['’]hui|ce jour|this (?:morning|afternoon|evening)|ce (?:matin|soir)|cet après-midi",
    re.IGNORECASE,
)
#: A dateline opens the text, or the first paragraph behind a headline and a byline.
_FAR = 700


class Dateline(Struct, frozen=True):
    """Where a text is written, and the stretch that says so."""

    start: int
    end: int
    place: Locale


def dateline(reading: Reading) -> Dateline | None:
    """Return the text's dateline, or ``None`` where it has none that names a capital or a country."""
    return reading.once(_found)


def placed_in_text(reading: Reading, start: int, end: int) -> list[Mention]:
    """Return the places named between two offsets, those of the dateline left out."""
    line = dateline(reading)
    named = reading.mentions_in(start, end)
    return [one for one in named if not line or not line.start <= one.start < line.end]


def day_written(reading: Reading, dates: Sequence[FoundDate]) -> FoundDate | None:
    """Return the day that the text itself was written on: that of its dateline, or of a last line such as a speech has.

    ``None`` where neither stands there with a day and a month.
    """
    line = dateline(reading)
    heading = [one for one in dates if line and line.start <= one.start < line.end]
    heading += [one for one in dates[:1] if one.start < _FAR and _stands_alone(reading.text, one)]
    last = [one for one in dates[-1:] if not reading.text[one.end :].strip(" .\n")]
    closing = [one for one in last if locale_before(reading, one.start)]
    return next((one for one in (*heading, *closing) if one.kind is DateKind.EXACT), None)


def _stands_alone(text: str, date: FoundDate) -> bool:
    """Return whether a date is a line of its own, as under the heading of a speech or release."""
    low, high = text.rfind("\n", 0, date.start) + 1, text.find("\n", date.end)
    return high > 0 and not text[low : date.start].strip() and not text[date.end : high].strip(" .")


def without_dateline(reading: Reading, dates: Sequence[FoundDate]) -> tuple[FoundDate, ...]:
    """Return the dates of a text without that of its dateline, which says when it was written."""
    line = dateline(reading)
    kept = [one for one in dates if not line or not line.start <= one.start < line.end]
    return tuple(one for one in kept if one.start >= _FAR or not _stands_alone(reading.text, one))


def on_the_day(date: FoundDate, written: FoundDate | None) -> FoundDate:
    """Return the day a text was written on for its “today”; any other date, and a day worked out, as it is."""
    if written is None or date.month is not None or not (_TODAY.fullmatch(date.raw) or _same_weekday(date, written)):
        return date
    return replace(written, rule=f"{date.rule} + {written.rule}")


def _same_weekday(date: FoundDate, written: FoundDate) -> bool:
    """Return whether a weekday is that of the day, with its year, that the text was written on."""
    if date.kind is not DateKind.WEEKDAY or not (written.day and written.month and written.year):
        return False
    if not date.raw.isalpha():
        return False
    try:
        day = Date(written.year, written.month, written.day)
    except ValueError:
        return False
    return weekday_number(date.raw) == day.weekday()


def is_state(code: str) -> bool:
    """Return whether a code is a state's: EU and UN are two letters too."""
    known = find_place(code)
    return known is not None and known.kind is not PlaceKind.ORGANISATION


def _found(reading: Reading) -> Dateline | None:
    for match in _DATELINE.finditer(reading.text, 0, min(len(reading.text), _FAR)):
        start, end = match.span("city")
        named = reading.mentions_in(start, match.end())
        capital = named[0] if named and named[0].start == start and named[0].kind == "capital" else None
        behind = named[1:] if capital else named
        if (capital and capital.end < end) or not _is_dateline(match.group("rest"), behind, match.start("rest")):
            continue
        if capital:
            return Dateline(match.start(), match.end(), Locale(start, end, reading.text[start:end], capital.code))
        if behind and behind[0].kind == "name" and behind[0].start >= end:
            place = Locale(start, behind[0].end, reading.text[start:end], behind[0].code)
            return Dateline(match.start(), match.end(), place)
    return None


def _is_dateline(rest: str, named: tuple[Mention, ...] | list[Mention], start: int) -> bool:
    for one in reversed(named):
        if one.start >= start:
            rest = rest[: one.start - start] + rest[one.end - start :]
    return not _AGENCY.sub("", _MONTH.sub("", _BRACKETS.sub("", rest)))
