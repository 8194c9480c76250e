"""``briefing check``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from briefings.cli import completion
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import ProblemCount, print_json, problem_as_json, progress_line
from briefings.errors import BriefingError, ExitCode, Problem, printable

if TYPE_CHECKING:
    from briefings.kept.checking import Checking
    from briefings.kept.findings import Finding


@click.command()
@click.argument("dossiers", nargs=-1, shell_complete=completion.one_of(completion.dossiers))
@click.option("--fresh", is_flag=True, help="Check everything anew, whatever is known from before.")
@shared_options
@pass_settings
def check(settings: Settings, dossiers: tuple[str, ...], fresh: bool) -> int:
    """Check DOSSIERS, or all of the workspace, and print every problem at once.

    What was found is kept under output/.checks: a dossier is checked again when one of its files, or the program, has
    changed. With --verbose it is told how many were.

    \b
    Examples:
      briefing check rwanda-2024
      briefing check --fresh
    """
    from briefings.kept.checking import Checking
    from briefings.kept.store import KeptResults

    workspace = settings.find_workspace()
    names = dossiers or workspace.dossier_ids()
    if not names:
        hint = "start one with `briefing new my-accord`"
        raise BriefingError(Problem(ExitCode.USAGE, "there is no dossier in sources/ yet", hint=hint))
    count = ProblemCount()
    with KeptResults(workspace.output) as kept:
        checking = Checking(workspace, kept, fresh)
        findings = _findings(checking, names, count, settings)
        if settings.json:
            _print_json(findings)
        else:
            _print(findings, settings.quiet)
        if not dossiers:
            kept.drop_all_but(names)
    if settings.verbose:
        click.echo(
            f"{checking.taken_up} of {len(names)} as found before, {len(names) - checking.taken_up} checked", err=True
        )
        for note in kept.notes:
            click.echo(note, err=True)
    count.report()
    return count.exit_code


def _findings(checking: Checking, names: Sequence[str], count: ProblemCount, settings: Settings) -> Iterator[Finding]:
    """Yield what is found of each dossier, one at a time: a workspace may have thousands."""
    # Where the results themselves scroll by, nothing else need move.
    progress = progress_line(settings.quiet or (sys.stdout.isatty() and not settings.json), "dossiers")
    for number, finding in enumerate(checking.findings(names), 1):
        count.add(finding.problems)
        yield finding
        if progress:
            progress(number, len(names))


def _print(findings: Iterator[Finding], quiet: bool) -> None:
    for finding in findings:
        if quiet or finding.problems:
            continue
        click.echo(f"{finding.dossier}: {finding.facts} facts, {finding.quotations} quotations, all stand")
        for remark in finding.remarks:
            click.echo(f"  remark: {printable(remark)}", err=True)


def _print_json(findings: Iterator[Finding]) -> None:
    problems, sound, remarks = [], [], []
    for finding in findings:
        problems += [problem_as_json(problem) for problem in finding.problems]
        if not finding.problems:
            sound.append(finding.dossier)
            remarks += [{"dossier": finding.dossier, "remark": remark} for remark in finding.remarks]
    print_json({"problems": problems, "sound": sound, "remarks": remarks})
