"""The text of the Word file is the text of the document, block by block."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.document import (
    Block,
    BlockQuote,
    Column,
    Division,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
)
from briefings.traversal import reading_text
from briefings.writers.word import write_word
from tests.samples import document, every_kind, house_style
from tests.word_reading import parts_of, word_blocks

MARKUP_LIKE = (
    "</w:t></w:r><w:r><w:t>",
    "]]><w:p/>",
    "<!-- -->",
    "&amp; &#60; &lt;",
    "\"quoted\" and 'quoted'",
    '{ HYPERLINK "x" } { DDE cmd }',
    "{page} of {pages}",
    "[1] and ^1",
    "12\u00a0345\u202f678 non\u2011break and soft\u00adhyphen",
    "a\nb\tc\rd\u2028e",
    "combining e\u0301, astral \U0001d400, right-to-left \u0627\u0644",
)


def paragraph(*inlines: Inline | str, number: int | None = None) -> Paragraph:
    """Return a paragraph of the inlines; a plain string becomes a ``Text``."""
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in inlines), number)


def same_text(*blocks: Block, notes: tuple[Note, ...] = ()) -> bool:
    """Return whether the Word file of the blocks reads like the document; pytest shows both where not."""
    brief = document(*blocks, notes=notes)
    assert word_blocks(write_word(brief, house_style())) == reading_text(brief)
    return True


def test_every_kind_of_node_reads_as_in_the_document() -> None:
    """Every kind of block and inline keeps its words, its order and its note marks."""
    brief = every_kind()
    assert word_blocks(write_word(brief, house_style())) == reading_text(brief)


@pytest.mark.parametrize("text", MARKUP_LIKE)
def test_text_that_looks_like_markup_is_printed_letter_for_letter(text: str) -> None:
    """Neither XML nor field code nor a note mark can come out of a text, wherever it stands."""
    cells = ((Text(text),),)
    assert same_text(
        Heading(1, (Text(text),), "t"),
        paragraph(text, Strong((Text(text),)), NoteReference(1)),
        Table((Column(1.0),), cells, (cells,), caption=(Text(text),)),
        notes=(Note(1, (Text(text),)),),
    )


def test_no_letter_is_changed_between_the_document_and_the_file() -> None:
    """No-break spaces, no-break hyphens and runs of spaces stay as they are."""
    text = " two  spaces\u00a0and\u202fnarrow\u2011hyphen "
    parts = parts_of(write_word(document(paragraph(text)), house_style()))
    letters = [t.text for t in parts["word/document.xml"].iter("{*}t")]
    assert letters == [text]


def test_numbers_of_paragraphs_are_the_documents_own_when_they_jump() -> None:
    """Numbers run on over headings and lists, restart, jump forward and go back as the document says."""
    assert same_text(
        paragraph("one", number=1),
        Heading(2, (Text("Between"),), "between"),
        paragraph("two", number=2),
        List(((paragraph("listed"),),), start=7),
        paragraph("nine", number=9),
        paragraph("ten", number=10),
        paragraph("three", number=3),
        Division(Role.JUDGEMENT, (paragraph("four", number=4), paragraph("five", number=5))),
        paragraph("six", number=6),
        Division(Role.JUDGEMENT, (paragraph("seven", number=7),)),
        List(((paragraph("eight, in an item", number=8),),)),
        BlockQuote((paragraph("nine, in a quotation", number=9),)),
    )


def test_lists_of_any_depth_and_shape_keep_their_words() -> None:
    """Items may be empty, begin with a list, a table or a heading, and nest deeper than Word's nine levels."""
    deep: Block = paragraph("deepest")
    for level in range(12):
        deep = List(((paragraph(f"level {level}"), deep),), start=level if level % 2 else None)
    table = Table((Column(1.0),), ((Text("head"),),), (((Text("cell"),),),))
    assert same_text(
        deep,
        List(((), (List(((paragraph("inner"),),)),), (table, paragraph("after")), (Heading(2, (Text("H"),), "h"),))),
        Division(Role.BOTTOM_LINE, (List(((paragraph("boxed"), paragraph("more"), deep),), start=2),)),
    )


def test_notes_read_in_order_wherever_they_are_referred_to() -> None:
    """First and later references in headings, captions, cells, links and notes give the same marks as the document."""
    note = tuple(NoteReference(number) for number in range(1, 5))
    assert same_text(
        Heading(1, (Text("Title"), note[0]), "title"),
        Table(
            (Column(0.5), Column(0.5)),
            ((Text("A"), note[2]), (Text("B"), note[0])),
            (((), (Text("cell"), note[1])),),
            caption=(Text("Caption"), note[1]),
        ),
        paragraph(Link("https://example.org/", (Text("link"), note[3], note[0])), LineBreak(), note[3]),
        notes=tuple(Note(number, (Text(f"Note {number}"), NoteReference(1))) for number in range(1, 5)),
    )


def test_a_document_without_blocks_is_an_empty_file() -> None:
    """Nothing in, nothing to read out."""
    assert same_text()


letters = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30)
texts = st.builds(Text, letters, st.none(), st.none())
inlines = st.recursive(
    texts | st.just(LineBreak()),
    lambda child: st.builds(Strong, st.tuples(child)) | st.builds(Emphasis, st.tuples(child, child)),
    max_leaves=5,
).map(lambda inline: (inline,))
paragraphs = st.builds(Paragraph, inlines, st.none() | st.integers(1, 40))
tables = st.builds(
    lambda cells, caption: Table((Column(0.4), Column(0.6)), cells, (cells, cells), caption),
    st.tuples(inlines, inlines),
    inlines,
)
blocks = st.recursive(
    paragraphs | tables,
    lambda child: (
        st.builds(List, st.lists(st.lists(child, max_size=2).map(tuple), max_size=3).map(tuple), st.none())
        | st.builds(BlockQuote, st.tuples(child))
        | st.builds(Division, st.sampled_from(Role), st.tuples(child, child))
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks, max_size=6).map(tuple))
def test_any_document_reads_the_same(invented: tuple[Block, ...]) -> None:
    """Whatever the tree and its letters, the file reads like the document."""
    brief: Document = document(*invented)
    assert word_blocks(write_word(brief, house_style())) == reading_text(brief)
