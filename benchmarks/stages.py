"""Where the time of one brief goes in a cold process. ``python -m benchmarks.stages WORKSPACE`` prints JSON.

The package is not changed for it: its functions are replaced by timed ones as each module is imported, and imports are
timed where Python makes them. Time inside a stage that another stage was called from counts for the inner one alone,
save for imports, which always count as imports.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from types import ModuleType

IMPORTS, REST, INTERPRETER = "imports", "the rest", "interpreter, start and end"
#: Each stage with the functions that are its doors. The self-check composes the brief again from what is attached.
STAGES: dict[str, tuple[str, ...]] = {
    "read the record": ("briefings.readers.accord_yaml:read_accord", "briefings.readers.source_text:read_source"),
    "check the evidence": ("briefings.checks:check_accord",),
    "house and audiences": ("briefings.house:load_house", "briefings.templates.audience:load_audience"),
    "templates, loading": ("jinja2.loaders:BaseLoader.load",),
    "templates, composing": ("briefings.templates.compose:Composer.compose",),
    "parse": (
        "briefings.readers.markdown:read_markdown",
        "briefings.note_marks:place_marks",
        "briefings.typography:set_spaces",
        "briefings.columns:size_columns",
    ),
    "layout": ("briefings.writers.pdf.writer:lay_out", "briefings.writers.pdf.coverage:missing_glyphs"),
    "draw": ("briefings.writers.pdf.writer:PdfLayout.draw",),
    "attachments and self-check": (
        "briefings.build.extract:make_extract",
        "briefings.build.provenance:enclose",
    ),
    "Word": ("briefings.writers.word.writer:write_word",),
    "save": ("briefings.build.saved_set:save_set", "briefings.build.manifest:write_manifest"),
}
#: What is called from these counts for them.
_KEEPS = frozenset({"attachments and self-check"})


class Clock:
    """Counts the time of the stage at work, and of that one alone."""

    def __init__(self) -> None:
        """Start with the rest."""
        self.spent: dict[str, float] = defaultdict(float)
        self._open = [REST]
        self._since = time.perf_counter()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.spent[self._open[-1]] += now - self._since
        self._since = now

    def enter(self, stage: str) -> None:
        """Go into a stage."""
        self._turn()
        self._open.append(stage)

    def leave(self) -> None:
        """Go back to the stage it was called from."""
        self._turn()
        self._open.pop()

    def timed(self, stage: str, function: Callable) -> Callable:
        """Return the function, timed."""

        @functools.wraps(function)
        def run(*args, **kwargs):
            kept = stage != IMPORTS and not _KEEPS.isdisjoint(self._open)
            self.enter(self._open[-1] if kept else stage)
            try:
                return function(*args, **kwargs)
            finally:
                self.leave()

        return run

    def finish(self) -> dict[str, float]:
        """Return the seconds of each stage up to now."""
        self._turn()
        return dict(self.spent)


class Doors:
    """The functions to be timed; each is replaced as soon as its module is there, before anybody else can fetch it."""

    def __init__(self, clock: Clock) -> None:
        """Take the clock."""
        self._clock = clock
        self.waiting = {door: stage for stage, doors in STAGES.items() for door in doors}
        self._seen = 0

    def watch(self) -> None:
        """Have every import timed and looked through."""
        timed = self._clock.timed(IMPORTS, builtins.__import__)
        by_name = self._clock.timed(IMPORTS, importlib.import_module)

        def import_statement(*args, **kwargs):
            made = timed(*args, **kwargs)
            self._replace()
            return made

        def import_module(*args, **kwargs):
            made = by_name(*args, **kwargs)
            self._replace()
            return made

        builtins.__import__, importlib.import_module = import_statement, import_module

    def _replace(self) -> None:
        if len(sys.modules) == self._seen:
            return
        still = {}
        for door, stage in self.waiting.items():
            module, _, path = door.partition(":")
            loaded = sys.modules.get(module)
            if loaded is None or _is_being_loaded(loaded):
                still[door] = stage
                continue
            *classes, name = path.split(".")
            owner = functools.reduce(getattr, classes, loaded)
            setattr(owner, name, self._clock.timed(stage, getattr(owner, name)))
        self.waiting = still
        # A module that is being loaded is looked at again at the next import.
        self._seen = 0 if any(door.partition(":")[0] in sys.modules for door in still) else len(sys.modules)


def _is_being_loaded(module: ModuleType) -> bool:
    return bool(getattr(module.__spec__, "_initializing", False))


def inside(workspace: str) -> None:
    """Build the minister’s brief in English in this process and print what each stage took."""
    clock = Clock()
    doors = Doors(clock)
    doors.watch()
    from briefings.cli import main

    sys.argv = ["briefing", "-C", workspace, *_WORDS]
    try:
        main()
    except SystemExit as left:
        if left.code:
            raise
    spent = clock.finish()
    import json

    print(json.dumps({"spent": spent, "not met": sorted(doors.waiting)}))


_WORDS = ("--quiet", "build", "rwanda-2024", "--audience", "minister", "--language", "en")


def profile(workspaces: Sequence[str]) -> tuple[dict[str, list[float]], list[str]]:
    """Return the seconds of each stage in a fresh process for each workspace, the longest first.

    With them the functions that were not met, because they have another name now; their time is in other stages.
    Raises ``CalledProcessError`` where a build fails.
    """
    import json
    import statistics

    found: dict[str, list[float]] = defaultdict(list)
    unmet: list[str] = []
    for workspace in workspaces:
        begun = time.perf_counter()
        told = _output("-m", "benchmarks.stages", workspace)[0]
        whole = time.perf_counter() - begun
        answer = json.loads(told)
        spent, unmet = answer["spent"], answer["not met"]
        for stage in (*STAGES, IMPORTS, REST):
            found[stage].append(spent.get(stage, 0.0))
        found[INTERPRETER].append(whole - sum(spent.values()))
    order = sorted(found, key=lambda stage: -statistics.median(found[stage]))
    return {stage: found[stage] for stage in order}, unmet


def imported(workspaces: Sequence[str]) -> dict[str, list[float]]:
    """Return the seconds that the modules of each package take to import, as Python counts them, the longest first.

    A module counts for its own package alone, not for whoever imports it. Counting makes every import slower by a
    little. Raises ``CalledProcessError`` where a build fails.
    """
    import re
    import statistics

    rounds = []
    for workspace in workspaces:
        spent: dict[str, float] = defaultdict(float)
        told = _output("-X", "importtime", "-m", "briefings", "-C", workspace, *_WORDS)[1]
        for own, name in re.findall(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", told, re.MULTILINE):
            spent[_package(name)] += int(own) / 1_000_000
        rounds.append(spent)
    names = sorted(rounds[0], key=lambda name: -statistics.median(each.get(name, 0.0) for each in rounds))
    return {name: [each.get(name, 0.0) for each in rounds] for name in names}


def _package(module: str) -> str:
    top = module.partition(".")[0]
    return "Python itself" if top in sys.stdlib_module_names or top.startswith(("__editable__", "_")) else top


def _output(*words: str) -> tuple[str, str]:
    import subprocess

    from benchmarks.processes import REPOSITORY, surroundings

    made = subprocess.run(
        [sys.executable, *words], cwd=REPOSITORY, env=surroundings(), capture_output=True, text=True, check=True
    )
    return made.stdout, made.stderr


if __name__ == "__main__":
    inside(sys.argv[1])
