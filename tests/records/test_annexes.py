"""A dossier names PDF files to attach: read by the rules of sources, refused where they could act."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from briefings import dossiers
from briefings.build.record_yaml import write_record
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.facts import Dossier
from briefings.readers import pdf_annex
from briefings.readers.accord_yaml import read_accord
from briefings.vocabulary.codes import Marking
from tests.records.annex_files import DESCRIBED, HOSTILE, SOUND, encrypted, pdf
from tests.records.invented import FILE, FOLDER, RECORD, write


def load(root: Path, annexes: str, **files: bytes) -> Dossier:
    """Write a dossier with annexes and load it; ``a_pdf`` stands for the file ``a.pdf``."""
    workspace = write(root, RECORD + annexes)
    for name, data in files.items():
        (root / FOLDER / name.replace("_", ".")).write_bytes(data)
    return load_dossier(workspace, "invented")


def refused(root: Path, annexes: str, **files: bytes) -> BriefingError:
    """Return what a dossier with annexes is refused with."""
    with pytest.raises(BriefingError) as caught:
        load(root, annexes, **files)
    return caught.value


ONE = "\nannexes:\n  - {file: a.pdf, title: A file}\n"
#: Line of the record on which the first annex stands.
LINE = RECORD.count("\n") + 3


def test_annexes_are_read_with_title_marking_pages_and_hash(tmp_path: Path) -> None:
    """A title in one string holds for every language; the marking is the dossier's where none is given."""
    text, second = pdf(2), pdf(3)
    workspace = write(tmp_path, RECORD + DESCRIBED)
    (tmp_path / FOLDER / "text-of-the-accord.pdf").write_bytes(text)
    (tmp_path / FOLDER / "second.pdf").write_bytes(second)
    dossier = load_dossier(workspace, "invented")
    first, other = dossier.accord.annexes
    assert (first.file, dict(first.title.texts), first.marking, first.at.line) == (
        "text-of-the-accord.pdf",
        {"en": "Text of the accord", "fr": "Texte de l’accord"},
        Marking.PUBLIC,
        LINE,
    )
    assert (dict(other.title.texts), other.marking) == ({"en": "Second file", "fr": "Second file"}, Marking.INTERNAL)
    assert [dossier.annexed[annex.file].pages for annex in (first, other)] == [2, 3]
    assert {path: digest for path, digest in dossier.hashes.items() if path.endswith(".pdf")} == {
        f"{FOLDER}/text-of-the-accord.pdf": sha256(text).hexdigest(),
        f"{FOLDER}/second.pdf": sha256(second).hexdigest(),
    }
    assert dossier.accord.annexes_up_to(Marking.PUBLIC) == (first,)


def test_the_record_written_is_read_back_with_its_annexes(tmp_path: Path) -> None:
    """The record inside a brief names them like the desk's."""
    accord = load(tmp_path, ONE.replace("A file", "{en: A file, fr: Un fichier}"), a_pdf=pdf()).accord
    again, problems = read_accord(write_record(accord), FILE)
    assert problems == []
    assert again is not None
    assert [(a.file, dict(a.title.texts), a.marking) for a in again.annexes] == [
        (a.file, dict(a.title.texts), a.marking) for a in accord.annexes
    ]
    assert b"annexes" not in write_record(load(tmp_path / "without", "").accord)


@pytest.mark.parametrize("case", SOUND)
def test_links_and_forms_that_only_wait_for_a_click_are_taken(tmp_path: Path, case: str) -> None:
    """Web and mail links, empty forms and a first view act on nobody."""
    assert load(tmp_path, ONE, a_pdf=SOUND[case]).annexed["a.pdf"].data == SOUND[case]


@pytest.mark.parametrize("case", HOSTILE)
def test_active_content_is_refused_at_the_line_that_names_the_file(tmp_path: Path, case: str) -> None:
    """Exit 3, place in accord.yaml, what it is, and a way out."""
    data, told = HOSTILE[case]
    error = refused(tmp_path, ONE, a_pdf=data)
    (problem,) = error.problems
    assert (error.exit_code, str(problem.location)) == (ExitCode.DOSSIER, f"{FILE}:{LINE}:5")
    assert problem.message == f"annex “a.pdf” holds {told}"
    assert problem.hint == "remove it first, for instance by printing the file to a new PDF"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (encrypted(), "the PDF is encrypted"),
        (encrypted("secret"), "the PDF is encrypted"),
        (b"", "this is no PDF"),
        (b"PK\x03\x04", "this is no PDF"),
        (b"%PDF-1.7\nnothing", "this is no PDF that can be read"),
        (pdf()[:100], "this is no PDF that can be read"),
        (None, "the file is not there"),
    ],
)
def test_what_cannot_be_read_is_refused_with_both_places(tmp_path: Path, data: bytes | None, message: str) -> None:
    """Exit 5; the file is the place, the line that names it is told."""
    error = refused(tmp_path, ONE, **({} if data is None else {"a_pdf": data}))
    assert error.exit_code is ExitCode.SOURCE
    assert str(error.problems[0].location) == f"{FOLDER}/a.pdf"
    assert error.problems[0].message == f"{message} (named as an annex at {FILE}:{LINE}:5)"


def test_links_and_folders_are_no_annexes(tmp_path: Path) -> None:
    """Like a source, an annex is a regular file."""
    (tmp_path / "outside.pdf").write_bytes(pdf())
    workspace = write(tmp_path, RECORD + ONE)
    (tmp_path / FOLDER / "a.pdf").symlink_to(tmp_path / "outside.pdf")
    with pytest.raises(BriefingError, match="it is a link") as caught:
        load_dossier(workspace, "invented")
    assert caught.value.exit_code is ExitCode.SOURCE
    (tmp_path / FOLDER / "a.pdf").unlink()
    (tmp_path / FOLDER / "a.pdf").mkdir()
    with pytest.raises(BriefingError, match="regular file"):
        load_dossier(workspace, "invented")


@pytest.mark.parametrize(
    ("module", "limit"),
    [(pdf_annex, "MAX_ANNEX"), (pdf_annex, "MAX_PAGES"), (pdf_annex, "MAX_OBJECTS"), (dossiers, "MAX_ANNEXED")],
)
def test_what_is_over_a_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str
) -> None:
    """Exit 11; the limits are lowered here so that a small file is over them."""
    monkeypatch.setattr(module, limit, 2)
    assert refused(tmp_path, ONE, a_pdf=pdf(4)).exit_code is ExitCode.LIMIT


@pytest.mark.parametrize(
    ("annexes", "message"),
    [
        ("annexes: [{file: ../a.pdf, title: A}]", "file “../a.pdf” does not fit"),
        ("annexes: [{file: a.docx, title: A}]", "file “a.docx” does not fit"),
        ("annexes: [{file: invented.press.en.pdf, title: A}]", "annex “invented.press.en.pdf” has the name of a brief"),
        ("annexes: [{file: a.pdf, title: A}, {file: A.PDF, title: B}]", "annex “A.PDF” is named twice"),
        ("annexes: [{title: A}]", "“file” is missing in an annex"),
        ("annexes: [{file: a.pdf}]", "“title” is missing in an annex"),
        ("annexes: [{file: a.pdf, title: {en: A}}]", "“title” has no words in fr"),
        ("annexes: [{file: a.pdf, title: A, marking: secret}]", "“secret” is no known marking"),
        ("annexes: [{file: a.pdf, title: A, pages: 3}]", "unknown key “pages” in an annex"),
        ("annexes: a.pdf", "“annexes” must be a list"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told(tmp_path: Path, annexes: str, message: str) -> None:
    """Exit 3 with the place in the record."""
    error = refused(tmp_path, f"\n{annexes}\n", a_pdf=pdf())
    found = [problem for problem in error.problems if problem.code is ExitCode.DOSSIER]
    assert [problem.message for problem in found if message in problem.message], error
    assert all(problem.location and problem.location.file == FILE for problem in found)


def test_a_file_that_is_no_longer_what_the_desk_recorded_is_refused(tmp_path: Path) -> None:
    """A sha256 in the record pins the file."""
    pinned = ONE.replace("title:", f"sha256: {sha256(pdf()).hexdigest()}, title:")
    assert load(tmp_path / "same", pinned, a_pdf=pdf()).annexed["a.pdf"].pages == 1
    error = refused(tmp_path / "other", pinned, a_pdf=pdf(2))
    assert error.problems[0].message == f"annex “a.pdf” has changed: its sha256 is {sha256(pdf(2)).hexdigest()}"


def test_problems_of_annexes_and_of_evidence_are_told_together(tmp_path: Path) -> None:
    """A desk mends both in one go."""
    workspace = write(tmp_path, RECORD.replace("la logistique des", "une logistique des") + ONE)
    (tmp_path / FOLDER / "a.pdf").write_bytes(HOSTILE["launch"][0])
    with pytest.raises(BriefingError) as caught:
        load_dossier(workspace, "invented")
    assert len(caught.value.problems) == 2
