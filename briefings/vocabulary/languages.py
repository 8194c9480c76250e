"""Which language a text is in, by its function words; "unknown" where they do not decide."""

from __future__ import annotations

from briefings.patterns import compiled

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
#: Fewer words than these may be in any language.
_ENOUGH = 40
#: Of a hundred words of a French or English text 24 and more are function words of its language, 13 in a list of forty.
_HARDLY_ANY, _FEW, _MANY = 0.1, 0.2, 0.06
#: Function words of Spanish, Italian, Portuguese, German, Dutch and Romanian that are no words of French or English.
_NEIGHBOURS = frozenset([
    "el", "los", "las", "del", "por", "con", "para", "una", "di", "che", "della", "dei", "gli", "nel", "alla", "em",
    "uma", "não", "der", "und", "das", "mit", "von", "ein", "eine", "im", "het", "een", "voor", "și", "să", "cu", "din",
])  # fmt: skip
_WORD = compiled(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Return ``fr``, ``en`` or ``None`` for a text that is in neither or too short to tell."""
    words = _WORD.findall(text[:20_000].casefold())
    if len(words) < 8:
        return None
    shares = _shares(words)
    best, other = sorted(shares, key=lambda code: -shares[code])
    return best if shares[best] >= _MIN_SHARE and shares[best] > 1.5 * shares[other] else None


def is_foreign(text: str) -> bool:
    """Return whether a text of some length is in neither French nor English.

    It has hardly any function words of theirs, or few, and many of its neighbours’: “la” and “en” are Spanish words too.
    """
    words = _WORD.findall(text[:20_000].casefold())
    if len(words) < _ENOUGH:
        return False
    share = max(_shares(words).values())
    others = sum(word in _NEIGHBOURS for word in words) / len(words)
    return share < _HARDLY_ANY or (share < _FEW and others > _MANY)


def _shares(words: list[str]) -> dict[str, float]:
    return {code: sum(word in known for word in words) / len(words) for code, known in _FUNCTION_WORDS.items()}
