"""Every dictionary that a PDF can reach is visited once, with the page it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeGuard

import pikepdf

#: More objects than any report has; a walk stops there.
MAX_OBJECTS = 1_000_000
#: Through these keys an object of its own still belongs to the page of the one that holds it.
_SAME_PAGE = frozenset({"/A", "/PA", "/Next", "/AA"})


class Visit(NamedTuple):
    """A dictionary or a stream on the walk."""

    node: Any
    page: int | None
    """Number of the page whose annotation or own entry it is, from 1; ``None`` for what belongs to the document."""


def is_dictionary(value: object) -> TypeGuard[Any]:
    """Return whether a value of a PDF is a dictionary or a stream."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def keys_of(node: Any) -> list[str]:
    """Return the keys of a dictionary as they are now, so that it may be changed while they are gone through."""
    return list(node.keys())


def identity(node: Any) -> tuple[int, int] | None:
    """Return number and generation of an object that has a number of its own, or ``None`` for one inside another."""
    found: tuple[int, int] = node.objgen
    return found if found != (0, 0) else None


def dictionaries(pdf: pikepdf.Pdf, *roots: Any) -> Iterator[Visit]:
    """Yield every dictionary reachable from the catalog, or from ``roots``, each before what it holds.

    What the caller takes out of a dictionary when it is yielded is not visited.
    """
    pages = page_places(pdf)
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int | None]] = [(root, None) for root in (roots or (pdf.Root,))]
    while waiting:
        node, page = waiting.pop()
        name = identity(node)
        if name is not None:
            if name in seen:
                continue
            seen.add(name)
            page = pages.get(name, page)
        if is_dictionary(node):
            yield Visit(node, page)
        waiting += _below(node, page)


def _below(node: Any, page: int | None) -> Iterator[tuple[Any, int | None]]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            if _is_container(kid):
                yield kid, page if identity(kid) is None else None
        return
    for key in keys_of(node):
        kid = node.get(key)
        if _is_container(kid):
            yield kid, page if identity(kid) is None or key in _SAME_PAGE else None


def _is_container(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)


def page_places(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Return the page number, from 1, of each page and of each annotation that is an object of its own."""
    places: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, 1):
        places[page.obj.objgen] = number
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            for each in annotations:
                if is_dictionary(each) and identity(each):
                    places.setdefault(each.objgen, number)
    return places
