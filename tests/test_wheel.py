"""The wheel holds all it needs: in an empty folder, from nothing but its files, the example dossier is built."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
PARTS = ("briefings", "templates", "sources", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an unpacked wheel, built from a copy so that the checkout stays clean."""
    if importlib.util.find_spec("setuptools") is None or importlib.util.find_spec("pip") is None:
        pytest.skip("pip and setuptools are not installed here, so no wheel can be built without a network")
    root = tmp_path_factory.mktemp("wheel")
    (root / "copy").mkdir()
    for part in PARTS:
        copy = shutil.copytree if (TOP / part).is_dir() else shutil.copyfile
        copy(TOP / part, root / "copy" / part)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(root), "."]
    made = subprocess.run(command, cwd=root / "copy", capture_output=True, text=True)
    if "invalid command 'bdist_wheel'" in made.stderr:
        pytest.skip("this environment's setuptools is too old to build a wheel")
    assert made.returncode == 0, made.stderr
    (wheel,) = root.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(root / "unpacked")
    return root / "unpacked"


def _run(unpacked: Path, folder: Path, *words: str) -> str:
    surroundings = {**os.environ, "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-P", "-m", "briefings", *words]
    made = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_a_workspace_made_from_the_wheel_builds_the_example(unpacked: Path, tmp_path: Path) -> None:
    """``briefing init demo && cd demo && briefing build rwanda-2024`` gives the twenty files."""
    _run(unpacked, tmp_path, "init", "demo")
    assert _run(unpacked, tmp_path / "demo", "build", "rwanda-2024") == "output/rwanda-2024: 20 files\n"
    assert len(list((tmp_path / "demo" / "output" / "rwanda-2024").iterdir())) == 21


def test_the_wheel_ships_every_template_and_source(unpacked: Path) -> None:
    """What the repository has under templates/ and sources/rwanda-2024 is in the wheel, byte for byte."""
    wanted = [path for name in ("templates", "sources") for path in (TOP / name).rglob("*") if path.is_file()]
    wanted = [path for path in wanted if path.suffix in (".j2", ".yaml", ".md", ".json")]
    shipped = unpacked / "briefings" / "bundled"
    assert [path for path in wanted if (shipped / path.relative_to(TOP)).read_bytes() != path.read_bytes()] == []
