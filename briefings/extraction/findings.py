"""What the finders of the accord's matter return: instrument, state, provisions, clauses, background, numbers."""

from __future__ import annotations

from enum import Enum

from briefings.extraction.found import Found
from briefings.vocabulary.codes import (
    Aspect,
    ClauseCode,
    ContextKind,
    FactStatus,
    InstrumentState,
    InstrumentType,
    PartyLevel,
    ProvisionCode,
)


class FoundInstrument(Found, frozen=True, kw_only=True):
    """The accord itself, where the text names it best."""

    type: InstrumentType


class FoundState(Found, frozen=True, kw_only=True):
    """How far the accord has come; the stretch is the words that show it."""

    state: InstrumentState


class FoundProvision(Found, frozen=True, kw_only=True):
    """What the parties cooperate on; the stretch is the shortest that shows it."""

    code: ProvisionCode
    positive: bool = True
    """False where the text says that the accord holds no such thing."""


class FoundAspect(Found, frozen=True, kw_only=True):
    """One thing said of the follow-up body."""

    aspect: Aspect
    venues: tuple[str, ...] = ()
    """Cities or countries it meets in by turns, as worded."""


class FoundBody(Found, frozen=True, kw_only=True):
    """The body that carries the accord on; the stretch is its sentence."""

    name: str
    name_start: int
    """Where the name stands; it ends ``len(name)`` further."""
    level: PartyLevel | None
    """On what level it meets, where the text says so."""
    aspects: tuple[FoundAspect, ...] = ()


class FoundClause(Found, frozen=True, kw_only=True):
    """A clause that the text states; the stretch is its words."""

    code: ClauseCode


class FoundContext(Found, frozen=True, kw_only=True):
    """A statement of background; the stretch is its sentence."""

    kind: ContextKind
    status: FactStatus
    speaker: str | None = None
    """Who says it, as worded, where the status is *attributed*."""


class QuantityKind(Enum):
    """What a number counts."""

    MONEY = "money"
    DURATION = "duration"
    COUNT = "count"


class FoundQuantity(Found, frozen=True, kw_only=True):
    """A number with what it counts; the stretch is both."""

    kind: QuantityKind
    number: str
    """As worded: “12”, “$17 million”, “dix”."""
    unit: str
    """What is counted, as worded; for money the currency."""
