"""What part a person takes in an event, by the words of the sentence: who signs, receives, visits, attends, speaks."""

from __future__ import annotations

import re

from briefings.extraction.reading import Reading
from briefings.extraction.signing_cues import Manner, signing_cues
from briefings.patterns import compiled
from briefings.vocabulary.codes import PersonPart

_PRESENT = compiled(
    r"\b(?:en pr[ée]sence|in the presence|witnessed by|attended by|auquel assistaient|assist[ée]s? de|alongside"
    r"|aux c[ôo]t[ée]s)\b",
    re.IGNORECASE,
)
_WITH = compiled(r"\b(?:accompanied by|accompagn[ée]e?s? (?:de|d['’]|du|par))", re.IGNORECASE)
_RECEIVED = compiled(
    r"\b(?:(?P<passive>(?:a|ont) [ée]t[ée] (?:re[çc]u|accueilli)\w*(?: \w+)? par|(?:was|were) (?:received"
    r"|welcomed|hosted) by)"
    r"|(?P<active>(?:a|ont) (?:re[çc]u|accueilli|salué la visite)\w*"
    r"|(?<!\bnot )(?<!n['’]t )received|welcomed|hosted|re[çc]oit"
    r"|accueille))\b",
    re.IGNORECASE,
)
_ATTENDED = compiled(
    r"\b(?:(?:a|ont) assisté|assistai(?:t|ent)|(?:attended|witnessed)(?!\s+by)|[ée]tai(?:t"
    r"|ent) (?:[ée]galement )?pr[ée]sente?s?"
    r"|(?:was|were) (?:also )?(?:present|in attendance))\b",
    re.IGNORECASE,
)
_VISITED = compiled(
    r"\b(?:s['’](?:est|[ée]tait) rendue?|en visite|a effectu[ée] une visite|est arriv[ée]e?|visited"
    r"|travell?ed to|arrived in"
    r"|paid a visit|on a visit|was on an? \w+ visit)\b",
    re.IGNORECASE,
)
_MET_THERE = compiled(
    r"\A\s*(?:In|At|[ÀAÉE]n?)\s[A-Z][^;]{1,160}\b(?:met with|met|s['’]est entretenu\w* avec|a rencontr[ée])\s",
    re.DOTALL,
)
_SAID = compiled(
    r"[\s,]*(?:qui\s|who\s)?(?:\w+\s){0,2}?(?:a\s(?:d[ée]clar[ée]|affirm[ée]|soulign[ée]|indiqu[ée]|annonc[ée]"
    r"|estim[ée]|assur[ée]"
    r"|pr[ée]cis[ée]|ajout[ée]|rappel[ée]|exprim[ée])|said|stated|declared|told|announced|added|noted|stressed"
    r"|emphasi[sz]ed"
    r"|underlined|highlighted)\b",
    re.IGNORECASE,
)
_SPOKEN = compiled(
    r"(?:a d[ée]clar[ée]|a affirm[ée]|a indiqu[ée]|selon|according to|said|d['’]apr[èe]s)\s(?:le\s|la\s|the\s"
    r"|l['’])?\Z",
    re.I,
)
_INVITED = compiled(r"\binvitation (?:de|du|d['’]|of)\b[^,;]{0,30}\Z", re.IGNORECASE)
_BY = compiled(r"\b(?:par|by|between|entre|with|avec)\b", re.IGNORECASE)


class Parts:
    """The parts people take in one text; each sentence's signatures are looked up once."""

    def __init__(self, reading: Reading) -> None:
        """Read where the text says that something was signed."""
        self._reading = reading
        self._signed: dict[int, tuple[int, int]] = {}
        for cue in signing_cues(reading):
            told = cue.manner is Manner.FINITE or cue.manner is Manner.PARTICIPLE
            if told and not (cue.planned or cue.cited or cue.past):
                self._signed.setdefault(reading.sentence_at(cue.start).start, (cue.start, cue.end))

    def of(self, start: int, end: int) -> PersonPart:
        """Return the part of the person whose name and office lie between two offsets."""
        text = self._reading.text
        sentence = self._reading.sentence_at(start)
        before = text[max(sentence.start, start - 400) : start]
        behind = text[end : min(sentence.end, end + 400)]
        if _PRESENT.search(before):
            return PersonPart.ATTENDEE
        if _WITH.search(before[-220:]):
            return PersonPart.GUEST
        if (signed := self._signed.get(sentence.start)) and self._signs(signed, start, end):
            return PersonPart.SIGNATORY
        return self._event_part(before, behind)

    def _signs(self, signed: tuple[int, int], start: int, end: int) -> bool:
        """Return whether the person stands before an active signature, or behind “signed by” or “with”."""
        text = self._reading.text
        if end <= signed[0]:
            between = text[end : min(signed[0], end + 600)]
            return not _RECEIVED.search(between) and not re.search(r"\b(?:qui|who|que|that)\b", between)
        return start - signed[1] < 260 and _BY.search(text, signed[1], start) is not None

    @staticmethod
    def _event_part(before: str, behind: str) -> PersonPart:
        if _INVITED.search(before[-40:]):
            return PersonPart.HOST
        if received := _RECEIVED.search(behind[:160]):
            return PersonPart.GUEST if received.group("passive") else PersonPart.HOST
        if _SAID.match(behind) or _SPOKEN.search(before[-60:]):
            return PersonPart.SPEAKER
        if _ATTENDED.search(behind[:200]):
            return PersonPart.ATTENDEE
        if _VISITED.search(behind[:100]):
            return PersonPart.GUEST
        earlier = list(_RECEIVED.finditer(before[-220:]))
        if earlier:
            return PersonPart.HOST if earlier[-1].group("passive") else PersonPart.GUEST
        return PersonPart.HOST if _MET_THERE.search(before) else PersonPart.OTHER
