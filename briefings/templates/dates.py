"""Dates in words, by CLDR."""

from __future__ import annotations

import datetime

from babel.dates import format_date, format_skeleton


def full_date(date: datetime.date, locale: str) -> str:
    """Return ``23 November 2026``, ``November 23, 2026`` or ``1er janvier 2026``."""
    return _first_day(str(format_date(date, "long", locale=locale.replace("-", "_"))), date.day, locale)


def day_month(day: int | None, month: int | None, year: int | None, locale: str) -> str:
    """Return as much of a date as is known: day and month, month and year, or the year; empty without any."""
    if month is None:
        return str(year) if year else ""
    if year and day:  # CLDR has no skeleton of all three with the month in full
        return full_date(datetime.date(year, month, day), locale)
    if not (year or day):  # the skeleton of a month alone gives it cut short
        return str(format_date(datetime.date(2000, month, 1), "LLLL", locale=locale.replace("-", "_")))
    skeleton = ("y" if year else "") + "MMMM" + ("d" if day else "")
    date = datetime.date(year or 2000, month, day or 1)
    text = str(format_skeleton(skeleton, date, locale=locale.replace("-", "_")))
    return _first_day(text, day, locale)


def _first_day(text: str, day: int | None, locale: str) -> str:
    # CLDR writes "1 janvier"; French usage is "1er janvier" (Lexique de l'Imprimerie nationale, "date").
    return "1er" + text[1:] if day == 1 and locale.startswith("fr") and text.startswith("1 ") else text
