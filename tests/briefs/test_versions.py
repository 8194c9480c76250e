"""Versions of packages are those that Python's own library tells."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from briefings.build.manifest import installed_versions
from briefings.versions import versions_of
from tests.briefs.desks import REPOSITORY, probe, small_workspace


def test_versions_are_those_that_the_standard_library_tells() -> None:
    """Of every package that shapes the files, however its name is spelt; what is not installed is none."""
    told = installed_versions()
    assert told == {name: version(name) for name in told}
    names = ("Python.Docx", "no-such-package-anywhere")
    assert versions_of(names) == {"Python.Docx": version("python-docx"), "no-such-package-anywhere": "none"}


def test_the_first_on_the_search_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it does for an import; folders that are not there and files of other names do not matter."""
    for folder, name in (
        ("one", "my_thing-2.0.dist-info"),
        ("two", "My.Thing-1.0.dist-info"),
        ("two", "x-1.dist-info.txt"),
    ):
        (tmp_path / folder / name).mkdir(parents=True)
    paths = [str(tmp_path / name) for name in ("none", "one", "two")]
    monkeypatch.setattr(sys, "path", [*paths, *sys.path])
    assert versions_of(["my-thing"]) == {"my-thing": "2.0"}


def test_a_word_build_loads_neither_the_mail_reader_nor_what_makes_pdfs(tmp_path: Path) -> None:
    """Where nobody asked for a PDF and the audience has no page limit and no contents."""
    workspace = small_workspace(tmp_path)
    probe(workspace, "# {{ dossier.title }}\n\n{{ instrument.text }}{{ instrument | cite }}\n", "public")
    code = (
        "import sys; from pathlib import Path; from briefings.build.build import Choice, build_dossier; "
        "from briefings.workspace import Workspace; "
        "build_dossier(Workspace(Path.cwd()), 'small', Choice(('probe',), (), ('docx',))); "
        "print(sorted({'reportlab', 'pikepdf', 'email.message', 'importlib.metadata'} & set(sys.modules)))"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=surroundings, capture_output=True, check=True)
    assert done.stdout == b"[]\n"
