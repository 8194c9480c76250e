"""What can go wrong in a template, told with its file, its line and the line itself."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable
from typing import NamedTuple

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from briefings.errors import ExitCode, Location, Problem
from briefings.names import did_you_mean, nearest

#: What nearly every syntax error comes from; Jinja tells the line where it noticed.
_UNCLOSED = "look here and above for {% … %} or {{ … }} that is not closed, or an if, for or block without its end"
_COMMENT = "{# begins a comment, which ends in #}; a name of a heading or caption is written { #name }, with spaces"
#: How Jinja reports a filter or test that does not exist, and the sandbox a name.
_UNKNOWN = re.compile(r"No (filter|test) named '([^']*)'|“([^”]*)” is not defined")
#: Names that every template is given besides those of the dossier.
_EVERYWHERE = frozenset({"language", "house", "audience"})
#: Those that the skeleton gives a section, and composing gives the wording of a note.
_IN_SECTIONS = frozenset({"section", "options"})
_IN_NOTES = frozenset({"quote"})
#: Known in some places of a template only; with how to get there.
_LOCAL_HINTS = {"loop": "“loop” is known between {% for … %} and its {% endfor %} only"}


class TemplateFault(Exception):
    """Raised by a filter or the sandbox: a rule of ours was broken."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        """Take the problem and a way out."""
        super().__init__(message)
        self.hint = hint


class KnownNames(NamedTuple):
    """The words that a template may use, by what they name."""

    filters: tuple[str, ...]
    tests: tuple[str, ...]
    values: tuple[str, ...]
    """Names of the dossier's values, such as ``parties``."""


def names_given(template: str) -> frozenset[str]:
    """Return the names that a template is given besides the dossier's values, by its name such as ``en/gaps.md.j2``."""
    if "/" not in template:
        return _EVERYWHERE
    return _EVERYWHERE | (_IN_NOTES if template.endswith("/note.md.j2") else _IN_SECTIONS)


def unknown_name_hint(name: str, known: Iterable[str], own: Iterable[str] = ()) -> str:
    """Return a way out for a name that is not defined: where it would be, the nearest one, or all that are known.

    ``own`` are names that the template itself makes in some part of it.
    """
    known = set(known)
    close = nearest(name, known | set(own))
    return _LOCAL_HINTS.get(name) or did_you_mean(name, {close} if close else known)


Sources = Callable[[str], tuple[str, str] | None]
"""Gives the path to show and the text of a template by its name, or ``None``."""


def template_problem(error: Exception, name: str, sources: Sources, known: KnownNames) -> Problem:
    """Return the problem behind an exception met while compiling or rendering the template called ``name``.

    The text of a Python exception is never passed on: it could hold an object's address.
    """
    place = (error.name or name, error.lineno) if isinstance(error, TemplateSyntaxError) else None
    name, line = place or _innermost(error, name, sources)
    found = sources(name)
    file, text = found if found else (name, "")
    message, hint = _words(error)
    if unknown := _UNKNOWN.search(message):
        hint = _hint(unknown, name, known)
    message = message.rstrip(".")
    lines = text.split("\n")
    if line is not None and 0 < line <= len(lines) and lines[line - 1].strip():
        message = f"{message}: {lines[line - 1].strip()[:120]}"
    return Problem(ExitCode.TEMPLATE, message, Location(file, line), hint)


def _hint(unknown: re.Match[str], template: str, known: KnownNames) -> str:
    kind, word, value = unknown.groups()
    if kind:
        return did_you_mean(word, known.filters if kind == "filter" else known.tests, f"{kind}s")
    return unknown_name_hint(value, {*known.values, *names_given(template)})


def _innermost(error: Exception, name: str, sources: Sources) -> tuple[str, int | None]:
    """Return the template and line the exception left from: Jinja puts template lines into the traceback."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.name in ("root", "template", "top-level template code") or frame.name.startswith(("block ", "macro")):
            for known in (frame.filename, name):
                if sources(known):
                    return known, frame.lineno
    return name, None


def _words(error: Exception) -> tuple[str, str | None]:
    if isinstance(error, TemplateFault):
        return str(error), error.hint
    if isinstance(error, TemplateNotFound):
        return f"there is no template “{error.name}”", "see `briefing template list` and the sections in templates/en"
    if isinstance(error, SecurityError):
        return "this is not allowed in a template", "templates print values and cannot reach into Python"
    if isinstance(error, TemplateSyntaxError):
        message = _cleaned(str(error.message or "template error"))
        return message, _COMMENT if "comment tag" in message else _UNCLOSED
    if isinstance(error, UndefinedError | TemplateError):
        message, _, hint = str(error.message or "template error").partition(" | ")
        return _cleaned(message), hint or None
    if isinstance(error, RecursionError):
        return "the template calls itself without end, or is nested too deep", "take the circle out"
    return "this expression cannot be evaluated", "check what it is given: text, a number, a list or nothing"


def _cleaned(message: str) -> str:
    return re.sub(r"<[^>]* at 0x[0-9a-f]+>", "value", message)
