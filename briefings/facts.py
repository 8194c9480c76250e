"""Stage 2: what a dossier records. Frozen records that know no file, no format and no font.

Every record that states something about the world is a ``Fact``: it has a wording per language, a status, and either
evidence (exact quotations) or the facts it is derived from. Judgements and gaps are the desk's own and say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from briefings.annexes import AnnexContent, AnnexFile
from briefings.errors import Location
from briefings.evidence import Evidence, Locality, PartialDate, Quotation, Review, Wording
from briefings.sources import SourceText
from briefings.vocabulary.codes import (
    Aspect,
    ClauseCode,
    Confidence,
    ContextKind,
    EventType,
    FactStatus,
    InstrumentState,
    InstrumentType,
    JudgementKind,
    Likelihood,
    Marking,
    PartyLevel,
    PersonPart,
    ProvisionCode,
    Reliability,
    ReviewState,
    SourceKind,
)


class Fact(Struct, frozen=True, kw_only=True):
    """What all facts have in common."""

    id: str
    at: Location
    text: Wording
    status: FactStatus = FactStatus.STATED
    evidence: tuple[Evidence, ...] = ()
    derived_from: tuple[str, ...] = ()
    """Ids of the facts an inference rests on."""
    speaker: str | None = None
    """Who says it, where the status is *attributed*; as worded in the source."""
    review: Review = field(default_factory=Review)
    credibility: int = 6
    """1 (confirmed) to 6 (cannot be judged); the Admiralty code, apart from the source's reliability."""
    marking: Marking = Marking.PUBLIC
    positive: bool = True
    """False where the fact is that something is *not* so."""
    proposed_by: str | None = None
    """The rule or model that proposed it; ``None`` for what a person wrote."""
    lapsed: str | None = None
    """Why it no longer stands since a source changed; ``None`` where it does."""

    @property
    def stands(self) -> bool:
        """Return whether a brief may print it and others may rest on it: it is neither rejected nor lapsed."""
        return self.review.state is not ReviewState.REJECTED and self.lapsed is None


class Instrument(Fact, frozen=True, kw_only=True):
    """The accord itself."""

    type: InstrumentType
    state: InstrumentState
    title: str | None = None
    """Title as worded in the instrument, where a source gives one."""
    others: tuple[Instrument, ...] = ()
    """What other sources say instead; each a fact of its own, with none below it."""


class Party(Fact, frozen=True, kw_only=True):
    """Who is bound."""

    code: str
    level: PartyLevel


class Event(Fact, frozen=True, kw_only=True):
    """Something that happened, or is set to happen."""

    type: EventType
    date: PartialDate | None = None
    place: Locality | None = None


class Person(Fact, frozen=True, kw_only=True):
    """A person and the office held at the time; a person may go unnamed, or be named without an office."""

    name: str | None
    office: Wording
    """As worded in the source; without words where it states none."""
    party: str | None
    part: PersonPart
    event: str | None = None
    variants: tuple[str, ...] = ()


class Provision(Fact, frozen=True, kw_only=True):
    """What the parties agreed to do, or said they did not agree to."""

    code: ProvisionCode
    label: Wording
    """A few words that name the provision in a table."""
    who: Wording | None = None
    when: Wording | None = None
    payer: Wording | None = None


class BodyAspect(Fact, frozen=True, kw_only=True):
    """One thing said of the follow-up body."""

    aspect: Aspect
    venues: tuple[Locality, ...] = ()


class FollowUpBody(Fact, frozen=True, kw_only=True):
    """The body that carries the accord on."""

    name: Wording
    level: PartyLevel | None = None
    aspects: tuple[BodyAspect, ...] = ()
    others: tuple[FollowUpBody, ...] = ()
    """What other sources say instead; each a fact of its own with its aspects, with none below it."""


class Clause(Fact, frozen=True, kw_only=True):
    """A clause that a source states."""

    code: ClauseCode


class ContextStatement(Fact, frozen=True, kw_only=True):
    """A statement of background."""

    kind: ContextKind
    date: PartialDate | None = None
    """When it happened, where the source says so."""


class Statement(Struct, frozen=True, kw_only=True):
    """Facts said again in fewer words, for the bottom line and the summary; it adds nothing to them."""

    id: str
    at: Location
    text: Wording
    basis: tuple[str, ...]
    """Ids of the facts it restates; never empty."""
    marking: Marking = Marking.PUBLIC

    def wordings(self) -> tuple[Wording, ...]:
        """Return everything it says."""
        return (self.text,)


class Judgement(Struct, frozen=True, kw_only=True):
    """The desk's own view; kept visibly apart from facts."""

    id: str
    at: Location
    kind: JudgementKind
    text: Wording
    basis: tuple[str, ...]
    """Ids of the facts it rests on; never empty."""
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
    answer: Wording | None = None
    """For a question with its answer."""
    author: str | None = None
    on: str | None = None
    cleared: bool = False
    marking: Marking = Marking.INTERNAL

    def wordings(self) -> tuple[Wording, ...]:
        """Return everything it says: its text, and the answer where there is one."""
        return (self.text, self.answer) if self.answer else (self.text,)


class Gap(Struct, frozen=True, kw_only=True):
    """What the sources do not say and a reader would look for."""

    id: str
    at: Location
    question: Wording
    why: Wording
    topic: Wording
    """A few words that name it in a list."""
    consulted: tuple[str, ...]
    clauses: tuple[ClauseCode, ...] = ()
    """Clauses it covers, so that a silence is printed once."""
    marking: Marking = Marking.PUBLIC


class Source(Struct, frozen=True, kw_only=True):
    """What is known about a source text."""

    id: str
    at: Location
    file: str
    kind: SourceKind
    language: str
    title: Wording
    based_on: Wording | None = None
    """What a desk note reports, as far as it is known."""
    based_on_kind: SourceKind | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    sha256: str | None = None
    origin: str | None = None
    """The source that this one only repeats, or its own id where it only looks like a copy; by its declaration."""
    reliability: Reliability = Reliability.F
    basis: Wording | None = None
    """Why the grade is what it is."""
    embed: bool = False


class Change(Struct, frozen=True, kw_only=True):
    """One entry of the dossier's change log."""

    version: str
    on: str
    text: Wording


class NoteHead(Struct, frozen=True, kw_only=True):
    """The particulars of the note; each is left out when the desk has none."""

    reference: str | None = None
    version: str | None = None
    sender: Wording | None = None
    recipient: Wording | None = None
    copies: Wording | None = None
    decision: Wording | None = None
    deadline: str | None = None
    clearance: Wording | None = None
    contact: Wording | None = None
    embargo: Wording | None = None
    distribution: Wording | None = None
    changes: tuple[Change, ...] = ()


class Accord(Struct, frozen=True, kw_only=True):
    """One dossier: everything the desk records about one accord."""

    id: str
    file: str
    languages: tuple[str, ...]
    title: Wording
    desk: Wording
    marking: Marking
    as_at: str
    """ISO 8601 date; the date of every brief built from this state of the dossier."""
    bottom_line: Statement | None
    summary: tuple[Statement, ...]
    remark: Wording | None
    """The desk's remark, not from the sources."""
    note: NoteHead
    sources: tuple[Source, ...]
    instrument: Instrument | None
    parties: tuple[Party, ...]
    events: tuple[Event, ...]
    people: tuple[Person, ...]
    provisions: tuple[Provision, ...]
    provisions_open: Fact | None
    """Where a source leaves the list of provisions open: the fact that it does."""
    follow_up: FollowUpBody | None
    clauses: tuple[Clause, ...]
    silent: tuple[ClauseCode, ...]
    context: tuple[ContextStatement, ...]
    judgements: tuple[Judgement, ...]
    gaps: tuple[Gap, ...]
    annexes: tuple[AnnexFile, ...] = ()

    def annex_path(self, annex: AnnexFile) -> str:
        """Return the workspace path of an annex, which stands beside the record."""
        return f"{self.file.rpartition('/')[0]}/{annex.file}"

    def annexes_up_to(self, ceiling: Marking) -> tuple[AnnexFile, ...]:
        """Return the annexes that an audience of the ceiling may read."""
        return tuple(annex for annex in self.annexes if annex.marking.rank <= ceiling.rank)

    def records(self) -> Iterator[Fact | Statement | Judgement | Gap]:
        """Yield everything whose words a brief may print: statements, facts, judgements and gaps."""
        if self.bottom_line:
            yield self.bottom_line
        yield from self.summary
        yield from self.facts()
        yield from self.judgements
        yield from self.gaps

    def instruments(self) -> tuple[Instrument, ...]:
        """Return the instrument as the desk tells it, then what other sources say instead; empty if there is none."""
        return (self.instrument, *self.instrument.others) if self.instrument else ()

    def bodies(self) -> tuple[FollowUpBody, ...]:
        """Return the body as the desk tells it, then what other sources say instead; empty where there is none."""
        return (self.follow_up, *self.follow_up.others) if self.follow_up else ()

    def facts(self) -> Iterator[Fact]:
        """Yield every fact in the order of the record; judgements and gaps are none."""
        yield from self.instruments()
        yield from self.parties
        yield from self.events
        yield from self.people
        yield from self.provisions
        if self.provisions_open:
            yield self.provisions_open
        for body in self.bodies():
            yield body
            yield from body.aspects
        yield from self.clauses
        yield from self.context

    def unreviewed(self) -> tuple[Fact, ...]:
        """Return the facts that wait for a review, in order; one that no longer stands waits for none."""
        return tuple(fact for fact in self.facts() if fact.stands and fact.review.state is ReviewState.UNREVIEWED)


class Dossier(Struct, frozen=True):
    """An accord that passed the gate, with the quotation found for every evidence."""

    accord: Accord
    quotations: Mapping[str, tuple[Quotation, ...]]
    """By fact id, in the order of the evidence."""
    hashes: Mapping[str, str]
    """SHA-256 by workspace path: the record, each source and each annex."""
    texts: Mapping[str, SourceText] = field(default_factory=dict)
    """The sources as read, by their ids."""
    remarks: tuple[str, ...] = ()
    """What the desk should know though it stops nothing, such as an ambiguous quotation."""
    annexed: Mapping[str, AnnexContent] = field(default_factory=dict)
    """The annexes as read, by their files."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """For each source the source that it counts with: its own id, or that of the first of its origin."""
