"""What a result follows from: the files of a dossier's folder, and the rules it was read and checked by."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import unicodedata
from functools import cache
from pathlib import Path

import briefings
from briefings.readers.derived import LIBRARIES, reader_version
from briefings.readers.source_text import open_unfollowed
from briefings.readers.yaml_text import PARSER

#: The parts of the package that have a say in what a check finds; modules of the package itself always do.
_PARTS = ("checks", "kept", "readers", "vocabulary")
_BLOCK = 1 << 20


@cache
def rules_digest() -> str:
    """Return a digest of all that checks a dossier: this package’s code and data, Python, its Unicode, the YAML parser.

    A reader that begins to speak a library adds that library's version here. The code itself counts, not only its
    version, so that whoever works on the gate never meets a result of yesterday's.
    """
    python = (sys.implementation.name, *map(str, sys.version_info[:3]), unicodedata.unidata_version)
    digest = hashlib.sha256(json.dumps([briefings.__version__, PARSER, *python]).encode())
    root = Path(briefings.__file__).parent
    files = [path for folder in (root, *(root / part for part in _PARTS)) for path in folder.glob("*.*")]
    for path in sorted(files):
        if path.suffix in (".py", ".tsv"):
            digest.update(f"\n{path.relative_to(root).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def folder_digest(folder: Path) -> str | None:
    """Return a digest of the names and the bytes of everything in a dossier's folder.

    Where a reader derives the text of a file, as of a PDF, its libraries count too. ``None``: the folder holds what
    cannot be told by content: a link, a device, a file that cannot be read. A folder in it counts by its name: no
    reader goes into one.
    """
    entries: list[tuple[str, str]] = []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    entries.append((entry.name, "folder"))
                elif entry.is_symlink() or (digest := file_digest(entry.path)) is None:
                    return None
                else:
                    entries.append((entry.name, digest))
                    if (ending := Path(entry.name).suffix.lower()) in LIBRARIES:
                        entries.append((f"reader of {ending}", reader_version(ending)))
    except OSError:
        return None
    return hashlib.sha256(json.dumps(sorted(entries)).encode()).hexdigest()


def file_digest(path: str) -> str | None:
    """Return the SHA-256 of the bytes of a regular file, or ``None`` for anything else and what cannot be read."""
    try:
        handle = open_unfollowed(path)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        digest = hashlib.sha256()
        while block := os.read(handle, _BLOCK):
            digest.update(block)
        return digest.hexdigest()
    except OSError:
        return None
    finally:
        os.close(handle)
