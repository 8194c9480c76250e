"""``briefing check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings.cli import completion
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json, problem_as_json
from briefings.errors import BriefingError, ExitCode, Problem

if TYPE_CHECKING:
    from briefings.facts import Dossier


@click.command()
@click.argument("dossiers", nargs=-1, shell_complete=completion.one_of(completion.dossiers))
@shared_options
@pass_settings
def check(settings: Settings, dossiers: tuple[str, ...]) -> None:
    """Check DOSSIERS, or all of the workspace, and print every problem at once.

    \b
    Example:
      briefing check rwanda-2024
    """
    from briefings.dossiers import load_dossier

    workspace = settings.find_workspace()
    names = dossiers or workspace.dossier_ids()
    if not names:
        hint = "start one with `briefing new my-accord`"
        raise BriefingError(Problem(ExitCode.USAGE, "there is no dossier in sources/ yet", hint=hint))
    problems: list[Problem] = []
    sound: list[Dossier] = []
    for name in names:
        try:
            sound.append(load_dossier(workspace, name))
        except BriefingError as error:
            problems += error.problems
    if settings.json:
        print_json({"problems": [problem_as_json(p) for p in problems], "sound": [d.accord.id for d in sound]})
    elif not settings.quiet:
        _print(sound)
    if problems:
        raise BriefingError(problems)


def _print(sound: list[Dossier]) -> None:
    for dossier in sound:
        facts = len(list(dossier.accord.facts()))
        quotations = sum(len(found) for found in dossier.quotations.values())
        click.echo(f"{dossier.accord.id}: {facts} facts, {quotations} quotations, all stand")
        for remark in dossier.remarks:
            click.echo(f"  remark: {remark}", err=True)
