"""One version of a dossier as far as it is known: whole, or cut to what a brief carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from msgspec import Struct, field

from briefings.evidence import Evidence, Quotation
from briefings.facts import Accord, Fact, Gap, Judgement, Statement
from briefings.folding import fold
from briefings.vocabulary.codes import Marking


class Scope(Enum):
    """How much of the dossier a version holds."""

    WHOLE = "whole"
    READABLE = "readable"
    """All that an audience may read; from a PDF whose audience has ``embed: all``."""
    PRINTED = "printed"
    """What one brief prints; from a PDF whose audience has ``embed: used``."""


class Passage(Struct, frozen=True):
    """A quotation and where it stands, as far as that is known."""

    source: str
    text: str
    paragraph: int | None = None
    """Number of the paragraph, from 1; ``None`` in a heading, or where the source is not at hand."""
    page: int | None = None
    """Page of a paged source, from 1."""
    found: bool = True
    """False where the source is not at hand or the quotation does not stand in it; the words are the record's then."""


class State(Struct, frozen=True, kw_only=True):
    """One version of a dossier."""

    accord: Accord
    passages: Mapping[str, tuple[Passage, ...]]
    """By fact id, in the order of the evidence."""
    contents: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the text of a source by its id, and of an annex by its file, as far as they are known."""
    scope: Scope = Scope.WHOLE
    ceiling: Marking = Marking.RESTRICTED
    """The highest marking that it can hold."""

    def may_hold(self, record: Fact | Statement | Judgement | Gap) -> bool:
        """Return whether the record would surely be in this version, had it existed then."""
        if self.scope is Scope.PRINTED:
            return False
        gone = isinstance(record, Fact) and not record.stands
        return self.scope is Scope.WHOLE or (record.marking.rank <= self.ceiling.rank and not gone)


def passages_of(accord: Accord, quotations: Mapping[str, tuple[Quotation, ...]]) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of each fact by its id; ``quotations`` are those that were found."""
    return {fact.id: tuple(_passages(fact.evidence, list(quotations.get(fact.id, ())))) for fact in accord.facts()}


def _passages(evidence: tuple[Evidence, ...], found: list[Quotation]) -> Iterator[Passage]:
    """Yield a passage for each evidence; quotations come in the order of the evidence, but some may be missing."""
    for each in evidence:
        if found and found[0].source == each.source and _stands_for(each, found[0]):
            quotation = found.pop(0)
            yield Passage(quotation.source, quotation.text, quotation.paragraph, quotation.page)
        else:
            yield Passage(each.source, each.exact, found=False)


def _stands_for(evidence: Evidence, quotation: Quotation) -> bool:
    """Return whether a quotation is the one found for an evidence."""
    return evened(evidence.exact) == evened(quotation.text)


def evened(text: str) -> str:
    """Return the text as quotations are compared: after typographic folding, without white space at its ends."""
    return " ".join(fold(text).text.split())
