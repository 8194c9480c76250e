"""A process of our own that calls functions for us, one at a time, and is missed at once when it dies.

Each child has a pipe of its own: one that is killed in the middle of an answer can neither hold up nor confuse another.
Children are forked from a server that has no threads and has loaded the writers, so that one starts in milliseconds and
shares their memory; where there is no such server they are started anew. A child ends when its parent does.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from msgspec import Struct

from briefings.batch.server import context, interrupts_blocked
from briefings.batch.task import leave

#: Seconds that a child has to end by itself once its pipe is closed.
_GRACE = 5.0
#: A pool starts its children from several threads.
_STARTING = threading.Lock()


class WorkerDied(RuntimeError):
    """A child ended before it had answered."""

    def __init__(self, exit_code: int | None, late: bool = False) -> None:
        """Take the exit code, negative for a signal, and whether it was given up waiting for."""
        super().__init__(f"exit code {exit_code}")
        self.exit_code = exit_code
        self.late = late

    @property
    def ending(self) -> str:
        """Return in words how the child ended."""
        code = self.exit_code
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return f"signal {signal.Signals(-code).name}"
        return f"exit code {code}"


class Limits(Struct, frozen=True):
    """What a child may use; ``None`` is no limit. Where the system has no limits, only the time is kept."""

    memory: int | None = None
    """Address space in bytes."""
    seconds: int | None = None
    """Seconds of processor time; the wait for its answer is twice that and half a minute."""

    @property
    def patience(self) -> float | None:
        """Return how many seconds an answer is waited for, or ``None`` for any time."""
        return None if self.seconds is None else 2.0 * self.seconds + 30


NO_LIMITS = Limits()


class Child:
    """One process; start it, call functions in it, close or kill it."""

    def __init__(self, folder: str, limits: Limits = NO_LIMITS) -> None:
        """Start it; ``folder`` is where its temporary files go."""
        ours, theirs = multiprocessing.Pipe()
        with _STARTING:
            # The process class of this context is started like any other.
            self._process = context().Process(  # type: ignore[attr-defined]
                target=_serve, args=(theirs, folder, limits), daemon=True
            )
            with interrupts_blocked():
                self._process.start()
        theirs.close()
        self._pipe = ours
        self._limits = limits

    @property
    def pid(self) -> int | None:
        """Return the number of the process."""
        pid: int | None = self._process.pid
        return pid

    def call(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Return what a function returns in the child, or raise what it raises there. Raises ``WorkerDied``."""
        try:
            self._pipe.send((function, args, named))
            late = not self._pipe.poll(self._limits.patience)
            done, value = (False, None) if late else self._pipe.recv()
        except (EOFError, OSError):
            raise WorkerDied(self._ended(_GRACE)) from None
        if late:
            raise WorkerDied(self._ended(0), late=True)
        if done:
            return value
        raise value if isinstance(value, Exception) else RuntimeError("the child gave no answer")

    def end(self) -> None:
        """End the process at once, whatever it does; may be called while another thread waits for an answer."""
        self._process.kill()

    def close(self) -> None:
        """End the process, which has nothing to do."""
        self._pipe.close()
        self._ended(_GRACE)

    def _ended(self, grace: float) -> int | None:
        """Return the exit code, after a moment in which the process may end by itself."""
        if not wait([self._process.sentinel], grace):
            self._process.kill()
        wait([self._process.sentinel])
        # Whoever asks for the state of a process takes its exit code out of a pipe: one at a time, or it is lost.
        with _STARTING:
            self._process.join()
            code: int | None = self._process.exitcode
        return code


def _serve(pipe: Connection, folder: str, limits: Limits) -> None:
    """What a child does: calls, until its pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _keep(limits)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            _answer(pipe, pipe.recv_bytes())
    leave()


def _answer(pipe: Connection, call: bytes) -> None:
    """Make a call and send what it returns or raises; a function that is not to be found here raises too."""
    try:
        function, args, named = pickle.loads(call)
        answer = (True, function(*args, **named))
    except Exception as error:
        answer = (False, error)
    try:
        pipe.send(answer)
    except OSError:
        raise
    except Exception as error:  # what cannot be pickled is told by name
        pipe.send((False, RuntimeError(f"the answer cannot travel: {type(error).__name__}")))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        leave()
        os._exit(1)


def _keep(limits: Limits) -> None:
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource  # exists on POSIX only

    if limits.memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    if limits.seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
