"""A page becomes PDF operators. Whatever is drawn is part of a structure element or is marked as an artifact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from briefings.style import Colour
from briefings.writers.pdf.fonts import Face
from briefings.writers.pdf.furniture import Frame
from briefings.writers.pdf.inlines import Anchor, Fragment
from briefings.writers.pdf.lines import Part
from briefings.writers.pdf.objects import colour_parts, number
from briefings.writers.pdf.shapes import shape_operators
from briefings.writers.pdf.slices import Drawing, Fill, PlacedLine
from briefings.writers.pdf.structure import Element
from briefings.writers.pdf.tree import Tree

_LAYOUT = "<< /Type /Layout >>"
_REPEATED = "<< /Type /Pagination >>"
HEAD = "<< /Type /Pagination /Subtype /Header /Attached [/Top] >>"
FOOT = "<< /Type /Pagination /Subtype /Footer /Attached [/Bottom] >>"
#: Upper and lower edge of the live part of a link, in parts of the type size from the base line.
_LINK_TOP, _LINK_BOTTOM = 0.85, 0.25

#: Returns for a text in a face its pieces: the name of the font resource and the hexadecimal codes.
Encoder = Callable[[Face, str], "Iterable[tuple[str, str]]"]


class LiveArea(NamedTuple):
    """A rectangle of the page that leads somewhere, in PDF's upward coordinates."""

    left: float
    bottom: float
    right: float
    top: float
    anchor: Anchor
    serial: int
    """Among all link annotations of the file."""


class PageDrawing:
    """The operators of one page."""

    def __init__(self, height: float, tree: Tree, encode: Encoder) -> None:
        """Take the page's height, the tree that content is hung into, and what turns text into codes."""
        self._height, self._tree, self._encode = height, tree, encode
        self._operators: list[str] = []
        self.live: list[LiveArea] = []
        """Links met while drawing."""
        self._font: tuple[str, float] | None = None
        self._colour: Colour | None = None
        self._rise = 0.0
        self._open: Element | str | None = None
        tree.start_page()

    @property
    def operators(self) -> str:
        """Return everything drawn so far."""
        return "\n".join(self._operators)

    def fill(self, fills: Iterable[Fill], kind: str = _LAYOUT) -> None:
        """Draw the rectangles in order as one artifact."""
        out = []
        for x, y, width, height, colour in fills:
            corners = (x, self._height - y - height, width, height)
            out.append(f"{colour_parts(colour)} rg {' '.join(map(number, corners))} re f")
        if out:
            self._operators += [f"/Artifact {kind} BDC", *out, "EMC"]
            self._colour = None

    def draw(self, drawings: Iterable[Drawing]) -> None:
        """Draw the shapes of figures, each as content of its element, and keep where the element stands."""
        for scene, x, y, look, element in drawings:
            top = self._height - y
            self._tree.set_box(element, (x, top - scene.height, x + scene.width, top))
            mark = self._tree.mark(element)
            self._operators += [f"/{element.tag} << /MCID {mark} >> BDC", "q"]
            self._operators += shape_operators(scene, (x, top), look.tones)
            self._operators += ["Q", "EMC"]

    def frame(self, frame: Frame, kind: str) -> None:
        """Draw the head or the foot of the page as artifacts."""
        self.fill(frame.fills, kind)
        self.write(frame.lines, kind)

    def write(self, lines: Iterable[PlacedLine], artifact: str = _REPEATED) -> None:
        """Draw the lines in order; ``artifact`` is the kind of those that are artifacts."""
        self._operators.append("BT")
        for line in lines:
            self._operators.append(f"1 0 0 1 {number(line.x)} {number(self._height - line.y)} Tm")
            kind = artifact if line.artifact else None
            x = line.x
            for anchor, runs in groupby(line.runs, _anchor_of):
                start = x
                for run in runs:
                    self._write_run(run, kind)
                    x += run.width
                if anchor and not kind:
                    self._make_live(anchor, (start, anchor.reach or x), line.y, run.fragment)
        self._close()
        self._operators.append("ET")

    def _write_run(self, run: Part, artifact: str | None) -> None:
        text, _, fragment = run
        self._enter(artifact or fragment.element or _LAYOUT)
        if fragment.colour != self._colour:
            self._colour = fragment.colour
            self._operators.append(f"{colour_parts(fragment.colour)} rg")
        if fragment.rise != self._rise:
            self._rise = fragment.rise
            self._operators.append(f"{number(fragment.rise)} Ts")
        for font, codes in self._encode(fragment.face, text):
            if (font, fragment.size) != self._font:
                self._font = (font, fragment.size)
                self._operators.append(f"{font} {number(fragment.size)} Tf")
            self._operators.append(f"<{codes}> Tj")

    def _enter(self, owner: Element | str) -> None:
        if owner == self._open:
            return
        self._close()
        self._open = owner
        if isinstance(owner, str):
            self._operators.append(f"/Artifact {owner} BDC")
        else:
            self._operators.append(f"/{owner.tag} << /MCID {self._tree.mark(owner)} >> BDC")

    def _close(self) -> None:
        if self._open is not None:
            self._operators.append("EMC")
            self._open = None

    def _make_live(self, anchor: Anchor, span: tuple[float, float], y: float, fragment: Fragment) -> None:
        base = self._height - y + fragment.rise
        bottom, top = base - fragment.size * _LINK_BOTTOM, base + fragment.size * _LINK_TOP
        self._close()
        serial = self._tree.add_link(anchor.element)
        self.live.append(LiveArea(span[0], bottom, span[1], top, anchor, serial))


def _anchor_of(run: Part) -> Anchor | None:
    return run.fragment.anchor
