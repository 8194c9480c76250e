"""Figures in Word and PDF: tagged, told in words, kept with their captions, the same picture in both."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf.generic import ContentStream

from briefings.document import (
    Block,
    Division,
    Document,
    Figure,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Text,
)
from briefings.errors import BriefingError, ExitCode
from briefings.figures import Tone
from briefings.style import Colour, contrast, length
from briefings.traversal import plain_text, reading_text
from briefings.writers.pdf import write_pdf
from briefings.writers.pdf.look import derive_look
from briefings.writers.word import write_word
from tests.figures import FRENCH, STATED, answered, awkward, cell, dated, matrix, timeline, with_figures
from tests.pdf_reading import PAINTING, Element, TaggedPdf, pdf_blocks
from tests.samples import document, house_style
from tests.word_reading import CHOICE, DRAWN, W, parts_of, word_blocks, word_labels

_VERAPDF = os.environ.get("BRIEFING_VERAPDF", "")
_OOXML = os.environ.get("BRIEFING_OOXML_CHECK", "")
_OFFICE = shutil.which("soffice")
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp"


def _pdf(made: Document) -> bytes:
    return write_pdf(made, house_style()).data


def _body(data: bytes) -> Any:
    return parts_of(data)["word/document.xml"]


def _figures(reading: TaggedPdf) -> list[Element]:
    return [element for element in reading.elements() if element.tag == "Figure"]


def _folded(text: str) -> str:
    return " ".join(text.split())


def _all(figures: dict[str, Figure]) -> Document:
    return document(*figures.values())


# What they say


def test_both_files_say_the_alternative_text_and_then_the_caption() -> None:
    """As ``reading_text`` has it: labels of the drawing are no blocks of text; notes are native."""
    made = with_figures()
    assert reading_text(made) == (
        "Title",
        "Timeline. 2001: Arda joined the union. 3 May (no year): Visit. 3 May (no year):",
        "Dated statements[1]",
        "Matrix of what is stated.",
        "What is stated of each[2]",
        "1 First note.",
        "2 Second note.",
    )
    assert pdf_blocks(_pdf(made)) == reading_text(made)
    assert word_blocks(write_word(made, house_style())) == reading_text(made)


def test_figures_inside_divisions_and_lists_say_the_same() -> None:
    """A figure may stand where a table may."""
    inside = Division(Role.JUDGEMENT, (Paragraph(cell("Seen so:")), answered()))
    made = document(inside, Division(Role.KEY_FACTS, (dated(),)), notes=(Note(1, cell("a")), Note(2, cell("b"))))
    made = replace(made, blocks=made.blocks[::-1])
    assert pdf_blocks(_pdf(made)) == reading_text(made)
    assert word_blocks(write_word(made, house_style())) == reading_text(made)


@pytest.mark.parametrize("name", awkward())
def test_awkward_figures_are_whole_in_both_files(name: str) -> None:
    """Every word of the data is drawn, and the text of both files is that of the document."""
    figure = awkward()[name]
    made = document(figure)
    pdf, word = _pdf(made), write_word(made, house_style())
    reading = TaggedPdf(pdf)
    (element,) = _figures(reading)
    # Words are compared without spaces: a line may end inside a word that is longer than any line.
    in_pdf = "".join(reading.text(element.node, element.page).split())
    in_word = "".join("".join(word_labels(word)).split())
    words = [datum.words for row in figure.rows for datum in row] + [
        *figure.header[figure.kind.value == "timeline" and 2 :]
    ]
    assert [each for each in words if "".join(plain_text(each).split()) not in in_pdf] == []
    assert [each for each in words if "".join(plain_text(each).split()) not in in_word] == []
    assert pdf_blocks(pdf) == word_blocks(word) == reading_text(made)


def test_both_drawings_have_the_same_labels() -> None:
    """In the same order."""
    made = with_figures()
    reading = TaggedPdf(_pdf(made))
    in_pdf = ["".join(reading.text(element.node, element.page).split()) for element in _figures(reading)]
    in_word = ["".join(label.split()) for label in word_labels(write_word(made, house_style()))]
    assert "".join(in_pdf) == "".join(in_word)
    assert len(in_word) == 3 + 4 + 2 + 3


# PDF


def test_a_figure_has_alternative_text_and_a_box_and_its_caption_follows() -> None:
    """In a Div: a reader for the blind stops at a Figure with Alt and would never reach a caption inside it."""
    reading = TaggedPdf(_pdf(with_figures()))
    tags = [
        (len(element.path), element.tag) for element in reading.elements() if element.tag not in ("Reference", "Link")
    ]
    one = [(1, "Div"), (2, "Figure"), (2, "Caption"), (1, "Note"), (2, "Lbl")]
    assert tags == [(0, "Document"), (1, "H1"), *one, *one]
    for element, figure in zip(_figures(reading), (dated(), answered()), strict=True):
        assert element.node["/Alt"] == _folded(plain_text(figure.alternative))
        assert element.node["/A"]["/O"] == "/Layout"
        left, bottom, right, top = map(float, element.node["/A"]["/BBox"])
        marks = {kid for kid in element.node["/K"] if isinstance(kid, int)}
        shown = [piece for piece in reading.shown[0] if piece.mark in marks]
        assert len(shown) >= 6
        assert all(left <= p.left and p.right <= right and bottom < p.base < top for p in shown)


def test_every_shape_is_content_of_its_figure() -> None:
    """Each stroke and each disc is painted inside marked content of the Figure; nothing of it is an artifact."""
    reading = TaggedPdf(_pdf(document(matrix(("Training", "sxo")))))
    (element,) = _figures(reading)
    page = reading.reader.pages[0]
    contents: Any = page["/Contents"].get_object()
    open_tags: list[tuple[str, Any]] = []
    painted: list[str] = []
    for operands, operator in ContentStream(contents, reading.reader).operations:
        if operator == b"BDC":
            open_tags.append((operands[0], operands[1].get("/MCID")))
        elif operator == b"EMC":
            open_tags.pop()
        elif operator in PAINTING - {b"re", b"m", b"l", b"c"} and open_tags[-1][0] == "/Figure":
            assert open_tags[-1][1] in element.node["/K"]
            painted.append(operator.decode())
    # Rule below the head, the three answers, the last rule, the three signs of the legend.
    answers = ["f", "S", "S", "s"]
    assert painted == ["S", *answers, "S", *answers]


def test_a_figure_and_its_caption_stay_on_one_page() -> None:
    """Wherever the figure falls on the page, with the note of its caption."""
    turned = set()
    for fill in range(20, 48):
        blocks: list[Block] = [Paragraph(cell("Words."))] * fill
        made = document(*blocks, dated(), notes=(Note(1, cell("A note.")),))
        reading = TaggedPdf(_pdf(made))
        found = [reading.pages_of(e) for e in reading.elements() if e.tag in ("Figure", "Caption", "Note")]
        assert found[0] == found[1] == found[2]
        assert len(found[0]) == 1
        turned.add(found[0][0])
    assert turned == {0, 1}


def test_words_that_announce_a_figure_stand_on_its_page() -> None:
    """A paragraph that ends in a colon is never the last of the page before."""
    for fill in range(30, 46):
        blocks: list[Block] = [Paragraph(cell("Words."))] * fill
        reading = TaggedPdf(_pdf(document(*blocks, Paragraph(cell("As follows:")), answered_alone())))
        last = [e for e in reading.elements() if e.tag == "P"][-1]
        assert reading.pages_of(last) == reading.pages_of(_figures(reading)[0])


def answered_alone() -> Figure:
    """Return the matrix of every sign without a caption."""
    return replace(answered(), caption=())


def test_text_and_signs_can_be_read_on_every_ground() -> None:
    """Contrast of words at least 4.5:1 (WCAG 2.2, 1.4.3), of signs 3:1 (1.4.11), on white and on every division."""
    style = house_style()
    look = derive_look(style)
    grounds = [
        Colour(255, 255, 255),
        *(role.box.ground for role in look.roles.values() if role.box and role.box.ground),
    ]
    words = [look.figure.label.colour, look.figure.caption.colour]
    assert min(contrast(colour, ground) for colour in words for ground in grounds) >= 4.5
    assert min(contrast(look.figure.tones[Tone.INK], ground) for ground in grounds) >= 4.5


# Word


def test_word_draws_a_group_with_words_for_those_who_do_not_see_it() -> None:
    """One inline drawing a figure: its alternative text, ids that occur once, and the words where nothing is drawn."""
    body = _body(write_word(with_figures(), house_style()))
    told = [_folded(plain_text(figure.alternative)) for figure in (dated(), answered())]
    drawn = list(body.iter(DRAWN))
    assert [each.get("descr") for each in drawn] == told
    ids = [each.get("id") for each in body.iter() if str(each.tag).endswith(("}docPr", "}cNvPr"))]
    assert len(ids) == len(set(ids)) > 20
    fallbacks = [e for e in body.iter() if str(e.tag).endswith("}Fallback")]
    assert ["".join(e.itertext()) for e in fallbacks] == told
    assert [e.get("Requires") for e in body.iter(CHOICE)] == ["wpg", "wpg"]
    assert len(list(body.iter(_SHAPE))) == (6 + 3) + (3 + 6 + 4 + 9)


def test_word_keeps_a_figure_with_its_caption() -> None:
    """The style of a drawing keeps it with its caption; those of the caption and of a drawing alone keep nothing."""
    for figure, names, kept in (
        (answered(), ["Figure", "FigureCaption"], [None, "0"]),
        (answered_alone(), ["FigureAlone"], ["0"]),
    ):
        notes = (Note(1, cell("a")), Note(2, cell("b")))
        made = document(
            Paragraph((Text("x"), NoteReference(1), NoteReference(2))), figure, Paragraph(cell("y")), notes=notes
        )
        found = parts_of(write_word(made, house_style()))
        paragraphs = found["word/document.xml"].find(f"{W}body").findall(f"{W}p")[1:-1]
        assert [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in paragraphs] == names
        styles = {s.get(f"{W}styleId"): s for s in found["word/styles.xml"].iter(f"{W}style")}
        keep = [styles[name].find(f"{W}pPr/{W}keepNext") for name in names]
        assert [k.get(f"{W}val") if k is not None else None for k in keep] == kept


def test_words_in_shapes_have_a_style_and_their_language() -> None:
    """The house's size by style; words in another language are marked."""
    figure = timeline(("2001", "x", STATED))
    words = (figure.rows[0][0], replace(figure.rows[0][1], words=(Text("« oui »", language="fr"),)))
    body = _body(write_word(document(replace(figure, rows=(words,))), house_style()))
    styles = {
        p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for box in body.iter(f"{W}txbxContent") for p in box.iter(f"{W}p")
    }
    languages = [e.get(f"{W}val") for box in body.iter(f"{W}txbxContent") for e in box.iter(f"{W}lang")]
    assert (styles, languages) == ({"FigureText", "FigureTextRight"}, ["fr"])


# Both


def test_a_figure_higher_than_a_page_is_refused_by_both_writers() -> None:
    """Exit code 6, one sentence that names the figure, and a way out; Word tells it with its other problems."""
    figure = timeline(*((f"{n}", FRENCH, STATED) for n in range(60)), caption=cell("Sixty points"))
    for write in (write_pdf, write_word):
        with pytest.raises(BriefingError) as caught:
            write(document(figure), house_style())  # type: ignore[operator]
        (problem,) = caught.value.problems
        assert problem.code is ExitCode.LAYOUT
        assert problem.message.startswith("the timeline “Sixty points” is ")
        assert "pt high; a page has room for" in problem.message
        assert problem.hint == "give it fewer rows or shorter words, or make two figures of it"


def test_the_largest_figure_that_fits_stands_on_one_page_with_its_caption() -> None:
    """At the rim: as many rows as a page holds make one page; one more is refused."""

    def figure(rows: int) -> Document:
        return document(timeline(*((f"{n}", "Words.", STATED) for n in range(rows)), caption=cell("Many")))

    most = next(rows for rows in range(20, 90) if _is_refused(figure(rows + 1)))
    made = write_pdf(figure(most), house_style())
    reading = TaggedPdf(made.data)
    assert made.pages == 1
    assert [reading.pages_of(e) for e in reading.elements() if e.tag in ("Figure", "Caption")] == [[0], [0]]


def _is_refused(made: Document) -> bool:
    try:
        write_pdf(made, house_style())
    except BriefingError:
        return True
    return False


def test_a_letter_that_the_font_lacks_is_told_once() -> None:
    """Though words are measured more than once."""
    from briefings.writers.pdf.coverage import MissingGlyphs

    with pytest.raises(MissingGlyphs) as caught:
        _pdf(document(timeline(("2001", "字", STATED), ("2002", "x", STATED))))
    assert [each.characters for each in caught.value.missing] == ["字"]


def test_same_figures_same_bytes() -> None:
    """Written twice, both files are the same."""
    for made in (with_figures(), _all(awkward())):
        assert _pdf(made) == _pdf(made)
        assert write_word(made, house_style()) == write_word(made, house_style())


def _variants() -> dict[str, Document]:
    boxed = document(*(Division(role, (replace(dated(), caption=()), answered_alone())) for role in Role))
    return {"figures": with_figures(), "awkward": _all(awkward()), "boxed": boxed}


@pytest.mark.skipif(not _VERAPDF, reason="BRIEFING_VERAPDF does not name the veraPDF command")
def test_verapdf_finds_figures_sound(tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-3a."""
    paths = [tmp_path / f"{name}.pdf" for name in _variants()]
    for path, made in zip(paths, _variants().values(), strict=True):
        path.write_bytes(_pdf(made))
    done = subprocess.run([_VERAPDF, "ua1,3a", *map(str, paths)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("PASS")) == (0, 2 * len(paths)), done.stdout


@pytest.mark.skipif(not _OOXML, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_figures_sound(tmp_path: Path) -> None:
    """Microsoft's own schema and rules, with a narrow page too."""
    style = house_style()
    narrow = replace(style, page=replace(style.page, width=length(5, "in")))
    files = {name: write_word(made, style) for name, made in _variants().items()}
    files["narrow"] = write_word(with_figures(), narrow)
    paths = [tmp_path / f"{name}.docx" for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    done = subprocess.run([*shlex.split(_OOXML), *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_draws_every_label(tmp_path: Path) -> None:
    """Printed by another program, the words of the drawing stand on the page, not the alternative text."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    source = tmp_path / "brief.docx"
    source.write_bytes(write_word(with_figures(), house_style()))
    command = [str(_OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    text = pypdfium2.PdfDocument(tmp_path / "brief.pdf")[0].get_textpage().get_text_range()
    printed = "".join(text.split())
    labels = word_labels(source.read_bytes())
    assert [label for label in labels if "".join(label.split()) not in printed] == []
    assert "Matrixofwhatisstated" not in printed
