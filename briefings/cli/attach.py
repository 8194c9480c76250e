"""``briefing attach``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click
from msgspec import Struct

from briefings import bundled
from briefings.attaching.attached import Annexed, Attached
from briefings.attaching.saving import check_target, write_in_place, write_new
from briefings.attaching.validating import Outcome, Verdict, validate
from briefings.cli import completion
from briefings.cli.attach_inputs import (
    BriefChoice,
    Given,
    Kind,
    build_brief,
    is_dossier_id,
    read_briefs,
    read_given,
)
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json
from briefings.errors import BriefingError, ExitCode, Location, Problem, printable
from briefings.house import load_house
from briefings.style import HouseStyle
from briefings.templates.library import Library
from briefings.workspace import Workspace

_PATH = click.Path(path_type=Path)


class Order(Struct, frozen=True):
    """What is asked for."""

    report: Path
    briefs: tuple[str, ...]
    output: Path | None
    force: bool
    append: bool
    drop_claim: bool
    audience: str | None
    language: str | None


@click.command()
@click.argument("report", type=_PATH)
@click.argument("briefs", nargs=-1, required=True, metavar="BRIEF...")
@click.option(
    "-o", "--output", metavar="OUT", type=_PATH, help="File to write (default: REPORT-with-briefs, beside REPORT)."
)
@click.option("--in-place", is_flag=True, help="Replace REPORT, and keep it as REPORT.bak.")
@click.option("--force", is_flag=True, help="Replace OUT where it is there already.")
@click.option("--append", is_flag=True, help="Append the pages as annexes instead (Word files always are).")
@click.option("--drop-claim", is_flag=True, help="Take out a PDF/A or PDF/UA claim that cannot stand.")
@click.option(
    "-a",
    "--audience",
    shell_complete=completion.one_of(completion.audiences),
    help="Audience of a brief that is built first.",
)
@click.option("-l", "--language", type=click.Choice(["en", "fr"]), help="Language of that brief and of annex covers.")
@shared_options
@pass_settings
def attach(
    settings: Settings,
    report: Path,
    briefs: tuple[str, ...],
    output: Path | None,
    in_place: bool,
    force: bool,
    append: bool,
    drop_claim: bool,
    audience: str | None,
    language: str | None,
) -> None:
    """Attach each BRIEF to REPORT: a PDF is embedded in a PDF, a Word file is appended to a Word file.

    BRIEF is a file, or a dossier whose brief is built first. REPORT stays as it is; the result is written to OUT.

    \b
    Examples:
      briefing attach report.pdf output/rwanda-2024/rwanda-2024.minister.en.pdf -o report-with-brief.pdf
      briefing attach report.pdf rwanda-2024 --audience minister --append -o report-with-annex.pdf
      briefing attach report.docx rwanda-2024 --audience minister --language fr
    """
    if output is not None and in_place:
        raise click.UsageError("say where the result goes: either -o OUT or --in-place")
    if output is None and not in_place:
        output = report.with_name(f"{report.stem}-with-briefs{report.suffix}")
    order = Order(report, briefs, output, force, append, drop_claim, audience, language)
    given = read_given(report)
    if given.kind is Kind.WORD and drop_claim:
        raise click.UsageError("--drop-claim is for PDF reports; Word files claim nothing")
    if output is not None:
        # Before anything is built; the built files are looked at afterwards.
        check_target(output, [report, *(Path(word) for word in briefs if not is_dossier_id(word))], force)
    files = _given_briefs(settings, given, order)
    if output is not None:
        check_target(output, [each.path for each in files], force)
    made, verdict = _joined(settings, given, files, order)
    if output is None:
        backup = write_in_place(report, given.file.data, made.data).name
    else:
        write_new(output, made.data, force)
        backup = None
    _print(settings, order, made, verdict, backup)


def _given_briefs(settings: Settings, report: Given, order: Order) -> list[Given]:
    """Return the briefs in the order given; files are read before any dossier is built."""
    if not any(map(is_dossier_id, order.briefs)):
        return read_briefs(report, order.briefs)
    workspace = settings.find_workspace()
    files = iter(read_briefs(report, tuple(word for word in order.briefs if not is_dossier_id(word))))
    choice = BriefChoice(order.audience, order.language, _language_of(report))
    return [
        build_brief(settings, workspace, word, report.kind, choice) if is_dossier_id(word) else next(files)
        for word in order.briefs
    ]


def _language_of(report: Given) -> str | None:
    """Return the language that a report says it is in, or ``None``."""
    library = "briefings.attaching.word" if report.kind is Kind.WORD else "briefings.attaching.pdf"
    found: str | None = import_module(library).report_language(report.file.data, report.file.name)
    return found


def _joined(settings: Settings, report: Given, files: list[Given], order: Order) -> tuple[Attached, Verdict | None]:
    """Join the files; a PDF that a validator finds fault with is not handed on. There is no verdict on a Word file.

    A Word report loads no pikepdf, and a PDF report no python-docx.
    """
    briefs = [each.file for each in files]
    if report.kind is Kind.WORD:
        append_word = import_module("briefings.attaching.word").append_word
        return append_word(report.file.data, briefs, order.language, name=report.file.name), None
    from briefings.attaching.pdf import Wishes, attach_pdf

    style = _style(settings, any(map(is_dossier_id, order.briefs)))
    made = attach_pdf(report.file, briefs, Wishes(style, order.append, order.drop_claim, order.language))
    verdict = validate(made.data, made.claims)
    if verdict.outcome is Outcome.FAILED:
        raise _invalid(report.file, made, verdict)
    return made, verdict


def _style(settings: Settings, in_workspace: bool) -> HouseStyle:
    """Return the look of covers: the workspace's own where a dossier of it is attached, else that of the package."""
    workspace = settings.find_workspace() if in_workspace else Workspace(bundled.sources().parent)
    return load_house(Library(workspace.template_folders)).style


def _invalid(report: Annexed, made: Attached, verdict: Verdict) -> BriefingError:
    """Return the error (exit 6, the stage in which files are made) with the rules broken, and by whom."""
    before = validate(report.data, made.claims).outcome is Outcome.FAILED
    whose = (
        "the report itself is not what it claims to be" if before else "the result would not be what it claims to be"
    )
    hint = "attach to a sound report, or correct its claim first" if before else "see which brief breaks the rules"
    message = f"{whose}: {' and '.join(made.claims)}; {verdict.detail}"
    return BriefingError(Problem(ExitCode.LAYOUT, message, Location(report.name), hint))


def _claim_words(made: Attached, verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    words = []
    if made.claims:
        state = "validated" if verdict.outcome is Outcome.PASSED else "claim kept, not validated"
        words.append(f"{' and '.join(made.claims)}: {state}" + (f" ({verdict.detail})" if verdict.detail else ""))
    if made.dropped:
        words.append(f"{' and '.join(made.dropped)}: claim dropped")
    return f"; {'; '.join(words) or 'no claim'}"


def _print(settings: Settings, order: Order, made: Attached, verdict: Verdict | None, backup: str | None) -> None:
    out = (order.output or order.report).name
    for line in made.lines if not settings.quiet else ():
        click.echo(f"remark: {printable(line)}", err=True)
    if settings.json:
        print_json(
            {
                "file": out,
                "backup": backup,
                "attached": list(made.names),
                "claims": list(made.claims),
                "dropped": list(made.dropped),
                "validated": verdict is not None and verdict.outcome is Outcome.PASSED,
                "remarks": list(made.lines),
            }
        )
    elif not settings.quiet:
        click.echo(printable(f"{out}: {', '.join(made.names)}{_claim_words(made, verdict)}"))
        if backup:
            click.echo(printable(f"the report as it was is now {backup}"))
