"""Compiled templates are kept: in memory for all dossiers of a process, and those of the package beside its bytecode.

Code serves every language and workspace, for nothing runs while it is compiled (see ``sandbox``). Only code that this
package would compile itself to the same end is taken: its key holds the template's name and text,
the versions of Python and Jinja, and the text of the modules that shape the code. A template of a desk is never kept
on disk: a workspace may come from anywhere, and code in it must not run.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from collections import OrderedDict
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from jinja2 import BytecodeCache
from jinja2 import __version__ as jinja_version
from jinja2.bccache import Bucket

from briefings import bundled

References = tuple[str | None, ...]
_MOST = 512
#: They decide what a template compiles to.
_SHAPING = ("sandbox.py", "guards.py")


class Compiled(NamedTuple):
    """A template as it runs."""

    code: CodeType
    references: References
    """What it includes, imports or extends; ``None`` for a name that only a run knows."""


_kept: OrderedDict[str, Compiled] = OrderedDict()


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates for one environment, with what each refers to."""

    def __init__(self, references: dict[str, References]) -> None:
        """Take the table of references by template, which is read and added to."""
        self.references = references

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name: it stands in the code, which therefore serves no template of another name."""
        return name

    def get_source_checksum(self, source: str) -> str:
        """Return the hexadecimal SHA-256 of the text and of all that shapes its code."""
        return hashlib.sha256(f"{_shape()}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket its code, where it is kept."""
        found = recall(bucket.key, bucket.checksum)
        if found is not None:
            bucket.code = found.code
            self.references[bucket.key] = found.references

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template compiled just now."""
        if bucket.code is not None:
            keep(bucket.key, bucket.checksum, Compiled(bucket.code, self.references[bucket.key]))


def recall(name: str, checksum: str) -> Compiled | None:
    """Return a compiled template from memory or from beside the package, or ``None``."""
    key = f"{name}\n{checksum}"
    found = _kept.get(key) or _read(name, key)
    if found is not None:
        _kept[key] = found
        _kept.move_to_end(key)
    return found


def keep(name: str, checksum: str, compiled: Compiled) -> None:
    """Keep a compiled template in memory, and beside the package where the text is the package's own."""
    key = f"{name}\n{checksum}"
    _kept[key] = compiled
    while len(_kept) > _MOST:
        _kept.popitem(last=False)
    if not sys.dont_write_bytecode and _is_packaged(name, checksum):
        # A package that nobody may write to is compiled each time, as Python does with modules.
        with contextlib.suppress(OSError):
            _write(_place(name), marshal.dumps((key, compiled.references, compiled.code)))


def _read(name: str, key: str) -> Compiled | None:
    try:
        stored, references, code = marshal.loads(_place(name).read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return Compiled(code, references) if stored == key else None


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


def _is_packaged(name: str, checksum: str) -> bool:
    """Return whether the package has a template of this name and text; front matter is no part of the text."""
    from briefings.templates.library import Library

    try:
        found = Library(((bundled.templates(), "", True),)).find(name)
    except Exception:
        return False
    return found is not None and checksum == hashlib.sha256(f"{_shape()}\n{found.body}".encode()).hexdigest()


def _place(name: str) -> Path:
    """Return where a compiled template of the package is kept: in the folder that Python keeps bytecode in."""
    plain = name.replace("/", ".").removesuffix(".md.j2").replace(".", "-")
    module = Path(cache_from_source(str(Path(bundled.__file__).with_name(f"{plain}.py"))))
    return module.with_suffix(".j2c")


@cache
def _shape() -> str:
    """Return the versions and the hash of the modules that decide what a template compiles to."""
    digest = hashlib.sha256()
    for name in _SHAPING:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return f"{sys.version} {jinja_version} {digest.hexdigest()}"
