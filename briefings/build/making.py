"""A dossier's briefs are made: loaded, composed, laid out, written to bytes. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.build.brief import Brief
from briefings.build.clock import source_date_epoch
from briefings.build.glyphs import GlyphCheck, Unprintable
from briefings.build.manifest import AnnexEntry, Entry, digest_of
from briefings.build.production import Made, Production, inputs_of
from briefings.build.writing import FORMATS, Written
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.facts import Accord, Dossier
from briefings.house import load_house
from briefings.names import check_name, did_you_mean
from briefings.style import House
from briefings.templates.audience import Audience, audience_names, load_audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.templates.lint import unworded
from briefings.vocabulary.codes import Marking
from briefings.workspace import Workspace

if TYPE_CHECKING:
    from briefings.build.earlier import EarlierVersions

#: Written when nobody names a format.
DEFAULT_FORMATS = ("docx", "pdf")


Progress = Callable[[int, int], None]
"""Told how many files of how many are written."""


class Choice(Struct, frozen=True):
    """What is asked for; an empty tuple means all there is (of formats: Word and PDF)."""

    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    allow_missing_glyphs: bool = False
    """Whether characters that the fonts cannot print are printed as code points, in every format."""
    force: bool = False
    """Whether files are made again whose inputs have not changed."""
    since: str | None = None
    """The name of an earlier version; every brief tells what has changed since. See ``build.named_versions``."""


class MadeSet(Struct, frozen=True):
    """What a build made, as plain values: it can travel between processes and is saved by ``save_made``."""

    dossier: str
    about: Mapping[str, object]
    """What the manifest says of the dossier: id, as_at, marking, languages."""
    entries: tuple[Entry, ...]
    files: Mapping[str, bytes]
    """The bytes of each entry, by file name."""
    annexes: tuple[AnnexEntry, ...]
    """The files that the entries say are attached."""
    attached: Mapping[str, bytes]
    """The bytes of each annex, by file name."""
    inputs: Mapping[str, str]
    """SHA-256 of record, sources, house style and its files, by path; versions; the clock where it is set."""
    unchanged: frozenset[str]
    """Names of files asked for and not made, for those of the earlier set are right."""
    readers: frozenset[tuple[str, str]]
    """Audience and language of each brief that can be built of the dossier, asked for or not."""
    remarks: tuple[str, ...]


def make_set(
    workspace: Workspace,
    dossier_id: str,
    choice: Choice,
    progress: Progress | None = None,
    fresh: frozenset[str] = frozenset(),
) -> MadeSet:
    """Return the files asked for, but for those whose names are ``fresh``.

    Raises ``BriefingError`` with every problem of the dossier, its templates and its pages (exit 2 to 6, 11).
    """
    check_formats(choice.formats)
    epoch = source_date_epoch()
    library = Library(workspace.template_folders)
    dossier, audiences, house = _loaded(workspace, dossier_id, library, choice)
    audiences, left_out = _readers(dossier.accord, audiences, choice)
    inputs = inputs_of(dossier, house, epoch)
    composer = Composer(dossier, library, house)
    glyphs = GlyphCheck(dossier, library, house.style, choice.allow_missing_glyphs)
    # Only a brief that tells of changes needs what reads PDFs and asks git.
    earlier = _earlier(workspace, library, dossier, choice.since) if choice.since else None
    of = earlier.of if earlier else None
    production = Production(composer, inputs, choice.formats or DEFAULT_FORMATS, glyphs, epoch, of)
    wanted = _wanted(audiences, _languages(dossier.accord, audiences, choice))
    missing = [pair for pair in wanted if not _names(dossier_id, pair, production.formats) <= fresh]
    there = [pair for pair in wanted if pair not in missing]
    made = _made(production, missing, progress)
    briefs = [each.brief for each in made]
    written = [(_entry(dossier_id, each, file), file.data) for each in made for file in each.files]
    annexes = _annexes(dossier, (entry for entry, _ in written))
    return MadeSet(
        dossier=dossier_id,
        about=_about(dossier.accord),
        entries=tuple(entry for entry, _ in written),
        files={entry.file: data for entry, data in written},
        annexes=annexes,
        attached={annex.file: dossier.annexed[annex.file].data for annex in annexes},
        inputs=inputs,
        unchanged=frozenset().union(*(_names(dossier_id, pair, production.formats) for pair in there)),
        readers=readers_of(library, dossier.accord.marking, dossier.accord.languages),
        remarks=(
            *dossier.remarks,
            *left_out,
            *(earlier.remarks if earlier else ()),
            *_withheld(briefs),
            *_drafts(briefs),
            *_cut(briefs),
            *_spelt_out(briefs),
        ),
    )


def _earlier(workspace: Workspace, library: Library, dossier: Dossier, named: str) -> EarlierVersions:
    from briefings.build.earlier import EarlierVersions

    return EarlierVersions(workspace, library, dossier, named)


def chosen_briefs(
    workspace: Workspace, dossier_id: str, choice: Choice
) -> tuple[Dossier, Library, House, list[tuple[Audience, str]]]:
    """Return a dossier, templates and house style, and audience and language of each brief that is asked for.

    Raises ``BriefingError`` with every problem of the dossier and its templates (exit 2 to 5, 11).
    """
    library = Library(workspace.template_folders)
    dossier, audiences, house = _loaded(workspace, dossier_id, library, choice)
    audiences, _ = _readers(dossier.accord, audiences, choice)
    return dossier, library, house, _wanted(audiences, _languages(dossier.accord, audiences, choice))


def check_formats(formats: Iterable[str]) -> None:
    """Raise ``BriefingError`` (exit 2) for a format that no writer writes."""
    for name in formats:
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS, "formats")
            raise BriefingError(Problem(ExitCode.USAGE, f"there is no format “{name[:40]}”", hint=hint))


def check_shared(library: Library, choice: Choice) -> None:
    """Raise ``BriefingError`` for what no dossier could be built with: unknown or broken audiences, the house style."""
    _, _, problems = _shared(library, choice)
    if problems:
        raise BriefingError(problems)


def readers_of(library: Library, marking: Marking, languages: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return audience and language of each brief that a dossier of this marking and these languages can have.

    An audience whose template is broken counts, in all languages: a file of its is stale and not superfluous.
    """
    known = tuple(languages)
    readers: set[tuple[str, str]] = set()
    for name in audience_names(library):
        try:
            audience = load_audience(library, name)
        except BriefingError:
            readers.update((name, language) for language in known)
            continue
        if marking.rank <= audience.ceiling.rank:
            readers.update((name, language) for language in known if language in audience.languages)
    return frozenset(readers)


def _loaded(
    workspace: Workspace, dossier_id: str, library: Library, choice: Choice
) -> tuple[Dossier, list[Audience], House]:
    """Load dossier, audiences and house style; their problems are told together."""
    workspace.dossier(dossier_id)
    audiences, house, problems = _shared(library, choice)
    dossier = None
    try:
        dossier = load_dossier(workspace, dossier_id)
    except BriefingError as error:
        problems += error.problems
    if problems or house is None or dossier is None:
        raise BriefingError(problems)
    return dossier, audiences, house


def _shared(library: Library, choice: Choice) -> tuple[list[Audience], House | None, list[Problem]]:
    """Return audiences and house style, and every problem of theirs."""
    names = tuple(dict.fromkeys(choice.audiences)) or audience_names(library)
    problems: list[Problem] = []
    audiences: list[Audience] = []
    for name in names:
        try:
            audiences.append(load_audience(library, name))
        except BriefingError as error:
            problems += error.problems
    problems += unworded(library, audiences)
    try:
        return audiences, load_house(library), problems
    except BriefingError as error:
        return audiences, None, [*problems, *error.problems]


def _readers(accord: Accord, audiences: list[Audience], choice: Choice) -> tuple[list[Audience], tuple[str, ...]]:
    """Return the audiences that may read the dossier at all, and a remark for each other one nobody asked for."""
    allowed = [audience for audience in audiences if accord.marking.rank <= audience.ceiling.rank]
    refused = [audience for audience in audiences if audience not in allowed]
    words = f"the dossier is marked {accord.marking.value}"
    if choice.audiences and refused:
        raise BriefingError(
            Problem(
                ExitCode.USAGE,
                f"{words}; audience “{audience.name}” reads up to {audience.ceiling.value}",
                hint="build it for another audience",
            )
            for audience in refused
        )
    return allowed, tuple(f"no brief for {a.name}: {words}, it reads up to {a.ceiling.value}" for a in refused)


def _withheld(briefs: list[Brief]) -> list[str]:
    """Return a remark for each audience that was not given every fact or annex."""
    found = {
        (brief.audience.name, what, count): brief.audience.ceiling.value
        for brief in briefs
        for what, count in (("facts", brief.withheld), ("annexes", brief.annexes_withheld))
        if count
    }
    return [f"{name}: {what} marked above {top} and left out: {count}" for (name, what, count), top in found.items()]


def _languages(accord: Accord, audiences: list[Audience], choice: Choice) -> tuple[str, ...]:
    known = tuple(language for language in accord.languages if any(language in a.languages for a in audiences))
    for language in choice.languages:
        check_name(language, "language")
        if language not in known:
            hint = did_you_mean(language, known, "languages of this dossier")
            raise BriefingError(Problem(ExitCode.USAGE, f"there is no language “{language}” to build", hint=hint))
    return tuple(language for language in known if not choice.languages or language in choice.languages)


def _wanted(audiences: list[Audience], languages: tuple[str, ...]) -> list[tuple[Audience, str]]:
    return [(audience, name) for audience in audiences for name in languages if name in audience.languages]


def _names(dossier_id: str, pair: tuple[Audience, str], formats: tuple[str, ...]) -> frozenset[str]:
    audience, language = pair
    return frozenset(f"{dossier_id}.{audience.name}.{language}.{ending}" for ending in formats)


def _drafts(briefs: list[Brief]) -> Iterator[str]:
    """Yield a remark that names the briefs that say they are drafts, each with its number of facts not reviewed."""
    found = [f"{b.audience.name} in {b.language} ({len(b.unreviewed)})" for b in briefs if b.unreviewed]
    if found:
        yield f"drafts, with facts not reviewed: {', '.join(found)}"


def _cut(briefs: list[Brief]) -> Iterator[str]:
    """Yield a remark for each brief that had to be cut to its page limit."""
    steps = {"short": "shortened", "annex": "moved to the annex", "drop": "left out"}
    for brief in briefs:
        if cuts := brief.audience.cuts:
            done = ", ".join(f"{cut.section} {steps[cut.step]}" for cut in cuts)
            pages = "1 page" if brief.audience.limit == 1 else f"{brief.audience.limit} pages"
            yield f"{brief.audience.name} in {brief.language}, cut to {pages}: {done}"


def _spelt_out(briefs: list[Brief]) -> Iterator[str]:
    """Yield a remark for each brief in which characters are printed as code points."""
    for brief in briefs:
        if points := brief.glyphs_replaced:
            yield f"{brief.audience.name} ({brief.language}): printed as code points: {' '.join(points)}"


def _made(production: Production, wanted: list[tuple[Audience, str]], progress: Progress | None) -> list[Made]:
    """Return every brief with its files; what is wrong with any of them is told together."""
    made: list[Made] = []
    problems: list[Problem] = []
    for done, (audience, language) in enumerate(wanted):
        if progress:
            progress(done * len(production.formats), len(wanted) * len(production.formats))
        try:
            made.append(production.make(audience, language))
        except Unprintable:
            continue  # Told below, each place once whatever briefs it stands in.
        except BriefingError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    problems = [*production.glyphs.problems, *problems]
    if progress:
        progress(len(wanted) * len(production.formats), len(wanted) * len(production.formats))
    if problems:
        raise BriefingError(problems)
    return made


def _about(accord: Accord) -> dict[str, object]:
    return {"id": accord.id, "as_at": accord.as_at, "marking": accord.marking.value, "languages": accord.languages}


def _entry(dossier_id: str, made: Made, file: Written) -> Entry:
    brief = made.brief
    return Entry(
        file=brief.file_name(dossier_id, file.format),
        audience=brief.audience.name,
        language=brief.language,
        format=file.format,
        sha256=digest_of(file.data),
        bytes=len(file.data),
        pages=file.pages,
        annex_pages=file.annex_pages,
        target=brief.audience.target,
        limit=brief.audience.limit,
        marking=brief.marking.value,
        facts_used=brief.used,
        facts_not_used=brief.unused,
        cuts=tuple({"section": cut.section, "title": cut.title, "step": cut.step} for cut in brief.audience.cuts),
        built_from=dict(sorted(made.inputs.items())),
        glyphs_replaced=brief.glyphs_replaced,
        annexes=tuple(annex.file for annex in brief.annexes),
        facts_not_reviewed=brief.unreviewed,
    )


def _annexes(dossier: Dossier, entries: Iterable[Entry]) -> tuple[AnnexEntry, ...]:
    """Return what the manifest says of each file that the entries name as attached, by name."""
    wanted = {name for entry in entries for name in entry.annexes}
    markings = {annex.file: annex.marking.value for annex in dossier.accord.annexes}
    contents = {name: dossier.annexed[name] for name in sorted(wanted)}
    return tuple(
        AnnexEntry(name, content.sha256, len(content.data), content.pages, markings[name])
        for name, content in contents.items()
    )
