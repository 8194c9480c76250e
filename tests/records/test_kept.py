"""Kept results: taken up where nothing has changed, worked out again where anything has, and never trusted damaged."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import briefings
from benchmarks.corpus import write_corpus
from briefings.errors import BriefingError
from briefings.kept import store
from briefings.kept.checking import Checking
from briefings.kept.findings import Finding, Overview, read_result, write_result
from briefings.kept.inputs import file_digest, folder_digest, rules_digest
from briefings.kept.store import KeptResults
from briefings.workspace import Workspace

SOUND, BROKEN, OTHER = "invented-00001", "invented-00002", "invented-00003"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """Three invented dossiers; a quotation of the second is not in its source."""
    write_corpus(tmp_path, 3)
    record = tmp_path / "sources" / BROKEN / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace('exact: "', 'exact: "other ', 1), encoding="utf-8")
    return Workspace(tmp_path)


def results(desk: Workspace, fresh: bool = False) -> tuple[list[Finding], list[Overview], int, list[str]]:
    """Check and list every dossier; return what came out, how much of it was taken up, and notes."""
    with KeptResults(desk.output) as kept:
        checking = Checking(desk, kept, fresh)
        findings = [checking.finding(name) for name in desk.dossier_ids()]
        checked = checking.taken_up
        overviews = [checking.overview(name) for name in desk.dossier_ids()]
    return findings, overviews, checked, kept.notes


def rows(desk: Workspace) -> list[tuple[str, ...]]:
    with sqlite3.connect(desk.output / ".checks" / "results.sqlite") as database:
        return database.execute("SELECT kind, dossier, inputs, body, proof FROM kept").fetchall()


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


def _edit(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the record": lambda folder: _edit(folder / "accord.yaml"),
    "a source": lambda folder: _edit(next(folder.glob("source-1.*"))),
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
            _edit(copy / changed)
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


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _garbage(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(9000))


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _statement(words: str) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        with sqlite3.connect(file) as database:
            database.execute(words)

    return run


DAMAGE = {
    "half of it": (_cut, 0),
    "garbage": (_garbage, 0),
    "nothing in it": (_empty, 0),
    "another table": (_statement("CREATE TABLE other (a)"), 0),
    "a trigger": (
        _statement("CREATE TRIGGER t AFTER INSERT ON kept BEGIN DELETE FROM kept; END"),
        0,
    ),
    "a result of another": (
        _statement(
            f"UPDATE kept SET body = replace(body, '\"code\":3', '\"code\":5') WHERE kind = 'check' AND dossier = '{BROKEN}'"
        ),
        2,
    ),
    "bytes for text": (_statement(f"UPDATE kept SET body = x'ff00' WHERE dossier = '{SOUND}'"), 2),
    "text that is not UTF-8": (
        _statement(f"UPDATE kept SET body = CAST(x'ff' AS TEXT) WHERE dossier = '{SOUND}'"),
        0,
    ),
    "a result too long": (_statement("UPDATE kept SET body = zeroblob(3000000) WHERE kind = 'check'"), 0),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_not_trusted(desk: Workspace, damage: str) -> None:
    """The results are right, and the next run takes up what this one kept."""
    expected = results(desk)
    do, taken_up = DAMAGE[damage]
    do(desk.output / ".checks" / "results.sqlite")
    found = results(desk)
    assert found[:2] == expected[:2]
    assert found[2] == taken_up
    again = results(desk)
    assert again[:2] == expected[:2]
    assert again[2] == 3
    assert again[3] == []


def test_no_changed_byte_of_the_store_changes_a_result(desk: Workspace) -> None:
    """One byte is changed at random places of the file, many times over."""
    expected = results(desk)
    file = desk.output / ".checks" / "results.sqlite"
    whole, chance = file.read_bytes(), random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        file.write_bytes(data)
        assert results(desk)[:2] == expected[:2]


def _as_file(output: Path) -> None:
    output.write_text("in the way", encoding="utf-8")


def _checks_as_file(output: Path) -> None:
    output.mkdir()
    (output / ".checks").write_text("in the way", encoding="utf-8")


def _store_as_folder(output: Path) -> None:
    (output / ".checks" / "results.sqlite").mkdir(parents=True)


def _store_as_link(output: Path) -> None:
    (output / ".checks").mkdir(parents=True)
    with sqlite3.connect(output.parent / "foreign.sqlite") as database:
        database.execute("CREATE TABLE precious (a)")
    (output / ".checks" / "results.sqlite").symlink_to(output.parent / "foreign.sqlite")


def _checks_as_link(output: Path) -> None:
    output.mkdir()
    (output.parent / "foreign").mkdir()
    (output / ".checks").symlink_to(output.parent / "foreign")


def _store_as_pipe(output: Path) -> None:
    (output / ".checks").mkdir(parents=True)
    os.mkfifo(output / ".checks" / "results.sqlite")


@pytest.mark.parametrize(
    "hinder", [_as_file, _checks_as_file, _store_as_folder, _store_as_link, _checks_as_link, _store_as_pipe]
)
def test_where_nothing_can_be_kept_all_is_checked(
    desk: Workspace, tmp_path: Path, hinder: Callable[[Path], None]
) -> None:
    """No error, the same results, a note for those who ask; what a link leads to stays as it is."""
    hinder(desk.output)
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.glob("foreign*")}
    first, second = results(desk), results(desk)
    assert first[:3] == second[:3]
    assert second[2] == 0
    assert second[3][0].startswith("results are not kept: output/")
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.glob("foreign*")} == before
    assert not any((tmp_path / "foreign").glob("*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser writes anywhere")
def test_on_a_read_only_output_kept_results_are_read(desk: Workspace) -> None:
    expected = results(desk)
    _edit(desk.sources / OTHER / "accord.yaml")
    folder = desk.output / ".checks"
    (folder / "results.sqlite").chmod(0o444)
    folder.chmod(0o555)
    try:
        found = results(desk)
    finally:
        folder.chmod(0o755)
    assert found[0][:2] == expected[0][:2]
    assert found[2] == 2


def test_a_store_held_by_another_stops_nobody(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a short wait the results are worked out and not kept; the other's file stays."""
    expected = results(desk)
    monkeypatch.setattr(store, "_WAIT_SECONDS", 0.05)
    file = desk.output / ".checks" / "results.sqlite"
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = results(desk)
        other.execute("ROLLBACK")
    assert found[:3] == expected[:3]
    assert found[3] == ["results are not kept: output/.checks cannot be used now"]
    assert results(desk)[2] == 3


def test_two_writers_keep_both_results(desk: Workspace) -> None:
    with KeptResults(desk.output) as one, KeptResults(desk.output) as two:
        one.put("check", SOUND, "inputs", "[1]")
        two.put("check", OTHER, "inputs", "[2]")
    with KeptResults(desk.output) as kept:
        assert [kept.get("check", name, "inputs") for name in (SOUND, OTHER)] == ["[1]", "[2]"]
        assert kept.get("check", SOUND, "other inputs") is None
        assert kept.get("overview", SOUND, "inputs") is None


def test_results_without_end_are_not_kept(desk: Workspace) -> None:
    with KeptResults(desk.output) as kept:
        kept.put("check", SOUND, "inputs", "x" * (store.MOST_CHARACTERS + 1))
        kept.put("check", OTHER, "inputs", "x" * store.MOST_CHARACTERS)
    with KeptResults(desk.output) as kept:
        assert kept.get("check", SOUND, "inputs") is None
        assert kept.get("check", OTHER, "inputs") is not None


def test_an_interruption_keeps_what_was_found(desk: Workspace) -> None:
    with pytest.raises(KeyboardInterrupt), KeptResults(desk.output) as kept:
        Checking(desk, kept).finding(SOUND)
        raise KeyboardInterrupt
    assert results(desk)[2] == 1


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
