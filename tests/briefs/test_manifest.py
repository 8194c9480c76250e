"""``manifest.json`` says what each file is and what it was built from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from briefings.build.build import Choice, build_dossier
from briefings.build.manifest import read_entries
from briefings.dossiers import load_dossier
from tests.briefs.desks import AUDIENCES, EXAMPLE, own_templates, set_bytes, small_workspace


def test_the_manifest_tells_the_truth(built: tuple[Any, Any]) -> None:
    """Hashes, sizes and pages equal those of the files; every file is listed once."""
    workspace, _ = built
    files = set_bytes(workspace, EXAMPLE)
    manifest = json.loads(files.pop("manifest.json"))
    rows = {row["file"]: row for row in manifest["files"]}
    assert set(rows) == set(files)
    assert set(files) == {
        f"{EXAMPLE}.{name}.{code}.{form}"
        for name in AUDIENCES
        for code in ("en", "fr")
        for form in ("docx", "pdf", "md")
    }
    folder = workspace.output / EXAMPLE
    for name, data in files.items():
        assert (rows[name]["sha256"], rows[name]["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
        pages = len(PdfReader(folder / name).pages) if name.endswith(".pdf") else None
        assert rows[name]["pages"] == pages


def test_the_ministers_brief_has_two_pages_at_most(built: tuple[Any, Any]) -> None:
    """In English and in French, as its audience promises."""
    workspace, _ = built
    files = json.loads((workspace.output / EXAMPLE / "manifest.json").read_bytes())["files"]
    pages = {entry["language"]: entry["pages"] for entry in files if entry["audience"] == "minister" and entry["pages"]}
    assert set(pages) == {"en", "fr"} and max(pages.values()) <= 2


def test_every_fact_is_used_or_named_as_not_used(built: tuple[Any, Any]) -> None:
    """The two lists are all facts of the record, in its order; the analyst's file uses every one."""
    workspace, result = built
    ids = [fact.id for fact in load_dossier(workspace, EXAMPLE).accord.facts()]
    for entry in result.written:
        assert sorted([*entry.facts_used, *entry.facts_not_used]) == sorted(ids)
        assert [name for name in ids if name in entry.facts_used] == list(entry.facts_used)
        if entry.audience == "analyst":
            assert entry.facts_not_used == ()


def test_inputs_are_files_and_versions(built: tuple[Any, Any]) -> None:
    """Record, source, house style, templates and labels, each with the hash of its bytes; no path of the machine."""
    workspace, result = built
    data = set_bytes(workspace, EXAMPLE)["manifest.json"]
    assert str(workspace.root).encode() not in data
    inputs = json.loads(data)["inputs"]
    for name in ("accord.yaml", "note.fr.md"):
        path = workspace.sources / EXAMPLE / name
        assert inputs[f"sources/{EXAMPLE}/{name}"] == hashlib.sha256(path.read_bytes()).hexdigest()
    for entry in result.written:
        assert f"briefings:templates/{entry.audience}.md.j2" in entry.built_from
        assert f"briefings:templates/{entry.language}/labels.yaml" in entry.built_from
        assert "briefings:templates/base.md.j2" in entry.built_from
        assert "briefings:templates/house.yaml" in entry.built_from


def test_what_was_built_from_is_the_same_in_a_partial_build(tmp_path: Path) -> None:
    """A file says the same about itself, whatever was built beside it."""
    whole = small_workspace(tmp_path / "whole")
    part = small_workspace(tmp_path / "part")
    every = build_dossier(whole, "small").written
    some = build_dossier(part, "small", Choice(("press",), ("fr",), ("pdf",))).written
    assert [entry for entry in every if entry.file == "small.press.fr.pdf"] == list(some)


def test_stale_files_are_named(tmp_path: Path) -> None:
    """A partial build carries the others over byte for byte and names those whose inputs have changed."""
    workspace = small_workspace(tmp_path)
    templates = own_templates(workspace)
    build_dossier(workspace, "small")
    before = set_bytes(workspace, "small")
    press = templates / "press.md.j2"
    press.write_text(press.read_text(encoding="utf-8").replace("target: 1", "target: 2"), encoding="utf-8")
    made = build_dossier(workspace, "small", Choice(("minister",), ("en",), ("docx",)))
    after = set_bytes(workspace, "small")
    assert {name: data for name, data in after.items() if name != "manifest.json"} == {
        name: data for name, data in before.items() if name != "manifest.json"
    }
    assert len(made.carried) == 19
    assert set(made.stale) == {f"small.press.{code}.{form}" for code in ("en", "fr") for form in ("docx", "pdf")}
    assert {entry.file for entry in read_entries(workspace.output / "small")} == set(after) - {"manifest.json"}


def test_a_change_of_the_record_makes_all_carried_files_stale(tmp_path: Path) -> None:
    """Every brief is built from the record."""
    workspace = small_workspace(tmp_path)
    build_dossier(workspace, "small")
    record = workspace.sources / "small" / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    made = build_dossier(workspace, "small", Choice(("minister",)))
    assert len(made.stale) == 16
    assert build_dossier(workspace, "small").stale == ()


def test_a_carried_file_changed_by_hand_is_left_behind(tmp_path: Path) -> None:
    """What no longer is what the manifest says is not passed on as ours."""
    workspace = small_workspace(tmp_path)
    build_dossier(workspace, "small")
    (workspace.output / "small" / "small.press.en.docx").write_bytes(b"changed")
    (workspace.output / "small" / "note.txt").write_bytes(b"foreign")
    made = build_dossier(workspace, "small", Choice(("minister",)))
    names = set(set_bytes(workspace, "small"))
    assert "small.press.en.docx" not in names
    assert "note.txt" not in names
    assert len(made.carried) == 15


def test_a_broken_manifest_carries_nothing(tmp_path: Path) -> None:
    """A foreign or damaged manifest is no list of files."""
    for text in (
        "",
        "[]",
        "{}",
        '{"manifest": 99, "files": []}',
        '{"manifest": 1, "files": [{"file": "x"}]}',
        "\ufffd",
    ):
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        assert read_entries(tmp_path) == []
    assert read_entries(tmp_path / "nowhere") == []
