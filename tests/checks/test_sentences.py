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


def named(part: str, rows: tuple[tuple[str, str, str], ...]) -> list[Claim]:
    office = {"fr": "ministre de la Défense", "en": "minister of defence"}
    values = {"name": "Afi Ba", "office": office, "part": part}
    return [Claim("people", values, language, text, exact) for language, text, exact in rows]


_DENIES_ELSE = (
    ("en", "The minister of defence, Afi Ba, denied the report.", "The minister of defence, Afi Ba"),
    ("en", "The minister of defence, Afi Ba, had no answer.", "The minister of defence, Afi Ba"),
    ("fr", "Le ministre de la Défense, Afi Ba, n'a pas souhaité réagir.", "Le ministre de la Défense, Afi Ba"),
    (
        "fr",
        "« Ce texte ne sera pas appliqué », a lancé le ministre de la Défense, Afi Ba.",
        "ministre de la Défense, Afi Ba",
    ),
)
_OFFICE_DENIED = (
    ("en", "Afi Ba is no longer minister of defence.", "Afi Ba is no longer minister of defence"),
    ("en", "Afi Ba was never minister of defence.", "Afi Ba"),
    ("en", "It is not true that the minister of defence, Afi Ba, spoke.", "the minister of defence, Afi Ba"),
    ("en", "The minister of defence, Afi Ba, no longer holds that office.", "minister of defence, Afi Ba"),
    ("en", "Afi Ba denied being minister of defence.", "Afi Ba denied being minister of defence"),
    ("en", "All came except the minister of defence, Afi Ba.", "the minister of defence, Afi Ba"),
    ("fr", "Afi Ba n'est plus ministre de la Défense.", "Afi Ba n'est plus ministre de la Défense"),
    ("fr", "Il n'existe pas de ministre de la Défense Afi Ba.", "ministre de la Défense Afi Ba"),
    ("fr", "Le ministre de la Défense, Afi Ba, n'exerce plus ses fonctions.", "ministre de la Défense, Afi Ba"),
)


def test_a_denial_of_something_else_leaves_an_office_as_it_is() -> None:
    """Who only speaks or is mentioned is named; who received or signed did something, and that is denied."""
    told, proposed = refusals([*named("speaker", _DENIES_ELSE), *named("other", _DENIES_ELSE)])
    assert (told, proposed) == ([[]] * 8, [None] * 8)
    for part in ("guest", "host", "signatory", "attendee"):
        told, _ = refusals(named(part, _DENIES_ELSE))
        assert all(told), part


def test_a_denial_of_the_office_is_heard() -> None:
    for part in ("speaker", "other"):
        told, proposed = refusals(named(part, _OFFICE_DENIED))
        assert [
            c[1] for c, said, why in zip(_OFFICE_DENIED, told, proposed, strict=True) if not said or why is None
        ] == []


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
