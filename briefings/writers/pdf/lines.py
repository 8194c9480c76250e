"""Fragments become words, words become lines: greedy, left-aligned, in linear time, nothing lost.

A word is parted with a hyphen where the line would otherwise end far from the margin, and where it is wider than a
line. The hyphen is a soft one in the text, with no space behind it, so that the word is whole again when it is copied.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefings.writers.pdf.breaks import may_part, pieces
from briefings.writers.pdf.hyphenation import SOFT_HYPHEN, Stretch, break_points
from briefings.writers.pdf.inlines import Fragment

#: Ordinary spaces are the only ones a line may end at. No-break, narrow and thin spaces are letters of their word, and
#: so is an ordinary one inside « » or before ; : ! ?, as quotations from elsewhere have it.
_TOKENS = re.compile(r" +|[^ ]+")
_CLOSE_TOKENS = re.compile(r" +|[^ ]+(?:(?:(?<=«) | (?=[»;:!?]))[^ ]+)*")
_CLOSE = re.compile(r" [»;:!?]|« ")
_JOINERS = frozenset("-\u2010\u2013\u2014/")
_LETTER = r"[^\W\d_]"
#: After a hyphen between two parts of a word, after a dash between words, after a slash between longer words;
#: never inside numbers, dates or units.
_JOINT = re.compile(
    rf"(?<={_LETTER}{{2}}[-\u2010])(?={_LETTER}{{2}})|(?<={_LETTER}[\u2013\u2014])(?={_LETTER})|(?<=\w{{3}}/)(?=\w{{3}})"
)
#: What is copied must be the address, so no part of one gets a hyphen.
_ADDRESS = re.compile(r"://|@|\w\.\w")
#: Widths are sums of floats; a line that fills its measure to this much still fits.
_SLACK = 1e-6
#: No more than this many lines in a row end in a hyphen.
_HYPHENS_IN_A_ROW = 2
_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)
#: However narrow the column, a gap of less than this part of the type size is left as it is.
_LEAST_GAP = 4.0
#: A word with more places of its author's than this is broken anywhere after the last of them.
_MOST_POINTS = 500


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
    points: tuple[int, ...] = ()
    """Where the author allows the word to be parted, in characters from its beginning."""


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
    """Yield the words of the fragments; runs of spaces count as one, leading ones as none.

    Soft hyphens of the text become points of their word.
    """
    if any(SOFT_HYPHEN in fragment.text for fragment in fragments):
        return map(_pointed, _split(fragments))
    return _split(fragments)


def _pointed(word: Word) -> Word:
    parts, points, at = [], [], 0
    for part in word.parts:
        *heads, tail = part.text.split(SOFT_HYPHEN)
        for head in heads:
            at += len(head)
            points.append(at)
        at += len(tail)
        if text := "".join((*heads, tail)):
            parts.append(make_part(text, part.fragment))
    inside = [point for point in dict.fromkeys(points) if _may_part(parts, point)]
    return _word(parts, word.space, word.breaks)._replace(points=tuple(inside[:_MOST_POINTS]))


def _may_part(parts: Sequence[Part], point: int) -> bool:
    """Return whether letters stand on both sides of the point, none of them a note mark's."""
    at = 0
    for part in parts:
        end = at + len(part.text)
        if part.fragment.sticks and at <= point <= end:
            return False
        at = end
    return 0 < point < at


def _split(fragments: Sequence[Fragment]) -> Iterator[Word]:
    parts: list[Part] = []
    for index, fragment in enumerate(fragments):
        if fragment.breaks:
            yield _word(parts, make_part(" ", fragment), breaks=True)
            parts = []
            continue
        held = index + 1 < len(fragments) and fragments[index + 1].sticks
        pattern = _CLOSE_TOKENS if _CLOSE.search(fragment.text) else _TOKENS
        for text, is_last in _flagged(pattern.findall(fragment.text)):
            if text[0] != " ":
                if parts and not fragment.sticks and may_part(parts[-1].text[-1], text[0]):
                    yield _word(parts)
                    parts = []
                *heads, tail = _joints(text)
                whole = fragment._replace(language=None) if heads and _ADDRESS.search(text) else fragment
                for head in heads:
                    parts.append(make_part(head, whole))
                    yield _word(parts)
                    parts = []
                parts.append(make_part(tail, whole))
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


def break_lines(
    fragments: Sequence[Fragment], width: float, first: float = 0.0, gap: float | None = None
) -> list[Line]:
    """Return the lines of the fragments, none wider than ``width`` points; the first starts ``first`` points in.

    ``gap`` is the free part of a line from which on its next word is parted; without it, and the last word always, a
    word is parted only where it is wider than a line. Text without any word gives no line.
    """
    words = split_words(fragments)
    setter = _LineSetter(width, first, 1.0 if gap is None else gap)
    if held := next(words, None):
        for word in words:
            setter.add(held, held.breaks)
            held = word
        setter.add(held, last=True)
    return setter.finish()


def part_word(word: Word, room: float, forced: bool = False) -> tuple[Word, Word] | None:
    """Return as much of the word as the room holds, with a hyphen, and the rest; ``None`` where nothing fits.

    Where the author says where to part the word, it is parted nowhere else, but for a rest wider than a line.
    """
    for point in reversed(word.points or break_points(_stretches(word), forced)):
        head, tail = _parted(word, point)
        if head.width <= room + _SLACK:
            return head, tail
    return None


def _stretches(word: Word) -> list[Stretch]:
    """Return the texts of the word with their languages; note marks stand as spaces, which part them from letters."""
    return [
        Stretch(" " * len(text), None) if fragment.sticks else Stretch(text, fragment.language)
        for text, _, fragment in word.parts
    ]


def _parted(word: Word, point: int) -> tuple[Word, Word]:
    head, tail, left = [], [], point
    for text, _, fragment in word.parts:
        cut = min(left, len(text))
        left -= cut
        if cut:
            head.append(make_part(text[:cut], fragment))
        if cut < len(text):
            tail.append(make_part(text[cut:], fragment))
    head.append(make_part(SOFT_HYPHEN, head[-1].fragment))
    points = tuple(other - point for other in word.points if other > point)
    return _word(head), _word(tail, word.space, word.breaks)._replace(points=points)


class _LineSetter:
    def __init__(self, width: float, first: float, gap: float) -> None:
        self._measure = width
        self._room = width - first
        self._gap = gap
        self._lines: list[Line] = []
        self._parts: list[Part] = []
        self._width = 0.0
        self._space: Part | None = None
        self._hyphens = 0
        """How many lines before this one end in a hyphen, without one between them that does not."""

    def add(self, word: Word, last: bool) -> None:
        gap = self._space.width if self._space else 0.0
        if word.parts and self._width + gap + word.width > self._room + _SLACK:
            if self._parts:
                word = self._leave(word, last, gap)
            if word.width > self._room + _SLACK:
                word = self._add_overlong(word)
        self._append(word)
        if word.breaks:
            self._end_line()

    def _leave(self, word: Word, last: bool, gap: float) -> Word:
        """End the line, with the beginning of the word where it is parted, and return what remains of it."""
        if self._may_part(word, last) and (pair := part_word(word, self._room - self._width - gap)):
            self._append(pair[0])
            word = pair[1]
        self._end_line()
        return word

    def _may_part(self, word: Word, last: bool) -> bool:
        if self._hyphens >= _HYPHENS_IN_A_ROW:
            return False
        if word.points:
            return True
        free = self._room - self._width
        least = max(self._gap * self._measure, _LEAST_GAP * word.parts[0].fragment.size)
        return not last and self._gap < 1 and self._space is not None and free > least

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
        ends_in_hyphen = bool(self._parts) and self._parts[-1].text.endswith(_HYPHENS)
        self._hyphens = self._hyphens + 1 if ends_in_hyphen else 0
        self._parts, self._width, self._space = [], 0.0, None
        self._room = self._measure

    def _add_overlong(self, word: Word) -> Word:
        """Set all of a word but its last piece, which is returned, over as many lines as it takes."""
        while pair := part_word(word, self._room, forced=True):
            self._append(pair[0])
            self._end_line()
            word = pair[1]
            if word.width <= self._room + _SLACK:
                return word
        return self._add_clusters(word)

    def _add_clusters(self, word: Word) -> Word:
        """Set a word that has no place to be parted at, as many letters a line as it holds."""
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
