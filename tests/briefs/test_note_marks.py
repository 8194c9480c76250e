"""In French the mark of a note stands before the sign that ends its words; in English it stands after it."""

from __future__ import annotations

import pytest

from briefings.document import Block, Emphasis, Inline, List, NoteReference, Paragraph, Strong, Text
from briefings.note_marks import place_marks

_ONE, _TWO, _THIN = NoteReference(1), NoteReference(2), Text("\u202f")


def _placed(*inlines: Inline, language: str = "fr") -> tuple[Inline, ...]:
    (made,) = place_marks((Paragraph(inlines),), language)
    assert isinstance(made, Paragraph)
    return made.inlines


@pytest.mark.parametrize("sign", [".", ",", "\u202f;", " ;", "\u00a0:", " ?", "…", " ?!"])
def test_a_sign_moves_behind_the_marks(sign: str) -> None:
    """With the space that belongs to it, and with the fact it came from."""
    assert _placed(Text(f"les mots{sign}", fact="f"), _ONE, Text(" Puis")) == (
        Text("les mots", fact="f"),
        _ONE,
        Text(sign, fact="f"),
        Text(" Puis"),
    )


def test_all_marks_of_a_group_stand_before_the_sign() -> None:
    """And the thin spaces that keep them apart."""
    assert _placed(Text("les mots."), _ONE, _THIN, _TWO) == (Text("les mots"), _ONE, _THIN, _TWO, Text("."))


def test_emphasis_is_parted_too() -> None:
    """The sign keeps the look of the words it ends."""
    words = Emphasis((Text("Appréciation "), Strong((Text("de la source."),))))
    assert _placed(words, _ONE) == (
        Emphasis((Text("Appréciation "), Strong((Text("de la source"),)))),
        _ONE,
        Emphasis((Strong((Text("."),)),)),
    )


@pytest.mark.parametrize(
    "inlines",
    [
        (Text("des mots"), _ONE, Text(".")),
        (Text("« des mots. »"), _ONE),
        (Text("des mots.", language="fr"), _ONE),
        (Text("."), _ONE),
        (_ONE, Text("des mots.")),
        (Text("des mots."),),
    ],
)
def test_everything_else_stays(inlines: tuple[Inline, ...]) -> None:
    """A quotation keeps its own sign; a sign alone has no words to leave."""
    assert _placed(*inlines) == inlines


def test_english_stays_as_it_is() -> None:
    """The mark follows the full stop."""
    assert _placed(Text("the words."), _ONE, language="en") == (Text("the words."), _ONE)


def test_marks_inside_lists_are_placed() -> None:
    """Whatever holds the words."""
    blocks: tuple[Block, ...] = (List(((Paragraph((Text("un mot."), _ONE)),),)),)
    assert place_marks(blocks, "fr") == (List(((Paragraph((Text("un mot"), _ONE, Text("."))),),)),)
