"""The structure tree of a file: which marked content and which links belong to which element (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from briefings.writers.pdf.objects import number, text_string
from briefings.writers.pdf.structure import Element


class MarkedContent(NamedTuple):
    """A stretch of a page's content."""

    page: int
    """Counted from 0."""
    identifier: int


class LinkObject(NamedTuple):
    """A link annotation."""

    page: int
    serial: int
    """Among all link annotations of the file."""


Kid: TypeAlias = "Element | MarkedContent | LinkObject"


class Numbers(Struct, frozen=True):
    """Object numbers of a file."""

    root: int
    pages: Sequence[int]
    links: Sequence[int]


class Tree:
    """Grows while the pages are drawn."""

    def __init__(self, elements: Sequence[Element]) -> None:
        """Take the block-level elements in reading order, the Document element first."""
        self._kids: dict[Element, list[Kid]] = {}
        self._boxes: dict[Element, tuple[float, float, float, float]] = {}
        self._pages: list[list[Element]] = []
        self._links: list[Element] = []
        for element in elements:
            self._hang(element)

    @property
    def elements(self) -> list[Element]:
        """Return all elements in the order in which they were hung into the tree."""
        return list(self._kids)

    def start_page(self) -> None:
        """Begin the next page."""
        self._pages.append([])

    def mark(self, element: Element) -> int:
        """Return the identifier of a new stretch of content of the element on the page."""
        page = self._pages[-1]
        self._hang(element).append(MarkedContent(len(self._pages) - 1, len(page)))
        page.append(element)
        return len(page) - 1

    def add_link(self, element: Element) -> int:
        """Return the index of a new link annotation of the element on the page."""
        self._hang(element).append(LinkObject(len(self._pages) - 1, len(self._links)))
        self._links.append(element)
        return len(self._links) - 1

    def set_box(self, element: Element, box: tuple[float, float, float, float]) -> None:
        """Keep where a figure stands: left, bottom, right and top in the page's own units."""
        self._boxes[element] = box

    def link_parent(self, index: int) -> int:
        """Return the StructParent number of a link annotation; those of the pages come first."""
        return len(self._pages) + index

    def _hang(self, element: Element) -> list[Kid]:
        kids = self._kids.get(element)
        if kids is None:
            if element.parent:
                self._hang(element.parent).append(element)
            kids = self._kids[element] = []
        return kids

    def element_objects(self, own: dict[Element, int], numbers: Numbers) -> Iterator[tuple[Element, bytes]]:
        """Yield each element with its object; ``own`` holds the object numbers of the elements."""
        for element, kids in self._kids.items():
            parent = own[element.parent] if element.parent else numbers.root
            entries = [f"/Type /StructElem /S /{element.tag} /P {parent} 0 R", *self._entries(element)]
            entries += _kid_entries(kids, own, numbers)
            yield element, f"<< {' '.join(entries)} >>\n".encode("ascii")

    def _entries(self, element: Element) -> Iterator[str]:
        if element.language:
            yield f"/Lang {text_string(element.language)}"
        if element.identifier:
            yield f"/ID {text_string(element.identifier)}"
        if element.alternative:
            yield f"/Alt {text_string(element.alternative)}"
        attributes = element.attributes
        if box := self._boxes.get(element):
            attributes = f"/O /Layout /Placement /Block /BBox [{' '.join(map(number, box))}]"
        if attributes:
            yield f"/A << {attributes} >>"

    def root_object(self, own: dict[Element, int]) -> bytes:
        """Return the StructTreeRoot with its parent tree and the tree of identifiers."""
        pages = [f"{index} [{_references(page, own)}]" for index, page in enumerate(self._pages)]
        links = [f"{self.link_parent(index)} {own[element]} 0 R" for index, element in enumerate(self._links)]
        named = sorted((text_string(e.identifier), own[e]) for e in self._kids if e.identifier)
        document = next(iter(self._kids))
        entries = [
            f"/Type /StructTreeRoot /K [{own[document]} 0 R]",
            f"/ParentTree << /Nums [{' '.join([*pages, *links])}] >>",
            f"/ParentTreeNextKey {len(self._pages) + len(self._links)}",
        ]
        if named:
            names = " ".join(f"{name} {reference} 0 R" for name, reference in named)
            entries.append(f"/IDTree << /Kids [<< /Limits [{named[0][0]} {named[-1][0]}] /Names [{names}] >>] >>")
        return f"<< {' '.join(entries)} >>\n".encode("ascii")


def _references(elements: Sequence[Element], own: dict[Element, int]) -> str:
    return " ".join(f"{own[element]} 0 R" for element in elements)


def _kid_entries(kids: Sequence[Kid], own: dict[Element, int], numbers: Numbers) -> Iterator[str]:
    if not kids:
        return
    home = next((kid.page for kid in kids if isinstance(kid, MarkedContent)), None)
    if home is not None:
        yield f"/Pg {numbers.pages[home]} 0 R"
    yield f"/K [{' '.join(_kid(kid, home, own, numbers) for kid in kids)}]"


def _kid(kid: Kid, home: int | None, own: dict[Element, int], numbers: Numbers) -> str:
    match kid:
        case Element():
            return f"{own[kid]} 0 R"
        case MarkedContent(page, identifier):
            if page == home:
                return str(identifier)
            return f"<< /Type /MCR /Pg {numbers.pages[page]} 0 R /MCID {identifier} >>"
        case LinkObject(page, serial):
            return f"<< /Type /OBJR /Obj {numbers.links[serial]} 0 R /Pg {numbers.pages[page]} 0 R >>"
