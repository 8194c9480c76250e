"""A version of a dossier by the name a user gives it: present state, folder, git revision, saved set or brief.

==================  ==================================================================================
``ID``              the dossier of the workspace as it is now
``ID@REVISION``     ``sources/ID`` as git has it at a commit, a tag or a branch
a folder            one that holds ``accord.yaml``; write ``./name`` where a dossier has the same name
a saved set         a folder that holds ``manifest.json``: the PDF or Word file in it that carries most
a PDF or Word file  the dossier that it carries
==================  ==================================================================================
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefings.build.git_revisions import read_revision
from briefings.build.manifest import Entry, digest_of, read_record
from briefings.build.provenance import PROVENANCE_NAME, RECORD_NAME, Provenance, read_provenance
from briefings.build.saved_set import MANIFEST
from briefings.build.verify import carried_texts, read_carried
from briefings.checks import check_evidence
from briefings.comparing.state import Scope, State, passages_of
from briefings.dossiers import examine, load_accord, source_text
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Accord, Dossier
from briefings.names import PATTERN, check_name, name_problem
from briefings.readers.accord_yaml import read_accord
from briefings.readers.docx_carried import is_word
from briefings.readers.source_text import read_bytes
from briefings.readers.yaml_text import MAX_BYTES
from briefings.sources import SourceText
from briefings.templates.audience import Embed, load_audience
from briefings.templates.library import Library
from briefings.vocabulary.codes import Marking
from briefings.workspace import RECORD, Workspace

_LARGEST = 50_000_000
_FORMS = "name a dossier, DOSSIER@REVISION, a dossier's folder, a saved set, or a brief as PDF or Word file"


class VersionKind(Enum):
    """Where a version was found."""

    PRESENT = "present"
    REVISION = "revision"
    FOLDER = "folder"
    SAVED_SET = "saved-set"
    PDF = "pdf"
    WORD = "docx"


class Version(Struct, frozen=True, kw_only=True):
    """One version of a dossier."""

    named: str
    """As a message shows it: what the user wrote, of a path its last part only."""
    kind: VersionKind
    detail: str
    """The commit of a revision, the file of a saved set; empty for the others."""
    state: State
    dossier: Dossier | None
    """To make a brief from; ``None`` where it does not pass the gate or lacks its sources."""
    problems: tuple[Problem, ...]
    """Why there is no dossier."""
    digest: str
    """SHA-256 of all that was read of it."""
    reader: tuple[str, str] | None = None
    """Audience and language of the brief that carries it; ``None`` where it is in no brief."""

    def needed(self) -> Dossier:
        """Return the dossier. Raises ``BriefingError`` with what stands in the way."""
        if self.dossier is None:
            raise BriefingError(self.problems)
        return self.dossier


def read_version(workspace: Workspace, named: str, reader: tuple[str, str] | None = None) -> Version:
    """Return the version that a user names.

    ``reader`` is the audience and language whose brief is preferred in a saved set. Raises ``BriefingError``: exit 2
    for a name that nothing answers to, 3 for a record that cannot be read, 5 for an unreadable file, 11 over a limit.
    """
    before, at, after = named.partition("@")
    path, found = _there(named)
    if found is None and _is_broken_link(path):
        message = f"“{path.name[:80]}” is a link that leads nowhere"
        hint = "output/DOSSIER is a link itself; copy a saved set with `cp -rL`"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint=hint))
    if PATTERN.fullmatch(named) and (found is None or named in workspace.dossier_ids()):
        return _present(workspace, named)
    if at and PATTERN.fullmatch(before):
        check_name(before, "dossier")
        revision = read_revision(workspace.root, before, after)
        return _apart(revision.files, before, f"{named}:", named, VersionKind.REVISION, revision.commit)
    if found is VersionKind.FOLDER:
        return _folder(path)
    if found is VersionKind.SAVED_SET:
        return _saved_set(workspace, path, reader)
    if found is VersionKind.PDF:
        return _brief(workspace, path, path.name, VersionKind.PDF)
    shown = path.name or named
    raise BriefingError(Problem(ExitCode.USAGE, f"“{shown[:80]}” is no version of a dossier", hint=_FORMS))


def _there(named: str) -> tuple[Path, VersionKind | None]:
    """Return the path that a name is, and what lies there; nothing for a name that no system could give to a file."""
    path = Path(named)
    try:
        kinds = {VersionKind.FOLDER: path / RECORD, VersionKind.SAVED_SET: path / MANIFEST, VersionKind.PDF: path}
        return path, next((kind for kind, file in kinds.items() if named and file.is_file()), None)
    except (OSError, ValueError):
        return path, None


def _is_broken_link(path: Path) -> bool:
    try:
        return path.is_symlink() and not path.exists()
    except (OSError, ValueError):
        return False


def check_same(old: Version, new: Version) -> None:
    """Raise ``BriefingError`` (exit 2) where two versions are of different dossiers."""
    one, other = old.state.accord.id, new.state.accord.id
    if one != other:
        message = f"“{old.named}” is of dossier “{one}”, “{new.named}” of “{other}”"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint="compare two versions of one dossier"))


def _present(workspace: Workspace, dossier_id: str) -> Version:
    return _examined(workspace, workspace.dossier(dossier_id), dossier_id, VersionKind.PRESENT)


def _examined(workspace: Workspace, folder: Path, named: str, kind: VersionKind, detail: str = "") -> Version:
    """Return the version in a folder of a workspace. Raises ``BriefingError`` for a record that cannot be read."""
    accord, digest, problems = load_accord(workspace, folder)
    if accord is None or problems:
        raise BriefingError(problems)
    dossier, problems = examine(workspace, folder, accord, digest, [])
    texts = dossier.texts if dossier else _texts(workspace, folder, accord)
    quotations = dossier.quotations if dossier else check_evidence(accord, texts)[0]
    contents = {name: text.inputs[text.file] for name, text in texts.items()}
    contents |= {file: each.sha256 for file, each in dossier.annexed.items()} if dossier else {}
    return Version(
        named=named,
        kind=kind,
        detail=detail,
        state=State(accord=accord, passages=passages_of(accord, quotations), contents=contents),
        dossier=dossier,
        problems=tuple(problems),
        digest=_digest(digest, contents),
    )


def _digest(record: str, contents: Mapping[str, str]) -> str:
    return digest_of("\n".join([record, *(f"{name} {value}" for name, value in sorted(contents.items()))]).encode())


def _texts(workspace: Workspace, folder: Path, accord: Accord) -> dict[str, SourceText]:
    """Return the texts of the sources that can be read."""
    texts: dict[str, SourceText] = {}
    for source in accord.sources:
        try:
            texts[source.id] = source_text(workspace, folder, source)
        except BriefingError:
            continue
    return texts


def _folder(path: Path) -> Version:
    """Return the version in a folder outside of the workspace's sources, whatever the folder is called."""
    shown = path.resolve().name
    files = {RECORD: read_bytes(path / RECORD, f"{shown}/{RECORD}", MAX_BYTES, ExitCode.DOSSIER)}
    accord, problems = read_accord(files[RECORD], f"{shown}/{RECORD}")
    if accord is None or problems:
        raise BriefingError(problems)
    if misnamed := name_problem(accord.id, "dossier"):
        raise BriefingError(replace(misnamed, code=ExitCode.DOSSIER, location=Location(accord.file)))
    for file in (*(source.file for source in accord.sources), *(annex.file for annex in accord.annexes)):
        if (path / file).is_file():
            files[file] = read_bytes(path / file, f"{shown}/{file}", _LARGEST, ExitCode.SOURCE)
    return _apart(files, accord.id, f"{shown}/", shown, VersionKind.FOLDER)


def _apart(
    files: Mapping[str, bytes], dossier_id: str, before: str, named: str, kind: VersionKind, detail: str = ""
) -> Version:
    """Return the version that files make, read in a folder of its own; ``before`` stands before names in messages."""
    with tempfile.TemporaryDirectory(prefix="briefing-") as name:
        workspace = Workspace(Path(name).resolve())
        folder = workspace.sources / dossier_id
        folder.mkdir(parents=True)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        try:
            found = _examined(workspace, folder, named, kind, detail)
        except BriefingError as error:
            raise BriefingError(_placed(error.problems, dossier_id, before)) from None
    return replace(found, problems=tuple(_placed(found.problems, dossier_id, before)))


def _placed(problems: Iterable[Problem], dossier_id: str, before: str) -> Iterator[Problem]:
    """Yield the problems with their places named as the user knows them."""
    for problem in problems:
        at = problem.location
        file = before + at.file.removeprefix(f"sources/{dossier_id}/") if at else before
        yield replace(problem, location=replace(at, file=file) if at else Location(file.rstrip(":/")))


def _saved_set(workspace: Workspace, path: Path, reader: tuple[str, str] | None) -> Version:
    """Return what the best brief of a saved set carries: the reader's own, or else the one that holds most.

    Word files are looked at where no PDF carries anything.
    """
    shown = path.name or path.resolve().name
    record = read_record(path)
    if record is None:
        raise BriefingError(Problem(ExitCode.SOURCE, "the manifest cannot be read", Location(f"{shown}/{MANIFEST}")))
    carrying = [[entry for entry in record.entries if entry.format == name] for name in ("pdf", "docx")]
    own = [[entry for entry in entries if (entry.audience, entry.language) == reader] for entries in carrying]
    tried = (_carried(workspace, path, entries) for entries in (*own, *carrying))
    found = next(filter(None, tried), None)
    if not found:
        message = f"saved set “{shown}” holds no brief that carries its dossier"
        hint = "build it with --format pdf or docx, or compare with a folder or a revision"
        raise BriefingError(Problem(ExitCode.SOURCE, message, hint=hint))

    def worth(each: tuple[Entry, Version]) -> tuple[bool, bool, int]:
        entry, state = each[0], each[1].state
        at = f"sources/{state.accord.id}/{RECORD}"
        is_last = entry.built_from.get(at) == record.inputs.get(at)
        return is_last, state.scope is Scope.READABLE, len(list(state.accord.records()))

    return replace(max(found, key=worth)[1], named=shown)


def _carried(workspace: Workspace, path: Path, entries: Iterable[Entry]) -> list[tuple[Entry, Version]]:
    """Return the versions that files of a set carry; a file that is not there or carries none is passed over."""
    found = []
    for entry in entries:
        file = path / Path(entry.file).name
        if file.is_file():
            with suppress(BriefingError):
                found.append((entry, _brief(workspace, file, f"{path.name}/{file.name}", VersionKind.SAVED_SET)))
    return found


def _brief(workspace: Workspace, path: Path, shown: str, kind: VersionKind) -> Version:
    data, files = read_carried(path, shown)
    if kind is VersionKind.PDF and is_word(data):
        kind = VersionKind.WORD
    provenance = read_provenance(files[PROVENANCE_NAME]) if {RECORD_NAME, PROVENANCE_NAME} <= files.keys() else None
    if provenance is None:
        message, hint = "it carries no dossier", "its audience has “embed: none”, or another program made it"
        raise BriefingError(Problem(ExitCode.SOURCE, message, Location(shown), hint))
    accord, problems = read_accord(files[RECORD_NAME], f"{RECORD_NAME} in {shown}", extract=True)
    if accord is not None and (misnamed := name_problem(accord.id, "dossier")):
        problems.append(replace(misnamed, code=ExitCode.DOSSIER))
    if accord is None or problems:
        raise BriefingError(problems)
    texts = carried_texts(accord, provenance, files, workspace)
    quotations, problems, _ = check_evidence(accord, texts, extract=True)
    scope, ceiling = _scope(workspace, provenance)
    state = State(
        accord=accord,
        passages=passages_of(accord, quotations),
        contents=_recorded(accord, provenance),
        scope=scope,
        ceiling=ceiling,
    )
    dossier, problems = _buildable(accord, provenance, texts, problems, shown)
    if dossier:
        dossier = replace(dossier, quotations=quotations)
    return Version(
        named=path.name,
        kind=kind,
        detail=path.name if kind is VersionKind.SAVED_SET else "",
        state=state,
        dossier=dossier,
        problems=tuple(problems),
        digest=digest_of(data),
        reader=(provenance.audience, provenance.language),
    )


def _scope(workspace: Workspace, provenance: Provenance) -> tuple[Scope, Marking]:
    """Return how much a file carries: no more than it prints where its audience is not known here."""
    if provenance.embed != Embed.ALL.value:
        return Scope.PRINTED, Marking.RESTRICTED
    try:
        return Scope.READABLE, load_audience(Library(workspace.template_folders), provenance.audience).ceiling
    except BriefingError:
        return Scope.PRINTED, Marking.RESTRICTED


def _recorded(accord: Accord, provenance: Provenance) -> dict[str, str]:
    """Return the hashes of sources and annexes that the file names."""
    below, inputs = f"sources/{accord.id}/", provenance.inputs
    names = {source.id: source.file for source in accord.sources} | {a.file: a.file for a in accord.annexes}
    return {name: inputs[below + file] for name, file in names.items() if below + file in inputs}


def _buildable(
    accord: Accord, provenance: Provenance, texts: Mapping[str, SourceText], problems: list[Problem], shown: str
) -> tuple[Dossier | None, list[Problem]]:
    """Return the dossier that a file carries where the same brief can be made of it, else why it cannot."""
    away = [source.id for source in accord.sources if source.id not in texts]
    if away:
        message = f"the text of source {', '.join(away)} is not here as it was"
        hint = "name a folder or a git revision, which have their sources"
        problems = [*problems, Problem(ExitCode.SOURCE, message, Location(shown), hint)]
    if provenance.embed != Embed.ALL.value and not provenance.rebuilds:
        message, hint = "its brief cannot be made of what it carries", "name a folder or a git revision"
        problems = [*problems, Problem(ExitCode.SOURCE, message, Location(shown), hint)]
    if accord.annexes:
        message, hint = "a brief with attached files cannot be made from its file", "name a folder or a git revision"
        problems = [*problems, Problem(ExitCode.SOURCE, message, Location(shown), hint)]
    return (None if problems else Dossier(accord, {}, {}, texts)), problems
