"""Which language a text is in, by its function words; "unknown" where they do not decide."""

from __future__ import annotations

import re

_FUNCTION_WORDS = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "un",
            "une",
            "et",
            "est",
            "en",
            "dans",
            "que",
            "qui",
            "pour",
            "par",
            "sur",
            "au",
            "aux",
            "ce",
            "cette",
            "avec",
            "il",
            "elle",
            "ne",
            "pas",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "is",
            "that",
            "for",
            "on",
            "with",
            "as",
            "was",
            "are",
            "be",
            "by",
            "this",
            "it",
            "from",
            "which",
            "has",
            "have",
            "not",
            "its",
        ]
    ),
}
_MIN_SHARE = 0.12
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Return ``fr``, ``en`` or ``None`` for a text that is in neither or too short to tell."""
    words = _WORD.findall(text[:20_000].casefold())
    if len(words) < 8:
        return None
    shares = _shares(words)
    best, other = sorted(shares, key=lambda code: -shares[code])
    return best if shares[best] >= _MIN_SHARE and shares[best] > 1.5 * shares[other] else None


def share_of_function_words(text: str) -> float:
    """Return the larger of the shares, from 0 to 1, that French and English function words have in a text."""
    words = _WORD.findall(text[:20_000].casefold())
    return max(_shares(words).values()) if words else 0.0


def _shares(words: list[str]) -> dict[str, float]:
    return {code: sum(word in known for word in words) / len(words) for code, known in _FUNCTION_WORDS.items()}
