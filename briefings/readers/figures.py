"""The figures of the Markdown reader: a division with a paragraph, a table and perhaps a caption.

The paragraph is the alternative text. A cell says its sign as a span with a class, in pandoc's spelling:
``[not stated]{.open}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.tree import SyntaxTreeNode

from briefings.document import (
    Cell,
    CrossReference,
    Datum,
    Figure,
    FigureKind,
    Inline,
    Link,
    NoteReference,
    Sign,
    Text,
)
from briefings.names import did_you_mean
from briefings.readers.inlines import CAPTION, InlineReader, Report
from briefings.traversal import walk_inlines

#: Names of divisions that are figures.
FIGURES = {kind.value: kind for kind in FigureKind}
_SIGNS = {sign.value: sign for sign in Sign}
_SPAN = re.compile(r"\[.*\](\{\s*\.([A-Za-z-]+)\s*\})", re.DOTALL)
_PARTS = ["paragraph", "table"]
Anchor = Callable[[str, SyntaxTreeNode], str]


def read_figure(
    kind: FigureKind, node: SyntaxTreeNode, inlines: InlineReader, report: Report, anchor: Anchor
) -> Figure | None:
    """Return the figure of a division, or ``None`` where it has another shape, which is reported.

    ``anchor`` takes a name that the caption is given and returns the anchor that it becomes.
    """
    parts = [child.type for child in node.children]
    caption = node.children[2] if parts == [*_PARTS, "paragraph"] else None
    if parts != _PARTS and (caption is None or not caption.children[0].content.startswith(CAPTION)):
        hint = "write what it shows as one paragraph, then a table, then perhaps a line “: caption”"
        report(f"a {kind.value} holds a paragraph, a table and a caption, nothing else", node, hint)
        return None
    told, table = node.children[:2]
    return _Reader(kind, inlines, report, anchor).figure(told, table, caption)


class _Reader:
    def __init__(self, kind: FigureKind, inlines: InlineReader, report: Report, anchor: Anchor) -> None:
        self.kind, self.inlines, self.report, self.anchor = kind, inlines, report, anchor

    def figure(self, told: SyntaxTreeNode, table: SyntaxTreeNode, caption: SyntaxTreeNode | None) -> Figure | None:
        head, *bodies = table.children
        columns = [cell for row in head.children for cell in row.children]
        if self.kind is FigureKind.TIMELINE and len(columns) != 2:
            self.report(f"a timeline has two columns, not {len(columns)}", table, "write “| date | words |” rows")
            return None
        rows = [row for body in bodies for row in body.children]
        data = tuple(tuple(self.datum(cell, column) for column, cell in enumerate(row.children)) for row in rows)
        if self.kind is FigureKind.TIMELINE:
            self.check_order(rows, data)
        alternative = self.words(told.children[0])
        if not data or not alternative:
            return None
        words, name = self.inlines.read_named(caption.children[0], skip=len(CAPTION)) if caption else ((), "")
        return Figure(
            kind=self.kind,
            header=tuple(self.words(cell.children[0]) if cell.children else () for cell in columns),
            rows=data,
            alternative=alternative,
            caption=words,
            anchor=self.anchor(name, caption) if caption and name else "",
        )

    def datum(self, cell: SyntaxTreeNode, column: int) -> Datum:
        """Return a cell with its sign. Which columns have signs depends on the kind of figure."""
        node = cell.children[0] if cell.children else None
        words = self.words(node) if node else ()
        span = _SPAN.fullmatch(node.content) if node else None
        if span is None:
            return Datum(words, self.unsigned(node, column) if node and words else None)
        name, sign = span.group(2), _SIGNS.get(span.group(2))
        if sign is None:
            self.report(f"there is no sign “{name}”", cell, did_you_mean(name, _SIGNS))
        elif not self.takes(sign, column):
            self.report(f"a {self.kind.value} has no sign “{name}” in column {column + 1}", cell, self.rule())
        return Datum(_unwrapped(words, len(span.group(1)) + 1), sign)

    def unsigned(self, node: SyntaxTreeNode, column: int) -> Sign | None:
        """Return the sign of a cell that names none: a date stands for a dated point, an answer must have one."""
        if self.kind is FigureKind.TIMELINE:
            return None if column else Sign.STATED
        if column:
            self.report("a cell of a matrix has words without a sign", node, self.rule())
        return None

    def takes(self, sign: Sign, column: int) -> bool:
        """Return whether a column may hold the sign."""
        return column == 0 and sign is not Sign.EXCLUDED if self.kind is FigureKind.TIMELINE else column > 0

    def rule(self) -> str:
        """Return how signs are written in this kind of figure."""
        if self.kind is FigureKind.TIMELINE:
            return "mark only a date, and only as [18 June]{.open} where its year is not known"
        return f"write the answers as [words]{{.sign}} with one of {', '.join(_SIGNS)}"

    def check_order(self, rows: Sequence[SyntaxTreeNode], data: Sequence[tuple[Datum, ...]]) -> None:
        """Report a dated row below one whose place among the dates is not known."""
        is_open = False
        for row, (date, _) in zip(rows, data, strict=True):
            if is_open and date.sign is not Sign.OPEN:
                self.report("a dated row stands below an open one", row, "put rows without a year last")
                return
            is_open = date.sign is Sign.OPEN

    def words(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """Return the words of a cell or of the alternative text, where nothing can be followed or looked up."""
        words = self.inlines.read(node)
        if any(isinstance(inline, NoteReference | Link | CrossReference) for inline in walk_inlines(words)):
            self.report("a figure holds a note mark or a link outside its caption", node, "put it in the caption")
        return words


def _unwrapped(words: Cell, end: int) -> Cell:
    """Return the words of a span without the bracket before them and the ``end`` characters after them."""
    first, last = words[0], words[-1]
    if not isinstance(first, Text) or not isinstance(last, Text):
        return words
    cut = [*words]
    cut[-1] = Text(last.text[:-end], last.language, last.fact)
    cut[0] = Text(cut[0].text[1:] if isinstance(cut[0], Text) else "", first.language, first.fact)
    return tuple(inline for inline in cut if not (isinstance(inline, Text) and not inline.text))
