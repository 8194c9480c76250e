"""``manifest.json``: what each file of a saved set is, what it was built from, and which facts it prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from briefings.build.saved_set import MANIFEST
from briefings.vocabulary.codes import Marking

FORMAT = 1
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


class Entry(Struct, frozen=True):
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


class AnnexEntry(Struct, frozen=True):
    """One attached file of a saved set."""

    file: str
    sha256: str
    bytes: int
    pages: int
    marking: str


_FIELDS = set(Entry.__struct_fields__)
#: Fields that the manifest names only where there is something in them.
_OPTIONAL = {"annexes", "facts_not_reviewed"}
_ANNEX_FIELDS = set(AnnexEntry.__struct_fields__)


@cache
def installed_versions() -> Mapping[str, str]:
    """Return the version of each package that shapes the files; ``none`` for one that is not installed."""
    return {name: _version(name) for name in _PACKAGES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


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


def read_record(folder: Path) -> SetRecord | None:
    """Return what the manifest of a saved set says, or ``None`` for one that cannot be read or is not ours."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        if content["manifest"] != FORMAT:
            return None
        about = content["dossier"]
        entries = tuple(Entry(**_row(row)) for row in content["files"] if set(row) | _OPTIONAL == _FIELDS)
        annexes = tuple(AnnexEntry(**row) for row in content.get("annexes", ()) if set(row) == _ANNEX_FIELDS)
        marking, languages = Marking(about["marking"]), tuple(about["languages"])
        return SetRecord(marking, languages, dict(content["inputs"]), entries, annexes)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_entries(folder: Path) -> list[Entry]:
    """Return the files a saved set says it holds; an unreadable or foreign manifest holds none."""
    record = read_record(folder)
    return list(record.entries) if record else []


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
