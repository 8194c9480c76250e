"""YAML read as text with positions. Types come from the schema of the reader above, never from how a scalar looks.

The parser's events are taken one at a time, so that depth, size and repeated keys are checked before anything is built,
and ``NO`` stays the two letters that somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from briefings.errors import ExitCode, Location, Problem
from briefings.readers.characters import REFUSED, decode, described

MAX_BYTES = 5_000_000
MAX_DEPTH = 50
MAX_NODES = 200_000
#: libyaml scans a line of nested brackets in quadratic time; ours are never near this many.
MAX_OPEN_BRACKETS = 1_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The parser at work and its version.
PARSER = f"{_LOADER.__name__} {yaml.__version__}"


class Scalar(Struct, frozen=True):
    """Characters as typed, after YAML's own folding and escapes."""

    text: str
    at: Location
    plain: bool
    """Whether it stood without quotation marks."""


class Sequence(Struct, frozen=True):
    """A list of nodes."""

    items: tuple[Node, ...]
    at: Location


class Mapping(Struct, frozen=True):
    """Keys in the order written; no key stands twice."""

    entries: dict[str, tuple[Scalar, Node]]
    at: Location


Node: TypeAlias = Scalar | Sequence | Mapping


class _Refused(Exception):
    """Stops the reading; holds the problem met."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(data: bytes, file: str, code: ExitCode = ExitCode.DOSSIER) -> tuple[Node | None, list[Problem]]:
    """Return the one document of a YAML file, and what is wrong with it; ``None`` when nothing could be read.

    Aliases, tags and several documents are refused; so is any key given twice, with both lines named.
    """
    if len(data) > MAX_BYTES:
        problem = Problem(code, f"file has {len(data)} bytes, more than {MAX_BYTES}", Location(file))
        return None, [problem]
    text, problems = decode(data, file, code)
    if problems:
        return None, problems
    reading = _Reading(file, code)
    try:
        root = reading.document(text)
    except _Refused as refused:
        return None, [*reading.problems, refused.problem]
    except yaml.YAMLError as error:
        return None, [*reading.problems, _syntax_problem(error, text, file, code)]
    return root, reading.problems


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, file: str, code: ExitCode) -> None:
        self.file = file
        self.code = code
        self.problems: list[Problem] = []
        self.nodes = 0

    def document(self, text: str) -> Node | None:
        if max(text.count("["), text.count("{")) > MAX_OPEN_BRACKETS:
            raise self.refuse(
                "too many [ or {", None, hint=f"write lists with dashes; at most {MAX_OPEN_BRACKETS} brackets"
            )
        # Both parsers give ``None`` behind the last event.
        events = iter(_LOADER(text).get_event, None)
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise self.refuse(
                    "a second document starts here", event, hint="keep one document in a file; drop the ---"
                )
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 0)
        return root

    def refuse(self, message: str, event: Any, hint: str | None = None) -> _Refused:
        return _Refused(Problem(self.code, message, self.place(event), hint))

    def place(self, event: Any) -> Location:
        mark = getattr(event, "start_mark", None)
        return Location(self.file, mark.line + 1, mark.column + 1) if mark else Location(self.file)

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise self.refuse(f"nested more than {MAX_DEPTH} deep", event)
        if self.nodes > MAX_NODES:
            raise self.refuse(f"more than {MAX_NODES} values", event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.refuse(
                "anchors (&) and aliases (*) are not allowed", event, hint="write the value out, or quote it"
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.refuse(f"tag {event.tag} is not allowed", event, hint="drop it; the schema knows the type")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self.node(item, events, depth + 1))
            return Sequence(tuple(items), self.place(event))
        return self.mapping(event, events, depth)

    def scalar(self, event: Any) -> Scalar:
        if bad := REFUSED.search(event.value):
            raise self.refuse(f"character {described(bad.group())} is not allowed", event, hint="delete the escape")
        return Scalar(event.value, self.place(event), not event.style)

    def mapping(self, event: Any, events: Iterator[Any], depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(key_event := next(events), yaml.MappingEndEvent):
            key = self.node(key_event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                raise self.refuse("a key must be a word", key_event)
            if key.text in entries:
                self.repeated(key, entries[key.text][0])
                continue
            entries[key.text] = (key, value)
        return Mapping(entries, self.place(event))

    def repeated(self, key: Scalar, first: Scalar) -> None:
        message = f"key “{key.text}” is given twice; the first is on line {first.at.line}"
        self.problems.append(Problem(self.code, message, key.at, hint="keep one of the two"))


def _syntax_problem(error: yaml.YAMLError, text: str, file: str, code: ExitCode) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or "not YAML"
    if mark is None:
        return Problem(code, f"not YAML: {what}", Location(file))
    lines = text.split("\n")
    line = lines[mark.line].strip() if mark.line < len(lines) else ""
    shown = f": {line[:120]}" if line else ""
    hint = "indent with spaces, and put text that holds “: ” or “ #” in quotation marks"
    return Problem(code, f"not YAML ({what}){shown}", Location(file, mark.line + 1, mark.column + 1), hint=hint)
