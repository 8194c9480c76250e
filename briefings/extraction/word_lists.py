"""Word lists written as running text, so that a reviewer can read them, and patterns made when asked for."""

from __future__ import annotations

import re
from functools import cache

from briefings.patterns import compiled


def words(*lines: str) -> frozenset[str]:
    """Return the words of the lines, parted by white space."""
    return frozenset(word for line in lines for word in line.split())


@cache
def ready(pattern: str) -> re.Pattern[str]:
    """Return a pattern ready for use. Many texts never ask for most of a long table, and compiling it takes longest."""
    return compiled(pattern)
