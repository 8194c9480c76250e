"""Every colour of words that a look can print is checked on every ground that a look can print it on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefings.style import INKS, Colour, Palette
from briefings.writers.pdf.look import BoxLook, Look, RoleLook, Setting, TableLook, derive_look
from briefings.writers.word.skins import skin_text
from tests.samples import house_style

#: Colours as telling as names: each entry of the palette has its own.
_NAMES = Palette.__struct_fields__
_PALETTE = Palette(**{name: Colour(10 * number + 7, 0, 0) for number, name in enumerate(_NAMES)})
_BY_COLOUR = {getattr(_PALETTE, name): name for name in _NAMES}
_PAIRS = {(ink, ground) for ink, grounds in INKS.items() for ground in grounds}


def _look() -> Look:
    return derive_look(replace(house_style(), palette=_PALETTE))


def _inside(value: Any) -> Iterator[Any]:
    """Yield the value and all that it holds."""
    yield value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _inside(getattr(value, name))
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _inside(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from _inside(held)


def _inks(settings: list[Setting]) -> set[str]:
    return {_BY_COLOUR[colour] for setting in settings for colour in (setting.colour, setting.link)}


def _printed(look: Look) -> set[tuple[str, str]]:
    """Return every ink with every ground it can stand on: boxes, quotations and tables may stand in one another."""
    tables = [held for held in _inside(look) if isinstance(held, TableLook)]
    heads = {id(table.head) for table in tables}
    flowing = _inks([held for held in _inside(look) if isinstance(held, Setting) and id(held) not in heads])
    boxes = [held.ground for held in _inside(look) if isinstance(held, BoxLook | RoleLook) and held.ground]
    grounds = {"paper", *(_BY_COLOUR[ground] for ground in boxes)}
    pairs = {(ink, ground) for ink in flowing for ground in grounds}
    return pairs | {(ink, _BY_COLOUR[table.ground]) for table in tables for ink in _inks([table.head])}


def test_every_pair_of_the_pdf_is_checked() -> None:
    """No more and no less: the list is derived again from the looks."""
    assert _printed(_look()) == _PAIRS


def test_a_new_look_would_be_noticed() -> None:
    """A box on the accent colour, or words in it, cannot slip in beside the list."""
    look = _look()
    box = replace(look, quote=replace(look.quote, ground=_PALETTE.accent))
    words = replace(look, note=replace(look.note, colour=_PALETTE.accent))
    assert ("text", "accent") in _printed(box) - _PAIRS
    assert ("accent", "paper") in _printed(words) - _PAIRS


def test_every_pair_of_word_is_checked() -> None:
    """The skin colours words only with inks, on grounds on which they are checked."""
    styles = re.findall(r"<w:style .*?</w:style>", skin_text("styles.xml"), re.DOTALL)
    body = _word_pairs("paper", *(style for style in styles if "w:tblStylePr" not in style))
    heads = re.findall(r'<w:tblStylePr w:type="firstRow">.*?</w:tblStylePr>', skin_text("styles.xml"), re.DOTALL)
    assert len(heads) == 2
    # The link of a heading cell has a character style of its own, which stands nowhere else.
    assert (body | _word_pairs("accent", *heads)) - {("on_accent", "paper")} <= _PAIRS


def _word_pairs(ground: str, *pieces: str) -> set[tuple[str, str]]:
    pairs = set()
    for piece in pieces:
        fills = re.findall(r'w:fill="(\w+)"', piece) or [ground]
        inks = re.findall(r'<w:color w:val="(\w+)"/>', piece) or ["text"]
        pairs |= {(ink, fill) for ink in inks for fill in fills}
    return pairs
