"""A city lies in the country recorded for it, and a person belongs to the country that the office names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.facts import Person
from briefings.patterns import compiled
from briefings.vocabulary.gazetteer import Mention, places_named
from briefings.vocabulary.triggers import plain

Complaint = tuple[str, str]
#: How far behind a city its country is named with it: “London, Ontario, Canada”.
_BESIDE = 45
#: What ties a country to an office, right before its name.
_OF = compiled(r"(?:\b(?:de|du|des|d|of|for|la|le|les|l|the)['’ ]\s?)\Z", re.IGNORECASE)
_TAIL = compiled(r"[\s,]{0,2}(?:(?:de|du|des|d|of|for|la|le|les|l|the)['’\s]\s?){1,3}[^,;:.()]{0,40}", re.IGNORECASE)


def city_complaints(city: str, country: str, texts: tuple[str, ...]) -> Iterator[Complaint]:
    """Yield that a capital is recorded in another country, unless a quotation names that country right behind it."""
    known = {mention.code for mention in places_named(city)}
    if not known or country in known:
        return
    for text in texts:
        for found in re.finditer(re.escape(city), text):
            behind = re.split(r"[.;:]", text[found.end() : found.end() + _BESIDE])[0]
            if country in {mention.code for mention in places_named(behind)}:
                return
    where = ", ".join(sorted(known))
    yield f"city “{city}” is in {where}, not in {country}", "quote the words that name its country with it"


def party_complaints(person: Person, party: str, texts: tuple[str, ...]) -> Iterator[Complaint]:
    """Yield that the office, as a quotation words it, is another country's than the party recorded."""
    for text in texts:
        for words in person.office.texts.values():
            named = _of_office(text, words)
            if named and party not in named:
                told = ", ".join(sorted(named))
                yield f"office “{words}” is of {told} in the quotation, not of {party}", "give the party of this person"
                return


def _of_office(text: str, words: str) -> set[str]:
    """Return the countries whose office it is: named in it or right behind it."""
    at = plain(text).find(plain(words)) if words and len(plain(text)) == len(text) else -1
    if at < 0:
        return set()
    end = at + len(words)
    tail = _TAIL.match(text, end)
    stretch = text[at : tail.end() if tail else end]
    return {mention.code for mention in places_named(stretch) if _belongs(stretch, mention)}


def _belongs(stretch: str, mention: Mention) -> bool:
    return mention.kind == "demonym" or _OF.search(stretch[: mention.start]) is not None
