"""docxtpl, a Word template with Jinja in it: the template is made here, and is given the words as ready data.

``python -m benchmarks.word_template TEMPLATE.docx OUTPUT FILE.json …``; each JSON file is what ``context`` returns.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.naive import Block, Piece


def context(blocks: list[Block]) -> dict[str, Any]:
    """Return the blocks as plain data. Bold and italics are left out; the marks of notes stand in brackets."""
    return {"blocks": [_block(block) for block in blocks]}


def _block(block: Block) -> dict[str, Any]:
    rows = [[_words(cell) for cell in row] for row in block.rows]
    return {"kind": block.kind, "level": block.level, "text": _words(block.pieces), "rows": rows}


def _words(pieces: Sequence[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.mark else piece.text for piece in pieces)


def make_template(path: Path) -> None:
    """Write the Word template: one paragraph or table for each kind of block, in a loop."""
    import docx

    made = docx.Document()
    made.add_paragraph("{%p for block in blocks %}")
    for level in (1, 2, 3):
        made.add_paragraph(f"{{%p if block.kind == 'heading' and block.level == {level} %}}")
        made.add_heading("{{ block.text }}", level=level)
        made.add_paragraph("{%p endif %}")
    for kind, style in (("paragraph", None), ("item", "List Bullet"), ("note", "List Number")):
        made.add_paragraph(f"{{%p if block.kind == '{kind}' %}}")
        made.add_paragraph("{{ block.text }}", style=style)
        made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if block.kind == 'table' %}")
    table = made.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).text = "{%tr for row in block.rows %}"
    for column, words in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        table.cell(1, column).text = words
    table.cell(2, 0).text = "{%tr endfor %}"
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    made.save(str(path))


def fill(template: Path, given: dict[str, Any], output: Path) -> None:
    """Write the Word file."""
    from docxtpl import DocxTemplate

    made = DocxTemplate(str(template))
    made.render(given, autoescape=True)
    made.save(str(output))


def main() -> None:
    """Fill the template with each JSON file."""
    template, output = Path(sys.argv[1]), Path(sys.argv[2])
    for name in map(Path, sys.argv[3:]):
        fill(template, json.loads(name.read_text(encoding="utf-8")), output / f"{name.stem}.docx")


if __name__ == "__main__":
    main()
