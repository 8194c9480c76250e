"""The promises of the README, held on the bundled dossier: same content, same bytes, all or nothing, clear errors."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.build.brief import make_brief
from briefings.build.build import Choice, build_dossier
from briefings.document import Document, reading_text
from briefings.dossiers import load_dossier
from briefings.facts import Dossier
from briefings.house import load_house
from briefings.scaffold import make_workspace
from briefings.templates.audience import audience_names, load_audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.workspace import Workspace
from tests.pdf_reading import pdf_blocks
from tests.word_reading import word_blocks

AUDIENCES = ("analyst", "defence-staff", "minister", "parliament", "press")
BRIEFS = [(audience, language) for audience in AUDIENCES for language in ("en", "fr")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace with the bundled templates and dossier, built once."""
    root = tmp_path_factory.mktemp("desk")
    make_workspace(root)
    workspace = Workspace(root)
    build_dossier(workspace, "rwanda-2024")
    return workspace


@pytest.fixture(scope="module")
def dossier(desk: Workspace) -> Dossier:
    """Return the bundled dossier."""
    return load_dossier(desk, "rwanda-2024")


@pytest.fixture(scope="module")
def documents(desk: Workspace, dossier: Dossier) -> dict[tuple[str, str], Document]:
    """Return every brief of the dossier as a document."""
    library = Library(desk.template_folders)
    composer = Composer(dossier, library, load_house(library))
    audiences = [load_audience(library, name) for name in audience_names(library)]
    return {(a.name, lang): make_brief(composer, a, lang).document for a in audiences for lang in a.languages}


def _file(desk: Workspace, audience: str, language: str, ending: str) -> bytes:
    return (desk.output / "rwanda-2024" / f"rwanda-2024.{audience}.{language}.{ending}").read_bytes()


def _hashes(desk: Workspace) -> dict[str, str]:
    folder = desk.output / "rwanda-2024"
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_a_build_writes_twenty_files_and_a_manifest_that_tells_their_hashes(desk: Workspace) -> None:
    """Five audiences, two languages, two formats; each file is what the manifest says it is."""
    manifest = json.loads((desk.output / "rwanda-2024" / "manifest.json").read_bytes())
    wanted = {f"rwanda-2024.{a}.{lang}.{end}" for a, lang in BRIEFS for end in ("docx", "pdf")}
    hashes = _hashes(desk)
    assert {entry["file"]: entry["sha256"] for entry in manifest["files"]} == {name: hashes[name] for name in wanted}
    assert set(hashes) == wanted | {"manifest.json"}
    pages = {entry["file"]: entry["pages"] for entry in manifest["files"]}
    assert all((count is None) == name.endswith(".docx") for name, count in pages.items())
    assert max(pages[f"rwanda-2024.minister.{lang}.pdf"] for lang in ("en", "fr")) <= 2


@pytest.mark.parametrize(("audience", "language"), BRIEFS)
def test_word_and_pdf_say_what_the_model_says(
    desk: Workspace, documents: dict[tuple[str, str], Document], audience: str, language: str
) -> None:
    """Block by block: the text of the Word file = the text of the PDF = the text of the model (design promise 2)."""
    text = reading_text(documents[audience, language])
    assert word_blocks(_file(desk, audience, language, "docx")) == text
    assert pdf_blocks(_file(desk, audience, language, "pdf")) == text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_analyst_brief_holds_every_fact_gap_and_quotation(
    dossier: Dossier, documents: dict[tuple[str, str], Document], language: str
) -> None:
    """Nothing of the dossier is missing in the analyst's file: facts with evidence, gaps, judgements."""
    text = _plain(" ".join(reading_text(documents["analyst", language])))
    accord = dossier.accord
    wordings = [fact.text for fact in accord.facts()] + [judgement.text for judgement in accord.judgements]
    wordings += [words for gap in accord.gaps for words in (gap.question, gap.why)]
    words = [wording.texts[language] for wording in wordings]
    words += [quotation.text for found in dossier.quotations.values() for quotation in found]
    assert [missing for missing in words if _plain(missing) not in text] == []


def _plain(text: str) -> str:
    """Return a text without the spaces that typography changes."""
    return " ".join(text.split()).replace(" ", "").casefold()


@pytest.mark.parametrize(("audience", "language"), BRIEFS)
def test_no_year_is_printed_as_a_fact(
    dossier: Dossier, documents: dict[tuple[str, str], Document], audience: str, language: str
) -> None:
    """2024 and 2025 stand in the desk remark only, and not at all where the remark is not printed."""
    text = _plain(" ".join(reading_text(documents[audience, language])))
    remark = _plain(dossier.accord.remark.texts[language]) if dossier.accord.remark else ""
    assert (remark in text) == (audience in ("minister", "defence-staff", "analyst"))
    rest = text.replace(remark, "")
    assert "2024" not in rest and "2025" not in rest


def test_the_same_input_gives_the_same_bytes_elsewhere(desk: Workspace, tmp_path: Path) -> None:
    """Another folder, time zone, locale, hash seed and clock variable change no byte of the set."""
    surroundings = {
        **os.environ,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "77",
        "SOURCE_DATE_EPOCH": "1",
    }
    code = (
        "import sys\nfrom pathlib import Path\nfrom briefings.scaffold import make_workspace\n"
        "from briefings.workspace import Workspace\nfrom briefings.build.build import build_dossier\n"
        "root = Path(sys.argv[1]); make_workspace(root); build_dossier(Workspace(root), 'rwanda-2024')\n"
    )
    elsewhere = tmp_path / "elsewhere with spaces é"
    top = Path(__file__).resolve().parent.parent
    subprocess.run([sys.executable, "-c", code, str(elsewhere)], env=surroundings, cwd=top, check=True)
    assert _hashes(Workspace(elsewhere)) == _hashes(desk)


def _replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


RECORD, NOTE = "sources/rwanda-2024/accord.yaml", "sources/rwanda-2024/note.fr.md"
BREAKS: list[tuple[str, Callable[[Path], None], list[str], int, list[str]]] = [
    ("a changed word", _replaced(RECORD, "exact: formation des militaires", "exact: formation des officiers"), [], 3,
     [RECORD + ":", "quotation “formation des officiers” is not in source S1", "note.fr.md:", "formation des militaires"]),
    ("a missing source", lambda root: (root / NOTE).unlink(), [], 5, [NOTE, "not there", "S1"]),
    ("an unknown key", _replaced(RECORD, "  as_at:", "  asat:"), [], 3,
     [RECORD + ":", "unknown key “asat”", "did you mean “as_at”?"]),
    ("a repeated key", _replaced(RECORD, "  as_at: 2026-11-23", "  as_at: 2026-11-23\n  as_at: 2026-11-23"), [], 3,
     ["key “as_at” is given twice; the first is on line"]),
    ("an unknown country", _replaced(RECORD, "code: MA", "code: MAR"), [], 3, ["“MAR” is no country code", "MA?"]),
    ("an undefined name", _replaced("templates/minister.md.j2", '{% extends "base.md.j2" %}',
     '{% extends "base.md.j2" %}\n{% block closing %}{{ dossier.titel }}{% endblock %}'), [], 4,
     ["templates/minister.md.j2:", "there is no “titel” here: ", "did you mean “title”?"]),
    ("a syntax error", _replaced("templates/en/summary.md.j2", "{% if summary %}", "{% if summary"), [], 4,
     ["templates/en/summary.md.j2:"]),
    ("an unknown dossier", lambda root: None, ["rwanda-2042"], 2, ["there is no dossier “rwanda-2042”", "rwanda-2024"]),
    ("an unknown audience", lambda root: None, ["rwanda-2024", "-a", "ministre"], 2, ["no audience", "minister"]),
    ("an unknown language", lambda root: None, ["rwanda-2024", "-l", "de"], 2, ["no language “de”", "en, fr"]),
    ("an unknown format", lambda root: None, ["rwanda-2024", "-f", "doc"], 2, ["no format “doc”", "docx"]),
    ("a glyph no font has", _replaced(RECORD, "en: The accord covers joint exercises.", "en: The accord ⵣ covers."), [],
     6, [RECORD + ":", "U+2D63"]),
    ("a page limit", _replaced("templates/minister.md.j2", "limit: 2", "limit: 1"), [], 6,
     ["templates/minister.md.j2", "2 pages; its limit is 1"]),
    ("two kinds at once", lambda root: (_replaced(RECORD, "  as_at:", "  asat:")(root), (root / NOTE).unlink()), [], 5,
     ["unknown key “asat”", "not there"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "words", "code", "said"), BREAKS, ids=[case[0] for case in BREAKS])
def test_what_is_broken_is_told_and_changes_nothing(
    desk: Workspace,
    tmp_path: Path,
    name: str,
    change: Callable[[Path], None],
    words: list[str],
    code: int,
    said: list[str],
) -> None:
    """The message names the place and a way out, the exit code is the table's, and the earlier set stays."""
    subprocess.run(["cp", "-a", f"{desk.root}/.", str(tmp_path)], check=True)
    workspace = Workspace(tmp_path)
    before = _hashes(workspace)
    change(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "briefings", "-C", str(tmp_path), "build", *(words or ["rwanda-2024"])],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    assert run.returncode == code, run.stderr
    assert [text for text in said if text not in run.stderr] == []
    assert "Traceback" not in run.stderr and " at 0x" not in run.stderr and str(tmp_path) not in run.stderr
    assert _hashes(workspace) == before


def test_an_audience_of_the_desks_own_is_built_beside_the_others(tmp_path: Path) -> None:
    """``template new``, an edit and ``build --audience`` give four files; the other twenty stay as they were."""
    make_workspace(tmp_path)
    workspace = Workspace(tmp_path)
    build_dossier(workspace, "rwanda-2024")
    before = _hashes(workspace)
    command = [sys.executable, "-m", "briefings", "-C", str(tmp_path)]
    top = Path(__file__).resolve().parent.parent
    subprocess.run([*command, "template", "new", "ambassador", "--from", "minister"], cwd=top, check=True)
    template = tmp_path / "templates" / "ambassador.md.j2"
    words = "{% block closing %}{% if language == 'fr' %}À relire.{% else %}To be read.{% endif %}{% endblock %}\n"
    template.write_text(template.read_text(encoding="utf-8") + words, encoding="utf-8")
    subprocess.run([*command, "template", "check"], cwd=top, check=True)
    subprocess.run([*command, "build", "rwanda-2024", "--audience", "ambassador"], cwd=top, check=True)
    after = _hashes(workspace)
    fresh = {f"rwanda-2024.ambassador.{lang}.{end}" for lang in ("en", "fr") for end in ("docx", "pdf")}
    assert set(after) == set(before) | fresh
    assert {name: after[name] for name in before if name != "manifest.json"} == {
        name: digest for name, digest in before.items() if name != "manifest.json"
    }
    assert word_blocks(_file(workspace, "ambassador", "fr", "docx"))[-1 - _notes(workspace, "fr")] == "À relire."


def _notes(workspace: Workspace, language: str) -> int:
    """Return how many blocks of the ambassador's brief are notes."""
    blocks = word_blocks(_file(workspace, "ambassador", language, "docx"))
    return len(blocks) - 1 - blocks.index("À relire.")


def test_a_change_of_the_record_makes_carried_files_stale(tmp_path: Path) -> None:
    """A partial build names the files whose inputs have changed since they were built."""
    make_workspace(tmp_path)
    workspace = Workspace(tmp_path)
    choice = Choice(("minister", "press"), ("en",), ("docx",))
    build_dossier(workspace, "rwanda-2024", choice)
    assert build_dossier(workspace, "rwanda-2024", Choice(("minister",), ("en",), ("docx",))).stale == ()
    _replaced(RECORD, "en: Accords desk", "en: Accord desk")(tmp_path)
    result = build_dossier(workspace, "rwanda-2024", Choice(("minister",), ("en",), ("docx",)))
    assert result.stale == ("rwanda-2024.press.en.docx",)
