"""A skin is opened with python-docx, once a process; what no brief may hold is refused with its place."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.opc.exceptions import OpcError
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.style import WordSkin
from briefings.writers.word.relations import is_address

if TYPE_CHECKING:
    from docx.opc.part import Part as OpcPart

_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#: Elements that change, load, run or belong to the text, in a header or footer, and what they are called.
_UNWANTED: Final = {
    qn("w:ins"): "a tracked change",
    qn("w:del"): "a tracked change",
    qn("w:moveFrom"): "a tracked change",
    qn("w:moveTo"): "a tracked change",
    qn("w:object"): "an embedded object",
    qn("w:control"): "a form control",
    qn("w:altChunk"): "an imported file",
    qn("w:subDoc"): "a linked document",
    qn("w:footnoteReference"): "a footnote",
    qn("w:endnoteReference"): "an endnote",
    qn("w:commentReference"): "a comment",
}
#: What a header or footer may ask Word to work out.
FIELDS: Final = frozenset({"PAGE", "NUMPAGES"})
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


class GivenPart(Struct, frozen=True):
    """A header or footer of a skin."""

    kind: str
    """``header`` or ``footer``."""
    pages: str
    """``default``, ``first`` or ``even``."""
    root: Any
    """Its element; nobody else has it."""
    pictures: dict[str, tuple[str, bytes]]
    """By the id of the relation: the ending, ``png`` or ``jpeg``, and the bytes."""
    links: dict[str, str]
    """By the id of the relation: the address that a link leads to."""


class GivenFile(Struct, frozen=True):
    """The parts of a skin."""

    styles: Any
    numbering: Any | None
    theme: bytes | None
    fonts: Any | None
    settings: Any
    section: Any
    """The ``w:sectPr`` that the last page of the file has."""
    parts: tuple[GivenPart, ...]
    custom: Any | None
    """The custom properties."""


def open_skin(skin: WordSkin) -> GivenFile:
    """Return the parts of a skin. Raises ``BriefingError`` (exit 4) with everything that a brief may not hold."""
    word = _opened(skin)
    main = word.part
    section = word.sections[-1]._sectPr if word.sections else None
    if section is None or section.find(qn("w:pgSz")) is None or section.find(qn("w:pgMar")) is None:
        raise _problem(skin, "it says nothing of its page", "open it in Word, set its page and save it")
    if any(element.prefix != "w" for element in (word.styles.element, word.settings.element, section)):
        raise _problem(skin, "its parts are spelt as no office program does", "open it in Word and save it again")
    found: list[GivenPart] = []
    problems: list[Problem] = []
    for reference in section.findall(qn("w:headerReference")) + section.findall(qn("w:footerReference")):
        part = main.related_parts[reference.get(qn("r:id"))]
        kind = "header" if reference.tag == qn("w:headerReference") else "footer"
        pages = reference.get(qn("w:type")) or "default"
        given, wrong = _given_part(kind, pages, part)
        found.append(given)
        problems += [_told(skin, f"its {kind} holds {what}", hint) for what, hint in wrong]
    problems += [_told(skin, *wrong) for wrong in _theme_problems(main)]
    if problems:
        raise BriefingError(list(dict.fromkeys(problems)))
    return GivenFile(
        styles=copied(word.styles.element),
        numbering=_element(main, "numbering"),
        theme=_blob(main, "theme"),
        fonts=_element(main, "fontTable"),
        settings=copied(word.settings.element),
        section=copied(section),
        parts=tuple(found),
        custom=_custom(main),
    )


def copied(element: Any) -> Any:
    """Return a copy of an element that hangs on nothing."""
    return parse_xml(serialize_part_xml(element))


def serialised(element: Any) -> str:
    """Return an element as text, without a declaration and without comments."""
    for comment in element.xpath("//comment()"):
        if comment.getparent() is not None:
            comment.getparent().remove(comment)
    return serialize_part_xml(element).decode("utf-8")


def _opened(skin: WordSkin) -> Any:
    # What python-docx raises for a broken file is of many kinds, and lxml's errors are syntax errors.
    try:
        return docx.Document(BytesIO(skin.data))
    except (OpcError, KeyError, ValueError, SyntaxError, AttributeError, TypeError, zipfile.BadZipFile, OSError):
        message = "it is no plain Word document: broken, Strict Open XML, a template, or one with macros"
        raise _problem(skin, message, "open it in Word and save it again as a Word document (.docx)") from None


def _related(part: OpcPart, kind: str) -> OpcPart | None:
    for relation in part.rels.values():
        if relation.reltype == f"{_RELATIONS}{kind}" and not relation.is_external:
            found: OpcPart = relation.target_part
            return found
    return None


def _blob(part: OpcPart, kind: str) -> bytes | None:
    found = _related(part, kind)
    return found.blob if found is not None else None


def _element(part: OpcPart, kind: str) -> Any | None:
    data = _blob(part, kind)
    return parse_xml(data) if data is not None else None


def _custom(main: OpcPart) -> Any | None:
    package = main.package
    for relation in package.rels.values() if package is not None else ():
        if relation.reltype == f"{_RELATIONS}custom-properties" and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _theme_problems(main: OpcPart) -> Iterator[tuple[str, str]]:
    theme = _related(main, "theme")
    if theme is not None and len(theme.rels):
        yield "its theme holds a picture", "take the picture out of the theme"


def _given_part(kind: str, pages: str, part: OpcPart) -> tuple[GivenPart, list[tuple[str, str]]]:
    """Return a header or footer, and what it holds that a brief may not, each with a hint."""
    root = parse_xml(part.blob)
    unwanted = [words for tag, words in _UNWANTED.items() if next(root.iter(tag), None) is not None]
    wrong = [(words, f"take it out of the {kind}") for words in unwanted]
    fields = sorted(fields_of(root) - FIELDS)
    wrong += [(f"the field {name[:40]}", "only PAGE and NUMPAGES may stand there") for name in fields]
    pictures: dict[str, tuple[str, bytes]] = {}
    links: dict[str, str] = {}
    for name, relation in part.rels.items():
        what = relation.reltype.rpartition("/")[2]
        if what == "hyperlink" and relation.is_external and is_address(relation.target_ref):
            links[name] = relation.target_ref
        elif what == "image" and not relation.is_external and (ending := _picture(relation.target_part.blob)):
            pictures[name] = (ending, relation.target_part.blob)
        else:
            wrong.append(_relation_problem(what, relation.is_external))
    return GivenPart(kind, pages, root, pictures, links), wrong


def _relation_problem(what: str, is_external: bool) -> tuple[str, str]:
    if what == "image":
        return "a picture that is neither PNG nor JPEG, or lies elsewhere", "put it in as PNG or JPEG"
    if what == "hyperlink":
        return "a link that is not http, https or mailto", "correct it or take it out"
    return f"a part of another kind ({what[:40]})", "take it out" if not is_external else "take the link out"


def _picture(data: bytes) -> str | None:
    if data.startswith(_PNG):
        return "png"
    return "jpeg" if data.startswith(_JPEG) else None


def fields_of(root: Any) -> set[str]:
    """Return the names of all fields, in capitals; an instruction may be split over many runs."""
    instructions = [element.get(qn("w:instr")) or "" for element in root.iter(qn("w:fldSimple"))]
    for paragraph in root.iter(qn("w:p")):
        said = ""
        for element in paragraph.iter(qn("w:fldChar"), qn("w:instrText")):
            if element.tag == qn("w:instrText"):
                said += element.text or ""
            elif element.get(qn("w:fldCharType")) != "begin" and said:
                instructions.append(said)
                said = ""
        if said:
            instructions.append(said)
    return {(instruction.split() or ["without a name"])[0].upper() for instruction in instructions}


def _problem(skin: WordSkin, message: str, hint: str) -> BriefingError:
    return BriefingError(_told(skin, message, hint))


def _told(skin: WordSkin, message: str, hint: str) -> Problem:
    return Problem(ExitCode.TEMPLATE, f"the Word skin cannot be used: {message}", Location(skin.file), hint)
