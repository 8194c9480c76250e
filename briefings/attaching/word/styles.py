"""The styles of a brief, carried into the report so that each text looks as it did.

A style that comes to the same in both files is shared. Any other goes along under a name with a suffix. Where the
defaults of the two files differ, the difference is laid below the outermost styles carried; in tables, whose own style
stands between defaults and paragraphs (17.7.2), it is laid below the table style instead.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from briefings.attaching.word.looks import Below, Look, StyleSheet, bake, style_name
from briefings.attaching.word.markup import (
    PARAGRAPH,
    PARAGRAPH_ORDER,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_ORDER,
    STYLE_ORDER,
    VALUE,
    Element,
    child,
    element,
    in_table,
    properties_of,
    put,
    remove,
    take,
    value,
    w,
)
from briefings.attaching.word.numbering import ListCarrier

_STYLE_ID: Final = w("styleId")
_STANDARD: Final = {"paragraph": ("Normal", "Normal"), "table": ("TableNormal", "Normal Table")}


@dataclass(slots=True)
class Carried:
    """The styles that earlier annexes brought, by kind and name: what each comes to, and its id in the report."""

    known: dict[tuple[str, str], list[tuple[Look, str]]] = field(default_factory=dict)

    def find(self, kind: str, name: str, look: Look) -> str | None:
        """Return the id of a style that looks the same."""
        return next((key for known, key in self.known.get((kind, name), []) if known == look), None)

    def keep(self, kind: str, name: str, look: Look, key: str) -> None:
        """Remember a style that was carried."""
        self.known.setdefault((kind, name), []).append((look, key))


class StyleCarrier:
    """Carries styles of one brief, each when it is first asked for."""

    def __init__(
        self, ours: StyleSheet, theirs: StyleSheet, lists: ListCarrier, carried: Carried, annex: int, below: Below
    ) -> None:
        """Carry for the brief that becomes the annex of the number; ``below`` is how the defaults differ."""
        self._ours, self._theirs, self._lists, self._carried, self._annex = ours, theirs, lists, carried, annex
        for kind, (key, name) in _STANDARD.items():
            if theirs.default(kind) is None and key not in theirs.by_id:
                theirs.add(_standard(kind, key, name))
        self._default = {kind: theirs.default(kind) for kind in _STANDARD}
        self._below = below
        self._differ = any(below.values())
        self._ids: dict[tuple[str, bool], str | None] = {}
        self._copied: set[str] = set()

    def id_for(self, key: str, *, table: bool = False) -> str | None:
        """Return the id in the report for a style of the brief, ``None`` where the brief does not define it.

        ``table`` is for paragraphs in a table.
        """
        style = self._theirs.by_id.get(key)
        if style is None:
            return None
        table = table and self._differ and style.get(w("type")) == "paragraph"
        if (key, table) not in self._ids:
            look = self._look(self._theirs, key, table, theirs=True)
            kind, name = style.get(w("type"), "paragraph"), style_name(style)
            found = self._shared(kind, name, look, table) or self._carried.find(kind, name, look)
            self._ids[key, table] = found or self._copy(style, look, table)
        return self._ids[key, table]

    def copies(self, key: str) -> bool:
        """Return whether the style of the brief has been carried as a style of its own."""
        return key in self._copied

    def apply(self, root: Element) -> None:
        """Let the part name styles and lists as the report calls them, and name a default style that is not ours."""
        for paragraph in root.iter(PARAGRAPH):
            self._number_in_table(paragraph)
        for node in list(root.iter(w("pStyle"), w("rStyle"), w("tblStyle"))):
            new = self.id_for(node.get(VALUE, ""), table=in_table(node))
            if new is None:
                remove(node)
            else:
                node.set(VALUE, new)
        for paragraph in root.iter(PARAGRAPH):
            self._name_default(paragraph, PARAGRAPH_PROPERTIES, "pStyle", "paragraph")
        for table in root.iter(w("tbl")):
            self._name_default(table, w("tblPr"), "tblStyle", "table")
        for number in root.iter(w("numId")):
            number.set(VALUE, self._lists.number_for(number.get(VALUE, "")))

    def _number_in_table(self, paragraph: Element) -> None:
        """Name the list of a paragraph's style in a table: a list names one style, and that is the one for the text."""
        key = value(child(paragraph, "pPr"), "pStyle")
        if not self._differ or key is None or not in_table(paragraph):
            return
        numbers = self._theirs.inherited(key, "pPr", "numPr")
        layout = properties_of(paragraph, "pPr")
        if numbers is not None and child(layout, "numPr") is None:
            direct = deepcopy(numbers)
            level = self._lists.level_of(value(numbers, "numId") or "", key)
            if child(direct, "ilvl") is None:
                direct.insert(0, element("ilvl", val=level or "0"))
            put(layout, direct, PARAGRAPH_ORDER)

    def mark_language(self, root: Element) -> None:
        """Mark the words with the brief's language where they are not marked and the report's differs."""
        there, here = language(self._theirs), language(self._ours)
        if there is None or _same(there, here):
            return
        for run in root.iter(RUN):
            if run.find(w("t")) is None and run.find(w("delText")) is None:
                continue
            old = child(child(run, "rPr"), "lang")
            if (old is None or old.get(VALUE) is None) and not self._speaks(run):
                made = element("lang") if old is None else old
                for name, text in there.attrib.items():
                    if str(name) not in made.attrib and (here is None or here.get(str(name)) != text):
                        made.set(str(name), str(text))
                if old is None:
                    put(properties_of(run, "rPr"), made, RUN_ORDER)

    def _speaks(self, run: Element) -> bool:
        """Return whether a style of the run names a language; the run still names styles as the brief does."""
        paragraph = next(run.iterancestors(PARAGRAPH), None)
        keys = (value(child(run, "rPr"), "rStyle"), value(child(paragraph, "pPr"), "pStyle"))
        return any(self._theirs.inherited(key, "rPr", "lang") is not None for key in keys if key is not None)

    def _name_default(self, node: Element, properties: str, name: str, kind: str) -> None:
        holder = node.find(properties)
        default = self._default[kind]
        if default is None or (holder is not None and child(holder, name) is not None):
            return
        new = self.id_for(default, table=in_table(node))
        if new is not None and new != self._ours.default(kind):
            properties_of(node, properties.rpartition("}")[2]).insert(0, element(name, val=new))

    def _look(self, sheet: StyleSheet, key: str, table: bool, *, theirs: bool) -> Look:
        content = self._lists.content if theirs else self._lists.our_content
        return (table, sheet.look(key, content, defaults=not table))

    def _shared(self, kind: str, name: str, look: Look, table: bool) -> str | None:
        return next(
            (key for key in self._ours.named(kind, name) if self._look(self._ours, key, table, theirs=False) == look),
            None,
        )

    def _copy(self, style: Element, look: Look, table: bool) -> str:
        old, kind, name = style.get(_STYLE_ID, ""), style.get(w("type"), "paragraph"), style_name(style)
        copy = deepcopy(style)
        clash = bool(self._ours.named(kind, name)) or table
        self._name(copy, clash, table)
        new = copy.get(_STYLE_ID, "")
        self._ids[old, table] = new
        self._copied.add(old)
        self._ours.add(copy)
        self._carried.keep(kind, name, look, new)
        self._lead(copy, old, table)
        if value(style, "basedOn") not in self._theirs.by_id and (
            kind == "table" or (kind == "paragraph" and not table)
        ):
            for group, properties in self._below.items():
                bake(copy, group, properties)
        return new

    def _name(self, copy: Element, clash: bool, table: bool) -> None:
        """Give the copy an id and a name that the report does not use yet."""
        take(copy, w("default"))
        key = copy.get(_STYLE_ID, "")
        name = str(value(copy, "name") or key)
        for told in ("link", "rsid"):
            _drop(copy, told)
        if clash:
            copy.set(w("customStyle"), "1")
            for told in ("aliases", "qFormat"):
                _drop(copy, told)
            name = f"{name} (Annex {self._annex}{' table' if table else ''})"
        taken = {known.lower() for known in self._ours.by_id}
        if clash or key.lower() in taken:
            key = f"{key}Annex{self._annex}{'Table' if table else ''}"
        copy.set(_STYLE_ID, _free(key, taken))
        names = {style_name(style) for style in self._ours.by_id.values()}
        put(copy, element("name", val=_free(name, names)), STYLE_ORDER)

    def _lead(self, copy: Element, old: str, table: bool) -> None:
        """Let the copy name styles and lists as the report calls them."""
        base = child(copy, "basedOn")
        if base is not None:
            new = self.id_for(base.get(VALUE, ""), table=table)
            if new is None:
                remove(base)
            else:
                base.set(VALUE, new)
        following = child(copy, "next")
        if following is not None:
            known = self._ids.get((following.get(VALUE, ""), table))
            following.set(VALUE, known or str(copy.get(_STYLE_ID, "")))
        for numbers in copy.iter(w("numPr")):
            number = child(numbers, "numId")
            if number is None:
                continue
            level = self._lists.level_of(number.get(VALUE, ""), old)
            if child(numbers, "ilvl") is None and level is not None:
                numbers.insert(0, element("ilvl", val=level))
            number.set(VALUE, self._lists.number_for(number.get(VALUE, ""), bound=True))


def _drop(style: Element, name: str) -> None:
    found = child(style, name)
    if found is not None:
        remove(found)


def _standard(kind: str, key: str, name: str) -> Element:
    style = element("style", type=kind, default="1", styleId=key)
    style.append(element("name", val=name))
    return style


def language(sheet: StyleSheet) -> Element | None:
    """Return the ``w:lang`` of the defaults, ``None`` where they name no language."""
    return child(sheet.defaults("rPr"), "lang")


def _same(there: Element, here: Element | None) -> bool:
    return here is not None and there.get(VALUE) == here.get(VALUE)


def _free(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free.lower() in taken:
        count += 1
        free = f"{name}{count}"
    return free
