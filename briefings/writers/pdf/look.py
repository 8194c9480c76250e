"""How a brief looks: every size, space and colour, derived from the house style. All lengths are in points."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import Role
from briefings.figures import LEADING, Tone, label_size
from briefings.style import Colour, HouseStyle, Palette

#: From this free part of a line on its next word is parted: text is set ragged, so that a hyphen is rarely needed.
_RAGGED = 0.1


class Setting(Struct, frozen=True):
    """How the lines of one kind of paragraph are set."""

    size: float
    leading: float
    """Distance of two base lines."""
    colour: Colour
    link: Colour
    bold: bool = False
    before: float = 0.0
    """Least space above the paragraph; of two neighbouring spaces the larger holds."""
    after: float = 0.0
    gap: float | None = None
    """Free part of a line from which on its next word is parted; 1: only words wider than a line; ``None``: never."""

    @property
    def parts_words(self) -> bool:
        """Whether a word may be parted by the patterns of its language."""
        return self.gap is not None


class Bar(Struct, frozen=True):
    """An upright bar at the left edge of a box."""

    offset: float
    """From the box's left edge."""
    width: float
    colour: Colour


class BoxLook(Struct, frozen=True):
    """What sets a division apart."""

    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    """Paddings between the box's edges and what it holds."""
    ground: Colour | None = None
    border: Colour | None = None
    """Colour of a thin line on all four sides."""
    over: Colour | None = None
    under: Colour | None = None
    """Colours of a thin line above and of one below."""
    bars: tuple[Bar, ...] = ()


class RoleLook(Struct, frozen=True):
    """How one kind of division looks."""

    setting: Setting
    box: BoxLook | None = None
    ground: Colour | None = None
    """Ground of the tables in it."""


class TableLook(Struct, frozen=True):
    """How tables look."""

    cell: Setting
    head: Setting
    caption: Setting
    ground: Colour
    """Ground of the header row."""
    rule: Colour
    """Between rows."""
    last_rule: Colour
    """Under the last row."""
    across: float
    """Padding at the left and right of a cell."""
    down: float
    """Padding above and below the text of a cell."""


class FigureLook(Struct, frozen=True):
    """How figures look."""

    label: Setting
    caption: Setting
    tones: Mapping[Tone, Colour]


class ContentsLook(Struct, frozen=True):
    """How contents look."""

    title: Setting
    levels: tuple[Setting, ...]
    """Of the entries; the outermost first, deeper ones have the last."""
    step: float
    """How far an entry is set in from the one above it in rank."""
    hang: float
    """How far the second line of an entry is set in from the first."""
    leader: Colour


class Look(Struct, frozen=True):
    """The whole look of a brief."""

    body: Setting
    headings: tuple[Setting, ...]
    """Level 1 first."""
    note: Setting
    marking: Setting
    furniture: Setting
    table: TableLook
    figure: FigureLook
    contents: ContentsLook
    quote: RoleLook
    roles: Mapping[Role, RoleLook]
    item_gap: float
    """Least space between two items of a list."""
    step: float
    """How far a level of a list, a quotation or the text of a numbered paragraph is set in."""
    rule: Colour
    """Of the thin lines in the head and the foot of a page and above the notes."""


def derive_look(style: HouseStyle) -> Look:
    """Return the look that follows from the type size and the palette of the house."""
    size, palette = float(style.size), style.palette
    body = Setting(size, size * 1.34, palette.text, palette.link, before=size * 0.5, after=size * 0.5, gap=_RAGGED)
    small = replace(body, size=size * 0.88, leading=size * 0.88 * 1.34, before=size * 0.4, after=size * 0.4)
    return Look(
        body=body,
        headings=_headings(body, palette),
        note=replace(small, size=size * 0.82, leading=size * 0.82 * 1.3, before=size * 0.18, after=0.0),
        marking=replace(small, size=size * 0.9, leading=size * 1.1, bold=True, gap=None),
        furniture=replace(small, size=size * 0.78, leading=size, colour=palette.muted, gap=None),
        table=_table(body, palette),
        figure=_figure(body, palette),
        contents=_contents(body, palette),
        quote=RoleLook(body, BoxLook(left=size * 1.3, right=size * 1.3, bars=(Bar(0, 1, _pale(palette.muted, 0.5)),))),
        roles=_roles(body, small, palette),
        item_gap=size * 0.3,
        step=size * 1.55,
        rule=_pale(palette.muted, 0.55),
    )


def _headings(body: Setting, palette: Palette) -> tuple[Setting, ...]:
    size = body.size

    def heading(scale: float, before: float, after: float) -> Setting:
        big = size * scale
        return Setting(big, big * 1.2, palette.heading, palette.link, True, size * before, size * after)

    return (
        heading(1.6, 0.3, 0.4),
        heading(1.25, 1.2, 0.4),
        heading(1.1, 1.15, 0.35),
        heading(1.0, 1.0, 0.3),
        replace(heading(1.0, 0.9, 0.25), colour=palette.text),
        replace(heading(0.92, 0.9, 0.25), colour=palette.text),
    )


def _table(body: Setting, palette: Palette) -> TableLook:
    size = body.size * 0.92
    cell = replace(body, size=size, leading=size * 1.32)
    return TableLook(
        cell=cell,
        head=replace(cell, bold=True, colour=palette.on_accent, link=palette.on_accent, gap=1.0),
        caption=replace(
            cell, bold=True, colour=palette.heading, before=body.size * 0.8, after=body.size * 0.35, gap=None
        ),
        ground=palette.accent,
        rule=_pale(palette.muted, 0.45),
        last_rule=palette.accent,
        across=body.size * 0.48,
        down=body.size * 0.36,
    )


def _figure(body: Setting, palette: Palette) -> FigureLook:
    size = label_size(body.size)
    label = replace(body, size=size, leading=size * LEADING)
    return FigureLook(
        label=label,
        caption=replace(label, bold=True, colour=palette.heading, before=body.size * 0.6, after=body.size * 0.8),
        tones=MappingProxyType({Tone.INK: palette.heading, Tone.RULE: _pale(palette.muted, 0.45)}),
    )


def _contents(body: Setting, palette: Palette) -> ContentsLook:
    size = body.size
    entry = replace(body, leading=size * 1.25, link=palette.text, before=size * 0.22, after=size * 0.22)
    small = replace(entry, size=size * 0.92, leading=size * 0.92 * 1.25, before=size * 0.1, after=size * 0.1)
    title = Setting(size * 1.1, size * 1.32, palette.heading, palette.link, True, size * 1.2, size * 0.4)
    return ContentsLook(title, (entry, small), size * 1.4, size * 1.2, _pale(palette.muted, 0.7))


def _roles(body: Setting, small: Setting, palette: Palette) -> Mapping[Role, RoleLook]:
    size = body.size
    edge = size * 0.75
    large = replace(body, size=size * 1.1, leading=size * 1.1 * 1.36)
    tinted = BoxLook(edge, edge, edge, size * 1.25, palette.tint, bars=(Bar(0, size * 0.42, palette.accent),))
    line = _pale(palette.muted, 0.55)
    double = (Bar(0, 1.1, palette.text), Bar(2.9, 1.1, palette.text))
    return MappingProxyType(
        {
            Role.SUBTITLE: RoleLook(replace(large, colour=palette.muted, before=0, after=size * 0.7, gap=None)),
            Role.PARTICULARS: RoleLook(small, BoxLook(size * 0.55, 0, size * 0.55, 0, over=line, under=line)),
            Role.BOTTOM_LINE: RoleLook(large, tinted),
            Role.KEY_FACTS: RoleLook(body, None, palette.tint),
            Role.DECISION: RoleLook(body, BoxLook(edge, edge, edge, edge, border=palette.accent)),
            Role.JUDGEMENT: RoleLook(body, BoxLook(edge, edge, edge, size * 1.15, palette.judgement, bars=double)),
            Role.REMARK: RoleLook(
                replace(body, colour=palette.muted),
                BoxLook(size * 0.15, 0, size * 0.15, size, bars=(Bar(0, 2, palette.muted),)),
            ),
            Role.CHANGES: RoleLook(small, BoxLook(edge * 0.8, edge, edge * 0.8, edge, border=palette.muted)),
            Role.NOTICE: RoleLook(replace(small, colour=palette.muted)),
        }
    )


def _pale(colour: Colour, part: float) -> Colour:
    """Return the colour mixed with white; ``part`` is the colour's own part, 0 to 1."""
    return Colour(*(round(255 - (255 - value) * part) for value in (colour.red, colour.green, colour.blue)))
