"""Review copies in other programs: Microsoft's validator and LibreOffice, where they are installed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from briefings.build.making import Choice
from briefings.readers.docx_review import read_review
from briefings.review.copying import make_review_copies
from briefings.review.proposals import Returned
from tests.briefs.desks import EXAMPLE, example_workspace
from tests.review.desks import copy_of, desk, home
from tests.review.hands import commented, reworded

CHECK = os.environ.get("BRIEFING_OOXML_CHECK", "")
OFFICE = shutil.which("soffice")


@pytest.mark.skipif(not CHECK, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    """Copies of both dossiers in both languages, with every kind of block, are valid."""
    example = example_workspace(tmp_path / "example")
    copies = [*make_review_copies(example, EXAMPLE, Choice()), *(copy_of(desk(tmp_path / "small")),)]
    files = []
    for copy in copies:
        files.append(tmp_path / copy.name)
        files[-1].write_bytes(copy.data)
    outcome = subprocess.run([*shlex.split(CHECK), *files], capture_output=True, text=True, timeout=300, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return a file as LibreOffice saves it again."""
    folder.mkdir()
    path = folder / "copy.docx"
    path.write_bytes(data)
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
               "--convert-to", "docx", "--outdir", str(folder / "saved"), str(path)]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=240, check=True)
    return (folder / "saved" / "copy.docx").read_bytes()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_keeps_comments_places_and_memory(tmp_path: Path) -> None:
    """Opened and saved there, a copy still has every comment, proposes nothing, and an edited one what was edited."""
    workspace = example_workspace(tmp_path / "desk")
    choice = Choice(audiences=("defence-staff",), languages=("en",))
    (made,) = make_review_copies(workspace, EXAMPLE, choice)
    data = made.data
    again = saved_by_libreoffice(data, tmp_path / "as-made")
    texts = [comment.text for comment in read_review(data, "a").comments]
    assert [comment.text for comment in read_review(again, "b").comments] == texts
    assert home(workspace, again).returned == Returned((), (), ())
    old = "The accord covers joint exercises."
    edited = reworded(commented(data, old, "Which ones?"), "accord covers joint", "accord provides for joint")
    found = home(workspace, saved_by_libreoffice(edited, tmp_path / "edited")).returned
    assert [(each.fact, each.old, each.new, each.by.author, each.by.tracked) for each in found.proposals] == [
        ("exercises", old, "The accord provides for joint exercises.", "A. Reviewer", True)
    ]
    assert [(each.fact, each.text, each.by.author) for each in found.comments] == [
        ("exercises", "Which ones?", "B. Reader")
    ]
    assert found.unplaced == ()
