"""A saved set: a new folder, synced, and one atomic switch. A reader finds the whole old set or the whole new one.

``output/<id>`` is a relative link to ``output/.sets/<id>-<hash>/``; where links do not exist it is that folder itself.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from briefings.errors import BriefingError, ExitCode, Location, Problem

MANIFEST = "manifest.json"
_SETS = ".sets"
_WAIT_SECONDS = 10.0

#: What a file holds: bytes, or a file of the earlier set to be copied without being read whole.
Content: TypeAlias = "bytes | Path"


@contextlib.contextmanager
def held(output: Path, dossier_id: str, record: bool = False) -> Iterator[None]:
    """Hold the output of a dossier, or its ``record``, while the block runs.

    Raises exit 8 when another process holds it for ten seconds. The lock belongs to the process: when it dies, however
    it dies, the lock is free.
    """
    with _told(output, dossier_id):
        (output / _SETS).mkdir(parents=True, exist_ok=True)
        # No id of a dossier has a full stop.
        stream = (output / _SETS / f"{dossier_id}{'.record' if record else ''}.lock").open("a")
    with stream:
        deadline = time.monotonic() + _WAIT_SECONDS
        while not _locked(stream.fileno()):
            if time.monotonic() > deadline:
                hint = "wait until it has finished"
                what = f"command writes the record of “{dossier_id}”" if record else f"build holds output/{dossier_id}"
                message = f"another {what}"
                raise BriefingError(Problem(ExitCode.BUSY, message, hint=hint))
            time.sleep(0.05)
        yield


def _locked(handle: int) -> bool:
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt  # exists on Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # exists on POSIX only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def current_set(output: Path, dossier_id: str) -> Path | None:
    """Return the folder a reader of ``output/<id>`` finds, or ``None`` where nothing was built yet."""
    target = output / dossier_id
    return target if (target / MANIFEST).is_file() else None


def save_set(output: Path, dossier_id: str, digest: str, files: Mapping[str, Content]) -> bool:
    """Make these files the saved set of a dossier; return whether anything changed.

    ``digest`` names the set by its content. Raises exit 7 when a file cannot be written; the old set is then untouched.
    """
    with _told(output, dossier_id):
        _recover(output, dossier_id)
        _check_target(output, dossier_id)
        current = current_set(output, dossier_id)
        sets = output / _SETS
        replaced = current.resolve() if current else None
        unclean = _is_unclean(sets, dossier_id)
        if current and replaced and _same(current, files):
            if unclean:
                _sweep(sets, dossier_id, keep=replaced.name)
            return False
        (sets / f".saving-{dossier_id}").touch()
        _clear(sets, dossier_id)
        fresh = sets / f".new-{dossier_id}"
        fresh.mkdir()
        for name, data in files.items():
            _write(fresh / name, data)
        _sync(fresh)
        place = _free(sets, f"{dossier_id}-{digest[:12]}")
        fresh.rename(place)
        _sync(sets)
        _switch(output, dossier_id, place)
        if unclean:
            _sweep(sets, dossier_id, keep=place.name)
        elif replaced and replaced.parent == sets.resolve():
            shutil.rmtree(replaced, ignore_errors=True)
        _clear(sets, dossier_id)
        (sets / f".saving-{dossier_id}").unlink(missing_ok=True)
    return True


def _is_unclean(sets: Path, dossier_id: str) -> bool:
    """Return whether an earlier build died here, so that all sets are looked through for what it left.

    A folder with the sets of ten thousand dossiers takes longer to list than a set to save.
    """
    return any(os.path.lexists(sets / f".{kind}-{dossier_id}") for kind in ("saving", "new", "old", "link"))


@contextlib.contextmanager
def _told(output: Path, dossier_id: str) -> Iterator[None]:
    """Turn what the system says about a write into a problem that names the output, never a path of the machine."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        hint = "free some space, close the files, or check who may write to output/; the earlier set is untouched"
        message = f"the set could not be written: {reason}"
        raise BriefingError(Problem(ExitCode.OUTPUT, message, Location(f"output/{dossier_id}"), hint)) from None


def _recover(output: Path, dossier_id: str) -> None:
    """Put back the old set where a build died between moving it away and putting the new one in its place."""
    target, old = output / dossier_id, output / _SETS / f".old-{dossier_id}"
    if (old / MANIFEST).is_file() and not target.exists() and not target.is_symlink():
        old.rename(target)


def _check_target(output: Path, dossier_id: str) -> None:
    target = output / dossier_id
    ours = target.is_symlink() or not target.exists() or (target / MANIFEST).is_file()
    if not ours:
        message = "something else has the name of the output"
        hint = "move it away; a build replaces only sets of its own"
        raise BriefingError(Problem(ExitCode.OUTPUT, message, Location(f"output/{dossier_id}"), hint))


def _same(folder: Path, files: Mapping[str, Content]) -> bool:
    names = {path.name for path in folder.iterdir()}
    return names == set(files) and all(_holds(folder / name, content) for name, content in files.items())


def _holds(path: Path, content: Content) -> bool:
    if isinstance(content, Path):
        return path.samefile(content) or filecmp.cmp(path, content, shallow=False)
    return path.read_bytes() == content


def _write(path: Path, content: Content) -> None:
    with path.open("xb") as stream:
        if isinstance(content, Path):
            with content.open("rb") as earlier:
                shutil.copyfileobj(earlier, stream)
        else:
            stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _free(sets: Path, name: str) -> Path:
    place, number = sets / name, 1
    # A set of this name that was damaged by hand is still being read; it goes after the switch.
    while place.exists():
        number += 1
        place = sets / f"{name}-{number}"
    return place


def _switch(output: Path, dossier_id: str, place: Path) -> None:
    target, link = output / dossier_id, output / _SETS / f".link-{dossier_id}"
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(Path(_SETS) / place.name, target_is_directory=True)
    except (OSError, NotImplementedError):
        _switch_folder(output, target, place)
        return
    if target.is_dir() and not target.is_symlink():
        target.rename(output / _SETS / f".old-{dossier_id}")
    link.replace(target)
    _sync(output)


def _switch_folder(output: Path, target: Path, place: Path) -> None:
    """Rename folders where the file system has no links."""
    old = output / _SETS / f".old-{target.name}"
    if target.exists():
        target.rename(old)
    place.rename(target)
    _sync(output)


def _clear(sets: Path, dossier_id: str) -> None:
    """Remove unfinished folders."""
    for leftover in (f".new-{dossier_id}", f".old-{dossier_id}"):
        shutil.rmtree(sets / leftover, ignore_errors=True)


def _sweep(sets: Path, dossier_id: str, keep: str) -> None:
    """Remove what earlier builds left: unfinished folders and links, and each set of another name."""
    _clear(sets, dossier_id)
    replaced = re.compile(re.escape(dossier_id) + r"-[0-9a-f]{12}(-\d+)?")
    for path in sets.iterdir():
        if path.name != keep and replaced.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    for leftover in (f".link-{dossier_id}", f".saving-{dossier_id}"):
        (sets / leftover).unlink(missing_ok=True)
