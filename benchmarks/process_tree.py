"""A command run cold and watched with its workers: time, processor time and memory of each process. Linux only."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PROC = Path("/proc")
_PAUSE = 0.1
#: A process that has been seen this often is a worker; others are helpers that come and go.
_OFTEN = 10


@dataclass
class Watched:
    """One process of the tree: its resident memory in MiB at each look, and the most it ever held."""

    sizes: list[float] = field(default_factory=list)
    peak: float = 0.0

    @property
    def growth(self) -> float:
        """Return mean memory in the last quarter of its life over that in the second quarter; 1 is flat."""
        quarter = len(self.sizes) // 4
        early, late = self.sizes[quarter : 2 * quarter], self.sizes[-quarter:]
        return (sum(late) / len(late)) / (sum(early) / len(early)) if quarter else 1.0


@dataclass(frozen=True)
class Run:
    """How a command went."""

    code: int
    wall: float
    """Seconds."""
    processor: float
    """Seconds of all its processes."""
    parent: Watched
    workers: tuple[Watched, ...]
    """Child processes that lived for a second or longer."""
    last_words: str
    """The end of what it wrote on standard error."""

    @property
    def peak(self) -> float:
        """Return the most memory that any one of its processes held, in MiB."""
        return max(watched.peak for watched in (self.parent, *self.workers))


def run_watched(command: Sequence[str], cwd: Path) -> Run:
    """Run a command with its output thrown away and watch it until it ends."""
    with tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
        seen: dict[int, Watched] = {}
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, seen, over))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        watcher.join()
        errors.seek(max(0, errors.tell() - 400))
        words = errors.read().decode(errors="replace")
    parent = seen.pop(process.pid, Watched())
    workers = tuple(watched for watched in seen.values() if len(watched.sizes) >= _OFTEN)
    # The kernel knows the peak of the largest process; looks from outside may have missed a short one's.
    if not workers:
        parent.peak = max(parent.peak, usage.ru_maxrss / 1024)
    return Run(process.returncode, wall, usage.ru_utime + usage.ru_stime, parent, workers, words)


def _watch(root: int, seen: dict[int, Watched], over: threading.Event) -> None:
    while not over.wait(_PAUSE):
        for pid in _tree(root):
            if sizes := _memory(pid):
                watched = seen.setdefault(pid, Watched())
                watched.sizes.append(sizes[0])
                watched.peak = max(watched.peak, sizes[1])


def _tree(root: int) -> Iterator[int]:
    """Yield a process and everything below it."""
    yield root
    for listed in (_PROC / str(root) / "task").glob("*/children"):
        try:
            below = [int(pid) for pid in listed.read_text().split()]
        except OSError:
            continue
        for pid in below:
            yield from _tree(pid)


def _memory(pid: int) -> tuple[float, float] | None:
    """Return resident memory and its high-water mark in MiB, or ``None`` for a process that has ended."""
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return None
    found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return (found["VmRSS"], found["VmHWM"]) if len(found) == 2 else None
