"""Which words of a quotation bear a fact: the trigger of a code, the name of a place or a person."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import islice

from briefings.facts import Clause, Event, Fact, Instrument, Party, Person, Provision
from briefings.vocabulary.gazetteer import places_named
from briefings.vocabulary.levelled import level
from briefings.vocabulary.triggers import shown

#: So many are asked; the bounds keep a hostile text from costing time.
_MOST = 50


def bearing(fact: Fact, text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a quotation that bear a fact, half-open; all of it where no word of it stands out."""
    found = tuple(dict.fromkeys(islice(_bearing(fact, text), _MOST)))
    return found or ((0, len(text)),)


def _bearing(fact: Fact, text: str) -> Iterator[tuple[int, int]]:
    if isinstance(fact, Provision | Clause):
        yield from _codes(text, fact.code)
    elif isinstance(fact, Instrument):
        yield from _codes(text, fact.state)
    elif isinstance(fact, Event):
        yield from _codes(text, fact.type)
    elif isinstance(fact, Party):
        yield from ((mention.start, mention.end) for mention in places_named(text) if mention.code == fact.code)
    elif isinstance(fact, Person) and fact.name and (at := text.find(fact.name)) >= 0:
        yield at, at + len(fact.name)


def _codes(text: str, code: Enum) -> Iterator[tuple[int, int]]:
    levelled = level(text)
    for start, end in shown(levelled.text, code):
        yield levelled.original(start, end)
