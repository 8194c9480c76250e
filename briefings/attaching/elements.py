"""The structure tree of a PDF as it is read: elements in reading order, what their tags mean, heading levels.

ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.4.2: heading levels are not skipped on the way down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from briefings.attaching.walk import identity, is_dictionary, keys_of

_LEVEL = re.compile(r"H([1-9])")
_MOST_STEPS = 32
#: ISO 32000-1 has heading tags for so many levels.
DEEPEST = 6


def kids(node: Any) -> list[Any]:
    """Return what an element or the root holds, in order."""
    value = node.get("/K")
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]


def is_element(value: Any) -> bool:
    """Return whether a kid is an element, rather than content or an object of a page."""
    return isinstance(value, pikepdf.Dictionary) and "/S" in value and value.get("/Type") not in ("/MCR", "/OBJR")


def elements(root: Any) -> Iterator[Any]:
    """Yield every element below a root or an element in reading order; one that holds itself is yielded once."""
    seen: set[tuple[int, int]] = set()
    waiting = [kid for kid in reversed(kids(root)) if is_element(kid)]
    while waiting:
        node = waiting.pop()
        name = identity(node)
        if name is not None:
            if name in seen:
                continue
            seen.add(name)
        yield node
        waiting += [kid for kid in reversed(kids(node)) if is_element(kid)]


class Roles:
    """What the tags of one tree mean."""

    def __init__(self, root: Any) -> None:
        """Read the role map of a structure tree root."""
        found = root.get("/RoleMap")
        self.mapped = {key[1:]: str(found[key])[1:] for key in keys_of(found)} if is_dictionary(found) else {}

    def final(self, tag: str) -> str:
        """Return the tag at the end of the role map's chain; a chain that turns in a circle ends where it began."""
        step = tag
        for _ in range(_MOST_STEPS):
            if step not in self.mapped:
                return step
            step = self.mapped[step]
        return tag

    def of(self, element: Any) -> str:
        """Return what the tag of an element means, by its namespace where that maps it (ISO 32000-2, 14.8.6)."""
        tag = str(element["/S"])[1:]
        space = element.get("/NS")
        own = space.get("/RoleMapNS") if is_dictionary(space) else None
        if is_dictionary(own) and f"/{tag}" in own:
            role = own[f"/{tag}"]
            return str(role[0] if isinstance(role, pikepdf.Array) else role)[1:]
        return self.final(tag)


def heading_level(role: str) -> int | None:
    """Return the level of a numbered heading, ``None`` for any other tag."""
    found = _LEVEL.fullmatch(role)
    return int(found[1]) if found else None


def annex_level(root: Any) -> int:
    """Return the level for the heading of an annex: beside the report's sections, below its title where it has one.

    The title is a heading of level 1 that stands first and alone.
    """
    roles = Roles(root)
    levels = [level for element in elements(root) if (level := heading_level(roles.of(element)))]
    return 2 if levels[:1] == [1] and levels.count(1) == 1 and len(levels) > 1 else 1


def number_headings(root: Any) -> bool:
    """Give headings without a level (``H``) the level of their section; return whether there were any.

    A file uses either kind (ISO 14289-1, 7.4.4), so those of a report go before those of an annex join them.
    """
    roles = Roles(root)
    unnumbered = [element for element in elements(root) if roles.of(element) == "H"]
    levels = [min(_depth(element, roles), DEEPEST) for element in unnumbered]
    for element, level in zip(unnumbered, levels, strict=True):
        element.S = pikepdf.Name(f"/H{level}")
    return bool(unnumbered)


def _depth(element: Any, roles: Roles) -> int:
    """Return how many sections with a heading a heading stands in, its own among them."""
    depth, node = 1, element.get("/P")
    node = node.get("/P") if is_dictionary(node) else None
    for _ in range(_MOST_STEPS):
        if not is_dictionary(node) or "/S" not in node:
            break
        depth += any(is_element(kid) and roles.of(kid) == "H" for kid in kids(node))
        node = node.get("/P")
    return depth


def lower_headings(root: Any, level: int) -> None:
    """Set the headings of an annex below a heading of ``level``, each at most one deeper than the one before it."""
    roles = Roles(root)
    before = level
    for element in elements(root):
        own = heading_level(roles.of(element))
        if own is not None:
            before = min(own + level, before + 1, DEEPEST)
            if own != before:
                element.S = pikepdf.Name(f"/H{before}")
                if "/NS" in element:
                    del element["/NS"]
