"""Whole processes and what they spend.

The process that measures must stay small: Linux counts the memory that a child shares with its parent before it becomes
another program, so nothing heavy is imported where this is used.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sys.executable).parent
#: Python writes no bytecode where this is set, and then reads every module of an editable checkout from its source.
_DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "SOURCE_DATE_EPOCH")


class CommandFailed(Exception):
    """A command ended with another code than 0; the words are the last it said."""


@dataclass(frozen=True)
class Spent:
    """What one process or a row of them took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all cores, user and system, children included."""
    peak: float
    """MiB of the largest process."""
    together: float
    """MiB of all processes of the row added up, as if they ran side by side."""


@dataclass(frozen=True)
class Step:
    """One command."""

    command: tuple[str, ...]
    borrowed: bool = False
    """Whether Python only stands in for a program of its own: the start of the interpreter is then taken off."""


def surroundings() -> dict[str, str]:
    """Return the environment that commands are run in."""
    return {name: value for name, value in os.environ.items() if name not in _DROPPED}


def run(command: Sequence[str], folder: Path = REPOSITORY) -> Spent:
    """Run one command to its end. Raises ``CommandFailed``."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=surroundings(), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").split()
            raise CommandFailed(f"{Path(command[0]).name} ended with {process.returncode}: {' '.join(words[-30:])}")
    scale = 1024**2 if sys.platform == "darwin" else 1024
    peak = used.ru_maxrss / scale
    return Spent(wall, used.ru_utime + used.ru_stime, peak, peak)


def run_steps(steps: Sequence[Step], start: Spent | None = None) -> Spent:
    """Run commands one after the other; ``start`` is what the bare interpreter takes. Raises ``CommandFailed``."""
    wall = cpu = peak = together = 0.0
    for step in steps:
        spent = run(step.command)
        off = start if step.borrowed else None
        wall += spent.wall - (off.wall if off else 0)
        cpu += spent.cpu - (off.cpu if off else 0)
        peak = max(peak, spent.peak)
        together += spent.peak
    return Spent(max(wall, 0.0), max(cpu, 0.0), peak, together)
