"""Dates that a text counts from its own day: weekdays, “hier”, “last month”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from briefings.extraction.found import DateKind, FoundDate
from briefings.extraction.reading import Reading
from briefings.extraction.word_lists import words

_WEEKDAYS = {
    **dict.fromkeys(("lundi", "monday"), 0),
    **dict.fromkeys(("mardi", "tuesday"), 1),
    **dict.fromkeys(("mercredi", "wednesday"), 2),
    **dict.fromkeys(("jeudi", "thursday"), 3),
    **dict.fromkeys(("vendredi", "friday"), 4),
    **dict.fromkeys(("samedi", "saturday"), 5),
    **dict.fromkeys(("dimanche", "sunday"), 6),
}
_DAYS = {
    **dict.fromkeys(("hier", "yesterday"), -1),
    **dict.fromkeys(("avant-hier", "the day before yesterday"), -2),
    **dict.fromkeys(("aujourd'hui", "ce jour", "today", "this morning", "ce matin", "this afternoon"), 0),
    **dict.fromkeys(("demain", "tomorrow"), 1),
    **dict.fromkeys(("après-demain", "the day after tomorrow"), 2),
}
_PERIODS = {
    **dict.fromkeys(("le mois dernier", "last month"), ("month", -1)),
    **dict.fromkeys(("ce mois-ci", "this month"), ("month", 0)),
    **dict.fromkeys(("le mois prochain", "next month"), ("month", 1)),
    **dict.fromkeys(("l'an dernier", "l'année dernière", "last year"), ("year", -1)),
    **dict.fromkeys(("cette année", "this year"), ("year", 0)),
    **dict.fromkeys(("l'an prochain", "l'année prochaine", "next year"), ("year", 1)),
    **dict.fromkeys(("la semaine dernière", "last week"), ("week", -1)),
    **dict.fromkeys(("cette semaine", "this week"), ("week", 0)),
    **dict.fromkeys(("la semaine prochaine", "next week"), ("week", 1)),
}
_WORDS = sorted([*_DAYS, *_PERIODS], key=len, reverse=True)
_RELATIVE = re.compile(
    r"\b(?:(?P<before>last|next|this|past|ce)\s+)?(?P<weekday>" + "|".join(_WEEKDAYS) + r")"
    r"(?:\s+(?P<behind>dernier|prochain|last|next))?(?![\w-])"
    r"|\b(?P<words>" + "|".join(words.replace("'", "['’]").replace(" ", r"\s") for words in _WORDS) + r")(?![\w-])",
    re.IGNORECASE,
)
_KEYS = words(
    "lund mard merc jeud vend same dima mond tues wedn thur frid satu sund hier avan aujo ce toda yest dema tomo apre",
    "le last this next l cett la past the",
)
#: “Sunday school”, “Good Friday”: part of a name, and no day.
_NAMED = re.compile(r"\b(?:Good|Black|Palm|Easter|Bloody)\s\Z")


def relative_dates(reading: Reading, published: date | None) -> Iterator[FoundDate]:
    """Yield weekdays and relative dates; their parts are filled only from a day of publication.

    A bare weekday is then the last such day up to the publication; “next” and “prochain” the first one behind it. A
    week gives no part, since no day of it is said.
    """
    text = reading.text
    for match in reading.matches(_RELATIVE, _KEYS):
        if _NAMED.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        day, month, year = _resolved(match, published) if published else (None, None, None)
        yield FoundDate(
            start=match.start(),
            end=match.end(),
            rule="dates.weekday" if match.group("weekday") else "dates.relative",
            day=day,
            month=month,
            year=year,
            raw=match.group(),
            kind=DateKind.WEEKDAY if match.group("weekday") else DateKind.RELATIVE,
            resolved_from=published.isoformat() if published and (day or month or year) else None,
        )


def _resolved(match: re.Match[str], published: date) -> tuple[int | None, int | None, int | None]:
    try:
        if match.group("weekday"):
            day = _weekday(match, published)
            return day.day, day.month, day.year
        words = re.sub(r"\s", " ", match.group("words").casefold().replace("’", "'"))
        if words in _DAYS:
            day = published + timedelta(days=_DAYS[words])
            return day.day, day.month, day.year
    except OverflowError:
        return None, None, None
    unit, step = _PERIODS[words]
    if unit == "year":
        return None, None, published.year + step
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return None, months % 12 + 1, months // 12
    return None, None, None


def weekday_number(word: str) -> int | None:
    """Return 0 for Monday to 6 for Sunday, in either language; ``None`` for another word."""
    return _WEEKDAYS.get(word.casefold())


def _weekday(match: re.Match[str], published: date) -> date:
    wanted = _WEEKDAYS[match.group("weekday").casefold()]
    back = (published.weekday() - wanted) % 7
    said = ((match.group("before") or "") + (match.group("behind") or "")).casefold()
    if said in ("next", "prochain"):
        return published + timedelta(days=7 - back)
    if said in ("last", "dernier", "past"):
        back = back or 7
    return published - timedelta(days=back)
