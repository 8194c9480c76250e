"""What the tests of this folder share: the command in this process, and the example built once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings import cli
from briefings.build.build import Choice, Result, build_dossier
from briefings.workspace import Workspace
from tests.briefs.desks import EXAMPLE, Outcome, example_workspace

Command = Callable[..., Outcome]


@pytest.fixture
def briefing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs ``briefing WORDS`` in a folder, in this process."""

    def run(*words: str, cwd: Path) -> Outcome:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["briefing", *words])
        monkeypatch.setattr("signal.signal", lambda *_: None)
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        printed = capsys.readouterr()
        return Outcome(int(left.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Result]:
    """Return the example dossier, built whole in Word, PDF and Markdown; tests only read it."""
    workspace = example_workspace(tmp_path_factory.mktemp("built"))
    return workspace, build_dossier(workspace, EXAMPLE, Choice(formats=("docx", "pdf", "md")))
