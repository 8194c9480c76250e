"""The table of commands. A command is imported when it is called, so that ``briefing --help`` starts at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import click
from click.shell_completion import CompletionItem

from briefings.names import did_you_mean

#: Name → where the command is, and what the overview says of it.
COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "accept": ("briefings.cli.review:accept", "Accept drafted facts."),
        "attach": ("briefings.cli.attach:attach", "Attach briefs to a report, PDF or Word."),
        "build": ("briefings.cli.build:build", "Build the briefs of a dossier."),
        "check": ("briefings.cli.check:check", "Check dossiers and print every problem."),
        "compare": ("briefings.cli.compare:compare", "Compare two versions of a dossier."),
        "completion": ("briefings.cli.completion_script:completion", "Print a script for completion in the shell."),
        "extract": ("briefings.cli.extract:extract", "Propose facts from the sources of a dossier."),
        "ingest": ("briefings.cli.ingest:ingest", "Read a review copy back and propose its changes."),
        "init": ("briefings.cli.init:init", "Make a workspace with templates and the example dossier."),
        "list": ("briefings.cli.overview:list_dossiers", "List the dossiers of the workspace."),
        "new": ("briefings.cli.new:new", "Start a dossier from a commented skeleton."),
        "reject": ("briefings.cli.review:reject", "Reject drafted facts, with a reason."),
        "schema": ("briefings.cli.schema:schema", "Print the JSON Schema of a file, for editors."),
        "show": ("briefings.cli.overview:show", "Show what a dossier records."),
        "template": ("briefings.cli.template:template", "List, show, make and check audience templates."),
        "watch": ("briefings.cli.watch:watch", "Build a dossier again whenever its files change."),
        "verify": ("briefings.cli.verify:verify", "Check a PDF against the dossier inside it."),
    }
)


class CommandTable(click.Group):
    """A group whose commands stand in a table and are imported one at a time."""

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        """Take the table beside what every group takes."""
        super().__init__(*args, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, sorted."""
        return sorted(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now, or ``None``."""
        if cmd_name not in self.table:
            return None
        module, name = self.table[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command; raise a usage error with the nearest name for an unknown one."""
        if args and not args[0].startswith("-") and args[0] not in self.table:
            if ctx.resilient_parsing:  # The line is being completed: nothing is known after an unknown command.
                return args[0], click.Command(args[0], add_help_option=False), args[1:]
            raise click.UsageError(f"there is no command “{args[0][:40]}”; {did_you_mean(args[0], self.table)}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so, from the table, importing no command."""
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        proposed = [CompletionItem(name, help=self.table[name][1]) for name in names]
        return proposed + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview from the table, importing nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.table[name][1]) for name in self.list_commands(ctx)])
