"""Every quotation is looked up in its source: exact, or equal after typographic folding, on word boundaries."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefings.checks.word_boundaries import stands
from briefings.errors import ExitCode, Location, Problem
from briefings.evidence import Evidence, Quotation
from briefings.facts import ContextStatement, Event, Fact, Party, Person
from briefings.folding import fold
from briefings.names import did_you_mean
from briefings.sources import SourceText, Span
from briefings.vocabulary.gazetteer import places_named

_MIN_LETTERS = 8


@dataclass
class Found:
    """What became of the evidence of one fact."""

    quotations: tuple[Quotation, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def find_quotations(fact: Fact, sources: Mapping[str, SourceText], languages: Mapping[str, str]) -> Found:
    """Return the quotations of a fact; a problem for each that does not stand, a remark for each that is ambiguous."""
    found = Found()
    quotations = []
    for evidence in fact.evidence:
        source = sources.get(evidence.source)
        if source is None:
            if evidence.source not in languages:
                hint = did_you_mean(evidence.source, languages, "sources of the dossier")
                found.problems.append(_problem(f"there is no source “{evidence.source}”", evidence.at, hint))
            continue
        spans = source.find(evidence.exact, evidence.prefix, evidence.suffix)
        if too_short(fact, evidence.exact):
            hint = "quote at least two words or eight letters"
            found.problems.append(
                _problem(f"quotation “{evidence.exact}” is too short to prove anything", evidence.at, hint)
            )
        elif not spans:
            found.problems.append(_not_found(evidence, source))
        else:
            found.problems += _offset_problems(evidence, spans)
            quotations.append(_quotation(evidence, spans, source, languages[evidence.source]))
            if len(spans) > 1 and evidence.start is None:
                found.remarks.append(
                    f"{evidence.at}: the quotation of “{fact.id}” stands {len(spans)} times in {evidence.source}; "
                    "add prefix or suffix to choose one"
                )
    found.quotations = tuple(quotations)
    return found


def too_short(fact: Fact, exact: str) -> bool:
    """Return whether a quotation has under two words and under eight letters; the value itself may be short.

    That is a name, a city, a date as worded, a country that is all of the quotation, or the office of somebody unnamed.
    """
    if not any(c.isalnum() for c in exact):
        return True
    if len(exact.split()) > 1 or sum(c.isalpha() for c in exact) >= _MIN_LETTERS:
        return False
    if any(_names_all(exact, code) for code in _countries(fact)):
        return False
    return not any(stands(exact, (value,)) or stands(value, (exact,)) for value in _own_values(fact))


def _own_values(fact: Fact) -> list[str]:
    """Return what of a fact is a name or a date, as the source words it."""
    if isinstance(fact, Event):
        place = [fact.place.city, *fact.place.names.values()] if fact.place else []
        return [value for value in (*place, fact.date.raw if fact.date else None) if value]
    if isinstance(fact, ContextStatement):
        return [fact.date.raw] if fact.date else []
    if isinstance(fact, Person):
        offices = () if fact.name else fact.office.texts.values()
        return [value for value in (fact.name, *fact.variants, *offices) if value]
    return []


def _countries(fact: Fact) -> list[str]:
    """Return the codes of the countries that are values of a fact."""
    if isinstance(fact, Party):
        return [fact.code]
    if isinstance(fact, Person):
        return [fact.party] if fact.party else []
    return [fact.place.country] if isinstance(fact, Event) and fact.place and fact.place.country else []


def _names_all(exact: str, code: str) -> bool:
    """Return whether a quotation is the name of a place and nothing else."""
    named = [exact[mention.start : mention.end] for mention in places_named(exact) if mention.code == code]
    return any(sum(map(str.isalnum, name)) == sum(map(str.isalnum, exact)) for name in named)


def _quotation(evidence: Evidence, spans: tuple[Span, ...], source: SourceText, language: str) -> Quotation:
    span = _chosen(evidence, spans)
    return Quotation(
        source=evidence.source,
        text=source.text[span.start : span.end],
        language=language,
        start=span.start,
        end=span.end,
        match=span.match,
        paragraph=source.place(span.start),
        page=source.page(span.start),
        translations=evidence.translations,
        elsewhere=tuple(one for one in spans if one != span) if evidence.start is None else (),
    )


def _chosen(evidence: Evidence, spans: tuple[Span, ...]) -> Span:
    """Return the occurrence at the offset that the desk wrote, or the first."""
    return next((span for span in spans if span.start == evidence.start), spans[0])


def _offset_problems(evidence: Evidence, spans: tuple[Span, ...]) -> list[Problem]:
    if evidence.start is None and evidence.end is None:
        return []
    for span in spans:
        if evidence.start in (None, span.start) and evidence.end in (None, span.end):
            return []
    message = f"start {evidence.start} and end {evidence.end} are not where the quotation stands"
    return [_problem(message, evidence.at, f"write start: {spans[0].start} and end: {spans[0].end}, or leave them out")]


def _not_found(evidence: Evidence, source: SourceText) -> Problem:
    shown = evidence.exact if len(evidence.exact) <= 120 else evidence.exact[:117] + "…"
    if (evidence.prefix or evidence.suffix) and source.find(evidence.exact):
        message = f"quotation “{shown}” stands in {evidence.source}, but not between this prefix and suffix"
        return _problem(message, evidence.at, "copy prefix and suffix from the source")
    return _problem(
        f"quotation “{shown}” is not in source {evidence.source}", evidence.at, _nearest(evidence.exact, source)
    )


def _nearest(exact: str, source: SourceText) -> str:
    words = set(re.findall(r"\w+", exact.casefold()))
    best, score = None, 0.0
    for match in re.finditer(r"[^\n]+", source.text):
        line = match.group()
        shared = len(words & set(re.findall(r"\w+", line.casefold()))) / (len(words) or 1)
        if shared > score:
            best, score = match, shared
    if best is None or score < 0.5:
        return f"no line of {source.file} comes near; quote the source word for word"
    passage = _passage(exact, best.group())
    return f"nearest text is at {source.described(best.start())}: “{passage}”; copy it exactly"


def _passage(exact: str, line: str) -> str:
    """Return the stretch of a line that looks most like the quotation, on word boundaries."""
    wanted, words = fold(exact).text.split(), line.split()
    size = min(len(wanted), len(words))
    windows = [" ".join(words[i : i + size]) for i in range(len(words) - size + 1)]
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best, score = windows[0], (-1.0, 0)
    for window in windows:
        words = fold(window).text.split()
        matcher.set_seq1(words)
        # Of two windows with as many shared words, the one with more in their places is what was meant.
        rank = (matcher.ratio(), sum(map(str.__eq__, words, wanted)))
        if rank > score:
            best, score = window, rank
    return best if len(best) <= 160 else best[:157] + "…"


def _problem(message: str, at: Location, hint: str | None = None) -> Problem:
    return Problem(ExitCode.DOSSIER, message, at, hint)
