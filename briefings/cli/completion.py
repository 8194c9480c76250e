"""Completion in the shell: what stands for a dossier, an audience, a language, a format or a schema on the line so far.

A completer runs at every press of the key: it loads no more than its answer needs, and where it finds none (no
workspace, a record that cannot be read) it proposes nothing and says nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ZshComplete, add_completion_class

from briefings.cli.options import Settings
from briefings.workspace import Workspace

#: The environment variable by which a shell asks for completions.
VARIABLE = "_BRIEFING_COMPLETE"
SHELLS = ("bash", "zsh", "fish")

Words = Callable[[click.Context], Iterable[str]]
"""What could stand in a place, given the line before it."""
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
"""What click asks: the line so far, the argument or option, and the word begun."""


def one_of(words: Words) -> Completer:
    """Return a completer for one word; words that the argument has already are not proposed again."""

    def complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        return [CompletionItem(word) for word in _open(words, ctx, parameter, ()) if word.startswith(begun)]

    return _silent(complete)


def several_of(words: Words) -> Completer:
    """Return a completer for an option that repeats and takes comma lists: the last word of the list is completed."""

    def complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        before, comma, last = begun.rpartition(",")
        found = _open(words, ctx, parameter, before.split(","))
        return [CompletionItem(before + comma + word) for word in found if word.startswith(last)]

    return _silent(complete)


def _open(words: Words, ctx: click.Context, parameter: click.Parameter, listed: Iterable[str]) -> list[str]:
    """Return the words that are not given yet, neither in this list nor earlier on the line."""
    earlier = ctx.params.get(parameter.name or "")
    given = {*listed, *(earlier if isinstance(earlier, tuple) else ())}
    return [word for word in words(ctx) if word not in given]


def _silent(completer: Completer) -> Completer:
    @wraps(completer)
    def complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        try:
            return completer(ctx, parameter, begun)
        except Exception:
            # A traceback in the middle of somebody's line helps nobody; the command itself will say what is wrong.
            return []

    return complete


def _workspace(ctx: click.Context) -> Workspace:
    settings = ctx.find_object(Settings) or Settings()
    if settings.workspace is not None:
        # The shell has not expanded a line that is still being typed.
        settings.workspace = Path(os.path.expandvars(settings.workspace.expanduser()))
    return settings.find_workspace()


def version(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Propose what a version of a dossier may be: dossiers that begin so, and whatever files the shell knows."""
    return [*one_of(dossiers)(ctx, parameter, begun), CompletionItem(begun, type="file")]


def dossiers(ctx: click.Context) -> Iterable[str]:
    """Return the ids of the dossiers of the workspace."""
    return _workspace(ctx).dossier_ids()


def audiences(ctx: click.Context) -> Iterable[str]:
    """Return the names of the audiences, of the workspace and of the package."""
    from briefings.templates.audience import audience_names
    from briefings.templates.library import Library

    return audience_names(Library(_workspace(ctx).template_folders))


def languages(ctx: click.Context) -> Iterable[str]:
    """Return the languages of the dossier that the line names; all of the package where it names none."""
    from briefings.readers.accord_yaml import LANGUAGES

    # Click reads no arguments once an option lacks its value, as the last one does here: they are left over then.
    name = ctx.params.get("dossier") or next(iter(ctx.args), None)
    if name is None:
        return LANGUAGES
    from briefings.dossiers import load_accord

    workspace = _workspace(ctx)
    accord, _, _ = load_accord(workspace, workspace.dossier(name))
    return accord.languages if accord else LANGUAGES


def facts(ctx: click.Context) -> Iterable[str]:
    """Return the ids of the facts of the dossier that the line names, those that wait for a review first."""
    from briefings.dossiers import load_accord
    from briefings.vocabulary.codes import ReviewState

    name = ctx.params.get("dossier") or next(iter(ctx.args), None)
    if name is None:
        return ()
    workspace = _workspace(ctx)
    accord, _, _ = load_accord(workspace, workspace.dossier(name))
    found = list(accord.facts()) if accord else []
    found.sort(key=lambda fact: fact.review.state is not ReviewState.UNREVIEWED)
    return [fact.id for fact in found if fact.id]


def formats(_ctx: click.Context) -> Iterable[str]:
    """Return the names of the formats."""
    from briefings.build.writing import FORMATS

    return FORMATS


class _Bash(BashComplete):
    """Bash cuts ``--option=word`` into three words; the sign between them is none."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, begun = super().get_completion_args()
        signs = {at for at, word in enumerate(args) if at and word == "=" and args[at - 1].startswith("--")}
        return [word for at, word in enumerate(args) if at not in signs], begun


class _Zsh(ZshComplete):
    """Zsh replaces the whole word, so one after ``--option=`` needs the option before it."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        return _behind_option(super().get_completions(args, incomplete), incomplete)


class _Fish(FishComplete):
    """Fish replaces the whole word too; and its script must not cut a proposal at a comma."""

    source_template = FishComplete.source_template.replace(
        'string split "," $completion', 'string split -m 1 "," $completion'
    )

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        return _behind_option(super().get_completions(args, incomplete), incomplete)


def _behind_option(items: list[CompletionItem], begun: str) -> list[CompletionItem]:
    option, equals, _ = begun.partition("=")
    if not equals or not option.startswith("--"):
        return items
    return [CompletionItem(f"{option}={item.value}", item.type, item.help) for item in items]


add_completion_class(_Bash)
add_completion_class(_Zsh)
add_completion_class(_Fish)
