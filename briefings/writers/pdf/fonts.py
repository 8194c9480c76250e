"""TrueType faces: which characters they hold, how wide words are, and the bytes that stand for words in a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import Struct

from briefings.scripts import is_shaped
from briefings.style import FontFamily
from briefings.writers.pdf import engine
from briefings.writers.pdf.problems import layout_error

#: A character that a face lacks may be drawn with the glyph of another; the text that readers copy keeps the character.
STAND_INS = {
    0x00A0: (0x20,),
    0x2010: (0x2D,),
    0x2011: (0x2010, 0x2D),
    0x202F: (0x2009, 0xA0, 0x20),
    0x2009: (0x202F, 0x20),
    0x00AD: (0x2010, 0x2D),
}
#: Words measured per face before the record is dropped, so that a long batch does not grow without end.
_MEASURED_WORDS = 50_000
#: Stands in the text where a line parts a word; its own glyph is empty in some faces, so that of the hyphen is drawn.
_SOFT_HYPHEN = 0x00AD
_CODES_PER_SUBSET = 256


@dataclass(eq=False, slots=True)
class Face:
    """One parsed face. It is shared by all documents of a process."""

    font: Any
    """ReportLab's font."""
    name: str
    """PostScript name."""
    widths: dict[str, float]
    """Advance of each character in parts of the type size; the keys are the characters that can be drawn."""
    ascent: float
    """Part of the type size above the base line, where ascent and descent add up to 1."""
    _measured: dict[str, float] = field(default_factory=dict)

    def width(self, text: str) -> float:
        """Return the width of the text in parts of the type size. Raises ``KeyError`` for a character not held."""
        known = self._measured.get(text)
        if known is None:
            if len(self._measured) > _MEASURED_WORDS:
                self._measured.clear()
            widths = self.widths
            known = self._measured[text] = sum([widths[character] for character in text])
        return known

    def covers(self, text: str) -> bool:
        """Return whether every character of the text can be drawn."""
        return self.widths.keys() >= set(text)


class Faces(Struct, frozen=True):
    """The four faces of a family."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

    def face(self, bold: bool, italic: bool) -> Face:
        """Return the face of that weight and slope."""
        if italic:
            return self.bold_italic if bold else self.italic
        return self.bold if bold else self.regular

    def nearest(self, bold: bool, italic: bool) -> tuple[Face, ...]:
        """Return all four faces: the one asked for, the upright one of its weight, the regular one, the others."""
        upright = self.face(bold, False)
        return (self.face(bold, italic), upright, self.regular, self.bold, self.italic, self.bold_italic)


class Codes:
    """Which byte of which subset stands for a character in one file.

    The attributes with names of their own style are those that ReportLab reads when it writes the subsets.
    """

    namePrefix = "F"  # noqa: N815
    internalName: str | None = None  # noqa: N815
    frozen = 0

    def __init__(self) -> None:
        """Start with no character but .notdef."""
        self.subsets: list[list[int]] = [[0]]
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> list[int]:
        """Return one number a character: the byte plus 256 times the subset."""
        codes = self._codes
        try:
            return [codes[character] for character in text]
        except KeyError:
            for character in text:
                if character not in codes:
                    codes[character] = self._next(ord(character))
            return [codes[character] for character in text]

    def _next(self, character: int) -> int:
        if len(self.subsets[-1]) == _CODES_PER_SUBSET:
            self.subsets.append([0])
        self.subsets[-1].append(character)
        return (len(self.subsets) - 1) * _CODES_PER_SUBSET + len(self.subsets[-1]) - 1


def encode(pdf: Any, face: Face, text: str) -> Iterator[tuple[str, str]]:
    """Yield the text as PDF shows it: the name of a font resource of the file ``pdf`` and hexadecimal codes in it."""
    state = face.font.state
    codes = state.get(pdf)
    if codes is None:
        codes = state[pdf] = Codes()
    for subset, numbers in groupby(codes.encode(text), _subset):
        yield face.font.getSubsetInternalName(subset, pdf), bytes([code & 0xFF for code in numbers]).hex()


def _subset(code: int) -> int:
    return code // _CODES_PER_SUBSET


def load_faces(family: FontFamily) -> Faces:
    """Return the faces of the family, each file parsed once per process.

    Raises ``BriefingError`` where a file is missing, is no TrueType font or may not be embedded.
    """
    paths = (family.regular, family.bold, family.italic, family.bold_italic)
    faces = Faces(*(_load(path) for path in paths))
    by_name = {face.name: face for face in (faces.regular, faces.bold, faces.italic, faces.bold_italic)}
    if len(by_name) != len(set(paths)):
        raise layout_error(f'two files of the font family "{family.name}" hold fonts of the same name')
    return faces


def _load(path: Path) -> Face:
    try:
        state = path.stat()
        return _parsed(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise layout_error(f"font file {path.name} cannot be read: {error.strerror}") from error
    except engine.TTFError as error:
        raise layout_error(f"font file {path.name} is no TrueType font that may be embedded") from error


@lru_cache(maxsize=32)
def _parsed(path: Path, modified: int, size: int) -> Face:
    font = engine.open_font(f"{path}:{modified}:{size}", BytesIO(path.read_bytes()))
    face = font.face
    _add_stand_ins(face)
    return Face(
        font=font,
        name=face.name.decode("latin-1"),
        widths={chr(code): face.charWidths[code] / 1000 for code in face.charToGlyph if _can_print(code)},
        ascent=face.ascent / (face.ascent - face.descent),
    )


def _add_stand_ins(face: Any) -> None:
    for code, others in STAND_INS.items():
        held = [other for other in others if other in face.charToGlyph]
        if held and (code not in face.charToGlyph or code == _SOFT_HYPHEN):
            face.charToGlyph[code] = face.charToGlyph[held[0]]
            face.charWidths[code] = face.charWidths[held[0]]


def _can_print(code: int) -> bool:
    """Return whether the character has a form of its own and can be copied from the file.

    Format and control characters have none, but the soft hyphen is drawn where a line parts a word; private ones
    cannot be read back (ISO 19005-3, 6.2.11.7.3); beyond the basic plane ReportLab writes a wrong ToUnicode map. The
    letters of some scripts are wrong when they are printed one by one, so that a font that holds them does not help.
    """
    if code == _SOFT_HYPHEN:
        return True
    if code >= 0x10000 or unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return False
    return not is_shaped(code)
