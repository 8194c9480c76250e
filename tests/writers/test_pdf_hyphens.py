"""Words are parted by the patterns of their language, rarely, and are whole again for whoever copies them."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from briefings.document import (
    Block,
    Column,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefings.traversal import reading_text
from briefings.writers.pdf import write_pdf
from briefings.writers.pdf.fonts import load_faces
from briefings.writers.pdf.hyphenation import Stretch, break_points
from briefings.writers.pdf.inlines import Fragment
from briefings.writers.pdf.lines import break_lines
from tests.pdf_reading import TaggedPdf, pdf_blocks
from tests.samples import document, house_style

_FACES = load_faces(house_style().font)
_SOFT = "\u00ad"


def _parted(word: str, language: str, forced: bool = False) -> str:
    points = break_points([Stretch(word, language)], forced)
    return "-".join(word[start:end] for start, end in zip((0, *points), (*points, len(word)), strict=True))


def _fragment(text: str, language: str | None = "en-GB") -> Fragment:
    return Fragment(text, _FACES.regular, 10.0, house_style().palette.text, None, language=language)


def _lines(text: str, width: float, language: str | None = "en-GB", gap: float | None = 0.1) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in break_lines([_fragment(text, language)], width, gap=gap)]


class TestPoints:
    """Where a word may be parted."""

    @pytest.mark.parametrize(
        ("word", "language", "parted"),
        [
            ("communication", "fr-FR", "com-mu-ni-ca-tion"),
            ("communication", "fr-CA", "com-mu-ni-ca-tion"),
            ("communication", "fr", "com-mu-ni-ca-tion"),
            ("capabilities", "en-GB", "cap-ab-il-it-ies"),
            ("capabilities", "en-US", "ca-pa-bil-i-ties"),
            ("l’arrangement,", "fr-FR", "l’ar-ran-ge-ment,"),
            ("«\u00a0diplomatiques\u00a0»\u202f;", "fr-FR", "«\u00a0di-plo-ma-tiques\u00a0»\u202f;"),
            ("(delegation)", "en-GB", "(del-eg-a-tion)"),
            ("government’s", "en-GB", "gov-ern-ment’s"),
            ("Zusammenarbeit", "de", "Zusammenarbeit"),
            ("cooperación", "es", "coope-ra-ción"),
        ],
    )
    def test_follow_the_language(self, word: str, language: str, parted: str) -> None:
        """A tag with a country takes the patterns of the country, or else of the language."""
        assert _parted(word, language) == parted

    @pytest.mark.parametrize(
        "word",
        [
            "people",
            "train",
            "UNESCO",
            "OTANIENNES",
            "UNHCRs",
            "covid19",
            "2024-2025",
            "desk@example.org",
            "https://example.org/communication",
            "example.org/communication",
            "and/communication",
            "a_communication",
            "cooperatio\u0301n",
            "",
            "…",
            "x" * 200,
        ],
    )
    def test_are_not_in_what_is_no_plain_word(self, word: str) -> None:
        """Not where the patterns have none, in capitals, numbers, addresses, letters with marks of their own."""
        assert _parted(word, "en-GB", forced=True) == word

    @pytest.mark.parametrize("word", ["Marizamunda", "Delegation", "communication-"])
    def test_are_in_names_and_compounds_only_where_they_must(self, word: str) -> None:
        """A name is parted only where it is wider than its line."""
        assert _parted(word, "en-GB") == word
        assert _parted(word, "en-GB", forced=True) != word

    @pytest.mark.parametrize("language", ["xx", "zh-Hans", "de-DE", "nl", None])
    def test_need_a_language_with_patterns(self, language: str | None) -> None:
        """What nobody knows how to part stays whole; so does German, whose patterns Pyphen reads by half."""
        assert break_points([Stretch("communication", language)], forced=True) == ()

    def test_need_one_language_for_the_whole_word(self) -> None:
        """Letters of two languages, or of two faces, are no word of either."""
        assert break_points([Stretch("communi", "fr"), Stretch("cation", "en-GB")]) == ()
        assert break_points([Stretch("communication", "fr"), Stretch(",", "en-GB")]) != ()

    @settings(deadline=None)
    @given(
        st.text("abcdeéilmnoprstu’-ABC1. \u00a0", max_size=30), st.sampled_from(["fr", "en-GB", "en-US", "de", "xx"])
    )
    def test_leave_two_letters_before_and_three_behind(self, text: str, language: str) -> None:
        """Whatever the text, no hyphen stands nearer to the edge of a word."""
        for point in break_points([Stretch(text, language)], forced=True):
            assert text[point - 2 : point].isalpha() and text[point : point + 3].isalpha()
            assert len(text[point : point + 3]) == 3

    def test_patterns_are_read_only_where_a_word_may_be_parted(self) -> None:
        """A process that parts nothing does not even import Pyphen."""
        code = (
            "import sys; from tests.samples import *; from briefings.writers.pdf import write_pdf;"
            "from briefings.document import *;"
            "write_pdf(document(Paragraph((Text('A few short words.'),))), house_style());"
            "print('pyphen' in sys.modules);"
            "write_pdf(document(Paragraph((Text('intergovernmental communications ' * 40),))), house_style());"
            "print('pyphen' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["False", "True"]


class TestLines:
    """When a line parts a word."""

    def test_only_where_the_gap_would_be_large(self) -> None:
        """The same word is parted or not by what its line would otherwise leave free."""
        assert _lines("a delegation communication here", 100.0) == ["a delegation commu\u00ad", "nication here"]
        assert _lines("a large delegation communication here", 100.0) == ["a large delegation ", "communication here"]

    def test_never_the_last_word(self) -> None:
        """A paragraph does not end in half a word."""
        assert _lines("a delegation communication", 100.0) == ["a delegation ", "communication"]

    def test_nor_the_last_word_before_a_forced_end(self) -> None:
        """A line of an address is a paragraph of its own."""
        broken = [_fragment("a delegation communication"), _fragment(" ")._replace(breaks=True), _fragment("here")]
        lines = ["".join(run.text for run in line.runs) for line in break_lines(broken, 100.0, gap=0.1)]
        assert lines == ["a delegation ", "communication ", "here"]

    def test_never_more_than_two_in_a_row(self) -> None:
        """The third line in a row ends where its words end."""
        lines = _lines("interoperability " * 40, 124.0)
        ends = "".join("h" if line.endswith(_SOFT) else "." for line in lines)
        assert "hh" in ends and "hhh" not in ends

    def test_nothing_without_a_language_or_a_gap(self) -> None:
        """Headings and furniture have no language, headings of tables no gap."""
        for lines in (_lines("a delegation communication here", 100.0, language=None),
                      _lines("a delegation communication here", 100.0, gap=None)):  # fmt: skip
            assert lines == ["a delegation ", "communication here"]

    def test_a_word_wider_than_its_line_is_parted_by_its_language(self) -> None:
        """Not between any two letters."""
        assert _lines("communication", 40.0, "fr", gap=None) == ["commu\u00ad", "nication"]
        assert _lines("Communication", 40.0, "fr", gap=None) == ["Commu\u00ad", "nication"]

    def test_an_address_gets_no_hyphen(self) -> None:
        """Whoever copies it gets the address."""
        address = "https://example.org/communication"
        assert "".join(_lines(address, 40.0)) == address

    def test_an_author_parts_a_word_where_the_hyphen_stands(self) -> None:
        """Also without patterns, also the last word, and nowhere else; one that is not needed is not printed."""
        assert _lines("a delegation commu\u00adnication", 110.0, None, None) == ["a delegation commu\u00ad", "nication"]
        assert _lines("commu\u00adnication", 100.0, None, None) == ["communication"]

    def test_the_rest_of_such_a_word_is_parted_where_it_is_wider_than_a_line(self) -> None:
        """By the patterns of its language, or else between any two letters."""
        text = "com\u00admunicationcommunication"
        assert _lines(text, 65.0, "fr") == ["com\u00ad", "munication\u00ad", "communica\u00ad", "tion"]
        assert _lines(text, 65.0, None) == ["com\u00ad", "municationco", "mmunication"]

    @pytest.mark.parametrize("text", ["\u00ad", "\u00ada b\u00ad", "a\u00ad b", "\u00ad\u00ad \u00ad"])
    def test_a_soft_hyphen_at_the_edge_of_a_word_is_nothing(self, text: str) -> None:
        """It never stands alone."""
        assert "".join(_lines(text, 5.0)).replace(" ", "") == text.replace(_SOFT, "").replace(" ", "")

    def test_a_note_mark_is_not_parted_from_its_word(self) -> None:
        """A soft hyphen before a mark is no place to part them."""
        mark = _fragment("1")._replace(sticks=True)
        lines = break_lines([_fragment("communication\u00ad"), mark, _fragment(" word")], 40.0)
        ends = ["".join(run.text for run in line.runs) for line in lines]
        assert ends[-2:] == ["nication1 ", "word"] or ends[-1].startswith("nication1")

    @settings(deadline=None, max_examples=200)
    @given(
        st.lists(st.sampled_from(["communication", "de", "Rabat,", "co\u00adop\u00ader", "well-known", "10\u00a0km"])),
        st.floats(20, 300),
    )
    def test_nothing_is_lost_and_no_line_is_too_wide(self, words: list[str], width: float) -> None:
        """Without its soft hyphens the text is what it was; no space follows one."""
        text = " ".join(words)
        lines = break_lines([_fragment(text)], width, gap=0.1)
        joined = "".join(run.text for line in lines for run in line.runs)
        assert joined.replace(_SOFT, "").strip() == text.replace(_SOFT, "").strip()
        assert f"{_SOFT} " not in joined
        assert all(line.width <= width + 0.001 for line in lines)


def _text(count: int = 40) -> str:
    return "La délégation a approuvé des communications intergouvernementales et des coopérations. " * count


def _made(*blocks: Block, notes: tuple[Note, ...] = ()) -> Document:
    return replace(document(*blocks, notes=notes), language="fr-FR")


def _drawn(made: Document) -> str:
    shown = TaggedPdf(write_pdf(made, house_style()).data).shown
    return "".join(piece.text for page in shown for piece in page if piece.mark is not None)


class TestFile:
    """Hyphens in the file."""

    def test_a_parted_word_is_whole_in_the_text(self) -> None:
        """The soft hyphen is there once for each line that ends in it, and the text is the model's without it."""
        made = _made(Paragraph((Text(_text()),)))
        assert 1 <= _drawn(made).count(_SOFT) <= 30
        assert _drawn(made).replace(_SOFT, "").strip() == _text().strip()
        assert pdf_blocks(write_pdf(made, house_style()).data) == reading_text(made)

    def test_other_readers_see_a_soft_hyphen_too(self) -> None:
        """Pypdf and PDFium read U+00AD, or join the word themselves; neither reads a hyphen that is none."""
        data = write_pdf(_made(Paragraph((Text(_text()),))), house_style()).data
        assert _SOFT in "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
        pages = pypdfium2.PdfDocument(data)
        read = "".join(page.get_textpage().get_text_range() for page in pages)
        for text in (read, PdfReader(BytesIO(data)).pages[0].extract_text()):
            assert "-\n" not in text.replace("\r", "") and "-\r" not in text

    def test_the_hyphen_is_drawn(self) -> None:
        """Its glyph is that of the hyphen, in every face, whatever the face has at U+00AD."""
        for face in (_FACES.regular, _FACES.bold, _FACES.italic, _FACES.bold_italic):
            glyphs = face.font.face.charToGlyph
            assert glyphs[0xAD] == glyphs[0x2010]
            assert face.widths[_SOFT] == face.widths["\u2010"] > 0.1

    @pytest.mark.parametrize("place", ["heading", "caption", "furniture"])
    def test_headings_captions_and_furniture_are_never_parted(self, place: str) -> None:
        """Words the eye looks for stand whole."""
        words = (Text(_text(4)),)
        blocks: dict[str, Block] = {
            "heading": Heading(2, words, "h"),
            "caption": Table((Column(1.0),), ((Text("A"),),), (((Text("b"),),),), words),
            "furniture": Paragraph((Text("a"),)),
        }
        made = _made(blocks[place])
        made = replace(made, furniture=replace(made.furniture, running_title=_text(4), marking=_text(2)))
        shown = TaggedPdf(write_pdf(made, house_style()).data).shown
        assert not any(_SOFT in piece.text for page in shown for piece in page)

    def test_an_authors_soft_hyphen_is_invisible_until_it_is_needed(self) -> None:
        """In body, heading, list, cell, note, link and furniture; the text read is the model's."""
        word = "co\u00adop\u00adé\u00adra\u00adtion"
        run: tuple[Inline, ...] = (Text(word), Strong((Text(f" {word}"),)), Emphasis((Text(f" {word}"),)))
        made = _made(
            Heading(1, run, "h"),
            Paragraph((*run, Link("https://example.org", (Text(word),)), NoteReference(1))),
            List(((Paragraph(run),),)),
            Table((Column(1.0),), (run,), ((run,),), run),
            notes=(Note(1, run),),
        )
        made = replace(made, furniture=replace(made.furniture, running_title=word, marking=word, reference=word))
        data = write_pdf(made, house_style()).data
        assert _SOFT not in _drawn(made)
        assert pdf_blocks(data) == reading_text(made)
        assert "coopération coopération coopération" in reading_text(made)
        outline = PdfReader(BytesIO(data)).outline
        assert [entry["/Title"] for entry in outline] == ["coopération coopération coopération"]  # type: ignore[call-overload, index]

    def test_a_quotation_is_parted_in_its_own_language(self) -> None:
        """English patterns part no French word, and the letters stay."""
        quotation = Text("l’approbation des fonctionnaires intergouvernementaux " * 40, language="fr", fact="f1")
        own, other = _made(Paragraph((quotation,))), document(Paragraph((quotation,)))
        assert _drawn(own) == _drawn(other)
        assert _SOFT in _drawn(own)
        assert _drawn(own).replace(_SOFT, "").strip() == quotation.text.strip()

    def test_the_same_words_give_the_same_bytes_in_any_order_of_documents(self) -> None:
        """What a process remembers of words changes nothing."""
        french, english = _made(Paragraph((Text(_text()),))), document(Paragraph((Text("communications " * 200),)))
        first = write_pdf(french, house_style()).data
        write_pdf(english, house_style())
        assert write_pdf(french, house_style()).data == first
