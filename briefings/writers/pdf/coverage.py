"""Characters that no face of the house can print. A brief with one of them is not written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from briefings.document import Document, Text
from briefings.errors import BriefingError, ExitCode, Problem, printable
from briefings.style import HouseStyle
from briefings.traversal import drawn_inlines, walk_inlines
from briefings.writers.pdf.families import Families, clusters
from briefings.writers.pdf.fonts import Face

_AS_SPACE = str.maketrans("\t\n\r", "   ")


class MissingGlyph(Struct, frozen=True):
    """One text with characters that cannot be printed."""

    characters: str
    """Each missing character once, in the order met."""
    text: str
    fact: str | None
    """Id of the fact the text came from; ``None`` for words of the template or the furniture."""
    language: str
    """BCP 47 tag of the text."""

    def __str__(self) -> str:
        """Return the code points and the text, with a note of the fact where there is one."""
        points = ", ".join(f"U+{ord(character):04X}" for character in self.characters)
        owner = f" (fact {self.fact})" if self.fact else ""
        return f'{points} in "{printable(self.text[:60])}"{owner}'


class MissingGlyphs(BriefingError):
    """The fonts of the house lack characters of the document."""

    def __init__(self, missing: tuple[MissingGlyph, ...]) -> None:
        """Take every text that cannot be printed, in reading order; at least one."""
        self.missing = missing
        super().__init__(Problem(ExitCode.LAYOUT, f"the fonts cannot print {each}") for each in missing)


def missing_glyphs(document: Document, style: HouseStyle) -> tuple[MissingGlyph, ...]:
    """Return every text of the document that the fonts of the house cannot print whole, each once, in reading order.

    Looks at head and foot of the pages, then the body, then the notes; properties need no glyphs. Raises
    ``BriefingError`` where the fonts cannot be used.
    """
    return Coverage(Families(style), document.language).missing_in(document)


class Coverage:
    """Chooses a face for each stretch of text."""

    def __init__(self, families: Families, language: str) -> None:
        """Take the families, and the language of texts that name none."""
        self._families = families
        self._language = language

    def missing_in(self, document: Document) -> tuple[MissingGlyph, ...]:
        """Return what no family prints, as ``missing_glyphs`` does."""
        texts = list(_texts(document))
        letters = "".join(set("".join(text.text for text in texts))).translate(_AS_SPACE)
        if self._families.main.regular.covers(letters):
            return ()
        return tuple(missing for text in dict.fromkeys(texts) if (missing := self._missing_of(text)))

    def require(self, document: Document) -> None:
        """Raise ``MissingGlyphs`` where a text of the document cannot be printed whole."""
        if missing := self.missing_in(document):
            raise MissingGlyphs(missing)

    def stretches(self, text: Text, bold: bool, italic: bool) -> Iterator[tuple[str, Face]]:
        """Yield the text in stretches of one face each; tabs and line ends become spaces.

        Where the italic face lacks a letter (Greek, say), the upright face of the same weight prints it, and then a
        fallback family. A letter and its marks are never parted. Raises ``MissingGlyphs`` where no face has a letter.
        """
        words = text.text.translate(_AS_SPACE)
        face = self._families.main.face(bold, italic)
        if face.covers(words):
            yield words, face
            return
        chosen = [(cluster, self._families.face_for(cluster, bold, italic)) for cluster in clusters(words)]
        for held, group in groupby(chosen, lambda pair: pair[1]):
            if held is None:
                raise MissingGlyphs(tuple(filter(None, (self._missing_of(text),))))
            yield "".join(cluster for cluster, _ in group), held

    def first_held(self, *choices: str) -> str:
        """Return the first of the choices that the regular face can print, or else the last."""
        return next((choice for choice in choices if self._families.main.regular.covers(choice)), choices[-1])

    def _missing_of(self, text: Text) -> MissingGlyph | None:
        lacking = "".join(map(self._families.lacking, clusters(text.text.translate(_AS_SPACE))))
        if not lacking:
            return None
        return MissingGlyph("".join(dict.fromkeys(lacking)), text.text, text.fact, text.language or self._language)


def _texts(document: Document) -> Iterator[Text]:
    furniture = document.furniture
    page_label = furniture.page_label.replace("{page}", "").replace("{pages}", "")
    for words in (furniture.marking, furniture.draft, furniture.running_title, furniture.reference, page_label):
        yield Text(words)
    runs = drawn_inlines(document.blocks)
    for run in (*runs, *(note.inlines for note in document.notes)):
        yield from (inline for inline in walk_inlines(run) if isinstance(inline, Text))
