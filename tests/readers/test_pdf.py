"""PDFs: lines become paragraphs, pages are mapped, running heads go, scans and locked files are refused."""

from __future__ import annotations

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.readers.derived import derive
from briefings.readers.pdf_lines import Line, PdfLines, PdfPage
from briefings.readers.pdf_text import compose_pages
from briefings.sources import SourceText
from tests.readers.files import Drawn, covers, lines, pdf, segments


def _refused(data: bytes) -> tuple[str, ExitCode]:
    with pytest.raises(BriefingError) as caught:
        derive(data, ".pdf", "a.pdf")
    return str(caught.value).partition("\n")[0], caught.value.exit_code


def _head_and_foot(number: int) -> list[Drawn]:
    return [(72, 815, 8, "Recueil des accords d’Arda"), (290, 28, 9, f"- {number} -")]


FIRST = [
    (72, 770, 17, "Accord inventé"),
    *lines(730, "Le 3 mai, les deux minis-", "tres ont signé un accord de coopé-", "ration à Guinée-", "Bissau."),
    *lines(660, "Le porte-", "parole le confirme. Un porte-parole de plus", "est là."),
    *lines(610, "Il couvre :", "• la formation", "• la logistique des deux", "armées"),
    *lines(540, "Ce paragraphe, qui est long, va jusqu’au bas de la"),
]
SECOND = [*lines(760, "page suivante et y finit."), *lines(720, "Article 2. Le suivi est commun.")]


def test_paragraphs_lists_and_headings_with_a_map_of_pages() -> None:
    """Hyphens of line ends go unless the text has them elsewhere; a paragraph goes on over the page."""
    found = derive(pdf(_head_and_foot(1) + FIRST, _head_and_foot(2) + SECOND, []), ".pdf", "a.pdf")
    assert segments(found) == [
        ("headline", "Accord inventé"),
        ("lead", "Le 3 mai, les deux ministres ont signé un accord de coopération à Guinée-Bissau."),
        ("body", "Le porte-parole le confirme. Un porte-parole de plus est là."),
        ("body", "Il couvre :"),
        ("list", "• la formation"),
        ("list", "• la logistique des deux armées"),
        ("body", "Ce paragraphe, qui est long, va jusqu’au bas de la page suivante et y finit."),
        ("body", "Article 2. Le suivi est commun."),
    ]
    second = found.text.index("page suivante")
    end = len(found.text)
    assert [(page.number, page.start, page.end) for page in found.pages] == [
        (1, 0, second),
        (2, second, end),
        (3, end, end),
    ]
    assert found.remarks == (
        "no text on page 3: what stands there is a picture",
        "running heads and feet left out: 4, such as “Recueil des accords d’Arda”",
    )
    assert covers(found.text, found.segments)
    source = SourceText("S1", "a.pdf", found.text, found.segments, found.pages)
    assert [source.page(at) for at in (0, second - 1, second, end - 1, end)] == [1, 1, 2, 2, None]


def test_the_same_pdf_gives_the_same_text() -> None:
    """On every run."""
    data = pdf(_head_and_foot(1) + FIRST, _head_and_foot(2) + SECOND)
    assert derive(data, ".pdf", "a") == derive(data, ".pdf", "b")


def test_only_what_a_gap_parts_from_the_text_is_a_running_head() -> None:
    """First lines of pages that say the same stay where the text goes on below; so do numbered articles."""
    pages = [lines(760, "Les parties conviennent", f"de la mesure {n}.") for n in (1, 2, 3)]
    assert derive(pdf(*pages), ".pdf", "a").text.count("Les parties conviennent") == 3
    pages = [[*lines(760, f"Article {n}"), *lines(700, f"La mesure {n}.")] for n in (1, 2, 3)]
    assert derive(pdf(*pages), ".pdf", "a").text.count("Article") == 3


def test_the_number_of_a_footnote_stands_before_its_words() -> None:
    """Small and raised, as word processors set it."""
    page = [
        *lines(700, "Le texte est là."),
        (72, 104, 5, "1"),
        (80, 100, 9, "Une note."),
        (72, 92, 5, "2"),
        (80, 88, 9, "Deux."),
    ]
    assert derive(pdf(page), ".pdf", "a").text == "Le texte est là.\n\n1 Une note.\n\n2 Deux.\n"


def test_two_columns_are_read_one_after_the_other() -> None:
    """A sentence goes on at the top of the next column."""
    page = [*lines(700, "La première colonne", "va jusqu’à la"), *lines(700, "deuxième et finit.", "Fin.", left=320)]
    assert derive(pdf(page), ".pdf", "a").text.startswith("La première colonne va jusqu’à la deuxième et finit.")


@pytest.mark.parametrize(
    ("data", "message", "code"),
    [
        (pdf([], []), "the PDF holds no text: it is a scan, or its letters are drawn as shapes", ExitCode.SOURCE),
        (pdf(lines(700, "mots"), password="mot"), "the PDF is encrypted and needs a password", ExitCode.SOURCE),
        (pdf(lines(700, "mots"))[:400], "the file is no sound PDF", ExitCode.SOURCE),
        (b"%PDF-1.7\njunk", "the file is no sound PDF", ExitCode.SOURCE),
        (b"PK\x03\x04", "the file ends in .pdf, but it is a zip archive, as Word files are", ExitCode.SOURCE),
        (pdf(*[[]] * 2001), "the PDF has 2001 pages, more than 2000", ExitCode.LIMIT),
    ],
    ids=["scan", "locked", "cut", "junk", "zip", "pages"],
)
def test_what_cannot_be_read_is_told(data: bytes, message: str, code: ExitCode) -> None:
    """A scan is said to be one; never an empty source in silence."""
    assert _refused(data) == (f"a.pdf: {message}", code)


def test_what_a_reader_may_not_see_is_told() -> None:
    """An unseen layer, as text recognition makes it; tiny letters; a lock without a password."""
    data = pdf(lines(700, "Visible."), password="", hidden=[(72, 600, 11, "Lu par la machine.")])
    assert derive(data, ".pdf", "a").remarks == (
        "the PDF is encrypted; it opens without a password",
        "the text of page 1 is laid unseen over a picture, as text recognition does: compare the two",
    )
    tiny = derive(pdf([*lines(700, "Visible."), (72, 600, 1, "Minuscule.")]), ".pdf", "a")
    assert tiny.remarks == ("letters in white or under two points, on page 1: “Minuscule.”",)


def test_a_character_that_cannot_be_printed_is_refused_with_its_page() -> None:
    """A bidi control that a PDF names as the meaning of a letter would turn the text around."""
    line = Line("a\u202eb", 72, 90, 700, 12, bold=False, inked=True, pale=False)
    found = PdfLines((PdfPage(1, 842, ()), PdfPage(2, 842, (line,))), locked=False)
    with pytest.raises(BriefingError) as caught:
        compose_pages(found, "a.pdf")
    assert str(caught.value).partition("\n")[0] == (
        "a.pdf: character U+202E (right-to-left override) is not allowed (page 2)"
    )
    assert caught.value.exit_code is ExitCode.SOURCE
