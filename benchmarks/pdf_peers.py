"""Other programs that make PDFs, given the same words: their input is generated from the same document.

A peer that is not installed is said and skipped.
"""

from __future__ import annotations

import importlib.util
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import count
from pathlib import Path

from benchmarks.material import REPOSITORY
from briefings.document import (
    BlockQuote,
    Contents,
    Document,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    Text,
)

FONTS = REPOSITORY / "briefings" / "fonts"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#~^$\"'@&/=+\-])")


@dataclass(frozen=True)
class Peer:
    """A program and what it makes of a document."""

    name: str
    module: str
    prepare: Callable[[Document], Callable[[], bytes]]
    """Returns what is timed: from the peer's own input to the bytes of a tagged PDF."""

    @property
    def installed(self) -> bool:
        """Return whether it can be imported."""
        return importlib.util.find_spec(self.module) is not None


def typst_source(document: Document) -> str:
    """Return the document as Typst markup."""
    notes = {note.number: note.inlines for note in document.notes}
    head = (
        '#set document(title: "An invented document", date: none)\n#set text(font: "Source Sans Pro", size: 10.5pt, '
        'lang: "en")\n#set page(paper: "a4", margin: 24mm, numbering: "1 / 1")\n\n'
    )
    return head + "\n\n".join(_typst_block(block, notes) for block in document.blocks)


def _typst_block(block, notes) -> str:
    run = partial(_typst_run, notes=notes)
    match block:
        case Heading():
            return f"{'=' * block.level} {run(block.inlines)}"
        case Paragraph():
            return run(block.inlines)
        case List():
            items = ("\n\n".join(_typst_block(child, notes) for child in item) for item in block.items)
            return "\n".join("- " + item.replace("\n", "\n  ") for item in items)
        case BlockQuote():
            return f"#quote(block: true)[{' '.join(_typst_block(child, notes) for child in block.blocks)}]"
        case Contents():
            return f"#outline(title: [{run(block.title)}], depth: {block.depth})"
        case Table():
            widths = ", ".join(f"{column.share:.3f}fr" for column in block.columns)
            head = ", ".join(f"[{run(cell)}]" for cell in block.header)
            rows = ",\n".join(", ".join(f"[{run(cell)}]" for cell in row) for row in block.rows)
            table = f"table(columns: ({widths}), table.header({head}),\n{rows})"
            return f"#figure(caption: [{run(block.caption)}], {table})"
    raise TypeError(type(block).__name__)


def _typst_run(inlines, notes) -> str:
    def one(inline) -> str:
        match inline:
            case Text():
                return _SPECIAL.sub(r"\\\1", inline.text)
            case Strong():
                return f"#strong[{_typst_run(inline.children, notes)}]"
            case Emphasis():
                return f"#emph[{_typst_run(inline.children, notes)}]"
            case Link():
                return f'#link("{inline.target}")[{_typst_run(inline.children, notes)}]'
            case NoteReference():
                return f"#footnote[{_typst_run(notes[inline.number], notes)}]"
            case LineBreak():
                return " \\ "
        raise TypeError(type(inline).__name__)

    return "".join(map(one, inlines))


def html_source(document: Document) -> str:
    """Return the document as HTML with the style sheet that WeasyPrint reads."""
    notes = {note.number: note.inlines for note in document.notes}
    faces = "".join(
        f"@font-face{{font-family:S;src:url({(FONTS / name).as_uri()});font-weight:{weight};font-style:{style}}}"
        for name, weight, style in (
            ("SourceSansPro-Regular.ttf", 400, "normal"),
            ("SourceSansPro-Bold.ttf", 700, "normal"),
            ("SourceSansPro-It.ttf", 400, "italic"),
        )
    )
    css = faces + (
        "@page{size:A4;margin:24mm;@bottom-right{content:counter(page) ' / ' counter(pages)}}"
        "body{font:10.5pt/1.34 S}.n{float:footnote;font-size:.82em}table{width:100%}td,th{text-align:left}"
        "nav a::after{content:leader('. ') target-counter(attr(href),page)}nav li{list-style:none}"
    )
    body = "\n".join(_html_block(block, document, notes) for block in document.blocks)
    head = f"<meta charset=utf-8><title>An invented document</title><style>{css}</style>"
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'


def _html_block(block, document, notes) -> str:
    run = partial(_html_run, notes=notes)
    match block:
        case Heading():
            return f'<h{block.level} id="{block.anchor}">{run(block.inlines)}</h{block.level}>'
        case Paragraph():
            return f"<p>{run(block.inlines)}</p>"
        case List():
            items = ("".join(_html_block(child, document, notes) for child in item) for item in block.items)
            return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        case BlockQuote():
            return f"<blockquote>{''.join(_html_block(child, document, notes) for child in block.blocks)}</blockquote>"
        case Contents():
            listed = [each for each in document.blocks if isinstance(each, Heading) and 2 <= each.level <= block.depth]
            links = "".join(f'<li><a href="#{each.anchor}">{run(each.inlines)}</a></li>' for each in listed)
            return f"<nav><p><b>{run(block.title)}</b></p><ul>{links}</ul></nav>"
        case Table():
            head = "".join(f"<th scope=col>{run(cell)}</th>" for cell in block.header)
            rows = "".join("<tr>" + "".join(f"<td>{run(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
            caption = f"<caption>{run(block.caption)}</caption>" if block.caption else ""
            return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    raise TypeError(type(block).__name__)


def _html_run(inlines, notes) -> str:
    def one(inline) -> str:
        match inline:
            case Text():
                return escape(inline.text)
            case Strong():
                return f"<b>{_html_run(inline.children, notes)}</b>"
            case Emphasis():
                return f"<i>{_html_run(inline.children, notes)}</i>"
            case Link():
                return f'<a href="{escape(inline.target)}">{_html_run(inline.children, notes)}</a>'
            case NoteReference():
                return f"<span class=n>{_html_run(notes[inline.number], notes)}</span>"
            case LineBreak():
                return "<br>"
        raise TypeError(type(inline).__name__)

    return "".join(map(one, inlines))


def _typst(document: Document) -> Callable[[], bytes]:
    import typst

    path = Path(tempfile.mkdtemp(prefix="briefings-bench-")) / "source.typ"
    source = typst_source(document)
    rounds = count(1)

    def make() -> bytes:
        # Typst remembers what it has laid out in a process; a size changed by nothing one sees makes it work again.
        size = f"size: {10.5 + next(rounds) / 100_000}pt"
        path.write_text(source.replace("size: 10.5pt", size, 1), encoding="utf-8")
        return bytes(typst.compile(str(path), font_paths=[str(FONTS)], pdf_standards=["ua-1"]))

    return make


def _weasyprint(document: Document) -> Callable[[], bytes]:
    import logging

    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    source = html_source(document)
    return lambda: weasyprint.HTML(string=source).write_pdf(pdf_variant="pdf/ua-1")


PEERS = (Peer("typst", "typst", _typst), Peer("WeasyPrint", "weasyprint", _weasyprint))
