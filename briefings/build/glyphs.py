"""Characters that the fonts of the house cannot print: told before anything is laid out, or printed as code points."""

from __future__ import annotations

from msgspec.structs import replace

from briefings.build.brief import Brief
from briefings.build.glyph_places import Places
from briefings.build.glyph_problems import Told, glyph_problem
from briefings.build.writing import missing_glyphs
from briefings.errors import Location, Problem
from briefings.facts import Dossier
from briefings.glyphs import code_points, replace_characters
from briefings.style import HouseStyle
from briefings.templates.library import Library

#: What a code point is printed with.
_CODE_POINT = frozenset("[U+0123456789ABCDEF]")


class Unprintable(Exception):
    """A brief holds characters that cannot be printed; the check knows which and where."""


class GlyphCheck:
    """Looks at the briefs of one dossier. A place with characters that cannot be printed is told once."""

    def __init__(self, dossier: Dossier, library: Library, style: HouseStyle, allow_missing: bool = False) -> None:
        """Take where words come from, the house style, and whether missing characters become code points."""
        self.allow_missing = allow_missing
        self._style = style
        self._places = Places(dossier, library)
        self._told: dict[Location, Told] = {}

    def passed(self, brief: Brief) -> Brief:
        """Return the brief, with code points for missing characters where that is allowed.

        Raises ``Unprintable`` where characters are still missing, and ``BriefingError`` where a font cannot be used.
        """
        checked = self.spelt_out(brief) if self.allow_missing else brief
        missing = missing_glyphs(checked.document, self._style)
        for each in missing:
            for at, characters in self._places.of(each, brief):
                told = self._told.setdefault(at, Told(each.text, brief.language, {}))
                told.characters.update(dict.fromkeys(characters))
        if missing:
            raise Unprintable
        return checked

    def spelt_out(self, brief: Brief) -> Brief:
        """Return the brief with code points for the characters that no font of the house has."""
        return _replaced(brief, self._style)

    @property
    def problems(self) -> list[Problem]:
        """Return a problem (exit 6) for each place met so far, by file and line."""
        in_order = sorted(self._told.items(), key=lambda pair: (pair[0].file, pair[0].line or 0, pair[0].column or 0))
        return [glyph_problem(at, told, self._style) for at, told in in_order]


def _replaced(brief: Brief, style: HouseStyle) -> Brief:
    """Return the brief with its missing characters as code points; those that code points need are left as they are."""
    characters: set[str] = set()
    document = brief.document
    while new := {c for each in missing_glyphs(document, style) for c in each.characters} - characters - _CODE_POINT:
        characters |= new
        document = replace_characters(document, new)
    points = tuple(code_points(each, characters) for each in sorted(characters))
    return replace(brief, document=document, glyphs_replaced=points)
