"""Columns are as wide as their words need, the same in Word and PDF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.columns import measure_of, size_columns
from briefings.document import (
    Align,
    Block,
    BlockQuote,
    Column,
    Division,
    Heading,
    LineBreak,
    List,
    NoteReference,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
)
from briefings.writers.pdf import write_pdf
from briefings.writers.pdf.fonts import load_faces
from briefings.writers.word import write_word
from tests.pdf_reading import TaggedPdf
from tests.samples import document, house_style
from tests.word_reading import W, parts_of

_STYLE = house_style()
_MEASURE = measure_of(_STYLE)
_PROSE = "The two sides noted that invented exchanges remain open for later consideration by both of them. " * 3


def _table(*rows: tuple[str, ...], shares: tuple[float, ...] = ()) -> Table:
    shares = shares or (1 / len(rows[0]),) * len(rows[0])
    header, *body = (tuple((Text(words),) for words in row) for row in rows)
    return Table(tuple(Column(share) for share in shares), header, tuple(body), row_header=True)


def _shares(table: Table, measure: float = _MEASURE) -> list[float]:
    (sized,) = size_columns((table,), measure)
    assert isinstance(sized, Table)
    return [column.share for column in sized.columns]


def _widths(table: Table) -> list[float]:
    """Return the widths in points, as every writer takes them from the shares."""
    whole = _STYLE.page.width - _STYLE.page.left - _STYLE.page.right
    return [share * whole for share in _shares(table)]


def test_the_measure_is_that_of_cells() -> None:
    """A4 with margins of 24 mm holds 47 letters as wide as their size."""
    assert round(_MEASURE, 1) == 47.5


def test_short_columns_take_what_they_need_and_prose_the_rest() -> None:
    """A column of short cells stands on one line each, and no wider."""
    first, second, third = _shares(_table(("Provision", "Wording", "Status"), ("Joint exercises", _PROSE, "Agreed")))
    assert 0.15 < first < 0.22
    assert 0.08 < third < 0.12
    assert second > 0.65


def test_two_columns_of_prose_share_by_the_root_of_their_length() -> None:
    """Four times the text gets twice the width: the table is then about as low as it can be."""
    first, second = _shares(_table(("A", "B"), (_PROSE * 4, _PROSE)))
    assert 1.9 < first / second < 2.1


def test_short_tables_spread_over_the_page() -> None:
    """What is left over goes to the columns in proportion to their cells."""
    first, second = _shares(_table(("Key", "Word"), ("aaaa", "aaaaaaaaaaaa")))
    assert abs(first + second - 1) < 1e-9
    assert 1.5 < second / first < 3


def test_no_column_is_narrower_than_its_longest_word() -> None:
    """Also beside a column of much prose; the words are measured in the face that prints them."""
    words = ("Intergovernmental", "interoperability", "parliamentarians")
    table = _table(("A", "B", "C", "D"), (words[0], words[1], words[2], _PROSE * 9))
    faces = load_faces(_STYLE.font)
    size = _STYLE.size * 0.92
    for width, word, face in zip(_widths(table), words, (faces.bold, faces.regular, faces.regular), strict=False):
        assert width >= face.width(word) * size + 2 * 0.48 * _STYLE.size


def test_where_nothing_fits_short_words_stay_whole() -> None:
    """The longest words are parted, those of the narrow columns are not."""
    long = "x" * 60
    first, *others = _widths(_table(("A", *"BCDE"), ("Status", long, long, long, long)))
    assert first >= load_faces(_STYLE.font).bold.width("Status") * _STYLE.size * 0.92 + 0.96 * _STYLE.size
    assert max(others) - min(others) < 1e-6


def test_an_address_does_not_take_the_table() -> None:
    """A word that no line holds counts as one of some thirty letters."""
    first, second = _shares(_table(("Source", "Note"), ("https://example.org/" + "a" * 400, _PROSE)))
    assert first < 0.72 and second > 0.28


class TestWishes:
    """Shares that differ are the author's."""

    def test_stand_as_they_are(self) -> None:
        """To the last digit, wherever each word has room."""
        table = _table(("A", "B"), ("word", _PROSE), shares=(0.37, 0.63))
        assert size_columns((table,), _MEASURE) == (table,)

    def test_give_way_to_a_longest_word_only(self) -> None:
        """The others keep their proportion to one another."""
        table = _table(("A", "B", "C"), ("Intergovernmental", _PROSE, _PROSE), shares=(0.05, 0.57, 0.38))
        first, second, third = _shares(table)
        assert 0.19 < first < 0.25
        assert round(second / third, 6) == 1.5

    def test_take_nothing_from_a_column_that_needs_it(self) -> None:
        """Where no column has room to spare, all words are as whole as can be."""
        long = "x" * 30
        shares = _shares(_table(("A", "B", "C", "D"), (long,) * 4, shares=(0.1, 0.2, 0.3, 0.4)))
        assert max(shares) - min(shares) < 0.02


def test_note_marks_soft_hyphens_bold_and_forced_ends_count() -> None:
    """A forced end parts a cell into lines; a soft hyphen has no width; bold is wider."""

    def first(*inlines: object) -> float:
        header = ((Text("A"),), (Text("B"),))
        row = (tuple(inlines), (Text(_PROSE),))
        return _shares(Table((Column(0.5), Column(0.5)), header, (row,)))[0]  # type: ignore[arg-type]

    plain = first(Text("communication"))
    assert first(Text("commu\u00adnication")) == plain
    assert first(Text("communication"), LineBreak(), Text("word")) == plain
    assert first(Strong((Text("communication"),))) > plain
    assert first(Text("communication"), NoteReference(1)) > plain


def test_tables_are_found_wherever_they_stand() -> None:
    """In lists, quotations and divisions; all other blocks, and alignment, header and caption, stay."""
    table = Table(
        (Column(0.5, Align.RIGHT), Column(0.5)), ((Text("A"),), (Text("B"),)), (((Text("a"),), (Text(_PROSE),)),),
        caption=(Text("Caption"),),
    )  # fmt: skip
    (sized,) = size_columns((table,), _MEASURE)
    assert isinstance(sized, Table) and sized != table
    assert sized.columns[0].align is Align.RIGHT
    assert (sized.header, sized.rows, sized.caption) == (table.header, table.rows, table.caption)

    def around(held: Table) -> tuple[Block, ...]:
        return (
            Heading(1, (Text("A"),), "a"),
            Paragraph((Text("b"),)),
            List(((Paragraph((Text("c"),)), held),)),
            BlockQuote((held,)),
            Division(Role.NOTICE, (Division(Role.REMARK, (held,)),)),
        )

    assert size_columns(around(table), _MEASURE) == around(sized)


def test_word_and_pdf_take_the_same_widths() -> None:
    """Twips and points of the two files agree to a fiftieth of an inch."""
    (sized,) = size_columns((_table(("Provision", "Wording", "Status"), ("Joint exercises", _PROSE, "Agreed")),), 47.5)
    made = document(sized)
    grid = [
        int(c.get(f"{W}w")) / 20 for c in parts_of(write_word(made, _STYLE))["word/document.xml"].iter(f"{W}gridCol")
    ]
    shown = {piece.text: piece.left for piece in TaggedPdf(write_pdf(made, _STYLE).data).shown[0]}
    lefts = [shown[words] for words in ("Provision", "Wording", "Status")]
    assert [lefts[1] - lefts[0], lefts[2] - lefts[1]] == pytest.approx(grid[:2], abs=1.5)


@given(
    st.integers(1, 5).flatmap(
        lambda columns: st.lists(st.tuples(*[st.text("abm W-1\u00a0", max_size=120)] * columns), min_size=2, max_size=5)
    ),
    st.floats(5, 90),
    st.booleans(),
)
def test_shares_are_always_a_whole(rows: list[tuple[str, ...]], measure: float, wished: bool) -> None:
    """Whatever stands in the cells, each column has some width and all together have the table's."""
    count = len(rows[0])
    shares = tuple((number + 1) * 2 / (count * (count + 1)) for number in range(count)) if wished else ()
    made = _shares(_table(*rows, shares=shares), measure)
    assert abs(sum(made) - 1) < 1e-9
    assert min(made) > 0
    assert made == _shares(_table(*rows, shares=shares), measure)
