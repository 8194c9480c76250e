"""A source file becomes its canonical text.

Plain text and Markdown are read here and are their own text. That of the other endings is derived, in a process apart.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.canonical_text import CanonicalText, write_canonical
from briefings.readers.characters import decode
from briefings.readers.derived import LIBRARIES, content_problem, reader_version
from briefings.readers.derived import MAX_BYTES as MAX_DERIVED
from briefings.readers.kept_texts import KeptTexts
from briefings.readers.segments import markdown_segments, plain_segments
from briefings.sources import Derivation, SourceText

MAX_BYTES = 10_000_000
#: Endings whose text is the file's own.
TEXT_SUFFIXES = (".md", ".txt")
SUFFIXES = (*TEXT_SUFFIXES, *LIBRARIES)
#: Windows has no O_NONBLOCK and no O_NOFOLLOW, and needs O_BINARY.
_OPENING = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))


def read_source(path: Path, source_id: str, file: str, kept: KeptTexts | None = None) -> SourceText:
    """Return the text of a source; ``file`` is the path to show, ``kept`` holds texts derived before.

    Raises ``BriefingError`` where it cannot be read: exit 5, or 11 for what is over a limit.
    """
    suffix = suffix_of(path, source_id, file)
    return source_of(read_bytes(path, file, largest(suffix)), suffix, source_id, file, kept)


def suffix_of(path: Path, source_id: str, file: str) -> str:
    """Return the ending of a source in small letters. Raises ``BriefingError`` (exit 5) for one that nothing reads."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = f"save it as text; readable endings: {', '.join(SUFFIXES)}"
        raise BriefingError(
            Problem(
                ExitCode.SOURCE,
                f"source {source_id} cannot be read: {path.suffix or 'no ending'}",
                Location(file),
                hint,
            )
        )
    return suffix


def largest(suffix: str) -> int:
    """Return how many bytes a source of an ending may have."""
    return MAX_BYTES if suffix in TEXT_SUFFIXES else MAX_DERIVED


def source_of(data: bytes, suffix: str, source_id: str, file: str, kept: KeptTexts | None = None) -> SourceText:
    """Return the text of a source from its bytes and one of ``SUFFIXES``. Raises as ``read_source`` does."""
    if suffix not in TEXT_SUFFIXES:
        return _derived(data, suffix, source_id, file, kept)
    text, problems = decode(data, file, ExitCode.SOURCE)
    if problems and (words := content_problem(data, suffix)):
        hint = "give it the ending of what it is"
        problems = [Problem(ExitCode.SOURCE, words, Location(file), hint)]
    if not problems and not text.strip():
        problems = [Problem(ExitCode.SOURCE, f"source {source_id} is empty", Location(file))]
    if problems:
        raise BriefingError(problems)
    segments = markdown_segments(text) if suffix == ".md" else plain_segments(text)
    return SourceText(source_id, file, text, segments)


def _derived(data: bytes, suffix: str, source_id: str, file: str, kept: KeptTexts | None) -> SourceText:
    if not data:
        raise BriefingError(Problem(ExitCode.SOURCE, f"source {source_id} is empty", Location(file)))
    digest, reader = hashlib.sha256(data).hexdigest(), reader_version(suffix)
    found = kept.get(digest, reader) if kept else None
    if found is None:
        from briefings.readers.limited import derive_limited

        found = derive_limited(data, suffix, file)
        if kept:
            kept.put(digest, reader, found)
    carried = hashlib.sha256(carried_text(found)).hexdigest()
    derivation = Derivation(digest, reader, carried)
    return SourceText(source_id, file, found.text, found.segments, found.pages, derivation, found.remarks)


def carried_text(text: CanonicalText | SourceText) -> bytes:
    """Return a derived text as it travels inside a PDF: with segments and pages, without what was left out of it."""
    return write_canonical(CanonicalText(text.text, text.segments, text.pages))


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
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise BriefingError(Problem(code, "this is no regular file", Location(file)))
        if status.st_size > limit:
            message = f"the file has {status.st_size} bytes, more than {limit}"
            raise BriefingError(Problem(ExitCode.LIMIT if code is ExitCode.SOURCE else code, message, Location(file)))
        # Some file systems tell no size before the end is reached.
        return read_whole(handle, status.st_size or limit)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise BriefingError(Problem(code, f"the file cannot be read: {reason}", Location(file))) from None
    finally:
        os.close(handle)


def read_whole(handle: int, size: int) -> bytes:
    """Return what an open file holds, and at most one byte more than ``size``. Raises ``OSError``."""
    data = os.read(handle, size + 1)
    if len(data) in (0, size):
        return data
    # The file is shorter than was said, has grown, or the system gave less than it was asked for.
    parts = [data]
    left = size + 1 - len(data)
    while left > 0 and (more := os.read(handle, left)):
        parts.append(more)
        left -= len(more)
    return b"".join(parts)
