"""The folder a desk works in: ``sources/``, ``templates/`` and ``output/``."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from msgspec import Struct

from briefings import bundled
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.names import PATTERN, check_name, did_you_mean

RECORD = "accord.yaml"


class Workspace(Struct, frozen=True):
    """A workspace by its root folder."""

    root: Path

    @property
    def sources(self) -> Path:
        """Return the folder of the dossiers."""
        return self.root / "sources"

    @property
    def output(self) -> Path:
        """Return the folder that saved sets go to."""
        return self.root / "output"

    @property
    def template_folders(self) -> tuple[tuple[Path, str, bool], ...]:
        """Return the folders templates are looked for in, first the workspace's own, with the prefix to show."""
        own = self.root / "templates"
        packaged = bundled.templates()
        # In a checkout the two are one folder; it is the desk's own then.
        folders = [(own, "templates/", False)]
        if packaged.resolve() != own.resolve():
            folders.append((packaged, "briefings:templates/", True))
        return tuple(folders)

    def dossier_ids(self) -> tuple[str, ...]:
        """Return the ids of all dossiers, sorted: the folders of ``sources/`` that hold a record."""
        try:
            with os.scandir(self.sources) as found:
                names = [(entry.name, entry.path) for entry in found if PATTERN.fullmatch(entry.name)]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(sorted(name for name, path in names if _exists(f"{path}/{RECORD}")))

    def dossier(self, dossier_id: str) -> Path:
        """Return the folder of a dossier. Raises ``BriefingError`` (exit 2) for a name that is none or not here."""
        check_name(dossier_id, "dossier")
        folder = self.sources / dossier_id
        if folder.is_symlink():
            message = "a dossier must be a folder of its own, not a link"
            raise BriefingError(Problem(ExitCode.USAGE, message, Location(self.shown(folder))))
        if not _exists(f"{folder}/{RECORD}"):
            known = self.dossier_ids()
            hint = (
                did_you_mean(dossier_id, known, "dossiers") if known else f"make one with `briefing new {dossier_id}`"
            )
            raise BriefingError(Problem(ExitCode.USAGE, f"there is no dossier “{dossier_id}”", hint=hint))
        return folder

    def shown(self, path: Path) -> str:
        """Return a path as messages show it: relative to the workspace, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name


def _exists(path: str) -> bool:
    """Return what ``Path(path).exists()`` would, which is slow where there are thousands of dossiers."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    return not stat.S_ISLNK(status.st_mode) or Path(path).exists()


def find_workspace(start: Path, given: Path | None = None) -> Workspace:
    """Return the workspace given, or the nearest folder upward that has ``sources/``; raise exit 2 without one."""
    if given is not None:
        if not (given / "sources").is_dir():
            hint = "make one there with `briefing init`"
            raise BriefingError(
                Problem(ExitCode.USAGE, f"“{given.name}” is no workspace: it has no sources/", hint=hint)
            )
        return Workspace(given.resolve())
    for folder in (start, *start.parents):
        if (folder / "sources").is_dir():
            return Workspace(folder)
    hint = "make a workspace with `briefing init DIR`, or name one with -C DIR"
    raise BriefingError(
        Problem(ExitCode.USAGE, "this folder is in no workspace: no folder upward has sources/", hint=hint)
    )
