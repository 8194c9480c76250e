"""Fallback families: what the main one lacks is printed with the first that has it, embedded and readable."""

from __future__ import annotations

import itertools
import os
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from briefings.document import (
    Column,
    Document,
    Emphasis,
    Heading,
    Inline,
    Note,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefings.errors import BriefingError, ExitCode
from briefings.style import FontFamily, HouseStyle
from briefings.traversal import reading_text
from briefings.writers.pdf import MissingGlyph, MissingGlyphs, missing_glyphs, write_pdf
from tests.pdf_reading import Shown, TaggedPdf, pdf_blocks
from tests.samples import document, every_kind, house_style
from tests.tiny_fonts import ETHIOPIC, HAN, TIFINAGH, tiny_family

_SYSTEM_FONTS = {
    "Noto Sans Tifinagh": "noto/NotoSansTifinagh-Regular.ttf",
    "Noto Sans Ethiopic": "noto/NotoSansEthiopic-Regular.ttf",
    "Droid Sans Fallback": "droid/DroidSansFallbackFull.ttf",
}


@pytest.fixture
def style(tmp_path: Path) -> HouseStyle:
    """Return the house style of the package with three invented fallback families."""
    families = (
        tiny_family(tmp_path, "TinyTifinagh", TIFINAGH),
        tiny_family(tmp_path, "TinyEthiopic", ETHIOPIC, ascent=950),
        tiny_family(tmp_path, "TinyHan", HAN, width=1000, ascent=880),
    )
    return replace(house_style(), fallback=families)


def foreign() -> Document:
    """Return an invented document with Tifinagh, Ethiopic, Han, kana and Greek in every kind of place."""
    words = "ⵜⴰⵎⴰⵣⵉⵖⵜ, ስምነት ዛሬ, 東京で協定に署名した。 Αθήνα"
    made = document(
        Heading(1, (Text(words),), "title"),
        Paragraph((Text(words), Strong((Text(words),)), Emphasis((Text(words),)), NoteReference(1)), number=1),
        Table((Column(0.3), Column(0.7)), ((Text(words),), (Text("b"),)), (((Text("a"),), (Text(words, "am"),)),),
              caption=(Text(words),)),
        notes=(Note(1, (Text(words),)),),
    )  # fmt: skip
    return replace(made, furniture=replace(made.furniture, marking="ⵜⴰⵎ", running_title="協定", reference="ስም"))


def _paragraph(*inlines: Inline) -> Document:
    return document(Paragraph(inlines))


def _shown(made: Document, style: HouseStyle) -> list[Shown]:
    pages = TaggedPdf(write_pdf(made, style).data).shown
    return [piece for page in pages for piece in page if piece.mark is not None]


def _fonts(made: Document, style: HouseStyle) -> list[tuple[str, str]]:
    return [(piece.text, piece.font.partition("+")[2]) for piece in _shown(made, style)]


class TestPrinting:
    """Text in scripts that need no shaping."""

    def test_every_script_is_read_back(self, style: HouseStyle) -> None:
        """The text of the PDF equals the text of the model, in head, table, caption, note and body."""
        assert pdf_blocks(write_pdf(foreign(), style).data) == reading_text(foreign())

    def test_each_stretch_has_the_first_family_that_holds_it(self, style: HouseStyle) -> None:
        """Latin letters, spaces and digits among others stay in the main family; Greek in italics is upright."""
        made = _paragraph(Emphasis((Text("x ⵜⴰ 1ስም Αθήνα 東。"),)))
        assert _fonts(made, style) == [
            ("x ", "SourceSansPro-It"),
            ("ⵜⴰ", "TinyTifinagh"),
            (" 1", "SourceSansPro-It"),
            ("ስም", "TinyEthiopic"),
            (" ", "SourceSansPro-It"),
            ("Αθήνα", "SourceSansPro-Regular"),
            (" ", "SourceSansPro-It"),
            ("東。", "TinyHan"),
        ]

    def test_the_order_of_families_is_the_order_of_choice(self, tmp_path: Path) -> None:
        one, other = (tiny_family(tmp_path, name, "ⴰⴱ"[:size]) for name, size in (("One", 1), ("Other", 2)))
        made = _paragraph(Text("ⴰⴱ"))
        both = [replace(house_style(), fallback=order) for order in ((one, other), (other, one))]
        assert [_fonts(made, each) for each in both] == [[("ⴰ", "One"), ("ⴱ", "Other")], [("ⴰⴱ", "Other")]]

    def test_a_bold_face_is_used_where_there_is_one(self, tmp_path: Path) -> None:
        """Faces that a family has not are its regular one."""
        plain = tiny_family(tmp_path, "Plain", "ⴰⴱ")
        bold = tiny_family(tmp_path, "Heavy", "ⴰ").regular
        made = _paragraph(Strong((Text("ⴰⴱ"),)), Emphasis((Text("ⴰ"),)))
        style = replace(house_style(), fallback=(replace(plain, bold=bold),))
        assert _fonts(made, style) == [("ⴰ", "Heavy"), ("ⴱ", "Plain"), ("ⴰ", "Plain")]

    def test_a_letter_of_another_weight_is_better_than_none(self, tmp_path: Path) -> None:
        """A family may hold a letter in its bold face alone."""
        plain, bold = tiny_family(tmp_path, "Plain", "ⴰ"), tiny_family(tmp_path, "Heavy", "ⴱ").regular
        style = replace(house_style(), fallback=(replace(plain, bold=bold),))
        assert _fonts(_paragraph(Text("ⴰⴱ")), style) == [("ⴰ", "Plain"), ("ⴱ", "Heavy")]

    def test_lines_keep_their_distance(self, style: HouseStyle) -> None:
        """Lines that begin in a family with other proportions stand on the base line of the main one."""
        words = "東 ስም word " * 60
        bases = sorted({piece.base for piece in _shown(_paragraph(Text(words)), style)}, reverse=True)
        steps = {round(above - below, 2) for above, below in itertools.pairwise(bases)}
        plain = "to no word " * 60
        usual = sorted({piece.base for piece in _shown(_paragraph(Text(plain)), style)}, reverse=True)
        assert len(bases) > 3
        assert steps == {round(usual[0] - usual[1], 2)}
        assert bases[0] == usual[0]

    def test_fonts_are_embedded_as_subsets(self, style: HouseStyle) -> None:
        """Every font has its file in the PDF and tells the text of its codes."""
        reader = PdfReader(_written(foreign(), style))
        fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
        names = {font["/BaseFont"].partition("+")[2] for font in fonts}
        assert {"TinyTifinagh", "TinyEthiopic", "TinyHan"} <= names
        assert all("/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font for font in fonts)

    def test_the_same_document_gives_the_same_bytes(self, style: HouseStyle) -> None:
        """Also after another document has used the fonts."""
        first = write_pdf(foreign(), style).data
        write_pdf(_paragraph(Text("ⵣ漢ዛ")), style)
        assert write_pdf(foreign(), style).data == first


def _written(made: Document, style: HouseStyle) -> Path:
    path = style.fallback[0].regular.parent / "made.pdf"
    path.write_bytes(write_pdf(made, style).data)
    return path


class TestMarks:
    """Combining marks stand on a letter of their own font or not at all."""

    def test_a_letter_and_its_marks_are_never_parted(self, tmp_path: Path) -> None:
        """The main family has é as e and acute; the letter ⴰ with an acute is the fallback family's whole."""
        style = replace(house_style(), fallback=(tiny_family(tmp_path, "Marked", "ⴰe\u0301\u0331"),))
        made = _paragraph(Text("e\u0301ⴰ\u0301e\u0301"))
        assert _fonts(made, style) == [
            ("e\u0301", "SourceSansPro-Regular"),
            ("ⴰ\u0301", "Marked"),
            ("e\u0301", "SourceSansPro-Regular"),
        ]
        assert pdf_blocks(write_pdf(made, style).data) == reading_text(made)

    def test_a_mark_that_the_letters_font_lacks_is_missing(self, tmp_path: Path) -> None:
        """Although the main family has the mark."""
        style = replace(house_style(), fallback=(tiny_family(tmp_path, "Bare", "ⴰ"),))
        assert missing_glyphs(_paragraph(Text("e\u0301 ⴰ\u0301")), style) == (
            MissingGlyph("\u0301", "e\u0301 ⴰ\u0301", None, "en-GB"),
        )

    def test_a_mark_on_a_missing_letter_is_missing_with_it(self) -> None:
        assert missing_glyphs(_paragraph(Text("ⴰ\u0301")), house_style()) == (
            MissingGlyph("ⴰ\u0301", "ⴰ\u0301", None, "en-GB"),
        )


class TestMissing:
    """What no family prints."""

    def test_is_found_before_anything_is_laid_out(self, style: HouseStyle) -> None:
        """A document that could not be laid out either tells its missing characters."""
        cells = tuple((Text("ጀ"),) for _ in range(60))
        made = document(Table((Column(1 / 60),) * 60, cells, (cells,)))
        with pytest.raises(MissingGlyphs) as caught:
            write_pdf(made, style)
        assert caught.value.missing == (MissingGlyph("ጀ", "ጀ", None, "en-GB"),)
        assert caught.value.exit_code is ExitCode.LAYOUT

    def test_is_told_for_each_text_once_in_reading_order(self, style: HouseStyle) -> None:
        """Head and foot, then the body, then the notes; repeated texts once."""
        made = document(
            Paragraph((Text("ጀ one", fact="f1"), Strong((Text("ጀ one", fact="f1"),)))),
            Paragraph((Text("ጀ two"), NoteReference(1))),
            notes=(Note(1, (Text("ጁጀጁ", fact="f3", language="am"),)),),
        )
        made = replace(made, furniture=replace(made.furniture, marking="ጂ", page_label="{page} ጃ {pages}"))
        assert missing_glyphs(made, style) == (
            MissingGlyph("ጂ", "ጂ", None, "en-GB"),
            MissingGlyph("ጃ", " ጃ ", None, "en-GB"),
            MissingGlyph("ጀ", "ጀ one", "f1", "en-GB"),
            MissingGlyph("ጀ", "ጀ two", None, "en-GB"),
            MissingGlyph("ጁጀ", "ጁጀጁ", "f3", "am"),
        )

    @pytest.mark.parametrize("letters", ["اتفاق", "הסכם", "संधि", "ߒߞߏ", "ไทย", "ﷺ"])
    def test_letters_that_need_shaping_are_missing_though_a_font_has_them(self, tmp_path: Path, letters: str) -> None:
        """Printed one by one they would be wrong; neither a fallback nor the main family makes them right."""
        family = tiny_family(tmp_path, "Unshaped", letters + " Page1234567890of·-inventdasrcbuNmP{}:,.")
        for style in (
            replace(house_style(), fallback=(family,)),
            replace(house_style(), font=family),
        ):
            assert [each.text for each in missing_glyphs(_paragraph(Text(letters, "x")), style) if each.language == "x"]

    def test_a_family_that_is_not_needed_is_not_read(self, style: HouseStyle) -> None:
        """A brief in the letters of the main family costs no more for the others."""
        gone = FontFamily("Gone", *[Path("/nowhere/Gone.ttf")] * 4)  # type: ignore[arg-type]
        style = replace(style, fallback=(gone,))
        assert write_pdf(every_kind(), style).data == write_pdf(every_kind(), house_style()).data
        with pytest.raises(BriefingError, match=r"font file Gone\.ttf cannot be read"):
            write_pdf(_paragraph(Text("ⴰ")), style)

    def test_two_files_with_fonts_of_one_name_are_refused(self, tmp_path: Path) -> None:
        """A PDF could not tell them apart; the same file twice is no harm."""
        one = tiny_family(tmp_path, "Same", "ⴰ")
        (tmp_path / "other").mkdir()
        other = tiny_family(tmp_path / "other", "Same", "ⴱ")
        with pytest.raises(BriefingError, match='two font files of the house hold a font with the name "Same"'):
            write_pdf(_paragraph(Text("ⴰⴱ")), replace(house_style(), fallback=(one, other)))
        twice = replace(house_style(), fallback=(one, replace(one, name="Again")))
        assert _fonts(_paragraph(Text("ⴰ")), twice) == [("ⴰ", "Same")]


def _verdict(path: Path) -> tuple[int, str]:
    command = os.environ["BRIEFING_VERAPDF"]
    done = subprocess.run([command, "ua1,3a", str(path)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.skipif(not os.environ.get("BRIEFING_VERAPDF"), reason="BRIEFING_VERAPDF does not name the veraPDF command")
def test_a_file_with_fallback_fonts_conforms(style: HouseStyle) -> None:
    """PDF/UA-1 and PDF/A-3a with Tifinagh, Ethiopic, Han, kana and Greek in one file."""
    code, told = _verdict(_written(foreign(), style))
    assert (code, told.count("PASS")) == (0, 2), told


def test_fonts_of_the_machine_print_too(tmp_path: Path) -> None:
    """Noto Sans Tifinagh and Ethiopic and Droid Sans Fallback, with hundreds of ideographs; conforming where veraPDF is."""
    root = Path("/usr/share/fonts/truetype")
    if absent := [name for name, path in _SYSTEM_FONTS.items() if not (root / path).is_file()]:
        pytest.skip(f"these fonts are not installed: {', '.join(absent)}")
    families = (FontFamily(name, *[root / path] * 4) for name, path in _SYSTEM_FONTS.items())  # type: ignore[arg-type]
    style = replace(house_style(), fallback=tuple(families))
    made = document(Paragraph((Text("ⵜⴰⵎⴰⵣⵉⵖⵜ ስምምነት " + "".join(map(chr, range(0x4E00, 0x5000)))),)))
    data = write_pdf(made, style).data
    assert pdf_blocks(data) == reading_text(made)
    assert write_pdf(made, style).data == data
    if os.environ.get("BRIEFING_VERAPDF"):
        (tmp_path / "made.pdf").write_bytes(data)
        assert _verdict(tmp_path / "made.pdf")[0] == 0
