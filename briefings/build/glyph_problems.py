"""How characters that cannot be printed are told: which, why, and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefings.errors import ExitCode, Location, Problem
from briefings.glyphs import code_points
from briefings.scripts import Script, script_of
from briefings.style import HouseStyle

#: Characters of a script that a message lists before it only counts the rest.
_LISTED = 12
_FORMLESS = {"Cc", "Cf", "Cn"}
_AS_PRINTED = "or build with --allow-missing-glyphs, which prints "


class Told(Struct, frozen=True):
    """The first text that cannot be printed at a place, and the characters of all of them."""

    text: str
    language: str
    characters: dict[str, None]


def glyph_problem(at: Location, told: Told, style: HouseStyle) -> Problem:
    """Return the problem (exit 6) of the characters at a place: each reason once, and a way out for each."""
    reasons = list(_reasons(tuple(told.characters), style))
    message = "; ".join(reason.message for reason in reasons)
    hints = dict.fromkeys(hint for reason in reasons for hint in reason.hints)
    points = code_points("".join(told.characters)[:1], told.characters.keys())
    hint = "; ".join([*hints, f"{_AS_PRINTED}{points}"])
    return Problem(ExitCode.LAYOUT, f"{message} in “{told.text[:60]}” ({told.language})", at, hint)


class _Reason(Struct, frozen=True):
    message: str
    hints: tuple[str, ...]


def _reasons(characters: tuple[str, ...], style: HouseStyle) -> Iterator[_Reason]:
    """Yield why the characters cannot be printed, those with the same reason together, in the order met."""
    left = dict.fromkeys(characters)
    while left:
        first = next(iter(left))
        kind = _kind(first)
        alike = [each for each in left if _kind(each) == kind]
        for each in alike:
            del left[each]
        yield _reason(kind, alike, style)


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "half"
    if category == "Co":
        return "private"
    if category in _FORMLESS:
        return "formless"
    if ord(character) > 0xFFFF:
        return "beyond"
    script = script_of(character)
    if script and script.shaped:
        return script.name
    return "mark" if category[0] == "M" else "font"


def _reason(kind: str, characters: list[str], style: HouseStyle) -> _Reason:
    points = _listed(characters)
    others = ("use other characters",)
    match kind:
        case "half":
            return _Reason(f"{points}: half a character", others)
        case "private":
            return _Reason(f"{points}: a private character, which means nothing outside its font", others)
        case "formless":
            return _Reason(f"{points}: without a form of its own", others)
        case "beyond":
            return _Reason(f"{points}: beyond U+FFFF, which this version cannot print in PDF", others)
        case "font" | "mark":
            with_letter = " on its letter" if kind == "mark" else ""
            return _Reason(f"{_no_font(style)} for {points}{with_letter}", (_fonts_hint(characters, style),))
    script = script_of(characters[0])
    font = script.font if script else ""
    hint = f"{font} has the letters, but this version does not shape {kind}: print it transliterated"
    return _Reason(
        f"{kind} is not shaped and ordered in PDF: {points}", (hint, "or build Word alone with --format docx")
    )


def _no_font(style: HouseStyle) -> str:
    names = ", ".join([style.font.name, *(family.name for family in style.fallback)])
    return f"fonts {names} have no glyph" if style.fallback else f"font {names} has no glyph"


def _fonts_hint(characters: list[str], style: HouseStyle) -> str:
    known = {style.font.name, *(family.name for family in style.fallback)}
    scripts = dict.fromkeys(script_of(each) for each in characters)
    fonts = dict.fromkeys(script.font for script in scripts if script and script.font not in known)
    named = f"such as {' and '.join(fonts)}" if fonts and None not in scripts else "one that has them"
    return f"name a TrueType font under fonts: fallback: in house.yaml, {named}"


def _listed(characters: Iterable[str]) -> str:
    """Return the code points by script: ``U+2D30 U+2D31 (Tifinagh), U+1200 (Ethiopic)``."""
    groups: dict[Script | None, list[str]] = {}
    for each in characters:
        script = script_of(each) if unicodedata.category(each)[0] != "C" and ord(each) <= 0xFFFF else None
        groups.setdefault(script, []).append(f"U+{ord(each):04X}")
    return ", ".join(_group(script, points) for script, points in groups.items())


def _group(script: Script | None, points: list[str]) -> str:
    more = f" and {len(points) - _LISTED} more" if len(points) > _LISTED else ""
    named = f" ({script.name})" if script and not script.shaped else ""
    return " ".join(points[:_LISTED]) + more + named
