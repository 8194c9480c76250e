"""The house rules that a machine can hold: the direction of imports and a light start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent


def test_imports_go_one_way() -> None:
    """Every contract of setup.cfg is kept."""
    linter = pytest.importorskip("importlinter.cli", reason="import-linter is not installed")
    assert linter.lint_imports(config_filename=str(TOP / "setup.cfg"), no_cache=True) == 0


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"], ["list", "--help"]])
def test_help_loads_no_writer(words: list[str]) -> None:
    """Asking for help imports neither ReportLab nor python-docx."""
    code = (
        "import sys; sys.argv[0] = 'briefing'\n"
        "from briefings.cli import cli\n"
        "try:\n    cli.main(standalone_mode=False)\n"
        "finally:\n    print(sorted({'reportlab', 'docx'} & set(sys.modules)), file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=TOP, check=True)
    assert run.stderr.strip().endswith("[]")
