"""A dossier that is large and awkward on purpose passes the gate and keeps every promise in all audiences and languages."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefings.build.brief import make_brief
from briefings.build.build import Choice, build_dossier
from briefings.document import Contents, Document
from briefings.dossiers import load_dossier
from briefings.house import load_house
from briefings.style import HouseStyle
from briefings.templates.audience import load_audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.traversal import listed_headings, plain_text, reading_text, unmarked, walk_blocks
from briefings.workspace import Workspace
from tests.briefs.desks import AUDIENCES, EXAMPLE, set_bytes
from tests.briefs.stress import FACTS, LANGUAGES, MARKUP, NAMES, STRESS, stress_workspace
from tests.pdf_reading import Element, TaggedPdf, read_blocks
from tests.word_lint import faults
from tests.word_reading import W, parts_of, word_blocks

_ALL = [(audience, language) for audience in (*AUDIENCES, STRESS) for language in LANGUAGES]


class _Built:
    """The saved set of the dossier, opened as its readers open it."""

    def __init__(self, workspace: Workspace) -> None:
        build_dossier(workspace, STRESS, Choice())
        library = Library(workspace.template_folders)
        house = load_house(library)
        self.style: HouseStyle = house.style
        self.files = set_bytes(workspace, STRESS)
        self._library = library
        self._composer = Composer(load_dossier(workspace, STRESS), library, house)
        self.reading: Callable[[str, str], TaggedPdf] = cache(self._open)
        self.document: Callable[[str, str], Document] = cache(self._compose)

    def data(self, audience: str, language: str, ending: str) -> bytes:
        return self.files[f"{STRESS}.{audience}.{language}.{ending}"]

    def _open(self, audience: str, language: str) -> TaggedPdf:
        return TaggedPdf(self.data(audience, language, "pdf"))

    def _compose(self, audience: str, language: str) -> Document:
        return make_brief(self._composer, load_audience(self._library, audience), language).document


@pytest.fixture(scope="module")
def built_stress(tmp_path_factory: pytest.TempPathFactory) -> _Built:
    """Return the dossier, built in all audiences and languages; tests only read it."""
    return _Built(stress_workspace(tmp_path_factory.mktemp("stress")))


def test_every_audience_is_built_in_both_languages(built_stress: _Built) -> None:
    """The gate lets the dossier pass, and no brief is missing."""
    names = {f"{STRESS}.{audience}.{language}.{end}" for audience, language in _ALL for end in ("docx", "pdf")}
    assert set(built_stress.files) == names | {"manifest.json"}
    assert min(len(built_stress.reading(STRESS, language).reader.pages) for language in LANGUAGES) >= 80


@pytest.mark.parametrize(("audience", "language"), _ALL)
def test_word_and_pdf_say_what_the_document_says(built_stress: _Built, audience: str, language: str) -> None:
    """Block by block: the body in reading order, then the notes by number."""
    expected = reading_text(built_stress.document(audience, language))
    assert word_blocks(built_stress.data(audience, language, "docx")) == expected
    assert read_blocks(built_stress.reading(audience, language)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotations_and_names_are_printed_letter_for_letter(built_stress: _Built, language: str) -> None:
    """Mark-up in a quotation is words; Greek and Cyrillic names are whole."""
    text = " ".join(read_blocks(built_stress.reading(STRESS, language)))
    assert [words for words in MARKUP if words not in text] == []
    assert [name for name, *_ in NAMES if name not in text] == []


@pytest.mark.parametrize(("audience", "language"), [(STRESS, "en"), (STRESS, "fr"), ("analyst", "fr")])
def test_every_page_keeps_its_margins(built_stress: _Built, audience: str, language: str) -> None:
    """No tagged word stands outside the text area, on any page."""
    page = built_stress.style.page
    outside = [
        piece
        for pieces in built_stress.reading(audience, language).shown
        for piece in pieces
        if piece.mark is not None
        and not (
            page.left - 0.1 <= piece.left
            and piece.right - 3 * piece.text.endswith(" ") <= page.width - page.right + 0.1
            and page.bottom <= piece.base <= page.height - page.top
        )
    ]
    assert outside == []


def _parted(reading: TaggedPdf, tag: str) -> list[Element]:
    return [each for each in reading.elements() if each.tag == tag and len(reading.pages_of(each)) > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dossier_is_as_awkward_as_it_says(built_stress: _Built, language: str) -> None:
    """Three hundred rows, a row over several pages, a note over two, notes in tables, lists four deep."""
    reading = built_stress.reading(STRESS, language)
    elements = list(reading.elements())
    rows = [each for each in elements if each.tag == "TR" and "TBody" in each.path]
    assert len(rows) > FACTS
    assert max(len(reading.pages_of(row)) for row in rows) > 2
    assert _parted(reading, "Note")
    assert any(each.tag == "Reference" and "TD" in each.path for each in elements)
    assert max(each.path.count("L") for each in elements if each.tag == "LI") >= 3
    assert max(each.path.count("BlockQuote") for each in elements) >= 2
    links = [kid for page in reading.reader.pages for kid in page.get("/Annots", [])]
    addresses = {kid.get_object()["/A"]["/URI"] for kid in links if "/A" in kid.get_object()}
    assert {"https://example.org/S1/?a=1&b=%C3%A9~(x)", "https://example.org/%C3%A9?q=a%7Cb"} <= addresses


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_over_many_pages_are_true(built_stress: _Built, language: str) -> None:
    """Each entry carries the page on which its heading stands."""
    reading = built_stress.reading(STRESS, language)
    document = built_stress.document(STRESS, language)
    (contents,) = (block for block in walk_blocks(document.blocks) if isinstance(block, Contents))
    listed = list(listed_headings(document.blocks, contents.depth))
    entries = [each for each in reading.elements() if each.tag == "TOCI"]
    headings = [each for each in reading.elements() if each.tag in {"H2", "H3"}]
    assert len(entries) == len(headings) == len(listed) > FACTS
    words = [" ".join(plain_text(unmarked(heading.inlines)).split()) for heading in listed]
    assert [" ".join(reading.text(each.node, each.page).split()) for each in entries] == words
    numbers = [int(reading.page_number(each)) for each in entries]
    assert numbers == [reading.pages_of(each)[0] + 1 for each in headings]
    assert max(numbers) > 99
    root = parts_of(built_stress.data(STRESS, language, "docx"))["word/document.xml"]
    in_word = [entry for entry in root.iter(f"{W}p") if "PAGEREF" in "".join(entry.itertext())]
    shown = ["".join(text.text or "" for text in list(entry.iter(f"{W}t"))[-1:]) for entry in in_word]
    assert [int(number) for number in shown] == numbers, "the fields of Word show the pages of the PDF"


def test_every_word_file_passes_our_lint(built_stress: _Built) -> None:
    """Names, ids, fields, relations and styles of all files, whatever stands in the words."""
    files = _ending(built_stress.files, ".docx")
    assert {name: faults(data) for name, data in files.items()} == {name: [] for name in files}


def _checked(variable: str, folder: Path, files: dict[str, bytes], *words: str) -> tuple[int, str]:
    command = os.environ.get(variable, "")
    if not command:
        pytest.skip(f"{variable} does not name a command")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    paths = [str(folder / name) for name in files]
    done = subprocess.run([command, *words, *paths], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _ending(files: dict[str, bytes], ending: str) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.endswith(ending)}


def test_every_pdf_of_both_dossiers_conforms(built_stress: _Built, built: tuple[Any, Any], tmp_path: Path) -> None:
    """All audiences in both languages, of the bundled and of the invented dossier: PDF/UA-1 and PDF/A-3a."""
    files = _ending(built_stress.files, ".pdf") | _ending(set_bytes(built[0], EXAMPLE), ".pdf")
    assert len(files) == 2 * len(_ALL) - len(LANGUAGES)
    code, told = _checked("BRIEFING_VERAPDF", tmp_path, files, "ua1,3a")
    assert (code, told.count("PASS")) == (0, 2 * len(files)), told


def test_every_word_file_of_both_dossiers_is_valid(
    built_stress: _Built, built: tuple[Any, Any], tmp_path: Path
) -> None:
    """All audiences in both languages, by the Open XML SDK."""
    files = _ending(built_stress.files, ".docx") | _ending(set_bytes(built[0], EXAMPLE), ".docx")
    code, told = _checked("BRIEFING_OOXML_CHECK", tmp_path, files)
    assert code == 0, told
