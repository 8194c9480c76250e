"""Annexes are added to a report one by one: a cover, the pages, an outline entry, labels, the files a brief carries."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from briefings.attaching.appending import Joined, Joint, fresh_names, join_pages, leave_files_behind
from briefings.attaching.attached import Attached
from briefings.attaching.claims import Claims, embedding_fault
from briefings.attaching.colours import adopt_intent
from briefings.attaching.cover import detail_words, heading_words, independent_colours, write_cover
from briefings.attaching.elements import annex_level, number_headings
from briefings.attaching.embedding import add_specifications
from briefings.attaching.outline import add_labels, add_outline_entry
from briefings.attaching.structure import next_key, open_part, structure_of
from briefings.document import Text
from briefings.style import HouseStyle

_WORDED = ("en", "fr")
#: US Letter, for a page that says nothing usable about its size.
_SHEET = (612.0, 792.0)


class Annexes:
    """The annexes of one report, which stays open."""

    def __init__(self, report: pikepdf.Pdf, claims: Claims, style: HouseStyle, language: str, foot: str) -> None:
        """Take the open report, the claims it keeps, and look, language and foot of the covers."""
        self._report, self._claims, self._style, self._foot = report, claims, style, foot
        self._language = language if language.partition("-")[0].lower() in _WORDED else "en"
        self._count = 0
        self._key = 0
        self._level = 1
        self._open: list[pikepdf.Pdf] = []

    def append(self, name: str, title: str, brief: pikepdf.Pdf, language: str) -> Attached:
        """Append a brief, open and cleaned, as the next annex; the ``data`` of the result are empty."""
        lines = self._begin()
        self._count += 1
        title = title or name
        heading = heading_words(self._language, self._count, title)
        lines += self._tag_lines(name, brief)
        if self._claims.part:
            adopt_intent(self._report, brief)
        if embedding_fault(self._claims, Claims()) and (left := leave_files_behind(brief)):
            lines += (f"{name}: files that it carries left out, which {self._claims.archive_name} does not allow: "
                      + ", ".join(left),)  # fmt: skip
        first = len(self._report.pages)
        part = self._part(language)
        covers, cover_lines = self._add_cover(name, title, brief, language, part)
        made = self._join(brief, part, is_cover=False)
        page = self._report.pages[first].obj
        add_outline_entry(self._report, heading, page, made.outline)
        add_labels(self._report, first, covers, f"A{self._count}")
        lines += cover_lines + tuple(f"{name}: {line}" for line in made.lines)
        return Attached(b"", lines + self._add_files(name, made), (heading,))

    def _begin(self) -> tuple[str, ...]:
        """Look at the report's structure before the first annex."""
        root = structure_of(self._report)
        if self._count or root is None:
            return ()
        self._key = next_key(self._report)
        renamed = number_headings(root)
        self._level = annex_level(root)
        return ("headings of the report without a level now have one, as those of the annex do",) if renamed else ()

    def _tag_lines(self, name: str, brief: pikepdf.Pdf) -> tuple[str, ...]:
        ours, theirs = structure_of(self._report), structure_of(brief)
        if ours is None and theirs is not None:
            return (f"{name}: its tags are left behind, since the report has none",)
        if ours is not None and theirs is None:
            return (f"{name}: it has no tags; readers for the blind will not find its text",)
        return ()

    def _part(self, language: str) -> Any | None:
        if structure_of(self._report) is None:
            return None
        return open_part(self._report, language)

    def _join(self, source: pikepdf.Pdf, part: Any | None, is_cover: bool) -> Joined:
        mark = f"A{self._count}" + ("c" if is_cover else "")
        made = join_pages(self._report, source, Joint(mark, part, self._key, self._level, is_cover))
        self._key = made.next_key
        return made

    def _add_cover(
        self, name: str, title: str, brief: pikepdf.Pdf, language: str, part: Any | None
    ) -> tuple[int, tuple[str, ...]]:
        """Append the cover of an annex; return the number of its pages and what is to be told."""
        detail = detail_words(self._language, name, len(brief.pages))
        size = shown_size(brief.pages[0].obj)
        foreign = language if language and not _same_language(language, self._language) else None
        start = heading_words(self._language, self._count, "")
        whole = (Text(f"{start}\u00a0– "), Text(title, foreign))
        feet = (self._foot, "")
        data = next((d for f in feet if (d := write_cover(self._style, size, self._language, whole, detail, f))), None)
        lines: tuple[str, ...] = ()
        if data is None:
            data = write_cover(self._style, size, self._language, (Text(start),), "", "")
            lines = (f"{name}: its title is not printed on the cover, which lacks the letters or the room for it",)
        if data is None:
            return 0, (f"{name}: no cover, which the fonts of the house cannot print",)
        # Copied streams are read from their file when the report is saved.
        cover = pikepdf.open(BytesIO(data))
        self._open.append(cover)
        independent_colours(cover)
        return len(self._join(cover, part, is_cover=True).pages), lines

    def _add_files(self, name: str, made: Joined) -> tuple[str, ...]:
        lines: list[str] = []
        fresh = fresh_names(self._report, made.files)
        for old, new in fresh.items():
            specification = made.files[old]
            specification.F = specification.UF = pikepdf.String(new)
            if old != new:
                lines.append(f"{name}: the report has a file {old}; that of the annex is now {new}")
        if fresh:
            add_specifications(
                self._report, {bytes(pikepdf.String(new)): made.files[old] for old, new in fresh.items()}
            )
        return tuple(lines)


def _same_language(one: str, other: str) -> bool:
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


def shown_size(page: Any) -> tuple[float, float]:
    """Return width and height of a page as readers show it, in points."""
    node = page
    found: dict[str, Any] = {}
    for _ in range(100):
        for key in ("/CropBox", "/MediaBox", "/Rotate"):
            if key in node:
                found.setdefault(key, node[key])
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            break
    box: Any = found.get("/CropBox", found.get("/MediaBox"))
    try:
        left, bottom, right, top = (float(side) for side in box)
    except (TypeError, ValueError):
        return _SHEET
    width, height = abs(right - left), abs(top - bottom)
    if not (0 < width <= 14400 and 0 < height <= 14400):
        return _SHEET
    return (height, width) if found.get("/Rotate", 0) in (90, 270, -90) else (width, height)
