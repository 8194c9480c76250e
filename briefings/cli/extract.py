"""``briefing extract``."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefings.cli import completion
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json
from briefings.errors import printable

if TYPE_CHECKING:
    from briefings.drafting.proposing import Proposer
    from briefings.drafting.report import Report
    from briefings.drafting.running import Extracted, Opened

Function = TypeVar("Function", bound=Callable[..., Any])


def model_options(function: Function) -> Function:
    """Add the options that say which model is asked beside the rules, and where."""
    options = (
        click.option("--with", "model", metavar="MODEL", help="Ask this model beside the rules."),
        click.option("--endpoint", metavar="URL", help="Where MODEL is asked, as https://host/v1."),
        click.option("--deadline", metavar="SECONDS", type=click.IntRange(1, 7200), default=180, show_default=True,
                     help="How long one answer may take, with every new try."),
        click.option("--allow-http", is_flag=True, help="Let URL be plain http to another machine."),
        click.option("--proxy", metavar="URL", help="Proxy on the way to the endpoint; none is taken from elsewhere."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@click.command()
@click.argument("dossier", shell_complete=completion.one_of(completion.dossiers))
@click.option("--dry-run", is_flag=True, help="Say what would be drafted, and do not write the record.")
@model_options
@shared_options
@pass_settings
def extract(settings: Settings, /, dossier: str, dry_run: bool, **asking: Any) -> None:
    """Propose the facts of DOSSIER from its sources, and draft those that pass the gate into its record.

    Each is written as unreviewed, with its quotation and the rule that proposed it. What you have reviewed is never
    changed, what you rejected never comes back, and a second run on the same sources changes nothing. With --json,
    nothing is written: the facts are printed as one object, whatever the record holds.

    --with asks a model too; its answers are held to the same gate, and kept beside the record so that it is asked once.
    A key for it is read from BRIEFING_LLM_KEY.

    \b
    Examples:
      briefing extract rwanda-2024 --dry-run
      briefing extract rwanda-2024 --json
      briefing extract rwanda-2024 --with mistral-small --endpoint http://localhost:11434/v1
    """
    from briefings.drafting.running import asked_of, open_dossier

    opened = open_dossier(settings.find_workspace(), dossier)
    asked, remarks = asked_of(opened, _proposer(settings, opened, **asking))
    for remark in remarks:
        click.echo(printable(remark), err=True)
    if settings.json:
        from briefings.drafting.predicting import predicted

        print_json(predicted(asked))
        return
    from briefings.drafting.running import extract as run

    made = run(opened, asked, remarks, save=not dry_run)
    print_report(made.report, settings.quiet)
    if not settings.quiet:
        for line in _told(made, f"sources/{dossier}/accord.yaml", dry_run):
            click.echo(line)


def _proposer(
    settings: Settings,
    opened: Opened,
    model: str | None,
    endpoint: str | None,
    deadline: int,
    allow_http: bool,
    proxy: str | None,
) -> Proposer:
    """Return who proposes facts: the rules, or the rules and a model. Raises exit 2 for options that do not fit."""
    if model is None:
        if endpoint is not None or allow_http or proxy is not None:
            raise click.UsageError("--endpoint, --allow-http and --proxy are about a model: name it with --with")
        from briefings.drafting.proposing import rules

        return rules
    from briefings.llm import asking, proposing, store
    from briefings.llm.endpoint import deadlines
    from briefings.llm.endpoint import endpoint as at

    asking.check_name(model)

    def say(line: str) -> None:
        if not settings.quiet:
            click.echo(printable(line), err=True)

    shown = opened.workspace.shown(opened.folder)
    asked = asking.Model(
        name=model,
        endpoint=at(endpoint, os.environ, allow_http, proxy) if endpoint is not None else None,
        deadlines=deadlines(deadline),
        store=store.AnswerStore(opened.folder, shown, say),
        say=say,
    )
    return lambda source, published: proposing.propose_with(asked, source, published)


def print_report(report: Report, quiet: bool) -> None:
    """Print what a run refused, then how much it proposed; when ``quiet``, nothing."""
    if quiet:
        return
    for one in report.refused:
        quoted = f": “{one.quotation}”" if one.quotation else ""
        click.echo(printable(f"refused: {one.kind} ({one.reason}){quoted} at {one.place}, by {one.rule}"))
        click.echo(f"  {printable(one.message)}")
    reasons = ", ".join(f"{reason} {count}" for reason, count in report.reasons.items())
    click.echo(f"proposed: {report.proposed}")
    click.echo(f"accepted: {report.accepted}")
    click.echo(f"refused: {len(report.refused)}" + (f" ({reasons})" if reasons else ""))
    share = 100 * report.bearing // report.sentences if report.sentences else 0
    click.echo(f"covered: {report.bearing} of {report.sentences} sentences bear a fact ({share} %)")


def _told(made: Extracted, record: str, dry_run: bool) -> Sequence[str]:
    plan = made.plan
    added = len(plan.added) + sum(map(len, plan.aspects.values()))
    added += sum(len(getattr(fact, "aspects", ())) for fact in plan.added)
    counts = (
        ("new", added),
        ("with more evidence", len(plan.extended)),
        ("proposed anew", len(plan.renewed)),
        ("no longer standing", len(plan.lapsed)),
        ("standing again", len(plan.restored)),
        ("known", plan.known),
        ("rejected before", plan.rejected),
    )
    told = ", ".join(f"{count} {what}" for what, count in counts if count) or "nothing"
    verb = "would be" if dry_run else "was" if made.saved else "did not have to be"
    lines = [f"facts: {told}", f"{record} {verb} changed"]
    if made.saved and added:
        lines.append(f"review them, then: briefing accept {record.split('/')[1]} FACT…")
    return lines
