"""What the finders return: stretches of a source's canonical text, and what was read in them.

Offsets are code points of the text as given, half-open. A finder never changes a text, and never says what the
characters inside its stretch do not bear.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from briefings.vocabulary.codes import PartyLevel, PersonPart


class Sentence(Struct, frozen=True):
    """A sentence, heading or list item; the slices of all sentences, joined, are the text."""

    start: int
    end: int
    """White space behind the sentence belongs to it."""

    def text(self, whole: str) -> str:
        """Return the sentence's words, without the white space around them."""
        return whole[self.start : self.end].strip()


class Found(Struct, frozen=True, kw_only=True):
    """A stretch of the text that bears something."""

    start: int
    end: int
    rule: str
    """Name of the rule that proposed it, such as ``dates.numeric``."""


class DateKind(Enum):
    """How a text words a date."""

    EXACT = "exact"
    """A day and a month, in figures or in words, with or without a year."""
    RANGE_START = "range-start"
    RANGE_END = "range-end"
    MONTH = "month"
    """A month, with a year."""
    YEAR = "year"
    """A year alone."""
    WEEKDAY = "weekday"
    """A day of the week alone: no part of it is known unless ``resolved_from`` says how."""
    RELATIVE = "relative"
    """“Hier”, “last week”: no part of it is known unless ``resolved_from`` says how."""


class DateUse(Enum):
    """What happened on a date, as far as words beside it say."""

    SIGNATURE = "signature"
    BACKGROUND = "background"
    """Another text's date: a law, a decree, a note, an accord cited."""
    OTHER = "other"


class FoundDate(Found, frozen=True, kw_only=True):
    """A date as far as it is stated: each part may be missing."""

    day: int | None
    month: int | None
    year: int | None
    raw: str
    """The text's own words for it."""
    kind: DateKind
    use: DateUse = DateUse.OTHER
    resolved_from: str | None = None
    """ISO date of the publication that a weekday or a relative date was counted from; ``None`` where it was not."""


class PlaceUse(Enum):
    """What happened in a place."""

    SIGNATURE = "signature"
    MEETING = "meeting"


class FoundPlace(Found, frozen=True, kw_only=True):
    """Where the accord was signed, or where the parties met."""

    city: str | None
    """As worded; ``None`` where the text names a country only."""
    country: str | None
    """Code of ``vocabulary.places``; ``None`` where neither the text nor the gazetteer says it."""
    use: PlaceUse


class FoundParty(Found, frozen=True, kw_only=True):
    """A party of the accord."""

    code: str
    """Code of ``vocabulary.places``: ISO 3166-1 alpha-2, or an organisation's."""
    level: PartyLevel = PartyLevel.STATE


class FoundPerson(Found, frozen=True, kw_only=True):
    """A person with the office held, as worded; a person may go unnamed."""

    name: str | None
    name_start: int | None
    """Where the name stands; it ends ``len(name)`` further. ``None`` without a name."""
    role: str | None
    role_start: int | None
    party: str | None
    """Code of the state or organisation the person acts for; ``None`` where the text does not say."""
    part: PersonPart
    variants: tuple[str, ...] = ()
    """Other wordings of the same name in the text, in order."""
