"""What ``briefing attach`` is given: files are read and told apart, and dossiers are built first."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import click
from msgspec import Struct

from briefings.attaching.attached import Annexed
from briefings.build.build import Choice, Result, build_dossier
from briefings.cli.options import Settings
from briefings.cli.stale import stale_line
from briefings.dossiers import load_accord
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Accord
from briefings.names import PATTERN
from briefings.readers.source_text import read_bytes
from briefings.templates.audience import Audience, audience_names, load_audience
from briefings.templates.library import Library
from briefings.workspace import Workspace

MAX_BYTES = 200_000_000
#: Some programs write a few bytes before the header of a PDF; readers look this far (ISO 32000-1, annex H.3, note 13).
_HEADER_WITHIN = 1024


class Kind(Enum):
    """What a file is, by its content; the value is the ending of a brief of that kind."""

    PDF = "pdf"
    WORD = "docx"

    @property
    def words(self) -> str:
        """Return what messages call it."""
        return "a PDF" if self is Kind.PDF else "a Word file"


class Given(Struct, frozen=True):
    """One file that is there: where, what and of which kind."""

    path: Path
    file: Annexed
    kind: Kind


def read_given(path: Path) -> Given:
    """Return a file. Raises ``BriefingError``: exit 5 where it is missing or neither PDF nor Word, 11 over a limit."""
    data = read_bytes(path.resolve(), path.name, MAX_BYTES)
    if b"%PDF-" in data[:_HEADER_WITHIN]:
        return Given(path, Annexed(path.name, data), Kind.PDF)
    # An encrypted Word file is no package but an older container; the Word side says what is wrong with it.
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return Given(path, Annexed(path.name, data), Kind.WORD)
    hint = "attach .pdf files to a .pdf report, and .docx files to a .docx report"
    raise BriefingError(Problem(ExitCode.SOURCE, "this is neither a PDF nor a Word file", Location(path.name), hint))


def is_dossier_id(word: str) -> bool:
    """Return whether a word names a dossier rather than a file: it fits the pattern, and no such file is here."""
    return bool(PATTERN.fullmatch(word)) and not Path(word).is_file()


def read_briefs(report: Given, words: tuple[str, ...]) -> list[Given]:
    """Return the briefs that are files; those unreadable or of another kind than the report are told together."""
    found: list[Given] = []
    problems: list[Problem] = []
    for word in words:
        try:
            given = read_given(Path(word))
        except BriefingError as error:
            problems += error.problems
            continue
        found.append(given)
        if given.kind is not report.kind:
            message = f"this is {given.kind.words}, and the report is {report.kind.words}"
            hint = f"attach the brief’s .{report.kind.value} file"
            problems.append(Problem(ExitCode.USAGE, message, Location(given.file.name), hint))
    if problems:
        raise BriefingError(problems)
    return found


class BriefChoice(Struct, frozen=True):
    """Which brief of a dossier is meant."""

    audience: str | None
    """``None`` is enough where the dossier has one brief only."""
    language: str | None
    preferred: str | None
    """The report's language, taken where none is asked for and the dossier has it."""


def build_brief(settings: Settings, workspace: Workspace, dossier_id: str, kind: Kind, choice: BriefChoice) -> Given:
    """Build one brief of a dossier and return it. Raises what a build raises, and exit 2 for an unclear audience."""
    accord, _, problems = load_accord(workspace, workspace.dossier(dossier_id))
    if accord is None or problems:
        raise BriefingError(problems)
    audience = _audience(Library(workspace.template_folders), accord, choice.audience)
    language = choice.language or _language(accord, audience, choice.preferred)
    result = build_dossier(workspace, dossier_id, Choice((audience.name,), (language,), (kind.value,)))
    _tell(settings, result)
    path = result.folder / result.asked[0].file
    return Given(path, Annexed(path.name, read_bytes(path, path.name, MAX_BYTES)), kind)


def _audience(library: Library, accord: Accord, name: str | None) -> Audience:
    if name is not None:
        return load_audience(library, name)
    every = [load_audience(library, each) for each in audience_names(library)]
    readers = [each for each in every if accord.marking.rank <= each.ceiling.rank]
    if len(readers) == 1:
        return readers[0]
    names = ", ".join(each.name for each in readers)
    message = f"dossier “{accord.id}” has briefs for {len(readers)} audiences"
    hint = f"choose one with --audience: {names}" if names else "no audience may read it; see its marking"
    raise BriefingError(Problem(ExitCode.USAGE, message, hint=hint))


def _language(accord: Accord, audience: Audience, preferred: str | None) -> str:
    known = [language for language in accord.languages if language in audience.languages]
    wanted = (preferred or "").partition("-")[0].lower()
    return wanted if wanted in known else (known or list(accord.languages))[0]


def _tell(settings: Settings, result: Result) -> None:
    if settings.quiet:
        return
    for remark in result.remarks:
        click.echo(f"remark: {remark}", err=True)
    if line := stale_line(settings, result):
        click.echo(f"remark: {line}", err=True)
