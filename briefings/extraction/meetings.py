"""What is said of a follow-up body: what it is for, how often it meets, where by turns, and on what level."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.extraction.findings import FoundAspect
from briefings.extraction.flat import FlatReading
from briefings.patterns import compiled
from briefings.vocabulary.codes import Aspect, PartyLevel

_PERIODICITY = compiled(
    r"\b(?:(?:at least |au moins )?(?:once|twice|one time|two times|three times|une fois|deux fois|trois fois) (?:a|each|every|per|par|l'|chaque|tous les)? ?(?:[a-z]+ )?(?:year|an|annee|month|mois|semestre|ans|years)"
    r"|(?:meets?|meetings?|se reuni[a-z]+|reunions?|sessions?)[^.;]{0,60}?(?:annually|every (?:year|two years|six months|[a-z]+ (?:months|years))|yearly|quarterly|twice[- ]yearly|biannually|chaque annee|annuelle(?:s|ment)?|tous les [a-z0-9]+ (?:ans|mois)|semestrielle(?:s|ment)?|trimestrielle(?:s|ment)?|regulierement|regulieres?|regularly)"
    r"|(?:regular|annual|quarterly|biannual) (?:meetings|sessions)"
    r"|(?:reunions|sessions) (?:regulieres|annuelles|periodiques|semestrielles)"
    r"|(?:a la demande|at the request) (?:de|of) (?:l'une (?:ou l'autre|des)|either|one of the) (?:contracting |des )?(?:parties?|party|governments?|sides?)(?: contractantes?)?|(?<=meet )as agreed(?: or at the request of either [a-z]+)?"
    r"|de preference annuellement|(?:annually|annuellement|chaque annee)(?=[ ,.;]))\b"
)  # fmt: skip
_ALTERNATION = compiled(
    r"\b(?:alternate(?:ly|s)?|alternating|in (?:turn|rotation)|by turns|rotating|alternativement|alternant|en alternance|a tour de role|tour a tour)"
    r"(?: (?:between|in|at|entre|a|au|aux|en|dans|the|le|la|les|each|chacun|two|deux|capitals?|capitales?|of|de|des|party|parties|country|countries|pays|l'un|et|ou|l'autre)(?![a-z]))*"
)
_PLACE = compiled(r"[^\W\d_][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)*")
_CHARGED = compiled(
    r"\b(?:chargee? (?:de|d'|du|des)|charged with|tasked with|responsible for|shall (?:review|oversee|monitor|coordinate|examine|supervise))[^.;:]{3,200}"
)
_PURPOSE = compiled(
    r"\b(?:(?:in order )?to (?:review|oversee|monitor|coordinate|co-ordinate|promote|examine|ensure|identify|supervise|assess|implement|facilitate|discuss)\b"
    r"|(?:pour|afin de|afin d'|en vue de|ayant pour (?:mission|tache|objet) (?:de|d')|a pour (?:mission|tache|objet) (?:de|d'))[ ]?[a-z]+(?:er|ir|re)\b|with the objective of\b)[^.;:,]{3,200}"
)
_LEVELS = (
    (PartyLevel.MINISTRY, compiled(r"\b(?:ministres?|ministers?|ministeriel(?:le)?|ministerial|ministries|ministeres?)\b")),
    (PartyLevel.ARMED_FORCE, compiled(r"\b(?:chiefs? of (?:defen[cs]e )?staff|chefs? d'etat-major|etats-majors|armed forces|staffs|militaires?|military)\b")),
    (PartyLevel.GOVERNMENT, compiled(r"\b(?:gouvernements?|governments?|hauts fonctionnaires|senior officials|high officials)\b")),
)  # fmt: skip
#: How many sentences behind the one that names the body may say more of it.
_FOLLOWING = 3
_BEFORE = 2
_KIND = compiled(
    r"\b(?:commission|comite|committee|secretariat|group|groupe|instance|council|conseil|board|team|equipe|mechanism|mecanisme|structure|body|organe)\b"
)
_PRONOUN = compiled(
    r"(?:[-\d.() a-z]{0,4})(?:it|they|elle|elles|il|ils|this|these|cette|cet|celle-ci|ses|its|meetings|les reunions)\b"
)


def find_aspects(flat: FlatReading, sentence: int, name: str) -> tuple[FoundAspect, ...]:
    """Return what the body's sentence and those behind it that go on about it say of it, each aspect once."""
    found: dict[Aspect, FoundAspect] = {}
    for index in _about(flat, sentence, name):
        for aspect in _in_sentence(flat, index):
            found.setdefault(aspect.aspect, aspect)
    return tuple(sorted(found.values(), key=lambda aspect: aspect.start))


def find_level(flat: FlatReading, sentence: int) -> PartyLevel | None:
    """Return on what level the body meets, by the first office in its sentence; ``None`` without one."""
    words = flat.sentence(sentence)
    found = [(match.start(), level) for level, pattern in _LEVELS if (match := pattern.search(words))]
    return min(found, key=lambda entry: entry[0])[1] if found else None


def _about(flat: FlatReading, sentence: int, name: str) -> Iterator[int]:
    yield sentence
    for index in range(max(sentence - _BEFORE, 0), sentence):
        if _KIND.search(flat.sentence(index)):
            yield index
    for index in range(sentence + 1, min(sentence + 1 + _FOLLOWING, len(flat.spans))):
        words = flat.sentence(index)
        if _KIND.search(words) or _PRONOUN.match(words):
            yield index


def _in_sentence(flat: FlatReading, index: int) -> Iterator[FoundAspect]:
    start, end = flat.spans[index]
    for aspect, patterns in ((Aspect.PERIODICITY, (_PERIODICITY,)), (Aspect.TASK, (_CHARGED, _PURPOSE))):
        if found := next((match for pattern in patterns if (match := pattern.search(flat.text, start, end))), None):
            low, high = flat.original(found.start(), found.start() + len(found.group().rstrip(" ,;")))
            yield FoundAspect(start=low, end=high, rule=f"follow-up.{aspect.value}", aspect=aspect)
    if found := _ALTERNATION.search(flat.text, start, end):
        venues = _venues(flat, found.end(), end)
        last = venues[-1][1] if venues else found.end()
        low, high = flat.original(found.start(), last)
        names = tuple(flat.words(*venue) for venue in venues)
        yield FoundAspect(start=low, end=high, rule="follow-up.alternation", aspect=Aspect.ALTERNATION, venues=names)


def _venues(flat: FlatReading, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places right behind “alternately”: names with capitals, joined by “and” and “in”."""
    found: list[tuple[int, int]] = []
    at = start
    words = flat.words(start, end) if start < end else ""
    offset = 0
    while joined := compiled(r"[ ,]*(?:and|et|in|en|à|au|aux|between|entre|the|la|le|les|[ ])*[ ]*(?=[A-ZÀ-Þ])").match(
        words, offset
    ):
        name = _PLACE.match(words, joined.end())
        if not name or len(found) >= 4:
            break
        found.append((at + name.start(), at + name.end()))
        offset = name.end()
    return found
