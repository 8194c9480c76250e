"""Captions with numbers, references and endnotes in tracked changes: both versions come out, and nothing leads nowhere."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefings.captions import number_captions, resolve_references
from briefings.comparing.documents import revise
from briefings.document import (
    Annex,
    Block,
    CrossReference,
    Document,
    Heading,
    Inline,
    List,
    NoteReference,
    Paragraph,
    Series,
    Table,
    Text,
)
from briefings.style import HouseStyle, NotePlace
from briefings.traversal import reading_text
from briefings.writers.word import write_revised
from tests.comparing.resolving import W, changes, resolved
from tests.comparing.test_revised_documents import DATE, PAIRS, ROWS, notes, said, table
from tests.figures import dated
from tests.samples import document, house_style
from tests.word_lint import faults, structural_faults
from tests.word_reading import parts_of, word_blocks
from tests.writers.letterheads import letterhead, styled, with_slots

CHECK = os.environ.get("BRIEFING_OOXML_CHECK", "")
STYLES = {
    "footnotes": house_style(),
    "endnotes": replace(house_style(), word_notes=NotePlace.END),
    "letterhead": styled(letterhead()),
    "letterhead with endnotes": replace(styled(letterhead()), word_notes=NotePlace.END),
}
PATTERNS = {Series.TABLE: "Table\u00a0{number}. {words}", Series.FIGURE: "Figure\u00a0{number}. {words}"}


def brief(*blocks: Block, foot: tuple[str, ...] = ()) -> Document:
    """Return a document whose captions are numbered and whose references have their words, as those of a build."""
    problems: list[str] = []
    made, found = resolve_references(
        number_captions(blocks, PATTERNS), notes(*foot), lambda message, _: problems.append(message)
    )
    assert problems == []
    return with_slots(document(*made, notes=found))


def lead(*pieces: str) -> Paragraph:
    """Return a paragraph of words and, for a piece ``#name``, a reference that has its words from its target."""
    return Paragraph(tuple(CrossReference(piece[1:], ()) if piece[:1] == "#" else Text(piece) for piece in pieces))


def named(caption: str, name: str, *rows: tuple[str, ...]) -> Table:
    return replace(table(*(rows or ROWS), caption=caption), anchor=name)


def head(words: str, name: str) -> Heading:
    return Heading(2, (Text(words),), name)


OTHER = (("Person", "Office"), ("A. Somebody", "Minister"))
LINKED: dict[str, tuple[Document, Document]] = {
    "a table in front": (
        brief(named("Provisions.", "p"), lead("As ", "#p", " says, training is agreed.")),
        brief(named("Persons.", "q", *OTHER), named("Provisions.", "p"), lead("As ", "#p", " says, training is agreed. See ", "#q", ".")),
    ),
    "other words in a caption": (
        brief(named("Provisions by status.", "p"), lead("As ", "#p", " says.")),
        brief(named("Clauses by status.", "p"), lead("As ", "#p", " says.")),
    ),
    "another number and other words": (
        brief(named("Old words", "p"), lead("#p")),
        brief(named("Persons.", "q", *OTHER), named("Clauses, new words", "p"), lead("#p", " and ", "#q")),
    ),
    "a heading in other words": (
        brief(head("Provisions in full", "full"), lead("See ", "#full", " below.")),
        brief(head("Provisions in short", "full"), lead("See ", "#full", " below.")),
    ),
    "a heading that moves": (
        brief(head("First of all", "a"), said("one one"), head("Second of two", "b"), said("two two"), lead("See ", "#a", ".")),
        brief(head("Second of two", "b"), said("two two"), lead("See ", "#b", "."), head("First of all", "a"), said("one one")),
    ),
    "a target that goes with its reference": (
        brief(head("Provisions in full", "full"), said("words words"), lead("See ", "#full", " above."), said("kept")),
        brief(said("kept")),
    ),
    "a table that goes": (
        brief(named("Provisions.", "p"), said("between"), named("Persons.", "q", *OTHER), lead("#p", " and ", "#q")),
        brief(said("between"), named("Persons.", "q", *OTHER), lead("#q", " alone")),
    ),
    "a target with another name": (
        brief(head("Provisions in full", "full"), lead("See ", "#full", " of this note.")),
        brief(head("Provisions in full", "whole"), lead("See ", "#whole", " of this note.")),
    ),
    "a link in other words": (
        brief(head("Part", "a"), head("Piece", "b"), Paragraph((CrossReference("a", (Text("see above"),)), Text(" all")))),
        brief(head("Part", "a"), head("Piece", "b"), Paragraph((CrossReference("b", (Text("see far above"),)), Text(" all")))),
    ),
    "references in a list and a note": (
        replace(brief(head("Part", "a"), List(((lead("in ", "#a"),), (said("two two"), head("Inner", "i")), (lead("#i"),)))), notes=()),
        replace(brief(head("Part", "a"), List(((said("two two"),),))), notes=()),
    ),
    "a figure and its number": (
        brief(replace(dated(), caption=(Text("Dates."),), anchor="f"), lead("See ", "#f", ".")),
        brief(replace(dated(), caption=(Text("All dates."),), anchor="g"), lead("See ", "#g", ".")),
    ),
    "an annex that goes": (
        brief(said("body"), lead("What was cut stands in the ", "#annex", "."), Annex((head("Annex", "annex"), said("moved words")))),
        brief(said("body"), said("moved words")),
    ),
}  # fmt: skip


def both_ways(old: Document, new: Document, style: HouseStyle) -> bytes:
    """Check that both versions come out of the file, sound both ways and before, and return it."""
    data = write_revised(revise(old, new, "The desk", DATE), style)
    accepted, rejected = (resolved(data, accept=accept) for accept in (True, False))
    assert (word_blocks(accepted), word_blocks(rejected)) == (reading_text(new), reading_text(old))
    assert [structural_faults(data), faults(accepted), faults(rejected)] == [[], [], []]
    return data


@pytest.mark.parametrize("kind", STYLES)
@pytest.mark.parametrize("name", LINKED)
def test_both_versions_come_out_and_lead_where_they_should(name: str, kind: str) -> None:
    """Fields whole, every reference to a bookmark that is there, in either version, in our skin and a house's own."""
    old, new = LINKED[name]
    both_ways(old, new, STYLES[kind])
    both_ways(new, old, STYLES[kind])


@pytest.mark.parametrize("name", PAIRS)
def test_endnotes_are_tracked_as_footnotes_are(name: str) -> None:
    """Every pair of versions that is tried with footnotes."""
    for old, new in (PAIRS[name], PAIRS[name][::-1]):
        data = write_revised(revise(old, new, "The desk", DATE), STYLES["endnotes"])
        assert word_blocks(resolved(data, accept=True)) == reading_text(new)
        assert word_blocks(resolved(data, accept=False)) == reading_text(old)
        assert structural_faults(data) == []


def _instructions(data: bytes, tag: str = "instrText") -> list[str]:
    return [element.text for element in parts_of(data)["word/document.xml"].iter(f"{W}{tag}")]


def test_a_caption_in_other_words_keeps_its_number() -> None:
    """The field is not touched, and what a reference repeats is the name of the table alone."""
    old, new = LINKED["other words in a caption"]
    data = both_ways(old, new, house_style())
    assert [("".join(e.itertext()), e.tag.removeprefix(W)) for e in changes(data)] == [
        ("Provisions", "del"),
        ("Clauses", "ins"),
    ]
    assert _instructions(data) == [" SEQ Table \\* ARABIC ", " REF h_p \\h "]
    assert _bookmarked(data, "h_p") == "Table\u00a01"


def test_a_number_that_changes_is_a_field_gone_and_a_field_come() -> None:
    """Both stand in the name of the table, and the reference as a whole goes and comes, never a part of it."""
    old, new = LINKED["another number and other words"]
    data = both_ways(old, new, house_style())
    assert _instructions(data, "delInstrText") == [" SEQ Table \\* ARABIC ", " REF h_p \\h "]
    assert _bookmarked(data, "h_p") == "Table\u00a012"
    assert _bookmarked(resolved(data, accept=True), "h_p") == "Table\u00a02"
    assert _bookmarked(resolved(data, accept=False), "h_p") == "Table\u00a01"


def _bookmarked(data: bytes, name: str) -> str:
    root = parts_of(data)["word/document.xml"]
    start = next(each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == name)
    inside = False
    found = []
    for element in root.iter():
        inside = inside or element is start
        if element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            break
        if inside and element.tag in (f"{W}t", f"{W}delText"):
            found.append(element.text)
    return "".join(found)


def test_what_is_gone_leaves_its_name_to_the_new_version() -> None:
    """A heading that moves is deleted and inserted; each reference leads to the one of its own version."""
    old, new = LINKED["a heading that moves"]
    data = both_ways(old, new, house_style())
    (gone,) = _instructions(data, "delInstrText")
    assert gone in (" REF h_old_a \\h ", " REF h_a \\h ")
    names = [each.get(f"{W}name") for each in parts_of(data)["word/document.xml"].iter(f"{W}bookmarkStart")]
    assert sorted(names) in (["h_a", "h_b", "h_old_a"], ["h_a", "h_b", "h_old_b"])


def test_an_old_reference_whose_target_has_another_name_keeps_its_words() -> None:
    """It leads nowhere then, for Word would print an error in its place."""
    old, new = LINKED["a target with another name"]
    data = both_ways(old, new, house_style())
    assert _instructions(data, "delInstrText") == []
    assert _instructions(data) == [" REF h_whole \\h "]


def test_notes_with_references_are_tracked() -> None:
    """A note of the old version leads to what is gone with it."""
    marked: tuple[Inline, ...] = (Text("said"), NoteReference(1))
    old = brief(head("Part that goes", "a"), Paragraph(marked), said("kept kept"), foot=("Source A.",))
    old = replace(old, notes=(replace(old.notes[0], inlines=(CrossReference("a", (Text("Above"),)),)),))
    data = both_ways(old, brief(said("kept kept")), house_style())
    assert [e.get(f"{W}anchor") for e in parts_of(data)["word/footnotes.xml"].iter(f"{W}hyperlink")] == ["h_old_a"]


@pytest.mark.skipif(not CHECK, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    """Each pair both ways, in each kind of skin and notes."""
    files = []
    for name, (old, new) in LINKED.items():
        for kind, style in STYLES.items():
            for turned, (one, other) in enumerate(((old, new), (new, old))):
                files.append(tmp_path / f"{name}-{kind}-{turned}.docx")
                files[-1].write_bytes(write_revised(revise(one, other, "The desk", DATE), style))
    result = subprocess.run([*shlex.split(CHECK), *map(str, files)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
