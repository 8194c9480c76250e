"""``briefing accept`` and ``briefing reject``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from briefings.cli import completion
from briefings.cli.options import Function, Settings, day_option, pass_settings, shared_options
from briefings.cli.report import print_json

if TYPE_CHECKING:
    from briefings.vocabulary.codes import ReviewState


def _review_options(function: Function) -> Function:
    function = day_option("--on", "Day of the review (default: today).")(function)
    function = click.option("--by", metavar="NAME", help="Who reviewed it.")(function)
    return click.argument("facts", nargs=-1, shell_complete=completion.one_of(completion.facts))(function)


@click.command()
@click.argument("dossier", shell_complete=completion.one_of(completion.dossiers))
@_review_options
@click.option("--reason", metavar="WORDS", help="Why.")
@click.option("--all", "every", is_flag=True, help="Accept all facts that nobody has reviewed.")
@shared_options
@pass_settings
def accept(
    settings: Settings, dossier: str, facts: tuple[str, ...], by: str | None, on: str, reason: str | None, every: bool
) -> None:
    """Accept FACTS of DOSSIER: the desk stands behind them, and extract leaves them alone from now on.

    A fact is accepted only where its quotation stands. Comments and order of accord.yaml stay as they are.

    \b
    Examples:
      briefing accept rwanda-2024 training logistics --by Registry
      briefing accept rwanda-2024 --all
    """
    from briefings.vocabulary.codes import ReviewState

    if not facts and not every:
        raise click.UsageError("name the facts to accept, or use --all")
    _review(settings, dossier, facts, ReviewState.ACCEPTED, every, by=by, on=on, reason=reason)


@click.command()
@click.argument("dossier", shell_complete=completion.one_of(completion.dossiers))
@_review_options
@click.option("--reason", metavar="WORDS", required=True, help="Why; a rejected fact must say so.")
@shared_options
@pass_settings
def reject(settings: Settings, dossier: str, facts: tuple[str, ...], by: str | None, on: str, reason: str) -> None:
    """Reject FACTS of DOSSIER: they stay in the record with the reason, are never printed, and never proposed again.

    Nothing may rest on them: a judgement or summary that does is told, and nothing is changed.

    \b
    Example:
      briefing reject rwanda-2024 cyber --reason hearsay
    """
    from briefings.vocabulary.codes import ReviewState

    if not facts:
        raise click.UsageError("name the facts to reject")
    if not reason.strip():
        raise click.UsageError("--reason is empty")
    _review(settings, dossier, facts, ReviewState.REJECTED, every=False, by=by, on=on, reason=reason)


def _review(
    settings: Settings, dossier: str, facts: tuple[str, ...], state: ReviewState, every: bool, **word: Any
) -> None:
    from briefings.drafting.reviewing import review
    from briefings.drafting.running import open_dossier
    from briefings.evidence import Review

    made = review(open_dossier(settings.find_workspace(), dossier), facts, Review(state, **word), every)
    if settings.json:
        print_json({"dossier": dossier, "state": state.value, "changed": made.changed, "unreviewed": made.unreviewed})
    elif not settings.quiet:
        click.echo(f"{state.value}: {', '.join(made.changed) if made.changed else 'nothing new'}")
        click.echo(f"not reviewed: {made.unreviewed}")
