"""Dates that a text counts from its own day: weekdays, “hier”, “last month”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefings.extraction.found import DateKind, FoundDate
from briefings.vocabulary.relative_days import DAYS, PERIODS, WEEKDAYS, Parts, resolved

_WORDS = sorted([*DAYS, *PERIODS], key=len, reverse=True)
_RELATIVE = re.compile(
    r"\b(?:(?P<before>last|next|this|past|ce)\s+)?(?P<weekday>" + "|".join(WEEKDAYS) + r")"
    r"(?:\s+(?P<behind>dernier|prochain|last|next))?(?![\w-])"
    r"|\b(?P<words>" + "|".join(words.replace("'", "['’]").replace(" ", r"\s") for words in _WORDS) + r")(?![\w-])",
    re.IGNORECASE,
)
_NO_PARTS: Parts = (None, None, None)
#: “Sunday school”, “Good Friday”: part of a name, and no day.
_NAMED = re.compile(r"\b(?:Good|Black|Palm|Easter|Bloody)\s\Z")


def relative_dates(text: str, published: date | None) -> Iterator[FoundDate]:
    """Yield weekdays and relative dates; their parts are filled only from a day of publication.

    A bare weekday is then the last such day up to the publication; “next” and “prochain” the first one behind it. A
    week gives no part, since no day of it is said.
    """
    for match in _RELATIVE.finditer(text):
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
