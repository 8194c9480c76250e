"""What can go wrong, said in one way: a place, a problem, a hint and an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from msgspec import Struct


class ExitCode(IntEnum):
    """How a run of the command ended; the table in the README is checked against this one."""

    DONE = 0
    BUG = 1
    USAGE = 2
    DOSSIER = 3
    TEMPLATE = 4
    SOURCE = 5
    LAYOUT = 6
    OUTPUT = 7
    BUSY = 8
    BATCH = 9
    MODEL = 10
    LIMIT = 11
    DIFFERS = 12
    INTERRUPTED = 130
    TERMINATED = 143


#: When one run meets several kinds of problem, the earliest stage decides the exit code.
STAGE_ORDER = (
    ExitCode.USAGE,
    ExitCode.SOURCE,
    ExitCode.DOSSIER,
    ExitCode.TEMPLATE,
    ExitCode.LAYOUT,
    ExitCode.OUTPUT,
)


class Location(Struct, frozen=True, order=True):
    """A place in a file, as editors count: lines and columns start at 1."""

    file: str
    """Path relative to the workspace, with forward slashes."""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``file``, ``file:line`` or ``file:line:column``, as far as it is known."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class Problem(Struct, frozen=True):
    """One thing that keeps a run from going on, or that its user should know of."""

    code: ExitCode
    message: str
    """States the rule and the value found."""
    location: Location | None = None
    hint: str | None = None
    """A way out, or ``None`` where there is only one obvious one."""

    def __str__(self) -> str:
        """Return ``file:line:column: problem`` and, on a line of its own, ``hint: …``."""
        where = f"{self.location}: " if self.location else ""
        text = where + printable(self.message)
        return f"{text}\n  hint: {printable(self.hint)}" if self.hint else text


class BriefingError(Exception):
    """Every problem of one run, told together."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Take one problem or several; at least one is needed."""
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def exit_code(self) -> ExitCode:
        """Return the code of the first stage that met a problem."""
        return first_stage(problem.code for problem in self.problems)


def first_stage(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the code of the earliest stage among some; the first of them where none belongs to a stage."""
    met = list(codes)
    return next((code for code in STAGE_ORDER if code in met), met[0])


def printable(text: str) -> str:
    """Return the text with every control, format and private character shown by its code point.

    A message may quote hostile input; the terminal must never obey it.
    """
    return "".join(c if c.isprintable() or c == "\u202f" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    if character == "\u00a0":
        return character
    return " " if character in "\n\t" else f"[U+{ord(character):04X}]"
