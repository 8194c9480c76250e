"""Names and places in WordprocessingML (ECMA-376 part 1, 17), and moving elements from one part into another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
WORD_2010: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_2012: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
VML: Final = "urn:schemas-microsoft-com:vml"
OFFICE_VML: Final = "urn:schemas-microsoft-com:office:office"
XML: Final = "http://www.w3.org/XML/1998/namespace"


def listed(text: str) -> tuple[str, ...]:
    """Return the words of the text, in order."""
    return tuple(text.split())


#: Attributes whose words are prefixes of namespaces, which must stay declared where they are used (part 3, 7).
_PREFIX_LISTS: Final = (
    "Requires",
    f"{{{COMPATIBILITY}}}Ignorable",
    f"{{{COMPATIBILITY}}}ProcessContent",
    f"{{{COMPATIBILITY}}}MustUnderstand",
)
_IGNORABLE: Final = f"{{{COMPATIBILITY}}}Ignorable"

#: Order of the children of ``w:pPr`` (17.3.1.26), ``w:rPr`` (17.3.2.28), ``w:sectPr`` (17.6.17), ``w:settings``
#: (17.15.1.78).
PARAGRAPH_ORDER: Final = listed("""
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
""")
RUN_ORDER: Final = listed("""
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
    vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs
    em lang eastAsianLayout specVanish oMath rPrChange
""")
SECTION_ORDER: Final = listed("""
    headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
    cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange
""")
STYLE_ORDER: Final = listed("""
    name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
    personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr
""")
SETTINGS_AFTER_NOTES: Final = listed("""
    compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats
    doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults
    doNotEmbedSmartTags decimalSymbol listSeparator
""")


@cache
def w(name: str) -> str:
    """Return the name in the namespace of WordprocessingML, as lxml spells it."""
    return f"{{{WORD}}}{name}"


VALUE: Final = w("val")
ID: Final = w("id")
RUN: Final = w("r")
PARAGRAPH: Final = w("p")
PARAGRAPH_PROPERTIES: Final = w("pPr")
RUN_PROPERTIES: Final = w("rPr")


def element(name: str, /, **attributes: str) -> Element:
    """Return a new element of WordprocessingML with attributes of WordprocessingML."""
    made = etree.Element(w(name), nsmap={"w": WORD})
    for key, value in attributes.items():
        made.set(w(key), value)
    return made


def local(node: Element) -> str:
    """Return the name without its namespace."""
    return str(node.tag).rpartition("}")[2]


def child(parent: Element | None, name: str) -> Element | None:
    """Return the first child of the name, ``None`` where there is none, or no parent."""
    return None if parent is None else parent.find(w(name))


def value(parent: Element | None, name: str) -> str | None:
    """Return ``w:val`` of the first child of the name, ``None`` where either is missing."""
    found = child(parent, name)
    return None if found is None else found.get(VALUE)


def is_on(parent: Element | None, name: str) -> bool:
    """Return whether an on/off property stands there and is on (17.17.4)."""
    found = child(parent, name)
    return found is not None and found.get(VALUE, "1") not in ("0", "false", "off")


def whole(text: str | None) -> int | None:
    """Return the whole number, ``None`` for what is none or is longer than an id can be."""
    if text is None or len(text) > 11:
        return None
    try:
        return int(text)
    except ValueError:
        return None


def put(parent: Element, made: Element, order: Iterable[str]) -> Element:
    """Insert the child where the schema wants it, instead of one of the same name; return it."""
    names = tuple(order)
    name = local(made)
    old = parent.find(str(made.tag))
    if old is not None:
        parent.replace(old, made)
        return made
    after = frozenset(names[names.index(name) + 1 :])
    # Elements of later versions of Word stand behind all others.
    later = next((index for index, node in enumerate(parent) if local(node) in after or not in_word(node)), len(parent))
    parent.insert(later, made)
    return made


def in_word(node: Element) -> bool:
    """Return whether the element is one of WordprocessingML."""
    return str(node.tag).startswith(f"{{{WORD}}}")


def properties_of(node: Element, name: str) -> Element:
    """Return the first child of the name (``pPr``, ``rPr``, ``tblPr``), made where it is missing."""
    found = child(node, name)
    if found is None:
        found = element(name)
        node.insert(0, found)
    return found


def remove(node: Element) -> None:
    """Take the element out of its parent with all that is in it; nothing happens where it has none."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def table_around(node: Element) -> Element | None:
    """Return the table that a paragraph or run takes its look from; a text box or a note shuts it off."""
    for ancestor in node.iterancestors():
        if ancestor.tag == w("tbl"):
            return ancestor
        if ancestor.tag in (w("txbxContent"), w("footnote"), w("endnote"), w("comment")):
            return None
    return None


def take(node: Element, name: str) -> str | None:
    """Take an attribute away and return it, ``None`` where there is none."""
    found = node.get(name)
    if found is not None:
        del node.attrib[name]
    return found


def words(node: Element) -> str:
    """Return the visible letters of a paragraph or run; tabs and breaks become spaces."""
    found = []
    for part in node.iter(w("t"), w("tab"), w("br")):
        if part.tag == w("t"):
            found.append(part.text or "")
        elif part.getparent() is not None and part.getparent().tag == RUN:  # type: ignore[union-attr]
            found.append(" ")
    return "".join(found)


def adopt(root: Element, donors: Iterable[Element]) -> Element:
    """Return the root with the namespaces of the donors declared too, and what they let a reader ignore.

    Where that asks for a new element, the children move to it, and the root given is left empty.
    """
    spaces = {prefix: uri for prefix, uri in root.nsmap.items() if uri != XML}
    ignorable = list(_uris(root, root.get(_IGNORABLE, "")))
    known = (len(spaces), len(ignorable))
    for donor in donors:
        for prefix, uri in donor.nsmap.items():
            if uri not in spaces.values() and uri != XML:
                spaces[_free(prefix, spaces)] = uri
        ignorable += [uri for uri in _uris(donor, donor.get(_IGNORABLE, "")) if uri not in ignorable]
    # To move a long text from element to element takes longer than all else that is done with it.
    return root if known == (len(spaces), len(ignorable)) else _replaced(root, spaces, ignorable)


def _replaced(root: Element, spaces: dict[str | None, str], ignorable: list[str]) -> Element:
    if ignorable and COMPATIBILITY not in spaces.values():
        spaces[_free("mc", spaces)] = COMPATIBILITY
    made = etree.Element(str(root.tag), nsmap=spaces)  # type: ignore[arg-type]  # a default namespace has no prefix
    made.attrib.update({key: text for key, text in root.attrib.items() if key != _IGNORABLE})
    if ignorable:
        made.set(_IGNORABLE, " ".join(filter(None, (_prefix(made, uri) for uri in ignorable))))
    kept = list(_prefix_lists(root))
    made.extend(list(root))
    _restore(kept)
    return made


def move(nodes: Iterable[Element], parent: Element, index: int | None = None) -> None:
    """Move elements into a parent whose root has adopted theirs; prefixes that they name stay right."""
    moved = list(nodes)
    kept = [entry for node in moved for entry in _prefix_lists(node, itself=True)]
    for offset, node in enumerate(moved):
        if index is None:
            parent.append(node)
        else:
            parent.insert(index + offset, node)
    _restore(kept)


def _prefix_lists(root: Element, *, itself: bool = False) -> Iterator[tuple[Element, str, tuple[str, ...]]]:
    for node in root.iter("*"):
        if node is root and not itself:
            continue
        for name in _PREFIX_LISTS:
            if (text := node.get(name)) is not None:
                yield node, name, tuple(_uris(node, text))


def _restore(kept: Iterable[tuple[Element, str, tuple[str, ...]]]) -> None:
    for node, name, uris in kept:
        node.set(name, " ".join(filter(None, (_prefix(node, uri) for uri in uris))))


def _uris(node: Element, prefixes: str) -> Iterator[str]:
    for prefix in prefixes.split():
        if uri := node.nsmap.get(prefix):
            yield uri


def _prefix(node: Element, uri: str) -> str | None:
    return next((prefix for prefix, known in node.nsmap.items() if known == uri and prefix is not None), None)


def _free(prefix: str | None, taken: Iterable[str | None]) -> str:
    wanted, count = prefix or "ns", 1
    name = wanted
    while name in taken:
        count += 1
        name = f"{wanted}{count}"
    return name
