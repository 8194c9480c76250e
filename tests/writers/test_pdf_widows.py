"""No page begins with the last line of anything, or ends with its first, whatever the height of the pages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from briefings.document import (
    Block,
    BlockQuote,
    Column,
    Division,
    Document,
    Heading,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Table,
    Text,
)
from briefings.style import Points
from briefings.traversal import reading_text
from briefings.writers.pdf import write_pdf
from tests.pdf_reading import TaggedPdf, pdf_blocks
from tests.samples import document, house_style

#: From pages of some dozen lines to A4, in steps that are no multiple of a line.
_HEIGHTS = [float(height) for height in range(330, 842, 57)]
_TEXTS = frozenset({"P", "TD", "TH", "Note", "Caption"})
_WORDS = [
    "the",
    "delegation",
    "noted",
    "that",
    "invented",
    "exchanges",
    "remain",
    "under",
    "consideration",
    "by",
    "both",
    "administrations",
]


class _Maker:
    """Makes blocks of invented words, the same ones each time."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        self.notes: list[Note] = []

    def text(self, least: int, most: int) -> Text:
        return Text(" ".join(self.random.choices(_WORDS, k=self.random.randint(least, most))).capitalize() + ".")

    def paragraph(self, least: int, most: int) -> Paragraph:
        if self.random.random() < 0.25:
            self.notes.append(Note(len(self.notes) + 1, (self.text(5, 70),)))
            return Paragraph((self.text(least, most), NoteReference(len(self.notes))))
        return Paragraph((self.text(least, most),))

    def section(self, number: int) -> tuple[Block, ...]:
        items = tuple((self.paragraph(3, 50),) for _ in range(4))
        rows = tuple(((self.text(2, 40),), (self.text(30, 160),), (self.text(1, 60),)) for _ in range(3))
        boxed = (self.paragraph(20, 120), self.paragraph(20, 120))
        return (
            Heading(2, (Text(f"Section {number}"),), f"s{number}"),
            *(self.paragraph(10, 110) for _ in range(4)),
            List(items),
            Table((Column(0.3), Column(0.4), Column(0.3)), ((Text("A"),), (Text("B"),), (Text("C"),)), rows),
            BlockQuote(boxed),
            Division(list(Role)[number % len(Role)], boxed),
            List(tuple((Paragraph((Text(f"item {n}"),)),) for n in range(5)), start=1),
        )


def _long_document() -> Document:
    maker = _Maker()
    blocks = [block for number in range(8) for block in maker.section(number)]
    return document(Heading(1, (Text("An invented document"),), "title"), *blocks, notes=tuple(maker.notes))


@cache
def _reading(height: float) -> tuple[bytes, TaggedPdf]:
    style = house_style()
    data = write_pdf(_long_document(), replace(style, page=replace(style.page, height=Points(height)))).data
    return data, TaggedPdf(data)


def _lines(reading: TaggedPdf, node: Any, page: int | None) -> Iterator[tuple[int, float]]:
    """Yield page and base line of every piece of text of an element."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        held = kid.get_object()
        if isinstance(held, int):
            at = reading.page_numbers[page or 0]
            yield from ((at, piece.base) for piece in reading.shown[at] if piece.mark == held and piece.text.strip())
        elif held.get("/Type") == "/MCR":
            at = reading.page_numbers[held.raw_get("/Pg").idnum]
            mark = held["/MCID"]
            yield from ((at, piece.base) for piece in reading.shown[at] if piece.mark == mark and piece.text.strip())
        elif "/S" in held:
            yield from _lines(reading, held, held.raw_get("/Pg").idnum if "/Pg" in held else page)


@pytest.mark.parametrize("height", _HEIGHTS)
def test_no_line_stands_alone(height: float) -> None:
    """What goes on over a page's end has two lines at least on either side: paragraphs, items, cells, quotes, notes."""
    data, reading = _reading(height)
    parted = 0
    for element in reading.elements():
        if element.tag not in _TEXTS:
            continue
        pages: dict[int, set[float]] = {}
        for page, base in _lines(reading, element.node, element.page):
            pages.setdefault(page, set()).add(base)
        if len(pages) > 1:
            parted += 1
            counts = [len(pages[page]) for page in sorted(pages)]
            assert min(counts) >= 2, (element.tag, counts, reading.text(element.node, element.page)[:60])
    assert parted > 5
    assert pdf_blocks(data) == reading_text(_long_document())


@pytest.mark.parametrize("height", _HEIGHTS)
def test_no_item_of_one_line_stands_alone(height: float) -> None:
    """The last item of a list is never the only one on its page."""
    _, reading = _reading(height)
    pages = [reading.pages_of(element)[0] for element in reading.elements() if element.tag == "LI"]
    words = [reading.text(element.node, element.page) for element in reading.elements() if element.tag == "LI"]
    last = [index for index, text in enumerate(words) if text.endswith("item 4")]
    assert len(last) == 8
    assert [pages[index] - pages[index - 1] for index in last] == [0] * 8
