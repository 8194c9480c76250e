"""Fragments become words, words become lines: greedy, left-aligned, in linear time, nothing lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefings.writers.pdf.breaks import may_part, pieces
from briefings.writers.pdf.inlines import Fragment

#: Ordinary spaces are the only ones a line may end at. No-break, narrow and thin spaces are letters of their word.
_TOKENS = re.compile(r" +|[^ ]+")
_JOINERS = frozenset("-\u2010\u2013\u2014/")
_LETTER = r"[^\W\d_]"
#: After a hyphen between two parts of a word, after a dash between words, after a slash between longer words;
#: never inside numbers, dates or units.
_JOINT = re.compile(
    rf"(?<={_LETTER}{{2}}[-\u2010])(?={_LETTER}{{2}})|(?<={_LETTER}[\u2013\u2014])(?={_LETTER})|(?<=\w{{3}}/)(?=\w{{3}})"
)
#: Widths are sums of floats; a line that fills its measure to this much still fits.
_SLACK = 1e-6


class Part(NamedTuple):
    """A piece of text in one fragment's manner."""

    text: str
    width: float
    fragment: Fragment


class Word(NamedTuple):
    """Parts that stay on one line, unless they are wider than any line."""

    parts: tuple[Part, ...]
    width: float
    space: Part | None = None
    """The space after the word; ``None`` after a hyphen and at the end."""
    breaks: bool = False
    """Whether the line ends here whatever follows."""


class Line(NamedTuple):
    """One line of text."""

    runs: tuple[Part, ...]
    """With the space at the line's end, which readers that copy the text need."""
    width: float
    """Without the space at the end."""

    @property
    def notes(self) -> tuple[int, ...]:
        """Return the numbers of the notes whose first references stand in the line."""
        return tuple(run.fragment.note for run in self.runs if run.fragment.note is not None)


def make_part(text: str, fragment: Fragment) -> Part:
    """Return the text measured in the fragment's face and size."""
    return Part(text, fragment.face.width(text) * fragment.size, fragment)


def split_words(fragments: Sequence[Fragment]) -> Iterator[Word]:
    """Yield the words of the fragments; runs of spaces count as one, leading ones as none."""
    parts: list[Part] = []
    for index, fragment in enumerate(fragments):
        if fragment.breaks:
            yield _word(parts, make_part(" ", fragment), breaks=True)
            parts = []
            continue
        held = index + 1 < len(fragments) and fragments[index + 1].sticks
        for text, is_last in _flagged(_TOKENS.findall(fragment.text)):
            if text[0] != " ":
                if parts and not fragment.sticks and may_part(parts[-1].text[-1], text[0]):
                    yield _word(parts)
                    parts = []
                *heads, text = _joints(text)
                for head in heads:
                    parts.append(make_part(head, fragment))
                    yield _word(parts)
                    parts = []
                parts.append(make_part(text, fragment))
            elif parts and is_last and held:
                parts.append(make_part(" ", fragment))
            elif parts:
                yield _word(parts, make_part(" ", fragment))
                parts = []
    if parts:
        yield _word(parts)


def _flagged(tokens: list[str]) -> Iterator[tuple[str, bool]]:
    last = len(tokens) - 1
    return ((token, index == last) for index, token in enumerate(tokens))


def _joints(token: str) -> list[str]:
    if _JOINERS.isdisjoint(token):
        return pieces(token)
    return [piece for part in _JOINT.split(token) for piece in pieces(part)]


def _word(parts: list[Part], space: Part | None = None, breaks: bool = False) -> Word:
    width = parts[0].width if len(parts) == 1 else sum(part.width for part in parts)
    return Word(tuple(parts), width, space, breaks)


def break_lines(fragments: Sequence[Fragment], width: float, first: float = 0.0) -> list[Line]:
    """Return the lines of the fragments, none wider than ``width`` points; the first starts ``first`` points in.

    Text without any word gives no line.
    """
    setter = _LineSetter(width, first)
    for word in split_words(fragments):
        setter.add(word)
    return setter.finish()


class _LineSetter:
    def __init__(self, width: float, first: float) -> None:
        self._measure = width
        self._room = width - first
        self._lines: list[Line] = []
        self._parts: list[Part] = []
        self._width = 0.0
        self._space: Part | None = None

    def add(self, word: Word) -> None:
        gap = self._space.width if self._space else 0.0
        if word.parts and self._width + gap + word.width > self._room + _SLACK:
            if self._parts:
                self._end_line()
            if word.width > self._room + _SLACK:
                word = self._add_overlong(word)
        self._append(word)
        if word.breaks:
            self._end_line()

    def finish(self) -> list[Line]:
        if self._parts:
            self._space = None
            self._end_line()
        return self._lines

    def _append(self, word: Word) -> None:
        if self._space and self._parts and word.parts:
            self._parts.append(self._space)
            self._width += self._space.width
        self._parts.extend(word.parts)
        self._width += word.width
        self._space = word.space

    def _end_line(self) -> None:
        if self._space:
            self._parts.append(self._space)
        self._lines.append(Line(_merged(self._parts), self._width))
        self._parts, self._width, self._space = [], 0.0, None
        self._room = self._measure

    def _add_overlong(self, word: Word) -> Word:
        """Set all of a word but its last piece, which is returned, over as many lines as it takes."""
        piece: list[Part] = []
        used = 0.0
        for cluster in _clusters(word.parts):
            width = sum(part.width for part in cluster)
            if piece and used + width > self._room + _SLACK:
                self._append(Word(_merged(piece), used))
                self._end_line()
                piece, used = [], 0.0
            piece.extend(cluster)
            used += width
        return Word(_merged(piece), used, word.space, word.breaks)


def _clusters(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield letters with the accents and note marks that belong to them."""
    cluster: list[Part] = []
    for part in parts:
        pieces = [part.text] if part.fragment.sticks else part.text
        for text in pieces:
            if cluster and not (part.fragment.sticks or unicodedata.combining(text)):
                yield cluster
                cluster = []
            cluster.append(make_part(text, part.fragment))
    if cluster:
        yield cluster


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    """Return the parts with neighbours of the same fragment made one."""
    runs: list[Part] = []
    texts: list[str] = []
    width = 0.0
    for index, part in enumerate(parts):
        texts.append(part.text)
        width += part.width
        if index + 1 == len(parts) or parts[index + 1].fragment is not part.fragment:
            runs.append(Part("".join(texts), width, part.fragment))
            texts, width = [], 0.0
    return tuple(runs)
