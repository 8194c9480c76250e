"""A long and awkward document keeps every word, every note and every rule of the page, and stays fast."""

from __future__ import annotations

import random
import time
from functools import cache
from itertools import pairwise

import pytest

from briefings.document import (
    Align,
    Block,
    BlockQuote,
    Column,
    Division,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Table,
    Text,
)
from briefings.traversal import reading_text
from briefings.writers.pdf import PdfFile, write_pdf
from tests.pdf_reading import TaggedPdf, filled_rectangles, pdf_blocks
from tests.samples import document, house_style

_WORDS = [
    "the",
    "delegation",
    "noted",
    "that",
    "staff",
    "exchanges,",
    "joint",
    "training",
    "and",
    "protection",
    "of",
    "personal",
    "information",
    "remain",
    "under",
    "discussion",
    "between",
    "both",
    "administrations;",
    "well-known",
    "follow-up",
    "questions",
    "and/or",
    "details",
    "stay",
    "open",
]


class _Maker:
    """Makes blocks of invented words, the same ones each time."""

    def __init__(self) -> None:
        self.random = random.Random(4)
        self.notes: list[Note] = []

    def words(self, least: int, most: int) -> str:
        count = self.random.randint(least, most)
        return " ".join(self.random.choice(_WORDS) for _ in range(count)).capitalize() + "."

    def note(self, words: int) -> NoteReference:
        self.notes.append(Note(len(self.notes) + 1, (Text(self.words(words, words)),)))
        return NoteReference(len(self.notes))

    def paragraph(self, least: int, most: int, *more: Inline, number: int | None = None) -> Paragraph:
        return Paragraph((Text(self.words(least, most)), *more), number)

    def long_table(self) -> Table:
        rows = []
        for number in range(300):
            note = (self.note(8),) if number % 17 == 0 else ()
            words = (Text(self.words(3, 30)), *note)
            rows.append(((Text(f"Row {number}"),), words, (Text(self.words(1, 4)),)))
        columns = (Column(0.15), Column(0.6), Column(0.25, Align.RIGHT))
        header = ((Text("Number"),), (Text("Words"),), (Text("More"),))
        return Table(columns, header, tuple(rows), caption=(Text("Three hundred rows"),), row_header=True)

    def tall_table(self) -> Table:
        rows = (
            ((Text("Tall"),), (Text(self.words(1500, 1500)), self.note(1400))),
            ((Text(self.words(300, 300)), self.note(5)), (Text(self.words(900, 900)), self.note(20))),
        )
        return Table((Column(0.3), Column(0.7)), ((Text("A"),), (Text("B"),)), rows)

    def section(self, number: int) -> tuple[Block, ...]:
        foreign = Text(" Αθήνα, Київ «\u202fpremière\u00a0fois\u202f» ", language="fr")
        link = Link("https://example.org/" + "a" * number, (Text("linked words of some length"),))
        numbered = [
            self.paragraph(
                20, 120, self.note(size), foreign, link, Emphasis((Text(" Αθήνα again"),)), number=number * 4 + n
            )
            for n, size in enumerate((5, 10, 40, 220), 1)
        ]
        nested = List(((self.paragraph(2, 5),), (self.paragraph(2, 5), List(((self.paragraph(2, 4),),), start=9))))
        items = List(tuple((self.paragraph(3, 40), nested) for _ in range(2)))
        boxed = Division(
            list(Role)[number % len(Role)], (self.paragraph(60, 60), self.paragraph(90, 200, self.note(6)))
        )
        quote = BlockQuote((self.paragraph(40, 40),))
        lead = Paragraph((Text("The following remain:"),))
        return (Heading(2, (Text(f"Section {number}"),), f"s{number}"), *numbered, lead, items, boxed, quote)


@cache
def stress_document() -> Document:
    """Return an invented document of 80 pages and more that holds whatever is hard to lay out."""
    maker = _Maker()
    blocks: list[Block] = [Heading(1, (Text("An invented stress document"),), "title")]
    blocks += [Heading(2, (Text("Tables"),), "tables"), maker.long_table(), maker.tall_table()]
    for number in range(30):
        blocks += maker.section(number)
    return document(*blocks, notes=tuple(maker.notes))


@pytest.fixture(scope="module")
def stress() -> PdfFile:
    """Return the stress document as a PDF."""
    return write_pdf(stress_document(), house_style())


@pytest.fixture(scope="module")
def reading(stress: PdfFile) -> TaggedPdf:
    """Return a reader of it."""
    return TaggedPdf(stress.data)


def test_every_word_can_be_read_back(stress: PdfFile) -> None:
    """The text of the file equals the text of the model, block by block."""
    assert stress.pages >= 80
    assert pdf_blocks(stress.data) == reading_text(stress_document())


def test_nothing_is_drawn_outside_the_page(stress: PdfFile, reading: TaggedPdf) -> None:
    """All text stands between the side margins, all grounds and rules on the page."""
    page = house_style().page
    for shown in (piece for pieces in reading.shown for piece in pieces):
        visible = shown.right if not shown.text.endswith(" ") else shown.right - 3
        assert page.left - 0.1 <= shown.left, shown
        assert visible <= page.width - page.right + 0.1, shown
        assert 20 <= shown.base <= page.height - 20, shown
    for left, bottom, width, height in (box for boxes in filled_rectangles(stress.data) for box in boxes):
        assert left >= 0 and bottom >= 0 and left + width <= page.width and bottom + height <= page.height


def test_lines_of_the_body_do_not_run_into_the_foot_or_each_other(reading: TaggedPdf) -> None:
    """No line of the body or the notes stands lower than the margin; no two lines of one place overlap."""
    bottom = house_style().page.bottom
    for pieces in reading.shown:
        tagged = [piece for piece in pieces if piece.mark is not None]
        assert min(piece.base for piece in tagged) >= bottom
        lefts: dict[float, list[float]] = {}
        for piece in tagged:
            lefts.setdefault(round(piece.left, 1), []).append(piece.base)
        for bases in lefts.values():
            ordered = sorted(set(bases))
            assert all(high - low > 4 for low, high in pairwise(ordered))


def test_no_heading_ends_the_body_of_a_page(reading: TaggedPdf) -> None:
    """The last words of the body of a page are never a heading's, nor a paragraph's that announces a list."""
    for page in range(len(reading.reader.pages)):
        body = [tags for tags in reading.tags_on(page) if "Note" not in tags]
        assert body and not body[-1][0].startswith("H"), page


def test_each_note_begins_on_the_page_of_its_first_reference(reading: TaggedPdf) -> None:
    """A reader finds the note at the foot of the page where its mark stands."""
    first: dict[str, int] = {}
    for element in reading.elements():
        if element.tag == "Reference":
            first.setdefault(reading.text(element.node, element.page).strip("[]"), reading.pages_of(element)[0])
    notes = [element for element in reading.elements() if element.tag == "Note"]
    begun = {reading.text(note.node, note.page).split()[0]: reading.pages_of(note) for note in notes}
    assert {number: pages[0] for number, pages in begun.items()} == first
    assert any(len(pages) > 1 for pages in begun.values()), "no note is parted, so the test shows less than it says"


def test_the_header_row_is_repeated_as_an_artifact(reading: TaggedPdf) -> None:
    """Each page of the long table begins with the header row, but the row is tagged once."""
    rows = [element for element in reading.elements() if element.tag == "TH" and "THead" in element.path]
    assert [reading.text(cell.node, cell.page) for cell in rows] == ["Number", "Words", "More", "A", "B"]
    repeated = [page for page in reading.shown if any(p.mark is None and p.text == "Words" for p in page)]
    assert len(repeated) >= 5


def test_a_paragraph_of_a_megabyte_is_set_in_linear_time() -> None:
    """Ten times the words take far less than the hundred times that ReportLab's own paragraphs take."""
    style, words = house_style(), " ".join(_WORDS) + " "
    seconds, pages = [], []
    for length in (100_000, 1_000_000):
        text = words * (length // len(words) + 1)
        start = time.process_time()
        pages.append(write_pdf(document(Paragraph((Text(text),))), style).pages)
        seconds.append(time.process_time() - start)
    assert pages[1] > 150
    assert seconds[1] / seconds[0] < 30


def test_a_word_of_half_a_megabyte_is_broken_with_nothing_lost() -> None:
    """A word wider than the line goes on in the next line."""
    made = document(Paragraph((Text("x" * 500_000),)))
    assert pdf_blocks(write_pdf(made, house_style()).data) == reading_text(made)
