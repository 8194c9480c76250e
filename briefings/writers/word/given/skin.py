"""The skin that a house's own Word file makes, completed from the packaged one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from msgspec.structs import replace

from briefings.columns import measure_of
from briefings.style import HouseStyle, Page, Points, WordSkin
from briefings.writers.word.canvas import canvas
from briefings.writers.word.dressed import dressed_skin, lightened
from briefings.writers.word.given.controls import written_slots
from briefings.writers.word.given.furniture import given_furniture
from briefings.writers.word.given.numbering import join_lists
from briefings.writers.word.given.opening import GivenFile, copied, open_skin, serialised
from briefings.writers.word.given.settings import has_even_pages, join_settings
from briefings.writers.word.given.styles import (
    body_size,
    bold_styles,
    hold_together,
    match,
    rename,
    set_language,
    supply,
)
from briefings.writers.word.identifiers import NEEDS, NOTES, VARIANTS, NoteKind, StyleId
from briefings.writers.word.skins import UNDETERMINED, Skin, packaged_settings, template
from briefings.writers.word.xml import WORD

#: What of a section is the skin's; the rest belongs to its text.
_SECTION: Final = tuple(
    qn(f"w:{name}")
    for name in (
        "pgSz", "pgMar", "paperSrc", "pgBorders", "pgNumType", "cols", "vAlign", "titlePg", "textDirection", "bidi",
        "rtlGutter", "docGrid",
    )
)  # fmt: skip
#: Faces of houses are up to so much wider than the one that widths of columns are estimated for.
_WIDER: Final = 1.12
_NO_LISTS: Final = f"<w:numbering {WORD}/>"
_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
#: Points by which two pages may differ.
_SAME_ROOM: Final = 6.0
_WORD_SPACE: Final = qn("w:p").rpartition("}")[0] + "}"


def given_skin(style: HouseStyle, file: WordSkin) -> Skin:
    """Return the skin that a Word file makes.

    Raises ``BriefingError`` (exit 4) with everything in it that a brief may not hold.
    """
    given = open_skin(file)
    kind = NOTES[style.word_notes]
    page = _page(given.section)
    own = replace(style, page=page, size=Points(body_size(given.styles)))
    packaged = dressed_skin(template(), own)
    packaged_styles = parse_xml(packaged.styles.encode())
    names = _names(packaged_styles)
    matched = match(given.styles, packaged_styles)
    numbering = given.numbering if given.numbering is not None else parse_xml(_NO_LISTS.encode())
    rename([numbering, *(part.root for part in given.parts)], matched.renamed)
    supplied = supply(given.styles, packaged_styles)
    hold_together(given.styles)
    lists = join_lists(numbering, parse_xml(packaged.numbering.encode()), given.styles, supplied)
    set_language(given.styles, UNDETERMINED)
    settings = join_settings(given.settings, parse_xml(packaged_settings(kind).encode()))
    furniture = given_furniture(given.parts, _page_kinds(given.section, settings))
    section = "".join(_plain(child) for child in given.section if child.tag in _SECTION)
    return Skin(
        styles=serialised(given.styles),
        numbering=serialised(numbering),
        settings=serialised(settings),
        fonts=serialised(_without_embedded(given.fonts)) if given.fonts is not None else packaged.fonts,
        section=section,
        draft_section=section,
        text_width=round((page.width - page.left - page.right) * 20),
        style_ids=frozenset(one.get(qn("w:styleId")) for one in given.styles.findall(qn("w:style"))),
        logo=None,
        note_kind=kind,
        bold=bold_styles(given.styles),
        canvas=canvas(own, lightened(style.palette.accent)),
        lists=lists,
        measure=measure_of(own) / _WIDER,
        drawings=furniture.drawings,
        parts=furniture.parts,
        theme=given.theme,
        custom=_custom(given),
        remarks=(
            *(_missing(name, names[name]) for name in matched.missing if _is_told(name, kind)),
            *furniture.remarks,
            *_other_room(page, style.page),
        ),
    )


def _names(styles: Any) -> dict[str, str]:
    return {one.get(qn("w:styleId")): one.find(qn("w:name")).get(qn("w:val")) for one in styles.iter(qn("w:style"))}


def _is_told(style: StyleId, kind: NoteKind) -> bool:
    """Return whether a desk misses a style: one that follows another is made of it, and notes are of one kind."""
    notes = {each for other in NoteKind if other is not kind for each in (other.text, other.mark)}
    return style not in VARIANTS and style not in notes


def _missing(style: StyleId, name: str) -> str:
    return f"it has no style “{name}”, needed for {NEEDS[style]}; the packaged one is used"


def _other_room(own: Page, other: Page) -> Iterator[str]:
    """Yield that Word files will have other pages than PDFs, where the room between the margins differs."""
    rooms = [(page.width - page.left - page.right, page.height - page.top - page.bottom) for page in (own, other)]
    if any(abs(one - two) > _SAME_ROOM for one, two in zip(*rooms, strict=True)):
        here, there = (" × ".join(f"{side / 72 * 25.4:.0f}" for side in room) for room in rooms)
        yield f"its page leaves {here} mm for text, that of the house style {there} mm: Word and PDF break differently"


def _page(section: Any) -> Page:
    """Return the sheet and its margins; a negative margin holds whatever the header does."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))

    def points(element: Any, name: str) -> Points:
        return Points(abs(int(element.get(qn(f"w:{name}")) or 0)) / 20)

    gutter = points(margins, "gutter")
    return Page(
        width=points(size, "w"),
        height=points(size, "h"),
        top=points(margins, "top"),
        right=points(margins, "right"),
        bottom=points(margins, "bottom"),
        left=Points(points(margins, "left") + gutter),
    )


def _page_kinds(section: Any, settings: Any) -> tuple[str, ...]:
    first = section.find(qn("w:titlePg"))
    has_first = first is not None and first.get(qn("w:val")) not in ("0", "false", "off")
    return ("default", *(["first"] if has_first else []), *(["even"] if has_even_pages(settings) else []))


def _plain(element: Any) -> str:
    """Return an element of WordprocessingML without declarations of namespaces, which its root has."""
    name = f"w:{element.tag.removeprefix(_WORD_SPACE)}"
    said = {
        key.removeprefix(_WORD_SPACE): value for key, value in element.attrib.items() if key.startswith(_WORD_SPACE)
    }
    attributes = "".join(f' w:{key}="{value}"' for key, value in said.items())
    inside = "".join(_plain(child) for child in element if child.tag.startswith(_WORD_SPACE))
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _without_embedded(fonts: Any) -> Any:
    """Return the table of fonts without files of fonts: a brief carries none."""
    table = copied(fonts)
    for tag in ("w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic"):
        for element in list(table.iter(qn(tag))):
            element.getparent().remove(element)
    return table


def _custom(given: GivenFile) -> tuple[tuple[str, str], ...]:
    """Return the custom properties that are text, with slots for the names written in them."""
    if given.custom is None:
        return ()
    said = ((one.get("name") or "", one.find(_TEXT)) for one in given.custom)
    return tuple((name, written_slots(text.text or "")) for name, text in said if name and text is not None)
