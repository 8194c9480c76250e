"""The words of a PDF are those of the document, in its order, with nothing lost or altered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefings.document import (
    Column,
    Division,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
)
from briefings.style import Points
from briefings.traversal import reading_text
from briefings.writers.pdf import MissingGlyph, MissingGlyphs, write_pdf
from briefings.writers.pdf.fonts import load_faces
from briefings.writers.pdf.inlines import Fragment
from briefings.writers.pdf.lines import break_lines
from tests.pdf_reading import Shown, TaggedPdf, pdf_blocks
from tests.samples import document, every_kind, house_style

_FACES = load_faces(house_style().font)


def _read(made: Document) -> tuple[str, ...]:
    return pdf_blocks(write_pdf(made, house_style()).data)


def _raw(made: Document) -> str:
    """Return all tagged text in the order drawn, spaces as they are."""
    shown = TaggedPdf(write_pdf(made, house_style()).data).shown
    return "".join(piece.text for page in shown for piece in page if piece.mark is not None)


def _paragraph(*inlines: Inline, notes: tuple[Note, ...] = ()) -> Document:
    return document(Paragraph(inlines), notes=notes)


def _lines(text: str, width: float) -> list[str]:
    fragment = Fragment(text, _FACES.regular, 10.0, house_style().palette.text, None)
    return ["".join(run.text for run in line.runs) for line in break_lines([fragment], width)]


def test_every_kind_of_node_is_read_back() -> None:
    """The text of the PDF equals the text of the model."""
    assert _read(every_kind()) == reading_text(every_kind())


@pytest.mark.parametrize(
    "text",
    [
        "A quotation with {{ braces }}, **stars**, <b>tags</b>, AT&T; (brackets) and back\\slash",
        "« première\u00a0fois\u202f; 1\u202f000\u00a0€ » · “quoted” \u2013 dash — Ḿunster ạ œ ﬁ",
        "Αθήνα, Київ, Đặng, Kigali",
        "non\u2011breaking and thin\u2009space and hyphen\u2010minus",
        "tab\tand\nline end, and     many   spaces ",
        "/Artifact <</MCID 0>> BDC (x) Tj ET endstream endobj",
        "e\u0301 a\u0308 as two characters each",
    ],
)
def test_text_is_printed_letter_for_letter(text: str) -> None:
    """What looks like syntax, spaces of every kind and letters of several alphabets come back as they were given."""
    made = _paragraph(Text(text), Text("|"), Strong((Text(text),)), Text("|"), Emphasis((Text(text),)))
    assert _read(made) == reading_text(made)


@pytest.mark.parametrize("character", ["\u00a0", "\u202f", "\u2011", "\u2009"])
def test_special_spaces_and_hyphens_survive_as_themselves(character: str) -> None:
    """They are not folded into ordinary ones, in no face."""
    text = f"one{character}two"
    assert _raw(_paragraph(Text(text), Strong((Text(text),)), Emphasis((Text(text),)))) == text * 3


def test_lines_end_in_a_space_so_that_words_do_not_run_together() -> None:
    """Readers that ignore the structure still see the space between two lines, and none inside a broken word."""
    text = "several words " * 40 + "x" * 300
    assert _raw(_paragraph(Text(text))) == text


def test_a_forced_line_end_is_a_space_in_the_text() -> None:
    """Two lines of an address do not become one word."""
    made = _paragraph(Text("one"), LineBreak(), Text("two"), LineBreak(), LineBreak(), Text("three"))
    assert _read(made) == ("one two three",)
    assert len({shown.base for shown in _body(made)}) == 3


def _body(made: Document) -> list[Shown]:
    shown = TaggedPdf(write_pdf(made, house_style()).data).shown
    return [piece for page in shown for piece in page if piece.mark is not None and piece.text.strip()]


def test_a_space_between_parts_belongs_to_the_text_once() -> None:
    """Spaces at the edges of bold, linked or foreign words are neither doubled nor lost."""
    made = _paragraph(
        Text("a "),
        Strong((Text(" b "),)),
        Link("https://example.org", (Text("c"),)),
        Text(" "),
        Text("d", language="fr"),
    )
    assert _raw(made) == "a b c d"


class TestLines:
    """Breaking lines."""

    def test_breaks_after_a_hyphen_between_words_without_a_space(self) -> None:
        """The hyphen stays at the line's end and no space is added."""
        assert _lines("a well-known fact", 30.0) == ["a well-", "known ", "fact"]

    @pytest.mark.parametrize(
        "text", ["10\u00a0000", "1\u202f000", "F-16", "12/03/2024", "2024-2025", "km/h", "a\u2011b"]
    )
    def test_never_breaks_inside(self, text: str) -> None:
        """No-break spaces, numbers, dates and units stay whole where a line could hold them."""
        assert _lines(f"wwwwwwww {text}", 60.0) == ["wwwwwwww ", text]

    @pytest.mark.parametrize("text", ["« mot »", "mot ;", "mot : « mot » !", "mot ?"])
    def test_never_breaks_before_a_high_sign_or_inside_guillemets(self, text: str) -> None:
        """A quotation keeps its ordinary spaces; no line ends at those, or the next would begin with the sign."""
        lines = _lines(f"wwwwwwww wwwwwwww {text} wwww", 70.0)
        assert "".join(lines) == f"wwwwwwww wwwwwwww {text} wwww"
        assert not any(line[0] in "»;:!?" or line.rstrip().endswith("«") for line in lines)

    def test_breaks_after_a_dash_or_a_slash_between_words(self) -> None:
        """Long compounds need not leave a hole in the line above."""
        assert _lines("Casablanca\u2013Rabat", 60.0) == ["Casablanca\u2013", "Rabat"]
        assert _lines("training/exercises", 60.0) == ["training/", "exercises"]

    def test_an_accent_stays_with_its_letter_in_a_broken_word(self) -> None:
        """A combining accent never begins a line."""
        assert all(not line.startswith("\u0301") for line in _lines("e\u0301" * 200, 30.0))

    def test_no_words_give_no_lines(self) -> None:
        """Empty text and spaces alone take no room."""
        assert _lines("", 50.0) == _lines("   ", 50.0) == []

    @settings(deadline=None, max_examples=200)
    @given(st.text(st.sampled_from("ab -\u2013/\u00a0.é"), max_size=60), st.floats(12, 200))
    def test_nothing_is_lost_and_no_line_is_too_wide(self, text: str, width: float) -> None:
        """Whatever the text and the width, the lines joined are the text with its spaces folded."""
        fragment = Fragment(text, _FACES.regular, 10.0, house_style().palette.text, None)
        lines = break_lines([fragment], width)
        joined = "".join(run.text for line in lines for run in line.runs)
        assert joined.strip(" ") == " ".join(part for part in text.split(" ") if part)
        assert all(line.width <= width + 0.001 for line in lines)


class TestNotes:
    """Note marks and notes."""

    notes = tuple(Note(n, (Text(f"Note {n}."),)) for n in (1, 2, 3))

    def test_neighbouring_marks_are_told_apart(self) -> None:
        """Two marks print with a comma that is not part of the text, or 1 and 2 would read as 12."""
        made = _paragraph(Text("Word"), NoteReference(1), NoteReference(2), NoteReference(3), notes=self.notes)
        assert _read(made) == ("Word[1][2][3]", "1 Note 1.", "2 Note 2.", "3 Note 3.")
        shown = [piece for page in TaggedPdf(write_pdf(made, house_style()).data).shown for piece in page]
        assert [piece.text for piece in shown if piece.text == ","] == [",", ","]
        assert all(piece.mark is None for piece in shown if piece.text == ",")

    def test_a_mark_never_begins_a_line(self) -> None:
        """It sticks to the word before it, also over a space."""
        for count in range(8, 30):
            made = _paragraph(Text("word " * count), NoteReference(1), Text("."), notes=self.notes[:1])
            shown = [piece for page in TaggedPdf(write_pdf(made, house_style()).data).shown for piece in page]
            body = [piece for piece in shown if piece.mark is not None]
            mark = next(index for index, piece in enumerate(body) if piece.text == "1")
            assert abs(body[mark].left - body[mark - 1].right) < 0.01

    def test_a_note_that_nothing_refers_to_is_printed_all_the_same(self) -> None:
        """Nothing of the document is dropped in silence, nor what only another note refers to."""
        notes = (Note(1, (Text("See"), NoteReference(2))), Note(2, (Text("Only here."),)), Note(3, (Text("Nowhere."),)))
        made = _paragraph(Text("Word"), NoteReference(1), notes=notes)
        assert _read(made) == ("Word[1]", "1 See[2]", "2 Only here.", "3 Nowhere.")


class TestMissingGlyphs:
    """Characters that the fonts lack."""

    def test_are_all_named_with_their_owner(self) -> None:
        """Each text is told once, with its characters, its fact and its language; the file is not written."""
        made = document(
            Heading(1, (Text("Title ⵣ"),), "title"),
            Table((Column(1.0),), ((Text("漢字 and 漢", fact="f7", language="zh"),),), (((Text("sound"),),),)),
            notes=(Note(1, (Text("zero\u200bwidth", fact="f8"),)),),
        )
        with pytest.raises(MissingGlyphs) as caught:
            write_pdf(made, house_style())
        assert caught.value.missing == (
            MissingGlyph("ⵣ", "Title ⵣ", None, "en-GB"),
            MissingGlyph("漢字", "漢字 and 漢", "f7", "zh"),
            MissingGlyph("\u200b", "zero\u200bwidth", "f8", "en-GB"),
        )
        assert "U+2D63" in str(caught.value)
        assert "\u200b" not in str(caught.value)

    @pytest.mark.parametrize("character", list("\u200d\u2060\ufeff\u202e\u0000\u0007\ue000\ufdd0\ud800😀\u2028"))
    def test_invisible_and_unreadable_characters_count_as_missing(self, character: str) -> None:
        """Also where the font has a glyph for them: they cannot be printed, or not be read back."""
        with pytest.raises(MissingGlyphs):
            _read(_paragraph(Text(f"a{character}b")))

    def test_are_looked_for_in_the_furniture_too(self) -> None:
        """The head and the foot of the pages are print as well."""
        made = _paragraph(Text("sound"))
        for words in ({"marking": "ⵣ"}, {"running_title": "ⵣ"}, {"reference": "ⵣ"}, {"page_label": "ⵣ {page}"}):
            with pytest.raises(MissingGlyphs):
                write_pdf(replace(made, furniture=replace(made.furniture, **words)), house_style())

    def test_an_upright_face_stands_in_for_an_italic_one(self) -> None:
        """The italic face has no Greek; the upright one of the same weight prints it."""
        made = _paragraph(Emphasis((Text("in Αθήνα"), Strong((Text(" Αθήνα"),)))))
        shown = [piece for piece in TaggedPdf(write_pdf(made, house_style()).data).shown[0] if piece.mark is not None]
        assert [(piece.text, piece.font.partition("-")[2]) for piece in shown] == [
            ("in ", "It"),
            ("Αθήνα", "Regular"),
            (" ", "BoldIt"),
            ("Αθήνα", "Bold"),
        ]


@pytest.mark.parametrize("size", [6, 10.5, 16])
def test_every_kind_survives_other_type_sizes(size: float) -> None:
    """The layout follows the type size of the house."""
    style = replace(house_style(), size=Points(size))
    assert pdf_blocks(write_pdf(every_kind(), style).data) == reading_text(every_kind())


def test_empty_parts_leave_no_trace() -> None:
    """An empty document, list, item, cell, division and paragraph are legal and print nothing."""
    empty = Paragraph(())
    made = document(empty, List(()), List(((), (empty,))), Division(Role.DECISION, ()), Division(Role.REMARK, (empty,)))
    assert _read(made) == ()
    assert write_pdf(document(), house_style()).pages == 1
