"""Places that a text names, by name, alias, demonym or capital, in English and French; the longest form wins.

Names count in their own case, or all in capitals; a hyphen is inside a word, unless both sides of it name places
(“Russia-Ukraine”, “franco-marocain”). Typographic apostrophes, hyphens and spaces, soft hyphens, decomposed accents
and capitals without accent are read as their plain counterparts. A form that several places share (“Korean”) gives a
mention of each, but only of those that the text names otherwise too, where there are such. Adjectives that name a
language (“in French”, “langues française et anglaise”) are no mention of a place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from briefings.patterns import compiled
from briefings.vocabulary.place_forms import INVISIBLE, PLAIN, TOKEN, Form, Sense, capital_forms, forms
from briefings.vocabulary.places import primary_language

#: Word parts that a hyphen may tie to a place without changing which place is meant.
_BEFORE = frozenset({"pro", "anti", "non", "ex", "inter", "intra", "post", "pre", "trans"})
_AFTER = frozenset(
    {"led", "based", "backed", "born", "brokered", "mediated", "made", "owned", "funded", "trained", "sponsored"}
    | {"wide", "hosted", "Afrique", "Africa", "Europe", "Asie", "Asia"}
)

#: Short words that show, in capitals, that a whole line is so.
_ARTICLES = frozenset({"LE", "LA", "LES", "DU", "DE", "DES", "A", "UN", "EN", "ET", "THE", "OF", "AND", "TO", "IN"})

#: Lists are matched up to nine words long, so that a hostile text cannot make the search slow.
_FRENCH_WORD = r"(?!(?:langue|texte|version)s?\b)[^\W\d_A-Z]+"
_FRENCH_LANGUAGES = compiled(
    r"\b(?:[lL]angues?|[tT]extes?|[vV]ersions?|[eE]n)\s+"
    rf"{_FRENCH_WORD}(?:(?:\s?,\s?|\s(?:et|ou)\s)(?:en\s)?{_FRENCH_WORD}){{0,8}}"
)
_ENGLISH_LIST = r"[A-Z][a-z]+(?:(?:,\s|,?\s(?:and|or)\s)[A-Z][a-z]+){0,8}"
_ENGLISH_LANGUAGES = compiled(
    rf"\b(?:{_ENGLISH_LIST}\s(?:languages?|texts?|versions?)\b|in\s{_ENGLISH_LIST}(?![^\W\d_])(?!\s[^\W\d_]))"
)


class Mention(Struct, frozen=True):
    """A place named in a text."""

    code: str
    kind: str
    """``name``, ``demonym`` or ``capital``."""
    start: int
    end: int
    """Code points of the text as given, half-open."""


class _Tokens:
    """The words and signs of a text: what each says, and where it stands."""

    def __init__(self, plain: str) -> None:
        self.found = list(TOKEN.finditer(plain))
        texts = [found.group() for found in self.found]
        # A text without invisible letters and accents of their own is read as it stands.
        clean = unicodedata.is_normalized("NFC", plain) and not any(letter in plain for letter in INVISIBLE)
        self.texts = texts if clean else [_word(text) for text in texts]

    def __len__(self) -> int:
        return len(self.texts)


class _Match(Struct, frozen=True):
    form: Form
    first: int
    last: int
    """Indexes of the first token and of the one behind the last."""
    start: int
    end: int


def places_named(text: str, language: str | None = None) -> tuple[Mention, ...]:
    """Return every place that a text names, in the order of the text; empty when it names none.

    ``language`` is the text's BCP 47 tag; ``None`` looks for the forms of both languages. Raises ``ValueError`` for a
    language that is neither English nor French.
    """
    known = "both" if language is None else primary_language(language)
    return _remembered(text, known) if len(text) <= _LONGEST_KEPT else _named(text, known)


def _named(text: str, known: str) -> tuple[Mention, ...]:
    plain = text.translate(PLAIN)
    tokens = _Tokens(plain)
    matches = _tied(_matches(tokens, known), tokens)
    return _settled(_without_languages(matches, plain))


#: A paragraph is asked for with every fact that rests on it; the bounds keep a long run's memory flat.
_LONGEST_KEPT = 5_000
_remembered = lru_cache(maxsize=256)(_named)


def names_place(text: str, code: str, language: str | None = None) -> bool:
    """Return whether a text names the place with this code; raise ``ValueError`` as ``places_named`` does."""
    return any(mention.code == code for mention in places_named(text, language))


def _word(found: str) -> str:
    if found.isalnum() or len(found) == 1:
        return found
    visible = "".join(letter for letter in found if letter not in INVISIBLE)
    return unicodedata.normalize("NFC", visible).translate(PLAIN)


def _matches(tokens: _Tokens, known: str) -> Iterator[_Match]:
    index, reached = forms(known), 0
    # The index of capitals is only made for a text that has a word in capitals.
    candidates = [
        at for at, text in enumerate(tokens.texts) if text in index.first_words or (len(text) > 1 and text.isupper())
    ]
    for at in candidates:
        if at < reached or not (form := _form_at(tokens, at, known)):
            continue
        reached = at + len(form.words)
        if form.senses:
            yield _Match(form, at, reached, tokens.found[at].start(), tokens.found[reached - 1].end())


def _form_at(tokens: _Tokens, at: int, known: str) -> Form | None:
    """Return the longest form that stands at a token, or ``None``."""
    first = tokens.texts[at]
    found = forms(known).get(first)
    if not found and len(first) > 1 and first.isupper():
        found = capital_forms(known).get(first)
    for form in found:
        if _stands(form, tokens, at):
            return form
    return None


def _stands(form: Form, tokens: _Tokens, at: int) -> bool:
    words, texts = form.words, tokens.texts
    if len(words) > 1 and tuple(texts[at : at + len(words)]) != words:
        return False
    if form.after and (at == 0 or texts[at - 1].lower() not in form.after):
        return False
    # "à Maurice Leroy" is said to a person.
    if words == ("Maurice",) and texts[at + 1 : at + 2] and texts[at + 1][:1].isupper():
        return False
    return not (words[0][0].isupper() and sum(map(len, words)) < 4 and _all_in_capitals(texts, at))


def _all_in_capitals(texts: list[str], at: int) -> bool:
    """Return whether the words around a short acronym are in capitals: “VISITE AU MAROC” does not name the AU."""
    around = (*texts[max(at - 3, 0) : at], *texts[at + 1 : at + 4])
    return sum(word.isupper() and (len(word) > 3 or word in _ARTICLES) for word in around) > 1


def _tied(matches: Iterable[_Match], tokens: _Tokens) -> list[_Match]:
    """Return the matches without those that a hyphen ties to a word that is no place, directly or through another."""
    chains: list[list[_Match]] = []
    for match in matches:
        if chains and chains[-1][-1].last == match.first - 1 and _joins(tokens, match.first - 1):
            chains[-1].append(match)
        else:
            chains.append([match])
    return [match for chain in chains if _free(chain, tokens) for match in chain]


def _free(chain: list[_Match], tokens: _Tokens) -> bool:
    before, behind = chain[0].first - 1, chain[-1].last
    texts = tokens.texts
    if chain[-1].form.prefix or (_joins(tokens, before) and texts[before - 1].lower() not in _BEFORE):
        return False
    return not _joins(tokens, behind) or texts[behind + 1] in _AFTER or texts[behind + 1].isdigit()


def _joins(tokens: _Tokens, at: int) -> bool:
    """Return whether the token is a hyphen with a word on both sides and no space."""
    if not 0 < at < len(tokens) - 1 or tokens.texts[at] != "-":
        return False
    before, hyphen, behind = tokens.found[at - 1 : at + 2]
    return before.end() == hyphen.start() and hyphen.end() == behind.start() and tokens.texts[at + 1][0].isalnum()


def _without_languages(matches: list[_Match], plain: str) -> list[_Match]:
    if not any(sense.kind == "demonym" for match in matches for sense in match.form.senses):
        return matches
    spans = [found.span() for pattern in (_FRENCH_LANGUAGES, _ENGLISH_LANGUAGES) for found in pattern.finditer(plain)]
    return [match for match in matches if not _is_language(match, spans)]


def _is_language(match: _Match, spans: list[tuple[int, int]]) -> bool:
    return match.form.senses[0].kind == "demonym" and any(a <= match.start and match.end <= b for a, b in spans)


def _settled(matches: list[_Match]) -> tuple[Mention, ...]:
    """Return the mentions, each shared form given to the places that the text names otherwise, where it names any."""
    sure = {match.form.senses[0].code for match in matches if len(match.form.senses) == 1 and not match.form.shared}
    return tuple(
        Mention(sense.code, sense.kind, match.start, match.end)
        for match in matches
        for sense in _chosen(match.form, sure)
    )


def _chosen(form: Form, sure: set[str]) -> Iterable[Sense]:
    named = [sense for sense in form.senses if sense.code in sure]
    strong = [sense for sense in form.senses if not sense.weak]
    if form.shared or not strong:
        return named
    if len(strong) < len(form.senses):
        return [sense for sense in form.senses if sense in strong or sense in named]
    return named or strong
