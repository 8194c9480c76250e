"""Where the words of a text stand, by their first letters, so that a pattern is tried at few places.

A pattern of fifty alternatives costs time at every letter of a text. Most of them begin with, or need, one of a few
words; these are looked up here, and the pattern decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefings.patterns import compiled

_LETTERS = 4
_WORD = compiled(rf"([^\W\d_]{{1,{_LETTERS}}})[^\W\d_]*")


class Keywords:
    """The words of one plain text (lower case, no accents)."""

    def __init__(self, text: str) -> None:
        """Look at every word once."""
        places: dict[str, list[int]] = {}
        for word in _WORD.finditer(text):
            places.setdefault(word.group(1), []).append(word.start())
        self._places = places

    def starts(self, keys: Iterable[str]) -> list[int]:
        """Return where words begin that are one of the keys, or begin with a key of four letters; in order."""
        found: list[int] = []
        for key in keys:
            found += self._places.get(key, ())
        return sorted(found)

    def has(self, keys: Iterable[str]) -> bool:
        """Return whether any such word stands in the text."""
        return any(key in self._places for key in keys)
