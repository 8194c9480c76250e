"""Annexes of a dossier: printed alike in every format, carried in each PDF, saved beside the briefs, and proved."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from briefings.build.build import Choice, Result, build_dossier
from briefings.build.verification import Outcome
from briefings.build.verify import read_carried, verify_file
from briefings.errors import BriefingError, ExitCode
from briefings.readers.pdf_attachments import read_attachments
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import EXAMPLE, example_workspace, own_templates, set_bytes, write_template
from tests.pdf_reading import pdf_blocks
from tests.records.annex_files import DESCRIBED, HOSTILE, pdf
from tests.word_reading import word_blocks

VALIDATOR = os.environ.get("BRIEFING_VERAPDF", "")
TEXT, SECOND = "text-of-the-accord.pdf", "second.pdf"
PRESS, MINISTER = "rwanda-2024.press.{}.{}", "rwanda-2024.minister.{}.{}"
#: What the briefs print: the first annex is public, the second internal.
ONE = {"en": "Attached: Text of the accord (text-of-the-accord.pdf, 1 page).",
       "fr": "Pièce jointe : Texte de l’accord (text-of-the-accord.pdf, 1 page)."}  # fmt: skip
TWO = {"en": "Attached: Text of the accord (text-of-the-accord.pdf, 1 page); Second file (second.pdf, 3 pages).",
       "fr": "Pièces jointes : Texte de l’accord (text-of-the-accord.pdf, 1 page) ; Second file (second.pdf, 3 pages)."}  # fmt: skip


def with_annexes(folder: Path, annexes: str = DESCRIBED) -> Workspace:
    """Return a workspace with the example, to which two invented files are attached."""
    workspace = example_workspace(folder)
    home = workspace.sources / EXAMPLE
    (home / TEXT).write_bytes(pdf(1))
    (home / SECOND).write_bytes(pdf(3))
    record = home / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8") + annexes, encoding="utf-8")
    return workspace


@pytest.fixture(scope="module")
def attached(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Result]:
    """Return the example with its annexes, built for press and minister; tests only read it."""
    workspace = with_annexes(tmp_path_factory.mktemp("attached"))
    return workspace, build_dossier(workspace, EXAMPLE, Choice(("press", "minister"), (), ("docx", "pdf", "md")))


def spaced(text: str) -> str:
    """Return the text with its no-break spaces as plain ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("name", "expected"), [(PRESS, ONE), (MINISTER, TWO)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_word_pdf_and_markdown_name_what_is_attached(
    attached: tuple[Workspace, Result], name: str, expected: dict[str, str], language: str
) -> None:
    """The same line with title, file and pages, once; what is marked too high is not named at all."""
    files = set_bytes(attached[0], EXAMPLE)
    word = word_blocks(files[name.format(language, "docx")])
    drawn = pdf_blocks(files[name.format(language, "pdf")])
    assert [spaced(block) for block in word if ".pdf" in block] == [expected[language]]
    assert [spaced(block) for block in drawn if ".pdf" in block] == [expected[language]]
    assert word == drawn
    markdown = files[name.format(language, "md")].decode("utf-8")
    assert markdown.count(TEXT) == 1


def test_each_pdf_carries_the_annexes_that_its_reader_may_have(attached: tuple[Workspace, Result]) -> None:
    """Name, media type, relation and description; the bytes are the desk's."""
    files = set_bytes(attached[0], EXAMPLE)
    press = files[PRESS.format("fr", "pdf")]
    assert list(read_attachments(press, "p")) == ["accord.yaml", "provenance.json", TEXT]
    minister = read_attachments(files[MINISTER.format("en", "pdf")], "m")
    assert (minister[TEXT], minister[SECOND]) == (pdf(1), pdf(3))
    with pikepdf.open(BytesIO(press)) as opened:
        specification = next(each for each in opened.Root.AF if str(each.UF) == TEXT)
        assert str(specification.Desc) == "Texte de l’accord"
        assert specification.AFRelationship == "/Supplement"
        assert specification.EF.F.Subtype == "/application/pdf"


def test_nothing_of_a_withheld_annex_is_in_a_file_of_its_audience(attached: tuple[Workspace, Result]) -> None:
    """Neither its name nor its hash nor its title; the desk is told how many were left out."""
    workspace, result = attached
    files = set_bytes(workspace, EXAMPLE)
    carried = read_attachments(files[PRESS.format("en", "pdf")], "p")
    whole = b"".join(carried.values())
    for secret in (SECOND, "Second file", sha256(pdf(3)).hexdigest()):
        assert secret.encode() not in whole
    assert "press: annexes marked above public and left out: 1" in result.remarks
    assert [entry.marking for entry in result.written if entry.audience == "press"] == ["public"] * 6


def test_an_annex_raises_the_marking_of_the_brief(tmp_path: Path) -> None:
    """A brief is marked like the highest of what goes with it."""
    annexes = "\nannexes:\n  - {file: second.pdf, title: A, marking: restricted}\n"
    before = build_dossier(example_workspace(tmp_path / "a"), EXAMPLE, Choice(("minister",), ("en",), ("docx",)))
    after = build_dossier(with_annexes(tmp_path / "b", annexes), EXAMPLE, Choice(("minister",), ("en",), ("docx",)))
    assert [before.written[0].marking, after.written[0].marking] == ["internal", "restricted"]


def test_the_annexes_lie_beside_the_briefs_and_in_the_manifest(attached: tuple[Workspace, Result]) -> None:
    """The line is true of a Word file too: what it names is in the same folder."""
    files = set_bytes(attached[0], EXAMPLE)
    manifest = json.loads(files["manifest.json"])
    assert (files[TEXT], files[SECOND]) == (pdf(1), pdf(3))
    assert manifest["annexes"] == [
        {"file": SECOND, "sha256": sha256(pdf(3)).hexdigest(), "bytes": len(pdf(3)), "pages": 3, "marking": "internal"},
        {"file": TEXT, "sha256": sha256(pdf(1)).hexdigest(), "bytes": len(pdf(1)), "pages": 1, "marking": "public"},
    ]
    rows = {row["file"]: row for row in manifest["files"]}
    assert rows[PRESS.format("en", "docx")]["annexes"] == [TEXT]
    assert rows[PRESS.format("en", "docx")]["built_from"][f"sources/{EXAMPLE}/{TEXT}"] == sha256(pdf(1)).hexdigest()


def test_a_set_holds_no_annex_that_no_brief_of_it_names(tmp_path: Path) -> None:
    """A set for the press alone has no internal file in it."""
    workspace = with_annexes(tmp_path)
    build_dossier(workspace, EXAMPLE, Choice(("press",), ("en",), ("docx",)))
    assert set(set_bytes(workspace, EXAMPLE)) == {PRESS.format("en", "docx"), TEXT, "manifest.json"}


def test_annexes_of_carried_briefs_are_carried_and_their_change_makes_them_stale(tmp_path: Path) -> None:
    """A later build of another audience keeps what the earlier briefs name."""
    workspace = with_annexes(tmp_path)
    build_dossier(workspace, EXAMPLE, Choice(("minister",), ("en",), ("docx",)))
    record = workspace.sources / EXAMPLE / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8").split("\nannexes:")[0] + "\n", encoding="utf-8")
    (workspace.sources / EXAMPLE / TEXT).write_bytes(pdf(2))
    result = build_dossier(workspace, EXAMPLE, Choice(("press",), ("en",), ("docx",)))
    files = set_bytes(workspace, EXAMPLE)
    assert (files[TEXT], files[SECOND]) == (pdf(1), pdf(3))
    assert [row["file"] for row in json.loads(files["manifest.json"])["annexes"]] == [SECOND, TEXT]
    assert result.stale == (MINISTER.format("en", "docx"),)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [PRESS, MINISTER])
def test_a_brief_with_annexes_proves_itself(attached: tuple[Workspace, Result], name: str, language: str) -> None:
    """The rebuilt file is the same, byte for byte, annexes included."""
    workspace, _ = attached
    path = workspace.output / EXAMPLE / name.format(language, "pdf")
    told = verify_file(*read_carried(path, path.name), workspace)
    assert {step.outcome for step in told.steps} == {Outcome.DONE}
    assert f"annex {TEXT}" in [step.name for step in told.steps]
    assert told.exit_code is ExitCode.DONE


def test_a_changed_annex_is_found(attached: tuple[Workspace, Result]) -> None:
    """An annex exchanged inside the file, or taken out of it, fails: exit 12."""
    workspace, _ = attached
    path = workspace.output / EXAMPLE / PRESS.format("en", "pdf")
    data, carried = read_carried(path, path.name)
    for files in ({**carried, TEXT: pdf(2)}, {name: file for name, file in carried.items() if name != TEXT}):
        told = verify_file(data, files, workspace)
        outcomes = {step.name: step.outcome for step in told.steps}
        assert (outcomes[f"annex {TEXT}"], outcomes["rebuilt"]) == (Outcome.FAILED, Outcome.NOT_POSSIBLE)
        assert told.exit_code is ExitCode.DIFFERS


def test_an_audience_whose_files_carry_no_dossier_carries_the_annexes_all_the_same(tmp_path: Path) -> None:
    """``embed: none`` is about the record."""
    workspace = with_annexes(tmp_path)
    front = own_templates(workspace) / "press.md.j2"
    front.write_text(front.read_text(encoding="utf-8").replace("embed: used", "embed: none"), encoding="utf-8")
    build_dossier(workspace, EXAMPLE, Choice(("press",), ("en",), ("pdf",)))
    data = set_bytes(workspace, EXAMPLE)[PRESS.format("en", "pdf")]
    assert read_attachments(data, "p") == {TEXT: pdf(1)}


def test_an_audience_may_place_and_word_the_section_itself(tmp_path: Path) -> None:
    """Named among the sections it stands there, in full form with a heading, and not twice."""
    workspace = with_annexes(tmp_path)
    front = (
        "---\ntitle: {en: Note, fr: Note}\ndescription: {en: A., fr: A.}\nmarking: internal\ntarget: 1\n"
        'sections: [annexes: {form: full}, gaps]\n---\n{% extends "base.md.j2" %}\n'
    )
    write_template(workspace, "own.md.j2", front)
    build_dossier(workspace, EXAMPLE, Choice(("own",), (), ("docx",)))
    files = set_bytes(workspace, EXAMPLE)
    blocks = {
        language: [spaced(b) for b in word_blocks(files[f"{EXAMPLE}.own.{language}.docx"])] for language in ("en", "fr")
    }
    assert blocks["en"][2:5] == [
        "Attached documents",
        "Text of the accord (text-of-the-accord.pdf, 1 page)",
        "Second file (second.pdf, 3 pages)",
    ]
    assert blocks["fr"][2] == "Pièces jointes"
    assert sum(TEXT in block for block in blocks["en"]) == 1


def test_the_same_annexes_give_the_same_bytes(attached: tuple[Workspace, Result], tmp_path: Path) -> None:
    """In another folder, too."""
    workspace = with_annexes(tmp_path)
    build_dossier(workspace, EXAMPLE, Choice(("press", "minister"), (), ("docx", "pdf", "md")))
    assert set_bytes(workspace, EXAMPLE) == set_bytes(attached[0], EXAMPLE)


def test_a_section_for_annexes_prints_nothing_where_there_are_none(tmp_path: Path) -> None:
    """And nothing about annexes stands in the manifest or the record inside."""
    workspace = example_workspace(tmp_path)
    result = build_dossier(workspace, EXAMPLE, Choice(("press",), ("en",), ("pdf",)))
    files = set_bytes(workspace, EXAMPLE)
    assert b"annexes" not in files["manifest.json"]
    carried = read_attachments(files[PRESS.format("en", "pdf")], "p")
    assert b"annexes" not in b"".join(carried.values())
    assert [remark for remark in result.remarks if "annex" in remark] == []


def test_a_dossier_without_annexes_loads_no_reader_of_them() -> None:
    """Loading a dossier of text alone imports no PDF library."""
    code = (
        "import sys; from briefings.dossiers import load_dossier; from briefings.workspace import Workspace;"
        "from pathlib import Path; load_dossier(Workspace(Path.cwd()), 'rwanda-2024'); print('pikepdf' in sys.modules)"
    )
    repository = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_commands_tell_and_refuse(tmp_path: Path, briefing: Command) -> None:
    """``show`` lists annexes; ``check`` names the line of a hostile one and keeps the set."""
    workspace = with_annexes(tmp_path)
    shown = briefing("show", EXAMPLE, "--json", cwd=workspace.root)
    assert json.loads(shown.out)["annexes"] == [
        {"file": TEXT, "marking": "public", "title": "Text of the accord"},
        {"file": SECOND, "marking": "internal", "title": "Second file"},
    ]
    assert "Second file" in briefing("show", EXAMPLE, cwd=workspace.root).out
    (workspace.sources / EXAMPLE / SECOND).write_bytes(HOSTILE["launch"][0])
    checked = briefing("check", EXAMPLE, cwd=workspace.root)
    assert checked.code == ExitCode.DOSSIER
    assert "annex “second.pdf” holds an action that starts a program" in checked.err


def test_a_hostile_annex_leaves_the_earlier_set_as_it_was(tmp_path: Path) -> None:
    """All or nothing."""
    workspace = with_annexes(tmp_path)
    choice = Choice(("press",), ("en",), ("docx",))
    build_dossier(workspace, EXAMPLE, choice)
    before = set_bytes(workspace, EXAMPLE)
    (workspace.sources / EXAMPLE / TEXT).write_bytes(HOSTILE["xfa"][0])
    with pytest.raises(BriefingError):
        build_dossier(workspace, EXAMPLE, choice)
    assert set_bytes(workspace, EXAMPLE) == before


@pytest.mark.skipif(not VALIDATOR, reason="BRIEFING_VERAPDF does not name the veraPDF command")
def test_briefs_with_annexes_conform(attached: tuple[Workspace, Result]) -> None:
    """PDF/UA-1 and PDF/A-3a."""
    files = sorted((attached[0].output / EXAMPLE).glob("rwanda-2024.*.pdf"))
    command = [*shlex.split(VALIDATOR), "ua1,3a", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("PASS")) == (0, 2 * len(files)), done.stdout
