"""Stage 4: characters that cannot be printed become their code points, in every format alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import Document, Text

Node = TypeVar("Node")
_PAGE_NUMBER = re.compile(r"(\{pages?\})")


def code_points(text: str, characters: Set[str]) -> str:
    """Return the text with each of the characters as ``[U+2D30]``: four hexadecimal digits, or as many as it takes."""
    return "".join(f"[U+{ord(each):04X}]" if each in characters else each for each in text)


def replace_characters(document: Document, characters: Set[str]) -> Document:
    """Return the document with each of the characters printed as its code point, in body, notes and furniture.

    A text that loses most of its letters loses its language too: it is no longer in it. Properties, anchors and
    addresses are not printed and stay.
    """

    def change(text: Text) -> Text:
        if characters.isdisjoint(text.text):
            return text
        letters = [each for each in text.text if each.isalpha()]
        kept = sum(each not in characters for each in letters)
        language = text.language if 2 * kept > len(letters) else None
        return replace(text, text=code_points(text.text, characters), language=language)

    furniture = document.furniture
    plain = [name for name in furniture.__struct_fields__ if name != "slots"]
    words = {name: _around_numbers(getattr(furniture, name), characters) for name in plain}
    slots = {name: _around_numbers(said, characters) for name, said in furniture.slots.items()}
    return replace(
        document,
        furniture=replace(furniture, **words, slots=slots),
        blocks=_mapped(document.blocks, change),
        notes=_mapped(document.notes, change),
    )


def _around_numbers(words: str, characters: Set[str]) -> str:
    """Return words of the furniture changed, but not the places of the page numbers in them."""
    return "".join(
        part if _PAGE_NUMBER.fullmatch(part) else code_points(part, characters) for part in _PAGE_NUMBER.split(words)
    )


def _mapped(node: Node, change: Callable[[Text], Text]) -> Node:
    """Return a node with every text in it changed, whatever kinds of node the document has."""
    if isinstance(node, Text):
        return cast(Node, change(node))
    if isinstance(node, tuple):
        return cast(Node, tuple(_mapped(each, change) for each in node))
    if isinstance(node, Struct):
        inner = {name: _mapped(getattr(node, name), change) for name in node.__struct_fields__}
        return cast(Node, replace(node, **inner))
    return node
