"""What a sentence denies, and how far each denial reaches. French and English.

“The agreement covers training, with the exception of sending troops” affirms training and denies the troops. A denial
reaches the rest of its clause and the items of a list behind it, or the subject before it where its verb is passive. What
may or may not lie in its reach is *unclear*, and neither an affirmation nor a denial can rest on it.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from briefings.patterns import compiled
from briefings.vocabulary.denial_cues import (
    CLAUSE_END,
    DEED,
    HOLDS_NOT,
    IS_NOT_HELD,
    IS_NOT_SO,
    NO_DENIAL,
    NOT_SHUT_OUT,
    POINTS_BACK,
    SHUT_OUT,
    SHUTS_OUT,
    TAKES_OUT,
    VERBISH,
    WILL_NOT,
)
from briefings.vocabulary.levelled import Levelled, level

Zone = tuple[int, int]
#: Denials followed in one sentence; the bounds keep a hostile text from costing time.
_MOST = 40
#: Items of a French list repeat their preposition, or all have an article.
_OF = compiled(r"\s*(?:et |ou |ni )?(?:de |d'|du |des )")
_ARTICLE = compiled(
    r"\s*(?:et |ou |ni |and |or |nor )?(?:le |la |les |l'|un |une |tout |toute |tous |toutes |any |the |all )"
)
#: Behind an exception that opens the sentence: “Except for troops, the agreement covers …”.
_GOES_ON = compiled(
    r", (?:(?:il|elle|it) |(?:le |la |les |l'|ce |cet |cette |the |this |both )?(?:deux |two |present )?(?:parties|texte|text|pays|accord|agreement|traite|treaty|memorandum|protocole?|convention|gouvernements|governments)\b)"
)
#: The main verb taken up again: “refraining from the use of force, and recognise the commission”.
_VERB_GOES_ON = compiled(
    r", (?:and|but) (?:to |also )?(?:shall|will|recogni[sz]e|reaffirm|agree|undertake|cooperate|commit|decide)\b"
    r"|,? (?:and|but) (?:also )?(?:recogni[sz]es|reaffirms|agrees|undertakes|establishes|commits|decides|covers|provides|includes|sets|creates)\b"
    r"|,? (?:et|mais) (?:aussi )?(?:conviennent|s'engagent|reconnaissent|reaffirment|cooper(?:ent|eront)|decident|instituent|etabli(?:t|ssent)|prevoi(?:t|ent)|couvr(?:e|ent)|comprend|comprennent|inclut|incluent|porte(?:nt)? sur|cree|creent)\b"
)
_RIGHT_BEHIND = compiled(r",? (?:qui|lesquel\w*|which|who|that) (?:[a-z]{1,20} ){0,2}\Z")
_OWN_SUBJECT = compiled(r" - (?:un|une|a|an) [a-z' ]{2,40}? (?:qui|que|dont|ou|which|that|where) ")
_ADVERBIAL = compiled(r"(?:sans|without)\b")
_CLITIC = compiled(r"(?:\b(?:l'|les |la |le )|')\Z")
_COMMA = compiled(r",(?! ?\d)")
_AND = compiled(r" (?:and|or|nor|et|ou|ni) ")
_RELATIVE = compiled(r"\b(?:qui|que|dont|which|that|who|whose|portant|relati\w+)\b")


class Reach(Enum):
    """What kind of denial a cue is, and so how far it reaches."""

    DOUBLE = "denied denial"
    """“Does not exclude”: neither a denial nor an affirmation."""
    HOLDS_NOT = "holds not"
    """“Does not cover”, “contains no”: what follows."""
    IS_NOT_HELD = "is not held"
    """“Is not covered”: what stands before."""
    SHUT_OUT = "shut out"
    """“Is excluded”, “is outside the scope”: what stands before."""
    SHUTS_OUT = "shuts out"
    """“Excludes”, “prohibits”: what follows."""
    TAKES_OUT = "takes out"
    """“Except”, “other than”, “without”: what follows."""
    WILL_NOT = "will not"
    """“Refuses to”, “waives”: what follows, and the whole sentence for what happened."""
    IS_NOT_SO = "is not so"
    """Any other denial: what follows, and the whole sentence for what happened."""


_PASSIVE = frozenset({Reach.IS_NOT_HELD, Reach.SHUT_OUT})
_NEGATED = frozenset({Reach.HOLDS_NOT, Reach.IS_NOT_HELD, Reach.IS_NOT_SO, Reach.WILL_NOT})
_KINDS: tuple[tuple[Reach, re.Pattern[str]], ...] = (
    (Reach.DOUBLE, NOT_SHUT_OUT),
    (Reach.HOLDS_NOT, HOLDS_NOT),
    (Reach.IS_NOT_HELD, IS_NOT_HELD),
    (Reach.SHUT_OUT, SHUT_OUT),
    (Reach.SHUTS_OUT, SHUTS_OUT),
    (Reach.TAKES_OUT, TAKES_OUT),
    (Reach.WILL_NOT, WILL_NOT),
    (Reach.IS_NOT_SO, IS_NOT_SO),
)


class Standing(Enum):
    """How a stretch of a sentence stands to its denials."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    UNCLEAR = "unclear"


class Denial(Struct, frozen=True):
    """One denial of a sentence. Stretches are half-open offsets of the sentence made plain."""

    words: str
    """The cue as the sentence words it."""
    start: int
    end: int
    kind: Reach
    whole: Standing
    """What it makes of the sentence as a whole: of who signed what, when and where."""
    denied: tuple[Zone, ...]
    """The matter that is denied."""
    unclear: tuple[Zone, ...]
    """The matter that may be denied or not."""


@lru_cache(maxsize=256)
def denials(sentence: str) -> tuple[Denial, ...]:
    """Return the denials of a sentence in order; empty where it denies nothing."""
    levelled = level(sentence)
    found = _cues(_without_look_alikes(levelled.text))
    if len(found) >= _MOST:
        # Nobody follows so many denials; nothing rests on such a sentence.
        everything = ((0, len(levelled.text)),)
        return (Denial("", 0, 0, Reach.DOUBLE, Standing.UNCLEAR, (), everything),)
    return tuple(_denial(sentence, levelled, found, number) for number in range(len(found)))


def standing(
    sentence: str, start: int, end: int, of_matter: bool, passed_over: re.Pattern[str] | None = None
) -> tuple[Standing, str]:
    """Return how a stretch of a sentence stands to its denials, and the words of the one that counts.

    ``start`` and ``end`` are offsets of the sentence, half-open. ``of_matter`` is true for what an accord holds, which a
    denial reaches or does not; for what happened, a denial of it holds for the whole sentence. A denial at which
    ``passed_over`` matches, from its first word on and made plain, does not count.
    """
    levelled = level(sentence)
    low, high = levelled.at(start), levelled.at(end)
    verdict, words = Standing.AFFIRMED, ""
    for denial in denials(sentence):
        if passed_over and passed_over.match(levelled.text, denial.start):
            continue
        found = _of(denial, low, high, of_matter)
        if found is Standing.UNCLEAR or (found is Standing.DENIED and verdict is Standing.AFFIRMED):
            verdict, words = found, denial.words
    return verdict, words


def _of(denial: Denial, low: int, high: int, of_matter: bool) -> Standing:
    if not of_matter and denial.whole is not Standing.AFFIRMED:
        return denial.whole
    if any(start <= low and high <= end for start, end in denial.denied):
        return Standing.DENIED
    if any(start < high and low < end for start, end in (*denial.denied, *denial.unclear)):
        return Standing.UNCLEAR
    return Standing.AFFIRMED


def _without_look_alikes(plain: str) -> str:
    """Return the text with what only looks like a denial replaced by as many full stops: no cue stands there."""
    return NO_DENIAL.sub(lambda found: "." * len(found.group()), plain)


def _cues(plain: str) -> list[tuple[Reach, int, int]]:
    """Return the cues in order, each with its kind; where two overlap, the one whose reach is known better."""
    taken: list[tuple[Reach, int, int]] = []
    for kind, pattern in _KINDS:
        for found in pattern.finditer(plain):
            if len(taken) >= _MOST:
                return taken
            start, end = found.span()
            if not any(low < end and start < high for _, low, high in taken):
                taken.append((kind, start, end))
    return sorted(taken, key=lambda cue: cue[1])


def _denial(sentence: str, levelled: Levelled, cues: list[tuple[Reach, int, int]], number: int) -> Denial:
    kind, start, end = cues[number]
    plain = levelled.text
    whole, denied, unclear = _reach(plain, kind, start, end)
    if kind == Reach.DOUBLE or _is_turned_back(plain, cues, number):
        whole, denied, unclear = Standing.UNCLEAR, (), ((0, len(plain)),)
    low, high = levelled.original(start, end)
    return Denial(
        words=sentence[low:high].strip(),
        start=start,
        end=end,
        kind=kind,
        whole=whole,
        denied=denied,
        unclear=unclear,
    )


def _is_turned_back(plain: str, cues: list[tuple[Reach, int, int]], number: int) -> bool:
    """Return whether two denials meet in one clause: “covers nothing except training” affirms training."""
    kind, start, end = cues[number]
    for other, low, high in cues[:number] + cues[number + 1 :]:
        between = plain[min(end, high) : max(start, low)]
        if CLAUSE_END.search(between):
            continue
        first, second = (other, kind) if low < start else (kind, other)
        if second in (Reach.TAKES_OUT, Reach.SHUTS_OUT, Reach.SHUT_OUT) and (
            first in _NEGATED or first == Reach.SHUTS_OUT
        ):
            return True
        if first == Reach.TAKES_OUT and second != Reach.TAKES_OUT and "," not in between:
            return True
    return False


def _reach(plain: str, kind: Reach, start: int, end: int) -> tuple[Standing, tuple[Zone, ...], tuple[Zone, ...]]:
    low, high = _clause(plain, start, end)
    general = kind in (Reach.IS_NOT_SO, Reach.WILL_NOT)
    if not general:
        low = _relative_clause(plain, low, start)
    outside = tuple(zone for zone in ((0, low), (high, len(plain))) if zone[0] < zone[1])
    points_back = POINTS_BACK.search(plain, low if kind in _PASSIVE or general else end, high) is not None
    back = outside if points_back else ()
    if kind in _PASSIVE:
        denied, unclear = _before(plain, low, start)
        return Standing.AFFIRMED, denied, (*unclear, (end, high), *back)
    denied, unclear = _behind(plain, start, end, high)
    deed = DEED.search(plain, end, denied[-1][1]) is not None
    if kind in (Reach.SHUTS_OUT, Reach.TAKES_OUT):
        # “… and excludes it”: what it shuts out was named before.
        own = ((low, start),) if points_back or _CLITIC.search(plain[max(low, start - 8) : start]) else ()
        return Standing.DENIED if deed else Standing.AFFIRMED, denied, (*unclear, *back, *own)
    if kind is Reach.HOLDS_NOT:
        return Standing.DENIED if deed else Standing.AFFIRMED, denied, (*unclear, (low, start), *back)
    if DEED.search(plain, start, high):
        denied, unclear, back = (), ((end, high),), outside
    return Standing.DENIED, denied, (*unclear, (low, start), *back)


def _clause(plain: str, start: int, end: int) -> Zone:
    """Return the clause around a cue; a bracket closes it, and semicolons behind a colon part the items of its list."""
    if aside := _aside(plain, start, end):
        return aside
    low = max((found.end() for found in CLAUSE_END.finditer(plain, 0, start)), default=0)
    bracket = plain.rfind("(", low, start)
    if bracket >= 0 and plain.find(")", bracket, start) < 0:
        close = plain.find(")", end)
        return bracket, close if close >= 0 else len(plain)
    for found in CLAUSE_END.finditer(plain, end):
        if found.group() != ";" or ":" not in plain[end : found.start()]:
            return low, found.start()
    return low, len(plain)


def _aside(plain: str, start: int, end: int) -> Zone | None:
    """Return the noun with its relative clause between two dashes that a cue stands in: “– a field that has no rules –”."""
    if plain.count(" -", 0, start) != 1 or plain.count(" -", end) != 1:
        return None
    low, high = plain.find(" -"), plain.find(" -", end)
    return (low, high) if _OWN_SUBJECT.match(plain, low) else None


def _relative_clause(plain: str, low: int, start: int) -> int:
    """Return where the clause of a cue begins that stands right behind “which”: what is before it is another clause."""
    near = max(low, start - 60)
    found = _RIGHT_BEHIND.search(plain[near:start])
    return near + found.start() if found else low


def _behind(plain: str, start: int, end: int, high: int) -> tuple[tuple[Zone, ...], tuple[Zone, ...]]:
    """Return what a denial reaches behind it, for certain and perhaps: its object, and the list that goes on from it."""
    if again := _VERB_GOES_ON.search(plain, end, high):
        high = again.start()
    relative = _RELATIVE.search(plain, end, high)
    stop = relative.start() if relative else high
    comma = _COMMA.search(plain, end, stop)
    if comma is None or ":" in plain[end : comma.start()] or _is_list(plain[start:high], plain[end:stop]):
        return ((end, stop),), (((stop, high),) if stop < high else ())
    goes_on = _GOES_ON.search(plain, comma.start(), high) if not plain[:start].strip() else None
    if _ADVERBIAL.match(plain, start) and plain[:start].rstrip().endswith(","):
        # “Provides, without cost to the other, training”: the sentence goes on behind the comma that closes it.
        goes_on = comma
    return ((end, comma.start()),), ((comma.start(), goes_on.start() if goes_on else high),)


def _is_list(told: str, behind: str) -> bool:
    """Return whether what stands behind a cue is one list of nouns: all its items begin alike, or “and” closes it."""
    items = behind.split(",")
    if VERBISH.search(",".join(items[1:])):
        return False
    first = told[: len(told) - len(behind)][-4:] + items[0]
    for kind in (_OF, _ARTICLE):
        if kind.search(first) and all(kind.match(item) for item in items[1:]):
            return True
    closes = _AND.search(items[-1]) is not None and not re.match(r" (?:and|or|et|ou|as well)\b", items[-1])
    return closes and not any(kind.match(item) for item in items for kind in (_OF, _ARTICLE))


def _before(plain: str, low: int, start: int) -> tuple[tuple[Zone, ...], tuple[Zone, ...]]:
    """Return what a passive denial reaches before it: its subject for certain, what stands before a comma perhaps."""
    if not plain[low:start].strip(" ,;:"):
        # “Was discussed but left out”: its subject stands in the clause before.
        return (), ((0, start),)
    cuts = [found.end() for found in _COMMA.finditer(plain, low, start)]
    cuts += [found.end() for found in _AND.finditer(plain, low, start) if VERBISH.search(plain, low, found.start())]
    if not cuts:
        return ((low, start),), ()
    return ((max(cuts), start),), ((low, max(cuts)),)
