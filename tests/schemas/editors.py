"""YAML as editors see it: nodes typed by the core schema of YAML 1.2 (§10.3.2), and one value for every key of a schema."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefings.readers.yaml_text import Mapping as MappingNode
from briefings.readers.yaml_text import Node, Scalar, Sequence, read_yaml

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def seen(text: str) -> Any:
    """Return a YAML text as plain values; of a key given twice, the first."""
    root, _ = read_yaml(text.encode(), "a.yaml")
    return None if root is None else _plain(root)


def _plain(node: Node) -> Any:
    match node:
        case Sequence():
            return [_plain(item) for item in node.items]
        case MappingNode():
            return {key: _plain(value) for key, (_, value) in node.entries.items()}
        case Scalar():
            return _typed(node.text) if node.plain else node.text


def _typed(text: str) -> Any:
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


#: A text that fits, by the words a pattern begins with; a new pattern wants a line here.
_FITS = {
    "S[1-9]": "S1",
    "[A-Za-z0-9][A-Za-z0-9._-]{0,95}": "text.pdf",
    "[A-Za-z0-9][A-Za-z0-9._-]": "source-1.txt",
    "[0-9a-f]{64}": "0" * 64,
    "https?://": "https://example.org/",
    "[a-z0-9][a-z0-9-]": "gaps",
    r"\d{4}-": "2026-11-23",
    r"(\d{1,4}": "10 pt",
    "#": "#000000",
}


def sample(schema: Mapping[str, Any], part: Mapping[str, Any] | None = None) -> Any:
    """Return a value with every key that a schema knows, below one part of it or at the top."""
    part = _resolved(schema, schema if part is None else part)
    if "enum" in part:
        return part["enum"][0]
    if "anyOf" in part:
        return sample(schema, part["anyOf"][-2] if part["anyOf"][-1] == {"type": "null"} else part["anyOf"][-1])
    kind = part["type"] if isinstance(part["type"], str) else part["type"][0]
    if kind == "object":
        return {key: sample(schema, below) for key, below in part["properties"].items()}
    if kind == "array":
        return [sample(schema, part["items"])]
    if kind == "integer":
        return part["minimum"]
    if "pattern" in part:
        return next(
            text for begins, text in _FITS.items() if part["pattern"].lstrip("^(?:").startswith(begins.lstrip("("))
        )
    return "words"


def _resolved(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in part:
        return part
    return {**_resolved(schema, schema["$defs"][part["$ref"].rsplit("/", 1)[1]]), **part}


Place = tuple[str | int, ...]


def places(value: Any, above: Place = ()) -> Iterator[Place]:
    """Yield the place of every key of a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        if isinstance(value, dict):
            yield (*above, key)
        yield from places(below, (*above, key))


def changed(value: Any, place: Place, new: Any, key: str | None = None) -> Any:
    """Return a copy with another value at a place, under another key where one is given; ``...`` takes the key out."""
    made = copy.deepcopy(value)
    parent = made
    for step in place[:-1]:
        parent = parent[step]
    old = parent.pop(place[-1])
    if new is not ...:
        parent[key or place[-1]] = old if key else new
    return made
