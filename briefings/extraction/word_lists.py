"""Word lists written as running text, so that a reviewer can read them."""

from __future__ import annotations


def words(*lines: str) -> frozenset[str]:
    """Return the words of the lines, parted by white space."""
    return frozenset(word for line in lines for word in line.split())
