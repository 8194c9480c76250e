"""The pool is an executor like any other, but for what a death costs."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from briefings.batch.child import WorkerDied
from briefings.batch.pool import WorkerPool

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(words: str) -> None:
    raise ValueError(words)


def _unpicklable() -> object:
    return threading.Lock()


def _find_elsewhere() -> None:
    raise ModuleNotFoundError("No module named 'nowhere'")


class _Elsewhere:
    """A function of a module that the worker does not have."""

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return _find_elsewhere, ()

    def __call__(self) -> None:
        """Never come so far."""


def test_calls_answers_and_exceptions() -> None:
    """Results in the order of the calls, exceptions as they were raised, and no call after the end."""
    with WorkerPool(2) as pool:
        assert list(pool.map(divmod, [7, 8, 9], [2, 2, 2])) == [(3, 1), (4, 0), (4, 1)]
        with pytest.raises(ValueError, match="invented"):
            pool.submit(_fail, "invented").result()
        with pytest.raises(RuntimeError, match="cannot travel"):
            pool.submit(_unpicklable).result()
        with pytest.raises((AttributeError, TypeError)):
            pool.submit(lambda: 1).result()
        with pytest.raises(ModuleNotFoundError, match="nowhere"):
            pool.submit(_Elsewhere()).result()
        assert pool.submit(int, "4").result() == 4
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(int, "4")


def test_one_death_costs_one_call() -> None:
    """The call that dies says how; those beside it and after it are answered, by a new process."""
    with WorkerPool(2) as pool:
        calls = [pool.submit(_die) if number % 3 == 1 else pool.submit(pow, number, 2) for number in range(9)]
        for number, call in enumerate(calls):
            if number % 3 == 1:
                with pytest.raises(WorkerDied) as caught:
                    call.result()
                assert caught.value.ending == "signal SIGKILL"
            else:
                assert call.result() == number**2


def test_stopped_at_once_it_leaves_nothing() -> None:
    """What runs is dropped, what waits is cancelled, and the processes and their folder are gone."""
    pool = WorkerPool(2)
    calls = [pool.submit(time.sleep, 60) for _ in range(5)]
    while len(pool.pids()) < 2:
        time.sleep(0.01)
    pids, begun = pool.pids(), time.monotonic()
    pool.stop()
    assert time.monotonic() - begun < 30
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    ends = set()
    for call in calls:
        with contextlib.suppress(CancelledError):
            ends.add(type(call.exception(timeout=0)))
    assert ends == {WorkerDied}
    assert sum(call.cancelled() for call in calls) == 3
