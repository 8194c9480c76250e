"""The sentence that opens a list, for an item of it: “The Agreement does not cover:” turns every item below."""

from __future__ import annotations

import re

from briefings.patterns import compiled
from briefings.sources import SourceText, Span

_MARKER = compiled(r"\s*(?:[-*•–—·]|\(?[a-z0-9]{1,3}[.)]|\(?[ivx]{1,5}[.)])\s", re.IGNORECASE)
#: A list longer than this is not followed back to its head; the bounds keep a hostile text from costing time.
_MOST_LINES = 60
_MOST_LETTERS = 8_000


def opening(source: SourceText, start: int) -> str:
    """Return the sentence that opens the list in which a sentence stands, lists around it first; empty in running text.

    ``start`` is where the sentence begins. What stands in the sentence itself is not returned.
    """
    text = source.text
    leads: list[str] = []
    at = text.rfind("\n", 0, start) + 1
    floor = max(0, at - _MOST_LETTERS)
    item = _MARKER.match(text, at) is not None
    for _ in range(_MOST_LINES):
        line_end = len(text[floor:at].rstrip()) + floor
        if line_end <= floor:
            break
        at = text.rfind("\n", floor, line_end) + 1 or floor
        line = text[at:line_end]
        marked = _MARKER.match(line) is not None
        if line.endswith(":"):
            leads.insert(0, source.sentence(Span(line_end - 1, line_end)))
            if not marked:
                break
        elif not item or not (marked or line.endswith((";", ","))):
            break
        item = item or marked
    return "\n".join(leads)
