"""Typographic folding: marks and white space that print alike are made equal, with a map back to the original."""

from __future__ import annotations

import re

from msgspec import Struct

_APOSTROPHES = "'’‘‛ʼ´`′"
_QUOTES = '"“”„‟«»″'
DASHES = "-‐‑‒–—―−"
#: Soft hyphen, zero-width characters, word joiner, byte-order mark: they leave no trace on paper.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FOLDING = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(INVISIBLE, ""),
    "…": "...",
}


class Folded(Struct, frozen=True):
    """A text after typographic folding, and where each of its characters came from."""

    text: str
    origins: tuple[int, ...]
    """For each folded character the offset of its original; one more at the end for the text's own end."""


_SPACES = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
_EVEN = str.maketrans(
    {**dict.fromkeys(_SPACES, " "), **{one: into for one, into in _FOLDING.items() if len(into) == 1}}
)
#: Stretches that fold to more or fewer characters; all between them folds one by one.
_UNEVEN = re.compile(rf"[\s{INVISIBLE}(«»…]{{2,}}|[{INVISIBLE}…]")


def fold(text: str) -> Folded:
    """Return the text with apostrophes, quotation marks, dashes and white space made equal; letters stay as they are.

    Runs of white space become one space. A quotation mark eats the spaces French puts inside it.
    """
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for run in _UNEVEN.finditer(text):
        pieces.append(text[at : run.start()].translate(_EVEN))
        origins.extend(range(at, run.start()))
        for piece, offset in _fold_run(text, run.start(), run.end()):
            pieces.append(piece)
            origins.append(offset)
        at = run.end()
    pieces.append(text[at:].translate(_EVEN))
    return Folded("".join(pieces), (*origins, *range(at, len(text) + 1)))


def _fold_run(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the characters of an uneven stretch folded, each with where it came from."""
    folded: list[tuple[str, int]] = []
    eats = False
    for offset in range(start, end):
        character = text[offset]
        into = " " if character.isspace() else _FOLDING.get(character, character)
        if into == " " and folded and (eats or folded[-1][0] in (" ", "(")):
            continue
        if character == "»" and folded and folded[-1][0] == " ":
            folded.pop()
        eats = character == "«" or (eats and not into)
        folded += [(piece, offset) for piece in into]
    return folded
