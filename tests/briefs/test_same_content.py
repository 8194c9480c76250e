"""Word, PDF and the document say the same; everything recorded is printed; no year is printed as a fact."""

from __future__ import annotations

import re
from typing import Any

import pytest

from briefings.build.brief import Brief, make_brief
from briefings.document import Division, Role
from briefings.dossiers import load_dossier
from briefings.facts import Dossier
from briefings.house import load_house
from briefings.templates.audience import load_audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.traversal import block_inlines, figure_words, plain_text, reading_text, walk_blocks
from briefings.workspace import Workspace
from tests.briefs.desks import AUDIENCES, EXAMPLE, set_bytes
from tests.pdf_reading import pdf_blocks
from tests.word_reading import word_blocks

_BRIEFS = [(audience, language) for audience in AUDIENCES for language in ("en", "fr")]


def _brief(workspace: Workspace, audience: str, language: str) -> tuple[Dossier, Brief]:
    library = Library(workspace.template_folders)
    dossier = load_dossier(workspace, EXAMPLE)
    return dossier, make_brief(
        Composer(dossier, library, load_house(library)), load_audience(library, audience), language
    )


def _unmarked(text: str) -> str:
    """Return the text without note marks: in French they stand before the sign that ends the words."""
    return _folded(re.sub(r"\s?\[\d+\]", "", text))


def _folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("audience", "language"), _BRIEFS)
def test_word_and_pdf_say_what_the_document_says(built: tuple[Any, Any], audience: str, language: str) -> None:
    """Block by block: the body in reading order, then the notes by number."""
    workspace, _ = built
    files = set_bytes(workspace, EXAMPLE)
    expected = reading_text(_brief(workspace, audience, language)[1].document)
    assert len(expected) > 15
    assert word_blocks(files[f"{EXAMPLE}.{audience}.{language}.docx"]) == expected
    assert pdf_blocks(files[f"{EXAMPLE}.{audience}.{language}.pdf"]) == expected


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_analyst_reads_everything_that_is_recorded(built: tuple[Any, Any], language: str) -> None:
    """Every fact, judgement and gap in words, and every quotation of every fact, letter for letter."""
    dossier, brief = _brief(built[0], "analyst", language)
    text = _unmarked(" ".join(reading_text(brief.document)))
    accord = dossier.accord
    facts = [fact.text.in_language(language) for fact in accord.facts()]
    judgements = [judgement.text.in_language(language) for judgement in accord.judgements]
    gaps = [gap.question.in_language(language) for gap in accord.gaps]
    quotations = [quotation.text for fact in accord.facts() for quotation in dossier.quotations.get(fact.id, ())]
    assert len(facts) > 40
    assert [words for words in [*facts, *judgements, *gaps, *quotations] if _folded(words or "") not in text] == []


@pytest.mark.parametrize(("audience", "language"), _BRIEFS)
def test_no_year_is_printed_as_a_fact(built: tuple[Any, Any], audience: str, language: str) -> None:
    """2024 and 2025 stand in the desk remark only, and there only for minister, defence staff and analyst."""
    _, brief = _brief(built[0], audience, language)
    remarks, others = [], []
    for block in walk_blocks(brief.document.blocks):
        words = " ".join(plain_text(run) for run in block_inlines(block))
        (remarks if isinstance(block, Division) and block.role is Role.REMARK else others).append(words)
    others += [plain_text(note.inlines) for note in brief.document.notes]
    others += [plain_text(words) for words in figure_words(brief.document.blocks)]
    years = re.compile(r"\b20(?:24|25)\b")
    assert [words for words in others if years.search(words.replace(EXAMPLE, ""))] == []
    expected = 0 if audience in ("press", "parliament") else 1
    assert len([words for words in remarks if years.search(words)]) == expected
    assert set(re.findall(r"\b20\d\d\b", " ".join(others))) <= {"2017", "2026"}


def test_footnotes_hold_the_quotation_they_stand_for(built: tuple[Any, Any]) -> None:
    """Each note of each brief quotes words that stand in the source."""
    workspace, _ = built
    source = _folded((workspace.sources / EXAMPLE / "note.fr.md").read_text(encoding="utf-8"))
    for audience, language in _BRIEFS:
        _, brief = _brief(workspace, audience, language)
        assert brief.document.notes
        for note in brief.document.notes:
            quoted = [
                text.text for text in note.inlines if getattr(text, "language", None) and getattr(text, "fact", None)
            ]
            assert quoted, plain_text(note.inlines)
            assert [words for words in quoted if _folded(words) not in source] == []
