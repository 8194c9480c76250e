"""Which characters XML may hold, and how they are spelt there."""

from __future__ import annotations

import re
from typing import Final

#: Ends of line and tabs are layout; a document says them with nodes, so inside a text each is a space.
_BLANKS: Final = "\t\n\r\x85\u2028\u2029"
_SPELLING: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", **dict.fromkeys(_BLANKS, " ")})
#: The complement of the production Char in XML 1.0 (fifth edition), 2.2.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOTABLE: Final = re.compile(f'[&<>"{_BLANKS}\x00-\x1f\ud800-\udfff\ufffe\uffff]')


_SYNTAX: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def is_kept(text: str) -> bool:
    """Return whether a text comes back from an element of XML as it went in, ends of line and tabs included.

    A carriage return does not: an XML reader makes it a line feed (XML 1.0, 2.11).
    """
    return "\r" not in text and _FORBIDDEN.search(text) is None


def spelt_whole(text: str) -> str:
    """Return the text spelt for XML with nothing left out; what is not ``is_kept`` does not come back the same."""
    return text.translate(_SYNTAX)


def is_plain(text: str) -> bool:
    """Return whether the text may stand in XML as it is, in an element or a quoted attribute."""
    return _NOTABLE.search(text) is None


def forbidden(text: str) -> tuple[str, ...]:
    """Return each character that XML 1.0 forbids as ``U+XXXX``, once, in order; empty when all are allowed."""
    return tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in _FORBIDDEN.findall(text)))


def escaped(text: str) -> str:
    """Return the text spelt for XML, with forbidden characters left out and every end of line or tab as a space.

    No-break spaces, no-break hyphens and soft hyphens stay as they are; ``xml.run`` makes the last optional hyphens.
    """
    return _FORBIDDEN.sub("", text).translate(_SPELLING)
