"""Values as inert tokens: they pass through a template as characters that no syntax knows, and come back as values.

A token is a plain string of the noncharacters U+FDD0 to U+FDEF, which no text of a dossier may hold. So a value that
looks like template or Markdown syntax can never act as syntax, and each printed word remembers its fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

_OPEN, _CLOSE = "\ufdd0", "\ufdef"
_ZERO = 0xFDD1
TOKEN = re.compile(f"{_OPEN}([\ufdd1-\ufdda]+){_CLOSE}")
#: Any character that only tokens hold.
TOKEN_CHARACTER = re.compile("[\ufdd0-\ufdef]")


class Value(Struct, frozen=True):
    """Words of a dossier on their way through a template."""

    text: str
    language: str
    """Language code of the words, such as ``fr``."""
    fact: str | None = None
    """Id of the fact, judgement or gap they belong to."""
    verbatim: bool = False
    """True for a quotation: no typographic rule may touch it."""
    place: str | None = None
    """Code of the place that the words name, so that grammar can decline it."""
    city: bool = False
    """True for the name of a city."""
    origin: str | None = None
    """The dossier's own words, where a filter changed them."""


class ValueTable:
    """The side table of one build: gives a token for a value and the value for a token."""

    def __init__(self) -> None:
        """Start empty."""
        self._values: list[Value] = []
        self._tokens: dict[Value, str] = {}

    def token(self, value: Value) -> str:
        """Return the token of a value; equal values share one."""
        if value not in self._tokens:
            digits = "".join(chr(_ZERO + int(digit)) for digit in str(len(self._values)))
            self._values.append(value)
            self._tokens[value] = f"{_OPEN}{digits}{_CLOSE}"
        return self._tokens[value]

    def value(self, token: str) -> Value | None:
        """Return the value behind a string that is one token and nothing else, or ``None``."""
        match = TOKEN.fullmatch(token)
        return self._values[_index(match)] if match else None

    def changed(self, token: str, text: str) -> str:
        """Return a token for other words of the same fact. Raises ``KeyError`` for a string that is no token."""
        value = self.value(token)
        if value is None:
            raise KeyError(token)
        return self.token(replace(value, text=text, origin=value.origin or value.text))

    def values(self, text: str) -> frozenset[Value]:
        """Return the values behind the tokens of a text."""
        return frozenset(self._values[_index(match)] for match in TOKEN.finditer(text))

    def split(self, text: str) -> Iterator[str | Value]:
        """Yield the stretches of a text in order: plain strings and the values behind its tokens."""
        end = 0
        for match in TOKEN.finditer(text):
            if match.start() > end:
                yield text[end : match.start()]
            yield self._values[_index(match)]
            end = match.end()
        if end < len(text):
            yield text[end:]

    def plain(self, text: str) -> str:
        """Return a text with every token replaced by the words behind it."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.split(text))


def _index(match: re.Match[str]) -> int:
    return int("".join(str(ord(character) - _ZERO) for character in match.group(1)))
