"""Tables with real header rows, fixed widths and words for readers who do not see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

from briefings.document import Align, Cell, Table
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import CELLS, HEADING_CELLS, StyleId
from briefings.writers.word.inlines import BOLD, PLAIN, Look, words, write_caption, write_inlines
from briefings.writers.word.xml import paragraph

_HEADING_LOOK: Final = Look(bold=True, heading_cell=True)


def write_table(composition: Composition, table: Table, style: StyleId) -> str:
    """Return the caption, if any, and the table over the whole text width.

    Refuses a table without columns, a column without width and a row with too few or too many cells.
    """
    opening = composition.leave_table()
    if not _is_sound(composition, table):
        return opening
    widths = column_widths([column.share for column in table.columns], composition.text_width)
    caption = _caption(composition, table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _header_row(composition, table, widths) + _body_rows(composition, table, widths)
    composition.open_table()
    properties = _properties(composition, table, style)
    return f"{opening}{caption}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def column_widths(shares: Sequence[float], text_width: int) -> tuple[int, ...]:
    """Return whole twips in proportion to the shares; they add up to the text width."""
    total = sum(shares)
    edges = [round(text_width * edge / total) for edge in accumulate(shares, initial=0.0)]
    return tuple(right - left for left, right in pairwise(edges))


def _is_sound(composition: Composition, table: Table) -> bool:
    columns = len(table.columns)
    where = f'the table under "{composition.heading}"'
    wrong = [len(row) for row in (table.header, *table.rows) if len(row) != columns]
    if wrong:
        composition.refuse(f"{where} has {columns} columns and a row of {wrong[0]} cells")
    thin = not columns or any(not column.share > 0 for column in table.columns)
    if thin:
        composition.refuse(f"{where} has {columns} columns; each must have a share of the width above 0")
    return not wrong and not thin


def _caption(composition: Composition, table: Table) -> str:
    return write_caption(composition, StyleId.CAPTION, table.caption, table.anchor) if table.caption else ""


def _properties(composition: Composition, table: Table, style: StyleId) -> str:
    title = words(composition, table.caption) or composition.heading
    description = " · ".join(words(composition, cell) for cell in table.header if cell)
    first_column = int(table.row_header)
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{composition.text_width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{0x0620 | first_column << 7:04X}" w:firstRow="1"'
        f' w:lastRow="0" w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{description}"/></w:tblPr>'
    )


def _header_row(composition: Composition, table: Table, widths: tuple[int, ...]) -> str:
    looks = (_HEADING_LOOK,) * len(widths)
    cells = _cells(composition, table, table.header, widths, (HEADING_CELLS, looks))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body_rows(composition: Composition, table: Table, widths: tuple[int, ...]) -> str:
    first = BOLD if table.row_header else PLAIN
    dress = (CELLS, (first, *(PLAIN,) * (len(widths) - 1)))
    return "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(composition, table, row, widths, dress)}</w:tr>"
        for row in table.rows
    )


def _cells(
    composition: Composition,
    table: Table,
    cells: tuple[Cell, ...],
    widths: tuple[int, ...],
    dress: tuple[Mapping[Align, StyleId], Sequence[Look]],
) -> str:
    styles, looks = dress
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(styles[column.align], write_inlines(composition, cell, look))}</w:tc>"
        for cell, width, column, look in zip(cells, widths, table.columns, looks, strict=True)
    )
