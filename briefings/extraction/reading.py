"""A text as every finder reads it: its language, sentences and the places it names, each made once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from briefings.extraction.flattening import Flat, flatten
from briefings.extraction.found import Sentence
from briefings.extraction.keywords import Keywords
from briefings.extraction.sentences import sentences
from briefings.vocabulary.gazetteer import Mention, places_named
from briefings.vocabulary.languages import language_of

Made = TypeVar("Made")


class Reading(Struct, frozen=True, dict=True):
    """A canonical text and what is read in all of it; make one per text and hand it to each finder."""

    text: str

    @cached_property
    def language(self) -> str | None:
        """Return ``fr``, ``en``, or ``None`` where the function words do not decide."""
        return language_of(self.text)

    @cached_property
    def flat(self) -> Flat:
        """Return the text made plain, with a map back to it."""
        return flatten(self.text)

    @cached_property
    def keywords(self) -> Keywords:
        """Return the words of the plain text."""
        return Keywords(self.flat.text)

    def matches(self, pattern: re.Pattern[str], keys: Iterable[str]) -> Iterator[re.Match[str]]:
        """Yield what ``pattern.finditer`` would, for a pattern that begins with one of the keys; it may look back."""
        reached = 0
        for start in self.keywords.starts(keys):
            at = self.flat.at(start)
            if at >= reached and (match := pattern.match(self.text, at)):
                yield match
                reached = match.end()

    def sentences_with(self, keys: Iterable[str]) -> Iterator[Sentence]:
        """Yield the sentences that hold a word which begins with one of the keys, in order."""
        last = -1
        for start in self.keywords.starts(keys):
            number = self.sentence_number(self.flat.at(start))
            if number > last:
                last = number
                yield self.sentences[number]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences, in order."""
        return sentences(self.text)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Return the places named, by the forms of both languages, in order."""
        return places_named(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _made(self) -> dict[Callable[[Reading], Any], Any]:
        return {}

    def once(self, make: Callable[[Reading], Made]) -> Made:
        """Return what ``make`` finds in this text; it is asked once for each text, however many finders need it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence an offset of the text lies in; raise ``IndexError`` for one outside the text."""
        return self.sentences[self.sentence_number(offset)]

    def sentence_number(self, offset: int) -> int:
        """Return the index of the sentence an offset lies in; raise ``IndexError`` for one outside the text."""
        if not 0 <= offset < len(self.text):
            raise IndexError(offset)
        return bisect_right(self._sentence_starts, offset) - 1

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the places named that begin between two offsets, the second left out."""
        low, high = (bisect_left(self._mention_starts, at) for at in (start, end))
        return self.mentions[low:high]
