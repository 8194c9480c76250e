"""A source file becomes its canonical text. Plain text and Markdown are read here."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.characters import decode
from briefings.sources import SourceText

MAX_BYTES = 10_000_000
SUFFIXES = (".md", ".txt")
#: Windows has no O_NONBLOCK and no O_NOFOLLOW, and needs O_BINARY.
_OPENING = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))


def read_source(path: Path, source_id: str, file: str) -> SourceText:
    """Return the text of a source; ``file`` is the path to show. Raises ``BriefingError`` (exit 5) where it cannot."""
    if path.suffix.lower() not in SUFFIXES:
        hint = f"save it as text; readable endings: {', '.join(SUFFIXES)}"
        raise BriefingError(
            Problem(
                ExitCode.SOURCE,
                f"source {source_id} cannot be read: {path.suffix or 'no ending'}",
                Location(file),
                hint,
            )
        )
    data = read_bytes(path, file, MAX_BYTES)
    text, problems = decode(data, file, ExitCode.SOURCE)
    if not problems and not text.strip():
        problems = [Problem(ExitCode.SOURCE, f"source {source_id} is empty", Location(file))]
    if problems:
        raise BriefingError(problems)
    return SourceText(source_id, file, text)


def open_unfollowed(path: Path | str) -> int:
    """Return a handle to read from; a link is not followed where the system can tell, and no pipe is waited for.

    Raises ``OSError``. A folder opens, too.
    """
    return os.open(path, _OPENING)


def read_bytes(path: Path | str, file: str, limit: int, code: ExitCode = ExitCode.SOURCE) -> bytes:
    """Return the bytes of a regular file that is no link and within the limit, read once from one open handle.

    Raises ``BriefingError`` otherwise; a device or a pipe is refused before anything waits for it.
    """
    try:
        handle = open_unfollowed(path)
    except FileNotFoundError:
        raise BriefingError(Problem(code, "the file is not there", Location(file), hint="check its name")) from None
    except OSError as error:
        reason = "it is a link" if Path(path).is_symlink() else (error.strerror or "unknown reason").lower()
        raise BriefingError(Problem(code, f"the file cannot be opened: {reason}", Location(file))) from None
    # A folder opens, but no stream can be made of it.
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise BriefingError(Problem(code, "this is no regular file", Location(file)))
    with os.fdopen(handle, "rb") as stream:
        if status.st_size > limit:
            message = f"the file has {status.st_size} bytes, more than {limit}"
            raise BriefingError(Problem(ExitCode.LIMIT if code is ExitCode.SOURCE else code, message, Location(file)))
        return stream.read(limit + 1)
