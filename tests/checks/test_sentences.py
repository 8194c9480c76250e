"""What sentences of many kinds bear and what they do not, asked at both doors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks import sentences, sentences_of_deeds, sentences_of_matter
from tests.checks.doors import Claim, refusals

_LABEL = {"label": {"en": "words", "fr": "mots"}}


def signed(rows: tuple[tuple[str, str], ...]) -> list[Claim]:
    return [Claim("events", {"type": "signature"}, language, text, text.rstrip(".")) for language, text in rows]


def training(rows: tuple[tuple[str, str, str], ...], positive: bool = True) -> list[Claim]:
    values: dict[str, Any] = {"code": "training", "positive": positive, **_LABEL}
    return [Claim("provisions", values, language, text, exact) for language, text, exact in rows]


def parties(rows: tuple[tuple[str, str, str, str], ...]) -> list[Claim]:
    return [Claim("parties", {"code": code}, language, text, exact) for language, text, exact, code in rows]


def others(rows: tuple[tuple[str, str, str, str], ...]) -> list[Claim]:
    return [
        Claim(
            section,
            {"type": what} if section == "events" else {"type": "agreement", "state": what},
            language,
            text,
            text.rstrip("."),
        )
        for section, what, language, text in rows
    ]


@pytest.mark.parametrize(
    "claims",
    [
        others(sentences_of_deeds.OTHERS_REFUSED),
        signed(sentences.DEEDS_REFUSED),
        training(sentences_of_matter.TRAINING_REFUSED),
        training(sentences_of_matter.TRAINING_ACCEPTED, positive=False),
        training(sentences_of_matter.TRAINING_DENIED),
        parties(sentences.PARTIES_REFUSED),
    ],
    ids=[
        "no other deed",
        "not signed",
        "no training",
        "training that is not left out",
        "training left out",
        "no party",
    ],
)
def test_what_a_sentence_does_not_say_is_refused(claims: list[Claim]) -> None:
    """Denied, to come, wished for, called off, named only: each sentence stands in its source, and bears nothing."""
    told, proposed = refusals(claims)
    passed = [c.text for c, said, why in zip(claims, told, proposed, strict=True) if not said or why is None]
    assert passed == []


@pytest.mark.parametrize(
    "claims",
    [
        others(sentences_of_deeds.OTHERS_ACCEPTED),
        signed(sentences.DEEDS_ACCEPTED),
        training(sentences_of_matter.TRAINING_ACCEPTED),
        training(sentences_of_matter.TRAINING_DENIED, positive=False),
        parties(sentences.PARTIES_ACCEPTED),
    ],
    ids=["other deeds", "signed", "training", "training left out", "party"],
)
def test_what_a_sentence_says_is_accepted(claims: list[Claim]) -> None:
    """Not only, no later than, ne … que, without prejudice, a denial of something else: none of them turns it."""
    told, proposed = refusals(claims)
    refused = {c.text: said for c, said, why in zip(claims, told, proposed, strict=True) if said or why}
    assert refused == {}


def test_precision_goes_before_recall() -> None:
    """True things are refused where a denial stands too near: this is meant, and told with its words."""
    claims = [
        *training((("en", "Personnel undergoing training shall not be subject to local tax.", "undergoing training"),)),
        *parties((("fr", "Le Togo et le Bénin, qui n’ont pas de litige, ont signé un accord.", "Le Togo et", "TG"),)),
    ]
    told, _ = refusals(claims)
    assert told == [
        ["“not” (negation) in the sentence turns the meaning of fact “fact-0”"],
        ["“n’ont pas” (negation) in the sentence turns the meaning of fact “fact-1”"],
    ]
