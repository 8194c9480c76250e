"""A desk's own audience beside the bundled ones, from the command to the four files."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from briefings.build.build import build_dossier
from briefings.scaffold import make_workspace
from briefings.workspace import Workspace
from tests.word_reading import word_blocks


def _file(desk: Workspace, audience: str, language: str, ending: str) -> bytes:
    return (desk.output / "rwanda-2024" / f"rwanda-2024.{audience}.{language}.{ending}").read_bytes()


def _hashes(desk: Workspace) -> dict[str, str]:
    folder = desk.output / "rwanda-2024"
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_an_audience_of_the_desks_own_is_built_beside_the_others(tmp_path: Path) -> None:
    """``template new``, an edit and ``build --audience`` give four files; the other twenty stay as they were."""
    make_workspace(tmp_path)
    workspace = Workspace(tmp_path)
    build_dossier(workspace, "rwanda-2024")
    before = _hashes(workspace)
    command = [sys.executable, "-m", "briefings", "-C", str(tmp_path)]
    top = Path(__file__).resolve().parents[2]
    subprocess.run([*command, "template", "new", "ambassador", "--from", "minister"], cwd=top, check=True)
    template = tmp_path / "templates" / "ambassador.md.j2"
    words = "{% block closing %}{% if language == 'fr' %}À relire.{% else %}To be read.{% endif %}{% endblock %}\n"
    template.write_text(template.read_text(encoding="utf-8") + words, encoding="utf-8")
    subprocess.run([*command, "template", "check"], cwd=top, check=True)
    subprocess.run([*command, "build", "rwanda-2024", "--audience", "ambassador"], cwd=top, check=True)
    after = _hashes(workspace)
    fresh = {f"rwanda-2024.ambassador.{lang}.{end}" for lang in ("en", "fr") for end in ("docx", "pdf")}
    assert set(after) == set(before) | fresh
    assert {name: after[name] for name in before if name != "manifest.json"} == {
        name: digest for name, digest in before.items() if name != "manifest.json"
    }
    assert word_blocks(_file(workspace, "ambassador", "fr", "docx"))[-1 - _notes(workspace, "fr")] == "À relire."


def _notes(workspace: Workspace, language: str) -> int:
    """Return how many blocks of the ambassador's brief are notes."""
    blocks = word_blocks(_file(workspace, "ambassador", language, "docx"))
    return len(blocks) - 1 - blocks.index("À relire.")
