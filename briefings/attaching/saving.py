"""A result is written whole or not at all, never over a file that it was made from unless the desk asks for that."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from briefings.errors import BriefingError, ExitCode, Location, Problem

_MOST_BACKUPS = 1000


def check_target(out: Path, inputs: Iterable[Path], force: bool) -> None:
    """Raise ``BriefingError`` where the result cannot go to ``out``.

    Exit 2 where it is one of the inputs, by whatever name; exit 7 where it exists and ``force`` is not given, is no
    regular file, or its folder is not there.
    """
    for each in inputs:
        if _is_same(out, each):
            hint = "choose another name, or use --in-place, which keeps a copy of the report"
            message = "the result would overwrite a file that it is made from"
            raise BriefingError(Problem(ExitCode.USAGE, message, Location(out.name), hint))
    if out.is_symlink() or (out.exists() and not out.is_file()):
        message = "this is a link or no regular file, and is not replaced"
        raise BriefingError(Problem(ExitCode.OUTPUT, message, Location(out.name), "choose another name"))
    if out.exists() and not force:
        raise _exists(out)
    if not out.parent.is_dir():
        raise BriefingError(
            Problem(ExitCode.OUTPUT, "its folder is not there", Location(out.name), "make the folder first")
        )


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _exists(out: Path) -> BriefingError:
    hint = "choose another name, or replace it with --force"
    return BriefingError(Problem(ExitCode.OUTPUT, "the file is there already", Location(out.name), hint))


def write_new(out: Path, data: bytes, force: bool) -> None:
    """Write a result; without ``force`` a file that has come to be there meanwhile stays. Raises exit 7."""
    try:
        _replace(out, data, None, keep=not force)
    except FileExistsError:
        raise _exists(out) from None
    except OSError as error:
        raise _unwritten(out, error) from None


def write_in_place(report: Path, before: bytes, data: bytes) -> Path:
    """Replace a report by the result and return the backup that holds its bytes from before.

    The backup is ``REPORT.bak``, or ``REPORT.bak2`` and on where there are earlier ones. Raises exit 7; the report is
    then as it was.
    """
    target = report.resolve()
    try:
        if target.read_bytes() != before:
            message = "the report was changed while the brief was attached, and is left as it is now"
            raise BriefingError(Problem(ExitCode.OUTPUT, message, Location(report.name), "run the command again"))
        mode = stat.S_IMODE(target.stat().st_mode)
        backup = _backup(target, before, mode)
        try:
            _replace(target, data, mode, keep=False)
        except BaseException:
            backup.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritten(report, error) from None
    return backup


def _backup(target: Path, before: bytes, mode: int) -> Path:
    for number in range(1, _MOST_BACKUPS):
        path = target.with_name(f"{target.name}.bak{number if number > 1 else ''}")
        with suppress(FileExistsError):
            _replace(path, before, mode, keep=True)
            return path
    raise FileExistsError(17, "there are too many backups")


def _replace(path: Path, data: bytes, mode: int | None, keep: bool) -> None:
    """Write beside the target, sync, and take its name in one step; on any failure nothing is left."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(_usual_mode() if mode is None else mode)
        _take_name(fresh, path, keep)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _take_name(fresh: Path, path: Path, keep: bool) -> None:
    if not keep:
        fresh.replace(path)
        return
    try:
        # Unlike a rename, a link fails where the name is taken.
        os.link(fresh, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if path.exists():
            raise FileExistsError(17, "the file is there already") from None
        fresh.rename(path)
        return
    fresh.unlink()


def _usual_mode() -> int:
    """Return the mode that a new file gets; asking for the mask means setting it for a moment."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritten(path: Path, error: OSError) -> BriefingError:
    reason = (error.strerror or "unknown reason").lower()
    hint = "free some space, or check who may write to the folder; nothing was changed"
    return BriefingError(
        Problem(ExitCode.OUTPUT, f"the file could not be written: {reason}", Location(path.name), hint)
    )
