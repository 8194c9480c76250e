"""Segments of a text file: what its lines are, by the signs of plain text and of Markdown.

The text itself is not touched. Each line that is not blank comes to lie in one segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.sources import Segment, SegmentKind

#: Longest first line, in characters, that stands for a headline above a blank line.
_HEADLINE_LENGTH = 160

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DIVISION = re.compile(r" {0,3}:::+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(\d{1,9})[.)])(?:[ \t]|$)")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CAPTION = re.compile(r":[ \t]+\S")
_INDENTED = re.compile(r"(?: {2,}|\t)")
_FRONT_MATTER = "---"


def plain_segments(text: str) -> tuple[Segment, ...]:
    """Return the segments of a plain text: a short first line above a blank one, the first paragraph, the others."""
    stretches = list(_paragraphs(text))
    kinds = [SegmentKind.BODY] * len(stretches)
    first = 0
    if len(stretches) > 1 and _is_headline(text[slice(*stretches[0])]):
        kinds[0], first = SegmentKind.HEADLINE, 1
    if stretches:
        kinds[first] = SegmentKind.LEAD
    return tuple(Segment(kind, *stretch) for kind, stretch in zip(kinds, stretches, strict=True))


def _is_headline(words: str) -> bool:
    words = words.strip()
    return "\n" not in words and len(words) <= _HEADLINE_LENGTH and not words.endswith((".", ";", ","))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of lines that are not blank."""
    start = end = -1
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        if start >= 0 and line.start() == end + 1:
            end = line.end()
            continue
        if start >= 0:
            yield start, end
        start, end = line.span()
    if start >= 0:
        yield start, end


def markdown_segments(text: str) -> tuple[Segment, ...]:
    """Return the segments of a Markdown text: headings, the first paragraph, list items, tables with captions, others.

    Blocks are told as CommonMark 0.31 and pipe tables have them; what stands in a quotation or a fence is body.
    """
    return _Blocks(text).read()


class _Blocks:
    """Goes through the lines of a Markdown text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [(match.start(), match.end(), match.group()) for match in re.finditer(r"(?m)^.*$", text)]
        self.found: list[Segment] = []
        self.at = 0
        self.open: SegmentKind | None = None
        """Kind of the block that the next line may still belong to."""

    def read(self) -> tuple[Segment, ...]:
        if self.lines and self.lines[0][2].rstrip() == _FRONT_MATTER:
            closing = (at for at in range(1, len(self.lines)) if self.lines[at][2].rstrip() == _FRONT_MATTER)
            if last := next(closing, 0):
                self._take(SegmentKind.MARKUP, last)
        while self.at < len(self.lines):
            self._block(self.lines[self.at][2])
        first = next((at for at, segment in enumerate(self.found) if segment.kind is SegmentKind.BODY), None)
        if first is not None:
            body = self.found[first]
            self.found[first] = Segment(SegmentKind.LEAD, body.start, body.end)
        return tuple(self.found)

    def _block(self, line: str) -> None:
        if not line.strip():
            self.open = None if self.open is not SegmentKind.LIST else self.open
            self.at += 1
        elif line.lstrip().startswith("<!--"):
            self._take(SegmentKind.MARKUP, self._until("-->", self.at))
        elif fence := _FENCE.match(line):
            self._take(SegmentKind.BODY, self._until(fence[1], self.at + 1))
        elif _HEADING.match(line):
            self._take(SegmentKind.HEADLINE, self.at)
        elif self.open is SegmentKind.BODY and _UNDERLINE.match(line):
            self._extend(SegmentKind.HEADLINE)
        elif _RULE.match(line) or _DIVISION.match(line):
            self._take(SegmentKind.MARKUP, self.at)
        elif self._begins_item(line):
            self._take(SegmentKind.LIST, self.at, stays_open=True)
        elif self._begins_table(line):
            self._take(SegmentKind.TABLE, self._table_end())
        elif _CAPTION.match(line) and self.found and self.found[-1].kind is SegmentKind.TABLE:
            self._take(SegmentKind.CAPTION, self.at)
        else:
            self._words(line)

    def _words(self, line: str) -> None:
        """Take a line of words: it goes on with the block before it, or begins a paragraph."""
        adjoins = self.found and self.at and self.lines[self.at - 1][2].strip() != ""
        if self.open and adjoins:
            self._extend(self.open)
        elif self.open is SegmentKind.LIST and _INDENTED.match(line):
            self._take(SegmentKind.LIST, self.at, stays_open=True)
        else:
            self._take(SegmentKind.BODY, self.at, stays_open=True)

    def _begins_item(self, line: str) -> bool:
        """Return whether a line begins a list item; a number other than 1 does not interrupt a paragraph."""
        match = _ITEM.match(line)
        if match is None or (self.open is not SegmentKind.LIST and line[:4].isspace()):
            return False
        return self.open is not SegmentKind.BODY or match[1] in (None, "1")

    def _begins_table(self, line: str) -> bool:
        below = self.lines[self.at + 1][2] if self.at + 1 < len(self.lines) else ""
        return "|" in line and "-" in below and ("|" in below or ":" in below) and bool(_DELIMITERS.match(below))

    def _table_end(self) -> int:
        at = self.at
        while at + 1 < len(self.lines) and "|" in self.lines[at + 1][2]:
            at += 1
        return max(at, self.at + 1)

    def _until(self, mark: str, start: int) -> int:
        """Return the number of the line that holds a mark, or of the last one."""
        return next((at for at in range(start, len(self.lines)) if mark in self.lines[at][2]), len(self.lines) - 1)

    def _take(self, kind: SegmentKind, last: int, stays_open: bool = False) -> None:
        """Make the lines up to ``last`` a segment, without the blank ones at its end."""
        end = last
        while end > self.at and not self.lines[end][2].strip():
            end -= 1
        self.found.append(Segment(kind, self.lines[self.at][0], self.lines[end][1]))
        self.at = last + 1
        self.open = kind if stays_open else None

    def _extend(self, kind: SegmentKind) -> None:
        """Let the last segment go on to the end of this line."""
        last = self.found.pop()
        self.found.append(Segment(kind, last.start, self.lines[self.at][1]))
        self.at += 1
        self.open = None if kind is SegmentKind.HEADLINE else self.open
