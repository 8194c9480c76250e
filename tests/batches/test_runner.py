"""A batch builds what single builds would, each dossier once, whatever happens to its workers."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from briefings.batch import runner
from briefings.batch.child import Limits
from briefings.batch.engines import Engine, Processes, Serial
from briefings.batch.runner import run_batch
from briefings.batch.task import Task, run
from briefings.build.making import Choice
from briefings.errors import BriefingError, ExitCode
from tests.batches import desks
from tests.batches.desks import QUICK, Watched, break_quotation, endings, many, once, saved, serial
from tests.briefs.desks import write_template
from tests.records.annex_files import DESCRIBED, pdf

needs_posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits are those of POSIX")


@pytest.mark.parametrize("engine", [Serial(), Processes(2)], ids=["serial", "processes"])
def test_a_batch_is_its_single_builds(tmp_path: Path, engine: Engine) -> None:
    """The same bytes and the same problems; who fails stops nobody; nothing changed is nothing built."""
    workspace = many(tmp_path, 5)
    break_quotation(workspace, "d-001")
    (workspace.sources / "d-003" / "source-1.txt").unlink()
    choice = Choice(audiences=("probe", "press"), formats=("docx", "md"))
    sets, problems = serial(workspace, choice)
    ended = endings(workspace, engine, choice)
    assert saved(workspace) == sets
    assert {name: each.problems for name, each in ended.items() if each.problems} == problems
    assert set(problems) == {"d-001", "d-003"}
    assert {name: each.state for name, each in ended.items() if not each.problems} == dict.fromkeys(sets, "built")
    again = endings(workspace, engine, choice)
    assert {each.state for name, each in again.items() if name in sets} == {"unchanged"}
    assert [again[name].exit_code for name in sorted(problems)] == [ExitCode.DOSSIER, ExitCode.SOURCE]


@pytest.mark.parametrize("engine", [Serial(), Processes(2)], ids=["serial", "processes"])
def test_annexes_travel_too(tmp_path: Path, engine: Engine) -> None:
    """They come home beside the briefs that name them, and where only the briefs are missing they stay."""
    workspace = many(tmp_path, 2)
    for folder in workspace.sources.iterdir():
        with (folder / "accord.yaml").open("a", encoding="utf-8") as record:
            record.write(DESCRIBED)
        (folder / "text-of-the-accord.pdf").write_bytes(pdf(2))
        (folder / "second.pdf").write_bytes(pdf(1))
    choice = Choice(audiences=("minister", "press"), languages=("en",))
    sets, problems = serial(workspace, choice)
    assert not problems
    assert {"text-of-the-accord.pdf", "second.pdf"} <= set(sets["d-000"])
    endings(workspace, engine, choice)
    assert saved(workspace) == sets
    (workspace.output / "d-000" / "d-000.press.en.pdf").unlink()
    (workspace.output / "d-001" / "second.pdf").write_bytes(b"changed")
    endings(workspace, engine, choice)
    assert saved(workspace) == sets


@needs_posix
def test_what_is_no_plain_file_is_refused_in_the_same_words(tmp_path: Path) -> None:
    """Links, pipes, folders, sockets, giant files and foreign encodings are told as a single build tells them."""
    workspace = many(tmp_path, 9)
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("Not for a worker.", encoding="utf-8")

    def source(number: int) -> Path:
        path = workspace.sources / f"d-{number:03}" / "source-1.txt"
        path.unlink()
        return path

    source(0).symlink_to(elsewhere)
    source(1).symlink_to("nowhere")
    os.mkfifo(source(2))
    source(3).mkdir()
    os.mknod(source(4), 0o140600)
    os.truncate(os.open(source(5), os.O_CREAT | os.O_WRONLY), 10_000_001)
    source(6).write_bytes(b"\xff\xfe broken")
    (workspace.sources / "d-007" / "accord.yaml").rename(tmp_path / "record.yaml")
    (workspace.sources / "d-007" / "accord.yaml").symlink_to(tmp_path / "record.yaml")
    (workspace.sources / "d-008").rename(tmp_path / "d-008")
    (workspace.sources / "d-008").symlink_to(tmp_path / "d-008")
    _, problems = serial(workspace)
    assert len(problems) == 9
    ended = endings(workspace, Processes(2))
    assert {name: each.problems for name, each in ended.items()} == problems
    assert not any(str(tmp_path) in str(problem) for each in problems.values() for problem in each)


def test_a_house_with_links_and_faults_is_the_same_for_a_worker(tmp_path: Path) -> None:
    """A linked font travels by content; a linked template and a broken one are told once, before anything is built."""
    workspace = many(tmp_path, 2)
    packaged = Path(__file__).resolve().parents[2] / "briefings" / "fonts"
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    names = {"regular": "Regular", "bold": "Bold", "italic": "It", "bold_italic": "BoldIt"}
    for face, name in names.items():
        shutil.copy(packaged / f"SourceSansPro-{name}.ttf", fonts / f"{face}.ttf")
        (workspace.root / "templates" / f"{face}.ttf").symlink_to(fonts / f"{face}.ttf")
    house = (packaged.parents[1] / "templates" / "house.yaml").read_text(encoding="utf-8")
    lines = "".join(f"    {face}: {face}.ttf\n" for face in names)
    before, after = house.split("fonts:\n", 1)
    kept = "".join(line for line in after.splitlines(True) if not line.startswith(("  family", "  files", "    ")))
    write_template(workspace, "house.yaml", f"{before}fonts:\n  family: Linked Sans\n  files:\n{lines}{kept}")
    choice = Choice(("probe",), ("en",), ("pdf",))
    sets, problems = serial(workspace, choice)
    assert not problems
    endings(workspace, Processes(2), choice)
    assert saved(workspace) == sets
    assert "templates/regular.ttf" in json.loads(sets["d-000"]["manifest.json"])["inputs"]
    (workspace.root / "templates" / "probe.md.j2").rename(tmp_path / "probe.md.j2")
    (workspace.root / "templates" / "probe.md.j2").symlink_to(tmp_path / "probe.md.j2")
    with pytest.raises(BriefingError, match="not a link"):
        endings(workspace, Processes(2), choice)


def test_what_no_dossier_could_be_built_with_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown audience or format, or a clock that is none: nothing is built, and it is said once."""
    workspace = many(tmp_path, 3)
    for choice, told in (
        (Choice(audiences=("prob",)), "did you mean “probe”?"),
        (Choice(formats=("odt",)), "there is no format “odt”"),
    ):
        with pytest.raises(BriefingError, match=told) as caught:
            endings(workspace, Serial(), choice)
        assert caught.value.exit_code is ExitCode.USAGE
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(BriefingError, match="SOURCE_DATE_EPOCH"):
        endings(workspace, Serial())
    assert not workspace.output.exists()


def test_the_clock_that_is_set_travels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH of this process counts, not that of the worker; here it stays as it was."""
    workspace = many(tmp_path, 2)
    choice = Choice(("probe",), ("en",), ("docx",))
    endings(workspace, Processes(2), choice)
    plain = saved(workspace)
    shutil.rmtree(workspace.output)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    sets, _ = serial(workspace, choice)
    endings(workspace, Processes(2), choice)
    assert saved(workspace) == sets != plain
    assert os.environ["SOURCE_DATE_EPOCH"] == "1000000000"


@needs_posix
def test_who_kills_a_worker_is_named_and_nobody_else(tmp_path: Path) -> None:
    """Three dossiers end their worker, each in its way; the other seven have their sets."""
    workspace = many(tmp_path, 10)
    sets, _ = serial(workspace)
    ended = once(run_batch(workspace, workspace.dossier_ids(), QUICK, Processes(2), desks.run_or_die))
    failed = {name: each.problems[0] for name, each in ended.items() if each.problems}
    assert {name: (problem.code, problem.message) for name, problem in failed.items()} == {
        "d-003": (ExitCode.LIMIT, "the dossier ended its worker (signal SIGKILL)"),
        "d-005": (ExitCode.BUG, "the dossier ended its worker (signal SIGABRT)"),
        "d-007": (ExitCode.BUG, "the dossier ended its worker (exit code 3)"),
    }
    assert saved(workspace) == {name: files for name, files in sets.items() if name not in failed}


@needs_posix
def test_a_suspect_that_takes_too_much_is_over_a_limit(tmp_path: Path) -> None:
    """Alone in its child, one has too much memory and one too much time: exit 11 for both."""
    workspace = many(tmp_path, 4)
    limits = Limits(memory=1024**3, seconds=2)
    batch = run_batch(workspace, workspace.dossier_ids(), QUICK, Processes(2), desks.run_or_swell, limits)
    failed = {name: each.problems[0] for name, each in once(batch).items() if each.problems}
    assert {name: (problem.code, problem.message) for name, problem in failed.items()} == {
        "d-001": (ExitCode.LIMIT, "the build needs more memory than its worker may have"),
        "d-002": (ExitCode.LIMIT, "the build takes more than 2 seconds of processor time"),
    }
    assert set(saved(workspace)) == {"d-000", "d-003"}


class _Standard:
    """The standard library's own pool, which breaks whole."""

    name = "standard"
    width = 2
    started = 0

    def start(self) -> Executor:
        self.started += 1
        return ProcessPoolExecutor(2, get_context("forkserver"))

    def stop(self, executor: Executor) -> None:
        executor.shutdown(wait=True, cancel_futures=True)

    def is_stalled(self) -> bool:
        return False


class _Forgetful:
    """An executor that loses the answer to every fifth call, and says that nobody works at it."""

    name = "forgetful"
    width = 2
    started = 0

    def start(self) -> Executor:
        self.started += 1
        return _Losing()

    def stop(self, executor: Executor) -> None:
        executor.shutdown()

    def is_stalled(self) -> bool:
        return True


class _Losing(Executor):
    calls = 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.calls += 1
        future: Future[object] = Future()
        if self.calls % 5:
            future.set_result(fn(*args, **kwargs))
        return future


@needs_posix
def test_an_executor_that_breaks_is_replaced(tmp_path: Path) -> None:
    """With the pool of the standard library each death loses all that was in hand: all of it has its outcome still."""
    workspace = many(tmp_path, 12)
    sets, _ = serial(workspace)
    engine = _Standard()
    ended = once(run_batch(workspace, workspace.dossier_ids(), QUICK, engine, desks.run_or_die))
    assert {name for name, each in ended.items() if each.problems} == {"d-003", "d-005", "d-007"}
    assert saved(workspace) == {name: files for name, files in sets.items() if not ended[name].problems}
    assert engine.started > 1


@needs_posix
def test_lost_answers_are_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing comes and nobody works, the executor is replaced, and what it lost is built apart."""
    monkeypatch.setattr(runner, "_SILENCE", 0.1)
    workspace = many(tmp_path, 12)
    sets, _ = serial(workspace)
    engine = _Forgetful()
    assert {each.state for each in endings(workspace, engine).values()} == {"built"}
    assert saved(workspace) == sets
    assert engine.started >= 2


@needs_posix
def test_twenty_workers_killed_at_random_instants(tmp_path: Path) -> None:
    """200 dossiers, 20 kills: 200 endings, each once, nobody blamed, and the bytes of a serial run."""
    workspace = many(tmp_path, 200)
    sets, _ = serial(workspace)
    engine, chance, killed = Watched(2), random.Random(20), 0
    over = threading.Event()

    def kill() -> None:
        nonlocal killed
        while killed < 20 and not over.wait(chance.uniform(0.0, 0.12)):
            with contextlib.suppress(ProcessLookupError, IndexError):
                os.kill(chance.choice(engine.pids()), signal.SIGKILL)
                killed += 1

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        ended = endings(workspace, engine)
    finally:
        over.set()
        killer.join()
    assert killed == 20
    assert {each.state for each in ended.values()} == {"built"}
    assert sorted(ended) == list(workspace.dossier_ids())
    assert saved(workspace) == sets


def test_a_worker_with_other_versions_is_refused(tmp_path: Path) -> None:
    """Both versions are named, and nothing is saved."""
    workspace = many(tmp_path, 2)
    with pytest.raises(BriefingError) as caught:
        once(run_batch(workspace, workspace.dossier_ids(), QUICK, Serial(), desks.run_elsewhere))
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.problems[0].message.startswith(
        "a worker of serial would build other files than this machine: reportlab "
    )
    assert caught.value.problems[0].message.endswith(" here, 0.0.1 there")
    assert saved(workspace) == {}


def test_a_file_that_comes_home_damaged_is_not_saved(tmp_path: Path) -> None:
    """What was made is compared with its address."""
    workspace = many(tmp_path, 1)
    ended = once(run_batch(workspace, workspace.dossier_ids(), QUICK, Serial(), desks.run_damaged))
    assert ended["d-000"].exit_code is ExitCode.BUG
    assert saved(workspace) == {}


def test_a_fault_of_ours_is_told_and_stops_nobody(tmp_path: Path) -> None:
    """An exception in a worker is that dossier's, exit 1, with its name and no traceback."""
    workspace = many(tmp_path, 3)
    ended = once(run_batch(workspace, workspace.dossier_ids(), QUICK, Processes(2), desks.run_faulty))
    assert [each.exit_code for _, each in sorted(ended.items())] == [ExitCode.DONE, ExitCode.BUG, ExitCode.DONE]
    assert ended["d-001"].problems[0].message.endswith(": ZeroDivisionError")


def test_a_batch_closed_early_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was built is whole and is not built again; no process and no temporary file is left."""
    workspace = many(tmp_path, 12)
    sets, _ = serial(workspace)
    engine = Watched(2)
    batch = run_batch(workspace, workspace.dossier_ids(), QUICK, engine, desks.run_slowly)
    next(batch), next(batch)
    pids = engine.pids()
    batch.close()
    assert len(pids) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    before = saved(workspace)
    assert 2 <= len(before) < 12
    assert before.items() <= sets.items()
    assert {path.name for path in (workspace.output / ".sets").iterdir() if path.name.startswith(".")} == set()
    ended = endings(workspace, Processes(2))
    assert {name for name, each in ended.items() if each.state == "unchanged"} == set(before)
    assert saved(workspace) == sets


def test_a_forced_batch_goes_on_too(tmp_path: Path) -> None:
    """What a forced batch had done is not done again by the same command; another command begins anew."""
    workspace = many(tmp_path, 6)
    endings(workspace, Serial())
    forced = Choice(QUICK.audiences, QUICK.languages, QUICK.formats, force=True)
    batch = run_batch(workspace, workspace.dossier_ids(), forced, Serial())
    first = [next(batch), next(batch)]
    assert [len(each.result.written) for each in first if each.result] == [1, 1]
    batch.close()
    journal = workspace.output / ".sets" / "batch.jsonl"
    done = {json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()[1:]}
    assert {each.dossier for each in first} <= done < set(workspace.dossier_ids())
    rest = once(run_batch(workspace, workspace.dossier_ids(), forced, Serial()))
    assert {name for name, each in rest.items() if each.result and not each.result.written} == done
    assert not journal.exists()
    whole = once(run_batch(workspace, workspace.dossier_ids(), forced, Serial()))
    assert all(each.result and each.result.written for each in whole.values())


def test_only_what_has_changed_is_built(tmp_path: Path) -> None:
    """A source of one dossier, then a template of all."""
    workspace = many(tmp_path, 4)
    endings(workspace, Serial())
    with (workspace.sources / "d-002" / "source-1.txt").open("a", encoding="utf-8") as stream:
        stream.write("\nOne invented line more.\n")
    assert {name for name, each in endings(workspace, Serial()).items() if each.state == "built"} == {"d-002"}
    path = workspace.root / "templates" / "probe.md.j2"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")
    assert {each.state for each in endings(workspace, Processes(2)).values()} == {"built"}


def test_templates_travel_once_to_each_worker(tmp_path: Path) -> None:
    """Few of many tasks carry the templates: the first of each worker, and what was under way meanwhile."""
    workspace = many(tmp_path, 20)
    seen: list[tuple[str, bool]] = []

    def count(task: Task) -> object:
        seen.append((task.dossier, bool(task.templates.packed)))
        return run(task)

    once(run_batch(workspace, workspace.dossier_ids(), QUICK, Serial(), count))  # type: ignore[arg-type]
    assert sum(packed for _, packed in seen) <= 2
    assert len(seen) <= 22


def test_nothing_is_started_where_nothing_is_to_be_built(tmp_path: Path) -> None:
    """A no-op batch has no executor at all."""
    workspace = many(tmp_path, 3)
    endings(workspace, Serial())
    engine = Watched(2)
    assert {each.state for each in endings(workspace, engine).values()} == {"unchanged"}
    assert engine.pool is None


def test_a_set_somebody_else_replaces_meanwhile_is_made_whole(tmp_path: Path) -> None:
    """Files that were to stay are gone when the set is saved: all are made."""
    workspace = many(tmp_path, 1)
    both = Choice(("probe", "press"), ("en",), ("md",))
    endings(workspace, Serial(), both)
    path = workspace.root / "templates" / "probe.md.j2"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")

    def lose(task: Task) -> object:
        if task.fresh:
            shutil.rmtree(workspace.output, ignore_errors=True)  # also where the task comes again with templates
        return run(task)

    ended = once(run_batch(workspace, workspace.dossier_ids(), both, Serial(), lose))  # type: ignore[arg-type]
    assert [str(problem) for problem in ended["d-000"].problems] == []
    assert set(saved(workspace)["d-000"]) == {"d-000.press.en.md", "d-000.probe.en.md", "manifest.json"}


def test_time_is_not_spent_on_looking_through_other_sets(tmp_path: Path) -> None:
    """Saving a set takes as long beside two thousand other sets as beside none: growth below three times."""
    from briefings.build.saved_set import held, save_set

    def spent(output: Path) -> float:
        best = 1e9
        for number in range(8):
            start = time.process_time()
            with held(output, "demo"):
                save_set(output, "demo", f"{number}" * 64, {"manifest.json": b"{%d}" % number})
            best = min(best, time.process_time() - start)
        return best

    alone = spent(tmp_path / "alone")
    for number in range(2000):
        (tmp_path / "full" / ".sets" / f"other-{number:04}-{'a' * 12}").mkdir(parents=True)
    assert spent(tmp_path / "full") < 3 * alone
