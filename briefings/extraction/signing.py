"""When and where the accord was signed, told from the dates and places of everything else that a text speaks of.

An accord's own formula (“Fait à Paris, le …”) speaks louder than the title of a law that approves it only where there
is no such law; both speak louder than a sentence of a report. Of two dates of signature the later one counts. What is
planned, denied, or said of an accord that is only cited is no signature of this one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from briefings.extraction.accord_nouns import nouns
from briefings.extraction.datelines import dateline
from briefings.extraction.found import DateKind, DateUse, FoundDate, Sentence
from briefings.extraction.places import Locale, capital_in, locale_at
from briefings.extraction.reading import Reading
from briefings.extraction.signing_cues import Manner, SigningCue, signing_cues
from briefings.extraction.word_lists import words
from briefings.patterns import compiled

_LAW_TITLE = compiled(
    r"\s*(?:#+\s*)?(?:loi|d[ée]cret|r[èe]glement|arr[êe]t[ée]|ordonnance|projet de loi|proposition de loi|an act"
    r"|act|law|decree|order|bill)\b",
    re.IGNORECASE,
)
_APPROVING = compiled(r"\b(?:approuv|approbation|ratifi|publication|publi[ée]|approv|approving)", re.IGNORECASE)
_OWN_FORMULA = compiled(
    r"\b(?:exemplaires?|originau?x?|duplicate|triplicate|quadruplicate|cop(?:y|ies)|langues?|langu"
    r"ages?|originals?|faisant|authentic)\b",
    re.IGNORECASE,
)
_PREPOSITION = compiled(r"(?<!\w)(?:à|À|a|A|au|aux|en|at|in|AT|IN)\s(?=[A-ZÀ-Ýtl'’])")
_DATE_LABEL = compiled(r"\bDate\s?:?\s{1,3}\Z")
_SAME_EVENT = compiled(
    r"\b(?:(?:[aA]u cours|[lL]ors|[àÀA] l['’]occasion|[àÀA] l['’]issue|[aA]u terme|[eE]n marge|[àÀA] la fin) (?:de )?"
    r"(?:la |l['’]|cet(?:te)? |ce |sa )|(?:[àÀA]|[eE]n) cette occasion|(?:[pP]endant|[dD]urant) (?:la "
    r"|cet(?:te)? |ce )"
    r"|[lL]e même jour|[oO]n th(?:is|at) occasion|[tT]he same day"
    r"|(?:[dD]uring|[aA]t the end of|[oO]n the sidelines of|[fF]ollowing|[aA]fter|[aA]t) "
    r"(?:th(?:e|is|at|eir|ese)|his|her|[A-Z]{3,})\b)"
)
_EVENT = compiled(
    r"\b(?:accueilli\w*|re[çc]u\w*|rencontr\w+|visites?|r[ée]unions?|r[ée]unis?|discussions?|pourparlers"
    r"|n[ée]gociations?|s['’]est rendu\w*|entretiens?|s[’']est entretenue?s?|sommet"
    r"|ont accepté|sont convenus|se trouvait|était (?:ces derniers jours|en visite)|a été le théâtre|a abrité"
    r"|(?:be|am|are) here in|vous (?:accueillir|recevoir) [àa]|ici [àa]|welcome you (?:here )?(?:in|to)"
    r"|hosted|hosts|received(?! (?:orders|notice|word|reports?|a letter|(?:any|no|the|its|formal) ))"
    r"|welcomed|called on|met|meeting|visit(?:ed|s)?|travel(?:l?ed|s|l?ing)|talks|held|summit|arrived)\b",
    re.IGNORECASE,
)
#: One of these stands in every sentence that tells of an event.
_EVENT_KEYS = words(
    "accu recu renc visi reun rend entr disc pour nego somm acce conv trou etai thea abri here rece ici welc host call",
    "met meet trav talk held summ arri",
)
_TO_COME = compiled(
    r"\b(?:will|shall|to be(?! here)|planned|next|upcoming|sera|seront|prochaine?s?|pr[ée]vue?s?|doit|doivent|(?-i:may)"
    r"|alternat\w+)\b",
    re.IGNORECASE,
)
_HAPPENED = compiled(
    r"\b(?:took place|was held|were held|attended|witnessed|s['’]est (?:tenue|déroulée)|a eu lieu|(?:a|ont) assisté"
    r"|présidée?|a été le théâtre|a abrité|was the (?:scene|venue)|hosted)\b"
)
_HOSTED = compiled(r"\b(?:hosted|hosts|accueille|accueilli|a reçu)\b(?!\s(?:by|par)\b)", re.IGNORECASE)
#: “On April 19 a spokesman said that they had signed” dates what was said.
_SAID = compiled(
    r"\b(?:said|stated|announced|declared|confirmed|a (?:déclaré|annoncé|indiqué|affirmé|confirmé)) (?:that|que|qu['’])"
)
_HERE = compiled(r"\b(?:here|ici)\b(?!\s(?:is|are|to|for|comme)\b)", re.IGNORECASE)
#: The meeting just told was where it was signed.
_CROWNED = compiled(
    r"\b(?:rencontre|visite|r[ée]union|audience|entretiens?|s[ée]ance|sommet|meeting|visit|talks|summit)\b[^.;]{0,40}\b"
    r"(?:(?:marqu|couronn|sanctionn|ponctu|cl[ôo]tur|scell)[ée]e?s? par|sold[ée]e?s? par|abouti [àa]|permis|vu"
    r"|culminated in|concluded with|ended with|saw|crowned by|marked by|resulted in)\s(?:la |the |une? |an? )?\Z",
    re.IGNORECASE,
)
#: A sentence that goes on about those who met in the one before.
_THEY = compiled(
    r"\s*(?:[-•*]\s|\(?\d{1,2}[.)]\s)?(?:(?:Both|The(?: two| three| four)?) (?:[Mm]inisters|[Ss]ides"
    r"|[Pp]arties|[Ll]eaders|[Pp]residents"
    r"|[Dd]elegations|officials|chiefs|countries)|They|Ils|Elles|Les (?:deux |trois )?(?:[Mm]inistres"
    r"|parties|[Pp]r[ée]sidents|d[ée]l[ée]gations"
    r"|chefs|responsables|pays|hommes))\s"
)
#: A visit of several days or a lone year does not say on which day something was signed.
_DAYS = frozenset({DateKind.EXACT, DateKind.MONTH, DateKind.WEEKDAY, DateKind.RELATIVE})
#: “L’accord, signé …” is the accord at hand more likely than “un accord signé …”.
_DEFINITE = compiled(r"\b(?:l['’]|the |this |le |la |ce |cette |ledit |pr[ée]sente? |present )\Z", re.IGNORECASE)
_SIGNED_BETWEEN = compiled(r"\b(?:sign(?:ed|é|és|ée|ées)|conclue?s?|concluded)\b")
_LOOK_BACK = 5
_CLOSE = 3
_REACH = 700
_SOON = 40
#: A signing of this rank or more is told by the accord itself, or by the law that approves it.
OWN_WORDS = 40


class Signing(Struct, frozen=True):
    """A signature that a text speaks of."""

    rank: int
    """How surely it is the accord's own; higher is surer."""
    cue: SigningCue
    date: FoundDate | None
    place: Locale | None

    def order(self) -> tuple[int, int, int, int, int]:
        """Sort key: the surest first; among formulas the later date, among the rest the first in the text."""
        date = self.date
        if self.rank < 45 or date is None:
            return (-self.rank, 0, 0, 0, self.cue.start)
        return (-self.rank, -(date.year or 0), -(date.month or 0), -(date.day or 0), self.cue.start)


def signings(reading: Reading, dates: tuple[FoundDate, ...]) -> tuple[Signing, ...]:
    """Return the signatures that may be the accord's own, the surest first."""
    is_law = _LAW_TITLE.match(reading.text) is not None
    found = [one for cue in signing_cues(reading) if (one := _signing(reading, cue, dates, is_law))]
    found.extend(_labelled(reading, dates))
    return tuple(sorted(found, key=Signing.order))


def dated_in(dates: tuple[FoundDate, ...], start: int, end: int) -> list[FoundDate]:
    """Return the dates between two offsets that are no other text's own, the end of each range left out."""
    first = bisect_left(dates, start, key=_begins)
    behind = bisect_left(dates, end, key=_begins)
    return [
        one for one in dates[first:behind] if one.use is not DateUse.BACKGROUND and one.kind is not DateKind.RANGE_END
    ]


def _begins(date: FoundDate) -> int:
    return date.start


def _near(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of a sentence around a cue, no longer than any sentence that a reader takes in."""
    sentence = reading.sentence_at(start)
    return max(sentence.start, start - _REACH), min(sentence.end, end + _REACH)


def _signing(reading: Reading, cue: SigningCue, dates: tuple[FoundDate, ...], is_law: bool) -> Signing | None:
    if cue.planned or cue.cited:
        return None
    if cue.manner is Manner.FINITE or cue.manner is Manner.NOUN:
        return _reported(reading, cue, dates)
    sentence = reading.sentence_at(cue.start)
    end = min(sentence.end, cue.end + 130)
    date = next(iter(dated_in(dates, cue.end, end)), None)
    if date and date.start - cue.end > 70 and cue.manner is Manner.PARTICIPLE:
        date = None
    place = next(_places(reading, cue.end, min(end, date.start + 60 if date else cue.end + 60)), None)
    if date is None and place is None:
        return None
    return Signing(_formula_rank(reading, cue, is_law), cue, date, place)


def _formula_rank(reading: Reading, cue: SigningCue, is_law: bool) -> int:
    sentence = reading.sentence_at(cue.start)
    low, high = _near(reading, cue.start, cue.end)
    if cue.manner is Manner.FORMULA:
        return 50 + (3 if _OWN_FORMULA.search(reading.text, cue.start, high) else 0) - (10 if is_law else 0)
    if is_law and (sentence.start == 0 or _APPROVING.search(reading.text, low, high)):
        return 60 if sentence.start == 0 else 55
    named = nouns(reading.text, low, cue.start)
    own = named and _DEFINITE.search(reading.text[max(low, named[-1].start() - 16) : named[-1].start()])
    return 25 if own else 20


def _reported(reading: Reading, cue: SigningCue, dates: tuple[FoundDate, ...]) -> Signing | None:
    """Return the signature that a sentence of a report tells, with the date and place of the event it points to."""
    low, high = _near(reading, cue.start, cue.end)
    rank = 15 if cue.manner is Manner.NOUN else 10 if cue.past else 30
    date = _date_beside(reading.text, cue, dated_in(dates, low, high))
    place = _place_beside(reading, cue, date)
    if not (date and place) and _SAME_EVENT.search(reading.text, low, high):
        earlier = _event_before(reading, cue, dates)
        date, place = date or earlier[0], place or earlier[1]
    line = None if place else dateline(reading)
    if line and _HERE.search(reading.text, low, high):
        place = line.place
    if not (date or place) and (_CROWNED.search(reading.text, low, cue.start) or _THEY.match(reading.text, low, high)):
        rank = max(rank, 24)
        date, place = _event_before(reading, cue, dates, _CLOSE)
    if cue.manner is Manner.NOUN and date and _HAPPENED.search(reading.text, low, high):
        rank = 24
    return Signing(rank + (3 if date else 0), cue, date, place)


def _date_beside(text: str, cue: SigningCue, dates: list[FoundDate]) -> FoundDate | None:
    """Return the date in a finite cue's sentence: the first behind it, else the last before; a lone year close by."""
    near = [one for one in dates if one.kind is not DateKind.YEAR or 0 <= one.start - cue.end < 12]
    behind = [one for one in near if one.start >= cue.end and not _SIGNED_BETWEEN.search(text, cue.end, one.start)]
    before = [one for one in near if one.end <= cue.start and not _bracketed(text, one)]
    before = [one for one in before if not _SAID.search(text, one.end, cue.start)]
    if behind and (behind[0].start - cue.end < 220):
        return behind[0]
    return before[-1] if before else None


def _bracketed(text: str, date: FoundDate) -> bool:
    """Return whether a date stands in brackets, as in an agency's dateline."""
    before = text[max(0, date.start - 80) : date.start]
    return before.rfind("(") > before.rfind(")")


def _place_beside(reading: Reading, cue: SigningCue, date: FoundDate | None) -> Locale | None:
    low, high = _near(reading, cue.start, cue.end)
    found = capital_in(reading, cue.end, high) or capital_in(reading, low, cue.start)
    if found or date is None:
        return found or next(_places(reading, cue.end, cue.end + 4), None)
    return next(_places(reading, date.end, date.end + 4), None) or next(_places(reading, cue.end, cue.end + 4), None)


def _event_before(
    reading: Reading, cue: SigningCue, dates: tuple[FoundDate, ...], back: int = _LOOK_BACK
) -> tuple[FoundDate | None, Locale | None]:
    """Return date and place of the last event told before the cue, within a few sentences."""
    at = reading.sentence_number(cue.start)
    for sentence in reversed(reading.sentences[max(0, at - back) : at]):
        end = min(sentence.end, sentence.start + _REACH)
        dated = [one for one in dated_in(dates, sentence.start, end) if one.kind in _DAYS]
        if dated and _EVENT.search(reading.text, sentence.start, end):
            return dated[-1], event_place(reading, sentence.start, end)
    return None, None


def events(reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences that tell of a visit or a meeting, in order; those still to come are left out."""
    for sentence in reading.sentences_with(_EVENT_KEYS):
        event = _EVENT.search(reading.text, sentence.start, sentence.end)
        if event and not _TO_COME.search(reading.text, sentence.start, min(sentence.end, event.end() + _SOON)):
            yield sentence


def event_place(reading: Reading, start: int, end: int) -> Locale | None:
    """Return where the event of a sentence took place: its capital, else the country of the host."""
    if found := capital_in(reading, start, end):
        return found
    if named := next((one for one in _places(reading, start, end) if one.city and one.country), None):
        return named
    hosted = _HOSTED.search(reading.text, start, end)
    hosts = [one for one in reading.mentions_in(start, hosted.start()) if one.kind == "name"] if hosted else []
    if hosts and hosted and hosted.start() - hosts[-1].end < 60:
        return Locale(hosts[-1].start, hosts[-1].end, None, hosts[-1].code)
    return None


def _places(reading: Reading, start: int, end: int) -> Iterator[Locale]:
    for preposition in _PREPOSITION.finditer(reading.text, start, end):
        if found := locale_at(reading, preposition.start()):
            yield found


def _labelled(reading: Reading, dates: tuple[FoundDate, ...]) -> Iterator[Signing]:
    """Yield the dates of a signature block: “Date: 24 Aug. 1978”."""
    for date in dates:
        label = _DATE_LABEL.search(reading.text[max(0, date.start - 9) : date.start])
        if label:
            cue = SigningCue(date.start - len(label.group()), date.start, Manner.FORMULA, False, False, False)
            yield Signing(52, cue, date, None)
