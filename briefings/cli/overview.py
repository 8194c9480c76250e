"""``briefing list`` and ``briefing show``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from briefings.cli import completion
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json, print_table
from briefings.errors import BriefingError, printable
from briefings.workspace import Workspace

if TYPE_CHECKING:
    from briefings.evidence import Wording
    from briefings.facts import Accord, Source
    from briefings.kept.findings import Overview

_KEYS = ("id", "as_at", "facts", "gaps", "built", "title")
_HEADER = ("Dossier", "As at", "Facts", "Gaps", "Built", "Title")


@click.command("list")
@shared_options
@pass_settings
def list_dossiers(settings: Settings) -> None:
    """List the dossiers of the workspace.

    \b
    Example:
      briefing list --json
    """
    from briefings.kept.checking import Checking
    from briefings.kept.store import KeptResults

    workspace = settings.find_workspace()
    names = workspace.dossier_ids()
    with KeptResults(workspace.output) as kept:
        checking = Checking(workspace, kept)
        rows = (_row(workspace, name, checking.overview(name)) for name in names)
        if settings.json:
            print_json(list(rows))
        elif not names:
            click.echo("no dossier yet; start one with `briefing new my-accord`", err=True)
        else:
            # Known before a record is read, so that a long list begins at once.
            widths = (max(len("Dossier"), *map(len, names)), len("2026-11-23"), *(len(word) for word in _HEADER[2:-1]))
            print_table(_HEADER, ([str(row[key]) for key in _KEYS] for row in rows), widths)
        kept.drop_all_but(names)


def _row(workspace: Workspace, name: str, overview: Overview) -> dict[str, Any]:
    built = (workspace.output / name / "manifest.json").is_file()
    title = overview.title if overview.reads else f"does not pass: briefing check {name}"
    return asdict(overview) | {"id": name, "built": "yes" if built else "no", "title": title}


@click.command()
@click.argument("dossier", shell_complete=completion.one_of(completion.dossiers))
@click.option(
    "-l",
    "--language",
    shell_complete=completion.one_of(completion.languages),
    help="Language of the wording (default: the dossier's first).",
)
@click.option(
    "--text", metavar="SOURCE", help="Print the text of one source, such as S1, as quotations are looked up in it."
)
@click.option("--unreviewed", is_flag=True, help="Show the facts that wait for a review, each with what it rests on.")
@shared_options
@pass_settings
def show(settings: Settings, dossier: str, language: str | None, text: str | None, unreviewed: bool) -> None:
    """Show what DOSSIER records: sources, facts with status and review, judgements and gaps.

    A fact that no longer stands since a source changed is shown as lapsed.

    \b
    Examples:
      briefing show rwanda-2024 --language fr
      briefing show rwanda-2024 --text S1
      briefing show rwanda-2024 --unreviewed
    """
    from briefings.dossiers import load_accord

    workspace = settings.find_workspace()
    accord, _, problems = load_accord(workspace, workspace.dossier(dossier))
    if accord is None or (problems and text is None):
        raise BriefingError(problems)
    if text is not None:
        # Quotations are copied from it: it is shown before the record holds any.
        _print_text(settings, workspace, accord, text)
        return
    if language is not None and language not in accord.languages:
        raise click.UsageError(f"languages of this dossier: {', '.join(accord.languages)}")
    if unreviewed:
        _print_waiting(settings, accord, language)
        return
    content = _content(accord, language, {source.id: _size(workspace, accord, source) for source in accord.sources})
    if settings.json:
        print_json(content)
    else:
        _print(content)


def _print_waiting(settings: Settings, accord: Accord, language: str | None) -> None:
    """Print the facts that nobody has reviewed, with their quotations and the rule that proposed them."""
    from briefings.templates.context import RECORD_NAMES

    facts = accord.unreviewed()
    rows = [
        {
            "id": fact.id,
            "kind": RECORD_NAMES[type(fact)],
            "text": _words(accord, fact.text, language),
            "quotations": [{"source": evidence.source, "exact": evidence.exact} for evidence in fact.evidence],
            "proposed_by": fact.proposed_by,
        }
        for fact in facts
    ]
    if settings.json:
        print_json(rows)
        return
    for row, fact in zip(rows, facts, strict=True):
        by = f", by {fact.proposed_by}" if fact.proposed_by else ""
        click.echo(printable(f"{fact.id} ({row['kind']}{by})"))
        click.echo(f"  {printable(str(row['text']))}")
        for evidence in fact.evidence:
            click.echo(f"  {evidence.source}: “{printable(evidence.exact)}”")
    click.echo(f"not reviewed: {len(facts)} of {sum(1 for _ in accord.facts())} facts")


def _print_text(settings: Settings, workspace: Workspace, accord: Accord, name: str) -> None:
    """Print a source's text; as JSON with its segments and pages."""
    from briefings.dossiers import source_text

    source = next((source for source in accord.sources if source.id == name), None)
    if source is None:
        raise click.UsageError(f"sources of this dossier: {', '.join(source.id for source in accord.sources)}")
    found = source_text(workspace, workspace.dossier(accord.id), source)
    for remark in found.remarks:
        click.echo(f"remark: {printable(remark)}", err=True)
    if not settings.json:
        click.echo(found.text, nl=not found.text.endswith("\n"))
        return
    segments = [{"kind": s.kind.value, "start": s.start, "end": s.end} for s in found.segments]
    pages = [{"number": p.number, "start": p.start, "end": p.end} for p in found.pages]
    print_json(
        {
            "id": name,
            "file": found.file,
            "sha256": found.sha256,
            "text": found.text,
            "segments": segments,
            "pages": pages,
        }
    )


def _size(workspace: Workspace, accord: Accord, source: Source) -> tuple[int, int] | None:
    """Return how many segments and pages a source has, or ``None`` where it cannot be read."""
    from briefings.dossiers import source_text

    try:
        found = source_text(workspace, workspace.dossier(accord.id), source)
    except BriefingError:
        return None
    return len(found.segments), len(found.pages)


def _content(accord: Accord, language: str | None, sizes: Mapping[str, tuple[int, int] | None]) -> dict[str, Any]:
    return {
        "id": accord.id,
        "title": _words(accord, accord.title, language),
        "as_at": accord.as_at,
        "marking": accord.marking.value,
        "languages": list(accord.languages),
        "bottom_line": _words(accord, accord.bottom_line.text, language) if accord.bottom_line else None,
        "sources": [
            {"id": s.id, "file": s.file, "kind": s.kind.value, "reliability": s.reliability.value,
             "segments": size[0] if (size := sizes[s.id]) else None, "pages": size[1] or None if size else None,
             "title": _words(accord, s.title, language)} for s in accord.sources
        ],
        "facts": [
            {"id": f.id, "status": f.status.value, "review": f.review.state.value, "quotations": len(f.evidence),
             "lapsed": f.lapsed, "proposed_by": f.proposed_by, "text": _words(accord, f.text, language)}
            for f in accord.facts()
        ],
        "judgements": [
            {"id": j.id, "kind": j.kind.value, "cleared": j.cleared, "text": _words(accord, j.text, language)}
            for j in accord.judgements
        ],
        "gaps": [{"id": g.id, "question": _words(accord, g.question, language)} for g in accord.gaps],
        "annexes": [
            {"file": a.file, "marking": a.marking.value, "title": _words(accord, a.title, language)}
            for a in accord.annexes
        ],
    }  # fmt: skip


def _print(content: dict[str, Any]) -> None:
    click.echo(f"{content['title']}\n{content['id']}, as at {content['as_at']}, {content['marking']}")
    if content["bottom_line"]:
        click.echo(f"\n{content['bottom_line']}")
    tables = {
        "sources": ("id", "kind", "reliability", "segments", "pages", "title"),
        "facts": ("id", "status", "review", "text"),
        "judgements": ("id", "kind", "cleared", "text"),
        "gaps": ("id", "question"),
        "annexes": ("file", "marking", "title"),
    }
    for name, keys in tables.items():
        if content[name]:
            click.echo()
            header = [{"annexes": "Annex"}.get(name, name[:-1].capitalize()), *(key.capitalize() for key in keys[1:])]
            print_table(header, [[_shown(row[key]) + _lapsed(row, key) for key in keys] for row in content[name]])


def _lapsed(row: Mapping[str, Any], key: str) -> str:
    return ", lapsed" if key == "review" and row.get("lapsed") else ""


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return {True: "cleared", False: "not cleared"}[value] if isinstance(value, bool) else str(value)


def _words(accord: Accord, wording: Wording, language: str | None = None) -> str:
    return wording.in_language(language or accord.languages[0]) or ""
