"""One invented text made ready for the finders of an accord's matter."""

from __future__ import annotations

from briefings.extraction.flat import FlatReading, flat_reading
from briefings.extraction.instruments_named import Named, instruments_named
from briefings.extraction.provisions import find_provisions
from briefings.extraction.reading import Reading
from briefings.extraction.scope import Passage, passages


def matter(text: str, parties: tuple[str, ...] = ()) -> tuple[FlatReading, tuple[Named, ...], tuple[Passage, ...]]:
    """Return a text made plain, the accords it names, and its sentences with their parts."""
    flat = flat_reading(Reading(text))
    accords = tuple(instruments_named(flat))
    return flat, accords, passages(flat, accords, parties)


def provisions(text: str, parties: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the provisions found in a text, by code, with their words; a code the text denies has “no ” before it."""
    flat, _, parts = matter(text, parties)
    found = find_provisions(flat, parts)
    return {("" if one.positive else "no ") + one.code.value: text[one.start : one.end] for one in found}
