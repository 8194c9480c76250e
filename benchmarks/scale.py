"""Ten thousand dossiers: ``python -m benchmarks.scale [--counts 1000 10000] [--build-counts …] [--jobs N]``.

Each command runs cold, in a process of its own, on an invented corpus of each size: list, check, and the build of one
audience in one language, each a first and a second time. Printed are seconds, processor seconds, the most memory of the
command and of any worker, and the time a dossier costs in the largest corpus over that in the smallest: 1 is linear.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.corpus import dossier_id, write_corpus
from benchmarks.process_tree import Run, run_watched

_BRIEFING = (sys.executable, "-m", "briefings")
_REPOSITORY = Path(__file__).resolve().parents[1]
_BUILD = ("build", "--all", "--audience", "minister", "--language", "en", "--quiet")
_ONE_CHANGED = "check, one changed"
#: Name → words of the command; in this order, for each needs what the ones before it have kept.
_READING: Mapping[str, tuple[str, ...]] = {
    "list": ("list",),
    "list again": ("list",),
    "check": ("check",),
    "check again": ("check",),
    _ONE_CHANGED: ("check",),
}
_BUILDING = ("build", "build again")
#: Seconds on the largest corpus, and MiB of a worker, that are promised.
_SECONDS = {"list again": 10.0, "check again": 10.0, "build again": 3.0}
_WORKER_MIB = 150.0


def _command(words: Sequence[str]) -> list[str]:
    return [*_BRIEFING, *words]


def _builds_many() -> bool:
    """Return whether this version builds more than one dossier at a time."""
    told = subprocess.run(_command(["build", "--help"]), cwd=_REPOSITORY, capture_output=True, text=True, check=True)
    return "--all " in told.stdout


def _steps(build: bool, jobs: int | None) -> dict[str, tuple[str, ...]]:
    words = (*_BUILD, "--jobs", str(jobs)) if jobs else _BUILD
    return dict(_READING) | (dict.fromkeys(_BUILDING, words) if build else {})


def measure(folder: Path, count: int, build: bool, jobs: int | None, seed: int) -> dict[str, Run]:
    """Return how each command went on a corpus of that size, made in the folder; stop at the first that fails."""
    write_corpus(folder, count, seed)
    found = {}
    for name, words in _steps(build, jobs).items():
        if name == _ONE_CHANGED:
            record = folder / "sources" / dossier_id(count // 2 + 1) / "accord.yaml"
            record.write_bytes(record.read_bytes() + b"# changed\n")
        found[name] = run = run_watched(_command(words), folder)
        if run.code:
            sys.exit(f"{name} on {count} dossiers ended with {run.code}: …{run.last_words}")
        print(_row(count, name, run), flush=True)
    return found


def _row(count: int, name: str, run: Run) -> str:
    workers = f"{max(worker.peak for worker in run.workers):7.1f}" if run.workers else "       "
    flat = f"{max(worker.growth for worker in run.workers):5.2f}" if run.workers else "     "
    each = f"{run.wall * 1000 / count:8.2f} | {count / run.wall:8.0f}"
    load = f"{os.getloadavg()[0]:4.1f}"
    return (
        f"| {count:>6} | {name:<18} | {run.wall:8.2f} | {run.processor:8.2f} | {each} | {run.parent.peak:7.1f} "
        f"| {workers} | {flat} | {load} |"
    )


def _ratios(found: Mapping[int, Mapping[str, Run]]) -> None:
    print("\nTime of a dossier in the larger corpus ÷ in the smaller; 1 is linear, less is the start of the program\n")
    for name in dict.fromkeys(name for runs in found.values() for name in runs):
        counts = [count for count, runs in found.items() if name in runs]
        if len(counts) > 1:
            small, large = min(counts), max(counts)
            a, b = found[small][name], found[large][name]
            wall, processor = b.wall / large / (a.wall / small), b.processor / large / (a.processor / small)
            print(f"| {name:<18} | {large} ÷ {small} | wall {wall:5.2f} | processor {processor:5.2f} |")


def _verdicts(found: Mapping[int, Mapping[str, Run]]) -> None:
    print()
    largest = max(found)
    for name, run in found[largest].items():
        if name in _SECONDS:
            state = "met   " if run.wall <= _SECONDS[name] else "MISSED"
            print(f"{state} {name} of {largest} dossiers: {run.wall:.2f} s, at most {_SECONDS[name]:g} s")
    if workers := [worker for runs in found.values() for run in runs.values() for worker in run.workers]:
        peak = max(worker.peak for worker in workers)
        state = "met   " if peak < _WORKER_MIB else "MISSED"
        print(f"{state} memory of a worker: {peak:.1f} MiB, below {_WORKER_MIB:g} MiB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.split("\n\n")[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10000], help="sizes of the corpora")
    parser.add_argument("--build-counts", type=int, nargs="*", help="those of them that are built, too (all)")
    parser.add_argument("--jobs", type=int, help="workers of a build (the default of the command)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where to make the corpora; they stay there (a temporary folder)")
    return parser.parse_args()


def main() -> None:
    """Print everything."""
    given = _arguments()
    os.environ["PYTHONPATH"] = str(_REPOSITORY)
    build_counts = given.counts if given.build_counts is None else given.build_counts
    builds = _builds_many()
    print(f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}")
    if build_counts and not builds:
        print("build --all: not there yet; list and check alone are measured")
    print(
        f"\n|  count | {'command':<18} |     wall |      CPU |  ms each | a second |  parent |  worker | grows | load |"
    )
    print(f"|        | {'':<18} |        s |        s |          |          |     MiB |     MiB |       |      |")
    root = given.folder or Path(tempfile.mkdtemp(prefix="scale-"))
    found = {}
    try:
        for count in given.counts:
            build = builds and count in build_counts
            found[count] = measure(root / f"corpus-{count}", count, build, given.jobs, given.seed)
    finally:
        if given.folder is None:
            shutil.rmtree(root)
    _ratios(found)
    _verdicts(found)


if __name__ == "__main__":
    main()
