"""``briefing template``: list, show, new, check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefings import bundled
from briefings.cli import completion
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import ProblemCount, print_json, print_table, problem_as_json
from briefings.errors import BriefingError, Problem
from briefings.workspace import Workspace

if TYPE_CHECKING:
    from briefings.facts import Dossier
    from briefings.style import HouseStyle
    from briefings.templates.audience import Audience


@click.group()
@shared_options
def template() -> None:
    """List, show, make and check audience templates."""


@template.command("list")
@shared_options
@pass_settings
def list_templates(settings: Settings) -> None:
    """List the audiences and where their templates come from.

    \b
    Example:
      briefing template list
    """
    from briefings.templates.audience import audience_names, load_audience
    from briefings.templates.library import Library

    library = Library(settings.find_workspace().template_folders)
    rows = [_row(load_audience(library, name)) for name in audience_names(library)]
    if settings.json:
        print_json(rows)
    else:
        keys = ("audience", "pages", "languages", "from", "description")
        print_table(tuple(key.capitalize() for key in keys), [[str(row[key]) for key in keys] for row in rows])


def _row(audience: Audience) -> dict[str, str]:
    language = audience.languages[0]
    return {
        "audience": audience.name,
        "pages": f"{audience.target}–{audience.limit}" if audience.limit else f"{audience.target} or more",
        "languages": ", ".join(audience.languages),
        "from": "package" if audience.file.packaged else "workspace",
        "title": audience.title[language],
        "description": audience.description[language],
    }


@template.command()
@click.argument("audience", shell_complete=completion.one_of(completion.audiences))
@shared_options
@pass_settings
def show(settings: Settings, audience: str) -> None:
    """Print the template of AUDIENCE.

    \b
    Example:
      briefing template show minister
    """
    from briefings.templates.audience import load_audience
    from briefings.templates.library import Library

    library = Library(settings.find_workspace().template_folders)
    found = load_audience(library, audience)
    if settings.json:
        print_json(_row(found) | {"text": found.file.text})
    else:
        click.echo(found.file.text, nl=False)


@template.command()
@click.argument("audience")
@click.option(
    "--from",
    "origin",
    default="minister",
    show_default=True,
    shell_complete=completion.one_of(completion.audiences),
    help="Audience to copy.",
)
@shared_options
@pass_settings
def new(settings: Settings, audience: str, origin: str) -> None:
    """Make AUDIENCE by copying another one into templates/.

    \b
    Example:
      briefing template new ambassador --from minister
    """
    from briefings.scaffold import make_audience
    from briefings.templates.library import Library

    workspace = settings.find_workspace()
    target = make_audience(workspace, Library(workspace.template_folders), audience, origin)
    if settings.json:
        print_json({"audience": audience, "made": workspace.shown(target)})
    elif not settings.quiet:
        click.echo(f"made {workspace.shown(target)}; edit it, then: briefing template check")


@template.command()
@shared_options
@pass_settings
def check(settings: Settings) -> int:
    """Check every template: names, labels, wording; each brief is composed in each language.

    \b
    Example:
      briefing template check
    """
    from briefings.house import load_house
    from briefings.templates.audience import audience_names
    from briefings.templates.library import Library
    from briefings.templates.lint import check_templates

    workspace = settings.find_workspace()
    library = Library(workspace.template_folders)
    house = load_house(library)
    problems = check_templates(library, house, _tried_on(workspace))
    remarks, refused = _of_skin(house.style)
    problems += refused
    count = ProblemCount()
    count.add(problems)
    names, code = audience_names(library), count.exit_code
    if settings.json:
        told = [problem_as_json(problem) for problem in problems]
        print_json({"audiences": names, "exit_code": int(code), "problems": told, "remarks": remarks})
    for remark in remarks if not settings.quiet else ():
        click.echo(f"remark: {remark}", err=True)
    if not (problems or settings.quiet or settings.json):
        click.echo(f"{len(names)} audiences, all sound")
    count.report()
    return code


def _of_skin(style: HouseStyle) -> tuple[list[str], list[Problem]]:
    """Return what a desk should know of its own Word skin, and what is wrong with it."""
    from briefings.build.writing import skin_remarks

    try:
        return list(skin_remarks(style)), []
    except BriefingError as error:
        return [], list(error.problems)


def _tried_on(workspace: Workspace) -> list[Dossier]:
    """Return the sound dossiers of the workspace; the packaged example where there is none."""
    from briefings.dossiers import load_dossier

    found: list[Dossier] = []
    for name in workspace.dossier_ids():
        try:
            found.append(load_dossier(workspace, name))
        except BriefingError:
            click.echo(f"left out: {name} does not pass `briefing check`", err=True)
    if found:
        return found
    example = Workspace(bundled.sources().parent)
    return [load_dossier(example, name) for name in example.dossier_ids()[:1]]
