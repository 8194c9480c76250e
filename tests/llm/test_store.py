"""Answers beside the record: asked once, used for ever, and a broken one is asked again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.errors import BriefingError, ExitCode
from briefings.llm.request import Request
from briefings.llm.store import FOLDER, AnswerStore
from tests.llm.scripted import Heard
from tests.llm.tellings import NOTHING, ON_ARTICLE

ASKED = Request("invented", b'{"model":"invented"}')


def store(folder: Path) -> tuple[AnswerStore, Heard]:
    heard = Heard()
    return AnswerStore(folder, "sources/invented", heard), heard


def kept_file(folder: Path) -> Path:
    return folder / FOLDER / f"{ASKED.sha256}.json"


def test_an_answer_is_kept_by_what_was_asked(tmp_path: Path) -> None:
    """One file with the answer in one spelling: no time, no host, no usage, so that it is the same wherever it is made."""
    answers, heard = store(tmp_path)
    assert answers.find(ASKED) is None
    answers.keep(ASKED, ON_ARTICLE)
    first = kept_file(tmp_path).read_bytes()
    answers.keep(ASKED, ON_ARTICLE)
    assert kept_file(tmp_path).read_bytes() == first
    assert set(json.loads(first)) == {"answer", "model", "request", "sha256"}
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [f"{ASKED.sha256}.json"]
    assert answers.find(ASKED) == ON_ARTICLE
    assert answers.find(Request("invented", b"{}")) is None
    assert heard.lines == []


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"{}",
        b"[" * 100_000,
        b'{"request": "other", "answer": {}, "sha256": ""}',
    ],
)
def test_a_broken_answer_is_asked_again(tmp_path: Path, broken: bytes) -> None:
    """It is said so, and never half used."""
    answers, heard = store(tmp_path)
    answers.keep(ASKED, ON_ARTICLE)
    kept_file(tmp_path).write_bytes(broken)
    assert answers.find(ASKED) is None
    assert heard.lines == [f"sources/invented/.answers/{ASKED.sha256}.json is broken; the model is asked again"]


def test_an_answer_that_somebody_changed_is_asked_again(tmp_path: Path) -> None:
    """A kept answer is the model's own: a hand that edits it is found by the digest."""
    answers, heard = store(tmp_path)
    answers.keep(ASKED, ON_ARTICLE)
    text = kept_file(tmp_path).read_text(encoding="utf-8")
    kept_file(tmp_path).write_text(text.replace("12 mai 2021", "13 mai 2021"), encoding="utf-8")
    assert answers.find(ASKED) is None
    assert len(heard.lines) == 1


def test_the_answer_to_another_request_is_not_used(tmp_path: Path) -> None:
    """Whoever gives a file another's name has the model asked."""
    answers, heard = store(tmp_path)
    other = Request("invented", b"{}")
    answers.keep(other, ON_ARTICLE)
    (tmp_path / FOLDER / f"{other.sha256}.json").rename(kept_file(tmp_path))
    assert answers.find(ASKED) is None
    assert len(heard.lines) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_an_answer_that_lost_its_end_is_never_used(tmp_path: Path, data: st.DataObject) -> None:
    """Cut anywhere, or with one byte changed, it is either the same answer or none."""
    answers, _ = store(tmp_path)
    answers.keep(ASKED, ON_ARTICLE)
    whole = kept_file(tmp_path).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = data.draw(st.sampled_from([whole[:at], whole[:at] + b"x" + whole[at + 1 :]]))
    kept_file(tmp_path).write_bytes(changed)
    assert answers.find(ASKED) in (None, ON_ARTICLE)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_answers_are_not_kept_behind_a_link(tmp_path: Path) -> None:
    """No file outside the dossier is touched."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / FOLDER).symlink_to(tmp_path / "elsewhere")
    answers, _ = store(tmp_path / "dossier")
    with pytest.raises(BriefingError) as refused:
        answers.keep(ASKED, NOTHING)
    assert refused.value.exit_code is ExitCode.OUTPUT
    assert str(refused.value).startswith(
        "sources/invented/.answers: the model's answer could not be kept: it is a link"
    )
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_answer_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """The folder's name is taken by a file."""
    (tmp_path / FOLDER).write_text("taken", encoding="utf-8")
    answers, _ = store(tmp_path)
    with pytest.raises(BriefingError) as refused:
        answers.keep(ASKED, NOTHING)
    assert refused.value.exit_code is ExitCode.OUTPUT
    assert str(tmp_path) not in str(refused.value)
    assert (tmp_path / FOLDER).read_text(encoding="utf-8") == "taken"
