"""A task is plain values: what goes into a worker, what comes out, and what it leaves behind."""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefings.batch.bundle import (
    NO_TEMPLATES,
    Item,
    Kind,
    Templates,
    bundle_dossier,
    bundle_templates,
    unpack,
    unpack_templates,
)
from briefings.batch.engines import Processes
from briefings.batch.task import DamagedOutcome, Task, leave, made_set, run, shaping_versions
from briefings.build.build import build_dossier
from briefings.build.manifest import installed_versions
from briefings.errors import BriefingError, ExitCode
from briefings.workspace import Workspace
from tests.batches.desks import QUICK, break_quotation, many
from tests.briefs.desks import set_bytes


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return many(tmp_path, 1)


def _task(workspace: Workspace) -> Task:
    folder = workspace.dossier("d-000")
    templates = bundle_templates(workspace.root / "templates")
    return Task("d-000", bundle_dossier(folder, "sources/d-000"), templates, QUICK, versions=shaping_versions())


def test_a_task_and_its_outcome_travel(workspace: Workspace) -> None:
    """Pickled there and back, and with the workspace gone, the files are those of a build here."""
    build_dossier(workspace, "d-000", QUICK)
    expected = set_bytes(workspace, "d-000")
    sent = pickle.dumps(_task(workspace))
    (workspace.root / "sources").rename(workspace.root / "gone")
    (workspace.root / "templates").rename(workspace.root / "gone-too")
    outcome = pickle.loads(pickle.dumps(run(pickle.loads(sent))))
    assert outcome.problems == ()
    assert made_set(outcome).files == {name: data for name, data in expected.items() if name != "manifest.json"}
    assert outcome.made is not None
    assert not outcome.made.files


def test_templates_come_only_where_they_are_lacking(workspace: Workspace) -> None:
    """A worker asks for templates it does not have, and keeps them."""
    leave()
    task = _task(workspace)
    without = replace(task, templates=Templates(task.templates.digest, b""))
    assert run(without).lacks_templates
    assert run(task).made
    assert run(without).made
    leave()
    assert run(without).lacks_templates


def test_other_versions_are_refused(workspace: Workspace) -> None:
    """Nothing is made by a worker that would make other files; it says what it has."""
    task = _task(workspace)
    outcome = run(replace(task, versions={**task.versions, "reportlab": "1.0"}))
    assert outcome.versions == shaping_versions()
    assert outcome.made is None
    assert set(shaping_versions()) == {*installed_versions(), "packaged templates", "python", "zlib"}


def test_a_worker_leaves_nothing_behind(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is empty but for the templates it keeps, also after a failure; its variables are as they were."""
    leave()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    task = _task(workspace)
    break_quotation(workspace, "d-000")
    assert run(task).made
    assert run(_task(workspace)).problems
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"
    (folder,) = (tmp_path / "scratch").iterdir()
    assert [path.name for path in folder.iterdir()] == [f"house-{task.templates.digest}"]
    leave()
    assert list((tmp_path / "scratch").iterdir()) == []


def test_no_room_for_temporary_files_is_exit_7(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told with the reason and a way out, by a worker and by the pool, and no path."""
    leave()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    (problem,) = run(_task(workspace)).problems
    assert (problem.code, problem.message) == (
        ExitCode.OUTPUT,
        "temporary files cannot be written: no such file or directory",
    )
    with pytest.raises(BriefingError) as caught:
        Processes(2).start()
    assert caught.value.problems == (problem,)


def test_equal_files_travel_once_and_are_checked(workspace: Workspace) -> None:
    """Contents go by their SHA-256; one that is missing or is another is refused."""
    outcome = run(_task(workspace))
    assert outcome.made is not None
    assert set(outcome.contents) == {entry.sha256 for entry in outcome.made.entries}
    for contents in ({}, dict.fromkeys(outcome.contents, b"other")):
        with pytest.raises(DamagedOutcome):
            made_set(replace(outcome, contents=contents))


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are those of POSIX")
def test_entries_keep_their_kind(tmp_path: Path) -> None:
    """Files with what they hold; all else as what it is. What a dossier's link leads to does not travel."""
    (tmp_path / "secret.txt").write_bytes(b"not yours")
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    (before / "a.txt").write_bytes(b"words")
    (before / "big.txt").touch()
    os.truncate(before / "big.txt", 20_000_001)
    (before / "link.txt").symlink_to(tmp_path / "secret.txt")
    (before / "broken.txt").symlink_to("nowhere")
    (before / "folder").mkdir()
    (before / "folder" / "inside.txt").write_bytes(b"not read")
    os.mkfifo(before / "pipe")
    items = bundle_dossier(before, "sources/x")
    assert {item.name: item.kind for item in items} == {
        "a.txt": Kind.FILE,
        "big.txt": Kind.LARGE,
        "broken.txt": Kind.BROKEN_LINK,
        "folder": Kind.FOLDER,
        "link.txt": Kind.LINK,
        "pipe": Kind.PIPE,
    }
    assert b"not yours" not in pickle.dumps(items)
    unpack(items, after)
    for item, other in zip(items, bundle_dossier(after, "sources/x"), strict=True):
        assert (other.name, other.kind, other.data, other.size) == (item.name, item.kind, item.data, item.size)


def test_a_folder_too_large_to_travel_is_over_a_limit(tmp_path: Path) -> None:
    """Eleven files of just under the readers' limit."""
    for number in range(11):
        (tmp_path / f"{number}.txt").touch()
        os.truncate(tmp_path / f"{number}.txt", 9_999_999)
    with pytest.raises(BriefingError, match="too much to hand to a worker") as caught:
        bundle_dossier(tmp_path, "sources/x")
    assert caught.value.exit_code is ExitCode.LIMIT


@pytest.mark.parametrize("name", ["../up", "a/b", "..", ""])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """A bundle holds plain names."""
    with pytest.raises(ValueError, match="no plain name"):
        unpack([Item(name, Kind.FILE, b"x")], tmp_path)


def test_templates_of_another_digest_are_refused(tmp_path: Path, workspace: Workspace) -> None:
    """What is unpacked is what was named; a workspace without templates has none to send."""
    templates = bundle_templates(workspace.root / "templates")
    with pytest.raises(ValueError, match="damaged"):
        unpack_templates(Templates(templates.digest, templates.packed + b"\0"), tmp_path / "new")
    assert bundle_templates(tmp_path / "none") == NO_TEMPLATES
