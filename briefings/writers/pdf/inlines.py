"""Inlines become fragments: stretches of text of one face, size, colour and place in the structure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    CaptionNumber,
    CrossReference,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Strong,
    Text,
)
from briefings.errors import printable
from briefings.style import Colour
from briefings.traversal import plain_text
from briefings.writers.pdf.coverage import Coverage
from briefings.writers.pdf.fonts import Face
from briefings.writers.pdf.look import Setting
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.structure import Element

#: Note marks are set this much smaller, and raised by this part of the size of the words around them.
_MARK_SIZE, _MARK_RISE = 0.66, 0.35
#: Characters of a note that its mark tells to readers who do not see it.
_MARK_WORDS = 200
_LIVE_TARGET = re.compile(r"(?:https?://[^/?#]|mailto:)[!-~]+", re.IGNORECASE)


class Anchor(Struct, frozen=True, eq=False):
    """A live link: a stretch of text that leads to an address, to a note or to a heading, table or figure."""

    element: Element
    contents: str
    """Said of the link by a reader for the blind."""
    address: str | None = None
    note: int | None = None
    heading: str | None = None
    """Anchor of the heading, table or figure."""
    reach: float | None = None
    """How far from the page's left edge the live part of a line goes; ``None`` where it ends with the words."""


class Fragment(NamedTuple):
    """A stretch of text drawn in one way."""

    text: str
    face: Face
    size: float
    colour: Colour
    element: Element | None
    """The innermost structure element; ``None`` for an artifact."""
    anchor: Anchor | None = None
    rise: float = 0.0
    sticks: bool = False
    """Never parted from the word before it."""
    breaks: bool = False
    """Forces the end of a line; the text is then a single space."""
    note: int | None = None
    """Number of the note whose first reference this is."""
    language: str | None = None
    """BCP 47 tag of the words; ``None`` where no word may be parted."""
    changed: bool = False
    """Whether a bar is set beside its line."""


class Tone(Struct, frozen=True):
    """What an inline inherits from those around it."""

    setting: Setting
    element: Element | None
    bold: bool
    italic: bool = False
    anchor: Anchor | None = None
    in_note: bool = False


class Inlines:
    """Turns the inlines of one document into fragments."""

    def __init__(self, coverage: Coverage, language: str, notes: Mapping[int, tuple[Inline, ...]]) -> None:
        """Take the chooser of faces, the document's language and the words of its notes by number."""
        self.coverage = coverage
        self.language = language
        self.notes = notes
        self._met: set[int] = set()
        self._new: list[int] = []

    def meet(self, number: int) -> bool:
        """Return whether this is the first reference to the note."""
        if number in self._met:
            return False
        self._met.add(number)
        self._new.append(number)
        return True

    def new_numbers(self) -> list[int]:
        """Return the numbers of the notes met since the last call, in the order met."""
        new, self._new = self._new, []
        return new

    def fragments(
        self, inlines: Iterable[Inline], setting: Setting, element: Element | None, in_note: bool = False
    ) -> list[Fragment]:
        """Return the fragments of the inlines in reading order; first references to notes are marked as such.

        Inside a note no reference counts as the first: the note it names would have no page of its own.
        """
        return list(self.inside(inlines, Tone(setting, element, setting.bold, in_note=in_note)))

    def inside(self, inlines: Iterable[Inline], tone: Tone) -> Iterator[Fragment]:
        """Yield the fragments of the inlines in a given tone."""
        before: Inline | None = None
        for inline in inlines:
            if isinstance(inline, NoteReference) and isinstance(before, NoteReference):
                yield from self._comma(tone)
            yield from INLINE_KINDS[type(inline)](self, inline, tone)
            before = inline

    def _comma(self, tone: Tone) -> Iterator[Fragment]:
        """Yield a mark between two note marks, else 1 and 2 would read as 12; it is not part of the text."""
        size = tone.setting.size
        for comma in self.label(",", tone.setting, None, tone.bold):
            yield comma._replace(rise=size * _MARK_RISE, size=size * _MARK_SIZE, sticks=True)

    def label(self, words: str, setting: Setting, element: Element | None, bold: bool = False) -> list[Fragment]:
        """Return the fragments of words that are the writer's own, such as numbers."""
        return list(self.inside((Text(words),), Tone(setting, element, bold)))


def _text(inlines: Inlines, text: Text, tone: Tone) -> Iterator[Fragment]:
    setting, element = tone.setting, tone.element
    if text.language and text.language != inlines.language and element:
        element = Element("Span", element, language=text.language)
    colour = setting.link if tone.anchor else setting.colour
    spoken = (text.language or inlines.language) if setting.parts_words else None
    for words, face in inlines.coverage.stretches(text, tone.bold, tone.italic):
        yield Fragment(words, face, setting.size, colour, element, tone.anchor, language=spoken, changed=text.changed)


def _strong(inlines: Inlines, strong: Strong, tone: Tone) -> Iterator[Fragment]:
    return inlines.inside(strong.children, replace(tone, bold=True))


def _emphasis(inlines: Inlines, emphasis: Emphasis, tone: Tone) -> Iterator[Fragment]:
    return inlines.inside(emphasis.children, replace(tone, italic=True))


def _link(inlines: Inlines, link: Link, tone: Tone) -> Iterator[Fragment]:
    if not _LIVE_TARGET.fullmatch(link.target):
        raise layout_error(
            f'a link leads to "{printable(link.target[:80])}"',
            hint="only http, https and mailto addresses in ASCII may be live in a brief",
        )
    if tone.element is None or tone.anchor:
        return inlines.inside(link.children, tone)
    element = Element("Link", tone.element)
    words = " ".join(plain_text(link.children).split())
    anchor = Anchor(element, f"{words} ({link.target})" if words else link.target, address=link.target)
    return inlines.inside(link.children, replace(tone, element=element, anchor=anchor))


def _cross_reference(inlines: Inlines, reference: CrossReference, tone: Tone) -> Iterator[Fragment]:
    if tone.element is None or tone.anchor:
        return inlines.inside(reference.children, tone)
    element = Element("Link", tone.element)
    words = " ".join(plain_text(reference.children).split())
    anchor = Anchor(element, words or reference.anchor, heading=reference.anchor)
    return inlines.inside(reference.children, replace(tone, element=element, anchor=anchor))


def _caption_number(inlines: Inlines, number: CaptionNumber, tone: Tone) -> Iterator[Fragment]:
    return _text(inlines, Text(str(number.number)), tone)


def _note_reference(inlines: Inlines, reference: NoteReference, tone: Tone) -> Iterator[Fragment]:
    number = reference.number
    if number not in inlines.notes:
        raise layout_error(f"the text refers to note {number}, which the document does not hold")
    first = not tone.in_note and inlines.meet(number)
    mark = replace(tone, italic=False)
    if tone.element:
        element = Element("Link", Element("Reference", tone.element))
        mark = replace(mark, element=element, anchor=Anchor(element, _told(number, inlines.notes[number]), note=number))
    size = tone.setting.size
    for fragment in _text(inlines, Text(str(number)), mark):
        note = number if first else None
        yield fragment._replace(size=size * _MARK_SIZE, rise=size * _MARK_RISE, sticks=True, note=note)


def _told(number: int, words: tuple[Inline, ...]) -> str:
    told = " ".join(f"{number} {plain_text(words)}".split())
    return told if len(told) <= _MARK_WORDS else told[: _MARK_WORDS - 1] + "…"


def _line_break(inlines: Inlines, _: LineBreak, tone: Tone) -> Iterator[Fragment]:
    for fragment in _text(inlines, Text(" "), tone):
        yield fragment._replace(breaks=True)


INLINE_KINDS: Mapping[type, Callable[[Inlines, Any, Tone], Iterator[Fragment]]] = MappingProxyType(
    {
        Text: _text,
        Strong: _strong,
        Emphasis: _emphasis,
        Link: _link,
        NoteReference: _note_reference,
        LineBreak: _line_break,
        CrossReference: _cross_reference,
        CaptionNumber: _caption_number,
    }
)
