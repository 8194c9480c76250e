"""Which dossiers to build again, as files of a workspace change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

from briefings.workspace import Workspace

#: Milliseconds of silence after which a change counts as made: editors write a file in several steps.
_SILENCE = 30
#: Milliseconds after which changes are handed on although more keep coming.
_LONGEST = 300
#: Milliseconds between two looks at which folders there are.
_LOOK = 1_000


def watched_folders(workspace: Workspace, dossiers: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the folders to watch: those of the dossiers (all of ``sources/`` for none named), and ``templates/``.

    A folder that is not there yet is left out.
    """
    sources = [workspace.sources / name for name in dossiers] or [workspace.sources]
    return tuple(path for path in (*sources, workspace.root / "templates") if path.is_dir())


def touched(workspace: Workspace, paths: Iterable[Path], dossiers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the dossiers that changed files belong to, sorted; a template belongs to all.

    ``dossiers`` are those that are watched; none named means all that the workspace has now.
    """
    wanted = dossiers or workspace.dossier_ids()
    found: set[str] = set()
    for path in paths:
        if not path.is_relative_to(workspace.sources):
            return tuple(sorted(wanted))
        found.update(path.relative_to(workspace.sources).parts[:1])
    return tuple(sorted(found & set(wanted)))


def changed_dossiers(
    workspace: Workspace, dossiers: tuple[str, ...], stop: Event | None = None
) -> Iterator[tuple[str, ...]]:
    """Yield the ids of dossiers whose files have changed, as they change, until ``stop`` is set.

    Names are not judged: the same words may have been written again, and a build then finds nothing to do. The first
    are all dossiers, once files are being watched: whatever was written before that is not missed.
    """
    stop = stop or Event()
    while not stop.is_set():
        folders = watched_folders(workspace, dossiers)
        seen = False
        for changes in watch(
            *folders,
            stop_event=stop,
            step=_SILENCE,
            debounce=_LONGEST,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            paths = [Path(path) for _, path in changes] if seen else [workspace.root]
            seen = True
            if names := touched(workspace, paths, dossiers):
                yield names
            # A templates folder that is made later is watched from then on.
            if watched_folders(workspace, dossiers) != folders:
                break
