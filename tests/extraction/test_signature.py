"""Date and place of signature in invented texts, and the dates and places that are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.found import DateUse, PlaceUse
from briefings.extraction.reading import Reading
from briefings.extraction.signature import find_signature


def told(text: str) -> tuple[str | None, str | None, str | None]:
    """Return the words of the date, the city and the country of signature."""
    found = find_signature(Reading(text))
    place = found.place
    assert found.date is None or found.date.use is DateUse.SIGNATURE
    return (found.date.raw if found.date else None, place.city if place else None, place.country if place else None)


#: Invented texts: the accord's own words, reports, laws that approve, notes.
SIGNED = [
    ("Fait à Lomé, le 12 mars 2019, en double exemplaire.", "12 mars 2019", "Lomé", "TG"),
    ("FAIT à Lomé le douze mars deux mille dix-neuf.", "douze mars deux mille dix-neuf", "Lomé", "TG"),
    ("Fait a Paris le 3 mai 2001.", "3 mai 2001", "Paris", "FR"),
    ("Fait à Luxembourg, le 3 mai 2001.", "3 mai 2001", "Luxembourg", "LU"),
    ("Fait à Genève, le 3 mai 2001, en langue française.", "3 mai 2001", "Genève", None),
    ("Fait à Genève (Suisse), le 3 mai 2001.", "3 mai 2001", "Genève", "CH"),
    ("Done at Marrakech, Morocco, on 6 June 2019 in two originals.", "6 June 2019", "Marrakech", "MA"),
    ("DONE, at The Hague on 4 March 2015 in triplicate.", "4 March 2015", "The Hague", "NL"),
    ("Done in duplicate at Washington, D.C., this third day of May 2001.", "third day of May 2001", "Washington, D.C.", "US"),
    ("Ghana and Togo on Tuesday signed an agreement in Lomé.", "Tuesday", "Lomé", "TG"),
    ("In Accra, the two ministers signed the accord on June 5, 2023.", "June 5, 2023", "Accra", "GH"),
    ("On 3 May 2001 the ministers signed an agreement in Accra.", "3 May 2001", "Accra", "GH"),
    ("Les ministres ont signé, mardi 4 mars 2025 à Accra, un accord.", "mardi 4 mars 2025", "Accra", "GH"),
    ("L'accord a été paraphé jeudi à Kara, dans le nord.", "jeudi", "Kara", None),
    ("Le 3 mai 2021 à Lomé, les ministres se sont vus. Ils ont parlé.\n\nAu cours de cette visite, un accord a été conclu.", None, None, None),
    ("Les ministres se sont rencontrés le 3 mai 2021 à Lomé. À cette occasion, ils ont signé un mémorandum.", "3 mai 2021", "Lomé", "TG"),
    ("In June 2020, Ghana hosted the ministers. During the visit, representatives signed an agreement.", "June 2020", None, "GH"),
    ("La cérémonie de signature a eu lieu le 5 juin 2020 à Accra.", "5 juin 2020", "Accra", "GH"),
    ("Loi du 5 mai 2002 portant approbation de l'Accord entre le Ghana et le Togo, signé à Lomé le 3 mai 2001", "3 mai 2001", "Lomé", "TG"),
    ("Accord conclu en application du Traité, signé à Rome le 3 mai 1957.\n\nFait à Lomé, le 5 juin 1999.", "5 juin 1999", "Lomé", "TG"),
    ("For the Government of Ghana (sd.) A. EXEMPLAR Date 24 Aug. 1978 For the Government of Togo (sd.) K. MODELE Date Jul. 25 1978", "24 Aug. 1978", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "raw", "city", "country"), SIGNED)
def test_the_signature_is_told_by_its_cue(text: str, raw: str | None, city: str | None, country: str | None) -> None:
    assert told(text) == (raw, city, country)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana et Togo n'ont pas signé l'accord prévu le 4 mars 2025 à Accra.",
        "The agreement will be signed on 4 March 2025 in Accra.",
        "L'accord sera signé le 4 mars 2025 à Lomé.",
        "The ministers are expected to have signed by 4 March 2025.",
        "Aucun accord n'a été signé à Accra le 3 mai 2021.",
        "No agreement was signed during the visit on 3 May 2021.",
        "Un premier accord signé le 5 mai 2010 à Accra avait échoué.",
        "Pursuant to the Convention, signed at Chicago on 7 December 1944, aircraft fly.",
        "Il fait en sorte que le travail avance.",
        "Le ministre est né le 3 mai 1960 à Lomé.",
        "",
    ],
)
def test_planned_denied_earlier_and_cited_signatures_are_none(text: str) -> None:
    assert find_signature(Reading(text)).date is None


def test_what_was_signed_before_does_not_outweigh_the_news() -> None:
    text = "Ghana and Togo had signed a protocol in Accra on 3 May 2012. They signed a new agreement in Lomé on 4 March 2025."
    assert told(text) == ("4 March 2025", "Lomé", "TG")


def test_a_proposing_note_has_a_place_and_no_date_and_the_reply_has_both() -> None:
    proposal = (
        "EMBASSY OF TOGO\n\nAccra, 3 May 2001\n\nThe Embassy presents its compliments to the Ministry and has the honour to"
        " propose an Agreement between Ghana and Togo."
    )
    reply = (
        "\n\nAccra, 5 June 2001\n\nThe Ministry presents its compliments to the Embassy and has the honour to confirm that"
        " the proposals are acceptable to the Government."
    )
    assert told(proposal) == (None, "Accra", "GH")
    assert told(proposal + reply) == ("5 June 2001", "Accra", "GH")


def test_without_a_signature_the_place_is_that_of_the_meeting_and_says_so() -> None:
    found = find_signature(Reading("Les ministres se sont rencontrés à Lomé. Ils annoncent un accord."))
    assert found.date is None
    assert found.place is not None
    assert (found.place.city, found.place.country, found.place.use) == ("Lomé", "TG", PlaceUse.MEETING)


def test_a_weekday_is_resolved_only_from_a_day_of_publication() -> None:
    text = "Ghana and Togo on Tuesday signed an agreement in Lomé."
    found = find_signature(Reading(text), published=date(2024, 6, 19)).date
    assert found is not None
    assert (found.day, found.month, found.year, found.resolved_from) == (18, 6, 2024, "2024-06-19")


@given(
    st.lists(
        st.sampled_from(
            [
                "signed",
                "signé",
                "fait",
                "à",
                "done",
                "at",
                "in",
                "Lomé",
                "Accra",
                "le",
                "3",
                "mai",
                "2001",
                "on",
                "this",
                ".",
                ",",
                "\n",
                "the",
                "accord",
                "(",
                ")",
            ]
        ),
        max_size=30,
    ).map(" ".join)
)
def test_any_text_gives_a_signature_that_stands_where_it_says(text: str) -> None:
    found = find_signature(Reading(text))
    for one in (found.date, found.place):
        assert one is None or 0 <= one.start < one.end <= len(text)
    if found.place and found.place.city:
        assert found.place.city in text[found.place.start : found.place.end]
