"""The styles of a skin by the ids that the writer uses, and those it lacks supplied from the packaged skin.

A style is found by its name, which Word keeps in English whatever language it speaks to its user; its id is not: the
first heading of a French Word has the name “heading 1” and the id “Titre1”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from docx.oxml.ns import qn
from msgspec import Struct

from briefings.writers.word.identifiers import StyleId

#: Elements whose value is the id of a style.
_REFERENCES: Final = tuple(
    qn(f"w:{name}") for name in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink")
)
#: Half-points of body text where a file says nothing (ECMA-376 part 1, 17.3.2.38).
_UNSAID_SIZE: Final = 20
#: The style that the packaged ones are based on.
_ROOT: Final = "Normal"
#: A caption stands above its table, a figure above its caption.
_HELD: Final = (StyleId.CAPTION, StyleId.FIGURE)
_VAL, _ID, _TYPE = qn("w:val"), qn("w:styleId"), qn("w:type")


class Matched(Struct, frozen=True):
    """What became of the styles of a skin."""

    renamed: Mapping[str, str]
    """Ids of the file that became others."""
    missing: tuple[StyleId, ...]
    """Styles that the file lacks, in the order of the packaged skin."""


def match(given: Any, packaged: Any) -> Matched:
    """Give the styles of a skin (``w:styles``) the ids that the writer uses; say which of its own it lacks."""
    by_name: dict[tuple[str, str], Any] = {}
    for style in given.findall(qn("w:style")):
        for name in _names(style):
            by_name.setdefault((style.get(_TYPE) or "", name), style)
    renamed: dict[str, str] = {}
    missing: list[StyleId] = []
    for style in packaged.findall(qn("w:style")):
        wanted, kind = style.get(_ID), style.get(_TYPE)
        found = _default(given, kind) if _is_default(style) else None
        for name in _names(style):
            found = by_name.get((kind, name)) if found is None else found
        if found is not None:
            renamed[found.get(_ID)] = wanted
        elif wanted in _WANTED:
            missing.append(StyleId(wanted))
    taken = {style.get(_ID) for style in given.findall(qn("w:style"))}
    # An id of ours that another style of the file has: that style gets another.
    for own in sorted({style.get(_ID) for style in packaged.findall(qn("w:style"))} & taken - set(renamed)):
        renamed[own] = _free(f"{own}Given", taken | set(renamed.values()))
    renamed = {old: new for old, new in renamed.items() if old != new}
    rename([given], renamed)
    return Matched(renamed, tuple(missing))


def rename(roots: Iterable[Any], renamed: Mapping[str, str]) -> None:
    """Give styles other ids wherever elements speak of them."""
    for root in roots:
        for style in root.iter(qn("w:style")):
            style.set(_ID, renamed.get(style.get(_ID), style.get(_ID)))
        for element in root.iter(*_REFERENCES):
            element.set(_VAL, renamed.get(element.get(_VAL), element.get(_VAL)))


def supply(given: Any, packaged: Any) -> frozenset[str]:
    """Add the styles that a skin lacks, with those they are based on; return their ids."""
    there = {style.get(_ID) for style in given.findall(qn("w:style"))}
    own = {style.get(_ID): style for style in packaged.findall(qn("w:style"))}
    wanted = [name for name in own if name in _WANTED and name not in there]
    added: set[str] = set()
    while wanted:
        name = wanted.pop(0)
        if name in there or name in added:
            continue
        style = deepcopy(own[name])
        style.attrib.pop(qn("w:default"), None)
        _stand_alone(style)
        given.append(style)
        added.add(name)
        wanted += [each.get(_VAL) for each in style.iter(*_REFERENCES) if each.get(_VAL) in own]
    return frozenset(added)


def hold_together(given: Any) -> None:
    """Keep captions and figures of a completed skin with what follows them, unless it says that they may part."""
    for style in given.findall(qn("w:style")):
        if style.get(_ID) in _HELD:
            style.get_or_add_pPr().get_or_add_keepNext()


def bold_styles(given: Any) -> frozenset[StyleId]:
    """Return the paragraph styles of a completed skin whose words are bold, by themselves or by what they build on."""
    by_id = {style.get(_ID): style for style in given.findall(qn("w:style"))}
    return frozenset(name for name in StyleId if name in by_id and _is_bold(by_id, name))


def _is_bold(by_id: Mapping[str, Any], style: str) -> bool:
    seen: set[str] = set()
    while style in by_id and style not in seen:
        seen.add(style)
        if (
            by_id[style].get(_TYPE) == "paragraph"
            and (said := by_id[style].find(f"{qn('w:rPr')}/{qn('w:b')}")) is not None
        ):
            return said.get(_VAL) not in ("0", "false", "off")
        based = by_id[style].find(qn("w:basedOn"))
        style = based.get(_VAL) if based is not None else ""
    return False


def _stand_alone(style: Any) -> None:
    """Say of a packaged paragraph style what it leaves to the packaged defaults, for those of the skin are others."""
    based = style.find(qn("w:basedOn"))
    if style.get(_TYPE) != "paragraph" or (based is not None and based.get(_VAL) != _ROOT):
        return
    properties = style.get_or_add_pPr()
    spacing = properties.get_or_add_spacing()
    for name, value in (("w:before", "0"), ("w:after", "0"), ("w:line", "264"), ("w:lineRule", "auto")):
        spacing.set(qn(name), spacing.get(qn(name)) or value)
    # An indent of the style would overrule that of its list.
    if properties.find(qn("w:numPr")) is None:
        indent = properties.get_or_add_ind()
        for name in ("w:left", "w:right"):
            indent.set(qn(name), indent.get(qn(name)) or "0")
        if indent.get(qn("w:hanging")) is None:
            indent.set(qn("w:firstLine"), indent.get(qn("w:firstLine")) or "0")


def body_size(given: Any) -> float:
    """Return the size of body text in points: that of the default paragraph style, or of the document."""
    for element in (_default(given, "paragraph"), given.find(qn("w:docDefaults"))):
        size = next(element.iter(qn("w:sz")), None) if element is not None else None
        if size is not None and (size.get(_VAL) or "").isdigit():
            return int(size.get(_VAL)) / 2
    return _UNSAID_SIZE / 2


def set_language(given: Any, slot: str) -> None:
    """Make the language of the document a slot to be filled for each brief."""
    defaults = _child(_child(_child(given, "w:docDefaults", 0), "w:rPrDefault", 0), "w:rPr", 0)
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = defaults.makeelement(qn("w:lang"))
        # After everything but what the schema puts last (ECMA-376 part 1, 17.3.2.28).
        last = next((one for one in defaults if one.tag in (qn("w:eastAsianLayout"), qn("w:specVanish"))), None)
        defaults.append(language) if last is None else last.addprevious(language)
    language.set(_VAL, slot)
    # The slot is found by what stands at its beginning.
    others = {name: value for name, value in language.attrib.items() if name != _VAL}
    for name in others:
        del language.attrib[name]
    language.attrib.update(others)


def numbering_of(given: Any, style: str) -> tuple[int, int] | None:
    """Return ``w:numId`` and level that a style's paragraphs are counted by, its own or inherited, or ``None``."""
    seen: set[str] = set()
    by_id = {each.get(_ID): each for each in given.findall(qn("w:style"))}
    level: int | None = None
    while style in by_id and style not in seen:
        seen.add(style)
        found = by_id[style].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is not None:
            level = level if level is not None else _number(found.find(qn("w:ilvl")))
            num = _number(found.find(qn("w:numId")))
            if num is not None:
                return (num, level or 0) if num else None
        based = by_id[style].find(qn("w:basedOn"))
        style = based.get(_VAL) if based is not None else ""
    return None


def _number(element: Any) -> int | None:
    value = element.get(_VAL) if element is not None else None
    return int(value) if value and value.isdigit() else None


def _child(element: Any, name: str, place: int) -> Any:
    found = element.find(qn(name))
    if found is None:
        found = element.makeelement(qn(name))
        element.insert(place, found)
    return found


def _names(style: Any) -> list[str]:
    """Return the names a style goes by, its own first, folded."""
    names = [style.find(qn(tag)) for tag in ("w:name", "w:aliases")]
    said = [part for element in names if element is not None for part in (element.get(_VAL) or "").split(",")]
    return [" ".join(part.casefold().split()) for part in said if part.strip()]


def _is_default(style: Any) -> bool:
    return style.get(qn("w:default")) in ("1", "true", "on")


def _default(given: Any, kind: str) -> Any | None:
    styles = given.findall(qn("w:style"))
    return next((style for style in styles if style.get(_TYPE) == kind and _is_default(style)), None)


def _free(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}{number}"
    return found


_WANTED: Final = frozenset(str(style) for style in StyleId)
