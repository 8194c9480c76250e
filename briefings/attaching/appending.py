"""The pages of a brief follow those of a report as an annex: content, tags, links, outline, labels, forms, layers."""

from __future__ import annotations

from typing import Any

import pikepdf
from msgspec import Struct

from briefings.attaching.destinations import drop_structure_places, make_explicit
from briefings.attaching.elements import lower_headings, number_headings
from briefings.attaching.embedding import carried, embedded_names, free_name
from briefings.attaching.forms import add_fields, add_layers
from briefings.attaching.names import part_names
from briefings.attaching.structure import (
    as_section,
    forget_structure,
    graft,
    renumber,
    share_namespaces,
    structure_of,
    without_document,
)
from briefings.attaching.walk import dictionaries, is_dictionary

#: Entries that a page may have from the nodes above it (ISO 32000-1, 7.7.3.4).
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MOST_NODES = 100
#: What else of a file's catalog belongs to its pages.
_PARTS = ("/Outlines", "/AcroForm", "/OCProperties", "/Threads")


class Joint(Struct, frozen=True):
    """Where the pages of a file go in a report."""

    mark: str
    """Stands in every name that had to be changed, such as ``A1``."""
    part: Any | None
    """The element that the tags go under; ``None`` where they are left behind."""
    first_key: int
    """The first free number of the report's parent tree."""
    level: int
    """Level of the annex's heading."""
    is_cover: bool = False


class Joined(Struct, frozen=True):
    """What became of the pages, all objects of the report."""

    pages: tuple[Any, ...]
    outline: Any | None
    files: dict[str, Any]
    """File specifications that the brief carried, by name."""
    next_key: int
    lines: tuple[str, ...]


def join_pages(report: pikepdf.Pdf, source: pikepdf.Pdf, joint: Joint) -> Joined:
    """Append the pages of an open PDF to a report; the source is changed on the way and must stay open until saving."""
    lines = _dead_links(make_explicit(source))
    next_key = joint.first_key
    if joint.part is not None and structure_of(source) is not None:
        next_key = _prepare_structure(report, source, joint)
    else:
        drop_structure_places(source)
        forget_structure(source)
    bundle = _copied(report, source)
    pages = tuple(bundle.Pages)
    for page in pages:
        page.Type = pikepdf.Name.Page
        report.pages.append(pikepdf.Page(page))
    if "/StructTreeRoot" in bundle:
        share_namespaces(report.Root.StructTreeRoot, bundle.StructTreeRoot)
        graft(report, bundle.StructTreeRoot, joint.part)
    if is_dictionary(bundle.get("/AcroForm")):
        lines += add_fields(report, bundle.AcroForm, joint.mark)
    if is_dictionary(bundle.get("/OCProperties")):
        add_layers(report, bundle.OCProperties)
    if isinstance(bundle.get("/Threads"), pikepdf.Array):
        own = report.Root.get("/Threads")
        report.Root.Threads = pikepdf.Array([*(own if isinstance(own, pikepdf.Array) else ()), *bundle.Threads])
    files = {name: bundle.Files[number] for number, name in enumerate(carried(source))}
    return Joined(pages, bundle.get("/Outlines"), files, next_key, lines)


def _dead_links(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    if count == 1:
        return ("1 link of the annex leads nowhere, since its place is not there",)
    return (f"{count} links of the annex lead nowhere, since their places are not there",)


def _prepare_structure(report: pikepdf.Pdf, source: pikepdf.Pdf, joint: Joint) -> int:
    root: Any = source.Root.StructTreeRoot
    number_headings(root)
    if joint.is_cover:
        lower_headings(root, joint.level - 1)
        without_document(root, str(source.Root.Lang))
    else:
        lower_headings(root, joint.level)
        as_section(root)
    part_names(report.Root.StructTreeRoot, root, joint.mark)
    return renumber(source, joint.first_key)


def _copied(report: pikepdf.Pdf, source: pikepdf.Pdf) -> Any:
    """Return the pages of the source and all that belongs to them as objects of the report, in one dictionary.

    They are copied in one go, and not as pages: one by one, a link to a page that comes later would lead nowhere.
    """
    pages = [page.obj for page in source.pages]
    for page in pages:
        _settle(page)
    for page in pages:
        page.Type = pikepdf.Name.BriefingPage
    bundle = pikepdf.Dictionary(Pages=pikepdf.Array(pages))
    for key in (*_PARTS, "/StructTreeRoot"):
        if key in source.Root:
            bundle[key] = source.Root[key]
    bundle.Files = pikepdf.Array(list(carried(source).values()))
    return report.copy_foreign(source.make_indirect(bundle))


def _settle(page: Any) -> None:
    """Give a page what it inherits, and cut it off the nodes above it."""
    node = page.get("/Parent")
    for _ in range(_MOST_NODES):
        if not is_dictionary(node):
            break
        for key in _INHERITED:
            if key in node and key not in page:
                page[key] = node[key]
        node = node.get("/Parent")
    if "/Parent" in page:
        del page["/Parent"]


def leave_files_behind(source: pikepdf.Pdf) -> tuple[str, ...]:
    """Take every file that a PDF carries out of it; return their names.

    An annotation that holds one becomes a stamp with the same picture.
    """
    names = tuple(carried(source))
    if is_dictionary(source.Root.get("/Names")) and "/EmbeddedFiles" in source.Root.Names:
        del source.Root.Names["/EmbeddedFiles"]
    for node, _ in dictionaries(source):
        if "/AF" in node:
            del node["/AF"]
        if node.get("/Subtype") == "/FileAttachment":
            node.Subtype = pikepdf.Name.Stamp
            for key in ("/FS", "/Name"):
                if key in node:
                    del node[key]
    return names


def fresh_names(report: pikepdf.Pdf, files: dict[str, Any]) -> dict[str, str]:
    """Return for each carried file the name it gets in the report: its own, or a numbered one where that is taken."""
    taken = embedded_names(report)
    fresh: dict[str, str] = {}
    for name in files:
        fresh[name] = free_name(name, taken)
        taken.add(fresh[name])
    return fresh
