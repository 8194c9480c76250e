"""What the rules propose and what a model proposes, as one: the rules' facts stand first, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from briefings.extraction.person_names import same_person
from briefings.extraction.proposals import Proposal, Proposals, Refusal
from briefings.facts import BodyAspect, Clause, Event, Fact, Instrument, Person, Provision
from briefings.vocabulary.codes import EventType


def joined(rules: Proposals, model: Proposals) -> Proposals:
    """Return the proposals of both, of one source.

    A value that both found is the rules' fact. Where one thing is read in two ways, the rules' reading is kept and the
    model's is told as refused, with the reason ``diverges``.
    """
    diverging: list[Refusal] = []
    instrument = rules.instrument or model.instrument
    _compare(rules.instrument, model.instrument, _instrument_value, diverging)
    return replace(
        rules,
        instrument=instrument,
        stateless=None if instrument else rules.stateless,
        parties=(*rules.parties, *_new(rules.parties, model.parties, lambda fact: fact.id)),
        events=tuple(_events(rules.events, model.events, diverging)),
        people=tuple(_people(rules.people, model.people)),
        provisions=(*rules.provisions, *_provisions(rules.provisions, model.provisions, diverging)),
        follow_up=rules.follow_up or model.follow_up,
        aspects=(*rules.aspects, *_new(rules.aspects, model.aspects, _aspect)),
        clauses=(*rules.clauses, *_new(rules.clauses, model.clauses, _clause)),
        context=tuple(_context(rules, model)),
        refusals=(*rules.refusals, *model.refusals, *diverging),
    )


def _new(known: Iterable[Proposal], more: Iterable[Proposal], value: Callable[[Fact], Hashable]) -> Iterator[Proposal]:
    """Yield the proposals whose value none before them has."""
    seen = {value(one.fact) for one in known}
    for one in more:
        if value(one.fact) not in seen:
            seen.add(value(one.fact))
            yield one


def _aspect(fact: Fact) -> Hashable:
    return fact.aspect if isinstance(fact, BodyAspect) else fact.id


def _clause(fact: Fact) -> Hashable:
    return fact.code if isinstance(fact, Clause) else fact.id


def _instrument_value(fact: Fact) -> str:
    return f"{fact.state.value} {fact.type.value}" if isinstance(fact, Instrument) else ""


def _compare(
    rule: Proposal | None, model: Proposal | None, value: Callable[[Fact], str], diverging: list[Refusal]
) -> None:
    if rule and model and value(rule.fact) != value(model.fact):
        diverging.append(_diverges(model, value(model.fact), value(rule.fact)))


def _diverges(model: Proposal, said: str, kept: str) -> Refusal:
    first = model.quotations[0]
    return Refusal(
        kind=type(model.fact).__name__.lower(),
        rule=model.rule,
        reason="diverges",
        message=f"{said}; the rules read {kept}",
        quotation=first.text,
        start=first.start,
    )


def _events(rules: Sequence[Proposal], model: Sequence[Proposal], diverging: list[Refusal]) -> Iterator[Proposal]:
    """Yield each event once, the signature first; a fuller telling of what the rules found in part takes its place."""
    kept = list(rules)
    for one in model:
        same = next((at for at, other in enumerate(kept) if _type(other) is _type(one)), None)
        if same is None:
            kept.append(one)
        elif _says_more(one.fact, kept[same].fact):
            kept[same] = one
        elif not _says_more(kept[same].fact, one.fact) and _told(kept[same].fact) != _told(one.fact):
            diverging.append(_diverges(one, _worded(one.fact), _worded(kept[same].fact)))
    yield from sorted(kept, key=lambda one: _type(one) is not EventType.SIGNATURE)


def _type(proposal: Proposal) -> EventType | None:
    return proposal.fact.type if isinstance(proposal.fact, Event) else None


def _told(fact: Fact) -> dict[str, Hashable]:
    """Return the parts of date and place that an event has."""
    if not isinstance(fact, Event):
        return {}
    date, place = fact.date, fact.place
    parts: dict[str, Hashable] = {
        "day": date.day if date else None,
        "month": date.month if date else None,
        "year": date.year if date else None,
        "city": place.city if place else None,
        "country": place.country if place else None,
    }
    return {name: value for name, value in parts.items() if value is not None}


def _says_more(one: Fact, other: Fact) -> bool:
    return _told(other).items() < _told(one).items()


def _worded(fact: Fact) -> str:
    return " ".join(str(value) for value in _told(fact).values()) or "no date"


def _people(rules: Sequence[Proposal], model: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield each person once; ids that number people go on."""
    kept = list(rules)
    for one in model:
        if not any(_is_same(one.fact, other.fact) for other in kept):
            kept.append(Proposal(replace(one.fact, id=_free("person", kept)), one.quotations, one.rule))
    yield from kept


def _is_same(one: Fact, other: Fact) -> bool:
    if not isinstance(one, Person) or not isinstance(other, Person):
        return False
    if one.name is None or other.name is None:
        return one.name is other.name and one.party == other.party
    akin = one.party is not None and one.party == other.party
    return same_person(one.name, other.name, akin)


def _provisions(rules: Sequence[Proposal], model: Sequence[Proposal], diverging: list[Refusal]) -> Iterator[Proposal]:
    """Yield the provisions that the rules have no word of; what they tell in the opposite way is kept as they do."""
    known = {one.fact.code: one.fact.positive for one in rules if isinstance(one.fact, Provision)}
    for one in model:
        if not isinstance(one.fact, Provision):
            continue
        code, holds = one.fact.code, one.fact.positive
        if known.setdefault(code, holds) is not holds:
            said, kept = (f"{'' if is_held else 'no '}{code.value}" for is_held in (holds, known[code]))
            diverging.append(_diverges(one, said, kept))
        elif not any(other.fact.id == one.fact.id for other in rules):
            yield one


def _context(rules: Proposals, model: Proposals) -> Iterator[Proposal]:
    """Yield the background, each sentence once, and none that already says what the accord holds."""
    kept = list(rules.context)
    matter = (*rules.provisions, *rules.aspects, *([rules.follow_up] if rules.follow_up else ()))
    taken = [quotation.start for one in matter for quotation in one.quotations]
    for one in model.context:
        start, end = one.quotations[0].start, one.quotations[0].end
        said = any(start < quotation.end and quotation.start < end for other in kept for quotation in other.quotations)
        if not said and not any(start <= at < end for at in taken):
            kept.append(Proposal(replace(one.fact, id=_free("context", kept)), one.quotations, one.rule))
    yield from kept


def _free(word: str, kept: Sequence[Proposal]) -> str:
    """Return the first id of a numbered kind that none of the kept proposals has."""
    taken = {one.fact.id for one in kept}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{word}-{number}") not in taken)
