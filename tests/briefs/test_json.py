"""``--json``: a program is told on standard output how a command ended, also where it ended badly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import REPOSITORY, probe, small_workspace

_KEYS = {"code", "message", "file", "line", "column", "hint"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose one dossier does not hold; the tests only fail in it."""
    workspace = small_workspace(tmp_path_factory.mktemp("desk"))
    record = workspace.sources / "small" / "accord.yaml"
    text = record.read_text(encoding="utf-8").replace("covers training of", "covers naval")
    record.write_text(text.replace("title: {en: A small accord, fr: Un petit accord}", 'title: {en: "", fr: ""}'))
    return workspace


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("build small", 3),
        ("build nosuch", 2),
        ("build --nosuch", 2),
        ("build --match x-*", 2),
        ("show small", 3),
        ("show nosuch", 2),
        ("show", 2),
        ("new small", 2),
        ("new ../x", 2),
        ("new other --source gone.txt", 5),
        ("init sources/small/accord.yaml", 7),
        ("template show nosuch", 2),
        ("template new x --from nosuch", 2),
        ("template nosuch", 2),
        ("verify gone.pdf", 5),
        ("verify sources/small/accord.yaml", 5),
        ("attach gone.pdf small -o out.pdf", 5),
        ("attach gone.pdf small -o out.pdf --in-place", 2),
        ("watch nosuch", 2),
        ("schema nosuch", 2),
        ("completion nosuch", 2),
        ("-C gone list", 2),
        ("biuld small", 2),
    ],
)
def test_a_failure_is_one_object_of_the_same_shape(desk: Workspace, briefing: Command, words: str, code: int) -> None:
    """Exit code and problems; what people read on standard error is the same as without it."""
    plain = briefing(*words.split(), cwd=desk.root)
    made = briefing(*words.split(), "--json", cwd=desk.root)
    told = json.loads(made.out)
    assert made.out.count("\n") == 1
    assert set(told) == {"exit_code", "problems"}
    assert told["exit_code"] == made.code == plain.code == code
    assert told["problems"] and all(set(problem) == _KEYS for problem in told["problems"])
    assert plain.err == made.err
    assert all(problem["message"] in " ".join(made.err.split()) for problem in told["problems"])


def test_every_problem_of_a_dossier_has_its_place(desk: Workspace, briefing: Command) -> None:
    """File, line, column and way out of each."""
    told = json.loads(briefing("--json", "build", "small", cwd=desk.root).out)
    assert told["problems"][0] == {
        "code": 3,
        "message": "“title” has no words in en, fr",
        "file": "sources/small/accord.yaml",
        "line": 4,
        "column": 11,
        "hint": "fill in “en:” and “fr:”",
    }


def test_checks_tell_their_exit_code_beside_what_they_found(desk: Workspace, tmp_path: Path, briefing: Command) -> None:
    """One object, well or not."""
    workspace = small_workspace(tmp_path)
    assert json.loads(briefing("check", "--json", cwd=workspace.root).out) == {
        "exit_code": 0,
        "problems": [],
        "sound": ["small"],
        "remarks": [],
    }
    assert json.loads(briefing("check", "--json", cwd=desk.root).out)["exit_code"] == 3
    probe(workspace, "# T\n\n{{ dosier.title }}\n")
    made = briefing("template", "check", "--json", cwd=workspace.root)
    told = json.loads(made.out)
    assert (made.code, told["exit_code"], set(told)) == (4, 4, {"audiences", "exit_code", "problems", "remarks"})
    assert [problem["hint"] for problem in told["problems"]] == ["did you mean “dossier”?"]


def test_a_word_behind_two_hyphens_is_no_option(desk: Workspace, briefing: Command) -> None:
    """``--`` ends the options."""
    made = briefing("build", "--", "--json", cwd=desk.root)
    assert (made.code, made.out) == (2, "")


def test_a_fault_of_ours_is_told_too(tmp_path: Path) -> None:
    """A command that cannot even be imported: exit 1, no traceback."""
    broken = "from briefings import cli; cli.cli.table = {'boom': ('briefings.nosuch:x', '')}; cli.main()"
    made = subprocess.run(
        [sys.executable, "-c", broken, "boom", "--json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told: dict[str, Any] = json.loads(made.stdout)
    assert (made.returncode, told["exit_code"]) == (1, 1)
    assert told["problems"][0]["message"].endswith(": ModuleNotFoundError")
    assert "Traceback" not in made.stderr
