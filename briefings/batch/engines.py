"""Where the tasks of a batch run: in this process, in processes of this machine, or on a Dask cluster.

An engine gives an executor and takes it back. The code above it knows no more of it than that.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, Protocol, TypeVar

from briefings.batch.pool import WorkerPool
from briefings.batch.task import no_room
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.names import did_you_mean, shown

_P = ParamSpec("_P")
_T = TypeVar("_T")

PROCESSES, DASK = "processes", "dask"
#: Whoever wants more wants a cluster.
MOST_JOBS = 256
_ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}")


class Engine(Protocol):
    """Gives executors, one at a time."""

    @property
    def name(self) -> str:
        """Return what it is called in reports."""

    @property
    def width(self) -> int:
        """Return how many tasks run at once; known for certain once an executor was started."""

    def start(self) -> Executor:
        """Return a new executor. Raises ``BriefingError`` (exit 2 or 7) where there can be none."""

    def stop(self, executor: Executor) -> None:
        """End an executor at once; what runs in it is dropped, and nothing of it is left."""

    def is_stalled(self) -> bool:
        """Return whether nothing is being done though something was asked for; then answers are lost."""


class Serial:
    """Runs tasks in this process, one after the other."""

    name = "serial"
    width = 1

    def start(self) -> Executor:
        """Return an executor whose calls are done when ``submit`` comes back."""
        return _Here()

    def stop(self, executor: Executor) -> None:
        """Nothing runs when anybody could call this."""

    def is_stalled(self) -> bool:
        """Return ``False``: a call has its answer when it comes back."""
        return False


class Processes:
    """Runs tasks in processes of this machine."""

    name = PROCESSES

    def __init__(self, jobs: int) -> None:
        """Take how many run at once."""
        self.width = jobs

    def start(self) -> WorkerPool:
        """Return a pool. Raises ``BriefingError`` (exit 7) where its temporary files cannot be written."""
        try:
            return WorkerPool(self.width)
        except OSError as error:
            raise BriefingError(no_room(error)) from None

    def stop(self, executor: Executor) -> None:
        """End the pool at once."""
        if isinstance(executor, WorkerPool):
            executor.stop()

    def is_stalled(self) -> bool:
        """Return ``False``: each worker is watched, and its death is an answer."""
        return False


class _Here(Executor):
    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        future: Future[_T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover - systems without affinity


def make_engine(name: str | None = None, jobs: int | None = None, most: int | None = None) -> Engine:
    """Return the engine of a name (``processes``, ``dask``, or the address of a Dask scheduler) for so many jobs.

    Without a number there are as many as processors, and never more than ``most``; one job is no pool. Raises
    ``BriefingError`` (exit 2) for an unknown name, for jobs on a cluster that has its own, and where Dask is asked for
    and not installed.
    """
    count = max(1, min(jobs or cores(), most or MOST_JOBS, MOST_JOBS))
    if name in (None, PROCESSES):
        return Serial() if count == 1 else Processes(count)
    if name == DASK:
        from briefings.batch.clusters import LocalCluster

        return LocalCluster(count)
    return _scheduler(str(name), jobs)


def _scheduler(address: str, jobs: int | None) -> Engine:
    if not _ADDRESS.fullmatch(address):
        hint = did_you_mean(address, (PROCESSES, DASK, "tcp://host:port", "tls://host:port"), "engines")
        raise BriefingError(Problem(ExitCode.USAGE, f"there is no engine “{shown(address)}”", hint=hint))
    if jobs is not None:
        hint = "leave --jobs away; the cluster has as many workers as it has"
        raise BriefingError(Problem(ExitCode.USAGE, "--jobs is for processes of this machine", hint=hint))
    from briefings.batch.clusters import Scheduler

    return Scheduler(address)
