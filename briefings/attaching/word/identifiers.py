"""Ids and names that must be unique in a file: bookmarks, drawings, content controls, tracked changes, paragraphs.

A brief gets those that the report does not use; what refers to them follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from briefings.attaching.word.fields import Field, fields_of, unquoted
from briefings.attaching.word.markup import (
    ID,
    VALUE,
    WORD_2010,
    WORD_2012,
    Element,
    listed,
    w,
    whole,
)
from briefings.attaching.word.package import Package, Relation, renamed

_NAME: Final = w("name")
_ANCHOR: Final = w("anchor")
_BOOKMARK: Final = w("bookmarkStart")
_LONGEST_NAME: Final = 40
#: Annotations share one row of ids (17.13): the two ends of a range, and each change.
_ANNOTATIONS: Final = tuple(
    w(name)
    for name in listed("""
    bookmarkStart bookmarkEnd ins del moveFrom moveTo moveFromRangeStart moveFromRangeEnd moveToRangeStart
    moveToRangeEnd rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange tcPrChange
    trPrChange numberingChange cellIns cellDel cellMerge customXmlInsRangeStart customXmlInsRangeEnd
    customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd
    customXmlMoveToRangeStart customXmlMoveToRangeEnd permStart permEnd
""")
)
_MOVES: Final = (w("moveFromRangeStart"), w("moveToRangeStart"))
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PARAGRAPH_IDS: Final = (f"{{{WORD_2010}}}paraId", f"{{{WORD_2010}}}textId")
_PARAGRAPH_LINKS: Final = (f"{{{WORD_2012}}}paraId", f"{{{WORD_2012}}}paraIdParent")
#: Fields whose first word is a bookmark, and switches of others that name one.
_BOOKMARK_FIELDS: Final = frozenset({"REF", "PAGEREF", "NOTEREF"})
_BOOKMARK_SWITCH: Final = {"HYPERLINK": "\\l", "TOC": "\\b", "INDEX": "\\b"}


class _Row:
    """Numbers of one kind: those in use, and the next one that is not."""

    def __init__(self) -> None:
        self._used: set[int] = set()
        self._next = 1

    def __contains__(self, number: int) -> bool:
        return number in self._used

    def use(self, number: int | None) -> None:
        if number is not None:
            self._used.add(number)

    def fresh(self) -> int:
        while self._next in self._used:
            self._next += 1
        self._used.add(self._next)
        return self._next


class Identifiers:
    """What the report uses, brief after brief."""

    def __init__(self, roots: Iterable[Element]) -> None:
        """Take note of every id and name in the report's parts."""
        self.names: set[str] = set()
        self._annotations = _Row()
        self._drawings = _Row()
        self._controls = _Row()
        self._paragraphs: set[str] = set()
        for root in roots:
            self._note(root)

    def bookmark_number(self) -> str:
        """Return a new id for an annotation."""
        return str(self._annotations.fresh())

    def bookmark_name(self, wanted: str) -> str:
        """Return the name, or one with a number at its end where it is taken; it counts as taken from now on."""
        name, count = wanted[:_LONGEST_NAME], 1
        while name.lower() in self.names:
            count += 1
            name = f"{wanted[: _LONGEST_NAME - len(str(count)) - 1]}_{count}"
        self.names.add(name.lower())
        return name

    def give(self, package: Package, roots: list[Element]) -> None:
        """Give the brief's parts ids and names that are free, and let what refers to them follow."""
        annotations: dict[int, int] = {}
        paragraphs: dict[str, str] = {}
        moves: dict[str, str] = {}
        for root in roots:
            self._number(root.iter(*_ANNOTATIONS), ID, self._annotations, annotations)
            # Drawings are told apart by their ids, but nothing refers to one.
            for drawing in root.iter(_DRAWING):
                drawing.set("id", str(self._drawings.fresh()))
            for control in root.iter(w("sdtPr")):
                self._control(control)
            self._paragraph_ids(root, paragraphs)
            for start in root.iter(*_MOVES):
                name = start.get(_NAME, "")
                start.set(_NAME, moves.setdefault(name, self.bookmark_name(name) if name else name))
        self._rename(package, roots)
        for part in package.parts.values():
            if part.root is not None:
                for node in part.root.iter("*"):
                    for key in _PARAGRAPH_LINKS:
                        if (old := node.get(key)) in paragraphs:
                            node.set(key, paragraphs[str(old)])

    def _note(self, root: Element) -> None:
        for node in root.iter(*_ANNOTATIONS):
            self._annotations.use(whole(node.get(ID)))
            if name := node.get(_NAME):
                self.names.add(name.lower())
        for drawing in root.iter(_DRAWING):
            self._drawings.use(whole(drawing.get("id")))
        for control in root.iter(w("sdtPr")):
            number = control.find(ID)
            self._controls.use(whole(number.get(VALUE)) if number is not None else None)
        for node in root.iter("*"):
            self._paragraphs.update(text for key in _PARAGRAPH_IDS if (text := node.get(key)))

    def _number(self, nodes: Iterable[Element], name: str, used: _Row, given: dict[int, int]) -> None:
        for node in nodes:
            old = whole(node.get(name))
            if old is None:
                node.set(name, str(used.fresh()))
                continue
            if old not in given:
                given[old] = used.fresh()
            node.set(name, str(given[old]))

    def _control(self, control: Element) -> None:
        number = control.find(ID)
        if number is None:
            return
        old = whole(number.get(VALUE))
        if old is None or old in self._controls:
            old = self._controls.fresh()
            number.set(VALUE, str(old))
        self._controls.use(old)

    def _paragraph_ids(self, root: Element, given: dict[str, str]) -> None:
        for node in root.iter("*"):
            for key in _PARAGRAPH_IDS:
                old = node.get(key)
                if old is None:
                    continue
                if old not in given:
                    given[old] = self._free_paragraph(old)
                node.set(key, given[old])

    def _free_paragraph(self, old: str) -> str:
        # Ids of paragraphs are eight hexadecimal digits below 80000000 ([MS-DOCX] 2.2.4).
        text, number = old, len(self._paragraphs) + 1
        while text in self._paragraphs:
            text, number = f"{number:08X}", number + 1
        self._paragraphs.add(text)
        return text

    def _rename(self, package: Package, roots: list[Element]) -> None:
        new: dict[str, str] = {}
        for root in roots:
            for start in root.iter(_BOOKMARK):
                old = start.get(_NAME, "")
                name = self.bookmark_name(old)
                start.set(_NAME, name)
                new.setdefault(old.lower(), name)
        changed = {old: name for old, name in new.items() if old != name.lower()}
        if not changed:
            return
        for root in roots:
            for node in root.iter("*"):
                if (anchor := node.get(_ANCHOR)) is not None and anchor.lower() in changed:
                    node.set(_ANCHOR, changed[anchor.lower()])
            for field in fields_of(root):
                _follow(field, changed)
        for part in package.parts.values():
            for key, relation in part.relations.items():
                part.relations[key] = _inside(relation, changed)


def _follow(field: Field, changed: dict[str, str]) -> None:
    words = field.words
    keyword = field.keyword
    if keyword in _BOOKMARK_FIELDS and len(words) > 1:
        _replace(field, 1, changed)
    elif (switch := _BOOKMARK_SWITCH.get(keyword)) is not None:
        for index, word in enumerate(words[:-1]):
            if word.lower() == switch:
                _replace(field, index + 1, changed)


def _replace(field: Field, index: int, changed: dict[str, str]) -> None:
    word = field.words[index]
    new = changed.get(unquoted(word).lower())
    if new is not None:
        field.replace_word(index, f'"{new}"' if word.startswith('"') else new)


def _inside(relation: Relation, changed: dict[str, str]) -> Relation:
    if not relation.external or not relation.target.startswith("#"):
        return relation
    new = changed.get(relation.target[1:].lower())
    return renamed(relation, f"#{new}") if new is not None else relation
