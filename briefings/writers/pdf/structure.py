"""Structure elements of a tagged PDF (ISO 32000-1, 14.7): what a stretch of the page is."""

from __future__ import annotations

from msgspec import Struct


class Element(Struct, frozen=True, eq=False):
    """One element of the structure tree; two elements are the same only if they are one object."""

    tag: str
    """A standard structure type (ISO 32000-1, 14.8.4)."""
    parent: Element | None
    """``None`` for the Document element alone."""
    language: str | None = None
    """BCP 47 tag where it differs from the parent's."""
    identifier: str | None = None
    """Unique in the file; notes need one (ISO 14289-1, 7.9)."""
    alternative: str | None = None
    """What a picture shows."""
    attributes: str = ""
    """Entries of the attribute dictionary, as PDF writes them."""


class Structure:
    """The block-level elements of a document in reading order.

    Inline elements (links, spans) are not kept here: drawing hangs them into the tree where their words stand.
    """

    def __init__(self) -> None:
        """Start with the Document element."""
        self.document = Element("Document", None)
        self._elements = [self.document]

    def add(self, tag: str, parent: Element, attributes: str = "", identifier: str | None = None) -> Element:
        """Return a new element, the last child of its parent so far."""
        return self.put(Element(tag, parent, attributes=attributes, identifier=identifier))

    def put(self, element: Element) -> Element:
        """Return the element given, now the last child of its parent so far."""
        self._elements.append(element)
        return element

    @property
    def elements(self) -> tuple[Element, ...]:
        """Return all elements, each parent before its children."""
        return tuple(self._elements)
