"""Headings, paragraphs, lists, quotations and divisions become slices."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from briefings.document import (
    Annex,
    BlockQuote,
    Division,
    Heading,
    List,
    Paragraph,
    Section,
)
from briefings.traversal import plain_text
from briefings.writers.pdf.flow import Flow, Place
from briefings.writers.pdf.hyphenation import SOFT_HYPHEN
from briefings.writers.pdf.inlines import Fragment
from briefings.writers.pdf.lines import Part, break_lines, make_part
from briefings.writers.pdf.look import RoleLook
from briefings.writers.pdf.slices import (
    Bookmark,
    Box,
    Slice,
    framed,
    glued,
    labelled,
    spaced,
    stack,
    tied,
    total_height,
    with_next,
)
from briefings.writers.pdf.structure import Element

#: A division that takes no more than this part of a page is kept on one page.
_KEPT_WHOLE = 0.25
#: Room for the number of a numbered paragraph, in parts of the type size.
_NUMBER_ROOM = 2.0
#: Least space between a label and its text, in parts of the type size.
_LABEL_GAP = 0.45


def flow_heading(flow: Flow, heading: Heading, place: Place) -> list[Slice]:
    """Return the heading's lines, tied to whatever follows."""
    setting = flow.look.headings[heading.level - 1]
    element = flow.structure.add(f"H{heading.level}", place.parent)
    fragments = flow.inlines.fragments(heading.inlines, setting, element)
    slices = tied(stack(break_lines(fragments, place.width), place.left, setting))
    title = "".join(fragment.text for fragment in fragments if not fragment.sticks)
    title = " ".join(title.replace(SOFT_HYPHEN, "").split())
    if slices:
        bookmark = Bookmark(title or plain_text(heading.inlines), heading.anchor, heading.level)
        slices[0] = replace(slices[0], bookmark=bookmark)
    return slices


def flow_paragraph(flow: Flow, paragraph: Paragraph, place: Place) -> list[Slice]:
    """Return the paragraph's lines, with its number hanging at the left where it has one."""
    setting = place.setting
    element = flow.structure.add("P", place.parent)
    if not paragraph.number:
        fragments = flow.inlines.fragments(paragraph.inlines, setting, element)
        return stack(break_lines(fragments, place.width, gap=setting.gap), place.left, setting)
    label = measured(flow.inlines.label(f"{paragraph.number}. ", setting, element))
    fragments = flow.inlines.fragments(paragraph.inlines, setting, element)
    room = setting.size * _NUMBER_ROOM
    over = max(0.0, sum(part.width for part in label) - room)
    slices = stack(break_lines(fragments, place.width - room, over, setting.gap), place.left + room, setting)
    if slices and over:
        moved = tuple(line._replace(x=line.x + over) for line in slices[0].lines)
        slices[0] = replace(slices[0], lines=moved)
    return labelled(slices, label, place.left, setting)


def flow_list(flow: Flow, block: List, place: Place) -> list[Slice]:
    """Return the items with their labels; lists inside items are set further in.

    A last item of one line stays with the line before it.
    """
    numbering = "Disc" if block.start is None else "Decimal"
    element = flow.structure.add("L", place.parent, f"/O /List /ListNumbering /{numbering}")
    setting, gap = place.setting, flow.look.item_gap
    room = _label_room(flow, block, place)
    inner = replace(
        place,
        left=place.left + room,
        width=place.width - room,
        setting=replace(setting, before=gap, after=gap),
        depth=place.depth + 1,
    )
    slices: list[Slice] = []
    for index, item in enumerate(block.items):
        entry = flow.structure.add("LI", element)
        mark = flow.structure.add("Lbl", entry)
        label = measured(flow.inlines.label(_label(flow, block, index, place.depth), setting, mark))
        body = flow.structure.add("LBody", entry)
        made = labelled(flow.blocks(item, replace(inner, parent=body)), label, place.left, setting)
        if len(made) == 1 and index == len(block.items) - 1:
            slices = with_next(slices)
        slices += made
    return spaced(slices, setting.before * 0.5, setting.after)


def _label(flow: Flow, block: List, index: int, depth: int) -> str:
    if block.start is not None:
        return f"{block.start + index}. "
    return flow.bullets[depth % 2] + " "


def _label_room(flow: Flow, block: List, place: Place) -> float:
    words = _label(flow, block, len(block.items) - 1, place.depth).rstrip()
    width = sum(part.width for part in measured(flow.inlines.label(words, place.setting, None)))
    return max(flow.look.step, width + place.setting.size * _LABEL_GAP)


def measured(fragments: Sequence[Fragment]) -> list[Part]:
    """Return the fragments as the parts of one line."""
    return [make_part(fragment.text, fragment) for fragment in fragments]


def flow_quote(flow: Flow, quote: BlockQuote, place: Place) -> list[Slice]:
    """Return the quoted blocks, set in on both sides."""
    element = flow.structure.add("BlockQuote", place.parent)
    look = replace(flow.look.quote, setting=place.setting)
    return _boxed(flow, flow.blocks(quote.blocks, _inner(place, look, parent=element)), place, look)


def flow_division(flow: Flow, division: Division, place: Place) -> list[Slice]:
    """Return the division's blocks in the look of its role."""
    look = flow.look.roles[division.role]
    element = flow.structure.add("Div", place.parent)
    return _boxed(flow, flow.blocks(division.blocks, _inner(place, look, parent=element)), place, look)


def flow_section(flow: Flow, section: Section, place: Place) -> list[Slice]:
    """Return the section's blocks as blocks of the body."""
    element = flow.structure.add("Sect", place.parent)
    known = set(flow.notes)
    slices = flow.body(section.blocks, replace(place, parent=element))
    flow.measure(section.name, slices, known)
    return slices


def flow_annex(flow: Flow, annex: Annex, place: Place) -> list[Slice]:
    """Return the annex's blocks; the first begins a new page. Its sections take no room in the body."""
    kept = list(flow.extents)
    element = flow.structure.add("Part", place.parent)
    slices = flow.body(annex.blocks, replace(place, parent=element))
    flow.extents[:] = kept
    return [replace(slices[0], turns=True), *slices[1:]] if slices else []


def _inner(place: Place, look: RoleLook, parent: Element) -> Place:
    left, right = (look.box.left, look.box.right) if look.box else (0.0, 0.0)
    return replace(
        place,
        left=place.left + left,
        width=place.width - left - right,
        parent=parent,
        setting=look.setting,
        ground=look.ground or place.ground,
    )


def _boxed(flow: Flow, slices: list[Slice], place: Place, look: RoleLook) -> list[Slice]:
    if not look.box:
        return slices
    box = Box(look.box, place.left, place.width)
    boxed = spaced(framed(slices, box), *_outer_space(flow))
    return glued(boxed) if total_height(boxed) <= flow.page_height * _KEPT_WHOLE else boxed


def _outer_space(flow: Flow) -> tuple[float, float]:
    body = flow.look.body
    return body.before * 1.4, body.after * 1.4
