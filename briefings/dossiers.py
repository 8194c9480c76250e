"""A dossier is loaded: its record read, its sources read, the gate passed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from briefings.checks import check_accord
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Accord, Dossier, Source
from briefings.readers.accord_yaml import read_accord
from briefings.readers.kept_texts import KeptTexts
from briefings.readers.source_text import read_bytes, read_source
from briefings.readers.yaml_text import MAX_BYTES
from briefings.sources import SourceText
from briefings.workspace import RECORD, Workspace


def load_dossier(workspace: Workspace, dossier_id: str) -> Dossier:
    """Return a dossier that passed the gate. Raises ``BriefingError`` with every problem of record and sources."""
    folder = workspace.dossier(dossier_id)
    accord, digest, problems = load_accord(workspace, folder)
    sources: dict[str, SourceText] = {}
    if accord is not None:
        found = _read_sources(workspace, folder, accord)
        sources, problems = found[0], problems + found[1]
    if accord is None or any(problem.code is ExitCode.DOSSIER for problem in problems):
        raise BriefingError(_in_order(problems))
    dossier, unmet = check_accord(accord, sources, digest, folder.name)
    # Quotations from a source that could not be read are that source's problem, told once.
    if dossier is None or problems:
        raise BriefingError(_in_order(problems + unmet))
    return dossier


def load_accord(workspace: Workspace, folder: Path) -> tuple[Accord | None, str, list[Problem]]:
    """Return the record of a dossier, its SHA-256 and what is wrong with it, without looking at the sources."""
    file = workspace.shown(folder / RECORD)
    try:
        data = read_bytes(folder / RECORD, file, MAX_BYTES, ExitCode.DOSSIER)
    except BriefingError as error:
        return None, "", list(error.problems)
    accord, problems = read_accord(data, file)
    return accord, hashlib.sha256(data).hexdigest(), problems


def source_text(workspace: Workspace, folder: Path, source: Source) -> SourceText:
    """Return the text of one source of a dossier. Raises ``BriefingError`` (exit 5 or 11) where it cannot be read.

    A derived text is kept in the output folder, and taken from there while file and reader are the same.
    """
    path = folder / source.file
    return read_source(path, source.id, workspace.shown(path), KeptTexts(workspace.output))


def _read_sources(workspace: Workspace, folder: Path, accord: Accord) -> tuple[dict[str, SourceText], list[Problem]]:
    texts: dict[str, SourceText] = {}
    problems: list[Problem] = []
    for source in accord.sources:
        try:
            texts[source.id] = source_text(workspace, folder, source)
        except BriefingError as error:
            named = f"source {source.id} names this file"
            problems += [
                Problem(p.code, f"{p.message} ({named} at {source.at})", p.location, p.hint) for p in error.problems
            ]
    if not accord.sources:
        problems.append(
            Problem(ExitCode.DOSSIER, "the dossier names no sources", Location(accord.file), hint="add sources:")
        )
    return texts, problems


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems by file and line, as a reader works through them."""
    return sorted(
        problems,
        key=lambda p: (p.location.file, p.location.line or 0, p.location.column or 0) if p.location else ("", 0, 0),
    )
