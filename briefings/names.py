"""Names that become parts of paths: one pattern, checked before any file is touched."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from briefings.errors import BriefingError, ExitCode, Problem

#: Dossier ids, audiences and languages: lower-case ASCII, at most 64 characters.
PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

#: Windows opens a device for these, whatever the folder.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})

#: A longer list helps nobody.
_MOST_SHOWN = 40


def name_problem(name: str, kind: str) -> Problem | None:
    """Return what is wrong with a name, or ``None``; ``kind`` says what is named, such as ``dossier``."""
    if name in DEVICES:
        return Problem(
            ExitCode.USAGE, f"{kind} “{shown(name)}” is the name of a Windows device", hint="choose another name"
        )
    if PATTERN.fullmatch(name):
        return None
    return Problem(
        ExitCode.USAGE,
        f"{kind} “{shown(name)}” is not a name",
        hint="use lower-case letters a–z, digits and hyphens, at most 64, starting with a letter or digit",
    )


def check_name(name: str, kind: str) -> str:
    """Return the name unchanged; raise ``BriefingError`` (exit 2) when it does not fit the pattern."""
    if problem := name_problem(name, kind):
        raise BriefingError(problem)
    return name


def shown(name: str) -> str:
    """Return a name short enough for a message."""
    return name if len(name) <= 80 else name[:77] + "…"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like the one given, or ``None`` when none comes close."""
    choices = list(known)
    folded = {choice.casefold().replace("_", "-"): choice for choice in choices}
    match = difflib.get_close_matches(name[:80].casefold().replace("_", "-"), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else None


def did_you_mean(name: str, known: Iterable[str], what: str = "known") -> str:
    """Return a hint: the nearest known name, or the list of all of them."""
    choices = sorted(known)
    if match := nearest(name, choices):
        return f"did you mean “{match}”?"
    if len(choices) > _MOST_SHOWN:
        return f"{what}: {', '.join(choices[:_MOST_SHOWN])} and {len(choices) - _MOST_SHOWN} more"
    return f"{what}: {', '.join(choices)}" if choices else f"there is no {what} one yet"
