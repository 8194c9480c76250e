"""What an extraction loads and costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefings.drafting.clauses import Sentences
from briefings.drafting.drafted import drafted
from briefings.drafting.phrasing import Phrasing
from briefings.drafting.proposing import Asked, rules
from briefings.sources import SourceText
from tests.briefs.desks import REPOSITORY
from tests.drafting.desks import FRENCH, desk

_HEAVY = ("babel", "docx", "jinja2", "lxml", "markdown_it", "pikepdf", "reportlab", "ruamel", "sqlite3")


@pytest.mark.parametrize(("options", "loaded"), [(["--json"], []), (["--dry-run"], ["ruamel"])])
def test_nothing_heavy_is_loaded(options: list[str], loaded: list[str], tmp_path: Path) -> None:
    """To tell the facts, not even what edits the record; to draft them, that alone."""
    workspace = desk(tmp_path, FRENCH)
    code = (
        f"import sys; sys.argv[:] = ['briefing', 'extract', 'made', *{options!r}]\n"
        "from briefings import cli\n"
        "cli._run()\n"
        f"print(sorted({set(_HEAVY)!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=workspace.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (run.stdout != "", run.stderr) == (True, f"{loaded}\n")


def _draft_time(copies: int) -> float:
    """Return the least processor time, of three, to put together what a text of many invented paragraphs bears."""
    paragraphs = (
        f"Le village {number} a fêté la moisson de l’année, et la fanfare a joué.\n\n" for number in range(copies)
    )
    source = SourceText("S1", "", FRENCH + "\n" + "".join(paragraphs))
    asked = [Asked(source, rules(source, None))]
    phrasing = Phrasing(("fr",), {"fr": {"provision": _AnyLabel()}}, lambda _: [])
    times = []
    for _ in range(3):
        begun = time.process_time()
        assert len(drafted(asked, phrasing).facts) > 5
        times.append(time.process_time() - begun)
    return min(times)


class _AnyLabel(dict[str, str]):
    def __missing__(self, code: str) -> str:
        return code


def test_the_time_to_put_a_draft_together_grows_with_the_text() -> None:
    short, long = _draft_time(200), _draft_time(1_600)
    assert long < 8 * 3 * max(short, 0.005)


def test_sentences_are_split_once() -> None:
    around = Sentences(SourceText("S1", "", FRENCH))
    assert around.spans is around.spans
