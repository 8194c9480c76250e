"""A text as patterns read it: lower case, no accents, plain apostrophes, hyphens and spaces, with a map back to it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

from msgspec import Struct

from briefings.extraction.reading import Reading

_APOSTROPHES = dict.fromkeys("'’‘‛ʼ´`′", "'")
_QUOTES = dict.fromkeys('"“”„‟«»″', '"')
_DASHES = dict.fromkeys("-‐‑‒–—―−", "-")
#: These become nothing or two characters, so that a text which holds one needs a map.
_UNEVEN = "\u00ad\u200b\u200c\u200d\u2060\ufeffœŒæÆß"


_MIN_LETTERS = 8
_GOING_ON = re.compile(
    r"[ -](?!(?:and|or|of|in|to|for|by|on|with|at|et|ou|de|du|des|d|en|a|au|aux|par|pour|sur|avec|shall|will|is|are|was|has|est|a|ont)\b)[a-z]+"
)


class _Table(dict[int, str]):
    """One plain character for each character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _APOSTROPHES.get(character) or _QUOTES.get(character) or _DASHES.get(character)
        if plain is None and character.isspace():
            plain = " "
        if plain is None:
            letter = unicodedata.normalize("NFD", character.lower())[:1]
            plain = letter if letter.isascii() else character.lower()[:1]
        self[code] = plain
        return plain


_TABLE = _Table()


class Flat(Struct, frozen=True):
    """A text made plain, and where its characters came from."""

    text: str
    origins: tuple[int, ...] | None
    """For each plain character the offset of its original, one more for the end; ``None`` where they are the same."""

    def at(self, offset: int) -> int:
        """Return the offset in the original of an offset in the plain text."""
        return offset if self.origins is None else self.origins[offset]

    def from_original(self, offset: int) -> int:
        """Return the offset in the plain text of the first character that came from there or behind."""
        return offset if self.origins is None else bisect_left(self.origins, offset)


def flatten(text: str) -> Flat:
    """Return the text made plain; letters keep their places unless it holds ligatures, or accents of their own."""
    if unicodedata.is_normalized("NFC", text) and not any(character in text for character in _UNEVEN):
        return Flat(text.translate(_TABLE), None)
    pieces: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        if unicodedata.combining(character) or character in _UNEVEN[:6]:
            continue
        piece = {"œ": "oe", "æ": "ae", "ß": "ss"}.get(character.lower()) or character.translate(_TABLE)
        pieces.append(piece)
        origins.extend([offset] * len(piece))
    return Flat("".join(pieces), (*origins, len(text)))


class FlatReading(Struct, frozen=True):
    """A reading with its text made plain, for finders that go by words."""

    reading: Reading
    flat: Flat
    spans: tuple[tuple[int, int], ...]
    """Where each sentence stands in the plain text, without the white space around it."""

    @property
    def text(self) -> str:
        """Return the plain text."""
        return self.flat.text

    @property
    def language(self) -> str | None:
        """Return the language of the text, as the reading has it."""
        return self.reading.language

    def sentence(self, index: int) -> str:
        """Return the words of a sentence, plain."""
        start, end = self.spans[index]
        return self.flat.text[start:end]

    def index_at(self, offset: int) -> int:
        """Return the number of the sentence in which an offset of the plain text lies."""
        return max(bisect_right(self.spans, (offset, len(self.flat.text))) - 1, 0)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text, not empty, stands in the source: half-open offsets."""
        return self.flat.at(start), self.flat.at(end - 1) + 1

    def words(self, start: int, end: int) -> str:
        """Return the source's own words for a stretch of the plain text."""
        low, high = self.original(start, end)
        return self.reading.text[low:high]


def long_enough(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Return a stretch of plain text with words beside it until it has two words or eight letters, as the gate asks.

    The next word is taken where it goes on the phrase, else the one before. The stretch stays between ``low`` and
    ``high``, and is as short as it was where these leave it no room.
    """
    while len(text[start:end].split()) < 2 and sum(c.isalpha() for c in text[start:end]) < _MIN_LETTERS:
        going_on = _GOING_ON.match(text[end : min(high, end + 40)])
        before = re.search(r"[^\W_]+[^\w.;:]{1,3}$", text[max(low, start - 40) : start])
        after = re.match(r"[^\w.;:]{1,3}[^\W_]+", text[end : min(high, end + 40)])
        if going_on:
            end += going_on.end()
        elif before:
            start -= len(before.group())
        elif after:
            end += after.end()
        else:
            break
    return start, end


def flat_reading(reading: Reading) -> FlatReading:
    """Return a reading prepared for finders that go by words."""
    flat = flatten(reading.text)
    spans = []
    for sentence in reading.sentences:
        start, end = flat.from_original(sentence.start), flat.from_original(sentence.end)
        words = flat.text[start:end]
        low = start + len(words) - len(words.lstrip())
        spans.append((low, max(low, start + len(words.rstrip()))))
    return FlatReading(reading, flat, tuple(spans))
