"""Invented documents to measure with, the same ones each time. Nothing in them states anything about the world."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from briefings.document import (
    Block,
    BlockQuote,
    Column,
    Contents,
    Document,
    Emphasis,
    Furniture,
    Heading,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Properties,
    Strong,
    Table,
    Text,
)
from briefings.house import load_house
from briefings.style import HouseStyle
from briefings.templates.library import Library
from briefings.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parents[1]
_WORDS = (
    "the delegation noted that staff exchanges, joint training and protection of personal information remain under "
    "discussion between both administrations; well-known follow-up questions and/or details stay open"
)


def house_style() -> HouseStyle:
    """Return the look of the repository's own house."""
    return load_house(Library(Workspace(REPOSITORY).template_folders)).style


class _Maker:
    def __init__(self, seed: int = 4) -> None:
        self.random = random.Random(seed)
        self.vocabulary = _WORDS.split()
        self.notes: list[Note] = []

    def words(self, least: int, most: int) -> Text:
        count = self.random.randint(least, most)
        return Text(" ".join(self.random.choice(self.vocabulary) for _ in range(count)).capitalize() + ".")

    def note(self) -> NoteReference:
        self.notes.append(Note(len(self.notes) + 1, (self.words(6, 20),)))
        return NoteReference(len(self.notes))

    def section(self, number: int) -> Iterator[Block]:
        yield Heading(2, (Text(f"Section {number}"),), f"s-{number}")
        for _ in range(3):
            link = Link("https://example.org/page", (Text("a page elsewhere"),))
            marked = (Strong((self.words(1, 3),)), Text(" "), Emphasis((self.words(1, 3),)), Text(" "), link)
            yield Paragraph((self.words(30, 80), self.note(), Text(" "), *marked))
        yield List(tuple((Paragraph((self.words(5, 25),)),) for _ in range(4)))
        rows = tuple(((Text(f"Row {n}"),), (self.words(4, 20), self.note()), (self.words(1, 3),)) for n in range(5))
        header = ((Text("Number"),), (Text("Words"),), (Text("More"),))
        yield Table(
            (Column(0.2), Column(0.55), Column(0.25)), header, rows, (Text(f"Table {number}"),), row_header=True
        )
        yield BlockQuote((Paragraph((self.words(20, 40),)),))


def long_document(sections: int) -> Document:
    """Return a document of about one page a section, with all kinds of blocks, notes, links and contents."""
    maker = _Maker()
    blocks: list[Block] = [Heading(1, (Text("An invented document"),), "title"), Contents((Text("Contents"),), 2)]
    for number in range(1, sections + 1):
        blocks += maker.section(number)
    return _document(blocks, maker.notes)


def one_table(rows: int) -> Document:
    """Return a document of one table of three columns."""
    maker = _Maker()
    body = tuple(((Text(f"Row {n}"),), (maker.words(4, 12),), (maker.words(1, 3),)) for n in range(rows))
    header = ((Text("Number"),), (Text("Words"),), (Text("More"),))
    columns = (Column(0.2), Column(0.55), Column(0.25))
    return _document([Table(columns, header, body, (Text("A table"),), row_header=True)], [])


def one_paragraph(characters: int) -> Document:
    """Return a document of one paragraph of at least that many characters."""
    words = _WORDS + " "
    return _document([Paragraph((Text(words * (characters // len(words) + 1)),))], [])


def _document(blocks: list[Block], notes: list[Note]) -> Document:
    return Document(
        language="en-GB",
        properties=Properties("An invented document", "Measurement", "Invented desk", "2026-11-23", "invented"),
        furniture=Furniture("Public", "An invented document", "Page {page} of {pages}", "invented"),
        blocks=tuple(blocks),
        notes=tuple(notes),
    )
