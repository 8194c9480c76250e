"""A PDF becomes its canonical text: lines joined to paragraphs, with a map of pages.

Running heads and feet are left out and told. A hyphen at the end of a line is undone where the next line goes on in
small letters, unless the same text writes the word with a hyphen elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from briefings.readers.canonical_text import CanonicalText, TextBuilder, refused, sample
from briefings.readers.pdf_lines import HYPHEN, Line, PdfLines, PdfPage, pdf_lines
from briefings.sources import SegmentKind

#: How many lines at the top and at the bottom of a page may be running heads and feet.
_EDGE = 3
#: Points by which a running head may stand higher or lower from page to page.
_SWAY = 4.0
#: Part of its height by which a running head stands apart from the text.
_GAP = 1.4
#: Part of a page’s height, from above and from below, in which running heads stand.
_MARGIN = 0.2
_NUMBER = re.compile(r"\b[0-9]{1,4}\b")
#: A page number by itself, perhaps with dashes, “page” and the number of all pages.
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:p(?:age|\.)?\s*)?\d{1,4}(?:\s*(?:/|of|sur|de)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:;…][»”\"’)\]]*\s?»?$")
_BULLET = re.compile(r"[•‣▪●○◦■]\s+\S")
#: A dash or a letter may begin an item, and may as well go on in a sentence.
_ITEM = re.compile(r"[–-]\s+\S|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+\S")
_PARAGRAPH_NUMBER = re.compile(r"\d{1,3}\.(?:\d{1,2}\.?)*\s+\S")
_NUMBERED = re.compile(
    r"(?:article|art\.|chapter|chapitre|section|titre|title|annex|annexe|part|partie)\s+\w+", re.IGNORECASE
)
#: A line of contents: dots that lead to a page.
_LED = re.compile(r"(?:\s?\.){5,}\s*\w{1,6}$")
_HYPHENATED = re.compile(r"\w+(?:-\w+)+")
_NOTE_NUMBER = re.compile(r"\d{1,3}")
_LAST_WORD = re.compile(r"\w+$")
_FIRST_WORD = re.compile(r"\w+")
_HYPHENS = (HYPHEN, "\u00ad", "-", "\u2010")
_NAMED = 6


class Placed(Struct, frozen=True):
    """A line and the page it stands on."""

    line: Line
    page: int


def pdf_text(data: bytes, file: str) -> CanonicalText:
    """Return the text of a PDF. Raises ``BriefingError`` (exit 5; 11 for what is over a limit)."""
    return compose_pages(pdf_lines(data, file), file)


def compose_pages(found: PdfLines, file: str) -> CanonicalText:
    """Return the text of pages and lines; the same for the same lines. Raises exit 5 where no page holds any text."""
    empty = [page.number for page in found.pages if not page.lines]
    if len(empty) == len(found.pages):
        hint = "run text recognition (OCR) over it first, and compare the text with the picture"
        raise refused("the PDF holds no text: it is a scan, or its letters are drawn as shapes", file, hint)
    pages, running = _without_running_lines(found.pages)
    lines = [Placed(line, page.number) for page in pages for line in page.lines]
    builder = TextBuilder(file)
    _Paragraphs(lines, builder).join([page.number for page in pages])
    _tell(found, empty, running, builder)
    return builder.build()


def _without_running_lines(pages: tuple[PdfPage, ...]) -> tuple[list[PdfPage], Counter[str]]:
    """Return the pages without their running heads and feet, and those lines.

    Such a line is among the outermost of its page, stands at the same height of two pages and a third of all, with the
    same words but for the number of the page, and with a gap between it and the text.
    """
    where: dict[tuple[str, int], set[int]] = {}
    for page in pages:
        for line in (*_outermost(page), *_outermost(page, from_below=True)):
            for band in _bands(line):
                where.setdefault((_key(line, page.number), band), set()).add(page.number)
    least = max(2, len(pages) / 3)
    left: list[PdfPage] = []
    running: Counter[str] = Counter()
    for page in pages:
        repeated = {
            line
            for line in page.lines
            if not page.height * _MARGIN < line.base < page.height * (1 - _MARGIN)
            and any(len(where.get((_key(line, page.number), b), ())) >= least for b in _bands(line))
        }
        gone = _apart(_outermost(page), repeated) | _apart(_outermost(page, from_below=True), repeated)
        running.update(line.text for line in gone)
        left.append(replace(page, lines=tuple(line for line in page.lines if line not in gone)))
    return left, running


def _outermost(page: PdfPage, from_below: bool = False) -> list[Line]:
    """Return the lines nearest to the upper (or lower) edge of a page, from the edge inwards, and one more."""
    ordered = sorted(page.lines, key=lambda line: line.base if from_below else -line.base)
    return ordered[: _EDGE + 1]


def _apart(lines: list[Line], repeated: set[Line]) -> set[Line]:
    """Return the lines from the edge inwards that are repeated, as far as a gap parts them from the next."""
    found: set[Line] = set()
    waiting: list[Line] = []
    for line, inner in zip(lines[:_EDGE], [*lines[1:], None], strict=False):
        if line not in repeated:
            break
        waiting.append(line)
        # On a page of nothing else, only a line by itself is taken for one.
        parted = waiting == [line] if inner is None else abs(line.base - inner.base) > _GAP * max(line.size, inner.size)
        if parted:
            found.update(waiting)
            waiting = []
    return found


def _key(line: Line, page: int) -> str:
    """Return the words of a line with the number of its page, or one that goes with it, put out of the way."""
    if _PAGE_NUMBER.fullmatch(line.text):
        return "#"
    if _NUMBERED.match(line.text):
        return line.text
    return _NUMBER.sub(lambda match: f"#{int(match.group()) - page}", line.text)


def _bands(line: Line) -> tuple[int, int]:
    """Return the two bands a line stands in: two lines that sway by little share one."""
    return int(line.base // (2 * _SWAY)) * 2, int((line.base + _SWAY) // (2 * _SWAY)) * 2 + 1


class _Paragraphs:
    """Joins lines to paragraphs and hands these on."""

    def __init__(self, lines: list[Placed], builder: TextBuilder) -> None:
        self.lines = lines
        self.builder = builder
        words = "\n".join(placed.line.text for placed in lines)
        self.hyphenated = {word.casefold() for word in _HYPHENATED.findall(words)}
        sizes = Counter[float]()
        for placed in lines:
            sizes[placed.line.size] += len(placed.line.text)
        self.body = sizes.most_common(1)[0][0] if sizes else 0.0
        bold = sum(len(placed.line.text) for placed in lines if placed.line.bold)
        self.bold_stands_out = bold < sum(sizes.values()) / 3
        self.leading = self._leadings()

    def join(self, pages: list[int]) -> None:
        """Hand on all paragraphs, and where each page begins."""
        begins: dict[int, int] = {}
        paragraph: list[Placed] = []
        for placed in self.lines:
            if paragraph and self._begins(paragraph, placed):
                self._add(paragraph, begins)
                paragraph = []
            paragraph.append(placed)
        self._add(paragraph, begins)
        # A page without text lies, empty, where the next one with text begins.
        start = self.builder.length
        starts: list[int] = []
        for number in reversed(pages):
            start = begins.get(number, start)
            starts.append(start)
        starts[-1] = 0
        for number, start in zip(pages, reversed(starts), strict=True):
            self.builder.begin_page(number, start)

    def _add(self, paragraph: list[Placed], begins: dict[int, int]) -> None:
        """Hand on a paragraph; a line that begins a page tells where in the text the page begins."""
        if not paragraph:
            return
        pieces: list[str] = []
        marks: dict[int, int] = {}
        length = 0
        for placed in paragraph:
            if pieces:
                end = self._end(pieces[-1], placed.line.text)
                length += len(end) - len(pieces[-1])
                pieces[-1] = end
            marks.setdefault(placed.page, length)
            pieces.append(placed.line.text)
            length += len(placed.line.text)
        if pieces[-1].endswith((HYPHEN, "\u00ad")):
            pieces[-1] = pieces[-1][:-1] + "-"
        start = self.builder.add(self._kind(paragraph), "".join(pieces), f"page {paragraph[0].page}")
        for page, offset in marks.items():
            begins.setdefault(page, (start or 0) + offset)

    def _end(self, line: str, after: str) -> str:
        """Return a line as it goes on in the next: with a space, or without the hyphen that only its end had."""
        if not line.endswith(_HYPHENS):
            return f"{line} "
        stem = line[:-1]
        left, right = _LAST_WORD.search(stem), _FIRST_WORD.match(after)
        if left is None or right is None:
            return f"{stem}- "
        whole = f"{left.group()}-{right.group()}".casefold()
        return f"{stem}-" if not after[0].islower() or whole in self.hyphenated else stem

    def _kind(self, paragraph: list[Placed]) -> SegmentKind:
        if self._is_heading(paragraph[0].line):
            return SegmentKind.HEADLINE
        return SegmentKind.LIST if _is_item(paragraph[0].line.text) else SegmentKind.BODY

    def _is_heading(self, line: Line) -> bool:
        if line.size > self.body * 1.12:
            return True
        short = len(line.text) < 90 and not line.text.endswith((".", ",", ";"))
        return short and line.bold and self.bold_stands_out and line.size >= self.body * 0.95

    def _begins(self, paragraph: list[Placed], placed: Placed) -> bool:
        """Return whether a line begins a paragraph of its own."""
        last, line = paragraph[-1].line, placed.line
        if last.text.endswith((HYPHEN, "\u00ad")):
            return False
        if _NOTE_NUMBER.fullmatch(last.text) and len(paragraph) == 1 and self._adjoins(last, line):
            return False
        if _LED.search(last.text[-80:]):
            return True
        if self._is_heading(line) != self._is_heading(last) or abs(line.size - last.size) > 0.12 * self.body:
            return True
        ended = _SENTENCE_END.search(last.text) is not None
        if _is_marked(line.text) and (ended or _BULLET.match(line.text) or _is_marked(paragraph[0].line.text)):
            return True
        step = last.base - line.base
        if placed.page != paragraph[-1].page or step < -0.5 * line.size:
            return not self._goes_on(last.text, line.text)
        leading = self.leading.get(round(line.size), 1.35 * line.size)
        if step > leading * 1.12 + 1:
            return True
        return ended and self._is_short(paragraph, line)

    def _adjoins(self, mark: Line, line: Line) -> bool:
        """Return whether a small raised number stands right before a line, as that of a footnote does."""
        return (
            mark.size < line.size and abs(mark.base - line.base) < line.size and 0 <= line.left - mark.right < line.size
        )

    def _is_short(self, paragraph: list[Placed], line: Line) -> bool:
        """Return whether the last line of a paragraph leaves room for the next word, or the next line is indented."""
        last = paragraph[-1].line
        margin = min(each.line.left for each in paragraph[-4:])
        edge = max([line.right, *(each.line.right for each in paragraph[-4:])])
        indented = line.left - margin > 0.6 * line.size and len(paragraph) > 1
        word = len(line.text.partition(" ")[0]) / max(len(line.text), 1) * (line.right - line.left)
        return indented or edge - last.right > word + line.size

    def _goes_on(self, last: str, line: str) -> bool:
        """Return whether a paragraph goes on over the end of a column or a page."""
        return not _SENTENCE_END.search(last) and (line[:1].islower() or last.endswith((",", "-", *_HYPHENS)))

    def _leadings(self) -> dict[int, float]:
        """Return the usual step from line to line for each size of letters, where one is usual."""
        steps: dict[int, Counter[float]] = {}
        for before, after in zip(self.lines, self.lines[1:], strict=False):
            step = before.line.base - after.line.base
            alike = before.page == after.page and abs(before.line.size - after.line.size) < 0.12 * after.line.size
            if alike and 0 < step < 2.2 * after.line.size:
                steps.setdefault(round(after.line.size), Counter())[round(step * 2) / 2] += 1
        found = {}
        for size, counted in steps.items():
            step, times = min(counted.items(), key=lambda each: (-each[1], each[0]))
            if times > 1:
                found[size] = step
        return found


def _is_item(words: str) -> bool:
    return (_BULLET.match(words) or _ITEM.match(words)) is not None


def _is_marked(words: str) -> bool:
    """Return whether a line has a sign or a number that begins an item, a numbered paragraph or an article."""
    return _is_item(words) or (_PARAGRAPH_NUMBER.match(words) or _NUMBERED.match(words)) is not None


def _tell(found: PdfLines, empty: list[int], running: Counter[str], builder: TextBuilder) -> None:
    told = builder.remarks
    if found.locked:
        told.append("the PDF is encrypted; it opens without a password")
    if empty:
        told.append(f"no text on {_pages(empty)}: what stands there is a picture")
    if running:
        total = sum(running.values())
        told.append(f"running heads and feet left out: {total}, such as {sample(running.most_common(1)[0][0])}")
    lines = [Placed(line, page.number) for page in found.pages for line in page.lines]
    unseen = [each for each in lines if not each.line.inked]
    if unseen:
        pages = _pages(each.page for each in unseen)
        told.append(f"the text of {pages} is laid unseen over a picture, as text recognition does: compare the two")
    pale = [each for each in lines if each.line.pale and each.line.inked]
    if pale:
        pages = _pages(each.page for each in pale)
        told.append(f"letters in white or under two points, on {pages}: {sample(pale[0].line.text)}")


def _pages(numbers: Iterable[int]) -> str:
    listed = sorted(set(numbers))
    shown = ", ".join(str(number) for number in listed[:_NAMED]) + ("…" if len(listed) > _NAMED else "")
    return f"{'page' if len(listed) == 1 else 'pages'} {shown}"
