"""``briefing ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json
from briefings.errors import ExitCode, printable

if TYPE_CHECKING:
    from briefings.review.applying import Applied
    from briefings.review.homecoming import Homecoming
    from briefings.review.proposals import By


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("facts", metavar="[FACT]...", nargs=-1)
@click.option("--apply", "write", is_flag=True, help="Write the proposals into accord.yaml, those of FACT or all.")
@shared_options
@pass_settings
def ingest(settings: Settings, file: Path, facts: tuple[str, ...], write: bool) -> int:
    """Read a review copy FILE back: what reviewers changed becomes proposals, what they say is listed.

    Nothing is written without --apply. A wording that would not pass the gate stays out, and its reason is told.

    \b
    Examples:
      briefing ingest rwanda-2024.minister.en.review.docx
      briefing ingest rwanda-2024.minister.en.review.docx --apply
      briefing ingest rwanda-2024.minister.en.review.docx training --apply
    """
    if facts and not write:
        raise click.UsageError("facts are named to be applied; add --apply, or leave them out")
    from briefings.review.homecoming import apply_home, bring_home

    home = bring_home(settings.find_workspace(), file)
    applied = apply_home(home, facts) if write else None
    if settings.json:
        print_json(_as_json(home, applied))
    elif not settings.quiet:
        _print(home, applied)
    for refused in applied.refused if applied else ():
        click.echo(f"not applied: {refused.proposal.fact} ({refused.proposal.field})", err=True)
        for reason in refused.reasons:
            click.echo(f"  {printable(reason)}", err=True)
    return ExitCode.DOSSIER if applied and applied.refused else ExitCode.DONE


def _as_json(home: Homecoming, applied: Applied | None) -> dict[str, Any]:
    memory, returned = home.memory, home.returned
    told: dict[str, Any] = {
        "dossier": memory.dossier,
        "audience": memory.audience,
        "language": memory.language,
        "record_changed": home.record_changed,
        "proposals": [_plain(each) for each in returned.proposals],
        "comments": [_plain(each) for each in returned.comments],
        "unplaced": [_plain(each) for each in returned.unplaced],
    }
    if applied is not None:
        told["applied"] = [{"fact": each.fact, "field": each.field} for each in applied.applied]
        told["refused"] = [
            {"fact": each.proposal.fact, "field": each.proposal.field, "reasons": each.reasons}
            for each in applied.refused
        ]
    return told


def _plain(record: Any) -> dict[str, Any]:
    by: By = record.by
    return {name: value for name, value in asdict(record).items() if name != "by"} | asdict(by)


def _print(home: Homecoming, applied: Applied | None) -> None:
    memory, returned = home.memory, home.returned
    click.echo(f"review copy of {memory.dossier}, {memory.audience} in {memory.language}")
    if home.record_changed:
        click.echo("the record has changed since the copy was made; all is compared with the record as it is now")
    click.echo(f"proposals: {len(returned.proposals)}")
    for proposal in returned.proposals:
        click.echo(f"  {proposal.fact} ({proposal.field}, {proposal.language}){_by(proposal.by)}")
        click.echo(f"    - {printable(proposal.old)}\n    + {printable(proposal.new)}")
    click.echo(f"comments: {len(returned.comments)}")
    for said in returned.comments:
        resolved = ", resolved" if said.resolved else ""
        place = said.fact or (f"on “{printable(said.about[:60])}”" if said.about else "on no fact")
        click.echo(f"  {printable(place)}{_by(said.by)}{resolved}: {printable(said.text)}")
    click.echo(f"not placed: {len(returned.unplaced)}")
    for each in returned.unplaced:
        fact = f"{each.fact}: " if each.fact else ""
        click.echo(f"  {printable(fact + each.reason)}{_by(each.by)}")
        for sign, words in (("-", each.old), ("+", each.new)):
            if words.strip():
                click.echo(f"    {sign} {printable(words)}")
    if applied is not None:
        click.echo(f"applied: {', '.join(f'{each.fact} ({each.field})' for each in applied.applied) or 'nothing'}")
    elif returned.proposals:
        click.echo("nothing is written yet; --apply writes the proposals into the record")


def _by(by: By) -> str:
    said = f", {by.author}" if by.author else ""
    said += f", {by.date[:10]}" if by.date else ""
    return printable(said + ("" if by.tracked else " (not tracked)"))
