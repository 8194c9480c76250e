"""A document as Markdown: CommonMark with pandoc's tables, footnotes, spans and fenced divisions.

It is what the other writers print, for other tools. Words are escaped, so that none of them can act as syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from briefings.document import (
    Align,
    Annex,
    Block,
    BlockQuote,
    CaptionNumber,
    Cell,
    Column,
    Contents,
    CrossReference,
    Datum,
    Division,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    NoteReference,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
)
from briefings.errors import BriefingError, ExitCode, Problem

_ALWAYS = re.compile(r"([\\`*_{}\[\]<>#|~^$\"'@&])")
_DASHES = re.compile(r"-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.")
_LEADING = re.compile(r"^(\s*)([-+:=%(]|[0-9A-Za-z]{1,6}[.)](?=\s|$))")
_FENCE = re.compile(r"^ *(:{3,})", re.MULTILINE)
_TABLE_WIDTH = 60


def write_markdown(document: Document) -> str:
    """Return the document as Markdown text. Raises ``BriefingError`` (exit 6) for a node it cannot express."""
    about = document.properties
    head = ["---", f"title: {_quoted(about.title)}", f"author: {_quoted(about.author)}", f"lang: {document.language}"]
    head += [f"date: {_quoted(about.date)}", "---"]
    blocks = [_block(block) for block in document.blocks]
    draft = document.furniture.draft
    banner = [f"**{_escaped(draft)}**"] if draft else []
    notes = [f"[^{note.number}]: {_start(_run(note.inlines))}" for note in document.notes]
    return "\n\n".join(["\n".join(head), *banner, *blocks, *notes]) + "\n"


def _block(block: Block) -> str:
    return _kind(_BLOCKS, block)(block)


def _kind(table: Mapping[type, Callable[[Any], str]], node: object) -> Callable[[Any], str]:
    function = table.get(type(node))
    if function is None:
        raise BriefingError(Problem(ExitCode.LAYOUT, f"Markdown cannot express a {type(node).__name__}"))
    return function


def _heading(block: Heading) -> str:
    return f"{'#' * block.level} {_run(block.inlines)} {{#{block.anchor}}}"


def _paragraph(block: Paragraph) -> str:
    number = f"{block.number}\\. " if block.number else ""
    return number + (_run(block.inlines) if number else _start(_run(block.inlines)))


def _list(block: List) -> str:
    items = []
    for index, item in enumerate(block.items):
        mark = "- " if block.start is None else f"{block.start + index}. "
        body = "\n\n".join(_block(child) for child in item)
        items.append(mark.ljust(4) + body.replace("\n", "\n    "))
    return "\n".join(items)


def _table(block: Table) -> str:
    rows = [_row(block.header), _rule(block.columns), *(_row(row) for row in block.rows)]
    caption = f"\n\n: {_caption(block)}" if block.caption else ""
    return "\n".join(rows) + caption


def _caption(block: Table | Figure) -> str:
    words = _run(block.caption)
    return f"[{words}]{{#{block.anchor}}}" if block.anchor else words


def _row(cells: Iterable[Cell]) -> str:
    return _row_of(map(_run, cells))


def _row_of(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(columns: Iterable[Column]) -> str:
    return "|" + "|".join(_dashes(column) for column in columns) + "|"


def _dashes(column: Column) -> str:
    dashes = "-" * max(3, round(column.share * _TABLE_WIDTH))
    ends = {Align.LEFT: ("", ""), Align.CENTRE: (":", ":"), Align.RIGHT: ("", ":")}
    left, right = ends[column.align]
    return left + dashes + right


def _quote(block: BlockQuote) -> str:
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(map(_block, block.blocks)).split("\n"))


def _division(block: Division) -> str:
    return _fenced(block.role.value, map(_block, block.blocks))


def _fenced(name: str, blocks: Iterable[str]) -> str:
    """Return a division; its fence is longer than those inside, which would end it."""
    body = "\n\n".join(blocks)
    fence = ":" * max([3, *(len(inner) + 1 for inner in _FENCE.findall(body))])
    return f"{fence} {{.{name}}}\n{body}\n{fence}"


def _figure(block: Figure) -> str:
    """Return the division that the figure was read from: alternative text, data, caption."""
    head = [_row(block.header), "|" + "---|" * len(block.header)]
    rows = [_row_of(_datum(datum) for datum in row) for row in block.rows]
    caption = [f": {_caption(block)}"] if block.caption else []
    body = [_start(_run(block.alternative)), "\n".join([*head, *rows]), *caption]
    return _fenced(block.kind.value, body)


def _datum(datum: Datum) -> str:
    words = _run(datum.words)
    return f"[{words}]{{.{datum.sign.value}}}" if datum.sign else words


def _section(block: Section) -> str:
    return "\n\n".join(map(_block, block.blocks))


def _annex(block: Annex) -> str:
    return _fenced("annex", map(_block, block.blocks))


def _contents(block: Contents) -> str:
    return f"::: {{.contents depth={block.depth}}}\n{_start(_run(block.title))}\n:::"


def _run(inlines: Iterable[Inline]) -> str:
    return "".join(_kind(_INLINES, inline)(inline) for inline in inlines)


def _text(inline: Text) -> str:
    words = _escaped(inline.text)
    return f"[{words}]{{lang={inline.language}}}" if inline.language else words


def _escaped(text: str) -> str:
    return _DASHES.sub(r"\\\g<0>", _ALWAYS.sub(r"\\\1", text))


def _start(text: str) -> str:
    """Return text that begins a block, with a mark escaped that would make it a list, a table caption or a title."""
    return _LEADING.sub(lambda match: match.group(1) + _mark(match.group(2)), text)


def _mark(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}" if len(mark) > 1 else f"\\{mark}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_BLOCKS: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        List: _list,
        Table: _table,
        BlockQuote: _quote,
        Division: _division,
        Section: _section,
        Annex: _annex,
        Figure: _figure,
        Contents: _contents,
    }
)
_INLINES: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        Text: _text,
        Strong: lambda inline: f"**{_run(inline.children)}**",
        Emphasis: lambda inline: f"*{_run(inline.children)}*",
        CrossReference: lambda inline: f"[{_run(inline.children)}](#{inline.anchor})",
        CaptionNumber: lambda inline: str(inline.number),
        Link: lambda inline: f"[{_run(inline.children)}](<{inline.target}>)",
        NoteReference: lambda inline: f"[^{inline.number}]",
        LineBreak: lambda inline: "\\\n",
    }
)
