"""Many dossiers: one process against several, memory of each worker, and a batch in which nothing has changed.

``python -m benchmarks.batch`` copies the invented dossier below as often as asked and runs the command as anybody
would, in processes of its own. Rounds are interleaved, and each ratio is taken within one round.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
_SOURCE = """\
On 3 May in Rabat, Morocco and Rwanda signed a memorandum of understanding on defence cooperation.
This text is invented.

The memorandum covers training of military personnel, exchanges of staff and visits to schools.
"""
_RECORD = """\
dossier:
  id: ID
  languages: [en, fr]
  title: {en: Invented accord ID, fr: Accord inventé ID}
  desk: {en: A desk that measures, fr: Un bureau qui mesure}
  marking: public
  as_at: 2026-11-23
sources:
  - id: S1
    file: source.txt
    kind: press
    language: en
    title: {en: An invented article, fr: Un article inventé}
    reliability: F
instrument:
  id: accord
  type: mou
  state: signed
  text: {en: A memorandum was signed., fr: Un mémorandum a été signé.}
  evidence: [{source: S1, exact: signed a memorandum of understanding}]
  review: accepted
provisions:
  agreed:
    - id: training
      code: training
      label: {en: training, fr: formation}
      text: {en: It covers training., fr: Il porte sur la formation.}
      evidence: [{source: S1, exact: covers training of military personnel}]
      review: accepted
"""


def make_workspace(folder: Path, count: int) -> None:
    """Make a workspace of ``count`` invented dossiers; templates are those of the package."""
    for number in range(count):
        name = f"invented-{number:05}"
        home = folder / "sources" / name
        home.mkdir(parents=True)
        (home / "source.txt").write_text(_SOURCE, encoding="utf-8")
        (home / "accord.yaml").write_text(_RECORD.replace("ID", name), encoding="utf-8")


def run(folder: Path, *words: str, watch: Callable[[int], None] | None = None) -> tuple[float, dict[str, object]]:
    """Run ``briefing build --all``; return wall seconds and the event it ends with."""
    command = [sys.executable, "-m", "briefings", "build", "--all", "--json", *words]
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stdout=subprocess.PIPE, encoding="utf-8"
    ) as running:
        if watch:
            threading.Thread(target=watch, args=(running.pid,), daemon=True).start()
        assert running.stdout is not None
        last = deque(running.stdout, maxlen=1)
    return time.perf_counter() - begun, json.loads(last[0])


class Memory:
    """The largest resident sets seen, of the command and of any process below it, in MiB."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.home = 0.0
        self.worker = 0.0
        self.first_worker = 0.0

    def watch(self, pid: int) -> None:
        """Look ten times a second for as long as the command runs."""
        begun = time.monotonic()
        while (home := _resident(pid)) is not None:
            self.home = max(self.home, home)
            sizes = [size for child in _below(pid) if (size := _resident(child)) is not None]
            self.worker = max([self.worker, *sizes])
            if time.monotonic() - begun < 5:
                self.first_worker = self.worker
            time.sleep(0.1)


def _resident(pid: int) -> float | None:
    try:
        words = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return None
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20 if int(words[1]) else None


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(word) for word in path.read_text(encoding="ascii").split()]
        except OSError:
            continue
        found += children
        for child in children:
            found += _below(child)
    return found


def compare(folder: Path, jobs: int, rounds: int, asked: Sequence[str]) -> None:
    """Print how much faster several processes are than one, round by round."""
    ratios, rates = [], []
    for number in range(rounds):
        seconds = {}
        for count in ((1, jobs), (jobs, 1))[number % 2]:
            shutil.rmtree(folder / "output", ignore_errors=True)
            seconds[count], ended = run(folder, "-j", str(count), *asked)
            assert ended["failed"] == 0, ended
        ratios.append(seconds[1] / seconds[jobs])
        rates.append(int(str(ended["dossiers"])) / seconds[jobs])
        print(
            f"  round {number + 1}: -j 1 {seconds[1]:.1f} s, -j {jobs} {seconds[jobs]:.1f} s, ratio {ratios[-1]:.2f}",
            flush=True,
        )
    print(
        f"-j {jobs} against -j 1: {statistics.median(ratios):.2f} times as fast "
        f"({min(ratios):.2f}–{max(ratios):.2f}), {max(rates):.1f} dossiers a second"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="dossiers for the comparison")
    parser.add_argument("--many", type=int, default=600, help="dossiers for memory and for the batch without changes")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--whole", action="store_true", help="compare whole sets, not one brief for each dossier")
    words = parser.parse_args()
    asked = ("-a", "minister", "-l", "en")
    with tempfile.TemporaryDirectory() as root:
        few, many = Path(root) / "few", Path(root) / "many"
        make_workspace(few, words.count)
        compare(few, words.jobs, words.rounds, () if words.whole else asked)
        make_workspace(many, words.many)
        memory = Memory()
        seconds, _ = run(many, "-j", str(words.jobs), *asked, watch=memory.watch)
        print(f"{words.many} dossiers: {seconds:.1f} s, {words.many / seconds:.1f} a second")
        print(
            f"largest resident set: home {memory.home:.0f} MiB; a worker {memory.first_worker:.0f} MiB "
            f"in the first five seconds, {memory.worker:.0f} MiB in all"
        )
        seconds, ended = run(many, *asked)
        assert ended["unchanged"] == words.many, ended
        print(f"nothing changed: {seconds:.2f} s for {words.many} dossiers, {seconds / words.many * 1000:.2f} ms each")


if __name__ == "__main__":
    main()
