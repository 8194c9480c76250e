"""A Word report with its annexes, read back: text, notes, headings, sections, looks, names."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from briefings.attaching.attached import Annexed, Attached
from briefings.attaching.word import append_word
from briefings.document import (
    Column,
    Contents,
    Document,
    Heading,
    List,
    Note,
    NoteReference,
    Paragraph,
    Table,
    Text,
)
from briefings.style import Points
from briefings.writers.word import write_word
from tests.attaching.word_files import Reading, W, complex_field, looks, note_mark, notes, paragraph, word_file
from tests.samples import document, every_kind, house_style

#: Invented.
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="{size}"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="{after}"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Counted"><w:name w:val="Counted"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    '<w:pPr><w:spacing w:after="0"/></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:nsid w:val="11111111"/><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Counted"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
)
TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
    "{cell}</w:tc></w:tr></w:tbl>"
)
END = '<w:sectPr><w:pgSz w:w="10000" w:h="14000"/></w:sectPr>'


def styles(font: str = "Georgia", size: int = 22, after: int = 160) -> str:
    """Return styles with these defaults."""
    return STYLES.format(font=f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>', size=size, after=after)


def foreign(word: str, **defaults: object) -> bytes:
    """Return a file of another program: a heading, a counted paragraph, a table, notes."""
    body = (
        paragraph(f"{word} heading", "Heading1")
        + paragraph(f"{word} counted", "Counted")
        + paragraph(f"{word} plain", more=note_mark(1))
        + TABLE.format(cell=paragraph(f"{word} cell"))
        + paragraph(f"{word} end", more=note_mark(2) + note_mark(1, "endnote"))
    )
    return word_file(
        body + END,
        styles=styles(**defaults),  # type: ignore[arg-type]
        numbering=NUMBERING,
        footnotes=notes("footnote", {1: f"{word} note one", 2: f"{word} note two"}),
        endnotes=notes("endnote", {1: f"{word} endnote"}),
    )


def brief(language: str = "en-GB", size: float = 10.5, title: str = "A brief", contents: bool = False) -> bytes:
    """Return a brief of our own with notes, a list and a table."""
    table = Table((Column(1.0),), ((Text("Head"),),), (((Text("In a table"),),),))
    blocks = (
        Heading(1, (Text(title),), "title"),
        *((Contents((Text("Contents"),), 3),) if contents else ()),
        Heading(2, (Text("First"),), "first"),
        Paragraph((Text("Said once"), NoteReference(1))),
        List(((Paragraph((Text("An item"), NoteReference(2))),),)),
        table,
        Heading(3, (Text("Below"),), "below"),
        Paragraph((Text("A numbered paragraph"),), 1),
    )
    made: Document = document(*blocks, notes=(Note(1, (Text("The first note."),)), Note(2, (Text("The second."),))))
    made = replace(made, language=language, properties=replace(made.properties, title=title))
    return write_word(made, replace(house_style(), size=Points(size)))


def attach(report: bytes, *briefs: bytes, language: str | None = None) -> Attached:
    """Return the report with the briefs as annexes."""
    return append_word(report, [Annexed(f"brief{n}.docx", data, None) for n, data in enumerate(briefs, 1)], language)


def test_the_text_is_the_report_s_then_each_heading_and_brief_with_its_notes() -> None:
    """Nothing is lost, doubled or out of order, whoever made the files."""
    report, first, second = brief(title="Report"), foreign("B"), brief("fr-FR", 12.0, "Un dossier")
    out = attach(report, first, second, brief("fr-FR", 12.0, "Un dossier"))

    assert Reading(out.data).texts() == [
        *Reading(report).texts(),
        "Annex 1 – brief1",
        *Reading(first).texts(),
        "Annex 2 – Un dossier",
        *Reading(second).texts(),
        "Annex 3 – Un dossier",
        *Reading(second).texts(),
    ]
    assert out.names == ("Annex 1 – brief1", "Annex 2 – Un dossier", "Annex 3 – Un dossier")
    assert out.lines == ()


def test_a_foreign_report_takes_our_briefs() -> None:
    """The other way round the text is whole, too."""
    report, ours = foreign("A"), write_word(every_kind(), house_style())
    texts = Reading(attach(report, ours).data).texts()
    assert texts[: len(Reading(report).texts())] == Reading(report).texts()
    assert texts[len(Reading(report).texts()) + 1 :] == Reading(ours).texts()


@pytest.mark.parametrize(
    ("language", "word"), [(None, "Annexe"), ("en", "Annex"), ("fr-CA", "Annexe"), ("de", "Annex")]
)
def test_the_heading_speaks_the_language_asked_for_or_the_report_s(language: str | None, word: str) -> None:
    """A French report has « Annexe »; a language without words of its own has the English one."""
    out = attach(brief("fr-FR"), brief(title="T"), language=language)
    assert f"{word} 1 – T" in Reading(out.data).texts()


def test_the_title_given_wins_over_the_file_s_own_and_its_name() -> None:
    """Title given, title of the properties, name of the file: the first there is."""
    briefs = [Annexed("a.docx", brief(title="Own"), "Given\n title"), Annexed("b.docx", foreign("B"), None)]
    assert append_word(brief(), briefs).names == ("Annex 1 – Given title", "Annex 2 – b")


def test_numbers_go_on_from_annexes_that_the_report_has() -> None:
    """Attaching to a file that has annexes already counts on."""
    once = attach(brief(), brief(title="One")).data
    assert attach(once, brief(title="Two")).names == ("Annex 2 – Two",)
    assert Reading(attach(once, brief(title="Two")).data).texts().count("Annex 1 – One") == 1


@pytest.mark.parametrize(
    ("report", "annex"),
    [
        (foreign("A"), foreign("B", font="Verdana", size=18, after=40)),
        (foreign("A", after=0), brief("fr-FR", 12.0)),
        (brief(), brief("fr-FR", 12.0)),
        (brief(), foreign("B")),
        (word_file(paragraph("bare") + END), foreign("B")),
        (foreign("A"), word_file(paragraph("bare") + END)),
        (foreign("A"), word_file(TABLE.format(cell=paragraph("bare cell")) + paragraph("x") + END)),
    ],
)
def test_every_run_looks_as_it_did(report: bytes, annex: bytes) -> None:
    """Font, size, weight, colour, spacing and indent of each run come to the same before and after."""
    out = looks(Reading(attach(report, annex).data))
    before = looks(Reading(report)) | looks(Reading(annex))
    assert {said: out[said] for said in before} == before


def test_a_style_that_looks_the_same_is_shared_and_another_gets_a_suffix() -> None:
    """Two briefs of one house share all styles but lowered headings and lists that count."""
    ours = {node.get(f"{W}styleId") for node in Reading(brief()).tree("word/styles.xml").iter(f"{W}style")}
    reading = Reading(attach(brief(), brief("fr-FR"), brief()).data)
    names = {
        n.get(f"{W}styleId"): n.find(f"{W}name").get(f"{W}val")
        for n in reading.tree("word/styles.xml").iter(f"{W}style")
    }
    assert {key: name for key, name in names.items() if key not in ours} == {
        "Heading1Annex1": "heading 1 (Annex 1)",
        "Heading2Annex1": "heading 2 (Annex 1)",
        "NumberedParagraphAnnex1": "Numbered Paragraph (Annex 1)",
        "NumberedParagraphAnnex2": "Numbered Paragraph (Annex 2)",
    }


def test_the_brief_s_headings_stand_below_the_annex_s() -> None:
    """The annex's heading is the report's first level; those of the brief are lowered by one."""
    reading = Reading(attach(brief(), brief(title="B")).data)
    styles_part = reading.tree("word/styles.xml")
    levels = {
        node.get(f"{W}styleId"): node.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")
        for node in styles_part.iter(f"{W}style")
        if node.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    found = [
        ("".join(t.text for t in p.iter(f"{W}t")), levels.get(p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")))
        for p in reading.body.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle") is not None
    ]
    assert [entry for entry in found if entry[1] is not None] == [
        ("First", "0"), ("Below", "1"), ("Annex 1 – B", "0"), ("First", "1"), ("Below", "2"),
    ]  # fmt: skip


def test_headings_low_enough_stay_where_they_are() -> None:
    """A brief whose highest heading is a second level needs no lowering."""
    annex = word_file(
        paragraph("low", "Low") + END,
        styles='<w:style w:type="paragraph" w:styleId="Low"><w:name w:val="Low"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>',
    )
    part = Reading(attach(brief(), annex).data).tree("word/styles.xml")
    assert [n.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") for n in part if n.get(f"{W}styleId") == "Low"] == ["1"]


def test_the_contents_name_the_annexes_and_lead_to_them_and_ask_nothing() -> None:
    """Entries look like those of the first level; no page is invented, no field is dirty, nothing updates on opening."""
    report = brief(contents=True)
    out = attach(report, brief(title="B"), brief(title="C"))
    reading = Reading(out.data)
    entries = [p for p in reading.body.iter(f"{W}p") if p.find(f"{W}hyperlink") is not None]
    said = ["".join(t.text for t in p.iter(f"{W}t")) for p in entries]
    assert said == ["First", "Below", "Annex 1 – B", "Annex 2 – C"]
    assert [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in entries] == ["TOC1", "TOC2", "TOC1", "TOC1"]
    bookmarks = {node.get(f"{W}name"): node.getparent() for node in reading.body.iter(f"{W}bookmarkStart")}
    for entry, heading in zip(entries[2:], said[2:], strict=True):
        anchor = entry.find(f"{W}hyperlink").get(f"{W}anchor")
        assert "".join(t.text for t in bookmarks[anchor].iter(f"{W}t")) == heading
        assert f"PAGEREF {anchor} \\h" in reading.instructions()
    kinds = [node.get(f"{W}fldCharType") for node in reading.body.iter(f"{W}fldChar")]
    assert Counter(kinds)["begin"] == Counter(kinds)["end"]
    assert b"updateFields" not in reading.entries["word/settings.xml"]
    assert not [node for node in reading.body.iter() if node.get(f"{W}dirty")]
    assert out.lines == ("contents: 2 entries added; the pages appear when the contents are updated (in Word: F9)",)


def test_contents_of_the_brief_keep_to_the_annex() -> None:
    """When Word updates them they list the annex alone, a level lower."""
    reading = Reading(attach(brief(contents=True), brief(contents=True)).data)
    contents = [text for text in reading.instructions() if text.startswith("TOC")]
    assert contents == [r'TOC \o "1-2" \h \z \u', r'TOC \o "2-3" \h \z \u \b annex_1_text']
    start = next(n for n in reading.body if n.get(f"{W}name") == "annex_1_text")
    end = next(n for n in reading.body if n.tag == f"{W}bookmarkEnd" and n.get(f"{W}id") == start.get(f"{W}id"))
    assert reading.body.index(start) < reading.body.index(end) == len(reading.body) - 2


def test_a_report_without_contents_gets_none() -> None:
    """Nothing but sections, headings and briefs is added."""
    reading = Reading(attach(foreign("A"), foreign("B")).data)
    assert [text for text in reading.instructions() if "TOC" in text] == []


def test_each_annex_is_a_section_with_its_own_page_header_and_footer() -> None:
    """Its marking stays; pages count on; the report's section is as it was; notes begin anew with each annex."""
    reading = Reading(attach(brief(), brief(), foreign("B")).data)
    report, ours, theirs = reading.sections()
    assert [s.find(f"{W}pgSz").get(f"{W}w") for s in (report, ours, theirs)] == ["11906", "11906", "10000"]
    assert report.find(f"{W}footnotePr") is None
    for section in (ours, theirs):
        assert section.find(f"{W}type").get(f"{W}val") == "nextPage"
        assert section.find(f"{W}footnotePr/{W}numRestart").get(f"{W}val") == "eachSect"
        kinds = sorted((n.tag, n.get(f"{W}type")) for n in section if n.tag.endswith("Reference"))
        assert kinds == [(f"{W}{k}Reference", t) for k in ("footer", "header") for t in ("default", "even", "first")]
    targets = reading.relations()
    own = {
        n.get(f"{W}type"): targets[n.get(next(k for k in n.attrib if k.endswith("}id")))][1]
        for n in ours.findall(f"{W}headerReference")
    }
    assert "".join(reading.tree(f"word/{own['default']}").itertext()) == "".join(
        Reading(brief()).tree("word/header2.xml").itertext()
    )
    empty = {
        targets[n.get(next(k for k in n.attrib if k.endswith("}id")))][1] for n in theirs.findall(f"{W}headerReference")
    }
    assert [len("".join(reading.tree(f"word/{name}").itertext())) for name in empty] == [0]


def test_page_numbers_of_a_brief_do_not_begin_anew() -> None:
    """A start is taken away, the way of numbering stays; a continuous first section begins a page all the same."""
    annex = word_file(
        paragraph("x")
        + '<w:sectPr><w:type w:val="continuous"/><w:pgNumType w:fmt="lowerRoman" w:start="7"/></w:sectPr>'
    )
    last = Reading(attach(brief(), annex).data).sections()[-1]
    assert dict(last.find(f"{W}pgNumType").attrib) == {f"{W}fmt": "lowerRoman"}
    assert last.find(f"{W}type").get(f"{W}val") == "nextPage"


def test_endnotes_stand_behind_the_report_and_behind_each_annex() -> None:
    """They are printed where sections end; sections inside a text hand theirs on to its last one."""
    inner = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:pPr></w:p>'
    two = word_file(
        paragraph("x", more=note_mark(1, "endnote")) + inner + paragraph("y") + END, endnotes=notes("endnote", {1: "e"})
    )
    reading = Reading(attach(two, two).data)
    assert reading.tree("word/settings.xml").find(f"{W}endnotePr/{W}pos").get(f"{W}val") == "sectEnd"
    assert [s.find(f"{W}noEndnote") is not None for s in reading.sections()] == [True, False, True, False]


def test_lists_begin_anew_and_styles_name_their_own_list() -> None:
    """Each file's counted paragraphs have a list of their own definition, which names the style in turn."""
    reading = Reading(attach(foreign("A"), foreign("B"), foreign("C")).data)
    part, numbering = reading.tree("word/styles.xml"), reading.tree("word/numbering.xml")
    used = {}
    for p in reading.body.iter(f"{W}p"):
        said = "".join(t.text for t in p.iter(f"{W}t"))
        if said.endswith("counted"):
            style = p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            node = next(n for n in part if n.get(f"{W}styleId") == style)
            used[said] = (style, node.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val"))
    nums = {n.get(f"{W}numId"): n.find(f"{W}abstractNumId").get(f"{W}val") for n in numbering.iter(f"{W}num")}
    levels = {
        n.get(f"{W}abstractNumId"): n.find(f"{W}lvl/{W}pStyle").get(f"{W}val")
        for n in numbering.iter(f"{W}abstractNum")
    }
    marks = [n.find(f"{W}nsid").get(f"{W}val") for n in numbering.iter(f"{W}abstractNum")]
    assert len(set(used.values())) == 3
    assert {style: levels[nums[number]] for style, number in used.values()} == {
        style: style for style, _ in used.values()
    }
    assert len(set(marks)) == len(marks) == 3


def test_names_and_ids_are_unique_and_followed() -> None:
    """The same brief three times over: bookmarks, drawings and paragraphs differ, links and fields lead to their own."""
    data = write_word(every_kind(), house_style())
    reading = Reading(attach(data, data, data).data)
    starts = list(reading.body.iter(f"{W}bookmarkStart"))
    for key in ("name", "id"):
        found = [n.get(f"{W}{key}").lower() for n in starts]
        assert len(set(found)) == len(found) > 3
    drawings = [n.get("id") for n in reading.body.iter() if str(n.tag).endswith("}docPr")]
    assert len(set(drawings)) == len(drawings)
    names = {n.get(f"{W}name") for n in starts}
    anchors = {n.get(f"{W}anchor") for n in reading.body.iter(f"{W}hyperlink") if n.get(f"{W}anchor")}
    referred = {text.split()[1] for text in reading.instructions() if text.startswith(("REF ", "PAGEREF ", "NOTEREF "))}
    assert anchors | referred <= names
    alone = {n.get(f"{W}anchor") for n in Reading(data).body.iter(f"{W}hyperlink")} - {None}
    assert len(anchors | referred) == 3 * len(alone) + len(("Annex 1", "Annex 2"))
    ids = [n.get(f"{W}id") for n in reading.tree("word/footnotes.xml")]
    assert len(set(ids)) == len(ids)


def test_a_bookmark_renamed_is_followed_by_links_and_fields() -> None:
    """REF, HYPERLINK and w:anchor name the new bookmark."""
    mark = '<w:bookmarkStart w:id="4" w:name="Here"/><w:bookmarkEnd w:id="4"/>'
    link = '<w:hyperlink w:anchor="here"><w:r><w:t>go</w:t></w:r></w:hyperlink>'
    body = paragraph(
        "x", more=mark + link + complex_field(" REF Here \\h ", "x") + complex_field(' HYPERLINK \\l "Here" ', "y")
    )
    reading = Reading(attach(word_file(body + END), word_file(body + END)).data)
    assert [n.get(f"{W}name") for n in reading.body.iter(f"{W}bookmarkStart")] == ["Here", "_Toc900000001", "Here_2"]
    assert [n.get(f"{W}anchor") for n in reading.body.iter(f"{W}hyperlink")] == ["here", "Here_2"]
    assert reading.instructions() == [
        "REF Here \\h",
        'HYPERLINK \\l "Here"',
        "REF Here_2 \\h",
        'HYPERLINK \\l "Here_2"',
    ]


def test_words_of_another_language_are_marked_and_the_heading_too() -> None:
    """The brief's words are French, those of the report and of the heading's opening stay English."""
    reading = Reading(attach(brief("en-GB"), brief("fr-FR", title="Titre")).data)
    marked = {
        text.text: run.find(f"{W}rPr/{W}lang").get(f"{W}val") if run.find(f"{W}rPr/{W}lang") is not None else None
        for run in reading.body.iter(f"{W}r")
        for text in run.findall(f"{W}t")
    }
    assert marked["Annex 1 – "] == "en-GB"
    assert marked["Titre"] == "fr-FR"
    assert marked["A numbered paragraph"] == "fr-FR"


def test_the_same_files_give_the_same_bytes() -> None:
    """No clock, host or chance enters the file."""
    report, first = brief(contents=True), foreign("B")
    assert attach(report, first, brief("fr-FR")).data == attach(report, first, brief("fr-FR")).data


def test_a_report_without_briefs_comes_back_whole() -> None:
    """Nothing is attached, nothing is lost."""
    out = attach(brief())
    assert (Reading(out.data).texts(), out.names) == (Reading(brief()).texts(), ())
