"""Contents: the headings with the pages they stand on, linked, in Word and PDF alike."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from briefings.document import (
    Block,
    Contents,
    Division,
    Document,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Text,
)
from briefings.style import Points
from briefings.traversal import reading_text
from briefings.writers.pdf import write_pdf
from briefings.writers.word import write_word
from tests.pdf_reading import TaggedPdf, pdf_blocks
from tests.samples import document, every_kind, house_style
from tests.word_reading import W, parts_of, word_blocks

_FILLER = Paragraph((Text("Invented words that fill a page. " * 60),))
_LONG = "A heading of so many words that it takes a second line in the contents, " * 2


def _heading(level: int, words: str, anchor: str) -> Heading:
    return Heading(level, (Text(words),), anchor)


def _brief(*before: Block, depth: int = 3, sections: int = 12) -> Document:
    """Return an invented brief of many pages; each section has a lesser heading and fills most of a page."""
    parts: list[Block] = [_heading(1, "Title", "title"), *before, Contents((Text("Contents"),), depth)]
    for number in range(1, sections + 1):
        parts += [_heading(2, f"Section {number}", f"s-{number}"), _FILLER]
        parts += [_heading(3, f"Part of {number}", f"p-{number}"), _FILLER]
    return document(*parts)


def _entries(reading: TaggedPdf) -> list[tuple[int, str, str]]:
    """Return depth, words and page number of each entry."""
    return [
        (element.path.count("TOC"), " ".join(reading.text(element.node, element.page).split()), number)
        for element in reading.elements()
        if element.tag == "TOCI" and (number := reading.page_number(element))
    ]


def _true_pages(reading: TaggedPdf) -> dict[str, str]:
    """Return the page on which each heading really stands by its words."""
    return {
        reading.text(element.node, element.page): str(reading.pages_of(element)[0] + 1)
        for element in reading.elements()
        if element.tag in {"H2", "H3"}
    }


def test_the_numbers_are_the_pages_of_the_headings() -> None:
    """Every number printed is the page where the heading is found, and the caller is told the same."""
    written = write_pdf(_brief(), house_style())
    reading = TaggedPdf(written.data)
    entries, true = _entries(reading), _true_pages(reading)
    assert [(words, number) for _, words, number in entries] == list(true.items())
    assert [depth for depth, _, _ in entries] == [1, 2] * 12
    assert int(entries[-1][2]) > 9
    told = {f"Section {n}": written.heading_pages[f"s-{n}"] for n in range(1, 13)}
    told |= {f"Part of {n}": written.heading_pages[f"p-{n}"] for n in range(1, 13)}
    assert {words: str(page) for words, page in told.items()} == true
    assert written.heading_pages["title"] == 1


def test_numbers_of_three_digits_are_true_too() -> None:
    """Room is kept for them beforehand, so that no page break moves when they are filled in."""
    brief = _brief(sections=125)
    reading = TaggedPdf(write_pdf(brief, house_style()).data)
    entries, true = _entries(reading), _true_pages(reading)
    assert [(words, number) for _, words, number in entries] == list(true.items())
    assert int(entries[-1][2]) > 99


def test_contents_that_run_over_a_page_leave_no_entry_alone() -> None:
    """The title stands with two entries, the last page has two at least, nothing leaves the margins."""
    brief = _brief(_FILLER, _FILLER, sections=70)
    reading = TaggedPdf(write_pdf(brief, house_style()).data)
    pages: dict[int, int] = {}
    for element in reading.elements():
        if element.tag == "TOCI":
            (page,) = reading.pages_of(element)
            pages[page] = pages.get(page, 0) + 1
    caption = next(element for element in reading.elements() if element.tag == "Caption")
    assert len(pages) > 3
    assert min(pages.values()) >= 2
    assert reading.pages_of(caption) == [min(pages)]
    right = house_style().page.width - house_style().page.right
    ended = [piece.right - 3 * piece.text.endswith(" ") for page in reading.shown for piece in page]
    assert max(ended) <= right + 0.1


def test_numbers_stand_at_the_right_margin_and_dots_between() -> None:
    """Numbers end at the margin, dots touch neither words nor number."""
    reading = TaggedPdf(write_pdf(_brief(depth=2), house_style()).data)
    page = house_style().page
    words = {p.base: p for p in reading.shown[0] if p.mark is not None and p.text.startswith("Section")}
    dots = {p.base: p for p in reading.shown[0] if p.mark is None and p.text.startswith(". .")}
    numbers = {p.base: p for p in reading.shown[0] if p.base in dots and p.text.strip().isdigit()}
    assert len(dots) == len(numbers) == 12
    for base, dot in dots.items():
        assert numbers[base].right == pytest.approx(page.width - page.right, abs=0.02)
        assert words[base].right + 3 < dot.left < dot.right <= numbers[base].left + 0.1
    assert len({round(dot.right, 1) for dot in dots.values()}) <= 2, "dots of entries stand in columns"


def test_a_long_heading_goes_on_below_its_words() -> None:
    """The second line is set in, and the number stands at the end of the last."""
    brief = document(Contents((Text("Contents"),), 2), _heading(1, "T", "t"), _heading(2, _LONG, "long"))
    reading = TaggedPdf(write_pdf(brief, house_style()).data)
    lines = [p for p in reading.shown[0] if p.mark is not None and len(p.text) > 20][:2]
    number = next(p for p in reading.shown[0] if p.text == " 1")
    left, right = house_style().page.left, house_style().page.width - house_style().page.right
    assert lines[0].left == pytest.approx(left, abs=0.02) and lines[1].left > left + 5
    assert number.base == lines[1].base < lines[0].base
    assert max(line.right for line in lines) < right - 25
    assert pdf_blocks(write_pdf(brief, house_style()).data) == reading_text(brief)


def test_an_entry_leads_to_its_heading() -> None:
    """The live part of an entry is its whole line and leads to the page and height of the heading."""
    reading = TaggedPdf(write_pdf(_brief(depth=2), house_style()).data)
    live = [annotation.get_object() for annotation in reading.reader.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert [annotation["/Contents"] for annotation in live] == [f"Section {n}" for n in range(1, 13)]
    right = house_style().page.width - house_style().page.right
    for annotation in live:
        page, _, _, top, _ = annotation["/Dest"]
        number = reading.page_numbers[annotation["/Dest"].get_object()[0].indirect_reference.idnum]
        (base,) = {
            piece.base
            for piece in reading.shown[number]
            if piece.text.strip() == annotation["/Contents"] and piece.font.endswith("Bold")
        }
        assert page.get_object() == reading.reader.pages[number]
        assert base < float(top) < base + 30
        assert float(annotation["/Rect"][2]) == pytest.approx(right, abs=0.02)


_AWKWARD = document(
    _heading(1, "Title", "title"),
    Contents((Text("« "), Emphasis((Text("Sommaire"),)), Text(" »")), 6),
    Heading(2, (Text("Noted"), NoteReference(1), Text(" and "), Link("https://example.org", (Text("linked"),))), "a"),
    Heading(3, (Text("Broken"), LineBreak(), Emphasis((Text("Αθήνα"), NoteReference(2)))), "b"),
    Heading(4, (Text("Deep", language="fr"),), "c"),
    Heading(5, (Text("Deeper"),), "d"),
    Heading(6, (Text("Deepest"),), "e"),
    Heading(2, (NoteReference(1),), "only-a-mark"),
    Heading(2, (Text("2024 in 12"),), "f"),
    Division(Role.REMARK, (_heading(3, "In a division", "g"),)),
    List(((_heading(3, "In a list", "h"),),)),
    notes=(Note(1, (Text("One."),)), Note(2, (Text("Two."),))),
)


def test_word_pdf_and_document_say_the_same_contents() -> None:
    """Notes, links and forced breaks of a heading are left out; what stands inside other blocks is listed too."""
    expected = reading_text(_AWKWARD)
    entries = [
        "Noted and linked",
        "Broken Αθήνα",
        "Deep",
        "Deeper",
        "Deepest",
        "2024 in 12",
        "In a division",
        "In a list",
    ]
    assert list(expected[1:10]) == ["« Sommaire »", *entries]
    assert pdf_blocks(write_pdf(_AWKWARD, house_style()).data) == expected
    assert word_blocks(write_word(_AWKWARD, house_style())) == expected
    assert word_blocks(write_word(_AWKWARD, house_style(), {"a": 3, "f": 4})) == expected


def test_contents_without_headings_are_their_title() -> None:
    """Nothing to list is no fault."""
    brief = document(_heading(1, "Title", "title"), Contents((Text("Contents"),), 2))
    assert reading_text(brief) == ("Title", "Contents")
    assert pdf_blocks(write_pdf(brief, house_style()).data) == word_blocks(write_word(brief, house_style()))


@pytest.mark.parametrize("size", [7.0, 16.0, 24.0])
def test_contents_survive_other_type_sizes(size: float) -> None:
    """Small and large type keep every entry."""
    brief = _brief(depth=3, sections=3)
    written = write_pdf(brief, replace(house_style(), size=Points(size)))
    assert pdf_blocks(written.data) == reading_text(brief)


def _fields(root: Any) -> list[str]:
    return [" ".join(element.text.split()) for element in root.iter(f"{W}instrText")]


def test_word_holds_a_field_around_real_entries() -> None:
    """Word can update the contents and asks nothing: a TOC field, links to bookmarks, page fields with numbers."""
    pages = write_pdf(every_kind(), house_style()).heading_pages
    found = parts_of(write_word(every_kind(), house_style(), pages))
    root = found["word/document.xml"]
    names = ["h_key_facts", "h_provisions", "h_lesser", "h_annex", "h_moved"]
    assert _fields(root) == [r'TOC \o "1-2" \h \z \u', *(rf"PAGEREF {name} \h" for name in names)]
    marks = [mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", *(["begin", "separate", "end"] * len(names)), "end"]
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    bookmarks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert [link for link in links if link.startswith("h_")] == names
    assert [name for name in bookmarks if name.startswith("h_")] == ["h_title", *names]
    assert len({mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")}) == len(bookmarks)
    shown = ["".join(text.text for text in link.iter(f"{W}t")) for link in root.iter(f"{W}hyperlink")][:3]
    assert shown == [
        f"{words}{pages[anchor]}"
        for words, anchor in (("Key facts", "key-facts"), ("Provisions", "provisions"), ("A lesser heading", "lesser"))
    ]
    assert not list(found["word/settings.xml"].iter(f"{W}updateFields"))


def test_pages_that_nobody_knows_stay_empty_in_word() -> None:
    """A Word file alone knows no pages: the fields are there, their results hold nothing."""
    root = parts_of(write_word(every_kind(), house_style()))["word/document.xml"]
    texts = ["".join(t.text for t in link.iter(f"{W}t")) for link in root.iter(f"{W}hyperlink")][:3]
    assert texts == ["Key facts", "Provisions", "A lesser heading"]


def test_entries_have_the_house_s_right_tab_with_dots() -> None:
    """The tab stands at the right margin of the house."""
    styles = parts_of(write_word(every_kind(), house_style()))["word/styles.xml"]
    page = house_style().page
    width = round((page.width - page.left - page.right) * 20)
    for level in range(1, 6):
        (style,) = styles.xpath(f"//*[@*[local-name()='styleId']='TOC{level}']")
        (tab,) = style.iter(f"{W}tab")
        assert (tab.get(f"{W}val"), tab.get(f"{W}leader")) == ("right", "dot")
        assert abs(int(tab.get(f"{W}pos")) - width) <= 1


def _passes(variable: str, path: Path, *words: str) -> str:
    command = os.environ.get(variable, "")
    if not command:
        pytest.skip(f"{variable} does not name a command")
    done = subprocess.run([command, *words, str(path)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_awkward_contents_conform_as_pdf(tmp_path: Path) -> None:
    """Nested contents are sound structure; so are contents without an entry."""
    bare = document(_heading(1, "Title", "title"), Contents((Text("Contents"),), 2))
    for name, made in (("awkward", _AWKWARD), ("bare", bare)):
        (tmp_path / f"{name}.pdf").write_bytes(write_pdf(made, house_style()).data)
        assert _passes("BRIEFING_VERAPDF", tmp_path / f"{name}.pdf", "ua1,3a") == ""


def test_awkward_contents_are_sound_word(tmp_path: Path) -> None:
    """With and without known pages."""
    for name, pages in (("known", {"a": 1}), ("unknown", None)):
        (tmp_path / f"{name}.docx").write_bytes(write_word(_AWKWARD, house_style(), pages))
        assert _passes("BRIEFING_OOXML_CHECK", tmp_path / f"{name}.docx") == ""


def test_headings_above_the_contents_are_led_to_as_well() -> None:
    """Every link of the contents in Word has its bookmark, wherever the contents stand."""
    made = document(
        Heading(1, (Text("Title"),), "title"),
        Heading(2, (Text("Above"),), "above"),
        Contents((Text("Contents"),), 2),
        Heading(2, (Text("Below"),), "below"),
    )
    root = parts_of(write_word(made, house_style()))["word/document.xml"]
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    bookmarks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert (links, bookmarks) == (["h_above", "h_below"], ["h_title", "h_above", "h_below"])
