"""Dates in invented sentences: every form, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.dates import find_dates
from briefings.extraction.found import DateKind, DateUse
from briefings.extraction.reading import Reading
from briefings.vocabulary.numerals import year_in_words


def parts(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(one.raw, one.day, one.month, one.year) for one in find_dates(Reading(text))]


@pytest.mark.parametrize(
    ("text", "raw", "day", "month", "year"),
    [
        ("Le 18 juin à Lomé", "18 juin", 18, 6, None),
        ("le 1er août 2023,", "1er août 2023", 1, 8, 2023),
        ("on 24 Aug. 1978.", "24 Aug. 1978", 24, 8, 1978),
        ("on Jul. 25 1978", "Jul. 25 1978", 25, 7, 1978),
        ("on May 3rd, 1999,", "May 3rd, 1999", 3, 5, 1999),
        ("mardi 4 mars 2025", "mardi 4 mars 2025", 4, 3, 2025),
        ("On Tuesday, June 3, 2025, they", "Tuesday, June 3, 2025", 3, 6, 2025),
        ("MARDI 3 MARS 2020", "MARDI 3 MARS 2020", 3, 3, 2020),
        ("le douze mars deux mille dix-neuf", "douze mars deux mille dix-neuf", 12, 3, 2019),
        ("le vingt et un juin 2001", "vingt et un juin 2001", 21, 6, 2001),
        ("le sixième jour de juin 2010", "sixième jour de juin 2010", 6, 6, 2010),
        ("the 6th day of June two thousand and one", "6th day of June two thousand and one", 6, 6, 2001),
        ("the first of May 2001", "first of May 2001", 1, 5, 2001),
        ("In June 2024 they", "June 2024", None, 6, 2024),
        ("en mai 2024", "mai 2024", None, 5, 2024),
        ("depuis 2017, il", "2017", None, None, 2017),
        ("2024-06-18", "2024-06-18", 18, 6, 2024),
        ("le 18/06/2025", "18/06/2025", 18, 6, 2025),
        ("le 18.06.2025", "18.06.2025", 18, 6, 2025),
    ],
)
def test_a_date_in_figures_or_words_is_read_as_far_as_it_is_stated(
    text: str, raw: str, day: int | None, month: int | None, year: int | None
) -> None:
    assert parts(text) == [(raw, day, month, year)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("du 3 au 5 mai 2021", (3, 5, 2021), (5, 5, 2021)),
        ("on 3–5 May 2021", (3, 5, 2021), (5, 5, 2021)),
        ("on May 3-5, 2021", (3, 5, 2021), (5, 5, 2021)),
        ("du 28 février au 3 mars 2021", (28, 2, 2021), (3, 3, 2021)),
        ("du 19 mai 2018 au 18 mai 2020", (19, 5, 2018), (18, 5, 2020)),
    ],
)
def test_a_range_is_one_stretch_with_two_ends(text: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    found = find_dates(Reading(text))
    assert [one.kind for one in found] == [DateKind.RANGE_START, DateKind.RANGE_END]
    assert [(one.day, one.month, one.year) for one in found] == [start, end]
    assert len({(one.start, one.end) for one in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Parties may 5 times a year meet.",
        "Article 5 may apply.",
        "Avril Exemple est venue.",
        "Tél. 01.02.2033.44",
        "Note KAM/CDP/2012/124",
        "le 31 février 2020",
        "Agreement 1944",
        "Ils marchent au pas, mars arrive.",
        "",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert parts(text) == []


def test_figures_that_two_customs_read_differently_give_the_year_alone() -> None:
    assert parts("It was on 03/04/2020 that they met.") == [("03/04/2020", None, None, 2020)]
    text = "Le ministre et la délégation sont venus le 03/04/2020 dans la ville pour une visite."
    assert parts(text) == [("03/04/2020", 3, 4, 2020)]


def test_weekdays_and_relative_dates_stay_as_worded_without_a_day_of_publication() -> None:
    text = "Signé mercredi, non pas hier ni last month."
    assert parts(text) == [(raw, None, None, None) for raw in ("mercredi", "hier", "last month")]


def test_a_day_of_publication_resolves_them_and_is_named() -> None:
    text = "hier, mardi, next Friday, last month, l’an dernier, mercredi dernier, last week"
    found = find_dates(Reading(text), published=date(2024, 6, 19))
    assert [(one.day, one.month, one.year, one.resolved_from) for one in found] == [
        (18, 6, 2024, "2024-06-19"),
        (18, 6, 2024, "2024-06-19"),
        (21, 6, 2024, "2024-06-19"),
        (None, 5, 2024, "2024-06-19"),
        (None, None, 2023, "2024-06-19"),
        (12, 6, 2024, "2024-06-19"),
        (None, None, None, None),
    ]


@pytest.mark.parametrize("text", ["la loi n° 2004-12 du 3 mars 2004", "the Treaty of 5 May 1988", "le décret du 3 mai"])
def test_the_date_by_which_a_text_is_cited_is_background(text: str) -> None:
    assert [one.use for one in find_dates(Reading(text))] == [DateUse.BACKGROUND]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("mil neuf cent quatre-vingt-dix-neuf", 1999),
        ("dix-neuf cent quatre-vingt-quatre", 1984),
        ("deux mille vingt-quatre", 2024),
        ("One thousand nine hundred and forty-four", 1944),
        ("nineteen ninety-nine", 1999),
        ("twenty twenty-four", 2024),
        ("deux cent", None),
        ("eleven twelve", None),
    ],
)
def test_a_year_in_words_is_read_and_an_implausible_one_refused(words: str, year: int | None) -> None:
    assert year_in_words(words) == year


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["3", "5", "mai", "may", "2020", "du", "au", "-", "le", "1er", "June", ",", ".", "of", "two", "thousand"]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_text_gives_dates_that_stand_where_they_say(text: str) -> None:
    for one in find_dates(Reading(text)):
        assert text[one.start : one.end] == one.raw != ""
        assert one.day is None or 1 <= one.day <= 31
        assert one.month is None or 1 <= one.month <= 12
