"""The clause or sentence around a few words of a source, so that a drafted fact reads as somebody wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefings.extraction.sentences import sentences
from briefings.sources import SourceText

#: Code points of the longest stretch that is quoted as a whole.
LONGEST = 320
#: Where a clause may begin or end: behind these, or before a dash between spaces.
_BREAK = re.compile(r"[,;:](?=\s)|…|\s[–—]\s|[.!?](?=\s|$)|\n")
#: What a clause that begins so leans on stands before it.
_LEANING = re.compile(
    r"(?:qui|que|qu['’]|dont|où|et|ou|ainsi|mais|puis|tandis|ce|afin|which|that|who|whose|where|and|or|but|while|as)\b"
)
_MARKER = re.compile(r"(?:[-–—•*]|\(?[0-9a-zA-Z]{1,3}[).])\s+")
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"), ("[", "]"))


class Sentences:
    """The sentences of one source, found once."""

    def __init__(self, source: SourceText, provisions: Iterable[int] = ()) -> None:
        """Take a source and where the provisions proposed from it begin; sentences are split when first asked for."""
        self.text = source.text
        self._provisions = tuple(provisions)
        self._found: tuple[tuple[int, int], ...] | None = None

    def is_list(self, start: int) -> bool:
        """Return whether the sentence at an offset bears several provisions, so that each is told by its own clause."""
        low, high = next(((low, high) for low, high in self.spans if low <= start < high), (start, start))
        return sum(low <= at < high for at in self._provisions) > 1

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return the sentences as half-open stretches without the white space around them, in order."""
        if self._found is None:
            self._found = tuple(_bare(self.text, one.start, one.end) for one in sentences(self.text))
        return self._found

    def sentence(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the sentence that holds a stretch; ``None`` where it reaches over its end, or is too long."""
        for low, high in self.spans:
            if low <= start and end <= high:
                return (low, high) if high - low <= LONGEST else None
        return None

    def clause(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the clause of its sentence that holds a stretch; ``None`` where there is none fit to be quoted."""
        around = next(((low, high) for low, high in self.spans if low <= start and end <= high), None)
        if around is None:
            return None
        low, high = around
        begins = [low, *(match.end() for match in _BREAK.finditer(self.text, low, start))]
        stop = _BREAK.search(self.text, end, high)
        closes = stop.start() if stop else high
        for begin in reversed(begins):
            first, last = _bare(self.text, begin, closes)
            if first > start or last - first > LONGEST:
                return None
            if not _LEANING.match(self.text[first:last]) and _is_whole(self.text[first:last]):
                return first, last
        return None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without white space and marks of a list around it."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if marker := _MARKER.match(text, start, end):
        start = marker.end()
    return start, end


def _is_whole(words: str) -> bool:
    return bool(words) and all(words.count(left) == words.count(right) for left, right in _PAIRS)


def finished(words: str) -> str:
    """Return words as a sentence of their own: with a capital, and a full stop where nothing ends them."""
    bare = _MARKER.sub("", " ".join(words.split()), count=1) if _MARKER.match(words) else " ".join(words.split())
    bare = bare.rstrip(" ,;:")
    if not bare:
        return bare
    return bare[0].upper() + bare[1:] + ("" if bare[-1] in ".!?…»”" else ".")
