"""Which dossiers a batch is about: ids, patterns, or all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from briefings.errors import BriefingError, ExitCode, Problem
from briefings.names import did_you_mean, shown
from briefings.workspace import Workspace


def select(
    workspace: Workspace, ids: Iterable[str] = (), patterns: Iterable[str] = (), everything: bool = False
) -> tuple[str, ...]:
    """Return the ids chosen, sorted, each once; an id is never taken as a pattern.

    Patterns are those of ``fnmatch`` and mind case. Raises ``BriefingError`` (exit 2) for every id that is not here
    and every pattern that fits none, for a workspace without dossiers, and where nothing was named at all.
    """
    ids, patterns = tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(patterns))
    if not (ids or patterns or everything):
        hint = "name dossiers, or use --all or --match PATTERN; `briefing list` shows what there is"
        raise BriefingError(Problem(ExitCode.USAGE, "no DOSSIER is named", hint=hint))
    known = workspace.dossier_ids() if patterns or everything else ()
    if everything and not known:
        hint = "make one with `briefing new ID`"
        raise BriefingError(Problem(ExitCode.USAGE, "there are no dossiers in sources/", hint=hint))
    chosen = set(ids) | (set(known) if everything else set())
    problems: list[Problem] = []
    for name in ids:
        try:
            workspace.dossier(name)
        except BriefingError as error:
            problems += error.problems
    for pattern in patterns:
        fitting = [name for name in known if fnmatchcase(name, pattern)]
        chosen.update(fitting)
        if not fitting:
            problems.append(_unmatched(pattern, known))
    if problems:
        raise BriefingError(problems)
    return tuple(sorted(chosen))


def _unmatched(pattern: str, known: tuple[str, ...]) -> Problem:
    letters = re.sub(r"[*?\[\]!]", "", pattern)
    hint = did_you_mean(letters, known, "dossiers")
    return Problem(ExitCode.USAGE, f"no dossier matches “{shown(pattern)}”", hint=hint)
