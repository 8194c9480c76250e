"""``briefing build``: a dossier becomes a saved set of Word, PDF and Markdown briefs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefings.build.brief import Brief
from briefings.build.clock import VARIABLE, source_date_epoch
from briefings.build.glyphs import GlyphCheck, Unprintable
from briefings.build.manifest import (
    AnnexEntry,
    Entry,
    digest_of,
    installed_versions,
    read_annex_entries,
    read_entries,
    write_manifest,
)
from briefings.build.production import Made, Production
from briefings.build.saved_set import MANIFEST, current_set, held, save_set
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
from briefings.workspace import Workspace

#: Written when nobody names a format.
DEFAULT_FORMATS = ("docx", "pdf")


Progress = Callable[[int, int], None]
"""Told how many files of how many are written."""


@dataclass(frozen=True)
class Choice:
    """What is asked for; an empty tuple means all there is (of formats: Word and PDF)."""

    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    allow_missing_glyphs: bool = False
    """Whether characters that the fonts cannot print are printed as code points, in every format."""


@dataclass(frozen=True)
class Result:
    """What a build did."""

    dossier: str
    folder: Path
    written: tuple[Entry, ...]
    carried: tuple[Entry, ...]
    """Files of the earlier set that this build was not asked for."""
    stale: tuple[str, ...]
    """Names of carried files whose inputs have changed since."""
    changed: bool
    remarks: tuple[str, ...]


def build_dossier(
    workspace: Workspace, dossier_id: str, choice: Choice | None = None, progress: Progress | None = None
) -> Result:
    """Build a dossier and save the set; on any problem raise ``BriefingError`` and leave the earlier set as it was."""
    choice = choice or Choice()
    check_formats(choice.formats)
    epoch = source_date_epoch()
    library = Library(workspace.template_folders)
    dossier, audiences, house = _loaded(workspace, dossier_id, library, choice)
    audiences, left_out = _readers(dossier.accord, audiences, choice)
    inputs = _inputs(dossier, house, epoch)
    composer = Composer(dossier, library, house)
    glyphs = GlyphCheck(dossier, library, house.style, choice.allow_missing_glyphs)
    production = Production(composer, inputs, choice.formats or DEFAULT_FORMATS, glyphs, epoch)
    made = _made(production, audiences, _languages(dossier.accord, audiences, choice), progress)
    briefs = [each.brief for each in made]
    with held(workspace.output, dossier_id):
        return replace(
            _saved(workspace, dossier, library, made, inputs),
            remarks=(*dossier.remarks, *left_out, *_withheld(briefs), *_cut(briefs), *_spelt_out(briefs)),
        )


def check_formats(formats: Iterable[str]) -> None:
    """Raise ``BriefingError`` (exit 2) for a format that no writer writes."""
    for name in formats:
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS, "formats")
            raise BriefingError(Problem(ExitCode.USAGE, f"there is no format “{name[:40]}”", hint=hint))


def _loaded(
    workspace: Workspace, dossier_id: str, library: Library, choice: Choice
) -> tuple[Dossier, list[Audience], House]:
    """Load dossier, audiences and house style; their problems are told together."""
    workspace.dossier(dossier_id)
    names = tuple(dict.fromkeys(choice.audiences)) or audience_names(library)
    problems: list[Problem] = []
    audiences: list[Audience] = []
    for name in names:
        try:
            audiences.append(load_audience(library, name))
        except BriefingError as error:
            problems += error.problems
    problems += unworded(library, audiences)
    house = dossier = None
    try:
        house = load_house(library)
    except BriefingError as error:
        problems += error.problems
    try:
        dossier = load_dossier(workspace, dossier_id)
    except BriefingError as error:
        problems += error.problems
    if problems or house is None or dossier is None:
        raise BriefingError(problems)
    return dossier, audiences, house


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
    """Return a remark for each audience that was not given every fact."""
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


def _made(
    production: Production, audiences: list[Audience], languages: tuple[str, ...], progress: Progress | None
) -> list[Made]:
    """Return every brief with its files; what is wrong with any of them is told together."""
    made: list[Made] = []
    problems: list[Problem] = []
    wanted = [(audience, name) for audience in audiences for name in languages if name in audience.languages]
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


def _inputs(dossier: Dossier, house: House, epoch: int | None) -> dict[str, str]:
    """Return the SHA-256 of record, sources, house style, its fonts and logo by the path they are shown with.

    The versions at work, and SOURCE_DATE_EPOCH where it is set, count as inputs too.
    """
    versions = {f"version:{name}": value for name, value in installed_versions().items()}
    clock = {} if epoch is None else {f"environment:{VARIABLE}": str(epoch)}
    return {**dossier.hashes, house.file: house.sha256, **house.files, **versions, **clock}


def _saved(
    workspace: Workspace,
    dossier: Dossier,
    library: Library,
    made: list[Made],
    inputs: Mapping[str, str],
) -> Result:
    accord = dossier.accord
    written = [(each, file) for each in made for file in each.files]
    entries = [_entry(accord.id, each, file) for each, file in written]
    files = {entry.file: file.data for entry, (_, file) in zip(entries, written, strict=True)}
    carried, kept = _carried(workspace.output, accord.id, set(files))
    annexes, attached = _annexes(workspace.output, dossier, entries, carried)
    about = {"id": accord.id, "as_at": accord.as_at, "marking": accord.marking.value, "languages": accord.languages}
    everything = dict(inputs)
    for entry in [*carried, *entries]:
        everything.update(entry.built_from)
    manifest = write_manifest(about, dict(sorted(everything.items())), [*entries, *carried], annexes)
    contents = {**kept, **attached, **files, MANIFEST: manifest}
    changed = save_set(workspace.output, accord.id, digest_of(manifest), contents)
    return Result(
        dossier=accord.id,
        folder=workspace.output / accord.id,
        written=tuple(entries),
        carried=tuple(carried),
        stale=tuple(entry.file for entry in carried if _is_stale(entry, inputs, library)),
        changed=changed,
        remarks=dossier.remarks,
    )


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
    )


def _carried(output: Path, dossier_id: str, replaced: set[str]) -> tuple[list[Entry], dict[str, Path]]:
    """Return the files of the earlier set that stay; one that is no longer what its manifest says is left behind."""
    carried: list[Entry] = []
    kept: dict[str, Path] = {}
    folder = current_set(output, dossier_id)
    if folder is None:
        return carried, kept
    for entry in read_entries(folder):
        path = folder / entry.file
        if entry.file not in replaced and _holds_still(folder, entry.file, entry.sha256):
            carried.append(entry)
            kept[entry.file] = path
    return carried, kept


def _annexes(
    output: Path, dossier: Dossier, entries: Iterable[Entry], carried: Iterable[Entry]
) -> tuple[list[AnnexEntry], dict[str, bytes | Path]]:
    """Return the attached files that the set's briefs name, and what they hold.

    One that only a carried brief names is carried with it, as long as it is what the earlier manifest says.
    """
    wanted = {name for entry in entries for name in entry.annexes}
    known = {annex.file: annex for annex in dossier.accord.annexes}
    told: list[AnnexEntry] = []
    files: dict[str, bytes | Path] = {}
    for name in sorted(wanted):
        content = dossier.annexed[name]
        told.append(AnnexEntry(name, content.sha256, len(content.data), content.pages, known[name].marking.value))
        files[name] = content.data
    folder = current_set(output, dossier.accord.id)
    earlier = {annex.file: annex for annex in read_annex_entries(folder)} if folder else {}
    for name in sorted({name for entry in carried for name in entry.annexes} - wanted):
        if folder and name in earlier and _holds_still(folder, name, earlier[name].sha256):
            told.append(earlier[name])
            files[name] = folder / name
    return told, files


def _holds_still(folder: Path, name: str, digest: str) -> bool:
    """Return whether a plain file of an earlier set is what its manifest says."""
    path = folder / name
    if Path(name).name != name or not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == digest


def _is_stale(entry: Entry, inputs: Mapping[str, str], library: Library) -> bool:
    """Return whether anything a carried file was built from is different now."""
    for path, digest in entry.built_from.items():
        name = path.removeprefix("briefings:").removeprefix("templates/")
        found = library.find(name) if path.endswith((".md.j2", "labels.yaml")) else None
        now = found.sha256 if found and found.shown == path else inputs.get(path)
        if now != digest:
            return True
    return False
