"""An accord cut down to what a brief prints, or to what its audience may read, so that it can travel inside the file.

Nothing of a fact, judgement or gap that the brief does not print may be in the extract, not even other words of a
record that it prints: each wording is kept only where the brief holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefings.build.brief import Brief
from briefings.checks.divergence import divergences, standing
from briefings.evidence import Evidence, Locality, Quotation, Review, Wording
from briefings.facts import Accord, Dossier, Fact, FollowUpBody, Gap, Judgement, NoteHead, Person, Source, Statement
from briefings.templates.audience import Embed
from briefings.templates.compose import Composer, Words
from briefings.vocabulary.codes import FactStatus, Marking

Record = TypeVar("Record", bound=Fact)


class Extract(Struct, frozen=True):
    """What travels inside a file, and whether the same brief comes out of it."""

    dossier: Dossier
    sources: frozenset[str]
    """Ids of the sources that it names."""
    rebuilds: bool
    """False where a template counts or compares what the brief does not print."""


def make_extract(composer: Composer, brief: Brief, embed: Embed) -> Extract | None:
    """Return the extract of a brief's dossier, or ``None`` for an audience whose files carry none.

    The least extract that gives the same brief again is taken; where none does, the least, and it is said so.
    """
    if embed is Embed.NONE:
        return None
    if embed is Embed.ALL:
        candidates = [_readable(composer.dossier, brief.audience.ceiling)]
    else:
        cutter = _Cutter(composer.dossier, brief)
        candidates = [cutter.cut(silent=silent, uncited=uncited) for silent, uncited in _GROWING]
    for accord in candidates:
        dossier = _with_quotations(composer.dossier, accord)
        again = composer.on(dossier).compose(brief.audience, brief.language)
        if again.markdown == brief.composed:
            return Extract(dossier, frozenset(source.id for source in accord.sources), True)
    least = _with_quotations(composer.dossier, candidates[0])
    return Extract(least, frozenset(source.id for source in candidates[0].sources), False)


#: Whether the clauses nobody speaks of, and the sources that nothing printed quotes, are in the extract.
_GROWING = ((False, False), (True, False), (True, True))


def _with_quotations(dossier: Dossier, accord: Accord) -> Dossier:
    accord = replace(accord, sources=_with_origins(accord.sources, dossier.origins))
    kept = {fact.id for fact in accord.facts()}
    quotations = {name: found for name, found in dossier.quotations.items() if name in kept}
    return replace(dossier, accord=accord, quotations=quotations)


def _readable(dossier: Dossier, ceiling: Marking) -> Accord:
    """Return the accord without what is marked above the ceiling, and without facts that are rejected or lapsed."""
    accord = dossier.accord

    def below(record: Fact | Statement | Judgement | Gap) -> bool:
        stands = not isinstance(record, Fact) or record.stands
        return stands and record.marking.rank <= ceiling.rank

    names = {record.id for record in accord.records() if below(record)}
    return _only(accord, names, ceiling)


def _with_origins(sources: Iterable[Source], origins: Mapping[str, str]) -> tuple[Source, ...]:
    """Return the sources with the origin of each as it was found: a text that is not there cannot be compared again."""
    kept = tuple(sources)
    firsts: dict[str, str] = {}
    for source in kept:
        firsts.setdefault(origins.get(source.id, source.id), source.id)
    if len(kept) == 1:
        return kept
    return tuple(replace(source, origin=firsts[origins.get(source.id, source.id)]) for source in kept)


def _only(accord: Accord, names: set[str], ceiling: Marking) -> Accord:
    """Return the accord with the records of these ids; what rests on others no longer says so."""

    def kept(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(_linked(record, names) for record in records if record.id in names)

    bottom_line = kept((accord.bottom_line,) if accord.bottom_line else ())
    return replace(
        _with_facts(accord, lambda fact: _linked(fact, names) if fact.id in names else None),
        annexes=accord.annexes_up_to(ceiling),
        bottom_line=bottom_line[0] if bottom_line else None,
        summary=kept(accord.summary),
        judgements=kept(accord.judgements),
        gaps=kept(accord.gaps),
    )


def _with_facts(accord: Accord, change: Callable[[Any], Any]) -> Accord:
    """Return the accord with each fact changed; one that becomes ``None`` is left out.

    Where the instrument or the follow-up body is left out, what another source says of it takes its place, as it does
    in a brief. A body stays as it is where only an aspect of it is left.
    """

    def each(facts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(changed for fact in facts if (changed := change(fact)) is not None)

    def first(facts: tuple[Any, ...]) -> Any:
        return replace(facts[0], others=facts[1:]) if facts else None

    bodies = (_changed_body(body, change) for body in accord.bodies())
    return replace(
        accord,
        instrument=first(each(tuple(replace(one, others=()) for one in accord.instruments()))),
        parties=each(accord.parties),
        events=each(accord.events),
        people=each(accord.people),
        provisions=each(accord.provisions),
        provisions_open=change(accord.provisions_open) if accord.provisions_open else None,
        follow_up=first(tuple(body for body in bodies if body is not None)),
        clauses=each(accord.clauses),
        context=each(accord.context),
    )


def _changed_body(body: FollowUpBody, change: Callable[[Any], Any]) -> Any:
    aspects = tuple(changed for aspect in body.aspects if (changed := change(aspect)) is not None)
    kept = change(body) or (body if aspects else None)
    return replace(kept, aspects=aspects, others=()) if kept else None


def _linked(record: Any, names: set[str]) -> Any:
    """Return a record whose links lead to records of the extract only."""
    if isinstance(record, Statement | Judgement):
        return replace(record, basis=tuple(name for name in record.basis if name in names))
    if isinstance(record, Person) and record.event not in names:
        return replace(record, event=None)
    return record


class _Cutter:
    """Cuts the accord of one brief."""

    def __init__(self, dossier: Dossier, brief: Brief) -> None:
        self.accord = dossier.accord
        self.quotations = dossier.quotations
        self.language = brief.language
        self.ceiling = brief.audience.ceiling
        self.printed = brief.printed
        self.diverging = _diverging(dossier, brief.audience.ceiling)
        told = {words.fact for words in brief.printed if words.fact}
        self.names = told | set(_rested_on(self.accord, {*brief.used, *told}))

    def cut(self, silent: bool, uncited: bool) -> Accord:
        accord = _only(self.accord, self.names, self.ceiling)
        cited = {evidence.source for fact in accord.facts() for evidence in fact.evidence}
        sources = [s for s in accord.sources if uncited or s.id in cited or self._says(None, *s.title.texts.values())]
        ids = {source.id for source in sources}
        return replace(
            _with_facts(accord, self._fact),
            languages=(self.language,),
            title=self._own(accord.title),
            desk=self._wording(accord.desk, None),
            remark=self._wording(accord.remark, None),
            note=self._note(accord.note),
            bottom_line=self._worded(accord.bottom_line) if accord.bottom_line else None,
            summary=tuple(self._worded(each) for each in accord.summary),
            sources=tuple(self._source(source) for source in sources),
            judgements=tuple(self._worded(each) for each in accord.judgements),
            gaps=tuple(self._gap(gap, ids) for gap in accord.gaps),
            silent=accord.silent if silent else (),
            annexes=tuple(replace(annex, title=self._own(annex.title)) for annex in accord.annexes),
        )

    def _says(self, fact: str | None, *texts: str) -> bool:
        return any(Words(fact, text) in self.printed for text in texts)

    def _wording(self, wording: Wording | None, fact: str | None) -> Any:
        """Return the words that the brief prints; none are left where it prints none."""
        text = wording.texts.get(self.language) if wording else None
        if wording is None or text is None or not self._says(fact, text):
            return None if wording is None else Wording({}, wording.at)
        return Wording({self.language: text}, wording.at)

    def _own(self, wording: Wording) -> Wording:
        """Return words in the brief's language, printed or not: the title stands in the file's properties too."""
        text = wording.texts.get(self.language)
        return Wording({self.language: text} if text else {}, wording.at)

    def _worded(self, record: Any) -> Any:
        """Return a record with each of its own wordings and free texts cut."""
        name = record.id
        changes: dict[str, Any] = {}
        for field in record.__struct_fields__:
            value = getattr(record, field)
            if isinstance(value, Wording):
                changes[field] = self._wording(value, name)
        if isinstance(record, Judgement) and record.author and not self._says(name, record.author):
            changes["author"] = None
        return replace(record, **changes)

    def _fact(self, fact: Record) -> Record:
        # That sources diverge is printed, so the values that show it are part of the proof.
        values = {name: self._own(getattr(fact, name)) for name in self.diverging.get(fact.id, ())}
        fact = replace(self._worded(fact), **values)
        quoted = zip(fact.evidence, self.quotations.get(fact.id, ()), strict=False)
        evidence = tuple(self._evidence(each, found, fact.id) for each, found in quoted)
        changes: dict[str, Any] = {"evidence": evidence, "review": Review(fact.review.state)}
        for name in ("place", "venues", "variants"):
            if hasattr(fact, name):
                changes[name] = self._places(getattr(fact, name)) if name != "variants" else ()
        return replace(fact, **changes)

    def _places(self, places: Any) -> Any:
        if isinstance(places, Locality):
            names = {code: name for code, name in places.names.items() if code == self.language}
            return replace(places, names=names)
        return tuple(self._places(place) for place in places) if places else places

    def _evidence(self, evidence: Evidence, found: Quotation, fact: str) -> Evidence:
        """Return the evidence with offsets in place of prefix and suffix: those are words that no brief prints."""
        translations = {
            code: text
            for code, text in evidence.translations.items()
            if code == self.language and self._says(fact, text)
        }
        return replace(evidence, translations=translations, prefix="", suffix="", start=found.start, end=found.end)

    def _gap(self, gap: Gap, sources: set[str]) -> Gap:
        cut: Gap = self._worded(gap)
        return replace(cut, consulted=tuple(name for name in gap.consulted if name in sources))

    def _source(self, source: Source) -> Source:
        changes: dict[str, Any] = {
            name: self._wording(getattr(source, name), None) for name in ("title", "based_on", "basis")
        }
        for name in ("publisher", "author", "url"):
            text = getattr(source, name)
            changes[name] = text if text and self._says(None, text) else None
        return replace(source, **changes)

    def _note(self, note: NoteHead) -> NoteHead:
        changes: dict[str, Any] = {}
        for field in note.__struct_fields__:
            value = getattr(note, field)
            if isinstance(value, Wording):
                cut = self._wording(value, None)
                changes[field] = cut if cut.texts else None
            elif field in ("reference", "version") and value:
                changes[field] = value if self._says(None, value) else None
        entries = [replace(change, text=self._wording(change.text, None)) for change in note.changes]
        return replace(note, **changes, changes=tuple(entry for entry in entries if entry.text.texts))


def _diverging(dossier: Dossier, ceiling: Marking) -> dict[str, set[str]]:
    """Return by fact id the names of its wordings that another source gives otherwise."""
    accord = dossier.accord
    readable = {fact.id for fact in accord.facts() if fact.marking.rank <= ceiling.rank} & standing(accord)
    names: dict[str, set[str]] = {}
    for found in divergences(accord, dossier.origins, readable):
        for fact in (*found.chosen, *found.others):
            if isinstance(getattr(fact, found.field.value, None), Wording):
                names.setdefault(fact.id, set()).add(found.field.value)
    return names


def _rested_on(accord: Accord, names: set[str]) -> Iterator[str]:
    """Yield the names and those of all facts that the inferences among them are derived from."""
    facts = {fact.id: fact for fact in accord.facts()}
    queue, reached = list(names), set()
    while queue:
        name = queue.pop()
        if name in reached:
            continue
        reached.add(name)
        yield name
        fact = facts.get(name)
        if fact is not None and fact.status is FactStatus.INFERENCE:
            queue.extend(fact.derived_from)


def without_offsets(accord: Accord) -> Accord:
    """Return the accord with its quotations to be found wherever they stand now."""

    def free(fact: Record) -> Record:
        return replace(fact, evidence=tuple(replace(each, start=None, end=None) for each in fact.evidence))

    return _with_facts(accord, free)
