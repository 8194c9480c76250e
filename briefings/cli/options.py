"""Options that every command takes, before its name and after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from briefings.errors import BriefingError, ExitCode, Problem
from briefings.workspace import Workspace, find_workspace

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass
class Settings:
    """What the shared options say; an option given later wins."""

    workspace: Path | None = None
    quiet: bool = False
    verbose: bool = False
    json: bool = False

    def find_workspace(self) -> Workspace:
        """Return the workspace to work in. Raises ``BriefingError`` (exit 2) where there is none."""
        try:
            here = Path.cwd()
        except OSError:
            raise BriefingError(
                Problem(ExitCode.USAGE, "the current folder is gone", hint="change to another folder, or use -C DIR")
            ) from None
        return find_workspace(here, here / self.workspace if self.workspace else None)


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
    settings = ctx.ensure_object(Settings)
    if value and parameter.name:
        setattr(settings, parameter.name, value)
    return value


def folders(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Leave it to the shell to complete a folder."""
    return [CompletionItem(begun, type="dir")]


def shared_options(function: Function) -> Function:
    """Add the shared options to a command; their values are in the ``Settings`` of the context."""
    where = "Workspace to use (default: the nearest folder upward that has sources/)."
    options = (
        click.option("-C", "--workspace", metavar="DIR", type=click.Path(path_type=Path), help=where,
                     expose_value=False, callback=_keep, shell_complete=folders),
        click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_keep, help="Print problems only."),
        click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_keep, help="Print more."),
        click.option("--json", is_flag=True, expose_value=False, callback=_keep, help="Print the result as JSON."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def day_option(name: str, told: str) -> Callable[[Function], Function]:
    """Return an option for a day that a record will hold: ISO 8601, today's where none is given."""
    return click.option(name, metavar="DATE", callback=_day, help=told)


def _day(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    if value is None:
        # The desk's own day, not that of Greenwich.
        return datetime.now(UTC).astimezone().date().isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"“{value[:20]}” is no date such as 2026-11-23") from None


def split_commas(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an option that repeats and takes comma lists."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


pass_settings = click.make_pass_decorator(Settings, ensure=True)
