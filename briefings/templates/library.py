"""Where templates come from: the workspace's own first, then those of the package, by name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.characters import decode
from briefings.readers.source_text import read_bytes

#: Bytes of the longest template.
MAX_SOURCE = 256_000
_NAME = re.compile(r"(?:[a-z]{2}/)?[a-z0-9][a-z0-9-]{0,63}(?:\.md\.j2|\.yaml)")
_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


class TemplateFile(Struct, frozen=True, dict=True):
    """One file of the library."""

    name: str
    """Name inside the library, such as ``en/gaps.md.j2``."""
    shown: str
    """Path for messages: relative to the workspace, or ``briefings:templates/…`` for a packaged one."""
    text: str
    data: bytes
    packaged: bool

    @cached_property
    def sha256(self) -> str:
        """Return the hexadecimal SHA-256 of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def front_matter(self) -> str | None:
        """Return the YAML between the opening ``---`` lines, or ``None``."""
        match = _FRONT.match(self.text)
        return match.group(1) if match else None

    @property
    def body(self) -> str:
        """Return the template without front matter, its lines at their places."""
        match = _FRONT.match(self.text)
        return "\n" * match.group().count("\n") + self.text[match.end() :] if match else self.text


class Library:
    """The templates of one workspace; each file is read once."""

    def __init__(self, folders: tuple[tuple[Path, str, bool], ...]) -> None:
        """Take the folders in order of precedence, each with the prefix to show and whether it is packaged."""
        self.folders = tuple((path.resolve(), shown, packaged) for path, shown, packaged in folders if path.is_dir())
        self._files: dict[str, TemplateFile | None] = {}

    def find(self, name: str) -> TemplateFile | None:
        """Return a file by name, or ``None``. Raises ``BriefingError`` for a link or an unreadable file."""
        if name not in self._files:
            self._files[name] = self._read(name)
        return self._files[name]

    def _read(self, name: str) -> TemplateFile | None:
        if not _NAME.fullmatch(name):
            return None
        for folder, shown, packaged in self.folders:
            path = folder / name
            if not path.is_symlink() and not path.exists():
                continue
            file = shown + name
            if path.resolve() != path:
                message = "a template must be a file of its own, not a link"
                raise BriefingError(Problem(ExitCode.TEMPLATE, message, Location(file)))
            data = read_bytes(path, file, MAX_SOURCE, ExitCode.TEMPLATE)
            text, problems = decode(data, file, ExitCode.TEMPLATE)
            if problems:
                raise BriefingError(problems)
            return TemplateFile(name, file, text, data, packaged)
        return None

    def source(self, name: str) -> tuple[str, str] | None:
        """Return the path to show and the whole text of a template, or ``None``."""
        found = self.find(name)
        return (found.shown, found.text) if found else None

    def folder_of(self, file: TemplateFile) -> Path:
        """Return the folder a file of the library was found under."""
        return next(
            path
            for path, shown, packaged in self.folders
            if packaged == file.packaged and file.shown == shown + file.name
        )

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names of all templates of a folder (``""``, ``en/`` …), sorted, each once."""
        return tuple(sorted(set(self._names(folder))))

    def _names(self, below: str) -> Iterator[str]:
        for folder, _, _ in self.folders:
            for path in (folder / below).glob("*.md.j2"):
                if _NAME.fullmatch(below + path.name):
                    yield below + path.name
