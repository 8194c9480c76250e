"""How many lines words will take, without a font: an estimate that is rather too high than too low."""

from __future__ import annotations

import unicodedata

from briefings.document import Cell, plain_text

_NARROW = frozenset("iljtfrI.,;:!|'’‘()[]-\u2010\u2011 \u00a0")
_WIDE = frozenset("mwMWOQGCDHNUÆŒ%—…@&")
#: Parts of the type size, somewhat above those of the usual text faces.
_PARTS = ((_NARROW, 0.36), (_WIDE, 0.88))
_OTHER, _FULL, _BOLD = 0.6, 1.0, 1.06


def estimated_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of the text in points."""
    return sum(map(_part, text)) * size * (_BOLD if bold else 1.0)


def estimated_lines(words: Cell, width: float, size: float, bold: bool = False) -> int:
    """Return how many lines of ``width`` points the words take at most; 0 for no words."""
    lines, used = 0, 0.0
    space = estimated_width(" ", size, bold)
    for word in plain_text(words).split():
        need = estimated_width(word, size, bold)
        if lines and used + space + need <= width:
            used += space + need
            continue
        whole = int(need // width) if need > width else 0
        lines += 1 + whole
        used = need - whole * width
    return lines


def _part(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _FULL
    return next((part for known, part in _PARTS if character in known), _OTHER)
