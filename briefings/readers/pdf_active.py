"""What in a PDF acts, plays, sends or hides another file (ISO 32000-1, 12.5 to 13): found, never changed.

Every object is looked at, whether a page leads to it or not. Links to a place in the file and to http, https or mailto
addresses are no action of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

#: Kinds of action (12.6.4) in words.
_ACTIONS: Final = {
    "/JavaScript": "a script",
    "/Launch": "an action that starts a program",
    "/SubmitForm": "an action that sends a form",
    "/ImportData": "an action that imports data",
    "/GoToR": "a link into another file",
    "/GoToE": "a link into an embedded file",
    "/Rendition": "a media action",
    "/RichMediaExecute": "a media action",
    "/Sound": "a sound",
    "/Movie": "a film",
    "/GoTo3DView": "a 3D view",
}
#: Kinds of annotation (12.5.6) in words.
_ANNOTATIONS: Final = {
    "/Sound": "a sound",
    "/Movie": "a film",
    "/Screen": "a media screen",
    "/RichMedia": "rich media",
    "/3D": "a 3D view",
    "/FileAttachment": "an attached file",
}
#: Keys that only something of this kind has.
_KEYS: Final = {
    "/JS": "a script",
    "/AA": "an action set off without a click",
    "/XFA": "an XFA form",
    "/EF": "an embedded file",
    "/EmbeddedFiles": "an embedded file",
    "/Collection": "a portfolio of files",
    "/RichMediaContent": "rich media",
}
_ADDRESS: Final = re.compile(r"(?:https?|mailto):[^\x00-\x20]+", re.IGNORECASE)
#: Dictionaries inside dictionaries, each no object of its own; real ones stay below ten.
_DEEPEST: Final = 60


def active_content(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return in words each kind of active content that the open PDF holds, sorted; empty where there is none."""
    return tuple(sorted(set(_found(pdf))))


def _found(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and (opening.get("/S") != "/GoTo" or "/Next" in opening):
        yield "an action on opening"
    names: Any = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        yield "a script"
    for node in pdf.objects:
        yield from _in(node, 0)


def _in(node: Any, depth: int) -> Iterator[str]:
    """Yield what an object holds, without following it to other objects: those are looked at in their turn."""
    if depth > _DEEPEST:
        yield "objects nested too deep to look through"
    elif isinstance(node, pikepdf.Array):
        for inner in node.as_list():
            if not _is_reference(inner):
                yield from _in(inner, depth + 1)
    elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
        yield from _of(node)
        for key in node.keys():  # noqa: SIM118 - iterating over a stream reads its bytes
            value: Any = node.get(key)
            if not _is_reference(value):
                yield from _in(value, depth + 1)


def _is_reference(node: Any) -> bool:
    return bool(getattr(node, "is_indirect", False))


def _of(node: Any) -> Iterator[str]:
    for key, words in _KEYS.items():
        if key in node:
            yield words
    kind, subtype = node.get("/S"), node.get("/Subtype")
    if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIONS:
        yield _ACTIONS[str(kind)]
    if isinstance(subtype, pikepdf.Name) and str(subtype) in _ANNOTATIONS:
        yield _ANNOTATIONS[str(subtype)]
    if kind == "/URI" and not _ADDRESS.fullmatch(str(node.get("/URI", ""))):
        yield "a link other than http, https or mailto"
