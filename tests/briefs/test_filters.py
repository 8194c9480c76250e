"""Our filters: grammar, dates, lists and labels, in British and American English and in French."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from briefings.templates.faults import TemplateFault
from briefings.templates.filters import Filters, limit
from briefings.templates.labels import FREE_GROUPS, GROUPS, OPTIONAL, load_labels
from briefings.templates.library import Library
from briefings.tokens import Value, ValueTable
from briefings.vocabulary.places import find_place
from briefings.workspace import Workspace
from tests.briefs.desks import REPOSITORY

LOCALES = {"en": "en-GB", "us": "en-US", "fr": "fr-FR"}
LIBRARY = Library(Workspace(REPOSITORY).template_folders)


class Desk:
    """The filters of one language over a table of its own."""

    def __init__(self, language: str) -> None:
        self.table = ValueTable()
        self.code = "en" if language == "us" else language
        self.filters = Filters(self.table, self.code, LOCALES[language], load_labels(LIBRARY, self.code)).by_name()

    def place(self, code: str) -> str:
        """Return the token of a country's name."""
        found = find_place(code)
        assert found is not None
        return self.table.token(Value(found.name(self.code), self.code, "f", place=code))

    def city(self, name: str) -> str:
        """Return the token of a city's name."""
        return self.table.token(Value(name, self.code, "f", city=True))

    def text(self, words: str) -> str:
        """Return the token of free text."""
        return self.table.token(Value(words, self.code, "f"))

    def plain(self, name: str, *arguments: Any) -> str:
        """Return what a filter prints."""
        return self.table.plain(self.filters[name](*arguments))


@pytest.mark.parametrize(
    ("language", "code", "of", "to", "the"),
    [
        ("fr", "MA", "du Maroc", "au Maroc", "le Maroc"),
        ("fr", "RW", "du Rwanda", "au Rwanda", "le Rwanda"),
        ("fr", "FR", "de la France", "en France", "la France"),
        ("fr", "US", "des États-Unis", "aux États-Unis", "les États-Unis"),
        ("en", "MA", "of Morocco", "in Morocco", "Morocco"),
        ("en", "US", "of the United States", "in the United States", "the United States"),
        ("us", "RW", "of Rwanda", "in Rwanda", "Rwanda"),
    ],
)
def test_places_are_declined(language: str, code: str, of: str, to: str, the: str) -> None:
    """``de``, ``a`` and ``le`` follow the grammar of the place and keep its fact."""
    desk = Desk(language)
    token = desk.place(code)
    printed = tuple(desk.plain(name, token) for name in ("de", "a", "le"))
    # French says "de France" or "de la France" by usage; both are correct after "le gouvernement".
    assert printed in {(of, to, the), (of.replace("de la ", "de "), to, the)}
    value = desk.table.value(desk.filters["de"](token))
    assert value is not None
    assert value.fact == "f"


def test_cities_take_no_article() -> None:
    """``à Rabat``, ``d’Abuja``; in English ``in`` or ``at`` and ``of``."""
    desk = Desk("fr")
    assert desk.plain("a", desk.city("Rabat")) == "à Rabat"
    assert desk.plain("de", desk.city("Abuja")) == "d’Abuja"
    assert desk.plain("le", desk.city("Rabat")) == "Rabat"


@pytest.mark.parametrize(
    ("language", "form", "printed"),
    [
        ("fr", "", "Maroc, Rwanda et France"),
        ("fr", "de", "du Maroc, du Rwanda et de la France"),
        ("fr", "a", "au Maroc, au Rwanda et en France"),
        ("fr", "le", "le Maroc, le Rwanda et la France"),
        ("en", "", "Morocco, Rwanda and France"),
        ("en", "de", "of Morocco, Rwanda and France"),
        ("us", "", "Morocco, Rwanda, and France"),
    ],
)
def test_names_join_as_the_language_does(language: str, form: str, printed: str) -> None:
    """Commas and the last ``and``; American English has a comma before it."""
    desk = Desk(language)
    tokens = [desk.place(code) for code in ("MA", "RW", "FR")]
    assert desk.plain("names", tokens, form) in {printed, printed.replace("de la France", "de France")}
    assert desk.plain("names", []) == ""
    assert desk.plain("names", tokens[:1], form) == printed.split(",")[0]


def test_names_refuses_an_unknown_form() -> None:
    """The forms are de, a and le."""
    desk = Desk("fr")
    with pytest.raises(TemplateFault, match="names has no form “des”") as caught:
        desk.filters["names"]([desk.place("MA")], "des")
    assert caught.value.hint == "did you mean “de”?"


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en", "2026-11-23", "23 November 2026"),
        ("us", "2026-11-23", "November 23, 2026"),
        ("fr", "2026-11-23", "23 novembre 2026"),
        ("fr", "2026-01-01", "1er janvier 2026"),
        ("en", "2026-01-01", "1 January 2026"),
    ],
)
def test_dates_in_words(language: str, text: str, printed: str) -> None:
    """Full dates as each language writes them."""
    assert Desk(language).plain("date", text) == printed


@pytest.mark.parametrize("wrong", ["", "2026-13-01", "2026-02-30", "today", None, 5, [], "23/11/2026"])
def test_a_wrong_date_is_a_template_error(wrong: Any) -> None:
    """The date filter says which form it takes."""
    with pytest.raises(TemplateFault, match="takes a date such as 2026-11-23"):
        Desk("en").filters["date"](wrong)


@pytest.mark.parametrize(
    ("language", "date", "printed"),
    [
        ("en", {"day": 18, "month": 6, "year": None}, "18 June"),
        ("us", {"day": 18, "month": 6, "year": None}, "June 18"),
        ("fr", {"day": 18, "month": 6, "year": None}, "18 juin"),
        ("fr", {"day": 1, "month": 6, "year": None}, "1er juin"),
        ("fr", {"day": 1, "month": 6, "year": 2025}, "1er juin 2025"),
        ("en", {"day": 18, "month": 6, "year": 2025}, "18 June 2025"),
        ("us", {"day": 18, "month": 6, "year": 2025}, "June 18, 2025"),
        ("en", {"day": None, "month": 6, "year": 2025}, "June 2025"),
        ("fr", {"day": None, "month": 6, "year": None}, "juin"),
        ("fr", {"day": None, "month": 7, "year": None}, "juillet"),
        ("en", {"day": None, "month": 9, "year": None}, "September"),
        ("us", {"day": None, "month": 4, "year": None}, "April"),
        ("en", {"day": None, "month": None, "year": 2025}, "2025"),
        ("en", {"day": 29, "month": 2, "year": None}, "29 February"),
        ("en", {"day": None, "month": None, "year": None}, ""),
    ],
)
def test_partial_dates_print_what_is_known(language: str, date: dict[str, int | None], printed: str) -> None:
    """No part of a date is made up."""
    assert Desk(language).plain("day", date) == printed


def test_capital_and_short_keep_the_fact() -> None:
    """The first letter becomes large; long words are cut between words, with an ellipsis."""
    desk = Desk("fr")
    for name, arguments, printed in (
        ("capital", (desk.text("état signé"),), "État signé"),
        ("short", (desk.text("un deux trois, quatre"), 15), "un deux trois…"),
        ("short", (desk.text("un deux"), 15), "un deux"),
    ):
        token = desk.filters[name](*arguments)
        value = desk.table.value(token)
        assert value is not None
        assert (value.text, value.fact) == (printed, "f")
    assert desk.filters["capital"]("") == ""
    assert desk.filters["capital"]("plain words") == "Plain words"
    assert desk.plain("capital", desk.text("un") + " mot") == "Un mot"


def test_words_and_limit() -> None:
    """``words`` counts, ``limit`` takes the first items or all."""
    desk = Desk("en")
    assert desk.filters["words"](desk.text("three words here")) == 3
    assert limit([1, 2, 3], 2) == [1, 2]
    assert limit([1, 2, 3], None) == [1, 2, 3]


@pytest.mark.parametrize("name", ["de", "a", "le", "short"])
@pytest.mark.parametrize("wrong", ["plain", "", None, 5, []])
def test_grammar_takes_values_of_the_dossier_only(name: str, wrong: Any) -> None:
    """A plain string has no fact to keep."""
    with pytest.raises(TemplateFault, match="takes a value of the dossier"):
        Desk("fr").filters[name](wrong)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_has_a_label_in_both_languages(language: str) -> None:
    """Each enum a template may print is worded; no label is empty."""
    labels = load_labels(LIBRARY, language)
    wanted = {group: {str(code.value) for code in enum} for group, enum in GROUPS.items()}
    wanted |= {group: {*codes, *OPTIONAL.get(group, ())} for group, codes in FREE_GROUPS.items()}
    assert {group: set(found) for group, found in labels.items()} == wanted
    assert [words for found in labels.values() for words in found.values() if not words.strip()] == []


def test_a_missing_label_is_named() -> None:
    """An unknown code or group is an error that gives the nearest known one."""
    label: Callable[..., str] = Desk("en").filters["label"]
    with pytest.raises(TemplateFault, match="“trainin” has no label in “provision”") as caught:
        label("trainin", "provision")
    assert caught.value.hint == "did you mean “training”?"
    with pytest.raises(TemplateFault, match="there are no labels “provisions”") as caught:
        label("training", "provisions")
    assert caught.value.hint == "did you mean “provision”?"


@pytest.mark.parametrize(
    ("language", "words", "printed"),
    [
        ("en", "some words", "“some words”"),
        ("en", "some “inner” words", "‘some “inner” words’"),
        ("en", "un « mot »", "“un « mot »”"),
        ("fr", "des mots", "«\u00a0des mots\u00a0»"),
        ("fr", "un « mot » de plus", "«\u00a0un « mot » de plus\u00a0»"),
        ("fr", "un « mot »", "«\u00a0un « mot »"),
        ("fr", "un “mot” de plus", "«\u00a0un “mot” de plus\u00a0»"),
    ],
)
def test_quotations_stand_in_the_marks_of_the_language(language: str, words: str, printed: str) -> None:
    """French keeps to guillemets, and one mark closes an inner and the outer pair."""
    desk = Desk(language)
    assert desk.plain("quoted", desk.text(words)) == printed
