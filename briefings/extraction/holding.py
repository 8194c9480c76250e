"""The gate, asked for one finding at a time: the same checks that a record passes, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefings.checks.evidence import find_quotations
from briefings.checks.meaning import check_meaning
from briefings.checks.values import check_values
from briefings.checks.wording import check_wording
from briefings.errors import Location, Problem
from briefings.evidence import Evidence, Quotation, Wording
from briefings.extraction.proposals import Proposal, Refusal
from briefings.facts import Accord, Fact, NoteHead, Source
from briefings.patterns import compiled
from briefings.sources import SourceText
from briefings.vocabulary.codes import Marking, SourceKind

_TIED_BEFORE = compiled(r"[^\W_]+[-‐‑](?:[^\W_]+[-‐‑])?$")
_TIED_AFTER = compiled(r"[-‐‑][^\W_]+(?:[-‐‑][^\W_]+)?")
_CUE = compiled(r"\((negation|unverified report|future|attribution|history|reversal|wish|only named)\)")


class Finding(Struct, frozen=True):
    """A fact that a finder proposes, before the gate."""

    fact: Fact
    rule: str


class Gate:
    """The gate for the findings of one source; it keeps what it refused."""

    def __init__(self, source: SourceText, language: str, published: str | None = None) -> None:
        """Make a gate for one source in one language; ``published`` is the day it says it was published, ISO 8601."""
        self.source = source
        self.language = language
        self.at = Location(source.file)
        self.refusals: list[Refusal] = []
        self._sources = {source.id: source}
        self._accord = _accord(source, language, published, self.at)

    def first(self, findings: Iterable[Finding]) -> Proposal | None:
        """Return the first of several ways to bear a thing that passes; ``None``, with one refusal, where none does."""
        before = len(self.refusals)
        for finding in findings:
            if proposal := self.passes(finding):
                del self.refusals[before:]
                return proposal
        del self.refusals[before + 1 :]
        return None

    def passes(self, finding: Finding) -> Proposal | None:
        """Return the finding with its quotations, or ``None`` where the gate refuses it."""
        quotations, refused = self._held(finding.fact)
        if refused is None:
            return Proposal(finding.fact, quotations, finding.rule)
        reason, problem = refused
        self.refusals.append(_refusal(finding, reason, problem.message))
        return None

    def _held(self, fact: Fact) -> tuple[tuple[Quotation, ...], tuple[str, Problem] | None]:
        found = find_quotations(fact, self._sources, {self.source.id: self.language})
        for reason, problems in self._checks(fact, found.quotations, found.problems):
            if problems:
                cue = _CUE.search(problems[0].message)
                return found.quotations, (cue.group(1) if cue else reason, problems[0])
        return found.quotations, None

    def _checks(
        self, fact: Fact, quotations: tuple[Quotation, ...], problems: list[Problem]
    ) -> Iterator[tuple[str, list[Problem]]]:
        yield "quotation", problems
        yield "meaning", check_meaning(fact, self._accord, quotations, self._sources)
        yield "value", check_values(fact, self._accord, quotations)
        yield "wording", check_wording(fact, self._accord, quotations, self._sources)

    def evidence(self, *stretches: tuple[int, int]) -> tuple[Evidence, ...]:
        """Return the evidence for half-open stretches of the source, each once."""
        text = self.source.text
        return tuple(
            Evidence(source=self.source.id, exact=text[start:end], at=self.at, start=start, end=end)
            for start, end in dict.fromkeys(_whole(text, *stretch) for stretch in stretches)
        )

    def wording(self, start: int, end: int) -> Wording:
        """Return the source's own words as a wording in its language, with white space made single."""
        return self.worded(self.source.text[start:end])

    def worded(self, words: str) -> Wording:
        """Return words of the source as a wording in its language, with white space made single."""
        return Wording({self.language: " ".join(words.split())}, self.at)


def _refusal(finding: Finding, reason: str, message: str) -> Refusal:
    first = finding.fact.evidence[0] if finding.fact.evidence else None
    return Refusal(
        kind=type(finding.fact).__name__.lower(),
        rule=finding.rule,
        reason=reason,
        message=message,
        quotation=first.exact if first else "",
        start=first.start if first else None,
    )


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the rest of a word that a hyphen ties to it: “Ghana” in “Ghana-Kenya talks” is no word."""
    before, after = _TIED_BEFORE.search(text[max(0, start - 60) : start]), _TIED_AFTER.match(text[end : end + 60])
    return start - (len(before.group()) if before else 0), end + (after.end() if after else 0)


def _accord(source: SourceText, language: str, published: str | None, at: Location) -> Accord:
    """Return an accord that holds nothing but its source: all that the checks of one fact look up."""
    nothing = Wording({}, at)
    known = Source(
        id=source.id,
        at=at,
        file=source.file,
        kind=SourceKind.OTHER,
        language=language,
        title=nothing,
        published=published,
    )
    return Accord(
        id="proposed", file=source.file, languages=(language,), title=nothing, desk=nothing, marking=Marking.PUBLIC,
        as_at="", bottom_line=None, summary=(), remark=None, note=NoteHead(), sources=(known,), instrument=None,
        parties=(), events=(), people=(), provisions=(), provisions_open=None, follow_up=None, clauses=(), silent=(),
        context=(), judgements=(), gaps=(),
    )  # fmt: skip
