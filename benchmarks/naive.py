"""The script that a developer writes in an afternoon: Markdown in, python-docx and ReportLab out.

It prints the words of a brief with headings, lists, tables, bold and italics, and sets the notes at the end. It knows
nothing of this package. ``python -m benchmarks.naive OUTPUT FILE.md …``
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

_FONTS = Path(__file__).resolve().parents[1] / "briefings" / "fonts"
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^ *:::.*$\n?", re.MULTILINE)
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}$")


class Piece(NamedTuple):
    """A run of words, or the mark of a note."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: bool = False


Pieces = list[Piece]


class Block(NamedTuple):
    """A heading (with its level), paragraph, item, table or note."""

    kind: str
    level: int = 0
    pieces: Sequence[Piece] = ()
    rows: Sequence[list[Pieces]] = ()


def read(text: str) -> list[Block]:
    """Return the blocks of pandoc’s Markdown; the notes come last."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(attrs_plugin, spans=True)
    blocks: list[Block] = []
    kind, level, rows, items, notes = "paragraph", 0, [], 0, 0
    for token in parser.parse(_FENCE.sub("", _FRONT.sub("", text))):
        if token.type == "heading_open":
            kind, level = "heading", int(token.tag[1])
        elif token.type == "heading_close":
            kind = "paragraph"
        elif token.type in ("list_item_open", "list_item_close"):
            items += token.nesting
        elif token.type in ("footnote_open", "footnote_close"):
            notes += token.nesting
        elif token.type == "table_open":
            kind, rows = "table", []
        elif token.type == "table_close":
            blocks.append(Block("table", rows=rows))
            kind = "paragraph"
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            pieces = _pieces(token.children)
            if kind == "table":
                rows[-1].append(pieces)
            elif notes:
                blocks.append(Block("note", pieces=pieces))
            else:
                blocks.append(Block("item" if items and kind == "paragraph" else kind, level, pieces))
    return blocks


def _pieces(children) -> Pieces:
    found: Pieces = []
    bold = italic = 0
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("em_open", "em_close"):
            italic += child.nesting
        elif child.type == "footnote_ref":
            found.append(Piece(str(child.meta["id"] + 1), mark=True))
        elif child.type in ("softbreak", "hardbreak"):
            found.append(Piece(" "))
        elif child.content:
            found.append(Piece(child.content, bool(bold), bool(italic)))
    if found and not found[-1].mark:
        found[-1] = found[-1]._replace(text=_ANCHOR.sub("", found[-1].text))
    if found:
        found[0] = found[0]._replace(text=found[0].text.removeprefix(": "))
    return found


def word_file(blocks: list[Block]) -> bytes:
    """Return the blocks as a Word file."""
    import docx

    made = docx.Document()
    notes = 0
    for block in blocks:
        if block.kind == "heading":
            _fill(made.add_heading(level=block.level), block.pieces)
        elif block.kind == "table":
            table = made.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, pieces in zip(table.add_row().cells, row, strict=True):
                    _fill(cell.paragraphs[0], pieces)
        elif block.kind == "note":
            if not notes:
                made.add_heading("Notes", level=2)
            notes += 1
            _fill(made.add_paragraph(f"{notes}. "), block.pieces)
        else:
            _fill(made.add_paragraph(style="List Bullet" if block.kind == "item" else None), block.pieces)
    saved = BytesIO()
    made.save(saved)
    return saved.getvalue()


def _fill(paragraph, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        run.bold, run.italic = piece.bold or None, piece.italic or None
        run.font.superscript = piece.mark or None


def pdf_file(blocks: list[Block]) -> bytes:
    """Return the blocks as a PDF."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    styles = _styles()
    story, notes = [], 0
    for block in blocks:
        if block.kind == "heading":
            story.append(Paragraph(_markup(block.pieces), styles[f"Heading{min(block.level, 4)}"]))
        elif block.kind == "table":
            cells = [[Paragraph(_markup(pieces), styles["Normal"]) for pieces in row] for row in block.rows]
            story += [Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)], repeatRows=1), Spacer(1, 8)]
        elif block.kind == "note":
            if not notes:
                story.append(Paragraph("Notes", styles["Heading2"]))
            notes += 1
            story.append(Paragraph(f"{notes}. {_markup(block.pieces)}", styles["Normal"]))
        else:
            bullet = "•" if block.kind == "item" else None
            story.append(Paragraph(_markup(block.pieces), styles["Normal"], bulletText=bullet))
    saved = BytesIO()
    SimpleDocTemplate(saved, pagesize=A4).build(story)
    return saved.getvalue()


def _styles():
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    names = {"S": "Regular", "S-Bold": "Bold", "S-It": "It", "S-BoldIt": "BoldIt"}
    if "S" not in pdfmetrics.getRegisteredFontNames():
        for name, face in names.items():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"SourceSansPro-{face}.ttf")))
        pdfmetrics.registerFontFamily("S", *names)
    styles = getSampleStyleSheet()
    styles["Normal"].fontName = "S"
    styles["Normal"].leftIndent = styles["Normal"].bulletIndent = 0
    for level in range(1, 5):
        styles[f"Heading{level}"].fontName = "S-Bold"
    return styles


def _markup(pieces: Sequence[Piece]) -> str:
    made = []
    for piece in pieces:
        words = escape(piece.text)
        words = f"<b>{words}</b>" if piece.bold else words
        words = f"<i>{words}</i>" if piece.italic else words
        made.append(f"<super>{words}</super>" if piece.mark else words)
    return "".join(made)


def main() -> None:
    """Write a Word file and a PDF of each Markdown file into a folder; with ``--word`` no PDF."""
    words = [word for word in sys.argv[1:] if word != "--word"]
    output = Path(words[0])
    for name in words[1:]:
        source = Path(name)
        blocks = read(source.read_text(encoding="utf-8"))
        (output / f"{source.stem}.docx").write_bytes(word_file(blocks))
        if len(words) == len(sys.argv) - 1:
            (output / f"{source.stem}.pdf").write_bytes(pdf_file(blocks))


if __name__ == "__main__":
    main()
