"""Which files of a saved set are still right: everything they were built from has the same content now.

Nothing of the dossier is parsed for that: the manifest names every input with its hash, and files are hashed.
One ``Freshness`` serves many dossiers: templates, house style and versions are read once.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from briefings.build.clock import source_date_epoch
from briefings.build.making import DEFAULT_FORMATS, Choice, readers_of
from briefings.build.manifest import AnnexEntry, Entry, SetRecord, read_record
from briefings.build.production import shared_inputs
from briefings.build.saved_set import MANIFEST
from briefings.errors import BriefingError, ExitCode
from briefings.house import load_house
from briefings.readers.derived import reader_version
from briefings.readers.source_text import read_bytes
from briefings.sources import READER_OF, TEXT_OF
from briefings.templates.audience import audience_names
from briefings.templates.library import Library
from briefings.vocabulary.codes import Marking
from briefings.workspace import RECORD, Workspace

#: More than any file of a dossier may have: what grew beyond it is another file.
_LARGEST = 50_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Standing(Struct, frozen=True):
    """What the saved set of a dossier is worth now."""

    record: SetRecord
    fresh: frozenset[str]
    """Names of its files that can stay as they are for what is asked."""
    stale: frozenset[str]
    """Names of its files that something has changed for since they were built."""
    is_current: bool
    """Whether the dossier’s record is the one that the set was last saved for, and the set is as it was saved."""

    def of(self, names: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries of these files."""
        wanted = set(names)
        return tuple(entry for entry in self.record.entries if entry.file in wanted)


class Freshness:
    """Compares saved sets with what they would be built from now."""

    def __init__(self, workspace: Workspace, library: Library | None = None) -> None:
        """Take the workspace; the library is read anew unless one is given."""
        self.workspace = workspace
        self.library = library or Library(workspace.template_folders)
        # Plain strings: with ten thousand dossiers, putting path objects together is a third of all the work.
        self._root, self._output = str(workspace.root), str(workspace.output)
        self._readers: dict[tuple[str, tuple[str, ...]], frozenset[tuple[str, str]]] = {}
        self._endings: dict[tuple[Choice, str, tuple[str, ...]], tuple[str, ...]] = {}
        self._known: dict[str, str | None] = {}

    @cached_property
    def shared(self) -> Mapping[str, str]:
        """Return the inputs that dossiers share; nothing where the house style is broken, so that no file is right."""
        try:
            return shared_inputs(load_house(self.library), source_date_epoch())
        except BriefingError:
            return {}

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        """Return the names of all audiences."""
        return audience_names(self.library)

    def standing(self, dossier_id: str, choice: Choice) -> Standing | None:
        """Return what the saved set is worth for a choice, or ``None`` where there is none that can be read."""
        folder = f"{self._output}/{dossier_id}"
        record = read_record(folder)
        if record is None:
            return None
        own = self._own_hashes(dossier_id, record)
        files: list[Entry | AnnexEntry] = [*record.entries, *record.annexes]
        whole = _whole_files(folder, files)
        stale = self._stale_files(record.entries, own)
        fresh = frozenset(
            entry.file
            for entry in record.entries
            if entry.file in whole - stale
            and whole.issuperset(entry.annexes)
            and not choice.force
            and (choice.allow_missing_glyphs or not entry.glyphs_replaced)
        )
        at = f"sources/{dossier_id}/{RECORD}"
        same = whole == {file.file for file in files} and own.get(at) == record.inputs.get(at)
        return Standing(record, fresh, stale, same)

    def _stale_files(self, entries: Iterable[Entry], own: Mapping[str, str]) -> frozenset[str]:
        """Return the names of the files that something has changed for; ``own`` are the dossier's own inputs."""
        found: list[str] = []
        before: Mapping[str, str] | None = None
        stale = False
        for entry in entries:
            # All formats of a brief are built from the same.
            if entry.built_from != before:
                before, stale = entry.built_from, self._is_stale(entry.built_from, own)
            if stale:
                found.append(entry.file)
        return frozenset(found)

    def _is_stale(self, built_from: Mapping[str, str], own: Mapping[str, str]) -> bool:
        shared = self.shared
        if not shared or not shared.items() <= built_from.items():
            return True
        now = {**self._known, **shared, **own}
        for path in built_from.keys() - now.keys():
            now[path] = self._template(path)
        return not built_from.items() <= now.items()

    def answered(self, dossier_id: str, choice: Choice, standing: Standing) -> frozenset[str] | None:
        """Return the names of the files asked for where the saved set holds them all and they are right.

        ``None`` where something has to be built or refused, or where the set holds a file that cannot be built now.
        """
        about = standing.record
        if not self._is_known(choice, about.languages) or not standing.is_current:
            return None
        readers = self.readers(about.marking, about.languages)
        if any((entry.audience, entry.language) not in readers for entry in standing.record.entries):
            return None
        if not set(choice.audiences) <= {audience for audience, _ in readers}:
            return None
        endings = self._endings_of(choice, about.marking, about.languages)
        wanted = frozenset(f"{dossier_id}.{ending}" for ending in endings)
        return wanted if wanted and wanted <= standing.fresh else None

    def _endings_of(self, choice: Choice, marking: Marking, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Return what follows the dossier's id in the names of the files that a choice asks for."""
        key = (choice, marking.value, languages)
        if key not in self._endings:
            self._endings[key] = tuple(
                f"{audience}.{language}.{ending}"
                for audience, language in self.readers(marking, languages)
                if not choice.audiences or audience in choice.audiences
                if not choice.languages or language in choice.languages
                for ending in choice.formats or DEFAULT_FORMATS
            )
        return self._endings[key]

    def readers(self, marking: Marking, languages: tuple[str, ...]) -> frozenset[tuple[str, str]]:
        """Return audience and language of each brief that such a dossier can have; see ``readers_of``."""
        key = (marking.value, languages)
        if key not in self._readers:
            self._readers[key] = readers_of(self.library, marking, languages)
        return self._readers[key]

    def _is_known(self, choice: Choice, languages: tuple[str, ...]) -> bool:
        return set(choice.audiences) <= set(self.audiences) and set(choice.languages) <= set(languages)

    def _own_hashes(self, dossier_id: str, record: SetRecord) -> dict[str, str]:
        """Return the hash of each file of the dossier that the manifest names; one that cannot be read has none."""
        prefix = f"sources/{dossier_id}/"
        own: dict[str, str] = {}
        for path in record.inputs.keys() - self._known.keys() - self.shared.keys():
            digest = record.inputs[path]
            if path.startswith(prefix):
                own[path] = self._hash(path, digest)
            elif path.startswith(READER_OF):
                own[path] = reader_version(f".{path.removeprefix(READER_OF)}")
            elif path.startswith(TEXT_OF):
                # It follows from the file and the reader, which are inputs of their own.
                own[path] = digest
        return own

    def _hash(self, path: str, expected: str) -> str:
        try:
            data = read_bytes(f"{self._root}/{path}", path, _LARGEST, ExitCode.SOURCE)
        except BriefingError:
            return ""
        digest = hashlib.sha256(data).hexdigest()
        # A source counts by its canonical text, which has no byte-order mark and ends lines with LF.
        if digest != expected and (b"\r" in data or data.startswith(_BYTE_ORDER_MARK)):
            plain = data.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            return hashlib.sha256(plain).hexdigest()
        return digest

    def _template(self, path: str) -> str | None:
        """Return the hash of a template by the path it is shown with, or ``None`` where another has its place."""
        if not path.endswith((".md.j2", "labels.yaml")):
            return None
        if path not in self._known:
            self._known[path] = self._template_hash(path)
        return self._known[path]

    def _template_hash(self, path: str) -> str | None:
        try:
            found = self.library.find(path.removeprefix("briefings:").removeprefix("templates/"))
        except BriefingError:
            return None
        return found.sha256 if found and found.shown == path else None


def _whole_files(folder: str, files: Iterable[Entry | AnnexEntry]) -> set[str]:
    """Return the names of the files of a set that are there as they were written, and of foreign ones beside them.

    A file that was written to after its manifest is read and hashed; any other is judged by its size.
    """
    try:
        with os.scandir(folder) as there:
            found = {file.name: file.stat() for file in there}
    except OSError:
        return set()
    written = found.pop(MANIFEST).st_mtime_ns if MANIFEST in found else -1
    for file in files:
        status = found.get(file.file)
        if status and (status.st_size != file.bytes or (status.st_mtime_ns > written and not _holds(folder, file))):
            del found[file.file]
    return set(found)


def _holds(folder: str, file: Entry | AnnexEntry) -> bool:
    try:
        with Path(folder, file.file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    except OSError:
        return False
