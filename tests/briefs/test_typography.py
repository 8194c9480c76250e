"""French spacing is set where its printers set it, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.document import (
    Block,
    BlockQuote,
    Column,
    Contents,
    Division,
    Emphasis,
    Heading,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
    plain_text,
)
from briefings.typography import set_spaces

NB, NN = "\u00a0", "\u202f"


def _set(text: str, language: str = "fr", **origin: str) -> str:
    blocks, _ = set_spaces((Paragraph((Text(text, **origin),)),), (), language)  # type: ignore[arg-type]
    return plain_text(blocks[0].inlines)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Vraiment ?", f"Vraiment{NN}?"),
        ("Vraiment?", f"Vraiment{NN}?"),
        ("Assez !", f"Assez{NN}!"),
        ("un ; deux", f"un{NN}; deux"),
        ("un; deux", f"un{NN}; deux"),
        ("Objet : accord", f"Objet{NB}: accord"),
        ("Objet: accord", f"Objet{NB}: accord"),
        ("« mot »", f"«{NB}mot{NB}»"),
        ("«mot»", f"«{NB}mot{NB}»"),
        ("« mot » ; suite", f"«{NB}mot{NB}»{NN}; suite"),
        ("le 18 juin à Rabat", f"le 18{NB}juin à Rabat"),
        ("le 1er janvier 2026", f"le 1er{NB}janvier 2026"),
        ("article, § 3", f"article, §{NB}3"),
        ("n° 12", f"n°{NB}12"),
        ("à 10:30 précises", "à 10:30 précises"),
        ("https://example.org/?a=1;b=2", "https://example.org/?a=1;b=2"),
        ("https://example.org/a:b", "https://example.org/a:b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("juin 18 et 18 juinots", "juin 18 et 18 juinots"),
        ("", ""),
    ],
)
def test_french_table(written: str, printed: str) -> None:
    """Narrow no-break space before ; ! ?, no-break space before : and inside « », dates kept together."""
    assert _set(written) == printed


@pytest.mark.parametrize("text", ["Vraiment ?", "un ; deux", "A : b", "« mot »"])
def test_english_keeps_its_spaces(text: str) -> None:
    """French spaces are for French."""
    assert _set(text, "en") == text


def test_english_dates_keep_together() -> None:
    """A day and its month stand on one line."""
    assert _set("on 18 June in Rabat", "en").replace(NB, " ") == "on 18 June in Rabat"
    assert f"18{NB}June" in _set("on 18 June in Rabat", "en")


@pytest.mark.parametrize("text", ["Really? Yes; «so»", "le 18 juin : fait ?", "« efficace » !"])
def test_quotations_are_not_touched(text: str) -> None:
    """Words marked with a language are somebody's own words, French ones too."""
    blocks, _ = set_spaces((Paragraph((Text("dit : ", None), Text(text, "fr", "f"))),), (), "fr")
    assert blocks[0].inlines[1] == Text(text, "fr", "f")  # type: ignore[union-attr]


def test_a_value_gets_no_space_it_did_not_have() -> None:
    """Spaces of a value are at most made no-break; a missing one is not put in."""
    assert _set("OTAN:x ; y; z", fact="f1") == f"OTAN:x{NN}; y; z"


def test_signs_of_the_template_beside_a_quotation() -> None:
    """Guillemets around words of another language still get their spaces; the words do not change."""
    run = (Text("« "), Text("so: it is; yes", "en", "f"), Text(" » ;"))
    blocks, _ = set_spaces((Paragraph(run),), (), "fr")
    assert plain_text(blocks[0].inlines) == f"«{NB}so: it is; yes{NB}»{NN};"  # type: ignore[union-attr]


def test_every_kind_of_block_is_reached() -> None:
    """Headings, lists, tables, captions, quotes, divisions and notes, also inside emphasis and links."""
    raw, done = (Text("un ; deux"),), (Text(f"un{NN}; deux"),)

    def blocks(run: tuple[Text, ...]) -> tuple[Block, ...]:
        marked = (
            Strong(run),
            Text(" a "),
            Emphasis(run),
            Text(" b "),
            Link("https://example.org/", run),
            NoteReference(1),
        )
        return (
            Heading(1, run, "a"),
            Paragraph(marked),
            List(((Paragraph(run),),), None),
            Table((Column(1.0),), (run,), ((run,),), run),
            BlockQuote((Paragraph(run),)),
            Division(Role.NOTICE, (Paragraph(run),)),
            Contents(run, 2),
        )

    assert set_spaces(blocks(raw), (Note(1, raw),), "fr") == (blocks(done), (Note(1, done),))


@given(st.text(alphabet="ab 19;:!?«»er§n°juin\u00a0\u202f", max_size=40))
def test_only_spaces_ever_change(text: str) -> None:
    """Letters and signs stay; setting the spaces twice changes nothing more."""
    once = _set(text)
    assert [c for c in once if not c.isspace()] == [c for c in text if not c.isspace()]
    assert _set(once) == once
