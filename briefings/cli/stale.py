"""Files of a saved set that have become stale: how many, and the command that makes them again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefings.cli.options import Settings

if TYPE_CHECKING:
    from briefings.build.build import Result
    from briefings.build.making import Choice


def stale_line(settings: Settings, result: Result, allow_missing_glyphs: bool = False) -> str | None:
    """Return one line on the stale files that a build left, or ``None`` where it left none.

    The command in it makes these files again and no new ones, in the same workspace.
    """
    if not result.stale:
        return None
    builds = result.renewals(allow_missing_glyphs)
    commands = " && ".join(shlex.join(_words(settings, result.dossier, choice)) for choice in builds)
    count = len(result.stale)
    return f"{result.dossier}: {count} file{'' if count == 1 else 's'} stale; renew: {commands}"


def _words(settings: Settings, dossier: str, choice: Choice) -> Iterator[str]:
    yield "briefing"
    if settings.workspace is not None:
        yield from ("-C", str(settings.workspace))
    yield from ("build", dossier)
    for option, values in (("-a", choice.audiences), ("-l", choice.languages), ("-f", choice.formats)):
        if values:
            yield from (option, ",".join(values))
    if choice.allow_missing_glyphs:
        yield "--allow-missing-glyphs"
