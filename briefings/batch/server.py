"""The process that the processes of a pool are forked from: it has no threads and has loaded the writers.

To load them takes longer than twenty briefs, so it is started as soon as anybody knows that it will be needed.
Where the system has no such process, children are started anew.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from multiprocessing.context import BaseContext
from pathlib import Path

#: Imported once, before children are made.
_LOADED = ("briefings.batch.warm",)
#: Dossiers that are looked at to tell whether a batch builds anything.
_MOST_ASKED = 16


@cache
def context() -> BaseContext:
    """Return what starts the processes."""
    if "forkserver" not in multiprocessing.get_all_start_methods():  # pragma: no cover - Windows
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(list(_LOADED))
    return found


def start_early(output: Path, ids: Sequence[str]) -> None:
    """Start it where one of the first dossiers was never built, and come back at once.

    A batch in which nothing has changed needs none, and the first dossiers tell most batches apart. Where it cannot be
    started nothing is said: the pool will meet the same and tell.
    """
    if all(os.path.lexists(output / name) for name in islice(ids, _MOST_ASKED)):
        return
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver  # exists on POSIX only

        with contextlib.suppress(OSError), interrupts_blocked():
            forkserver.ensure_running()


@contextlib.contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Keep Ctrl-C from reaching what is started meanwhile: the parent decides when children end."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
