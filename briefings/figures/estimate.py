"""How many lines words will take, without a font: an estimate that is rather too high than too low."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from briefings.document import (
    CaptionNumber,
    Cell,
    CrossReference,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Strong,
    Text,
)

_NARROW = frozenset("iljtfrI.,;:!|'’‘()[]-\u2010\u2011 \u00a0\u202f")
_WIDE = frozenset("mwMWOQGCDHNUÆŒ%—…@&")
#: Parts of the type size: those of the widest of the usual text faces, such as Verdana.
_PARTS = ((_NARROW, 0.36), (_WIDE, 0.88))
_OTHER, _FULL, _BOLD = 0.6, 1.0, 1.06
_SPACE = _PARTS[0][1]


def estimated_lines(words: Cell, width: float, size: float, bold: bool = False) -> int:
    """Return how many lines of ``width`` points the words take at most, set in ``size``; 0 for no words."""
    return sum(_filled(line, width / size) for line in _lines(words, bold))


def _filled(words: Iterable[float], room: float) -> int:
    """Return how many lines the widths of words fill; one wider than a line goes on over several."""
    lines, used = 0, 0.0
    for need in words:
        if lines and used + _SPACE + need <= room:
            used += _SPACE + need
        else:
            lines += 1 + (int(need // room) if need > room else 0)
            used = need % room if need > room else need
    return lines


def _lines(words: Iterable[Inline], bold: bool) -> Iterator[list[float]]:
    """Yield for each stretch between forced breaks the widths of its words, in parts of the type size."""
    line: list[float] = []
    word = 0.0
    for character, width in _letters(words, bold):
        if character not in " \t\n":
            word += width
            continue
        if word:
            line.append(word)
            word = 0.0
        if character == "\n":
            yield line
            line = []
    yield [*line, word] if word else line


def _letters(inlines: Iterable[Inline], bold: bool) -> Iterator[tuple[str, float]]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield from ((" " if letter == "\n" else letter, _width(letter, bold)) for letter in text)
            case Strong(children):
                yield from _letters(children, True)
            case Emphasis(children) | Link(children=children) | CrossReference(children=children):
                yield from _letters(children, bold)
            case NoteReference(number) | CaptionNumber(number=number):
                yield from ((digit, _OTHER) for digit in str(number))
            case LineBreak():
                yield "\n", 0.0


def _width(character: str, bold: bool) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _FULL
    part = next((part for known, part in _PARTS if character in known), _OTHER)
    return part * _BOLD if bold else part
