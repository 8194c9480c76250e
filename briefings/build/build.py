"""``briefing build``: a dossier becomes a saved set of Word, PDF and Markdown briefs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefings.build.brief import Brief, make_brief, styled
from briefings.build.glyphs import Checked, check_glyphs
from briefings.build.manifest import Entry, digest_of, installed_versions, read_entries, write_manifest
from briefings.build.saved_set import MANIFEST, current_set, held, save_set
from briefings.build.writing import FORMATS, Written, write_brief
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
    library = Library(workspace.template_folders)
    dossier, audiences, house = _loaded(workspace, dossier_id, library, choice)
    audiences, left_out = _readers(dossier.accord, audiences, choice)
    briefs = _briefs(Composer(dossier, library, house), audiences, _languages(dossier.accord, audiences, choice))
    inputs = _inputs(dossier, library, house)
    formats = choice.formats or DEFAULT_FORMATS
    glyphs = _glyphs(briefs, formats, dossier, library, house, choice.allow_missing_glyphs)
    written = list(_written(glyphs, formats, dossier, house, progress))
    with held(workspace.output, dossier_id):
        return replace(
            _saved(workspace, dossier, library, written, inputs),
            remarks=(*dossier.remarks, *left_out, *_withheld(briefs), *glyphs.remarks),
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
    counts = {brief.audience.name: (brief.withheld, brief.audience.ceiling) for brief in briefs if brief.withheld}
    return [f"{name}: facts marked above {top.value} and left out: {count}" for name, (count, top) in counts.items()]


def _languages(accord: Accord, audiences: list[Audience], choice: Choice) -> tuple[str, ...]:
    known = tuple(language for language in accord.languages if any(language in a.languages for a in audiences))
    for language in choice.languages:
        check_name(language, "language")
        if language not in known:
            hint = did_you_mean(language, known, "languages of this dossier")
            raise BriefingError(Problem(ExitCode.USAGE, f"there is no language “{language}” to build", hint=hint))
    return tuple(language for language in known if not choice.languages or language in choice.languages)


def _briefs(composer: Composer, audiences: list[Audience], languages: tuple[str, ...]) -> list[Brief]:
    briefs, problems = [], []
    for audience in audiences:
        for language in languages:
            if language not in audience.languages:
                continue
            try:
                briefs.append(make_brief(composer, audience, language))
            except BriefingError as error:
                problems += [problem for problem in error.problems if problem not in problems]
    if problems:
        raise BriefingError(problems)
    return briefs


def _inputs(dossier: Dossier, library: Library, house: House) -> dict[str, str]:
    """Return the SHA-256 of every input by the path it is shown with, and the versions at work."""
    versions = {f"version:{name}": value for name, value in installed_versions().items()}
    return {**dossier.hashes, house.file: house.sha256, **versions}


def _glyphs(
    briefs: list[Brief], formats: tuple[str, ...], dossier: Dossier, library: Library, house: House, allow_missing: bool
) -> Checked:
    """Return what the fonts can print. Word finds fonts on the reader's machine, and Markdown needs none."""
    if allow_missing or "pdf" in formats:
        return check_glyphs(briefs, dossier, library, house.style, allow_missing)
    return Checked(briefs, [])


def _written(
    glyphs: Checked, formats: tuple[str, ...], dossier: Dossier, house: House, progress: Progress | None
) -> Iterator[tuple[Brief, Written]]:
    briefs, problems = glyphs.briefs, list(glyphs.problems)
    names = tuple(dict.fromkeys(formats))
    for done, brief in enumerate(briefs):
        for name in names:
            if progress:
                progress(done * len(names), len(briefs) * len(names))
            try:
                yield brief, write_brief(brief, name, dossier, styled(house.style, brief.audience))
            except BriefingError as error:
                problems += [problem for problem in error.problems if problem not in problems]
    if progress:
        progress(len(briefs) * len(names), len(briefs) * len(names))
    if problems:
        raise BriefingError(problems)


def _saved(
    workspace: Workspace,
    dossier: Dossier,
    library: Library,
    written: list[tuple[Brief, Written]],
    inputs: Mapping[str, str],
) -> Result:
    accord = dossier.accord
    entries = [_entry(accord.id, brief, made, inputs, library) for brief, made in written]
    files = {entry.file: made.data for entry, (_, made) in zip(entries, written, strict=True)}
    carried, kept = _carried(workspace.output, accord.id, set(files))
    about = {"id": accord.id, "as_at": accord.as_at, "marking": accord.marking.value, "languages": accord.languages}
    everything = dict(inputs)
    for entry in [*carried, *entries]:
        everything.update(entry.built_from)
    manifest = write_manifest(about, dict(sorted(everything.items())), [*entries, *carried])
    changed = save_set(workspace.output, accord.id, digest_of(manifest), {**kept, **files, MANIFEST: manifest})
    return Result(
        dossier=accord.id,
        folder=workspace.output / accord.id,
        written=tuple(entries),
        carried=tuple(carried),
        stale=tuple(entry.file for entry in carried if _is_stale(entry, inputs, library)),
        changed=changed,
        remarks=dossier.remarks,
    )


def _entry(dossier_id: str, brief: Brief, made: Written, inputs: Mapping[str, str], library: Library) -> Entry:
    templates = {file.shown: file.sha256 for name in brief.templates if (file := library.find(name))}
    return Entry(
        file=brief.file_name(dossier_id, made.format),
        audience=brief.audience.name,
        language=brief.language,
        format=made.format,
        sha256=digest_of(made.data),
        bytes=len(made.data),
        pages=made.pages,
        marking=brief.marking.value,
        facts_used=brief.used,
        facts_not_used=brief.unused,
        built_from=dict(sorted({**inputs, **templates}.items())),
        glyphs_replaced=brief.glyphs_replaced,
    )


def _carried(output: Path, dossier_id: str, replaced: set[str]) -> tuple[list[Entry], dict[str, bytes]]:
    """Return the files of the earlier set that stay; one that is no longer what its manifest says is left behind."""
    carried: list[Entry] = []
    kept: dict[str, bytes] = {}
    folder = current_set(output, dossier_id)
    if folder is None:
        return carried, kept
    for entry in read_entries(folder):
        path = folder / entry.file
        if entry.file in replaced or Path(entry.file).name != entry.file or not path.is_file():
            continue
        data = path.read_bytes()
        if digest_of(data) == entry.sha256:
            carried.append(entry)
            kept[entry.file] = data
    return carried, kept


def _is_stale(entry: Entry, inputs: Mapping[str, str], library: Library) -> bool:
    """Return whether anything a carried file was built from is different now."""
    for path, digest in entry.built_from.items():
        name = path.removeprefix("briefings:").removeprefix("templates/")
        found = library.find(name) if path.endswith((".md.j2", "labels.yaml")) else None
        now = found.sha256 if found and found.shown == path else inputs.get(path)
        if now != digest:
            return True
    return False
