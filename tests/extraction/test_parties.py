"""Parties in invented texts, told from hosts, witnesses, third countries and accords that are only cited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.parties import find_parties
from briefings.extraction.reading import Reading
from briefings.extraction.signature import find_signature
from briefings.vocabulary.codes import PartyLevel


def codes(text: str) -> set[str]:
    reading = Reading(text)
    return {party.code for party in find_parties(reading, find_signature(reading).signing)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le ministre de la Défense du Ghana et son homologue togolais ont signé à Accra un accord.", "GH TG"),
        ("Ghana and Togo signed a defence agreement in Paris, in the presence of the French President.", "GH TG"),
        ("ACCRA (Mali Press Agency) Ghana and Togo signed a defence agreement.", "GH TG"),
        ("L'accord franco-ghanéen de défense a été ratifié. Le Mali a protesté.", "FR GH"),
        ("The U.S.-Ghana partnership was launched. Togo welcomed it.", "US GH"),
        ("Signed in Nairobi under the auspices of Kenya, the agreement between Sudan and South Sudan ends it.", "SD SS"),
        ("The European Union and Ghana signed an agreement on fisheries.", "EU GH"),
        ("NATO and Ghana signed a memorandum of understanding in Brussels.", "NATO GH"),
        ("L'Union africaine et le Tchad ont signé un accord de siège.", "XAU TD"),
        ("Agreement between the Republic of Ghana, the Togolese Republic and the Republic of Benin on borders", "GH TG BJ"),
        ("Pursuant to the 1963 agreement between France and Togo, Mali ratified the protocol between Ghana and Benin.", "GH BJ"),
        ("Le Niger et le Nigeria ont signé un accord. La Guinée équatoriale a salué l'accord.", "NE NG"),
        ("Un accord de coopération militaire a été signé entre Accra et Lomé.", "GH TG"),
        ("Le Gouvernement du Ghana et le Gouvernement du Togo (ci-après dénommés « les Parties »), sont convenus :", "GH TG"),
        ("We, the Presidents of Ghana and Togo, as witnessed by the President of Mali, having met, declare:", "GH TG"),
        ("Loi portant approbation du Protocole d'adhésion du Ghana et du Togo au Traité. Nous, Grand-Duc de Luxembourg", "LU GH TG"),
        ("Nothing is said of any state.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_parties_are_those_of_the_accord_itself(text: str, expected: str) -> None:
    assert codes(text) == set(expected.split())


def test_signature_blocks_decide_and_give_the_level() -> None:
    text = "Fait à Lomé le 3 mai 2001.\n\nPour le Gouvernement du Ghana :\nA. EXEMPLE\n\nPour le Gouvernement du Togo :\nK. MODÈLE"
    reading = Reading(text)
    found = find_parties(reading, find_signature(reading).signing)
    assert [(one.code, one.level, text[one.start : one.end]) for one in found] == [
        ("GH", PartyLevel.GOVERNMENT, "Ghana"),
        ("TG", PartyLevel.GOVERNMENT, "Togo"),
    ]


def test_a_text_without_an_accord_gives_the_states_it_is_about() -> None:
    text = "Le conseiller du Ghana s'est rendu au Togo. Il a parlé de la situation en Haïti."
    assert [one.code for one in find_parties(Reading(text), None, accord=False)] == ["GH", "TG"]


@given(
    st.lists(
        st.sampled_from(
            [
                "between",
                "entre",
                "la",
                "France",
                "and",
                "et",
                "le",
                "Mali",
                ",",
                "Ghana",
                "accord",
                "agreement",
                "signed",
                ".",
                "(",
                ")",
                "franco-malien",
                "-",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_any_text_gives_parties_that_stand_where_they_say(text: str) -> None:
    reading = Reading(text)
    found = find_parties(reading, find_signature(reading).signing)
    assert len({one.code for one in found}) == len(found)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
