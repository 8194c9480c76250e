"""The proposals of all sources as one draft: the same value is one fact, with evidence from each source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefings.drafting.clauses import Sentences
from briefings.drafting.phrasing import Phrasing
from briefings.drafting.proposing import Asked
from briefings.drafting.sameness import same_value, says_more
from briefings.evidence import Evidence, Wording
from briefings.extraction.offices import office_word
from briefings.extraction.person_names import tokens
from briefings.extraction.proposals import Proposal, Refusal
from briefings.extraction.word_lists import words
from briefings.facts import (
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    Fact,
    FollowUpBody,
    Instrument,
    Party,
    Person,
    Provision,
)
from briefings.names import PATTERN
from briefings.sources import SourceText
from briefings.vocabulary.triggers import plain

#: Of one of these, an accord has one; other values stand beside it.
SINGLE = (Instrument, FollowUpBody)
#: The part of a record that holds the facts of a kind by itself; clauses have a list that stays open.
SECTIONS: Mapping[type[Fact], str] = {
    Instrument: "instrument",
    Party: "parties",
    Event: "events",
    Person: "people",
    Provision: "provisions",
    FollowUpBody: "follow_up",
    ContextStatement: "context",
}
#: No sentence ends with one of these.
_UNENDED = words(
    "il elle ils elles qui que dont et ou se afin pour est sera de d à",
    "it they which that who and or to will shall is be",
)
#: Words that make a sentence.
_FEWEST = 5
_ID = re.compile(r"[^a-z0-9]+")


class _Borne(Struct, frozen=True):
    """A proposal and the source that bears it."""

    proposal: Proposal
    source: SourceText
    around: Sentences


class Draft(Struct, frozen=True):
    """The facts that all sources together propose, in the order of a record."""

    facts: tuple[Fact, ...]
    """Of an instrument or a follow-up body with several values, the one that most sources bear comes first."""
    refusals: tuple[Refusal, ...]
    """What held in a source's own language but not as the record would word it."""


def drafted(asked: Sequence[Asked], phrasing: Phrasing, left_open: frozenset[str] = frozenset()) -> Draft:
    """Return the draft of a dossier; every fact in it passes the gate as it is worded.

    A statement about the follow-up body belongs to the body that comes first. ``left_open`` holds the codes of clauses
    of which the desk says that no source states them: such a clause is refused, for the two cannot both be so.
    """
    facts: list[Fact] = []
    refusals: list[Refusal] = []
    for group in _by_kind(_grouped(_borne(asked))):
        fact = _merged(group, phrasing)
        if isinstance(fact, Clause) and fact.code.value in left_open:
            message = f"the record says that no source states the clause {fact.code.value}"
            refusals.append(_refused(group[0], "record", message))
        elif problems := phrasing.faults(fact):
            refusals.append(_refused(group[0], "wording", problems[0].message))
        else:
            facts.append(fact)
    return Draft(tuple(_under_bodies(facts)), tuple(refusals))


def _borne(asked: Sequence[Asked]) -> Iterator[_Borne]:
    for one in asked:
        around = Sentences(one.source, (found.quotations[0].start for found in one.proposals.provisions))
        for proposal in one.proposals.accepted():
            yield _Borne(_without_aspects(proposal, one), one.source, around)


def _without_aspects(proposal: Proposal, one: Asked) -> Proposal:
    """Return a follow-up body worded up to what is said of it apart, so that nothing is printed twice.

    Any other proposal, and a body of which too little would be left, as it is. What it rests on stays whole.
    """
    body = proposal.fact
    if not isinstance(body, FollowUpBody) or not proposal.quotations:
        return proposal
    start, end = proposal.quotations[0].start, proposal.quotations[0].end
    apart = [found.quotations[0].start for found in one.proposals.aspects]
    first = min((at for at in apart if start < at < end), default=end)
    left = one.source.text[start:first].split()
    while left and left[-1].casefold().strip(",;:—–") in _UNENDED:
        left.pop()
    text = " ".join(left).rstrip(" ,;:—–")
    language, name = next(iter(body.name.texts.items()))
    if first == end or len(left) < _FEWEST or name not in text:
        return proposal
    fact = replace(body, text=Wording({language: text}, body.text.at))
    return Proposal(fact, proposal.quotations, proposal.rule)


def _grouped(borne: Iterable[_Borne]) -> list[list[_Borne]]:
    """Return the proposals by value; the one that says most comes first in its group, else the earliest."""
    groups: list[list[_Borne]] = []
    for one in borne:
        fact = one.proposal.fact
        group = next((group for group in groups if same_value(group[0].proposal.fact, fact)), None)
        if group is None:
            groups.append([one])
        elif says_more(fact, group[0].proposal.fact):
            group.insert(0, one)
        else:
            group.append(one)
    return groups


def _by_kind(groups: list[list[_Borne]]) -> list[list[_Borne]]:
    """Return the groups in order, those of one single value by how many sources bear them."""
    single = [group for group in groups if isinstance(group[0].proposal.fact, SINGLE)]
    single.sort(key=lambda group: -len({one.source.id for one in group}))
    return [*single, *(group for group in groups if group not in single)]


def _merged(group: list[_Borne], phrasing: Phrasing) -> Fact:
    """Return one fact from all that bear it; a source whose words do not fit is left to the others."""
    fact = _phrased(group[0], phrasing)
    for one in group[1:]:
        more = _phrased(one, phrasing)
        worded = _own_words(fact, more, _language(group[0]), _language(one))
        both = replace(fact, evidence=_once((*fact.evidence, *more.evidence)), **worded)
        if one.source.id not in {evidence.source for evidence in fact.evidence} and not phrasing.faults(both):
            fact = both
    return fact


def _phrased(one: _Borne, phrasing: Phrasing) -> Fact:
    fact = phrasing.phrased(one.proposal.fact, one.source, one.around)
    return replace(fact, id=_id(fact), proposed_by=one.proposal.rule, evidence=_chosen(fact.evidence, one.source))


def _language(one: _Borne) -> str:
    """Return the language that a proposal is worded in: its source's."""
    return next(iter(one.proposal.fact.text.texts))


def _own_words(fact: Fact, more: Fact, held: str, own: str) -> dict[str, Any]:
    """Return the wordings of a fact, held in one language, with a source's own words in another."""
    if own == held:
        return {}
    changed = {}
    for name in ("text", "office", "name"):
        ours, theirs = getattr(fact, name, None), getattr(more, name, None)
        if isinstance(ours, Wording) and isinstance(theirs, Wording) and own in theirs.texts and own in ours.texts:
            changed[name] = Wording({**ours.texts, own: theirs.texts[own]}, ours.at)
    return changed


def _once(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({(one.source, one.exact, one.start): one for one in evidence}.values())


def _chosen(evidence: tuple[Evidence, ...], source: SourceText) -> tuple[Evidence, ...]:
    return tuple(_as_written(one, source) for one in evidence)


def _as_written(evidence: Evidence, source: SourceText) -> Evidence:
    """Return evidence as people write it: words on one line, with words beside them where they stand several times."""
    start, end = evidence.start or 0, evidence.end or 0
    exact = re.sub(r"[ \t\n]+", " ", evidence.exact).strip(" ")
    bare = replace(evidence, exact=exact, start=None, end=None)
    if len(source.find(exact)) == 1:
        return bare
    before = re.sub(r"\s+", " ", source.text[max(0, start - 40) : start]).strip()
    after = re.sub(r"\s+", " ", source.text[end : end + 40]).strip()
    beside = replace(bare, prefix=before, suffix=after)
    found = source.find(exact, before, after)
    return beside if len(found) == 1 and found[0].start == start else evidence


def _refused(one: _Borne, reason: str, message: str) -> Refusal:
    first = one.proposal.quotations[0]
    return Refusal(
        kind=type(one.proposal.fact).__name__.lower(),
        rule=one.proposal.rule,
        reason=reason,
        message=message,
        quotation=first.text,
        start=first.start,
    )


def _under_bodies(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts with what is said of the follow-up body inside the first of the bodies; in none without one."""
    found = list(facts)
    aspects = tuple(fact for fact in found if isinstance(fact, BodyAspect))
    first = next((fact for fact in found if isinstance(fact, FollowUpBody)), None)
    for fact in found:
        if fact is first and isinstance(fact, FollowUpBody):
            yield replace(fact, aspects=aspects)
        elif not isinstance(fact, BodyAspect):
            yield fact


def _id(fact: Fact) -> str:
    """Return an id that says what the fact is; people are called by their last name, or by their office."""
    if isinstance(fact, Person):
        called = tokens(fact.name) if fact.name else (office_word(next(iter(fact.office.texts.values()), "")),)
        slug = _ID.sub("-", plain(called[-1]) if called else "").strip("-")
        if PATTERN.fullmatch(slug):
            return slug
    return fact.id


def with_free_ids(facts: Iterable[Fact], taken: Iterable[str]) -> Iterator[Fact]:
    """Yield facts with ids that nothing else in the dossier has: a number is put behind those that are taken."""
    used = set(taken)
    for fact in facts:
        if isinstance(fact, FollowUpBody):
            named = _free(fact, used)
            aspects = tuple(_free(aspect, used) for aspect in fact.aspects)
            yield replace(named, aspects=aspects)
        else:
            yield _free(fact, used)


def _free(fact: Any, used: set[str]) -> Any:
    number, name = 1, fact.id
    while name in used:
        number += 1
        name = f"{fact.id[:58]}-{number}"
    used.add(name)
    return replace(fact, id=name)
