"""The clauses of an accord that a text states: duration, renewal, entry into force, disputes, money and others.

What is quoted runs from the words that show the clause to the end of their clause. A clause of another accord, and one
that is only said to be missing, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.extraction.findings import FoundClause
from briefings.extraction.flat import FlatReading
from briefings.extraction.instruments_named import Named, Standing
from briefings.extraction.scope import Part, Passage
from briefings.extraction.word_lists import ready
from briefings.patterns import compiled
from briefings.vocabulary.codes import ClauseCode

_C = ClauseCode
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente)(?: ?\(\d+\))?"
_UNIT = r"(?:hours?|days?|weeks?|months?|years?|heures?|jours?|semaines?|mois|ans?|annees?)"
#: By code; the words that show the clause, and whether the quotation goes on to the end of the clause behind them.
_CLAUSES: tuple[tuple[ClauseCode, bool, str], ...] = (
    (_C.ENTRY_INTO_FORCE, True, r"(?:(?:shall|will|to) (?:provisionally )?(?:enter into force|come into (?:force|effect)|take effect|be effective)|enters? into force|entr(?:e|era|eront|ent)(?:,? [a-z ]{0,30},?)? en vigueur|prend(?:ra)? effet|est entree? en vigueur|entered into force|came into (?:force|effect)|sera applique provisoirement)\b"),
    (_C.DURATION, False, rf"(?:(?:une|pour une|for a|a) )?(?:(?:period|duree|periode)(?: [a-z]+)? (?:of|de|d')[ ']?(?:{_NUMBER}[ -]?{_UNIT}|indeterminee)|{_NUMBER}-(?:hour|day|month|year)(?: period)?|duree (?:in)?determinee|(?:unlimited|indefinite) (?:period|duration))\b|\bfor {_NUMBER} (?:years?|months?)\b|\bpour {_NUMBER} (?:ans?|mois)\b"),
    (_C.DURATION, True, r"(?:(?:shall|will) remain in (?:force|effect)|(?:restera?|demeurera?) en vigueur)\b"),
    (_C.RENEWAL, True, r"(?:(?:tacite(?:ment)?|automati[a-z]+|tacit(?:ly)?) (?:reconduction|renouvel[a-z]+|reconduit[a-z]*|prolong[a-z]+|renew[a-z]*|extend[a-z]*)|(?:renouvele|reconduit|proroge)(?:e?s?)(?: [a-z]+ment)?|(?:shall|will|may) be (?:automatically |tacitly )?(?:renewed|extended)|(?:is|are) (?:automatically |tacitly )?(?:renewed|renewable|extended)|renouvelable)\b"),
    (_C.TERMINATION, True, r"(?:(?:may|shall|can|unless) (?:be )?terminated?\b|may (?:denounce|withdraw)|(?:peut|peuvent) (?:etre )?(?:[a-z ]{0,12})?(?:denonce[a-z]*|resili[a-z]+|mettre fin)|mettre fin (?:au|a la|a l')|denonciation|right to terminate|terminate (?:this|the|its)|notice of termination)\b"),
    (_C.AMENDMENT, True, r"(?:(?:may|shall|can) be (?:amended|modified|revised|supplemented)|request amendment|(?:peut|peuvent|pourra|pourront) etre (?:modifie|amende|revise|complete)[a-z]*|amendements?|amendments?)\b"),
    (_C.DISPUTES, True, r"(?:tout differend|les differends|le reglement des differends|any (?:dispute|difference)|disputes? (?:that|which|arising|between|concerning|regarding)|all disputes|un differend|tout litige|litiges)\b"),
    (_C.FINANCING, True, r"(?:each (?:party|side|government|country) (?:shall|will) (?:bear|cover|pay|be responsible for) (?:its|the)|chaque partie (?:supporte|prend en charge|finance|assume)|(?:prend|prennent|prendra|supporte|supportent|supportera) (?:en charge|a sa charge|ses propres|les (?:frais|depenses|couts))|own (?:costs|expenses)|(?:costs|expenses|frais|depenses|couts) [a-z ,]{0,60}(?:shall be borne|will be borne|sont (?:pris|supporte|a la charge)[a-z]*|are borne|incombent)|at its own expense|a ses frais|verse une contribution|free of charge|a titre (?:gratuit|onereux|remboursable))\b"),
    (_C.PERSONNEL_STATUS, True, r"(?:statut (?:juridique )?(?:des?|du) (?:membres|personnels?|forces|militaires)|status of (?:the )?(?:visiting )?(?:forces|personnel)|privileges (?:and|et) immunit(?:ies|es)|port de l'uniforme|wear their (?:national )?(?:military )?uniforms?|portent l'uniforme)\b"),
    (_C.JURISDICTION, True, r"(?:(?:criminal|disciplinary|exclusive|primary|civil) jurisdiction|juridiction (?:exclusive|penale|disciplinaire|de l'etat)|(?:priorite|competence) de juridiction|exercise (?:of )?(?:its )?jurisdiction|exercer leur juridiction)\b"),
    (_C.LIABILITY, True, r"(?:claims? (?:for|between|against|arising|that)|reglement des dommages|renonce(?:nt)? (?:mutuellement |reciproquement )?a (?:toute|tout)|waives? (?:all|any) claims?|responsabilite (?:civile|pour)|liability for|indemnisation|liable for|reparation des dommages|dommages (?:causes|occasionnes))\b"),
    (_C.CLASSIFIED_INFORMATION, True, r"(?:classified (?:information|material|by)|informations? (?:et materiels? )?(?:classifi|protege)[a-z]*|protection des? informations(?! a caractere personnel)|security classification|secret de la defense)"),
    (_C.THIRD_PARTY_TRANSFER, True, r"(?:(?:third (?:parties|party|states?|countr(?:y|ies))|(?:etats?|pays|parties?|partie) tiers|tierce partie|a (?:un|des) tiers|aux tiers)[^.;]{0,100}?(?:consent|transfer|disclos|consentement|transf|communi|divulg|ced)|(?:transfer|disclos|release|communi|divulg|transmi|transf|ced)[a-z]*[^.;]{0,80}?(?:third (?:parties|party|states?|countr(?:y|ies))|(?:etats?|pays|parties?) tiers|tierce|a des tiers|a un tiers))"),
    (_C.AUTHENTIC_LANGUAGES, True, r"(?:(?:en|in) (?:the )?(?:langues?|[a-z]+(?:,| and) [a-z ]*languages?|english|french|[a-z]+ language)\b|(?:equally|egalement) (?:authentic|foi)|faisant foi|font foi|being authentic|textes? faisant|en langues?)"),
    (_C.PUBLICATION, True, r"(?:(?:sera|est|soit) (?:publiee?|inseree?) (?:au|dans)|shall (?:be )?(?:registered?|published)|(?:publie|published) (?:au|in the) (?:journal officiel|official)|register this|enregistre(?:e|s)? (?:aupres|par)|portant publication)\b"),
)  # fmt: skip
#: In the same order: one of these stands in every clause of the code.
_KEYS = (
    "forc effe vigu prov appl",
    "peri dure year mont hour day week an ans mois jour unli inde",
    "forc effe vigu",
    "taci auto rene reco prol pror",
    "term deno with resi mett fin noti",
    "amen modi revi supp comp",
    "diff disp liti",
    "bear cove pay resp supp pren fina assu char own cost expe frai depe cout vers free titr",
    "stat priv unif",
    "juri",
    "clai domm reno waiv resp liab inde repa",
    "clas info secu secr",
    "thir tier",
    "lang engl fren auth foi equa egal text",
    "publ inse regi enre jour",
)
_PATTERNS = tuple(
    (code, goes_on, r"\b(?:" + words + r")", frozenset(keys.split()))
    for (code, goes_on, words), keys in zip(_CLAUSES, _KEYS, strict=True)
)
_END = compiled(
    r"[.;:](?=[\s(]|$)|\s(?=pour une duree)|\s+et (?=sera considere)|\s+and (?=(?:will|shall) be extended)|$"
)
_LONGEST = 320
_ACCORD_ONLY = frozenset({_C.DURATION, _C.PUBLICATION, _C.AUTHENTIC_LANGUAGES, _C.ENTRY_INTO_FORCE})
_ABOUT = compiled(
    r"\b(?:accords?|agreements?|mous?|memorand[a-z]+|convention|treaty|traite|protocole?|arrangement|pact|ceasefire|cessez-le-feu|it|il|elle|done|fait|signed|signee?|concluded|conclue?|loi|decret)\b"
)
_NONE = compiled(
    r"\b(?:ne prevoit (?:pas|aucune?)|ne contient (?:pas|aucune?)|does not (?:contain|provide|include)|contains no)\b"
)


def find_clauses(flat: FlatReading, passages: Sequence[Passage], accords: Sequence[Named]) -> tuple[FoundClause, ...]:
    """Return the clauses stated, each code once, where it is stated first and best, in order."""
    cited = {accord.sentence for accord in accords if accord.standing is Standing.CITED}
    own = {accord.sentence for accord in accords if accord.standing is not Standing.CITED}
    found: dict[ClauseCode, FoundClause] = {}
    near = [(*rule[:3], flat.sentences_with(rule[3])) for rule in _PATTERNS]
    for passage in passages:
        if passage.part is Part.BACKGROUND or (passage.index in cited and passage.index not in own):
            continue
        seen: set[ClauseCode] = set()
        for clause in _in_sentence(flat, passage.index, near):
            # A period says more of the duration than “remains in force”, wherever either stands.
            if clause.code not in found or (clause.code not in seen and _says_more(clause, found[clause.code])):
                found[clause.code] = clause
            seen.add(clause.code)
    return tuple(sorted(found.values(), key=lambda clause: (clause.start, clause.code.value)))


_Rule = tuple[ClauseCode, bool, str, frozenset[int]]
"""A code, whether its quotation goes on, its pattern, and the sentences that hold one of its words."""


def _in_sentence(flat: FlatReading, index: int, rules: Sequence[_Rule]) -> Iterator[FoundClause]:
    start, end = flat.spans[index]
    rules = [rule for rule in rules if index in rule[3]]
    if not rules or _NONE.search(flat.text, start, end):
        return
    about = _ABOUT.search(flat.text, start, end) is not None
    for code, goes_on, pattern, _ in rules:
        if code in _ACCORD_ONLY and not about:
            continue
        if shown := ready(pattern).search(flat.text, start, end):
            low, high = flat.original(shown.start(), _end(flat.text, shown, end, goes_on))
            rule = "clauses.remains" if code is _C.DURATION and goes_on else f"clauses.{code.value}"
            yield FoundClause(start=low, end=high, rule=rule, code=code)


def _says_more(one: FoundClause, other: FoundClause) -> bool:
    return other.rule == "clauses.remains" and one.rule != other.rule


def _end(text: str, shown: re.Match[str], end: int, goes_on: bool) -> int:
    """Return where the clause's words end: at the next full stop or semicolon, or with the words that show it."""
    if not goes_on:
        return shown.end()
    limit = min(end, shown.start() + _LONGEST)
    stop = _END.search(text, shown.end(), limit)
    at = stop.start() if stop else limit
    while at < end and at == limit and text[at - 1].isalnum() and text[at : at + 1].isalnum():
        at -= 1
    return max(shown.start() + len(text[shown.start() : at].rstrip(" ,")), shown.end())
