"""Years written in words, in French and English."""

from __future__ import annotations

import re

from briefings.vocabulary.triggers import plain

_UNITS = {
    **dict.fromkeys(("un", "one"), 1),
    **dict.fromkeys(("deux", "two"), 2),
    **dict.fromkeys(("trois", "three"), 3),
    **dict.fromkeys(("quatre", "four"), 4),
    **dict.fromkeys(("cinq", "five"), 5),
    **dict.fromkeys(("six",), 6),
    **dict.fromkeys(("sept", "seven"), 7),
    **dict.fromkeys(("huit", "eight"), 8),
    **dict.fromkeys(("neuf", "nine"), 9),
    **dict.fromkeys(("dix", "ten"), 10),
    **dict.fromkeys(("onze", "eleven"), 11),
    **dict.fromkeys(("douze", "twelve"), 12),
    **dict.fromkeys(("treize", "thirteen"), 13),
    **dict.fromkeys(("quatorze", "fourteen"), 14),
    **dict.fromkeys(("quinze", "fifteen"), 15),
    **dict.fromkeys(("seize", "sixteen"), 16),
    **dict.fromkeys(("seventeen",), 17),
    **dict.fromkeys(("eighteen",), 18),
    **dict.fromkeys(("nineteen",), 19),
    **dict.fromkeys(("vingt", "vingts", "twenty"), 20),
    **dict.fromkeys(("trente", "thirty"), 30),
    **dict.fromkeys(("quarante", "forty"), 40),
    **dict.fromkeys(("cinquante", "fifty"), 50),
    **dict.fromkeys(("soixante", "sixty"), 60),
    **dict.fromkeys(("septante", "seventy"), 70),
    **dict.fromkeys(("huitante", "octante", "eighty"), 80),
    **dict.fromkeys(("nonante", "ninety"), 90),
}
_POWERS = {
    **dict.fromkeys(("cent", "cents", "hundred"), 100),
    **dict.fromkeys(("mil", "mille", "thousand"), 1000),
}
_WORD = "(?:" + "|".join(sorted({*_UNITS, *_POWERS}, key=len, reverse=True)) + ")"

#: A year in words, to be matched without regard to case.
YEAR_WORDS = rf"{_WORD}(?:[\s-]{{1,3}}(?:(?:et|and)[\s-]{{1,3}})?{_WORD}){{1,8}}(?![^\W_])"
EARLIEST, LATEST = 1500, 2199


def year_in_words(words: str) -> int | None:
    """Return the year (1500 to 2199) that the words say, or ``None`` where they say none.

    “Mil neuf cent quatre-vingt-dix-neuf”, “two thousand and one” and “nineteen ninety-nine” are read; the words must
    be numerals, hyphens, spaces and “et” or “and”.
    """
    total = current = 0
    known = [word for word in re.split(r"[\s-]+", plain(words).strip()) if word not in ("et", "and")]
    if not any(word in _POWERS for word in known):
        return _by_halves(known)
    for word in known:
        value = _UNITS.get(word)
        if value is not None:
            current = 80 if word.startswith("vingt") and current % 100 == 4 and current < 10 else current + value
            if word.startswith("vingt") and current > 100 and (current - value) % 100 == 4:
                current = current - value - 4 + 80
        elif word not in _POWERS:
            return None
        elif _POWERS[word] == 100:
            current = max(current, 1) * 100
        else:
            total, current = total + max(current, 1) * 1000, 0
    return _plausible(total + current)


def _by_halves(known: list[str]) -> int | None:
    """Return a year said as two numbers, such as “nineteen ninety-nine”."""
    values = [_UNITS.get(word, 0) for word in known]
    if len(values) < 2 or 0 in values or not 15 <= values[0] <= 20:
        return None
    rest = sum(values[1:])
    return _plausible(values[0] * 100 + rest) if 10 <= rest < 100 else None


def _plausible(year: int) -> int | None:
    return year if EARLIEST <= year <= LATEST else None
