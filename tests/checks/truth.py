"""A fact that a sentence of an invented source bears, and the ways in which the source may say otherwise."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

Record = dict[str, Any]


class Turn(Struct, frozen=True):
    """A change of a source that makes a fact wrong: what is replaced, and by what."""

    kind: str
    old: str
    new: str


class Truth(Struct, frozen=True):
    """A fact that holds of a sentence of a source."""

    name: str
    language: str
    sentence: str
    exact: str
    section: str
    """Where the record keeps it: ``events``, ``people`` …"""
    values: Record
    turns: tuple[Turn, ...]
    wrapped: bool = True
    """Whether a speaker or a doubt put around the sentence makes it wrong; a denial is wrong for a denial too."""


def turns(kind: str, old: str, *new: str) -> tuple[Turn, ...]:
    """Return the changes that put other words for some."""
    return tuple(Turn(kind, old, words) for words in new)


def event(kind: str, raw: str, day: int, month: int, year: int, place: Record | None = None) -> Record:
    date = {"day": day, "month": month, "year": year, "raw": raw}
    return {"type": kind, "date": date, **({"place": place} if place else {})}


LABEL = {"label": {"en": "words", "fr": "mots"}}
