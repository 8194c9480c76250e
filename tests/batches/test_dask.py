"""The same tasks on Dask: a cluster of this machine, and one that runs already in another folder."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from briefings.batch.engines import Engine, make_engine
from briefings.batch.runner import run_batch
from briefings.errors import BriefingError, ExitCode
from tests.batches import desks
from tests.batches.desks import QUICK, break_quotation, endings, many, once, saved, serial
from tests.briefs.desks import REPOSITORY, run_apart

distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'briefings[dask]'")


@contextmanager
def running_cluster(folder: Path, *, without: bool = False) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """Run a scheduler and a worker in processes of their own, in a folder of their own; give address and processes.

    A cluster ``without`` is one whose worker does not have this package.
    """
    folder.mkdir()
    surroundings = {**os.environ, "PYTHONPATH": "" if without else str(REPOSITORY), "TMPDIR": str(folder)}
    surroundings |= {"DASK_DISTRIBUTED__SCHEDULER__DASHBOARD__ENABLED": "False"}
    options = ["--no-dashboard", "--host", "127.0.0.1"]

    def start(*words: str) -> subprocess.Popen[str]:
        code = "import sys; sys.modules['briefings'] = None;" if without else ""
        code += "from distributed.cli import dask_scheduler, dask_worker; import sys; (dask_scheduler if sys.argv[1] == 'scheduler' else dask_worker).main(sys.argv[2:])"
        return subprocess.Popen(
            [sys.executable, "-c", code, *words], cwd=folder, env=surroundings, stderr=subprocess.PIPE, encoding="utf-8"
        )

    with ExitStack() as stack:

        def kept(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
            stack.callback(process.communicate)
            stack.callback(process.kill)
            return process

        scheduler = kept(start("scheduler", *options, "--port", "0"))
        assert scheduler.stderr is not None
        line = next(line for line in scheduler.stderr if "Scheduler at:" in line)
        address = re.search(r"tcp://127\.0\.0\.1:\d+", line)
        assert address
        threading.Thread(target=scheduler.stderr.read, daemon=True).start()
        options += ["--no-nanny", "--nthreads", "1"]
        yield address[0], [kept(start("worker", address[0], *options)), scheduler]


@pytest.fixture(scope="module")
def local() -> Iterator[Engine]:
    """Return the engine ``dask``, with two workers."""
    yield make_engine("dask", 2)


def test_a_local_cluster_builds_what_a_serial_run_builds(tmp_path: Path, local: Engine) -> None:
    """Bytes and problems are the same; it ends with the batch."""
    workspace = many(tmp_path, 6)
    break_quotation(workspace, "d-001")
    sets, problems = serial(workspace)
    ended = endings(workspace, local)
    assert saved(workspace) == sets
    assert {name: each.problems for name, each in ended.items() if each.problems} == problems


class _Watched:
    """A local cluster whose workers a test can see."""

    name, width = "dask", 2

    def __init__(self) -> None:
        self.engine = make_engine("dask", 2)
        self.pids: tuple[int, ...] = ()

    def start(self) -> object:
        executor = self.engine.start()
        self.pids = tuple(executor._client.run(os.getpid).values())  # type: ignore[attr-defined]
        return executor

    def stop(self, executor: object) -> None:
        self.engine.stop(executor)  # type: ignore[arg-type]

    def is_stalled(self) -> bool:
        return self.engine.is_stalled()


def test_workers_of_a_cluster_killed_and_a_dossier_that_kills(tmp_path: Path) -> None:
    """One worker is killed, and two dossiers kill theirs: those two are named, and nobody else."""
    workspace = many(tmp_path, 7)
    sets, _ = serial(workspace)
    engine, chance = _Watched(), random.Random(3)
    ended = {}
    for each in run_batch(workspace, workspace.dossier_ids(), QUICK, engine, desks.run_or_die):  # type: ignore[arg-type]
        assert each.dossier not in ended
        ended[each.dossier] = each
        if len(ended) == 2:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(engine.pids), signal.SIGKILL)
    assert len(ended) == 7
    assert {name for name, each in ended.items() if each.problems} == {"d-003", "d-005"}
    assert {ended["d-003"].exit_code, ended["d-005"].exit_code} == {ExitCode.LIMIT, ExitCode.BUG}
    assert saved(workspace) == {name: files for name, files in sets.items() if not ended[name].problems}


def test_a_running_cluster_that_shares_no_folder(tmp_path: Path) -> None:
    """By its address, from the command line: the worker is elsewhere; no path of either side shows in a message."""
    workspace = many(tmp_path / "desk", 5)
    break_quotation(workspace, "d-002")
    sets, problems = serial(workspace)
    with running_cluster(tmp_path / "cluster") as (address, _):
        made = run_apart(
            "build", "--all", "--engine", address, "-a", "probe", "-l", "en", "-f", "md", cwd=workspace.root
        )
    assert made.code == 9, made.err
    assert saved(workspace) == sets
    assert made.err.strip() == str(problems["d-002"][0])
    assert "5 dossiers: 4 built, 0 unchanged, 1 failed" in made.out
    assert [path.name for path in (tmp_path / "cluster").glob("briefing-*/*") if "house" not in path.name] == []


def test_a_cluster_that_goes_away_leaves_the_rest_for_later(tmp_path: Path) -> None:
    """Scheduler and worker are killed in the middle: said in one line; the same command elsewhere builds the rest only."""
    workspace = many(tmp_path / "desk", 40)
    sets, _ = serial(workspace)
    with running_cluster(tmp_path / "cluster") as (address, processes):
        done = []
        with pytest.raises(BriefingError) as caught:
            for each in run_batch(workspace, workspace.dossier_ids(), QUICK, make_engine(address), desks.run_slowly):
                done.append(each.dossier)
                if len(done) == 3:
                    for process in processes:
                        process.kill()
    assert caught.value.exit_code is ExitCode.USAGE
    assert "no Dask scheduler answers at tcp://127.0.0.1:" in str(caught.value)
    before = set(saved(workspace))
    assert set(done) <= before
    assert len(before) < 40
    rest = endings(workspace, make_engine(None, 2))
    assert {name for name, each in rest.items() if each.state == "unchanged"} == before
    assert saved(workspace) == sets


def test_a_worker_without_the_package_is_told(tmp_path: Path) -> None:
    """It is said what to install, and nothing is built at home in its place."""
    workspace = many(tmp_path / "desk", 2)
    with running_cluster(tmp_path / "cluster", without=True) as (address, _), pytest.raises(BriefingError) as caught:
        once(run_batch(workspace, workspace.dossier_ids(), QUICK, make_engine(address)))
    assert caught.value.exit_code is ExitCode.USAGE
    assert "install the same version of briefings for every worker" in str(caught.value)
    assert saved(workspace) == {}


def test_an_address_where_nobody_answers(tmp_path: Path) -> None:
    """Told within ten seconds, exit 2."""
    workspace = many(tmp_path, 1)
    with pytest.raises(BriefingError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9") as caught:
        endings(workspace, make_engine("tcp://127.0.0.1:9"))
    assert caught.value.exit_code is ExitCode.USAGE
