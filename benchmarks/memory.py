"""Peak memory of one job in a process of its own: ``python -m benchmarks.memory JOB``. Prints MiB."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

EXAMPLE = "rwanda-2024"


def _brief() -> None:
    """Build the minister's brief in English, Word and PDF, the way the command does."""
    from benchmarks.material import REPOSITORY
    from briefings.build.build import Choice, build_dossier
    from briefings.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPOSITORY / "sources" / EXAMPLE, Path(folder) / "sources" / EXAMPLE)
        build_dossier(Workspace(Path(folder).resolve()), EXAMPLE, Choice(("minister",), ("en",)))


def _peer(name: str) -> Callable[[], None]:
    def run() -> None:
        """Make the same number of pages as the brief has."""
        from benchmarks.material import long_document
        from benchmarks.pdf_peers import PEERS

        next(peer for peer in PEERS if peer.name == name).prepare(long_document(2))()

    return run


def _long() -> None:
    from benchmarks.material import house_style, long_document
    from briefings.writers.pdf import write_pdf

    write_pdf(long_document(80), house_style())


JOBS: dict[str, Callable[[], None]] = {
    "brief": _brief,
    "80-sections": _long,
    "typst": _peer("typst"),
    "WeasyPrint": _peer("WeasyPrint"),
}


def peak(job: str) -> float:
    """Return the peak memory of the job in MiB, measured in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.memory", job]
    root = Path(__file__).resolve().parents[1]
    return float(subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout)


def _high_water() -> float:
    """Return the most memory this process has held, in MiB.

    ``getrusage`` counts what the parent held at the time of the fork too; where Linux tells the process's own, that is
    taken.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024**2 if sys.platform == "darwin" else used / 1024


if __name__ == "__main__":
    JOBS[sys.argv[1]]()
    print(f"{_high_water():.1f}")
