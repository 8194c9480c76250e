"""Every country of ISO 3166 is found as a party, by its people’s offices and by its capital, in both languages."""

from __future__ import annotations

from collections import Counter

import pytest

from briefings.extraction.parties import find_parties
from briefings.extraction.people import find_people
from briefings.extraction.reading import Reading
from briefings.extraction.signature import find_signature
from briefings.vocabulary.places import Place, PlaceKind, places

COUNTRIES = tuple(place for place in places() if place.kind is PlaceKind.COUNTRY)
#: The other party of each invented accord: none of the countries’ names or capitals holds its words.
OTHER = {"en": "Iceland", "fr": "l’Islande"}


def named(place: Place, language: str) -> str:
    """Return the short name with its article, as a running text has it."""
    wording = place.wording(language)
    space = "" if wording.article.endswith("’") or not wording.article else " "
    return f"{wording.article}{space}{wording.name}"


def parties(text: str) -> set[str]:
    reading = Reading(text)
    return {party.code for party in find_parties(reading, find_signature(reading).signing)}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_country_is_a_party_by_its_name_and_by_its_formal_names(language: str) -> None:
    wrong = []
    for place in COUNTRIES:
        if place.code == "IS":
            continue
        names = (named(place, language), *place.wording(language).formal)
        # “Maurice” alone is somebody’s first name more often.
        for name in (name for name in names if name != "Maurice"):
            if language == "en":
                text = f"An agreement on defence was signed on Tuesday between {OTHER['en']} and {name}. It covers training."
            else:
                text = (
                    f"Un accord de défense a été signé mardi entre {OTHER['fr']} et {name}. Il porte sur la formation."
                )
            if parties(text) != {"IS", place.code}:
                wrong.append((name, sorted(parties(text))))
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_demonym_says_whose_minister_somebody_is_unless_two_countries_share_it(language: str) -> None:
    held = Counter(form for place in COUNTRIES for form in {one.masculine for one in place.wording(language).demonyms})
    shared = {form for form, count in held.items() if count > 1}
    wrong = []
    for place in COUNTRIES:
        demonym = place.wording(language).demonym
        if demonym is None:
            continue
        if language == "en":
            text = f"The {demonym.masculine} Minister of Defence, John Sample, spoke to the press on Monday."
        else:
            text = f"Le ministre {demonym.masculine} de la Défense, Jean Exemple, a parlé lundi à la presse."
        found = [(person.name, person.party) for person in find_people(Reading(text))]
        party = place.code if demonym.masculine not in shared else None
        if found != [("John Sample" if language == "en" else "Jean Exemple", party)]:
            wrong.append((demonym.masculine, found))
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_capital_says_in_which_country_an_accord_was_signed(language: str) -> None:
    wrong = []
    for place in COUNTRIES:
        capital = place.wording(language).capital
        if capital is None or place.name(language) == capital:
            continue
        if language == "en":
            text = f"The two ministers signed a defence agreement with {place.name('en')} in {capital} on 4 May 2021."
        else:
            text = f"Les deux ministres ont signé un accord de défense avec {named(place, 'fr')} à {capital}, le 4 mai 2021."
        at = find_signature(Reading(text)).place
        if at is None or at.country != place.code:
            wrong.append((capital, at))
    assert wrong == []
