"""Head and foot of a skin as they are, with slots; what every page must say and they have no place for is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from msgspec import Struct

from briefings.writers.word.given.controls import make_slots, unknown_names
from briefings.writers.word.given.opening import GivenPart, fields_of, serialised
from briefings.writers.word.package import PartKind
from briefings.writers.word.relations import Relation, Relations
from briefings.writers.word.slots import SkinPart
from briefings.writers.word.xml import RELATION, WORD

#: Marks of a document that a header does not need, and whose numbers would meet those of the brief.
_DROPPED: Final = ("w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:permStart", "w:permEnd")
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_RELATED: Final = f"{{{RELATION.partition('=')[2].strip(chr(34))}}}"
#: What no page goes without.
_EVERY_PAGE: Final = ("marking", "draft")


class GivenFurniture(Struct, frozen=True):
    """The headers and footers of a skin."""

    parts: tuple[SkinPart, ...]
    drawings: int
    """The highest number that a drawing in them has."""
    remarks: tuple[str, ...]
    """What a desk should know of them."""


def given_furniture(given: tuple[GivenPart, ...], page_kinds: tuple[str, ...]) -> GivenFurniture:
    """Return the headers and footers of the kinds of pages that there are.

    Each kind of page says its marking and that a brief is a draft; where neither its header nor its footer has a place
    for that, the header is told to say it on a line of its own.
    """
    parts = [part for part in given if part.pages in page_kinds]
    unknown = sorted({name for part in parts for name in unknown_names(part.root)})
    wordless = any(not _says(drawn) for part in parts for drawn in part.root.iter(_DRAWN))
    made: list[SkinPart] = []
    for pages in page_kinds:
        of_page = [part for part in parts if part.pages == pages]
        there = frozenset[str]().union(*(_cleaned(part.root) for part in of_page))
        lacking = frozenset(_EVERY_PAGE) - there
        if lacking and not any(part.kind == "header" for part in of_page):
            of_page.insert(0, GivenPart("header", pages, _empty_header(), {}, {}))
        made += [_made(part, lacking if part.kind == "header" else frozenset()) for part in of_page]
    numbered = any("PAGE" in fields_of(part.root) for part in parts)
    return GivenFurniture(
        parts=tuple(made),
        drawings=max((number for part in parts for number in _drawings(part.root)), default=0),
        remarks=(
            *(f"“{{{{{name}}}}}” is nothing that a brief fills in" for name in unknown),
            *(["a picture of its header or footer has no alternative text"] if wordless else []),
            *([] if numbered else ["neither its header nor its footer numbers the pages"]),
        ),
    )


def _cleaned(root: Any) -> frozenset[str]:
    """Take out what is not wanted, and make the slots; return their names."""
    for tag in _DROPPED:
        for element in list(root.iter(qn(tag))):
            element.getparent().remove(element)
    return make_slots(root)


def _made(part: GivenPart, lacking: frozenset[str]) -> SkinPart:
    relations = Relations()
    ids: dict[str, str] = {}
    pictures: list[tuple[str, PartKind, bytes]] = []
    for name, (ending, data) in part.pictures.items():
        target = f"media/{part.kind}-{part.pages}-{len(pictures) + 1}.{ending}"
        ids[name] = relations.id_for(Relation.IMAGE, target)
        pictures.append((target, PartKind.PNG if ending == "png" else PartKind.JPEG, data))
    for name, address in part.links.items():
        ids[name] = relations.id_for(Relation.HYPERLINK, address)
    for element in part.root.iter():
        for attribute, value in element.attrib.items():
            if attribute.startswith(_RELATED) and value in ids:
                element.set(attribute, ids[value])
    text = serialised(part.root)
    text = text[text.index("<w:") :]
    # A root that holds nothing is written as one tag.
    end = text.index(">") + 1
    opening = text[:end] if not text[:end].endswith("/>") else f"{text[: end - 2]}>"
    content = text[end:] or f"</{text[1:].partition(' ')[0]}>"
    return SkinPart(part.kind, part.pages, opening, content, relations.entries(), tuple(pictures), lacking)


def _empty_header() -> Any:
    return parse_xml(f"<w:hdr {WORD} {RELATION}/>".encode())


def _says(drawn: Any) -> bool:
    """Return whether a picture has words for readers who do not see it, or is said to be decoration."""
    return bool(drawn.get("descr") or drawn.get("title")) or any("decorative" in child.tag for child in drawn.iter())


def _drawings(root: Any) -> Iterator[int]:
    for element in root.iter(_DRAWN):
        if (element.get("id") or "").isdigit():
            yield int(element.get("id"))
