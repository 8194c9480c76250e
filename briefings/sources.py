"""Stage 1: the canonical text of a source, and the one way to find a quotation in it.

The text of a text file is never normalised: it is the file's own, code point for code point (a byte-order mark dropped,
CR LF read as LF). That of a page, a Word file or a PDF is derived from it by a reader. Offsets are code points in the
canonical text. Typographic folding happens beside it, with a map back to the original.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from msgspec import Struct

from briefings.folding import DASHES, INVISIBLE, Folded, fold

_WORD = re.compile(r"\w")
_PARAGRAPH = re.compile(r"(?:[^\n]+(?:\n(?!\s*\n)|$)?)+")

#: What begins the name of an input that is no file: the text derived from one, and the reader of an ending.
TEXT_OF, READER_OF = "text:", "reader:"


class Match(Enum):
    """How a quotation stands in its source."""

    EXACT = "exact"
    NORMALIZED = "normalized"
    """Equal after typographic folding only."""


class Span(Struct, frozen=True):
    """A stretch of a source: ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int
    end: int
    match: Match = Match.EXACT


class Paragraph(Struct, frozen=True):
    """A paragraph of a source, numbered from 1; headings and front matter have no number."""

    number: int | None
    start: int
    end: int


class SegmentKind(Enum):
    """What part of a source a stretch of its text is."""

    HEADLINE = "headline"
    """The title, or a heading further down."""
    LEAD = "lead"
    """The first paragraph."""
    BODY = "body"
    CAPTION = "caption"
    """Of a picture or a table."""
    TABLE = "table"
    """A whole table, one line for each row."""
    LIST = "list"
    """One item of a list."""
    NOTE = "note"
    """A footnote or an endnote of a Word file."""
    MARKUP = "markup"
    """Front matter, a comment or a rule of a Markdown file, which no reader of it sees."""


class Segment(Struct, frozen=True, array_like=True):
    """A stretch of a source by its part in it: ``start`` inclusive, ``end`` exclusive, in code points.

    Each character of a line that is not blank lies in exactly one segment of its source.
    """

    kind: SegmentKind
    start: int
    end: int


class Page(Struct, frozen=True, array_like=True):
    """A page of a paged source, numbered from 1 as it lies in the file; empty where it holds no text.

    Pages are half-open and follow one another without a gap.
    """

    number: int
    start: int
    end: int


class Derivation(Struct, frozen=True):
    """What a derived text follows from."""

    sha256: str
    """Hexadecimal SHA-256 of the file's bytes."""
    reader: str
    """The reader and the libraries at work, with their versions."""
    carried: str
    """SHA-256 of the text with its segments and pages, as it travels inside a PDF."""


class SourceText(Struct, frozen=True, dict=True):
    """One source as read: its canonical text and what follows from it."""

    id: str
    """The dossier's id for it, such as ``S1``."""
    file: str
    """Path relative to the workspace."""
    text: str
    segments: tuple[Segment, ...] = ()
    """In order."""
    pages: tuple[Page, ...] = ()
    """In order; empty where the source has none."""
    derivation: Derivation | None = None
    """``None`` where the text is the file's own."""
    remarks: tuple[str, ...] = ()
    """What the desk should know of the reading, such as hidden text that was left out."""

    @property
    def inputs(self) -> dict[str, str]:
        """Return what a brief that rests on this source was made from: SHA-256 by path, and the reader at work.

        A derived text has three: the file's bytes, the reader, and the text that came of them.
        """
        if self.derivation is None:
            return {self.file: self.sha256}
        suffix = self.file.rpartition(".")[2].lower()
        return {
            self.file: self.derivation.sha256,
            f"{TEXT_OF}{self.file}": self.derivation.carried,
            f"{READER_OF}{suffix}": self.derivation.reader,
        }

    @cached_property
    def sha256(self) -> str:
        """Return the hexadecimal SHA-256 of the canonical text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def folded(self) -> Folded:
        """Return the text after typographic folding."""
        return fold(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs in order; a Markdown heading (``#``) or comment is one without a number.

        So is a headline of a derived text, which has no signs.
        """
        found: list[Paragraph] = []
        number = 0
        headlines = {segment.start for segment in self.segments if segment.kind is SegmentKind.HEADLINE}
        for match in _PARAGRAPH.finditer(self.text):
            bare = match.group().strip()
            if not bare:
                continue
            if self.derivation is None:
                counted = not bare.startswith(("#", "<!--", "---"))
            else:
                counted = match.start() not in headlines
            number += counted
            found.append(Paragraph(number if counted else None, match.start(), match.end()))
        return tuple(found)

    @cached_property
    def _starts(self) -> dict[int, tuple[int, ...]]:
        """Where sentences begin, by the start of their paragraph; filled as paragraphs are asked for."""
        return {}

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph an offset lies in, or ``None`` between paragraphs."""
        at = bisect_right(self._paragraph_starts, offset) - 1
        return self.paragraphs[at] if at >= 0 and offset < self.paragraphs[at].end else None

    def find(self, exact: str, prefix: str = "", suffix: str = "") -> tuple[Span, ...]:
        """Return every place where the quotation stands on word boundaries, exact matches before folded ones.

        ``prefix`` and ``suffix`` choose among occurrences: the text right before and after must equal them, folded.
        An empty tuple means that the quotation is not in the source: no distance of edits is ever allowed.
        """
        found = self._find_exact(exact)
        starts = {span.start for span in found}
        found += [span for span in self._find_folded(exact) if span.start not in starts]
        return tuple(span for span in found if self._stands_between(span, prefix, suffix))

    def _find_exact(self, exact: str) -> list[Span]:
        starts = _occurrences(self.text, exact)
        spans = (Span(start, start + len(exact)) for start in starts)
        return [span for span in spans if _on_boundaries(self.text, span.start, span.end)]

    def _find_folded(self, exact: str) -> list[Span]:
        needle = fold(exact).text.strip()
        found = []
        for start in _occurrences(self.folded.text, needle):
            origins = self.folded.origins
            span = Span(origins[start], origins[start + len(needle) - 1] + 1, Match.NORMALIZED)
            if _on_boundaries(self.text, span.start, span.end):
                found.append(span)
        return found

    def _stands_between(self, span: Span, prefix: str, suffix: str) -> bool:
        # Runs of white space and soft hyphens fold away, so more is looked at than the words are long.
        near = 200 + 4 * max(len(prefix), len(suffix))
        before = fold(self.text[max(0, span.start - near) : span.start]).text if prefix else ""
        after = fold(self.text[span.end : span.end + near]).text if suffix else ""
        return before.rstrip().endswith(fold(prefix).text.strip()) and after.lstrip().startswith(
            fold(suffix).text.strip()
        )

    def place(self, start: int) -> int | None:
        """Return the number of the paragraph an offset lies in, or ``None`` in a heading or between paragraphs."""
        paragraph = self.paragraph_at(start)
        return paragraph.number if paragraph else None

    def page(self, start: int) -> int | None:
        """Return the number of the page an offset lies on, or ``None`` where the source has no pages."""
        return next((page.number for page in self.pages if page.start <= start < page.end), None)

    def segment(self, start: int) -> Segment | None:
        """Return the segment an offset lies in, or ``None`` on a blank line."""
        at = bisect_right(self.segments, start, key=lambda segment: segment.start) - 1
        return self.segments[at] if at >= 0 and start < self.segments[at].end else None

    def line(self, start: int) -> int:
        """Return the line, from 1, an offset lies in."""
        return self.text.count("\n", 0, start) + 1

    def described(self, start: int) -> str:
        """Return where an offset lies, in words: file and line, or page or paragraph where the file has no lines."""
        if self.derivation is None:
            return f"{self.file}:{self.line(start)}"
        if (page := self.page(start)) is not None:
            return f"{self.file}, page {page}"
        paragraph = self.place(start)
        return f"{self.file}, " + ("in a heading" if paragraph is None else f"paragraph {paragraph}")

    def sentence(self, span: Span) -> str:
        """Return the whole sentence or sentences a span touches, inside its paragraph.

        In a table it is the rows touched, under the first row, which says what the columns are.
        """
        if (segment := self.segment(span.start)) and segment.kind is SegmentKind.TABLE:
            return self._rows(segment, span)
        paragraph = self.paragraph_at(span.start)
        low, high = (paragraph.start, paragraph.end) if paragraph else (0, len(self.text))
        starts = self._starts.get(low)
        if starts is None:
            starts = self._starts[low] = (low, *_sentence_starts(self.text, low, high))
        start = starts[max(bisect_right(starts, span.start) - 1, 0)]
        at = bisect_left(starts, span.end)
        end = starts[at] if at < len(starts) else high
        return self.text[start:end].strip()

    def _rows(self, table: Segment, span: Span) -> str:
        start = max(table.start, self.text.rfind("\n", 0, span.start) + 1)
        end = self.text.find("\n", span.end)
        rows = self.text[start : end if end >= 0 else len(self.text)]
        head = self.text[table.start : table.end].partition("\n")[0]
        return rows if start == table.start else f"{head}\n{rows}"


#: A sentence ends with . ! ? … and closing marks, before white space and a capital, a digit or an opening quote.
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s?[»”]|[\"')\]])*\s+(?=[«“\"(\[]?\s?[A-ZÀ-ÖØ-Þ0-9])")
#: Initials, titles and references whose full stop ends no sentence.
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|MM|M[rs]s?|Dr|Prof|Gen|Gén|Col|Lt|Maj|Capt|Adm|St|Nos?|[Aa]rts?|cf|pp?)\.\s+\Z")


def _sentence_starts(text: str, low: int, high: int) -> Iterator[int]:
    """Yield where sentences begin, the first left out; none begins inside « », “ ” or straight double quotes.

    Words that introduce a quotation so stay in one sentence with all that is quoted.
    """
    passed, guillemets, curly, straight = low, 0, 0, 0
    for match in _SENTENCE_END.finditer(text, low, high):
        piece, passed = text[passed : match.end()], match.end()
        guillemets += piece.count("«") - piece.count("»")
        curly += piece.count("“") - piece.count("”")
        straight += piece.count('"')
        within = guillemets > 0 or curly > 0 or straight % 2 == 1
        if not within and not _ABBREVIATION.search(text, max(low, passed - 12), passed):
            yield passed


def _occurrences(text: str, needle: str) -> list[int]:
    found, start = [], text.find(needle) if needle else -1
    while start >= 0:
        found.append(start)
        start = text.find(needle, start + 1)
    return found


#: A block of signatures whose lines a database ran together: “Jeanne MartinLe Ministre”.
_RUN_ON = re.compile(r"(?:Le|La|Les|The|Pour|For)\s[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]")


def _on_boundaries(text: str, start: int, end: int) -> bool:
    return not _inside_word(text, start) and not _inside_word(text, end)


def _inside_word(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return False
    if text[at - 1].islower() and _RUN_ON.match(text, at):
        return False
    # A soft hyphen or a zero-width character inside a word leaves it one word.
    left, right = text[max(0, at - 8) : at].rstrip(INVISIBLE), text[at : at + 8].lstrip(INVISIBLE)
    if left and right and _letter(left[-1]) and _letter(right[0]):
        return True
    before, after = text[at - 1], text[at]
    # "Guinée" must not be taken from "Guinée-Bissau": a hyphen between letters is inside a word.
    following = text[at + 1] if at + 1 < len(text) else " "
    preceding = text[at - 2] if at >= 2 else " "
    forward = after in DASHES[:3] and _WORD.match(before) and _WORD.match(following)
    backward = before in DASHES[:3] and _WORD.match(after) and _WORD.match(preceding)
    return bool(forward or backward)


def _letter(character: str) -> bool:
    return _WORD.match(character) is not None or unicodedata.combining(character) != 0
