"""The same document gives the same bytes, whatever the machine, the clock, the folder and the environment."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefings.document import Document, Paragraph, Text
from briefings.writers.pdf import write_pdf
from tests.samples import document, every_kind, house_style

_ROOT = Path(__file__).resolve().parents[2]
_SCRIPT = (
    "import hashlib, sys; sys.path.insert(0, sys.argv[1]);"
    "from tests.samples import every_kind, house_style;"
    "from briefings.writers.pdf import write_pdf;"
    "print(hashlib.sha256(write_pdf(every_kind(), house_style()).data).hexdigest())"
)


def _digest(made: Document) -> str:
    return hashlib.sha256(write_pdf(made, house_style()).data).hexdigest()


def _elsewhere(folder: Path, **variables: str) -> str:
    """Return the digest of the file written by a new process in that folder with those variables."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(_ROOT)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_ROOT), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_two_builds_have_the_same_bytes() -> None:
    """Nothing of a first build is left over in a second, also after another document."""
    first = write_pdf(every_kind(), house_style())
    write_pdf(document(Paragraph((Text("other words, other letters: ŧøœ"),))), house_style())
    assert write_pdf(every_kind(), house_style()) == first


def test_another_document_has_another_identifier() -> None:
    """The /ID is a digest of the file (ISO 32000-1, 14.4)."""
    one, other = (write_pdf(document(Paragraph((Text(t),))), house_style()).data[-120:] for t in ("one", "two"))
    assert one.split(b"/ID")[1][:36] != other.split(b"/ID")[1][:36]


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"SOURCE_DATE_EPOCH": "86400"},
        {"SOURCE_DATE_EPOCH": "nonsense"},
        {"RL_defaultPageSize": "LETTER", "RL_useA85": "1", "RL_pageCompression": "0", "RL_invariant": "0"},
        {"RL_pdfMultiLine": "1", "RL_pdfComments": "1", "RL_canvas_baseColor": "red", "RL_ttfAsciiReadable": "0"},
        {"RL_pageCompression": "nonsense", "RL_defaultPageSize": "nonsense"},
    ],
)
def test_the_environment_changes_nothing(variables: dict[str, str], tmp_path: Path) -> None:
    """Hash seed, time zone, locale, SOURCE_DATE_EPOCH and ReportLab's own variables."""
    assert _elsewhere(tmp_path, **variables) == _digest(every_kind())


def test_a_hostile_folder_and_home_run_no_code(tmp_path: Path) -> None:
    """ReportLab would import modules from the folder and run files of the home folder."""
    canary = tmp_path / "canary"
    trap = f"open({str(canary)!r}, 'w').close(); pageCompression = 0"
    for name in (
        "reportlab_mods.py",
        "reportlab_settings.py",
        "local_rl_settings.py",
        ".reportlab_mods",
        ".reportlab_settings",
    ):
        (tmp_path / name).write_text(trap)
    assert _elsewhere(tmp_path, HOME=str(tmp_path)) == _digest(every_kind())
    assert not canary.exists()


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    """ReportLab asks for the current folder when it is imported."""
    script = f"import os, sys; os.chdir({str(tmp_path)!r}); os.rmdir({str(tmp_path)!r}); {_SCRIPT}"
    done = subprocess.run([sys.executable, "-c", script, str(_ROOT)], capture_output=True, text=True, check=False)
    assert "BriefingError: the current folder no longer exists" in done.stderr


def test_threads_do_not_disturb_each_other() -> None:
    """Fonts are shared by all documents of a process."""
    made = [document(Paragraph((Text(f"number {n} " + chr(0xC0 + n) * n),))) for n in range(24)]
    alone = [_digest(each) for each in made]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(_digest, made)) == alone


def test_no_path_of_the_machine_is_in_the_file() -> None:
    """Neither the folder of the fonts nor the user."""
    data = write_pdf(every_kind(), house_style()).data
    assert str(_ROOT).encode() not in data
    assert b"anonymous" not in data and b"Helvetica" not in data


def test_only_this_writer_loads_reportlab(tmp_path: Path) -> None:
    """The other modules of the package, the list of writers among them, are imported without it."""
    script = "import sys, briefings, briefings.writers, briefings.document; print('reportlab' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=_ROOT,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
