"""What one source proposes: facts that passed the gate, each with its quotations and the rules that found it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from briefings.evidence import Quotation
from briefings.extraction.findings import FoundInstrument, FoundQuantity
from briefings.facts import Fact
from briefings.sources import SourceText


class Proposal(Struct, frozen=True):
    """A fact with the quotations that the gate found for it, in the order of its evidence."""

    fact: Fact
    quotations: tuple[Quotation, ...]
    rule: str
    """The rule that found it, or several joined by “ + ”."""


class Refusal(Struct, frozen=True):
    """What a finder found and the gate did not take."""

    kind: str
    """What it would have been, such as ``provision``."""
    rule: str
    reason: str
    """``quotation``, ``value``, ``wording``, or the cue that turns the sentence, such as ``negation``."""
    message: str
    quotation: str = ""
    """What it would have rested on first; empty where there was nothing to quote."""
    start: int | None = None
    """Where that stands in the source, where it is known."""


class Proposals(Struct, frozen=True):
    """Everything that one source proposes; without an accord there is neither ``instrument`` nor ``stateless``."""

    source: SourceText
    language: str | None
    """``fr``, ``en``, or ``None`` where function words do not decide."""
    instrument: Proposal | None
    stateless: FoundInstrument | None
    """The accord where its own text shows no state of it, such as a few articles of a treaty; else ``None``."""
    parties: tuple[Proposal, ...]
    events: tuple[Proposal, ...]
    """The signature first, where the source tells of it; else the meeting."""
    people: tuple[Proposal, ...]
    provisions: tuple[Proposal, ...]
    follow_up: Proposal | None
    aspects: tuple[Proposal, ...]
    """What is said of the follow-up body."""
    clauses: tuple[Proposal, ...]
    context: tuple[Proposal, ...]
    quantities: tuple[FoundQuantity, ...]
    """Numbers of the text; no facts by themselves."""
    refusals: tuple[Refusal, ...]

    def accepted(self) -> Iterator[Proposal]:
        """Yield every proposal, in the order of a record."""
        if self.instrument:
            yield self.instrument
        yield from self.parties
        yield from self.events
        yield from self.people
        yield from self.provisions
        if self.follow_up:
            yield self.follow_up
        yield from self.aspects
        yield from self.clauses
        yield from self.context

    def refused(self) -> Mapping[str, int]:
        """Return how many findings were refused, by reason, the commonest first."""
        return dict(Counter(refusal.reason for refusal in self.refusals).most_common())
