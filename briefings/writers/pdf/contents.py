"""Contents: headings with their pages. Room for numbers is fixed before the pages are, so that they change none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from briefings.document import Contents, Heading
from briefings.traversal import listed_headings, plain_text, unmarked
from briefings.writers.pdf.flow import Flow, Place
from briefings.writers.pdf.inlines import Anchor, Fragment, Tone
from briefings.writers.pdf.lines import Line, break_lines, make_part
from briefings.writers.pdf.look import Setting
from briefings.writers.pdf.pages import Page
from briefings.writers.pdf.slices import PageSlot, PlacedLine, Slice, glued, spaced, stack, tied, total_height
from briefings.writers.pdf.structure import Element

#: Right of the words there is always room for this number, and for some dots of a leader.
_WIDEST_NUMBER = "0000"
_LEAST_LEADER = 2.0
#: Least distance of a dot from the words before it, in parts of the type size.
_DOT_GAP = 0.35
#: Contents that take no more than this part of a page are kept on one page.
_KEPT_WHOLE = 0.55


def flow_contents(flow: Flow, contents: Contents, place: Place) -> list[Slice]:
    """Return the title and one entry a heading, each with a slot for its page number.

    The structure is TOC with a Caption, TOCI for each entry and a TOC for each deeper level (ISO 32000-1, 14.8.4.2).
    """
    element = flow.structure.add("TOC", place.parent)
    slices = tied(_title(flow, contents, place, element))
    lists = [element]
    for heading in listed_headings(flow.document.blocks, contents.depth):
        rank = min(heading.level - 2, len(lists))
        del lists[rank + 1 :]
        if rank == len(lists):
            lists.append(flow.structure.add("TOC", lists[-1]))
        item = flow.structure.add("TOCI", lists[rank])
        slices += _entry(flow, heading, _set_in(flow, place, rank), item)
    slices = spaced(slices, flow.look.body.before, flow.look.body.after * 2)
    if total_height(slices) <= flow.page_height * _KEPT_WHOLE:
        return glued(slices)
    held = {1, len(slices) - 2}
    return [replace(each, glue=each.glue or index in held) for index, each in enumerate(slices)]


def _title(flow: Flow, contents: Contents, place: Place, element: Element) -> list[Slice]:
    setting = flow.look.contents.title
    caption = flow.structure.add("Caption", element)
    return stack(
        break_lines(flow.inlines.fragments(contents.title, setting, caption), place.width), place.left, setting
    )


def _set_in(flow: Flow, place: Place, rank: int) -> Place:
    look = flow.look.contents
    step = look.step * rank
    setting = look.levels[min(rank, len(look.levels) - 1)]
    return replace(place, left=place.left + step, width=place.width - step, setting=setting)


def _entry(flow: Flow, heading: Heading, place: Place, item: Element) -> list[Slice]:
    setting, hang, right = place.setting, flow.look.contents.hang, place.left + place.width
    link = flow.structure.add("Link", flow.structure.add("Reference", item))
    lines = break_lines(_words(flow, heading, setting, (link, right)), place.width - _room(flow, setting) - hang, -hang)
    slices = stack(lines, place.left + hang, setting)
    first = slices[0].lines[0]
    slices[0] = replace(slices[0], lines=(first._replace(x=place.left),))
    return [*slices[:-1], _with_slot(flow, slices[-1], lines[-1], PageSlot(heading.anchor, 0, right, setting, link))]


def _words(flow: Flow, heading: Heading, setting: Setting, goal: tuple[Element, float]) -> list[Fragment]:
    link, right = goal
    inlines = unmarked(heading.inlines)
    anchor = Anchor(link, " ".join(plain_text(inlines).split()), heading=heading.anchor, reach=right)
    return list(flow.inlines.inside(inlines, Tone(setting, link, setting.bold, anchor=anchor)))


def _room(flow: Flow, setting: Setting) -> float:
    """Return the width kept free at the right; the digits are asked for here, while a missing one can still be told."""
    flow.inlines.label("123456789.", setting, None)
    number = sum(make_part(each.text, each).width for each in flow.inlines.label(_WIDEST_NUMBER, setting, None))
    return number + setting.size * _LEAST_LEADER


def _with_slot(flow: Flow, piece: Slice, line: Line, slot: PageSlot) -> Slice:
    words = piece.lines[0]
    number = Element("Span", slot.element)
    placed = PlacedLine(slot.right, words.y, (), slot=slot._replace(start=words.x + line.width, element=number))
    return replace(piece, lines=(words, placed))


def with_page_numbers(pages: Sequence[Page], flow: Flow, numbers: Mapping[str, int]) -> tuple[Page, ...]:
    """Return the pages with leader and number in every slot; ``numbers`` holds the page of each heading by anchor."""

    def filled(lines: Sequence[PlacedLine]) -> Iterator[PlacedLine]:
        for line in lines:
            if line.slot:
                yield from _fill(flow, line, line.slot, numbers[line.slot.anchor])
            else:
                yield line

    return tuple(
        replace(page, lines=tuple(filled(page.lines))) if any(line.slot for line in page.lines) else page
        for page in pages
    )


def _fill(flow: Flow, line: PlacedLine, slot: PageSlot, page: int) -> Iterator[PlacedLine]:
    # The space keeps the number apart from the last word in a text that is copied.
    parts = tuple(make_part(each.text, each) for each in flow.inlines.label(f" {page}", slot.setting, slot.element))
    left = slot.right - sum(part.width for part in parts)
    yield from _leader(flow, line, slot, left)
    yield PlacedLine(left, line.y, parts)


def _leader(flow: Flow, line: PlacedLine, slot: PageSlot, end: float) -> Iterator[PlacedLine]:
    """Yield the dots between words and number, on a grid that entries share, so that they stand in columns."""
    setting, gap = slot.setting, slot.setting.size * _DOT_GAP
    dot = flow.inlines.label(".", replace(setting, colour=flow.look.contents.leader), None)[0]
    step = make_part(". ", dot).width
    first = math.floor((slot.right - slot.start - gap) / step)
    count = first - math.ceil((slot.right - end) / step)
    if count > 1:
        yield PlacedLine(slot.right - first * step, line.y, (make_part(". " * count, dot),))
