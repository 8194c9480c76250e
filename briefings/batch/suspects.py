"""A task that a dying worker had in hand is built alone, in a child with limits; a guilty one is named."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable

from briefings.batch.child import Child, Limits, WorkerDied
from briefings.batch.task import Outcome, Task, fault, no_room, out_of_memory
from briefings.errors import ExitCode, Location, Problem

#: What a suspect may use: far more than any dossier we know of needs.
SUSPECT_LIMITS = Limits(memory=2 * 1024**3, seconds=600)
#: Signals that come from outside at least as often as from what a process does, as it ends with them.
_FROM_OUTSIDE = tuple(-getattr(signal, name, 0) for name in ("SIGKILL", "SIGTERM", "SIGHUP"))
_MOST_TRIES = 3


def build_apart(build: Callable[[Task], Outcome], task: Task, limits: Limits) -> Outcome:
    """Return what comes of a suspect; one that kills its child, or takes more than its limits, has that as its problem.

    Exit 11 where a limit ended it or it was killed without a word, exit 1 for any other death.
    """
    try:
        return _tried(build, task, limits)
    except WorkerDied as death:
        problem = _verdict(task, death, limits)
    except MemoryError:
        problem = out_of_memory()
    except OSError as error:
        problem = no_room(error)
    except Exception as error:
        problem = fault(error, task.environment)
    return Outcome(task.dossier, problems=(problem,))


def _tried(build: Callable[[Task], Outcome], task: Task, limits: Limits) -> Outcome:
    """Return the outcome; only a child killed time and again, with nothing else in hand, accuses the task."""
    tries = _MOST_TRIES
    while True:
        tries -= 1
        with tempfile.TemporaryDirectory(prefix="briefing-apart-", ignore_cleanup_errors=True) as folder:
            child = Child(folder, limits)
            try:
                outcome: Outcome = child.call(build, task)
                return outcome
            except WorkerDied as death:
                if death.late or death.exit_code not in _FROM_OUTSIDE or not tries:
                    raise
            finally:
                child.end()


def _verdict(task: Task, death: WorkerDied, limits: Limits) -> Problem:
    place = Location(f"sources/{task.dossier}")
    if death.late or death.exit_code == -getattr(signal, "SIGXCPU", 0):
        message = f"the build takes more than {limits.seconds} seconds of processor time"
        return Problem(ExitCode.LIMIT, message, place, hint="split the dossier, or build it for fewer audiences")
    hint = "the machine may be short of memory; build this dossier alone to see more"
    # A death without a word is what a lack of memory looks like from outside.
    killed = death.exit_code == -getattr(signal, "SIGKILL", 0)
    code = ExitCode.LIMIT if killed else ExitCode.BUG
    return Problem(code, f"the dossier ended its worker ({death.ending})", place, hint)
