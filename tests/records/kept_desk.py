"""Three invented dossiers whose results are kept, for the tests of keeping."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.corpus import write_corpus
from briefings.kept.checking import Checking
from briefings.kept.findings import Finding, Overview
from briefings.kept.store import KeptResults
from briefings.workspace import Workspace

SOUND, BROKEN, OTHER = "invented-00001", "invented-00002", "invented-00003"


def write_desk(root: Path) -> Workspace:
    """Write the dossiers; a quotation of the second is not in its source."""
    write_corpus(root, 3)
    record = root / "sources" / BROKEN / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace('exact: "', 'exact: "other ', 1), encoding="utf-8")
    return Workspace(root)


def results(desk: Workspace, fresh: bool = False) -> tuple[list[Finding], list[Overview], int, list[str]]:
    """Check and list every dossier; return what came out, how much of it was taken up, and notes."""
    with KeptResults(desk.output) as kept:
        checking = Checking(desk, kept, fresh)
        findings = [checking.finding(name) for name in desk.dossier_ids()]
        checked = checking.taken_up
        overviews = [checking.overview(name) for name in desk.dossier_ids()]
    return findings, overviews, checked, kept.notes


def rows(desk: Workspace) -> list[tuple[str, ...]]:
    with sqlite3.connect(desk.output / ".checks" / "results.sqlite") as database:
        return database.execute("SELECT kind, dossier, inputs, body, proof FROM kept").fetchall()


def edit(path: Path) -> None:
    """Give a file other bytes with the same meaning."""
    path.write_bytes(path.read_bytes() + b"\n")
