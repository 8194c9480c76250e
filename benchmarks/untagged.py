"""The untagged twin: the same engine and pages with structure, marked content and metadata left out.

Nothing of it can be reached from the package: the drawing classes are replaced here, for the length of one call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from briefings.document import Document
from briefings.style import HouseStyle
from briefings.writers.pdf import drawing, engine, file, writer
from briefings.writers.pdf.tree import Tree

_PARENT = re.compile(rb" /StructParent \d+")


class PlainTree(Tree):
    """Counts links and keeps nothing else."""

    def __init__(self, elements: object) -> None:
        """Take what a tree takes."""
        super().__init__(())
        self._count = 0

    def mark(self, element: object) -> int:
        """Return a number that nobody draws."""
        return 0

    def add_link(self, element: object) -> int:
        """Return the index of a link."""
        self._count += 1
        return self._count - 1

    def set_box(self, element: object, box: object) -> None:
        """Keep nothing."""


class PlainPage(drawing.PageDrawing):
    """Draws without marks."""

    def fill(self, fills, kind="") -> None:
        """Draw the rectangles."""
        height = self._height
        for x, y, width, tall, colour in fills:
            corners = " ".join(map(drawing.number, (x, height - y - tall, width, tall)))
            self._operators.append(f"{drawing.colour_parts(colour)} rg {corners} re f")
            self._colour = None

    def draw(self, drawings) -> None:
        """Draw the shapes of figures."""
        for scene, x, y, look, _ in drawings:
            shapes = drawing.shape_operators(scene, (x, self._height - y), look.tones)
            self._operators += ["q", *shapes, "Q"]

    def _enter(self, owner) -> None:
        pass

    def _close(self) -> None:
        pass


class PlainPdf(file.PdfDrawing):
    """Writes pages, links, outline and fonts alone."""

    def _add_links(self, links) -> None:
        goals = self._goals(self._page_numbers())
        for page, live in zip(self._pdf.Pages.pages, self._live, strict=True):
            for area in live:
                self._put(f"link-{area.serial}", _PARENT.sub(b"", self._annotation(area, goals)))
            page.Annots = [engine.reference(f"link-{area.serial}") for area in live]
            page.Trans = None

    def _add_structure(self, links) -> None:
        pass

    def _fill_catalog(self) -> None:
        pass


def write_untagged(document: Document, style: HouseStyle) -> writer.PdfFile:
    """Return the document as a PDF without any tag."""
    with _replaced():
        made = writer.write_pdf(document, style)
    if any(mark in made.data for mark in (b"StructTreeRoot", b"/Marked", b"StructParent", b"/Metadata")):
        raise AssertionError("the twin is tagged: it no longer replaces what draws the tags")
    return made


@contextmanager
def _replaced() -> Iterator[None]:
    with (
        mock.patch.object(file, "PageDrawing", PlainPage),
        mock.patch.object(file, "Tree", PlainTree),
        mock.patch.object(writer, "PdfDrawing", PlainPdf),
    ):
        yield
