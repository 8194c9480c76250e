"""The fonts and colours of a theme (ECMA-376 part 1, 20.1.6), written out where another theme will stand."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field

from briefings.attaching.word.markup import DRAWING, VALUE, Element, local, take, w
from briefings.attaching.word.package import Package

_SLOTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")
_THEME_ATTRIBUTE: Final = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
#: Names of colours in Word (17.18.97) and in drawings (20.1.10.54) to slots of the scheme, before the mapping.
_MAPPED: Final = {
    "text1": "dark1",
    "text2": "dark2",
    "background1": "light1",
    "background2": "light2",
    "tx1": "dark1",
    "tx2": "dark2",
    "bg1": "light1",
    "bg2": "light2",
}
_MAPPING_NAME: Final = {"dark1": "t1", "dark2": "t2", "light1": "bg1", "light2": "bg2"}
_SCHEME_NAME: Final = {
    "dark1": "dk1",
    "dark2": "dk2",
    "light1": "lt1",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_TYPEFACES: Final = {"+mj": "major", "+mn": "minor"}
_SCRIPT: Final = {"lt": "latin", "ea": "ea", "cs": "cs"}
#: Attributes of Word that name a colour by the theme, with tint and shade: of letters and lines, and of a filling.
_LINE: Final = ("themeColor", "themeTint", "themeShade")
_FILLING: Final = ("themeFill", "themeFillTint", "themeFillShade")


class Theme(Struct, frozen=True):
    """What the names of a theme mean; two equal themes look the same."""

    fonts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(``major`` or ``minor``, ``latin``, ``ea`` or ``cs``) to a typeface; a missing one is the program's choice."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """Slot of the scheme, such as ``dk1``, to six hexadecimal digits."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Name of Word (``t1``, ``bg1`` …) to the slot it stands for, from the settings (17.15.1.20)."""

    def colour(self, name: str) -> str | None:
        """Return the six digits for a name of Word or of a drawing, ``None`` for one that is not of the scheme."""
        slot = _MAPPED.get(name, name)
        slot = self.mapping.get(_MAPPING_NAME.get(slot, ""), slot) if name in _MAPPED else slot
        return self.colours.get(_SCHEME_NAME.get(slot, slot))

    def typeface(self, name: str) -> str | None:
        """Return the typeface for a name such as ``minorHAnsi`` or ``+mn-lt``, ``None`` where the theme has none."""
        if name.startswith("+"):
            family, _, script = name.partition("-")
            return self.fonts.get((_TYPEFACES.get(family, ""), _SCRIPT.get(script, "")))
        family = "major" if name.startswith("major") else "minor"
        script = {"EastAsia": "ea", "Bidi": "cs"}.get(name[len(family) :], "latin")
        return self.fonts.get((family, script))


def theme_of(package: Package) -> Theme:
    """Return the theme of the file; an empty one where it has none."""
    root = package.root_of("theme")
    if root is None:
        return Theme()
    settings = package.root_of("settings")
    mapping = None if settings is None else settings.find(w("clrSchemeMapping"))
    names = {} if mapping is None else {local_name(name): str(slot) for name, slot in mapping.attrib.items()}
    return Theme(dict(_fonts(root)), dict(_colours(root)), names)


def local_name(name: object) -> str:
    """Return the name of an attribute without its namespace."""
    return str(name).rpartition("}")[2]


def _fonts(root: Element) -> Iterator[tuple[tuple[str, str], str]]:
    for family in ("major", "minor"):
        for script in ("latin", "ea", "cs"):
            node = root.find(f".//{{{DRAWING}}}{family}Font/{{{DRAWING}}}{script}")
            if node is not None and node.get("typeface"):
                yield (family, script), str(node.get("typeface"))


def _colours(root: Element) -> Iterator[tuple[str, str]]:
    scheme = root.find(f".//{{{DRAWING}}}clrScheme")
    for slot in scheme if scheme is not None else ():
        for node in slot:
            digits = node.get("lastClr") or node.get("val") or ""
            if len(digits) == 6:
                yield local(slot), digits.upper()


def write_out(root: Element, theme: Theme) -> None:
    """Replace every name of the theme in the part by the font or colour that it means there."""
    for node in root.iter("*"):
        name = local(node)
        if name == "rFonts":
            _write_fonts(node, theme)
        elif name == "schemeClr":
            colour = theme.colour(node.get("val", ""))
            if colour is not None:
                node.tag = f"{{{DRAWING}}}srgbClr"
                node.set("val", colour)
        elif node.get("typeface", "").startswith("+"):
            typeface = theme.typeface(node.get("typeface", ""))
            if typeface is not None:
                node.set("typeface", typeface)
        else:
            _write_colours(node, theme)


def _write_fonts(node: Element, theme: Theme) -> None:
    for slot in _SLOTS:
        name = take(node, w(_THEME_ATTRIBUTE[slot]))
        typeface = None if name is None else theme.typeface(name)
        if typeface is not None:
            node.set(w(slot), typeface)


def _write_colours(node: Element, theme: Theme) -> None:
    # The colour of letters is the value of its element; a border or an underline has a value beside its colour.
    line = VALUE if local(node) == "color" else w("color")
    for plain, (named, tinted, shaded) in ((line, _LINE), (w("fill"), _FILLING)):
        name = take(node, w(named))
        tint, shade = take(node, w(tinted)), take(node, w(shaded))
        colour = None if name is None else theme.colour(name)
        if colour is not None:
            node.set(plain, _blended(colour, tint or "FF", shade or "FF"))


def _blended(colour: str, tint: str, shade: str) -> str:
    """Return the colour with its luminance raised by the tint and lowered by the shade (17.3.2.6)."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = _share(shade) * light
    light = light * _share(tint) + (1 - _share(tint))
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _share(digits: str) -> float:
    try:
        return min(int(digits, 16), 255) / 255
    except ValueError:
        return 1.0
