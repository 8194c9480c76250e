"""One dossier's build as a task: plain values go in, plain values come out, and no folder is shared.

``run`` is what a worker does. Everything it needs travels by content: the dossier's files in the task, the templates
by digest, once to each worker. What it made comes back by content too, to be checked before it is saved.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import threading
import traceback
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefings import __version__, bundled
from briefings.batch.bundle import Item, Templates, unpack, unpack_templates
from briefings.build.clock import VARIABLE
from briefings.build.making import Choice, MadeSet, make_set
from briefings.build.manifest import digest_of, installed_versions
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.workspace import Workspace

#: Says whether a worker's traceback is wanted, beside the clock the only variable that travels.
_DEBUG = "BRIEFING_DEBUG"
VARIABLES = (VARIABLE, _DEBUG)
#: Houses that a worker keeps unpacked.
_MOST_KEPT = 4


class Task(Struct, frozen=True):
    """What a worker is asked to build."""

    dossier: str
    items: tuple[Item, ...]
    """The entries of the dossier's folder."""
    templates: Templates
    """The workspace's own templates; without their bytes where the worker is believed to have them."""
    choice: Choice
    fresh: frozenset[str] = frozenset()
    """Names of files that need not be made."""
    environment: Mapping[str, str] = {}
    """The variables of ``VARIABLES`` that are set."""
    versions: Mapping[str, str] = {}
    """What shapes the files here; a worker with anything else refuses."""


class Outcome(Struct, frozen=True):
    """What came of a task: a set, or problems, or what the worker lacks."""

    dossier: str
    made: MadeSet | None = None
    """The set, without the bytes of its files."""
    contents: Mapping[str, bytes] = {}
    """The bytes of its files by their SHA-256: equal files travel once."""
    problems: tuple[Problem, ...] = ()
    lacks_templates: bool = False
    """Whether the task has to come again with the bytes of the templates."""
    versions: Mapping[str, str] | None = None
    """What shapes files in the worker, where that is not what the task asks for."""


class DamagedOutcome(Exception):
    """A file came home that is not the one the worker made."""


def made_set(outcome: Outcome) -> MadeSet:
    """Return the set with its files. Raises ``DamagedOutcome`` where one is missing or not what its entry says."""
    if outcome.made is None:
        raise DamagedOutcome
    made, contents = outcome.made, outcome.contents
    if any(digest_of(data) != digest for digest, data in contents.items()):
        raise DamagedOutcome
    try:
        files = {entry.file: contents[entry.sha256] for entry in made.entries}
        attached = {annex.file: contents[annex.sha256] for annex in made.annexes}
    except KeyError:
        raise DamagedOutcome from None
    return replace(made, files=files, attached=attached)


@cache
def shaping_versions() -> Mapping[str, str]:
    """Return everything installed that shapes files, by name.

    Beside the packages these are the packaged templates, by the beginning of a SHA-256, and what Python brings: its
    own version (letters and their properties) and zlib, whose builds compress differently.
    """
    return {
        **installed_versions(),
        "packaged templates": _packaged_digest(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def _packaged_digest() -> str:
    total = sha256()
    folder = bundled.templates()
    for path in sorted(path for pattern in ("*.md.j2", "*.yaml") for path in folder.rglob(pattern)):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def travelling_environment() -> dict[str, str]:
    """Return the variables a task takes along, as they are set here."""
    return {name: os.environ[name] for name in VARIABLES if name in os.environ}


#: A worker of a cluster may have threads, but variables and fonts belong to the process.
_ALONE = threading.RLock()


def run(task: Task) -> Outcome:
    """Build one dossier in this process. Raises nothing: problems, our own faults among them, are in the outcome."""
    own = shaping_versions()
    if dict(task.versions) != dict(own):
        return Outcome(task.dossier, versions=own)
    try:
        with _ALONE, _surroundings(task.environment):
            folder = _WORKSHOP.templates(task.templates)
            if folder is None:
                return Outcome(task.dossier, lacks_templates=True)
            return _made(task, folder)
    except BriefingError as error:
        return Outcome(task.dossier, problems=error.problems)
    except MemoryError:
        return Outcome(task.dossier, problems=(out_of_memory(),))
    except OSError as error:  # what readers cannot open they tell themselves
        return Outcome(task.dossier, problems=(no_room(error),))
    except Exception as error:
        return Outcome(task.dossier, problems=(fault(error, task.environment),))


def out_of_memory() -> Problem:
    """Return the problem of a dossier that needs more memory than its worker may have."""
    return Problem(ExitCode.LIMIT, "the build needs more memory than its worker may have", hint="split the dossier")


def no_room(error: OSError) -> Problem:
    """Return the problem of temporary files that cannot be written."""
    reason = (error.strerror or "unknown reason").lower()
    hint = "free some space, or name another folder in TMPDIR"
    return Problem(ExitCode.OUTPUT, f"temporary files cannot be written: {reason}", hint=hint)


def fault(error: BaseException, environment: Mapping[str, str]) -> Problem:
    """Return the problem of a fault of ours; it holds the traceback where BRIEFING_DEBUG asks for it."""
    told = "".join(traceback.format_exception(error)) if environment.get(_DEBUG) else type(error).__name__
    message = f"this is a fault of briefing {__version__}: {told}"
    hint = f"build this dossier alone with {_DEBUG}=1 set, and report what it prints"
    return Problem(ExitCode.BUG, message, hint=hint)


def _made(task: Task, templates: Path) -> Outcome:
    with tempfile.TemporaryDirectory(dir=_WORKSHOP.folder, ignore_cleanup_errors=True) as root:
        workspace = _Unpacked(Path(root).resolve(), templates)
        home = workspace.sources / task.dossier
        home.mkdir(parents=True)
        unpack(task.items, home)
        made = make_set(workspace, task.dossier, task.choice, None, task.fresh)
    contents = {entry.sha256: made.files[entry.file] for entry in made.entries}
    contents |= {annex.sha256: made.attached[annex.file] for annex in made.annexes}
    return Outcome(task.dossier, replace(made, files={}, attached={}), contents)


@contextmanager
def _surroundings(environment: Mapping[str, str]) -> Iterator[None]:
    """Set the variables of a task for as long as it runs."""
    before = travelling_environment()
    for name in VARIABLES:
        os.environ.pop(name, None)
    os.environ.update(environment)
    try:
        yield
    finally:
        for name in VARIABLES:
            os.environ.pop(name, None)
        os.environ.update(before)


class _Unpacked(Workspace, frozen=True):
    """A workspace in a worker: its templates lie elsewhere, for they serve many tasks."""

    own_templates: Path

    @property
    def template_folders(self) -> tuple[tuple[Path, str, bool], ...]:
        return (self.own_templates, "templates/", False), (bundled.templates(), "briefings:templates/", True)


class _Workshop:
    """The worker's own temporary folder, with the templates it was sent; gone when the process ends."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._kept: OrderedDict[str, Path] = OrderedDict()

    @property
    def folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="briefing-"))
            atexit.register(self.clear)
        return self._folder

    def templates(self, templates: Templates) -> Path | None:
        """Return the folder with these templates, or ``None`` where they are not here and did not come along."""
        digest = templates.digest
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        if digest and not templates.packed:
            return None
        place = self.folder / (f"house-{digest}" if digest else "no-house")
        unpack_templates(templates, place)
        self._kept[digest] = place
        while len(self._kept) > _MOST_KEPT:
            _, old = self._kept.popitem(last=False)
            shutil.rmtree(old, ignore_errors=True)
            shutil.rmtree(old.with_name(f"{old.name}.linked"), ignore_errors=True)
        return place

    def clear(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = None
        self._kept.clear()


_WORKSHOP = _Workshop()


def leave() -> None:
    """Remove what this process keeps on the disk; the next task begins anew."""
    _WORKSHOP.clear()
