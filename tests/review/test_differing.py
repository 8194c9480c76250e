"""Two texts of one paragraph, and the paragraphs of two files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.readers.docx_review import ReviewParagraph
from briefings.review.differing import Edit, edits, pair
from briefings.review.memory import Remembered
from briefings.review.restoring import restored

WORDS = st.text(alphabet="ab ,.\u00e9", max_size=40)


def applied(text: str, changes: tuple[Edit, ...]) -> str:
    """Return a text with its edits made, the last first."""
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@given(WORDS, WORDS)
def test_edits_make_one_text_the_other(before: str, after: str) -> None:
    """Whatever the texts; and none where they are the same."""
    assert applied(before, edits(before, after)) == after
    assert edits(before, before) == ()


def test_edits_of_a_very_long_paragraph_are_one() -> None:
    """Its words are not compared one by one; the beginning and the end that stay do stay."""
    before = "word " * 5_000 + "old end"
    assert edits(before, "word " * 5_000 + "new end") == (Edit(25_000, 25_003, "new"),)
    assert edits(before, before + " more") == (Edit(25_007, 25_007, " more"),)


def paragraph(text: str, **places: tuple[int, int]) -> ReviewParagraph:
    """Return a paragraph as it came back."""
    return ReviewParagraph(text, text, {int(name[1:]): span for name, span in places.items()})


def test_paragraphs_belong_together_by_words_then_by_place_then_by_likeness() -> None:
    """One kept, one rewritten beyond recognition at its place, one edited, one gone and one new."""
    made = [
        Remembered("The first."),
        Remembered("Alpha beta gamma.", {"1": (0, 17)}),
        Remembered("A sentence of the template stands here."),
        Remembered("Quite another thing."),
        Remembered("The last."),
    ]
    given_back = [
        paragraph("The first."),
        paragraph("Xyz.", p1=(0, 4)),
        paragraph("A sentence of the desk stands here."),
        paragraph("123 456"),
        paragraph("The last."),
    ]
    pairing = pair(made, given_back)
    assert {(one.text, other.old) for one, other in pairing.pairs} == {
        ("The first.", "The first."),
        ("Alpha beta gamma.", "Xyz."),
        ("A sentence of the template stands here.", "A sentence of the desk stands here."),
        ("The last.", "The last."),
    }
    assert (pairing.gone, pairing.added) == ((made[3],), (given_back[3],))


@pytest.mark.parametrize(
    ("recorded", "printed", "new", "restored_words"),
    [
        ("training : all", "Training\u00a0: all", "Training\u00a0: none", "training : none"),
        ("training: all", "Training\u00a0: all", "Training\u00a0: none", "training: none"),
        ("a visit.", "a visit .", "a long visit .", "a long visit."),
        ("a visit.", "a visit .", "a visit and more .", "a visit and more."),
        ("a short visit.", "a short visit .", "a visit .", "a visit."),
        ("a visit to Rabat", "a visit to Rabat", "a visit", "a visit"),
        ("training", "Training", "Education abroad", "education abroad"),
        ("training", "Training", "NATO training", "NATO training"),
        ("co\u00adoperation", "cooperation", "more cooperation", "more co\u00adoperation"),
        ("12 000 men", "12\u202f000 men", "12\u202f000 men", "12 000 men"),
        ("ends here", "ends here", "ends here; so it is", "ends here; so it is"),
    ],
)
def test_recorded_words_keep_their_own_spaces_and_capitals(
    recorded: str, printed: str, new: str, restored_words: str
) -> None:
    """Only what a reviewer changed is new; printed spaces never enter the record."""
    assert restored(recorded, printed, new) == restored_words


@given(WORDS, WORDS)
def test_restoring_from_the_recorded_words_themselves_gives_the_new_ones(before: str, after: str) -> None:
    """But for spaces, which alone are no edit."""
    assert "".join(restored(before, before, after).split()) == "".join(after.split())
