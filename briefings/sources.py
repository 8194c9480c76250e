"""Stage 1: the canonical text of a source, and the one way to find a quotation in it.

The text is never normalised: it is the file's own, code point for code point (a byte-order mark dropped, CR LF read as
LF). Offsets are code points in it. Typographic folding happens beside it, with a map back to the original.
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

_WORD = re.compile(r"\w")
_PARAGRAPH = re.compile(r"(?:[^\n]+(?:\n(?!\s*\n)|$)?)+")

_APOSTROPHES = "'’‘‛ʼ´`′"
_QUOTES = '"“”„‟«»″'
_DASHES = "-‐‑‒–—―−"
#: Soft hyphen, zero-width characters, word joiner, byte-order mark: they leave no trace on paper.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FOLDING = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_INVISIBLE, ""),
    "…": "...",
}


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


class Folded(Struct, frozen=True):
    """A text after typographic folding, and where each of its characters came from."""

    text: str
    origins: tuple[int, ...]
    """For each folded character the offset of its original; one more at the end for the text's own end."""


_SPACES = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
_EVEN = str.maketrans(
    {**dict.fromkeys(_SPACES, " "), **{one: into for one, into in _FOLDING.items() if len(into) == 1}}
)
#: Stretches that fold to more or fewer characters; all between them folds one by one.
_UNEVEN = re.compile(rf"[\s{_INVISIBLE}(«»…]{{2,}}|[{_INVISIBLE}…]")


def fold(text: str) -> Folded:
    """Return the text with apostrophes, quotation marks, dashes and white space made equal; letters stay as they are.

    Runs of white space become one space. A quotation mark eats the spaces French puts inside it.
    """
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for run in _UNEVEN.finditer(text):
        pieces.append(text[at : run.start()].translate(_EVEN))
        origins.extend(range(at, run.start()))
        for piece, offset in _fold_run(text, run.start(), run.end()):
            pieces.append(piece)
            origins.append(offset)
        at = run.end()
    pieces.append(text[at:].translate(_EVEN))
    return Folded("".join(pieces), (*origins, *range(at, len(text) + 1)))


def _fold_run(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the characters of an uneven stretch folded, each with where it came from."""
    folded: list[tuple[str, int]] = []
    eats = False
    for offset in range(start, end):
        character = text[offset]
        into = " " if character.isspace() else _FOLDING.get(character, character)
        if into == " " and folded and (eats or folded[-1][0] in (" ", "(")):
            continue
        if character == "»" and folded and folded[-1][0] == " ":
            folded.pop()
        eats = character == "«" or (eats and not into)
        folded += [(piece, offset) for piece in into]
    return folded


class Paragraph(Struct, frozen=True):
    """A paragraph of a source, numbered from 1; headings and front matter have no number."""

    number: int | None
    start: int
    end: int


class SourceText(Struct, frozen=True, dict=True):
    """One source as read: its canonical text and what follows from it."""

    id: str
    """The dossier's id for it, such as ``S1``."""
    file: str
    """Path relative to the workspace."""
    text: str

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
        """Return the paragraphs in order; a Markdown heading (``#``) or comment is one without a number."""
        found: list[Paragraph] = []
        number = 0
        for match in _PARAGRAPH.finditer(self.text):
            bare = match.group().strip()
            if not bare:
                continue
            counted = not bare.startswith(("#", "<!--", "---"))
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
        An empty tuple means that the quotation is not in the source (facts.md §2: no edit distance, ever).
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
        before = fold(self.text[: span.start]).text if prefix else ""
        after = fold(self.text[span.end : span.end + 200]).text if suffix else ""
        return before.rstrip().endswith(fold(prefix).text.strip()) and after.lstrip().startswith(
            fold(suffix).text.strip()
        )

    def place(self, start: int) -> int | None:
        """Return the number of the paragraph an offset lies in, or ``None`` in a heading or between paragraphs."""
        paragraph = self.paragraph_at(start)
        return paragraph.number if paragraph else None

    def line(self, start: int) -> int:
        """Return the line, from 1, an offset lies in."""
        return self.text.count("\n", 0, start) + 1

    def sentence(self, span: Span) -> str:
        """Return the whole sentence or sentences a span touches, inside its paragraph."""
        paragraph = self.paragraph_at(span.start)
        low, high = (paragraph.start, paragraph.end) if paragraph else (0, len(self.text))
        starts = self._starts.get(low)
        if starts is None:
            starts = self._starts[low] = (low, *_sentence_starts(self.text, low, high))
        start = starts[max(bisect_right(starts, span.start) - 1, 0)]
        at = bisect_left(starts, span.end)
        end = starts[at] if at < len(starts) else high
        return self.text[start:end].strip()


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
    left, right = text[max(0, at - 8) : at].rstrip(_INVISIBLE), text[at : at + 8].lstrip(_INVISIBLE)
    if left and right and _letter(left[-1]) and _letter(right[0]):
        return True
    before, after = text[at - 1], text[at]
    # "Guinée" must not be taken from "Guinée-Bissau": a hyphen between letters is inside a word.
    following = text[at + 1] if at + 1 < len(text) else " "
    preceding = text[at - 2] if at >= 2 else " "
    forward = after in _DASHES[:3] and _WORD.match(before) and _WORD.match(following)
    backward = before in _DASHES[:3] and _WORD.match(after) and _WORD.match(preceding)
    return bool(forward or backward)


def _letter(character: str) -> bool:
    return _WORD.match(character) is not None or unicodedata.combining(character) != 0
