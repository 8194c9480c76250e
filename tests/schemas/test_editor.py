"""What an editor with the YAML language server does with the bundled files and with a record that is being written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.scaffold import make_workspace
from briefings.schemas import words
from tests.schemas.language_server import LanguageServer

_FIRST = "# yaml-language-server: $schema=../.schema/accord.schema.json\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    make_workspace(folder)
    return folder


@pytest.fixture(scope="module")
def editor(desk: Path) -> Iterator[LanguageServer]:
    program = shutil.which("yaml-language-server")
    if program is None:
        pytest.skip("yaml-language-server is not installed here")
    with LanguageServer(program, desk) as server:
        yield server


@pytest.mark.parametrize("file", ["sources/rwanda-2024/accord.yaml", "templates/house.yaml"])
def test_nothing_is_marked_in_a_bundled_file(file: str, desk: Path, editor: LanguageServer) -> None:
    assert editor.open(desk / file, (desk / file).read_text(encoding="utf-8")) == []


def test_mistakes_are_marked_while_typing(desk: Path, editor: LanguageServer) -> None:
    """A wrong code, an unknown key, a missing language and a date in words, each on its line."""
    text = (desk / "sources/rwanda-2024/accord.yaml").read_text(encoding="utf-8")
    changes = {
        "    kind: desk-note": "    kind: desk-notte",
        "    reliability:": "    relability:",
        "{en: Accords desk, fr: Bureau des accords}": "{en: Accords desk}",
        "as_at: 2026-11-23": "as_at: 23 November",
    }
    lines = {}
    for old, new in changes.items():
        lines[new] = text[: text.index(old)].count("\n") + 1
        text = text.replace(old, new, 1)
    marks = editor.open(desk / "sources/rwanda-2024/wrong.yaml", text)
    assert sorted({line for line, _ in marks}) == sorted(lines.values())
    told = dict(marks)
    assert told[lines["    kind: desk-notte"]].startswith('Value is not accepted. Valid values: "press", "communique"')
    assert "relability" in told[lines["    relability:"]]
    assert '"fr"' in told[lines["{en: Accords desk}"]]


def test_codes_and_keys_are_completed_and_explained(desk: Path, editor: LanguageServer) -> None:
    path = desk / "sources/rwanda-2024/begun.yaml"
    lines = [
        "dossier:",
        "  marking: ",
        "provisions:",
        "  agreed:",
        "    - code: training",
        "      ",
        "parties:",
        "  - code: ",
    ]
    editor.open(path, _FIRST + "\n".join(lines) + "\n")
    markings = editor.completions(path, 3, 12)
    assert {"public", "internal", "restricted"} <= set(markings)
    assert "For the house only." in markings["internal"]
    keys = editor.completions(path, 7, 7)
    assert {"label", "evidence", "review"} <= set(keys)
    assert keys["label"] == words.KEYS["accord"]["label"]
    assert "Rwanda / Rwanda" in editor.completions(path, 9, 11)["RW"]
    shown = editor.hover(path, 6, 8)
    assert words.KEYS["accord"]["agreed.code"] in shown
    assert "training / formation" in shown
