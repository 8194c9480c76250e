"""Days and months as texts write them, in French and English."""

from __future__ import annotations

import re

from briefings.vocabulary.triggers import plain

_MONTHS = (
    ("janvier", "january", "jan"),
    ("fevrier", "february", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
_DAY_WORDS = (
    ("premier", "first"),
    ("deux", "second"),
    ("trois", "third"),
    ("quatre", "fourth"),
    ("cinq", "fifth"),
    ("six", "sixth"),
    ("sept", "seventh"),
    ("huit", "eighth"),
    ("neuf", "ninth"),
    ("dix", "tenth"),
    ("onze", "eleventh"),
    ("douze", "twelfth"),
    ("treize", "thirteenth"),
    ("quatorze", "fourteenth"),
    ("quinze", "fifteenth"),
    ("seize", "sixteenth"),
    ("dix-sept", "seventeenth"),
    ("dix-huit", "eighteenth"),
    ("dix-neuf", "nineteenth"),
    ("vingt", "twentieth"),
    ("vingt et un", "twenty-first"),
    ("vingt-deux", "twenty-second"),
    ("vingt-trois", "twenty-third"),
    ("vingt-quatre", "twenty-fourth"),
    ("vingt-cinq", "twenty-fifth"),
    ("vingt-six", "twenty-sixth"),
    ("vingt-sept", "twenty-seventh"),
    ("vingt-huit", "twenty-eighth"),
    ("vingt-neuf", "twenty-ninth"),
    ("trente", "thirtieth"),
    ("trente et un", "thirty-first"),
)


def month_named(text: str, month: int) -> bool:
    """Return whether a text names the month (1 to 12) by word, or by number in a date such as 18/06/2025."""
    words = "|".join(_MONTHS[month - 1])
    numeric = rf"\b\d{{1,2}}[./]0?{month}[./]\d{{2,4}}\b|\b\d{{4}}-{month:02d}-\d{{2}}\b"
    return re.search(rf"\b(?:{words})\b|{numeric}", plain(text)) is not None


def day_named(text: str, day: int) -> bool:
    """Return whether a text names the day of the month (1 to 31) by number or by word."""
    words = "|".join(_DAY_WORDS[day - 1])
    digits = rf"(?<!\d)0?{day}(?:er|st|nd|rd|th)?(?!\d)"
    return re.search(rf"{digits}|(?<![\w-])(?:{words})(?![\w-])", plain(text)) is not None
