"""The command line: it translates words into calls and results into words, and knows no rule of its own."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from briefings import __version__
from briefings.cli.commands import COMMANDS, CommandTable
from briefings.cli.completion import VARIABLE
from briefings.cli.interrupts import interruption, take_signals
from briefings.cli.options import shared_options
from briefings.cli.report import print_failure, report_bug, report_problems
from briefings.errors import BriefingError, ExitCode, Problem, first_stage

#: New values between two collections, and how many of these to one of the next older generation.
_COLLECTING = (25_000, 20, 10)
NAME = "briefing"


@click.group(cls=CommandTable, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=NAME)
@shared_options
def cli() -> None:
    """Turn evidenced facts about international accords into Word and PDF briefs.

    \b
    Example:
      briefing build rwanda-2024
    """


def main() -> None:
    """Run the command and leave with a code of the table in the README; never with a traceback."""
    take_signals()
    # A command makes many small values that live to its end; looking through them all at Python's own pace is a tenth
    # of the time of a build.
    gc.set_threshold(*_COLLECTING)
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character must not end a build.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = _run()
    # What is left ends with the process; looking through it once more for rings of values takes time and frees nothing.
    gc.freeze()
    sys.exit(code)


def _run() -> int:
    if os.environ.get(VARIABLE):
        return _complete()
    try:
        return cli.main(prog_name=NAME, standalone_mode=False) or ExitCode.DONE
    except BriefingError as error:
        report_problems(error.problems)
        return _failed(error.problems)
    except click.ClickException as error:
        error.show()
        hint = f"{error.ctx.command_path} --help" if isinstance(error, click.UsageError) and error.ctx else None
        return _failed((Problem(ExitCode.USAGE, error.format_message(), hint=hint),))
    except SystemExit as leaving:
        if leaving.code == ExitCode.TERMINATED:
            return _interrupted()
        # Click leaves with 1 where nobody reads its output any more, as in `briefing show … | head`.
        return ExitCode.DONE if leaving.code == 1 else int(leaving.code or 0)
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except BrokenPipeError:
        sys.stderr.close()
        return ExitCode.OUTPUT
    except Exception as error:
        return _failed((report_bug(error),))


def _interrupted() -> int:
    code, word = interruption()
    message = f"{word}; nothing is left half made"
    click.echo(message, err=True)
    return _failed((Problem(code, message),))


def _failed(problems: Sequence[Problem]) -> int:
    """Return the exit code of a run that ended with problems; a program that asked for JSON is told them so.

    The words are looked up, since a line that cannot be read has no settings.
    """
    words = sys.argv[1:]
    if "--json" in words[: words.index("--") if "--" in words else None]:
        print_failure(problems)
    return first_stage(problem.code for problem in problems)


def _complete() -> int:
    """Answer a shell that asks how a line could go on; whatever is wrong, nothing is printed in the middle of it."""
    try:
        cli.main(prog_name=NAME, complete_var=VARIABLE, standalone_mode=False)
    except (Exception, SystemExit):
        return ExitCode.DONE
    return ExitCode.DONE
