"""What is kept of a dossier: its line in the list and what the gate found, and how both are written down as JSON."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import Any

from briefings.errors import ExitCode, Location, Problem
from briefings.facts import Accord, Dossier


@dataclass(frozen=True, slots=True)
class Overview:
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


@dataclass(frozen=True, slots=True)
class Finding:
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


def write_overview(overview: Overview) -> str:
    """Return an overview as JSON."""
    return json.dumps(astuple(overview))


def read_overview(text: str) -> Overview | None:
    """Return an overview from JSON, or ``None`` where the text is none."""
    try:
        as_at, facts, gaps, title, problems = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    if not _all(str, as_at, title) or not _all(int, facts, gaps, problems):
        return None
    return Overview(as_at, facts, gaps, title, problems)


def write_finding(finding: Finding) -> str:
    """Return a finding as JSON; the dossier's id is not in it."""
    problems = [[int(p.code), p.message, astuple(p.location) if p.location else None, p.hint] for p in finding.problems]
    return json.dumps([finding.facts, finding.quotations, finding.remarks, problems])


def read_finding(text: str, dossier_id: str) -> Finding | None:
    """Return a finding from JSON, or ``None`` where the text is none."""
    try:
        facts, quotations, remarks, problems = json.loads(text)
        if not _all(int, facts, quotations) or not _all(list, remarks, problems) or not _all(str, *remarks):
            return None
        return Finding(dossier_id, facts, quotations, tuple(remarks), tuple(_problem(entry) for entry in problems))
    except (ValueError, TypeError, RecursionError):
        return None


def _problem(entry: Any) -> Problem:
    code, message, place, hint = entry
    location = None
    if place is not None:
        file, line, column = place
        if not _all(str, file) or not _all((int, type(None)), line, column):
            raise ValueError(place)
        location = Location(file, line, column)
    if not _all(str, message) or not _all((str, type(None)), hint):
        raise ValueError(entry)
    return Problem(ExitCode(code), message, location, hint)


def _all(kinds: type | tuple[type, ...], *values: Any) -> bool:
    return all(isinstance(value, kinds) and not isinstance(value, bool) for value in values)
