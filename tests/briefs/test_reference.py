"""The reference of the command line is complete, and every example in it can be run."""

from __future__ import annotations

import inspect
import re
import shlex

import click
import pytest

from briefings.cli import cli
from briefings.cli.reference import MEANINGS, commands, reference
from briefings.errors import ExitCode
from tests.briefs.desks import REPOSITORY

_COMMANDS = {" ".join(words): command for words, command in commands()}
_PAGE = (REPOSITORY / "docs" / "cli.md").read_text(encoding="utf-8")


def test_the_page_is_the_one_that_is_drawn() -> None:
    """Where this fails: `python -m briefings.cli.reference > docs/cli.md`."""
    assert reference() == _PAGE


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    """And an argument is named in the text in capitals, or its choices are."""
    command = _COMMANDS[name]
    assert command.help
    assert command.help[0].isupper()
    context = click.Context(command)
    unsaid = [
        option.name for option in command.get_params(context) if isinstance(option, click.Option) and not option.help
    ]
    assert unsaid == []


@pytest.mark.parametrize("name", [name for name, command in _COMMANDS.items() if not isinstance(command, click.Group)])
def test_every_command_has_examples_that_it_takes(name: str) -> None:
    """Each example line names the command, and only options and values that it knows."""
    told = inspect.cleandoc(_COMMANDS[name].help or "")
    blocks = re.findall(r"\x08\nExamples?.*:\n((?:  .+\n?)+)", told)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    assert lines
    for line in lines:
        found = re.search(rf"\b{name}\b(?P<rest>[^)\"]*)", line)
        assert found, line
        _COMMANDS[name].make_context(name, shlex.split(found["rest"]), parent=click.Context(cli))


def test_every_command_has_a_section_and_groups_have_none() -> None:
    """In the order of the alphabet."""
    sections = re.findall(r"^## (briefing .+)$", _PAGE, re.MULTILINE)
    assert sections == [name for name, command in _COMMANDS.items() if not isinstance(command, click.Group)]


def test_the_exit_codes_mean_the_same_in_the_readme() -> None:
    assert list(MEANINGS) == list(ExitCode)
    rows = dict(
        re.findall(r"^\| (\d+) \| (\S.*?) \|$", (REPOSITORY / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert rows == {str(int(code)): words for code, words in MEANINGS.items()}
