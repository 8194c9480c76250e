"""Word files: the body in order with tables, boxes and notes; changes as if accepted; limits before any work."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.readers.derived import derive
from tests.briefs.desks import small_workspace
from tests.readers.files import bare_word, covers, markup, new_word, package, segments, word

SECRET = "Mot que personne ne doit lire"


def _refused(data: bytes) -> tuple[str, ExitCode]:
    with pytest.raises(BriefingError) as caught:
        derive(data, ".docx", "a.docx")
    return str(caught.value).partition("\n")[0], caught.value.exit_code


def test_the_body_in_order_with_all_that_stands_in_it() -> None:
    """Headings, lists, tables with nested ones, captions; running heads are no part of the text."""
    document = new_word()
    document.add_heading("Accord inventé", 0)
    document.add_paragraph("Le chapeau.")
    document.add_heading("Domaines", 2)
    document.add_paragraph("la formation", style="List Bullet")
    document.add_paragraph("la logistique", style="List Number 2")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Domaine", "Année"), ("Formation\ndes cadres", "")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.rows[1].cells[1].add_table(1, 2).rows[0].cells[0].text = "2021"
    document.add_paragraph("Calendrier", style="Caption")
    document.add_paragraph("Deux lignes,\nun\tblanc.")
    document.sections[0].header.paragraphs[0].text = "En-tête"
    found = derive(word(document), ".docx", "a.docx")
    assert segments(found) == [
        ("headline", "Accord inventé"),
        ("lead", "Le chapeau."),
        ("headline", "Domaines"),
        ("list", "- la formation"),
        ("list", "- la logistique"),
        ("table", "Domaine | Année\nFormation des cadres | 2021"),
        ("caption", "Calendrier"),
        ("body", "Deux lignes,\nun\tblanc."),
    ]
    assert (found.remarks, covers(found.text, found.segments)) == ((), True)
    assert derive(word(document), ".docx", "a.docx") == found


def test_changes_are_read_as_if_accepted_and_hidden_text_is_left_out() -> None:
    """Both are told, a deleted row and a deleted end of a paragraph too."""
    document = new_word()
    paragraph = document.add_paragraph("Les parties ")._p
    paragraph.append(
        markup('<w:ins NS w:id="1" w:author="x"><w:r><w:t xml:space="preserve">et alliés </w:t></w:r></w:ins>')
    )
    paragraph.append(markup('<w:del NS w:id="2" w:author="x"><w:r><w:delText>ne </w:delText></w:r></w:del>'))
    paragraph.append(markup(f"<w:r NS><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r>"))
    paragraph.append(markup('<w:r NS><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>coopè</w:t></w:r>'))
    paragraph.get_or_add_pPr().append(markup('<w:rPr NS><w:del w:id="3" w:author="x"/></w:rPr>'))
    document.add_paragraph("rent.")
    table = document.add_table(2, 1)
    table.rows[0].cells[0].text, table.rows[1].cells[0].text = "reste", "part"
    table.rows[1]._tr.get_or_add_trPr().append(markup('<w:del NS w:id="4" w:author="x"/>'))
    hidden = document.styles.add_style("Unseen", 1)
    hidden.font.hidden = True
    document.add_paragraph("Caché par son style", style=hidden)
    found = derive(word(document), ".docx", "a.docx")
    assert segments(found) == [("lead", "Les parties et alliés coopèrent."), ("table", "reste")]
    assert found.remarks == (
        "tracked changes: deletions left out: 2",
        "tracked changes: insertions read as if accepted: 1",
        f"hidden text left out: “{SECRET}Caché par son style”",
    )


def test_a_text_box_is_read_once_and_of_a_field_its_result() -> None:
    """Word writes a box twice, for newer and older programs; a field holds its instruction and its result."""
    box = "<w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
    document = new_word()
    paragraph = document.add_paragraph("Le ")._p
    paragraph.append(
        markup(
            f"<w:r NS><mc:AlternateContent><mc:Choice Requires='x'><w:drawing><x:box>{box}</x:box></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><x:box>{box}</x:box></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>DATE</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>3 mai</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.append(markup(f"<w:r NS>{part}</w:r>"))
    paragraph.append(markup("<w:hyperlink NS><w:r><w:t>, un lien</w:t></w:r></w:hyperlink>"))
    assert segments(derive(word(document), ".docx", "a")) == [("lead", "Le 3 mai, un lien"), ("body", "Encadré")]


def test_notes_stand_at_the_end_in_the_order_of_the_text(tmp_path: Path) -> None:
    """A brief of ours is such a file: each of its footnotes is a segment with its number."""
    workspace = small_workspace(tmp_path)
    build_dossier(workspace, "small", Choice(("press",), ("fr",), ("docx",)))
    found = derive((workspace.output / "small" / "small.press.fr.docx").read_bytes(), ".docx", "a.docx")
    notes = [each for each in segments(found) if each[0] == "note"]
    assert notes == [
        ("note", "[1] Article de presse, §\u00a01\u00a0: «\u00a0signed a memorandum of understanding\u00a0»."),
        ("note", "[2] Article de presse, §\u00a02\u00a0: «\u00a0covers training of military personnel\u00a0»."),
    ]
    assert segments(found)[-2:] == notes
    assert covers(found.text, found.segments)


_TEXT = "<w:p><w:r><w:t>Texte</w:t></w:r></w:p>"
_ENTITIES = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("data", "message", "code"),
    [
        (b"no zip", "the file is no Word file (.docx): it is no zip archive", ExitCode.SOURCE),
        (b"PK\x03\x04broken", "the file is no Word file (.docx): it is no zip archive", ExitCode.SOURCE),
        (b"%PDF-1.7", "the file ends in .docx, but it is a PDF", ExitCode.SOURCE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "the file is encrypted, or in the format of Word before 2007",
            ExitCode.SOURCE,
        ),
        (package({"a.txt": "x"}), "the file is no Word file (.docx): it names no document", ExitCode.SOURCE),
        (package({"../a": "x"}), "the archive names a part twice, or one outside itself", ExitCode.SOURCE),
        (package({f"p{n}": "" for n in range(2001)}), "the file has 2001 parts, more than 2000", ExitCode.LIMIT),
        (
            bare_word(" " * 2_000_000),
            "a part of the file unpacks to more than 100 times its size",
            ExitCode.LIMIT,
        ),
        (bare_word("<w:p>"), "the part “word/document.xml” is no sound XML at its line 1", ExitCode.SOURCE),
        (
            bare_word(_TEXT, '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/hostname">]>'),
            "the part “word/document.xml” has a document type declaration",
            ExitCode.SOURCE,
        ),
        (
            bare_word("<w:sdt>" * 300 + "</w:sdt>" * 300),
            "the part “word/document.xml” is no sound XML at its line 1",
            ExitCode.SOURCE,
        ),
        (
            bare_word("<w:tbl><w:tr><w:tc>" * 61 + "</w:tc></w:tr></w:tbl>" * 61),
            "tables and text boxes stand more than 60 deep in one another",
            ExitCode.SOURCE,
        ),
        (bare_word("<w:p/>"), "the file holds no text", ExitCode.SOURCE),
        (
            bare_word("<w:p/><w:p><w:r><w:t>a\u202eb</w:t></w:r></w:p>"),
            "character U+202E (right-to-left override) is not allowed (paragraph 2)",
            ExitCode.SOURCE,
        ),
    ],
)
def test_broken_and_hostile_files_are_refused(data: bytes, message: str, code: ExitCode) -> None:
    """By the directory of the archive where it tells, before anything is unpacked."""
    assert _refused(data) == (f"a.docx: {message}", code)


def test_entities_are_never_expanded() -> None:
    """Nested entities, a billion letters when expanded: refused whatever the parser makes of them."""
    message, code = _refused(bare_word("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", f"<!DOCTYPE x [{_ENTITIES}]>"))
    assert message.startswith("a.docx: the part “word/document.xml” ")
    assert code is ExitCode.SOURCE
