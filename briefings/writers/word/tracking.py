"""Tracked changes (ECMA-376 part 1, 17.13.5): markup that is written already is marked as inserted or deleted.

Every piece goes through here, so that a run, a paragraph mark or a row cannot be forgotten by one kind of block.
"""

from __future__ import annotations

import re
from typing import Final

from briefings.revisions import Turn

_ELEMENTS: Final = {Turn.INSERTED: "ins", Turn.DELETED: "del"}
#: Ids of changes begin above those of bookmarks, with which they share the numbers (17.13.1).
_FIRST: Final = 100_000
#: What a change is put on: runs, and the ends of the properties of paragraphs and rows.
_TAG: Final = re.compile(r"<(/?)w:(r|pPr|trPr)(?:\s[^>]*)?>")
#: In a deleted run, text and instructions have elements of their own (17.4.20, 17.16.13).
_GONE: Final = {"<w:t>": "<w:delText>", "<w:t ": "<w:delText ", "</w:t>": "</w:delText>"}
_GONE_FIELD: Final = {"<w:instrText": "<w:delInstrText", "</w:instrText>": "</w:delInstrText>"}


class Tracking:
    """Who changed the brief and when, and the ids of its changes, each used once."""

    def __init__(self, author: str, date: str) -> None:
        """Take the author, spelt for XML, and the date, ISO 8601 in UTC."""
        self._by = f'w:author="{author}" w:date="{date}"'
        self._count = _FIRST

    def marked(self, written: str, turn: Turn, *, whole: bool = True) -> str:
        """Return the markup with its runs marked; where it is ``whole`` its paragraphs and rows are marked too.

        What stands in the shapes of a drawing goes with the run that holds the drawing.
        """
        pieces: list[str] = []
        depth, done, opened = 0, 0, -1
        for tag in _TAG.finditer(written):
            closes, name = tag.group(1), tag.group(2)
            if name == "r":
                depth += -1 if closes else 1
                if depth == 1 and not closes:
                    if opened < 0 or tag.start() != done:
                        pieces.append(self._closed(turn, opened) + written[done : tag.start()] + self._element(turn))
                    opened, done = tag.start(), tag.start()
                elif depth == 0:
                    pieces.append(_run(written[done : tag.end()], turn))
                    done = tag.end()
            elif closes and depth == 0 and whole:
                pieces.append(self._closed(turn, opened) + written[done : tag.start()] + self._mark(name, turn))
                opened, done = -1, tag.start()
        return "".join(pieces) + self._closed(turn, opened) + written[done:]

    def _element(self, turn: Turn, end: str = ">") -> str:
        self._count += 1
        return f'<w:{_ELEMENTS[turn]} w:id="{self._count}" {self._by}{end}'

    def _closed(self, turn: Turn, opened: int) -> str:
        return f"</w:{_ELEMENTS[turn]}>" if opened >= 0 else ""

    def _mark(self, name: str, turn: Turn) -> str:
        """Return what stands last in the properties of a paragraph (17.13.5.15, 17.13.5.20) or a row (.12, .17)."""
        mark = self._element(turn, "/>")
        return f"<w:rPr>{mark}</w:rPr>" if name == "pPr" else mark


def _run(written: str, turn: Turn) -> str:
    """Return a run as it stands in a change: a deleted one says so of its own text, not of that in its shapes."""
    if turn is Turn.INSERTED or "<mc:" in written:
        return written
    for one, other in (_GONE | _GONE_FIELD).items():
        written = written.replace(one, other)
    return written
