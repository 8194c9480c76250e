"""Figures: a group of DrawingML shapes in a line of its own, with its caption below (ECMA-376 part 1, 20.4).

Word 2010 and later and LibreOffice draw the group; a program that draws none reads the alternative text instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from briefings.document import Cell, Figure
from briefings.errors import BriefingError
from briefings.figures import Disc, Label, Scene, Shape, Stroke, Tone, label_size, lay_out
from briefings.figures.estimate import estimated_lines
from briefings.traversal import figure_words
from briefings.writers.word.canvas import Canvas
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import LABELS, StyleId
from briefings.writers.word.inlines import Look, words, write_caption, write_inlines
from briefings.writers.word.picture import DRAWING, EMU_PER_POINT
from briefings.writers.word.xml import paragraph

_MICROSOFT: Final = "http://schemas.microsoft.com/office/word/2010"
_GROUP: Final = f"{_MICROSOFT}/wordprocessingGroup"
_NAMES: Final = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    f' xmlns:wpg="{_GROUP}" xmlns:wps="{_MICROSOFT}/wordprocessingShape"'
    f' xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main"'
)
#: Space around a caption and height of its lines, in parts of the body size, so that a page holds both for sure.
_CAPTION_SPACE, _CAPTION_LINE = 1.4, 1.3


def write_figure(composition: Composition, figure: Figure) -> str:
    """Return the drawing and its caption, kept on one page; refuses what cannot be laid out or does not fit a page."""
    opening, on = composition.leave_table(), composition.canvas
    size = label_size(on.body)

    def lines(cell: Cell, width: float, bold: bool) -> int:
        return estimated_lines(cell, width, size, bold)

    try:
        scene = lay_out(figure, on.width, on.height - _caption_height(figure, on), size, lines)
    except BriefingError as error:
        for problem in error.problems:
            composition.refuse(problem.message, problem.hint)
        return opening
    drawing = _Drawing(composition, scene, on.colours).run(words(composition, figure.alternative))
    shown = [*figure.alternative, *(each for cell in figure_words((figure,)) for each in cell)]
    drawing = composition.comments.around_all(composition, shown, drawing)
    if not figure.caption:
        return opening + paragraph(StyleId.FIGURE_ALONE, drawing)
    caption = write_caption(composition, StyleId.FIGURE_CAPTION, figure.caption, figure.anchor)
    return opening + paragraph(StyleId.FIGURE, drawing) + caption


def _caption_height(figure: Figure, on: Canvas) -> float:
    lines = estimated_lines(figure.caption, on.width, on.body, True)
    return (lines * _CAPTION_LINE + _CAPTION_SPACE) * on.body if lines else 0.0


class _Drawing:
    """One figure on its way into markup."""

    def __init__(self, composition: Composition, scene: Scene, colours: Mapping[Tone, str]) -> None:
        self._composition, self._scene, self._colours = composition, scene, colours

    def run(self, alternative: str) -> str:
        """Return the run that draws the scene; ``alternative`` is spelt for XML."""
        scene, number = self._scene, self._composition.drawing_number()
        extent = f'cx="{_emu(scene.width)}" cy="{_emu(scene.height)}"'
        shapes = "".join(self._shape(shape) for shape in scene.shapes)
        labels = "".join(self._label(label) for label in scene.labels if label.words)
        frame = f'<a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="0" y="0"/><a:chExt {extent}/>'
        return (
            f'<w:r><mc:AlternateContent {_NAMES}><mc:Choice Requires="wpg"><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
            f'<wp:docPr id="{number}" name="Figure {number}" descr="{alternative}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/>'
            f"<wpg:grpSpPr><a:xfrm>{frame}</a:xfrm></wpg:grpSpPr>{shapes}{labels}</wpg:wgp></a:graphicData></a:graphic>"
            f'</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t xml:space="preserve">{alternative}</w:t>'
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )

    def _shape(self, shape: Shape) -> str:
        return self._disc(shape) if isinstance(shape, Disc) else self._stroke(shape)

    def _disc(self, disc: Disc) -> str:
        weight = self._scene.weight
        radius = disc.radius if disc.filled else disc.radius - weight / 2
        ink = self._colours[Tone.INK]
        fill = f"{_fill(ink)}<a:ln><a:noFill/></a:ln>" if disc.filled else f"<a:noFill/>{_line(ink, weight)}"
        place = _frame(disc.x - radius, disc.y - radius, 2 * radius, 2 * radius)
        return self._wrapped("Mark", "<wps:cNvSpPr/>", place + _geometry("ellipse") + fill)

    def _stroke(self, stroke: Stroke) -> str:
        left, right = sorted((stroke.x1, stroke.x2))
        top, bottom = sorted((stroke.y1, stroke.y2))
        flip = ' flipV="1"' if (stroke.x2 - stroke.x1) * (stroke.y2 - stroke.y1) < 0 else ""
        line = _line(self._colours[stroke.tone], stroke.weight, stroke.dashed)
        place = _frame(left, top, right - left, bottom - top, flip)
        return self._wrapped("Line", "<wps:cNvCnPr/>", place + _geometry("line") + line)

    def _label(self, label: Label) -> str:
        content = write_inlines(self._composition, label.words, Look(strong=label.bold, mute=True))
        place = _frame(label.x, label.y, label.width, label.height)
        look = f"{place}{_geometry('rect')}<a:noFill/><a:ln><a:noFill/></a:ln>"
        text = f"<wps:txbx><w:txbxContent>{paragraph(LABELS[label.align], content)}</w:txbxContent></wps:txbx>"
        return self._wrapped("Label", '<wps:cNvSpPr txBox="1"/>', look, text, "ctr" if label.middle else "t")

    def _wrapped(self, name: str, kind: str, look: str, text: str = "", anchor: str = "t") -> str:
        number = self._composition.drawing_number()
        return (
            f'<wps:wsp><wps:cNvPr id="{number}" name="{name} {number}"/>{kind}<wps:spPr>{look}</wps:spPr>{text}'
            f'<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
            "<a:noAutofit/></wps:bodyPr></wps:wsp>"
        )


def _frame(left: float, top: float, width: float, height: float, flip: str = "") -> str:
    at = f'<a:off x="{_emu(left)}" y="{_emu(top)}"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/>'
    return f"<a:xfrm{flip}>{at}</a:xfrm>"


def _geometry(preset: str) -> str:
    return f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _line(colour: str, weight: float, dashed: bool = False) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{_emu(weight)}">{_fill(colour)}{dash}</a:ln>'


def _emu(points: float) -> int:
    return round(points * EMU_PER_POINT)
