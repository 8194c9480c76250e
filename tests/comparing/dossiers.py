"""Versions of an invented dossier, made by changing words of its record."""

from __future__ import annotations

import subprocess
from pathlib import Path

from briefings.workspace import Workspace
from tests.briefs.desks import said, small_workspace

FIRST = "The commission shall meet twice a year in Rabat"
SECOND = "The instructors of both armies shall share their methods"
RECORD = "sources/small/accord.yaml"
SOURCE = "sources/small/source-1.txt"


def workspace(folder: Path) -> Workspace:
    """Return a workspace with the dossier ``small``: the two sentences are facts of it. Invented."""
    return small_workspace(folder, FIRST, SECOND)


def edit(place: Workspace, *changes: tuple[str, str], file: str = RECORD) -> None:
    """Replace words of a file of the workspace, each of which must be there."""
    path = place.root / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def add(place: Workspace, words: str, number: int, **marks: str) -> None:
    """Add a sentence to the source and to the record as the fact ``said-NUMBER``."""
    source = place.root / SOURCE
    source.write_text(source.read_text(encoding="utf-8") + words + "\n\n", encoding="utf-8")
    record = place.root / RECORD
    record.write_text(record.read_text(encoding="utf-8") + said(words, number, **marks), encoding="utf-8")


def git(place: Workspace, *words: str) -> str:
    """Run git in the workspace with an invented author, untouched by the settings of the machine."""
    settings = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    made = subprocess.run(
        ["git", *settings, *words], cwd=place.root, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return made.stdout.strip()


def commit(place: Workspace) -> str:
    """Commit everything below the workspace and return the name of the commit."""
    if not (place.root / ".git").exists():
        git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "state")
    return git(place, "rev-parse", "HEAD")
