"""Places that links and outlines lead to: names become pages, so that two files can share one set of pages."""

from __future__ import annotations

from typing import Any

import pikepdf

from briefings.attaching.trees import names_of
from briefings.attaching.walk import dictionaries, is_dictionary

#: A destination dictionary may hold a destination, which may be a name again; nobody needs more steps.
_STEPS = 4


class Destinations:
    """The named places of one file (ISO 32000-1, 12.3.2.3)."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Read them."""
        self._pages = [page.obj for page in pdf.pages]
        self._places = {page.objgen for page in self._pages}
        names = pdf.Root.get("/Names")
        self._strings = names_of(names.get("/Dests")) if is_dictionary(names) else {}
        self._names = pdf.Root.get("/Dests")

    def explicit(self, value: Any) -> pikepdf.Array | None:
        """Return the destination with its page, or ``None`` where it leads nowhere."""
        for _ in range(_STEPS):
            if isinstance(value, pikepdf.Array):
                return self._with_page(value)
            if isinstance(value, pikepdf.Dictionary):
                value = value.get("/D")
            elif isinstance(value, pikepdf.String):
                value = self._strings.get(bytes(value))
            elif isinstance(value, pikepdf.Name) and is_dictionary(self._names):
                value = self._names.get(str(value))
            else:
                return None
        return None

    def _with_page(self, place: pikepdf.Array) -> pikepdf.Array | None:
        if not len(place):
            return None
        page: Any = place[0]
        if isinstance(page, int) and 0 <= page < len(self._pages):
            return pikepdf.Array([self._pages[page], *list(place)[1:]])
        return place if is_dictionary(page) and page.objgen in self._places else None


def make_explicit(pdf: pikepdf.Pdf) -> int:
    """Make every link and outline entry of a PDF name its page itself; return how many led nowhere and no longer lead.

    A name left as it is would lead to a place of that name in the other file.
    """
    places = Destinations(pdf)
    lost = 0
    for node, _ in dictionaries(pdf):
        if "/Dest" in node and ("/Rect" in node or "/Title" in node):
            lost += _replace(node, "/Dest", places)
        action = node.get("/A")
        if isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo" and "/D" in action:
            lost += _replace(action, "/D", places)
            if "/D" not in action:
                del node["/A"]
        elif node.get("/S") == "/GoTo" and "/D" in node:
            lost += _replace(node, "/D", places)
    return lost


def _replace(node: Any, key: str, places: Destinations) -> int:
    explicit = places.explicit(node[key])
    if explicit is None:
        del node[key]
        return 1
    node[key] = explicit
    return 0


def drop_structure_places(pdf: pikepdf.Pdf) -> None:
    """Take out places in the structure tree, where that tree is not taken over; the page beside them stays."""
    for node, _ in dictionaries(pdf):
        if node.get("/S") == "/GoTo" and "/SD" in node:
            del node["/SD"]
        if "/SE" in node and "/Title" in node:
            del node["/SE"]
