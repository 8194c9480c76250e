"""Number trees and name trees are read flat, and written as one node (ISO 32000-1, 7.9.6 and 7.9.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from briefings.attaching.walk import identity, is_dictionary


def _leaves(tree: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """Yield key and value of every entry; a node that holds itself is read once."""
    seen: set[tuple[int, int]] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not is_dictionary(node):
            continue
        name = identity(node)
        if name is not None:
            if name in seen:
                continue
            seen.add(name)
        pairs = node.get(key)
        if isinstance(pairs, pikepdf.Array):
            yield from ((pairs[at], pairs[at + 1]) for at in range(0, len(pairs) - 1, 2))
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting += reversed(list(kids))


def numbers_of(tree: Any) -> dict[int, Any]:
    """Return the entries of a number tree; ``None`` or anything that is no tree has none."""
    return {int(key): value for key, value in _leaves(tree, "/Nums") if isinstance(key, int)}


def names_of(tree: Any) -> dict[bytes, Any]:
    """Return the entries of a name tree by the bytes of their names; ``None`` or anything that is no tree has none."""
    return {bytes(key): value for key, value in _leaves(tree, "/Names") if isinstance(key, pikepdf.String)}


def named_values(tree: Any) -> list[Any]:
    """Return the values of a name tree, whatever their keys are."""
    return [value for _, value in _leaves(tree, "/Names")]


def number_tree(entries: Mapping[int, Any]) -> pikepdf.Dictionary:
    """Return a number tree of one node."""
    return pikepdf.Dictionary(Nums=pikepdf.Array(_flat(sorted(entries.items(), key=lambda entry: entry[0]))))


def name_tree(entries: Mapping[bytes, Any]) -> pikepdf.Dictionary:
    """Return a name tree of one node, sorted by the bytes of its keys."""
    pairs = [(pikepdf.String(key), value) for key, value in sorted(entries.items(), key=lambda entry: entry[0])]
    return pikepdf.Dictionary(Names=pikepdf.Array(_flat(pairs)))


def _flat(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    return [each for pair in pairs for each in pair]
