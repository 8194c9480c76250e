"""The body that carries the accord on: its name, level, task, how often it meets and where by turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from briefings.extraction.findings import FoundBody
from briefings.extraction.flat import FlatReading
from briefings.extraction.meetings import find_aspects, find_level
from briefings.extraction.scope import Part, Passage
from briefings.extraction.word_lists import words
from briefings.patterns import compiled

_KIND_EN = r"(?:committee|commission|secretariat|working group|task force|board|council|observer team|monitoring team|mechanism|steering group|joint team|dialogue|authority)"
_KIND_FR = r"(?:commission|comite|secretariat|groupe de travail|groupe mixte|instance|conseil|mecanisme|organe|equipe)"
_JOINT_EN = r"(?:joint|bilateral|mixed|steering|standing|permanent|inter-?governmental|co-?ordinati(?:on|ng)|implementation|monitoring|follow-up|binational|oversight|cooperation|consultative|liaison|high-level|ministerial|defen[cs]e|security|military|observer|border|strategic|technical|[a-z]+-[a-z.]+)"
_JOINT_FR = r"(?:mixtes?|conjointe?s?|communs?|communes?|bilaterale?s?|paritaires?|permanente?s?|de suivi|de pilotage|directeur|de coordination|militaires?|intergouvernemental[es]?|technique|consultati(?:f|ve)|de cooperation|de haut niveau|de defense|de securite|ministeriel(?:le)?|de liaison)"
_NAMES = compiled(
    rf"\b(?P<fr>(?:haute |grande |sous-)?{_KIND_FR}s?(?: {_JOINT_FR}){{1,4}})(?![a-z])"
    rf"|\b(?P<en>(?:{_JOINT_EN}[ ,](?:and )?(?:[a-z.-]+ ){{0,3}}?)?{_KIND_EN}s?)(?![a-z])"
    rf"|\b(?P<bare>{_KIND_FR})(?![a-z])"
)
#: One of these stands in every name of a body.
_KEYS = words("comm comi secr work grou task boar coun obse moni mech meca stee join dial auth inst cons orga equi")
#: What is said of a body that carries an accord on, the surest first.
_SIGNS = (
    (5, compiled(r"\b(?:(?:is|are|be|been|was|hereby) (?:hereby )?(?:established|created|set up|constituted|formed)|(?:establish(?:es|ing|ment)?|creat(?:e|es|ing|ion)|set(?:s|ting)? up|form(?:s|ing)?)\b[^.;]{0,60}$|(?:est|sont|sera|seront|a ete|ont ete|soit) (?:[a-z]+ )?(?:creee?s?|institue(?:e?s?)?|instaure(?:e?s?)?|constitue(?:e?s?)?|mise?s? (?:en place|sur pied)|etablie?s?)|(?:creer|instituer|instaurer|mettre en place|mettre sur pied|creation|mise en place|institution|mise sur pied|instaurent|creent|instituent|etablissent)\b[^.;]{0,60}$)")),
    (4, compiled(r"\b(?:(?:shall|will) (?:meet|convene|be composed|consist|hold|be known|be responsible|oversee|review|monitor|supervise)|meets?|convenes?|se reuni(?:t|ra|ssent|ront)|tien(?:t|dra) (?:ses|des|une)|siege(?:ra)?|inaugural|annual meeting|next (?:[a-z]+ )?meeting|prochaine (?:reunion|session)|chargee? (?:de|d'|du)|tasked with|responsible for|charged with|functions of|composee? de|co-?chaired|copresidee?|co-?presidee?)\b")),
    (2, compiled(r"\b(?:joint|bilateral|mixte|conjointe?|commune?|follow-up|suivi|monitor(?:ing)?|oversee|review progress|work through|mandates?|in charge)\b")),
)  # fmt: skip
_OTHER_BODIES = compiled(
    r"\b(?:security council|european (?:commission|council)|commission europeenne|conseil (?:d'etat|de securite|europeen|des ministres|constitutionnel|national|de l'europe|economique)"
    r"|national security council|council of ministers|human rights|affaires etrangeres|chambre|senate|house|parliament|international committee|comite international|in conseil|gouvernement en conseil"
    r"|peace and security council|conseil de paix|african union commission|commission de l'union africaine|military committee of|electoral|national dialogue|dialogue politique|truth)"
)
#: “At the end of a Joint Committee meeting” tells when, and sets nothing up.
_SITTING = compiled(r" (?:meeting|session|talks)\b")
_AT = compiled(r"\b(?:at the (?:end|close) of|on the sidelines of)\b")
_KNOWN_AS = compiled(r"\bshall be known as (?:the )?|\bdenommee? |\bportera le nom de |\bprend le nom de ")
_SHORT_NAME = compiled(r"\s*\([A-Z][A-Za-z-]{2,9}\)")
#: “Committee for Procurement Cooperation”.
_TAIL = compiled(r" (?:for|on|of|de|du|des|pour) (?:the )?[A-ZÀ-Þ][\w-]+(?: (?:and |et |of )?[A-ZÀ-Þ][\w-]+){0,4}")
_DETERMINER = compiled(r"the|an?|l[ae]s?|une?|this|that|such|each|any|our|their|cet|cette|ce|leur|notre|chaque")
_MINIMUM = 5
_MOST = 4


class _Candidate(Struct, frozen=True):
    start: int
    end: int
    sentence: int
    weight: int


def find_body(flat: FlatReading, passages: Sequence[Passage]) -> FoundBody | None:
    """Return the body that carries the accord on, or ``None`` where the text gives it none."""
    return next(bodies_shown(flat, passages), None)


def bodies_shown(flat: FlatReading, passages: Sequence[Passage]) -> Iterator[FoundBody]:
    """Yield the bodies that may carry the accord on, the likeliest first, and a few at most."""
    candidates = [candidate for candidate in _candidates(flat, passages) if candidate.weight >= _MINIMUM]
    for best in sorted(candidates, key=lambda candidate: (-candidate.weight, candidate.start))[:_MOST]:
        start, end = _named(flat, best)
        low, high = flat.original(*flat.spans[best.sentence])
        name = flat.words(start, end)
        yield FoundBody(
            start=low,
            end=high,
            rule="follow-up.body",
            name=name,
            name_start=flat.original(start, end)[0],
            level=find_level(flat, best.sentence),
            aspects=find_aspects(flat, best.sentence, name),
        )


def _candidates(flat: FlatReading, passages: Sequence[Passage]) -> Iterator[_Candidate]:
    spans = [flat.spans[index] for index in sorted(flat.sentences_with(_KEYS))]
    for found in (match for span in spans for match in _NAMES.finditer(flat.text, *span)):
        index = flat.index_at(found.start())
        start, end = flat.spans[index]
        if found.end() > end or passages[index].part is Part.BACKGROUND or not passages[index].positive:
            continue
        if _OTHER_BODIES.search(flat.text, max(found.start() - 30, start), min(found.end() + 40, end)):
            continue
        weight = _weight(flat, found, start, end, passages[index].part)
        if weight:
            yield _Candidate(found.start(), found.end(), index, weight)


def _weight(flat: FlatReading, found: re.Match[str], start: int, end: int, part: Part) -> int:
    before = flat.text[start : found.start()]
    # What will follow once a body stands does not make it stand.
    after = re.split(r"\b(?:once|when|until|des que|lorsque|une fois)\b", flat.text[found.end() : end], maxsplit=1)[0]
    weight = 0
    if _SITTING.match(flat.text, found.end()) and _AT.search(before[-60:]):
        return 0
    for value, sign in _SIGNS:
        stretches = {
            5: (before[-70:], after[:150]),
            4: (after[:200], found.group(), before[-60:]),
            2: (after[:200], found.group()),
        }[value]
        weight += value * any(sign.search(stretch) for stretch in stretches)
    named = flat.words(found.start(), found.end())
    if found.lastgroup == "bare" and weight < 5:
        return 0
    joint = re.match(_JOINT_EN, found.group()) is not None if found.lastgroup == "en" else found.lastgroup == "fr"
    if found.lastgroup == "en" and not joint and not named[:1].isupper() and weight < 9:
        return 0
    if (
        re.search(r"\b(?:dialogue|board|council|authority|team|conseil|equipe|mechanism)\b", found.group())
        and weight < 5
    ):
        return 0
    weight += bool(weight and re.match(r"(?:commission|comite|[a-z .-]*committee)", found.group()))
    return weight + joint * 2 + (part in (Part.SCOPE, Part.OPERATIVE)) if weight else 0


def _named(flat: FlatReading, candidate: _Candidate) -> tuple[int, int]:
    """Return where the body's full name stands: capitals before it, a short name behind, or “known as”."""
    start, end = candidate.start, candidate.end
    sentence = flat.spans[candidate.sentence]
    if known := _KNOWN_AS.search(flat.text, sentence[0], sentence[1]):
        capitals = re.match(
            r"(?:[A-Z][\w.'-]*|-|of|and|for|de|du|des)(?:[ ]+(?:[A-Z][\w.'-]*|-|of|and|for|de|du|des))*",
            flat.words(known.end(), sentence[1]),
        )
        if capitals and len(capitals.group().split()) > 1:
            return known.end(), known.end() + len(capitals.group().removesuffix(" and").rstrip())
    while before := re.search(
        r"([^\W_][\w.'-]*)([ ]+|[ ]+(?:and|et|-)[ ]+)$", flat.text[max(sentence[0], start - 40) : start]
    ):
        at = start - len(before.group())
        if not flat.words(at, at + len(before.group(1)))[0].isupper() or _DETERMINER.fullmatch(before.group(1)):
            break
        start = at
    if end < sentence[1] and (tail := _TAIL.match(flat.words(end, sentence[1]))):
        end += tail.end()
    if end < sentence[1] and (short := _SHORT_NAME.match(flat.words(end, sentence[1]))):
        end += short.end()
    return start, end
