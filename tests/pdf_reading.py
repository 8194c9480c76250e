"""Reads a tagged PDF back the way a screen reader walks it, and tells where things stand on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

#: Elements whose own text is one block.
_TEXT_BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "Caption", "TOCI"})
#: Operators that build or paint a path (ISO 32000-1, 8.5).
PAINTING = frozenset({b"re", b"m", b"l", b"c", b"f", b"S", b"s"})
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def pdf_blocks(data: bytes) -> tuple[str, ...]:
    """Return the text of the structure tree: the body's blocks in order, then the notes by number as "n text".

    Note marks are ``[n]``; labels of lists and artifacts are left out, empty blocks and the page numbers of contents too;
    white space is folded, and soft hyphens are left out, so that a word parted at a line's end is whole. A figure is its
    alternative text, as a reader for the blind tells it; the logo, which is no part of the text, stands in no Div.
    """
    return read_blocks(TaggedPdf(data))


def read_blocks(reading: TaggedPdf) -> tuple[str, ...]:
    """Return what ``pdf_blocks`` returns, of a file that is open already."""
    body: list[str] = []
    notes: list[str] = []
    for element in reading.elements():
        if element.tag == "Figure" and element.path[-1] == "Div":
            body.append(" ".join(element.node["/Alt"].split()))
        if element.tag in _TEXT_BLOCKS or element.tag == "Note":
            text = " ".join(reading.text(element.node, element.page).replace("\u00ad", "").split())
            (notes if element.tag == "Note" else body).append(text)
    notes.sort(key=lambda note: int(note.split()[0]))
    return tuple(text for text in body + notes if text)


class Element(NamedTuple):
    """One structure element."""

    tag: str
    node: Any
    page: int | None
    """Object number of the page that its bare content identifiers mean."""
    path: tuple[str, ...]
    """Tags of the elements around it, outermost first."""


class Shown(NamedTuple):
    """A piece of text on a page."""

    mark: int | None
    """Marked content identifier; ``None`` in an artifact."""
    text: str
    left: float
    right: float
    base: float
    """Height of the base line over the lower edge of the page."""
    font: str


class TaggedPdf:
    """The structure tree of a file with the text of each marked stretch."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a tagged PDF."""
        self.reader = PdfReader(BytesIO(data))
        trailer: Any = self.reader.trailer
        self.catalog = trailer["/Root"]
        self.root: Any = self.catalog["/StructTreeRoot"]

    @cached_property
    def page_numbers(self) -> dict[int, int]:
        """Return the page counted from 0 by its object number."""
        return {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages) if page.indirect_reference}

    @cached_property
    def shown(self) -> list[list[Shown]]:
        """Return the pieces of text of each page in the order drawn."""
        return [list(_shown(self.reader, page)) for page in self.reader.pages]

    @cached_property
    def _marked(self) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        for page, pieces in enumerate(self.shown):
            for piece in pieces:
                if piece.mark is not None:
                    found[page, piece.mark] = found.get((page, piece.mark), "") + piece.text
        return found

    def elements(self) -> Iterator[Element]:
        """Yield every element, each before what it holds, in reading order."""
        yield from self._below(self.root["/K"], None, ())

    def _below(self, node: Any, page: int | None, path: tuple[str, ...]) -> Iterator[Element]:
        for kid in _kids(node):
            if isinstance(kid, dict) and "/S" in kid:
                tag, home = kid["/S"][1:], _page_of(kid, page)
                yield Element(tag, kid, home, path)
                yield from self._below(kid.get("/K", []), home, (*path, tag))

    def text(self, node: Any, page: int | None) -> str:
        """Return the text of an element and all below it."""
        text = "".join(self._pieces(node, page))
        return f"[{text.strip()}]" if node["/S"] == "/Reference" and node["/P"]["/S"] != "/TOCI" else text

    def page_number(self, element: Element) -> str:
        """Return the page number of an entry of contents."""
        link = element.node["/K"][0].get_object()["/K"][0].get_object()
        return "".join(self.text(kid, _page_of(kid, None)) for kid in _kids(link["/K"]) if _is_page_number(kid)).strip()

    def _pieces(self, node: Any, page: int | None) -> Iterator[str]:
        for kid in _kids(node.get("/K", [])):
            if isinstance(kid, int):
                yield self._marked.get((self.page_numbers[page or 0], kid), "")
            elif kid.get("/Type") == "/MCR":
                yield self._marked.get((self.page_numbers[_page_of(kid, page) or 0], kid["/MCID"]), "")
            elif "/S" in kid and not _is_page_number(kid):
                yield self.text(kid, _page_of(kid, page))

    def pages_of(self, element: Element) -> list[int]:
        """Return the pages, counted from 0, on which an element has content, in reading order."""
        pages = []
        for kid in _kids(element.node.get("/K", [])):
            if isinstance(kid, int):
                pages.append(self.page_numbers[element.page or 0])
            elif kid.get("/Type") == "/MCR":
                pages.append(self.page_numbers[_page_of(kid, None) or 0])
            elif "/S" in kid:
                inner = Element(kid["/S"][1:], kid, _page_of(kid, element.page), ())
                pages += self.pages_of(inner)
        return list(dict.fromkeys(pages))

    def tags_on(self, page: int) -> list[tuple[str, ...]]:
        """Return for each stretch of marked content of the page the tags around it, innermost first."""
        parents: Any = self.root["/ParentTree"]["/Nums"]
        keys = {parents[n]: parents[n + 1] for n in range(0, len(parents), 2)}
        owners = keys[self.reader.pages[page]["/StructParents"]]
        return [tuple(_ancestry(owner.get_object())) for owner in owners.get_object()]


def _is_page_number(node: Any) -> bool:
    """Return whether the element is the last of a link of contents: a span that is there for no language."""
    return (
        not isinstance(node, int)
        and node.get("/S") == "/Span"
        and "/Lang" not in node
        and tuple(_ancestry(node))[1:4] == ("Link", "Reference", "TOCI")
    )


def _ancestry(node: Any) -> Iterator[str]:
    while "/S" in node:
        yield node["/S"][1:]
        node = node["/P"].get_object()


def _kids(node: Any) -> Iterator[Any]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    for kid in node if isinstance(node, list) else [node]:
        yield kid.get_object() if isinstance(kid, IndirectObject) else kid


def _page_of(node: Any, otherwise: int | None) -> int | None:
    return node.raw_get("/Pg").idnum if "/Pg" in node else otherwise


class _Font(NamedTuple):
    name: str
    characters: dict[int, str]
    widths: list[float]


def _shown(reader: PdfReader, page: Any) -> Iterator[Shown]:
    fonts = {name: _font(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    opened: list[int | None] = []
    font, size, x, y = _Font("", {}, []), 0.0, 0.0, 0.0
    for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            entries = operands[1] if len(operands) > 1 else {}
            opened.append(entries.get("/MCID") if isinstance(entries, dict) else None)
        elif operator == b"EMC":
            opened.pop()
        elif operator == b"Tf":
            font, size = fonts[operands[0]], float(operands[1])
        elif operator == b"Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator in {b"Tj", b"Do"} | PAINTING:
            assert opened, "something is drawn outside marked content"
        if operator == b"Tj":
            codes = operands[0].original_bytes
            end = x + sum(font.widths[code] for code in codes) / 1000 * size
            yield Shown(opened[-1], "".join(font.characters[code] for code in codes), x, end, y, font.name)
            x = end
    assert not opened


def _font(font: Any) -> _Font:
    found = _BFCHAR.findall(font["/ToUnicode"].get_data().split(b"beginbfchar")[1])
    characters = {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found}
    return _Font(font["/BaseFont"][1:], characters, [float(width) for width in font["/Widths"]])


def filled_rectangles(data: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Return for each page the left, bottom, width and height of all rectangles drawn."""
    reader = PdfReader(BytesIO(data))
    pages = []
    for page in reader.pages:
        contents: Any = page["/Contents"].get_object()
        operations = ContentStream(contents, reader).operations
        pages.append([tuple(float(n) for n in operands) for operands, operator in operations if operator == b"re"])
    return pages  # type: ignore[return-value]
