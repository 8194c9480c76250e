"""The lines of an edited record: those that the edit did not touch as somebody typed them, new parts set apart."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from briefings.readers.yaml_text import Mapping, Node, Scalar, Sequence, read_yaml


def set_apart(text: str, keys: Iterable[str]) -> str:
    """Return a record whose new parts stand behind an empty line, and above the comment of the part that follows.

    A comment above a key belongs to the library to the part before it, so that a new part would come between the two.
    """
    lines = text.splitlines(keepends=True)
    names = set(keys)
    at = 0
    while at < len(lines):
        if lines[at].partition(":")[0] not in names:
            at += 1
            continue
        lead = at
        while lead and (lines[lead - 1].isspace() or lines[lead - 1].startswith("#")):
            lead -= 1
        moved = lines[lead:at]
        del lines[lead:at]
        end = next((row for row in range(lead + 1, len(lines)) if lines[row][0] not in " #\n"), len(lines))
        if lead:
            lines.insert(lead, "\n")
            end += 1
        lines[end:end] = moved
        # Should another new part follow, it takes what was moved on from here.
        at = end + len(moved) if end + len(moved) < len(lines) else len(lines)
    return "".join(lines)


def as_typed(typed: str, before: str, after: str) -> str:
    """Return the edited text with every line that the edit did not touch as it was typed.

    Where that would not read as the edited text does, the edited text as it is.
    """
    lines = [text.splitlines(keepends=True) for text in (typed, before, after)]
    typed_lines, before_lines, after_lines = lines
    back = _blocks(before_lines, typed_lines)
    found: list[str] = []
    for tag, low, high, first, last in difflib.SequenceMatcher(None, before_lines, after_lines, False).get_opcodes():
        if tag == "equal":
            found += _block_lines(back, low, high, before_lines, typed_lines)
        else:
            found += after_lines[first:last]
    text = "".join(found)
    return text if _same_words(text, after) else after


def _blocks(before: list[str], typed: list[str]) -> list[tuple[int, int, int, int]]:
    """Return which lines of the first are which of the second, block by block, in order."""
    matcher = difflib.SequenceMatcher(None, before, typed, False)
    return [(low, high, first, last) for _, low, high, first, last in matcher.get_opcodes()]


def _block_lines(
    back: list[tuple[int, int, int, int]], low: int, high: int, before: list[str], typed: list[str]
) -> Iterator[str]:
    """Yield the lines for ``before[low:high]`` as typed; of a block that is cut, as the library wrote them."""
    for start, end, first, last in back:
        if (end <= low and not (start == end == low)) or start >= high:
            continue
        if low <= start and end <= high:
            yield from typed[first:last]
        elif end - start == last - first:
            yield from typed[first + max(low, start) - start : first + min(high, end) - start]
        else:
            yield from before[max(low, start) : min(high, end)]


def _same_words(one: str, other: str) -> bool:
    nodes = []
    for text in (one, other):
        node, problems = read_yaml(text.encode("utf-8"), "")
        if node is None or problems:
            return False
        nodes.append(_bare(node))
    return bool(nodes[0] == nodes[1])


def _bare(node: Node) -> Any:
    """Return what a node says, without where it stands."""
    match node:
        case Scalar():
            return " ".join(node.text.split())
        case Sequence():
            return [_bare(item) for item in node.items]
        case Mapping():
            return {key: _bare(value) for key, (_, value) in node.entries.items()}
