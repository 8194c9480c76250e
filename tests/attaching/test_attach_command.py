"""``briefing attach``: files are told apart, nothing is overwritten unasked, dossiers are built first, results are told."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from briefings.attaching import saving
from briefings.errors import BriefingError, ExitCode
from tests.attaching.files import edited, house_brief, house_report, signed, untagged
from tests.briefs.conftest import Command
from tests.briefs.desks import REPOSITORY, run_apart, set_bytes, small_workspace


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in no workspace with report.pdf and brief.pdf, and no validator."""
    monkeypatch.delenv("BRIEFING_VERAPDF", raising=False)
    (tmp_path / "report.pdf").write_bytes(house_report())
    (tmp_path / "brief.pdf").write_bytes(house_brief())
    return tmp_path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _attached(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(each.UF) for each in pdf.Root.AF]


def test_a_brief_is_embedded_and_the_report_stays(desk: Path, briefing: Command) -> None:
    """The result says what it still claims; a second run gives the same bytes."""
    made = briefing("attach", "report.pdf", "brief.pdf", "-o", "out.pdf", cwd=desk)
    assert (made.code, made.err) == (0, "")
    assert made.out == "out.pdf: brief.pdf; PDF/A-3a and PDF/UA-1: claim kept, not validated\n"
    assert _attached(desk / "out.pdf") == ["brief.pdf"]
    assert (desk / "report.pdf").read_bytes() == house_report()
    again = briefing("attach", "report.pdf", "brief.pdf", "-o", "again.pdf", cwd=desk)
    assert again.code == 0
    assert (desk / "again.pdf").read_bytes() == (desk / "out.pdf").read_bytes()
    assert _names(desk) == ["again.pdf", "brief.pdf", "out.pdf", "report.pdf"]


def test_pages_are_appended_on_request(desk: Path, briefing: Command) -> None:
    """With the words of the language asked for; as JSON too."""
    made = briefing("attach", "report.pdf", "brief.pdf", "--append", "-l", "fr", "-o", "o.pdf", "--json", cwd=desk)
    assert (made.code, made.err) == (0, "")
    assert json.loads(made.out) == {
        "file": "o.pdf",
        "backup": None,
        "attached": ["Annexe 1\u00a0– Invented brief"],
        "claims": ["PDF/A-3a", "PDF/UA-1"],
        "dropped": [],
        "validated": False,
        "remarks": [],
    }
    with pikepdf.open(desk / "o.pdf") as pdf:
        assert len(pdf.pages) == 7


def test_what_was_removed_is_told_on_standard_error(desk: Path, briefing: Command) -> None:
    """And not with --quiet; no claim is said to be none."""
    hostile = edited(untagged(), lambda pdf: setattr(pdf.Root, "AA", pikepdf.Dictionary(WC=pikepdf.Dictionary())))
    (desk / "report.pdf").write_bytes(hostile)
    made = briefing("attach", "report.pdf", "brief.pdf", "-o", "out.pdf", cwd=desk)
    assert (made.out, made.err) == (
        "out.pdf: brief.pdf; no claim\n",
        "remark: report.pdf: removed 1 triggered action\n",
    )
    made = briefing("attach", "report.pdf", "brief.pdf", "-o", "quiet.pdf", "-q", cwd=desk)
    assert (made.code, made.out, made.err) == (0, "", "")


def test_in_place_keeps_the_report_of_before(desk: Path, briefing: Command) -> None:
    """Backups are numbered; the mode of the file stays, and a link stays a link."""
    (desk / "report.pdf").chmod(0o640)
    made = briefing("attach", "report.pdf", "brief.pdf", "--in-place", cwd=desk)
    assert made.out.endswith("the report as it was is now report.pdf.bak\n")
    once = (desk / "report.pdf").read_bytes()
    assert (desk / "report.pdf.bak").read_bytes() == house_report()
    (desk / "link.pdf").symlink_to("report.pdf")
    made = briefing("attach", "link.pdf", "brief.pdf", "--in-place", "--json", cwd=desk)
    assert json.loads(made.out)["backup"] == "report.pdf.bak2"
    assert ((desk / "report.pdf.bak2").read_bytes(), (desk / "link.pdf").is_symlink()) == (once, True)
    assert _attached(desk / "report.pdf") == ["brief.pdf", "brief-2.pdf"]
    assert stat.S_IMODE((desk / "report.pdf").stat().st_mode) == 0o640
    assert _names(desk) == ["brief.pdf", "link.pdf", "report.pdf", "report.pdf.bak", "report.pdf.bak2"]


@pytest.mark.parametrize(
    "out", ["report.pdf", "./report.pdf", "hard.pdf", "soft.pdf", "brief.pdf", "folder/../brief.pdf"]
)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_no_input_is_overwritten(desk: Path, briefing: Command, out: str, force: tuple[str, ...]) -> None:
    """By no other name and not with --force: exit 2, and nothing is there that was not."""
    (desk / "folder").mkdir()
    os.link(desk / "report.pdf", desk / "hard.pdf")
    (desk / "soft.pdf").symlink_to("report.pdf")
    before = _names(desk)
    made = briefing("attach", "report.pdf", "brief.pdf", "-o", out, *force, cwd=desk)
    assert made.code == 2
    assert "the result would overwrite a file that it is made from" in made.err
    assert (desk / "report.pdf").read_bytes() == house_report()
    assert (desk / "brief.pdf").read_bytes() == house_brief()
    assert _names(desk) == before


def test_an_existing_file_is_replaced_only_by_force(desk: Path, briefing: Command) -> None:
    """Exit 7 otherwise; a folder or a link is never replaced."""
    (desk / "out.pdf").write_bytes(b"invented")
    made = briefing("attach", "report.pdf", "brief.pdf", "-o", "out.pdf", cwd=desk)
    assert (made.code, made.err) == (
        7,
        "out.pdf: the file is there already\n  hint: choose another name, or replace it with --force\n",
    )
    assert (desk / "out.pdf").read_bytes() == b"invented"
    assert briefing("attach", "report.pdf", "brief.pdf", "-o", "out.pdf", "--force", cwd=desk).code == 0
    assert _attached(desk / "out.pdf") == ["brief.pdf"]
    (desk / "folder").mkdir()
    (desk / "away.pdf").symlink_to("out.pdf")
    for name in ("folder", "away.pdf", "missing/out.pdf"):
        assert briefing("attach", "report.pdf", "brief.pdf", "-o", name, "--force", cwd=desk).code == 7
    assert _names(desk) == ["away.pdf", "brief.pdf", "folder", "out.pdf", "report.pdf"]


def test_a_file_that_comes_to_be_there_meanwhile_stays(tmp_path: Path) -> None:
    """The name is taken in one step that fails where it is taken."""
    out = tmp_path / "out.pdf"
    out.write_bytes(b"invented")
    with pytest.raises(BriefingError, match="there already"):
        saving.write_new(out, b"new", force=False)
    assert (out.read_bytes(), _names(tmp_path)) == (b"invented", ["out.pdf"])


def test_a_report_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Somebody else's work would be lost otherwise: exit 7, and no backup of what is not replaced."""
    report = tmp_path / "report.pdf"
    report.write_bytes(b"changed by somebody")
    with pytest.raises(BriefingError, match="was changed while") as caught:
        saving.write_in_place(report, b"as it was read", b"new")
    assert caught.value.exit_code is ExitCode.OUTPUT
    assert (report.read_bytes(), _names(tmp_path)) == (b"changed by somebody", ["report.pdf"])


def test_a_report_that_cannot_be_replaced_leaves_no_backup(tmp_path: Path) -> None:
    """Room for the backup and none for the result, which is larger: exit 7, the folder is as before."""
    (tmp_path / "report.pdf").write_bytes(house_report())
    (tmp_path / "brief.pdf").write_bytes(house_brief())
    done = _with_little_room(tmp_path, len(house_report()) + 500, "--in-place")
    assert (done.returncode, "could not be written" in done.stderr) == (7, True), done.stderr
    assert _names(tmp_path) == ["brief.pdf", "report.pdf"]
    assert (tmp_path / "report.pdf").read_bytes() == house_report()


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for it, in a process of its own: exit 7, report and folder as before."""
    (tmp_path / "report.pdf").write_bytes(house_report())
    (tmp_path / "brief.pdf").write_bytes(house_brief())
    for target in (("-o", "out.pdf"), ("--in-place",)):
        done = _with_little_room(tmp_path, 9000, *target)
        assert (done.returncode, "could not be written" in done.stderr) == (7, True), done.stderr
        assert "Traceback" not in done.stderr
        assert _names(tmp_path) == ["brief.pdf", "report.pdf"]
        assert (tmp_path / "report.pdf").read_bytes() == house_report()


def _with_little_room(folder: Path, most: int, *target: str) -> subprocess.CompletedProcess[str]:
    """Attach in a process that can write no file of more than ``most`` bytes."""
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "from briefings import cli\n"
        "cli.main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, "attach", "report.pdf", "brief.pdf", *target],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "BRIEFING_VERAPDF": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("report.pdf", "brief.pdf", "-o", "o.pdf", "--in-place"), 2, "say where the result goes"),
        (("report.pdf", "-o", "o.pdf"), 2, "Missing argument"),
        (("report.pdf", "missing.pdf", "-o", "o.pdf"), 5, "missing.pdf: the file is not there"),
        (("missing.pdf", "brief.pdf", "-o", "o.pdf"), 5, "missing.pdf: the file is not there"),
        (("notes.txt", "brief.pdf", "-o", "o.pdf"), 5, "neither a PDF nor a Word file"),
        (("report.pdf", "word.docx", "-o", "o.pdf"), 2, "this is a Word file, and the report is a PDF"),
        (("report.pdf", "disguised.pdf", "-o", "o.pdf"), 2, "attach the brief’s .pdf file"),
        (("word.docx", "brief.pdf", "-o", "o.docx"), 2, "this is a PDF, and the report is a Word file"),
        (("word.docx", "word.docx", "-o", "o.docx", "--drop-claim"), 2, "Word files claim nothing"),
        (("report.pdf", "folder.pdf", "-o", "o.pdf"), 5, "no regular file"),
        (("report.pdf", "empty.pdf", "-o", "o.pdf"), 5, "neither a PDF nor a Word file"),
        (("signed.pdf", "brief.pdf", "-o", "o.pdf"), 2, "attach the signed file to the other one instead"),
        (("report.pdf", "brief.pdf", "-o", "o.pdf", "-l", "de"), 2, "'de' is not one of"),
        (("report.pdf", "rwanda-2024", "-o", "o.pdf"), 2, "this folder is in no workspace"),
    ],
)
def test_what_is_wrong_is_told(desk: Path, briefing: Command, words: tuple[str, ...], code: int, told: str) -> None:
    """With the exit code of the table, and nothing is written."""
    (desk / "notes.txt").write_text("Invented notes.")
    (desk / "word.docx").write_bytes(b"PK\x03\x04")
    (desk / "disguised.pdf").write_bytes(b"PK\x03\x04")
    (desk / "empty.pdf").write_bytes(b"")
    (desk / "folder.pdf").mkdir()
    (desk / "signed.pdf").write_bytes(signed(untagged()))
    before = _names(desk)
    made = briefing("attach", *words, cwd=desk)
    assert (made.code, told in made.err, made.out) == (code, True, ""), made.err
    assert _names(desk) == before
    assert str(desk) not in made.err


def test_all_files_that_cannot_be_read_are_told_at_once(desk: Path, briefing: Command) -> None:
    """Missing, of another kind, of no kind: exit 2 is that of the earliest stage."""
    (desk / "word.docx").write_bytes(b"PK\x03\x04")
    made = briefing("attach", "report.pdf", "gone.pdf", "word.docx", "brief.pdf", "-o", "o.pdf", cwd=desk)
    assert made.code == 2
    assert made.err == (
        "gone.pdf: the file is not there\n  hint: check its name\n"
        "word.docx: this is a Word file, and the report is a PDF\n  hint: attach the brief’s .pdf file\n"
        "2 problems; nothing was built or changed\n"
    )


def test_a_dossier_is_built_first(tmp_path: Path, briefing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the report's language where the dossier has it, for the audience asked for; files may stand beside it."""
    monkeypatch.delenv("BRIEFING_VERAPDF", raising=False)
    workspace = small_workspace(tmp_path)
    french = edited(house_report(), lambda pdf: setattr(pdf.Root, "Lang", pikepdf.String("fr-CA")))
    (tmp_path / "report.pdf").write_bytes(french)
    (tmp_path / "brief.pdf").write_bytes(untagged())
    made = briefing("attach", "report.pdf", "brief.pdf", "small", "-a", "press", "-o", "out.pdf", cwd=tmp_path)
    assert made.code == 0, made.err
    assert _attached(tmp_path / "out.pdf") == ["brief.pdf", "small.press.fr.pdf"]
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        built = set_bytes(workspace, "small")
        assert sorted(built) == ["manifest.json", "small.press.fr.pdf"]
        assert pdf.Root.AF[1].EF.F.read_bytes() == built["small.press.fr.pdf"]
    # Nothing has changed since, so nothing is built; the brief is attached all the same.
    made = briefing("attach", "report.pdf", "brief.pdf", "small", "-a", "press", "-o", "again.pdf", cwd=tmp_path)
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "out.pdf").read_bytes()
    made = briefing(
        "attach", "report.pdf", "small", "-a", "press", "-l", "en", "--append", "-o", "en.pdf", cwd=tmp_path
    )
    assert made.out.startswith("en.pdf: Annex 1\u00a0– A small accord")
    assert made.out.endswith("PDF/A-3a and PDF/UA-1: claim kept, not validated\n")
    made = briefing("attach", "report.pdf", "small", "-o", "none.pdf", cwd=tmp_path)
    assert (made.code, "choose one with --audience: analyst, defence-staff, minister" in made.err) == (2, True)
    made = briefing("attach", "report.pdf", "smal", "-a", "press", "-o", "none.pdf", cwd=tmp_path)
    assert (made.code, "did you mean “small”?" in made.err) == (2, True)
    made = briefing("attach", "report.pdf", "small", "-a", "pres", "-o", "none.pdf", cwd=tmp_path)
    assert (made.code, "did you mean “press”?" in made.err) == (2, True)
    assert not (tmp_path / "none.pdf").exists()


def test_a_file_named_like_a_dossier_is_the_file(tmp_path: Path, briefing: Command) -> None:
    """What is there is meant."""
    small_workspace(tmp_path)
    (tmp_path / "report.pdf").write_bytes(untagged())
    (tmp_path / "small").write_bytes(untagged())
    made = briefing("attach", "report.pdf", "small", "-o", "out.pdf", cwd=tmp_path)
    assert (made.code, made.out) == (0, "out.pdf: small; no claim\n")
    assert not (tmp_path / "output").exists()


def _validator(folder: Path, script: str) -> str:
    path = folder / "validator"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for a validator is a shell script")
@pytest.mark.parametrize(
    ("script", "code", "out", "err"),
    [
        ('echo "PASS $1 $2"', 0, "PDF/A-3a and PDF/UA-1: validated\n", ""),
        ("exit 2", 0, "claim kept, not validated (the validator could not check it)\n", ""),
        ('echo "ERROR $1 $2 null"; exit 1', 0, "not validated (the validator could not check it)\n", ""),
        (
            'echo "FAIL ua1 $2"; echo "   7.1-3 x2  Content is marked  @ root"; exit 1',
            6,
            "",
            "report.pdf: the report itself is not what it claims to be: PDF/A-3a and PDF/UA-1; 7.1-3 Content is marked\n",
        ),
        (
            'if grep -q Supplement "$2"; then echo "FAIL 3a $2"; echo "  6.8-1 x1  Files  @ x"; exit 1; fi',
            6,
            "",
            "report.pdf: the result would not be what it claims to be: PDF/A-3a and PDF/UA-1; 6.8-1 Files\n",
        ),
    ],
)
def test_a_validator_decides(
    desk: Path, briefing: Command, monkeypatch: pytest.MonkeyPatch, script: str, code: int, out: str, err: str
) -> None:
    """Passed is said; a result that fails is not written, exit 6, and it is said whose fault it is.

    The validator is a script that stands for one; the true one is tried in test_attach_conformance.
    """
    monkeypatch.setenv("BRIEFING_VERAPDF", _validator(desk, script))
    made = briefing("attach", "report.pdf", "brief.pdf", "-o", "out.pdf", cwd=desk)
    assert (made.code, made.out.endswith(out), made.err.startswith(err)) == (code, True, True), made
    assert (desk / "out.pdf").exists() is (code == 0)


def test_a_validator_that_is_not_there_is_told(desk: Path, briefing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim is kept, and not validated."""
    monkeypatch.setenv("BRIEFING_VERAPDF", "no-such-validator")
    made = briefing("attach", "report.pdf", "brief.pdf", "-o", "out.pdf", cwd=desk)
    assert (made.code, "not validated (the validator could not run)" in made.out) == (0, True)


def test_help_and_start_load_no_library(tmp_path: Path) -> None:
    """``attach --help`` loads neither pikepdf nor ReportLab nor python-docx."""
    code = (
        "import sys; sys.argv = ['briefing', 'attach', '--help']\n"
        "from briefings import cli\n"
        "try: cli.main()\n"
        "finally: print([m for m in ('pikepdf', 'reportlab', 'docx') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Nothing but the result is printed, in any locale; warnings of libraries stay away."""
    (tmp_path / "report.pdf").write_bytes(house_report())
    widget = pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=pikepdf.Array([0, 0, 9, 9]))
    orphan = edited(untagged(), lambda pdf: setattr(pdf.pages[0].obj, "Annots", pikepdf.Array([widget])))
    (tmp_path / "brief.pdf").write_bytes(orphan)
    words = ("attach", "report.pdf", "brief.pdf", "--append", "--drop-claim", "-o", "out.pdf", "-q")
    made = run_apart(*words, cwd=tmp_path, env={"LC_ALL": "C", "TZ": "Asia/Tokyo", "BRIEFING_VERAPDF": ""})
    assert (made.code, made.out, made.err) == (0, "", "")
    with pikepdf.open(BytesIO((tmp_path / "out.pdf").read_bytes())) as pdf:
        assert len(pdf.pages) == 6
