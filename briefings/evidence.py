"""What facts are made of: wordings, quotations and where they stand, dates and places as far as they are stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from briefings.errors import Location
from briefings.sources import Match
from briefings.vocabulary.codes import ReviewState


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in each working language of the dossier."""

    texts: Mapping[str, str]
    """By language code; read-only."""
    at: Location

    def __post_init__(self) -> None:
        """Close the mapping, so that a template or a writer cannot change a dossier."""
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))

    def in_language(self, language: str) -> str | None:
        """Return the words in a language, or ``None`` where the desk has none."""
        return self.texts.get(language)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation and where it must stand; W3C Web Annotation names (text quote selector)."""

    source: str
    exact: str
    at: Location
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    """Offset as written in the dossier, or ``None``; what was found is in ``Quotation``."""
    end: int | None = None
    translations: Mapping[str, str] = field(default_factory=dict)
    """By language; a translation stands beside the quotation, never in its place."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Evidence after the gate: it stands in its source, here."""

    source: str
    text: str
    """The source's own characters, ``source.text[start:end]``."""
    language: str
    start: int
    end: int
    match: Match
    paragraph: int | None
    """Number of the paragraph, or ``None`` in a heading."""
    page: int | None = None
    """Page of a paged source."""
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Review:
    """Whether the desk stands behind a fact, who said so and when."""

    state: ReviewState = ReviewState.UNREVIEWED
    by: str | None = None
    on: str | None = None
    """ISO 8601 date."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is stated: each part may be missing."""

    day: int | None
    month: int | None
    year: int | None
    raw: str
    """The source's own words for it."""


@dataclass(frozen=True, slots=True)
class Locality:
    """Where something happened."""

    city: str | None
    country: str | None
    """ISO 3166-1 alpha-2."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The city's name by language, where it differs from ``city``."""
