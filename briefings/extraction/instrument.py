"""Of which type the accord is: by its own title, by how the text points at it, and by what is said to be signed.

The general word gives way to the particular one: what is called *accord* and *protocole d'accord* in one article is a
memorandum. An accord on the status of personnel is a status-of-forces agreement, also as an exchange of notes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from briefings.extraction.findings import FoundInstrument, FoundState
from briefings.extraction.flat import FlatReading, long_enough
from briefings.extraction.instruments_named import Named, Standing
from briefings.extraction.scope import is_preamble
from briefings.patterns import compiled
from briefings.vocabulary.codes import InstrumentState, InstrumentType

_T = InstrumentType
_STATUS = compiled(
    r"(?:status|statut) (?:(?:of|de|des|du|the|la|les|leurs|their|its|juridique|legal|civil|visiting) |d'|l'){0,4}"
    r"(?:(?:[a-z]+ ){0,3}(?:personnel|personnels|forces?|troops|troupes|militaires|membres))"
)
_MADE = compiled(
    r"\b(?:sign|conclu|paraph|initial|inked|seal|scell|ratif|approuv|approbation|approv|portant publication|announc|annonc|agree[ds]? (?:to|on)|committed"
    r"|intend|plan to|will|doi|ven(?:u|ir)|reach|parven|entr[ey]|en vigueur|in force|suspen|negoc|negot|propos|declar)"
)
_WEAK = frozenset({_T.PARTNERSHIP, _T.ACTION_PLAN, _T.CONTRACT, _T.OTHER, _T.JOINT_DECLARATION})
_TITLE = compiled(
    r"(?:\s+[a-z-]+){0,4}?\s*(?:entre (?:le|la|les|l')|between|relatif|relative|portant sur|on|concerning|regarding|for|de cooperation|d'adhesion)\b"
)
_DECLARING = compiled(r"\bdeclare the following|\bdeclarons ce qui suit|\bdeclarent ce qui suit")
_NEAR = 140
_MOST = 6


def find_instrument(flat: FlatReading, accords: Sequence[Named], state: FoundState | None) -> FoundInstrument | None:
    """Return the accord's type with the words that show it best, or ``None`` where no accord is the text's subject."""
    if state is None:
        return None
    return next(instruments_shown(flat, accords, state), None)


def instruments_shown(
    flat: FlatReading, accords: Sequence[Named], state: FoundState | None
) -> Iterator[FoundInstrument]:
    """Yield the accord's one type with the places that show it, the best first, and a few at most.

    Without a state only a text that points at its own accord has one.
    """
    if state is None and not any(accord.standing is Standing.OWN for accord in accords):
        return
    if declared := _DECLARING.search(flat.text):
        yield _found(flat, declared.start(), declared.end(), _T.JOINT_DECLARATION, "instrument.declares")
        return
    weights = _weights(flat, accords, state)
    if not weights:
        return
    shown = flat.index_at(flat.flat.from_original(state.start)) if state else None
    chosen = _chosen(weights, state, shown)
    if status := _status_words(flat, accords, chosen):
        yield _found(flat, *status, _T.SOFA, "instrument.status-of-forces")
        return
    named = [accord for accord in weights if chosen in (accord.type, _T.OTHER)]
    for accord in sorted(named, key=lambda accord: (-weights[accord], accord.start))[:_MOST]:
        yield _found(flat, accord.start, accord.end, chosen, "instrument.named")


def _found(flat: FlatReading, start: int, end: int, kind: InstrumentType, rule: str) -> FoundInstrument:
    index = flat.index_at(start)
    low, high = flat.original(*long_enough(flat.text, start, end, *flat.spans[index]))
    return FoundInstrument(start=low, end=high, rule=rule, type=kind)


def _weights(flat: FlatReading, accords: Sequence[Named], state: FoundState | None) -> dict[Named, float]:
    """Return how much each naming says of the text's own accord; what is only cited says nothing."""
    shown = flat.index_at(flat.flat.from_original(state.start)) if state else None
    weights: dict[Named, float] = {}
    alone = any(not accord.plural and accord.standing is not Standing.CITED for accord in accords)
    for accord in accords:
        recital = accord.standing is not Standing.OWN and is_preamble(flat, accord.sentence)
        if accord.standing is Standing.CITED or recital:
            continue
        told = accord.counted and accord.sentence == shown
        kept = told or (not alone and (accord.counted or accord.sentence == shown))
        if accord.plural and accord.type is not _T.OTHER and not kept:
            continue
        near = flat.text[max(accord.start - _NEAR, 0) : accord.end + _NEAR]
        weight = (
            1.0 + 2 * (accord.standing is Standing.OWN) + 3 * (accord.sentence == shown) + 2 * (accord.sentence == 0)
        )
        weight += 2 * bool(_MADE.search(near)) + 2 * bool(_TITLE.match(flat.text, accord.end))
        before = flat.text[max(accord.start - 30, 0) : accord.start]
        weight += 6 * bool(
            re.search(
                r"(?:approbation|ratification|publication|approuves?|ratifies?)(?: -)? (?:du|de la|de l'|le|la|l'|of the)?\s*$",
                before,
            )
        )
        weights[accord] = weight * (0.4 if accord.type in _WEAK and accord.standing is not Standing.OWN else 1.0)
    return weights


def _chosen(weights: dict[Named, float], state: FoundState | None, shown: int | None) -> InstrumentType:
    sums: dict[InstrumentType, float] = defaultdict(float)
    for accord, weight in weights.items():
        sums[accord.type] += weight
    pointed = {accord.type for accord in weights if accord.standing is Standing.OWN and accord.type not in _WEAK}
    named = [kind for kind, total in sums.items() if kind not in (_T.OTHER, _T.AGREEMENT) and total >= 1]
    to_come = state is not None and state.state in (InstrumentState.PLANNED, InstrumentState.ANNOUNCED)
    if to_come and not pointed and len(named) > 2:
        return _T.OTHER  # several accords at once
    several = [accord.type for accord in weights if accord.counted and shown == accord.sentence]
    best = several[0] if several else max(sums, key=lambda kind: sums[kind])
    if best is not _T.AGREEMENT or several:
        return best
    particular = {
        kind: total for kind, total in sums.items() if kind not in (*_WEAK, _T.AGREEMENT, _T.TECHNICAL_ARRANGEMENT)
    }
    rival = max(particular, key=lambda kind: particular[kind], default=best)
    if rival is not best and sums[rival] >= 0.45 * sums[best] and not (best in pointed and rival not in pointed):
        return rival
    return best


def _status_words(flat: FlatReading, accords: Sequence[Named], chosen: InstrumentType) -> tuple[int, int] | None:
    """Return where the text says that its accord is about the status of personnel, the naming included."""
    for accord in accords:
        if accord.standing is Standing.CITED or accord.plural or accord.type is not chosen:
            continue
        end = flat.spans[accord.sentence][1]
        if flat.text[max(accord.start - 40, 0) : accord.start].endswith(("status of forces ", "status-of-forces ")):
            return accord.start - len("status of forces "), accord.end
        status = _STATUS.search(flat.text, accord.end, min(accord.end + 260, end))
        if status is None or any(accord.end < other.start < status.start() for other in accords):
            continue
        if _is_title(flat.text[accord.end : status.start()]):
            return accord.start, status.end()
    return None


def _is_title(between: str) -> bool:
    """Return whether words between an accord's name and its subject belong to its title."""
    if re.search(r"\b(?:shall|will|applies|apply|sera|seront|s'applique)\b", between):
        return False
    return bool(
        re.search(
            r"(?:concern|regarding|relati|on the|sur le|portant|governing|about|du |de |of |fixant|definissant|establish)\W*(?:[a-z']+ ?){0,3}$",
            between,
        )
    )
