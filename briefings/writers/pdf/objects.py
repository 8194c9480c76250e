"""PDF values written out (ISO 32000-1, 7.3)."""

from __future__ import annotations

import zlib

from briefings.style import Colour

_LITERAL = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def text_string(text: str) -> str:
    """Return a text string: ASCII as it is, else UTF-16 (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_LITERAL)})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def number(value: float) -> str:
    """Return a number with at most two decimals; a hundredth of a point is finer than any printer."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def colour_parts(colour: Colour) -> str:
    """Return the red, green and blue of a colour as operands, before ``rg`` or ``RG``."""
    return " ".join(f"{part:.4f}".rstrip("0").rstrip(".") for part in colour.unit)


def stream(entries: str, content: bytes, compressed: bool = True) -> bytes:
    """Return a stream object with an end of line before ``endstream`` (ISO 19005-3, 6.1.7.1)."""
    body = zlib.compress(content, 9) if compressed else content
    packing = " /Filter /FlateDecode" if compressed else ""
    return f"<< {entries}{packing} /Length {len(body)} >>\nstream\n".encode("ascii") + body + b"\nendstream\n"
