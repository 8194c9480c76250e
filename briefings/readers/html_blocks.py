"""The blocks of an HTML page in document order: headings, paragraphs, items, tables, captions; not what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.sources import SegmentKind

if TYPE_CHECKING:
    from lxml import etree

CELL = " | "
ITEM = "- "
#: Never text of the page, whoever looks at it.
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "audio"}
    | {"video", "canvas", "svg", "map", "head", "title", "meta", "link", "base", "input", "select", "textarea"}
    | {"button", "datalist", "option", "progress", "meter", "param", "source", "track", "area", "img"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTIONS = frozenset({"figcaption", "caption"})
_ITEMS = frozenset({"li", "dt", "dd"})
_BLOCKS = frozenset(
    {"html", "body", "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl"}
    | {"fieldset", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "main", "menu", "nav", "ol", "p"}
    | {"pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
#: Parts of a page that are about the page and not of its text.
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "menu", "dialog", "search"})
_ROLES = frozenset({"navigation", "contentinfo", "complementary", "search", "banner", "dialog", "menu", "menubar"})
_UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0*)?(?![.\d])"
    r"|font-size:0(?:\.0*)?(?:px|pt|em|rem|%)?(?![.\d])"
)
_SPACE = re.compile(r"[ \t\n\f]+")


class Block(Struct, frozen=True):
    """One block of a page."""

    kind: SegmentKind
    text: str
    tag: str
    line: int | None
    """Line of the file it begins in."""
    furniture: bool
    """Whether it stands in navigation, a footer, a side column or a form."""
    cells: tuple[str, ...] = ()
    """Of a table."""


class Walk:
    """A walk through a page, and the blocks it finds."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.blocks: list[Block] = []
        self.hidden: list[str] = []
        self.deleted = 0
        self._inline: list[str] = []
        self._kind = SegmentKind.BODY
        self._tag = ""
        self._line: int | None = None
        self._furniture = 0
        self._prefix = ""
        self._verbatim = False

    def enter(self, element: etree._Element) -> None:
        """Take in an element and what stands in it. The parser bounds the depth of a tree (256)."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SILENT:
            return
        if _is_hidden(element):
            self.hidden.append(" ".join(texts(element)))
        elif tag == "del":
            self.deleted += 1
        elif tag == "br":
            self._inline.append("\n")
        elif tag == "table" and not _lays_out(element):
            self._table(element)
        elif tag in _BLOCKS or tag in _HEADINGS or tag in _CAPTIONS or tag in _ITEMS:
            self._block(element, tag)
        else:
            self._within(element)

    def finish(self) -> None:
        """Close the last block."""
        self._flush()

    def _within(self, element: etree._Element) -> None:
        self._words(element.text)
        for each in element:
            self.enter(each)
            self._words(each.tail)

    def _words(self, text: str | None) -> None:
        if text:
            self._inline.append(text if self._verbatim else _SPACE.sub(" ", text))

    def _block(self, element: etree._Element, tag: str) -> None:
        self._flush()
        outer = (self._kind, self._tag, self._line, self._verbatim)
        prefix = self._prefix
        aside = _is_furniture(element, tag)
        self._furniture += aside
        kind = self._kind_of(tag)
        self._kind, self._tag, self._line = kind, tag, _line(element)
        self._verbatim = self._verbatim or tag == "pre"
        self._prefix = ITEM if tag in _ITEMS else "" if kind is not SegmentKind.LIST else self._prefix
        self._within(element)
        self._flush()
        self._furniture -= aside
        self._kind, self._tag, self._line, self._verbatim = outer
        if tag in _ITEMS or kind is not SegmentKind.LIST:
            self._prefix = prefix

    def _kind_of(self, tag: str) -> SegmentKind:
        if tag in _HEADINGS:
            return SegmentKind.HEADLINE
        if tag in _CAPTIONS:
            return SegmentKind.CAPTION
        if tag in _ITEMS:
            return SegmentKind.LIST
        return self._kind

    def _flush(self) -> None:
        text = "\n".join(part.strip(" \t\n\f") for part in "".join(self._inline).split("\n"))
        text = _SPACE.sub(lambda match: "\n" if "\n" in match.group() else " ", text).strip(" \n")
        self._inline.clear()
        if text.strip():
            words = self._prefix + text
            self.blocks.append(Block(self._kind, words, self._tag, self._line, bool(self._furniture)))
            # A second paragraph of an item goes on with it.
            self._prefix = ""

    def _table(self, table: etree._Element) -> None:
        self._flush()
        rows: list[list[str]] = []
        for element in table.iter("caption", "tr"):
            if element.tag == "caption":
                self._block(element, "caption")
            elif not _is_hidden(element):
                cells = [self._cell(cell) for cell in element if cell.tag in ("td", "th")]
                if any(cells):
                    rows.append(cells)
        if rows:
            text = "\n".join(CELL.join(row) for row in rows)
            words = tuple(cell for row in rows for cell in row if cell)
            furniture = bool(self._furniture)
            self.blocks.append(Block(SegmentKind.TABLE, text, "table", _line(table), furniture, words))

    def _cell(self, cell: etree._Element) -> str:
        """Return the words of a cell in one line; what is hidden or deleted in it counts as elsewhere."""
        inner = Walk()
        inner.enter(cell)
        inner.finish()
        self.hidden += inner.hidden
        self.deleted += inner.deleted
        return " ".join(_SPACE.sub(" ", block.text.removeprefix(ITEM)) for block in inner.blocks)


def texts(element: etree._Element) -> list[str]:
    """Return the stretches of text in an element, in order."""
    return [text for text in element.itertext() if isinstance(text, str)]


def _line(element: etree._Element) -> int | None:
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or (element.tag == "dialog" and element.get("open") is None):
        return True
    style = element.get("style")
    return style is not None and _UNSEEN.search(re.sub(r"\s|/\*.*?\*/", "", style).lower()) is not None


def _is_furniture(element: etree._Element, tag: str) -> bool:
    if tag in _FURNITURE or (element.get("role") or "") in _ROLES:
        return True
    # The header of an article holds its headline; that of the page holds the site’s name.
    return tag == "header" and not any(each.tag in ("article", "main") for each in element.iterancestors())


def _lays_out(table: etree._Element) -> bool:
    """Return whether a table only puts parts of the page beside one another."""
    if (table.get("role") or "") in ("presentation", "none"):
        return True
    inside: Iterator[etree._Element] = table.iter("table", "h1", "h2", "article", "main", "form")
    return any(element is not table for element in inside)
