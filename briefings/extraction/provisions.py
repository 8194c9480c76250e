"""What the parties cooperate on: phrases of the vocabulary, in sentences that say what the accord covers or they do.

No legal clause is a provision, no background, and nothing of another accord. Each code is shown once, by the shortest
words in the best place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from briefings.extraction.findings import FoundProvision
from briefings.extraction.flat import FlatReading, long_enough
from briefings.extraction.scope import Part, Passage
from briefings.patterns import compiled
from briefings.vocabulary.codes import ProvisionCode
from briefings.vocabulary.provision_triggers import Field, Hit, Where, find_triggers

#: These are shown by legal clauses too: they are law themselves, or settle what is in dispute.
_LEGAL_CODES = frozenset(
    {ProvisionCode.STATUS_OF_FORCES, ProvisionCode.CLASSIFIED_INFORMATION, ProvisionCode.JOINT_COMMISSION}
)
_DEFENCE = compiled(
    r"\b(?:defen[cs]e|militar|militair|armed forces|armees?\b|army|soldat|soldier|troop|officer|naval|navy|forces\b|securite|security)"
)
_OFFICE = compiled(
    r"\b(?:minist[a-z]+|secretar(?:y|ies)|secretaires?|department|departement|director(?:ate)?|directeur|direction|university|universite|school of|institut[a-z]*|ambassad[a-z]+|agency|bureau|council)\b"
)
_SMALL = compiled(
    r"of|for|and|the|des?|du|d|l[ae]s?|l|et|aux?|a|in|general|delegate|deleguee?|chargee?|gestion", re.IGNORECASE
)
_WORD = compiled(r"[^\W_]+")
_OCCASION = compiled(
    r"\b(?:during|on the (?:sidelines|margins) of|at the (?:end|close) of|en marge d[eu]s?|lors d[eu]s?|au cours d[eu]s?|a l'(?:issue|occasion) d[eu]s?"
    r"|remplac[a-z]+|replac(?:e|es|ed|ing)|supersed(?:es|ing))\b[^.;,:]{0,45}$"
)
_NONE = compiled(r"\b(?:aucune?|pas de|no) (?:[a-z]+ )?$")
_OFFICE_REACH = 90
_MOST_SHOWN = 6


class _Candidate(Struct, frozen=True):
    hit: Hit
    passage: Passage

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Return what makes it better than another, the best first in order."""
        particular = self.hit.trigger.where is Where.OPERATIVE
        length = self.hit.end - self.hit.start
        return (-(self.passage.part is Part.SCOPE), -particular, length, self.hit.start)


def find_provisions(flat: FlatReading, passages: Sequence[Passage]) -> tuple[FoundProvision, ...]:
    """Return what the parties cooperate on, each code once, and what the accord is said not to hold, in order."""
    return tuple(
        sorted((shown[0] for shown in provisions_shown(flat, passages)), key=lambda one: (one.start, one.code.value))
    )


def provisions_shown(flat: FlatReading, passages: Sequence[Passage]) -> list[tuple[FoundProvision, ...]]:
    """Return, for each code and polarity, the places that show it, the best first, and a few at most."""
    field = _field(flat)
    shown: dict[tuple[ProvisionCode, bool], list[_Candidate]] = {}
    for candidate in _candidates(flat, passages, field):
        shown.setdefault((candidate.hit.trigger.code, candidate.passage.positive), []).append(candidate)
    return [
        tuple(_found(flat, candidate) for candidate in sorted(candidates, key=lambda one: one.rank)[:_MOST_SHOWN])
        for candidates in shown.values()
    ]


def _field(flat: FlatReading) -> Field:
    words = max(flat.text.count(" "), 1)
    said = len(_DEFENCE.findall(flat.text))
    return Field.DEFENCE if said >= 2 and said / words > 0.006 else Field.CIVIL


def _candidates(flat: FlatReading, passages: Sequence[Passage], field: Field) -> Iterator[_Candidate]:
    for passage in passages:
        if passage.part in (Part.BACKGROUND, Part.OTHER):
            continue
        start = flat.spans[passage.index][0]
        hits = list(find_triggers(flat.text, start, passage.end, flat.language))
        for hit in hits:
            if _beside(flat.text, start, hit) or (passage.positive and _NONE.search(flat.text[start : hit.start])):
                continue
            if _counts(hit, passage, field) and not _is_other_thing(hit, hits) and not _in_office(flat, hit, passage):
                yield _Candidate(hit, passage)


def _counts(hit: Hit, passage: Passage, field: Field) -> bool:
    trigger = hit.trigger
    if trigger.where is Where.NEVER or trigger.field not in (Field.ANY, field):
        return False
    if passage.part is Part.LEGAL:
        return trigger.where is Where.OPERATIVE and trigger.code in _LEGAL_CODES
    return trigger.where is Where.OPERATIVE or (passage.part is Part.SCOPE and hit.start >= passage.start)


def _beside(text: str, start: int, hit: Hit) -> bool:
    """Return whether the words before a phrase say that it is the accord's occasion, or what it takes the place of."""
    return _OCCASION.search(text[max(start, hit.start - 70) : hit.start]) is not None


def _is_other_thing(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Return whether a longer phrase around the hit says that it only looks like its code."""
    return any(
        other.trigger.where is Where.NEVER
        and other.trigger.code is hit.trigger.code
        and other.start < hit.end
        and hit.start < other.end
        for other in hits
    )


def _in_office(flat: FlatReading, hit: Hit, passage: Passage) -> bool:
    """Return whether the words are part of an office's name: “Ministry of Education, Culture and Research”."""
    low = max(flat.spans[passage.index][0], hit.start - _OFFICE_REACH)
    offices = list(_OFFICE.finditer(flat.text, low, hit.start))
    if not offices:
        return False
    between = [flat.words(low, high) for low, high in _words(flat.text, offices[-1].end(), hit.end)]
    if re.search(r"[.;:()]", flat.text[offices[-1].end() : hit.start]):
        return False
    if all(word[0].isupper() or _SMALL.fullmatch(word) for word in between):
        return True
    plain = [word.lower() for word in between]
    return len(plain) <= 7 and all(
        _SMALL.fullmatch(word) for word in plain[: -len(_WORD.findall(flat.text[hit.start : hit.end])) or None]
    )


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [word.span() for word in _WORD.finditer(text, start, end)]


def _found(flat: FlatReading, candidate: _Candidate) -> FoundProvision:
    hit = candidate.hit
    start, end = long_enough(flat.text, hit.start, hit.end, *flat.spans[candidate.passage.index])
    low, high = flat.original(start, end)
    rule = f"provisions.{candidate.passage.part.value}"
    return FoundProvision(start=low, end=high, rule=rule, code=hit.trigger.code, positive=candidate.passage.positive)
