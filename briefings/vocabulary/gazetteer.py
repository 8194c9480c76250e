"""Places that a text names, by name, adjective or capital, in French and English; the longest form wins.

A hyphen between letters is inside a word, so "Guinée-Bissau" never names Guinée. Names are taken in their own case:
"turkey" and "chad" are no countries; French adjectives are small.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefings.sources import fold
from briefings.vocabulary.places import Place, places

_WORD = re.compile(r"\w+(?:-\w+)*")
#: Phrases that hold the name or adjective of a country but mean something else.
_OTHERS = ("océan Indien", "Océan Indien", "Indian Ocean", "golfe du Mexique", "Gulf of Mexico", "American continent")
#: Capitals that are as often a person, a thing or another place.
_AMBIGUOUS = frozenset({"Victoria", "Sucre", "Roseau", "Georgetown", "Hamilton", "Saint John's", "Saint George's"})
#: Also a first name: a place only behind these words.
_AFTER_PREPOSITION = {"Maurice": re.compile(r"(?:\b(?:[àÀ]|de|et|avec|vers|[Îî]le|en)|,) $")}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text; offsets count in the text after typographic folding."""

    code: str
    kind: str
    """``name``, ``demonym`` or ``capital``."""
    start: int
    end: int


def places_named(text: str) -> tuple[Mention, ...]:
    """Return every place a text names, in order; a form shared by several places gives a mention of each."""
    folded = fold(text).text
    return tuple(_mentions(folded))


def names_place(text: str, code: str) -> bool:
    """Return whether a text names a place in any way."""
    return any(mention.code == code for mention in places_named(text))


def _mentions(text: str) -> Iterator[Mention]:
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        for form, named in _index().get(word.group(), ()):
            if text.startswith(form, start) and _ends(text, start + len(form)) and _stands(text, start, form):
                end = start + len(form)
                for code, kind in named:
                    yield Mention(code, kind, start, end)
                break


def _ends(text: str, at: int) -> bool:
    following = text[at : at + 2]
    inside = following[:1].isalnum() or (following[:1] == "-" and following[1:].isalnum())
    return not inside


def _stands(text: str, start: int, form: str) -> bool:
    rule = _AFTER_PREPOSITION.get(form)
    return rule is None or rule.search(text[:start]) is not None


Form = tuple[str, tuple[tuple[str, str], ...]]


@cache
def _index() -> dict[str, tuple[Form, ...]]:
    """Return the forms by their first word, longest first."""
    forms: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for place in places():
        for form, kind in _forms(place):
            if form not in _AMBIGUOUS or kind != "capital":
                forms[fold(form).text][(place.code, kind)] = None
    for phrase in _OTHERS:
        forms[phrase] = {}
    index: dict[str, list[Form]] = defaultdict(list)
    for form, named in forms.items():
        if first := _WORD.match(form):
            index[first.group()].append((form, tuple(named)))
    return {word: tuple(sorted(found, key=lambda form: -len(form[0]))) for word, found in index.items()}


def _forms(place: Place) -> Iterator[tuple[str, str]]:
    for wording in (place.english, place.french):
        for name in (wording.name, *wording.formal, *wording.aliases):
            yield name, "name"
        for capital in wording.capitals:
            yield capital, "capital"
        for demonym in wording.demonyms:
            for form in demonym.forms:
                yield form, "demonym"
                yield form[:1].upper() + form[1:], "demonym"
