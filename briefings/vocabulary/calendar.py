"""Days and months as texts write them, in French and English."""

from __future__ import annotations

import re

from briefings.vocabulary.triggers import plain

#: The words for each month, January first, as ``plain`` leaves them.
MONTHS = (
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
#: The words for each day of the month, the first one first, as ``plain`` leaves them.
DAY_WORDS = (
    ("premier", "first"),
    ("deux", "second", "deuxieme"),
    ("trois", "third", "troisieme"),
    ("quatre", "fourth", "quatrieme"),
    ("cinq", "fifth", "cinquieme"),
    ("six", "sixth", "sixieme"),
    ("sept", "seventh", "septieme"),
    ("huit", "eighth", "huitieme"),
    ("neuf", "ninth", "neuvieme"),
    ("dix", "tenth", "dixieme"),
    ("onze", "eleventh", "onzieme"),
    ("douze", "twelfth", "douzieme"),
    ("treize", "thirteenth", "treizieme"),
    ("quatorze", "fourteenth", "quatorzieme"),
    ("quinze", "fifteenth", "quinzieme"),
    ("seize", "sixteenth", "seizieme"),
    ("dix-sept", "seventeenth", "dix-septieme"),
    ("dix-huit", "eighteenth", "dix-huitieme"),
    ("dix-neuf", "nineteenth", "dix-neuvieme"),
    ("vingt", "twentieth", "vingtieme"),
    ("vingt et un", "twenty-first", "vingt et unieme"),
    ("vingt-deux", "twenty-second", "vingt-deuxieme"),
    ("vingt-trois", "twenty-third", "vingt-troisieme"),
    ("vingt-quatre", "twenty-fourth", "vingt-quatrieme"),
    ("vingt-cinq", "twenty-fifth", "vingt-cinquieme"),
    ("vingt-six", "twenty-sixth", "vingt-sixieme"),
    ("vingt-sept", "twenty-seventh", "vingt-septieme"),
    ("vingt-huit", "twenty-eighth", "vingt-huitieme"),
    ("vingt-neuf", "twenty-ninth", "vingt-neuvieme"),
    ("trente", "thirtieth", "trentieme"),
    ("trente et un", "thirty-first", "trente et unieme"),
)


def month_named(text: str, month: int) -> bool:
    """Return whether a text names the month (1 to 12) by word, or by number in a date such as 18/06/2025."""
    words = "|".join(MONTHS[month - 1])
    numeric = rf"\b\d{{1,2}}[./]0?{month}[./]\d{{2,4}}\b|\b\d{{4}}-{month:02d}-\d{{2}}\b"
    return re.search(rf"\b(?:{words})\b|{numeric}", plain(text)) is not None


def day_named(text: str, day: int) -> bool:
    """Return whether a text names the day of the month (1 to 31) by number or by word."""
    words = "|".join(DAY_WORDS[day - 1])
    digits = rf"(?<!\d)0?{day}(?:er|st|nd|rd|th)?(?!\d)"
    return re.search(rf"{digits}|(?<![\w-])(?:{words})(?![\w-])", plain(text)) is not None
