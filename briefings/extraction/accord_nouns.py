"""The words for an accord, as other finders need them to tell the accord itself from those it cites."""

from __future__ import annotations

import re

from briefings.patterns import compiled

_FRENCH = (
    r"accords?(?:-cadres?)?|conventions?|protocoles?|trait[ée]s?|m[ée]morandums?|arrangements?|ententes?|pactes?"
    r"|d[ée]clarations?|partenariats?|chartes?|lettres? d['’]intention|feuilles? de route|avenants?|annexes?"
    r"|plans? d['’]action|contrats?|communiqu[ée]s?"
)
_ENGLISH = (
    r"agreements?|accords?|conventions?|protocols?|treat(?:y|ies)|memorand(?:um|a)(?:s)?|mous?|arrangements?|pacts?"
    r"|declarations?|partnerships?|charters?|letters? of intent|statements? of intent|roadmaps?|amendments?"
    r"|annex(?:es)?|action plans?|contracts?|deals?|terms of reference|communiqu[ée]s?|sofa|statements?"
)
#: Any word for an accord, without regard to case.
INSTRUMENT = rf"\b(?:{_FRENCH}|{_ENGLISH})\b"
_NOUN = compiled(INSTRUMENT, re.IGNORECASE)

#: Words right before the noun (an article may stand between) that make it an accord cited by another.
_CITING = compiled(
    r"\b(?:modifi(?:ant|ée?s?)|compl[ée]t(?:ant|ée?s?)|amend(?:ant|ée?s?|ing|ed)|suppl[ée]ment(?:ing|ed)|annexée?s?"
    r"|annexed|tel(?:le)?s? que|pr[ée]vue?s?|conform[ée]ment|application|vertu|adh[ée]sion\b[^.;]{0,90}"
    r"|accession\b[^.;]{0,90}|pursuant|under|accordance with|implement\w*|based on|basis of|cadre|framework"
    r"|as defined in|d[ée]fini\w* (?:par|dans)|vu|consid[ée]rant|having regard|recalling|rappelant|provisions"
    r"|sens de l['’]article \w{1,4}|meaning of)\b(?:\s(?:by|par))?,?\s?"
    r"(?:(?:the|to|of|in|à|a|au|aux|de|du|des|la|le|les|said|dite?)\s|(?:de\s|à\s)?l['’]\s?){0,4}(?:\d{4}\s)?\Z",
    re.IGNORECASE,
)
#: An older accord of the same parties, told from the one at hand.
_EARLIER = compiled(
    r"\b(?:premier|pr[ée]c[ée]dente?s?|ancien(?:ne)?s?|ant[ée]rieure?s?|first|previous|earlier|former|prior|existing"
    r"|existants?|autres?"
    r"|other|another|1st)\s(?:[\w’'-]+\s+){0,2}\Z",
    re.IGNORECASE,
)


def nouns(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return every word for an accord between two offsets, in order."""
    return list(_NOUN.finditer(text, start, end))


def is_cited(text: str, noun: re.Match[str], start: int) -> bool:
    """Return whether the noun names another accord than the one at hand, by the words before it from ``start`` on."""
    before = text[max(start, noun.start() - 130) : noun.start()]
    return _CITING.search(before) is not None or _EARLIER.search(before) is not None
