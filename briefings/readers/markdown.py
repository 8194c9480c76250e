"""Stage 4: composed Markdown becomes a document; tokens come back as text that knows its fact.

CommonMark with pipe tables, footnotes, spans and fenced divisions in pandoc's spelling; raw HTML is off. Each kind of
syntax node has one function in a read-only table; a node that is not in it is a problem with its line, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    Align,
    Annex,
    Block,
    BlockQuote,
    Cell,
    Column,
    Contents,
    Division,
    Heading,
    List,
    Note,
    Paragraph,
    Role,
    Section,
    Table,
)
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.names import did_you_mean
from briefings.readers.figures import FIGURES, read_figure
from briefings.readers.inlines import CAPTION, InlineReader
from briefings.tokens import ValueTable
from briefings.traversal import plain_text

_ALIGN = {"text-align:left": Align.LEFT, "text-align:center": Align.CENTRE, "text-align:right": Align.RIGHT}
_ROLES = {role.value: role for role in Role}
#: A class and its attributes in braces, or a class alone.
_DIVISION = re.compile(r"\{\s*\.([a-z-]+)((?:\s+[^}\s]+)*)\s*\}|([a-z-]+)")
_DEPTH = re.compile(r'depth="?([2-6])"?')
_CONTENTS_HINT = "write ::: {.contents depth=2}, a line with its title, and :::"
#: Divisions whose blocks stand in the body as if there were none.
_TRANSPARENT = ("section", "annex")
#: A bar that parts two cells.
_BAR = re.compile(r"(?<!\\)\|")
#: A column is never narrower than this part of the table.
_MIN_SHARE = 0.04


class Parsed(Struct, frozen=True):
    """Blocks and notes of a brief, before properties and furniture are put around them."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


def read_markdown(text: str, values: ValueTable, language: str, file: str, numbered: bool = False) -> Parsed:
    """Return the blocks and notes of a composed Markdown text.

    ``language`` is the code of the brief's language, ``file`` names the template in problems, ``numbered`` numbers the
    paragraphs of the body. Raises ``BriefingError`` (exit 4) with every problem of the text.
    """
    reader = _Reader(text, values, language, file, numbered)
    root = SyntaxTreeNode(_parser().parse(text, {}))
    parsed = reader.document(root)
    if reader.problems:
        raise BriefingError(reader.problems)
    return parsed


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=True)
    parser.use(container_plugin, "division", validate=lambda *_: True)
    return parser


@dataclass
class _Reader:
    text: str
    values: ValueTable
    language: str
    file: str
    numbered: bool
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    paragraphs: int = 0
    level: int = 0
    has_contents: bool = False
    annex_opens: bool = False

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        self.inlines = InlineReader(self.values, self.language, self.report)

    def report(self, message: str, node: SyntaxTreeNode, hint: str | None = None) -> None:
        line = next((at.map[0] + 1 for at in (node, *_ancestors(node)) if at.map), None)
        place = f" (composed line {line})" if line else ""
        self.problems.append(Problem(ExitCode.TEMPLATE, message + place, Location(self.file), hint))

    def document(self, root: SyntaxTreeNode) -> Parsed:
        body = [node for node in root.children if node.type != "footnote_block"]
        blocks = self.blocks(body, top=True)
        notes = [
            self.note(note) for block in root.children if block.type == "footnote_block" for note in block.children
        ]
        return Parsed(blocks, tuple(sorted(notes, key=lambda note: note.number)))

    def blocks(self, nodes: list[SyntaxTreeNode], top: bool = False) -> tuple[Block, ...]:
        made: list[Block] = []
        for node in nodes:
            function = _BLOCKS.get(node.type)
            if function is None:
                self.report(f"a brief cannot hold “{node.type}”", node, hint="see the list of blocks in the README")
                continue
            if caption := self.caption(node, made):
                made[-1] = caption
            elif block := function(self, node, top):
                made.append(block)
        return tuple(made)

    def caption(self, node: SyntaxTreeNode, made: list[Block]) -> Table | None:
        """Return the table before a paragraph that begins with ``: ``, with that paragraph as its caption."""
        if node.type != "paragraph" or not made or not isinstance(table := made[-1], Table):
            return None
        if not node.children[0].content.startswith(CAPTION):
            return None
        caption, name = self.inlines.read_named(node.children[0], skip=len(CAPTION))
        return replace(table, caption=caption, anchor=self.given_anchor(name, node) if name else "")

    def note(self, node: SyntaxTreeNode) -> Note:
        inlines = tuple(
            run for child in node.children if child.type == "paragraph" for run in self.inlines.read(child.children[0])
        )
        return Note(int(node.meta["id"]) + 1, inlines)

    def heading(self, node: SyntaxTreeNode, top: bool) -> Block | None:
        level = int(node.tag[1])
        if level > self.level + 1:
            self.report(
                f"heading of level {level} follows one of level {self.level}",
                node,
                hint=f"use {'#' * (self.level + 1)}",
            )
        if level == 1 and self.level:
            self.report("a brief has one title (#)", node, hint="use ## for sections")
        self.level = level
        inlines, name = self.inlines.read_named(node.children[0])
        if self.annex_opens and "annex" not in self.anchors:
            # Whatever its words, a reference can lead to the annex.
            name = name or "annex"
        self.annex_opens = False
        return Heading(level, inlines, self.given_anchor(name, node) if name else self.anchor(plain_text(inlines)))

    def given_anchor(self, name: str, node: SyntaxTreeNode) -> str:
        if name in self.anchors:
            self.report(f"“{name}” names two places of the brief", node, "give each a name of its own")
        self.anchors[name] = self.anchors.get(name, 0) + 1
        return name

    def anchor(self, words: str) -> str:
        folded = unicodedata.normalize("NFD", words.casefold()).encode("ascii", "ignore").decode()
        name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:30].strip("-") or "section"
        self.anchors[name] = self.anchors.get(name, 0) + 1
        return name if self.anchors[name] == 1 else f"{name}-{self.anchors[name]}"

    def paragraph(self, node: SyntaxTreeNode, top: bool) -> Block | None:
        inlines = self.inlines.read(node.children[0])
        if not inlines:
            return None
        if not (top and self.numbered):
            return Paragraph(inlines)
        self.paragraphs += 1
        return Paragraph(inlines, self.paragraphs)

    def list(self, node: SyntaxTreeNode, top: bool) -> Block | None:
        items = tuple(blocks for item in node.children if (blocks := self.blocks(item.children)))
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        return List(items, start) if items else None

    def quote(self, node: SyntaxTreeNode, top: bool) -> Block | None:
        return BlockQuote(self.blocks(node.children))

    def division(self, node: SyntaxTreeNode, top: bool) -> Block | None:
        name, attributes = _division_of(node.info.strip())
        if name == "contents":
            return self.contents(node, attributes, top)
        if name in FIGURES:
            for table in (child for child in node.children if child.type == "table"):
                self.check_cells(table)
            return read_figure(FIGURES[name], node, self.inlines, self.report, self.given_anchor)
        if name in _TRANSPARENT:
            self.annex_opens = name == "annex"
            blocks = self.blocks(node.children, top)
            made = Annex(blocks) if name == "annex" else Section(attributes.removeprefix("name="), blocks)
            return made if blocks else None
        if name not in _ROLES:
            self.report(
                f"unknown division “{name}”", node, did_you_mean(name, [*_ROLES, *FIGURES, *_TRANSPARENT, "contents"])
            )
            return None
        blocks = self.blocks(node.children)
        return Division(_ROLES[name], blocks) if blocks else None

    def contents(self, node: SyntaxTreeNode, attributes: str, top: bool) -> Block | None:
        depth = _DEPTH.fullmatch(attributes) if attributes else None
        held = [child.type for child in node.children]
        if attributes and not depth:
            self.report(f"contents cannot have “{attributes}”", node, "depth is the deepest level listed, 2 to 6")
        elif not top:
            self.report("contents cannot stand inside another block", node, "move them out of it")
        elif self.has_contents:
            self.report("a brief has one list of contents", node, "take this one out")
        elif held != ["paragraph"]:
            self.report("contents hold one paragraph, their title", node, _CONTENTS_HINT)
        else:
            self.has_contents = True
            return Contents(self.inlines.read(node.children[0].children[0]), int(depth.group(1)) if depth else 2)
        return None

    def check_cells(self, table: SyntaxTreeNode) -> None:
        """Report each row with more cells than the header has: the parser leaves them out without a word."""
        columns = len(table.children[0].children[0].children)
        for row in (row for part in table.children for row in part.children):
            line = self.lines[row.map[0]] if row.map else ""
            cells = len(_BAR.findall(line.strip().strip("|"))) + 1
            if cells > columns:
                hint = "take a cell out, name a column more, or write \\| for a bar that is only a sign"
                self.report(f"a row has {cells} cells, the header {columns}", row, hint)

    def table(self, node: SyntaxTreeNode, top: bool) -> Block | None:
        self.check_cells(node)
        head, *body = node.children
        header = self.row(head.children[0])
        rows = tuple(self.row(row) for part in body for row in part.children)
        if not any(plain_text(cell).strip() for cell in header):
            self.report("a table needs words in its header row", node, hint="name each column")
        return Table(self.columns(node, head.children[0]), header, rows, row_header=True) if rows else None

    def row(self, node: SyntaxTreeNode) -> tuple[Cell, ...]:
        return tuple(self.inlines.read(cell.children[0]) if cell.children else () for cell in node.children)

    def columns(self, node: SyntaxTreeNode, header: SyntaxTreeNode) -> tuple[Column, ...]:
        """Return the columns; widths follow the dashes of the line below the header, as pandoc reads them."""
        line = self.lines[node.map[0] + 1] if node.map else ""
        dashes = [len(part.strip()) for part in line.strip().strip("|").split("|")]
        weights = dashes if len(dashes) == len(header.children) else [1] * len(header.children)
        shares = [max(weight / sum(weights), _MIN_SHARE) for weight in weights]
        aligns = [_ALIGN.get(str(cell.attrs.get("style", "")), Align.LEFT) for cell in header.children]
        return tuple(Column(share / sum(shares), align) for share, align in zip(shares, aligns, strict=True))


def _division_of(info: str) -> tuple[str, str]:
    """Return the class and the attributes of a fence; what does not fit is a class that nobody knows."""
    match = _DIVISION.fullmatch(info)
    return (match.group(1) or match.group(3), (match.group(2) or "").strip()) if match else (info, "")


def _ancestors(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return [ancestor for ancestor in found if not ancestor.is_root]


_BLOCKS: Mapping[str, Callable[[_Reader, SyntaxTreeNode, bool], Block | None]] = MappingProxyType(
    {
        "heading": _Reader.heading,
        "paragraph": _Reader.paragraph,
        "bullet_list": _Reader.list,
        "ordered_list": _Reader.list,
        "blockquote": _Reader.quote,
        "container_division": _Reader.division,
        "table": _Reader.table,
    }
)
