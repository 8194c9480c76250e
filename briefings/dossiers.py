"""A dossier is loaded: its record read, its sources read, the gate passed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from briefings.annexes import AnnexContent
from briefings.checks import check_accord
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Accord, Dossier, Source
from briefings.readers.accord_yaml import read_accord
from briefings.readers.kept_texts import KeptTexts
from briefings.readers.source_text import read_bytes, read_source
from briefings.readers.yaml_text import MAX_BYTES
from briefings.sources import SourceText
from briefings.workspace import RECORD, Workspace

#: Bytes of all annexes of a dossier together; they travel in every PDF, from which they are read again.
MAX_ANNEXED = 40_000_000


def load_dossier(workspace: Workspace, dossier_id: str) -> Dossier:
    """Return a dossier that passed the gate. Raises ``BriefingError`` with every problem of record and sources."""
    folder = workspace.dossier(dossier_id)
    dossier, problems = examine(workspace, folder, *load_accord(workspace, folder))
    if dossier is None or problems:
        raise BriefingError(problems)
    return dossier


def examine(
    workspace: Workspace, folder: Path, accord: Accord | None, digest: str, problems: list[Problem]
) -> tuple[Dossier | None, list[Problem]]:
    """Return the dossier where it passed the gate, and every problem of its record and sources in a reader's order.

    ``accord``, ``digest`` and ``problems`` are what ``load_accord`` gave for the folder.
    """
    sources: dict[str, SourceText] = {}
    if accord is not None:
        found = _read_sources(workspace, folder, accord)
        sources, problems = found[0], problems + found[1]
    if accord is None or any(problem.code is ExitCode.DOSSIER for problem in problems):
        return None, _in_order(problems)
    dossier, unmet = check_accord(accord, sources, digest, folder.name)
    annexed, refused = _read_annexes(workspace, folder, accord)
    # Quotations from a source that could not be read are that source's problem, told once.
    if dossier is not None and not refused:
        hashes = {accord.annex_path(annex): annexed[annex.file].sha256 for annex in accord.annexes}
        dossier = replace(dossier, annexed=annexed, hashes={**dossier.hashes, **hashes})
    return dossier, _in_order(problems + unmet + refused)


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


def _read_annexes(workspace: Workspace, folder: Path, accord: Accord) -> tuple[dict[str, AnnexContent], list[Problem]]:
    """Return the annexes by their files and what is wrong with them."""
    found: dict[str, AnnexContent] = {}
    problems: list[Problem] = []
    if accord.annexes:
        # Most dossiers have none, and reading a PDF loads a library that nothing else of a build needs.
        from briefings.readers.pdf_annex import read_annex
    for annex in accord.annexes:
        path = folder / annex.file
        try:
            content = found[annex.file] = read_annex(path, annex, workspace.shown(path))
        except BriefingError as error:
            problems += error.problems
            continue
        if annex.sha256 and annex.sha256 != content.sha256:
            message = f"annex “{annex.file}” has changed: its sha256 is {content.sha256}"
            problems.append(
                Problem(ExitCode.DOSSIER, message, annex.at, hint="look at the file, then write the new sha256")
            )
    if sum(len(content.data) for content in found.values()) > MAX_ANNEXED:
        message = f"the annexes have more than {MAX_ANNEXED} bytes together"
        problems.append(Problem(ExitCode.LIMIT, message, accord.annexes[0].at, hint="attach fewer or smaller files"))
    return found, problems


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems by file and line, as a reader works through them."""
    return sorted(
        problems,
        key=lambda p: (p.location.file, p.location.line or 0, p.location.column or 0) if p.location else ("", 0, 0),
    )
