"""Characters that no face of the house can print. A brief with one of them is not written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from briefings.document import Text
from briefings.errors import printable
from briefings.writers.pdf.fonts import Face, Faces

_AS_SPACE = str.maketrans("\t\n\r", "   ")


@dataclass(frozen=True, slots=True)
class MissingGlyph:
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


class MissingGlyphs(Exception):
    """The font of the house lacks characters of the document."""

    def __init__(self, missing: tuple[MissingGlyph, ...]) -> None:
        """Take every text that cannot be printed, in reading order."""
        self.missing = missing
        super().__init__("the font lacks " + "; ".join(str(each) for each in missing))


class Coverage:
    """Chooses a face for each stretch of text and keeps what no face covers."""

    def __init__(self, faces: Faces, language: str) -> None:
        """Take the faces, and the language of texts that name none."""
        self._faces = faces
        self._language = language
        self._missing: list[MissingGlyph] = []

    def stretches(self, text: Text, bold: bool, italic: bool) -> Iterator[tuple[str, Face]]:
        """Yield the text in stretches of one face each; tabs and line ends become spaces.

        Where the italic face lacks a letter (Greek, say), the upright face of the same weight prints it.
        """
        words = text.text.translate(_AS_SPACE)
        face, upright = self._faces.face(bold, italic), self._faces.face(bold, False)
        if face.covers(words):
            yield words, face
            return
        missing = "".join(dict.fromkeys(c for c in words if c not in face.widths and c not in upright.widths))
        if missing:
            self._missing.append(MissingGlyph(missing, text.text, text.fact, text.language or self._language))
            return
        for held, letters in groupby(words, face.widths.__contains__):
            yield "".join(letters), face if held else upright

    def first_held(self, *choices: str) -> str:
        """Return the first of the choices that the regular face can print, or else the last."""
        return next((choice for choice in choices if self._faces.regular.covers(choice)), choices[-1])

    def require_complete(self) -> None:
        """Raise ``MissingGlyphs`` where any text met so far cannot be printed."""
        if self._missing:
            raise MissingGlyphs(tuple(self._missing))
