"""The measurements: contenders side by side in interleaved rounds, so that a busy moment hits them all."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.contenders import BRIEF, Absent, Contender, Material, briefing, pandoc, workspace
from benchmarks.processes import REPOSITORY, CommandFailed, Spent, run, run_steps, surroundings
from benchmarks.warm import CONTENDERS

PANDOC_EACH = "pandoc, a process each"
#: Copies of the example that two workers share; with a few, nothing but the start of the workers would be measured.
_COPIES = 16
Told = Callable[[str], None]
"""Is told what is being done, a line each."""


@dataclass
class Row:
    """What one contender took, round by round."""

    name: str
    makes: str
    wall: list[float] = field(default_factory=list)
    """Seconds of each round; of a warm contender: a document."""
    cpu: list[float] = field(default_factory=list)
    peak: float = 0.0
    """MiB of the largest process of any round; 0 where it was not measured."""
    together: float = 0.0
    """MiB of all processes of one brief added up."""
    words: float | None = None
    """Part of the words of the briefs found in every file, in order, 0 to 1; ``None`` where nothing was looked at."""
    lacks: str = ""
    missing: str = ""
    """Why there are no figures."""

    def add(self, spent: Spent) -> None:
        """Take the figures of one round."""
        self.wall.append(spent.wall)
        self.cpu.append(spent.cpu)
        self.peak = max(self.peak, spent.peak)
        self.together = max(self.together, spent.together)


def bare_interpreter(rounds: int = 9) -> Spent:
    """Return what the interpreter takes to start and end, the median of some rounds."""
    taken = [run((sys.executable, "-I", "-c", "pass")) for _ in range(rounds)]
    wall, cpu = (statistics.median(getattr(each, name) for each in taken) for name in ("wall", "cpu"))
    return Spent(wall, cpu, taken[0].peak, taken[0].peak)


def cold(contenders: Sequence[Contender], material: Material, briefs: Sequence[str], rounds: int, told: Told):
    """Return a row for each contender: whole processes that make the files of the briefs into an empty folder.

    One round before the timed ones warms the files up; what it made is looked through.
    """
    start = bare_interpreter()
    rows = [Row(contender.name, contender.makes) for contender in contenders]
    for number in range(rounds + 1):
        told(f"{len(briefs)} brief{'s' if len(briefs) > 1 else ''}, round {number} of {rounds}")
        for contender, row in zip(contenders, rows, strict=True):
            if row.missing:
                continue
            with _empty(material.folder / "out") as output:
                try:
                    spent = run_steps(contender.steps(material, briefs, output), start)
                    if number:
                        row.add(spent)
                    else:
                        row.words, row.lacks = _inspected(material, output, len(briefs) * len(row.makes.split(", ")))
                except (Absent, CommandFailed) as problem:
                    row.missing = str(problem)
    return rows


@contextmanager
def _empty(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _inspected(material: Material, output: Path, files: int) -> tuple[float, str]:
    """Return the part of the words found and what the files lack. Raises ``CommandFailed`` where files are missing."""
    command = [sys.executable, "-m", "benchmarks.inspection", str(material.folder / "md"), str(output)]
    made = subprocess.run(command, cwd=REPOSITORY, env=surroundings(), capture_output=True, text=True, check=False)
    if made.returncode:
        raise CommandFailed(f"its files cannot be read: {made.stderr.strip().splitlines()[-1]}")
    answer = json.loads(made.stdout)
    if answer["files"] != files:
        raise CommandFailed(f"{answer['files']} files were made instead of {files}")
    missed = {"Word": answer["lacks"][".docx"], "PDF": answer["lacks"][".pdf"]}
    return answer["words"], "; ".join(f"{kind}: {', '.join(names)}" for kind, names in missed.items() if names)


def warm(material: Material, rounds: int, seconds: float, told: Told) -> list[Row]:
    """Return a row for each contender that stays loaded, in seconds a document, and one for pandoc, which cannot.

    Each lives in a process of its own and is asked in turn to make documents for about ``seconds``.
    """
    rows = [Row(name, makes) for name, (makes, *_) in CONTENDERS.items()]
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(row, CONTENDERS[row.name][1], material)) for row in rows]
        each = Row(PANDOC_EACH, "Word")
        for number in range(1, rounds + 1):
            told(f"warm, round {number} of {rounds}")
            for row, worker in zip(rows, workers, strict=True):
                if worker is not None:
                    _ask(row, worker, seconds)
            _pandoc_each(each, material)
    return [*rows, each]


@contextmanager
def _worker(row: Row, module: str, material: Material) -> Iterator[subprocess.Popen[str] | None]:
    if importlib.util.find_spec(module) is None:
        row.missing = f"{module} is not installed: pip install -e '.[bench]'"
        yield None
        return
    command = [sys.executable, "-m", "benchmarks.warm", row.name, str(material.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=surroundings(), stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as process:
        if process.stdout.readline() != "ready\n":
            row.missing = (process.stderr.read().strip().splitlines() or ["it ended without a word"])[-1]
            yield None
        else:
            yield process


def _ask(row: Row, worker: subprocess.Popen[str], seconds: float) -> None:
    worker.stdin.write(f"{seconds}\n")
    worker.stdin.flush()
    answer = worker.stdout.readline()
    if not answer:
        row.missing = row.missing or "it ended early"
        return
    told = json.loads(answer)
    row.wall.append(told["wall"] / told["made"])
    row.cpu.append(told["cpu"] / told["made"])


def _pandoc_each(row: Row, material: Material, documents: int = 3) -> None:
    try:
        command = (pandoc(), material.file(BRIEF, "md"), "-o", str(material.folder / "each.docx"))
        taken = [run(command) for _ in range(documents)]
    except (Absent, CommandFailed) as problem:
        row.missing = str(problem)
        return
    row.wall.append(statistics.mean(spent.wall for spent in taken))
    row.cpu.append(statistics.mean(spent.cpu for spent in taken))


def help_cost(rounds: int, told: Told) -> list[float]:
    """Return the seconds that ``briefing --help`` takes more than the bare interpreter, one for each pair of runs."""
    told(f"--help, {rounds} rounds")
    run((*briefing(), "--help"))
    return [run((*briefing(), "--help")).wall - run((sys.executable, "-c", "pass")).wall for _ in range(rounds)]


def two_workers(folder: Path, rounds: int, told: Told) -> list[float]:
    """Return how many times as fast two workers are as one, one for each round: sixteen dossiers, whole sets.

    Raises ``Absent`` where ``briefing build`` has no ``-j`` or the machine has one core.
    """
    words = subprocess.run(
        [*briefing(), "build", "--help"], capture_output=True, text=True, check=True, env=surroundings()
    ).stdout
    if not re.search(r"(?<![\w-])-j\b", words):
        raise Absent("`briefing build` has no -j")
    if (os.cpu_count() or 1) < 2:
        raise Absent("this machine has one core")
    found = []
    for number in range(1, rounds + 1):
        told(f"two workers, round {number} of {rounds}")
        one, two = (_batch(folder / "batch", count) for count in (1, 2))
        found.append(one.wall / two.wall)
    return found


def _batch(folder: Path, workers: int) -> Spent:
    with _empty(folder):
        home = workspace(folder, [f"copy-{number}" for number in range(1, _COPIES + 1)])
        return run((*briefing(), "-C", str(home), "build", "--all", "-j", str(workers)))
