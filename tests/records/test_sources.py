"""The canonical text of a source: finding, folding, boundaries, sentences and paragraphs."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.folding import fold
from briefings.sources import Derivation, Match, Page, Segment, SegmentKind, SourceText, Span

E, N = Match.EXACT, Match.NORMALIZED


def source(text: str) -> SourceText:
    return SourceText("S1", "source.txt", text)


def found(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[tuple[str, Match]]:
    spans = source(text).find(exact, prefix, suffix)
    return [(text[span.start : span.end], span.match) for span in spans]


@pytest.mark.parametrize(
    ("text", "exact", "expected"),
    [
        ("Voici l’accord signé.", "l’accord signé", [("l’accord signé", E)]),
        ("Voici l’accord signé.", "l'accord signé", [("l’accord signé", N)]),
        ("Il dit « oui » ici.", 'Il dit "oui" ici', [("Il dit « oui » ici", N)]),
        ("Il dit «\u202foui\u00a0» ici.", "Il dit « oui » ici", [("Il dit «\u202foui\u00a0» ici", N)]),
        ("Il dit “oui” ici.", 'dit "oui" ici', [("dit “oui” ici", N)]),
        ("un axe Nord–Sud neuf", "un axe Nord-Sud neuf", [("un axe Nord–Sud neuf", N)]),
        ("18\u00a0juin, coopé\u00adration", "18 juin, coopération", [("18\u00a0juin, coopé\u00adration", N)]),
        ("a signé\nlundi  matin", "a signé lundi matin", [("a signé\nlundi  matin", N)]),
        ("logistique… Fin", "logistique... Fin", [("logistique… Fin", N)]),
        ("a sig\u200bné lundi", "a signé lundi", [("a sig\u200bné lundi", N)]),
    ],
)
def test_a_quotation_stands_exactly_or_after_typographic_folding_only(
    text: str, exact: str, expected: list[tuple[str, Match]]
) -> None:
    assert found(text, exact) == expected


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Il a signé lundi.", "Il a signé mardi"),
        ("Il a signé lundi.", "Il n'a pas signé"),
        ("Il a signé lundi.", "Il a signe lundi"),
        ("Il a signé lundi.", "il a signé lundi"),
        ("le 15 mars 2021", "le 12 mars 2024"),
        ("le 15 mars 2021", "le 15 mars 20"),
        ("Le Nigeria attend", "Le Niger"),
        ("La Guinée-Bissau attend", "La Guinée"),
        ("La Guinée\u2011Bissau attend", "La Guinée"),
        ("La Guinée-Bissau attend", "Bissau attend"),
        ("exercices, formation", "formation, exercices"),
        ("la coopération", "la coopé"),
        ("la coopé\u00adration", "la coopé"),
        ("la coopé\u200bration", "ration"),
        ("Loudiyi\u0301 parle", "Loudiyi"),
        ("Il est là.", ""),
    ],
)
def test_anything_else_is_not_in_the_source(text: str, exact: str) -> None:
    assert found(text, exact) == []


@pytest.mark.parametrize("text", ["L’accord est là", "(accord)", "accord-", "accord – ici", "« accord »", "accord"])
def test_a_word_ends_at_an_apostrophe_a_bracket_or_a_lone_dash(text: str) -> None:
    assert found(text, "accord") == [("accord", E)]


def test_every_occurrence_is_found_exact_ones_first() -> None:
    text = "l’accord de paix, puis l'accord de paix, puis l’accord de paix"
    assert source(text).find("l'accord de paix") == (Span(23, 39, E), Span(0, 16, N), Span(46, 62, N))


@pytest.mark.parametrize(
    ("prefix", "suffix", "starts"),
    [
        ("", "", [10, 30]),
        ("Le Togo ", "", [10]),
        ("Bénin", "", [30]),
        ("", "hier", [10]),
        ("", "’ici", []),
        ("Le Togo", "aujourd'hui", []),
    ],
)
def test_prefix_and_suffix_choose_among_occurrences(prefix: str, suffix: str, starts: list[int]) -> None:
    text = "Le Togo   a signé hier. Bénin a signé aujourd’hui."
    assert [span.start for span in source(text).find("a signé", prefix, suffix)] == starts


def test_a_prefix_may_choose_an_occurrence_that_is_equal_only_after_folding() -> None:
    text = "d'abord l'accord de paix, ensuite l’accord de paix"
    assert source(text).find("l'accord de paix", prefix="ensuite") == (Span(34, 50, N),)


@pytest.mark.parametrize(
    ("quoted", "sentence"),
    [
        ("a été signé", "Selon J. Essai, il a été signé."),
        ("Tout va bien", "Il a déclaré : « C’est fait. Tout va bien. »"),
        ("Elle part", "Elle part."),
        ("We signed", 'He said, "It is so. We signed."'),
        ("army came", "The U.S. army came."),
        ("M. Essai", "M. Essai est là…"),
        ("Puis rien", "Puis rien !"),
        ("reste. Fin", "Il reste. Fin de l’art. 3."),
        ("12 mars", "12 mars : séance."),
    ],
)
def test_a_quotation_belongs_to_its_whole_sentence(quoted: str, sentence: str) -> None:
    text = (
        "# Titre. Sous-titre\n\n"
        "Selon J. Essai, il a été signé. Il a déclaré : « C’est fait. Tout va bien. » Elle part. "
        'He said, "It is so. We signed." The U.S. army came. M. Essai est là… Puis rien ! Il reste. Fin de l’art. 3. '
        "12 mars : séance.\n\nAutre paragraphe sans point"
    )
    (span,) = source(text).find(quoted)
    assert source(text).sentence(span) == sentence


def test_a_sentence_ends_with_its_paragraph() -> None:
    text = "Premier paragraphe\n\nSecond paragraphe sans point\n\nTroisième"
    (span,) = source(text).find("paragraphe sans")
    assert source(text).sentence(span) == "Second paragraphe sans point"


def test_paragraphs_are_numbered_from_one_and_headings_and_comments_have_no_number() -> None:
    text = "# Titre\n\nUn\nencore un\n\n<!-- note -->\n\n## Autre\n \nDeux\n\n\n\nTrois"
    marks = ("Titre", "Un", "encore", "note", "Autre", "Deux", "Trois")
    places = [source(text).place(text.index(mark)) for mark in marks]
    assert places == [None, 1, 1, None, None, 2, 3]


def test_an_offset_between_paragraphs_is_in_none() -> None:
    assert source("Un\n\nDeux").place(3) is None


def test_lines_count_from_one() -> None:
    assert [source("a\nb\n\nc").line(at) for at in (0, 2, 5)] == [1, 2, 4]


def test_the_sha256_is_that_of_the_text_in_utf_8() -> None:
    assert source("é\n").sha256 == hashlib.sha256(b"\xc3\xa9\n").hexdigest()


def test_folding_keeps_letters_and_accents() -> None:
    assert fold("Été  «\u00a0À l’œuvre\u202f» – ﬁn…").text == 'Été "À l\'œuvre" - ﬁn...'


@given(st.text(alphabet="aé’'«» \u00a0\u00ad-–….\n", max_size=40))
@settings(max_examples=200, deadline=None)
def test_every_folded_character_maps_back_into_the_text_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.origins[-1] == len(text)


@given(st.text() | st.text(alphabet="aé’'«»( \u00a0\u2028\x1c\u00ad-–….\n", max_size=20))
@settings(max_examples=300, deadline=None)
def test_folding_a_text_alone_and_before_something_uneven_gives_the_same(text: str) -> None:
    """A text in which each character stays one is folded as a whole; an ellipsis behind it sends it the long way."""
    alone, behind = fold(text), fold(text + "…")
    assert behind.text == alone.text + "..."
    assert behind.origins[: len(alone.text)] == alone.origins[:-1]


@given(
    st.lists(st.sampled_from(["Le Togo", "a signé", "l’accord", "« oui »", "hier.", "Lomé,"]), min_size=2), st.data()
)
@settings(max_examples=200, deadline=None)
def test_any_run_of_words_of_a_source_is_found_where_it_was_cut(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    text, before = " ".join(words), " ".join(words[:start])
    at = len(before) + bool(before)
    exact = " ".join(words[start:end])
    assert Span(at, at + len(exact), E) in source(text).find(exact)


def test_the_sentence_of_a_table_is_its_row_under_the_first() -> None:
    """Another row's denial turns nothing; the first row says what the columns are."""
    text = "Mot.\n\nDomaine | Prévu\nFormation | oui\nLogistique | non prévu\n\nFin.\n"
    table = Segment(SegmentKind.TABLE, text.index("Domaine"), text.index("\n\nFin"))
    found = SourceText("S1", "a.docx", text, (table,))

    def sentence(words: str) -> str:
        start = text.index(words)
        return found.sentence(Span(start, start + len(words)))

    assert sentence("Formation") == "Domaine | Prévu\nFormation | oui"
    assert sentence("non prévu") == "Domaine | Prévu\nLogistique | non prévu"
    assert sentence("Domaine") == "Domaine | Prévu"
    assert sentence("Fin") == "Fin."
    assert (found.segment(table.start), found.segment(table.end), found.segment(0)) == (table, None, None)


def test_headlines_of_a_derived_text_have_no_number() -> None:
    """It has no signs of Markdown, and what looks like one is its own."""
    text = "Titre\n\n# Un paragraphe\n\nUn autre\n"
    segments = (
        Segment(SegmentKind.HEADLINE, 0, 5),
        Segment(SegmentKind.LEAD, 7, 22),
        Segment(SegmentKind.BODY, 24, 32),
    )
    found = SourceText("S1", "a.pdf", text, segments, (Page(1, 0, 24), Page(2, 24, 33)), Derivation("", "", ""))
    assert [found.place(at) for at in (0, 7, 24)] == [None, 1, 2]
    assert [found.described(at) for at in (0, 24)] == ["a.pdf, page 1", "a.pdf, page 2"]
    unpaged = SourceText("S1", "a.docx", text, segments, (), Derivation("", "", ""))
    assert [unpaged.described(at) for at in (0, 24)] == ["a.docx, in a heading", "a.docx, paragraph 2"]
