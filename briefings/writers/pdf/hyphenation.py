"""Where a word may be parted at the end of a line, by the patterns of its language. This module alone speaks Pyphen.

Patterns are read when the first word of a language is to be parted, and kept for the process.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

#: U+00AD: what stands in the text where a line parts a word (ISO 32000-1, 14.8.2.2.3), and an author's own wish.
SOFT_HYPHEN = "\u00ad"
#: Primary subtags whose patterns Pyphen reads in full. Those of German, for one, have a second level that it leaves
#: out, and part words where nobody may.
_LANGUAGES = frozenset({"en", "es", "fr", "it", "pt"})
_LEAST_BEFORE, _LEAST_AFTER = 2, 3
_LEAST_LETTERS, _MOST_LETTERS = 6, 60
#: Signs around the letters of a word, and what French and English elide before or add behind an apostrophe.
_WORD = re.compile(r"(?P<before>[^\w@/\\]*(?:\w{1,7}[’'])?)(?P<letters>[^\W\d_]+)(?:[’'][^\W\d_]{1,2})?[^\w@/\\]*")
_UNBROKEN = re.compile(r"\S+")
_HYPHENS = frozenset("-\u2010\u2011\u2013\u2014")


class Stretch(NamedTuple):
    """Letters of one language inside a word."""

    text: str
    language: str | None
    """BCP 47 tag; ``None`` where no word may be parted."""


def break_points(stretches: Sequence[Stretch], forced: bool = False) -> tuple[int, ...]:
    """Return where a word may be parted, as numbers of characters before the hyphen, in rising order.

    Never parted: addresses, words with digits or capitals after their first letter, words of less than 6 letters, of
    two languages, or of a language without patterns. Names and parts of compounds are parted only where ``forced``.
    At least 2 letters stay before the hyphen and 3 behind it.
    """
    whole = "".join(stretch.text for stretch in stretches)
    return tuple(point for piece in _UNBROKEN.finditer(whole) for point in _in_piece(piece, stretches, forced))


def _in_piece(piece: re.Match[str], stretches: Sequence[Stretch], forced: bool) -> Iterator[int]:
    match = _WORD.fullmatch(piece.group())
    if match is None:
        return
    letters, start = match["letters"], piece.start() + match.start("letters")
    named = letters[0].isupper() or not _HYPHENS.isdisjoint(piece.group())
    if (named and not forced) or not _is_plain(letters):
        return
    language = _language(stretches, start, start + len(letters))
    if language is not None:
        yield from (start + point for point in _points(letters.lower(), language))


def _is_plain(letters: str) -> bool:
    small = letters[1:] == letters[1:].lower()
    return small and _LEAST_LETTERS <= len(letters) <= _MOST_LETTERS and unicodedata.is_normalized("NFC", letters)


def _language(stretches: Sequence[Stretch], start: int, end: int) -> str | None:
    """Return the language of the stretch that holds all of the letters, ``None`` where several share them."""
    at = 0
    for text, language in stretches:
        if at <= start and end <= at + len(text):
            return language
        at += len(text)
    return None


@lru_cache(maxsize=20_000)
def _points(letters: str, language: str) -> tuple[int, ...]:
    dictionary = _dictionary(language)
    if dictionary is None or len(letters) < _LEAST_LETTERS:
        return ()
    found = dictionary.positions(letters)
    # Pyphen would keep every word it ever met; this function keeps a bounded number.
    dictionary.hd.cache.clear()
    # A point with data stands for a spelling that changes when parted; letters never change.
    return tuple(int(point) for point in found if not getattr(point, "data", None))


@cache
def _dictionary(language: str) -> Any:
    """Return the patterns for a BCP 47 tag, ``None`` for a language that is not known."""
    if language.partition("-")[0].lower() not in _LANGUAGES:
        return None
    import pyphen

    name = pyphen.language_fallback(language)
    return None if name is None else pyphen.Pyphen(lang=name, left=_LEAST_BEFORE, right=_LEAST_AFTER)
