"""The sentences of a source as a model reads them: numbered, one a line, without what no reader of the source sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.extraction.reading import Reading
from briefings.folding import INVISIBLE
from briefings.patterns import compiled
from briefings.sources import SegmentKind, SourceText

#: One line; a longer sentence, such as a table without stops, is read in pieces.
_LONGEST_LINE = 2_000
#: What is asked at once, in characters: with the answer it fits the window of a small model.
PORTION = 12_000
#: A source that needs more is no article and no accord.
MOST_PORTIONS = 40
#: Selectors of a variant are marks by their category, and print nothing by themselves.
_SELECTORS = compiled("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PIECE = compiled(rf"\S(?:.{{0,{_LONGEST_LINE - 2}}}\S)?(?=\s|\Z)|\S{{1,{_LONGEST_LINE}}}", re.DOTALL)


class Line(Struct, frozen=True):
    """A numbered sentence: half-open offsets in the canonical text, and its words as they are sent."""

    number: int
    start: int
    end: int
    words: str
    hidden: int
    """How many characters that cannot be seen were left out."""


def numbered(source: SourceText, reading: Reading) -> tuple[Line, ...]:
    """Return the lines of a source, from 1; comments and front matter, which no reader sees, have none."""
    found: list[Line] = []
    for start, end in _stretches(source, reading):
        words, hidden = _seen(source.text[start:end])
        if words:
            found.append(Line(len(found) + 1, start, end, words, hidden))
    return tuple(found)


def _stretches(source: SourceText, reading: Reading) -> Iterator[tuple[int, int]]:
    for sentence in reading.sentences:
        for piece in _PIECE.finditer(source.text, sentence.start, sentence.end):
            segment = source.segment(piece.start())
            if segment is None or segment.kind is not SegmentKind.MARKUP:
                yield piece.span()


def _seen(words: str) -> tuple[str, int]:
    """Return words with white space made single, and how many characters that cannot be seen they lost.

    Soft hyphens and the like are left out without being counted: they are set by honest typesetters.
    """
    shown = [character for character in words if character.isspace() or not _is_hidden(character)]
    hidden = sum(character not in INVISIBLE and _is_hidden(character) for character in words if not character.isspace())
    return " ".join("".join(shown).split()), hidden


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs") or bool(_SELECTORS.match(character))


def portions(source: SourceText, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
    """Return the lines in portions that can be asked one at a time. Raises exit 11 for a source that needs too many."""
    found: list[list[Line]] = []
    room = 0
    for line in lines:
        if not found or len(line.words) > room:
            found.append([])
            room = PORTION
        found[-1].append(line)
        room -= len(line.words) + len(str(line.number)) + 4
    if len(found) > MOST_PORTIONS:
        message = (
            f"the source has {len(found)} portions of {PORTION:,} characters; a model is asked for {MOST_PORTIONS}"
        )
        hint = "leave out --with for it, or give the part that is about the accord as a source of its own"
        raise BriefingError(Problem(ExitCode.LIMIT, message, Location(source.file), hint))
    return tuple(map(tuple, found))
