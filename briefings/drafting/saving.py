"""A record is written whole or not at all, by one process at a time, and never over what somebody typed meanwhile."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from briefings.build.saved_set import held
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.source_text import read_bytes
from briefings.readers.yaml_text import MAX_BYTES
from briefings.workspace import RECORD, Workspace


def save_record(workspace: Workspace, folder: Path, before: bytes, after: bytes) -> bool:
    """Write a record over the one that was read; return whether anything changed.

    Raises ``BriefingError``: exit 8 where the file is no longer what was read (``before``) or another command writes
    it, exit 7 where it cannot be written. The record is then as it was.
    """
    if before == after:
        return False
    path, shown = folder / RECORD, workspace.shown(folder / RECORD)
    with held(workspace.output, folder.name, record=True):
        if read_bytes(path, shown, MAX_BYTES, ExitCode.DOSSIER) != before:
            message = "the record was changed by somebody else while this command worked"
            raise BriefingError(Problem(ExitCode.BUSY, message, Location(shown), hint="run the command again"))
        try:
            _replace(path, after)
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            hint = "check who may write there; the record is as it was"
            message = f"cannot be written: {reason}"
            raise BriefingError(Problem(ExitCode.OUTPUT, message, Location(shown), hint)) from None
    return True


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f".new-{path.name}")
    try:
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # A system that cannot sync a folder has the file all the same.
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
