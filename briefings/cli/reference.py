"""The reference of the command line, drawn from the commands: ``python -m briefings.cli.reference > docs/cli.md``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import click

from briefings.cli import NAME, cli
from briefings.errors import ExitCode

#: What each exit code means; the table in the README is checked against this one.
MEANINGS: Mapping[ExitCode, str] = MappingProxyType(
    {
        ExitCode.DONE: "done",
        ExitCode.BUG: "a fault of ours",
        ExitCode.USAGE: "usage: unknown dossier, audience, language, format or option",
        ExitCode.DOSSIER: "dossier invalid: evidence, keys, codes",
        ExitCode.TEMPLATE: "template invalid or refused",
        ExitCode.SOURCE: "source missing or unreadable",
        ExitCode.LAYOUT: "layout: missing glyph, page limit; a validator refuses the result",
        ExitCode.OUTPUT: "output could not be written",
        ExitCode.BUSY: "output or record held, or changed, by another command",
        ExitCode.BATCH: "batch partly failed",
        ExitCode.MODEL: "model step failed",
        ExitCode.LIMIT: "over a limit",
        ExitCode.DIFFERS: "a verified file differs",
        ExitCode.INTERRUPTED: "interrupted",
        ExitCode.TERMINATED: "terminated",
    }
)
_HEAD = f"""\
# The command line

Drawn from the commands by `python -m briefings.cli.reference > docs/cli.md`: edit their help, not this page.
`{NAME} COMMAND --help` prints the same.
"""
_SHARED = """
## Options of every command

They stand before the command or after it; one given later wins.
"""
_CODES = """
## Exit codes

Several kinds of problem at once: the first of 5, 3, 4, 6, 7.

| Code | Meaning |
| --- | --- |
"""


def reference() -> str:
    """Return the reference as Markdown: every command, the options they share, and the exit codes."""
    parts = [_HEAD]
    parts += [_section(words, command) for words, command in commands() if not isinstance(command, click.Group)]
    parts.append(_SHARED)
    parts.append(_table(option for option in cli.params if isinstance(option, click.Option)))
    parts.append(_CODES + "".join(f"| {int(code)} | {MEANINGS[code]} |\n" for code in ExitCode))
    return "".join(parts)


def commands(
    group: click.Group = cli, above: tuple[str, ...] = (NAME,)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command and group below a group with the words that call it, in the order of the alphabet."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


def _section(words: tuple[str, ...], command: click.Command) -> str:
    own = [param for param in command.params if param.name not in {shared.name for shared in cli.params}]
    arguments = [param for param in own if isinstance(param, click.Argument)]
    options = [param for param in own if isinstance(param, click.Option)]
    usage = " ".join([*words, *(["[OPTIONS]"] if command.params else []), *map(_argument, arguments)])
    title = " ".join(words)
    return f"\n## {title}\n\n```\n{usage}\n```\n{_help(command)}" + (_table(options) if options else "")


def _help(command: click.Command) -> str:
    """Return the help of a command; what it sets line by line stands in a block of its own."""
    text = ""
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            title, *lines = paragraph.removeprefix("\b\n").split("\n")
            if title.startswith(" "):
                title, lines = "", [title, *lines]
            block = inspect.cleandoc("\n" + "\n".join(lines))
            language = "sh" if title.startswith("Example") else ""
            text += (f"\n{title}\n" if title else "") + f"\n```{language}\n{block}\n```\n"
        else:
            text += f"\n{' '.join(paragraph.split())}\n"
    return text


def _table(options: Iterator[click.Option] | list[click.Option]) -> str:
    rows = "".join(f"| {_option(option)} | {_told(option)} |\n" for option in options if not _is_help(option))
    return f"\n| Option | Meaning |\n| --- | --- |\n{rows}"


def _is_help(option: click.Option) -> bool:
    return option.is_eager and option.name in ("help", "version")


def _option(option: click.Option) -> str:
    value = "" if option.is_flag else " " + (option.metavar or _values(option))
    return ", ".join(f"`{name}{value if name.startswith('--') else ''}`" for name in option.opts)


def _told(option: click.Option) -> str:
    default = f" Default: `{option.default}`." if option.show_default else ""
    return ((option.help or "") + default).replace("|", "\\|")


def _argument(argument: click.Argument) -> str:
    shown = (argument.metavar or _values(argument)).removesuffix("...")
    shown += "..." if argument.nargs == -1 else ""
    return shown if argument.required or shown.startswith("[") else f"[{shown}]"


def _values(param: click.Parameter) -> str:
    """Return what a value is called: its choices, or the name of the argument, or the kind of the option's value."""
    if isinstance(param.type, click.Choice):
        choices = "|".join(map(str, param.type.choices))
        return choices if param.required else f"[{choices}]"
    if isinstance(param, click.Argument):
        return (param.name or "").upper()
    return "PATH" if isinstance(param.type, click.Path) else "TEXT"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    click.echo(reference(), nl=False)
