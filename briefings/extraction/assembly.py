"""Everything that one source proposes: all finders run over it, the choices made, the gate asked for each finding.

Where no accord is the subject of the text, there is no instrument, no event, provision, follow-up body or clause; the
states that it is about and the people in it are still told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from briefings.extraction.as_facts import (
    aspect_finding,
    body_finding,
    clause_finding,
    context_finding,
    event_findings,
    instrument_finding,
    party_finding,
    person_findings,
    provision_finding,
)
from briefings.extraction.clauses import find_clauses
from briefings.extraction.context import find_context
from briefings.extraction.findings import FoundInstrument
from briefings.extraction.flat import FlatReading, flat_reading, long_enough
from briefings.extraction.follow_up import bodies_shown
from briefings.extraction.found import Found, FoundParty, FoundPerson, PlaceUse
from briefings.extraction.holding import Finding, Gate
from briefings.extraction.instrument import instruments_shown
from briefings.extraction.instruments_named import Named, instruments_named
from briefings.extraction.parties import find_parties
from briefings.extraction.people import find_people
from briefings.extraction.proposals import Proposal, Proposals
from briefings.extraction.provisions import provisions_shown
from briefings.extraction.quantities import find_quantities
from briefings.extraction.reading import Reading
from briefings.extraction.scope import Passage, is_preamble, is_treaty, passages
from briefings.extraction.signature import Signature, find_signature
from briefings.extraction.status import ranked_states
from briefings.facts import Provision
from briefings.sources import SourceText
from briefings.vocabulary.codes import EventType, PersonPart

#: The states tried for one instrument; a text that shows more only repeats itself.
_MOST_STATES = 6
_MOST_MENTIONS = 8
#: A date further than this from “signed” is quoted apart.
_NEAR = 200
#: Those who act for the parties.
_ACTING = (PersonPart.SIGNATORY, PersonPart.HOST, PersonPart.GUEST)


class _Matter(Struct, frozen=True):
    """What the finders of one source share."""

    flat: FlatReading
    accords: tuple[Named, ...]
    signature: Signature
    parties: tuple[FoundParty, ...]
    people: tuple[FoundPerson, ...]
    passages: tuple[Passage, ...]

    @property
    def reading(self) -> Reading:
        """Return the reading that all of it was found in."""
        return self.flat.reading


def propose(source: SourceText, published: date | None = None) -> Proposals:
    """Return what a source proposes; every fact in it passed the gate, and what did not is told with its reason.

    ``published`` is the source's own date of publication, from which relative dates are counted; ``None`` leaves them
    as worded.
    """
    reading = Reading(source.text)
    flat = flat_reading(reading)
    gate = Gate(source, reading.language or "en", published.isoformat() if published else None)
    accords = tuple(instruments_named(flat))
    instrument = gate.first(_instruments(gate, flat, accords))
    stateless = None
    if instrument is None and is_treaty(flat, accords):
        stateless = next(instruments_shown(flat, accords, None), None)
    signature = _signature(flat, published)
    people = find_people(reading)
    acting = [one.party for one in people if one.party and one.part in _ACTING]
    found = find_parties(reading, signature.signing, bool(instrument or stateless), acting)
    codes = [party.code for party in found]
    matter = _Matter(flat, accords, signature, found, people, passages(flat, accords, codes))
    parties = tuple(party for one in found if (party := gate.first(_party(gate, flat, one))))
    return _with_matter(gate, matter, instrument, stateless, parties)


def _signature(flat: FlatReading, published: date | None) -> Signature:
    """Return the signature, without a date and place that a recital gives: those are another accord's."""
    found = find_signature(flat.reading, published)
    told = found.date or found.place
    if told and is_preamble(flat, flat.index_at(flat.flat.from_original(told.start))):
        return Signature(None, None, found.signing, ())
    return found


def _with_matter(
    gate: Gate,
    matter: _Matter,
    instrument: Proposal | None,
    stateless: FoundInstrument | None,
    parties: tuple[Proposal, ...],
) -> Proposals:
    accord = bool(instrument or stateless)
    events = tuple(_events(gate, matter, instrument)) if instrument else ()
    provisions = tuple(_provisions(gate, matter)) if accord else ()
    body, aspects = _follow_up(gate, matter) if accord else (None, ())
    taken = [*provisions, *aspects, *([body] if body else [])]
    return Proposals(
        source=gate.source,
        language=matter.reading.language,
        instrument=instrument,
        stateless=stateless,
        parties=parties,
        events=events,
        people=tuple(_people(gate, matter, instrument)),
        provisions=provisions,
        follow_up=body,
        aspects=aspects,
        clauses=tuple(_clauses(gate, matter)) if accord else (),
        context=tuple(_context(gate, matter, taken)) if accord else (),
        quantities=find_quantities(matter.flat),
        refusals=tuple(gate.refusals),
    )


def _party(gate: Gate, flat: FlatReading, party: FoundParty) -> Iterator[Finding]:
    """Yield a party where the finder saw it, then where else the text names it."""
    yield party_finding(gate, party, _with_words(flat, party))
    named = [mention for mention in flat.reading.mentions if mention.code == party.code]
    for mention in named[:_MOST_MENTIONS]:
        elsewhere = FoundParty(
            start=mention.start, end=mention.end, rule=party.rule, code=party.code, level=party.level
        )
        yield party_finding(gate, party, _with_words(flat, elsewhere))


def _with_words(flat: FlatReading, found: Found) -> tuple[int, int]:
    """Return where a finding stands, with words beside it where it is too short to prove anything."""
    start, end = flat.flat.from_original(found.start), flat.flat.from_original(found.end)
    return flat.original(*long_enough(flat.text, start, end, *flat.spans[flat.index_at(start)]))


def _passing(gate: Gate, findings: Iterable[Finding]) -> Iterator[Proposal]:
    return (proposal for finding in findings if (proposal := gate.passes(finding)))


def _instruments(gate: Gate, flat: FlatReading, accords: tuple[Named, ...]) -> Iterator[Finding]:
    states = ranked_states(flat, accords)
    for state in states[:_MOST_STATES]:
        for instrument in instruments_shown(flat, accords, state):
            yield instrument_finding(gate, instrument, state)


def _events(gate: Gate, matter: _Matter, instrument: Proposal | None) -> Iterator[Proposal]:
    """Yield the signature with its date and place; where only a meeting's place is told, the meeting."""
    signed, place = matter.signature.date, matter.signature.place
    beside = _beside(matter, instrument)
    at_signing = place if place and place.use is PlaceUse.SIGNATURE else None
    signature = gate.first(_signatures(gate, matter, beside)) if signed or at_signing else None
    if signature:
        yield signature
    if place and (place is not at_signing or signature is None):
        kinds = (EventType.MEETING, EventType.VISIT, EventType.OTHER)
        sentence = matter.reading.sentence_at(place.start)
        words = matter.reading.text[sentence.start : sentence.end]
        around = (sentence.start + len(words) - len(words.lstrip()), sentence.start + len(words.rstrip()))
        if meeting := gate.first(event_findings(gate, kinds, None, place, [around])):
            yield meeting


def _signatures(gate: Gate, matter: _Matter, beside: list[tuple[int, int]]) -> Iterator[Finding]:
    """Yield the signature with all that is known of it, then with its date alone, then with its place alone."""
    signed, place = matter.signature.date, matter.signature.place
    at_signing = place if place and place.use is PlaceUse.SIGNATURE else None
    yield from event_findings(gate, [EventType.SIGNATURE], signed, at_signing, beside)
    if signed and at_signing:
        yield from event_findings(gate, [EventType.SIGNATURE], signed, None, beside)
        yield from event_findings(gate, [EventType.SIGNATURE], None, at_signing, beside)


def _beside(matter: _Matter, instrument: Proposal | None) -> list[tuple[int, int]]:
    """Return the stretches that may say of a date or place that it is the signature's."""
    stretches = []
    if signing := matter.signature.signing:
        told = [found for found in (matter.signature.date, matter.signature.place) if found]
        near = [found for found in told if abs(found.start - signing.cue.start) < _NEAR]
        ends = (signing.cue.start, signing.cue.end), *((found.start, found.end) for found in near)
        stretches.append((min(start for start, _ in ends), max(end for _, end in ends)))
    if instrument:
        stretches += [(quotation.start, quotation.end) for quotation in instrument.quotations]
    return stretches


def _people(gate: Gate, matter: _Matter, instrument: Proposal | None) -> Iterator[Proposal]:
    beside = _beside(matter, instrument)
    signs = beside[-1] if beside else None
    for number, person in enumerate(matter.people, start=1):
        party = _party_near(matter, person)
        if proposal := gate.first(person_findings(gate, number, person, party, signs)):
            yield proposal


def _party_near(matter: _Matter, person: FoundPerson) -> tuple[int, int] | None:
    """Return where the text names a person's party, nearest to the person."""
    if person.party is None:
        return None
    named = [mention for mention in matter.reading.mentions if mention.code == person.party]
    nearest = min(named, key=lambda mention: abs(mention.start - person.start), default=None)
    return (nearest.start, nearest.end) if nearest else None


def _provisions(gate: Gate, matter: _Matter) -> Iterator[Proposal]:
    found = []
    for shown in provisions_shown(matter.flat, matter.passages):
        if proposal := gate.first(provision_finding(gate, provision) for provision in shown):
            found.append(proposal)
    return iter(sorted(found, key=lambda proposal: (proposal.quotations[0].start, proposal.fact.id)))


def _follow_up(gate: Gate, matter: _Matter) -> tuple[Proposal | None, tuple[Proposal, ...]]:
    for body in bodies_shown(matter.flat, matter.passages):
        if proposal := gate.passes(body_finding(gate, body)):
            return proposal, tuple(_passing(gate, (aspect_finding(gate, aspect) for aspect in body.aspects)))
    return None, ()


def _clauses(gate: Gate, matter: _Matter) -> Iterator[Proposal]:
    clauses = find_clauses(matter.flat, matter.passages, matter.accords)
    return _passing(gate, (clause_finding(gate, clause, _with_words(matter.flat, clause)) for clause in clauses))


def _context(gate: Gate, matter: _Matter, taken: list[Proposal]) -> Iterator[Proposal]:
    """Yield the background, without sentences that already say what the accord holds."""
    used = [quotation.start for proposal in taken for quotation in proposal.quotations]
    found = find_context(matter.flat, matter.passages, matter.accords)
    kept = [context for context in found if not any(context.start <= start < context.end for start in used)]
    return _passing(gate, (context_finding(gate, number, context) for number, context in enumerate(kept, start=1)))


def provisions_of(proposals: Proposals) -> tuple[Provision, ...]:
    """Return the provisions that the accord holds, in order; those it is said not to hold are left out."""
    facts = [proposal.fact for proposal in proposals.provisions]
    return tuple(fact for fact in facts if isinstance(fact, Provision) and fact.positive)
