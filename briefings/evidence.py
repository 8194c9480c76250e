"""What facts are made of: wordings, quotations and where they stand, dates and places as far as they are stated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import force_setattr

from briefings.errors import Location
from briefings.sources import Match, Span
from briefings.vocabulary.codes import ReviewState


class Wording(Struct, frozen=True):
    """The same words in each working language of the dossier."""

    texts: Mapping[str, str]
    """By language code; read-only."""
    at: Location

    def __post_init__(self) -> None:
        """Close the mapping, so that a template or a writer cannot change a dossier."""
        force_setattr(self, "texts", MappingProxyType(dict(self.texts)))

    def in_language(self, language: str) -> str | None:
        """Return the words in a language, or ``None`` where the desk has none."""
        return self.texts.get(language)


class Evidence(Struct, frozen=True):
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


class Quotation(Struct, frozen=True):
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
    elsewhere: tuple[Span, ...] = ()
    """Where else the same words stand, in order, as long as nothing chooses among the places; it is ambiguous then."""
    translations: Mapping[str, str] = field(default_factory=dict)


class Review(Struct, frozen=True):
    """Whether the desk stands behind a fact, who said so and when."""

    state: ReviewState = ReviewState.UNREVIEWED
    by: str | None = None
    on: str | None = None
    """ISO 8601 date."""
    reason: str | None = None


class PartialDate(Struct, frozen=True):
    """A date as far as it is stated: each part may be missing."""

    day: int | None
    month: int | None
    year: int | None
    raw: str
    """The source's own words for it."""
    resolved_from: str | None = None
    """The day, ISO 8601, from which a relative date (“mercredi”, “hier”) was counted: the day its source was published.

    ``None`` where the words give the parts themselves.
    """


class Locality(Struct, frozen=True):
    """Where something happened."""

    city: str | None
    country: str | None
    """ISO 3166-1 alpha-2."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The city's name by language, where it differs from ``city``."""
