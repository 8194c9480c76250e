"""What a record says, field by field, without the places in files, the order of keys and the order of links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from msgspec import Struct

from briefings.annexes import AnnexFile
from briefings.evidence import Locality, PartialDate, Review, Wording
from briefings.facts import Accord, Change, NoteHead

#: Fields that are told apart from the others, or that only say where a record stands.
_APART = frozenset({"id", "at", "evidence", "aspects", "others", "file", "changes"})
#: Fields that name other records; their order says nothing.
LINKS = frozenset({"basis", "derived_from", "consulted", "clauses", "silent"})
#: Fields that a cut version may have lost for other reasons than that they were empty.
CUT = frozenset({"basis", "derived_from", "event", "consulted", "clauses", "variants", "silent", "venues", "languages"})

Value = Enum | PartialDate | Locality | Review | str | int | bool | tuple[Any, ...] | None


class FieldKey(NamedTuple):
    """Which field of a record, and of a wording in which language."""

    name: str
    language: str | None = None


class Subject(Struct, frozen=True):
    """What one key of a version names: a record, a source, the head of the dossier or its particulars."""

    kind: str
    """Such as ``event``, ``judgement`` or ``source``; see ``words.KINDS``."""
    values: Mapping[FieldKey, Value]
    words: Mapping[str, str]
    """What it says, by language, to tell it by."""


def subject(kind: str, record: Struct, words: Wording | None, more: Mapping[str, Value] | None = None) -> Subject:
    """Return a record as a subject; ``more`` are values that do not stand in the record itself."""
    values: dict[FieldKey, Value] = {}
    for name in record.__struct_fields__:
        if name not in _APART or (name == "file" and kind == "source"):
            values.update(_values(name, getattr(record, name)))
    values |= {FieldKey(name): value for name, value in (more or {}).items()}
    return Subject(kind, values, dict(words.texts) if words else {})


def _values(name: str, value: Any) -> Iterator[tuple[FieldKey, Value]]:
    match value:
        case Wording():
            yield from ((FieldKey(name, language), text) for language, text in value.texts.items())
        case tuple() if name in LINKS:
            yield FieldKey(name), tuple(sorted(value, key=_spelling))
        case _:
            yield FieldKey(name), value


def _spelling(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def head_of(accord: Accord) -> Subject:
    """Return the head of a dossier; the clauses that no source speaks of belong to it."""
    values: dict[FieldKey, Value] = {}
    for name in ("title", "desk", "marking", "as_at", "languages", "remark", "silent"):
        values.update(_values(name, getattr(accord, name)))
    return Subject("dossier", values, dict(accord.title.texts))


def particulars_of(note: NoteHead) -> Subject:
    """Return the particulars of the note; the entries of the change log are subjects of their own."""
    return subject("particulars", note, None)


def entry_of(change: Change) -> Subject:
    """Return an entry of the change log."""
    return subject("entry", change, change.text)


def annex_of(annex: AnnexFile, content: str | None) -> Subject:
    """Return an attached file; ``content`` is its SHA-256 where it is known."""
    return subject("annex", annex, annex.title, {"content": content})


def plain(value: Any) -> Any:
    """Return a value of a field as JSON holds it; codes as they are spelt in the record."""
    match value:
        case Enum():
            return value.value
        case Struct():
            found = {name: plain(getattr(value, name)) for name in value.__struct_fields__}
            return {name: each for name, each in found.items() if each not in (None, {})}
        case Mapping():
            return dict(value)
        case tuple():
            return [plain(each) for each in value]
        case _:
            return value
