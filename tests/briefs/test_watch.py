"""``briefing watch`` builds what changes, says so, and outlives mistakes; in a process of its own, with real files."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefings.watching import touched, watched_folders
from briefings.workspace import Workspace
from tests.briefs.desks import REPOSITORY, own_templates, small_workspace

#: Seconds that a loaded machine may need; nobody waits so long where it works.
_PATIENCE = 60


class Watch:
    """A running command, its lines read as they come."""

    def __init__(self, workspace: Workspace, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefings", "watch", *words],
            cwd=workspace.root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            # A run of the tests in the background has Ctrl-C ignored, and hands that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, words: str) -> list[str]:
        """Return the lines up to the first that holds the words."""
        seen: list[str] = []
        while not seen or words not in seen[-1]:
            try:
                seen.append(self.lines.get(timeout=_PATIENCE))
            except queue.Empty:
                raise AssertionError(f"no “{words}” among {seen}") from None
        return seen


@contextmanager
def _watching(workspace: Workspace, *words: str) -> Iterator[Watch]:
    watch = Watch(workspace, *words)
    try:
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A workspace with templates of its own."""
    workspace = small_workspace(tmp_path)
    own_templates(workspace)
    return workspace


def _swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_watch_builds_what_changes_and_says_so(desk: Workspace) -> None:
    """First all, then the briefs of one template, then of the record; a mistake is told and mended; Ctrl-C ends it."""
    record = desk.sources / "small" / "accord.yaml"
    with _watching(desk, "small") as watch:
        assert watch.until("watching")[-1] == "watching sources/small/, templates/; Ctrl-C ends"
        _swap(desk.root / "templates" / "press.md.j2", "target: 1", "target: 2")
        line = watch.until("small: ")[-1]
        assert line.startswith("small: 4 files in ") and line.endswith(" s: press en, press fr")
        _swap(record, "  type: mou", "  tpye: mou")
        told = watch.until("problems")
        assert "sources/small/accord.yaml:19:3: unknown key “tpye” in “instrument”" in told
        assert told[-1] == "2 problems; the set is as it was, and waits for the next change"
        _swap(record, "  tpye: mou", "  type: mou")
        assert watch.until("small: ")[-1] == "small: mended; nothing has to be built"
        _swap(record, "  type: mou", "  type: mou  # a remark")
        assert watch.until("small: ")[-1].startswith("small: 20 files in ")
        watch.process.send_signal(signal.SIGINT)
        assert watch.until("interrupted")[-1] == "interrupted; nothing is left half made"
        assert watch.process.wait(_PATIENCE) == 130


def test_a_watch_that_is_terminated_says_so(desk: Workspace) -> None:
    """SIGTERM is exit 143, though what waits for changes takes every signal for Ctrl-C; a program is told in JSON."""
    with _watching(desk, "--json", "-a", "press", "-f", "md") as watch:
        watch.until("written")
        watch.process.send_signal(signal.SIGTERM)
        told = json.loads(watch.until("exit_code")[-1])
        assert told["exit_code"] == watch.process.wait(_PATIENCE) == 143
        assert [problem["message"] for problem in told["problems"]] == ["terminated; nothing is left half made"]


def test_json_events_and_a_choice_of_briefs(desk: Workspace) -> None:
    """One line of JSON a build, of what was asked for only; what else became stale is named."""
    with _watching(desk, "--json", "--audience", "press", "--language", "fr") as watch:
        first = json.loads(watch.until("written")[-1])
        assert first["written"] == ["small.press.fr.docx", "small.press.fr.pdf"]
        _swap(desk.sources / "small" / "accord.yaml", "  type: mou", "  tpye: mou")
        told = json.loads(watch.until("problems")[-1])
        assert told["dossier"] == "small"
        assert "unknown key “tpye” in “instrument”" in [problem["message"] for problem in told["problems"]]


def test_a_change_belongs_to_its_dossier_and_a_template_to_all(desk: Workspace) -> None:
    """Files of a dossier that is not watched, and strangers beside the dossiers, build nothing."""
    other = desk.sources / "other"
    other.mkdir()
    (other / "accord.yaml").write_text("", encoding="utf-8")
    source, template = desk.sources / "small" / "source-1.txt", desk.root / "templates" / "base.md.j2"
    assert touched(desk, [source], ()) == ("small",)
    assert touched(desk, [source, other / "accord.yaml"], ()) == ("other", "small")
    assert touched(desk, [other / "accord.yaml"], ("small",)) == ()
    assert touched(desk, [desk.sources / "notes.txt"], ()) == ()
    assert touched(desk, [template], ()) == ("other", "small")
    assert touched(desk, [template], ("small",)) == ("small",)


def test_folders_that_are_not_there_are_not_watched(tmp_path: Path) -> None:
    """A workspace without templates of its own has only its sources."""
    workspace = small_workspace(tmp_path)
    assert watched_folders(workspace, ()) == (workspace.sources,)
    assert watched_folders(workspace, ("small", "gone")) == (workspace.sources / "small",)


def test_an_unknown_dossier_is_a_usage_error(desk: Workspace) -> None:
    """Nothing is watched."""
    with _watching(desk, "smal") as watch:
        assert watch.until("hint")[-1] == "  hint: did you mean “small”?"
        assert watch.process.wait(_PATIENCE) == 2
