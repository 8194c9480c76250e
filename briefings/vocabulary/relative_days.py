"""Dates that a text counts from its own day of publication: weekdays, “hier”, “last month”; in French and English."""

from __future__ import annotations

import re
from datetime import date, timedelta

from briefings.patterns import compiled
from briefings.vocabulary.triggers import plain

#: Monday is 0.
WEEKDAYS = {
    **dict.fromkeys(("lundi", "monday"), 0),
    **dict.fromkeys(("mardi", "tuesday"), 1),
    **dict.fromkeys(("mercredi", "wednesday"), 2),
    **dict.fromkeys(("jeudi", "thursday"), 3),
    **dict.fromkeys(("vendredi", "friday"), 4),
    **dict.fromkeys(("samedi", "saturday"), 5),
    **dict.fromkeys(("dimanche", "sunday"), 6),
}
#: Days from the one of publication.
DAYS = {
    **dict.fromkeys(("hier", "yesterday"), -1),
    **dict.fromkeys(("avant-hier", "the day before yesterday"), -2),
    **dict.fromkeys(("aujourd'hui", "ce jour", "today", "this morning", "ce matin", "this afternoon"), 0),
    **dict.fromkeys(("demain", "tomorrow"), 1),
    **dict.fromkeys(("après-demain", "the day after tomorrow"), 2),
}
#: Months and years from those of publication; a week says no day.
PERIODS = {
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
_PLAIN_DAYS = {plain(words): step for words, step in DAYS.items()}
_PLAIN_PERIODS = {plain(words): step for words, step in PERIODS.items()}
_WEEKDAY = compiled(
    rf"(?:(?P<before>last|next|this|past|ce|le|on) )?(?P<day>{'|'.join(WEEKDAYS)})(?: (?P<behind>dernier|prochain|last|next))?"
)

Parts = tuple[int | None, int | None, int | None]
"""Day, month and year; ``None`` for a part that the words do not give."""


def resolved(words: str, published: date) -> Parts | None:
    """Return the day, month and year that a relative date means in a text of the given day; ``None`` if it is none.

    A bare weekday is the last such day up to the publication, that day included; “next” and “prochain” the first one
    behind it, “last” and “dernier” the last one before it.
    """
    said = " ".join(plain(words).split()).strip(" ,.")
    try:
        if weekday := _WEEKDAY.fullmatch(said):
            return _parts(_of_week(weekday, published))
        if said in _PLAIN_DAYS:
            return _parts(published + timedelta(days=_PLAIN_DAYS[said]))
    except OverflowError:
        return None
    if said not in _PLAIN_PERIODS:
        return None
    unit, step = _PLAIN_PERIODS[said]
    if unit == "week":
        return None, None, None
    if unit == "year":
        return None, None, published.year + step
    months = published.year * 12 + published.month - 1 + step
    return None, months % 12 + 1, months // 12


def _parts(day: date) -> Parts:
    return day.day, day.month, day.year


def _of_week(weekday: re.Match[str], published: date) -> date:
    back = (published.weekday() - WEEKDAYS[weekday.group("day")]) % 7
    said = {weekday.group("before"), weekday.group("behind")}
    if said & {"next", "prochain"}:
        return published + timedelta(days=7 - back)
    if said & {"last", "dernier", "past"}:
        back = back or 7
    return published - timedelta(days=back)
