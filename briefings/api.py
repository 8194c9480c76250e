"""The package for programs: load a dossier, check it, compose a brief, write it, build a saved set.

A dossier is named by its id and looked up in a workspace: the folder given, or the nearest one upward from here that
has ``sources/``. Each function raises ``BriefingError`` with every problem at once; it never prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from briefings.build.build import Result, build_dossier
from briefings.build.clock import source_date_epoch
from briefings.build.glyphs import GlyphCheck, Unprintable
from briefings.build.making import DEFAULT_FORMATS, Choice, check_formats
from briefings.build.production import Composed, Production, inputs_of
from briefings.document import Document
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.facts import Dossier
from briefings.house import load_house
from briefings.names import check_name, did_you_mean
from briefings.templates.audience import load_audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.templates.lint import unworded
from briefings.workspace import Workspace, find_workspace

Folder = str | PathLike[str]


@dataclass(frozen=True)
class Brief:
    """One composed brief, fitted to its pages; ``write`` gives its files."""

    dossier: str
    """Id of the dossier."""
    audience: str
    language: str
    document: Document = field(repr=False)
    """What it says: blocks and inlines, the same for every format."""
    marking: str
    """The highest marking of anything it prints."""
    facts: tuple[str, ...] = field(repr=False)
    """Ids of the facts that it prints or cites, in the order of the record."""
    cuts: tuple[str, ...]
    """Names of the sections that were shortened, moved to the annex or left out to keep the page limit."""
    formats: tuple[str, ...]
    """The formats it can be written in."""
    _production: Production = field(repr=False, compare=False)
    _composed: Composed = field(repr=False, compare=False)

    def file_name(self, format: str) -> str:
        """Return the name its file has in a saved set, such as ``rwanda-2024.minister.en.docx``."""
        return self._composed.brief.file_name(self.dossier, format)


def load(dossier: str, *, workspace: Folder | None = None) -> Dossier:
    """Return a dossier that passed the gate: its accord, and where each quotation stands in its source.

    Raises ``BriefingError``: exit code 2 for an unknown dossier or no workspace, 3 for what is wrong with the record or
    its evidence, 5 for a source that cannot be read.
    """
    return load_dossier(_workspace(workspace), dossier)


def check(dossier: str | None = None, *, workspace: Folder | None = None) -> list[Problem]:
    """Return everything that is wrong with a dossier, or with all of the workspace; an empty list when all stands.

    Raises ``BriefingError`` (exit code 2) only where there is nothing to check: no workspace, no such dossier.
    """
    here = _workspace(workspace)
    names = here.dossier_ids() if dossier is None else (dossier,)
    problems: list[Problem] = []
    for name in names:
        here.dossier(name)
        try:
            load_dossier(here, name)
        except BriefingError as error:
            problems += error.problems
    return problems


def compose(
    dossier: str | Dossier,
    audience: str,
    language: str,
    *,
    formats: str | Iterable[str] = DEFAULT_FORMATS,
    workspace: Folder | None = None,
    allow_missing_glyphs: bool = False,
) -> Brief:
    """Return one brief, composed and fitted to its audience's page limit, as a build makes it.

    ``dossier`` is an id or what ``load`` returned; templates and house style are those of the workspace. ``formats``
    are those it is meant for: with ``pdf`` among them, every character must be in the fonts of the house, unless
    ``allow_missing_glyphs`` prints it as a code point.

    Raises ``BriefingError``: exit code 2 for an unknown audience, language or format, or an audience that may not read
    the dossier; 4 for a fault of a template; 6 where the page limit or the fonts cannot do; and what ``load`` raises,
    where an id is given.
    """
    names = _words(formats)
    check_formats(names)
    here = _workspace(workspace)
    library = Library(here.template_folders)
    loaded = load_dossier(here, dossier) if isinstance(dossier, str) else dossier
    reader = load_audience(library, audience)
    if problems := list(unworded(library, [reader])):
        raise BriefingError(problems)
    _may_read(loaded, audience, reader.ceiling.rank)
    _is_language(language, [each for each in loaded.accord.languages if each in reader.languages])
    house, epoch = load_house(library), source_date_epoch()
    glyphs = GlyphCheck(loaded, library, house.style, allow_missing_glyphs)
    production = Production(Composer(loaded, library, house), inputs_of(loaded, house, epoch), names, glyphs, epoch)
    try:
        composed = production.compose(reader, language)
    except Unprintable:
        raise BriefingError(glyphs.problems) from None
    brief = composed.brief
    return Brief(
        dossier=loaded.accord.id,
        audience=audience,
        language=language,
        document=brief.document,
        marking=brief.marking.value,
        facts=brief.used,
        cuts=tuple(cut.section for cut in brief.audience.cuts),
        formats=production.formats,
        _production=production,
        _composed=composed,
    )


def write(brief: Brief, format: str) -> bytes:
    """Return the file of a brief in a format: the bytes that a build of the same formats saves.

    Raises ``BriefingError``: exit code 2 for a format that the brief was not composed for, 6 for what it cannot print.
    """
    if format not in brief.formats:
        check_formats([format])
        hint = f'compose it with formats=("{format}",)'
        message = f"the brief was composed for {', '.join(brief.formats)}, not for {format}"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint=hint))
    return brief._production.write(brief._composed, format).data


def build(
    dossier: str,
    *,
    audiences: str | Iterable[str] = (),
    languages: str | Iterable[str] = (),
    formats: str | Iterable[str] = (),
    workspace: Folder | None = None,
    allow_missing_glyphs: bool = False,
    force: bool = False,
    since: str | None = None,
) -> Result:
    """Build a dossier into ``output/`` as one saved set, and return what was written, unchanged, carried over and cut.

    Without audiences, languages or formats it builds all there are; of formats Word and PDF. Only files are made whose
    inputs have changed, or all with ``force``; the others of the earlier set stay in the new one. With ``since``, the
    name of an earlier version (a git revision such as ``rwanda-2024@HEAD~1``, a folder, a saved set or a PDF), each
    brief tells in a box and by bars in the margin what has changed since. On any problem it raises
    ``BriefingError``, and the earlier set stays as it was.
    """
    choice = Choice(_words(audiences), _words(languages), _words(formats), allow_missing_glyphs, force, since)
    return build_dossier(_workspace(workspace), dossier, choice)


def _workspace(folder: Folder | None) -> Workspace:
    return find_workspace(Path.cwd(), None if folder is None else Path(folder))


def _words(words: str | Iterable[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _may_read(dossier: Dossier, audience: str, ceiling: int) -> None:
    marking = dossier.accord.marking
    if marking.rank > ceiling:
        message = f"the dossier is marked {marking.value}, above what audience “{audience}” may read"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint="compose it for another audience"))


def _is_language(language: str, known: list[str]) -> None:
    check_name(language, "language")
    if language not in known:
        hint = did_you_mean(language, known, "languages of this brief")
        raise BriefingError(Problem(ExitCode.USAGE, f"there is no language “{language}” to compose", hint=hint))
