"""What stands in the parts of a Word file besides the text: styles, numbers, fields, marks of language, properties."""

from __future__ import annotations

from io import BytesIO
from typing import Any, get_args

import docx
import pytest
from lxml import etree
from msgspec.structs import replace

from briefings.document import (
    Align,
    Column,
    Division,
    Document,
    Emphasis,
    Heading,
    Link,
    List,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
)
from briefings.revisions import AnyBlock, RevisedInline
from briefings.style import NotePlace, Palette, Points, length
from briefings.writers.word import write_word
from briefings.writers.word.blocks import BLOCKS
from briefings.writers.word.house_skins import house_skin
from briefings.writers.word.identifiers import ROLES, Scheme, StyleId
from briefings.writers.word.inlines import INLINES
from tests.samples import document, every_kind, house_style
from tests.word_reading import W, parts_of, word_blocks


def parts(brief: Document) -> dict[str, Any]:
    """Return the parsed parts of the brief's Word file."""
    return parts_of(write_word(brief, house_style()))


def values(root: Any, name: str, attribute: str = "val") -> list[str]:
    """Return the attribute of every element of the name, in order."""
    return [element.get(f"{W}{attribute}") for element in root.iter(f"{W}{name}")]


def said(text: str, language: str | None = None) -> Paragraph:
    """Return a paragraph of one text."""
    return Paragraph((Text(text, language),))


def test_each_kind_of_node_has_one_function_and_nothing_else_has() -> None:
    """The tables hold exactly the kinds of plain and revised documents; each role of a division has its own style."""
    assert set(BLOCKS) == set(get_args(AnyBlock))
    assert set(INLINES) == set(get_args(RevisedInline))
    assert set(ROLES) == set(Role)
    assert len(set(ROLES.values())) == len(Role)


def test_every_style_and_list_that_is_used_is_defined() -> None:
    """No part names a style or a numbering that the skin lacks; every style of the writer is in the skin."""
    found = parts(every_kind())
    defined = set(values(found["word/styles.xml"], "style", "styleId"))
    used = {
        value
        for name, root in found.items()
        if name.startswith("word/")
        for element in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
        for value in values(root, element)
    }
    assert used <= defined
    assert {str(style) for style in StyleId} <= defined == house_skin(house_style()).style_ids
    lists = set(values(found["word/numbering.xml"], "num", "numId"))
    assert set(values(found["word/document.xml"], "numId")) | set(values(found["word/styles.xml"], "numId")) <= lists


def test_the_schemes_of_the_writer_are_those_of_the_skin() -> None:
    """Each abstract numbering and its own list carry the numbers the writer knows them by."""
    numbering = parts(document())["word/numbering.xml"]
    assert values(numbering, "abstractNum", "abstractNumId") == [str(scheme.value) for scheme in Scheme]
    assert values(numbering, "num", "numId") == [str(scheme.num_id) for scheme in Scheme]


def test_divisions_lists_and_headings_have_styles_of_their_own() -> None:
    """Nothing but the style tells Word what a paragraph is."""
    deep = List(((said("1"), List(((said("2"), said("more"), List(((said("3"),),), start=4)),))),))
    brief = document(
        *(Heading(level, (Text("h"),), f"h{level}") for level in range(1, 7)),
        *(Division(role, (said("r"),)) for role in Role),
        deep,
    )
    assert values(parts(brief)["word/document.xml"], "pStyle") == [
        "Title",
        *(f"Heading{level}" for level in range(1, 6)),
        *(ROLES[role] for role in Role),
        "ListBullet",
        "ListBullet2",
        "ListContinue2",
        "ListNumber3",
    ]


def test_each_numbered_list_restarts_at_its_start() -> None:
    """Two lists in a row are two ``w:num`` with a start of their own."""
    one = List(((said("a"),), (said("b"),)), start=1)
    found = parts(document(one, replace(one, start=5)))
    first, second = (str(len(Scheme) + count) for count in (1, 2))
    assert values(found["word/document.xml"], "numId") == [first, first, second, second]
    assert values(found["word/numbering.xml"], "startOverride") == ["1", "5"]


def test_bookmarks_are_legal_and_unique_whatever_the_case() -> None:
    """Long, repeated and case-twin anchors still give names that Word keeps apart, at most 40 characters long."""
    anchors = ("a" * 60, "a" * 60, "A" * 60, "9-lives", "x-1", "x_1")
    brief = document(*(Heading(2, (Text("h"),), anchor) for anchor in anchors))
    root = parts(brief)["word/document.xml"]
    names = values(root, "bookmarkStart", "name")
    assert names == ["h_" + "a" * 38, "h_" + "a" * 36 + "_2", "h_" + "A" * 36 + "_3", "h_9_lives", "h_x_1", "h_x_1_2"]
    assert values(root, "bookmarkStart", "id") == values(root, "bookmarkEnd", "id") == list("123456")


def test_endnotes_are_native_too() -> None:
    """Where the house style wants them: their own part, styles, settings and relation, and no footnote is left."""
    style = replace(house_style(), word_notes=NotePlace.END)
    made = write_word(every_kind(), style)
    assert word_blocks(made) == word_blocks(write_word(every_kind(), house_style()))
    found = parts_of(made)
    assert [name for name in found if "foot" in name and "notes" in name] == []
    root, notes, settings = (found[f"word/{name}.xml"] for name in ("document", "endnotes", "settings"))
    assert values(root, "endnoteReference", "id") == ["1", "2", "3", "4"]
    assert [each.get(f"{W}id") for each in notes] == ["-1", "0", "1", "2", "3", "4"]
    assert set(values(root, "rStyle") + values(notes, "rStyle")) >= {"EndnoteReference"}
    assert values(notes, "pStyle") == ["EndnoteText"] * 6
    (kept,) = settings.iter(f"{W}endnotePr")
    assert (values(kept, "numFmt"), values(kept, "endnote", "id")) == (["decimal"], ["-1", "0"])
    told = " ".join(etree.tostring(each, encoding="unicode") for each in (root, notes, settings))
    assert "ootnote" not in told


def test_internal_links_lead_to_bookmarks() -> None:
    """Contents point to headings, a later reference to the first one."""
    root = parts(every_kind())["word/document.xml"]
    anchors = [each for each in values(root, "hyperlink", "anchor") if each]
    assert anchors == ["h_key_facts", "h_provisions", "h_lesser", "h_annex", "h_moved", "note_1"]
    assert set(anchors) <= set(values(root, "bookmarkStart", "name"))
    assert values(root, "footnoteReference", "id") == ["1", "2", "3", "4"]


def test_the_only_fields_are_contents_and_the_page_numbers_of_footers() -> None:
    """A page label that looks like a field gives no further one, and Word is not asked to update any on opening."""
    brief = every_kind()
    label = '{page}/{pages} { DDE "x" } {NUMPAGES}'
    found = parts(replace(brief, furniture=replace(brief.furniture, page_label=label)))
    instructions = {name: [each.text for each in root.iter(f"{W}instrText")] for name, root in found.items()}
    fields = [" PAGE ", " NUMPAGES "]
    assert {name: each for name, each in instructions.items() if each} == {
        "word/document.xml": [
            ' TOC \\o "1-2" \\h \\z \\u ',
            *(f" PAGEREF h_{name} \\h " for name in ("key_facts", "provisions", "lesser", "annex", "moved")),
        ],
        "word/footer1.xml": fields,
        "word/footer2.xml": fields,
    }
    assert not [name for name, root in found.items() for _ in root.iter(f"{W}fldSimple", f"{W}updateFields")]
    text = "".join(each.text for each in found["word/footer2.xml"].iter(f"{W}t"))
    assert text == 'invented-accord · as at 23 November 20262/2 { DDE "x" } {NUMPAGES}Public'


def test_the_first_page_shows_the_marking_but_no_running_title() -> None:
    """Later pages show both; the section says which header is whose."""
    found = parts(every_kind())
    texts = {name: ["".join(p.itertext()) for p in found[name].iter(f"{W}p")] for name in found if "/header" in name}
    assert texts == {"word/header1.xml": ["Public"], "word/header2.xml": ["Public", "Invented accord"]}
    section = found["word/document.xml"].find(f"{W}body/{W}sectPr")
    assert values(section, "headerReference", "type") == ["default", "first"]
    assert section.find(f"{W}titlePg") is not None


def test_tables_have_header_rows_whole_rows_and_words_for_the_blind() -> None:
    """One repeated header row a table, no row split over pages, title and description, widths that fill the text."""
    root = parts(every_kind())["word/document.xml"]
    tables = list(root.iter(f"{W}tbl"))
    assert values(root, "tblStyle") == ["BriefingKeyFacts", "BriefingTable"]
    assert values(root, "tblCaption") == ["Key facts", "Provisions by status"]
    assert values(root, "tblDescription") == ["Key fact · What is known", "Provision · Wording · Status"]
    assert values(root, "tblLook", "firstColumn") == ["1", "0"]
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        width = int(values(table, "tblW", "w")[0])
        assert sum(int(each) for each in values(table, "gridCol", "w")) == width == 9184


def test_columns_stand_as_the_document_says() -> None:
    """Header and body cells share the alignment of their column."""
    columns = (Column(0.2), Column(0.4, Align.CENTRE), Column(0.4, Align.RIGHT))
    row = ((Text("a"),), (Text("b"),), (Text("c"),))
    found = parts(document(Table(columns, row, (row,))))
    names = [f"Table{kind}{end}" for kind in ("Heading", "Text") for end in ("", "Centre", "Right")]
    assert values(found["word/document.xml"], "pStyle") == [*names, "TableEnd"]
    styles = {style.get(f"{W}styleId"): values(style, "jc") for style in found["word/styles.xml"].iter(f"{W}style")}
    assert [styles[name] for name in names] == [[], ["center"], ["right"]] * 2


def test_two_tables_in_a_row_stay_apart() -> None:
    """Word joins tables that touch, and wants a paragraph after the last."""
    table = Table((Column(1.0),), ((Text("h"),),), (((Text("c"),),),))
    body = parts(document(table, table))["word/document.xml"].find(f"{W}body")
    assert [child.tag.removeprefix(W) for child in body] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_runs_in_another_language_say_so() -> None:
    """The default language is the document's; only what differs is marked, right-to-left scripts as such."""
    found = parts(document(Paragraph((Text("a", "en-GB"), Text("b", "rw-RW"), Text("c", "ar"), Text("d")))))
    assert values(found["word/styles.xml"], "lang") == ["en-GB"]
    root = found["word/document.xml"]
    assert values(root, "lang") == ["rw-RW", "ar"]
    assert [r.find(f"{W}rPr/{W}rtl") is not None for r in root.iter(f"{W}r")] == [False, False, True, False]


def test_runs_in_an_east_asian_language_say_so_for_east_asian_letters() -> None:
    """Word chooses the forms of Han letters by the attribute of its own."""
    found = parts(document(Paragraph((Text("漢", "ja"), Text("漢", "zh-Hant"), Text("c", "de")))))
    root = found["word/document.xml"]
    assert values(root, "lang") == ["ja", "zh-Hant", "de"]
    assert [lang.get(f"{W}eastAsia") for lang in root.iter(f"{W}lang")] == ["ja", "zh-Hant", None]


def test_letters_of_complex_scripts_have_the_size_of_the_others() -> None:
    """Arabic in a heading or a footnote is as large as the words around it."""
    styles = parts(every_kind())["word/styles.xml"]
    sizes = [(values(style, "sz"), values(style, "szCs")) for style in styles.iter(f"{W}style")]
    assert len([plain for plain, _ in sizes if plain]) > 15
    assert [plain for plain, complex_script in sizes if plain != complex_script] == []


def test_words_in_links_keep_weight_and_slope() -> None:
    """Strong and emphasised words have their character styles, and so have those of a link."""
    words = Text("x")
    kinds = (words, Strong((words,)), Emphasis((words,)), Strong((Emphasis((words,)),)))
    root = parts(document(Paragraph((*kinds, Link("https://example.org/", kinds)))))["word/document.xml"]
    names = ["Strong", "Emphasis", "StrongEmphasis"]
    assert values(root, "rStyle") == [*names, "Hyperlink", *(f"Hyperlink{name}" for name in names)]


def test_strong_words_stay_bold_where_all_are() -> None:
    """Word undoes bold by a second bold style (ECMA-376 part 1, 17.7.3): headings, captions, names of rows have one."""
    strong = (Strong((Text("s"),)), Emphasis((Strong((Text("e"),)),)))
    table = Table((Column(0.5), Column(0.5)), (strong, strong), ((strong, strong),), strong, row_header=True)
    found = parts(document(Heading(2, strong, "h"), Heading(6, strong, "i"), table))
    marked = {
        paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"): values(paragraph, "rStyle")
        for paragraph in found["word/document.xml"].iter(f"{W}p")
    }
    assert marked == {
        "Heading1": ["Emphasis"],
        "Heading5": ["Strong", "StrongEmphasis"],
        "Caption": ["Emphasis"],
        "TableHeading": ["Emphasis"],
        "TableText": ["Strong", "StrongEmphasis"],
        "TableEnd": [],
    }
    cells = [values(cell, "rStyle") for cell in found["word/document.xml"].iter(f"{W}tc")]
    assert cells == [["Emphasis"]] * 3 + [["Strong", "StrongEmphasis"]]


@pytest.mark.parametrize("size", [8.0, 10.5, 14.0])
def test_the_house_style_reaches_the_file(size: float) -> None:
    """Fonts, sizes, colours and the sheet are the house's; no name of the palette is left where a colour stands."""
    style = house_style()
    page = replace(style.page, width=length(297, "mm"), height=length(210, "mm"))
    style = replace(style, size=Points(size), page=page, font=replace(style.font, word="Gill Sans & Co"))
    found = parts_of(write_word(every_kind(), style))
    word = docx.Document(BytesIO(write_word(every_kind(), style)))
    assert word.styles["Title"].font.size.pt == round(size * 1.6 * 2) / 2
    assert str(word.styles["Title"].font.color.rgb) == style.palette.heading.hex
    assert values(found["word/document.xml"], "pgSz", "w") == [str(round(297 / 25.4 * 1440))]
    assert values(found["word/document.xml"], "pgSz", "orient") == ["landscape"]
    assert values(found["word/fontTable.xml"], "font", "name") == ["Gill Sans & Co"]
    written = {value for name in ("styles", "numbering") for value in _colours(found[f"word/{name}.xml"])}
    assert not written & {*Palette.__slots__, "rule"}


def _colours(root: Any) -> list[str]:
    return [
        value
        for element in root.iter("*")
        for name in ("color", "fill", "val")
        if (value := element.get(f"{W}{name}")) is not None
        if name != "val" or element.tag == f"{W}color"
    ]
