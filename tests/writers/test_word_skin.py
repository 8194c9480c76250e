"""A house's own Word file as skin: what is taken as it is, what is supplied, filled in, and refused."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from msgspec.structs import replace

from briefings.document import Heading, List, Paragraph, Strong, Text
from briefings.errors import BriefingError, ExitCode
from briefings.readers.docx_carried import read_carried_parts
from briefings.style import NotePlace
from briefings.writers.word import write_word
from briefings.writers.word.given.styles import bold_styles
from briefings.writers.word.house_skins import house_skin
from briefings.writers.word.identifiers import NEEDS, VARIANTS, StyleId
from briefings.writers.word.skins import BOLD_STYLES, skin_text
from tests.samples import attached, document, every_kind, house_style
from tests.word_lint import faults
from tests.word_reading import W, parts_of, word_blocks
from tests.writers.letterheads import FILE, add_field, letterhead, repacked, styled, with_slots

CHECK = os.environ.get("BRIEFING_OOXML_CHECK", "")
OFFICE = shutil.which("soffice")


def written(*changes: Callable[[Any], None], **said: str) -> bytes:
    """Return a brief of every kind in a letterhead with some changes."""
    return write_word(with_slots(every_kind(), **said), styled(letterhead(*changes)))


def style_of(data: bytes, style_id: str) -> Any:
    """Return a style by its id."""
    styles = parts_of(data)["word/styles.xml"]
    return next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == style_id)


def text_of(data: bytes, part: str) -> list[str]:
    """Return the text of each paragraph of a part."""
    root = parts_of(data)[part]
    return ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in root.iter(f"{W}p")]


def controls_of(data: bytes, part: str) -> dict[str, str]:
    """Return what each content control of a part holds, by its tag."""
    return {
        one.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): "".join(text.text or "" for text in one.iter(f"{W}t"))
        for one in parts_of(data)[part].iter(f"{W}sdt")
    }


def test_the_text_is_what_the_packaged_skin_gives() -> None:
    """Block by block; sample text of the letterhead is left behind."""
    brief = with_slots(every_kind())
    assert word_blocks(write_word(brief, styled(letterhead()))) == word_blocks(write_word(brief, house_style()))


def test_styles_theme_and_page_of_the_house_are_used() -> None:
    """Colour of headings, letters, theme, margins: all as the letterhead has them."""
    data = letterhead()
    made = write_word(with_slots(every_kind()), styled(data))
    with ZipFile(BytesIO(data)) as given, ZipFile(BytesIO(made)) as brief:
        assert brief.read("word/theme/theme1.xml") == given.read("word/theme/theme1.xml")
    assert style_of(made, "Heading1").find(f"{W}rPr/{W}color").get(f"{W}val") == "206030"
    assert style_of(made, "Normal").find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Georgia"
    margins = next(parts_of(made)["word/document.xml"].iter(f"{W}pgMar"))
    assert (margins.get(f"{W}left"), margins.get(f"{W}right")) == ("1701", "1417")


def test_a_style_is_found_by_its_name_whatever_its_id() -> None:
    """A French Word calls the id of “heading 1” “Titre1”; what refers to it goes along."""

    def rename(word: Any) -> None:
        styles = word.styles.element
        for element in styles.iter():
            for key, value in element.attrib.items():
                if value == "Heading1":
                    element.set(key, "Titre1")

    made = written(rename)
    assert style_of(made, "Heading1").find(f"{W}name").get(f"{W}val").lower() == "heading 1"
    assert "Titre1" not in {style.get(f"{W}styleId") for style in parts_of(made)["word/styles.xml"].iter(f"{W}style")}
    assert style_of(made, "Heading1").find(f"{W}rPr/{W}color").get(f"{W}val") == "206030"


def test_an_id_of_ours_that_means_another_style_gives_way() -> None:
    """A house style “Verdict” with the id “Decision” stays, under another id."""

    def add(word: Any) -> None:
        made = word.styles.add_style("Verdict", WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), "Decision")

    made = written(add)
    assert style_of(made, "Decision").find(f"{W}name").get(f"{W}val") == "Decision"
    assert style_of(made, "DecisionGiven").find(f"{W}name").get(f"{W}val") == "Verdict"


def test_every_style_has_a_need_and_those_missing_are_named() -> None:
    """The remarks name each style the file lacks with what needs it; all are there in the end."""
    skin = house_skin(styled(letterhead()))
    assert set(NEEDS) == set(StyleId) <= {StyleId(name) for name in skin.style_ids if name in set(StyleId)}
    missing = [remark for remark in skin.remarks if remark.startswith("it has no style")]
    assert "it has no style “Bottom Line”, needed for the bottom line; the packaged one is used" in missing
    assert not [remark for remark in missing if "heading 1" in remark or "Title”" in remark]


def test_a_supplied_style_does_not_take_the_spacing_of_the_house_defaults() -> None:
    """The defaults of the letterhead put 10 points below every paragraph; cells of tables have none."""
    spacing = style_of(written(), "TableText").find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}before"), spacing.get(f"{W}line")) == ("0", "252")
    assert int(spacing.get(f"{W}after")) < 200


def test_names_are_filled_in_as_content_controls() -> None:
    """Also a name that Word has cut over two runs; what stands around it keeps its look."""
    made = written()
    assert controls_of(made, "word/header-default.xml") == {
        "briefing.reference": "INV/2026/1",
        "briefing.date": "23 November 2026",
    }
    assert controls_of(made, "word/footer-default.xml") == {"briefing.title": "An <accord> & more"}
    assert text_of(made, "word/header-default.xml")[-1] == "Ref. INV/2026/1 of 23 November 2026."
    runs = list(parts_of(made)["word/header-default.xml"].iter(f"{W}r"))
    bold = ["".join(t.text or "" for t in run.iter(f"{W}t")) for run in runs if run.find(f"{W}rPr/{W}b") is not None]
    assert "".join(bold) == " of 23 November 2026."


def test_controls_that_a_letterhead_has_are_filled() -> None:
    """By tag or title; their own words go, and their look stays."""

    def add(word: Any) -> None:
        xml = (
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Audience"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
            '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:i/></w:rPr><w:t>Click here</w:t></w:r>'
            "<w:r><w:t> to write</w:t></w:r></w:sdtContent></w:sdt>"
        )
        word.sections[0].header.add_paragraph()._p.append(parse_xml(xml))
        block = (
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="organisation"/></w:sdtPr><w:sdtContent><w:p><w:pPr>'
            '<w:jc w:val="center"/></w:pPr><w:r><w:t>Nobody</w:t></w:r></w:p><w:p/></w:sdtContent></w:sdt>'
        )
        word.sections[0].header._element.append(parse_xml(block))

    made = written(add)
    header = parts_of(made)["word/header-default.xml"]
    assert text_of(made, "word/header-default.xml")[-2:] == ["Note for the minister", "Invented desk"]
    control = next(one for one in header.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}alias") is not None)
    assert not list(header.iter(f"{W}showingPlcHdr"))
    assert [each.tag.rpartition("}")[2] for each in list(header.iter(f"{W}i"))] == ["i"]
    assert control is not None


def test_a_name_that_no_brief_fills_in_is_told() -> None:
    """It stays as it is, and the desk hears of it."""

    def add(word: Any) -> None:
        word.sections[0].header.add_paragraph("{{minister}}")

    assert "“{{minister}}” is nothing that a brief fills in" in house_skin(styled(letterhead(add))).remarks


def test_a_header_without_a_place_for_the_marking_gets_a_line_of_it() -> None:
    """Also one for the word that it is a draft, which a reviewed brief has not."""
    assert text_of(written(), "word/header-default.xml")[:2] == ["Internal use", ""]
    assert text_of(written(draft="DRAFT – 2 facts"), "word/header-default.xml")[:2] == [
        "Internal use",
        "DRAFT – 2 facts",
    ]


def test_a_header_with_a_place_for_the_marking_says_it_once() -> None:
    """No second line is added."""

    def add(word: Any) -> None:
        word.sections[0].footer.add_paragraph("{{marking}} {{draft}}")

    made = written(add)
    said = text_of(made, "word/header-default.xml") + text_of(made, "word/footer-default.xml")
    assert "".join(said).count("Internal use") == 1


def test_each_kind_of_page_says_the_marking() -> None:
    """A first page and even pages of their own, one of them without any header in the letterhead."""

    def add(word: Any) -> None:
        section = word.sections[0]
        section.different_first_page_header_footer = True
        word.settings.odd_and_even_pages_header_footer = True
        section.first_page_header.paragraphs[0].text = "First"

    made = written(add)
    heads = {name: text_of(made, name) for name in parts_of(made) if name.startswith("word/header")}
    assert {name: "Internal use" in text for name, text in heads.items()} == {
        "word/header-default.xml": True,
        "word/header-first.xml": True,
        "word/header-even.xml": True,
    }
    assert parts_of(made)["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None


def test_lists_that_the_house_numbers_keep_its_numbering() -> None:
    """“List Number” of the letterhead has a scheme; a style without one is told ours."""

    def unlist(word: Any) -> None:
        properties = word.styles["List Bullet"].element.pPr
        properties.remove(properties.find(qn("w:numPr")))

    data = letterhead(unlist)
    said = Paragraph((Text("a"),))
    lists = (List(((said,), (said,)), start=3), List(((said,),)), Paragraph((Text("p"),), number=1))
    made = write_word(with_slots(document(Heading(1, (Text("h"),), "h"), *lists)), styled(data))
    numbering, body = parts_of(made)["word/numbering.xml"], parts_of(made)["word/document.xml"]
    of_num = {one.get(f"{W}numId"): one.find(f"{W}abstractNumId").get(f"{W}val") for one in numbering.iter(f"{W}num")}
    name = {
        one.get(f"{W}abstractNumId"): (one.find(f"{W}name").get(f"{W}val") if one.find(f"{W}name") is not None else "")
        for one in numbering.iter(f"{W}abstractNum")
    }
    told = [one.get(f"{W}val") for one in body.iter(f"{W}numId")]
    own = docx.Document(BytesIO(data)).styles["List Number"].element.pPr.numPr.numId.val
    assert [of_num[each] for each in told[:2]] == [of_num[str(own)]] * 2
    assert name[of_num[told[2]]] == "Bullets"
    kinds = [child.tag.rpartition("}")[2] for child in numbering]
    assert kinds == sorted(kinds, key=("abstractNum", "num", "numIdMacAtCleanup").index)
    assert len(set(of_num)) == len([child for child in numbering if child.tag == f"{W}num"])


def test_custom_properties_are_filled_in_and_kept() -> None:
    """What is written as a name says what the brief says; what is called as one of ours, whatever the case, is ours."""
    said = {"Classification": "{{marking}}, of the house", "MARKING": "Secret", "reference": "x", "classification": "y"}
    property_ = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(said.items(), 2)
    )
    custom = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/'
        'officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes">{property_}</Properties>'
    )
    data = _with_part(letterhead(), "docProps/custom.xml", custom, "custom-properties", "custom-properties+xml")
    made = parts_of(write_word(with_slots(every_kind(), marking="A & B"), styled(data)))["docProps/custom.xml"]
    assert [(one.get("pid"), one.get("name"), "".join(one.itertext())) for one in made] == [
        ("2", "Identifier", "invented-accord.minister.en"),
        ("3", "Marking", "A & B"),
        ("4", "Reference", "invented-accord · as at 23 November 2026"),
        ("5", "As at", "2026-11-23T00:00:00Z"),
        ("6", "Classification", "A & B, of the house"),
    ]


def _with_part(data: bytes, name: str, content: str, relation: str, kind: str) -> bytes:
    """Return a Word file with one part more, which the package leads to."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    entry = f'<Relationship Id="rIdMore" Type="{office}/{relation}" Target="{name}"/></Relationships>'
    override = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/></Types>'
    )
    changed = repacked(
        data,
        {
            "_rels/.rels": lambda old: old.replace(b"</Relationships>", entry.encode()),
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", override.encode()),
        },
    )
    stream = BytesIO(changed)
    with ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def test_the_same_skin_and_brief_give_the_same_bytes() -> None:
    """Twice from bytes that are equal and not the same object."""
    data = letterhead()
    brief = with_slots(every_kind())
    first = write_word(brief, styled(data))
    house_skin.cache_clear()
    assert write_word(brief, styled(bytes(bytearray(data)))) == first


def test_a_narrow_page_gives_short_words_of_tables_their_room() -> None:
    """Columns are sized for the letterhead's own page and letters."""
    brief = with_slots(every_kind())
    wide, narrow = write_word(brief, house_style()), write_word(brief, styled(letterhead()))

    def total(data: bytes) -> int:
        grid = next(parts_of(data)["word/document.xml"].iter(f"{W}tblGrid"))
        return sum(int(column.get(f"{W}w")) for column in grid)

    assert total(narrow) == house_skin(styled(letterhead())).text_width < total(wide)


def _tracked(word: Any) -> None:
    element = OxmlElement("w:ins")
    element.set(qn("w:id"), "1")
    word.sections[0].header.paragraphs[0]._p.append(element)


def _dated(word: Any) -> None:
    add_field(word.sections[0].header.paragraphs[0], ' DATE \\@ "d MMMM" ')


def _far_picture(word: Any) -> None:
    part = word.sections[0].header.part
    part.rels.get_or_add_ext_rel(f"{_OFFICE}/image", "http://invented.example/logo.png")


def _bad_link(word: Any) -> None:
    word.sections[0].header.part.rels.get_or_add_ext_rel(f"{_OFFICE}/hyperlink", "file:///invented/path")


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_tracked, "its header holds a tracked change"),
        (_dated, "its header holds the field DATE"),
        (_far_picture, "its header holds a picture that is neither PNG nor JPEG, or lies elsewhere"),
        (_bad_link, "its header holds a link that is not http, https or mailto"),
    ],
)
def test_what_a_brief_may_not_hold_is_refused(change: Callable[[Any], None], words: str) -> None:
    """With the file, what it is, and a way out; all at once."""
    with pytest.raises(BriefingError) as caught:
        written(change)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == (ExitCode.TEMPLATE, f"the Word skin cannot be used: {words}")
    assert (str(problem.location), bool(problem.hint)) == (FILE, True)


def test_several_faults_are_told_together() -> None:
    """One build tells all of them."""
    with pytest.raises(BriefingError) as caught:
        written(_tracked, _dated, _bad_link)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"no zip archive",
        repacked(letterhead(), {"[Content_Types].xml": lambda old: old.replace(b"document.main", b"template.main")}),
        repacked(letterhead(), {"word/styles.xml": lambda old: old[: len(old) // 2]}),
    ],
    ids=["no-archive", "template", "cut-short"],
)
def test_a_file_that_is_no_plain_word_document_is_refused(data: bytes) -> None:
    """A broken file, a template, one cut short."""
    with pytest.raises(BriefingError) as caught:
        write_word(with_slots(every_kind()), styled(data))
    (problem,) = caught.value.problems
    assert problem.message.startswith("the Word skin cannot be used: it is no plain Word document: broken,")


def variants() -> dict[str, bytes]:
    """Return briefs in several letterheads."""

    def rich(word: Any) -> None:
        section = word.sections[0]
        section.different_first_page_header_footer = True
        word.settings.odd_and_even_pages_header_footer = True
        section.first_page_header.paragraphs[0].text = "{{organisation}}"

    return {"plain": written(), "draft": written(draft="DRAFT – 2 facts"), "rich": written(rich)}


@pytest.mark.skipif(not CHECK, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    """Every variant is valid by Microsoft's own schema and rules."""
    files = []
    for name, data in variants().items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(data)
    result = subprocess.run([*shlex.split(CHECK), *map(str, files)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_the_letterhead_on_every_page(tmp_path: Path) -> None:
    """Marking, reference and page number are there on each page."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    source = tmp_path / "brief.docx"
    source.write_bytes(written())
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)], check=True, capture_output=True
    )
    pdf = pypdfium2.PdfDocument(tmp_path / "brief.pdf")
    for page in pdf:
        text = page.get_textpage().get_text_range()
        assert "Internal use" in text
        assert "Ref. INV/2026/1 of 23 November 2026." in text


def test_a_variant_that_is_lacking_is_made_of_what_the_house_has() -> None:
    """It is no loss to tell of; nor is a style of endnotes where notes are at the foot, and the other way round."""
    end = replace(styled(letterhead()), word_notes=NotePlace.END)
    foot, behind = (" ".join(house_skin(style).remarks) for style in (styled(letterhead()), end))
    assert [words for words in ("Centre", "Hyperlink Strong", "endnote", "Figure Alone") if words in foot] == []
    assert ("footnote text" in foot, "footnote" in behind, "endnote text" in behind) == (True, False, True)
    assert style_of(written(), "FigureCaption").find(f"{W}basedOn").get(f"{W}val") == "Caption"
    packaged = parse_xml(skin_text("styles.xml").encode())
    based = {s.get(f"{W}styleId"): s.find(f"{W}basedOn") for s in packaged.iter(f"{W}style")}
    assert {name: based[name].get(f"{W}val") for name in VARIANTS} == {str(k): str(v) for k, v in VARIANTS.items()}


def test_captions_of_the_house_stay_with_their_tables() -> None:
    """Word keeps a caption with what follows it where its style says so, and the letterhead’s says nothing."""
    assert style_of(written(), "Caption").find(f"{W}pPr/{W}keepNext") is not None
    assert style_of(written(), "FigureCaption").find(f"{W}pPr/{W}keepNext").get(f"{W}val") == "0"

    def part(word: Any) -> None:
        word.styles["Caption"].paragraph_format.keep_with_next = False

    assert style_of(written(part), "Caption").find(f"{W}pPr/{W}keepNext").get(f"{W}val") in ("0", "false")


def test_strong_words_are_bold_in_headings_of_any_look() -> None:
    """In a bold heading they need no style, which would undo it; in a light one they do."""
    assert bold_styles(parse_xml(skin_text("styles.xml").encode())) == BOLD_STYLES
    brief = with_slots(document(Heading(2, (Text("a "), Strong((Text("b"),))), "h")))

    def light(word: Any) -> None:
        word.styles["Heading 1"].font.bold = False

    styles = [
        [each.get(f"{W}val") for each in parts_of(write_word(brief, style))["word/document.xml"].iter(f"{W}rStyle")]
        for style in (house_style(), styled(letterhead()), styled(letterhead(light)))
    ]
    assert styles == [[], [], ["Strong"]]


def test_endnotes_on_a_letterhead() -> None:
    """Their part, settings and numbers as with the packaged skin; the file is sound in all that the lint looks at."""
    style = replace(styled(letterhead()), word_notes=NotePlace.END)
    made = write_word(with_slots(every_kind()), style)
    assert word_blocks(made) == word_blocks(write_word(with_slots(every_kind()), house_style()))
    found = parts_of(made)
    assert [name for name in found if "foot" in name and "notes" in name] == []
    section = next(found["word/document.xml"].iter(f"{W}sectPr"))
    kinds = [child.tag.removeprefix(W) for child in section]
    assert kinds.index("endnotePr") == kinds.index("pgSz") - 1
    assert found["word/settings.xml"].find(f"{W}endnotePr/{W}numFmt").get(f"{W}val") == "decimal"


@pytest.mark.parametrize("place", list(NotePlace))
def test_the_lint_finds_nothing_in_a_brief_on_a_letterhead(place: NotePlace) -> None:
    """Every kind of block, carried files, a draft, first and even pages of their own."""

    def add(word: Any) -> None:
        word.sections[0].different_first_page_header_footer = True
        word.settings.odd_and_even_pages_header_footer = True

    style = replace(styled(letterhead(add)), word_notes=place)
    made = write_word(with_slots(every_kind(), draft="DRAFT – 2 facts"), style, attachments=attached())
    assert faults(made) == []
    assert read_carried_parts(made, "brief.docx") == {file.name: file.data for file in attached()}
