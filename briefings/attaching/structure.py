"""The structure tree of an annex is hung into that of a report, so that readers for the blind go on reading there.

ISO 32000-1, 14.7: appending pages alone leaves the elements of the second file out, and nothing in the result says so.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from briefings.attaching.elements import Roles, elements, is_element, kids
from briefings.attaching.names import identifiers
from briefings.attaching.trees import name_tree, names_of, number_tree, numbers_of
from briefings.attaching.walk import dictionaries, is_dictionary

_KEYS = ("/StructParents", "/StructParent")


def structure_of(pdf: pikepdf.Pdf) -> Any | None:
    """Return the structure tree root of a tagged PDF, or ``None`` for a PDF without tags (ISO 32000-1, 14.8.1)."""
    root = pdf.Root.get("/StructTreeRoot")
    marks = pdf.Root.get("/MarkInfo")
    marked = is_dictionary(marks) and marks.get("/Marked") is True
    return root if marked and is_dictionary(root) and kids(root) else None


def next_key(pdf: pikepdf.Pdf) -> int:
    """Return the first number that neither the parent tree nor any page or object of the PDF uses."""
    root: Any = pdf.Root.get("/StructTreeRoot")
    tree = numbers_of(root.get("/ParentTree")) if is_dictionary(root) else {}
    used = [*tree, *(node[key] for node, _ in dictionaries(pdf) for key in _KEYS if isinstance(node.get(key), int))]
    return max(used, default=-1) + 1


def renumber(pdf: pikepdf.Pdf, first: int) -> int:
    """Give the parent tree of a PDF, and what refers to it, numbers from ``first`` on; return the next free one."""
    root: Any = pdf.Root.StructTreeRoot
    tree = numbers_of(root.get("/ParentTree"))
    fresh = {old: first + place for place, old in enumerate(sorted(tree))}
    for node, _ in dictionaries(pdf):
        for key in _KEYS:
            if isinstance(node.get(key), int):
                if node[key] in fresh:
                    node[key] = fresh[node[key]]
                else:
                    del node[key]
    root.ParentTree = number_tree({fresh[old]: value for old, value in tree.items()})
    return first + len(fresh)


def forget_structure(pdf: pikepdf.Pdf) -> None:
    """Cut the pages of a PDF off its structure tree, where that tree is not taken over."""
    for node, _ in dictionaries(pdf):
        for key in _KEYS:
            if isinstance(node.get(key), int):
                del node[key]
    if "/StructTreeRoot" in pdf.Root:
        del pdf.Root.StructTreeRoot


def as_section(root: Any) -> None:
    """Make the Document element of an annex a section: one file has one document."""
    roles = Roles(root)
    for kid in kids(root):
        if is_element(kid) and roles.of(kid) == "Document":
            kid.S = pikepdf.Name.Sect
            if "/NS" in kid:
                del kid["/NS"]


def without_document(root: Any, language: str) -> None:
    """Hang what the Document element of a cover holds where it stood, each in the language of the cover."""
    inner = kids(kids(root)[0])
    for kid in inner:
        if "/Lang" not in kid:
            kid.Lang = pikepdf.String(language)
    root.K = pikepdf.Array(inner)


def open_part(report: pikepdf.Pdf, language: str) -> Any:
    """Return a new last part of the report's structure, to hang an annex under.

    It stands in the report's Document element, or beside its topmost elements where it has no single one.
    """
    root: Any = report.Root.StructTreeRoot
    top = [kid for kid in kids(root) if is_element(kid)]
    home = top[0] if len(top) == 1 and Roles(root).of(top[0]) == "Document" else root
    part = report.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Part, P=home, K=pikepdf.Array())
    )
    if language:
        part.Lang = pikepdf.String(language)
    home.K = pikepdf.Array([*kids(home), part])
    return part


def graft(report: pikepdf.Pdf, annex: Any, part: Any) -> None:
    """Hang the tree of an annex under a part; ``annex`` is its root, an object of the report already.

    Its names must have been kept apart (``part_names``) and its numbers be free (``renumber``).
    """
    root: Any = report.Root.StructTreeRoot
    for kid in kids(annex):
        if is_element(kid):
            kid.P = part
            part.K.append(kid)
    parents = numbers_of(root.get("/ParentTree")) | numbers_of(annex.get("/ParentTree"))
    root.ParentTree = number_tree(parents)
    root.ParentTreeNextKey = max(parents, default=-1) + 1
    named = names_of(root.get("/IDTree")) | identifiers(annex)
    if named:
        root.IDTree = name_tree(named)
    for key in ("/RoleMap", "/ClassMap"):
        if is_dictionary(annex.get(key)):
            known = dict(root[key].items()) if is_dictionary(root.get(key)) else {}
            root[key] = pikepdf.Dictionary(known | dict(annex[key].items()))
    for key in ("/Namespaces", "/PronunciationLexicon", "/AF"):
        if isinstance(annex.get(key), pikepdf.Array):
            own = root.get(key)
            root[key] = pikepdf.Array([*(own if isinstance(own, pikepdf.Array) else ()), *annex[key]])


def share_namespaces(report: Any, annex: Any) -> None:
    """Let elements of the annex use the report's record of a namespace where both name the same one.

    Both are roots and objects of the report. A namespace with a role map of its own stays a record of its own.
    """
    known = {str(each.get("/NS")): each for each in _spaces(report) if "/RoleMapNS" not in each}
    same = {each.objgen: known[str(each.get("/NS"))] for each in _spaces(annex) if _is_shared(each, known)}
    for element in elements(annex) if same else ():
        space = element.get("/NS")
        if is_dictionary(space) and space.objgen in same:
            element.NS = same[space.objgen]
    if same:
        annex.Namespaces = pikepdf.Array([each for each in _spaces(annex) if each.objgen not in same])


def _is_shared(space: Any, known: dict[str, Any]) -> bool:
    return "/RoleMapNS" not in space and str(space.get("/NS")) in known and space.objgen != (0, 0)


def _spaces(root: Any) -> list[Any]:
    value = root.get("/Namespaces")
    return [each for each in value if is_dictionary(each)] if isinstance(value, pikepdf.Array) else []
