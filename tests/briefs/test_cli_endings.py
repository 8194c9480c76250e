"""How the command ends: wrong usage, signals, poor terminals and closed pipes."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefings.build.build import build_dossier
from tests.briefs.conftest import Command
from tests.briefs.desks import EXAMPLE, REPOSITORY, example_workspace, run_apart, small_workspace


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


def test_ctrl_c_is_exit_130(tmp_path: Path) -> None:
    """A build waiting for another one is interrupted: one line, no traceback, nothing changed; SIGTERM is 143."""
    workspace = small_workspace(tmp_path)
    build_dossier(workspace, "small")
    with (workspace.output / ".sets" / "small.lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with subprocess.Popen(
                [sys.executable, "-m", "briefings", "build", "small", "-f", "md"],
                cwd=workspace.root,
                env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
                stderr=subprocess.PIPE,
                encoding="utf-8",
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
            ) as running:
                time.sleep(2)
                running.send_signal(number)
                _, err = running.communicate(timeout=20)
            assert running.returncode == code
            assert "Traceback" not in err
            if number == signal.SIGINT:
                assert err.strip() == "interrupted; nothing was changed"


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
