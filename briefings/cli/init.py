"""``briefing init``."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli.options import Settings, folders, pass_settings, shared_options
from briefings.cli.report import print_json


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), shell_complete=folders)
@shared_options
@pass_settings
def init(settings: Settings, folder: Path) -> None:
    """Make a workspace in FOLDER (default: this one) with the templates and the example dossier.

    Files that are there already stay as they are.

    \b
    Example:
      briefing init demo
    """
    from briefings.scaffold import make_workspace

    made = make_workspace(folder)
    if settings.json:
        print_json({"made": [path.as_posix() for path in made]})
    elif not settings.quiet:
        where = "" if folder == Path() else f"cd {folder} && "
        click.echo(f"made {len(made)} files; try: {where}briefing build rwanda-2024")
