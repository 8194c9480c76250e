"""``briefing new``."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json


@click.command()
@click.argument("dossier")
@click.option(
    "-s", "--source", "sources", multiple=True, type=click.Path(path_type=Path), help="Source text to copy in; repeats."
)
@shared_options
@pass_settings
def new(settings: Settings, dossier: str, sources: tuple[Path, ...]) -> None:
    """Start DOSSIER: a commented accord.yaml, and copies of the source texts given.

    \b
    Example:
      briefing new my-accord --source article.txt
    """
    from briefings.scaffold import make_dossier

    workspace = settings.find_workspace()
    made = make_dossier(workspace, dossier, sources)
    if settings.json:
        print_json({"dossier": dossier, "made": list(made)})
    elif not settings.quiet:
        click.echo(f"made sources/{dossier}/ with {', '.join(made)}")
        click.echo(f"fill in accord.yaml, then: briefing check {dossier}")
