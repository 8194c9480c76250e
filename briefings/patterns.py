"""Regular expressions of the package, kept compiled beside its bytecode.

The gate and the finders have a hundred thousand letters of patterns. Python compiles them anew in every process, by
code written in Python, and that takes longer than to read an article. What is kept is what that very compiler made, and
the engine checks it as it checks any other. Where Python works otherwise, nothing is kept or nothing can be read,
patterns are compiled as ever.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import marshal
import os
import re
import sys
import tempfile
from array import array
from functools import cache
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

#: Flags, code as bytes, number of groups, their names with numbers, and their names by number.
_Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
#: Patterns of earlier states of the package pile up; with so many, only those in use are kept.
_MOST = 4_000
_DIGEST = hashlib.sha256().digest_size
_made: dict[bytes, _Kept] = {}
_used: set[bytes] = set()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, equal to it, and usually in a twentieth of the time.

    Raises ``re.error`` for a pattern that is none.
    """
    key = hashlib.blake2b(f"{int(flags)}\n{pattern}".encode(), digest_size=16).digest()
    found = _kept().get(key)
    if found is not None:
        with contextlib.suppress(Exception):
            made = _restored(pattern, found)
            _used.add(key)
            return made
    return _anew(pattern, flags, key)


def _restored(pattern: str, kept: _Kept) -> re.Pattern[str]:
    flags, code, groups, names, numbers = kept
    made: re.Pattern[str] = _engine().compile(pattern, flags, list(array("I", code)), groups, names, numbers)
    return made


def _anew(pattern: str, flags: int, key: bytes) -> re.Pattern[str]:
    """Compile a pattern; remember what was made of it where this Python works as we know."""
    made = re.compile(pattern, flags)
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, int(flags))
        code = _compiler._code(parsed, int(flags))
        names = dict(parsed.state.groupdict)
        numbers: list[str | None] = [None] * parsed.state.groups
        for name, number in names.items():
            numbers[number] = name
        kept = (int(made.flags), array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(numbers))
        # Patterns are equal where their code is.
        if _restored(pattern, kept) == made:
            _remember(key, kept)
    except Exception:
        return made
    return made


def _remember(key: bytes, kept: _Kept) -> None:
    if not _made and not sys.dont_write_bytecode:
        atexit.register(save)
    _made[key] = kept
    _used.add(key)


def save() -> None:
    """Write what was compiled anew beside the package; where nobody may write there, nothing is kept."""
    everything = {**_read(), **_made}
    if len(everything) > _MOST:
        everything = {key: kept for key, kept in everything.items() if key in _used}
    with contextlib.suppress(OSError):
        data = marshal.dumps((_version(), everything))
        _write(place(), hashlib.sha256(data).digest() + data)


def place() -> Path:
    """Return the file that patterns are kept in: in the folder that Python keeps bytecode in."""
    return Path(cache_from_source(__file__)).with_suffix(".re")


@cache
def _kept() -> dict[bytes, _Kept]:
    return _read()


def _read() -> dict[bytes, _Kept]:
    try:
        whole = place().read_bytes()
        digest, data = whole[:_DIGEST], whole[_DIGEST:]
        if hashlib.sha256(data).digest() != digest:
            return {}
        version, everything = marshal.loads(data)
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return everything if version == _version() and isinstance(everything, dict) else {}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(fresh).replace(path)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise


@cache
def _engine() -> Any:
    # Python's own engine, which ``re`` speaks; its interface is no promise, so every use is guarded.
    return import_module("_sre")


def _version() -> str:
    """Return all that decides what the compiler makes of a pattern."""
    with contextlib.suppress(Exception):
        return f"{sys.version} {_engine().MAGIC} {_engine().CODESIZE}"
    return sys.version
