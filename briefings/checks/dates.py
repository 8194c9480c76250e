"""A recorded date must follow from the words that the source gives it in, part by part.

Day and month stand in ``raw`` itself, so that two dates of one quotation are not mixed. A relative date (“mercredi”,
“hier”) has parts only where it is resolved from the day on which the source says that it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date as calendar_date

from briefings.checks.word_boundaries import stands
from briefings.evidence import PartialDate
from briefings.patterns import compiled
from briefings.vocabulary.calendar import day_named, month_named
from briefings.vocabulary.codes import EventType
from briefings.vocabulary.numerals import year_in_words
from briefings.vocabulary.relative_days import resolved
from briefings.vocabulary.triggers import plain, shown

Complaint = tuple[str, str]
_IN_FIGURES = compiled(
    r"(?<!\d)(?:(?P<iso>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)|(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4}|\d\d))(?!\d)"
)
#: Of these, the one that stands nearest to a date is the one that it dates.
_DEEDS = (EventType.SIGNATURE, EventType.RATIFICATION, EventType.ENTRY_INTO_FORCE)
_JOINT = compiled(r"[,;]| (?:et|and|puis|then) ")
_YEAR = compiled(r"(?<![\d.,/])\d{4}(?![\d%])")


def date_complaints(
    date: PartialDate, texts: tuple[str, ...], languages: Iterable[str], published: Iterable[str | None]
) -> Iterator[Complaint]:
    """Yield what of a date does not follow from quotations in some languages, each with a way out.

    ``published`` holds the day of publication of each source quoted, ISO 8601, ``None`` where the desk has none.
    """
    if not stands(date.raw, texts):
        yield f"raw date “{date.raw}” is not in the quotation", "write raw as worded in the source"
    if date.resolved_from is not None:
        yield from _resolved(date, date.resolved_from, published)
        return
    figures = _IN_FIGURES.search(date.raw)
    days, months = _in_figures(figures, languages) if figures else (None, None)
    if date.day and not (date.day in days if days is not None else day_named(_without_years(date.raw), date.day)):
        yield f"day {date.day} does not follow from the quotation", "quote the words that give the day"
    if date.month and not (date.month in months if months is not None else _month(date, date.month, texts)):
        yield f"month {date.month} does not follow from the quotation", "quote the words that give the month"
    if date.year and not _year(date, texts):
        hint = "leave the year out if the source does not state it"
        yield f"year {date.year} does not follow from the quotation", hint


def _resolved(date: PartialDate, day: str, published: Iterable[str | None]) -> Iterator[Complaint]:
    if any(one != day for one in published):
        message = f"date “{date.raw}” is resolved from {day}, which is not the day its source was published"
        yield message, "give the source its day of publication as published:, or leave resolved_from and the parts out"
        return
    meant = resolved(date.raw, calendar_date.fromisoformat(day))
    if meant is None:
        yield f"“{date.raw}” is no date that counts from another day", "leave resolved_from out"
        return
    for name, value, right in zip(("day", "month", "year"), (date.day, date.month, date.year), meant, strict=True):
        if value is not None and value != right:
            told = f"it is {name} {right}" if right else f"it gives no {name}"
            yield f"{name} {value} does not follow from “{date.raw}” and {day}", f"counted from that day {told}"


def _in_figures(found: re.Match[str], languages: Iterable[str]) -> tuple[set[int], set[int]]:
    """Return the day and the month that figures give; none where two customs read them differently.

    An English text may put the month first, a French one does not.
    """
    if found.group("iso"):
        return {int(found.group("id"))}, {int(found.group("im"))}
    first, second = int(found.group("a")), int(found.group("b"))
    if second > 12:
        return {second}, {first}
    if first <= 12 and first != second and any(language.startswith("en") for language in languages):
        return set(), set()
    return {first}, {second}


def _without_years(raw: str) -> str:
    return _YEAR.sub(" ", raw)


def _month(date: PartialDate, month: int, texts: Iterable[str]) -> bool:
    """Return whether raw names the month; where it names none, whether the quotations name this one alone."""
    named = {one for one in range(1, 13) if month_named(date.raw, one)}
    return month in (named or {one for text in texts for one in range(1, 13) if month_named(text, one)})


def _year(date: PartialDate, texts: Iterable[str]) -> bool:
    """Return whether raw gives the year; where it gives none, whether the quotations give this one alone."""
    in_words = _years_in_words(date.raw)
    if in_words or (given := {int(year) for year in _YEAR.findall(date.raw)}):
        return date.year in (in_words or given)
    if (figures := _IN_FIGURES.search(date.raw)) and (short := figures.group("y")):
        return f"{date.year}".endswith(short)
    return {int(year) for text in texts for year in _YEAR.findall(text)} == {date.year}


def _years_in_words(raw: str) -> set[int]:
    words = plain(raw).split()
    return {year for at in range(len(words)) if (year := year_in_words(" ".join(words[at:])))}


def deed_complaints(deed: EventType, raw: str, texts: Iterable[str]) -> Iterator[Complaint]:
    """Yield that a date is recorded for one deed and stands beside another: signed on one day, ratified on a second."""
    if deed not in _DEEDS:
        return
    for text in texts:
        words, date = plain(text), plain(raw)
        at = words.find(date)
        if at < 0 or len(_YEAR.findall(text)) < 2:
            continue
        away = {one: _away(words, at, at + len(date), one) for one in _DEEDS}
        nearest = min(_DEEDS, key=lambda one: away[one])
        if nearest is not deed and away[nearest] * 2 < away[deed]:
            message = f"date “{raw}” stands beside {nearest.value}, not beside {deed.value}"
            yield message, "give the date that the source gives for it"
            return


def _away(words: str, start: int, end: int, deed: EventType) -> float:
    """Return how many letters lie between a date and the nearest word for a deed; a comma or “and” weighs as twenty."""
    least = float("inf")
    for low, high in shown(words, deed):
        between = words[high:start] if high <= start else words[end:low]
        least = min(least, len(between) + 20 * len(_JOINT.findall(between)))
    return least
