"""How results and problems reach the terminal: results on standard output, everything else on standard error."""

from __future__ import annotations

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
from briefings.errors import Problem, printable

_WIDEST = 100
#: Nobody mends more than this in one go.
_MOST_PROBLEMS = 200
#: Seconds of work that need no sign of life.
_PATIENCE = 1.0


def report_problems(problems: Iterable[Problem], closing: str = "; nothing was built or changed") -> None:
    """Print every problem with its place and hint, then how many there were and what that means."""
    shown = list(dict.fromkeys(str(problem) for problem in problems))
    for text in shown[:_MOST_PROBLEMS]:
        click.echo(_coloured(text), err=True)
    if len(shown) > _MOST_PROBLEMS:
        click.echo(f"… and {len(shown) - _MOST_PROBLEMS} more", err=True)
    if len(shown) > 1:
        click.echo(f"{len(shown)} problems{closing}", err=True)


def _coloured(text: str) -> str:
    first, _, rest = text.partition("\n")
    if not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        return text
    return click.style(first, fg="red") + (f"\n{rest}" if rest else "")


def report_bug(error: Exception) -> None:
    """Say that the fault is ours, in one line; the traceback only where BRIEFING_DEBUG asks for it."""
    if os.environ.get("BRIEFING_DEBUG"):
        traceback.print_exception(error)
    click.echo(f"this is a fault of briefing {__version__}: {type(error).__name__}", err=True)
    click.echo("  hint: set BRIEFING_DEBUG=1, run again, and report what it prints; nothing was changed", err=True)


def progress_line(quiet: bool) -> Callable[[int, int], None] | None:
    """Return a function that counts on a terminal's standard error once work takes over a second, or ``None``."""
    if quiet or not sys.stderr.isatty():
        return None
    begun = time.monotonic()

    def show(done: int, total: int) -> None:
        if time.monotonic() - begun > _PATIENCE:
            shown = f"{done} of {total} files " if done < total else ""
            click.echo(f"\r{shown:20}\r", err=True, nl=False)

    return show


def print_json(value: Any) -> None:
    """Print a result as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


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


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as the terminal: the last column wraps, the others are as wide as they need."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(header), *cells]) for i in range(len(header) - 1)]
    room = max(20, min(shutil.get_terminal_size((_WIDEST, 20)).columns, _WIDEST) - sum(widths) - 2 * len(widths))
    for row in [list(header), *cells]:
        lines = textwrap.wrap(row[-1], room) or [""]
        start = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        for number, line in enumerate(lines):
            lead = start if number == 0 else " " * len(start)
            click.echo(f"{lead}  {line}".rstrip())
