"""A dossier as templates see it: exact plain types only, free text as tokens, nothing above the audience's ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from briefings.annexes import AnnexFile
from briefings.checks.divergence import Divergence, divergences
from briefings.evidence import Locality, PartialDate, Quotation, Wording
from briefings.facts import (
    Accord,
    BodyAspect,
    Clause,
    ContextStatement,
    Dossier,
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
from briefings.tokens import Value, ValueTable
from briefings.vocabulary.codes import EventType, FactStatus, Marking
from briefings.vocabulary.places import find_place

Plain = dict[str, Any]

#: What templates call each kind of fact (labels of the group ``record``).
RECORD_NAMES: dict[type[Fact], str] = {
    Instrument: "instrument",
    Party: "party",
    Event: "event",
    Person: "person",
    Provision: "provision",
    FollowUpBody: "body",
    BodyAspect: "aspect",
    Clause: "clause",
    ContextStatement: "context",
    Fact: "fact",
}


def _in_time(fact: Event | ContextStatement) -> tuple[int, ...]:
    """Return what dates are put in order by; a year without a month comes before its months."""
    date = fact.date
    if date is None or date.year is None:
        return (1,)
    return (0, date.year, date.month or 0, date.day or 0)


def _otherwise(found: Iterable[Divergence]) -> dict[str, list[str]]:
    """Return for each fact that takes part in a divergence the ids of those that say otherwise."""
    ids: dict[str, dict[str, None]] = {}
    for each in found:
        for facts, against in ((each.chosen, each.others), (each.others, each.chosen)):
            for fact in facts:
                ids.setdefault(fact.id, {}).update(dict.fromkeys(other.id for other in against))
    return {name: list(others) for name, others in ids.items()}


class ContextMaker:
    """Makes the context of one language and one ceiling."""

    def __init__(self, dossier: Dossier, table: ValueTable, language: str, ceiling: Marking) -> None:
        """Take what is printed, where its tokens are kept, in which language and for whom at most."""
        self.dossier = dossier
        self.table = table
        self.language = language
        self.ceiling = ceiling
        accord = dossier.accord
        self.facts = {fact.id: fact for fact in accord.facts() if self.allowed(fact)}
        self.origins: dict[str, list[str]] = {}
        for source in accord.sources:
            self.origins.setdefault(dossier.origins.get(source.id, source.id), []).append(source.id)
        self.divergences = divergences(accord, dossier.origins, self.facts)
        self.otherwise = _otherwise(self.divergences)
        self.set_aside = {fact.id for each in self.divergences for fact in each.others}
        self.shown = set(self.facts) | {gap.id for gap in accord.gaps if self.below(gap.marking)}

    def below(self, marking: Marking) -> bool:
        """Return whether the audience may read something of a marking."""
        return marking.rank <= self.ceiling.rank

    def allowed(self, fact: Fact) -> bool:
        """Return whether a fact may be printed: neither rejected nor lapsed, not above the ceiling."""
        return fact.stands and self.below(fact.marking)

    def _told(self, fact: Fact) -> bool:
        return self.allowed(fact) and fact.id not in self.set_aside

    def make(self) -> Plain:
        """Return the whole context: only dict, list, str, int, float, bool and None."""
        accord = self.dossier.accord
        facts = {name: self.fact(fact) for name, fact in self.facts.items()}
        events = self._listed(accord.events, facts)
        return {
            "dossier": self._dossier(accord),
            "note": self._note(accord.note),
            "bottom_line": self._statement(accord.bottom_line) if self._readable(accord.bottom_line) else None,
            "summary": [self._statement(item) for item in accord.summary if self._readable(item)],
            "sources": [self._source(source) for source in accord.sources],
            "origins": [list(names) for names in self.origins.values()],
            "instrument": self._first(accord.instruments(), facts),
            "parties": self._listed(accord.parties, facts),
            "events": events,
            "signatures": [event for event in events if event["type"] == EventType.SIGNATURE.value],
            "people": self._listed(accord.people, facts),
            "provisions": self._listed(accord.provisions, facts),
            "list_open": facts.get(accord.provisions_open.id) if accord.provisions_open else None,
            "follow_up": self._first(accord.bodies(), facts),
            "clauses": self._listed(accord.clauses, facts),
            "silent": self._silent(accord),
            "context": self._listed(accord.context, facts),
            "dated": self._dated(accord, facts),
            "judgements": [self._judgement(item) for item in accord.judgements if self._judged(item)],
            "divergences": [self._divergence(each, facts) for each in self.divergences],
            "gaps": [self._gap(gap) for gap in accord.gaps if gap.id in self.shown],
            "annexes": [self._annex(annex) for annex in accord.annexes_up_to(self.ceiling)],
            "facts": list(facts.values()),
            "fact": facts,
        }

    def _listed(self, items: Iterable[Fact], facts: dict[str, Plain]) -> list[Plain]:
        """Return the facts that briefs tell; of diverging values, those that the desk chose."""
        return [facts[item.id] for item in items if item.id in facts and item.id not in self.set_aside]

    def _first(self, items: Iterable[Fact], facts: dict[str, Plain]) -> Plain | None:
        """Return the value that the brief tells: the desk's choice, or the first after it that may be printed."""
        return next((facts[item.id] for item in items if item.id in facts), None)

    def _dated(self, accord: Accord, facts: dict[str, Plain]) -> list[Plain]:
        """Return what has a date: first what has a year, in order of time, then the others in order of the record."""
        records: tuple[Event | ContextStatement, ...] = (*accord.events, *accord.context)
        found = [record for record in records if record.date and record.id in facts and record.id not in self.set_aside]
        return [facts[record.id] for record in sorted(found, key=_in_time)]

    def _readable(self, statement: Statement | None) -> bool:
        return statement is not None and self.below(statement.marking) and self.shown.issuperset(statement.basis)

    def _judged(self, judgement: Judgement) -> bool:
        return self.below(judgement.marking) and self.shown.issuperset(judgement.basis)

    def words(self, wording: Wording | None, fact: str | None = None, **kept: Any) -> str | None:
        """Return the token of a wording in the brief's language, or ``None`` where there are no words."""
        text = wording.in_language(self.language) if wording else None
        return self.text(text, fact, **kept)

    def text(self, text: str | None, fact: str | None = None, **kept: Any) -> str | None:
        """Return the token of a text that is the same in every language, or ``None``."""
        return self.table.token(Value(text, kept.pop("language", self.language), fact, **kept)) if text else None

    def fact(self, fact: Fact) -> Plain:
        """Return a fact of any kind: what all have in common, and its own fields."""
        common: Plain = {
            "id": fact.id,
            "record": RECORD_NAMES[type(fact)],
            "text": self.words(fact.text, fact.id),
            "status": fact.status.value,
            "speaker": self.text(fact.speaker, fact.id),
            "positive": fact.positive,
            "credibility": fact.credibility,
            "review": fact.review.state.value,
            "marking": fact.marking.value,
            "derived_from": list(fact.derived_from),
            "otherwise": list(self.otherwise.get(fact.id, ())),
            "quotes": [self.quote(quotation, fact.id) for quotation in self.quotations(fact)],
        }
        # What other sources say of the instrument or the body is no part of it.
        inherited = {*Fact.__struct_fields__, "others"}
        own = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in inherited}
        return common | {name: self._plain(value, fact.id) for name, value in own.items()} | self._extra(fact)

    def _plain(self, value: Any, fact: str) -> Any:
        match value:
            case Enum():
                return value.value
            case Wording():
                return self.words(value, fact)
            case PartialDate():
                raw = self.text(value.raw, fact, verbatim=True)
                return {"day": value.day, "month": value.month, "year": value.year, "raw": raw}
            case Locality():
                return self._locality(value, fact)
            case Fact():
                return self.fact(value)
            case tuple():
                return [self._plain(item, fact) for item in value if not isinstance(item, Fact) or self._told(item)]
            case str():
                return self.text(value, fact)
            case None:
                return None
        raise TypeError(f"a template cannot be given a {type(value).__name__}")

    def _extra(self, fact: Fact) -> Plain:
        """Codes stay plain, so that templates can compare them; a party gets the name that grammar declines."""
        match fact:
            case Party():
                return {"code": fact.code, "name": self._place_name(fact.code, fact.id)}
            case Person():
                place = self._place_name(fact.party, fact.id) if fact.party else None
                return {"party": fact.party, "party_name": place, "event": fact.event}
        return {}

    def _place_name(self, code: str, fact: str) -> str | None:
        place = find_place(code)
        return self.text(place.name(self.language), fact, place=code) if place else None

    def _locality(self, place: Locality, fact: str) -> Plain:
        city = place.names.get(self.language) or place.city
        country = self._place_name(place.country, fact) if place.country else None
        return {"city": self.text(city, fact, city=True), "country": country, "code": place.country}

    def quotations(self, fact: Fact) -> tuple[Quotation, ...]:
        """Return the quotations a fact stands on; for an inference, those of the facts it is derived from."""
        if fact.status is not FactStatus.INFERENCE:
            return self.dossier.quotations.get(fact.id, ())
        found = [q for name in fact.derived_from if name in self.facts for q in self.quotations(self.facts[name])]
        return tuple({(q.source, q.start, q.end): q for q in found}.values())

    def quote(self, quotation: Quotation, fact: str) -> Plain:
        """Return a quotation: the source's own words, where they stand, and a translation where the desk has one."""
        return {
            "text": self.text(quotation.text, fact, language=quotation.language, verbatim=True),
            "language": quotation.language,
            "source": quotation.source,
            "origin": self.dossier.origins.get(quotation.source, quotation.source),
            "paragraph": quotation.paragraph,
            "start": quotation.start,
            "end": quotation.end,
            "page": quotation.page,
            "match": quotation.match.value,
            "translation": self.text(quotation.translations.get(self.language), fact),
        }

    def _dossier(self, accord: Accord) -> Plain:
        return {
            "id": accord.id,
            "title": self.words(accord.title),
            "desk": self.words(accord.desk),
            "as_at": accord.as_at,
            "marking": accord.marking.value,
            "remark": self.words(accord.remark),
        }

    def _note(self, note: NoteHead) -> Plain:
        wordings = ("sender", "recipient", "copies", "decision", "clearance", "contact", "embargo", "distribution")
        head: Plain = {name: self.words(getattr(note, name)) for name in wordings}
        changes = [{"version": self.text(c.version), "on": c.on, "text": self.words(c.text)} for c in note.changes]
        plain = {"reference": self.text(note.reference), "version": self.text(note.version), "deadline": note.deadline}
        return head | plain | {"changes": changes}

    def _statement(self, statement: Statement | None) -> Plain | None:
        if statement is None:
            return None
        return {"id": statement.id, "text": self.words(statement.text, statement.id), "basis": list(statement.basis)}

    def _source(self, source: Source) -> Plain:
        return {
            "id": source.id,
            "kind": source.kind.value,
            "language": source.language,
            "title": self.words(source.title),
            "based_on": self.words(source.based_on),
            "reported_kind": source.based_on_kind.value if source.based_on_kind else None,
            "publisher": self.text(source.publisher),
            "author": self.text(source.author),
            "url": self.text(source.url),
            "published": source.published,
            "retrieved": source.retrieved,
            "reliability": source.reliability.value,
            "basis": self.words(source.basis),
            "repeats": self._repeated(source),
        }

    def _repeated(self, source: Source) -> str | None:
        """Return the first source of the same origin, or ``None`` where it is this one."""
        first = self.origins[self.dossier.origins.get(source.id, source.id)][0]
        return None if first == source.id else first

    def _divergence(self, found: Divergence, facts: dict[str, Plain]) -> Plain:
        """Return a divergence: its field, and the facts that give its values, those first that briefs print."""
        told = [facts[fact.id] for fact in (*found.chosen, *found.others)]
        return {"field": found.field.value, "facts": told, "chosen": len(found.chosen)}

    def _annex(self, annex: AnnexFile) -> Plain:
        return {
            "file": self.text(annex.file, verbatim=True),
            "title": self.words(annex.title),
            "pages": self.dossier.annexed[annex.file].pages,
            "marking": annex.marking.value,
        }

    def _judgement(self, judgement: Judgement) -> Plain:
        return {
            "id": judgement.id,
            "kind": judgement.kind.value,
            "text": self.words(judgement.text, judgement.id),
            "answer": self.words(judgement.answer, judgement.id),
            "basis": list(judgement.basis),
            "likelihood": judgement.likelihood.value if judgement.likelihood else None,
            "confidence": judgement.confidence.value if judgement.confidence else None,
            "author": self.text(judgement.author, judgement.id),
            "on": judgement.on,
            "cleared": judgement.cleared,
            "marking": judgement.marking.value,
        }

    def _gap(self, gap: Gap) -> Plain:
        return {
            "id": gap.id,
            "topic": self.words(gap.topic, gap.id),
            "question": self.words(gap.question, gap.id),
            "why": self.words(gap.why, gap.id),
            "consulted": list(gap.consulted),
            "clauses": [clause.value for clause in gap.clauses],
        }

    def _silent(self, accord: Accord) -> list[Plain]:
        topics = {clause: gap for gap in accord.gaps if gap.id in self.shown for clause in gap.clauses}
        return [{"code": code.value, "gap": topics[code].id if code in topics else None} for code in accord.silent]
