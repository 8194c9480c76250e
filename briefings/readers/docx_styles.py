"""What the styles of a Word file say of a paragraph or a run: heading, caption, list item, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from lxml import etree

#: WordprocessingML, transitional and strict (ISO/IEC 29500-1 and -4).
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_HEADING = re.compile(r"heading [1-9]|title|subtitle")
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20


class Look(Struct, frozen=True):
    """What a style says; ``None`` where it leaves a thing to the style it is based on."""

    based_on: str | None
    name: str
    outline: bool | None
    listed: bool | None
    hidden: bool | None


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take ``styles.xml``, or ``None`` where the file has none."""
        self._looks: dict[str, Look] = {}
        for style in children(root, "style"):
            properties = child(style, "pPr")
            self._looks[attribute(style, "styleId") or ""] = Look(
                based_on=attribute(child(style, "basedOn"), "val"),
                name=(attribute(child(style, "name"), "val") or "").lower(),
                outline=_outline(properties),
                listed=_listed(properties),
                hidden=switch(child(style, "rPr"), "vanish"),
            )

    def is_heading(self, properties: etree._Element | None) -> bool:
        """Return whether a paragraph with these properties is a title or a heading."""
        own = _outline(properties)
        if own is not None:
            return own
        for look in self._chain(_style(properties, "pStyle")):
            if _HEADING.fullmatch(look.name):
                return True
            if look.outline is not None:
                return look.outline
        return False

    def is_caption(self, properties: etree._Element | None) -> bool:
        """Return whether a paragraph is the caption of a picture or a table."""
        return any(look.name == "caption" for look in self._chain(_style(properties, "pStyle")))

    def is_item(self, properties: etree._Element | None) -> bool:
        """Return whether a paragraph is an item of a list, by itself or by its style."""
        own = _listed(properties)
        if own is not None:
            return own
        found = (look.listed for look in self._chain(_style(properties, "pStyle")) if look.listed is not None)
        return next(found, False)

    def is_hidden(self, paragraph: etree._Element | None, run: etree._Element | None) -> bool:
        """Return whether a run is hidden text, by itself, by its style or by that of its paragraph."""
        own = switch(run, "vanish")
        if own is not None:
            return own
        for name in (_style(run, "rStyle"), _style(paragraph, "pStyle")):
            found = next((look.hidden for look in self._chain(name) if look.hidden is not None), None)
            if found is not None:
                return found
        return False

    def _chain(self, name: str | None) -> Iterator[Look]:
        """Yield a style and those it is based on; a loop ends."""
        for _ in range(_DEEPEST):
            look = self._looks.get(name or "")
            if look is None:
                return
            yield look
            name = look.based_on


def local(element: etree._Element) -> str:
    """Return the name of a WordprocessingML element, ``prefix:name`` for a few others, or an empty text."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{"):
        return ""
    namespace, _, name = tag[1:].partition("}")
    if namespace in NAMESPACES:
        return name
    return f"{_OTHERS[namespace]}:{name}" if namespace in _OTHERS else ""


_OTHERS = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name; none of ``None``."""
    for each in element if element is not None else ():
        if local(each) == name:
            yield each


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of a name, or ``None``."""
    return next(children(element, name), None)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute in the WordprocessingML namespace, or ``None``."""
    if element is None:
        return None
    return next((value for space in NAMESPACES if (value := element.get(f"{{{space}}}{name}")) is not None), None)


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """Return a property that is on or off, or ``None`` where it is not named."""
    found = child(properties, name)
    return None if found is None else (attribute(found, "val") or "on").lower() not in _OFF


def _style(properties: etree._Element | None, name: str) -> str | None:
    return attribute(child(properties, name), "val")


def _outline(properties: etree._Element | None) -> bool | None:
    value = attribute(child(properties, "outlineLvl"), "val")
    return None if value is None else value != "9"


def _listed(properties: etree._Element | None) -> bool | None:
    numbering = child(properties, "numPr")
    return None if numbering is None else attribute(child(numbering, "numId"), "val") != "0"
