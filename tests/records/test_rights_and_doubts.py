"""What the gate takes for doubt, attribution and word boundaries in the words of treaties, and what it does not."""

from __future__ import annotations

import random

import pytest

from briefings.checks.word_boundaries import stands
from briefings.folding import fold
from briefings.sources import SourceText
from briefings.vocabulary.codes import ClauseCode, InstrumentState
from briefings.vocabulary.cues import Cue, find_cue
from briefings.vocabulary.triggers import bears


@pytest.mark.parametrize(
    ("sentence", "cue", "expected"),
    [
        ("Either Party may terminate this Agreement.", Cue.UNVERIFIED, None),
        ("This Agreement may be amended by consent.", Cue.UNVERIFIED, None),
        ("The accord may cover drones.", Cue.UNVERIFIED, "may"),
        ("Les difficultés que pourrait soulever l’accord sont examinées.", Cue.UNVERIFIED, None),
        ("L’accord pourrait porter sur les drones.", Cue.UNVERIFIED, "pourrait"),
        ("It is settled according to the procedure of Article 2.", Cue.ATTRIBUTION, None),
        ("According to the minister, it is settled.", Cue.ATTRIBUTION, "According to"),
        ("Selon les modalités de l’article 2, il est réglé.", Cue.ATTRIBUTION, None),
        ("Selon le ministre, il est réglé.", Cue.ATTRIBUTION, "Selon"),
        ("Claims between the Parties are waived.", Cue.ATTRIBUTION, None),
        ("Kenya claims that it is settled.", Cue.ATTRIBUTION, "claims"),
    ],
)
def test_a_right_is_no_doubt_and_a_procedure_no_speaker(sentence: str, cue: Cue, expected: str | None) -> None:
    """A treaty's permission and references are told from a report's doubt and sources."""
    assert find_cue(sentence, cue) == expected


def test_a_name_ends_where_the_next_line_was_run_into_it() -> None:
    """A database dropped the line break before “Le Ministre”; no other word may be cut."""
    block = SourceText("S1", "note.txt", "Jeanne MartinLe Ministre de la Défense, Paul Durand")
    assert len(block.find("Jeanne Martin")) == 1
    assert stands("Jeanne Martin", (block.text,))
    assert SourceText("S1", "note.txt", "Jeanne MartinLemaire").find("Jeanne Martin") == ()
    assert SourceText("S1", "note.txt", "le NigeriaLe pays").find("le Niger") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("criminal jurisdiction", ClauseCode.JURISDICTION),
        ("la juridiction de l’État", ClauseCode.JURISDICTION),
        ("(sd.) W. EXAMPLE", InstrumentState.SIGNED),
        ("constituent un accord", InstrumentState.SIGNED),
        ("portant approbation", InstrumentState.RATIFIED),
        ("intend to sign", InstrumentState.PLANNED),
    ],
)
def test_words_that_show_a_state_or_clause(text: str, code: InstrumentState | ClauseCode) -> None:
    """Blocks, exchanges of notes and laws of approval show a state in words of their own."""
    assert bears(text, code)


def folded_one_by_one(text: str) -> tuple[str, tuple[int, ...]]:
    """Fold a text character by character: slow, and plain to read."""
    equal = {"’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "\u00ad": "", "\u200b": "", "…": "..."}
    pieces: list[tuple[str, int]] = []
    eats = False
    for offset, character in enumerate(text):
        into = " " if character.isspace() else equal.get(character, character)
        if into == " " and pieces and (eats or pieces[-1][0] in (" ", "(")):
            continue
        if character == "»" and pieces and pieces[-1][0] == " ":
            pieces.pop()
        eats = character == "«" or (eats and not into)
        pieces += [(piece, offset) for piece in into]
    return "".join(piece for piece, _ in pieces), (*(offset for _, offset in pieces), len(text))


def test_folding_in_stretches_is_folding_one_by_one() -> None:
    """Speed changes nothing: text and origins are those of the slow way, on two thousand texts of odd characters."""
    dice = random.Random(5)
    for _ in range(2_000):
        text = "".join(dice.choice(" \n\t\u00a0«»“”’(…\u00ad\u200b–ab.é") for _ in range(dice.randint(0, 14)))
        folded = fold(text)
        assert (folded.text, folded.origins) == folded_one_by_one(text), repr(text)
