"""A reading as finders that go by words use it: its text made plain, sentence by sentence, with a way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from briefings.extraction.flattening import Flat
from briefings.extraction.reading import Reading
from briefings.patterns import compiled

_MIN_LETTERS = 8
_GOING_ON = compiled(
    r"[ -](?!(?:and|or|of|in|to|for|by|on|with|at|et|ou|de|du|des|d|en|a|au|aux|par|pour|sur|avec|shall|will|is|are|was|has|est|a|ont)\b)[a-z]+"
)


class FlatReading(Struct, frozen=True, dict=True):
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

    def matches(self, pattern: re.Pattern[str], keys: Iterable[str]) -> Iterator[re.Match[str]]:
        """Yield what ``pattern.finditer`` would in the plain text, for a pattern that begins with one of the keys."""
        reached = 0
        for start in self.reading.keywords.starts(keys):
            if start >= reached and (match := pattern.match(self.text, start)):
                yield match
                reached = match.end()

    def sentences_with(self, keys: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the sentences that hold a word which begins with one of the keys."""
        starts = self._starts
        return frozenset(max(bisect_right(starts, at) - 1, 0) for at in self.reading.keywords.starts(keys))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def index_at(self, offset: int) -> int:
        """Return the number of the sentence in which an offset of the plain text lies."""
        return max(bisect_right(self._starts, offset) - 1, 0)

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
    flat = reading.flat
    spans = []
    for sentence in reading.sentences:
        start, end = flat.from_original(sentence.start), flat.from_original(sentence.end)
        words = flat.text[start:end]
        low = start + len(words) - len(words.lstrip())
        spans.append((low, max(low, start + len(words.rstrip()))))
    return FlatReading(reading, flat, tuple(spans))
