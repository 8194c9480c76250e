"""Headers and footers: the marking, the word that it is a draft, and the page number on every page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from briefings.document import Furniture
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import StyleId
from briefings.writers.word.picture import Picture, drawing
from briefings.writers.word.relations import Relation, Relations
from briefings.writers.word.slots import SLOT, SkinPart
from briefings.writers.word.xml import DECLARATION, RELATION, WORD, field, paragraph, run

#: Slot of a page label to field instruction. An instruction is always one of these, never built from a value.
_INSTRUCTIONS: Final[Mapping[str, str]] = MappingProxyType({"{page}": " PAGE ", "{pages}": " NUMPAGES "})
_SLOT: Final = re.compile(r"(\{pages?\})")


def write_header(composition: Composition, furniture: Furniture) -> str:
    """Return the header of the second and later pages: the marking, draft or not, and the running title."""
    marking = _marking(composition, furniture)
    title = _line(composition, StyleId.HEADER, furniture.running_title, "running title")
    return _part("hdr", marking + title)


def write_first_header(
    composition: Composition, furniture: Furniture, logo: Picture | None, relations: Relations
) -> str:
    """Return the header of the first page: the marking, draft or not, and the logo, if the house has one."""
    marking = _marking(composition, furniture)
    if logo is None:
        return _part("hdr", marking)
    relation = relations.id_for(Relation.IMAGE, logo.target)
    words = composition.letters(logo.words, "words for the logo")
    return _part("hdr", marking + paragraph(StyleId.LOGO, drawing(logo, relation, words)))


def write_footer(composition: Composition, furniture: Furniture, page: int) -> str:
    """Return a footer; ``page`` is what the page fields show until Word counts, as it does on opening."""
    marking = _line(composition, StyleId.MARKING, furniture.marking, "marking")
    reference = run(composition.letters(furniture.reference, "reference"))
    label = page_label(composition, furniture.page_label, page)
    return _part("ftr", paragraph(StyleId.FOOTER, f"{reference}<w:r><w:tab/></w:r>{label}") + marking)


def fill_part(composition: Composition, furniture: Furniture, part: SkinPart) -> str:
    """Return a header or footer of the house's own, filled; what it lacks stands on lines above it."""
    lines = "".join(
        _line(composition, StyleId.MARKING, said, name)
        for name, said in (("marking", furniture.marking), ("draft", furniture.draft))
        if name in part.lacking and said
    )
    content = part.content
    # A header holds at least one paragraph (ECMA-376 part 1, 17.10.4).
    if not lines and content.startswith("</"):
        lines = paragraph(StyleId.HEADER, "")
    return f"{DECLARATION}{part.opening}{lines}{fill(composition, furniture, content)}"


def fill(composition: Composition, furniture: Furniture, text: str) -> str:
    """Return a text with its slots filled, spelt for XML; what the brief does not say is left empty."""
    return SLOT.sub(lambda found: composition.letters(furniture.slots.get(found[1], ""), found[1]), text)


def page_label(composition: Composition, label: str, page: int) -> str:
    """Return the runs of a label such as ``Page {page} of {pages}``; other braces are printed as they stand."""
    return "".join(
        field(_INSTRUCTIONS[piece], run(str(page)))
        if piece in _INSTRUCTIONS
        else run(composition.letters(piece, "page label"))
        for piece in _SLOT.split(label)
        if piece
    )


def _marking(composition: Composition, furniture: Furniture) -> str:
    marking = _line(composition, StyleId.MARKING, furniture.marking, "marking")
    return marking + (_line(composition, StyleId.MARKING, furniture.draft, "draft") if furniture.draft else "")


def _line(composition: Composition, style: StyleId, text: str, whence: str) -> str:
    return paragraph(style, run(composition.letters(text, whence)) if text else "")


def _part(element: str, content: str) -> str:
    return f"{DECLARATION}<w:{element} {WORD} {RELATION}>{content}</w:{element}>"
