"""An appended brief stays readable: text in reading order behind a cover, in every reader."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from briefings.attaching.elements import elements
from briefings.document import Paragraph, Text
from briefings.writers.pdf import write_pdf
from tests.attaching.files import (
    attach,
    edited,
    house_brief,
    house_report,
    page_words,
    reading_order,
    typst_report,
    untagged,
)
from tests.attaching.reading import moved, struct_text, targets, without_access
from tests.samples import attached, document, house_style


def _cover(number: int, name: str, pages: int, title: str = "Invented brief", word: str = "Annex") -> list[str]:
    return [f"{word} {number} – {title}", f"{name} · {pages} pages"]


def test_annexes_are_read_after_the_report_in_order() -> None:
    """Every block and note: the report's, then for each annex its cover and its own, as they were."""
    made = attach(house_report(), house_brief(), house_brief("fr-FR"), append=True)
    expected = reading_order(house_report())
    for number, brief in enumerate((house_brief(), house_brief("fr-FR")), 1):
        expected += _cover(number, f"brief-{number}.pdf", 3) + reading_order(brief)
    assert reading_order(made.data) == expected
    assert made.names == ("Annex 1\u00a0– Invented brief", "Annex 2\u00a0– Invented brief")
    assert made.claims == ("PDF/A-3a", "PDF/UA-1")


def test_what_is_drawn_is_as_it_was() -> None:
    """Every page in its place, with a cover of the same size before each annex."""
    made = attach(house_report(), house_brief(), untagged(), append=True, drop_claim=True).data
    words = page_words(made)
    assert words[:3] + words[4:7] + words[8:] == page_words(house_report()) + page_words(house_brief()) + page_words(
        untagged()
    )
    boxes = [tuple(round(float(side)) for side in page.mediabox) for page in PdfReader(BytesIO(made)).pages]
    assert boxes == [(0, 0, 595, 842)] * 10


@pytest.mark.parametrize(
    ("report", "language", "word"),
    [("fr-FR", None, "Annexe"), ("fr-CA", "en", "Annex"), ("en-GB", "fr", "Annexe"), ("de-DE", None, "Annex")],
)
def test_the_cover_speaks_the_language_of_the_report(report: str, language: str | None, word: str) -> None:
    """Or the one asked for; another than English and French is told in English."""
    data = edited(house_report(), lambda pdf: setattr(pdf.Root, "Lang", pikepdf.String(report)))
    made = attach(data, house_brief(), append=True, language=language)
    assert made.names == (f"{word} 1\u00a0– Invented brief",)
    assert _cover(1, "brief-1.pdf", 3, word=word)[0] in reading_order(made.data)


def test_a_title_that_cannot_be_printed_gives_way() -> None:
    """The cover has the number alone, the outline the whole title, and it is said."""

    def name(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "会議"

    made = attach(untagged(), edited(untagged(), name), append=True)
    assert made.names == ("Annex 1\u00a0– 会議",)
    assert made.lines == (
        "brief-1.pdf: its title is not printed on the cover, which lacks the letters or the room for it",
    )


def test_a_report_title_that_cannot_be_printed_leaves_the_cover_whole() -> None:
    """It stands at the foot only."""
    report = edited(untagged(), lambda pdf: pdf.docinfo.__setitem__("/Title", "会議"))
    made = attach(report, house_brief(), append=True)
    assert made.lines == ("brief-1.pdf: its tags are left behind, since the report has none",)
    assert "Annex 1" in PdfReader(BytesIO(made.data)).pages[2].extract_text()


def test_files_of_a_brief_go_along_where_the_claim_allows_it() -> None:
    """Numbered where the report has one of the name; in a PDF/A-2 report they are left out and told."""
    made = attach(house_brief(), house_brief(), append=True)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        root: Any = pdf.Root
        names = ["facts.yaml", "about.json", "about-2.json", "facts-2.yaml"]
        assert [str(each.UF) for each in root.AF] == names
        assert {str(each.F): each.EF.F.read_bytes() for each in root.AF} == {
            "facts.yaml": b"facts: []\n", "facts-2.yaml": b"facts: []\n",
            "about.json": b"{}\n", "about-2.json": b"{}\n",
        }  # fmt: skip
    assert made.lines == (
        "brief-1.pdf: the report has a file about.json; that of the annex is now about-2.json",
        "brief-1.pdf: the report has a file facts.yaml; that of the annex is now facts-2.yaml",
    )
    from tests.attaching.files import claiming

    made = attach(claiming(house_report(), "2a", "1"), house_brief(), append=True)
    assert made.claims == ("PDF/A-2a", "PDF/UA-1")
    assert made.lines == (
        "brief-1.pdf: files that it carries left out, which PDF/A-2a does not allow: about.json, facts.yaml",
    )
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert "/AF" not in pdf.Root
    assert b"/EmbeddedFile" not in made.data
    assert [each.name for each in attached()] == ["facts.yaml", "about.json"]


def test_a_report_without_tags_leaves_those_of_the_annex_behind() -> None:
    """And says so; no page refers to a tree that is not there."""
    made = attach(untagged(), house_brief(files=False), append=True)
    assert made.lines == ("brief-1.pdf: its tags are left behind, since the report has none",)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert all("/StructParents" not in page.obj for page in pdf.pages)
    assert b"/StructElem" not in made.data


def test_a_foreign_tagged_report_takes_an_annex() -> None:
    """One that typst makes: its own elements come first, in their order, then all of the annex."""
    report = typst_report("ua-1")
    made = attach(report, house_brief(), append=True)
    assert made.claims == ("PDF/UA-1",)
    with pikepdf.open(BytesIO(made.data)) as new, pikepdf.open(BytesIO(report)) as old:
        before = [str(e.S) for e in elements(old.Root.StructTreeRoot)]
        after = [str(e.S) for e in elements(new.Root.StructTreeRoot)]
        assert after[: len(before)] == before
        assert after[len(before)] == "/Part"
    words = struct_text(report)
    assert struct_text(made.data) == [
        *words,
        "Annex 1\u00a0– Invented brief",
        "brief-1.pdf · 3 pages",
        *struct_text(house_brief()),
    ]


def test_a_foreign_tagged_brief_becomes_an_annex() -> None:
    """The tags, links and outline behind those of the house; the words come out in order."""
    brief = typst_report("a-3a")
    made = attach(edited(house_report(), without_access), brief, append=True)
    assert made.claims == ("PDF/A-3a",)
    words = struct_text(made.data)
    assert words[-len(struct_text(brief)) :] == struct_text(brief)
    assert targets(made.data)[len(targets(house_report())) :] == moved(targets(brief), 4)


def test_poppler_reads_the_annex_too() -> None:
    """Another reader finds the report's words, the cover and the brief's words, in this order."""
    made = struct_text(attach(house_report(), house_brief(), append=True).data)
    report, brief = struct_text(house_report()), struct_text(house_brief())
    assert made == [*report, "Annex 1\u00a0– Invented brief", "brief-1.pdf · 3 pages", *brief]


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    """Neither in an embedded nor in an appended file."""
    if not which("qpdf"):
        pytest.skip("qpdf is not installed")
    for append in (False, True):
        path = tmp_path / f"{append}.pdf"
        path.write_bytes(attach(house_report(), house_brief(), untagged(), append=append, drop_claim=True).data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_size_of_tables_and_notes_does_not_matter() -> None:
    """Time grows with the brief, not with its square: four times as many take less than seven times as long."""
    import time

    def cost(rows: int) -> float:
        blocks = [Paragraph((Text(f"Invented paragraph {number} of many words. " * 6),)) for number in range(rows)]
        data = write_pdf(replace(document(*blocks)), house_style()).data
        begun = time.process_time()
        attach(house_report(), data, append=True)
        return time.process_time() - begun

    cost(20)
    assert cost(600) < 7 * cost(150) + 0.1
