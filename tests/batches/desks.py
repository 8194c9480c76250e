"""Workspaces of many small invented dossiers, and what goes wrong with a worker on purpose."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from briefings.batch.engines import Engine, Processes
from briefings.batch.pool import WorkerPool
from briefings.batch.runner import Ended, run_batch
from briefings.batch.task import Outcome, Task, run
from briefings.build.build import build_dossier
from briefings.build.making import Choice
from briefings.errors import BriefingError, Problem
from briefings.workspace import Workspace
from tests.briefs.desks import probe, set_bytes, small_workspace

#: The least a brief can be: one template, one language, Markdown.
QUICK = Choice(audiences=("probe",), languages=("en",), formats=("md",))


def many(folder: Path, count: int) -> Workspace:
    """Return a workspace with the dossiers ``d-000`` to ``d-…``, each with a title of its own, and a small audience."""
    workspace = small_workspace(folder)
    probe(
        workspace, "# {{ dossier.title }}\n\n{% for fact in context %}{{ fact.text }}{{ fact | cite }}\n{% endfor %}\n"
    )
    model = workspace.sources / "small"
    record = (model / "accord.yaml").read_text(encoding="utf-8")
    for number in range(count):
        name = f"d-{number:03}"
        shutil.copytree(model, workspace.sources / name)
        own = record.replace("id: small", f"id: {name}").replace("A small accord", f"Invented accord {name}")
        (workspace.sources / name / "accord.yaml").write_text(own, encoding="utf-8")
    shutil.rmtree(model)
    return workspace


def break_quotation(workspace: Workspace, dossier_id: str) -> None:
    """Make a dossier invalid: a quotation that its source does not hold."""
    path = workspace.sources / dossier_id / "accord.yaml"
    text = path.read_text(encoding="utf-8").replace("exact: covers training", "exact: covers no training")
    path.write_text(text, encoding="utf-8")


def serial(
    workspace: Workspace, choice: Choice = QUICK
) -> tuple[dict[str, dict[str, bytes]], dict[str, tuple[Problem, ...]]]:
    """Build every dossier one by one, as without a batch, and clear the output again; return sets and problems."""
    sets: dict[str, dict[str, bytes]] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    for name in workspace.dossier_ids():
        try:
            build_dossier(workspace, name, choice)
            sets[name] = set_bytes(workspace, name)
        except BriefingError as error:
            problems[name] = error.problems
    shutil.rmtree(workspace.output, ignore_errors=True)
    return sets, problems


def saved(workspace: Workspace) -> dict[str, dict[str, bytes]]:
    """Return the files of every saved set that a reader finds."""
    found = sorted(workspace.output.iterdir()) if workspace.output.is_dir() else []
    return {path.name: set_bytes(workspace, path.name) for path in found if not path.name.startswith(".")}


def endings(workspace: Workspace, engine: Engine, choice: Choice = QUICK) -> dict[str, Ended]:
    """Build every dossier as a batch; return how each ended, having checked that each ended once."""
    return once(run_batch(workspace, workspace.dossier_ids(), choice, engine))


def once(ended: Iterable[Ended]) -> dict[str, Ended]:
    """Return endings by dossier; none stands twice."""
    found: dict[str, Ended] = {}
    for each in ended:
        assert each.dossier not in found
        found[each.dossier] = each
    return found


class Watched(Processes):
    """A pool whose processes a test can see."""

    pool: WorkerPool | None = None

    def start(self) -> WorkerPool:
        self.pool = super().start()
        return self.pool

    def pids(self) -> tuple[int, ...]:
        return self.pool.pids() if self.pool else ()


def run_or_die(task: Task) -> Outcome:
    """Build a dossier; certain ids kill the process that tries, as a fault in a library would."""
    if task.dossier == "d-003":
        os.kill(os.getpid(), signal.SIGKILL)
    if task.dossier == "d-005":
        os.abort()
    if task.dossier == "d-007":
        os._exit(3)
    return run(task)


def run_or_swell(task: Task) -> Outcome:
    """Build a dossier; one id kills its worker, and takes all memory where it is alone with its limits."""
    if task.dossier == "d-001":
        if not limited():
            os._exit(9)
        _ = bytearray(8 * 1024**3)
    if task.dossier == "d-002":
        if not limited():
            os._exit(9)
        while True:
            pass
    return run(task)


def limited() -> bool:
    """Return whether this process has a limit of processor time."""
    import resource

    return resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY


def run_slowly(task: Task) -> Outcome:
    """Build a dossier and take a while."""
    time.sleep(0.2)
    return run(task)


def run_elsewhere(task: Task) -> Outcome:
    """Be a worker whose ReportLab is another one."""
    return Outcome(task.dossier, versions={**task.versions, "reportlab": "0.0.1"})


def run_damaged(task: Task) -> Outcome:
    """Bring home a file that is not the one that was made."""
    outcome = run(task)
    if outcome.made is None:
        return outcome
    return Outcome(task.dossier, outcome.made, dict.fromkeys(outcome.contents, b"damaged"))


def run_faulty(task: Task) -> Outcome:
    """Have a fault of ours for one dossier."""
    if task.dossier == "d-001":
        raise ZeroDivisionError
    return run(task)
