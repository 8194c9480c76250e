"""What else of a brief must go along: custom XML that its controls show, fonts, and the values of property fields."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from briefings.attaching.word.fields import fields_of
from briefings.attaching.word.markup import Element, adopt, listed, move, remove, take, w
from briefings.attaching.word.package import Package, renamed
from briefings.attaching.word.parts import PartCarrier

_STORE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_BOUND: Final = w("storeItemID")
#: Fields that show a property of the file they stand in (17.16.5); in the report they would show the report's.
_PROPERTIES: Final = frozenset(
    listed("""
    AUTHOR COMMENTS CREATEDATE DOCPROPERTY DOCVARIABLE EDITTIME FILENAME FILESIZE INFO KEYWORDS LASTSAVEDBY
    NUMCHARS NUMWORDS PRINTDATE REVNUM SAVEDATE SUBJECT TEMPLATE TITLE
""")
)
#: Stores that stand for the file's own properties, whatever the file ([MS-OI29500] 2.1.510 names them).
_OWN: Final = frozenset(
    {
        "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
        "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
        "{55AF091B-3C7A-41E3-B477-F2FDAA23CFDA}",
    }
)


def keep_property_fields(roots: Iterable[Element]) -> None:
    """Leave what fields and controls show of the brief's own properties, and take away what would renew it."""
    for root in roots:
        for field in fields_of(root):
            # A field marked dirty makes Word ask its reader on opening whether to update it.
            take(field.start, w("dirty"))
            if field.keyword in _PROPERTIES:
                field.unlink()
        for binding in list(root.iter(w("dataBinding"))):
            if binding.get(_BOUND, "").upper() in _OWN:
                remove(binding)


def bring_custom_parts(report: Package, brief: Package, parts: PartCarrier) -> None:
    """Carry the custom XML of the brief; a store whose id the report uses for something else gets another id."""
    ours = {store for package_part in report.parts.values() if (store := _store(package_part.root)) is not None}
    for relation in brief.main.relations.values():
        if relation.kind != "customXml" or relation.external:
            continue
        properties = brief.parts[relation.target].related("customXmlProps")
        root = None if properties is None else brief.parts[properties].root
        store = _store(root)
        if root is not None and store is not None and store in ours:
            new = _another(store, ours)
            root.set(_STORE, new)
            _rebind(brief, store, new)
            store = new
        if store is not None:
            ours.add(store)
        report.main.relate(renamed(relation, parts.carry(relation.target)))


def bring_fonts(report: Package, brief: Package, parts: PartCarrier) -> None:
    """Add the fonts that the brief describes and the report does not, embedded ones with their files."""
    target, source = report.of_main("fontTable"), brief.of_main("fontTable")
    if target is None or source is None or target.root is None or source.root is None:
        return
    known = {node.get(w("name")) for node in target.root}
    new = [node for node in source.root if node.get(w("name")) not in known]
    if new:
        target.root = adopt(target.root, [source.root])
        move(new, target.root)
        parts.bring_relations(new, source, target)


def _store(root: Element | None) -> str | None:
    store = None if root is None else root.get(_STORE)
    return None if store is None else store.upper()


def _another(store: str, taken: set[str]) -> str:
    number = 0
    new = store
    while new in taken:
        number += 1
        digits = sha256(f"{store}/{number}".encode()).hexdigest().upper()
        new = "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])) + "}"
    return new


def _rebind(brief: Package, store: str, new: str) -> None:
    for part in brief.parts.values():
        for binding in part.root.iter(w("dataBinding")) if part.root is not None else ():
            if binding.get(_BOUND, "").upper() == store:
                binding.set(_BOUND, new)
