"""What a style comes to (ECMA-376 part 1, 17.7): defaults, the styles it is based on, itself, in that order.

Two styles with the same look may stand for each other, whatever they are based on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from copy import deepcopy
from typing import Final, TypeAlias

from briefings.attaching.word.markup import (
    PARAGRAPH_ORDER,
    RUN_ORDER,
    Element,
    child,
    element,
    listed,
    local,
    put,
    value,
    w,
)

Look: TypeAlias = Hashable
Property: TypeAlias = tuple[str, str, str]
"""Group, property and attribute."""
Below: TypeAlias = Mapping[str, list[Element]]
Content: TypeAlias = Callable[[str], Hashable]

#: Properties whose attributes are inherited one by one, and those whose children are.
_BY_ATTRIBUTE: Final = frozenset({"spacing", "ind", "rFonts", "lang"})
_BY_CHILD: Final = frozenset({"pBdr", "tabs"})
#: What does not change the look: language is a mark of the text, the rest is for editing.
_IGNORED: Final = frozenset({"lang", "rPrChange", "pPrChange", "noProof", "rStyle", "pStyle", "divId", "cnfStyle"})
#: The children of a style that say how it looks; the others are its name and how menus show it.
_LOOKS: Final = frozenset({"pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"})
_RUN_SPACING: Final = "spacing"

#: What Word takes where no style and no default says anything (17.3.1, 17.3.2).
_NEUTRAL_RUN: Final = {
    "rFonts": {
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
        "cs": "Times New Roman",
        "eastAsia": "Times New Roman",
    },
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "color": {"val": "auto"},
    "spacing": {"val": "0"},
    "kern": {"val": "0"},
    "position": {"val": "0"},
    "w": {"val": "100"},
    "u": {"val": "none"},
    "em": {"val": "none"},
    "highlight": {"val": "none"},
    "vertAlign": {"val": "baseline"},
    "effect": {"val": "none"},
    "shd": {"val": "clear", "color": "auto", "fill": "auto"},
}
_NEUTRAL_PARAGRAPH: Final = {
    "spacing": {
        "before": "0",
        "after": "0",
        "line": "240",
        "lineRule": "auto",
        "beforeAutospacing": "0",
        "afterAutospacing": "0",
        "beforeLines": "0",
        "afterLines": "0",
    },
    "ind": {"left": "0", "right": "0", "start": "0", "end": "0", "firstLine": "0", "hanging": "0"},
    "jc": {"val": "left"},
    "shd": {"val": "clear", "color": "auto", "fill": "auto"},
    "textAlignment": {"val": "auto"},
    "outlineLvl": {"val": "9"},
}
_SWITCHES_ON: Final = frozenset(
    {"widowControl", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "overflowPunct"}
)
_SWITCHES: Final = frozenset(
    listed("""
    b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint vanish webHidden rtl cs snapToGrid
    keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap
    overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd contextualSpacing mirrorIndents
    suppressOverlap
""")
)


class StyleSheet:
    """The styles part of one file."""

    def __init__(self, root: Element) -> None:
        """Read the part; styles added to it later are found too, where ``add`` added them."""
        self.root = root
        self.by_id = {style.get(w("styleId"), ""): style for style in root.findall(w("style"))}

    def add(self, style: Element) -> None:
        """Put a style at the end of the part."""
        self.root.append(style)
        self.by_id[style.get(w("styleId"), "")] = style

    def default(self, kind: str) -> str | None:
        """Return the id of the default style of the kind (``paragraph``, ``table`` …), ``None`` where there is none."""
        return next(
            (
                key
                for key, style in self.by_id.items()
                if style.get(w("type")) == kind and style.get(w("default"), "0") in ("1", "true", "on")
            ),
            None,
        )

    def defaults(self, name: str) -> Element | None:
        """Return the document's default ``pPr`` or ``rPr``, ``None`` where it has none."""
        return child(child(child(self.root, "docDefaults"), f"{name}Default"), name)

    def named(self, kind: str, name: str) -> list[str]:
        """Return the ids of the styles of the kind and the name, whatever its case."""
        return [
            key
            for key, style in self.by_id.items()
            if style.get(w("type")) == kind and style_name(style) == name.lower()
        ]

    def chain(self, key: str) -> list[Element]:
        """Return the style and what it is based on, the outermost first; a circle or a gap ends it."""
        found: list[Element] = []
        step: str | None = key
        while step is not None and (style := self.by_id.get(step)) is not None and style not in found:
            found.insert(0, style)
            step = value(style, "basedOn")
        return found

    def inherited(self, key: str, group: str, name: str) -> Element | None:
        """Return the property (``outlineLvl`` of ``pPr``) that the style has or inherits, without the defaults."""
        for style in reversed(self.chain(key)):
            found = child(child(style, group), name)
            if found is not None:
                return found
        return None

    def look(self, key: str, content: Content, *, defaults: bool) -> Look:
        """Return what the style comes to; ``content`` gives what a ``w:numId`` stands for.

        With ``defaults`` the document's defaults lie below it.
        """
        chain = self.chain(key)
        kind = chain[-1].get(w("type"), "paragraph")
        if kind == "table":
            below = (self._defaults_look(content),) if defaults else ()
            return (kind, below, tuple(_bare(style, content) for style in chain))
        below_run = [self.defaults("rPr")] if defaults and kind == "paragraph" else []
        below_paragraph = [self.defaults("pPr")] if defaults and kind == "paragraph" else []
        return (
            kind,
            merged(
                [*below_paragraph, *(child(style, "pPr") for style in chain)], content, _base(defaults, kind, "pPr")
            ),
            merged([*below_run, *(child(style, "rPr") for style in chain)], content, _base(defaults, kind, "rPr")),
        )

    def _defaults_look(self, content: Content) -> Look:
        return (
            merged([self.defaults("pPr")], content, _NEUTRAL_PARAGRAPH),
            merged([self.defaults("rPr")], content, _NEUTRAL_RUN),
        )


def style_name(style: Element) -> str:
    """Return the style's name in small letters; its id where it has none."""
    return str(value(style, "name") or style.get(w("styleId"), "")).lower()


def _base(defaults: bool, kind: str, group: str) -> dict[str, dict[str, str]]:
    if not defaults or kind != "paragraph":
        return {}
    return _NEUTRAL_PARAGRAPH if group == "pPr" else _NEUTRAL_RUN


def merged(groups: Iterable[Element | None], content: Content, base: dict[str, dict[str, str]]) -> Look:
    """Return what groups of properties come to, the later over the earlier, over ``base``."""
    found: dict[str, dict[str, Hashable]] = {name: dict(values) for name, values in base.items()}
    for group in groups:
        for node in group if group is not None else ():
            name = _name(node)
            if name in _IGNORED:
                continue
            values = _values(node, content)
            kept = found.get(name, {}) if name in _BY_ATTRIBUTE | _BY_CHILD else {}
            found[name] = {**kept, **values}
    return frozenset((name, frozenset(values.items())) for name, values in found.items())


def _name(node: Element) -> str:
    return local(node) if node.tag == w(local(node)) else str(node.tag)


def _values(node: Element, content: Content) -> dict[str, Hashable]:
    name = local(node)
    if name == "numPr":
        number = value(node, "numId")
        return {"level": value(node, "ilvl") or "0", "list": content(number) if number is not None else None}
    if name == "tabs":
        return {f"{tab.get(w('pos'))}": _canonical(tab, content) for tab in node}
    if name in _BY_CHILD:
        return {local(side): _canonical(side, content) for side in node}
    values: dict[str, Hashable] = {_key(key): _switch(str(text)) for key, text in node.attrib.items()}
    if len(node):
        values[""] = tuple(_canonical(inner, content) for inner in node)
    return values or {"val": "1"}


def _key(name: object) -> str:
    return str(name).replace(f"{{{w('')[1:-1]}}}", "")


def _switch(text: str) -> str:
    return {"true": "1", "on": "1", "false": "0", "off": "0"}.get(text, text)


def _canonical(node: Element, content: Content) -> Look:
    attributes = frozenset(
        (str(key), _switch(str(text))) for key, text in node.attrib.items() if "rsid" not in str(key)
    )
    return (
        str(node.tag),
        attributes,
        tuple(_canonical(inner, content) for inner in node if local(inner) not in _IGNORED),
    )


def _bare(style: Element, content: Content) -> Look:
    return tuple(_canonical(node, content) for node in style if local(node) in _LOOKS)


def same_defaults(ours: StyleSheet, theirs: StyleSheet) -> bool:
    """Return whether the defaults of two files come to the same, language apart."""
    return all(
        merged([ours.defaults(group)], _no_lists, base) == merged([theirs.defaults(group)], _no_lists, base)
        for group, base in (("pPr", _NEUTRAL_PARAGRAPH), ("rPr", _NEUTRAL_RUN))
    )


def _no_lists(number: str) -> Hashable:
    return number


def difference(ours: StyleSheet, theirs: StyleSheet, group: str) -> list[Element]:
    """Return the properties of the group (``pPr``, ``rPr``) that keep their text as it is under our defaults.

    It is what their defaults say otherwise than ours, and Word's own value where only ours say something.
    """
    neutral = _NEUTRAL_PARAGRAPH if group == "pPr" else _NEUTRAL_RUN
    here, there = _attributes(ours.defaults(group)), _attributes(theirs.defaults(group))
    found = []
    for name in sorted(here.keys() | there.keys()):
        rest = {**_neutral(name, neutral)}
        wanted = {**rest, **there.get(name, {})}
        given = {**rest, **here.get(name, {})}
        differing = {key: text for key, text in wanted.items() if given.get(key) != text}
        if name == "spacing" and differing.keys() & {"line", "lineRule"}:
            # A height without its rule is read as another rule by some programs.
            differing |= {"line": wanted["line"], "lineRule": wanted["lineRule"]}
        if differing:
            # What only has a meaning as a whole is written as a whole.
            found.append(element(name, **(differing if name in _BY_ATTRIBUTE else wanted)))
    return found


def _neutral(name: str, neutral: dict[str, dict[str, str]]) -> dict[str, str]:
    if name in _SWITCHES:
        return {"val": "1" if name in _SWITCHES_ON else "0"}
    return neutral.get(name, {})


def _attributes(group: Element | None) -> dict[str, dict[str, str]]:
    return {
        local(node): {_key(key): _switch(str(text)) for key, text in node.attrib.items()} or {"val": "1"}
        for node in (group if group is not None else ())
        if node.tag == w(local(node)) and local(node) not in _IGNORED and not len(node)
    }


def properties_in(group: str, nodes: Iterable[Element]) -> set[Property]:
    """Return what a group of properties sets, one by one, such as ``pPr``, ``spacing``, ``after``."""
    return {
        (group, local(inner), name)
        for inner in nodes
        for name in [*(_key(key) for key in inner.attrib), *(() if inner.attrib else ("val",))]
    }


def bake(style: Element, group: str, properties: Iterable[Element], spared: Set[Property]) -> None:
    """Lay properties below those of a style, all but those spared: where it says something itself, that stands."""
    order = PARAGRAPH_ORDER if group == "pPr" else RUN_ORDER
    for made in map(deepcopy, properties):
        for key in [key for key in made.attrib if (group, local(made), _key(key)) in spared]:
            del made.attrib[key]
        if not made.attrib:
            continue
        holder = child(style, group)
        if holder is None:
            holder = put(style, element(group), ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))
        old = child(holder, local(made))
        if old is None:
            put(holder, made, order)
        elif local(made) in _BY_ATTRIBUTE and not (group == "rPr" and local(made) == _RUN_SPACING):
            for key, text in made.attrib.items():
                if key not in old.attrib:
                    old.set(str(key), str(text))
