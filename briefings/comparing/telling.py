"""A comparison told: lines for people in English or French, plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefings.comparing.fields import plain
from briefings.comparing.records import ChangeKind, Comparison, FieldChange, RecordChange
from briefings.comparing.state import Passage
from briefings.comparing.words import WORDS, Wordbook

_COUNTED = {
    "en": ("1 change: {}", "{} changes: {}", "no difference"),
    "fr": ("1 changement : {}", "{} changements : {}", "aucune différence"),
}
_UNTOLD = {
    "en": "cannot be told, for one side is cut to what a brief carries: {}",
    "fr": "indéterminé, l’un des côtés étant limité à ce que porte une note : {}",
}
#: Fields that are hashes, and how much of one is enough for people to see that it is another.
_HASHES, _HASH_SHOWN = ("content", "sha256"), 12
_MARKS = {"en": "“{}”", "fr": "«\u202f{}\u202f»"}
_COLON = {"en": ": ", "fr": " : "}


def told(comparison: Comparison, book: Wordbook) -> Iterator[str]:
    """Yield the comparison as lines, in the order of the record; no line holds an end of line."""
    for change in comparison.changes:
        yield from _change(change, book)
    yield _summary(comparison, book.language)
    if comparison.untold:
        yield _UNTOLD[book.language].format(", ".join(comparison.untold))


def _change(change: RecordChange, book: Wordbook) -> Iterator[str]:
    kind, colon = book.word(change.kind), _COLON[book.language]
    named = kind if change.id in ("dossier", "note") else f"{kind} {_MARKS[book.language].format(change.id)}"
    head = f"{book.word(change.change.value)}{colon}{named}"
    if change.change is ChangeKind.CHANGED:
        yield head
        for each in change.fields:
            yield from _field(each, book, change.kind)
        if change.old_evidence or change.new_evidence:
            yield f"  {book.word('evidence')}"
            yield from _evidence(change, book)
    else:
        words = change.words.get(book.language) or next(iter(change.words.values()), "")
        yield f"{head} ({book.word(change.marking.value)})" + (f"{colon}{_line(words)}" if words else "")
        yield from _evidence(change, book)


def _field(change: FieldChange, book: Wordbook, kind: str) -> Iterator[str]:
    language = f" ({change.language})" if change.language else ""
    yield f"  {book.word(change.name)}{language}"
    spelt = "record" if change.name == "record" else kind
    most = _HASH_SHOWN if change.name in _HASHES else None
    yield f"    - {_line(book.value(change.old, spelt))[:most]}"
    yield f"    + {_line(book.value(change.new, spelt))[:most]}"


def _evidence(change: RecordChange, book: Wordbook) -> Iterator[str]:
    yield from (f"    - {_line(book.passage(passage))}" for passage in change.old_evidence)
    yield from (f"    + {_line(book.passage(passage))}" for passage in change.new_evidence)


def _line(text: str) -> str:
    return " ".join(text.split(" ")).replace("\n", " ")


def _summary(comparison: Comparison, language: str) -> str:
    one, several, none = _COUNTED[language]
    counts = [(comparison.count(kind), WORDS[language][kind.value]) for kind in ChangeKind]
    parts = ", ".join(f"{count} {word}" for count, word in counts if count)
    total = len(comparison.changes)
    return none if not total else one.format(parts) if total == 1 else several.format(total, parts)


def as_plain(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON holds it; codes are spelt as in the record."""
    return {
        "changes": [_plain_change(change) for change in comparison.changes],
        "counts": {kind.value: comparison.count(kind) for kind in ChangeKind},
        "untold": list(comparison.untold),
    }


def _plain_change(change: RecordChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "record": change.kind,
        "change": change.change.value,
        "marking": change.marking.value,
        "text": dict(change.words),
        "fields": [
            {"field": each.name, "language": each.language, "old": plain(each.old), "new": plain(each.new)}
            for each in change.fields
        ],
        "old_evidence": [_plain_passage(passage) for passage in change.old_evidence],
        "new_evidence": [_plain_passage(passage) for passage in change.new_evidence],
    }


def _plain_passage(passage: Passage) -> dict[str, Any]:
    return {name: getattr(passage, name) for name in passage.__struct_fields__}
