"""The signals that end a run: Ctrl-C is exit 130, SIGTERM exit 143, whatever the command does at that moment."""

from __future__ import annotations

import signal
from threading import Event
from types import FrameType

from briefings.errors import ExitCode

_terminated = Event()


def take_signals() -> None:
    """End the run on SIGTERM as Ctrl-C does, so that locks are freed and what is half made is taken away."""
    _terminated.clear()
    signal.signal(signal.SIGTERM, _terminate)


def interruption() -> tuple[ExitCode, str]:
    """Return the exit code of a run that was interrupted, and the word for it.

    What waits in a library may turn any exception of a signal’s handler into ``KeyboardInterrupt`` (watchfiles does),
    so which signal it was is remembered here.
    """
    if _terminated.is_set():
        return ExitCode.TERMINATED, "terminated"
    return ExitCode.INTERRUPTED, "interrupted"


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    _terminated.set()
    raise SystemExit(ExitCode.TERMINATED)
