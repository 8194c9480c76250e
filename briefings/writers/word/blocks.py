"""Paragraphs: one function for each kind of block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    Contents,
    Division,
    Figure,
    Heading,
    List,
    Paragraph,
    Section,
    Table,
)
from briefings.revisions import AnyBlock, RevisedBlock, RevisedContents, RevisedList, RevisedTable, Turn
from briefings.writers.word.composition import Composition
from briefings.writers.word.contents import write_contents, write_new_entries, write_old_entries
from briefings.writers.word.figures import write_figure
from briefings.writers.word.identifiers import BULLETS, CONTINUATIONS, HEADINGS, NUMBERS, ROLES, Scheme, StyleId
from briefings.writers.word.inlines import look_in, words, write_inlines
from briefings.writers.word.numbering import DEEPEST, LARGEST, Lists
from briefings.writers.word.tables import write_table
from briefings.writers.word.xml import numbering_properties, paragraph


class Place(Struct, frozen=True):
    """Where a block stands."""

    container: StyleId | None = None
    """The style of the innermost division or quotation around it, ``None`` in the open body."""
    depth: int = 0
    """How many lists of that container are around it."""


BODY: Final = Place()
#: Level of the heading that an annex begins with.
_ANNEX_LEVEL: Final = 2
#: What a row of a table begins with, the header row first.
_ROW: Final = "<w:tr>"


def write_blocks(composition: Composition, blocks: Iterable[AnyBlock], place: Place = BODY) -> str:
    """Return the paragraphs and tables. Raises ``TypeError`` for a kind that is not in ``BLOCKS``."""
    return "".join(_function(block)(composition, block, place) for block in blocks)


def _function(block: AnyBlock) -> Callable[..., str]:
    try:
        return BLOCKS[type(block)]
    except KeyError:
        raise TypeError(f"the Word writer has no function for the block {type(block).__name__}") from None


def _heading(composition: Composition, heading: Heading, place: Place) -> str:
    style = HEADINGS.get(heading.level)
    if style is None:
        composition.refuse(f"a heading has level 1 to {max(HEADINGS)}, not {heading.level}")
        return ""
    return _headed(composition, heading, style)


def _headed(composition: Composition, heading: Heading, style: StyleId) -> str:
    composition.heading = words(composition, heading.inlines)
    written = write_inlines(composition, heading.inlines, look_in(composition, style))
    content = composition.bookmark("h", heading.anchor).around(written)
    return composition.leave_table(spaced=True) + paragraph(style, content)


def _paragraph(composition: Composition, block: Paragraph, place: Place) -> str:
    if block.number:
        return _numbered(composition, block, block.number, place)
    style, properties = _continuation(composition.numbering.lists, place)
    return composition.leave_table() + paragraph(style, write_inlines(composition, block.inlines), properties)


def _continuation(lists: Lists, place: Place) -> tuple[StyleId, str]:
    if place.container:
        in_list = numbering_properties(lists.nums[Scheme.BOXED_CONTINUATIONS], _level(place)) if place.depth else ""
        return place.container, in_list
    return (_by_depth(CONTINUATIONS, place), "") if place.depth else (StyleId.BODY, "")


def _numbered(composition: Composition, block: Paragraph, number: int, place: Place) -> str:
    _check_number(composition, number)
    scheme = Scheme.BOXED_PARAGRAPHS if place.container else Scheme.PARAGRAPHS
    lists = composition.numbering.lists
    num_id, level = composition.numbering.paragraph(scheme, number)
    style = place.container or StyleId.NUMBERED_PARAGRAPH
    by_style = style in lists.marked and num_id == lists.nums[scheme]
    properties = "" if by_style else numbering_properties(num_id, level)
    return composition.leave_table() + paragraph(style, write_inlines(composition, block.inlines), properties)


def _list(composition: Composition, block: List, place: Place) -> str:
    inner = replace(place, depth=place.depth + 1)
    style, properties = _mark(composition, block, inner)
    return "".join(_item(composition, item, inner, (style, properties)) for item in block.items)


def _mark(composition: Composition, block: List, place: Place) -> tuple[StyleId, str]:
    level = _level(place)
    if block.start is None:
        scheme = Scheme.BOXED_BULLETS if place.container else Scheme.BULLETS
        style = place.container or _by_depth(BULLETS, place)
        lists = composition.numbering.lists
        by_style = style in lists.marked and level < len(BULLETS)
        return style, "" if by_style else numbering_properties(lists.nums[scheme], level)
    _check_number(composition, block.start)
    scheme = Scheme.BOXED_NUMBERS if place.container else Scheme.NUMBERS
    style = place.container or _by_depth(NUMBERS, place)
    return style, numbering_properties(*composition.numbering.list_from(scheme, level, block.start, style))


def _item(composition: Composition, item: tuple[Block, ...], place: Place, mark: tuple[StyleId, str]) -> str:
    first = item[0] if item else None
    own = first if isinstance(first, Paragraph) and not first.number else None
    # The mark of an item that begins with another block stands on a line of its own.
    content = write_inlines(composition, own.inlines) if own else ""
    style, properties = mark
    opening = composition.leave_table() + paragraph(style, content, properties)
    return opening + write_blocks(composition, item[1:] if own else item, place)


def _check_number(composition: Composition, number: int) -> None:
    if not 0 <= number <= LARGEST:
        composition.refuse(f"Word counts from 0 to {LARGEST}, not to {number}")


def _level(place: Place) -> int:
    return min(place.depth - 1, DEEPEST)


def _by_depth(styles: tuple[StyleId, ...], place: Place) -> StyleId:
    return styles[min(place.depth, len(styles)) - 1]


def _table(composition: Composition, table: Table, place: Place) -> str:
    in_key_facts = place.container is StyleId.KEY_FACTS
    return write_table(composition, table, StyleId.KEY_FACTS_TABLE if in_key_facts else StyleId.TABLE)


def _block_quote(composition: Composition, quote: BlockQuote, place: Place) -> str:
    return write_blocks(composition, quote.blocks, Place(StyleId.QUOTE))


def _division(composition: Composition, division: Division, place: Place) -> str:
    return write_blocks(composition, division.blocks, Place(ROLES[division.role]))


def _section(composition: Composition, section: Section, place: Place) -> str:
    return write_blocks(composition, section.blocks, place)


def _annex(composition: Composition, annex: Annex, place: Place) -> str:
    """Return the annex on a new page: by the style of its heading, or else by an empty paragraph before it."""
    if annex.blocks and isinstance(first := annex.blocks[0], Heading) and first.level == _ANNEX_LEVEL:
        opening = _headed(composition, first, StyleId.ANNEX_HEADING)
        return opening + write_blocks(composition, annex.blocks[1:], place)
    return (
        composition.leave_table() + paragraph(StyleId.PAGE_START, "") + write_blocks(composition, annex.blocks, place)
    )


def _figure(composition: Composition, figure: Figure, place: Place) -> str:
    return write_figure(composition, figure)


def _contents(composition: Composition, contents: Contents, place: Place) -> str:
    return composition.leave_table(spaced=True) + write_contents(composition, contents)


def _revised_block(composition: Composition, revised: RevisedBlock, place: Place) -> str:
    """Return a block that one version has; what parts a table from it is neither inserted nor deleted."""
    opening = composition.leave_table()
    written = write_blocks(composition, (revised.block,), place) + composition.leave_table()
    return opening + composition.tracking.marked(written, revised.turn)


def _revised_list(composition: Composition, revised: RevisedList, place: Place) -> str:
    inner = replace(place, depth=place.depth + 1)
    mark = _mark(composition, revised.list, inner)
    written = []
    for item, turn in zip(revised.list.items, revised.turns, strict=True):
        opening = composition.leave_table() if turn else ""
        content = _item(composition, item, inner, mark)
        if turn:
            content = composition.tracking.marked(content + composition.leave_table(), turn)
        written.append(opening + content)
    return "".join(written)


def _revised_table(composition: Composition, revised: RevisedTable, place: Place) -> str:
    opening, *rows = _table(composition, revised.table, place).split(_ROW)
    turns = (None, *revised.turns)
    marked = (composition.tracking.marked(row, turn) if turn else row for row, turn in zip(rows, turns, strict=True))
    return opening + "".join(_ROW + row for row in marked)


def _revised_contents(composition: Composition, revised: RevisedContents, place: Place) -> str:
    written = composition.leave_table(spaced=True)
    if revised.old_title:
        written += composition.tracking.marked(write_old_entries(composition, revised), Turn.DELETED)
    if revised.new:
        written += composition.tracking.marked(write_new_entries(composition, revised.new), Turn.INSERTED)
    return written


#: One function for each kind of block.
BLOCKS: Final[Mapping[type[AnyBlock], Callable[..., str]]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        List: _list,
        Table: _table,
        BlockQuote: _block_quote,
        Division: _division,
        Figure: _figure,
        Section: _section,
        Annex: _annex,
        Contents: _contents,
        RevisedBlock: _revised_block,
        RevisedTable: _revised_table,
        RevisedList: _revised_list,
        RevisedContents: _revised_contents,
    }
)
