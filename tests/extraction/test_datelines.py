"""Where and when a text was written: no party and no date of signature, but for “here” and “today”."""

from __future__ import annotations

import pytest

from briefings.extraction.datelines import dateline
from briefings.extraction.keywords import Keywords
from briefings.extraction.parties import find_parties
from briefings.extraction.reading import Reading
from briefings.extraction.signature import find_signature


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("LIMA, Dec. 22 (Invented Wire) -- Peru and Brazil", "LIMA", "PE"),
        ("Maputo [Mozambique], July 29 (IW): India and", "Maputo", "MZ"),
        ("Un titre inventé\n\nBAMAKO (Agence) - Le Mali et", "BAMAKO", "ML"),
        ("Nairobi — Kenya and Ethiopia have", "Nairobi", "KE"),
        ("Conakry, le 17 novembre 2022\n\nÀ l’invitation", "Conakry", "GN"),
        ("Antananarivo, 12 août 2016. – Le ministre", "Antananarivo", "MG"),
        ("Istanbul, Turkey - The two", "Istanbul", "TR"),
    ],
)
def test_a_dateline_gives_its_city_and_country(text: str, city: str, country: str) -> None:
    found = dateline(Reading(text))
    assert found is not None
    assert (found.place.city, found.place.country) == (city, country)


@pytest.mark.parametrize(
    "text",
    [
        "Paris et Rome - deux capitales",
        "Paris, capitale de la France, a accueilli - enfin - les délégations",
        "Moscow: The deal stands",
        "Agreement on defence - Article 1",
        "",
    ],
)
def test_other_beginnings_are_no_dateline(text: str) -> None:
    assert dateline(Reading(text)) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("KIGALI, 3 May 2021 (IW) - Rwanda and Ghana signed a defence agreement today.", (3, 5, 2021)),
        ("KIGALI, 3 May 2021 (IW) - Rwanda and Ghana signed a defence agreement on Monday.", (3, 5, 2021)),
        ("KIGALI, 3 May 2021 (IW) - Rwanda and Ghana signed a defence agreement on Friday.", (None, None, None)),
        ("KIGALI, 3 May (IW) - Rwanda and Ghana signed a defence agreement on Monday.", (None, None, None)),
        ("KIGALI, 3 May 2021 (IW) - Rwanda and Ghana have signed a defence agreement.", None),
        ("KIGALI, 3 mai 2021 (AI) - Le Rwanda et le Ghana ont signé ce jour un accord de défense.", (3, 5, 2021)),
    ],
)
def test_the_day_of_a_dateline_is_that_of_the_accord_only_where_the_text_says_so(
    text: str, parts: tuple[int | None, int | None, int | None] | None
) -> None:
    found = find_signature(Reading(text)).date
    assert (found and (found.day, found.month, found.year)) == parts


def test_a_dateline_names_no_party() -> None:
    reading = Reading("ADDIS ABABA - Kenya and Uganda signed a pact on training, officials said. It covers logistics.")
    signature = find_signature(reading)
    assert [party.code for party in find_parties(reading, signature.signing)] == ["KE", "UG"]
    assert signature.place is None


def test_here_is_the_city_of_the_dateline() -> None:
    place = find_signature(Reading("LIMA - Kenya and Uganda signed a pact on training here on Monday.")).place
    assert place is not None
    assert (place.city, place.country) == ("LIMA", "PE")


def test_words_are_found_by_their_first_letters() -> None:
    words = Keywords("le ministre a signe ; sign, signes et l'accord")
    assert words.starts(["sign", "a"]) == [12, 14, 22, 28]
    assert words.has(["acco"])
    assert not words.has(["ac", "minis"])
