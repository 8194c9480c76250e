"""The options that choose among the briefs of a dossier, the same for every command that builds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from briefings.cli import completion
from briefings.cli.options import split_commas

Function = TypeVar("Function", bound=Callable[..., Any])

_CHOICES = (
    ("-a", "--audience", "audiences", completion.audiences, "Audience; repeats, or a,b."),
    ("-l", "--language", "languages", completion.languages, "Language, en or fr; repeats."),
    ("-f", "--format", "formats", completion.formats, "docx, pdf or md; repeats."),
)


def choice_options(function: Function) -> Function:
    """Add ``--audience``, ``--language`` and ``--format`` to a command; each gives a tuple, empty for all."""
    for letter, name, parameter, words, help_text in reversed(_CHOICES):
        option = click.option(
            letter,
            name,
            parameter,
            multiple=True,
            callback=split_commas,
            shell_complete=completion.several_of(words),
            help=help_text,
        )
        function = option(function)
    return function
