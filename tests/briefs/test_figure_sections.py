"""The sections ``timeline`` and ``matrix``: what is dated and what is stated, drawn; nothing where there is too little."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefings.build.brief import Brief, make_brief
from briefings.document import Figure, FigureKind, Sign
from briefings.dossiers import load_dossier
from briefings.house import load_house
from briefings.templates.audience import load_audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.traversal import figure_words, plain_text, walk_blocks, walk_inlines
from briefings.workspace import Workspace
from tests.briefs.desks import EXAMPLE, probe, set_bytes, small_workspace
from tests.pdf_reading import TaggedPdf
from tests.word_reading import word_labels

_SECTIONS = '{% include language ~ "/timeline.md.j2" %}\n\n\n{% include language ~ "/matrix.md.j2" %}\n'


def _brief(workspace: Workspace, dossier_id: str, audience: str, language: str) -> Brief:
    library = Library(workspace.template_folders)
    composer = Composer(load_dossier(workspace, dossier_id), library, load_house(library))
    return make_brief(composer, load_audience(library, audience), language)


def _figures(brief: Brief) -> list[Figure]:
    return [block for block in walk_blocks(brief.document.blocks) if isinstance(block, Figure)]


def _words(figure: Figure) -> list[list[str]]:
    return [[plain_text(datum.words) for datum in row] for row in figure.rows]


def _told(figure: Figure) -> str:
    return plain_text(figure.alternative).replace("\u00a0", " ").replace("\u202f", " ")


_CARRIED = {
    "analyst": [FigureKind.TIMELINE, FigureKind.MATRIX],
    "defence-staff": [FigureKind.MATRIX],
    "parliament": [FigureKind.TIMELINE],
    "minister": [],
    "press": [],
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", _CARRIED)
def test_who_gets_which_figure(built: tuple[Any, Any], audience: str, language: str) -> None:
    """Minister and press have a page for words only; the pages of the others stay within their limit."""
    brief = _brief(built[0], EXAMPLE, audience, language)
    assert [figure.kind for figure in _figures(brief)] == _CARRIED[audience]
    pages = len(TaggedPdf(set_bytes(built[0], EXAMPLE)[brief.file_name(EXAMPLE, "pdf")]).reader.pages)
    assert pages <= (brief.audience.limit or 99)


def test_the_timeline_of_the_example_sets_dates_without_a_year_apart(built: tuple[Any, Any]) -> None:
    """Only 2017 has a year; the visit and what is inferred from it have none, and the inference says so."""
    (figure, _) = _figures(_brief(built[0], EXAMPLE, "analyst", "en"))
    assert [row[0].sign for row in figure.rows] == [Sign.STATED, Sign.OPEN, Sign.OPEN]
    assert [[text.replace("\u00a0", " ") for text in row] for row in _words(figure)] == [
        ["2017", "Morocco returned to the African Union in 2017."],
        ["18 June (year not stated)", "Visit, Rabat."],
        ["18 June (year not stated)", "Conclusion, Rabat. The desk’s inference."],
    ]
    assert _told(figure) == (
        "Timeline of three dated statements. 2017 – Morocco returned to the African Union in 2017. 18 June (year not"
        " stated) – Visit, Rabat. 18 June (year not stated) – Conclusion, Rabat. The desk’s inference. The dates without"
        " a year stand apart: their place among the others is not known."
    )
    french = _figures(_brief(built[0], EXAMPLE, "parliament", "fr"))[0]
    assert _told(french) == (
        "Frise chronologique de trois informations datées. 2017 – Le Maroc est revenu dans l’Union africaine en 2017."
        " 18 juin (année non indiquée) – Visite, Rabat. 18 juin (année non indiquée) – Conclusion, Rabat. Déduction du"
        " bureau. Les dates sans année figurent à part : leur place parmi les autres n’est pas connue."
    )


def test_the_matrix_of_the_example_says_what_the_source_leaves_open(built: tuple[Any, Any]) -> None:
    """Five provisions are agreed; who acts, when and who pays is stated for none."""
    figure = _figures(_brief(built[0], EXAMPLE, "defence-staff", "en"))[0]
    assert [[datum.sign for datum in row] for row in figure.rows] == [
        [None, Sign.STATED, Sign.OPEN, Sign.OPEN, Sign.OPEN]
    ] * 5
    assert _told(figure) == (
        "Matrix of five provisions and four questions. Stated as agreed: joint exercises, training, logistic support,"
        " technical support and military health. Who acts: not stated. When: not stated. Who pays: not stated."
    )
    french = _figures(_brief(built[0], EXAMPLE, "defence-staff", "fr"))[0]
    assert _told(french) == (
        "Matrice de cinq dispositions et de quatre questions. Dispositions convenues selon la source : exercices communs,"
        " formation, appui logistique, soutien technique et santé militaire. Qui agit : non précisé."
        " Quand : non précisé. Qui paie : non précisé."
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_label_of_the_example_stands_in_both_files(built: tuple[Any, Any], language: str) -> None:
    """Letter for letter, apart from where lines end."""
    brief = _brief(built[0], EXAMPLE, "analyst", language)
    files = set_bytes(built[0], EXAMPLE)
    reading = TaggedPdf(files[brief.file_name(EXAMPLE, "pdf")])
    drawn = [reading.text(e.node, e.page) for e in reading.elements() if e.tag == "Figure"]
    in_pdf, in_word = "".join("".join(drawn).split()), "".join(word_labels(files[brief.file_name(EXAMPLE, "docx")]))
    data = [datum.words for figure in _figures(brief) for row in figure.rows for datum in row]
    words = ["".join(plain_text(each).split()) for each in data]
    assert len(words) == 3 * 2 + 5 * 5
    assert [each for each in words if each not in in_pdf] == []
    assert [each for each in words if each not in "".join(in_word.split())] == []


def test_labels_remember_their_facts(built: tuple[Any, Any]) -> None:
    """Each row of the timeline comes from a fact, so that the marking of the brief counts it."""
    brief = _brief(built[0], EXAMPLE, "analyst", "en")
    runs = figure_words(brief.document.blocks)
    facts = {getattr(inline, "fact", None) for words in runs for inline in walk_inlines(words)}
    assert {"au-return", "visit", "conclusion", "exercises", "health"} <= facts


def _dated(number: int, date: str, words: str, more: str = "") -> str:
    return f"""\
  - id: dated-{number}
    kind: history
    date: {date}
    text: {{en: "{words}", fr: "{words}"}}
    evidence:
      - source: S1
        exact: {words}
    review: accepted
{more}"""


_YEARS = [
    ("{year: 2003, raw: in 2003}", "A meeting was held in 2003"),
    ("{year: 2001, month: 5, raw: May 2001}", "A visit took place in May 2001"),
    ("{year: 2001, raw: year 2001}", "Talks began in the year 2001"),
    ("{month: 4, raw: April}", "Another visit took place in April"),
]


def _small(folder: Path, count: int, more: str = "") -> Workspace:
    chosen = _YEARS[:count]
    facts = "".join(_dated(number, date, words, more) for number, (date, words) in enumerate(chosen))
    workspace = small_workspace(folder, facts=facts, more=". ".join(words for _, words in chosen) + ".")
    probe(workspace, "# T\n\n" + _SECTIONS)
    return workspace


def test_dates_stand_in_the_order_of_time(tmp_path: Path) -> None:
    """Whatever the order of the record; a year alone before its months, what has no year last."""
    (figure,) = _figures(_brief(_small(tmp_path, 4), "small", "probe", "en"))
    assert [row[0] for row in _words(figure)] == ["2001", "May 2001", "2003", "April (year not stated)"]
    assert _told(figure).endswith("The date without a year stands apart: its place among the others is not known.")


def test_a_timeline_of_years_alone_says_nothing_of_dates_apart(tmp_path: Path) -> None:
    """There is none."""
    (figure,) = _figures(_brief(_small(tmp_path, 3), "small", "probe", "fr"))
    assert [row[0] for row in _words(figure)] == ["2001", "mai 2001", "2003"]
    assert "à part" not in _told(figure)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_fewer_than_three_dates_and_a_single_provision_are_no_figure(tmp_path: Path, language: str) -> None:
    """The sections print nothing at all, not even a heading."""
    assert len(_brief(_small(tmp_path, 2), "small", "probe", language).document.blocks) == 1


def test_the_status_of_a_dated_statement_stands_in_its_label(tmp_path: Path) -> None:
    """In the drawing and in the alternative text."""
    workspace = _small(tmp_path, 3, "    status: source-assessment\n")
    (figure,) = _figures(_brief(workspace, "small", "probe", "en"))
    assert all(row[1].endswith(" The source’s assessment.") for row in _words(figure))
    assert _told(figure).count("The source’s assessment.") == 3


def test_an_excluded_provision_has_a_cross_and_no_further_answers(tmp_path: Path) -> None:
    """Who, when and who pays do not arise; the others say for which provisions they are answered."""
    workspace = small_workspace(
        tmp_path, more="It covers logistics, paid by Morocco. It does not cover joint exercises."
    )
    record = workspace.sources / "small" / "accord.yaml"
    added = """\
    - id: logistics
      code: logistics
      label: {en: logistics, fr: logistique}
      text: {en: It covers logistics., fr: Il porte sur la logistique.}
      payer: {en: Morocco, fr: le Maroc}
      evidence:
        - source: S1
          exact: covers logistics, paid by Morocco
      review: accepted
    - id: exercises
      code: joint-exercises
      positive: false
      label: {en: joint exercises, fr: exercices communs}
      text: {en: It does not cover joint exercises., fr: Il ne porte pas sur des exercices communs.}
      evidence:
        - source: S1
          exact: It does not cover joint exercises
      review: accepted

context:
"""
    record.write_text(record.read_text(encoding="utf-8").replace("\ncontext:\n", added, 1), encoding="utf-8")
    probe(workspace, "# T\n\n" + _SECTIONS)
    (figure,) = _figures(_brief(workspace, "small", "probe", "en"))
    assert [[datum.sign for datum in row] for row in figure.rows] == [
        [None, Sign.STATED, Sign.OPEN, Sign.OPEN, Sign.OPEN],
        [None, Sign.STATED, Sign.OPEN, Sign.OPEN, Sign.STATED],
        [None, Sign.EXCLUDED, None, None, None],
    ]
    assert _told(figure) == (
        "Matrix of three provisions and four questions. Stated as agreed: training and logistics. Who acts: not stated."
        " When: not stated. Who pays: stated only for logistics. Excluded:"
        " joint exercises."
    )
    french = _figures(_brief(workspace, "small", "probe", "fr"))[0]
    assert _told(french).endswith(
        "Qui paie : précisé pour une disposition seulement (logistique). Disposition exclue : exercices communs."
    )
