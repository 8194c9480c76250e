"""New things for a desk to fill in: a workspace, a dossier, an audience. Nothing that exists is overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefings import bundled
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.names import check_name
from briefings.readers.kept_texts import KeptTexts
from briefings.readers.source_text import largest, read_bytes, source_of, suffix_of
from briefings.schemas import FOLDERS, schema_path
from briefings.skeleton import dossier_skeleton
from briefings.sources import SourceText
from briefings.templates.audience import RESERVED, audience_names, load_audience
from briefings.templates.library import Library
from briefings.vocabulary.languages import language_of
from briefings.workspace import RECORD, Workspace

_OUTPUT_README = "What `briefing build` makes goes here: one folder for each dossier, with its manifest.json.\n"


def make_workspace(folder: Path) -> tuple[Path, ...]:
    """Copy the packaged templates and the example dossier into a folder; return the files made."""
    made: list[Path] = []
    try:
        for name, origin in (("templates", bundled.templates()), ("sources", bundled.sources())):
            for path in sorted(origin.rglob("*")):
                target = folder / name / path.relative_to(origin)
                if path.is_file() and path.suffix in (".j2", ".yaml", ".md", ".txt", ".json") and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
                    made.append(target)
        readme = folder / "output" / "README.md"
        if not readme.exists():
            readme.parent.mkdir(parents=True, exist_ok=True)
            readme.write_text(_OUTPUT_README, encoding="utf-8")
            made.append(readme)
    except OSError as error:
        raise _unwritable(folder.name or ".", error) from None
    return tuple(made)


def write_schemas(workspace: Workspace, names: Iterable[str] = tuple(FOLDERS)) -> tuple[str, ...]:
    """Write schemas into a workspace, over older ones; return the paths of those that are new or have changed.

    Raises ``BriefingError`` (exit 7) where one cannot be written.
    """
    from briefings.schemas.subjects import schema_text

    return tuple(path for name in names if _placed(workspace, path := schema_path(name), schema_text(name)))


def _placed(workspace: Workspace, path: str, text: str) -> bool:
    """Write a file of a workspace whole or not at all; return whether it is new or has changed."""
    target = workspace.root / path
    try:
        if target.is_file() and target.read_bytes() == text.encode():
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".new-{target.name}")
        draft.write_bytes(text.encode())
        draft.replace(target)
    except OSError as error:
        raise _unwritable(path, error) from None
    return True


class Copied(Struct, frozen=True):
    """A source text that is to be copied into a new dossier."""

    name: str
    """Its file in the dossier's folder."""
    data: bytes
    """The file's own bytes."""
    text: SourceText
    given: str
    """The name of the file it was given as."""


def make_dossier(workspace: Workspace, dossier_id: str, sources: tuple[Path, ...]) -> tuple[str, ...]:
    """Make a dossier with a commented record and copies of source texts; return the names of the files made.

    Raises exit 2 when the name is taken or not allowed, exit 5 or 11 when a source cannot be read; nothing is left
    then.
    """
    check_new(workspace, dossier_id)
    copies = copies_of(workspace, dossier_id, sources)
    described = [(copy.text.id, copy.name, language_of(copy.text.text)) for copy in copies]
    return place_dossier(workspace, dossier_id, dossier_skeleton(dossier_id, described).encode(), copies)


def check_new(workspace: Workspace, dossier_id: str) -> None:
    """Raise ``BriefingError`` (exit 2) for a name that is taken or not allowed."""
    folder = workspace.sources / check_name(dossier_id, "dossier")
    if folder.exists() or folder.is_symlink():
        hint = "choose another name, or edit the record that is there"
        raise BriefingError(Problem(ExitCode.USAGE, f"there is already a dossier “{dossier_id}”", hint=hint))


def copies_of(workspace: Workspace, dossier_id: str, sources: Iterable[Path]) -> tuple[Copied, ...]:
    """Return the source texts that a new dossier is to hold, read as its sources.

    Raises ``BriefingError`` with everything that cannot be read: exit 5, or 11 for what is over a limit.
    """
    kept = KeptTexts(workspace.output)
    copies: list[Copied] = []
    problems: list[Problem] = []
    for number, path in enumerate(sources, 1):
        try:
            copies.append(_copy_of(path, number, f"sources/{dossier_id}", kept))
        except BriefingError as error:
            problems += error.problems
    if problems:
        raise BriefingError(problems)
    return tuple(copies)


def place_dossier(
    workspace: Workspace, dossier_id: str, record: bytes, copies: Iterable[Copied] = ()
) -> tuple[str, ...]:
    """Make the folder of a dossier with its record and sources, whole or not at all; return the names of its files.

    Raises ``BriefingError`` (exit 7) where it cannot be written.
    """
    if not (workspace.root / schema_path("accord")).exists():
        write_schemas(workspace, ["accord"])
    files = {RECORD: record, **{copy.name: copy.data for copy in copies}}
    draft = workspace.sources / f".new-{dossier_id}"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        for name, data in files.items():
            (draft / name).write_bytes(data)
        draft.rename(workspace.sources / dossier_id)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise _unwritable(f"sources/{dossier_id}", error) from None
    return tuple(files)


def _copy_of(path: Path, number: int, folder: str, kept: KeptTexts) -> Copied:
    name = f"S{number}"
    suffix = suffix_of(path, name, path.name)
    data = read_bytes(path, path.name, largest(suffix))
    source = source_of(data, suffix, name, path.name, kept)
    copied = f"source-{number}{suffix}"
    return Copied(copied, data, replace(source, file=f"{folder}/{copied}"), path.name)


def make_audience(workspace: Workspace, library: Library, name: str, origin: str) -> Path:
    """Copy the template of an audience under a new name into the workspace; return the file made.

    Raises exit 2 when the new name is taken or the audience copied does not exist.
    """
    check_name(name, "audience")
    if name in RESERVED or name in audience_names(library):
        hint = "edit it, or choose another name"
        raise BriefingError(Problem(ExitCode.USAGE, f"the name “{name}” is taken", hint=hint))
    text = load_audience(library, origin).file.text
    target = workspace.root / "templates" / f"{name}.md.j2"
    try:
        target.parent.mkdir(exist_ok=True)
        draft = target.with_name(f".new-{target.name}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        raise _unwritable(f"templates/{target.name}", error) from None
    return target


def _unwritable(shown: str, error: OSError) -> BriefingError:
    reason = (error.strerror or "unknown reason").lower()
    return BriefingError(
        Problem(ExitCode.OUTPUT, f"cannot be written: {reason}", Location(shown), "check who may write there")
    )
