"""A place worded behind a preposition: its city as worded, and its country where the text or the gazetteer says it."""

from __future__ import annotations

import re

from msgspec import Struct

from briefings.extraction.accord_nouns import INSTRUMENT
from briefings.extraction.reading import Reading
from briefings.patterns import compiled
from briefings.vocabulary.gazetteer import Mention
from briefings.vocabulary.places import PlaceKind, find_place

_CAPITALISED = r"(?:['’]s-)?[A-ZÀ-ÖØ-Ý][\w’'.]*(?:-[\w’']+){0,4}"
_LINK = r"(?:de|du|des|la|le|les|el|al|es|of|the|upon|sur|am|da|do|dos|den|aan)"
#: “à Paris”, “at The Hague”, “in Kuala Lumpur”: up to four words, small links between them.
_CITY = compiled(
    rf"(?P<preposition>à|À|(?<=[Ff]ait )a|(?<=FAIT )A|au|aux|en|at|in|AT|IN|EN)\s(?:the\scity\sof\s"
    rf"|la\sville\sde\s|(?P<article>the\s|la\s|le\s)?)"
    rf"(?P<city>{_CAPITALISED}(?:\s(?:{_LINK}\s)?{_CAPITALISED}){{0,3}})"
)
_INSTRUMENT = compiled(INSTRUMENT, re.IGNORECASE)
_COUNTRY_BEHIND = compiled(r"\s?(?:,\s?(?:en |au |aux |in )?|\(|\s(?:en|au|aux)\s)(?:the\s)?")
#: Capitalised words behind a preposition that are no city.
_NO_CITY = compiled(
    r"(?:Article|Annex|Section|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Duplicate|Triplicate|Witness|English|French|Accordance|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday"
    r"|Sunday"
    r"|President|Minister|Ministry|Government|Europe|Africa|Asia|Afrique|Asie|Chapter|Part|Paragraph|Parliament"
    r"|Congress"
    r"|Pentagon|White|Quadruplicate|M|Mme|Mr|General|His|Her|The$|L['’]|Il|Elle)\b"
)


class Locale(Struct, frozen=True):
    """A place as worded: its stretch bears the city and the country."""

    start: int
    end: int
    city: str | None
    country: str | None


def locale_at(reading: Reading, at: int) -> Locale | None:
    """Return the place that a preposition at this offset introduces, or ``None`` where none does."""
    match = _CITY.match(reading.text, at)
    if not match or _NO_CITY.match(match.group("city")) or _INSTRUMENT.search(match.group("city")):
        return None
    start, end = match.span("city")
    within = reading.mentions_in(start - len(match.group("article") or ""), end)
    first = within[0] if within else None
    if first and first.start <= start:
        if _is_organisation(first.code) or first.kind == "demonym":
            return None
        return _named(reading, first, match.group("preposition").lower())
    end = _city_end(reading, start, end)
    return _with_country(reading, start, end)


def capital_in(reading: Reading, start: int, end: int) -> Locale | None:
    """Return the first capital between two offsets that stands behind “à”, “in”, “at” or “capitale”, or ``None``."""
    for mention in reading.mentions_in(start, end):
        before = reading.text[max(start, mention.start - 70) : mention.start]
        if mention.kind == "capital" and re.search(
            r"(?:\b[àÀ]|\b(?:[Aa]u|[Ii]n|[Aa]t)|\bcapitale?,?|\b(?:[Vv]isit|trip"
            r"|travell?ed) to|\b(?:Headquarters|HQ|House|Palace|Hotel|Centre|Center|Hall),?|\b(?:quitté|parti"
            r"|envolé|left|flew|departed)\b[^.;]{0,50}\s(?:pour|vers|for|to))\s(?:the\s)?\Z",
            before,
        ):
            return _named(reading, mention, "à")
        if mention.kind == "name" and _AT.search(before) and _is_capital_too(mention.code, _words(reading, mention)):
            return _named(reading, mention, "à")
        if mention.kind == "capital" and _HOSTED_IT.match(reading.text, mention.end):
            return _named(reading, mention, "à")
    return None


def _words(reading: Reading, mention: Mention) -> str:
    return reading.text[mention.start : mention.end]


_AT = compiled(r"\b[àÀ]\s\Z")
_HOSTED_IT = compiled(r"\s(?:a été le théâtre|a abrité|a accueilli|was the (?:scene|venue)|hosted)\b")


def _named(reading: Reading, mention: Mention, preposition: str) -> Locale:
    text = reading.text
    words = text[mention.start : mention.end]
    if mention.kind == "capital" or (preposition in ("à", "a", "at") and _is_capital_too(mention.code, words)):
        end = mention.end
        behind = _COUNTRY_BEHIND.match(text, end)
        following = reading.mentions_in(behind.end(), behind.end() + 1) if behind else ()
        if following and following[0].code == mention.code:
            end = following[0].end
        return Locale(mention.start, end, words, mention.code)
    return Locale(mention.start, mention.end, None, mention.code)


def _is_capital_too(code: str, words: str) -> bool:
    """Return whether a country's name is its capital's too: “à Luxembourg”, “at Djibouti”."""
    known = find_place(code)
    return known is not None and any(words in wording.capitals for wording in (known.english, known.french))


def _is_organisation(code: str) -> bool:
    known = find_place(code)
    return known is not None and known.kind is PlaceKind.ORGANISATION


def _with_country(reading: Reading, start: int, end: int) -> Locale:
    """Return a city the gazetteer does not know, with the country that stands right behind it."""
    behind = _COUNTRY_BEHIND.match(reading.text, end)
    following = reading.mentions_in(behind.end(), behind.end() + 1) if behind else ()
    city = reading.text[start:end]
    if following and following[0].kind == "name" and not _is_organisation(following[0].code):
        return Locale(start, following[0].end, city, following[0].code)
    return Locale(start, end, city, None)


def _city_end(reading: Reading, start: int, end: int) -> int:
    """Return where a city ends: before a full stop, and before the next place the text names."""
    inside = [mention.start for mention in reading.mentions_in(start + 1, end)]
    city = reading.text[start : min([end, *inside])]
    return start + len(re.split(r"(?<=[^\W\d_]{3})\.", city, maxsplit=1)[0].rstrip(" .'’,"))


_BEFORE_DATE = compiled(
    rf"(?P<city>{_CAPITALISED}(?:\s(?:{_LINK}\s)?{_CAPITALISED}){{0,2}}),?\s(?:le\s|the\s|on\s|this\s)?\Z"
)


def locale_before(reading: Reading, at: int) -> Locale | None:
    """Return the place right before a date, as in “Yaoundé, le 16 octobre 2009”; ``None`` where none stands there."""
    low = max(0, at - 60)
    match = _BEFORE_DATE.search(reading.text[low:at])
    if not match or _NO_CITY.match(match.group("city")):
        return None
    start, end = low + match.start("city"), low + match.end("city")
    capitals = [one for one in reading.mentions_in(start, end) if one.kind == "capital"]
    if capitals:
        return _named(reading, capitals[-1], "à")
    if "," not in match.group() or any(reading.mentions_in(start, end)):
        return None
    return Locale(start, end, reading.text[start:end], None)
