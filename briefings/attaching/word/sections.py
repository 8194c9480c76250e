"""Sections (ECMA-376 part 1, 17.6): an annex keeps its page, margins, headers and footers; its pages count on."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree
from msgspec import Struct

from briefings.attaching.word.markup import (
    PARAGRAPH,
    PARAGRAPH_ORDER,
    RELATION,
    SECTION_ORDER,
    SETTINGS_AFTER_NOTES,
    WORD,
    Element,
    child,
    element,
    is_on,
    local,
    properties_of,
    put,
    remove,
    take,
    value,
    w,
)
from briefings.attaching.word.notes import settings_of
from briefings.attaching.word.package import Package, Part, Relation

_SECTION: Final = w("sectPr")
_KIND: Final = w("type")
_RELATION_ID: Final = f"{{{RELATION}}}id"
_RANGE_MARKS: Final = frozenset(
    {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "proofErr"}
)
_PAGES: Final = ("default", "first", "even")
#: Word's page where a file names none: US Letter with margins of an inch, in twips.
_PAGE: Final = {"w": "12240", "h": "15840"}
_MARGIN: Final = "1440"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MEDIA: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def sections_of(body: Element) -> list[Element]:
    """Return the properties of the sections in order; one that the body lacks at its end is made."""
    if not len(body) or body[-1].tag != _SECTION:
        body.append(_plain_section())
    return [node for node in body.iter(_SECTION) if node.getparent() is body or _ends_a_section(node)]


def close_section(body: Element) -> None:
    """Put the properties of the last section into the last paragraph, so that another section may follow."""
    last = sections_of(body)[-1]
    body.remove(last)
    blocks = [node for node in body if local(node) not in _RANGE_MARKS]
    paragraph = blocks[-1] if blocks and blocks[-1].tag == PARAGRAPH else None
    if paragraph is None or child(child(paragraph, "pPr"), "sectPr") is not None:
        paragraph = _thin_paragraph()
        body.append(paragraph)
    put(properties_of(paragraph, "pPr"), last, PARAGRAPH_ORDER)


class Habits(Struct, frozen=True):
    """Settings of a file that only sections can carry elsewhere."""

    even_pages: bool
    """Whether even pages have headers and footers of their own."""
    footnotes: Element | None
    endnotes: Element | None


def habits_of(package: Package) -> Habits:
    """Return the habits that the settings of the file name."""
    settings = package.root_of("settings")
    return Habits(is_on(settings, "evenAndOddHeaders"), child(settings, "footnotePr"), child(settings, "endnotePr"))


def suit_sections(brief: Package, habits: Habits) -> None:
    """Make the sections of the brief ready to stand behind another file.

    The first begins on a new page and inherits no header or footer; page numbers run on; notes begin anew, so that
    they keep the numbers that they have in the brief alone.
    """
    sections = sections_of(brief.body())
    first = sections[0]
    if value(first, "type") in (None, "continuous", "nextColumn"):
        put(first, element("type", val="nextPage"), SECTION_ORDER)
    for section in sections:
        numbers = child(section, "pgNumType")
        if numbers is not None:
            take(numbers, w("start"))
        for name, wanted in (("footnotePr", habits.footnotes), ("endnotePr", habits.endnotes)):
            _number_notes(section, name, wanted, begins=section is first)
    for index, section in enumerate(sections):
        _own_furniture(brief, section, habits, complete=index == 0)


def defer_endnotes(report: Package) -> None:
    """Let endnotes stand where the report or the annex ends that they belong to, not behind the last annex.

    Word collects endnotes at the end of the file or of each section (17.11.22); here at the end of each section, and
    sections that are not the last of their text hand theirs on (17.6.14).
    """
    settings = settings_of(report)
    properties = child(settings, "endnotePr")
    if properties is None:
        properties = put(settings, element("endnotePr"), ("endnotePr", *SETTINGS_AFTER_NOTES))
    if value(properties, "pos") == "sectEnd":
        return
    for section in sections_of(report.body())[:-1]:
        put(section, element("noEndnote"), SECTION_ORDER)
    put(properties, element("pos", val="sectEnd"), ("pos", "numFmt", "numStart", "numRestart", "endnote"))


def hand_endnotes_on(brief: Package, habits: Habits) -> None:
    """Let only the last section of the brief print endnotes, unless it printed them section by section."""
    if value(habits.endnotes, "pos") != "sectEnd":
        for section in sections_of(brief.body())[:-1]:
            put(section, element("noEndnote"), SECTION_ORDER)


def _ends_a_section(node: Element) -> bool:
    parent = node.getparent()
    paragraph = parent.getparent() if parent is not None and local(parent) == "pPr" else None
    return paragraph is not None and paragraph.tag == PARAGRAPH


def _plain_section() -> Element:
    section = element("sectPr")
    section.append(element("pgSz", **_PAGE))
    sides = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN)
    section.append(element("pgMar", **sides, header="720", footer="720", gutter="0"))
    return section


def _thin_paragraph() -> Element:
    paragraph = element("p")
    spacing = element("spacing", before="0", after="0", line="20", lineRule="exact")
    put(properties_of(paragraph, "pPr"), spacing, PARAGRAPH_ORDER)
    return paragraph


def _number_notes(section: Element, name: str, wanted: Element | None, *, begins: bool) -> None:
    own = child(section, name)
    made = element(name)
    for part in ("pos", "numFmt", "numStart", "numRestart"):
        found = child(own, part)
        found = child(wanted, part) if found is None else found
        if found is not None and part != "pos":
            made.append(deepcopy(found))
    if child(made, "numFmt") is None:
        # The report's settings must not lend the brief its own way of numbering.
        made.insert(0, element("numFmt", val="decimal" if name == "footnotePr" else "lowerRoman"))
    if child(made, "numStart") is None:
        made.insert(1, element("numStart", val="1"))
    if value(made, "numRestart") in (None, "continuous"):
        put(made, element("numRestart", val="eachSect" if begins else "continuous"), ("numRestart",))
    put(section, made, SECTION_ORDER)


def _own_furniture(brief: Package, section: Element, habits: Habits, *, complete: bool) -> None:
    for kind in ("header", "footer"):
        name = w(f"{kind}Reference")
        own = {node.get(_KIND, "default"): node for node in section.findall(name)}
        if not habits.even_pages and "default" in own:
            # Only the report may tell even pages apart; the brief's then look like its other pages.
            if "even" in own:
                remove(own["even"])
            own["even"] = deepcopy(own["default"])
            own["even"].set(_KIND, "even")
            section.insert(0, own["even"])
        for page in _PAGES if complete else ():
            if page not in own:
                own[page] = etree.Element(name, nsmap={"w": WORD, "r": RELATION})
                own[page].set(_KIND, page)
                own[page].set(_RELATION_ID, _empty(brief, kind))
                section.insert(0, own[page])


def _empty(brief: Package, kind: str) -> str:
    """Return the relation to an empty header or footer."""
    name = f"word/empty-{kind}.xml"
    if name not in brief.parts:
        root = etree.Element(w("hdr" if kind == "header" else "ftr"), nsmap={"w": WORD, "r": RELATION})
        root.append(element("p"))
        brief.add(Part(name, f"{_MEDIA}.{kind}+xml", root=root))
    return brief.main.relate(Relation(f"{_OFFICE}/{kind}", name))
