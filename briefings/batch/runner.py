"""Many dossiers, each built once: what is fresh is left, what is not goes to an executor, what comes home is saved.

One dossier that fails stops no other. A worker that dies takes what it had in hand with it: those tasks are suspects,
and each is run again in a child of its own, with limits, where the guilty one shows and an innocent one gets its set.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefings.batch.bundle import Templates, bundle_dossier, bundle_templates
from briefings.batch.child import Limits
from briefings.batch.engines import Engine
from briefings.batch.journal import Journal
from briefings.batch.suspects import SUSPECT_LIMITS, build_apart
from briefings.batch.task import (
    DamagedOutcome,
    Outcome,
    Task,
    fault,
    made_set,
    run,
    shaping_versions,
    travelling_environment,
)
from briefings.build.build import Result, answered, save_made
from briefings.build.clock import source_date_epoch
from briefings.build.freshness import Freshness
from briefings.build.making import Choice, check_formats, check_shared
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.workspace import Workspace

#: Seconds in which a broken executor hands back what it had finished.
_FAREWELL = 10.0
_MOST_REFUSALS = 3
#: Seconds of silence after which an engine is asked whether anything is done, and how often in a row it may say no.
_SILENCE = 5.0
_MOST_SILENCES = 3


class Ended(Struct, frozen=True):
    """How one dossier of a batch ended."""

    dossier: str
    result: Result | None = None
    """What was built or found unchanged; ``None`` where it failed."""
    problems: tuple[Problem, ...] = ()

    @property
    def state(self) -> str:
        """Return ``built``, ``unchanged`` or ``failed``."""
        if self.result is None:
            return "failed"
        return "built" if self.result.written or self.result.changed else "unchanged"

    @property
    def exit_code(self) -> ExitCode:
        """Return the exit code that a build of this dossier alone would have."""
        return BriefingError(self.problems).exit_code if self.problems else ExitCode.DONE


def run_batch(
    workspace: Workspace,
    ids: Iterable[str],
    choice: Choice,
    engine: Engine,
    build: Callable[[Task], Outcome] = run,
    limits: Limits = SUSPECT_LIMITS,
    late: list[Ended] | None = None,
) -> Generator[Ended, None, None]:
    """Yield how each dossier ended, once, in the order in which they end.

    ``build`` is what a worker does with a task. Raises ``BriefingError`` before anything is built for what no dossier
    could be built with (exit 2 or 4), and later where the engine is lost for good. Closed early, it drops what runs,
    lets a set that is being saved be saved whole, appends its ending to ``late``, and leaves no process behind.
    """
    check_formats(choice.formats)
    source_date_epoch()
    freshness = Freshness(workspace)
    check_shared(freshness.library, choice)
    batch = _Batch(workspace, choice, engine, freshness, build, limits)
    try:
        yield from batch.run(ids)
        batch.finished = True
    finally:
        ends = batch.end()
        if late is not None:
            late += ends


class _Batch:
    def __init__(
        self,
        workspace: Workspace,
        choice: Choice,
        engine: Engine,
        freshness: Freshness,
        build: Callable[[Task], Outcome],
        limits: Limits,
    ) -> None:
        self.workspace = workspace
        self.choice = choice
        self.engine = engine
        self.freshness = freshness
        self.build = build
        self.limits = limits
        self.executor: Executor | None = None
        self.templates: Templates | None = None
        self.flight: dict[Future[Outcome], Task] = {}
        self.saving: dict[Future[Result | None], Task] = {}
        # A thread of its own, so that Ctrl-C, which reaches the main thread, never cuts a save in two.
        self.saver = ThreadPoolExecutor(1, "briefing-save")
        self.again: deque[Task] = deque()
        self.journal = Journal(workspace.output, choice, freshness.shared)
        self.finished = False

    def run(self, ids: Iterable[str]) -> Iterator[Ended]:
        waiting = iter(ids)
        more = True
        while True:
            # Twice the width: a worker finds its next task there while an outcome is being saved.
            while len(self.flight) + len(self.saving) < 2 * self.engine.width and (self.again or more):
                if self.again:
                    yield from self._submit(self.again.popleft())
                elif (dossier_id := next(waiting, None)) is None:
                    more = False
                else:
                    yield from self._begin(dossier_id)
            if not self.flight and not self.saving:
                return
            yield from self._take(self._next())

    def _next(self) -> set[Future[Any]]:
        """Return what has come home or is saved; nothing where the executor has lost what is in hand."""
        under_way: list[Future[Any]] = [*self.flight, *self.saving]
        silences = 0
        while silences < _MOST_SILENCES:
            done, _ = wait(under_way, _SILENCE, FIRST_COMPLETED)
            if done:
                return done
            silences = silences + 1 if not self.saving and self.engine.is_stalled() else 0
        return set()

    def end(self) -> list[Ended]:
        """Let go of everything; return the endings of sets that were saved meanwhile."""
        if self.executor is not None:
            self.engine.stop(self.executor)
        self.saver.shutdown(wait=True, cancel_futures=True)
        saved = [(future, task) for future, task in self.saving.items() if not future.cancelled()]
        ends = [ended for future, task in saved for ended in self._saved(task, future)]
        self.journal.close(self.finished)
        return ends

    def _begin(self, dossier_id: str) -> Iterator[Ended]:
        """Answer for a dossier that is fresh or not here; send any other off."""
        try:
            folder = self.workspace.dossier(dossier_id)
            choice = replace(self.choice, force=False) if dossier_id in self.journal.done else self.choice
            standing = self.freshness.standing(dossier_id, choice)
            done = answered(self.workspace, dossier_id, choice, self.freshness, standing) if standing else None
            if done:
                yield Ended(dossier_id, done)
                return
            task = self._task(dossier_id, bundle_dossier(folder, self.workspace.shown(folder)), standing)
        except BriefingError as error:
            yield Ended(dossier_id, problems=error.problems)
            return
        yield from self._submit(task)

    def _task(self, dossier_id: str, items: Any, standing: Any) -> Task:
        if self.templates is None:
            self.templates = bundle_templates(self.workspace.root / "templates")
        return Task(
            dossier=dossier_id,
            items=items,
            templates=replace(self.templates, packed=b""),
            choice=self.choice,
            fresh=standing.fresh if standing else frozenset(),
            environment=travelling_environment(),
            versions=shaping_versions(),
        )

    def _submit(self, task: Task) -> Iterator[Ended]:
        for _ in range(_MOST_REFUSALS):
            try:
                if self.executor is None:
                    self.executor = self.engine.start()
                self.flight[self.executor.submit(self.build, task)] = task
                return
            except (BrokenExecutor, RuntimeError):
                # It broke while nobody looked; what else was in its hands is told by the futures.
                self._replace()
        yield from self._apart(task)

    def _replace(self) -> None:
        """Take leave of an executor and start another; raises ``BriefingError`` where there can be none."""
        if self.executor is not None:
            self.engine.stop(self.executor)
            self.executor = None
        self.executor = self.engine.start()

    def _take(self, done: Collection[Future[Any]]) -> Iterator[Ended]:
        """Deal with what has come home or is saved; then with what was lost."""
        suspects: list[Task] = []
        broken = not done
        for future in done:
            if future in self.saving:
                yield from self._saved(self.saving.pop(future), future)
                continue
            task = self.flight.pop(future)
            error = _error_of(future)
            if error is None:
                yield from self._received(task, future.result())
            else:
                suspects.append(task)
                broken = broken or isinstance(error, BrokenExecutor | CancelledError)
        if broken:
            outcomes = self._farewell(suspects, _FAREWELL if done else 0)
            self._replace()
            for task, outcome in outcomes:
                yield from self._received(task, outcome)
        for task in suspects:
            yield from self._apart(task)

    def _farewell(self, suspects: list[Task], seconds: float) -> list[tuple[Task, Outcome]]:
        """Return what a broken executor had finished; what it lost joins the suspects."""
        wait(self.flight, seconds)
        outcomes: list[tuple[Task, Outcome]] = []
        for future, task in self.flight.items():
            if future.done() and _error_of(future) is None:
                outcomes.append((task, future.result()))
            else:
                future.cancel()
                suspects.append(task)
        self.flight.clear()
        return outcomes

    def _received(self, task: Task, outcome: Outcome) -> Iterator[Ended]:
        if outcome.versions is not None:
            raise BriefingError(_mismatch(self.engine, task, outcome))
        if outcome.lacks_templates and self.templates is not None:
            self.again.append(replace(task, templates=self.templates))
        elif outcome.problems:
            yield Ended(task.dossier, problems=outcome.problems)
        else:
            try:
                made = made_set(outcome)
            except DamagedOutcome as error:
                yield Ended(task.dossier, problems=(fault(error, task.environment),))
                return
            self.saving[self.saver.submit(save_made, self.workspace, made, self.freshness)] = task

    def _saved(self, task: Task, future: Future[Result | None]) -> Iterator[Ended]:
        error = future.exception()
        if isinstance(error, BriefingError):
            yield Ended(task.dossier, problems=error.problems)
        elif error is not None:
            yield Ended(task.dossier, problems=(fault(error, task.environment),))
        elif (result := future.result()) is None:
            # Another build has meanwhile replaced files that were to stay: all are made.
            self.again.append(replace(task, fresh=frozenset()))
        else:
            self.journal.add(task.dossier)
            yield Ended(task.dossier, result)

    def _apart(self, task: Task) -> Iterator[Ended]:
        """Run a suspect in a child of its own; the templates go along, for the child has none."""
        whole = replace(task, templates=self.templates or task.templates)
        yield from self._received(task, build_apart(self.build, whole, self.limits))


def _error_of(future: Future[Any]) -> BaseException | None:
    """Return what a future ended with; raise ``BriefingError`` where the worker does not know this program."""
    try:
        error = future.exception()
    except CancelledError as cancelled:
        return cancelled
    # A scheduler wraps what its worker could not unpack.
    for met in (error, error.__cause__ if error else None):
        if isinstance(met, ImportError):
            hint = "install the same version of briefings for every worker"
            message = f"a worker cannot run the task: {met.name or 'a module'} is not installed there"
            raise BriefingError(Problem(ExitCode.USAGE, message, hint=hint))
    return error


def _mismatch(engine: Engine, task: Task, outcome: Outcome) -> Problem:
    theirs = outcome.versions or {}
    ours = task.versions
    names = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    told = "; ".join(f"{name} {ours.get(name, 'none')} here, {theirs.get(name, 'none')} there" for name in names)
    message = f"a worker of {engine.name} would build other files than this machine: {told}"
    return Problem(ExitCode.USAGE, message, hint="install the same versions for every worker")
