"""Capital letters of the Latin script, as names of people and places begin with: À, Ž, Ł, İ and Ứ too."""

from __future__ import annotations

_BLOCKS = (*range(0x100, 0x250), *range(0x1E00, 0x1F00))
#: For use inside a character class: every capital Latin letter, plain or with marks.
CAPITALS = "A-ZÀ-ÖØ-Þ" + "".join(chr(code) for code in _BLOCKS if chr(code).isupper())
