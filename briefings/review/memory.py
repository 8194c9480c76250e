"""What a review copy remembers of itself: the record it was made from, its words, and which fact stands where.

It travels in the file, so that a copy can be read back after the record has moved on.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec
from msgspec import Struct, field

from briefings.build.brief import Brief
from briefings.facts import Dossier, Fact, Gap, Judgement, Statement
from briefings.readers.canonical_text import refused
from briefings.readers.docx_review import ReviewFile

#: The version of what is remembered; another one is refused.
VERSION: Final = 1
_COMMENT_HEAD: Final = re.compile(r"(?P<fact>[^\s\[\]]{1,200}) \[(?P<place>[1-9][0-9]{0,6})\]")
_QUOTING: Final = ("“", "«", "‘", "„", '"')
_HINT: Final = "take a copy made by `briefing build ID --review`, edited in Word or LibreOffice and saved as .docx"

Wordings = dict[str, str]


class Place(Struct, frozen=True):
    """One place where a fact is printed."""

    fact: str
    field: str = ""
    """Which of the fact's wordings is printed there, such as ``text``; empty where the words are quoted or made
    of values."""
    comment: str = ""
    """What the comment there says."""


class Remembered(Struct, frozen=True):
    """One paragraph as it was made."""

    text: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Start and end of each place, by its number."""


class Memory(Struct, frozen=True):
    """What a review copy remembers."""

    version: int
    dossier: str
    audience: str
    language: str
    record: str
    """SHA-256 of the record that the copy was made from."""
    places: tuple[Place, ...]
    """By number, from 1."""
    paragraphs: tuple[Remembered, ...]


def remembered(dossier: Dossier, brief: Brief, copy: ReviewFile) -> str:
    """Return what a review copy is to remember, as JSON; ``copy`` is the copy as its reader reads it."""
    records = {record.id: record for record in dossier.accord.records()}
    heads = {comment.text.partition("\n")[0]: comment.text for comment in copy.comments}
    facts = {int(found["place"]): found["fact"] for head in heads if (found := _COMMENT_HEAD.fullmatch(head))}
    printed: dict[int, str] = {}
    for paragraph in copy.paragraphs:
        printed.update({number: _printed(paragraph.old, *span) for number, span in paragraph.places.items()})
    places = tuple(
        Place(fact, _field(records[fact], brief.language, printed.get(number, "")), heads[f"{fact} [{number}]"])
        for number, fact in sorted(facts.items())
    )
    paragraphs = tuple(
        Remembered(each.old, {str(number): span for number, span in each.places.items()}) for each in copy.paragraphs
    )
    accord = dossier.accord
    memory = Memory(
        VERSION, accord.id, brief.audience.name, brief.language, dossier.hashes[accord.file], places, paragraphs
    )
    return msgspec.json.encode(memory).decode("utf-8")


def _printed(paragraph: str, start: int, end: int) -> str:
    """Return the words at a place; nothing for a quotation, which is no wording even where it says the same."""
    return "" if paragraph[:start].rstrip().endswith(_QUOTING) else paragraph[start:end]


def recall(copy: ReviewFile, file: str) -> Memory:
    """Return what a review copy remembers. Raises ``BriefingError`` (exit 5) for a file that remembers nothing."""
    if not copy.memory:
        raise refused("the file is no review copy, or a program has dropped what it remembers of itself", file, _HINT)
    try:
        memory = msgspec.json.decode(copy.memory, type=Memory)
    except msgspec.DecodeError:
        raise refused("what the review copy remembers of itself is damaged", file, _HINT) from None
    if memory.version != VERSION:
        raise refused("the review copy was made by another version of this program", file, "make it again")
    return memory


def wordings(record: Fact | Statement | Judgement | Gap, language: str) -> Wordings:
    """Return what a record says in a language, by the names of its fields; values such as names and dates are none."""
    names = ("text", "label", "office", "who", "when", "payer", "answer", "question", "why", "topic", "name")
    found: Wordings = {}
    for name in names:
        wording = getattr(record, name, None)
        # A person's name is a value, a body's name a wording.
        if wording is not None and not isinstance(wording, str) and (words := wording.in_language(language)):
            found[name] = words
    return found


def _field(record: Fact | Statement | Judgement | Gap, language: str, printed: str) -> str:
    return next((name for name, words in wordings(record, language).items() if same(words, printed)), "")


def same(recorded: str, printed: str) -> bool:
    """Return whether words are printed as they are recorded, but for spaces and a capital at their beginning."""
    return _folded(recorded) == _folded(printed) != ""


def _folded(text: str) -> str:
    bare = "".join(text.replace("\u00ad", "").split())
    return bare[:1].casefold() + bare[1:]


def place_of(comment: str) -> int | None:
    """Return the place that a comment of ours names in its first line, or ``None`` for another comment."""
    found = _COMMENT_HEAD.fullmatch(comment.partition("\n")[0].strip())
    return int(found["place"]) if found else None
