"""The whole sentence around a quotation is read for cues that turn its meaning against the status of the fact.

A denial is followed as far as it reaches, and no further: see ``vocabulary.denials``. All other cues hold for the whole
sentence. An item of a list is read with the sentence that opens the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice

from msgspec import Struct

from briefings.checks.focus import bearing
from briefings.checks.lists import opening
from briefings.checks.naming import names_apart
from briefings.checks.subject_matter import without_subject_matter
from briefings.errors import ExitCode, Problem
from briefings.evidence import Quotation
from briefings.facts import Accord, Clause, Event, Fact, Instrument, Person, Provision
from briefings.patterns import compiled
from briefings.sources import SourceText, Span
from briefings.vocabulary.codes import EventType, FactStatus, InstrumentState, SourceKind
from briefings.vocabulary.cues import Cue, find_cue
from briefings.vocabulary.denial_cues import NOT_YET_DONE
from briefings.vocabulary.denials import Standing, standing
from briefings.vocabulary.futures import find_future, only_named
from briefings.vocabulary.levelled import level
from briefings.vocabulary.triggers import shown

#: What must have been done for an instrument to be in a state.
_DEEDS: dict[Enum, tuple[EventType, ...]] = {
    InstrumentState.SIGNED: (EventType.SIGNATURE,),
    InstrumentState.RATIFIED: (EventType.RATIFICATION,),
    InstrumentState.IN_FORCE: (EventType.ENTRY_INTO_FORCE,),
}
#: A clause may forbid, waive or end something: that is how it settles its matter, and no denial of the clause.
_ITS_OWN = compiled(
    r"(?:interdi|prohib|forbid|forbad|bann?|bar|waiv|renonc|refrain|abst|s'abst|s'interdi|terminat|mett|mis fin|mit fin"
    r"|suspend|preclud|empech)"
)
#: What is not yet signed may be in these.
_TO_COME = frozenset({InstrumentState.PLANNED, InstrumentState.ANNOUNCED, InstrumentState.DRAFT})
_CHOOSE = "the quotation stands {} times and means something else in another place: add prefix or suffix"
_MOST_HITS = 20
_FUTURE = "future"
_NOT_YET = "it has not happened yet: use state: planned or announced"


class _Passage(Struct, frozen=True):
    """A sentence with a quotation in it."""

    text: str
    start: int
    """Where the quotation begins in it."""
    quotation: Quotation
    reports_text: bool
    """Whether it stands in a desk note."""


def check_meaning(
    fact: Fact, accord: Accord, quotations: tuple[Quotation, ...], sources: Mapping[str, SourceText]
) -> list[Problem]:
    """Return a problem for each sentence whose cues contradict the fact's status or polarity."""
    notes = {source.id for source in accord.sources if source.kind is SourceKind.DESK_NOTE}
    problems = list(_not_said_to_be_done(fact, quotations, sources))
    denied = False
    for evidence, quotation in zip(fact.evidence, quotations, strict=False):
        places = (Span(quotation.start, quotation.end), *quotation.elsewhere)
        for number, place in enumerate(places):
            passage = _passage(quotation, place, sources[quotation.source], quotation.source in notes)
            stands = _standings(fact, passage)
            denied = denied or any(verdict is Standing.DENIED for verdict, _ in stands)
            told = [*_denied(fact, stands), *_turned(fact, passage)]
            for words, what, hint in told:
                message = f"“{words}” ({what}) in the sentence turns the meaning of fact “{fact.id}”"
                choose = f"{_CHOOSE.format(len(places))}; or {hint}" if number else hint
                problems.append(Problem(ExitCode.DOSSIER, message, evidence.at, choose))
            if told:
                break
    if not fact.positive and fact.evidence and not denied:
        message = f"fact “{fact.id}” says that something is not so, but no quotation denies anything"
        problems.append(Problem(ExitCode.DOSSIER, message, fact.at, "quote the denial, or drop positive: false"))
    return problems


def _passage(quotation: Quotation, span: Span, source: SourceText, reports_text: bool) -> _Passage:
    sentence, start = source.around(span)
    lead = opening(source, span.start - start)
    if lead:
        # The colon that ends the lead keeps its denial alive over the item.
        sentence, start = f"{lead}\n{sentence}", start + len(lead) + 1
    return _Passage(sentence, start, quotation, reports_text)


def _standings(fact: Fact, passage: _Passage) -> list[tuple[Standing, str]]:
    """Return how each stretch that bears the fact stands to the denials around it."""
    of_matter = isinstance(fact, Provision | Clause)
    passed_over = _passed_over(fact)
    stands = [
        standing(passage.text, passage.start + low, passage.start + high, of_matter, passed_over)
        for low, high in bearing(fact, passage.quotation.text)
    ]
    if isinstance(fact, Person) and any(verdict is not Standing.AFFIRMED for verdict, _ in stands):
        quoted = (passage.start, passage.start + len(passage.quotation.text))
        if names_apart(fact, passage.text, *quoted):
            return [(Standing.AFFIRMED, "")]
    return stands


def _passed_over(fact: Fact) -> re.Pattern[str] | None:
    """Return what the denials look like that a fact of this kind does not mind."""
    if isinstance(fact, Clause):
        return _ITS_OWN
    return NOT_YET_DONE if isinstance(fact, Instrument) and fact.state in _TO_COME else None


def _denied(fact: Fact, stands: Sequence[tuple[Standing, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield the denial that a fact must not meet: for one that is so, where no word of it stands outside its reach."""
    if not fact.positive:
        for verdict, words in stands:
            if verdict is Standing.UNCLEAR and not any(one is Standing.DENIED for one, _ in stands):
                yield (
                    words,
                    Cue.NEGATION.value,
                    "how far it reaches is not clear; quote a sentence that denies it plainly",
                )
                return
    elif stands and not any(verdict is Standing.AFFIRMED for verdict, _ in stands):
        verdict, words = stands[0]
        hint = "quote a sentence that does not deny it, or record positive: false"
        yield words, Cue.NEGATION.value, hint if verdict is Standing.DENIED else f"{hint}; its reach is not clear here"


def _turned(fact: Fact, passage: _Passage) -> Iterator[tuple[str, str, str]]:
    """Yield the words of each cue that contradicts the fact, the cue, and a way out."""
    for cue, hint in _conflicts(fact):
        text = without_subject_matter(passage.text, cue) if _deeds(fact) else passage.text
        if words := find_cue(text, cue, reports_text=passage.reports_text):
            yield words, cue.value, hint
    if words := find_future(passage.text, _deeds(fact)):
        yield words, _FUTURE, _NOT_YET


def _not_said_to_be_done(
    fact: Fact, quotations: tuple[Quotation, ...], sources: Mapping[str, SourceText]
) -> Iterator[Problem]:
    """Yield that the quotations only name a signature or a ratification, and none says that it took place."""
    named = ""
    for quotation in quotations:
        sentence, start = sources[quotation.source].around(Span(quotation.start, quotation.end))
        levelled = level(sentence)
        low, high = levelled.at(start), levelled.at(start + len(quotation.text))
        for deed in {EventType.SIGNATURE, EventType.RATIFICATION} & set(_deeds(fact)):
            for first, last in islice(shown(levelled.text[low:high], deed), _MOST_HITS):
                if not only_named(levelled.text, low + first, low + last):
                    return
                named = named or levelled.text[low + first :].split()[0].strip(",.;:")
    if named and fact.positive:
        message = f"“{named}” (only named) in the sentence turns the meaning of fact “{fact.id}”"
        hint = "quote words that say it was done, or use state: planned or announced"
        yield Problem(ExitCode.DOSSIER, message, fact.evidence[0].at, hint)


def _conflicts(fact: Fact) -> Iterator[tuple[Cue, str]]:
    """Yield the cues that a fact of this kind and status must not meet, each with a way out."""
    if fact.status is FactStatus.STATED:
        yield Cue.UNVERIFIED, "the source does not vouch for it: use status: attributed or source-assessment"
        yield Cue.ATTRIBUTION, "somebody else says it: use status: attributed and name the speaker"
    if isinstance(fact, Provision) and fact.status is FactStatus.STATED and fact.positive:
        yield Cue.WISH, "somebody wants it, and the source does not say that it was agreed"
        yield Cue.HISTORY, "the sentence is about an earlier accord; quote one about this accord"
    if _deeds(fact) and fact.positive:
        yield Cue.HISTORY, "the sentence is about an earlier time; quote one about this accord"
        yield (
            Cue.REVERSAL,
            "the sentence says that it was put off, called off or ended; quote one that says how it stands",
        )


def _deeds(fact: Fact) -> tuple[EventType, ...]:
    """Return what must have happened for a fact to be so; empty where nothing must."""
    if isinstance(fact, Instrument):
        return _DEEDS.get(fact.state, ())
    if isinstance(fact, Event) and fact.type is not EventType.OTHER:
        return (fact.type,)
    return ()
