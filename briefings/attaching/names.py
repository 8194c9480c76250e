"""Tags, classes and identifiers of two structure trees are kept apart (ISO 32000-1, 14.7.2, 14.7.3 and 14.7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from briefings.attaching.elements import Roles, elements
from briefings.attaching.walk import is_dictionary, keys_of

_STANDARD_WORDS = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl"
    " LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu"
    " WT WP Figure Formula Form"
)
#: The tags that ISO 32000-1 knows (14.8.4); a role map of one file must not change what they mean in the other.
STANDARD = frozenset(_STANDARD_WORDS.split())


def part_names(report: Any, annex: Any, mark: str) -> None:
    """Rename what would mean one thing in the report and another in the annex; both are structure tree roots.

    The annex's names get ``mark``. Afterwards the annex's role map, class map and identifiers can be added to the
    report's.
    """
    _part_tags(report, annex, mark)
    _part_classes(report, annex, mark)
    _part_identifiers(report, annex, mark)


def _part_tags(report: Any, annex: Any, mark: str) -> None:
    ours, theirs = Roles(report), Roles(annex)
    plain = {tag for tag in _tags(report) if tag not in ours.mapped} | STANDARD
    fresh: dict[str, str] = {}
    for tag in theirs.mapped:
        clash = tag in plain or (tag in ours.mapped and ours.final(tag) != theirs.final(tag))
        if clash and theirs.final(tag) != tag:
            fresh[tag] = _free(f"{tag}-{mark}", {*ours.mapped, *theirs.mapped, *plain})
    roles = {fresh.get(tag, tag): theirs.final(tag) for tag in theirs.mapped if theirs.final(tag) != tag}
    _retag(annex, fresh)
    _write_roles(annex, roles)
    # A report that gives a standard tag another meaning keeps it for its own elements only.
    used = {tag for tag in _tags(annex) if tag not in roles} | set(roles.values()) | STANDARD
    bent = {tag: _free(f"{tag}-0", {*ours.mapped, *roles, *plain}) for tag in ours.mapped if tag in used}
    if bent:
        _retag(report, bent)
        kept = {bent.get(tag, tag): ours.final(tag) for tag in ours.mapped if ours.final(tag) != tag}
        _write_roles(report, kept)


def _tags(root: Any) -> set[str]:
    return {str(element["/S"])[1:] for element in elements(root)}


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    return name


def _retag(root: Any, fresh: dict[str, str]) -> None:
    for element in elements(root) if fresh else ():
        tag = str(element["/S"])[1:]
        if tag in fresh:
            element.S = pikepdf.Name(f"/{fresh[tag]}")


def _write_roles(root: Any, roles: dict[str, str]) -> None:
    if roles:
        root.RoleMap = pikepdf.Dictionary({f"/{tag}": pikepdf.Name(f"/{role}") for tag, role in roles.items()})
    elif "/RoleMap" in root:
        del root["/RoleMap"]


def _part_classes(report: Any, annex: Any, mark: str) -> None:
    ours, theirs = report.get("/ClassMap"), annex.get("/ClassMap")
    if not is_dictionary(ours) or not is_dictionary(theirs):
        return
    fresh = {name: f"{name}-{mark}" for name in keys_of(theirs) if name in ours}
    annex.ClassMap = pikepdf.Dictionary({fresh.get(name, name): theirs[name] for name in keys_of(theirs)})
    for element in elements(annex) if fresh else ():
        value = element.get("/C")
        if isinstance(value, pikepdf.Name):
            element.C = pikepdf.Name(fresh.get(str(value), str(value)))
        elif isinstance(value, pikepdf.Array):
            element.C = pikepdf.Array(
                [pikepdf.Name(fresh.get(str(v), str(v))) if isinstance(v, pikepdf.Name) else v for v in value]
            )


def _part_identifiers(report: Any, annex: Any, mark: str) -> None:
    """Rename identifiers of the annex that the report has too, and the table cells that name their headers by them."""
    taken = identifiers(report).keys()
    own = identifiers(annex).keys()
    fresh: dict[bytes, bytes] = {}
    for name in own:
        if name in taken:
            changed = f"{mark}-".encode() + name
            while changed in taken or changed in own:
                changed += b"x"
            fresh[name] = changed
    for element in elements(annex) if fresh else ():
        if isinstance(element.get("/ID"), pikepdf.String):
            element.ID = pikepdf.String(fresh.get(bytes(element.ID), bytes(element.ID)))
        for attributes in _attributes(element.get("/A")):
            _rename_headers(attributes, fresh)
    classes = annex.get("/ClassMap")
    for key in keys_of(classes) if fresh and is_dictionary(classes) else ():
        for attributes in _attributes(classes[key]):
            _rename_headers(attributes, fresh)


def identifiers(root: Any) -> dict[bytes, Any]:
    """Return the elements of a tree that have an identifier, by it."""
    return {bytes(each.ID): each for each in elements(root) if isinstance(each.get("/ID"), pikepdf.String)}


def _attributes(value: Any) -> Iterator[Any]:
    for each in value if isinstance(value, pikepdf.Array) else [value]:
        if is_dictionary(each):
            yield each


def _rename_headers(attributes: Any, fresh: dict[bytes, bytes]) -> None:
    headers = attributes.get("/Headers")
    if isinstance(headers, pikepdf.Array):
        # An attribute object may serve several cells; a fresh name is no key of the table, so twice does no harm.
        attributes.Headers = pikepdf.Array(
            [pikepdf.String(fresh.get(bytes(h), bytes(h))) if isinstance(h, pikepdf.String) else h for h in headers]
        )
