"""Text made plain – lower case, without accents, typographically even – that knows where each of its letters came from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import lru_cache

from msgspec import Struct

from briefings.folding import fold


class Levelled(Struct, frozen=True):
    """A text made plain."""

    text: str
    origins: tuple[int, ...]
    """For each plain letter the offset of its original; one more at the end for the text's own end."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text, half-open and not empty, stands in the original."""
        return self.origins[start], self.origins[end - 1] + 1

    def at(self, offset: int) -> int:
        """Return where an offset of the original stands in the plain text."""
        return bisect_left(self.origins, offset)


@lru_cache(maxsize=128)
def level(text: str) -> Levelled:
    """Return the text made plain: “N’a pas été Signé” becomes “n'a pas ete signe”."""
    folded = fold(text)
    even = folded.text.translate(_EVEN).lower()
    if len(even) == len(folded.text) and even.isascii():
        return Levelled(even, folded.origins)
    letters: list[str] = []
    origins: list[int] = []
    for letter, origin in zip(folded.text, folded.origins, strict=False):
        for piece in _bare(letter):
            letters.append(piece)
            origins.append(origin)
    return Levelled("".join(letters), (*origins, len(text)))


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """Return a letter without case and accents; nothing where it is only an accent."""
    lowered = letter.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


#: Latin letters that become one other letter; the rest goes letter by letter.
_EVEN = {code: bare for code in range(0xC0, 0x250) if len(bare := _bare(chr(code))) == 1}
