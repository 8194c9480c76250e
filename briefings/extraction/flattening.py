"""A text made plain: lower case, no accents, plain apostrophes, hyphens and spaces, with a map back to it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

from msgspec import Struct

_APOSTROPHES = dict.fromkeys("'’‘‛ʼ´`′", "'")
_QUOTES = dict.fromkeys('"“”„‟«»″', '"')
_DASHES = dict.fromkeys("-‐‑‒–—―−", "-")
#: These become nothing or two characters, so that a text which holds one needs a map.
_UNEVEN = "\u00ad\u200b\u200c\u200d\u2060\ufeffœŒæÆß"


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
