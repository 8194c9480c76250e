"""All or nothing: a reader finds the whole old set or the whole new one, and nothing foreign is ever replaced."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefings.build import saved_set
from briefings.build.saved_set import current_set, held, save_set
from briefings.errors import BriefingError, ExitCode
from tests.briefs.desks import REPOSITORY

_ONE = {"a.txt": b"one", "manifest.json": b"{}"}
_TWO = {"b.txt": b"two", "manifest.json": b"{ }"}
_DIGEST, _OTHER = "a" * 64, "b" * 64


def _read(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (output / "demo").iterdir()}


def _below(output: Path) -> set[str]:
    return {path.name for path in (output / ".sets").iterdir()} - {"demo.lock"}


def _save(output: Path, digest: str, files: dict[str, bytes]) -> bool:
    with held(output, "demo"):
        return save_set(output, "demo", digest, files)


def test_a_set_is_a_relative_link_and_the_old_one_goes(tmp_path: Path) -> None:
    """``output/<id>`` leads to ``.sets/<id>-<hash>``; only one set stays."""
    assert _save(tmp_path, _DIGEST, _ONE)
    assert (tmp_path / "demo").readlink().as_posix() == ".sets/demo-aaaaaaaaaaaa"
    assert _read(tmp_path) == _ONE
    assert _save(tmp_path, _OTHER, _TWO)
    assert _read(tmp_path) == _TWO
    assert _below(tmp_path) == {"demo-bbbbbbbbbbbb"}


def test_the_same_set_is_not_written_again(tmp_path: Path) -> None:
    """Nothing changed: the folder is the very same."""
    _save(tmp_path, _DIGEST, _ONE)
    before = (tmp_path / "demo").stat().st_ino
    assert not _save(tmp_path, _DIGEST, _ONE)
    assert (tmp_path / "demo").stat().st_ino == before


def test_a_set_damaged_by_hand_is_made_whole(tmp_path: Path) -> None:
    """The name of the set is taken by the damaged one; the new one gets a number."""
    _save(tmp_path, _DIGEST, _ONE)
    (tmp_path / "demo" / "a.txt").write_bytes(b"changed")
    assert _save(tmp_path, _DIGEST, _ONE)
    assert _read(tmp_path) == _ONE
    assert _below(tmp_path) == {"demo-aaaaaaaaaaaa-2"}


@pytest.mark.parametrize("kind", ["file", "folder", "full folder"])
def test_something_foreign_is_left_alone(tmp_path: Path, kind: str) -> None:
    """A file or folder of somebody else's under the name of the output is exit 7 and stays."""
    target = tmp_path / "demo"
    if kind == "file":
        target.write_bytes(b"mine")
    else:
        target.mkdir()
    if kind == "full folder":
        (target / "thesis.txt").write_bytes(b"mine")
    with pytest.raises(BriefingError) as caught:
        _save(tmp_path, _DIGEST, _ONE)
    assert caught.value.exit_code is ExitCode.OUTPUT
    assert str(caught.value.problems[0].location) == "output/demo"
    assert target.exists()
    assert not target.is_symlink()
    assert kind != "full folder" or (target / "thesis.txt").read_bytes() == b"mine"
    assert _below(tmp_path) == set()


def test_leftovers_of_a_killed_build_are_swept(tmp_path: Path) -> None:
    """Half a folder, an old link and sets nobody reads go; sets of other dossiers stay."""
    sets = tmp_path / ".sets"
    for name in (".new-demo", ".old-demo", "demo-cccccccccccc", "demo-other-cccccccccccc", ".new-other"):
        (sets / name).mkdir(parents=True)
        (sets / name / "half").write_bytes(b"x")
    (sets / ".link-demo").symlink_to("nowhere")
    _save(tmp_path, _DIGEST, _ONE)
    assert _below(tmp_path) == {"demo-aaaaaaaaaaaa", "demo-other-cccccccccccc", ".new-other"}


def test_an_old_set_moved_away_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    """Where folders are renamed, a kill between two renames leaves no set; the next build puts it back first."""
    old = tmp_path / ".sets" / ".old-demo"
    old.mkdir(parents=True)
    for name, data in _ONE.items():
        (old / name).write_bytes(data)
    assert not _save(tmp_path, _DIGEST, _ONE)
    assert _read(tmp_path) == _ONE


def test_without_links_a_plain_folder_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that has no links, the set is the folder itself, and is replaced by the next."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for digest, files in ((_DIGEST, _ONE), (_OTHER, _TWO)):
        _save(tmp_path, digest, files)
        assert not (tmp_path / "demo").is_symlink()
        assert _read(tmp_path) == files
    assert _below(tmp_path) == set()
    monkeypatch.undo()
    _save(tmp_path, _DIGEST, _ONE)
    assert _read(tmp_path) == _ONE


def test_a_lock_of_another_process_ends_in_exit_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the wait the build gives up; when the other one ends, it goes on."""
    monkeypatch.setattr(saved_set, "_WAIT_SECONDS", 0.2)
    (tmp_path / ".sets").mkdir()
    code = "import fcntl,sys,time; f=open(sys.argv[1],'a'); fcntl.flock(f,fcntl.LOCK_EX); print(1,flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / ".sets" / "demo.lock")], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BriefingError) as caught:
            _save(tmp_path, _DIGEST, _ONE)
        assert caught.value.exit_code is ExitCode.BUSY
        assert current_set(tmp_path, "demo") is None
        other.send_signal(signal.SIGKILL)
    assert _save(tmp_path, _DIGEST, _ONE)


def test_a_stale_lock_file_holds_nobody_up(tmp_path: Path) -> None:
    """The lock belongs to a process, not to the file."""
    (tmp_path / ".sets").mkdir()
    (tmp_path / ".sets" / "demo.lock").write_text("4711")
    start = time.monotonic()
    assert _save(tmp_path, _DIGEST, _ONE)
    assert time.monotonic() - start < 1
    with (tmp_path / ".sets" / "demo.lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize("effect", ["full", "kill"])
def test_a_fault_at_every_write_leaves_the_old_set_or_the_new_one(tmp_path: Path, effect: str) -> None:
    """The n-th write of a save fails or kills the process, for every n; the next save is whole and leaves nothing."""
    code = """
import errno, os, pathlib, sys
from briefings.build.saved_set import held, save_set
from briefings.errors import BriefingError
output, effect, armed = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
count = 0
def arm(owner, name):
    stock = getattr(owner, name)
    def call(*given, **named):
        global count
        count += 1
        if count == armed:
            if effect == "kill":
                os.kill(os.getpid(), 9)
            raise OSError(errno.ENOSPC, "No space left on device")
        return stock(*given, **named)
    setattr(owner, name, call)
for name in ("open", "mkdir", "rename", "replace", "unlink"):
    arm(pathlib.Path, name)
arm(os, "fsync")
try:
    with held(output, "demo"):
        save_set(output, "demo", "b" * 64, {"b.txt": b"two", "manifest.json": b"{ }"})
except BriefingError as error:
    sys.exit(error.exit_code)
print(count)
"""
    for armed in range(1, 40):
        output = tmp_path / str(armed)
        _save(output, _DIGEST, _ONE)
        made = subprocess.run(
            [sys.executable, "-c", code, str(output), effect, str(armed)],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        assert _read(output) in (_ONE, _TWO), armed
        assert made.returncode != 0 or _read(output) == _TWO
        assert made.returncode in ({0, 7} if effect == "full" else {0, -9}), made.stderr
        _save(output, _OTHER, _TWO)
        assert _read(output) == _TWO
        assert _below(output) <= {"demo-bbbbbbbbbbbb", "demo-bbbbbbbbbbbb-2"}
        assert len(_below(output)) == 1
        if made.stdout and int(made.stdout) < armed:
            assert armed > 8
            return
    pytest.fail("the sweep never came to an end")


def test_a_file_of_the_earlier_set_is_carried_over_as_it_is(tmp_path: Path) -> None:
    """It is named by its path and copied before the switch; a set that holds just that is not saved again."""
    assert _save(tmp_path, _DIGEST, _ONE)
    carried = tmp_path / "demo" / "a.txt"
    with held(tmp_path, "demo"):
        assert not save_set(tmp_path, "demo", _OTHER, {**_ONE, "a.txt": carried})
        assert save_set(tmp_path, "demo", _OTHER, {**_TWO, "a.txt": carried})
    assert _read(tmp_path) == {**_ONE, **_TWO}
