"""What other programs make of a report with annexes: Microsoft's validator, LibreOffice, pandoc, where installed."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from briefings.writers.word import write_word
from tests.attaching.test_word_annexes import attach, brief, foreign
from tests.attaching.test_word_parts import bound, by_python_docx
from tests.attaching.word_files import Reading
from tests.samples import every_kind, house_style

CHECK = os.environ.get("BRIEFING_OOXML_CHECK", "")
OFFICE, PANDOC, READ = shutil.which("soffice"), shutil.which("pandoc"), shutil.which("pdftotext")
#: Invented.
MARKDOWN = "# Chapter\n\nA text[^1].\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: A *note*.\n"


@pytest.mark.skipif(not CHECK, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    """Reports and briefs of ours, of python-docx and written by hand, in every order."""
    ours, every = brief("fr-FR", 12.0, contents=True), write_word(every_kind(), house_style())
    other, control = by_python_docx("A"), bound("{11111111-2222-3333-4444-555555555555}", "v")
    made = {
        "ours": attach(brief(contents=True), ours, every).data,
        "python-docx": attach(other, ours, every, by_python_docx("B")).data,
        "by-hand": attach(foreign("A"), foreign("B", size=30), other, control).data,
        "twice": attach(attach(ours, other).data, foreign("C"), control, control).data,
    }
    files = []
    for name, data in made.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(data)
    run = subprocess.run([*shlex.split(CHECK), *files], capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.skipif(not (CHECK and PANDOC), reason="BRIEFING_OOXML_CHECK or pandoc is missing")
def test_attaching_adds_no_error_to_a_file_that_pandoc_wrote(tmp_path: Path) -> None:
    """Pandoc's own files are not valid; with annexes they have no other kind of error than before."""
    alone = _by_pandoc(tmp_path)
    before = _errors(tmp_path, alone)
    assert _errors(tmp_path, attach(alone, brief(), alone).data) <= before
    assert _errors(tmp_path, attach(brief(contents=True), alone, alone).data) <= before


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
def test_a_brief_that_pandoc_wrote_keeps_its_text(tmp_path: Path) -> None:
    """Its text stands behind the heading, note included."""
    alone = _by_pandoc(tmp_path)
    texts = Reading(attach(brief(), alone).data).texts()
    assert texts[-len(Reading(alone).texts()) :] == Reading(alone).texts()
    assert "A text[A note.]." in texts


@pytest.mark.skipif(not (OFFICE and READ), reason="soffice or pdftotext is not installed")
def test_libreoffice_prints_each_annex_on_a_page_of_its_own_with_its_notes(tmp_path: Path) -> None:
    """Heading, marking and notes of the annex stand on its own page; a file that LibreOffice wrote is taken, too."""
    (tmp_path / "by_hand.docx").write_bytes(foreign("B"))
    _convert(tmp_path, "by_hand.docx", "docx:MS Word 2007 XML", "theirs")
    theirs = (tmp_path / "theirs" / "by_hand.docx").read_bytes()
    out = attach(brief(title="Report"), brief("fr-FR", title="Dossier"), theirs)
    (tmp_path / "out.docx").write_bytes(out.data)
    _convert(tmp_path, "out.docx", "pdf")
    run = subprocess.run(
        [str(READ), "-layout", "out.pdf", "-"], cwd=tmp_path, capture_output=True, timeout=60, check=True
    )
    pages = run.stdout.decode().split("\f")
    first = next(page for page in pages if "Annex 1 – Dossier" in page)
    second = next(page for page in pages if "Annex 2 – " in page)
    assert pages.index(first) > 0
    assert "Report" not in first
    assert ("The first note." in first, "The second." in first) == (True, True)
    assert first.index("A numbered paragraph") < first.index("The first note.")
    assert "B note one" in second
    assert "Dossier" not in second


def _by_pandoc(folder: Path) -> bytes:
    (folder / "pandoc.md").write_text(MARKDOWN, encoding="utf-8")
    subprocess.run([str(PANDOC), "pandoc.md", "-o", "pandoc.docx"], cwd=folder, timeout=60, check=True)
    return (folder / "pandoc.docx").read_bytes()


def _errors(folder: Path, data: bytes) -> set[str]:
    (folder / "checked.docx").write_bytes(data)
    run = subprocess.run(
        [*shlex.split(CHECK), str(folder / "checked.docx")], capture_output=True, text=True, timeout=300, check=False
    )
    if run.returncode == 0:
        return set()
    found = json.loads(run.stdout[run.stdout.index("{") :])
    return {error["description"] for error in found["errors"]}


def _convert(folder: Path, name: str, kind: str, into: str = ".") -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", into, name]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=True)
