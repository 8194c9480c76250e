"""In French the mark of a note stands before the sign that ends its words; in English it stands behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings.build.build import Choice, Result, build_dossier
from briefings.document import Block, Emphasis, Inline, LineBreak, Link, List, NoteReference, Paragraph, Strong, Text
from briefings.note_marks import place_marks
from briefings.workspace import Workspace
from tests.briefs.desks import AUDIENCES, EXAMPLE, probe, set_bytes, small_workspace

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
        (Text("un « mot »"), _ONE, Text(".")),
        (Text("des mots.", language="fr"), _ONE),
        (Text("."), _ONE),
        (Text("."), LineBreak(), Text("."), _ONE),
        (_ONE, Text("des mots.")),
        (Text("des mots."),),
    ],
)
def test_everything_else_stays(inlines: tuple[Inline, ...]) -> None:
    """A quotation keeps its own sign; a sign alone has no words to leave."""
    assert _placed(*inlines) == inlines


@pytest.mark.parametrize("end", [". »", "\u202f? »", ".\u00a0»", "…»"])
def test_a_quoted_sentence_takes_the_mark_inside(end: str) -> None:
    """Before its last sign and its guillemets."""
    assert _placed(Text(f"Il dit : « des mots{end}"), _ONE) == (Text("Il dit : « des mots"), _ONE, Text(end))


@pytest.mark.parametrize("words", [Strong((Text("faible"),)), Text("faible", fact="f"), Text("faible", language="en")])
def test_a_sign_of_its_own_moves_too(words: Inline) -> None:
    """Where bold words or a value end, the template’s full stop is a text of its own."""
    assert _placed(words, Text("."), _ONE, _THIN, _TWO) == (words, _ONE, _THIN, _TWO, Text("."))


def test_a_link_leaves_its_sign() -> None:
    """The sign is no part of the link any more."""
    made = _placed(Link("https://example.org", (Text("la page."),)), _ONE)
    assert made == (Link("https://example.org", (Text("la page"),)), _ONE, Text("."))


@pytest.mark.parametrize(("after", "rest"), [(".", ""), ("; and", " and"), (", and", " and"), (".” He", "” He")])
def test_in_english_a_mark_moves_behind_the_sign(after: str, rest: str) -> None:
    """With all marks of its group, and the thin spaces between them."""
    made = _placed(Text("the words", fact="f"), _ONE, _THIN, _TWO, Text(after), language="en")
    sign = after.removesuffix(rest)
    assert made == (Text("the words", fact="f"), Text(sign), _ONE, _THIN, _TWO, *([Text(rest)] if rest else []))


@pytest.mark.parametrize(
    "inlines",
    [
        (Text("the words."), _ONE),
        (Text("the words"), _ONE, Text(" – and")),
        (Text("(the words"), _ONE, Text(").")),
        (Text("the words"), _ONE, Text(".5")),
        (Text("the words"), _ONE, Text(". Words", language="en")),
        (_ONE, Text(". Words")),
        (Text("no mark"), Text(". Words")),
    ],
)
def test_in_english_everything_else_stays(inlines: tuple[Inline, ...]) -> None:
    """A mark stands before a dash and a bracket, as it was put."""
    assert _placed(*inlines, language="en") == inlines


def test_marks_inside_lists_are_placed() -> None:
    """Whatever holds the words."""
    blocks: tuple[Block, ...] = (List(((Paragraph((Text("un mot."), _ONE)),),)),)
    assert place_marks(blocks, "fr") == (List(((Paragraph((Text("un mot"), _ONE, Text("."))),),)),)


@pytest.mark.parametrize(
    ("language", "wrong"), [("en", r"\[\^\d+\][.,;:!?…](?=\s|$)"), ("fr", r"[.,;:!?…]\**(?:.»)?\[\^\d+\](?!:)")]
)
def test_no_mark_of_the_example_stands_on_the_wrong_side(
    language: str, wrong: str, built: tuple[Workspace, Result]
) -> None:
    """In any brief of the bundled dossier; each has marks on the right side."""
    right = r"[.,;:!?…]\[\^\d+\]" if language == "en" else r"\[\^\d+\][.,;:!?…]"
    for audience in AUDIENCES:
        text = set_bytes(built[0], EXAMPLE)[f"{EXAMPLE}.{audience}.{language}.md"].decode()
        body = "\n".join(line for line in text.splitlines() if not line.startswith("[^"))
        assert re.findall(wrong, body) == []
        assert re.findall(right, body)


def test_a_sign_without_its_space_gets_it_though_a_mark_stands_between(tmp_path: Path) -> None:
    """Spaces are set before marks are placed: the template wrote “mot;”."""
    workspace = small_workspace(tmp_path)
    probe(workspace, "# T\n\nDes mots;{{ instrument | cite }} puis.\n")
    build_dossier(workspace, "small", Choice(("probe",), ("fr",), ("md",)))
    assert "Des mots[^1]\u202f; puis." in set_bytes(workspace, "small")["small.probe.fr.md"].decode()
