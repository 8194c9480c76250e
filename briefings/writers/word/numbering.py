"""The lists of one brief: each numbered list restarts, each paragraph number is the document's own."""

from __future__ import annotations

from typing import Final

from briefings.writers.word.identifiers import Scheme

#: Word has nine levels, counted from 0; deeper lists stay on the last.
DEEPEST: Final = 8
#: The largest number that Word's dialogue for a list's start takes.
LARGEST: Final = 32767


class Numbering:
    """The ``w:num`` elements that a brief adds to those of the skin."""

    def __init__(self) -> None:
        """Begin with the skin's own lists, none of them used."""
        self._added: list[str] = []
        self._next = {scheme: (scheme.num_id, 1) for scheme in (Scheme.PARAGRAPHS, Scheme.BOXED_PARAGRAPHS)}

    def list_from(self, scheme: Scheme, level: int, start: int) -> int:
        """Return the ``w:numId`` of a new list whose first mark at the level is ``start``."""
        num_id = len(Scheme) + len(self._added) + 1
        self._added.append(
            f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{scheme.value}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        return num_id

    def paragraph(self, scheme: Scheme, number: int) -> int:
        """Return the ``w:numId`` under which Word counts this paragraph to ``number``.

        It is the list of the paragraph before while the numbers run on, and a new list where they jump.
        """
        num_id, expected = self._next[scheme]
        if number != expected:
            num_id = self.list_from(scheme, 0, number)
        self._next[scheme] = (num_id, number + 1)
        return num_id

    def part(self, skin: str) -> str:
        """Return the skin's numbering part with the lists of this brief added."""
        return skin.replace("</w:numbering>", "".join(self._added) + "</w:numbering>")
