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
    """Build DOSSIER, or all of the workspace, and build again what changes until Ctrl-C, which is exit 130.

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
    desk = _Desk(workspace, Choice(audiences, languages, formats), settings)
    # The first change should not wait for libraries.
    load_writers(formats)
    for name in names or workspace.dossier_ids():
        desk.build(name)
    if not (settings.quiet or settings.json):
        shown = ", ".join(f"{workspace.shown(path)}/" for path in watched_folders(workspace, names))
        click.echo(f"watching {shown}; Ctrl-C ends")
    for changed in changed_dossiers(workspace, names):
        for name in changed:
            desk.build(name)


class _Desk:
    """Builds dossiers as they change and says what was built."""

    def __init__(self, workspace: Workspace, choice: Choice, settings: Settings) -> None:
        self.workspace = workspace
        self.choice = choice
        self.settings = settings
        self.failing: set[str] = set()

    def build(self, name: str) -> None:
        """Build a dossier; a problem is told and waits for the next change, and it is told when all are gone."""
        from briefings.build.build import build_dossier

        begun = time.monotonic()
        try:
            result = build_dossier(self.workspace, name, self.choice)
        except BriefingError as error:
            self.failing.add(name)
            self._tell_problems(name, error)
            return
        if result.changed or name in self.failing:
            self._tell(result, time.monotonic() - begun)
        self.failing.discard(name)

    def _tell_problems(self, name: str, error: BriefingError) -> None:
        if self.settings.json:
            _event({"dossier": name, "problems": [problem_as_json(problem) for problem in error.problems]})
        else:
            report_problems(error.problems, "; the set is as it was, and waits for the next change")

    def _tell(self, result: Result, seconds: float) -> None:
        written = [entry.file for entry in result.written]
        if self.settings.json:
            found = {"written": written, "stale": list(result.stale), "remarks": list(result.remarks)}
            _event({"dossier": result.dossier, **found})
        elif not self.settings.quiet and not result.changed:
            click.echo(f"{result.dossier}: mended; nothing has to be built")
        elif not self.settings.quiet:
            _say(result, seconds)


def _say(result: Result, seconds: float) -> None:
    briefs = dict.fromkeys(f"{entry.audience} {entry.language}" for entry in result.written)
    count = len(result.written)
    files = f"{count} file{'s' if count != 1 else ''} in {seconds:.2f} s"
    click.echo(f"{result.dossier}: {files}{': ' if briefs else ''}{', '.join(briefs)}")
    for remark in result.remarks:
        click.echo(f"  remark: {remark}", err=True)


def _event(content: dict[str, object]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, sort_keys=True))
