"""``briefing watch``."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import click

from briefings.cli import completion
from briefings.cli.choices import choice_options
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import problem_as_json, report_problems
from briefings.errors import BriefingError
from briefings.workspace import Workspace

if TYPE_CHECKING:
    from briefings.build.build import Choice, Result


@click.command()
@click.argument("dossier", required=False, shell_complete=completion.one_of(completion.dossiers))
@choice_options
@shared_options
@pass_settings
def watch(
    settings: Settings,
    dossier: str | None,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
) -> None:
    """Build DOSSIER, or all of the workspace, and build again what changes until Ctrl-C.

    A change of a source or of the record builds that dossier; a change of a template builds the briefs made from it.
    With --json each build is one line of JSON.

    \b
    Example:
      briefing watch rwanda-2024
    """
    from briefings.build.build import Choice
    from briefings.build.writing import load_writers
    from briefings.watching import changed_dossiers, watched_folders

    workspace = settings.find_workspace()
    names = (dossier,) if dossier else ()
    for name in names:
        workspace.dossier(name)
    choice = Choice(audiences, languages, formats)
    # The first change should not wait for libraries.
    load_writers(formats)
    for name in names or workspace.dossier_ids():
        _build(workspace, name, choice, settings)
    if not (settings.quiet or settings.json):
        shown = ", ".join(f"{workspace.shown(path)}/" for path in watched_folders(workspace, names))
        click.echo(f"watching {shown}; Ctrl-C ends")
    try:
        for changed in changed_dossiers(workspace, names):
            for name in changed:
                _build(workspace, name, choice, settings)
    except KeyboardInterrupt:
        # It is how a watch ends: nothing was interrupted.
        click.echo("", err=True)


def _build(workspace: Workspace, name: str, choice: Choice, settings: Settings) -> None:
    """Build a dossier and say what was built; a problem is told and waits for the next change."""
    from briefings.build.build import build_dossier

    begun = time.monotonic()
    try:
        result = build_dossier(workspace, name, choice)
    except BriefingError as error:
        if settings.json:
            _event({"dossier": name, "problems": [problem_as_json(problem) for problem in error.problems]})
        else:
            report_problems(error.problems, "; the set is as it was, and waits for the next change")
        return
    if not result.changed:
        return
    if settings.json:
        written = [entry.file for entry in result.written]
        _event({"dossier": name, "written": written, "stale": list(result.stale), "remarks": list(result.remarks)})
    elif not settings.quiet:
        _say(result, time.monotonic() - begun)


def _say(result: Result, seconds: float) -> None:
    briefs = dict.fromkeys(f"{entry.audience} {entry.language}" for entry in result.written)
    count = len(result.written)
    files = f"{count} file{'s' if count != 1 else ''} in {seconds:.2f} s"
    click.echo(f"{result.dossier}: {files}{': ' if briefs else ''}{', '.join(briefs)}")
    for remark in result.remarks:
        click.echo(f"  remark: {remark}", err=True)


def _event(content: dict[str, object]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, sort_keys=True))
