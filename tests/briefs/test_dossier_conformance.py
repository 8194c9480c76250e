"""veraPDF finds every PDF of the small dossiers sound: all audiences, both languages, an annex, a source inside.

Those of the example and of the stress dossier are checked in ``test_stress_dossier``.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.readers.pdf_attachments import read_attachments
from briefings.workspace import Workspace
from tests.briefs.desks import EXAMPLE, example_workspace, own_templates, said, small_workspace

_COMMAND = os.environ.get("BRIEFING_VERAPDF", "")
pytestmark = pytest.mark.skipif(not _COMMAND, reason="BRIEFING_VERAPDF does not name the veraPDF command")


def _with_its_source(folder: Path) -> Workspace:
    workspace = small_workspace(
        folder, "words with « marks », {{ braces }} and **stars**", facts=said("covers training", 9)
    )
    record = workspace.sources / "small" / "accord.yaml"
    words = record.read_text(encoding="utf-8")
    record.write_text(words.replace("    reliability: F\n", "    reliability: F\n    embed: true\n"), encoding="utf-8")
    return workspace


def _with_an_annex(folder: Path) -> Workspace:
    workspace = example_workspace(folder)
    front = own_templates(workspace) / "defence-staff.md.j2"
    front.write_text(front.read_text(encoding="utf-8").replace("limit: 4", "limit: 3"), encoding="utf-8")
    return workspace


def test_every_pdf_of_the_small_dossiers_conforms(tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-3a for each file."""
    small, cut = _with_its_source(tmp_path / "small"), _with_an_annex(tmp_path / "cut")
    build_dossier(small, "small", Choice(formats=("pdf",)))
    made = build_dossier(cut, EXAMPLE, Choice(("defence-staff",), formats=("pdf",)))
    assert all(any(cut["step"] == "annex" for cut in entry.cuts) for entry in made.written)
    files = sorted([*(small.output / "small").glob("*.pdf"), *(cut.output / EXAMPLE).glob("*.pdf")])
    carried = [name for file in files for name in read_attachments(file.read_bytes(), file.name)]
    assert (len(files), carried.count("source-1.txt")) == (12, 10)
    done = subprocess.run([_COMMAND, "ua1,3a", *map(str, files)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("PASS")) == (0, 2 * len(files)), done.stdout
