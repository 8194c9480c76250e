"""Dates follow from their own words, relative ones from the day of publication; cities and offices keep their country."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefings.checks.dates import date_complaints
from briefings.evidence import PartialDate
from briefings.vocabulary.relative_days import resolved
from tests.checks.doors import Claim, refusals


def told(section: str, values: dict[str, Any], text: str, exact: str = "", language: str = "fr") -> list[str]:
    return refusals([Claim(section, values, language, text, exact or text.rstrip("."))])[0][0]


def complaints(day: PartialDate, *texts: str, language: str = "fr", published: str | None = None) -> list[str]:
    return [what for what, _ in date_complaints(day, texts, {language}, [published])]


FIGURES = [
    ("12/05/2021", "fr", (12, 5, 2021), []),
    ("12.05.2021", "fr", (12, 5, 2021), []),
    ("2021-05-12", "en", (12, 5, 2021), []),
    ("13/05/2021", "en", (13, 5, 2021), []),
    ("05/13/2021", "en", (13, 5, 2021), []),
    ("05/05/2021", "en", (5, 5, 2021), []),
    ("12/05/2021", "fr", (5, 12, 2021), ["day 5", "month 12"]),
    ("12/05/2021", "en", (12, 5, 2021), ["day 12", "month 5"]),
    ("2021-05-12", "en", (5, 12, 2021), ["day 5", "month 12"]),
    ("12/05/21", "fr", (12, 5, 2021), []),
    ("12/05/21", "fr", (12, 5, 2012), ["year 2012"]),
]


@pytest.mark.parametrize(("raw", "language", "parts", "wrong"), FIGURES)
def test_figures_are_read_in_their_order(
    raw: str, language: str, parts: tuple[int, int, int], wrong: list[str]
) -> None:
    """Where English may put the month first, figures that can be read both ways give neither day nor month."""
    said = complaints(PartialDate(*parts, raw), raw, language=language)
    assert said == [f"{part} does not follow from the quotation" for part in wrong]


def test_day_and_month_stand_in_the_words_of_the_date_itself() -> None:
    """Of two dates in one quotation the parts are not mixed; a day is no part of a year."""
    text = "signé le 12 mai 2021, ratifié le 3 juin 2022"
    assert complaints(PartialDate(12, 5, 2021, "12 mai 2021"), text) == []
    assert complaints(PartialDate(3, 5, 2021, "12 mai 2021"), text) == ["day 3 does not follow from the quotation"]
    assert complaints(PartialDate(12, 6, 2022, "12 mai 2021"), text) == [
        "month 6 does not follow from the quotation",
        "year 2022 does not follow from the quotation",
    ]
    assert complaints(PartialDate(20, 5, 2020, "mai 2020"), "en mai 2020") == [
        "day 20 does not follow from the quotation"
    ]


def test_a_year_beside_the_date_counts_where_it_is_the_only_one() -> None:
    once, twice = "Le 12 mai, à Lomé, en 2021", "Le 12 mai, à Lomé, en 2021, comme en 2017"
    assert complaints(PartialDate(12, 5, 2021, "12 mai"), once) == []
    assert complaints(PartialDate(12, 5, 2021, "12 mai"), twice) == ["year 2021 does not follow from the quotation"]
    assert (
        complaints(PartialDate(12, 5, 2021, "12 mai deux mille vingt et un"), "le 12 mai deux mille vingt et un") == []
    )


def test_a_date_belongs_to_the_deed_that_it_stands_beside() -> None:
    text = "L’accord a été signé le 12 mai 2021 et ratifié le 3 juin 2022."
    signed = {"day": 12, "month": 5, "year": 2021, "raw": "12 mai 2021"}
    assert told("events", {"type": "signature", "date": signed}, text) == []
    assert told("events", {"type": "ratification", "date": signed}, text) == [
        "date “12 mai 2021” stands beside signature, not beside ratification (fact “fact-0”)"
    ]


MONDAY = date(2021, 5, 17)
COUNTED = [
    ("lundi", (17, 5, 2021)), ("mercredi", (12, 5, 2021)), ("lundi dernier", (10, 5, 2021)), ("mardi prochain", (18, 5, 2021)),
    ("hier", (16, 5, 2021)), ("avant-hier", (15, 5, 2021)), ("après-demain", (19, 5, 2021)), ("le mois dernier", (None, 4, 2021)),
    ("l’an dernier", (None, None, 2020)), ("yesterday", (16, 5, 2021)), ("on Wednesday", (12, 5, 2021)), ("next Tuesday", (18, 5, 2021)),
    ("last month", (None, 4, 2021)), ("this year", (None, None, 2021)), ("la semaine dernière", (None, None, None)),
    ("12 mai", None), ("bientôt", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "parts"), COUNTED)
def test_relative_dates_count_from_the_day_of_publication(
    words: str, parts: tuple[int | None, int | None, int | None] | None
) -> None:
    assert resolved(words, MONDAY) == parts


def test_a_day_before_the_calendar_begins_is_none() -> None:
    assert resolved("hier", date.min) is None


def test_a_relative_date_has_parts_only_from_the_source_s_own_day() -> None:
    """Not from another day, not without one, and only the parts that are counted from it."""
    wednesday = PartialDate(12, 5, 2021, "mercredi", "2021-05-17")
    assert complaints(wednesday, "signé mercredi", published="2021-05-17") == []
    assert complaints(PartialDate(12, 5, 2021, "mercredi"), "signé mercredi", published="2021-05-17") == [
        "day 12 does not follow from the quotation",
        "month 5 does not follow from the quotation",
        "year 2021 does not follow from the quotation",
    ]
    other = "date “mercredi” is resolved from 2021-05-17, which is not the day its source was published"
    assert complaints(wednesday, "signé mercredi", published="2021-05-18") == [other]
    assert complaints(wednesday, "signé mercredi") == [other]
    assert complaints(PartialDate(13, 5, 2021, "mercredi", "2021-05-17"), "signé mercredi", published="2021-05-17") == [
        "day 13 does not follow from “mercredi” and 2021-05-17"
    ]
    assert complaints(PartialDate(12, 5, 2021, "12 mai", "2021-05-17"), "le 12 mai", published="2021-05-17") == [
        "“12 mai” is no date that counts from another day"
    ]
    assert complaints(
        PartialDate(1, 4, 2021, "last month", "2021-05-17"), "signed last month", published="2021-05-17"
    ) == ["day 1 does not follow from “last month” and 2021-05-17"]


def visit(city: str, country: str) -> dict[str, Any]:
    return {"type": "visit", "place": {"city": city, "country": country}}


def test_a_capital_lies_in_its_country() -> None:
    """Whoever else the quotation names; a city of the same name elsewhere has its country named behind it."""
    text = "Le ministre du Ghana a effectué une visite à Lomé."
    assert told("events", visit("Lomé", "TG"), text) == []
    assert told("events", visit("Lomé", "GH"), text) == ["city “Lomé” is in TG, not in GH (fact “fact-0”)"]
    canada = "The visit took place in London, Ontario, Canada."
    assert told("events", visit("London", "CA"), canada, language="en") == []
    assert told("events", visit("London", "CA"), "Canada noted the visit to London.", language="en") == [
        "city “London” is in GB, not in CA (fact “fact-0”)"
    ]
    assert told("events", visit("Kara", "TG"), "Il a effectué une visite à Kara, au Togo.") == []


def person(name: str, party: str, office: str) -> dict[str, Any]:
    return {"name": name, "office": {"fr": office, "en": office}, "party": party, "part": "guest"}


def test_a_person_belongs_to_the_country_of_the_office() -> None:
    text = "Afi Ba, ministre de la Défense du Togo, a reçu Koffi Zinsou, ministre de la Santé du Bénin."
    assert told("people", person("Afi Ba", "TG", "ministre de la Défense"), text) == []
    assert told("people", person("Koffi Zinsou", "BJ", "ministre de la Santé du Bénin"), text) == []
    assert told("people", person("Koffi Zinsou", "TG", "ministre de la Santé"), text) == [
        "office “ministre de la Santé” is of BJ in the quotation, not of TG (fact “fact-0”)"
    ]
    abroad = "L’ambassadeur du Togo au Bénin, Afi Ba, assistait à la visite."
    assert told("people", person("Afi Ba", "TG", "ambassadeur du Togo au Bénin"), abroad) == []
    assert told("people", person("Afi Ba", "BJ", "ambassadeur du Togo au Bénin"), abroad) != []


def test_an_aspect_of_the_body_follows_from_its_words() -> None:
    body = {"name": {"fr": "commission mixte", "en": "joint commission"}}
    text = "Une commission mixte siège à Lomé."
    aspects = [
        {"id": f"aspect-{n}", "aspect": aspect, "text": {"fr": "Mots.", "en": "Words."}, "evidence": [{"source": "S1", "exact": "siège à Lomé"}]}
        for n, aspect in enumerate(("alternation", "periodicity"))
    ]  # fmt: skip
    assert told("follow_up", body, text, "Une commission mixte") == []
    assert told("follow_up", {**body, "aspects": aspects}, text, "Une commission mixte") == [
        "aspect “alternation” does not follow from the quotation (fact “aspect-0”)",
        "aspect “periodicity” does not follow from the quotation (fact “aspect-1”)",
    ]
