"""A PDF says what each part of it is: structure, languages, links, outline, metadata."""

from __future__ import annotations

from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from briefings.document import (
    Block,
    Column,
    Division,
    Document,
    Heading,
    Inline,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Table,
    Text,
)
from briefings.style import Colour, Points, contrast
from briefings.traversal import reading_text
from briefings.writers.pdf import write_pdf
from briefings.writers.pdf.inlines import INLINE_KINDS
from briefings.writers.pdf.kinds import BLOCK_KINDS
from briefings.writers.pdf.look import derive_look
from tests.pdf_reading import Element, TaggedPdf, filled_rectangles, pdf_blocks
from tests.samples import document, every_kind, house_style


def _reading(made: Document) -> TaggedPdf:
    return TaggedPdf(write_pdf(made, house_style()).data)


@pytest.fixture(scope="module")
def reading() -> TaggedPdf:
    """Return a reader of the document that holds every kind."""
    return _reading(every_kind())


def _outline(reading: TaggedPdf) -> list[str]:
    return [f"{'  ' * len(element.path)}{element.tag}" for element in reading.elements()]


def test_the_tables_of_kinds_hold_exactly_the_kinds_of_the_document() -> None:
    """A new kind of node cannot be forgotten; every role has a look."""
    assert set(BLOCK_KINDS) == set(get_args(Block))
    assert set(INLINE_KINDS) == set(get_args(Inline))
    assert set(derive_look(house_style()).roles) == set(Role)


def test_the_tree_mirrors_the_document() -> None:
    """Lists nest in the body of their item, tables have head and body, notes follow the block that names them."""
    made = document(
        Heading(1, (Text("Title"),), "title"),
        List(((Paragraph((Text("one"), NoteReference(1))), List(((Paragraph((Text("two"),)),),), start=3)),)),
        Table((Column(1.0),), ((Text("Head"),),), (((Text("Cell"),),),), caption=(Text("Caption"),), row_header=True),
        notes=(Note(1, (Text("Note."),)),),
    )
    assert [line.strip() for line in _outline(_reading(made))] == [
        "Document",
        "H1",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "P",
        "Reference",
        "Link",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "P",
        "Note",
        "Lbl",
        "Table",
        "Caption",
        "THead",
        "TR",
        "TH",
        "TBody",
        "TR",
        "TH",
    ]


def test_attributes_say_what_a_reader_cannot_see(reading: TaggedPdf) -> None:
    """Lists tell their labels, header cells what they name, notes who they are."""
    found = [
        (element.tag, str(element.node["/A"].get("/ListNumbering") or element.node["/A"].get("/Scope")))
        for element in reading.elements()
        if "/A" in element.node
    ]
    columns, rows = [("TH", "/Column")], [("TH", "/Row")]
    lists = [("L", "/Disc"), ("L", "/Disc"), ("L", "/Decimal")]
    assert found == columns * 2 + rows * 2 + lists + columns * 3
    notes = [element.node["/ID"] for element in reading.elements() if element.tag == "Note"]
    assert notes == ["note-1", "note-2", "note-3", "note-4"]


def test_languages_are_told_where_they_change(reading: TaggedPdf) -> None:
    """The catalog names the document's language, a span the one of a quotation."""
    spans = [(e.node["/Lang"], reading.text(e.node, e.page)) for e in reading.elements() if "/Lang" in e.node]
    assert reading.catalog["/Lang"] == "en-GB"
    assert spans == [("fr", "« le 18 juin »"), ("fr", "« à Arda »"), ("fr", "« exercices communs »")]


def test_everything_drawn_is_tagged_or_an_artifact(reading: TaggedPdf) -> None:
    """Head, foot and leaders are artifacts; the reader of content fails on anything outside marked content."""
    artifacts = ["".join(p.text for p in page if p.mark is None and p.text.strip(". ")) for page in reading.shown]
    assert artifacts == [
        "Publicinvented-accord · as at 23 November 2026Page 1 of 3Public",
        "PublicInvented accordinvented-accord · as at 23 November 2026Page 2 of 3Public",
        "PublicInvented accordinvented-accord · as at 23 November 2026Page 3 of 3Public",
    ]


def _links(reading: TaggedPdf) -> list[tuple[Element, Any]]:
    return [
        (element, kid.get_object()["/Obj"])
        for element in reading.elements()
        if element.tag == "Link"
        for kid in element.node["/K"]
        if not isinstance(kid, int) and kid.get_object().get("/Type") == "/OBJR"
    ]


def test_links_lead_where_they_say(reading: TaggedPdf) -> None:
    """Each link annotation belongs to its Link element and has words of its own; nothing but addresses and goals inside."""
    found = [
        (a["/A"]["/URI"] if "/A" in a else "heading" if "TOCI" in e.path else "note", a["/Contents"])
        for e, a in _links(reading)
    ]
    first = "1 Desk note, §2: « le 18 juin »."
    assert found == [
        *(("heading", words) for words in ("Key facts", "Provisions", "A lesser heading", "Annex", "Moved")),
        ("note", first),
        ("note", "2 Desk note, §2: « à Arda »."),
        ("note", first),
        ("https://example.org/a?b=1&c=2", "the page (https://example.org/a?b=1&c=2)"),
        ("note", "3 An invented note with a link."),
        ("mailto:desk@example.org", "link (mailto:desk@example.org)"),
        ("note", "4 A note that stands in a table."),
    ]
    annotations = [a.get_object() for page in reading.reader.pages for a in page.get("/Annots", [])]
    assert {(a["/Subtype"], a["/F"]) for a in annotations} == {("/Link", 4)}
    assert len(annotations) == len(found)


def test_a_note_mark_leads_to_the_page_and_height_of_its_note() -> None:
    """The mark of a note on the second page leads to the second page."""
    filler = tuple(Paragraph((Text("words " * 90),)) for _ in range(9))
    made = document(*filler, Paragraph((Text("Late"), NoteReference(1))), notes=(Note(1, (Text("Note."),)),))
    reading = _reading(made)
    ((_, annotation),) = _links(reading)
    page, _, _, top, _ = annotation["/Dest"]
    label = next(p for p in reading.shown[1] if p.text == "1 ")
    assert page.get_object() == reading.reader.pages[1]
    assert label.base < float(top) < label.base + 20


def test_a_link_over_two_lines_is_one_element_with_two_live_areas() -> None:
    """Readers say the link once; the mouse finds both lines."""
    words = Link("https://example.org", (Text("a link of many words " * 8),))
    reading = _reading(document(Paragraph((Text("See "), words))))
    links = _links(reading)
    assert len(links) == 2 and len([e for e in reading.elements() if e.tag == "Link"]) == 1
    for _, annotation in links:
        left, bottom, right, top = (float(n) for n in annotation["/Rect"])
        assert left < right and bottom < top


def test_headings_make_the_outline(reading: TaggedPdf) -> None:
    """Bookmarks nest as the headings do, and lead to their pages."""
    assert _titles(reading.reader.outline) == [
        "Invented accord between Arda and Borea",
        ["Key facts", "Provisions", ["A lesser heading"], "Annex", ["Moved"]],
    ]


def _titles(outline: Any) -> list[Any]:
    return [_titles(entry) if isinstance(entry, list) else entry["/Title"] for entry in outline]


def test_information_and_metadata_agree(reading: TaggedPdf) -> None:
    """Title, author, subject, keywords and dates are the same in both places, and come from the document alone."""
    made = replace(every_kind().properties, title="Café & <Accord>", keywords=("a", "b"), subject="« sujet »")
    reading = _reading(replace(every_kind(), properties=made))
    info = reading.reader.metadata
    assert info is not None
    packet = reading.catalog["/Metadata"].get_data().decode()
    texts: dict[str, ElementTree.Element] = {}
    for element in ElementTree.fromstring(packet.encode()).iter():
        texts.setdefault(element.tag.partition("}")[2], element)
    told = [
        " ".join("".join(texts[name].itertext()).split()) for name in ("title", "creator", "description", "Keywords")
    ]
    assert told == [info.title, info.author, info.subject, info["/Keywords"]]
    assert told == ["Café & <Accord>", "Invented desk", "« sujet »", "a, b"]
    assert [str(info[key]) for key in ("/CreationDate", "/ModDate")] == ["D:20261123000000Z"] * 2
    assert texts["CreateDate"].text == texts["ModifyDate"].text == "2026-11-23T00:00:00Z"
    assert texts["conformance"].text == "A"
    assert "<pdfaid:part>3<" in packet and "<pdfuaid:part>1<" in packet


def test_the_catalog_promises_what_the_standards_ask(reading: TaggedPdf) -> None:
    """Marked, title shown, tab order by structure, an output intent; no script, no form, no file."""
    catalog = reading.catalog
    assert catalog["/MarkInfo"] == {"/Marked": True}
    assert catalog["/ViewerPreferences"] == {"/DisplayDocTitle": True}
    assert all(str(page["/Tabs"]) == "/S" for page in reading.reader.pages)
    assert [str(intent["/S"]) for intent in catalog["/OutputIntents"]] == ["/GTS_PDFA1"]
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names", "/JavaScript"} & set(catalog)


def test_only_embedded_fonts_of_the_house_are_named(reading: TaggedPdf) -> None:
    """Helvetica is nowhere, every font has its file and its Unicode map."""
    found = [font.get_object() for page in reading.reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert {font["/BaseFont"].partition("+")[2] for font in found} == {
        f"SourceSansPro-{face}" for face in ("Regular", "Bold", "It", "BoldIt")
    }
    assert all("/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font for font in found)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_keeps_its_words_readable(role: Role) -> None:
    """Words stand out from their ground by 4.5 to 1 at least (WCAG 2.2, 1.4.3), links too."""
    look = derive_look(house_style()).roles[role]
    ground = (look.box.ground if look.box else None) or look.ground or Colour(255, 255, 255)
    assert contrast(look.setting.colour, ground) >= 4.5
    assert contrast(look.setting.link, ground) >= 4.5


def test_roles_differ_in_more_than_colour() -> None:
    """In black and white a judgement, a remark, a decision and the bottom line still look different."""
    roles = derive_look(house_style()).roles

    def shape(role: Role) -> tuple[object, ...]:
        box = roles[role].box
        assert box
        return (box.border is None, box.over is None, tuple((bar.offset, bar.width) for bar in box.bars))

    boxed = [Role.BOTTOM_LINE, Role.DECISION, Role.JUDGEMENT, Role.REMARK, Role.PARTICULARS]
    assert len({shape(role) for role in boxed}) == len(boxed)


def test_a_box_goes_on_over_the_page() -> None:
    """The ground of a long judgement is drawn on each of its pages, and ends with its words."""
    made = document(Division(Role.JUDGEMENT, tuple(Paragraph((Text("words " * 100),)) for _ in range(12))))
    written = write_pdf(made, house_style())
    assert written.pages == 2
    grounds = [max(page, key=lambda box: box[2] * box[3]) for page in filled_rectangles(written.data)]
    for (left, bottom, width, height), pieces in zip(grounds, TaggedPdf(written.data).shown, strict=True):
        body = [piece for piece in pieces if piece.mark is not None and piece.text.strip()]
        assert bottom < min(piece.base for piece in body) < max(piece.base for piece in body) < bottom + height
        assert all(left < piece.left < left + width for piece in body)
    assert pdf_blocks(written.data) == reading_text(made)


def test_other_pages_are_filled_to_their_own_margins() -> None:
    """Letter, a small sheet and one with hardly any margin work, with nothing beyond the edges."""
    for width, height, margin in ((612, 792, 72), (298, 420, 30), (420, 298, 8)):
        page = replace(house_style().page, **dict.fromkeys(("top", "right", "bottom", "left"), Points(margin)))
        page = replace(page, width=Points(width), height=Points(height))
        written = write_pdf(every_kind(), replace(house_style(), page=page))
        reading = TaggedPdf(written.data)
        assert pdf_blocks(written.data) == reading_text(every_kind())
        assert {(float(p.mediabox.width), float(p.mediabox.height)) for p in reading.reader.pages} == {(width, height)}
        for piece in (piece for pieces in reading.shown for piece in pieces):
            assert margin - 0.1 <= piece.left and piece.right <= width - margin + 4 and 0 < piece.base < height


def test_the_record_of_a_file_is_small() -> None:
    """What is handed on is the bytes, the number of pages and the page of each heading."""
    written = write_pdf(every_kind(), house_style())
    assert written.__struct_fields__ == ("data", "pages", "heading_pages")
    assert written.pages == len(TaggedPdf(written.data).reader.pages) == 3
