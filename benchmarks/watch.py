"""How long after an edit a watched dossier is built again: from the write of the file to the line that says so.

python -m benchmarks.watch --rounds 9
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[1]
_EXAMPLE = "rwanda-2024"
#: What is edited, how many files that builds, and the seconds it may take.
_EDITS = {
    "templates/press.md.j2": ("one audience template", 4, 0.5),
    f"sources/{_EXAMPLE}/accord.yaml": ("the record of the dossier", 20, 1.5),
}


def main() -> None:
    """Print the median and the range of each edit beside its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        for name in ("sources", "templates"):
            shutil.copytree(_REPOSITORY / name, workspace / name)
        times = _measured(workspace, rounds)
    print(f"{'edit':28}{'files':>6}{'median s':>10}{'least':>8}{'most':>8}{'target':>8}")
    for name, (edit, files, target) in _EDITS.items():
        taken = times[name]
        print(
            f"{edit:28}{files:>6}{statistics.median(taken):>10.2f}{min(taken):>8.2f}{max(taken):>8.2f}{target:>8.1f}"
            f"  {'met' if statistics.median(taken) <= target else 'missed'}"
        )


def _measured(workspace: Path, rounds: int) -> dict[str, list[float]]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    watch = subprocess.Popen(
        [sys.executable, "-m", "briefings", "watch", _EXAMPLE, "-C", str(workspace)],
        cwd=_REPOSITORY,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_read, args=(watch, lines), daemon=True).start()
    try:
        _wait(lines, "watching ")
        time.sleep(2)  # the look at what was written before files were watched
        times: dict[str, list[float]] = {name: [] for name in _EDITS}
        for number in range(rounds):
            for name, (_, files, _) in _EDITS.items():
                times[name].append(_edited(workspace / name, number, lines, files))
        return times
    finally:
        watch.kill()
        watch.wait()


def _edited(path: Path, number: int, lines: queue.Queue[str], files: int) -> float:
    """Add a comment to a file; return the seconds until its briefs are built."""
    text = path.read_text(encoding="utf-8")
    comment = f"{{# round {number} #}}\n" if path.suffix == ".j2" else f"# round {number}\n"
    path.write_text(text + comment, encoding="utf-8")
    begun = time.monotonic()
    _wait(lines, f"{_EXAMPLE}: {files} files")
    return time.monotonic() - begun


def _read(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        lines.put(line)


def _wait(lines: queue.Queue[str], start: str) -> None:
    while not lines.get(timeout=60).startswith(start):
        pass


if __name__ == "__main__":
    main()
