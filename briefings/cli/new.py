"""``briefing new``."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli.options import Settings, day_option, pass_settings, shared_options
from briefings.cli.report import print_json
from briefings.errors import printable


@click.command()
@click.argument("dossier")
@click.option(
    "-s", "--source", "sources", multiple=True, type=click.Path(path_type=Path), help="Source text to copy in; repeats."
)
@day_option("--as-at", "Date of the briefs, with --source (default: today).")
@shared_options
@pass_settings
def new(settings: Settings, dossier: str, sources: tuple[Path, ...], as_at: str) -> None:
    """Start DOSSIER: a commented accord.yaml, and copies of the source texts given.

    With --source, the facts that the texts bear are drafted into it, each with its quotation and unreviewed: the
    dossier can be built at once.

    \b
    Examples:
      briefing new my-accord --source article.txt
      briefing new another-accord
    """
    workspace = settings.find_workspace()
    if not sources:
        from briefings.scaffold import make_dossier

        _say(settings, dossier, make_dossier(workspace, dossier, ()), None)
        return
    from briefings.drafting.making import make_from_sources

    made = make_from_sources(workspace, dossier, sources, as_at)
    for remark in made.remarks:
        click.echo(printable(remark), err=True)
    if made.report and not settings.json:
        from briefings.cli.extract import print_report

        print_report(made.report, settings.quiet)
    _say(settings, dossier, made.files, made.facts if made.report else None)


def _say(settings: Settings, dossier: str, files: tuple[str, ...], facts: int | None) -> None:
    if settings.json:
        print_json({"dossier": dossier, "made": list(files), "facts": facts or 0})
    elif not settings.quiet:
        click.echo(f"made sources/{dossier}/ with {', '.join(files)}")
        if facts is None:
            click.echo(f"fill in accord.yaml, then: briefing check {dossier}")
        else:
            click.echo(f"facts drafted: {facts}; review them, then: briefing build {dossier}")
