"""A proposer that asks a model beside the rules: from a source and its day of publication to everything proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from briefings.extraction.assembly import propose
from briefings.extraction.person_names import same_person
from briefings.extraction.proposals import Proposal, Proposals
from briefings.facts import Clause, Event, Instrument, Party, Person, Provision
from briefings.llm import happenings, matter
from briefings.llm.answer import Answer
from briefings.llm.asking import Model, answers
from briefings.llm.ground import Ground
from briefings.llm.joining import joined
from briefings.llm.lines import portions
from briefings.sources import SourceText

#: An answer that brings more is not reading, it is filling.
_MOST = {
    "parties": 12,
    "events": 12,
    "people": 60,
    "provisions": 60,
    "bodies": 6,
    "aspects": 12,
    "clauses": 30,
    "context": 30,
}

Told = TypeVar("Told")


def propose_with(model: Model, source: SourceText, published: date | None = None) -> Proposals:
    """Return what the rules and a model propose of a source; every fact in it passed the gate.

    Raises exit 2, 7, 10 or 11 as ``asking.answers`` and ``lines.portions`` do; nothing has come of the source then.
    """
    rules = propose(source, published)
    ground = Ground(source, model.rule, [one.fact.code for one in rules.parties if isinstance(one.fact, Party)])
    hidden = sum(line.hidden for line in ground.lines)
    if hidden:
        model.say(f"{source.file}: {hidden} characters that cannot be seen are kept from the model")
    told = answers(model, portions(source, ground.lines))
    return joined(rules, read_answers(ground, rules, told))


def read_answers(ground: Ground, rules: Proposals, told: Sequence[Answer]) -> Proposals:
    """Return what of a model's answers the source bears; ``rules`` says what is known of the accord without them.

    What the rules read alike is not asked about again: it is their fact.
    """
    found = replace(
        rules, instrument=_instrument(ground, rules, told), parties=(), events=(), people=(), provisions=(),
        follow_up=None, aspects=(), clauses=(), context=(), refusals=(),
    )  # fmt: skip
    accord = bool(found.instrument or rules.instrument or rules.stateless)
    found = replace(found, people=tuple(_people(ground, rules, told)))
    if accord:
        bearing = found.instrument or rules.instrument
        follow_up, aspects = _follow_up(ground, rules, told)
        found = replace(
            found,
            parties=tuple(_parties(ground, rules, told, bearing)),
            events=tuple(_events(ground, told, bearing)),
            provisions=tuple(_provisions(ground, rules, told)),
            follow_up=follow_up,
            aspects=aspects,
            clauses=tuple(_clauses(ground, rules, told)),
            context=tuple(_context(ground, told)),
        )
    else:
        _refuse_matter(ground, told)
    return replace(found, refusals=tuple(ground.refusals))


def _all(ground: Ground, kind: str, lists: Iterable[Sequence[Told]]) -> Iterator[Told]:
    """Yield what all answers tell of one kind, up to a number that no text needs."""
    count = 0
    for items in lists:
        for item in items:
            count += 1
            if count <= _MOST[kind]:
                yield item
    if count > _MOST[kind]:
        ground.refuse(kind, "too many", f"{count} {kind} are more than a text tells; the first {_MOST[kind]} were read")


def _instrument(ground: Ground, rules: Proposals, told: Sequence[Answer]) -> Proposal | None:
    known = rules.instrument.fact if rules.instrument else None
    for answer in told:
        one = answer.instrument
        if one and isinstance(known, Instrument) and (known.type, known.state) == (one.type, one.state):
            return None
        if one and (proposal := ground.try_one("instrument", one.shown, matter.instrument(ground, one))):
            return proposal
    return None


def _parties(ground: Ground, rules: Proposals, told: Sequence[Answer], accord: Proposal | None) -> Iterator[Proposal]:
    """Yield the parties, where the rules are not sure of two themselves: their surest wording names them all."""
    quotations = accord.quotations if accord else ()
    bearing = frozenset(ground.reading.sentence_number(quotation.start) for quotation in quotations)
    known = {one.fact.code for one in rules.parties if isinstance(one.fact, Party)}
    for party in _all(ground, "parties", (answer.parties for answer in told)):
        if party.code in known:
            continue
        if len(known) > 1:
            message = f"{party.code[:20]} as a party; the rules read {' and '.join(sorted(known))}"
            ground.refuse("party", "diverges", message, party.named)
        elif proposal := ground.try_one("party", party.named, matter.party(ground, party, bearing)):
            yield proposal


def _events(ground: Ground, told: Sequence[Answer], accord: Proposal | None) -> Iterator[Proposal]:
    """Yield each kind of event once, the first that stands."""
    type_ = accord.fact.type if accord and isinstance(accord.fact, Instrument) else None
    seen = set()
    for event in _all(ground, "events", (answer.events for answer in told)):
        if event.type in seen:
            continue
        proposal = ground.try_one("event", event.shown, happenings.event(ground, event, type_))
        if proposal and isinstance(proposal.fact, Event):
            seen.add(proposal.fact.type)
            yield proposal


def _people(ground: Ground, rules: Proposals, told: Sequence[Answer]) -> Iterator[Proposal]:
    known = [one.fact.name for one in rules.people if isinstance(one.fact, Person) and one.fact.name]
    people = _all(ground, "people", (answer.people for answer in told))
    for number, person in enumerate(people, start=1):
        if person.name and any(same_person(person.name, name, akin=False) for name in known):
            continue
        if proposal := ground.try_one("person", person.shown, happenings.person(ground, person, number)):
            yield proposal


def _provisions(ground: Ground, rules: Proposals, told: Sequence[Answer]) -> Iterator[Proposal]:
    seen = {(one.fact.code, one.fact.positive) for one in rules.provisions if isinstance(one.fact, Provision)}
    for provision in _all(ground, "provisions", (answer.provisions for answer in told)):
        if (provision.code, provision.holds) in seen:
            continue
        proposal = ground.try_one("provision", provision.shown, matter.provision(ground, provision))
        if proposal and isinstance(proposal.fact, Provision):
            seen.add((provision.code, provision.holds))
            yield proposal


def _follow_up(
    ground: Ground, rules: Proposals, told: Sequence[Answer]
) -> tuple[Proposal | None, tuple[Proposal, ...]]:
    """Return the first body that stands with what is said of it; where the rules found one, what is said of that."""
    for one in _all(ground, "bodies", (answer.bodies for answer in told)):
        stands = ground.try_one("followupbody", one.shown, matter.body(ground, one))
        if stands:
            about = rules.follow_up or stands
            sentence = ground.reading.sentence_number(about.quotations[0].start)
            said = (
                ground.try_one("bodyaspect", aspect.shown, matter.aspect(ground, aspect, sentence))
                for aspect in _all(ground, "aspects", [one.aspects])
            )
            return stands, tuple(found for found in said if found)
    return None, ()


def _clauses(ground: Ground, rules: Proposals, told: Sequence[Answer]) -> Iterator[Proposal]:
    known = {one.fact.code for one in rules.clauses if isinstance(one.fact, Clause)}
    for clause in _all(ground, "clauses", (answer.clauses for answer in told)):
        if clause.code in known:
            continue
        if proposal := ground.try_one("clause", clause.shown, matter.clause(ground, clause)):
            yield proposal


def _context(ground: Ground, told: Sequence[Answer]) -> Iterator[Proposal]:
    statements = _all(ground, "context", (answer.context for answer in told))
    for number, one in enumerate(statements, start=1):
        if proposal := ground.try_one("contextstatement", one.shown, matter.context(ground, one, number)):
            yield proposal


def _refuse_matter(ground: Ground, told: Sequence[Answer]) -> None:
    """Keep as refused, once, what an answer tells of an accord that the text does not have."""
    kinds = ("parties", "events", "provisions", "bodies", "clauses", "context")
    count = sum(len(getattr(answer, kind)) for answer in told for kind in kinds)
    if count:
        ground.refuse("accord", "no accord", f"{count} items are told of an accord that is not the text's subject")
