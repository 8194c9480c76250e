"""Sentences of invented texts: where they end, and where a full stop ends none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.sentences import sentences


def split(text: str) -> list[str]:
    return [sentence.text(text) for sentence in sentences(text)]


#: Each case is one text with the sentences it must give; all are invented.
WHOLE = [
    "M. Ali Exemple a reçu Mme Ama Modèle et le Dr. Specimen.",
    "Le gén. J. P. Exemple, cf. art. 5, a parlé.",
    "The U.S. Secretary of Defense met Lt. Gen. A. B. Sample at No. 5.",
    "Le montant est de 3.5 millions, voir p. 12 et n° 4.",
    "Il a dit : « L'accord est bon. Il dure. » à la presse.",
    "She said: “We signed. It is done.” to all.",
    "La clause (voir l'annexe. Elle suit.) est brève.",
    "Signed on 24 Aug. 1978 in St. Exemple.",
    "La visite, p. ex. celle de juin, compte.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_no_sentence_ends_behind_an_abbreviation_in_a_number_or_in_a_quotation(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un accord est signé. Il dure.", ["Un accord est signé.", "Il dure."]),
        ("They met in the U.S. The talks went on.", ["They met in the U.S.", "The talks went on."]),
        ("Vivres, eau, etc. Lomé a signé.", ["Vivres, eau, etc.", "Lomé a signé."]),
        ("Titre sans point\n\nLe texte suit.", ["Titre sans point", "Le texte suit."]),
        (
            "Il porte sur :\n- la formation ;\n- les exercices.",
            ["Il porte sur :", "- la formation ;", "- les exercices."],
        ),
        (
            "1. The Parties shall meet. They agree.\n2. Costs lie.",
            ["1. The Parties shall meet.", "They agree.", "2. Costs lie."],
        ),
        ("A line that runs\non in the next. And ends.", ["A line that runs\non in the next.", "And ends."]),
        ("Est remplacé.Article 3 suit.", ["Est remplacé.", "Article 3 suit."]),
        ("Une « parole ouverte. Et la suite.", ["Une « parole ouverte.", "Et la suite."]),
        ("See Annex A. The Parties agree.", ["See Annex A.", "The Parties agree."]),
        ("", []),
    ],
)
def test_sentences_headings_and_list_items_stand_apart(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(alphabet=st.sampled_from("aAé.!?…«»“”\"()[] \n\t-1;:M'’"), max_size=120) | st.text(max_size=80))
def test_the_slices_of_any_text_joined_are_the_text(text: str) -> None:
    found = sentences(text)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(one.start < one.end for one in found)


@pytest.mark.parametrize("unit", ["Un accord est signé. ", ". ", "A. ", "« ", "\n", "(a.b) ", "..."])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def cost(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        sentences(text)
        return time.process_time() - start

    small = min(cost(20_000) for _ in range(3))
    assert cost(160_000) < 8 * 4 * small + 0.05
