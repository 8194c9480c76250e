"""``briefing build``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from briefings.cli import completion
from briefings.cli.choices import choice_options
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json, progress_line
from briefings.cli.stale import stale_line
from briefings.errors import ExitCode
from briefings.workspace import Workspace

if TYPE_CHECKING:
    from briefings.build.build import Result
    from briefings.build.making import Choice
    from briefings.build.manifest import Entry


@click.command()
@click.argument("dossiers", metavar="[DOSSIER]...", nargs=-1, shell_complete=completion.one_of(completion.dossiers))
@click.option("--all", "everything", is_flag=True, help="Build every dossier.")
@click.option(
    "--match", "patterns", metavar="PATTERN", multiple=True, help="Build those whose id fits: 'eu-*'; repeats."
)
@choice_options
@click.option(
    "--allow-missing-glyphs", is_flag=True, help="Print a character that the fonts lack as its code point: [U+2D30]."
)
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes at once (default: as many as processors).")
@click.option("--engine", metavar="ENGINE", help="processes (default), dask, or a scheduler: tcp://host:port.")
@click.option(
    "--since",
    metavar="OLD",
    shell_complete=completion.version,
    help="Tell in each brief what has changed since OLD: DOSSIER@REVISION, a folder, a set, a brief (PDF or Word).",
)
@click.option("--force", is_flag=True, help="Build files again whose inputs have not changed.")
@click.option("--review", is_flag=True, help="Write Word copies for reviewers, with the evidence as comments.")
@shared_options
@pass_settings
def build(
    settings: Settings,
    dossiers: tuple[str, ...],
    everything: bool,
    patterns: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    allow_missing_glyphs: bool,
    jobs: int | None,
    engine: str | None,
    since: str | None,
    force: bool,
    review: bool,
) -> int:
    """Build the briefs of each DOSSIER into output/DOSSIER/ as one saved set.

    A file is built only where something that it is made from has changed. Of several dossiers, one that fails stops no
    other; one alone is built in this process, whatever --jobs says. Review copies go to output/DOSSIER.review/ and are
    no part of the set that is sent.

    \b
    Examples:
      briefing build rwanda-2024
      briefing build rwanda-2024 --audience minister,press --language fr --format pdf
      briefing build rwanda-2024 --since rwanda-2024@HEAD~1
      briefing build rwanda-2024 --review --audience minister
      briefing build --all -j 4
      briefing build --match 'eu-*' --engine tcp://10.0.0.5:8786
    """
    from briefings.build.making import Choice

    workspace = settings.find_workspace()
    choice = Choice(audiences, languages, formats, allow_missing_glyphs, force, since)
    if review:
        return _build_review(settings, workspace, dossiers, choice, several=bool(everything or patterns))
    single = len(set(dossiers)) == 1 and not (everything or patterns or engine)
    if single:
        _build_one(settings, workspace, dossiers[0], choice)
        return ExitCode.DONE
    if since is not None:
        raise click.UsageError("--since is for one dossier")
    from briefings.batch.selection import select

    return _build_many(settings, workspace, select(workspace, dossiers, patterns, everything), choice, engine, jobs)


def _build_many(
    settings: Settings, workspace: Workspace, ids: tuple[str, ...], choice: Choice, engine: str | None, jobs: int | None
) -> int:
    from briefings.batch.server import start_early

    if engine is None and jobs != 1 and len(ids) > 1:
        start_early(workspace.output, ids)
    # What follows takes as long to import as that process takes to get going.
    from briefings.batch.engines import make_engine
    from briefings.cli.batch import build_many

    return build_many(settings, workspace, ids, choice, make_engine(engine, jobs, len(ids)))


def _build_review(
    settings: Settings, workspace: Workspace, dossiers: tuple[str, ...], choice: Choice, several: bool
) -> int:
    from briefings.review.copying import make_review_copies, save_review_copies

    if several or len(set(dossiers)) != 1:
        raise click.UsageError("--review takes one dossier")
    if choice.formats not in ((), ("docx",)):
        raise click.UsageError("review copies are Word files; leave --format out")
    if choice.since is not None:
        raise click.UsageError("review copies tell no changes; leave --since out")
    copies = make_review_copies(workspace, dossiers[0], choice)
    folder = workspace.shown(save_review_copies(workspace, dossiers[0], copies))
    if settings.json:
        told = [
            {
                "file": each.name,
                "bytes": len(each.data),
                "marking": each.marking.value,
                "facts_not_reviewed": each.unreviewed,
            }
            for each in copies
        ]
        print_json({"dossier": dossiers[0], "folder": folder, "written": told})
    elif not settings.quiet:
        click.echo(f"{folder}: {len(copies)} review cop{'ies' if len(copies) != 1 else 'y'}, not to be sent")
        for each in copies if settings.verbose else ():
            click.echo(f"  {each.name}  {len(each.data) // 1024} KiB, {each.marking.value}")
    return ExitCode.DONE


def _build_one(settings: Settings, workspace: Workspace, dossier: str, choice: Choice) -> None:
    from briefings.build.build import build_dossier

    result = build_dossier(workspace, dossier, choice, progress_line(settings.quiet))
    for remark in result.remarks if not settings.quiet else ():
        click.echo(f"remark: {remark}", err=True)
    if not settings.quiet and (line := stale_line(settings, result, choice.allow_missing_glyphs)):
        click.echo(line, err=True)
        for name in result.stale if settings.verbose else ():
            click.echo(f"  {name}", err=True)
    if settings.json:
        print_json(_as_json(result))
    elif not settings.quiet:
        _print(result, settings.verbose)


def _as_json(result: Result) -> dict[str, object]:
    return {
        "dossier": result.dossier,
        "folder": f"output/{result.dossier}",
        "changed": result.changed,
        "written": [asdict(entry) for entry in result.written],
        "unchanged": [entry.file for entry in result.unchanged],
        "carried": [entry.file for entry in result.carried],
        "stale": list(result.stale),
        "remarks": list(result.remarks),
    }


def _print(result: Result, verbose: bool) -> None:
    count = len(result.written) if result.changed else len(result.written) + len(result.unchanged)
    unchanged = f", {len(result.unchanged)} unchanged" if result.changed and result.unchanged else ""
    carried = f", {len(result.carried)} kept from before" if result.carried else ""
    state = "" if result.changed else "; nothing had changed"
    click.echo(f"output/{result.dossier}: {count} file{'s' if count != 1 else ''}{unchanged}{carried}{state}")
    for entry in result.asked if verbose else ():
        click.echo(
            f"  {entry.file}  {entry.bytes // 1024} KiB{_pages(entry)}, {len(entry.facts_used)} facts, {entry.marking}"
        )


def _pages(entry: Entry) -> str:
    """Return the pages of a PDF, with the target where they are more; nothing for other formats."""
    if not entry.pages:
        return ""
    body = entry.pages - entry.annex_pages
    aim = f" (target {entry.target})" if body > entry.target else ""
    annex = f" and {entry.annex_pages} of annex" if entry.annex_pages else ""
    return f", {body} page{'s' if body != 1 else ''}{annex}{aim}"
