"""An accord written as ``accord.yaml``, so that ``readers.accord_yaml`` reads the same accord back.

Written by rule and not by a YAML library: the same accord must give the same bytes whatever version is installed. All
text stands in double quotation marks, spelt as JSON spells it, which YAML 1.2 reads alike (YAML 1.2.2, 1.3).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from briefings.annexes import AnnexFile
from briefings.evidence import Evidence, Locality, PartialDate, Review, Wording
from briefings.facts import (
    Accord,
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    Fact,
    FollowUpBody,
    Gap,
    Instrument,
    Judgement,
    NoteHead,
    Party,
    Person,
    Provision,
    Source,
    Statement,
)

#: Words that stand without quotation marks: codes and ids. ``null`` would read as nothing.
_BARE = re.compile(r"(?!null$)[a-z][a-z0-9-]*")
#: Ends of line to YAML, not to JSON.
_BREAKS = {0x7F: "\\u007f", 0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029", 0xFEFF: "\\ufeff"}

Tree = Mapping[str, Any]


def write_record(accord: Accord, head: str = "") -> bytes:
    """Return the accord as YAML in UTF-8, with ``head`` as a comment above; what is empty is left out."""
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    return (comment + "\n".join(_mapping(_accord(accord), "")) + "\n").encode("utf-8")


def _accord(accord: Accord) -> Tree:
    return {
        "dossier": {
            "id": accord.id,
            "languages": accord.languages,
            "title": accord.title,
            "desk": accord.desk,
            "marking": accord.marking,
            "as_at": accord.as_at,
            "bottom_line": _statement(accord.bottom_line) if accord.bottom_line else None,
            "summary": [_statement(each) for each in accord.summary],
            "remark": accord.remark,
        },
        "note": _note(accord.note),
        "sources": [_source(source) for source in accord.sources],
        "annexes": [_annex(annex) for annex in accord.annexes],
        "instrument": _fact(accord.instrument),
        "parties": [_fact(party) for party in accord.parties],
        "events": [_fact(event) for event in accord.events],
        "people": [_fact(person) for person in accord.people],
        "provisions": {
            "agreed": [_fact(provision) for provision in accord.provisions],
            "list_open": _fact(accord.provisions_open),
        },
        "follow_up": _fact(accord.follow_up),
        "clauses": {"stated": [_fact(clause) for clause in accord.clauses], "silent": accord.silent},
        "context": [_fact(statement) for statement in accord.context],
        "judgements": [_judgement(judgement) for judgement in accord.judgements],
        "gaps": [_gap(gap) for gap in accord.gaps],
    }


def _statement(statement: Statement) -> Tree:
    return {"text": statement.text, "basis": statement.basis, "marking": statement.marking}


def _note(note: NoteHead) -> Tree:
    return {
        "reference": note.reference,
        "version": note.version,
        "from": note.sender,
        "to": note.recipient,
        "copies": note.copies,
        "decision": {"text": note.decision, "deadline": note.deadline} if note.decision else None,
        "clearance": note.clearance,
        "contact": note.contact,
        "embargo": note.embargo,
        "distribution": note.distribution,
        "changes": [{"version": c.version, "on": c.on, "text": c.text} for c in note.changes],
    }


def _source(source: Source) -> Tree:
    reported = {"kind": source.based_on_kind, "text": source.based_on} if source.based_on else None
    return {
        "id": source.id,
        "file": source.file,
        "kind": source.kind,
        "language": source.language,
        "title": source.title,
        "based_on": reported,
        "publisher": source.publisher,
        "author": source.author,
        "url": source.url,
        "published": source.published,
        "retrieved": source.retrieved,
        "sha256": source.sha256,
        "origin": source.origin,
        "reliability": source.reliability,
        "basis": source.basis,
        "embed": source.embed or None,
    }


def _annex(annex: AnnexFile) -> Tree:
    return {"file": annex.file, "title": annex.title, "marking": annex.marking, "sha256": annex.sha256}


def _fact(fact: Fact | None) -> Tree | None:
    return fact_tree(fact) if fact else None


def fact_tree(fact: Fact) -> Tree:
    """Return a fact as the record holds it, key by key in the record's order; what it does not say is empty."""
    return {
        "id": fact.id,
        **_own(fact),
        "text": fact.text,
        "status": fact.status,
        "speaker": fact.speaker,
        "evidence": [_evidence(each) for each in fact.evidence],
        "derived_from": fact.derived_from,
        "positive": None if fact.positive else False,
        "credibility": fact.credibility,
        "proposed_by": fact.proposed_by,
        "review": _review(fact.review),
        "lapsed": fact.lapsed,
        "marking": fact.marking,
    }


def _own(fact: Fact) -> Tree:
    """Return what only facts of this kind record."""
    match fact:
        case Instrument():
            return {"type": fact.type, "state": fact.state, "title": fact.title, **_others(fact.others)}
        case Party():
            return {"code": fact.code, "level": fact.level}
        case Event():
            return {"type": fact.type, "date": _date(fact.date), "place": _place(fact.place)}
        case Person():
            return _person(fact)
        case Provision():
            named = {"who": fact.who, "when": fact.when, "payer": fact.payer}
            return {"code": fact.code, "label": fact.label, **named}
        case FollowUpBody():
            aspects = [_fact(aspect) for aspect in fact.aspects]
            return {"name": fact.name, "level": fact.level, "aspects": aspects, **_others(fact.others)}
        case BodyAspect():
            return {"aspect": fact.aspect, "venues": [_place(venue) for venue in fact.venues]}
        case Clause():
            return {"code": fact.code}
        case ContextStatement():
            return {"kind": fact.kind, "date": _date(fact.date)}
    return {}


def _others(facts: Iterable[Fact]) -> Tree:
    return {"others": [_fact(fact) for fact in facts]}


def _person(fact: Person) -> Tree:
    named = {"name": fact.name, "office": fact.office, "party": fact.party, "part": fact.part}
    return {**named, "event": fact.event, "variants": fact.variants}


def _date(date: PartialDate | None) -> Tree | None:
    return {"day": date.day, "month": date.month, "year": date.year, "raw": date.raw} if date else None


def _place(place: Locality | None) -> Tree | None:
    return {"city": place.city, "country": place.country, "names": dict(place.names)} if place else None


def _evidence(evidence: Evidence) -> Tree:
    chosen = {"prefix": evidence.prefix or None, "suffix": evidence.suffix or None}
    offsets = {"start": evidence.start, "end": evidence.end}
    translations = dict(evidence.translations)
    return {"source": evidence.source, "exact": evidence.exact, **chosen, **offsets, "translations": translations}


def _review(review: Review) -> Any:
    if not (review.by or review.on or review.reason):
        return review.state
    return {"state": review.state, "by": review.by, "on": review.on, "reason": review.reason}


def _judgement(judgement: Judgement) -> Tree:
    return {
        "id": judgement.id,
        "kind": judgement.kind,
        "text": judgement.text,
        "answer": judgement.answer,
        "basis": judgement.basis,
        "likelihood": judgement.likelihood,
        "confidence": judgement.confidence,
        "author": judgement.author,
        "on": judgement.on,
        "cleared": judgement.cleared or None,
        "marking": judgement.marking,
    }


def _gap(gap: Gap) -> Tree:
    return {
        "id": gap.id,
        "topic": gap.topic,
        "question": gap.question,
        "why": gap.why,
        "consulted": gap.consulted,
        "clauses": gap.clauses,
        "marking": gap.marking,
    }


def _mapping(tree: Tree, indent: str) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{indent}{key}:", value, indent + "  ")


def _entry(label: str, value: Any, indent: str) -> Iterator[str]:
    value = dict(value.texts) if isinstance(value, Wording) else value
    if _is_empty(value):
        return
    if isinstance(value, Mapping):
        yield label
        yield from _mapping(value, indent)
    elif isinstance(value, list | tuple):
        yield label
        for item in value:
            yield from _item(item, indent)
    else:
        yield f"{label} {_scalar(value)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield f"{indent}- {_scalar(item)}"
        return
    lines = list(_mapping(item, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _is_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_empty(each) for each in value.values())
    return value is None or (isinstance(value, Iterable) and not isinstance(value, Enum) and len(list(value)) == 0)


def _scalar(value: Any) -> str:
    value = value.value if isinstance(value, Enum) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _BARE.fullmatch(value):
        return str(value)
    return json.dumps(value, ensure_ascii=False).translate(_BREAKS)
