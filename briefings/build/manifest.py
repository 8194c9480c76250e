"""``manifest.json``: what each file of a saved set is, what it was built from, and which facts it prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from briefings.build.saved_set import MANIFEST

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


@dataclass(frozen=True)
class Entry:
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


@dataclass(frozen=True)
class AnnexEntry:
    """One attached file of a saved set."""

    file: str
    sha256: str
    bytes: int
    pages: int
    marking: str


def installed_versions() -> dict[str, str]:
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
        "versions": installed_versions(),
        "files": [_told(entry) for entry in sorted(entries, key=lambda entry: entry.file)],
    }
    if annexes:
        content["annexes"] = [asdict(annex) for annex in sorted(annexes, key=lambda annex: annex.file)]
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _told(entry: Entry) -> dict[str, Any]:
    row = asdict(entry)
    return row if entry.annexes else {key: value for key, value in row.items() if key != "annexes"}


def read_annex_entries(folder: Path) -> list[AnnexEntry]:
    """Return the attached files a saved set says it holds; an unreadable or foreign manifest holds none."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        known = set(AnnexEntry.__dataclass_fields__)
        return [AnnexEntry(**row) for row in content.get("annexes", []) if set(row) == known]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def read_entries(folder: Path) -> list[Entry]:
    """Return the files a saved set says it holds; an unreadable or foreign manifest holds none."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        known = set(Entry.__dataclass_fields__)
        rows = content["files"] if content["manifest"] == FORMAT else []
        return [Entry(**_row(row)) for row in rows if set(row) | {"annexes"} == known]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
