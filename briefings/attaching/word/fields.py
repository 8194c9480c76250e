"""Fields of a part (ECMA-376 part 1, 17.16): what they say, and turning one into the text that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from briefings.attaching.word.markup import RUN, RUN_PROPERTIES, Element, remove, w

_CODE: Final = w("instrText")
_DELETED_CODE: Final = w("delInstrText")
_MARK: Final = w("fldChar")
_SIMPLE: Final = w("fldSimple")
_INSTRUCTION: Final = w("instr")
_WORDS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')


@dataclass(slots=True)
class Field:
    """One field. A simple one is a single element; another is spread over runs."""

    start: Element
    """``w:fldSimple``, or the ``w:fldChar`` that begins."""
    codes: list[Element] = field(default_factory=list)
    """The pieces of its own instruction."""
    before: list[Element] = field(default_factory=list)
    """Everything from the beginning to the separator, fields inside the instruction included."""
    separator: Element | None = None
    end: Element | None = None
    composed: bool = False
    """Whether another field stands in the instruction, so that nobody can read it from the file."""

    @property
    def instruction(self) -> str:
        """Return the field's own instruction."""
        if self.start.tag == _SIMPLE:
            return self.start.get(_INSTRUCTION, "")
        return "".join(code.text or "" for code in self.codes)

    @instruction.setter
    def instruction(self, text: str) -> None:
        if self.start.tag == _SIMPLE:
            self.start.set(_INSTRUCTION, text)
            return
        first, *others = self.codes
        first.text = text
        first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for code in others:
            code.text = ""

    @property
    def words(self) -> list[str]:
        """Return the words of the instruction; quotation marks stay around what stands in them."""
        return _WORDS.findall(self.instruction)

    @property
    def keyword(self) -> str:
        """Return the first word in capitals; empty where there is none."""
        return self.words[0].upper() if self.words else ""

    def replace_word(self, index: int, text: str) -> None:
        """Put another word in the place of one of ``words``; everything else stays as it is spelt."""
        found = list(_WORDS.finditer(self.instruction))[index]
        before, after = self.instruction[: found.start()], self.instruction[found.end() :]
        self.instruction = f"{before}{text}{after}"

    def unlink(self) -> None:
        """Leave what the field shows and take the field away."""
        if self.start.tag == _SIMPLE:
            _unwrap(self.start)
            return
        for leaf in (*self.before, self.separator, self.end):
            if leaf is not None:
                _take_from_run(leaf)


def unquoted(word: str) -> str:
    """Return the word of an instruction without its quotation marks and escapes."""
    inner = word[1:-1] if len(word) > 1 and word.startswith('"') and word.endswith('"') else word
    return re.sub(r"\\(.)", r"\1", inner) if word.startswith('"') else inner


def fields_of(root: Element) -> list[Field]:
    """Return the fields of the part, an inner one after the one around it; a field that never ends counts too."""
    found: list[Field] = []
    open_fields: list[Field] = []
    for node in _leaves(root):
        if node.tag == _SIMPLE:
            found.append(Field(node))
            for outer in open_fields:
                outer.composed = outer.composed or outer.separator is None
            continue
        inside = [outer for outer in open_fields if outer.separator is None]
        kind = node.get(w("fldCharType")) if node.tag == _MARK else None
        if kind == "begin":
            for outer in inside:
                outer.composed = True
            open_fields.append(Field(node))
            found.append(open_fields[-1])
            inside.append(open_fields[-1])
        elif kind == "separate" and open_fields:
            open_fields[-1].separator = node
        elif kind == "end" and open_fields:
            open_fields.pop().end = node
        elif node.tag in (_CODE, _DELETED_CODE) and inside and inside[-1] is open_fields[-1]:
            inside[-1].codes.append(node)
        for outer in inside:
            outer.before.append(node)
    return found


def _leaves(root: Element) -> Iterator[Element]:
    for node in root.iter("*"):
        parent = node.getparent()
        if node.tag == _SIMPLE or (parent is not None and parent.tag == RUN and node.tag != RUN_PROPERTIES):
            yield node


def _unwrap(node: Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    index = parent.index(node)
    for offset, inner in enumerate([inner for inner in node if inner.tag != w("fldData")]):
        parent.insert(index + offset, inner)
    parent.remove(node)


def _take_from_run(leaf: Element) -> None:
    run = leaf.getparent()
    if run is None:
        return
    remove(leaf)
    if all(node.tag == RUN_PROPERTIES for node in run):
        remove(run)
