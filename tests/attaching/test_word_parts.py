"""What hangs on a brief goes along: comments, pictures, custom XML, themes, tracked changes, content controls."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.enum.dml import MSO_THEME_COLOR

from tests.attaching.test_word_annexes import END, attach, brief, foreign
from tests.attaching.word_files import OFFICE, WORDS, Reading, W, looks, paragraph, relations_part, word_file
from tests.writers.test_word_refusals import png

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"


def by_python_docx(word: str, colour: MSO_THEME_COLOR | None = None) -> bytes:
    """Return a file that python-docx writes: comment, picture, lists, table, header."""
    made = docx.Document()
    made.add_heading(f"{word} title", 0)
    made.add_heading(f"{word} heading", 1)
    run = made.add_paragraph(f"{word} before ").add_run(f"{word} remarked")
    made.add_comment(run, f"{word} remark", author="Desk", initials="D")
    coloured = made.add_paragraph(style="List Bullet").add_run(f"{word} bullet")
    if colour is not None:
        coloured.font.color.theme_color = colour
    made.add_paragraph(f"{word} number", style="List Number")
    table = made.add_table(1, 1, style="Light Grid Accent 1")
    table.cell(0, 0).text = f"{word} cell"
    made.add_picture(BytesIO(png(30, 30)))
    made.sections[0].header.paragraphs[0].text = f"{word} header"
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_comments_keep_their_words_and_places() -> None:
    """Two briefs with a comment each: both texts stand, and each reference leads to its own."""
    reading = Reading(attach(brief(), by_python_docx("A"), by_python_docx("B")).data)
    root = reading.tree(reading.led_to("comments") or "")
    texts = {node.get(f"{W}id"): "".join(node.itertext()).strip() for node in root}
    found = [texts[node.get(f"{W}id")] for node in reading.body.iter(f"{W}commentReference")]
    ranges = [texts[node.get(f"{W}id")] for node in reading.body.iter(f"{W}commentRangeStart")]
    assert found == ranges == ["A remark", "B remark"]
    assert len(texts) == 2


def test_a_picture_that_the_report_has_is_kept_once() -> None:
    """Report and brief show the same picture from one part."""
    reading = Reading(attach(by_python_docx("A"), by_python_docx("B")).data)
    shown = [node.get(key) for node in reading.body.iter(f"{A}blip") for key in node.attrib]
    targets = {reading.relations()[key][1] for key in shown}
    pictures = [name for name in reading.entries if name.endswith(".png")]
    assert (len(shown), len(targets), len(pictures)) == (2, 1, 1)


def test_a_picture_of_its_own_goes_along_under_a_new_name() -> None:
    """Both files call it image1.png; both stand in the report."""
    one, two = png(3, 3), png(4, 4)
    body = '<w:p><w:r><w:drawing><a:blip r:embed="rId9"/></w:drawing></w:r></w:p>' + END
    files = [
        word_file(
            body,
            relations={"rId9": (f"{OFFICE}/image", "media/image1.png", False)},
            files={"word/media/image1.png": ("image/png", data)},
        )
        for data in (one, two)
    ]
    reading = Reading(attach(*files).data)
    shown = [node.get(key) for node in reading.body.iter(f"{A}blip") for key in node.attrib]
    assert [reading.entries[f"word/{reading.relations()[key][1]}"] for key in shown] == [one, two]


def bound(identifier: str, word: str) -> bytes:
    """Return a file whose content control shows a value of custom XML."""
    control = (
        f'<w:sdt><w:sdtPr><w:id w:val="77"/><w:dataBinding w:xpath="/v" w:storeItemID="{identifier}"/></w:sdtPr>'
        f"<w:sdtContent>{paragraph(word)}</w:sdtContent></w:sdt>"
    )
    item = f'<ds:datastoreItem xmlns:ds="{STORE[1:-1]}" ds:itemID="{identifier}"/>'.encode()
    media = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    properties = relations_part({"rId1": (f"{OFFICE}/customXmlProps", "itemProps1.xml", False)})
    return word_file(
        control + END,
        relations={"rId9": (f"{OFFICE}/customXml", "../customXml/item1.xml", False)},
        files={
            "customXml/item1.xml": ("application/xml", f"<v>{word}</v>".encode()),
            "customXml/itemProps1.xml": (media, item),
            "customXml/_rels/item1.xml.rels": ("", properties),
        },
    )


def test_custom_xml_goes_along_and_controls_stay_bound_to_their_own() -> None:
    """Three files use one store id for three values; afterwards each control names the store with its value."""
    mine = "{11111111-2222-3333-4444-555555555555}"
    reading = Reading(attach(bound(mine, "one"), bound(mine, "two"), bound(mine, "three")).data)
    stores = {}
    for name in [name for name in reading.entries if "itemProps" in name and not name.endswith(".rels")]:
        item = name.replace("itemProps", "item")
        stores[reading.tree(name).get(f"{STORE}itemID")] = reading.tree(item).text
    bindings = {}
    for control in reading.body.iter(f"{W}sdt"):
        store = control.find(f"{W}sdtPr/{W}dataBinding").get(f"{W}storeItemID")
        bindings["".join(t.text for t in control.iter(f"{W}t"))] = stores[store]
    assert bindings == {"one": "one", "two": "two", "three": "three"}
    ids = [node.get(f"{W}val") for node in reading.body.iter(f"{W}id")]
    assert len(set(ids)) == len(ids) == 3


def test_a_control_bound_to_the_brief_s_own_title_keeps_what_it_shows() -> None:
    """Word fills such a control on opening, and would show the report's title."""
    reading = Reading(attach(brief(), bound("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "Mine")).data)
    assert list(reading.body.iter(f"{W}dataBinding")) == []
    assert "Mine" in reading.texts()


@pytest.mark.parametrize(("report", "same"), [(brief(), False), (by_python_docx("A"), True), (foreign("A"), False)])
def test_fonts_and_colours_of_another_theme_are_written_out(report: bytes, same: bool) -> None:
    """The annex names no theme where the report has another one, and looks as before."""
    annex = by_python_docx("B", MSO_THEME_COLOR.ACCENT_2)
    reading = Reading(attach(report, annex).data)
    runs = {"".join(t.text or "" for t in run.iter(f"{W}t")): run for run in reading.body.iter(f"{W}r")}
    colour = runs["B bullet"].find(f"{W}rPr/{W}color")
    if same:
        assert colour.get(f"{W}themeColor") == "accent2"
    else:
        assert dict(colour.attrib) == {f"{W}val": "C0504D"}
        styles = {n.get(f"{W}styleId"): n for n in reading.tree("word/styles.xml").iter(f"{W}style")}
        named = {n.get(f"{W}val") for n in reading.body.iter(f"{W}pStyle") if n.get(f"{W}val").endswith("Annex1")}
        assert [key for key in named for n in styles[key].iter() for a in n.attrib if "heme" in a] == []
        assert looks(reading)["B heading"][0] == "Calibri"


def test_tracked_changes_stay_and_their_ids_are_unique() -> None:
    """An insertion and a deletion of the brief are still changes."""
    change = (
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
    )
    reading = Reading(attach(word_file(change + END), word_file(change + END)).data)
    changes = list(reading.body.iter(f"{W}ins", f"{W}del"))
    assert ["".join(node.itertext()) for node in changes] == ["new", "old", "new", "old"]
    assert len({node.get(f"{W}id") for node in changes}) == 4


def test_paragraph_ids_are_unique_and_threads_of_comments_follow() -> None:
    """The same brief twice: its comment is still the one that is marked as done."""
    extended = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    comment = '<w:comment w:id="3" w:author="A"><w:p w14:paraId="0000000A"><w:r><w:t>c</w:t></w:r></w:p></w:comment>'
    data = word_file(
        '<w:p w14:paraId="0000000B"><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="3"/></w:r></w:p>' + END,
        comments=comment,
        relations={"rId9": (extended, "commentsExtended.xml", False)},
        files={
            "word/commentsExtended.xml": (
                f"{WORDS}.commentsExtended+xml",
                f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="0000000A" w15:done="1"/></w15:commentsEx>'.encode(),
            )
        },
    )
    reading = Reading(attach(data, data, data).data)
    comments = [n.get(f"{W14}paraId") for n in reading.tree("word/comments.xml").iter(f"{W}p")]
    done = [n.get(f"{{{w15}}}paraId") for n in reading.tree("word/commentsExtended.xml")]
    body = [n.get(f"{W14}paraId") for n in reading.body.iter(f"{W}p") if n.get(f"{W14}paraId")]
    assert comments == done
    assert len({*comments, *body}) == len([*comments, *body]) == 6


def test_prefixes_of_alternative_content_stay_declared() -> None:
    """A choice that asks for a prefix keeps it where the report gives the prefix to something else."""
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    choice = (
        f'<w:p xmlns:wps="{shape}"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>new</w:t></mc:Choice>'
        "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    report = word_file('<w:p xmlns:wps="urn:invented"><w:r><wps:other/><w:t>x</w:t></w:r></w:p>' + END)
    reading = Reading(attach(report, word_file(choice + END), word_file(choice + END)).data)
    found = list(reading.body.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"))
    assert [node.nsmap[node.get("Requires")] for node in found] == [shape, shape]
