"""How far a denial reaches: what a sentence affirms, what it denies, and what stays unclear."""

from __future__ import annotations

import time

import pytest

from briefings.vocabulary.denials import Reach, Standing, denials, standing

A, D, U = Standing.AFFIRMED, Standing.DENIED, Standing.UNCLEAR

REACHES: tuple[tuple[str, dict[str, Standing]], ...] = (
    ("L’accord prévoit la formation, à l’exception de l’envoi de troupes.", {"formation": A, "troupes": D}),
    (
        "L’accord prévoit la formation, à l’exception de l’envoi de troupes, de la vente d’armes et des bases.",
        {"formation": A, "troupes": D, "armes": D, "bases": D},
    ),
    ("À l’exception de l’envoi de troupes, l’accord couvre la formation.", {"formation": A, "troupes": D}),
    (
        "La formation, à l’exception de l’envoi de troupes, et la logistique sont prévues.",
        {"formation": A, "troupes": D, "logistique": U},
    ),
    (
        "L’accord couvre la formation (à l’exclusion des bases) et la logistique.",
        {"formation": A, "bases": D, "logistique": A},
    ),
    ("L’accord exclut l’envoi de troupes et couvre la formation.", {"troupes": D, "formation": A}),
    ("L’accord n’exclut pas l’envoi de troupes.", {"troupes": U}),
    ("L’accord ne comprend pas de bases.", {"bases": D}),
    ("L’accord ne comprend que des bases.", {"bases": A}),
    ("L’accord n’inclut pas les bases, mais couvre la formation.", {"bases": D, "formation": A}),
    ("L’accord devait couvrir la formation, mais ne comprend pas cette activité.", {"formation": U}),
    ("L’envoi de troupes est exclu du champ de l’accord.", {"troupes": D}),
    ("La formation est prévue, les bases sont exclues.", {"formation": U, "bases": D}),
    ("L’accord ne couvre rien sauf la formation.", {"formation": U}),
    ("L’accord ne couvre pas :\n- la formation ;\n- les bases.", {"formation": D, "bases": D}),
    ("Les Parties renoncent à l’envoi de troupes.", {"troupes": D}),
    ("Le Togo a refusé de signer l’accord sur la formation.", {"formation": U}),
    ("Les Parties coopèrent, sans préjudice de leurs traités, dans la formation.", {"formation": A}),
    (
        "The agreement covers training, except sending troops, arms sales and bases.",
        {"training": A, "troops": D, "bases": D},
    ),
    (
        "The agreement covers training, except sending troops, and logistics.",
        {"training": A, "troops": D, "logistics": U},
    ),
    ("The agreement covers training other than weapons drills.", {"training": A, "weapons": D}),
    ("The agreement covers training but rules out bases.", {"training": A, "bases": D}),
    ("The agreement does not cover bases and includes training.", {"bases": D, "training": A}),
    ("The agreement does not cover bases and include troops.", {"bases": D, "troops": D}),
    ("The agreement does not cover bases, logistics is included.", {"bases": D, "logistics": U}),
    ("The agreement does not exclude bases.", {"bases": U}),
    ("Bases are outside the scope of the agreement; training is covered.", {"Bases": D, "training": A}),
    ("Training was discussed but left out.", {"Training": D}),
    ("The agreement covers visits and excluded training.", {"visits": A, "training": D}),
    ("The agreement covers nothing but training.", {"training": A}),
    ("L’accord couvre tout sauf la formation.", {"formation": D}),
    ("The agreement named training and excluded it.", {"training": U}),
    ("The agreement covers anything but training.", {"training": D}),
    ("The agreement contains no clause on bases.", {"bases": D}),
    ("Nothing in this Agreement prevents the Parties from training.", {"training": A}),
    ("Nothing in this Agreement shall be construed as a right to bases.", {"bases": D}),
    ("The agreement covers training; this is not so.", {"training": U}),
    ("The agreement covers training; no fee is charged.", {"training": A, "fee": D}),
    ("If no Party gives notice, training goes on.", {"training": A}),
)


@pytest.mark.parametrize(("sentence", "expected"), REACHES, ids=[sentence for sentence, _ in REACHES])
def test_a_denial_reaches_what_stands_in_its_scope_and_no_more(sentence: str, expected: dict[str, Standing]) -> None:
    told = {
        word: standing(sentence, sentence.index(word), sentence.index(word) + len(word), of_matter=True)[0]
        for word in expected
    }
    assert told == expected


NO_DENIAL = (
    "Les parties n’ont pas seulement signé un accord.",
    "Non seulement ils ont signé, mais ils ont fêté.",
    "L’accord ne couvre que la formation.",
    "Ils ont signé sans délai, sans réserve et sans préjudice de rien d’autre.",
    "Il ne manquera pas de signer.",
    "Sauf accord contraire, les frais sont partagés.",
    "Le pays fait un pas de plus.",
    "Ils signent, accord no 12 à l’appui.",
    "They not only signed but also dined.",
    "They signed no later than noon, without delay.",
    "Except as otherwise agreed, costs are shared.",
    "It lasts for not more than five years.",
    "The areas include, but are not limited to, training.",
    "Whether or not it rains, they sign.",
)


@pytest.mark.parametrize("sentence", NO_DENIAL)
def test_what_only_looks_like_a_denial_is_none(sentence: str) -> None:
    assert denials(sentence) == ()


def test_a_cue_is_given_in_the_words_of_the_sentence() -> None:
    """Capitals, accents and a soft hyphen inside it stay; where it stands is told for the sentence made plain."""
    (found,) = denials("L’accord EX\u00adCLUT l’envoi.")
    assert (found.words, found.kind, found.whole) == ("EX\u00adCLUT", Reach.SHUTS_OUT, Standing.AFFIRMED)


def test_what_happened_is_denied_as_a_whole() -> None:
    """Who signed, where and when stand before the verb; what an accord leaves out says nothing of its signature."""
    refused = "À Lomé, le Togo a refusé de signer."
    left_out = "À Lomé, le Togo a signé un accord qui exclut les bases."
    assert [standing(text, 2, 6, of_matter=False)[0] for text in (refused, left_out)] == [D, A]


@pytest.mark.parametrize("words", ["ne ", "not ", "if a ", "except, ", "l’accord ne prévoit ", "a", ", which ", "n’"])
def test_time_grows_with_the_sentence(words: str) -> None:
    """Eight times the words may take some sixteen times as long, not sixty-four."""

    def seconds(number: int) -> float:
        text = words * number + "end"
        begun = time.process_time()
        standing(text, 0, 3, of_matter=True)
        return time.process_time() - begun

    assert seconds(8_000) < 16 * max(seconds(1_000), 0.02)


def test_nothing_rests_on_a_sentence_with_too_many_denials() -> None:
    text = "L’accord couvre la formation. " + "Il ne couvre pas les bases, " * 50
    assert standing(text, 19, 28, of_matter=True)[0] is Standing.UNCLEAR
