"""``briefing build`` for many: what it prints, how it ends, and how it is interrupted."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefings.cli.progress import Counts, Progress
from briefings.workspace import Workspace
from tests.batches.desks import break_quotation, many, saved, serial
from tests.briefs.conftest import Command
from tests.briefs.conftest import briefing as briefing
from tests.briefs.desks import REPOSITORY, run_apart

_ASKED = ("-a", "probe", "-l", "en", "-f", "md")


def test_counts_problems_and_a_table(tmp_path: Path, briefing: Command) -> None:
    """Some fail: exit 9, their problems in the house form by dossier, counts, and a table of them."""
    workspace = many(tmp_path, 5)
    break_quotation(workspace, "d-003")
    break_quotation(workspace, "d-001")
    briefing("build", "d-000", *_ASKED, cwd=workspace.root)
    made = briefing("build", "--all", "-j", "1", *_ASKED, cwd=workspace.root)
    assert made.code == 9
    problems = re.findall(r"^sources/(d-\d+)/accord.yaml:\d+:\d+: quotation .*\n  hint: ", made.err, re.MULTILINE)
    assert problems == ["d-001", "d-003"]
    assert made.err.rstrip().endswith("\n2 problems")
    lines = made.out.splitlines()
    assert re.fullmatch(r"5 dossiers: 2 built, 1 unchanged, 2 failed in \d\.\d s \(\d+\.\d/s\)", lines[0])
    assert re.fullmatch(r"failed +exit +first problem", lines[1])
    assert re.match(r"d-001 +3 +sources/d-001/accord.yaml:\d+:\d+: quotation", lines[2])


@pytest.mark.parametrize(
    ("break_sources", "code"), [((), 3), (("d-001",), 5)], ids=["all of one kind", "the first stage decides"]
)
def test_where_all_fail_the_code_is_that_of_the_first_stage(
    tmp_path: Path, briefing: Command, break_sources: tuple[str, ...], code: int
) -> None:
    """Nothing was built: the batch did not fail in part."""
    workspace = many(tmp_path, 2)
    for name in workspace.dossier_ids():
        break_quotation(workspace, name)
    for name in break_sources:
        (workspace.sources / name / "source-1.txt").unlink()
    assert briefing("build", "--match", "d-*", "-j", "1", *_ASKED, cwd=workspace.root).code == code


def test_a_problem_without_a_place_names_its_dossier(tmp_path: Path, briefing: Command) -> None:
    """A language that a dossier does not have is told with the dossier's id."""
    workspace = many(tmp_path, 2)
    made = briefing("build", "--all", "-j", "1", "-a", "probe", "-l", "pt", cwd=workspace.root)
    assert made.code == 2
    assert "d-000: there is no language “pt” to build" in made.err
    assert "d-001: there is no language “pt” to build" in made.err


def test_one_line_of_json_for_each_event(tmp_path: Path, briefing: Command) -> None:
    """Started, how each dossier ended, finished: the shapes that docs/batches.md describes."""
    workspace = many(tmp_path, 3)
    break_quotation(workspace, "d-002")
    briefing("build", "d-000", *_ASKED, cwd=workspace.root)
    made = briefing("build", "d-000", "d-001", "d-002", "--json", "-j", "1", *_ASKED, cwd=workspace.root)
    events = [json.loads(line) for line in made.out.splitlines()]
    assert made.code == 9
    assert events[0] == {"event": "started", "dossiers": 3, "engine": "serial", "jobs": 1}
    by_name = {event.get("dossier"): event for event in events[1:-1]}
    kept = {"carried": [], "stale": [], "remarks": []}
    assert by_name["d-000"] == {
        "event": "unchanged", "dossier": "d-000", "folder": "output/d-000", "written": [], "unchanged": ["d-000.probe.en.md"], **kept,
    }  # fmt: skip
    assert by_name["d-001"] == {
        "event": "built", "dossier": "d-001", "folder": "output/d-001", "written": ["d-001.probe.en.md"], "unchanged": [], **kept,
    }  # fmt: skip
    assert by_name["d-002"].keys() == {"event", "dossier", "exit", "problems"}
    assert by_name["d-002"]["exit"] == 3
    assert by_name["d-002"]["problems"][0]["file"] == "sources/d-002/accord.yaml"
    seconds = events[-1].pop("seconds")
    assert isinstance(seconds, float)
    assert events[-1] == {"event": "finished", "dossiers": 3, "built": 1, "unchanged": 1, "failed": 1, "exit": 9}


def test_one_dossier_prints_what_it_always_did(tmp_path: Path, briefing: Command) -> None:
    """One id, given once or twice, is no batch."""
    workspace = many(tmp_path, 2)
    for words in (("d-000",), ("d-000", "d-000"), ("d-000", "-j", "4")):
        made = briefing("build", *words, *_ASKED, cwd=workspace.root)
        assert made.code == 0
        assert made.out.startswith("output/d-000: 1 file")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "no DOSSIER is named"),
        (("--match", "x*"), "no dossier matches “x*”"),
        (("d-000", "nosuch"), "there is no dossier “nosuch”"),
        (("--all", "-j", "0"), "0 is not in the range"),
        (("--all", "--engine", "ray"), "there is no engine “ray”"),
        (("--all", "--engine", "tcp://host"), "there is no engine “tcp://host”"),
        (("--all", "--engine", "tcp://host:1", "-j", "2"), "--jobs is for processes of this machine"),
    ],
)
def test_wrong_usage_is_exit_2(tmp_path: Path, briefing: Command, words: tuple[str, ...], told: str) -> None:
    """What was wrong is named; nothing is built."""
    workspace = many(tmp_path, 1)
    made = briefing("build", *words, cwd=workspace.root)
    assert made.code == 2
    assert told in made.err
    assert not workspace.output.exists()


def test_a_batch_without_processes_loads_no_dask(tmp_path: Path) -> None:
    """Dask is imported where it is asked for, and where it is missing the extra is named."""
    workspace = many(tmp_path, 2)
    code = (
        "import sys; sys.modules['distributed'] = None; sys.argv = ['briefing', 'build', '--all', *sys.argv[1:]];"
        "from briefings.cli import main; main()"
    )
    for words, exit_code in (((*_ASKED, "-j", "2"), 0), ((*_ASKED, "--engine", "dask"), 2)):
        made = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=workspace.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert made.returncode == exit_code, made.stderr
    assert made.stderr == "this engine needs Dask, which is not installed\n  hint: pip install 'briefings[dask]'\n"


def _session(leader: int) -> set[int]:
    """Return the processes of a session that are alive, without its leader."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(fields[3]) == leader and fields[0] != "Z" and int(path.parent.name) != leader:
            found.add(int(path.parent.name))
    return found


def _wait_for(condition: object, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, dict[str, dict[str, bytes]]]:
    """Return a workspace to be copied, and the sets of a serial run of it."""
    workspace = many(tmp_path_factory.mktemp("model"), 80)
    return workspace, serial(workspace)[0]


@pytest.fixture
def desk(
    model: tuple[Workspace, dict[str, dict[str, bytes]]], tmp_path: Path
) -> tuple[Workspace, dict[str, dict[str, bytes]]]:
    """Return a workspace of eighty dossiers, and what a serial run makes of it."""
    for name in ("sources", "templates"):
        shutil.copytree(model[0].root / name, tmp_path / name)
    return Workspace(tmp_path.resolve()), model[1]


def _begun(workspace: Workspace, terminal: int | None) -> subprocess.Popen[bytes]:
    """Start a batch in a session of its own, on a terminal or without one, and wait until some of it is done."""
    shown: int = subprocess.PIPE if terminal is None else terminal
    running = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _WITH_TERMINAL if terminal is not None else _WITHOUT,
            "build",
            "--all",
            "-j",
            "2",
            *_ASKED,
        ],
        cwd=workspace.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "70"},
        stdin=terminal if terminal is not None else subprocess.DEVNULL,
        stdout=shown,
        stderr=shown,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    _wait_for(lambda: len(saved_names(workspace)) >= 3 or running.poll() is not None)
    return running


_WITHOUT = "from briefings.cli import main; main()"
#: Ctrl-C comes from the terminal that controls the session.
_WITH_TERMINAL = f"import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); {_WITHOUT}"


def saved_names(workspace: Workspace) -> list[str]:
    return [path.name for path in workspace.output.glob("d-*")] if workspace.output.is_dir() else []


def _read(terminal: int, patience: float = 0.5) -> str:
    text = b""
    while select.select([terminal], [], [], patience)[0]:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    return text.decode("utf-8", "replace")


@pytest.mark.parametrize("end", ["terminal", "SIGINT", "SIGTERM"])
def test_an_interrupted_batch_leaves_whole_sets_and_no_process(
    desk: tuple[Workspace, dict[str, dict[str, bytes]]], end: str
) -> None:
    """Ctrl-C on a terminal, or a signal: one line, exit 130 or 143; the same command builds the rest and no more."""
    workspace, sets = desk
    ours, theirs = pty.openpty() if end == "terminal" else (None, None)
    running = _begun(workspace, theirs)
    if ours is not None and theirs is not None:
        os.close(theirs)
        os.write(ours, b"\x03")
        told = _read(ours)
        running.wait(30)
        told += _read(ours)
    else:
        running.send_signal(getattr(signal, end))
        told = running.communicate(timeout=30)[1].decode()
    _wait_for(lambda: not _session(running.pid), 10)
    assert running.returncode == (143 if end == "SIGTERM" else 130)
    assert "Traceback" not in told
    word = "terminated" if end == "SIGTERM" else "interrupted"
    line = re.search(rf"{word}: (\d+) of 80 dossiers done; the same command goes on from there", told)
    assert line, told
    before = saved(workspace)
    assert 3 <= int(line[1]) == len(before) < 80
    assert before.items() <= sets.items()
    rest = run_apart("build", "--all", "-j", "2", *_ASKED, cwd=workspace.root)
    assert rest.out.startswith(f"80 dossiers: {80 - len(before)} built, {len(before)} unchanged, 0 failed")
    assert saved(workspace) == sets


def test_a_killed_batch_leaves_no_process(desk: tuple[Workspace, dict[str, dict[str, bytes]]]) -> None:
    """Workers end when the process they work for is no more."""
    workspace, sets = desk
    running = _begun(workspace, None)
    assert len(_session(running.pid)) >= 2
    running.kill()
    running.communicate()
    _wait_for(lambda: not _session(running.pid), 15)
    assert saved(workspace).items() <= sets.items()
    rest = run_apart("build", "--all", "-j", "1", *_ASKED, cwd=workspace.root)
    assert rest.code == 0
    assert saved(workspace) == sets


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Ten thousand dossiers in twenty minutes: a line for a tenth or half a minute, never ten thousand; none in the first second."""
    clock = _Clock()
    counts = Counts(10_000)
    progress = Progress(counts, quiet=False, clock=clock)
    for number in range(10_000):
        clock.now += 0.12
        counts.built += number % 1000 != 999
        counts.failed += number % 1000 == 999
        progress.step()
    lines = capsys.readouterr().err.splitlines()
    assert 35 <= len(lines) <= 55
    assert lines[0] == "250 of 10000 dossiers, 8.3/s, 1170 s left"
    assert re.fullmatch(r"\d+ of 10000 dossiers, 8\.3/s, 9 failed, \d+ s left", lines[-1])
    quick = Counts(3)
    progress = Progress(quick, quiet=False, clock=clock)
    for _ in range(3):
        quick.built += 1
        progress.step()
    assert capsys.readouterr().err == ""


def test_a_bar_where_there_is_a_terminal(tmp_path: Path) -> None:
    """One line, redrawn, with count, rate and time left, no wider than the terminal, without a colour."""
    ours, theirs = pty.openpty()
    code = (
        "import time; from briefings.cli.progress import *;"
        "counts = Counts(50); bar = Progress(counts, False);\n"
        "for _ in range(30):\n time.sleep(0.1); counts.built += 1; bar.step()\n"
        "bar.close()"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "60", "NO_COLOR": "1"},
    )  # fmt: skip
    os.close(theirs)
    shown = _read(ours, 20)
    running.wait(20)
    drawn = [re.sub(r"\x1b\[[?0-9]*[a-zA-Z]", "", piece) for piece in re.split(r"[\r\n]+", shown)]
    assert max(len(piece) for piece in drawn) <= 60
    assert any(re.search(r"building  \[#+-+\]  \d+/50  \d\d:\d\d:\d\d  \d+\.\d/s", piece) for piece in drawn), shown
    assert not re.search(r"\x1b\[[0-9;]*m", shown)
