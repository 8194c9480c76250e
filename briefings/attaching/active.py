"""What acts is taken out of a PDF and counted: scripts, launches, forms that send, media, addresses of odd schemes.

Links to places in the same file stay, and links to http, https and mailto addresses (ISO 32000-1, 12.6.4).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pikepdf

from briefings.attaching.trees import named_values
from briefings.attaching.walk import dictionaries, is_dictionary, keys_of

#: Keys whose value is an action or a chain of them.
_ACTION_KEYS = ("/A", "/PA", "/OpenAction", "/Next")
#: Actions of the viewer that ISO 19005 allows too.
_VIEWER_STEPS = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\x00-\x1f\x7f]+", re.IGNORECASE)
#: Annotations that play or run something. A stamp keeps the picture that the page shows for them.
_PLAYED = frozenset({"/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"})
_STAMP_KEYS = frozenset(
    {"/Type", "/Subtype", "/Rect", "/P", "/StructParent", "/F", "/AP", "/AS", "/NM", "/Contents", "/OC", "/Lang"}
)
_WORDS = {
    "/JavaScript": "JavaScript action",
    "/Launch": "launch action",
    "/SubmitForm": "form-submitting action",
    "/ImportData": "data-importing action",
    "/ResetForm": "form-resetting action",
    "/GoToR": "link into another file",
    "/GoToE": "link into an embedded file",
    "/Rendition": "media action",
    "/RichMediaExecute": "media action",
    "/Sound": "sound action",
    "/Movie": "movie action",
    "/URI": "link to an address other than http, https or mailto",
    "/Named": "viewer command",
    "/Hide": "hiding action",
}
_OTHER = "action of another kind"
#: The noun of each kind, which takes the plural.
_HEAD = re.compile(r"\b(?:action|annotation|command|content|form|link|script)\b")


class Findings:
    """What was taken out, by kind and page."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._pages: dict[str, list[int | None]] = defaultdict(list)

    def add(self, kind: str, page: int | None = None) -> None:
        """Count one more."""
        self._pages[kind].append(page)

    def __bool__(self) -> bool:
        """Return whether anything was found."""
        return bool(self._pages)

    def kinds(self) -> tuple[str, ...]:
        """Return each kind with its number and pages, such as ``2 launch actions (pages 1, 4)``."""
        return tuple(f"{_counted(kind, len(pages))}{_where(pages)}" for kind, pages in sorted(self._pages.items()))

    def lines(self, file: str) -> tuple[str, ...]:
        """Return one line for each kind."""
        return tuple(f"{file}: removed {kind}" for kind in self.kinds())


def _counted(kind: str, count: int) -> str:
    return f"{count} {kind if count == 1 else _HEAD.sub(_plural, kind, count=1)}"


def _plural(noun: re.Match[str]) -> str:
    return noun[0] if noun[0] == "content" else f"{noun[0]}s"


def _where(pages: list[int | None]) -> str:
    numbers = sorted({page for page in pages if page is not None})
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
    return f" (page{'s' if len(numbers) > 1 else ''} {shown})"


def remove_active(pdf: pikepdf.Pdf) -> Findings:
    """Take everything that acts out of an open PDF; return what it was."""
    found = Findings()
    _clear_catalog(pdf.Root, found)
    for node, page in dictionaries(pdf):
        if "/AA" in node:
            _clear_triggers(node, page, found)
        for key in _ACTION_KEYS:
            if key in node:
                _clear_action(node, key, page, found)
        if node.get("/Subtype") in _PLAYED and "/Rect" in node:
            _make_stamp(node, page, found)
        _clear_outside_content(node, page, found)
    return found


def _clear_catalog(root: Any, found: Findings) -> None:
    names = root.get("/Names")
    if is_dictionary(names):
        for script in named_values(names.get("/JavaScript")):
            found.add("document script" if is_dictionary(script) else _OTHER)
        for key in ("/JavaScript", "/Renditions", "/AlternatePresentations"):
            if key in names:
                del names[key]
    form = root.get("/AcroForm")
    if is_dictionary(form) and "/XFA" in form:
        found.add("XFA form")
        del form["/XFA"]
    if "/NeedsRendering" in root:
        del root["/NeedsRendering"]
    base = root.get("/URI")
    if is_dictionary(base) and not _SAFE_ADDRESS.fullmatch(str(base.get("/Base", "http://x"))):
        found.add(_WORDS["/URI"])
        del root["/URI"]


def _clear_triggers(node: Any, page: int | None, found: Findings) -> None:
    """Take out actions that something other than a click sets off (ISO 32000-1, 12.6.3)."""
    triggers = node["/AA"]
    actions = [triggers.get(key) for key in keys_of(triggers)] if is_dictionary(triggers) else [None]
    for action in actions:
        kind = _kind(action)
        found.add(_WORDS[kind] if kind in _WORDS and kind != "/URI" else "triggered action", page)
    del node["/AA"]


def _kind(action: object) -> str:
    return str(action.get("/S")) if isinstance(action, pikepdf.Dictionary) else ""


def _clear_action(node: Any, key: str, page: int | None, found: Findings) -> None:
    value = node[key]
    if isinstance(value, pikepdf.Array):
        if key == "/Next":
            kept = [each for each in value if not _refused(each, page, found)]
            if len(kept) < len(value):
                node[key] = pikepdf.Array(kept)
        return
    if not isinstance(value, pikepdf.Dictionary) or (key == "/A" and _is_element(node) and _kind(value) not in _WORDS):
        return  # Names of outline items and attributes of structure elements have the same keys.
    if key == "/Next" and "/S" not in node:
        return
    if _refused(value, page, found):
        del node[key]


def _is_element(node: Any) -> bool:
    return "/S" in node and "/P" in node and not {"/Rect", "/Subtype", "/Title"} & set(keys_of(node))


def _refused(action: Any, page: int | None, found: Findings) -> bool:
    kind = _kind(action)
    if kind in ("/GoTo", "/Thread") and not (kind == "/Thread" and "/F" in action):
        return False
    if kind == "/URI" and _SAFE_ADDRESS.fullmatch(str(action.get("/URI", ""))):
        return False
    if kind == "/Named" and str(action.get("/N")) in _VIEWER_STEPS:
        return False
    found.add(_WORDS.get(kind, _OTHER), page)
    return True


def _make_stamp(node: Any, page: int | None, found: Findings) -> None:
    found.add(f"{str(node['/Subtype'])[1:]} annotation", page)
    for key in set(keys_of(node)) - _STAMP_KEYS:
        del node[key]
    node["/Subtype"] = pikepdf.Name.Stamp


def _clear_outside_content(node: Any, page: int | None, found: Findings) -> None:
    """Take out content that a reader would fetch from another file (ISO 32000-1, 7.3.8.2 and 8.10.4)."""
    if not isinstance(node, pikepdf.Stream):
        return
    for key in ("/F", "/Ref"):
        if key in node:
            found.add("content kept in another file", page)
            del node[key]
