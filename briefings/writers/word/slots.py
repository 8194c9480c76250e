"""Places in the head, foot and properties of a house's own Word file that each brief fills."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from briefings.writers.word.package import PartKind
from briefings.writers.word.relations import Relation

#: What may be filled in; the names stand in house files, so none of them may change.
NAMES: Final = ("title", "marking", "reference", "date", "audience", "organisation", "draft")
#: Noncharacters, which no text of a brief holds.
_OPEN, _CLOSE = "\ufdd2", "\ufdd3"
SLOT: Final = re.compile(f"{_OPEN}([a-z]+){_CLOSE}")


class SkinPart(Struct, frozen=True):
    """A header or footer with slots, ready to be filled."""

    kind: str
    """``header`` or ``footer``."""
    pages: str
    """``default``, ``first`` or ``even``."""
    opening: str
    """The start tag of its root, without a declaration."""
    content: str
    """What follows the start tag."""
    relations: tuple[tuple[Relation, str], ...]
    """Relations of the part in the order of their ids."""
    pictures: tuple[tuple[str, PartKind, bytes], ...]
    """Path below ``word/``, kind and bytes of each picture."""
    lacking: frozenset[str]
    """What the page must say and has no slot for: ``marking``, ``draft``."""


def slot(name: str) -> str:
    """Return the slot of a name."""
    return f"{_OPEN}{name}{_CLOSE}"
