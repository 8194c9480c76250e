"""``briefing extract --with``: the whole command in a process of its own, against a scripted loopback endpoint."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefings.cli import cli
from briefings.errors import BriefingError
from tests.briefs.desks import REPOSITORY, Outcome, run_apart
from tests.extraction.invented_texts import ARTICLE
from tests.llm.scripted import JSON, Asked, Handler, sending, serving, telling
from tests.llm.tellings import ON_ARTICLE

KEY = "invented-key-0123456789abcdef"
#: Invented: a record as the desk begins it, with a comment that must survive.
RECORD = """\
# The desk's own comment.
dossier:
  id: invented
  languages: [fr]
  title: {fr: Un accord inventé}
  desk: {fr: Le bureau}
  marking: public
  as_at: 2026-11-23

sources:
  - id: S1
    file: note.txt
    kind: press
    language: fr
    title: {fr: Un article inventé}
    published: 2021-05-13
    reliability: F

"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a workspace with one dossier that holds its source and nothing else."""
    home = tmp_path / "sources" / "invented"
    home.mkdir(parents=True)
    (home / "accord.yaml").write_text(RECORD, encoding="utf-8")
    (home / "note.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def extract(desk: Path, *words: str, **environment: str) -> Outcome:
    return run_apart("extract", "invented", "--with", "invented", *words, cwd=desk, env=environment)


def files(desk: Path) -> dict[str, bytes]:
    """Return every file of the dossier by its path."""
    home = desk / "sources" / "invented"
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_a_model_drafts_beside_the_rules_and_once(desk: Path) -> None:
    """The visit is the model's and says so; with the endpoint gone, another desk makes the same record of the same answer.

    The key is in no file and no output.
    """
    before = files(desk)
    with serving(telling(ON_ARTICLE)) as server:
        made = extract(desk, "--endpoint", server.address, BRIEFING_LLM_KEY=KEY)
        assert made.code == 0, made.err
        assert [asked.headers["Authorization"] for asked in server.asked] == [f"Bearer {KEY}"]
    after = files(desk)
    (answer,) = set(after) - set(before)
    assert answer.startswith(".answers/")
    assert "# The desk's own comment.\n" in after["accord.yaml"].decode()
    assert "proposed_by: model:invented" in after["accord.yaml"].decode()
    assert "accepted: 16\n" in made.out
    assert all(KEY.encode() not in data for data in after.values())
    assert KEY not in made.out + made.err

    checked = run_apart("check", cwd=desk)
    assert (checked.code, checked.out) == (0, "invented: 16 facts, 17 quotations, all stand\n")
    again = extract(desk)
    assert (again.code, again.err) == (0, "")
    assert "accord.yaml did not have to be changed" in again.out
    assert files(desk) == after

    (desk / "sources" / "invented" / "accord.yaml").write_bytes(before["accord.yaml"])
    assert extract(desk, "-q").code == 0
    assert files(desk) == after


def test_the_plain_object_is_the_same_offline(desk: Path) -> None:
    """With --json the record stays as it is; the answer is kept, so that the second run asks nobody."""
    with serving(telling(ON_ARTICLE)) as server:
        first = extract(desk, "--json", "--endpoint", server.address)
    assert first.out == extract(desk, "--json").out
    assert json.loads(first.out)["signed"] == {"day": 12, "month": 5, "year": 2021}
    assert files(desk)["accord.yaml"] == RECORD.encode()


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_model_that_fails_changes_nothing(desk: Path, words: tuple[str, ...]) -> None:
    """Exit 10, one line and a hint, on standard output no more than the same as JSON, and every file as it was."""
    before = files(desk)
    with serving(sending(b"<html>", 200, "text/html")) as server:
        failed = extract(desk, *words, "--endpoint", server.address, BRIEFING_LLM_KEY=KEY)
    assert failed.code == 10
    told = json.loads(failed.out) if words else {}
    assert (told.get("exit_code") if words else failed.out) == (10 if words else "")
    assert failed.err == (
        "the model gave no answer that can be used: its reply is not JSON\n"
        "  hint: check the address: it ends with /v1 for most servers\n"
    )
    assert files(desk) == before


def test_a_broken_answer_is_asked_again_and_told(desk: Path) -> None:
    """On standard error; the result is the same."""
    with serving(telling(ON_ARTICLE)) as server:
        extract(desk, "--endpoint", server.address)
        after = files(desk)
        (name,) = [name for name in after if name.startswith(".answers/")]
        (desk / "sources" / "invented" / name).write_bytes(after[name][:-40])
        again = extract(desk, "--endpoint", server.address)
    assert again.err == f"sources/invented/{name} is broken; the model is asked again\n"
    assert (again.code, files(desk)) == (0, after)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--with", "m"],
            "no answer of m is kept for this text\n  hint: say with --endpoint where the model is asked\n",
        ),
        (["--with", ""], "--with takes the name of a model as its endpoint knows it\n"),
        (["--with", "two words"], "--with takes the name of a model as its endpoint knows it\n"),
        (["--with", "m", "--endpoint", "http://192.0.2.1/v1"], "--endpoint is plain http to another machine"),
        (["--with", "m", "--endpoint", "https://a:b@192.0.2.1/v1"], "--endpoint must not hold a user or a password"),
        (["--with", "m", "--endpoint", "nowhere"], "--endpoint is no http or https address"),
        (["--with", "m", "--deadline", "0"], "is not in the range 1<=x<=7200"),
        (["--endpoint", "http://127.0.0.1:9/v1"], "name it with --with"),
        (["--allow-http"], "name it with --with"),
    ],
)
def test_what_was_mistyped_is_told_before_anything_is_done(desk: Path, words: list[str], told: str) -> None:
    """Exit 2, and no file is touched."""
    before = files(desk)
    refused = CliRunner().invoke(cli, ["extract", "invented", "-C", str(desk), *words], standalone_mode=False)
    assert isinstance(refused.exception, BriefingError | click.UsageError)
    assert refused.exception.exit_code == 2
    message = refused.exception.message if isinstance(refused.exception, click.UsageError) else str(refused.exception)
    assert told in f"{message}\n"
    assert files(desk) == before


def test_without_the_extra_it_is_said_what_to_install(desk: Path, tmp_path: Path) -> None:
    """Exit 2 with the command; kept answers need no client, and are used without it."""
    with serving(telling(ON_ARTICLE)) as server:
        absent = tmp_path / "absent"
        absent.mkdir()
        (absent / "httpx2.py").write_text("raise ModuleNotFoundError('not here', name='httpx2')\n", encoding="utf-8")
        path = os.pathsep.join((str(absent), str(REPOSITORY)))
        refused = extract(desk, "--endpoint", server.address, PYTHONPATH=path)
        assert (refused.code, server.asked) == (2, [])
        assert refused.err == ("asking a model needs a client\n  hint: install it with: pip install 'briefings[llm]'\n")
        assert extract(desk, "--endpoint", server.address).code == 0
    assert extract(desk, PYTHONPATH=path).code == 0


LOADED = """
import sys
from click.testing import CliRunner
from briefings.cli import cli
made = CliRunner().invoke(cli, sys.argv[1:], standalone_mode=False)
assert not made.exception, made.output
print(sorted(name for name in sys.modules if name.split(".")[0] in ("httpx2", "asyncio") or name == "briefings.llm"))
"""


def test_nothing_else_loads_the_model_step(desk: Path) -> None:
    """Not the help, not the list, not an extraction by rules."""
    for words in (["--help"], ["list"], ["extract", "invented", "--json"]):
        made = subprocess.run(
            [sys.executable, "-c", LOADED, *words], cwd=desk, capture_output=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        assert (made.stdout, made.returncode) == ("[]\n", 0), made.stderr


#: A suite that runs in the background hands on that Ctrl-C is ignored.
LISTENING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from briefings.cli import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on POSIX")
def test_ctrl_c_leaves_the_record_as_it_was(desk: Path) -> None:
    """Exit 130 at once, though the endpoint never answers."""
    before = files(desk)
    arrived, held = threading.Event(), threading.Event()

    def wait(handler: Handler, _asked: Asked) -> None:
        arrived.set()
        held.wait(30)
        handler.answer(b"{}", kind=JSON)

    with serving(wait) as server:
        child = subprocess.Popen(
            [sys.executable, "-c", LISTENING, "extract", "invented", "--with", "m", "--endpoint", server.address],
            cwd=desk, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        try:
            assert arrived.wait(30)
            child.send_signal(signal.SIGINT)
            _, err = child.communicate(timeout=20)
        finally:
            held.set()
            child.kill()
    assert (child.returncode, err.lstrip()) == (130, "interrupted; nothing is left half made\n")
    assert files(desk) == before
