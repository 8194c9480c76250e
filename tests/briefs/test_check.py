"""``briefing check`` and ``briefing list`` on many dossiers, with results kept and without."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import BROKEN, write_corpus
from briefings.errors import ExitCode, Location, Problem
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import REPOSITORY, run_apart, small_workspace


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Twenty-four invented dossiers, of which more than half are broken in all known ways."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder, 24, seed=4, broken=60)
    return Workspace(folder)


@pytest.mark.parametrize(
    "words", [("check",), ("check", "--json"), ("check", "--quiet"), ("list",), ("list", "--json")]
)
def test_kept_results_print_what_the_first_run_printed(corpus: Workspace, briefing: Command, words: tuple[str]) -> None:
    """Every line, remarks and problems with them, and the exit code."""
    (corpus.output / ".checks" / "results.sqlite").unlink(missing_ok=True)
    first = briefing(*words, cwd=corpus.root)
    second = briefing(*words, cwd=corpus.root)
    assert second == first
    if words == ("check",):
        assert first.code == ExitCode.SOURCE
        assert briefing(*words, "--fresh", cwd=corpus.root) == first


def test_verbose_tells_what_was_checked(corpus: Workspace, briefing: Command) -> None:
    briefing("check", cwd=corpus.root)
    (corpus.output / ".checks" / "results.sqlite").write_bytes(b"damaged")
    lines = [briefing("check", "-v", cwd=corpus.root).err.splitlines() for _ in range(2)]
    assert "0 of 24 as found before, 24 checked" in lines[0]
    assert "kept results were damaged and have been discarded" in lines[0]
    assert "24 of 24 as found before, 0 checked" in lines[1]
    assert not any("damaged" in line for line in lines[1])


def test_a_check_of_all_forgets_dossiers_that_are_gone(tmp_path: Path, briefing: Command) -> None:
    write_corpus(tmp_path, 2)
    briefing("check", cwd=tmp_path)
    folder = tmp_path / "sources" / "invented-00002"
    folder.rename(tmp_path / "away")
    assert briefing("check", "invented-00001", cwd=tmp_path).code == 0
    data = (tmp_path / "output" / ".checks" / "results.sqlite").read_bytes()
    assert b"invented-00002" in data
    briefing("check", cwd=tmp_path)
    (tmp_path / "away").rename(folder)
    assert "1 of 2 as found before, 1 checked" in briefing("check", "-v", cwd=tmp_path).err


def test_problems_beyond_two_hundred_are_counted(tmp_path: Path, briefing: Command) -> None:
    """The first 200 are printed; the count and the exit code cover all."""
    words = [f"An invented statement number {number} stands here" for number in range(150)]
    workspace = small_workspace(tmp_path, *words)
    record = workspace.sources / "small" / "accord.yaml"
    text = record.read_text(encoding="utf-8").replace('exact: "An invented', 'exact: "No invented')
    record.write_text(text.replace("kind: history", "kind: histories"), encoding="utf-8")
    (workspace.sources / "small" / "source-1.txt").unlink()
    made = briefing("check", cwd=workspace.root)
    told = made.err.splitlines()
    assert made.code == ExitCode.SOURCE
    assert sum(line.startswith("sources/small/") for line in told) == 152
    text = text.replace("kind: history", "kind: histories").replace("review: accepted", "review: agreed")
    record.write_text(text, encoding="utf-8")
    told = briefing("check", cwd=workspace.root).err.splitlines()
    assert sum(line.startswith("sources/small/") for line in told) == 200
    # 151 kinds, 153 reviews and the source that is gone.
    assert told[-2:] == ["… and 105 more", "305 problems; nothing was built or changed"]


def test_two_checks_at_once_print_the_same(tmp_path: Path) -> None:
    """Two processes on one workspace: same results, and one store that both have filled."""
    write_corpus(tmp_path, 16, seed=3, broken=40)
    command = [sys.executable, "-m", "briefings", "check", "--json"]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY)}, stdout=subprocess.PIPE, stderr=-1)
        for _ in range(2)
    ]
    outcomes = [(*run.communicate(timeout=120), run.returncode) for run in runs]
    assert outcomes[0] == outcomes[1]
    assert len(json.loads(outcomes[0][0])["sound"]) > 4
    assert "16 of 16 as found before, 0 checked" in run_apart("check", "-v", cwd=tmp_path).err


def test_an_interrupted_check_is_taken_up_where_it_stood(tmp_path: Path) -> None:
    """Results arrive on a pipe as they are found; Ctrl-C keeps them and leaves with 130."""
    write_corpus(tmp_path, 120)
    run = subprocess.Popen(
        [sys.executable, "-m", "briefings", "check"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(REPOSITORY)},
        stdout=-1,
        stderr=-1,
        text=True,
        # A run of the tests in the background has Ctrl-C ignored, and hands that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert run.stdout is not None
    assert run.stdout.readline().startswith("invented-00001: ")
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == ExitCode.INTERRUPTED
    assert err.splitlines()[-1] == "interrupted; nothing is left half made"
    found = 1 + len(out.splitlines())
    assert found < 120
    with sqlite3.connect(tmp_path / "output" / ".checks" / "results.sqlite") as database:
        kept = database.execute("SELECT dossier FROM kept WHERE kind = 'check' ORDER BY dossier").fetchall()
    assert [row[0] for row in kept[:found]] == [f"invented-{number:05d}" for number in range(1, found + 1)]


def test_a_list_on_a_pipe_begins_before_it_ends(tmp_path: Path) -> None:
    write_corpus(tmp_path, 120)
    command = [sys.executable, "-m", "briefings", "list"]
    run = subprocess.Popen(command, cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY)}, stdout=-1, stderr=-1, text=True)
    assert run.stdout is not None
    assert [run.stdout.readline().split()[0] for _ in range(2)] == ["Dossier", "invented-00001"]
    assert run.poll() is None
    run.stdout.close()
    assert run.wait(timeout=60) in (ExitCode.DONE, ExitCode.OUTPUT)


def test_every_known_way_to_break_a_dossier_occurs_here(corpus: Workspace, briefing: Command) -> None:
    """The outputs compared above hold problems of each stage, with and without a place."""
    found = json.loads(briefing("check", "--json", cwd=corpus.root).out)
    problems = [
        Problem(ExitCode(p["code"]), p["message"], Location(p["file"], p["line"], p["column"]), p["hint"])
        for p in found["problems"]
    ]
    assert len({p.location.file for p in problems if p.location}) >= len(BROKEN)
    assert {p.code for p in problems} == {ExitCode.DOSSIER, ExitCode.SOURCE}
    assert {p.location.line is None for p in problems if p.location} == {True, False}
    assert 0 < len(found["sound"]) < 24
