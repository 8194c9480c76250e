"""``briefing compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from briefings.cli import completion
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json
from briefings.errors import ExitCode, printable

if TYPE_CHECKING:
    from briefings.build.named_versions import Version
    from briefings.comparing.records import Comparison
    from briefings.comparing.words import Wordbook
    from briefings.workspace import Workspace


@click.command()
@click.argument("old", metavar="OLD", shell_complete=completion.version)
@click.argument("new", metavar="NEW", shell_complete=completion.version)
@click.option("-l", "--language", type=click.Choice(["en", "fr"]), help="Language (default: the dossier’s first).")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "docx"]),
    default="text",
    help="text (default), or a Word file.",
)
@click.option("-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="Word file to write.")
@click.option("--force", is_flag=True, help="Replace OUT where it is there already.")
@click.option(
    "-a",
    "--audience",
    shell_complete=completion.one_of(completion.audiences),
    help="Audience of the Word file (default: that of a brief, or the one with most room).",
)
@click.option("--author", help="Whose the tracked changes are (default: the desk).")
@click.option("--exit-code", is_flag=True, help="End with 12 where the two differ.")
@shared_options
@pass_settings
def compare(
    settings: Settings,
    old: str,
    new: str,
    language: str | None,
    form: str,
    output: Path | None,
    force: bool,
    audience: str | None,
    author: str | None,
    exit_code: bool,
) -> int:
    """Compare two versions of a dossier by id: what was added, withdrawn and changed, with old and new evidence.

    OLD and NEW are each a dossier of the workspace, DOSSIER@REVISION as git has it, a folder that holds accord.yaml, a
    saved set, or a PDF or Word file that carries its dossier. With --format docx the new brief is written to OUT with
    tracked changes against the old one: accepting all gives the new text, rejecting all the old.

    \b
    Examples:
      briefing compare rwanda-2024@HEAD~1 rwanda-2024
      briefing compare before/rwanda-2024.analyst.en.pdf rwanda-2024 --language fr
      briefing compare rwanda-2024@v1 rwanda-2024 --format docx --audience minister -o changes.docx
    """
    from briefings.build.named_versions import check_same, read_version
    from briefings.comparing.records import compare as compare_states

    if (form == "docx") is not (output is not None):
        raise click.UsageError("a Word file needs both: --format docx and -o OUT")
    if form == "text" and (audience or author or force):
        raise click.UsageError("--audience, --author and --force are for --format docx")
    workspace = settings.find_workspace()
    reader = (audience, language) if audience and language else None
    one, other = (read_version(workspace, named, reader) for named in (old, new))
    check_same(one, other)
    if output is not None:
        inputs = [path for path in (Path(old), Path(new)) if _is_file(path)]
        _write(settings, workspace, (one, other), (audience, language, author), Target(output, inputs, force))
        return ExitCode.DONE
    _remark(settings, one, other)
    compared = compare_states(one.state, other.state)
    if settings.json:
        from briefings.comparing.telling import as_plain

        print_json({"old": _about(one), "new": _about(other), **as_plain(compared)})
    elif not settings.quiet:
        _print(workspace, compared, language or other.state.accord.languages[0])
    return ExitCode.DIFFERS if exit_code and compared.changes else ExitCode.DONE


def _print(workspace: Workspace, compared: Comparison, language: str) -> None:
    from briefings.comparing.telling import told

    for line in told(compared, _wordbook(workspace, language)):
        click.echo(printable(line))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


class Target(NamedTuple):
    """Where the Word file goes."""

    out: Path
    inputs: list[Path]
    force: bool


def _write(
    settings: Settings,
    workspace: Workspace,
    versions: tuple[Version, Version],
    wishes: tuple[str | None, str | None, str | None],
    target: Target,
) -> None:
    from briefings.attaching.saving import check_target, write_new
    from briefings.build.revising import revised_word

    check_target(*target)
    made = revised_word(workspace, *versions, *wishes)
    write_new(target.out, made.data, target.force)
    if made.no_longer_readable and not settings.quiet:
        names = ", ".join(made.no_longer_readable)
        words = f"{made.audience} may no longer read what stands in it as deleted: {names}"
        click.echo(printable(f"remark: {words}"), err=True)
    if settings.json:
        about = {"file": target.out.name, "audience": made.audience, "language": made.language}
        print_json({**about, "no_longer_readable": list(made.no_longer_readable)})
    elif not settings.quiet:
        click.echo(printable(f"{target.out.name}: {made.audience} in {made.language}, with tracked changes"))


def _remark(settings: Settings, *versions: Version) -> None:
    """Say of each version that could not be printed that it cannot: it is compared all the same."""
    for version in versions if not settings.quiet else ():
        if version.problems and version.kind.value in ("present", "folder", "revision"):
            count = len(version.problems)
            what = f"{count} problem{'s' if count > 1 else ''}, first: {version.problems[0].message}"
            click.echo(printable(f"remark: {version.named} does not pass the check ({what})"), err=True)


def _about(version: Version) -> dict[str, object]:
    state = version.state
    return {
        "named": version.named,
        "kind": version.kind.value,
        "detail": version.detail or None,
        "holds": state.scope.value,
        "dossier": state.accord.id,
        "as_at": state.accord.as_at,
        "passes": not version.problems,
    }


def _wordbook(workspace: Workspace, language: str) -> Wordbook:
    from briefings.comparing.words import Wordbook, label_table
    from briefings.templates.labels import GROUPS, load_labels
    from briefings.templates.library import Library

    labels = load_labels(Library(workspace.template_folders), language)
    return Wordbook(language, label_table(GROUPS, labels))
