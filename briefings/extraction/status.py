"""How far the accord has come, by tense and cue: signed, announced, ratified, in force, draft, planned, suspended.

A signature that is denied, still to come, reported without proof, or another accord's is none. The state that goes
furthest wins: a headline that says “signed” does not undo a ratification below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from briefings.extraction.findings import FoundState
from briefings.extraction.flat import FlatReading
from briefings.extraction.instruments_named import Named, Standing
from briefings.extraction.scope import is_preamble
from briefings.extraction.word_lists import ready
from briefings.patterns import compiled
from briefings.vocabulary.codes import InstrumentState

_S = InstrumentState


class _Rule(Struct, frozen=True):
    name: str
    state: InstrumentState
    pattern: str
    needs_accord: bool
    """Whether the sentence must name an accord that is not only cited."""
    hints: tuple[str, ...]
    """A text that holds none of these needs no look; empty where any may."""


def _rule(name: str, state: InstrumentState, pattern: str, needs_accord: bool = True, hints: str = "") -> _Rule:
    return _Rule(f"status.{name}", state, pattern, needs_accord, tuple(hints.split()))


_RULES = (
    _rule("suspended", _S.SUSPENDED, r"\b(?:(?:a|ont|est|ete|sont) (?:ete )?(?:suspendue?s?|gelee?s?)|(?:has|have|had|was|been|is) suspended|suspended|suspends?|suspend(?:ent)?|suspension (?:de|du|of)) ", hints="suspen gele"),
    _rule("ended", _S.SUSPENDED, r"\b(?:(?:met|mettent|(?:a|ont) (?:officiellement )?mis|deci(?:de|sion|dent|dant) de mettre) fin (?:a|au|aux) |(?:a|ont) (?:officiellement )?(?:rompu|denonce|abroge|resilie) |(?:rompt|rompent|denonce|denoncent|abroge|abrogent) (?=l|so|le|ce)|(?:annonc[a-z]+|decision de|deci[a-z]+) (?:la |rompre )?(?:rupture |denonciation |abrogation )?(?=(?:de |des |du |l|s)[a-z' ]{0,12}accord)(?<=rompre |upture |iation |gation )|(?:has|have|had) (?:officially |formally |unilaterally )?(?:withdrawn from|pulled out of|quit|terminated|renounced|denounced|scrapped|cancelled|abrogated|annulled) |(?:withdraws|pulls out|pulled out|withdrew|renounces|renounced|scraps|scrapped|terminates|denounces|ends) (?:from |of )?(?=[a-z0-9 '-]{0,40}(?:accords?|agreements?|pacts?|treat|deals?|memorand|mou)))", hints="fin romp denon abrog resili upture withdr pull quit terminat renounc scrap cancel annul ends"),
    _rule("in-force", _S.IN_FORCE, r"\b(?:(?:est|sont) (?:entre(?:e?s?)?|deja) en vigueur|entree? en vigueur (?:le|en|depuis) |(?:est|sont|reste|demeure) en vigueur depuis|entered into (?:force|effect)|came into (?:force|effect)|took effect|(?:is|are|has been|been) (?:now |already )?in force|a pris effet|ont pris effet|pris effet le)\b", hints="vigueur effect effet force"),
    _rule("ceasefire", _S.IN_FORCE, r"\bceased (?:fighting|fire|hostilities)\b|\bont cesse (?:le feu|les combats|les hostilites)\b", False, hints="ceased cesse"),
    _rule("ratified", _S.RATIFIED, r"\b(?:portant (?:approbation|ratification)|(?:est|sont|ete) (?:approuve|ratifie)e?s?|(?:a|ont) (?:ratifie|approuve)|ratifient|(?:has|have|was|were|been) (?:unanimously )?(?:ratified|approved)|(?:passed|adopted|approved) (?:the|an?) [a-z ]{0,20}(?:on|for) (?:the )?(?:ratification|approval)|(?:adopte|vote) [a-z ]{0,40}(?:ratification|approbation)|ratified|ratifies|approved (?:the|its|this|a|an)|autorisant (?:l'approbation|la ratification)|(?:est|sont) autorise(?:e|s|es)? (?:l'approbation|la ratification))\b"),
    _rule("witness", _S.SIGNED, r"\b(?:en foi de quoi|in witness whereof|in faith whereof)\b[^.]{0,240}?\b(?:signe|signed|sign|signatures?|hands)\b", False, hints="witness whereof foi"),
    _rule("done", _S.SIGNED, r"\bfaite?s? (?:a|au|en|aux) [a-z' -]{2,40}?,? (?:le|ce|en|l'an) |\b(?:done|signed) (?:at|in) [a-z' ,-]{2,60}?(?:,? on| this| the| in (?:duplicate|triplicate|two)|,? [a-z]{3,9} \d|,? \d)", False, hints="fait done signed"),
    _rule("block", _S.SIGNED, r"\b(?:for|pour) the (?:government|kingdom|republic) of [^.:;]{3,80}?\((?:s|sd|signed)\.?\)|\bpour le (?:gouvernement|royaume)[^:;]{3,160}?\((?:s|signe)\.?\)|\bsigned on behalf of\b|\bsigned for and on behalf\b", False, hints="(s signed"),
    _rule("notes", _S.SIGNED, r"\b(?:constituent|constitute|constitutes|constituera|constitueront) un accord\b|\b(?:constitute|constitutes) an agreement\b|\brencontrent l'agrement\b", False, hints="constitu rencontrent"),
    _rule("hand", _S.SIGNED, r"\b(?:a|ont) appose (?:sa|leur|leurs) signatures?\b|\b(?:put|affixed|added) (?:his|her|their) (?:signatures?|names?) to\b", False, hints="signature names"),
    _rule("agreed-text", _S.SIGNED, r"\b(?:sont convenu(?:e?s)? (?:de ce qui suit|des dispositions suivantes)|(?:have|has|hereby) agreed? (?:as follows|(?:up)?on (?:the )?following)|agree as follows|ont decide (?:de ce qui suit|ce qui suit))", False, hints="conven convenu agree ont"),
    _rule("signed", _S.SIGNED, r"\b(?:signe(?:e?s?|nt|rent)?|paraphe(?:e?s?|nt|rent)?|conclu(?:e?s?|ent|rent)?|scelle(?:e?s?|nt)?|signed|signs|sign|initialled|initialed|initials|inked|concluded|sealed|signing (?:of|an?|the)|entered into (?=(?:an?|the|this|new) )|ont passe|signature (?:d'|de|du|des|of)|signature officielle|signature ceremony|passe entre)\b"),
    _rule("draft", _S.DRAFT, r"\b(?:has the hono(?:u)?r to propose|have the hono(?:u)?r to propose|a l'honneur de proposer|ai l'honneur de (?:vous )?proposer|l'honneur de vous proposer|projets? (?:d'|de )(?:accord|convention|protocole|traite|memorandum|texte)|avant-projet|draft (?:of (?:the|an) )?(?:agreement|treaty|convention|protocol|memorandum|text|mou|accord)|proposes that|propositions? (?:d'|de )(?:accord|convention|protocole|traite|memorandum|texte)|proposals? for an? (?:[a-z-]+ ){0,3}(?:agreement|treaty|pact|memorandum)|proposed (?:an? )?(?:agreement|draft))", False, hints="propos projet draft"),
    _rule("planned", _S.PLANNED, r"\b(?:(?:will|shall|would|should|could|may|might|to|expected to|due to|set to|plans? to|intends? to|hopes? to|want to|wants to|ready to|preparing to|about to) (?:be |soon |shortly |formally |also )?(?:sign(?:ed)?|conclude[d]?|announce their intent|ink(?:ed)?|negotiate|finali[sz]e|extend)|signeront|signera|conclura|concluront|sera signee?s?|seront signee?s?|(?:doit|doivent|devrait|devraient|va|vont|pourrait|pourraient|prevoit de|prevoient de|prevu de|s'apprete a|s'appretent a|esperent|espere|entend|entendent|envisage de|envisagent de|compte|comptent|souhaite|souhaitent|veut|veulent|en vue de) (?:etre )?(?:signer|signee?s?|conclure|conclue?s?|parapher)|en cours (?:de negociation|d'elaboration|de (?:finalisation|preparation|discussion))|is being (?:drafted|prepared|negotiated|finali[sz]ed)|negocient|negocie un|under negotiation|negotiating|intention de (?:signer|conclure)|intent to (?:sign|conclude)|convenu[es]* de (?:le |la |les )?signer|signature prochaine)\b"),
    _rule("announced", _S.ANNOUNCED, r"\b(?:(?:a|ont|ete|a ete) annonce(?:e?s?)?|annonce(?:nt)?|annoncait|announced?|announces|announcing|unveil(?:ed|s)|parvenu(?:e?s?) a|reached (?:an|a)|have agreed|has agreed|agreed (?:to|on|upon)|(?:sont|ont) convenu(?:e?s?)?|welcomes? the)\b"),
)  # fmt: skip

#: Right before a verb of signing these undo it, or put it off.
_UNDONE = compiled(
    r"\b(?:(?:ne|n')\W?(?:[a-z']+ ){0,3}(?:pas|jamais|point|plus|encore|rien)|not(?: yet)?|never|n't|without|sans(?: avoir)?|avant de"
    r"|dement(?:i|ent)?(?: avoir)?|den(?:y|ies|ied|ying)(?: having| that [a-z ]{0,40})?|refus(?:e|ent|ed|es|er)(?: de| to)?|loin d'avoir|yet to"
    r"|will|shall|would|should|could|may|might|must|can|to(?: be)?|be|expected|aurai(?:t|ent)|serai(?:t|ent)|devrai(?:t|ent)|doit|doivent|va|vont"
    r"|sera|seront|etre|reportedly|allegedly|had(?: been| already)?|avai(?:t|ent)(?: deja| ete)?|if|si|once|apres la|after the|following the"
    r"|lors de la|date (?:of|de)(?: (?:the|la|sa))?|jour de(?: (?:la|sa))?|prevues?|future|prochaine)"
    r"(?: [a-z]+ly| ete| been| be| also| officiellement| formellement| de| d'| la| sa| l'| the| its){0,2} ?$"
)
_NEGATED_AFTER = compiled(
    r"[^.;]{0,40}?\b(?:n'a pas eu lieu|did not take place|was postponed|a ete reportee?|is planned|is expected|est prevue?|aura lieu)\b"
)
#: A cited accord's date behind the verb is not this one's: “signé à Bruxelles le 17 mars 1948, amendé par”.
_SUBJECT_ON = compiled(r"\b(?:subject to|soumis a|sous reserve d)")
_BILL = compiled(r"\bprojet de loi\b")
_ADOPTED = compiled(r"\b(?:adopte|vote|approuve)(?:e?s?)?\b")
#: Which state wins where several are shown.
_RANK = {
    state: rank
    for rank, state in enumerate(
        (_S.ANNOUNCED, _S.PLANNED, _S.DRAFT, _S.SIGNED, _S.RATIFIED, _S.IN_FORCE, _S.SUSPENDED)
    )
}
_UNDOABLE = frozenset(
    {"status.signed", "status.ratified", "status.announced", "status.suspended", "status.ended", "status.in-force"}
)
#: The accord's own words of signature.
_FORMULAS = frozenset({"status.witness", "status.done", "status.block"})
_REACH = 160
#: Several accords are a text's subject where its head names them.
_HEAD = 2
_NOUN = compiled(r"[Ss]ignatures?\b|[Ss]igning\b")


def find_state(flat: FlatReading, accords: Sequence[Named]) -> FoundState | None:
    """Return how far the accord has come, or ``None`` where no accord is the text's subject."""
    return next(iter(ranked_states(flat, accords)), None)


def ranked_states(flat: FlatReading, accords: Sequence[Named]) -> list[FoundState]:
    """Return the states shown, that which goes furthest first; a formula of signature goes before a report of one."""
    shown = list(states_shown(flat, accords))
    to_sign = {flat.reading.sentence_number(state.start) for state in shown if state.state is _S.PLANNED}

    told = {state.state for state in shown if not _NOUN.match(flat.reading.text, state.start)}

    def rank(state: FoundState) -> tuple[int, bool, int]:
        # “Invited to the signature” tells of one to come where that is all that the text says of signing.
        if state.state is _S.SIGNED and _S.PLANNED in told and _S.SIGNED not in told:
            return (-_RANK[_S.ANNOUNCED], True, state.start)
        # “Un projet d'accord que les deux pays espèrent signer” is to be signed; a proposal is one side's.
        both = state.state is _S.DRAFT and flat.reading.sentence_number(state.start) in to_sign
        proposed = both and "propos" in flat.reading.text[state.start : state.end].lower()
        return (
            -_RANK[_S.ANNOUNCED if both and not proposed else state.state],
            state.rule not in _FORMULAS,
            state.start,
        )

    return sorted(shown, key=rank)


def states_shown(flat: FlatReading, accords: Sequence[Named]) -> Iterator[FoundState]:
    """Yield every state that a sentence shows of an accord which is not only cited."""
    by_sentence: dict[int, list[Named]] = {}
    for accord in accords:
        if accord.standing is not Standing.CITED:
            by_sentence.setdefault(accord.sentence, []).append(accord)
    for rule in _RULES:
        if rule.hints and not any(hint in flat.text for hint in rule.hints):
            continue
        told = [index for index in by_sentence if not is_preamble(flat, index)]
        places = [flat.spans[index] for index in told] if rule.needs_accord else [(0, len(flat.text))]
        for start, end in places:
            for found in ready(rule.pattern).finditer(flat.text, start, end):
                if state := _shown(flat, rule, found, by_sentence):
                    yield state


def _shown(
    flat: FlatReading, rule: _Rule, found: re.Match[str], by_sentence: dict[int, list[Named]]
) -> FoundState | None:
    index = flat.index_at(found.start())
    start, end = flat.spans[index]
    if rule.name in _UNDOABLE and _is_undone(flat.text, start, found, end):
        return None
    low, high = found.start(), min(found.end(), end)
    if found.group().startswith("entre") and not flat.words(low, low + 5).endswith("é"):
        return None  # “entre en vigueur” is a clause, “entré” has happened
    if rule.needs_accord:
        near = _nearest(by_sentence.get(index, ()), found)
        if near is None or (rule.name == "status.ratified" and not _is_ratified(flat.text[start:end])):
            return None
        low, high = min(low, near.start), max(high, near.end)
    original = flat.original(low, low + len(flat.text[low:high].rstrip()))
    return FoundState(start=original[0], end=original[1], rule=rule.name, state=rule.state)


def _nearest(accords: Sequence[Named], found: re.Match[str]) -> Named | None:
    """Return the accord nearest to the verb, one alone rather than several at once."""
    near = [accord for accord in accords if _distance(accord, found) <= _REACH]
    several = [accord for accord in near if accord.counted or accord.sentence < _HEAD]
    within = [accord for accord in near if not accord.plural] or several
    return min(within, key=lambda accord: _distance(accord, found), default=None)


def _distance(accord: Named, found: re.Match[str]) -> int:
    return max(accord.start - found.end(), found.start() - accord.end, 0)


def _is_undone(text: str, start: int, found: re.Match[str], end: int) -> bool:
    before = text[max(start, found.start() - 80) : found.start()]
    return bool(_UNDONE.search(before) or _NEGATED_AFTER.match(text, found.end(), end))


def _is_ratified(sentence: str) -> bool:
    if _SUBJECT_ON.search(sentence):
        return False
    return not _BILL.search(sentence) or _ADOPTED.search(sentence) is not None
