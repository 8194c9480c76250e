"""What is kept of a dossier: its line in the list and what the gate found, and how both are written down as JSON."""

from __future__ import annotations

from typing import TypeVar

from msgspec import MsgspecError, Struct, json

from briefings.errors import Problem
from briefings.facts import Accord, Dossier

Result = TypeVar("Result", bound=Struct)


class Overview(Struct, frozen=True):
    """What a list says of a dossier, by its record alone."""

    as_at: str
    """ISO 8601 date; empty where the record does not read."""
    facts: int
    gaps: int
    title: str
    """In the dossier's first language; empty where the record does not read."""
    problems: int
    """How many things are wrong with the record; its sources are not looked at."""

    @property
    def reads(self) -> bool:
        """Return whether the record reads; its title is never empty then."""
        return bool(self.title)


class Finding(Struct, frozen=True):
    """What a check of a dossier found."""

    dossier: str
    facts: int
    """How many facts there are; 0 where there are problems."""
    quotations: int
    """How many quotations stand; 0 where there are problems."""
    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]
    """Everything that is wrong, in the order of a reader; empty for a dossier that passed the gate."""


def overview_of(accord: Accord | None, problems: int) -> Overview:
    """Return the overview of a record and of how many problems it has; ``None`` for one that cannot be read at all."""
    if accord is None or problems:
        return Overview("", 0, 0, "", problems)
    title = accord.title.in_language(accord.languages[0]) or ""
    return Overview(accord.as_at, len(list(accord.facts())), len(accord.gaps), title, 0)


def finding_of(dossier_id: str, dossier: Dossier | None, problems: list[Problem]) -> Finding:
    """Return what a check found, from what it made of the dossier."""
    if dossier is None or problems:
        return Finding(dossier_id, 0, 0, (), tuple(problems))
    quotations = sum(len(found) for found in dossier.quotations.values())
    return Finding(dossier_id, len(list(dossier.accord.facts())), quotations, dossier.remarks, ())


def write_result(result: Struct) -> str:
    """Return a result as JSON."""
    return json.encode(result).decode()


def read_result(text: str, kind: type[Result]) -> Result | None:
    """Return a result from JSON, or ``None`` where the text is none of this kind."""
    try:
        return json.decode(text, type=kind)
    except (MsgspecError, RecursionError):
        return None
