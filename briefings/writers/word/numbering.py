"""The lists of one brief: each numbered list restarts, each paragraph number is the document's own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from briefings.writers.word.identifiers import Scheme, StyleId

#: Word has nine levels, counted from 0; deeper lists stay on the last.
DEEPEST: Final = 8
#: The largest number that Word's dialogue for a list's start takes.
LARGEST: Final = 32767


class Lists(Struct, frozen=True):
    """The lists that a skin brings."""

    abstracts: Mapping[Scheme, int]
    """``w:abstractNumId`` of each scheme."""
    nums: Mapping[Scheme, int]
    """``w:numId`` of the list of each scheme that is there from the start."""
    marked: frozenset[StyleId]
    """Styles whose paragraphs have their mark from the style."""
    counted: Mapping[StyleId, tuple[int, int]]
    """``w:abstractNumId`` and level by which paragraphs of a style are counted, where it brings a scheme of its own."""
    free: int
    """The first ``w:numId`` that nothing has."""


#: The lists of the packaged skin.
PACKAGED: Final = Lists(
    abstracts=MappingProxyType({scheme: scheme.value for scheme in Scheme}),
    nums=MappingProxyType({scheme: scheme.num_id for scheme in Scheme}),
    marked=frozenset({StyleId.BULLET_1, StyleId.BULLET_2, StyleId.BULLET_3, StyleId.NUMBERED_PARAGRAPH}),
    counted=MappingProxyType({}),
    free=len(Scheme) + 1,
)


class Numbering:
    """The ``w:num`` elements that a brief adds to those of the skin."""

    def __init__(self, lists: Lists = PACKAGED) -> None:
        """Begin with the skin's own lists, none of them used."""
        self.lists = lists
        self.runs_on = False
        """Whether Word is to count numbered paragraphs from 1 on whatever their numbers, as in a revised document."""
        self._added: list[str] = []
        self._next = {scheme: (lists.nums[scheme], 1) for scheme in (Scheme.PARAGRAPHS, Scheme.BOXED_PARAGRAPHS)}

    def list_from(self, scheme: Scheme, level: int, start: int, style: StyleId | None = None) -> tuple[int, int]:
        """Return ``w:numId`` and level of a new list whose first mark at the level is ``start``.

        ``style`` is that of its paragraphs; one that counts by a scheme of its own keeps it.
        """
        own = self.lists.counted.get(style) if style else None
        abstract, level = own or (self.lists.abstracts[scheme], level)
        num_id = self.lists.free + len(self._added)
        self._added.append(
            f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        return num_id, level

    def paragraph(self, scheme: Scheme, number: int) -> tuple[int, int]:
        """Return ``w:numId`` and level under which Word counts this paragraph to ``number``.

        It is the list of the paragraph before while the numbers run on, and a new list where they jump.
        """
        style = StyleId.NUMBERED_PARAGRAPH if scheme is Scheme.PARAGRAPHS else None
        level = self.lists.counted.get(style, (0, 0))[1] if style else 0
        if self.runs_on:
            return self.lists.nums[scheme], level
        num_id, expected = self._next[scheme]
        if number != expected:
            num_id, level = self.list_from(scheme, 0, number, style)
        self._next[scheme] = (num_id, number + 1)
        return num_id, level

    def part(self, skin: str) -> str:
        """Return the skin's numbering part with the lists of this brief added."""
        # Word wants what it may hold after its lists to stay after them.
        head, cleanup, tail = skin.partition("<w:numIdMacAtCleanup")
        if cleanup:
            return head + "".join(self._added) + cleanup + tail
        return skin.replace("</w:numbering>", "".join(self._added) + "</w:numbering>")
