"""How results and problems reach the terminal: results on standard output, everything else on standard error."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
import textwrap
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from briefings import __version__
from briefings.errors import ExitCode, Problem, first_stage, printable

_WIDEST = 100
#: Nobody mends more than this in one go.
_MOST_PROBLEMS = 200
#: Seconds of work that need no sign of life.
_PATIENCE = 1.0


class ProblemCount:
    """The problems of a run: how many there are, and those of them that are printed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._first: list[str] = []
        self._known: set[int] = set()
        self._codes: dict[ExitCode, None] = {}

    def add(self, problems: Iterable[Problem]) -> None:
        """Count problems; one that is told in the same words as another counts once."""
        for problem in problems:
            self._codes[problem.code] = None
            text = str(problem)
            if hash(text) not in self._known:
                self._known.add(hash(text))
                # A run over thousands of dossiers must not hold every text.
                if len(self._first) < _MOST_PROBLEMS:
                    self._first.append(text)

    @property
    def exit_code(self) -> ExitCode:
        """Return the code of the first stage that met a problem, or that of a run that is done."""
        return first_stage(self._codes) if self._codes else ExitCode.DONE

    def report(self, closing: str = "; nothing was built or changed") -> None:
        """Print every problem with its place and hint, then how many there were and what that means."""
        for text in self._first:
            click.echo(_coloured(text), err=True)
        if (count := len(self._known)) > len(self._first):
            click.echo(f"… and {count - len(self._first)} more", err=True)
        if count > 1:
            click.echo(f"{count} problems{closing}", err=True)


def report_problems(problems: Iterable[Problem], closing: str = "; nothing was built or changed") -> None:
    """Print every problem with its place and hint, then how many there were and what that means."""
    count = ProblemCount()
    count.add(problems)
    count.report(closing)


def _coloured(text: str) -> str:
    first, _, rest = text.partition("\n")
    if not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        return text
    return click.style(first, fg="red") + (f"\n{rest}" if rest else "")


def report_bug(error: Exception) -> Problem:
    """Say that the fault is ours, in two lines, and return it; the traceback only where BRIEFING_DEBUG asks for it."""
    if os.environ.get("BRIEFING_DEBUG"):
        traceback.print_exception(error)
    message = f"this is a fault of briefing {__version__}: {type(error).__name__}"
    hint = "set BRIEFING_DEBUG=1, run again, and report what it prints; nothing was changed"
    problem = Problem(ExitCode.BUG, message, hint=hint)
    click.echo(str(problem), err=True)
    return problem


def progress_line(quiet: bool, what: str = "files") -> Callable[[int, int], None] | None:
    """Return a function that counts on a terminal's standard error once work takes over a second, or ``None``."""
    if quiet or not sys.stderr.isatty():
        return None
    begun = time.monotonic()

    def show(done: int, total: int) -> None:
        if time.monotonic() - begun > _PATIENCE:
            shown = f"{done} of {total} {what} " if done < total else ""
            click.echo(f"\r{shown:30}\r", err=True, nl=False)

    return show


def print_json(value: Any) -> None:
    """Print a result as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def print_failure(problems: Sequence[Problem]) -> None:
    """Print why a command did not end well, as JSON in one line: the same keys for every command.

    One line, since some commands have printed lines of JSON before.
    """
    code = first_stage(problem.code for problem in problems)
    told = {"exit_code": int(code), "problems": [problem_as_json(problem) for problem in problems]}
    click.echo(json.dumps(told, ensure_ascii=False))


def problem_as_json(problem: Problem) -> dict[str, object]:
    """Return a problem as plain values: code, message, file, line, column, hint; absent ones are null."""
    at = problem.location
    return {
        "code": int(problem.code),
        "message": problem.message,
        "file": at.file if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "hint": problem.hint,
    }


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] | None = None) -> None:
    """Print a table as wide as the terminal: the last column wraps, the others are as wide as they need.

    With the ``widths`` of all columns but the last, rows are printed as they come instead of being measured first.
    """
    cells: Iterable[list[str]] = ([printable(cell) for cell in row] for row in rows)
    if widths is None:
        cells = list(cells)
        widths = [max(len(row[i]) for row in [list(header), *cells]) for i in range(len(header) - 1)]
    room = max(20, min(shutil.get_terminal_size((_WIDEST, 20)).columns, _WIDEST) - sum(widths) - 2 * len(widths))
    for row in itertools.chain([list(header)], cells):
        lines = textwrap.wrap(row[-1], room) or [""]
        start = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        for number, line in enumerate(lines):
            lead = start if number == 0 else " " * len(start)
            click.echo(f"{lead}  {line}".rstrip())
