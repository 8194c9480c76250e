"""The canonical text of a source that is no text file: blocks in a row, with a blank line between them.

A reader hands on blocks in the order of the source; here they become one text with its segments and pages.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.characters import REFUSED, described
from briefings.sources import Page, Segment, SegmentKind

#: Counts up when a reader of this package begins to read the same file otherwise.
EDITION = 1
#: Longest canonical text, in characters.
MAX_TEXT = 10_000_000
FORMAT = 1
_MOST_TOLD = 10


class CanonicalText(Struct, frozen=True, omit_defaults=True):
    """A text as a reader derived it from a file; written as JSON, it can be kept and carried."""

    text: str
    segments: tuple[Segment, ...] = ()
    pages: tuple[Page, ...] = ()
    remarks: tuple[str, ...] = ()
    format: int = 0


def write_canonical(canonical: CanonicalText) -> bytes:
    """Return a derived text as JSON, one way of writing for one content."""
    written = msgspec.structs.replace(canonical, format=FORMAT)
    return msgspec.json.format(msgspec.json.encode(written), indent=1) + b"\n"


def read_canonical(data: bytes) -> CanonicalText | None:
    """Return what was written, or ``None`` for anything else: each segment and page must lie in the text, in order."""
    try:
        found = msgspec.json.decode(data, type=CanonicalText)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None
    sound = found.format == FORMAT and _in_order(found.segments, found.text) and _in_order(found.pages, found.text)
    return found if sound and not REFUSED.search(found.text) else None


def _in_order(stretches: tuple[Segment, ...] | tuple[Page, ...], text: str) -> bool:
    reached = 0
    for stretch in stretches:
        if not reached <= stretch.start <= stretch.end <= len(text):
            return False
        reached = stretch.end
    return True


class TextBuilder:
    """Joins blocks to a canonical text."""

    def __init__(self, file: str) -> None:
        """Take the path to show in messages."""
        self.file = file
        self.remarks: list[str] = []
        self.length = 0
        """Characters so far."""
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._pages: list[tuple[int, int]] = []
        self._problems: list[Problem] = []

    def add(self, kind: SegmentKind, words: str, place: str = "", line: int | None = None) -> int | None:
        """Add a block and return where it begins, or ``None`` for one without words.

        Blank lines in it go, as does white space at the ends of its lines. Items of a list stay together; before any
        other block there is a blank line. ``place`` says in words where a refused character stands.
        """
        lines = [stripped for each in words.split("\n") if (stripped := each.strip())]
        if not lines:
            return None
        block = "\n".join(lines)
        self._check(block, place, line)
        if self._segments:
            tight = kind is SegmentKind.LIST and self._segments[-1].kind is SegmentKind.LIST
            self._append("\n" if tight else "\n\n")
        start = self.length
        self._append(block)
        self._segments.append(Segment(kind, start, self.length))
        return start

    def begin_page(self, number: int, start: int | None = None) -> None:
        """Let a page begin at an offset; by default behind all that was added."""
        self._pages.append((number, self.length if start is None else start))

    def build(self) -> CanonicalText:
        """Return the text; its first paragraph is the lead. Raises exit 5 where characters were refused."""
        if self._problems:
            raise BriefingError(self._problems[:_MOST_TOLD])
        if unknown := sum(piece.count("\ufffd") for piece in self._pieces):
            self.remarks.append(f"characters that the file does not name, read as U+FFFD: {unknown}")
        reached = self.length
        if self._segments:
            self._append("\n")
        segments = list(self._segments)
        first = next((at for at, segment in enumerate(segments) if segment.kind is SegmentKind.BODY), None)
        if first is not None:
            segments[first] = Segment(SegmentKind.LEAD, segments[first].start, segments[first].end)
        # The line end behind the last block is of its page; pages without text behind it are empty.
        starts = [self.length if start == reached else start for _, start in self._pages]
        ends = [*starts[1:], self.length]
        pages = tuple(
            Page(number, start, end) for (number, _), start, end in zip(self._pages, starts, ends, strict=False)
        )
        return CanonicalText("".join(self._pieces), tuple(segments), pages, tuple(self.remarks))

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self.length += len(words)
        if self.length > MAX_TEXT:
            raise BriefingError(over_limit(f"the text has more than {MAX_TEXT} characters", self.file))

    def _check(self, block: str, place: str, line: int | None) -> None:
        if match := REFUSED.search(block):
            message = f"character {described(match.group())} is not allowed" + (f" ({place})" if place else "")
            hint = "delete it, or save the text as .txt without it; it cannot be printed in Word and PDF alike"
            self._problems.append(Problem(ExitCode.SOURCE, message, Location(self.file, line), hint))


def refused(message: str, file: str, hint: str | None = None, line: int | None = None) -> BriefingError:
    """Return the error for a source that cannot be read (exit 5)."""
    return BriefingError(Problem(ExitCode.SOURCE, message, Location(file, line), hint))


def over_limit(message: str, file: str, hint: str = "file the part that you quote") -> Problem:
    """Return the problem of a source that is over a limit (exit 11)."""
    return Problem(ExitCode.LIMIT, message, Location(file), hint)


def sample(words: str, most: int = 60) -> str:
    """Return the first words of a text for a remark, in quotation marks."""
    short = " ".join(words.split())
    return f"“{short if len(short) <= most else short[: most - 1] + '…'}”"
