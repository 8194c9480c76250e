"""What a review copy says beside a document: a comment for each fact, and what the file remembers of itself."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from briefings.document import Text

Line = tuple[Text, ...]


class Annotation(Struct, frozen=True):
    """The comment on one fact, judgement, statement or gap."""

    lines: tuple[Line, ...]
    """What it says where the fact is first printed; the id of the fact goes before."""
    again: tuple[Line, ...]
    """What it says where the fact is printed once more."""
    unreviewed: bool = False
    """Whether nobody has reviewed the fact; its words are then set apart."""


class Annotations(Struct, frozen=True):
    """The comments of a review copy."""

    author: str
    initials: str
    by_fact: Mapping[str, Annotation]
    """By id; what has none is printed without a comment."""
    record: str = ""
    """What the file remembers so that it can be read back, as JSON; empty for nothing."""
    copy_of: str = ""
    """Identifier of the brief that it is a copy of, told as a property of the file."""
