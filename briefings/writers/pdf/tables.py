"""Tables become slices: a row each, or a band of lines each where a row is tall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import Align, Cell, Column, Table
from briefings.style import Colour
from briefings.writers.pdf.flow import Flow, Place
from briefings.writers.pdf.lines import Line, break_lines
from briefings.writers.pdf.look import BoxLook, Setting, TableLook
from briefings.writers.pdf.problems import layout_error
from briefings.writers.pdf.slices import (
    Bookmark,
    Box,
    PlacedLine,
    Slice,
    base_line,
    framed,
    glued,
    spaced,
    stack,
    tied,
    total_height,
    with_next,
)
from briefings.writers.pdf.structure import Element

#: Rows of more lines than this may be parted by the end of a page.
_TALL_ROW = 6
#: A table that takes no more than this part of a page is kept on one page.
_KEPT_WHOLE = 0.3
#: A header row that takes more than this part of a page is not repeated.
_REPEATED = 0.5
#: What the words of each alignment leave free at their left, as part of the free width.
FREE_LEFT = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}


class _Track(NamedTuple):
    """The ground that a column covers."""

    left: float
    width: float
    align: Align


class _CellLines(NamedTuple):
    track: _Track
    lines: list[Line]


class _Grid(Struct, frozen=True):
    look: TableLook
    left: float
    width: float
    tracks: tuple[_Track, ...]


def flow_table(flow: Flow, table: Table, place: Place) -> list[Slice]:
    """Return the caption, the header row and the rows; the header is tied to the first row and repeated on new pages.

    Raises ``BriefingError`` where a column is too narrow for a letter.
    """
    grid = _make_grid(flow.look.table, table.columns, place)
    element = flow.structure.add("Table", place.parent)
    caption = _caption(flow, table, place, element)
    head = _header(flow, table, grid, element)
    rows = _rows(flow, table, grid, (element, place.ground))
    if total_height(head) <= flow.page_height * _REPEATED:
        repeated = tuple(head)
        rows = [[replace(each, head=repeated) for each in row] for row in rows]
    slices = [*tied(caption), *(tied(head) if rows else head), *_kept(rows)]
    if total_height(slices) <= flow.page_height * _KEPT_WHOLE:
        slices = glued(slices)
    space = flow.look.body.before * 1.2
    return spaced(slices, space, space)


def _make_grid(look: TableLook, columns: Sequence[Column], place: Place) -> _Grid:
    whole = sum(column.share for column in columns)
    tracks, left = [], place.left
    for number, column in enumerate(columns, 1):
        width = place.width * column.share / whole
        if width - 2 * look.across < look.cell.size:
            raise layout_error(
                f"column {number} of a table with {len(columns)} columns is only {max(width, 0):.0f} pt wide",
                hint=f"a column needs at least {look.cell.size + 2 * look.across:.0f} pt",
            )
        tracks.append(_Track(left, width, column.align))
        left += width
    return _Grid(look, place.left, place.width, tuple(tracks))


def _caption(flow: Flow, table: Table, place: Place, element: Element) -> list[Slice]:
    if not table.caption:
        return []
    setting = flow.look.table.caption
    caption = flow.structure.add("Caption", element)
    fragments = flow.inlines.fragments(table.caption, setting, caption)
    slices = stack(break_lines(fragments, place.width), place.left, setting)
    if table.anchor and slices:
        slices[0] = replace(slices[0], bookmark=Bookmark("", table.anchor, 0))
    return slices


def _header(flow: Flow, table: Table, grid: _Grid, element: Element) -> list[Slice]:
    row = flow.structure.add("TR", flow.structure.add("THead", element))
    cells = [
        _cell(flow, words, grid, track, (flow.structure.add("TH", row, "/O /Table /Scope /Column"), grid.look.head))
        for words, track in zip(table.header, grid.tracks, strict=True)
    ]
    return _row(grid, cells, BoxLook(grid.look.down, 0, grid.look.down, 0, grid.look.ground))


def _rows(flow: Flow, table: Table, grid: _Grid, kind: tuple[Element, Colour | None]) -> list[list[Slice]]:
    element, ground = kind
    if not table.rows:
        return []
    body = flow.structure.add("TBody", element)
    last = len(table.rows) - 1
    rows = []
    for index, row in enumerate(table.rows):
        rule = grid.look.last_rule if index == last else grid.look.rule
        look = BoxLook(grid.look.down, 0, grid.look.down, 0, ground, under=rule)
        rows.append(_row(grid, _row_cells(flow, table, row, (grid, body)), look))
    return rows


def _row_cells(flow: Flow, table: Table, row: Sequence[Cell], at: tuple[_Grid, Element]) -> list[_CellLines]:
    grid, body = at
    element = flow.structure.add("TR", body)
    cells = []
    for index, (words, track) in enumerate(zip(row, grid.tracks, strict=True)):
        names_row = table.row_header and index == 0
        tag, attributes = ("TH", "/O /Table /Scope /Row") if names_row else ("TD", "")
        setting = replace(grid.look.cell, bold=names_row)
        cells.append(_cell(flow, words, grid, track, (flow.structure.add(tag, element, attributes), setting)))
    return cells


def _cell(flow: Flow, words: Cell, grid: _Grid, track: _Track, kind: tuple[Element, Setting]) -> _CellLines:
    element, setting = kind
    fragments = flow.inlines.fragments(words, setting, element)
    return _CellLines(track, break_lines(fragments, track.width - 2 * grid.look.across, gap=setting.gap))


def _row(grid: _Grid, cells: Sequence[_CellLines], look: BoxLook) -> list[Slice]:
    """Return the row as one slice, or as one slice a line where it is tall, inside the row's own box.

    The first two lines stay together, and so do the last two of every cell.
    """
    count = max([1, *(len(cell.lines) for cell in cells)])
    spans = [range(count)] if count <= _TALL_ROW else [range(n, n + 1) for n in range(count)]
    together = {0} | {len(cell.lines) - 2 for cell in cells} if len(spans) > 1 else set()
    bands = [replace(_band(grid, cells, span), glue=index in together) for index, span in enumerate(spans)]
    return framed(bands, Box(look, grid.left, grid.width))


def _band(grid: _Grid, cells: Sequence[_CellLines], span: range) -> Slice:
    lines = [line for cell in cells for line in _placed(grid, cell, span)]
    notes = [number for cell in cells for line in cell.lines[span.start : span.stop] for number in line.notes]
    return Slice(len(span) * grid.look.cell.leading, tuple(lines), notes=tuple(notes))


def _placed(grid: _Grid, cell: _CellLines, span: range) -> Iterable[PlacedLine]:
    look, track = grid.look, cell.track
    for offset, line in enumerate(cell.lines[span.start : span.stop]):
        free = track.width - 2 * look.across - line.width
        x = track.left + look.across + free * FREE_LEFT[track.align]
        y = offset * look.cell.leading + base_line(look.cell, line.runs[0].fragment.face.ascent)
        yield PlacedLine(x, y, line.runs)


def _kept(rows: Sequence[list[Slice]]) -> list[Slice]:
    """Return the slices of all rows; a last row of one slice is tied to the row before it, not to stand alone."""
    slices = [each for row in rows[:-1] for each in row]
    last = rows[-1] if rows else []
    return (with_next(slices) if len(last) == 1 else slices) + last
