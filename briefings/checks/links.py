"""What a dossier says of itself: ids are unique, names lead somewhere, each fact has evidence or a basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefings.errors import ExitCode, Location, Problem
from briefings.facts import Accord, Fact, Judgement, Person, Statement
from briefings.names import did_you_mean
from briefings.vocabulary.codes import FactStatus, ReviewState


def check_links(accord: Accord) -> list[Problem]:
    """Return a problem for each id given twice, each name that leads nowhere and each fact that stands on nothing."""
    return [
        *_repeated(accord),
        *_fact_problems(accord),
        *_judgement_problems(accord),
        *check_footing(accord),
        *_people_problems(accord),
        *_gap_problems(accord),
        *_annex_problems(accord),
    ]


def _ids(accord: Accord) -> Iterator[tuple[str, Location]]:
    for fact in accord.facts():
        yield fact.id, fact.at
    for judgement in accord.judgements:
        yield judgement.id, judgement.at
    for gap in accord.gaps:
        yield gap.id, gap.at


def _repeated(accord: Accord) -> Iterator[Problem]:
    for records in (_ids(accord), ((source.id, source.at) for source in accord.sources)):
        first: dict[str, Location] = {}
        for name, at in records:
            if name and name in first:
                yield _problem(f"id “{name}” is given twice; the first is on line {first[name].line}", at, "rename one")
            first.setdefault(name, at)


def _fact_problems(accord: Accord) -> Iterator[Problem]:
    known = {fact.id for fact in accord.facts()}
    for fact in accord.facts():
        yield from _standing(fact)
        yield from _leads(fact.derived_from, known, fact.at, "derived_from")
    yield from _circles(accord)


def _standing(fact: Fact) -> Iterator[Problem]:
    if fact.review.state is ReviewState.REJECTED and not fact.review.reason:
        yield _problem(
            f"rejected fact “{fact.id}” gives no reason", fact.at, "add review: {state: rejected, reason: …}"
        )
    if fact.status is FactStatus.INFERENCE:
        if fact.evidence:
            hint = "drop the evidence, or change the status to stated"
            yield _problem(f"inference “{fact.id}” has no quotation of its own", fact.at, hint)
        if not fact.derived_from:
            yield _problem(f"inference “{fact.id}” names no facts", fact.at, "add derived_from: [ids]")
        return
    if not fact.evidence:
        hint = "add evidence: a source and the exact words, or mark it status: inference"
        yield _problem(f"fact “{fact.id}” has no evidence", fact.at, hint)
    if fact.derived_from:
        yield _problem(f"“{fact.id}” is {fact.status.value}, so it is not derived", fact.at, "drop derived_from")
    if fact.status is FactStatus.ATTRIBUTED and not fact.speaker:
        yield _problem(f"attributed fact “{fact.id}” names no speaker", fact.at, "add speaker:")


def _circles(accord: Accord) -> Iterator[Problem]:
    basis = {fact.id: fact.derived_from for fact in accord.facts()}
    for fact in accord.facts():
        reached, queue = set(), list(fact.derived_from)
        while queue:
            name = queue.pop()
            if name not in reached:
                reached.add(name)
                queue.extend(basis.get(name, ()))
        if fact.id in reached:
            yield _problem(f"“{fact.id}” is derived from itself", fact.at, "rest it on facts with evidence")


def _judgement_problems(accord: Accord) -> Iterator[Problem]:
    known = {fact.id for fact in accord.facts()} | {gap.id for gap in accord.gaps}
    for statement in _statements(accord):
        yield from _leads(statement.basis, known, statement.at, "basis")


def _statements(accord: Accord) -> Iterator[Statement | Judgement]:
    if accord.bottom_line:
        yield accord.bottom_line
    yield from accord.summary
    yield from accord.judgements


def check_footing(accord: Accord) -> list[Problem]:
    """Return a problem for all that rests on a fact which is rejected or lapsed: what the desk must then mend.

    Statements and judgements rest on their basis, an inference on the facts it is derived from, a person on the event
    named, and what is said of the follow-up body on the body.
    """
    fallen = {fact.id: _fallen(fact) for fact in accord.facts() if not fact.stands}
    hint = "rest it on facts that stand, or drop it"
    return [
        _problem(f"“{name}” rests on “{basis}”, which {fallen[basis]}", at, hint)
        for name, at, bases in _resting(accord)
        for basis in bases
        if basis in fallen
    ]


def _fallen(fact: Fact) -> str:
    return "is rejected" if fact.review.state is ReviewState.REJECTED else "no longer stands"


def _resting(accord: Accord) -> Iterator[tuple[str, Location, tuple[str, ...]]]:
    """Yield the id, the place and the basis of everything that rests on facts and is printed while they stand."""
    for statement in _statements(accord):
        yield statement.id, statement.at, statement.basis
    for fact in accord.facts():
        if fact.stands:
            event = (fact.event,) if isinstance(fact, Person) and fact.event else ()
            yield fact.id, fact.at, (*fact.derived_from, *event)
    if body := accord.follow_up:
        for aspect in body.aspects:
            if aspect.stands:
                yield aspect.id, aspect.at, (body.id,)


def _people_problems(accord: Accord) -> Iterator[Problem]:
    events = {event.id for event in accord.events}
    for person in accord.people:
        if person.event:
            yield from _leads((person.event,), events, person.at, "event")
        if not person.name and not any(person.office.texts.values()):
            yield _problem(f"person “{person.id}” has neither a name nor an office", person.at, "add name: or office:")


def _gap_problems(accord: Accord) -> Iterator[Problem]:
    sources = {source.id for source in accord.sources}
    for gap in accord.gaps:
        yield from _leads(gap.consulted, sources, gap.at, "consulted")
        for clause in gap.clauses:
            if clause in {stated.code for stated in accord.clauses}:
                yield _problem(f"gap “{gap.id}” covers clause {clause.value}, which a source states", gap.at)
    for stated in accord.clauses:
        if stated.code in accord.silent:
            yield _problem(f"clause {stated.code.value} is listed as silent and as stated", stated.at, "keep one")
    for source in accord.sources:
        if source.origin:
            yield from _leads((source.origin,), sources, source.at, "origin")


def _annex_problems(accord: Accord) -> Iterator[Problem]:
    seen: dict[str, Location] = {}
    for annex in accord.annexes:
        name = annex.file.lower()
        if name in seen:
            yield _problem(f"annex “{annex.file}” is named twice; the first is on line {seen[name].line}", annex.at)
        seen.setdefault(name, annex.at)
        # The briefs of a dossier are called by its id; annexes lie beside them.
        if accord.id and name.startswith(f"{accord.id}."):
            yield _problem(f"annex “{annex.file}” has the name of a brief", annex.at, "give the file another name")


def _leads(names: Iterable[str], known: Iterable[str], at: Location, key: str) -> Iterator[Problem]:
    choices = set(known)
    for name in names:
        if name not in choices:
            yield _problem(f"{key} names “{name}”, which is not in the dossier", at, did_you_mean(name, choices))


def _problem(message: str, at: Location, hint: str | None = None) -> Problem:
    return Problem(ExitCode.DOSSIER, message, at, hint)
