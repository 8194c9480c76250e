"""Clauses, background and numbers in invented texts, each quoted in the source's own words."""

from __future__ import annotations

import pytest

from briefings.extraction.clauses import find_clauses
from briefings.extraction.context import find_context
from briefings.extraction.quantities import find_quantities
from tests.extraction.matter import matter


def clauses(text: str) -> dict[str, str]:
    """Return the clauses found in a text, by code, with their words."""
    flat, accords, parts = matter(text)
    return {one.code.value: text[one.start : one.end] for one in find_clauses(flat, parts, accords)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le présent accord entre en vigueur le jour de sa signature pour une durée de cinq ans.",
            {"entry-into-force": "entre en vigueur le jour de sa signature", "duration": "pour une durée de cinq ans"},
        ),
        (
            "This Agreement shall remain in force for a five-year period. It shall be automatically renewed each year.",
            {"duration": "for a five-year period", "renewal": "shall be automatically renewed each year"},
        ),
        (
            "Either Party may terminate this Agreement by written notice; obligations remain.",
            {"termination": "may terminate this Agreement by written notice"},
        ),
        ("Each Party shall bear its own costs.", {"financing": "Each Party shall bear its own costs"}),
        (
            "Tout différend relatif au présent accord est réglé par voie de négociation.",
            {"disputes": "Tout différend relatif au présent accord est réglé par voie de négociation"},
        ),
        (
            "Classified information shall not be disclosed to third parties without consent.",
            {
                "classified-information": "Classified information shall not be disclosed to third parties without consent",
                "third-party-transfer": "disclosed to third parties without consent",
            },
        ),
        (
            "Fait à Lomé, en langues française et anglaise, les deux textes faisant également foi.",
            {"authentic-languages": "en langues française et anglaise, les deux textes faisant également foi"},
        ),
        ("The Parties may amend nothing here. This text has two pages.", {}),
    ],
)
def test_clauses_run_to_the_end_of_their_own_words(text: str, expected: dict[str, str]) -> None:
    """What is quoted stops at the full stop or semicolon, and another code's words do not count."""
    assert clauses(text) == expected


def test_a_period_says_more_of_the_duration_than_remaining_in_force() -> None:
    """The first sentence has no period; the second gives it."""
    text = "This Agreement shall remain in force. It is concluded for a period of ten years."
    assert clauses(text)["duration"] == "for a period of ten years"


def test_a_clause_that_is_said_to_be_missing_is_none() -> None:
    """“Does not contain” is silence, not a clause."""
    assert clauses("The agreement does not contain any provision on criminal jurisdiction.") == {}


BACKGROUND = [
    ("Depuis plusieurs années, le pays multiplie les visites.", "history", "stated", None),
    ("Le retour du royaume dans l’union en 2001 a marqué un tournant.", "history", "stated", None),
    ("Cette démarche vise aussi à asseoir une influence durable.", "motive", "stated", None),
    ("The Sahel has seen many attacks on villages lately.", "regional", "stated", None),
    ("Un pays réputé pour sa discipline a toujours rendu service.", "capability", "stated", None),
    ("Its diplomacy is patient, and its doctrine is old.", "posture", "stated", None),
    ("The opposition condemned the visit of the two ministers.", "reaction", "stated", None),
    ("Selon un expert de Lomé, la région reste instable et pauvre.", "regional", "attributed", "un expert de Lomé"),
    ("The region would reportedly remain poor for a very long time.", "regional", "source-assessment", None),
]


@pytest.mark.parametrize(("text", "kind", "status", "speaker"), BACKGROUND)
def test_background_has_a_kind_and_a_standing(text: str, kind: str, status: str, speaker: str | None) -> None:
    """A sentence has one kind; what somebody else says is attributed, what nobody vouches for is an assessment."""
    flat, accords, parts = matter(text)
    (found,) = find_context(flat, parts, accords)
    assert (found.kind.value, found.status.value, found.speaker) == (kind, status, speaker)
    assert text[found.start : found.end] == text


def test_the_accords_own_matter_is_no_background() -> None:
    """What the accord covers, a signature and a heading are not background."""
    text = (
        "Une ambition au cœur de la région\n\nLe Togo et le Bénin ont signé un accord à Lomé en 2021. "
        "Cet accord porte sur la sécurité régionale depuis 2019."
    )
    flat, accords, parts = matter(text)
    assert find_context(flat, parts, accords) == ()


def test_numbers_are_kept_as_worded_with_what_they_count() -> None:
    """Money, durations and counts; no dates, no article numbers, no years, and nothing that everybody has two of."""
    text = (
        "Under Article 5, the two sides provide $17 million, 50 000 francs and eight patrol boats for ten years "
        "(deux ans), from 3 May 2021, to 120 officers."
    )
    flat, _, _ = matter(text)
    found = [(one.kind.value, one.number, one.unit, text[one.start : one.end]) for one in find_quantities(flat)]
    assert found == [
        ("money", "17 million", "$", "$17 million"),
        ("money", "50 000", "francs", "50 000 francs"),
        ("count", "eight", "patrol", "eight patrol"),
        ("duration", "ten", "years", "ten years"),
        ("duration", "deux", "ans", "deux ans"),
        ("count", "120", "officers", "120 officers"),
    ]
