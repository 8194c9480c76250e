"""The few pieces of markup that several parts share (ECMA-376 part 1, 17)."""

from __future__ import annotations

import re
from typing import Final

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
FIELD_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
SOFT_HYPHEN: Final = "\u00ad"
_OPTIONAL: Final = "<w:softHyphen/>"


#: Stands before a changed run while its paragraph is written, and never in a file; no spelt text can hold it.
CHANGED: Final = "<changed/>"
#: A bar at the right of a changed paragraph (17.3.1.28): the left side of some boxes has a bar of its own.
_BAR: Final = '<w:pBdr><w:right w:val="single" w:sz="12" w:space="7" w:color="auto"/></w:pBdr>'
#: Properties of a paragraph that the schema wants before its borders.
_BEFORE_BAR: Final = re.compile(r"(?:<w:keepNext[^>]*/>|<w:numPr>.*?</w:numPr>)*")


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a ``w:p`` in the style; ``properties`` are what follows ``w:pStyle`` in schema order."""
    if CHANGED in content:
        content = content.replace(CHANGED, "")
        properties = _BEFORE_BAR.sub(lambda found: found.group() + _BAR, properties, count=1)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def run(letters: str, properties: str = "") -> str:
    """Return a ``w:r`` that holds letters already spelt for XML; ``properties`` is a whole ``w:rPr`` or nothing.

    A soft hyphen becomes ``w:softHyphen`` (17.3.3.29): as a character Word would print it inside a line.
    """
    pieces = (f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in letters.split(SOFT_HYPHEN))
    return f"<w:r>{properties}{_OPTIONAL.join(pieces)}</w:r>"


def field(instruction: str, shown: str) -> str:
    """Return the runs of a field; ``shown``, runs already spelt for XML, stands until Word works the field out."""
    return f"{field_start(instruction)}{shown}{FIELD_END}"


def field_start(instruction: str) -> str:
    """Return the runs before what a field shows. ``FIELD_END`` comes after it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def style_run_properties(style: str) -> str:
    """Return a ``w:rPr`` that names a character style."""
    return f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'


def numbering_properties(num_id: int, level: int) -> str:
    """Return a ``w:numPr``; levels count from 0."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
