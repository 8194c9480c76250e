"""Dask clusters as executors: one of this machine, or one that runs already. The only module that speaks Dask.

It is imported when somebody asks for such an engine. Nothing listens but on the loopback interface, no page is served,
and nobody is called but the scheduler named.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
import warnings
from concurrent.futures import Executor
from typing import Any

from briefings.batch.server import interrupts_blocked
from briefings.errors import BriefingError, ExitCode, Problem

try:
    import distributed as _distributed
except ImportError:
    message = "this engine needs Dask, which is not installed"
    raise BriefingError(Problem(ExitCode.USAGE, message, hint="pip install 'briefings[dask]'")) from None

#: It has no types.
distributed: Any = _distributed

#: Seconds that a scheduler has to answer, and its first worker to be there.
_PATIENCE = 4.0


class _Cluster:
    """What both kinds share: a client whose executor keeps equal calls apart."""

    def __init__(self) -> None:
        # Dask tells of every lost connection; what matters of it is told by us.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        # A dossier with large sources is a large task, and means to be.
        warnings.filterwarnings("ignore", category=UserWarning, module="distributed")
        self._client: Any = None

    def _executor(self, target: Any) -> Executor:
        with interrupts_blocked(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._client = distributed.Client(target, timeout=_PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def is_stalled(self) -> bool:
        """Return whether nobody works at anything though something is asked for.

        A killed worker may take an answer with it that was ready and not yet fetched, and one killed while it starts is
        not always started again; the future of a client’s executor then waits for ever.
        """
        try:
            return self._client is None or not any(self._client.processing().values())
        except Exception:  # whatever the connection has come to
            return True

    def _leave(self) -> None:
        if self._client is not None:
            with contextlib.suppress(Exception):
                self._client.close(timeout=_PATIENCE)
        self._client = None


class LocalCluster(_Cluster):
    """A Dask cluster of this machine, started for the batch and ended with it."""

    name = "dask"

    def __init__(self, jobs: int) -> None:
        """Take how many workers it has."""
        super().__init__()
        self.width = jobs
        self._cluster: Any = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def start(self) -> Executor:
        """Start the cluster. Raises ``BriefingError`` (exit 2) where it cannot be."""
        self._scratch = tempfile.TemporaryDirectory(prefix="briefing-dask-", ignore_cleanup_errors=True)
        try:
            with interrupts_blocked(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._cluster = distributed.LocalCluster(
                    n_workers=self.width,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address=None,
                    worker_dashboard_address=None,
                    local_directory=self._scratch.name,
                    # By default a document may kill four workers; ours is a suspect after the first, and tried apart.
                    scheduler_kwargs={"allowed_failures": 0},
                    env={"TMPDIR": self._scratch.name},
                    silence_logs=logging.CRITICAL,
                )
            return self._executor(self._cluster)
        except (OSError, TimeoutError, RuntimeError) as error:
            self.stop(None)
            message = f"no Dask cluster could be started: {type(error).__name__}"
            raise BriefingError(Problem(ExitCode.USAGE, message, hint="try --engine processes")) from None

    def stop(self, executor: Executor | None) -> None:
        """End the cluster and its processes."""
        self._leave()
        if self._cluster is not None:
            with contextlib.suppress(Exception):
                self._cluster.close(timeout=_PATIENCE)
        if self._scratch is not None:
            self._scratch.cleanup()
        self._cluster = self._scratch = None


class Scheduler(_Cluster):
    """A Dask cluster that runs already, by the address of its scheduler."""

    def __init__(self, address: str) -> None:
        """Take the address, ``tcp://host:port`` or ``tls://host:port``; Dask's own settings name certificates."""
        super().__init__()
        self.name = address
        self.width = 1

    def start(self) -> Executor:
        """Call the scheduler. Raises ``BriefingError`` (exit 2) where it does not answer or has no worker."""
        try:
            executor = self._executor(self.name)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            met = self._client is not None
            self._leave()
            missing = "no worker has joined the scheduler" if met else "no Dask scheduler answers"
            hint = "start one with `dask worker`" if met else "check the address, and that `dask scheduler` runs there"
            message = f"{missing} at {self.name} ({type(error).__name__})"
            raise BriefingError(Problem(ExitCode.USAGE, message, hint=hint)) from None
        self.width = max(1, sum(self._client.nthreads().values()))
        return executor

    def stop(self, executor: Executor) -> None:
        """Leave the cluster; it lets go of what it was doing for us."""
        self._leave()
