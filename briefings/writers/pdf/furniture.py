"""Head and foot of the pages: marking and draft on every page, running title from page 2, reference and page label."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from briefings.document import Furniture
from briefings.style import Page as Sheet
from briefings.writers.pdf.inlines import Inlines
from briefings.writers.pdf.lines import Line, break_lines
from briefings.writers.pdf.look import Look, Setting
from briefings.writers.pdf.pages import Area
from briefings.writers.pdf.slices import Fill, PlacedLine, base_line

#: Least distance of head and foot from the edge of the sheet and from the body.
_EDGE, _CLEAR = 26.0, 10.0
#: Part of the foot's width that the page label may take.
_LABEL_SHARE = 0.4
_RULE = 0.5
_GAP = 3.0
#: Stands for a page number no brief will reach, so that the room for the label is known before the pages are.
_LONGEST_NUMBER = "9999"
_DIGITS = "0123456789"


class Frame(Struct, frozen=True):
    """What is drawn at the head or the foot of one page."""

    lines: tuple[PlacedLine, ...]
    fills: tuple[Fill, ...]


class PageFrames:
    """Sets the furniture of one document."""

    def __init__(self, furniture: Furniture, sheet: Sheet, look: Look, inlines: Inlines) -> None:
        """Take the words, the sheet with its margins, the look and what turns words into fragments."""
        self._sheet, self._look, self._inlines, self._words = sheet, look, inlines, furniture
        self._width = sheet.width - sheet.left - sheet.right
        self._marking = self._broken(furniture.marking, look.marking, self._width)
        self._draft = self._broken(furniture.draft, look.marking, self._width)
        self._title = self._broken(furniture.running_title, look.furniture, self._width)
        self._label_width = self._width * _LABEL_SHARE
        self._reference = self._broken(furniture.reference, look.furniture, self._width - self._label_width - _CLEAR)
        inlines.label(_DIGITS, look.furniture, None)
        label = self._label(_LONGEST_NUMBER, _LONGEST_NUMBER)
        self._row = max(len(self._reference), len(label)) * look.furniture.leading

    @property
    def area(self) -> Area:
        """Return the place of the body: between the margins, or smaller where head or foot need more."""
        top = max(float(self._sheet.top), _EDGE + self._head_height + _CLEAR)
        bottom = max(float(self._sheet.bottom), _EDGE + self._foot_height + _CLEAR)
        return Area(self._sheet.left, top, self._width, self._sheet.height - top - bottom)

    @property
    def _marking_height(self) -> float:
        return len(self._marking) * self._look.marking.leading

    @property
    def _banner_height(self) -> float:
        return (len(self._marking) + len(self._draft)) * self._look.marking.leading

    @property
    def _head_height(self) -> float:
        return self._banner_height + 2 * _GAP + len(self._title) * self._look.furniture.leading + _RULE

    @property
    def _foot_height(self) -> float:
        return _RULE + _GAP + self._row + self._marking_height

    def head(self, page: int) -> Frame:
        """Return the head of the page; pages count from 1."""
        lines = self._centred([*self._marking, *self._draft], _EDGE)
        if page == 1 or not self._title:
            return Frame(tuple(lines), ())
        top = _EDGE + self._banner_height + _GAP
        lines += self._set(self._title, top, self._sheet.left)
        rule = top + len(self._title) * self._look.furniture.leading + _GAP
        return Frame(tuple(lines), (self._rule(rule),))

    def foot(self, page: int, pages: int) -> Frame:
        """Return the foot of the page."""
        top = self._sheet.height - _EDGE - self._foot_height
        lines = self._set(self._reference, top + _RULE + _GAP, self._sheet.left)
        label = self._label(str(page), str(pages))
        right = self._sheet.left + self._width
        for number, line in enumerate(label):
            lines += self._set([line], top + _RULE + _GAP + number * self._look.furniture.leading, right - line.width)
        lines += self._centred(self._marking, top + _RULE + _GAP + self._row)
        return Frame(tuple(lines), (self._rule(top),))

    def _label(self, page: str, pages: str) -> list[Line]:
        words = self._words.page_label.replace("{page}", page).replace("{pages}", pages)
        return self._broken(words, self._look.furniture, self._label_width)

    def _broken(self, words: str, setting: Setting, width: float) -> list[Line]:
        return break_lines(self._inlines.label(words, setting, None, setting.bold), width)

    def _rule(self, y: float) -> Fill:
        return Fill(self._sheet.left, y, self._width, _RULE, self._look.rule)

    def _centred(self, lines: Sequence[Line], top: float) -> list[PlacedLine]:
        setting = self._look.marking
        return [
            PlacedLine(
                self._sheet.left + (self._width - line.width) / 2,
                top + number * setting.leading + base_line(setting, line.runs[0].fragment.face.ascent),
                line.runs,
                True,
            )
            for number, line in enumerate(lines)
        ]

    def _set(self, lines: Sequence[Line], top: float, left: float) -> list[PlacedLine]:
        setting = self._look.furniture
        return [
            PlacedLine(
                left,
                top + number * setting.leading + base_line(setting, line.runs[0].fragment.face.ascent),
                line.runs,
                True,
            )
            for number, line in enumerate(lines)
        ]
