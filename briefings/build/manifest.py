"""``manifest.json``: what each file of a saved set is, what it was built from, and which facts it prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from msgspec import MsgspecError, Raw, Struct
from msgspec.json import Decoder
from msgspec.structs import asdict

from briefings.build.saved_set import MANIFEST
from briefings.errors import BriefingError
from briefings.readers.source_text import read_bytes
from briefings.versions import versions_of
from briefings.vocabulary.codes import Marking

FORMAT = 1
#: More than any manifest has.
_LARGEST = 50_000_000
_PACKAGES = (
    "briefings",
    "python-docx",
    "reportlab",
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "babel",
    "lxml",
    "pyphen",
)


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a saved set."""

    file: str
    audience: str
    language: str
    format: str
    sha256: str
    bytes: int
    pages: int | None
    """Pages of a PDF; ``None`` for other formats, whose pages the reader's program decides."""
    annex_pages: int
    """How many of the pages are the annex, which the limit does not count."""
    target: int
    """Pages that the audience aims at."""
    limit: int | None
    """Pages that the brief may have before its annex; ``None`` for an open length."""
    marking: str
    facts_used: tuple[str, ...]
    facts_not_used: tuple[str, ...]
    cuts: tuple[Mapping[str, Any], ...]
    """What was done to keep the page limit: section, printed title and step (short, annex or drop)."""
    built_from: Mapping[str, str]
    """SHA-256 of every input by its path, and the versions it was built with."""
    glyphs_replaced: tuple[str, ...] = ()
    """Characters that the fonts lack and the file prints as code points, such as ``[U+2D30]``."""
    annexes: tuple[str, ...] = ()
    """Names of the files that it says are attached; they lie beside it."""
    facts_not_reviewed: tuple[str, ...] = ()
    """Those of ``facts_used`` that nobody has reviewed: where there are any, the file says at its head that it is a
    draft."""


class AnnexEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One attached file of a saved set."""

    file: str
    sha256: str
    bytes: int
    pages: int
    marking: str


#: Fields that the manifest names only where there is something in them.
_OPTIONAL = {"annexes", "facts_not_reviewed"}


@cache
def installed_versions() -> Mapping[str, str]:
    """Return the version of each package that shapes the files; ``none`` for one that is not installed."""
    return versions_of(_PACKAGES)


def digest_of(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def write_manifest(
    dossier: Mapping[str, Any], inputs: Mapping[str, str], entries: list[Entry], annexes: list[AnnexEntry]
) -> bytes:
    """Return the manifest as JSON: sorted keys, no clock, no host, no user; annexes only where there are any."""
    content: dict[str, Any] = {
        "manifest": FORMAT,
        "dossier": dict(dossier),
        "inputs": dict(inputs),
        "versions": dict(installed_versions()),
        "files": [_told(entry) for entry in sorted(entries, key=lambda entry: entry.file)],
    }
    if annexes:
        content["annexes"] = [asdict(annex) for annex in sorted(annexes, key=lambda annex: annex.file)]
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _told(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in asdict(entry).items() if value or key not in _OPTIONAL}


class SetRecord(Struct, frozen=True):
    """What the manifest of a saved set says."""

    marking: Marking
    """The dossier's own marking when the set was last saved."""
    languages: tuple[str, ...]
    inputs: Mapping[str, str]
    """SHA-256 of every input by its path, as the last build found it; of files kept from before, as they had it."""
    entries: tuple[Entry, ...]
    annexes: tuple[AnnexEntry, ...]


class _About(Struct, frozen=True):
    marking: Marking
    languages: tuple[str, ...]


class _Manifest(Struct, frozen=True):
    manifest: Literal[1]
    dossier: _About
    inputs: Mapping[str, str]
    files: tuple[Raw, ...]
    annexes: tuple[Raw, ...] = ()


_Row = TypeVar("_Row", Entry, AnnexEntry)
_MANIFEST, _ENTRY, _ANNEX = Decoder(_Manifest), Decoder(Entry), Decoder(AnnexEntry)


def read_record(folder: Path | str) -> SetRecord | None:
    """Return what the manifest of a saved set says, or ``None`` for one that cannot be read or is not ours.

    A file that the manifest tells otherwise than we do is none of ours, and left out.
    """
    path = f"{folder}/{MANIFEST}"
    try:
        found = _MANIFEST.decode(read_bytes(path, MANIFEST, _LARGEST))
    except (BriefingError, MsgspecError, RecursionError):
        return None
    about = found.dossier
    entries, annexes = _rows(found.files, _ENTRY), _rows(found.annexes, _ANNEX)
    return SetRecord(about.marking, about.languages, found.inputs, entries, annexes)


def _rows(rows: tuple[Raw, ...], decoder: Decoder[_Row]) -> tuple[_Row, ...]:
    found = []
    for row in rows:
        with suppress(MsgspecError, RecursionError):
            found.append(decoder.decode(row))
    return tuple(found)


def read_entries(folder: Path) -> list[Entry]:
    """Return the files a saved set says it holds; an unreadable or foreign manifest holds none."""
    record = read_record(folder)
    return list(record.entries) if record else []
