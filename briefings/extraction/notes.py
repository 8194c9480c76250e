"""Exchanges of notes and letters: each opens or closes with a city and a date, and the reply makes the accord."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.extraction.found import DateKind, FoundDate
from briefings.extraction.places import Locale, locale_before
from briefings.extraction.reading import Reading
from briefings.extraction.signing import Signing
from briefings.extraction.signing_cues import Manner, SigningCue
from briefings.patterns import compiled

_SALUTATION = compiled(
    r"\b(?:pr[ée]sente (?:\w+ ){0,3}compliments|presents (?:its|his|her) compliments|Excellenc[ey]\b"
    r"|Monsieur (?:le Ministre|l['’]Ambassadeur|le Pr[ée]sident)|Madame (?:la Ministre|l['’]Ambassadrice)"
    r"|Your Excellency|avails? (?:itself|himself|herself|myself)|saisit cette occasion"
    r"|haute consid[ée]ration|highest consideration)"
)
_REPLY = compiled(
    r"\b(?:en r[ée]ponse|accuse[rz]? r[ée]ception|rencontrent l['’]agr[ée]ment de"
    r"|l['’]honneur de (?:\w+ )?(?:confirmer|r[ée]pondre)|au nom de mon gouvernement, (?:\w+ ){0,4}accord"
    r"|in reply|acknowledge (?:the )?receipt|confirm (?:the|that|my)|honou?r to confirm|are acceptable to"
    r"|et la pr[ée]sente|and this (?:note|letter|reply))",
    re.IGNORECASE,
)
_REACH = 500
_LONGEST_NOTE = 6_000


def notes_signed(reading: Reading, dates: tuple[FoundDate, ...]) -> Iterator[Signing]:
    """Yield each note with its place; the date is given for a reply only, since a proposal signs nothing."""
    heads = [(date, city) for date in dates if (city := _dateline(reading, date))]
    for number, (date, city) in enumerate(heads):
        following = heads[number + 1][0].start if number + 1 < len(heads) else len(reading.text)
        reply = _REPLY.search(reading.text, date.end, min(following, date.end + _LONGEST_NOTE))
        cue = SigningCue(city.start, date.end, Manner.FORMULA, reply is None, False, False)
        yield Signing(48 if reply else 8, cue, date if reply else None, city)


def _dateline(reading: Reading, date: FoundDate) -> Locale | None:
    """Return the city before a date that heads or closes a note, or ``None``."""
    if date.kind is not DateKind.EXACT or date.year is None:
        return None
    city = locale_before(reading, date.start)
    near = reading.text[max(0, date.start - _REACH) : date.end + _REACH] if city else ""
    return city if _SALUTATION.search(near) else None
