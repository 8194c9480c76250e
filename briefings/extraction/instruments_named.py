"""Where a text names an accord, of which type, and whether it is the text's own accord or one that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from briefings.extraction.datelines import is_state, placed_in_text
from briefings.extraction.flat import FlatReading
from briefings.extraction.word_lists import words
from briefings.patterns import compiled
from briefings.vocabulary.codes import InstrumentType

_T = InstrumentType

#: By type, the longer name first: a “protocole d'accord” is no protocol, and no accord of its own.
_NAMES: tuple[tuple[InstrumentType, str], ...] = (
    (_T.MOU, r"protocoles? d'accord|protocoles? d'entente|memorand(?:um|a|ums) d'(?:accord|entente)|memorand(?:um|a|ums) de (?:cooperation|comprehension)"),
    (_T.MOU, r"memorand(?:um|a|ums) of (?:understanding|cooperation|agreement|intent)|mou|mous"),
    (_T.LETTER_OF_INTENT, r"(?:lettres?|declarations?) d'intention|(?:letters?|statements?|declarations?) of intent"),
    (_T.TECHNICAL_ARRANGEMENT, r"arrangements? (?:techniques?|administratifs?|particuliers?)|(?:technical|implementing|administrative) (?:arrangements?|agreements?)|accords? techniques?"),
    (_T.JOINT_DECLARATION, r"declarations? (?:conjointes?|communes?|politiques?)|communiques? (?:conjoints?|communs?)|joint (?:declarations?|statements?|communiques?)"),
    (_T.ACTION_PLAN, r"plans? d'action|feuilles? de route|(?:joint )?action plans?|(?:joint )?work plans?|roadmaps?|road maps?"),
    (_T.TREATY, r"traites?|treat(?:y|ies)"),
    (_T.CONVENTION, r"conventions?"),
    (_T.PROTOCOL, r"protocol(?:e|es|s)?"),
    (_T.AGREEMENT, r"accords?(?:-cadres?)?|agreements?|ententes?|pactes?|pacts?|(?<!great )(?<!good )deals?"),
    (_T.TECHNICAL_ARRANGEMENT, r"arrangements?"),
    (_T.MOU, r"memorand(?:um|a|ums)"),
    (_T.CONTRACT, r"contrats?|contracts?"),
    (_T.PARTNERSHIP, r"partenariats?|partnerships?"),
    (_T.JOINT_DECLARATION, r"declarations?"),
    (_T.OTHER, r"cessez-le-feu|treve|cease-?fires?|truce|armistice|echanges? de (?:notes|lettres)|exchanges? of (?:notes|letters)"),
)  # fmt: skip
_NAMED = compiled(r"\b(?:" + "|".join(f"(?P<n{i}>{names})" for i, (_, names) in enumerate(_NAMES)) + r")(?![\w])")
#: How the first word of every name begins.
_KEYS = words(
    "prot memo mou mous lett decl stat arra acco agre ente pact deal conv trai trea cont part cess trev ceas truc armi",
    "echa exch plan feui road work join acti tech impl admi comm",
)
_OWN_BEFORE = compiled(
    r"\b(?:this|the present|present|presente?|presents|cet|ce|ledit|ladite|dudit|cette|said)"
    r" (?:[a-z]+[ -]){0,2}$"
)
_CITED_BEFORE = compiled(
    r"\b(?:(?:had|have|has|avai(?:t|ent)|ont|a) (?:deja|already|previously|auparavant) (?:[a-z]+ ){1,2}|previously (?:signed|concluded|agreed)|accordance with|pursuant to|subject to|conformement (?:a|au|aux)|en accord avec(?: [^.;]{0,60} et)?|en application (?:de|du|des)|en vertu (?:de|du|des)"
    r"|dispositions (?:de|du|des)|provisions of|recalling|rappelant|vu|having regard to|existing|existant|previous"
    r"|earlier|former|(?:ans?|mois|years?|months?) (?:apres|after)|precedents?|ancien|amend(?:ing|ant)|modif(?:ying|iant)|annex [\divxl]+ to|under|au sens (?:de|du)|base[ds]? on|respect (?:de|du|des)"
    r"|members? (?:of|de)|adhesion (?:.{0,60}) au|replac(?:es|ing)|rempla(?:ce|cant)|complet(?:e|ant)|parties? to|implementation of|mise en oeuvre (?:de|des|du)"
    r"|application (?:de|des|du)|support for a|renvo(?:ie|ient|yant|i|is)(?: [a-z]+)? a|refer(?:s|red|ring)? to|in line with|avenant (?:a|au))(?: (?:the|a|an|la|le|les|l'|l|des|du|de|d'|said|its|their|son|sa|relevant|1|2|3)){0,3}[ ']?"
    r"(?:[a-z-]+ ){0,3}$"
)
#: A report's own accord: “Under the deal, …”, « Aux termes de l'accord, … ».
_UNDER = compiled(
    r"\W*(?:under (?:the (?:terms of the )?|its |this )|aux termes d[ue] (?:l'|la |le )?|en vertu d[ue] (?:l'|la |le )?)(?:new |[a-z]+ ){0,2}"
)
_WITH = compiled(r"(?: (?:de|of|on|sur|en) [a-z ]{3,40})? (?:with|avec) (?:the |la |le |les |l')?")
#: A text names its states in so many sentences, headline included.
_OPENING = 3
_COUNTED = compiled(
    r"\b(?:two|three|four|five|six|deux|trois|quatre|cinq|six|several|plusieurs|[2-9]|1\d) (?:[a-z-]+ ){0,4}$"
)
_REACH = 200
_PREVIOUSLY = compiled(
    r"\W*(?:(?:previously|auparavant|par le passe|in the past)\b"
    r"|(?:lors de la|during the) visite? [^.;]{0,110}\b(?:en|in) (?:[a-z]+ )?(?:19|20)\d\d,)"
)
_ARTICLE_OF = compiled(r"\barticles? [\divxl]+ (?:of|de|du)(?: (?:the|la|le))?[ ']?(?:[a-z-]+ ){0,2}$")
_CITED_AFTER = compiled(r"[a-z ,'-]{0,60}?\b(?:de|of|du) (?:19|20)\d\d\b|\s+(?:implementation|commitments)\b")


class Standing(Enum):
    """What an accord named in a text is to that text."""

    OWN = "own"
    """Pointed at: “this Agreement”, « le présent accord »."""
    NAMED = "named"
    CITED = "cited"
    """Background: “pursuant to the Convention of 1951”."""


class Named(Struct, frozen=True):
    """An accord named in a text: half-open offsets in the plain text."""

    start: int
    end: int
    type: InstrumentType
    standing: Standing
    plural: bool
    sentence: int
    counted: bool = False
    """Several accords, and it is said how many: “three memoranda”."""


def instruments_named(flat: FlatReading) -> Iterator[Named]:
    """Yield the accords that a text names, in order; one of other states than those of its opening is only cited."""
    named = list(_named(flat))
    if any(accord.standing is Standing.OWN and accord.type is not _T.OTHER for accord in named):
        yield from named
        return
    last, opening = _opening(flat)
    own = {accord.sentence for accord in named if accord.standing is not Standing.CITED}
    for accord in named:
        foreign = accord.sentence > last and (
            _is_of_others(_states(flat, accord.sentence), opening, len(own) == 1)
            or _is_with_another(flat, accord, opening)
        )
        yield replace(accord, standing=Standing.CITED) if foreign else accord


def _is_with_another(flat: FlatReading, accord: Named, opening: set[str]) -> bool:
    """Return whether an accord is said to be with a state that the text's opening does not name."""
    partner = _WITH.match(flat.text, accord.end)
    if not partner or len(opening) < 2:
        return False
    at = flat.flat.at(partner.end())
    named = flat.reading.mentions_in(at, at + 6)
    return bool(named) and is_state(named[0].code) and named[0].code not in opening


def _opening(flat: FlatReading) -> tuple[int, set[str]]:
    """Return the first sentence by which a text has named two states, and the states; none where it soon names none."""
    states: set[str] = set()
    for index in range(min(_OPENING, len(flat.spans))):
        states |= _states(flat, index)
        if len(states) > 1:
            return index, states
    return 0, set()


def _states(flat: FlatReading, index: int) -> set[str]:
    start, end = flat.spans[index]
    named = placed_in_text(flat.reading, *flat.original(start, end)) if end > start else []
    return {one.code for one in named if is_state(one.code)}


def _is_of_others(states: set[str], opening: set[str], alone: bool) -> bool:
    """Return whether an accord is that of other states: of none of the text's own, or named once and not of all."""
    if len(states) < 2 or len(opening) < 2:
        return False
    return not states & opening or (alone and not states <= opening and not opening <= states)


def _named(flat: FlatReading) -> Iterator[Named]:
    text = flat.text
    for found in flat.matches(_NAMED, _KEYS):
        before = text[max(found.start() - 90, 0) : found.start()]
        kind = _NAMES[int((found.lastgroup or "n0")[1:])][0]
        if _is_no_thing(found, kind, before, text):
            continue
        index = flat.index_at(found.start())
        start = flat.spans[index][0]
        within = before[-(found.start() - start) :] if found.start() > start else ""
        standing = _standing(kind, within, text[found.end() : found.end() + 90])
        plural = found.group().split(" ")[0].split("-")[0].endswith("s")
        if index > 1 and _PREVIOUSLY.match(text, start, min(found.start(), start + _REACH)):
            standing = Standing.CITED
        counted = plural and _COUNTED.search(before) is not None
        yield Named(found.start(), found.end(), kind, standing, plural, index, counted)


def _is_no_thing(found: re.Match[str], kind: InstrumentType, before: str, text: str) -> bool:
    word = found.group()
    if re.search(r"\b(?:aucune?|no|any|nul(?:le)?|sans|without (?:an|a|any)) (?:[a-z]+ )?$", before):
        return True
    if word.startswith("part") and re.match(r" (?:for|pour la) (?:peace|paix)", text[found.end() : found.end() + 14]):
        return True
    if word in ("deal", "deals") and text.startswith(" with", found.end()):
        return not re.search(r"\b(?:an?|the|this|that|its|their|new|of|signed?|signs) (?:[a-z-]+ ){0,3}$", before)
    if word == "accord":
        if re.search(
            r"(?:commun|plein|mutual|full|en|in|un commun|d'un|mettent d'|mettre d'|sont d'|etre d'|mis d'|mettraient d') ?$",
            before,
        ):
            return not re.search(r"\b(?:d'un|un) $", before)
        return bool(
            re.match(r"\s*(?:ecrit entre|mutuel|prealable|avec les|of |to )", text[found.end() : found.end() + 20])
        )
    if word in ("protocole", "protocol"):
        return bool(re.search(r"(?:chef du |chief of |service du |head of )$", before))
    if word in ("convention", "conventions"):
        return bool(re.search(r"(?:national |party |sauf |annual )$", before))
    if kind is InstrumentType.JOINT_DECLARATION and word.startswith("declaration"):
        return not re.search(r"\b(?:this|cette|la|presente|signed (?:a|the)|signe une|a|une) $", before)
    return word.startswith("contract") and bool(re.match(r"\s*(?:part|ing)", text[found.end() : found.end() + 5]))


def _standing(kind: InstrumentType, before: str, after: str) -> Standing:
    if _OWN_BEFORE.search(before):
        return Standing.OWN
    # “Article 2 of the agreement” may be of the text's own; an article of a convention or treaty is of another.
    if kind is not InstrumentType.AGREEMENT and _ARTICLE_OF.search(before):
        return Standing.CITED
    if kind in (_T.AGREEMENT, _T.MOU, _T.PROTOCOL, _T.TREATY) and _UNDER.fullmatch(before):
        return Standing.NAMED
    if _CITED_BEFORE.search(before) or _CITED_AFTER.match(after):
        return Standing.CITED
    return Standing.NAMED
