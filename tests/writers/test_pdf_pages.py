"""How blocks and notes are dealt out to pages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from briefings.document import (
    Block,
    Column,
    Document,
    Heading,
    List,
    Note,
    NoteReference,
    Paragraph,
    Table,
    Text,
)
from briefings.traversal import reading_text
from briefings.writers.pdf import write_pdf
from tests.pdf_reading import TaggedPdf, pdf_blocks
from tests.samples import document, house_style


def _line(words: str = "A line.") -> Paragraph:
    return Paragraph((Text(words),))


def _pages(made: Document) -> list[list[str]]:
    """Return the lines of each page's tagged text, top to bottom, in reading order."""
    pages = []
    for pieces in TaggedPdf(write_pdf(made, house_style()).data).shown:
        lines: dict[float, str] = {}
        for piece in pieces:
            if piece.mark is not None:
                lines[piece.base] = lines.get(piece.base, "") + piece.text
        pages.append([line.strip() for line in lines.values()])
    return pages


def _capacity() -> int:
    """Return how many one-line paragraphs fill the first page."""
    return len(_pages(document(*[_line()] * 120))[0])


def _filled(lines: int, *blocks: Block, notes: tuple[Note, ...] = ()) -> list[list[str]]:
    """Return the pages of the blocks after so many lines on the first page."""
    return _pages(document(*[_line()] * lines, *blocks, notes=notes))


def test_a_heading_moves_to_the_page_of_what_follows() -> None:
    """However full the page, a heading has at least two lines of its text below it."""
    for lines in range(_capacity() - 6, _capacity() + 1):
        heading = Heading(2, (Text("Heading"),), "heading")
        pages = _filled(lines, heading, Paragraph((Text("words " * 60),)))
        page = next(page for page in pages if "Heading" in page)
        assert len(page) - page.index("Heading") >= 3


def test_headings_in_a_row_move_together() -> None:
    """A heading with a lesser heading below it does not stay behind."""
    headings = [Heading(level, (Text(f"H{level}"),), f"h{level}") for level in (2, 3, 4)]
    for lines in range(_capacity() - 8, _capacity() + 1):
        pages = _filled(lines, *headings, _line("text"))
        assert len({n for n, page in enumerate(pages) if {"H2", "H3", "H4", "text"} & set(page)}) == 1


def test_no_line_of_a_paragraph_stands_alone() -> None:
    """The first two lines stay together and so do the last two."""
    for lines in range(_capacity() - 7, _capacity() + 1):
        for words in (30, 48, 60, 75, 90):
            pages = _filled(lines, Paragraph((Text("stray " * words),)))
            counts = [count for page in pages if (count := sum("stray" in line for line in page))]
            assert len(counts) == 1 or min(counts) >= 2


def test_words_that_announce_a_list_stay_with_it() -> None:
    """A paragraph that ends in a colon is on the page of the first item."""
    for lines in range(_capacity() - 4, _capacity() + 1):
        pages = _filled(lines, _line("Namely\u00a0:"), List(((_line("item one"),), (_line("item two"),))))
        page = next(page for page in pages if "Namely\u00a0:" in page)
        assert any("item one" in line for line in page)


def _table(rows: int, caption: str = "Caption") -> Table:
    body = tuple(((Text(f"row {number}"),), (Text("words"),)) for number in range(rows))
    return Table((Column(0.5), Column(0.5)), ((Text("Head"),), (Text("More"),)), body, caption=(Text(caption),))


def test_a_table_begins_with_caption_header_and_a_row_together() -> None:
    """None of the three ends a page."""
    for lines in range(_capacity() - 8, _capacity() + 1):
        pages = _filled(lines, _table(40))
        page = next(page for page in pages if "Caption" in page)
        assert "HeadMore" in page and "row 0words" in page


def test_the_last_row_of_a_table_is_not_alone() -> None:
    """A page that holds the end of a table holds two rows at least."""
    for rows in range(20, 60):
        pages = _filled(8, _table(rows))
        last = [sum(line.startswith("row") for line in page) for page in pages]
        assert [count for count in last if count][-1] >= 2


def test_a_small_table_is_not_parted() -> None:
    """A table of a few rows moves to the next page as one."""
    for lines in range(_capacity() - 8, _capacity() + 1):
        pages = _filled(lines, _table(5))
        assert sum(any(line.startswith("row") for line in page) for page in pages) == 1


def test_a_header_higher_than_half_a_page_is_not_repeated() -> None:
    """It would leave no room for the rows; it is parted over pages itself where it must be."""
    head = ((Text("head " * 900),), (Text("More"),))
    made = document(replace(_table(30), header=head))
    written = write_pdf(made, house_style())
    artifacts = ["".join(p.text for p in page if p.mark is None) for page in TaggedPdf(written.data).shown]
    assert not any("head" in artifact for artifact in artifacts)
    assert pdf_blocks(written.data) == reading_text(made)


def test_a_row_higher_than_a_page_is_parted_by_lines() -> None:
    """Every page of it is full, and each cell goes on where it stopped."""
    row = ((Text("left " * 600),), (Text("right " * 2500),))
    made = document(replace(_table(2), rows=(row, row)))
    pages = _pages(made)
    assert len(pages) > 4
    assert all(len(page) > 35 for page in pages[:-1])
    assert pdf_blocks(write_pdf(made, house_style()).data) == reading_text(made)


class TestNotes:
    """Notes at the foot of the pages."""

    def test_a_note_takes_its_reference_along(self) -> None:
        """Where the note does not fit, the line that refers to it moves too."""
        note = Note(1, (Text("A note of one line."),))
        for lines in range(_capacity() - 6, _capacity() + 1):
            pages = _filled(lines, Paragraph((Text("Reference"), NoteReference(1))), notes=(note,))
            page = next(page for page in pages if any(line.startswith("Reference") for line in page))
            assert page[-1].endswith("A note of one line.")

    def test_a_long_note_is_parted_with_two_lines_on_either_page(self) -> None:
        """A note longer than the room goes on at the foot of the next page."""
        note = Note(1, (Text("stray " * 1500),))
        pages = _filled(10, Paragraph((Text("Reference"), NoteReference(1))), *[_line()] * 30, notes=(note,))
        counts = [sum("stray" in line for line in page) for page in pages]
        assert [count for count in counts if count] == counts[: len([c for c in counts if c])]
        assert len([count for count in counts if count]) > 1
        assert min(count for count in counts if count) >= 2

    def test_two_long_notes_of_one_line_both_begin_below_it(self) -> None:
        """The first is cut so that the second begins on the page of its reference too."""
        notes = tuple(Note(number, (Text(f"note{number} " * 1500),)) for number in (1, 2))
        pages = _filled(
            3, Paragraph((Text("Reference"), NoteReference(1), NoteReference(2))), *[_line()] * 20, notes=notes
        )
        first = next(page for page in pages if any(line.startswith("Reference") for line in page))
        for number in (1, 2):
            assert sum(f"note{number}" in line for line in first) >= 2

    def test_more_notes_than_a_page_holds_go_on(self) -> None:
        """A row with many long notes is printed, and all its notes after it, in order."""
        marks = tuple(NoteReference(number) for number in range(1, 41))
        notes = tuple(Note(number, (Text(f"note{number} " * 40),)) for number in range(1, 41))
        made = document(replace(_table(2), rows=(((Text("row"), *marks), (Text("words"),)),)), _line(), notes=notes)
        assert pdf_blocks(write_pdf(made, house_style()).data) == reading_text(made)
        printed = [line.split()[0] for page in _pages(made) for line in page if line[:1].isdigit() and "note" in line]
        assert printed == [str(number) for number in range(1, 41)]

    def test_a_note_is_printed_once_however_often_it_is_named(self) -> None:
        """Later references lead to the note that stands already."""
        again = Paragraph((Text("Again"), NoteReference(1)))
        pages = _filled(3, again, *[_line()] * 80, again, notes=(Note(1, (Text("The note."),)),))
        assert [sum("The note." in line for line in page) for page in pages] == [1, *[0] * (len(pages) - 1)]

    def test_notes_of_headings_lists_tables_and_captions_stand_at_the_foot(self) -> None:
        """Wherever a mark may stand, its note is printed below."""
        mark = [(Text("words"), NoteReference(number)) for number in range(1, 6)]
        made = document(
            Heading(2, mark[0], "h"),
            List(((Paragraph(mark[1]),),)),
            Table((Column(1.0),), (mark[3],), ((mark[4],),), caption=mark[2]),
            notes=tuple(Note(number, (Text(f"Note {number}."),)) for number in range(1, 6)),
        )
        assert _pages(made)[0][-5:] == [f"{number} Note {number}." for number in range(1, 6)]


@pytest.mark.parametrize("words", ["", "M" * 400, "A marking of very many words " * 12])
def test_furniture_of_any_length_stays_on_the_page(words: str) -> None:
    """Long words take more lines and the body less room; none runs over the edge or into the body."""
    made = document(*[_line()] * 60)
    furniture = replace(made.furniture, marking=words, running_title=words, reference=words)
    reading = TaggedPdf(write_pdf(replace(made, furniture=furniture), house_style()).data)
    page = house_style().page
    for pieces in reading.shown:
        body = [piece.base for piece in pieces if piece.mark is not None]
        for piece in (piece for piece in pieces if piece.mark is None):
            assert page.left - 0.1 <= piece.left and piece.right <= page.width - page.right + 3
            assert 20 < piece.base < page.height - 20
            assert piece.base < min(body) - 5 or piece.base > max(body) + 10
