"""The lint of Word files finds what it is for, and nothing in any file that this package writes."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from briefings.document import (
    CaptionNumber,
    Column,
    Contents,
    CrossReference,
    Document,
    Heading,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Series,
    Table,
    Text,
)
from briefings.errors import BriefingError
from briefings.readers.docx_carried import read_carried_parts
from briefings.writers.word import write_word
from tests.attaching.test_word_annexes import attach
from tests.attaching.word_files import entries_of, zipped
from tests.figures import STATED, timeline
from tests.samples import attached, document, every_kind, house_style
from tests.word_lint import FIELDS, faults, structural_faults
from tests.word_reading import W, parts_of
from tests.writers.test_word_programs import variants

#: Invented; each would be an instruction, or end one, where it reached a field unspelt.
_HOSTILE = (
    'a" \\h } { DDE cmd "/c calc',
    "INCLUDETEXT \"C:\\\\x\" \\* MERGEFORMAT",
    "</w:instrText><w:instrText> HYPERLINK \"file:///x\" ",
    " PAGE ",
    "\\o \\h \\z",
    "MACROBUTTON x",
    "é ü \u200f\u202e{}",
)  # fmt: skip


def hostile() -> Document:
    """Return a document whose headings, captions, anchors and references are all hostile."""
    blocks: list[Any] = [Heading(1, (Text("T"),), "t"), Contents((Text(_HOSTILE[0]),), 6)]
    for index, words in enumerate(_HOSTILE):
        number = CaptionNumber(Series.TABLE, index + 1)
        name = f"{words}#{index}"
        caption = (Text(words), number, Text(words))
        blocks.append(Heading(2, (Text(words),), words))
        blocks.append(Table((Column(1.0),), ((Text(words),),), (((Text(words),),),), caption, True, name))
        blocks.append(Paragraph((CrossReference(words, (Text(words),), True), CrossReference(name, (Text(words),)))))
    figure = timeline(("2001", _HOSTILE[0], STATED), caption=(CaptionNumber(Series.FIGURE, 1),))
    figure = replace(figure, alternative=(Text(_HOSTILE[2]),), anchor="f}{")
    return document(*blocks, figure)


def test_every_variant_of_the_writer_is_sound() -> None:
    """All kinds of block, languages, logos, sheets, notes, crowded and empty documents, and hostile ones."""
    made = {**variants(), "hostile": write_word(hostile(), house_style())}
    assert {name: faults(data) for name, data in made.items()} == {name: [] for name in made}


def test_nothing_of_a_document_is_ever_part_of_an_instruction() -> None:
    """Fields of a hostile document are those on the list, and as many as it has places for."""
    root = parts_of(write_word(hostile(), house_style()))["word/document.xml"]
    fields = [element.text for element in root.iter(f"{W}instrText")]
    assert [field for field in fields if not FIELDS.fullmatch(field)] == []
    count = len(_HOSTILE)
    kinds = [field.split()[0] for field in fields]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "TOC": 1,
        "PAGEREF": count,
        "SEQ": count + 1,
        "REF": count,
    }


def test_a_report_with_briefs_that_carry_their_dossiers_is_sound() -> None:
    """Two briefs with what they carry, behind a third: names, ids, relations and bookmarks all lead somewhere."""
    first = write_word(every_kind(), house_style(), attachments=attached())
    other = attached()[0]
    second = write_word(hostile(), house_style(), attachments=(replace(other, data=b"facts: [1]\n"),))
    report = attach(write_word(document(), house_style()), first, second, first).data
    assert structural_faults(report) == []
    parts = parts_of(report)
    stores = [root for name, root in parts.items() if "customXml/itemProps" in name]
    assert len({next(iter(root.attrib.values())) for root in stores}) == len(stores) == 3
    texts = ["".join(root.itertext()) for name, root in parts.items() if name.endswith("customXml/item1.xml")]
    assert texts == ["facts: []\n{}\n", "facts: [1]\n", "facts: []\n{}\n"]
    with pytest.raises(BriefingError, match="the file carries the dossiers of 3 briefs"):
        read_carried_parts(report, "report.docx")


_BREAKS: dict[str, tuple[str, str, str, str]] = {
    "formatting by hand": ("document", "<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t", "rPr sets b beside its style"),
    "a space by hand": (
        "document",
        '<w:pStyle w:val="Title"/>',
        '<w:pStyle w:val="Title"/><w:spacing w:after="1"/>',
        "pPr sets spacing beside its style",
    ),
    "no style": ("document", '<w:pPr><w:pStyle w:val="Title"/></w:pPr>', "", "a paragraph has no style"),
    "another field": ("footer1", " PAGE ", " DDE x ", "there is a field “ DDE x ”"),
    "a field without end": ("footer1", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "", "a field has no end"),
    "fields updated": ("settings", "<w:compat>", "<w:updateFields/><w:compat>", "there is a updateFields"),
    "a dirty field": ("footer1", '"begin"', '"begin" w:dirty="1"', "a field is marked dirty"),
    "a drawing twice": ("document", '<wp:docPr id="2"', '<wp:docPr id="3"', "drawing 3 stands twice"),
    "a drawing without words": ("document", 'descr="It shows."', 'descr=""', "a drawing has no words"),
    "a style that is none": ("document", 'pStyle w:val="Title"', 'pStyle w:val="Tilte"', "no paragraph style Tilte"),
    "a style of another kind": (
        "document",
        'pStyle w:val="Title"',
        'pStyle w:val="Strong"',
        "no paragraph style Strong",
    ),
    "a style twice": ("styles", 'w:styleId="Quote"', 'w:styleId="Title"', "style Title is defined twice"),
    "a base that is none": ("styles", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="No"/>', "a style names No"),
    "a list that is none": ("document", '<w:numId w:val="8"/>', '<w:numId w:val="99"/>', "there is no list 99"),
    "a bookmark twice": ("document", 'w:name="h_one"', 'w:name="h_T"', "two bookmarks are called h_t"),
    "a bookmark id twice": ("document", 'w:id="2" w:name', 'w:id="1" w:name', "bookmark 1 stands twice"),
    "no bookmark": ("document", 'w:name="h_one"', 'w:name="h_two"', "there is no bookmark h_one"),
    "a note that is none": ("document", '<w:footnoteReference w:id="1"/>', "", "the text names the footnotes []"),
    "a relation that is none": ("document", 'r:id="rId1"', 'r:id="rId77"', "there is no relation rId77"),
    "a part that is none": ("_rels/document.xml.rels", "styles.xml", "stiles.xml", "there is no word/stiles.xml"),
    "a part nobody names": (
        "_rels/document.xml.rels",
        "numbering.xml",
        "styles.xml",
        "nothing leads to word/numbering",
    ),
    "a target outside": (
        "_rels/document.xml.rels",
        'Target="fontTable.xml"',
        'Target="http://x" TargetMode="External"',
        "http://x lies outside the file",
    ),
    "rows that split": ("document", "<w:cantSplit/>", "", "a row may be parted by a page"),
    "no header row": ("document", "<w:tblHeader/>", "", "does not repeat its first row alone"),
    "no words for a table": ("document", '<w:tblCaption w:val="c"/>', "", "a table has no tblCaption"),
    "tracked changes alike": (
        "document",
        "<w:p>",
        '<w:ins w:id="1"/><w:del w:id="1"/><w:p>',
        "tracked change 1 stands twice",
    ),
}


def _breakable() -> bytes:
    """Return a file with one of everything that the breaks above break."""
    figure = replace(timeline(("2001", "x", STATED)), alternative=(Text("It shows."),))
    link = Link("https://example.org/", (Text("l"),))
    return write_word(
        document(
            Heading(1, (Text("t"),), "T"),
            Heading(2, (Text("one"),), "one"),
            Contents((Text("c"),), 2),
            Paragraph((Text("x"), link, NoteReference(1))),
            List(((Paragraph((Text("x"),)),),), start=2),
            Table((Column(1.0),), ((Text("h"),),), (((Text("c"),),),), (Text("c"),)),
            figure,
            notes=(Note(1, (Text("n"),)),),
        ),
        house_style(),
    )


@pytest.mark.parametrize("kind", _BREAKS)
def test_the_lint_finds_each_fault(kind: str) -> None:
    """A sound file is broken in one place; the lint says what is wrong."""
    part, old, new, told = _BREAKS[kind]
    entries = entries_of(_breakable())
    name = f"word/{part}" if part.endswith(".rels") else f"word/{part}.xml"
    text = entries[name].decode("utf-8")
    assert old in text
    entries[name] = text.replace(old, new, 1).encode("utf-8")
    assert [fault for fault in faults(zipped(entries)) if told in fault] != []
