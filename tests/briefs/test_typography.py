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
)
from briefings.traversal import plain_text
from briefings.typography import PROFILES, set_spaces, set_text

NB, NN = "\u00a0", "\u202f"


def _set(text: str, profile: str = "fr-FR", **origin: str) -> str:
    blocks, _ = set_spaces((Paragraph((Text(text, **origin),)),), (), profile)  # type: ignore[arg-type]
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
    assert _set(text, "en-GB") == text


def test_english_dates_keep_together() -> None:
    """A day and its month stand on one line."""
    assert _set("on 18 June in Rabat", "en-GB").replace(NB, " ") == "on 18 June in Rabat"
    assert f"18{NB}June" in _set("on 18 June in Rabat", "en-GB")


@pytest.mark.parametrize("text", ["Really? Yes; «so»", "le 18 juin : fait ?", "« efficace » !"])
def test_quotations_are_not_touched(text: str) -> None:
    """Words marked with a language are somebody's own words, French ones too."""
    blocks, _ = set_spaces((Paragraph((Text("dit : ", None), Text(text, "fr", "f"))),), (), "fr-FR")
    assert blocks[0].inlines[1] == Text(text, "fr", "f")  # type: ignore[union-attr]


def test_a_value_gets_no_space_it_did_not_have() -> None:
    """Spaces of a value are at most made no-break; a missing one is not put in."""
    assert _set("OTAN:x ; y; z", fact="f1") == f"OTAN:x{NN}; y; z"


def test_signs_of_the_template_beside_a_quotation() -> None:
    """Guillemets around words of another language still get their spaces; the words do not change."""
    run = (Text("« "), Text("so: it is; yes", "en", "f"), Text(" » ;"))
    blocks, _ = set_spaces((Paragraph(run),), (), "fr-FR")
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

    assert set_spaces(blocks(raw), (Note(1, raw),), "fr-FR") == (blocks(done), (Note(1, done),))


@pytest.mark.parametrize(
    ("written", "canada", "union"),
    [
        ("Vraiment ?", "Vraiment?", "Vraiment?"),
        ("Assez\u202f!", "Assez!", "Assez!"),
        ("un\u00a0; deux", "un; deux", "un; deux"),
        ("Objet : accord", f"Objet{NB}: accord", "Objet: accord"),
        ("Objet: accord", f"Objet{NB}: accord", "Objet: accord"),
        ("« mot » ; suite", f"«{NB}mot{NB}»; suite", "«mot»; suite"),
        ("«\u00a0mot\u00a0»", f"«{NB}mot{NB}»", "«mot»"),
        ("«mot»", f"«{NB}mot{NB}»", "«mot»"),
        ("le 18 juin, § 3, p. 4", f"le 18{NB}juin, §{NB}3, p.{NB}4", f"le 18{NB}juin, §{NB}3, p.{NB}4"),
        ("55 % et 1 000 000 hommes", f"55{NB}% et 1{NB}000{NB}000 hommes", f"55{NB}% et 1{NB}000{NB}000 hommes"),
        ("à 10:30, https://example.org/?a=1;b", "à 10:30, https://example.org/?a=1;b",
         "à 10:30, https://example.org/?a=1;b"),
    ],
)  # fmt: skip
def test_french_of_canada_and_of_the_union(written: str, canada: str, union: str) -> None:
    """OQLF: nothing before ; ! ?. Code de rédaction interinstitutionnel, 6.4: nothing before : and inside « » either."""
    assert (_set(written, "fr-CA"), _set(written, "fr-EU")) == (canada, union)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("55 % de 1 000 hommes", f"55{NB}% de 1{NN}000 hommes"),
        ("12 000 000 €", f"12{NN}000{NN}000{NB}€"),
        ("30 km, 5 t, 3 millions", f"30{NB}km, 5{NB}t, 3{NB}millions"),
        ("art. 5, p. 12", f"art.{NB}5, p.{NB}12"),
        ("en 2024 300 hommes", "en 2024 300 hommes"),
        ("5 tonnes, 3 mois", "5 tonnes, 3 mois"),
    ],
)
def test_numbers_stay_with_what_they_count(written: str, printed: str) -> None:
    """Per cent, currencies, units and groups of digits are never parted by a line's end."""
    assert _set(written) == printed


def test_english_keeps_paragraph_signs_and_units_with_their_numbers() -> None:
    """No sign moves and no space goes; some only become no-break."""
    assert _set("note, § 3: 55% of 30 km; p. 4", "en-US") == f"note, §{NB}3: 55% of 30{NB}km; p.{NB}4"


@pytest.mark.parametrize("profile", ["fr-CA", "fr-EU"])
def test_desk_words_lose_a_space_that_the_profile_does_not_want(profile: str) -> None:
    """A fact's own wording follows the profile; nothing is put in that it did not have."""
    assert _set("OTAN ; vraiment ?", profile, fact="f1") == "OTAN; vraiment?"
    assert _set("a:x: y", profile, fact="f1") == "a:x: y"


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_no_profile_touches_a_quotation(profile: str) -> None:
    """Words marked with a language keep every space, the template's signs beside them follow the profile."""
    words = "Vraiment ? Oui\u202f; « si » : 5 % §\u00a03"
    for language in ("fr", "en"):
        assert _set(words, profile, language=language, fact="f1") == words
    blocks, _ = set_spaces((Paragraph((Text("« "), Text(words, "fr", "f"), Text(" » ;"))),), (), profile)
    inlines = blocks[0].inlines  # type: ignore[union-attr]
    assert inlines[1] == Text(words, "fr", "f")
    if profile == "fr-EU":
        assert (inlines[0], inlines[2]) == (Text("«"), Text("»;"))


def test_an_unknown_profile_changes_nothing() -> None:
    """No rule is guessed."""
    assert _set("Vraiment ? 5 %", "xx-XX") == "Vraiment ? 5 %"
    assert set_text("Vraiment ? 5 %", "xx-XX") == "Vraiment ? 5 %"


def test_a_running_title_is_set_like_a_fact() -> None:
    """Furniture holds plain texts."""
    assert [set_text("Accord : quoi ?", profile) for profile in ("fr-FR", "fr-CA", "fr-EU")] == [
        f"Accord{NB}: quoi{NN}?",
        f"Accord{NB}: quoi?",
        "Accord: quoi?",
    ]


@given(st.text(alphabet="ab 19;:!?«»er§n°juin%\u00a0\u202f", max_size=40), st.sampled_from(sorted(PROFILES)))
def test_only_spaces_ever_change(text: str, profile: str) -> None:
    """Letters and signs stay; setting the spaces twice changes nothing more."""
    once = _set(text, profile)
    assert [c for c in once if not c.isspace()] == [c for c in text if not c.isspace()]
    assert _set(once, profile) == once
