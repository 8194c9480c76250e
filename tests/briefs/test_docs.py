"""What the documents and the packaging say is what the code is."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

from briefings.build.writing import FORMATS
from briefings.cli.commands import COMMANDS
from briefings.document import FigureKind, Role, Sign
from briefings.errors import ExitCode
from tests.briefs.desks import REPOSITORY
from tests.briefs.test_cli import _TEMPLATE_COMMANDS

_README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
_SETUP = configparser.ConfigParser()
_SETUP.read(REPOSITORY / "setup.cfg", encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    """Each command has an example or a place in the list."""
    assert re.search(rf"briefing {name}\b|`{name}[` ]", _README)


@pytest.mark.parametrize("name", _TEMPLATE_COMMANDS)
def test_every_template_command_is_in_the_readme(name: str) -> None:
    """The commands below ``template`` are named together."""
    assert re.search(rf"template {name}\b|`template [^`]*\b{name}\b[^`]*`", _README)


def test_the_exit_codes_of_the_readme_are_those_of_the_code() -> None:
    """Every code has one row, in order, with words."""
    rows = re.findall(r"^\| (\d+) \| (\S.*?) \|$", _README, re.MULTILINE)
    assert [int(number) for number, _ in rows] == [int(code) for code in ExitCode]


def test_formats_and_divisions_are_in_the_readme() -> None:
    """Every format and every division an author may write is named."""
    assert [role.value for role in Role if f"`{role.value}`" not in _README and f".{role.value}" not in _README] == []
    assert [kind.value for kind in FigureKind if f"`{kind.value}`" not in _README] == []
    assert [sign.value for sign in Sign if f"{{.{sign.value}}}" not in _README] == []
    assert [name for name in FORMATS if not re.search(rf"\b{name}\b", _README)] == []


def test_setup_lists_every_package() -> None:
    """A folder with an ``__init__.py`` that is not listed would be missing from the wheel."""
    folders = {path.parent.relative_to(REPOSITORY) for path in (REPOSITORY / "briefings").rglob("__init__.py")}
    listed = set(_SETUP["options"]["packages"].split())
    mapped = {"briefings.bundled.sources", "briefings.bundled.templates"}
    assert listed == {".".join(folder.parts) for folder in folders} | mapped


def test_every_file_beside_the_code_ships() -> None:
    """Templates, sources, fonts, tables and skins match a pattern of ``package_data``."""
    patterns = {name: value.split() for name, value in _SETUP["options.package_data"].items()}
    folders = {
        "briefings.bundled.templates": REPOSITORY / "templates",
        "briefings.bundled.sources": REPOSITORY / "sources",
    }
    for name in _SETUP["options"]["packages"].split():
        folders.setdefault(name, REPOSITORY.joinpath(*name.split(".")))
    missing = []
    for name, folder in folders.items():
        inner = {other for other in folders.values() if other != folder and other.is_relative_to(folder)}
        for path in folder.rglob("*"):
            if path.is_file() and _is_material(path) and not any(path.is_relative_to(other) for other in inner):
                relative = path.relative_to(folder)
                if not any(_matches(relative, pattern) for pattern in patterns.get(name, [])):
                    missing.append(path.relative_to(REPOSITORY).as_posix())
    assert missing == []


def _is_material(path: Path) -> bool:
    return path.suffix not in (".py", ".pyc") and not any(part.startswith((".", "__")) for part in path.parts[1:])


def _matches(path: Path, pattern: str) -> bool:
    return len(path.parts) == len(Path(pattern).parts) and path.match(pattern)


def test_every_file_the_readme_names_is_there() -> None:
    """Links of the README lead somewhere."""
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", _README)
    assert [target for target in targets if not (REPOSITORY / target).exists()] == []
