"""Slices and notes are dealt out to pages: no heading alone, no widows, each note begun where it is first named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from briefings.writers.pdf.look import Look
from briefings.writers.pdf.pages import Area, Page, Placed, assemble_page
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.slices import Fill, Slice, closing, space_between

#: A note is parted only where moving its reference to the next page would leave more than this part of a page empty.
_TOLERATED_GAP = 0.25
#: What remains of a parted note takes at most this part of the next page while there is a body to print.
_CARRIED = 0.5
#: Least lines of a parted note on either page.
_NOTE_LINES = 2
_SLACK = 1e-6


class NotePart(NamedTuple):
    """The lines of one note that stand on one page."""

    number: int
    lines: tuple[Slice, ...]
    begins: bool
    """Whether the note's first line is among them."""

    @property
    def height(self) -> float:
        """Return the height of the lines and of the space above them."""
        return self.lines[0].before + sum(line.height for line in self.lines) if self.lines else 0.0


@dataclass(slots=True)
class _Sheet:
    """A page being filled."""

    placed: list[Placed] = field(default_factory=list)
    bottom: float = 0.0
    """Lower edge of the last slice."""
    notes: list[NotePart] = field(default_factory=list)
    over: list[NotePart] = field(default_factory=list)
    """What must go on at the foot of the next page."""


class _Plan(NamedTuple):
    placed: list[Placed]
    bottom: float
    need: float
    """Height of the body with the paddings of boxes that may have to end here."""


def chunks(slices: Iterable[Slice]) -> Iterator[tuple[Slice, ...]]:
    """Yield the slices in groups that should stand on one page."""
    group: list[Slice] = []
    for each in slices:
        group.append(each)
        if not each.glue:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


class Paginator:
    """Deals the slices of one document out to pages."""

    def __init__(self, area: Area, look: Look, notes: Mapping[int, Sequence[Slice]]) -> None:
        """Take the place of the body, which is the same on all pages, and the lines of each note by number."""
        self._area = area
        self._notes = notes
        self._rule = look.rule
        self._bar = look.body.colour
        self._above_rule = look.note.size * 1.2
        self._below_rule = look.note.size * 0.35
        self._sheet = _Sheet()
        self._pages: list[Page] = []
        self.turned: int | None = None
        """How many pages stand before the first slice that begins a page of its own; ``None`` without one."""

    def paginate(self, slices: Sequence[Slice]) -> tuple[Page, ...]:
        """Return the pages, at least one. Raises ``BriefingError`` where a single line is higher than a page."""
        for chunk in chunks(slices):
            if chunk[0].turns and (self._sheet.placed or self._pages):
                self._turn_over()
                self.turned = self.turned or len(self._pages)
            self._place(chunk)
        self._turn_over()
        return tuple(self._pages)

    def _turn_over(self) -> None:
        """Finish the page and those that the rest of its notes takes."""
        self._turn(1.0)
        while self._sheet.notes:
            self._turn(1.0)

    def _place(self, chunk: tuple[Slice, ...]) -> None:
        if self._attempt(chunk, part_notes=False):
            return
        if self._sheet.placed:
            if self._gap() > _TOLERATED_GAP and self._attempt(chunk, part_notes=True):
                return
            self._turn(_CARRIED)
            self._place(chunk)
        elif not self._attempt(chunk, part_notes=True):
            self._place_on_empty(chunk)

    def _place_on_empty(self, chunk: tuple[Slice, ...]) -> None:
        """Place what no page can hold as one: slice by slice, and a slice with as much of its notes as fits."""
        if len(chunk) > 1:
            for each in chunk:
                self._place((each,))
        elif self._sheet.notes:
            self._turn(_CARRIED)
            self._place(chunk)
        else:
            self._force(chunk[0])

    def _attempt(self, chunk: Sequence[Slice], part_notes: bool) -> bool:
        plan = self._plan(chunk)
        fresh = self._fresh(chunk)
        free = self._area.height - plan.need - self._notes_height(fresh)
        if fresh and self._sheet.over:
            return False
        if free < -_SLACK:
            parted = self._parted(fresh, free) if part_notes else None
            if not parted:
                return False
            fresh, self._sheet.over = parted
        self._commit(plan, fresh)
        return True

    def _parted(self, fresh: list[NotePart], free: float) -> tuple[list[NotePart], list[NotePart]] | None:
        """Return the notes with the last one cut so that all fit, and what was cut off; ``None`` where that fails."""
        if not fresh:
            return None
        number, lines, begins = fresh[-1]
        kept = len(lines)
        while kept and free < -_SLACK:
            kept -= 1
            free += lines[kept].height
        kept = min(kept, len(lines) - _NOTE_LINES)
        if kept < _NOTE_LINES:
            return None
        return [*fresh[:-1], NotePart(number, lines[:kept], begins)], [NotePart(number, lines[kept:], False)]

    def _force(self, piece: Slice) -> None:
        plan = self._plan((piece,))
        if plan.need > self._area.height + _SLACK:
            raise layout_error(
                f"a piece of {plan.need:.0f} pt does not fit in the {self._area.height:.0f} pt of a page",
                hint="use larger pages, narrower margins or smaller type",
            )
        self._commit(plan, [])
        self._sheet.over = self._fill_foot(self._fresh((piece,)), self._area.height - plan.need)

    def _fill_foot(self, parts: Sequence[NotePart], room: float) -> list[NotePart]:
        """Set as many lines of the notes as the room holds, at least the beginning of each, and return the rest."""
        room -= self._above_rule + self._below_rule
        later = sum(_beginning(part) for part in parts)
        over: list[NotePart] = []
        for number, lines, begins in parts:
            later -= _beginning(NotePart(number, lines, begins))
            least = sum(line.height for line in lines[:_NOTE_LINES])
            kept = _fitting(lines, min(room, max(room - later, least + lines[0].before)))
            if kept:
                self._sheet.notes.append(NotePart(number, lines[:kept], begins))
                room -= self._sheet.notes[-1].height
            else:
                room = 0.0  # Notes keep their order: none overtakes one that must wait.
            if kept < len(lines):
                over.append(NotePart(number, lines[kept:], begins and not kept))
        return over

    def _plan(self, chunk: Sequence[Slice]) -> _Plan:
        last = self._sheet.placed[-1].slice if self._sheet.placed else None
        bottom, placed = self._sheet.bottom, []
        for piece in chunk:
            heads = piece.head if last is None else ()
            for each in (*heads, piece):
                top = bottom + space_between(last, each)
                placed.append(Placed(top, each, each is not piece))
                bottom, last = top + each.height, each
        return _Plan(placed, bottom, bottom + (closing(last.boxes) if last else 0.0))

    def _fresh(self, chunk: Sequence[Slice]) -> list[NotePart]:
        numbers = [number for piece in chunk for number in piece.notes]
        return [NotePart(number, tuple(self._notes[number]), True) for number in numbers if self._notes[number]]

    def _notes_height(self, more: Sequence[NotePart]) -> float:
        parts = [*self._sheet.notes, *more]
        return sum(part.height for part in parts) + self._above_rule + self._below_rule if parts else 0.0

    def _gap(self) -> float:
        return 1 - (self._sheet.bottom + self._notes_height([])) / self._area.height

    def _commit(self, plan: _Plan, fresh: Sequence[NotePart]) -> None:
        self._sheet.placed += plan.placed
        self._sheet.bottom = plan.bottom
        self._sheet.notes += fresh

    def _turn(self, carried: float) -> None:
        """Finish the page and start one that begins with what remains of the notes."""
        self._pages.append(self._finish(self._sheet))
        over = self._sheet.over
        self._sheet = _Sheet()
        if over:
            self._sheet.over = self._fill_foot(over, self._area.height * carried)
            if not self._sheet.notes:
                raise layout_error("a page has no room for a line of a note", hint="use larger pages")

    def _finish(self, sheet: _Sheet) -> Page:
        if not sheet.notes:
            return assemble_page(self._area, sheet.placed, (), (), self._bar)
        parts = sorted(sheet.notes, key=lambda part: (part.begins, part.number))
        top = self._area.height - self._notes_height([]) + self._above_rule
        rule = Fill(self._area.left, self._area.top + top, self._area.width * 0.3, 0.6, self._rule)
        top += self._below_rule
        placed, begun = [], []
        for part in parts:
            top += part.lines[0].before
            if part.begins:
                begun.append((part.number, self._area.top + top))
            for line in part.lines:
                placed.append(Placed(top, line))
                top += line.height
        return replace(assemble_page(self._area, sheet.placed, placed, (rule,), self._bar), notes=tuple(begun))


def _beginning(part: NotePart) -> float:
    """Return the height of the least that a page shows of the note."""
    return part.lines[0].before + sum(line.height for line in part.lines[:_NOTE_LINES])


def _fitting(lines: Sequence[Slice], room: float) -> int:
    """Return how many lines the room holds, with no single line left for the next page where that can be helped."""
    room -= lines[0].before
    kept = 0
    while kept < len(lines) and lines[kept].height <= room + _SLACK:
        room -= lines[kept].height
        kept += 1
    return kept - 1 if len(lines) - kept == 1 and kept > _NOTE_LINES else kept
