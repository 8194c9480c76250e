"""The font families of a house: the main one, and fallback families that are read when a character needs them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from briefings.style import HouseStyle
from briefings.writers.pdf.fonts import Face, Faces, load_faces
from briefings.writers.pdf.problems import layout_error


class Families:
    """Chooses a face for a letter: the main family before the others, and in each the face nearest to the one asked."""

    def __init__(self, style: HouseStyle) -> None:
        """Read the main family. Raises ``BriefingError`` where its files cannot be used."""
        self.main = load_faces(style.font)
        self._style = style
        self._chosen: dict[tuple[str, bool, bool], Face | None] = {}

    def face_for(self, cluster: str, bold: bool, italic: bool) -> Face | None:
        """Return the face that prints a letter with its marks, or ``None`` where no one face has all of it.

        Raises ``BriefingError`` where the files of a fallback family cannot be used.
        """
        key = (cluster, bold, italic)
        if key not in self._chosen:
            faces = (face for family in self._in_order() for face in family.nearest(bold, italic))
            self._chosen[key] = next((face for face in faces if face.covers(cluster)), None)
        return self._chosen[key]

    def lacking(self, cluster: str) -> str:
        """Return the characters of a letter with its marks that cannot be printed where they stand.

        A mark cannot stand on the letter of another font, nor on a letter that is not printed.
        """
        if self.face_for(cluster, False, False):
            return ""
        base = self.face_for(cluster[0], False, False)
        return "".join(each for each in cluster if not base or each not in base.widths)

    def _in_order(self) -> Iterator[Faces]:
        yield self.main
        yield from self._fallback

    @cached_property
    def _fallback(self) -> tuple[Faces, ...]:
        """The fallback families, on the main one's base line, so that lines keep their distance."""
        families = tuple(load_faces(family) for family in self._style.fallback)
        _require_own_names((self.main, *families))
        return tuple(_on_base_line(faces, self.main.regular.ascent) for faces in families)


def _on_base_line(faces: Faces, ascent: float) -> Faces:
    regular, bold, italic, bold_italic = (replace(face, ascent=ascent) for face in _four(faces))
    return Faces(regular, bold, italic, bold_italic)


def _four(faces: Faces) -> tuple[Face, ...]:
    return (faces.regular, faces.bold, faces.italic, faces.bold_italic)


def _require_own_names(families: tuple[Faces, ...]) -> None:
    """Raise ``BriefingError`` where two files hold fonts of one name: a PDF could not tell them apart."""
    fonts: dict[str, object] = {}
    for face in (face for faces in families for face in _four(faces)):
        if fonts.setdefault(face.name, face.font) is not face.font:
            raise layout_error(
                f'two font files of the house hold a font with the name "{face.name}"',
                hint="name one of them only, in house.yaml",
            )


def clusters(text: str) -> Iterator[str]:
    """Yield each character with the combining marks that follow it; marks at the start of the text stand alone."""
    cluster = ""
    for character in text:
        if cluster and unicodedata.category(character)[0] != "M":
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
