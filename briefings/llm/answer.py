"""What a model may answer: sentence numbers, words of those sentences, and codes; nothing else is read.

Each record has an exact set of keys, so that an answer which brings anything more is refused whole. The JSON Schema
that a model is held to is made of these records, in the narrow form that endpoints accept as *strict*: every key
required, no other key allowed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from briefings.vocabulary.codes import (
    Aspect,
    ClauseCode,
    ContextKind,
    EventType,
    InstrumentState,
    InstrumentType,
    PersonPart,
    ProvisionCode,
)

_REFERENCE = "#/$defs/{name}"


class Quoted(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one sentence, and its number."""

    sentence: int
    quote: str


class ToldInstrument(Struct, frozen=True, forbid_unknown_fields=True):
    """The accord that the text is about."""

    type: InstrumentType
    state: InstrumentState
    named: Quoted
    """The words that name it."""
    shown: Quoted
    """The words that show its state."""


class ToldParty(Struct, frozen=True, forbid_unknown_fields=True):
    """A party of the accord."""

    code: str
    named: Quoted


class ToldEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happened to the accord, or a visit or meeting around it; all from one sentence."""

    type: EventType
    shown: Quoted
    date: str | None
    """Words of the same sentence."""
    place: str | None
    """Words of the same sentence."""


class ToldPerson(Struct, frozen=True, forbid_unknown_fields=True):
    """A person with the office held, both inside the quotation."""

    name: str | None
    office: str | None
    party: str | None
    part: PersonPart
    shown: Quoted


class ToldProvision(Struct, frozen=True, forbid_unknown_fields=True):
    """What the parties cooperate on, or what the text says the accord does not hold."""

    code: ProvisionCode
    holds: bool
    shown: Quoted


class ToldAspect(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing said of the follow-up body."""

    aspect: Aspect
    venues: list[str]
    shown: Quoted


class ToldBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A body that carries the accord on."""

    name: str
    shown: Quoted
    aspects: list[ToldAspect]


class ToldClause(Struct, frozen=True, forbid_unknown_fields=True):
    """A clause that the text states."""

    code: ClauseCode
    shown: Quoted


class ToldContext(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of background."""

    kind: ContextKind
    shown: Quoted


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that a model read in the sentences."""

    instrument: ToldInstrument | None
    parties: list[ToldParty]
    events: list[ToldEvent]
    people: list[ToldPerson]
    provisions: list[ToldProvision]
    bodies: list[ToldBody]
    clauses: list[ToldClause]
    context: list[ToldContext]


class BrokenAnswer(ValueError):
    """An answer that is no JSON or does not keep to the schema; the message says where."""


def decoded(content: bytes | str) -> Answer:
    """Return an answer as records. Raises ``BrokenAnswer`` for anything that does not keep to the schema."""
    try:
        return msgspec.json.decode(content, type=Answer)
    except msgspec.ValidationError as error:
        raise BrokenAnswer(f"it does not keep to the schema: {_first(error)}") from None
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise BrokenAnswer(f"it is no JSON: {_first(error)}") from None


def encoded(answer: Answer) -> bytes:
    """Return an answer as JSON that depends on what it says alone: no white space, no needless escapes."""
    return msgspec.json.encode(answer)


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer; make no change to it, since it is made once."""
    _, parts = msgspec.json.schema_components([Answer], ref_template=_REFERENCE)
    strict = {name: _strict(part) for name, part in sorted(parts.items())}
    root: dict[str, Any] = strict.pop("Answer")
    return {**root, "$defs": strict}


def _strict(part: Any) -> Any:
    """Return a part of the schema as strict endpoints take it: without titles, and with the type of every code."""
    if isinstance(part, list):
        return [_strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _strict(value) for key, value in part.items() if key != "title" or isinstance(value, dict)}
    return {"type": "string", **kept} if "enum" in kept else kept


def _first(error: Exception) -> str:
    words = str(error)
    return words if len(words) <= 160 else words[:159] + "…"
