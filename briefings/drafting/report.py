"""What a run tells of itself: what was refused and why, how much was proposed, and what became of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from briefings.drafting.proposing import Asked
from briefings.extraction.proposals import Refusal
from briefings.extraction.sentences import sentences

#: What a kind of fact is called where its name is not a word.
_CALLED = {"followupbody": "follow-up body", "bodyaspect": "aspect of the body", "contextstatement": "background"}
#: Characters of a quotation that is shown.
_SHOWN = 80


class Refused(Struct, frozen=True):
    """One proposal that the gate did not take, as it is told."""

    kind: str
    rule: str
    reason: str
    message: str
    quotation: str
    """At most 80 characters of what it would have rested on; empty where there was nothing."""
    place: str
    """File and line, page or paragraph."""


class Report(Struct, frozen=True):
    """A run over the sources of a dossier."""

    refused: tuple[Refused, ...]
    proposed: int
    accepted: int
    reasons: Mapping[str, int]
    """How many were refused, by reason, the commonest first."""
    bearing: int
    """Sentences that bear a fact."""
    sentences: int
    remarks: tuple[str, ...]


def report_of(asked: Sequence[Asked], more: Sequence[Refusal], remarks: Sequence[str]) -> Report:
    """Return the report of a run; ``more`` holds what was refused when the sources were put together."""
    told = [(refusal, one) for one in asked for refusal in one.proposals.refusals]
    refused = [_told(refusal, one) for refusal, one in told] + [_told(refusal, asked[0]) for refusal in more]
    accepted = sum(1 for one in asked for _ in one.proposals.accepted()) - len(more)
    covered = [_coverage(one) for one in asked]
    return Report(
        refused=tuple(refused),
        proposed=accepted + len(refused),
        accepted=accepted,
        reasons=dict(Counter(one.reason for one in refused).most_common()),
        bearing=sum(bearing for bearing, _ in covered),
        sentences=sum(total for _, total in covered),
        remarks=tuple(remarks),
    )


def _told(refusal: Refusal, one: Asked) -> Refused:
    words = " ".join(refusal.quotation.split())
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    place = one.source.file if refusal.start is None else one.source.described(refusal.start)
    return Refused(_CALLED.get(refusal.kind, refusal.kind), refusal.rule, refusal.reason, refusal.message, shown, place)


def _coverage(one: Asked) -> tuple[int, int]:
    """Return how many sentences of a source bear a fact, and how many there are."""
    starts = [sentence.start for sentence in sentences(one.source.text)]
    bearing: set[int] = set()
    for proposal in one.proposals.accepted():
        for quotation in proposal.quotations:
            first, last = (bisect_right(starts, at) - 1 for at in (quotation.start, quotation.end - 1))
            bearing.update(range(first, last + 1))
    return len(bearing), len(starts)
