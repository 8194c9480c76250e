"""Two versions of a dossier compared by id: what was added, withdrawn and changed, with old and new evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from msgspec import Struct

from briefings.comparing.fields import (
    CUT,
    FieldKey,
    Subject,
    Value,
    annex_of,
    entry_of,
    head_of,
    particulars_of,
    subject,
)
from briefings.comparing.state import Passage, Scope, State, evened
from briefings.evidence import Review, Wording
from briefings.facts import (
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    Fact,
    FollowUpBody,
    Gap,
    Instrument,
    Judgement,
    Party,
    Person,
    Provision,
    Statement,
)
from briefings.vocabulary.codes import Marking

Record = Fact | Statement | Judgement | Gap

_KINDS: Mapping[type[Record], str] = {
    Instrument: "instrument",
    Party: "party",
    Event: "event",
    Person: "person",
    Provision: "provision",
    BodyAspect: "aspect",
    FollowUpBody: "body",
    Clause: "clause",
    ContextStatement: "context",
    Fact: "fact",
    Statement: "statement",
    Judgement: "judgement",
    Gap: "gap",
}


class ChangeKind(Enum):
    """What became of a record."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


class FieldChange(Struct, frozen=True):
    """One field with another value; ``None`` where it has none."""

    name: str
    language: str | None
    """Of a wording; ``None`` for what is the same in every language."""
    old: Value
    new: Value


class RecordChange(Struct, frozen=True, kw_only=True):
    """One record that was added, withdrawn or changed."""

    id: str
    kind: str
    """What the record is, such as ``event``; of a changed one, what it is now."""
    change: ChangeKind
    marking: Marking
    """The higher of the markings it had and has: who may not read both may not be told of the change."""
    words: Mapping[str, str]
    """What it says, or said before it was withdrawn, by language."""
    fields: tuple[FieldChange, ...] = ()
    """Of a changed record the fields that differ, evidence apart; empty for an added or withdrawn one."""
    old_evidence: tuple[Passage, ...] = ()
    """Passages that no longer stand for it; of a withdrawn record all."""
    new_evidence: tuple[Passage, ...] = ()
    """Passages that stand for it now and did not; of an added record all."""


class Comparison(Struct, frozen=True):
    """What differs between two versions of a dossier."""

    changes: tuple[RecordChange, ...]
    """In the order of the record; a withdrawn one follows the one it stood behind."""
    untold: tuple[str, ...] = ()
    """Ids that one version holds and the other, being cut to what a brief carries, could not be expected to hold."""

    def count(self, kind: ChangeKind) -> int:
        """Return how many changes are of a kind."""
        return sum(change.change is kind for change in self.changes)


class _Entry(Struct, frozen=True):
    subject: Subject
    record: Record | None
    marking: Marking
    passages: tuple[Passage, ...]


def compare(old: State, new: State) -> Comparison:
    """Return what differs. Order of keys, comments, layout and the order of records are no difference."""
    before, after = _entries(old), _entries(new)
    before = _renamed(before, after)
    changes: list[RecordChange] = []
    untold: list[str] = []
    for key in _in_order(before, after):
        one, other = before.get(key), after.get(key)
        if one and other:
            changes += _changed(key, one, other, (old, new))
        elif other:
            _alone(key, other, old, ChangeKind.ADDED, changes, untold)
        elif one:
            _alone(key, one, new, ChangeKind.WITHDRAWN, changes, untold)
    return Comparison(tuple(changes), tuple(untold))


def _entries(state: State) -> dict[str, _Entry]:
    """Return everything that a version says, in the order of the record.

    A key is a group and an id: a fact may have the name of a file, or be called “note”.
    """
    accord = state.accord
    found: dict[str, _Entry] = {"desk/dossier": _desk(head_of(accord), accord.marking)}
    found["desk/note"] = _desk(particulars_of(accord.note), accord.marking)
    found |= {f"log/{entry.version}": _desk(entry_of(entry), accord.marking) for entry in accord.note.changes}
    for source in accord.sources:
        more = {"content": state.contents.get(source.id)}
        found[f"source/{source.id}"] = _desk(subject("source", source, source.title, more), accord.marking)
    for annex in accord.annexes:
        found[f"annex/{annex.file}"] = _desk(annex_of(annex, state.contents.get(annex.file)), annex.marking)
    for record in accord.records():
        passages = state.passages.get(record.id, ()) if isinstance(record, Fact) else ()
        found[f"record/{record.id}"] = _Entry(_subject(record), record, record.marking, passages)
    return found


def _desk(found: Subject, marking: Marking) -> _Entry:
    return _Entry(found, None, marking, ())


def kind_of(record: Record) -> str:
    """Return what a record is, as comparisons call it."""
    return _KINDS[type(record)]


def words_of(record: Record) -> Wording:
    """Return what a record says."""
    return record.question if isinstance(record, Gap) else record.text


def _subject(record: Record) -> Subject:
    return subject(kind_of(record), record, words_of(record))


def _renamed(before: Mapping[str, _Entry], after: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """Return the entries with statements of the summary under the ids of those that say the same now.

    Their ids only count them: one put in front of the others would change them all.
    """
    old = [key for key, entry in before.items() if entry.subject.kind == "statement"]
    new = [key for key, entry in after.items() if entry.subject.kind == "statement"]
    names: dict[str, str] = {}
    for alike in (_same_words, _same_basis, _same_name):
        for key in old:
            if key not in names:
                free = (name for name in new if name not in names.values())
                if found := next((name for name in free if alike(key, before[key], name, after[name])), None):
                    names[key] = found
    # What is left was withdrawn: its number may be another's now.
    taken = set(new)
    for key in old:
        names.setdefault(key, key if key not in taken else f"{key}-withdrawn")
    return {names.get(key, key): entry for key, entry in before.items()}


def _same_words(_old: str, one: _Entry, _new: str, other: _Entry) -> bool:
    shared = one.subject.words.keys() & other.subject.words.keys()
    return any(one.subject.words[language] == other.subject.words[language] for language in shared)


def _same_basis(_old: str, one: _Entry, _new: str, other: _Entry) -> bool:
    basis = one.subject.values.get(FieldKey("basis"))
    return bool(basis) and basis == other.subject.values.get(FieldKey("basis"))


def _same_name(old: str, _one: _Entry, new: str, _other: _Entry) -> bool:
    return old == new


def _in_order(before: Iterable[str], after: Mapping[str, object]) -> list[str]:
    """Return all keys in the order of the newer version; an older one follows the one it stood behind."""
    behind: dict[str, list[str]] = {}
    last = ""
    for key in before:
        if key in after:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    order = list(behind.get("", ()))
    for key in after:
        order += [key, *behind.get(key, ())]
    return order


def _alone(
    key: str, entry: _Entry, other: State, kind: ChangeKind, changes: list[RecordChange], untold: list[str]
) -> None:
    """Keep a record that one version alone has: as a change where the other would surely have it."""
    may_read = other.scope is not Scope.PRINTED and entry.marking.rank <= other.ceiling.rank
    if not (other.may_hold(entry.record) if entry.record else may_read):
        untold.append(_id(key))
        return
    added = kind is ChangeKind.ADDED
    changes.append(
        RecordChange(
            id=_id(key),
            kind=entry.subject.kind,
            change=kind,
            marking=entry.marking,
            words=entry.subject.words,
            old_evidence=() if added else entry.passages,
            new_evidence=entry.passages if added else (),
        )
    )


def _changed(key: str, one: _Entry, other: _Entry, states: tuple[State, State]) -> Iterator[RecordChange]:
    """Yield the change of a record that both versions have, where it is any."""
    fields = list(_kind_change(one, other)) + list(_field_changes(one, other, states))
    lost, gained = _without_common(one.passages, other.passages)
    if not (fields or lost or gained):
        return
    yield RecordChange(
        id=_id(key),
        kind=other.subject.kind,
        change=ChangeKind.CHANGED,
        marking=max(one.marking, other.marking, key=lambda marking: marking.rank),
        words=other.subject.words or one.subject.words,
        fields=tuple(fields),
        old_evidence=lost,
        new_evidence=gained,
    )


def _id(key: str) -> str:
    return key.partition("/")[2]


def _kind_change(one: _Entry, other: _Entry) -> Iterator[FieldChange]:
    if one.subject.kind != other.subject.kind:
        yield FieldChange("record", None, one.subject.kind, other.subject.kind)


def _field_changes(one: _Entry, other: _Entry, states: tuple[State, State]) -> Iterator[FieldChange]:
    old, new = one.subject.values, other.subject.values
    cut = any(state.scope is Scope.PRINTED for state in states)
    partial = any(state.scope is not Scope.WHOLE for state in states)
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after or (cut and _may_be_cut(key, before, after)):
            continue
        if key.name == "content" and None in (before, after):
            continue  # One of the two texts is not at hand.
        if partial and key.name in CUT and _visible(before, states) == _visible(after, states):
            continue
        if cut and isinstance(before, Review) and isinstance(after, Review) and before.state is after.state:
            continue
        yield FieldChange(key.name, key.language, before, after)


def _may_be_cut(key: FieldKey, before: Value, after: Value) -> bool:
    """Return whether the difference may come of the cutting of a version to what a brief prints."""
    return key.name in CUT or before in (None, "", ()) or after in (None, "", ())


def _visible(value: Value, states: tuple[State, State]) -> Value:
    """Return the links among a value that every version of the two may hold."""
    hidden = {
        record.id
        for state, other in (states, states[::-1])
        for record in other.accord.records()
        if not state.may_hold(record)
    }
    if isinstance(value, tuple):
        return tuple(each for each in value if not (isinstance(each, str) and each in hidden))
    return None if isinstance(value, str) and value in hidden else value


def _without_common(
    old: tuple[Passage, ...], new: tuple[Passage, ...]
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return the passages that only one of the two has; a place that is not known is no other place."""
    left, gained = list(old), []
    for passage in new:
        same = next((each for each in left if _is_same(each, passage)), None)
        if same is None:
            gained.append(passage)
        else:
            left.remove(same)
    return tuple(left), tuple(gained)


def _is_same(one: Passage, other: Passage) -> bool:
    if (one.source, evened(one.text)) != (other.source, evened(other.text)):
        return False
    places = (one.paragraph, one.page), (other.paragraph, other.page)
    return places[0] == places[1] or not (one.found and other.found)
