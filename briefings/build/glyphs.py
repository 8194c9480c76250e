"""Characters that the fonts of the house cannot print: told before anything is laid out, or printed as code points."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Checked:
    """Briefs whose every character can be printed, and what is wrong with the others."""

    briefs: list[Brief]
    problems: list[Problem]
    """In the order of the files they lead to."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return a remark for each brief in which characters are printed as code points."""
        return tuple(
            f"{brief.audience.name} ({brief.language}): printed as code points: {' '.join(brief.glyphs_replaced)}"
            for brief in self.briefs
            if brief.glyphs_replaced
        )


def check_glyphs(
    briefs: list[Brief], dossier: Dossier, library: Library, style: HouseStyle, allow_missing: bool
) -> Checked:
    """Return the briefs that the fonts can print, and a problem (exit 6) for each place with other characters.

    With ``allow_missing`` such characters are printed as code points. Raises ``BriefingError`` where a font cannot be
    used.
    """
    checked = [_replaced(brief, style) if allow_missing else brief for brief in briefs]
    found = [(brief, missing_glyphs(brief.document, style)) for brief in checked]
    places = Places(dossier, library)
    told: dict[Location, Told] = {}
    for brief, missing in found:
        for each in missing:
            for at, characters in places.of(each, brief):
                told.setdefault(at, Told(each.text, brief.language, {})).characters.update(dict.fromkeys(characters))
    in_order = sorted(told.items(), key=lambda pair: (pair[0].file, pair[0].line or 0, pair[0].column or 0))
    problems = [glyph_problem(at, each, style) for at, each in in_order]
    return Checked([brief for brief, missing in found if not missing], problems)


def _replaced(brief: Brief, style: HouseStyle) -> Brief:
    """Return the brief with its missing characters as code points; those that code points need are left as they are."""
    characters: set[str] = set()
    document = brief.document
    while new := {c for each in missing_glyphs(document, style) for c in each.characters} - characters - _CODE_POINT:
        characters |= new
        document = replace_characters(document, new)
    points = tuple(code_points(each, characters) for each in sorted(characters))
    return replace(brief, document=document, glyphs_replaced=points)
