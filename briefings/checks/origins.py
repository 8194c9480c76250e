"""Which sources of a dossier are one voice: texts that only repeat another count once.

A text repeats another where nearly all rows of its words stand in the other too. Rows of words are compared, as
A. Z. Broder does ("On the resemblance and containment of documents", 1997, containment of shingles), and not the share
of the longer text: two articles that quote one communiqué at length are two, an article cut from below is the same.
What the desk writes as ``origin`` goes before what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from msgspec import Struct

from briefings.facts import Accord, Source
from briefings.patterns import compiled
from briefings.sources import SegmentKind, SourceText
from briefings.vocabulary.triggers import plain

#: Words in a row that are compared. Any four words in a row are seldom those of another writer.
_ROW = 4
#: The part of a text's rows that another text holds, from which on it only repeats that text. An agency report of nine
#: sentences with two of them and the headline rewritten keeps 0.70 of its rows; two articles that quote one
#: communiqué with a third of their words their own share 0.66 (measured on the invented rewrites of the tests).
REPEATS = 0.68
#: Rows that a text must have to be compared: of fewer, a quotation may be all there is.
_FEWEST = 24
#: Rows above which a sixteenth of them stands for all: a text of a megabyte has about 150,000.
_MANY, _PART = 1 << 15, 16
_WORD = compiled(r"[^\W_]+")
#: Turns a row of words into one number; any odd number with many bits does.
_FACTOR, _BITS = 0x9E3779B97F4A7C15, (1 << 64) - 1


class _Rows(Struct, frozen=True):
    """The rows of words of one text, each as a number."""

    numbers: frozenset[int]
    sampled: bool
    """Whether they stand for all rows of a long text."""

    def sample(self) -> frozenset[int]:
        """Return those that are taken of a long text."""
        return self.numbers if self.sampled else frozenset(n for n in self.numbers if n % _PART == 0)


def find_origins(accord: Accord, texts: Mapping[str, SourceText]) -> dict[str, str]:
    """Return for each source the id of the source that it counts with: its own, or that of the first of its origin.

    ``texts`` holds the texts by source id; a source whose text is missing counts by what the desk declares.
    """
    declared = {source.id: source.origin for source in accord.sources if source.origin}
    groups = _Groups(source.id for source in accord.sources)
    for name, origin in declared.items():
        groups.join(name, origin)
    own = {name for name, origin in declared.items() if name == origin}
    found = _repeated((source for source in accord.sources if source.id not in own), texts)
    for name, other in found:
        # What the desk says of two texts is not undone by what they look like.
        if not (groups.holds(name, declared) and groups.holds(other, declared)):
            groups.join(name, other)
    return groups.first()


def origin_remarks(accord: Accord, origins: Mapping[str, str]) -> Iterator[str]:
    """Yield a remark for each origin of several sources, with the place of the last of them."""
    declared = {source.id for source in accord.sources if source.origin}
    for first in dict.fromkeys(origins.values()):
        members = [source for source in accord.sources if origins[source.id] == first]
        if len(members) < 2:
            continue
        names = ", ".join(source.id for source in members[:-1]) + f" and {members[-1].id}"
        found = [source for source in members[1:] if source.id not in declared]
        if found:
            way_out = f"they are nearly the same text; write “origin: {found[-1].id}” there if they are not"
            yield f"{found[-1].at}: sources {names} count as one origin: {way_out}"
        else:
            yield f"{members[-1].at}: sources {names} count as one origin, as the dossier says"


def repeated_share(text: str, other: str) -> float:
    """Return the part of a text's rows of words that another text holds, from 0 to 1; 0 for a text too short to say."""
    return _share(_rows(text), _rows(other))


class _Groups:
    """Sets of names that grow together; the first name of each, in the order given, stands for it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._of = {name: name for name in names}
        self._order = {name: number for number, name in enumerate(self._of)}

    def join(self, one: str, other: str) -> None:
        """Make two names one group; a name that is not known joins nothing."""
        if one in self._of and other in self._of:
            ends = sorted((self._of[one], self._of[other]), key=self._order.__getitem__)
            self._of = {name: ends[0] if end == ends[1] else end for name, end in self._of.items()}

    def holds(self, name: str, names: Iterable[str]) -> bool:
        """Return whether one of some names is in the group of a name."""
        return any(self._of.get(each) == self._of[name] for each in names)

    def first(self) -> dict[str, str]:
        return dict(self._of)


def _repeated(sources: Iterable[Source], texts: Mapping[str, SourceText]) -> Iterator[tuple[str, str]]:
    """Yield each source that only repeats another, with the longest source that it repeats.

    A short text that two long ones hold joins one of them: they are not one for its sake.
    """
    found = [(source.id, _rows(_words_of(texts[source.id]))) for source in sources if source.id in texts]
    # Longest first: what holds another stands before it. The sort keeps the order of the record among equals.
    found.sort(key=lambda pair: -len(pair[1].numbers) * (_PART if pair[1].sampled else 1))
    for at, (name, rows) in enumerate(found):
        other = next((other for other, held in found[:at] if _share(rows, held) >= REPEATS), None)
        if other is not None:
            yield name, other


def _words_of(text: SourceText) -> str:
    """Return the text without what no reader of it sees, and without headings: an editor's own, whose text it be."""
    kept = [segment for segment in text.segments if segment.kind not in (SegmentKind.MARKUP, SegmentKind.HEADLINE)]
    if not kept or len(kept) == len(text.segments):
        return text.text
    return "\n".join(text.text[segment.start : segment.end] for segment in kept)


def _rows(text: str) -> _Rows:
    numbers: dict[str, int] = {}
    words = [numbers.get(word) or numbers.setdefault(word, crc32(word.encode())) for word in _WORD.findall(plain(text))]
    rows = zip(*(words[at:] for at in range(_ROW)), strict=False)
    found = {(((a * _FACTOR + b) * _FACTOR + c) * _FACTOR + d & _BITS) >> 8 for a, b, c, d in rows}
    if len(found) <= _MANY:
        return _Rows(frozenset(found), False)
    return _Rows(frozenset(number for number in found if number % _PART == 0), True)


def _share(rows: _Rows, held: _Rows) -> float:
    if rows.sampled or held.sampled:
        one, other = rows.sample(), held.sample()
    else:
        one, other = rows.numbers, held.numbers
    return len(one & other) / len(one) if len(rows.numbers) >= _FEWEST and one else 0.0
