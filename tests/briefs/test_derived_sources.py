"""Dossiers whose sources are pages, Word files and PDFs: from the file to the footnote, and back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.build.freshness import Freshness
from briefings.build.verify import read_carried, verify_file
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.readers import derived
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import SMALL_SOURCE, small_workspace
from tests.readers.files import bare_word, lines, new_word, pdf, word

_CHOICE = Choice(("press",), (), ("docx", "pdf"))
_RECORD = Path("sources/small/accord.yaml")
WORDS = " ".join(SMALL_SOURCE.split())


def _pdf(words: str = WORDS) -> bytes:
    """The source of the small dossier on the second page of a PDF, twelve words a line."""
    each = words.split()
    rows = [" ".join(each[at : at + 12]) for at in range(0, len(each), 12)]
    return pdf([(72, 700, 20, "Invented title")], lines(700, *rows))


def _word(words: str = WORDS) -> bytes:
    document = new_word()
    document.add_heading("Invented title", 0)
    document.add_paragraph(words)
    return word(document)


def _page(words: str = WORDS) -> bytes:
    return f"<!DOCTYPE html><meta charset=utf-8><title>Invented title</title><h1>Invented title</h1><p>{words}".encode()


_MAKERS = {".pdf": _pdf, ".docx": _word, ".html": _page}


def _desk(folder: Path, ending: str, embed: bool = False) -> Workspace:
    """The small dossier with its source in a file of another kind."""
    workspace = small_workspace(folder)
    (workspace.sources / "small" / "source-1.txt").unlink()
    (workspace.sources / "small" / f"note{ending}").write_bytes(_MAKERS[ending]())
    record = (workspace.root / _RECORD).read_text(encoding="utf-8").replace("source-1.txt", f"note{ending}")
    if embed:
        record = record.replace("    reliability: F\n", "    reliability: F\n    embed: true\n")
    (workspace.root / _RECORD).write_text(record, encoding="utf-8")
    return workspace


def _verified(path: Path, workspace: Workspace) -> dict[str, str]:
    data, carried = read_carried(path, path.name)
    return {step.name: f"{step.outcome.value}: {step.detail}" for step in verify_file(data, carried, workspace).steps}


@pytest.mark.parametrize("ending", list(_MAKERS))
def test_a_dossier_is_built_and_its_file_proves_itself(ending: str, tmp_path: Path) -> None:
    """The inputs are the file, the text derived from it and the reader; verification reads the file again."""
    workspace = _desk(tmp_path, ending)
    build_dossier(workspace, "small", _CHOICE)
    file = f"sources/small/note{ending}"
    manifest = json.loads((workspace.output / "small" / "manifest.json").read_bytes())
    own = {key: value for key, value in manifest["inputs"].items() if file in key or key.startswith("reader:")}
    (text,) = load_dossier(workspace, "small").texts.values()
    assert text.derivation is not None
    assert own == {
        file: hashlib.sha256((workspace.root / file).read_bytes()).hexdigest(),
        f"text:{file}": text.derivation.carried,
        f"reader:{ending[1:]}": derived.reader_version(ending),
    }
    steps = _verified(workspace.output / "small" / "small.press.en.pdf", workspace)
    assert steps["source S1"] == f"done: {file} is the one the file was made from"
    assert steps["bytes"] == "done: identical"


def test_footnotes_name_the_page_in_both_languages(tmp_path: Path) -> None:
    """And the numbered paragraph: a headline has none."""
    workspace = _desk(tmp_path, ".pdf")
    build_dossier(workspace, "small", Choice(("press",), (), ("md",)))
    for language, place in (("en", "Press article, §1, p. 2: "), ("fr", "Article de presse, §\u00a01, p.\u00a02")):
        text = (workspace.output / "small" / f"small.press.{language}.md").read_text(encoding="utf-8")
        assert place.replace("\u00a0", " ") in text.replace("\u00a0", " ").replace("\u202f", " ")
    quotations = load_dossier(workspace, "small").quotations["accord"]
    assert [(each.page, each.paragraph) for each in quotations] == [(2, 1)]


def test_a_changed_file_makes_briefs_stale_and_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the content of the file, not by its time; another version of the reader counts as a change."""
    workspace = _desk(tmp_path, ".pdf")
    build_dossier(workspace, "small", _CHOICE)
    path = workspace.sources / "small" / "note.pdf"
    path.write_bytes(path.read_bytes())
    again = build_dossier(workspace, "small", _CHOICE)
    assert (again.written, len(again.unchanged)) == ((), 4)
    with monkeypatch.context() as patched:
        derived.reader_version.cache_clear()
        patched.setitem(derived.LIBRARIES, ".pdf", ("pikepdf",))
        standing = Freshness(workspace).standing("small", _CHOICE)
        assert standing is not None
        assert len(standing.stale) == 4
    derived.reader_version.cache_clear()
    path.write_bytes(_pdf(WORDS + " Some more words."))
    changed = build_dossier(workspace, "small", _CHOICE)
    assert (len(changed.written), changed.unchanged) == (4, ())


@pytest.mark.parametrize("ending", list(_MAKERS))
def test_of_an_embedded_source_its_text_travels_and_not_its_file(ending: str, tmp_path: Path) -> None:
    """The PDF then proves itself where there is no source; what was left out of the text is in it nowhere."""
    workspace = _desk(tmp_path / "desk", ending, embed=True)
    build_dossier(workspace, "small", Choice(("press",), ("en",), ("pdf",)))
    path = workspace.output / "small" / "small.press.en.pdf"
    _, carried = read_carried(path, path.name)
    assert set(carried) == {"accord.yaml", "provenance.json", f"note{ending}.json"}
    content = json.loads(carried[f"note{ending}.json"])
    (text,) = load_dossier(workspace, "small").texts.values()
    assert set(content) <= {"format", "pages", "segments", "text"}
    assert content["text"] == text.text
    elsewhere = Workspace(tmp_path / "elsewhere")
    elsewhere.sources.mkdir(parents=True)
    steps = _verified(path, elsewhere)
    assert steps["source S1"] == f"done: note{ending} travels in the file"
    assert steps["bytes"] == "done: identical"


def test_a_source_that_has_changed_since_is_told(tmp_path: Path) -> None:
    """Its quotations are looked up in it as it is now."""
    workspace = _desk(tmp_path, ".docx")
    build_dossier(workspace, "small", Choice(("press",), ("en",), ("pdf",)))
    (workspace.sources / "small" / "note.docx").write_bytes(_word(WORDS + " More."))
    steps = _verified(workspace.output / "small" / "small.press.en.pdf", workspace)
    assert steps["source S1"] == "not possible: sources/small/note.docx has changed since the file was made"
    assert steps["quotations"].startswith("done: all ")


def test_the_records_hash_is_that_of_the_text(tmp_path: Path) -> None:
    """It is checked, and a wrong one told with the right one."""
    workspace = _desk(tmp_path, ".html")
    (text,) = load_dossier(workspace, "small").texts.values()
    record = (workspace.root / _RECORD).read_text(encoding="utf-8")
    for digest in (text.sha256, "0" * 64):
        given = record.replace("    reliability: F\n", f"    reliability: F\n    sha256: {digest!r}\n")
        (workspace.root / _RECORD).write_text(given, encoding="utf-8")
        if digest == text.sha256:
            load_dossier(workspace, "small")
    with pytest.raises(BriefingError) as caught:
        load_dossier(workspace, "small")
    assert f"source S1 has changed: its sha256 is {text.sha256}" in str(caught.value)


def test_a_quotation_that_does_not_stand_is_told_with_the_page_that_comes_near(tmp_path: Path) -> None:
    """A PDF has no lines that a reader could count."""
    workspace = _desk(tmp_path, ".pdf")
    record = (workspace.root / _RECORD).read_text(encoding="utf-8")
    changed = record.replace("covers training of military personnel", "covers training of civil personnel")
    (workspace.root / _RECORD).write_text(changed, encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        load_dossier(workspace, "small")
    assert "hint: nearest text is at sources/small/note.pdf, page 2: “" in str(caught.value)


def test_remarks_of_the_reading_are_told_with_the_dossier(tmp_path: Path) -> None:
    """What was left out does not go unsaid."""
    workspace = _desk(tmp_path, ".docx")
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen words</w:t></w:r></w:p>"
    data = bare_word(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>{hidden}")
    (workspace.sources / "small" / "note.docx").write_bytes(data)
    remark = "sources/small/note.docx: hidden text left out: “Unseen words”"
    assert remark in load_dossier(workspace, "small").remarks
    assert remark in load_dossier(workspace, "small").remarks, "kept texts keep their remarks"


def test_a_source_that_cannot_be_read_is_exit_5_with_the_place_that_names_it(tmp_path: Path, briefing: Command) -> None:
    """As for text files."""
    workspace = _desk(tmp_path, ".pdf")
    (workspace.sources / "small" / "note.pdf").write_bytes(pdf([]))
    made = briefing("check", "small", cwd=workspace.root)
    assert made.code == ExitCode.SOURCE
    message = "sources/small/note.pdf: the PDF holds no text: it is a scan, or its letters are drawn as shapes"
    assert made.err.startswith(f"{message} (source S1 names this file at {_RECORD.as_posix()}:")


@pytest.mark.parametrize("ending", list(_MAKERS))
def test_new_copies_such_a_source_as_it_is(ending: str, tmp_path: Path, briefing: Command) -> None:
    """And tells its language from its text."""
    (tmp_path / "sources").mkdir()
    given = tmp_path / f"Given{ending.upper()}"
    given.write_bytes(_MAKERS[ending](WORDS + " The ministers of both countries have said that they will meet again."))
    made = briefing("new", "fresh", "--source", str(given), cwd=tmp_path)
    assert (made.code, made.err) == (0, "")
    assert (tmp_path / "sources" / "fresh" / f"source-1{ending}").read_bytes() == given.read_bytes()
    record = (tmp_path / "sources" / "fresh" / "accord.yaml").read_text(encoding="utf-8")
    assert f"file: source-1{ending}" in record
    assert "language: en" in record


def test_show_prints_sizes_and_the_text_that_quotations_are_copied_from(tmp_path: Path, briefing: Command) -> None:
    """As text, or as JSON with segments and pages; a source that cannot be read has no size."""
    workspace = _desk(tmp_path, ".pdf")
    shown = briefing("show", "small", cwd=workspace.root).out.splitlines()
    header = next(line for line in shown if line.startswith("Source"))
    assert header.split() == ["Source", "Kind", "Reliability", "Segments", "Pages", "Title"]
    assert shown[shown.index(header) + 1].split()[:6] == ["S1", "press", "article", "F", "2", "2"]
    (text,) = load_dossier(workspace, "small").texts.values()
    assert briefing("show", "small", "--text", "S1", cwd=workspace.root).out == text.text
    content = json.loads(briefing("show", "small", "--text", "S1", "--json", cwd=workspace.root).out)
    assert (content["text"], content["sha256"]) == (text.text, text.sha256)
    assert [each["kind"] for each in content["segments"]] == ["headline", "lead"]
    assert [each["number"] for each in content["pages"]] == [1, 2]
    unknown = briefing("show", "small", "--text", "S9", cwd=workspace.root)
    assert (unknown.code, "sources of this dossier: S1" in unknown.err) == (2, True)
    (workspace.sources / "small" / "note.pdf").unlink()
    (row,) = json.loads(briefing("show", "small", "--json", cwd=workspace.root).out)["sources"]
    assert (row["segments"], row["pages"]) == (None, None)


def test_no_library_of_a_reader_is_loaded_for_text_files(tmp_path: Path) -> None:
    """Nor any in this process for the others: the child loads them."""
    import subprocess
    import sys

    workspace = _desk(tmp_path, ".html")
    code = (
        "import sys; from pathlib import Path; from briefings.dossiers import load_dossier; "
        "from briefings.workspace import Workspace; load_dossier(Workspace(Path(sys.argv[1])), 'small'); "
        "print([name for name in ('trafilatura', 'pypdfium2', 'lxml', 'docx') if name in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code, str(workspace.root)], capture_output=True, text=True, check=True)
    assert made.stdout == "[]\n"
