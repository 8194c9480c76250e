"""What Microsoft's validator does not see in a Word file of ours: names that lead nowhere, ids twice, formatting by hand.

``faults`` reads the finished file, without the writer's code, and returns one line for each fault.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from tests.word_reading import W, parts_of

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}cNvPr"
#: The only fields, letter for letter: nothing of a dossier can be part of an instruction.
FIELDS = re.compile(
    r' PAGE | NUMPAGES | TOC \\o "1-[1-5]" \\h \\z \\u | (?:PAGEREF|REF) h_[A-Za-z0-9_]{1,38} \\h '
    r"| SEQ (?:Table|Figure) \\\* ARABIC "
)
#: What may stand beside a style, and why. Everything else about looks is in styles.
ALLOWED = {
    "rPr": {
        "rStyle": "the style itself",
        "lang": "the language of the words, for spelling and for readers who listen",
        "rtl": "the direction that goes with a language",
    },
    "pPr": {
        "pStyle": "the style itself",
        "numPr": "which list the paragraph belongs to: each numbered list starts anew",
        "pBdr": "the bar beside a paragraph that says something else than an earlier version",
    },
    "tblPr": {
        "tblStyle": "the style itself",
        "tblW": "the table fills the text",
        "tblLayout": "columns are sized by their content, for every writer alike",
        "tblLook": "whether the first column names the rows",
        "tblCaption": "words for readers who do not see the table",
        "tblDescription": "words for readers who do not see the table",
    },
    "trPr": {"cantSplit": "no row is parted by a page", "tblHeader": "the header row repeats"},
    "tcPr": {"tcW": "the width of the column"},
}
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel")


def faults(data: bytes) -> list[str]:
    """Return every fault of a Word file that this package wrote; an empty list for a sound one."""
    parts = parts_of(data)
    return [*_by_hand(parts), *_fields(parts), *_described(parts), *structural_faults(data)]


def structural_faults(data: bytes) -> list[str]:
    """Return the faults that no file may have, whoever wrote its parts: ids, styles, lists, relations, bookmarks."""
    parts = parts_of(data)
    checks = (_twice, _styles, _lists, _bookmarks, _notes)
    return [fault for check in checks for fault in check(parts)] + list(_package(data, parts))


def _stories(parts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the parts that hold text; ``header-first`` and the like are the house's own."""
    wanted = re.compile(r"word/(document|footnotes|endnotes|comments|(header|footer)(\d*|-[a-z]+))\.xml")
    return ((name, root) for name, root in parts.items() if wanted.fullmatch(name))


def _is_given(name: str) -> bool:
    """Return whether a part is the house's own: what it has there is as Word wrote it, once the reader let it pass."""
    return name.startswith(("word/header-", "word/footer-"))


def _by_hand(parts: Mapping[str, Any]) -> Iterator[str]:
    for name, root in _stories(parts):
        if _is_given(name):
            continue
        for kind, allowed in ALLOWED.items():
            for properties in root.iter(f"{W}{kind}"):
                for child in properties:
                    if child.tag.removeprefix(W) not in allowed:
                        yield f"{name}: {kind} sets {child.tag.removeprefix(W)} beside its style"
        for paragraph in root.iter(f"{W}p"):
            if paragraph.find(f"{W}pPr/{W}pStyle") is None:
                yield f"{name}: a paragraph has no style"


def _fields(parts: Mapping[str, Any]) -> Iterator[str]:
    for name, root in parts.items():
        if _is_given(name):
            continue
        for element in root.iter(f"{W}fldSimple", f"{W}updateFields", f"{W}delInstrText", f"{W}ffData"):
            yield f"{name}: there is a {element.tag.removeprefix(W)}"
        for element in root.iter(f"{W}instrText"):
            if not FIELDS.fullmatch(element.text or ""):
                yield f"{name}: there is a field “{element.text}”"
        depth = [0, 0]
        for mark in root.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            if mark.get(f"{W}dirty") is not None:
                yield f"{name}: a field is marked dirty"
            depth[0] += {"begin": 1, "separate": 0, "end": -1}[kind]
            depth[1] += {"begin": 1, "separate": -1, "end": 0}[kind]
            if min(depth) < 0:
                yield f"{name}: a field ends before it begins"
        if any(depth):
            yield f"{name}: a field has no end"


def _described(parts: Mapping[str, Any]) -> Iterator[str]:
    for name, root in _stories(parts):
        for drawn in root.iter(_DRAWN):
            if not (drawn.get("descr") or "").strip():
                yield f"{name}: a drawing has no words"
        for table in root.iter(f"{W}tbl"):
            for kind in ("tblCaption", "tblDescription"):
                told = table.find(f"{W}tblPr/{W}{kind}")
                if told is None or not told.get(f"{W}val").strip():
                    yield f"{name}: a table has no {kind}"
            rows = table.findall(f"{W}tr")
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            if heads != [True, *[False] * (len(rows) - 1)]:
                yield f"{name}: a table does not repeat its first row alone"
            if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
                yield f"{name}: a row may be parted by a page"


def _twice(parts: Mapping[str, Any]) -> Iterator[str]:
    """Yield ids that stand twice: of drawings in the whole file, of tracked changes and bookmarks in a part."""
    drawn = [each.get("id") for _, root in _stories(parts) for each in root.iter(_DRAWN, _SHAPE)]
    yield from (f"drawing {number} stands twice" for number in _repeated(drawn))
    for name, root in _stories(parts):
        changes = [each.get(f"{W}id") for each in root.iter(*(f"{W}{kind}" for kind in _REVISIONS))]
        yield from (f"{name}: tracked change {number} stands twice" for number in _repeated(changes))


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _styles(parts: Mapping[str, Any]) -> Iterator[str]:
    defined = {s.get(f"{W}styleId"): s.get(f"{W}type") for s in parts["word/styles.xml"].iter(f"{W}style")}
    yield from (f"style {name} is defined twice" for name in _repeated(_ids(parts["word/styles.xml"])))
    for name, root in parts.items():
        for element, kind in _STYLED.items():
            for used in root.iter(f"{W}{element}"):
                if defined.get(used.get(f"{W}val")) != kind:
                    yield f"{name}: there is no {kind} style {used.get(f'{W}val')}"
        for element in ("basedOn", "next", "link"):
            for used in root.iter(f"{W}{element}"):
                if used.get(f"{W}val") not in defined:
                    yield f"{name}: a style names {used.get(f'{W}val')}, which is none"


def _ids(styles: Any) -> Iterator[str]:
    return (style.get(f"{W}styleId") for style in styles.iter(f"{W}style"))


def _lists(parts: Mapping[str, Any]) -> Iterator[str]:
    numbering = parts.get("word/numbering.xml")
    known = set() if numbering is None else {n.get(f"{W}numId") for n in numbering.iter(f"{W}num")}
    schemes = set() if numbering is None else {n.get(f"{W}abstractNumId") for n in numbering.iter(f"{W}abstractNum")}
    if numbering is not None:
        yield from (
            f"list {n} is defined twice" for n in _repeated(x.get(f"{W}numId") for x in numbering.iter(f"{W}num"))
        )
        for each in numbering.iter(f"{W}num"):
            if each.find(f"{W}abstractNumId").get(f"{W}val") not in schemes:
                yield f"list {each.get(f'{W}numId')} has no scheme"
    for name, root in [*_stories(parts), ("word/styles.xml", parts["word/styles.xml"])]:
        for used in root.iter(f"{W}numId"):
            if used.get(f"{W}val") not in known | {"0"}:
                yield f"{name}: there is no list {used.get(f'{W}val')}"


def _bookmarks(parts: Mapping[str, Any]) -> Iterator[str]:
    names: list[str] = []
    wanted: list[str] = []
    for name, root in _stories(parts):
        starts = list(root.iter(f"{W}bookmarkStart"))
        ids = [each.get(f"{W}id") for each in starts]
        names += [each.get(f"{W}name") for each in starts]
        yield from (f"{name}: bookmark {number} stands twice" for number in _repeated(ids))
        if sorted(ids) != sorted(each.get(f"{W}id") for each in root.iter(f"{W}bookmarkEnd")):
            yield f"{name}: a bookmark has no start or no end"
        wanted += [each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink") if each.get(f"{W}anchor")]
        codes = (each.text or "" for each in root.iter(f"{W}instrText"))
        wanted += [found.group(1) for code in codes if (found := re.match(r"\s*(?:PAGE)?REF\s+(\S+)", code))]
    yield from (f"two bookmarks are called {name}" for name in _repeated(name.lower() for name in names))
    yield from (f"there is no bookmark {name}" for name in dict.fromkeys(wanted) if name not in names)
    yield from (f"{name} is no name of a bookmark" for name in names if not re.fullmatch(r"[A-Za-z_]\w{0,39}", name))


def _notes(parts: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("footnote", "endnote"):
        root = parts.get(f"word/{kind}s.xml")
        held = [] if root is None else [n.get(f"{W}id") for n in root.iter(f"{W}{kind}") if not n.get(f"{W}type")]
        named = [each.get(f"{W}id") for each in parts["word/document.xml"].iter(f"{W}{kind}Reference")]
        if sorted(held) != sorted(named):
            yield f"the text names the {kind}s {sorted(named)}, the file holds {sorted(held)}"


def _package(data: bytes, parts: Mapping[str, Any]) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
    types = parts["[Content_Types].xml"]
    typed = {each.get("PartName") for each in types} | {"/[Content_Types].xml"}
    endings = {each.get("Extension") for each in types if each.get("Extension")} - {"xml"}
    reached = {"[Content_Types].xml"} | {name for name in names if name.endswith(".rels")}
    for name in sorted(names):
        if f"/{name}" not in typed and name.rpartition(".")[2] not in endings:
            yield f"{name} has no content type"
    for name in sorted(name for name in names if name.endswith(".rels")):
        source = name.replace("_rels/", "").removesuffix(".rels")
        told = {}
        for relation in parts[name]:
            told[relation.get("Id")] = relation
            if relation.get("TargetMode") == "External":
                if relation.get("Type") != f"{_OFFICE}/hyperlink":
                    yield f"{name}: {relation.get('Target')} lies outside the file"
                continue
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), relation.get("Target")))[1:]
            reached.add(target)
            if target not in names:
                yield f"{name}: there is no {target}"
        yield from _related(name, source, parts.get(source), told)
    yield from (f"nothing leads to {name}" for name in sorted(names - reached))
    bare = (name for name in names if name.endswith(".xml") and f"{_folder(name)}_rels/{_file(name)}.rels" not in names)
    for name in bare:
        yield from _related(name, name, parts[name], {})


def _folder(name: str) -> str:
    return name.rpartition("/")[0] + "/" if "/" in name else ""


def _file(name: str) -> str:
    return name.rpartition("/")[2]


def _related(name: str, source: str, root: Any, told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the relations that a part names and has not, and the links and pictures that it has and does not name."""
    if root is None:
        return
    used = {value for each in root.iter("*") for key, value in each.attrib.items() if key.startswith(_R)}
    yield from (f"{source}: there is no relation {each}" for each in sorted(used - set(told)))
    for each, relation in told.items():
        if relation.get("Type") in (f"{_OFFICE}/hyperlink", f"{_OFFICE}/image") and each not in used:
            yield f"{name}: nothing uses {each}"
