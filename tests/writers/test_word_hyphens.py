"""Word parts words itself, as the PDF does, and knows the author's soft hyphens."""

from __future__ import annotations

import re

import pytest

from briefings.document import (
    Column,
    Heading,
    Inline,
    Link,
    Note,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefings.traversal import reading_text
from briefings.writers.word import write_word
from briefings.writers.word.skins import skin_text
from tests.samples import document, house_style
from tests.word_reading import W, parts_of, word_blocks


def test_words_are_parted_by_word_at_most_twice_in_a_row() -> None:
    """The settings ask for it, with capitals left whole, in the order of the schema (ECMA-376 part 1, 17.15.1)."""
    settings = parts_of(write_word(document(), house_style()))["word/settings.xml"]
    named = [(child.tag.removeprefix(W), child.get(f"{W}val")) for child in settings]
    start = named.index(("autoHyphenation", None))
    assert named[start : start + 4] == [
        ("autoHyphenation", None),
        ("consecutiveHyphenLimit", "2"),
        ("hyphenationZone", "720"),
        ("doNotHyphenateCaps", None),
    ]


@pytest.mark.parametrize(
    "name",
    (
        *("heading 1", "heading 2", "heading 3", "heading 4", "heading 5", "Title", "Subtitle"),
        *("caption", "header", "footer", "Marking", "Table Heading"),
    ),
)
def test_no_word_is_parted_in_headings_captions_and_furniture(name: str) -> None:
    """As in the PDF."""
    style = re.search(rf'<w:style [^>]*><w:name w:val="{name}"/>.*?</w:style>', skin_text("styles.xml"), re.DOTALL)
    assert style is not None
    assert "<w:suppressAutoHyphens/>" in style.group()


def test_a_soft_hyphen_of_the_text_is_an_optional_one() -> None:
    """As a character Word would print it; it is no letter of the text in body, cell, heading, link or note."""
    run: tuple[Inline, ...] = (Text("\u00adco\u00adop\u00ad"), Strong((Text("\u00ad"),)), Text("end"))
    made = document(
        Heading(1, run, "h"),
        Paragraph((*run, Link("https://example.org", run), NoteReference(1))),
        Table((Column(1.0),), (run,), ((run,),), run),
        notes=(Note(1, run),),
    )
    data = write_word(made, house_style())
    parts = parts_of(data)
    assert word_blocks(data) == reading_text(made) == ("coopend", "coopendcoopend[1]", *["coopend"] * 3, "1 coopend")
    assert len(list(parts["word/document.xml"].iter(f"{W}softHyphen"))) == 6 * 4
    for part in parts.values():
        texts = [*part.itertext(), *(value for node in part.iter("*") for value in node.attrib.values())]
        assert not any("\u00ad" in text for text in texts)
