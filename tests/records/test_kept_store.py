"""The store of results: never trusted when it is damaged, in nobody's way where it cannot be used."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.kept import store
from briefings.kept.checking import Checking
from briefings.kept.store import KeptResults
from briefings.workspace import Workspace
from tests.records.kept_desk import BROKEN, OTHER, SOUND, edit, results, write_desk


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return write_desk(tmp_path)


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
    edit(desk.sources / OTHER / "accord.yaml")
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
