"""``briefing verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings import bundled
from briefings.cli.options import Settings, folders, pass_settings, shared_options
from briefings.cli.report import print_json, problem_as_json, report_problems
from briefings.errors import BriefingError, printable
from briefings.workspace import Workspace

if TYPE_CHECKING:
    from briefings.build.verification import Verification


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--extract",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    shell_complete=folders,
    help="Write what FILE carries to DIR.",
)
@shared_options
@pass_settings
def verify(settings: Settings, file: Path, folder: Path | None) -> int:
    """Check FILE, a brief in PDF or Word, against the dossier inside it: quotations, then every byte.

    Sources and templates are looked up in the workspace, by their hashes.

    \b
    Examples:
      briefing verify output/rwanda-2024/rwanda-2024.analyst.en.pdf
      briefing verify output/rwanda-2024/rwanda-2024.press.fr.docx
      briefing verify brief.pdf --extract carried
    """
    from briefings.build.verify import read_carried, verify_file, write_out

    data, carried = read_carried(file, file.name)
    if folder is not None:
        written = write_out(carried, folder)
        if not (settings.quiet or settings.json):
            click.echo(f"written to {printable(str(folder))}: {', '.join(written)}")
    result = verify_file(data, carried, _workspace(settings))
    if settings.json:
        print_json(_as_json(result))
    elif not settings.quiet:
        for step in result.steps:
            click.echo(f"{step.name}: {step.outcome.value}: {printable(step.detail)}")
    report_problems(result.problems, closing="")
    return result.exit_code


def _workspace(settings: Settings) -> Workspace:
    """Return the workspace; outside of one, the package's own templates are still there to compare with."""
    try:
        return settings.find_workspace()
    except BriefingError:
        if settings.workspace is not None:
            raise
        click.echo("remark: this folder is in no workspace; compared with what the package brings", err=True)
        return Workspace(bundled.sources().parent)


def _as_json(result: Verification) -> dict[str, object]:
    return {
        "exit_code": int(result.exit_code),
        "steps": [{"step": s.name, "outcome": s.outcome.value, "detail": s.detail} for s in result.steps],
        "problems": [problem_as_json(problem) for problem in result.problems],
    }
