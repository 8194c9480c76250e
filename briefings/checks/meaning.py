"""The whole sentence around a quotation is read for cues that turn its meaning against the status of the fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefings.errors import ExitCode, Problem
from briefings.evidence import Quotation
from briefings.facts import Accord, Event, Fact, Instrument
from briefings.sources import SourceText, Span
from briefings.vocabulary.codes import EventType, FactStatus, InstrumentState, SourceKind
from briefings.vocabulary.cues import Cue, find_cue

_DONE = (InstrumentState.SIGNED, InstrumentState.RATIFIED, InstrumentState.IN_FORCE)


def check_meaning(
    fact: Fact, accord: Accord, quotations: tuple[Quotation, ...], sources: Mapping[str, SourceText]
) -> list[Problem]:
    """Return a problem for each sentence whose cues contradict the fact's status or polarity."""
    notes = {source.id for source in accord.sources if source.kind is SourceKind.DESK_NOTE}
    problems = []
    negated = False
    for evidence, quotation in zip(fact.evidence, quotations, strict=False):
        span = Span(quotation.start, quotation.end)
        sentence = sources[quotation.source].sentence(span)
        negated = negated or find_cue(sentence, Cue.NEGATION) is not None
        for cue, hint in _conflicts(fact):
            if words := find_cue(sentence, cue, reports_text=quotation.source in notes):
                message = f"“{words}” ({cue.value}) in the sentence turns the meaning of fact “{fact.id}”"
                problems.append(Problem(ExitCode.DOSSIER, message, evidence.at, hint))
    if not fact.positive and fact.evidence and not negated:
        message = f"fact “{fact.id}” says that something is not so, but no quotation denies anything"
        problems.append(Problem(ExitCode.DOSSIER, message, fact.at, "quote the denial, or drop positive: false"))
    return problems


def _conflicts(fact: Fact) -> Iterator[tuple[Cue, str]]:
    """Yield the cues that a fact of this kind and status must not meet, each with a way out."""
    if fact.positive:
        yield Cue.NEGATION, "quote a sentence that does not deny it, or record positive: false"
    if fact.status is FactStatus.STATED:
        yield Cue.UNVERIFIED, "the source does not vouch for it: use status: attributed or source-assessment"
        yield Cue.ATTRIBUTION, "somebody else says it: use status: attributed and name the speaker"
    done = isinstance(fact, Instrument) and fact.state in _DONE
    if done or (isinstance(fact, Event) and fact.type is not EventType.OTHER):
        yield Cue.FUTURE, "it has not happened yet: use state: planned or announced"
        yield Cue.HISTORY, "the sentence is about an earlier time; quote one about this accord"
