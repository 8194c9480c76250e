"""An executor over processes of this machine, made for work that may kill its worker.

The standard library's pool shares one pipe for all answers and gives up whole when one worker dies; where one is killed
in the middle of an answer, it waits for ever. Here each worker has its own pipe: one death costs one task, and another
process takes its place.
"""

from __future__ import annotations

import contextlib
import queue
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from briefings.batch.child import Child, WorkerDied

_P = ParamSpec("_P")
_T = TypeVar("_T")


class WorkerPool(Executor):
    """Runs calls in ``width`` processes. A call whose process dies raises ``WorkerDied``, and only that call."""

    def __init__(self, width: int) -> None:
        """Take how many calls run at once; processes start as they are needed."""
        self.width = width
        self._scratch = tempfile.TemporaryDirectory(prefix="briefing-pool-", ignore_cleanup_errors=True)
        self._calls: queue.SimpleQueue[tuple[Future[Any], Callable[[Child], Any]] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._children: dict[int, Child] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._stopped = False

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Return the future of a call. Raises ``RuntimeError`` after the pool was shut down."""
        future: Future[_T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is shut down")
            self._calls.put((future, lambda child: child.call(fn, *args, **kwargs)))
            if len(self._threads) < self.width:
                thread = threading.Thread(target=self._attend, args=(len(self._threads),), daemon=True)
                self._threads.append(thread)
                thread.start()
        return future

    def pids(self) -> tuple[int, ...]:
        """Return the numbers of the processes there are."""
        return tuple(pid for child in list(self._children.values()) if (pid := child.pid) is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; with ``wait`` come back when what was asked for is done and the processes are gone."""
        with self._lock:
            self._closed = True
            if cancel_futures:
                self._drop()
            self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
            self._scratch.cleanup()

    def stop(self) -> None:
        """End at once: what waits is cancelled, what runs is dropped, and no process is left."""
        self._stopped = True
        with self._lock:
            self._closed = True
            self._drop()
            self._calls.put(None)
            for child in list(self._children.values()):
                child.end()
        for thread in self._threads:
            thread.join()
        self._scratch.cleanup()

    def _drop(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                if call := self._calls.get_nowait():
                    call[0].cancel()

    def _attend(self, number: int) -> None:
        """Look after one process: hand it calls, and start another where it dies."""
        while (call := self._calls.get()) is not None:
            future, made = call
            if future.set_running_or_notify_cancel():
                self._serve(number, future, made)
        self._calls.put(None)  # for the next of us
        if child := self._children.pop(number, None):
            child.close()

    def _serve(self, number: int, future: Future[Any], made: Callable[[Child], Any]) -> None:
        try:
            child = self._child(number)
            future.set_result(made(child))
        except WorkerDied as error:
            self._children.pop(number, None)
            future.set_exception(error)
        except BaseException as error:
            future.set_exception(error)

    def _child(self, number: int) -> Child:
        with self._lock:
            if self._stopped:
                raise WorkerDied(None)
            if number not in self._children:
                self._children[number] = Child(self._scratch.name)
            return self._children[number]
