"""What may act, phone out or ask for another file is taken out of a Word file, and told.

Relations and fields go by what is allowed, not by what is known to be bad, so that a new kind does not slip through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from briefings.attaching.word.fields import Field, fields_of, unquoted
from briefings.attaching.word.markup import OFFICE_VML, RELATION, VML, Element, listed, local, remove, take, w
from briefings.attaching.word.package import Package, Part, Relation
from briefings.errors import printable
from briefings.writers.word.relations import is_address

#: Kinds of relation that stay, the package's own among them.
_ALLOWED: Final = frozenset(
    listed("""
    officeDocument core-properties extended-properties custom-properties thumbnail classificationlabels styles
    numbering settings webSettings fontTable font theme themeOverride footnotes endnotes comments
    commentsExtended commentsIds commentsExtensible people header footer image hdphoto hyperlink chart chartEx
    chartColorStyle chartStyle chartUserShapes diagramData diagramLayout diagramQuickStyle diagramColors
    diagramDrawing customXml customXmlProps glossaryDocument documenttasks
""")
)
#: Kinds whose parts need not be XML.
_BINARY: Final = frozenset({"image", "hdphoto", "font", "thumbnail"})
#: Kinds that say nothing to a reader and go without a word.
_QUIET: Final = frozenset({"printerSettings", "stylesWithEffects", "recipientData", "origin", "signature"})

_KINDS: Final = {
    "vbaProject": "macros (VBA)",
    "wordVbaData": "macros (VBA)",
    "keyMapCustomizations": "keyboard or toolbar customisation",
    "attachedToolbars": "keyboard or toolbar customisation",
    "extensibility": "customised ribbon",
    "oleObject": "embedded object (OLE)",
    "package": "embedded file",
    "control": "ActiveX control",
    "activeXControlBinary": "ActiveX control",
    "aFChunk": "imported chunk of another format (altChunk)",
    "subDocument": "subdocument",
    "attachedTemplate": "link to an attached template",
    "transform": "link to a transformation (XSLT)",
    "image": "remote picture",
    "hyperlink": "link other than http, https or mailto",
    "frame": "link to a frame",
    "mailMergeSource": "data source of a mail merge",
    "mailMergeHeaderSource": "data source of a mail merge",
    "video": "video or sound",
    "audio": "video or sound",
    "media": "video or sound",
    "webextensiontaskpanes": "web add-in",
    "webextension": "web add-in",
}

#: Elements that make no sense once their relation is gone.
_WITH_RELATION: Final = frozenset(
    listed("""
    altChunk subDoc control OLEObject attachedTemplate headerReference footerReference hlinkClick hlinkHover
    hlinkMouseOver videoFile audioFile quickTimeFile wavAudioFile externalData userShapes saveThroughXslt
    embedRegular embedBold embedItalic embedBoldItalic printerSettings contentPart webVideoPr dataSource
    headerSource sourceFileName movie recipientData
""")
)
#: Elements that act whether they have a relation or not.
_ACTIVE: Final = {
    w("altChunk"): "imported chunk of another format (altChunk)",
    w("subDoc"): "subdocument",
    w("control"): "ActiveX control",
    f"{{{OFFICE_VML}}}OLEObject": "embedded object (OLE)",
    w("entryMacro"): "macros (VBA)",
    w("exitMacro"): "macros (VBA)",
    w("attachedTemplate"): "link to an attached template",
    w("linkStyles"): "link to an attached template",
    w("mailMerge"): "data source of a mail merge",
    w("saveThroughXslt"): "link to a transformation (XSLT)",
    w("frameset"): "link to a frame",
}

#: Fields that stay. What asks the reader, runs, prints, or reads another file is not among them.
_FIELDS: Final = frozenset(
    listed("""
    = ADDIN ADDRESSBLOCK ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BIBLIOGRAPHY
    BIDIOUTLINE CITATION COMMENTS COMPARE CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ
    FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT GREETINGLINE HYPERLINK IF INDEX INFO KEYWORDS
    LASTSAVEDBY LISTNUM MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF
    PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC
    TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE
""")
)
_FORMULA: Final = re.compile(r"=.*", re.DOTALL)


def clean(package: Package) -> tuple[str, ...]:
    """Take out what may act; return one line for each kind of thing taken out, with its number, in a fixed order.

    Parts that nothing leads to any more go too.
    """
    removed: Counter[str] = Counter()
    _relations_of(package.relations, package, removed)
    kept: dict[str, Part] = {}
    waiting = [relation.target for relation in package.relations.values()]
    while waiting:
        name = waiting.pop(0)
        if name in kept:
            continue
        part = kept[name] = package.parts[name]
        dropped = _relations_of(part.relations, package, removed)
        if part.root is not None:
            _elements_of(part.root, dropped, removed)
        waiting += [relation.target for relation in part.relations.values() if not relation.external]
    package.parts = {name: part for name, part in package.parts.items() if name in kept}
    return tuple(f"{package.name}: {what} removed: {count}" for what, count in sorted(removed.items()))


def signed(package: Package) -> bool:
    """Return whether the package carries a digital signature (part 2, 13)."""
    return any(relation.type.endswith("digital-signature/origin") for relation in package.relations.values()) or any(
        name.lower().startswith("_xmlsignatures/") for name in package.parts
    )


def web_address(target: str) -> str | None:
    """Return the address percent-encoded, ``None`` where it is no http, https or mailto address."""
    spelt = quote(target.strip(), safe="%:/?#[]@!$&'()*+,;=~-._")
    return spelt if is_address(spelt) else None


def _relations_of(relations: dict[str, Relation], package: Package, removed: Counter[str]) -> frozenset[str]:
    """Drop relations; return the ids dropped."""
    dropped = set()
    for key, relation in list(relations.items()):
        if relation.external:
            inside = relation.kind == "hyperlink" and relation.target.startswith("#")
            address = relation.target if inside else web_address(relation.target)
            if relation.kind == "hyperlink" and address is not None:
                relations[key] = Relation(relation.type, address, external=True)
                continue
        elif relation.kind in _ALLOWED and _can_be_read(package.parts.get(relation.target), relation.kind):
            continue
        dropped.add(key)
        del relations[key]
        if relation.kind not in _QUIET:
            removed[_what(relation)] += 1
    return frozenset(dropped)


def _can_be_read(part: Part | None, kind: str) -> bool:
    """Return whether there is such a part, and its content has been looked through where it must be XML."""
    return part is not None and (kind in _BINARY or part.root is not None)


def _what(relation: Relation) -> str:
    if not relation.external and relation.kind in _ALLOWED:
        return f"relation to a part that is not there or not XML ({printable(relation.kind)})"
    return _KINDS.get(relation.kind) or f"part of the unknown kind “{printable(relation.kind)[:60]}”"


def _elements_of(root: Element, dropped: frozenset[str], removed: Counter[str]) -> None:
    _without_relations(root, dropped)
    for node in list(root.iter(*_ACTIVE)):
        # A relation that went with it has been counted.
        if not any(_is_relation(name) for name in node.attrib):
            removed[_ACTIVE[str(node.tag)]] += 1
        remove(node)
    _vml(root, removed)
    _fields(fields_of(root), removed)


def _without_relations(root: Element, dropped: frozenset[str]) -> None:
    if not dropped:
        return
    for node in list(root.iter("*")):
        names = [name for name, text in node.attrib.items() if text in dropped and _is_relation(str(name))]
        if names and local(node) in _WITH_RELATION:
            remove(node)
            continue
        for name in names:
            del node.attrib[name]


def _is_relation(name: object) -> bool:
    return str(name).startswith(f"{{{RELATION}}}") or str(name) == f"{{{OFFICE_VML}}}relid"


def _vml(root: Element, removed: Counter[str]) -> None:
    for node in root.iter(f"{{{VML}}}*"):
        for name in ("src", f"{{{OFFICE_VML}}}href", f"{{{OFFICE_VML}}}althref"):
            if take(node, name) is not None:
                removed[_KINDS["image"]] += 1
        href = node.get("href")
        if href is not None and not href.startswith("#") and web_address(href) is None:
            del node.attrib["href"]
            removed[_KINDS["hyperlink"]] += 1


def _fields(found: Iterable[Field], removed: Counter[str]) -> None:
    for field in found:
        keyword = field.keyword
        if keyword == "HYPERLINK" and not _leads_on(field):
            removed[_KINDS["hyperlink"]] += 1
        elif keyword in _FIELDS or _FORMULA.fullmatch(keyword):
            continue
        elif keyword:
            removed[f"field {printable(keyword)[:20]}"] += 1
        # A field without a word of its own is made by another field, or is empty.
        elif field.composed:
            removed["field composed by another field"] += 1
        field.unlink()


def _leads_on(field: Field) -> bool:
    """Return whether the field leads to a bookmark, or to an allowed address that stands in the file as it is."""
    words = field.words[1:]
    if field.composed:
        return False
    targets = [word for index, word in enumerate(words) if not word.startswith("\\") and not _is_argument(words, index)]
    return all(web_address(unquoted(target)) is not None for target in targets)


def _is_argument(words: list[str], index: int) -> bool:
    return index > 0 and words[index - 1].lower() in ("\\l", "\\o", "\\t", "\\m")
