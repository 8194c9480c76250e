"""Kept results: taken up where nothing has changed, worked out again where anything has."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import briefings
from briefings.errors import BriefingError
from briefings.kept.checking import Checking
from briefings.kept.findings import Finding, Overview, read_result, write_result
from briefings.kept.inputs import file_digest, folder_digest, rules_digest
from briefings.kept.store import KeptResults
from briefings.workspace import Workspace
from tests.records.kept_desk import BROKEN, OTHER, SOUND, edit, results, rows, write_desk


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return write_desk(tmp_path)


def test_a_second_run_finds_the_same_without_checking(desk: Workspace) -> None:
    first, second = results(desk), results(desk)
    assert first[:2] == second[:2]
    assert (first[2], second[2]) == (0, 3)
    assert [bool(finding.problems) for finding in second[0]] == [False, True, False]
    assert [finding.facts > 0 for finding in second[0]] == [True, False, True]


def test_fresh_takes_nothing_up(desk: Workspace) -> None:
    first = results(desk)
    assert results(desk, fresh=True)[:3] == first[:3]


def test_an_overview_is_taken_up_from_a_check(desk: Workspace) -> None:
    """A list after a check reads no record, broken evidence or not."""
    with KeptResults(desk.output) as kept:
        for name in desk.dossier_ids():
            Checking(desk, kept).finding(name)
    with KeptResults(desk.output) as kept:
        checking = Checking(desk, kept)
        overviews = [checking.overview(name) for name in desk.dossier_ids()]
    assert checking.taken_up == 3
    assert overviews[0].title == "Invented accord 00001"
    assert all(overview.reads for overview in overviews)


CHANGES: dict[str, Callable[[Path], object]] = {
    "the record": lambda folder: edit(folder / "accord.yaml"),
    "a source": lambda folder: edit(next(folder.glob("source-1.*"))),
    "a source is gone": lambda folder: next(folder.glob("source-1.*")).unlink(),
    "a file more": lambda folder: (folder / "annex.md").write_text("An invented annex.\n", encoding="utf-8"),
    "a source has another name": lambda folder: next(folder.glob("source-1.*")).rename(folder / "renamed.md"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_content_checks_that_dossier_again_and_no_other(desk: Workspace, change: str) -> None:
    results(desk)
    CHANGES[change](desk.sources / OTHER)
    changed = results(desk)
    assert changed[2] == 2
    assert changed[0] == results(desk, fresh=True)[0]


def test_a_new_time_without_new_content_checks_nothing_again(desk: Workspace) -> None:
    results(desk)
    for path in desk.sources.glob("*/*"):
        os.utime(path, (1, 1))
    assert results(desk)[2] == 3


def test_another_version_or_other_data_of_the_program_checks_everything_again(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version, a table of names, a line of the gate: each has a say in what a check finds."""
    results(desk)
    package = Path(briefings.__file__).parent
    copy = tmp_path / "copy"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "fonts", "writers"))
    digests = {rules_digest()}
    with monkeypatch.context() as patched:
        patched.setattr(briefings, "__version__", "999")
        rules_digest.cache_clear()
        assert results(desk)[2] == 0
        digests.add(rules_digest())
    for changed in ("vocabulary/countries.tsv", "checks/values.py", "facts.py"):
        with monkeypatch.context() as patched:
            edit(copy / changed)
            patched.setattr(briefings, "__file__", str(copy / "__init__.py"))
            rules_digest.cache_clear()
            digests.add(rules_digest())
    rules_digest.cache_clear()
    assert len(digests) == 5


def test_what_is_no_file_is_never_kept(desk: Workspace) -> None:
    """A link and a pipe cannot be told by content: such a dossier is checked each time, with the same problems."""
    source = next((desk.sources / OTHER).glob("source-1.*"))
    source.rename(desk.root / "elsewhere.md")
    source.symlink_to(desk.root / "elsewhere.md")
    first, second = results(desk), results(desk)
    assert second[0] == first[0]
    assert second[2] == 2
    source.unlink()
    os.mkfifo(source)
    assert folder_digest(desk.sources / OTHER) is None
    assert file_digest(str(source)) is None
    assert "no regular file" in results(desk)[0][2].problems[0].message


def test_dossiers_that_are_gone_are_forgotten(desk: Workspace) -> None:
    results(desk)
    assert len(rows(desk)) == 6
    shutil.rmtree(desk.sources / OTHER)
    with KeptResults(desk.output) as kept:
        kept.drop_all_but(desk.dossier_ids())
    assert {row[1] for row in rows(desk)} == {SOUND, BROKEN}


def test_nothing_of_this_machine_and_nothing_executable_is_kept(desk: Workspace) -> None:
    """No absolute path; results are JSON."""
    results(desk)
    data = (desk.output / ".checks" / "results.sqlite").read_bytes()
    assert str(desk.root).encode() not in data
    assert all(isinstance(json.loads(row[3]), dict) for row in rows(desk))


def test_an_unknown_dossier_is_told_and_not_kept(desk: Workspace) -> None:
    with KeptResults(desk.output) as kept:
        found = Checking(desk, kept).finding("unknown")
        with pytest.raises(BriefingError, match="there is no dossier"):
            Checking(desk, kept).overview("unknown")
    assert [(problem.code, problem.message) for problem in found.problems] == [(2, "there is no dossier “unknown”")]
    assert not desk.output.exists()


@pytest.mark.parametrize("kept_before", [(), (BROKEN, OTHER)])
def test_work_in_other_processes_gives_the_same_in_order(desk: Workspace, kept_before: tuple[str, ...]) -> None:
    """Whatever is taken up, and whatever is worked out elsewhere; an unknown dossier is told between the others."""
    names = [*desk.dossier_ids(), "unknown", SOUND]
    with KeptResults(desk.root / "no-output") as none:
        expected = list(Checking(desk, none).findings(names))
    with KeptResults(desk.output) as kept:
        for name in kept_before:
            Checking(desk, kept).finding(name)
    with KeptResults(desk.output) as kept, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(Checking(desk, kept).findings(names, pool)) == expected
    assert results(desk)[2] == 3


_FINDING = '{"dossier": "a", "facts": 1, "quotations": 1, "remarks": [], "problems": [%s]}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        _FINDING.replace('"facts": 1', '"facts": true') % "",
        _FINDING.replace("[]", "[1]") % "",
        _FINDING % "3",
        _FINDING % '{"code": 99, "message": "m"}',
        _FINDING % '{"code": 3, "message": "m", "location": "f"}',
        _FINDING % '{"code": 3, "message": "m", "location": {"file": "f", "line": "1"}}',
    ],
)
def test_what_is_no_result_is_read_as_none(text: str) -> None:
    assert read_result(text, Finding) is None
    assert read_result(text, Overview) is None


def test_a_finding_survives_its_writing(desk: Workspace) -> None:
    for finding in results(desk)[0]:
        assert read_result(write_result(finding), Finding) == finding
    assert read_result(_FINDING % '{"code": 3, "message": "m"}', Finding) is not None
