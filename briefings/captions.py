"""Stage 4: captions are numbered, and references inside a brief get the words of what they lead to.

Tables and figures are counted apart, each in the order of the document; those without a caption have no number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    CaptionNumber,
    CrossReference,
    Division,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    Note,
    Section,
    Series,
    Strong,
    Table,
    Text,
)
from briefings.names import nearest
from briefings.traversal import anchored, label_of, unmarked, with_runs

_SLOT = re.compile(r"(\{number\}|\{words\})")
#: Takes a message and a hint.
Report = Callable[[str, str | None], None]


def number_captions(blocks: Iterable[Block], patterns: Mapping[Series, str]) -> tuple[Block, ...]:
    """Return the blocks with each caption as its pattern has it, such as ``Table {number}. {words}``.

    Captions of a kind without a pattern stay as they are.
    """
    return tuple(_numbered(blocks, patterns, Counter()))


def _numbered(blocks: Iterable[Block], patterns: Mapping[Series, str], count: Counter[Series]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Table() | Figure() if block.caption and _series(block) in patterns:
                series = _series(block)
                count[series] += 1
                number = CaptionNumber(series, count[series])
                yield replace(block, caption=_caption(patterns[series], number, block.caption))
            case List():
                yield replace(block, items=tuple(tuple(_numbered(item, patterns, count)) for item in block.items))
            case BlockQuote() | Division() | Section() | Annex():
                yield replace(block, blocks=tuple(_numbered(block.blocks, patterns, count)))
            case _:
                yield block


def _series(block: Table | Figure) -> Series:
    return Series.TABLE if isinstance(block, Table) else Series.FIGURE


def _caption(pattern: str, number: CaptionNumber, words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for piece in _SLOT.split(pattern):
        if piece == "{number}":
            made.append(number)
        elif piece == "{words}":
            made += words
        elif piece:
            made.append(Text(piece))
    return tuple(made if "{words}" in pattern else [*made, *words])


def resolve_references(
    blocks: tuple[Block, ...], notes: tuple[Note, ...], report: Report
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return blocks and notes with the words of each reference that has none of its own.

    A heading lends its words, a table or figure its name and number. A reference to what the brief does not hold is
    reported and keeps its words only.
    """
    targets = {name: _lent(target) for name, target in anchored(blocks)}
    resolver = _Resolver(targets, report)
    made = tuple(with_runs(block, resolver.run) for block in blocks)
    return made, tuple(replace(note, inlines=resolver.run(note.inlines)) for note in notes)


def _lent(target: Heading | Table | Figure) -> tuple[Inline, ...]:
    words = unmarked(target.inlines if isinstance(target, Heading) else label_of(target.caption))
    # The number is printed, not counted again, where it is referred to.
    return tuple(Text(str(each.number)) if isinstance(each, CaptionNumber) else each for each in words)


class _Resolver:
    def __init__(self, targets: Mapping[str, tuple[Inline, ...]], report: Report) -> None:
        self.targets, self.report = targets, report

    def run(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(kept for inline in inlines for kept in self._resolved(inline))

    def _resolved(self, inline: Inline) -> tuple[Inline, ...]:
        match inline:
            case CrossReference():
                return self._reference(inline)
            case Strong() | Emphasis() | Link():
                return (replace(inline, children=self.run(inline.children)),)
            case _:
                return (inline,)

    def _reference(self, inline: CrossReference) -> tuple[Inline, ...]:
        lent = self.targets.get(inline.anchor)
        if lent is None:
            near = nearest(inline.anchor, tuple(self.targets))
            hint = f"did you mean #{near}?" if near else "a section that was cut takes its headings with it"
            self.report(f"a reference leads to “#{inline.anchor[:40]}”, which the brief does not hold", hint)
            return inline.children
        return (inline,) if inline.children else (replace(inline, children=lent, lent=True),)
