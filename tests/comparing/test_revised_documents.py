"""A brief as tracked changes against another: accepting all gives the new text, rejecting all the old, block by block."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from briefings.comparing.documents import revise
from briefings.document import (
    Annex,
    Block,
    BlockQuote,
    Column,
    Contents,
    Division,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Section,
    Strong,
    Table,
    Text,
)
from briefings.errors import BriefingError, ExitCode
from briefings.traversal import block_inlines, reading_text, walk_blocks, walk_inlines
from briefings.writers.word import write_revised, write_word
from tests.comparing.resolving import W, changes, resolved
from tests.figures import dated
from tests.samples import document, every_kind, house_style
from tests.word_lint import structural_faults
from tests.word_reading import parts_of, word_blocks

DATE = "2026-11-23T00:00:00Z"


def tracked(old: Document, new: Document) -> bytes:
    return write_revised(revise(old, new, "The desk", DATE), house_style())


def assert_both_ways(old: Document, new: Document) -> bytes:
    """Check that both versions come out of the file, and return it."""
    data = tracked(old, new)
    assert word_blocks(resolved(data, accept=True)) == reading_text(new)
    assert word_blocks(resolved(data, accept=False)) == reading_text(old)
    assert structural_faults(data) == []
    ids = [element.get(f"{W}id") for element in changes(data)]
    assert len(ids) == len(set(ids))
    assert {(e.get(f"{W}author"), e.get(f"{W}date")) for e in changes(data)} <= {("The desk", DATE)}
    return data


def said(text: str, number: int | None = None) -> Paragraph:
    return Paragraph((Text(text),), number)


def table(*rows: tuple[str, ...], caption: str = "") -> Table:
    columns = tuple(Column(1 / len(rows[0])) for _ in rows[0])
    header, *body = (tuple((Text(cell),) if cell else () for cell in row) for row in rows)
    return Table(columns, header, tuple(body), (Text(caption),) if caption else (), row_header=True)


def noted(*marks: int | str) -> Paragraph:
    """Return a paragraph of words and note marks."""
    return Paragraph(tuple(NoteReference(mark) if isinstance(mark, int) else Text(mark) for mark in marks))


def notes(*texts: str) -> tuple[Note, ...]:
    return tuple(Note(number, (Text(text),)) for number, text in enumerate(texts, 1))


ROWS = (("Head", "Words"), ("Training", "Staff train together."), ("Health", "Nothing is said."))
PAIRS: dict[str, tuple[Document, Document]] = {
    "the same": (every_kind(), every_kind()),
    "nothing before": (document(), every_kind()),
    "nothing left": (every_kind(), document()),
    "a word": (document(said("The two sides met in Arda.")), document(said("The two sides trained in Arda."))),
    "a paragraph in front": (document(said("b b b")), document(said("a a a"), said("b b b"))),
    "a paragraph gone at the end": (document(said("b b b"), said("c c c")), document(said("b b b"))),
    "all other words": (document(said("one two three")), document(said("four five six"))),
    "a look": (
        document(Paragraph((Text("A "), Strong((Text("bold"),)), Text(" word")))),
        document(Paragraph((Text("A bold "), Emphasis((Text("word"),))))),
    ),
    "a link": (
        document(Paragraph((Link("https://example.org/a", (Text("the page"),)), Text(" and more")))),
        document(Paragraph((Link("https://example.org/b", (Text("the page"),)), Text(" and more"), LineBreak(), Text("b")))),
    ),
    "a language": (
        document(Paragraph((Text("He said "), Text("exercices", language="fr")))),
        document(Paragraph((Text("He said "), Text("exercices", language="en-US")))),
    ),
    "numbered paragraphs": (
        document(said("first first", 1), said("second one", 2), said("third", 3)),
        document(said("nought", 1), said("first first", 2), said("third", 3), said("fourth", 4)),
    ),
    "a row": (document(table(*ROWS)), document(table(ROWS[0], ("Audit", "Yearly."), *ROWS[1:]))),
    "a row gone and a cell changed": (
        document(table(*ROWS, ("Cost", "Not known."))),
        document(table(ROWS[0], ("Training", "Staff train together in Arda."), ROWS[2])),
    ),
    "a heading cell": (document(table(*ROWS)), document(table(("Head", "Wording"), *ROWS[1:]))),
    "another column": (document(table(*ROWS)), document(table(*((*row, "x") for row in ROWS)))),
    "a caption": (document(table(*ROWS)), document(table(*ROWS, caption="What is said"))),
    "two tables that touch": (
        document(table(*ROWS), table(*ROWS, caption="c")),
        document(table(*ROWS), said("between"), table(*ROWS, caption="d"), table(("a",), ("b",))),
    ),
    "a list": (
        document(List(((said("one"),), (said("two two"),), (said("three"),)))),
        document(List(((said("two two"), said("continued")), (said("three and more"),), (said("four"), List(((said("x"),),)))))),
    ),
    "a list counted from another number": (
        document(List(((said("one"),), (said("two"),)), start=1)),
        document(List(((said("one"),), (said("two"),)), start=3)),
    ),
    "an item that begins with a table": (
        document(List(((table(*ROWS),), (said("two"),)))),
        document(List(((said("first"), table(*ROWS)), (said("two"),)))),
    ),
    "divisions and quotations": (
        document(Division(Role.BOTTOM_LINE, (said("It was agreed."),)), BlockQuote((said("His words."),))),
        document(BlockQuote((said("His very words."), said("More."))), Division(Role.JUDGEMENT, (said("Likely."),))),
    ),
    "an annex that comes": (
        document(Heading(1, (Text("T"),), "t"), Section("a", (said("body"),))),
        document(
            Heading(1, (Text("T"),), "t"),
            Annex((Heading(2, (Text("Annex"),), "annex"), Section("a", (said("body"),)), table(*ROWS))),
        ),
    ),
    "contents": (
        document(Contents((Text("Contents"),), 2), Heading(1, (Text("T"),), "t"), Heading(2, (Text("Old part"),), "p")),
        document(Contents((Text("Contents"),), 2), Heading(1, (Text("T"),), "t"), Heading(2, (Text("New part"),), "p")),
    ),
    "contents that come": (
        document(Heading(1, (Text("T"),), "t"), Heading(2, (Text("Part"),), "p")),
        document(Contents((Text("Contents"),), 2), Heading(1, (Text("T"),), "t"), Heading(2, (Text("Part"),), "p")),
    ),
    "a figure": (document(said("a"), replace(dated(), caption=(Text("Dates"),)), said("b")), document(said("a"), replace(dated(), caption=()), said("b"))),
    "a note in the caption of a figure": (
        document(said("a"), replace(dated(), caption=(Text("Dates"), NoteReference(1))), notes=notes("A.")),
        document(noted("b", 1), replace(dated(), caption=(Text("Days"), NoteReference(2), NoteReference(1))),
                 noted("c", 2), notes=notes("B.", "A.")),
    ),
    "a note that comes first": (
        document(noted("Training", 1, " and more", 1), notes=notes("Source A.")),
        document(noted("Visit", 1), noted("Training", 2, " and more", 2), notes=notes("Source B.", "Source A.")),
    ),
    "a note whose first mark goes": (
        document(noted("Visit", 1), noted("Training", 1, " more", 2), notes=notes("Source A.", "Source B.")),
        document(noted("Training", 1, " more", 2), notes=notes("Source A.", "Source B.")),
    ),
    "notes in another order": (
        document(noted("a a a", 1), noted("b b b", 2), noted("c", 1, 2), notes=notes("A.", "B.")),
        document(noted("b b b", 1), noted("a a a", 2), noted("c", 2, 1), notes=notes("B.", "A.")),
    ),
    "a note in other words": (
        document(noted("a", 1), notes=notes("Desk note, §2.")),
        document(noted("a", 1), notes=notes("Desk note, §3.")),
    ),
    "notes in a table with a caption": (
        document(
            replace(table(*ROWS), caption=(Text("c"), NoteReference(1)), header=((NoteReference(2), Text("h")), ())),
            notes=notes("A.", "B."),
        ),
        document(
            replace(table(*ROWS), caption=(Text("c"), NoteReference(1)), header=((NoteReference(1), Text("h")), ())),
            notes=notes("A."),
        ),
    ),
    "marks of XML": (document(said("a < b & c")), document(said('a <w:r> b "c" </w:p>'))),
    "soft hyphens": (document(said("com\u00admu\u00adniqué one")), document(said("com\u00admu\u00adniqué two"))),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_both_versions_come_out_of_the_file(name: str) -> None:
    """Accepted it says the new one, rejected the old one; and the other way round."""
    old, new = PAIRS[name]
    assert_both_ways(old, new)
    assert_both_ways(new, old)


def test_two_equal_versions_have_no_change() -> None:
    """The file is then the plain one, part by part."""
    data = tracked(every_kind(), every_kind())
    assert changes(data) == []
    assert data == write_word(every_kind(), house_style())


def test_only_the_words_that_differ_are_marked() -> None:
    """Unchanged words keep their runs; a space between two changed words goes with them."""
    data = tracked(*PAIRS["a word"])
    marked = [("".join(e.itertext()), e.tag.removeprefix(W)) for e in changes(data)]
    assert marked == [("met", "del"), ("trained", "ins")]
    both = document(said("They met in Arda City on Monday.")), document(said("They met in Borea Town on Monday."))
    marked = [("".join(e.itertext()), e.tag.removeprefix(W)) for e in changes(tracked(*both))]
    assert marked == [("Arda City", "del"), ("Borea Town", "ins")]


def test_whole_blocks_carry_their_marks() -> None:
    """The end of an inserted paragraph and an inserted row are marked, so that nothing empty is left of them."""
    new = document(said("a"), said("b b b"), table(*ROWS, ("Cost", "Not known.")))
    root = parts_of(tracked(document(said("a"), table(*ROWS)), new))["word/document.xml"]
    marks = [each.getparent().getparent().tag.removeprefix(W) for each in root.iter(f"{W}ins") if len(each) == 0]
    assert marks == ["pPr", "tr", "pPr", "pPr"]


@pytest.mark.parametrize("seed", range(40))
def test_any_two_documents_come_out_again(seed: int) -> None:
    """Invented documents with moved, changed and repeated blocks of all kinds, and the notes renumbered."""
    chance = random.Random(seed)
    old = _invented(chance, [])
    new = _invented(chance, list(old.blocks))
    assert_both_ways(old, new)


_WORDS = [
    "the",
    "two",
    "sides",
    "of",
    "Arda",
    "and",
    "Borea",
    "agree",
    "to",
    "train",
    "meet",
    "share",
    "pay",
    "review",
    "staff",
    "in",
    "June",
]


def _invented(chance: random.Random, kept: list[Block]) -> Document:
    """Return a document of random blocks, most of them from those kept; its notes are in order of first reference."""

    def words(most: int = 8) -> str:
        return " ".join(chance.choices(_WORDS, k=chance.randint(1, most)))

    def run() -> tuple[Inline, ...]:
        makes: list[Callable[[], Inline]] = [
            lambda: Text(words() + " "),
            lambda: Strong((Text(words(3) + " "),)),
            lambda: NoteReference(chance.randint(1, 5)),
            lambda: Text(words(3) + " ", language="fr"),
        ]
        return (Text(words()), *(chance.choice(makes)() for _ in range(chance.randint(0, 4))))

    def block(depth: int = 0) -> Block:
        kinds: list[Callable[[], Block]] = [
            lambda: Paragraph(run()),
            lambda: Heading(2, (Text(words(3)),), f"h-{chance.randint(1, 9)}"),
            lambda: Table(
                (Column(0.5), Column(0.5)), (run(), run()), tuple((run(), run()) for _ in range(chance.randint(1, 4)))
            ),
        ]
        if depth < 2:
            kinds += [
                lambda: List(tuple((Paragraph(run()), *([block(depth + 1)] if chance.random() < 0.3 else [])) for _ in range(3))),
                lambda: Division(chance.choice(list(Role)), (Paragraph(run()), block(depth + 1))),
                lambda: Section("part", (block(depth + 1), Paragraph(run()))),
            ]  # fmt: skip
        return chance.choice(kinds)()

    blocks = [each for each in kept if chance.random() < 0.7]
    for _ in range(chance.randint(2, 6)):
        blocks.insert(chance.randint(0, len(blocks)), block())
    return _renumbered(blocks)


def _renumbered(blocks: list[Block]) -> Document:
    """Return the document with its note marks numbered in the order in which they are printed."""
    numbers: dict[int, int] = {}
    for each in walk_blocks(blocks):
        for run in block_inlines(each):
            for inline in walk_inlines(run):
                if isinstance(inline, NoteReference):
                    numbers.setdefault(inline.number, len(numbers) + 1)
    from briefings.traversal import with_runs

    def renumber(run: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(NoteReference(numbers[i.number]) if isinstance(i, NoteReference) else i for i in run)

    texts = [f"Source {number}." for number in numbers]
    return document(*(with_runs(each, renumber) for each in blocks), notes=notes(*texts))


def test_the_same_versions_give_the_same_bytes() -> None:
    """No clock and no chance enters the file."""
    assert tracked(*PAIRS["a list"]) == tracked(*PAIRS["a list"])


def test_a_name_with_marks_of_xml_is_spelt_for_it() -> None:
    """The author is data like any other."""
    old, new = PAIRS["a word"]
    data = write_revised(revise(old, new, 'A "desk" <x> & co', DATE), house_style())
    assert {each.get(f"{W}author") for each in changes(data)} == {'A "desk" <x> & co'}


def test_numbers_that_jump_are_refused() -> None:
    """Word counts numbered paragraphs itself and could not count both versions right."""
    with pytest.raises(BriefingError) as caught:
        revise(document(said("a", 1), said("b", 5)), document(said("a", 1)), "desk", DATE)
    assert caught.value.exit_code is ExitCode.LAYOUT


def test_a_figure_that_differs_is_replaced_as_a_whole() -> None:
    """A drawing has no words to compare: the old one goes, the new one comes."""
    old, new = PAIRS["a figure"]
    root = parts_of(tracked(old, new))["word/document.xml"]
    holders = [next(d.iterancestors(f"{W}ins", f"{W}del")).tag.removeprefix(W) for d in root.iter(f"{W}drawing")]
    assert holders == ["del", "ins"]
    assert isinstance(new.blocks[1], Figure)
