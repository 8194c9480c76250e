"""Which words show what an accord covers: the phrases of ``provision_triggers.tsv``, found in a plain text.

The gate accepts each of them (``triggers.shown``), beside broader words of its own for quotations that people choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import product
from pathlib import Path

from msgspec import Struct

from briefings.patterns import compiled
from briefings.vocabulary.codes import ProvisionCode

_FILE = Path(__file__).with_name("provision_triggers.tsv")

_WORD = "[a-z0-9&]+"
_GAP = r"[ ,'\"()\-/]{1,3}"
_SMALL = (
    "de|du|des|d|la|le|les|l|a|au|aux|en|par|pour|dans|sur|entre|contre|leurs?|ses|sa|son|of|the|in|to|on|for|with|between|against|its|their"
    "|our|and|et|ou|or|commune?s?|notre|nos"
)
_FEW_SMALL = rf"(?:{_GAP}(?:{_SMALL})(?![a-z0-9]))??" * 3
_FEW = rf"(?:{_GAP}{_WORD})??" * 3
_MANY = rf"(?:{_GAP}{_WORD})??" * 8
_TOKEN = compiled(_WORD)
_KEY = 3


class Where(Enum):
    """In which sentences a phrase counts."""

    OPERATIVE = "operative"
    """In every sentence that says what the parties do."""
    SCOPE = "scope"
    """Only where the accord is said to cover something."""
    NEVER = "never"
    """It looks like the code and is not."""


class Field(Enum):
    """In which texts a phrase counts."""

    ANY = "any"
    DEFENCE = "defence"
    CIVIL = "civil"


class Trigger(Struct, frozen=True):
    """One phrase that shows a code."""

    code: ProvisionCode
    language: str
    where: Where
    field: Field
    phrase: str
    """As written in the data file."""


class Hit(Struct, frozen=True):
    """A phrase found: half-open offsets in the plain text."""

    start: int
    end: int
    trigger: Trigger


@lru_cache(maxsize=1)
def triggers() -> tuple[Trigger, ...]:
    """Return every phrase of the data file, in its order."""
    found = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "code\t")):
            continue
        code, language, where, field, phrases = line.split("\t")
        for phrase in phrases.split(";"):
            found.append(Trigger(ProvisionCode(code), language, Where(where), Field(field), phrase))
    return tuple(found)


def find_triggers(
    plain: str, start: int, end: int, language: str | None, code: ProvisionCode | None = None
) -> Iterator[Hit]:
    """Yield the phrases in a stretch of plain text, of one language or of both, in order; they may overlap.

    With a ``code`` only its phrases are looked for.
    """
    index = _index(language, code)
    for token in _TOKEN.finditer(plain, start, end):
        word = token.group()
        for first, trigger in index.get(word[:_KEY], ()):
            if not word.startswith(first) or not _may_end(plain, token.start(), end, trigger.phrase):
                continue
            if match := _pattern(trigger.phrase).match(plain, token.start(), end):
                yield Hit(match.start(), match.end(), trigger)


def _may_end(plain: str, start: int, end: int, phrase: str) -> bool:
    """Return whether the last word that a phrase needs stands in a stretch at all: where it does not, no pattern is made."""
    last = _last_words(phrase)
    return not last or any(plain.find(word, start, end) >= 0 for word in last)


@lru_cache(maxsize=2048)
def _last_words(phrase: str) -> tuple[str, ...]:
    """Return how the last word of a phrase may begin; nothing for a phrase of one word."""
    needed = [item for item in _items(phrase) if item not in ("~", "...", "......") and not item.startswith("[")]
    return tuple(word.rstrip("*") for word in needed[-1].split("/")) if len(needed) > 1 else ()


def phrases_of(plain: str, code: ProvisionCode) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where a plain text shows the code by a phrase, and where it holds one that only looks like it."""
    hits = list(find_triggers(plain, 0, len(plain), None, code))
    return (
        [(hit.start, hit.end) for hit in hits if hit.trigger.where is not Where.NEVER],
        [(hit.start, hit.end) for hit in hits if hit.trigger.where is Where.NEVER],
    )


@lru_cache(maxsize=128)
def _index(language: str | None, code: ProvisionCode | None) -> dict[str, tuple[tuple[str, Trigger], ...]]:
    """Return the phrases, each with its first word, by the first letters of that: few of them are tried at each word."""
    found: dict[str, list[tuple[str, Trigger]]] = {}
    for trigger in triggers():
        if language in (None, trigger.language) and code in (None, trigger.code):
            for word in dict.fromkeys(re.split(r"[ ,]", trigger.phrase)[0].split("/")):
                first = word.rstrip("*")
                found.setdefault(first[:_KEY], []).append((first, trigger))
    return {key: tuple(phrases) for key, phrases in found.items()}


#: A pattern is made when the first word of its phrase is met: most phrases stand in no text.
@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> re.Pattern[str]:
    return compiled(_expression(phrase))


def _expression(phrase: str) -> str:
    """Return the phrase as a regular expression; see the head of the data file for its signs."""
    parts: list[str] = []
    for item in _items(phrase):
        if item == "~":
            parts.append(_FEW_SMALL)
        elif item == "...":
            parts.append(_FEW)
        elif item == "......":
            parts.append(_MANY)
        elif item.startswith("["):
            parts.append(f"(?:{_GAP}(?:{_words(item[1:-1])}))?")
        else:
            parts.append(f"{_GAP if parts else ''}(?:{_words(item)})")
    return "".join(parts) + r"(?![a-z0-9])"


def _items(phrase: str) -> list[str]:
    return re.findall(r"\[[^\]]+\]|[^ ,]+", phrase)


def _words(item: str) -> str:
    return "|".join(_plain_word(word) for word in re.split(r"[/|]", item))


def _plain_word(word: str) -> str:
    return re.escape(word[:-1]) + "[a-z0-9]*" if word.endswith("*") else re.escape(word)


def sample(trigger: Trigger) -> Iterator[str]:
    """Yield texts, one for each choice of words, in which the phrase stands as short as it can."""
    choices = []
    for item in _items(trigger.phrase):
        if item not in ("~", "...", "......") and not item.startswith("["):
            choices.append([word.rstrip("*") for word in item.split("/")])
    yield from (" ".join(words) for words in product(*choices))
