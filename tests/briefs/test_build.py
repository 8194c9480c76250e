"""``briefing build``, end to end: the same bytes everywhere, and a failing build changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import (
    EXAMPLE,
    REPOSITORY,
    example_workspace,
    own_templates,
    probe,
    run_apart,
    said,
    set_bytes,
    small_workspace,
)


def test_the_example_is_twenty_files(tmp_path: Path) -> None:
    """Five audiences, two languages, Word and PDF, and a manifest, behind a relative link."""
    workspace = example_workspace(tmp_path)
    made = build_dossier(workspace, EXAMPLE)
    assert len(made.written) == 20
    assert len(set_bytes(workspace, EXAMPLE)) == 21
    target = (workspace.output / EXAMPLE).readlink()
    assert not target.is_absolute()
    assert target.parts[0] == ".sets"
    assert made.changed
    assert not build_dossier(workspace, EXAMPLE).changed


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Caracas", "LC_ALL": "tr_TR.UTF-8", "LANG": "ar_MA.UTF-8", "PYTHONHASHSEED": "4711"},
        {"HOME": "/nonexistent", "RL_invariant": "0", "USER": "somebody", "PYTHONDONTWRITEBYTECODE": "1"},
    ],
)
def test_the_same_bytes_everywhere(built: tuple[Workspace, object], tmp_path: Path, env: dict[str, str]) -> None:
    """Another folder, time zone, locale, hash seed and user: every file is the same."""
    workspace = example_workspace(tmp_path / "another folder é")
    made = run_apart("build", EXAMPLE, "--format", "docx,pdf,md", cwd=workspace.root, env=env)
    assert (made.code, made.err) == (0, "")
    assert set_bytes(workspace, EXAMPLE) == set_bytes(built[0], EXAMPLE)


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
@pytest.mark.parametrize("moment", ["1970-01-02 00:00:00", "2107-12-31 23:59:59"])
def test_the_same_bytes_at_any_clock(built: tuple[Workspace, object], tmp_path: Path, moment: str) -> None:
    """The clock of the machine enters no file: the library is told another time and the bytes are the same."""
    workspace = example_workspace(tmp_path)
    command = ["faketime", "-f", moment, sys.executable, "-m", "briefings", "build", EXAMPLE, "-f", "docx,pdf,md"]
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    made = subprocess.run(
        command, cwd=workspace.root, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert set_bytes(workspace, EXAMPLE) == set_bytes(built[0], EXAMPLE)


def test_a_partial_build_then_the_rest_is_the_whole(tmp_path: Path) -> None:
    """Whatever the order of builds, the set ends the same."""
    one, other = small_workspace(tmp_path / "one"), small_workspace(tmp_path / "other")
    build_dossier(one, "small")
    build_dossier(other, "small", Choice(("press",), ("fr",)))
    build_dossier(other, "small", Choice(formats=("pdf",)))
    build_dossier(other, "small", Choice(formats=("docx",)))
    assert set_bytes(other, "small") == set_bytes(one, "small")


Break = Callable[[Workspace], tuple[str, ...]]


def _edited(old: str, new: str, name: str = "accord.yaml") -> Break:
    def change(workspace: Workspace) -> tuple[str, ...]:
        path = workspace.sources / "small" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return ()

    return change


def _asked(*words: str) -> Break:
    return lambda workspace: words


def _template(body: str) -> Break:
    def change(workspace: Workspace) -> tuple[str, ...]:
        probe(workspace, body)
        return ()

    return change


def _no_source(workspace: Workspace) -> tuple[str, ...]:
    (workspace.sources / "small" / "source-1.txt").unlink()
    return ()


def _glyph(workspace: Workspace) -> tuple[str, ...]:
    record = workspace.sources / "small" / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8") + said("ⵜⴰⵎⴰⵣⵉⵖⵜ awal", 9), encoding="utf-8")
    source = workspace.sources / "small" / "source-1.txt"
    source.write_text(source.read_text(encoding="utf-8") + "\nⵜⴰⵎⴰⵣⵉⵖⵜ awal\n", encoding="utf-8")
    return ()


def _limit(workspace: Workspace) -> tuple[str, ...]:
    path = probe(workspace, "# T\n\n" + "words and words\n\n" * 300)
    path.write_text(path.read_text(encoding="utf-8").replace("target: 1", "target: 1\nlimit: 1"), encoding="utf-8")
    return ()


_FAILURES: dict[str, tuple[Break, int, str]] = {
    "bad quotation": (
        _edited("covers training of military", "covers training of naval"),
        3,
        "sources/small/accord.yaml:35:18: ",
    ),
    "missing source": (_no_source, 5, "sources/small/source-1.txt: the file is not there"),
    "unknown key": (
        _edited("  type: mou", "  tpye: mou\n  type: mou"),
        3,
        "sources/small/accord.yaml:19:3: unknown key “tpye”",
    ),
    "repeated key": (
        _edited("  type: mou", "  type: mou\n  type: mou"),
        3,
        "sources/small/accord.yaml:20:3: key “type” is given twice",
    ),
    "unknown country": (
        _edited(
            "provisions:",
            "parties:\n  - id: p\n    code: XX\n    text: {en: a, fr: a}\n    review: accepted\nprovisions:",
        ),
        3,
        "sources/small/accord.yaml:29:11: ",
    ),
    "undefined name": (_template("# T\n\n{{ dosier }}\n"), 4, "templates/probe.md.j2:10: “dosier” is not defined"),
    "template syntax": (_template("# T\n\n{% if %}\n"), 4, "templates/probe.md.j2:10: "),
    "unknown audience": (_asked("--audience", "ministre"), 2, "there is no audience “ministre”"),
    "unknown language": (_asked("--language", "de"), 2, "there is no language “de” to build"),
    "unknown format": (_asked("--format", "odt"), 2, "there is no format “odt”"),
    "missing glyph": (_glyph, 6, "sources/small/accord.yaml:47:5: font Source Sans Pro has no glyph for U+2D5C"),
    "page limit": (_limit, 6, "templates/probe.md.j2:6:1: the brief for “probe” in “en” has"),
}


@pytest.mark.parametrize("kind", _FAILURES)
def test_a_failing_build_changes_nothing(tmp_path: Path, briefing: Command, kind: str) -> None:
    """The earlier set stays byte for byte; the problem is told with place and hint, with the exit code of its kind."""
    workspace = small_workspace(tmp_path)
    build_dossier(workspace, "small")
    before = set_bytes(workspace, "small")
    link = (workspace.output / "small").readlink()
    change, code, told = _FAILURES[kind]
    made = briefing("build", "small", *change(workspace), cwd=workspace.root)
    assert (made.code, made.out) == (code, ""), made.err
    assert told in made.err
    assert "Traceback" not in made.err
    assert str(tmp_path) not in made.err
    if kind not in ("undefined name", "template syntax", "missing source"):
        assert "\n  hint: " in made.err
    assert set_bytes(workspace, "small") == before
    assert (workspace.output / "small").readlink() == link
    assert {path.name for path in (workspace.output / ".sets").iterdir()} == {link.name, "small.lock"}


def test_an_unknown_dossier_is_a_usage_error(tmp_path: Path, briefing: Command) -> None:
    """The nearest known one is offered; nothing is made."""
    workspace = small_workspace(tmp_path)
    made = briefing("build", "smal", cwd=workspace.root)
    assert (made.code, made.err) == (2, "there is no dossier “smal”\n  hint: did you mean “small”?\n")
    assert not workspace.output.exists()


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        (("missing source", "unknown key", "front matter"), 5),
        (("missing source", "front matter"), 5),
        (("unknown key", "front matter"), 3),
        (("front matter",), 4),
    ],
)
def test_several_kinds_at_once_give_the_code_of_the_first_stage(
    tmp_path: Path, briefing: Command, kinds: tuple[str, ...], code: int
) -> None:
    """The order is 5, 3, 4; each kind is told. Layout and output are reached only where these are sound."""
    workspace = small_workspace(tmp_path)
    for kind in kinds:
        (_front_matter if kind == "front matter" else _FAILURES[kind][0])(workspace)
    made = briefing("build", "small", cwd=workspace.root)
    assert made.code == code, made.err
    told = {"missing source": "source-1.txt: ", "unknown key": "unknown key “tpye”", "front matter": "secret"}
    assert [kind for kind in kinds if told[kind] not in made.err] == []


def _front_matter(workspace: Workspace) -> tuple[str, ...]:
    probe(workspace, "# T\n", marking="secret")
    return ()


def test_all_problems_of_a_run_are_told_together(tmp_path: Path, briefing: Command) -> None:
    """Three wrong things in the record are three problems, each once, in the order of the file."""
    workspace = small_workspace(tmp_path)
    _edited("covers training of military", "covers training of naval")(workspace)
    _edited("signed a memorandum", "signed some memorandum")(workspace)
    made = briefing("build", "small", cwd=workspace.root)
    lines = [line for line in made.err.splitlines() if line.startswith("sources/")]
    assert [line.split(":")[1] for line in lines] == ["24", "35"]
    assert made.err.splitlines()[-1] == "2 problems; nothing was built or changed"


def test_a_foreign_thing_under_the_name_of_the_output(tmp_path: Path, briefing: Command) -> None:
    """Exit 7; what is there stays."""
    workspace = small_workspace(tmp_path)
    (workspace.output / "small").mkdir(parents=True)
    (workspace.output / "small" / "thesis.txt").write_text("mine", encoding="utf-8")
    made = briefing("build", "small", cwd=workspace.root)
    assert made.code == 7
    assert made.err.startswith("output/small: something else has the name of the output\n  hint: ")
    assert [path.name for path in (workspace.output / "small").iterdir()] == ["thesis.txt"]


def test_an_output_that_is_a_file(tmp_path: Path, briefing: Command) -> None:
    """Exit 7 with a relative path."""
    workspace = small_workspace(tmp_path)
    workspace.output.write_text("mine", encoding="utf-8")
    made = briefing("build", "small", cwd=workspace.root)
    assert made.code == 7
    assert made.err.startswith("output/small: the set could not be written: ")
    assert workspace.output.read_text(encoding="utf-8") == "mine"


def test_the_page_setting_and_size_of_a_house_reach_the_file(tmp_path: Path) -> None:
    """A house on US Letter and in American English gets both."""
    workspace = small_workspace(tmp_path)
    house = own_templates(workspace) / "house.yaml"
    text = house.read_text(encoding="utf-8")
    house.write_text(text.replace("size: A4", "size: Letter").replace("en: en-GB", "en: en-US"), encoding="utf-8")
    build_dossier(workspace, "small", Choice(("press",), ("en",), ("pdf", "md")))
    files = set_bytes(workspace, "small")
    assert b"lang: en-US" in files["small.press.en.md"]
    assert "November 23, 2026" in files["small.press.en.md"].decode()
    assert b"612 792" in files["small.press.en.pdf"]
