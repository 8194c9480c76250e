"""Dates that a text counts from its own day: weekdays, “hier”, “last month”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefings.extraction.found import DateKind, FoundDate
from briefings.extraction.reading import Reading
from briefings.extraction.word_lists import words
from briefings.patterns import compiled
from briefings.vocabulary.relative_days import DAYS, PERIODS, WEEKDAYS, Parts, resolved

_WORDS = sorted([*DAYS, *PERIODS], key=len, reverse=True)
_RELATIVE = compiled(
    r"\b(?:(?P<before>last|next|this|past|ce)\s+)?(?P<weekday>" + "|".join(WEEKDAYS) + r")"
    r"(?:\s+(?P<behind>dernier|prochain|last|next))?(?![\w-])"
    r"|\b(?P<words>" + "|".join(said.replace("'", "['’]").replace(" ", r"\s") for said in _WORDS) + r")(?![\w-])",
    re.IGNORECASE,
)
_KEYS = words(
    "lund mard merc jeud vend same dima mond tues wedn thur frid satu sund hier avan aujo ce toda yest dema tomo apre",
    "le last this next l cett la past the",
)
_NO_PARTS: Parts = (None, None, None)
#: “Sunday school”, “Good Friday”: part of a name, and no day.
_NAMED = compiled(r"\b(?:Good|Black|Palm|Easter|Bloody)\s\Z")


def relative_dates(reading: Reading, published: date | None) -> Iterator[FoundDate]:
    """Yield weekdays and relative dates; their parts are filled only from a day of publication.

    A bare weekday is then the last such day up to the publication; “next” and “prochain” the first one behind it. A
    week gives no part, since no day of it is said.
    """
    text = reading.text
    for match in reading.matches(_RELATIVE, _KEYS):
        if _NAMED.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        day, month, year = resolved(match.group(), published) or _NO_PARTS if published else _NO_PARTS
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


def weekday_number(word: str) -> int | None:
    """Return 0 for Monday to 6 for Sunday, in either language; ``None`` for another word."""
    return WEEKDAYS.get(word.casefold())
