"""How the command ends: wrong usage, signals, poor terminals and closed pipes."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.build.build import build_dossier
from tests.briefs.conftest import Command
from tests.briefs.desks import EXAMPLE, REPOSITORY, example_workspace, run_apart, set_bytes, small_workspace


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("biuld", "small"), "there is no command “biuld”; did you mean “build”?"),
        (("build",), "DOSSIER"),
        (("build", "small", "--nosuch"), "--nosuch"),
        (("build", "small", "other"), "other"),
        (("template", "nosuch"), "nosuch"),
    ],
)
def test_wrong_usage_is_exit_2(tmp_path: Path, briefing: Command, words: tuple[str, ...], told: str) -> None:
    """What was wrong is named; nothing is built."""
    workspace = small_workspace(tmp_path)
    made = briefing(*words, cwd=workspace.root)
    assert made.code == 2
    assert told in made.err
    assert not workspace.output.exists()


_ENDS = pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)


def _ended_by(number: signal.Signals, ready: Callable[[], bool], *command: str, cwd: Path) -> tuple[int, str, str]:
    """Run Python, send a signal once it is ready, and return its exit code, output and errors."""
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as running:
        patience = time.monotonic() + 60
        while not ready() and time.monotonic() < patience:
            time.sleep(0.02)
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    return running.returncode, out, err


@_ENDS
def test_a_signal_ends_a_build_with_its_code(tmp_path: Path, number: signal.Signals, code: int, word: str) -> None:
    """A build waiting for another one: one line, no traceback, nothing changed, and a program is told the same."""
    workspace = small_workspace(tmp_path)
    build_dossier(workspace, "small")
    before = set_bytes(workspace, "small")
    with (workspace.output / ".sets" / "small.lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        begun = time.monotonic()
        made = _ended_by(
            number, lambda: time.monotonic() - begun > 2, "-m", "briefings", "build", "small", "-f", "md", "--json",
            cwd=workspace.root,
        )  # fmt: skip
    message = f"{word}; nothing is left half made"
    problem = {"code": code, "message": message, "file": None, "line": None, "column": None, "hint": None}
    assert (made[0], made[2].strip()) == (code, message)
    assert json.loads(made[1]) == {"exit_code": code, "problems": [problem]}
    assert set_bytes(workspace, "small") == before


#: Commands that wait: one plainly, one in something that takes any exception of a signal for Ctrl-C.
_WAITING = """
import pathlib, sys, time, click
from briefings import cli

def wait(hide):
    pathlib.Path("ready").touch()
    try:
        time.sleep(60)
    except BaseException:
        if hide:
            raise KeyboardInterrupt
        raise

plainly, hiding = (click.Command("wait", callback=lambda hide=hide: wait(hide)) for hide in (False, True))
sys.modules["waiting"] = sys.modules["__main__"]
cli.cli.table = {"plainly": ("waiting:plainly", ""), "hiding": ("waiting:hiding", "")}
cli.main()
"""


@_ENDS
@pytest.mark.parametrize("command", ["plainly", "hiding"])
def test_a_signal_ends_any_command_with_its_code(
    tmp_path: Path, command: str, number: signal.Signals, code: int, word: str
) -> None:
    """The rule is that of the command line, whatever a command does at the time."""
    made = _ended_by(number, (tmp_path / "ready").is_file, "-c", _WAITING, command, cwd=tmp_path)
    assert (made[0], made[1], made[2].strip()) == (code, "", f"{word}; nothing is left half made")


def test_a_console_without_the_characters_ends_no_build(tmp_path: Path) -> None:
    """A terminal that says it has ASCII only gets its message all the same."""
    workspace = small_workspace(tmp_path)
    made = run_apart("build", "nosuch é", cwd=workspace.root, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert made.code == 2
    assert "Traceback" not in made.err
    assert "hint: use lower-case letters" in made.err


def test_a_name_with_escape_characters_never_reaches_the_terminal(tmp_path: Path, briefing: Command) -> None:
    """Control and direction characters of a name are shown by their code point."""
    workspace = small_workspace(tmp_path)
    made = briefing("build", "a\x1b[31m\u202eb", cwd=workspace.root)
    assert made.code == 2
    assert "[U+001B][31m[U+202E]b" in made.err
    assert "\x1b" not in made.err


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    """``briefing show … | head -1``."""
    if shutil.which("head") is None:
        pytest.skip("head is not installed")
    workspace = example_workspace(tmp_path)
    made = subprocess.run(
        f"{sys.executable} -m briefings show {EXAMPLE} | head -1",
        shell=True,
        cwd=workspace.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "Traceback" not in made.stderr
