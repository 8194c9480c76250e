"""The styles of a brief, carried into the report so that each text looks as it did.

A style that comes to the same in both files is shared. Any other goes along under a name with a suffix. Where the
defaults of the two files differ, the difference is laid below the outermost styles carried. The style of a table stands
between defaults and paragraphs (17.7.2): what it sets is left alone in the styles of its paragraphs.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from briefings.attaching.word.looks import Below, Look, Property, StyleSheet, bake, properties_in, style_name
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
    local,
    properties_of,
    put,
    remove,
    table_around,
    take,
    value,
    w,
)
from briefings.attaching.word.numbering import ListCarrier

#: Defaults that differ and that the style of a table sets: under it, a paragraph must leave them alone.
Shield: TypeAlias = frozenset[Property]

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
        self._differing = frozenset(name for group, nodes in below.items() for name in properties_in(group, nodes))
        self._ids: dict[tuple[str, Shield, bool], str | None] = {}
        self._tables: dict[str, Shield] = {}
        self._copied: set[str] = set()

    def id_for(self, key: str, table: Shield | None = None) -> str | None:
        """Return the id in the report for a style of the brief, ``None`` where the brief does not define it.

        ``table`` is for paragraphs in a table: what of the differing defaults the table's own style sets.
        """
        style = self._theirs.by_id.get(key)
        if style is None:
            return None
        kind, name = style.get(w("type"), "paragraph"), style_name(style)
        shield = table if table is not None and kind == "paragraph" else frozenset()
        known = (key, shield, table is not None)
        if known not in self._ids:
            look = (
                shield,
                self._look(self._theirs, key, theirs=True),
                self._look(self._theirs, key, theirs=True, bare=True),
            )
            found = None if shield else self._shared(kind, name, key, exact=table is not None)
            self._ids[known] = found or self._carried.find(kind, name, look) or self._copy(style, look, table)
        return self._ids[known]

    def copies(self, key: str) -> bool:
        """Return whether the style of the brief has been carried as a style of its own."""
        return key in self._copied

    def apply(self, root: Element) -> None:
        """Let the part name styles and lists as the report calls them, and name a default style that is not ours."""
        for paragraph in root.iter(PARAGRAPH):
            self._number_in_table(paragraph)
            self._name_default(paragraph, PARAGRAPH_PROPERTIES, "pStyle", "paragraph")
        for node in list(root.iter(w("pStyle"))):
            self._rename(node, self._table(node))
        # Tables come after what stands in them, which asks for their style as the brief calls it.
        for table in root.iter(w("tbl")):
            self._name_default(table, w("tblPr"), "tblStyle", "table")
        for node in list(root.iter(w("rStyle"), w("tblStyle"))):
            self._rename(node, None)
        for number in root.iter(w("numId")):
            number.set(VALUE, self._lists.number_for(number.get(VALUE, "")))

    def _rename(self, node: Element, table: Shield | None) -> None:
        new = self.id_for(node.get(VALUE, ""), table)
        if new is None:
            remove(node)
        else:
            node.set(VALUE, new)

    def _table(self, node: Element) -> Shield | None:
        """Return what of the differing defaults the table around the node sets, ``None`` outside of tables."""
        table = table_around(node)
        if table is None:
            return None
        key = value(child(table, "tblPr"), "tblStyle") or self._default["table"] or ""
        if key not in self._tables:
            groups = [g for style in self._theirs.chain(key) for g in style.iter(w("pPr"), w("rPr"))]
            told = {name for group in groups for name in properties_in(local(group), group)}
            self._tables[key] = self._differing & told
        return self._tables[key]

    def _number_in_table(self, paragraph: Element) -> None:
        """Name the list of a paragraph's style in a table: a list names one style, and that is the one for the text."""
        key = value(child(paragraph, "pPr"), "pStyle")
        if key is None or not self._table(paragraph):
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
        if self.id_for(default, self._table(node)) != self._ours.default(kind):
            properties_of(node, properties.rpartition("}")[2]).insert(0, element(name, val=default))

    def _look(self, sheet: StyleSheet, key: str, *, theirs: bool, bare: bool = False) -> Look:
        content = self._lists.content if theirs else self._lists.our_content
        return sheet.look(key, content, defaults=not bare)

    def _shared(self, kind: str, name: str, key: str, *, exact: bool) -> str | None:
        """Return the id of a style of ours that looks the same; ``exact``: under any table style, too."""
        sides = (False, True) if exact else (False,)
        wanted = [self._look(self._theirs, key, theirs=True, bare=bare) for bare in sides]
        for ours in self._ours.named(kind, name):
            if [self._look(self._ours, ours, theirs=False, bare=bare) for bare in sides] == wanted:
                return ours
        return None

    def _copy(self, style: Element, look: Look, table: Shield | None) -> str:
        old, kind, name = style.get(_STYLE_ID, ""), style.get(w("type"), "paragraph"), style_name(style)
        copy = deepcopy(style)
        shield = table if table is not None and kind == "paragraph" else frozenset()
        self._name(copy, clash=bool(self._ours.named(kind, name)) or bool(shield), table=bool(shield))
        new = str(copy.get(_STYLE_ID, ""))
        self._ids[old, shield, table is not None] = new
        self._copied.add(old)
        self._ours.add(copy)
        self._carried.keep(kind, name, look, new)
        self._lead(copy, old, table)
        if value(style, "basedOn") not in self._theirs.by_id and kind in ("paragraph", "table"):
            for group, properties in self._below.items():
                bake(copy, group, properties, shield)
        return new

    def _name(self, copy: Element, *, clash: bool, table: bool) -> None:
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

    def _lead(self, copy: Element, old: str, table: Shield | None) -> None:
        """Let the copy name styles and lists as the report calls them."""
        base = child(copy, "basedOn")
        if base is not None:
            new = self.id_for(base.get(VALUE, ""), table)
            if new is None:
                remove(base)
            else:
                base.set(VALUE, new)
        following = child(copy, "next")
        if following is not None:
            known = self._ids.get((following.get(VALUE, ""), frozenset(), False))
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
