"""The comparison with other programs: its parts work, and the peers that are Python make files with the same words."""

from __future__ import annotations

import importlib
import sys
from functools import reduce
from pathlib import Path

import pytest

from benchmarks import tables
from benchmarks.contenders import OURS, PANDOC_TYPST, SET, Absent, Contender, Material, workspace
from benchmarks.inspection import folded, inspect, lacks, runs, share_of, text_of
from benchmarks.measure import PANDOC_EACH, Row, cold
from benchmarks.naive import pdf_file, read, word_file
from benchmarks.peers import MEASUREMENTS, Report, arguments, as_text, sections
from benchmarks.processes import Spent, Step, run_steps
from benchmarks.stages import IMPORTS, STAGES, Clock, profile
from benchmarks.word_template import context, fill, make_template
from briefings.build.build import Result
from briefings.workspace import Workspace
from tests.briefs.desks import AUDIENCES, EXAMPLE, REPOSITORY

BRIEFS = [f"{EXAMPLE}.{audience}.{language}" for audience in AUDIENCES for language in ("en", "fr")]
Built = tuple[Workspace, Result]


def _markdown(built: Built, brief: str) -> str:
    return (built[1].folder / f"{brief}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def naive(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the afternoon's script makes of two briefs."""
    folder = tmp_path_factory.mktemp("naive")
    for brief in (f"{EXAMPLE}.minister.en", f"{EXAMPLE}.defence-staff.fr"):
        blocks = read(_markdown(built, brief))
        (folder / f"{brief}.docx").write_bytes(word_file(blocks))
        (folder / f"{brief}.pdf").write_bytes(pdf_file(blocks))
    return folder


@pytest.mark.parametrize("brief", BRIEFS)
def test_our_own_files_hold_the_words_of_the_markdown(built: Built, brief: str) -> None:
    """The yardstick itself: every run of words of the Markdown stands in the Word file and in the PDF."""
    wanted = runs(_markdown(built, brief))
    found = {ending: share_of(wanted, text_of(built[1].folder / f"{brief}.{ending}")) for ending in ("docx", "pdf")}
    assert (len(wanted) > 200, found) == (True, {"docx": 1.0, "pdf": 1.0})


def test_the_naive_script_prints_the_same_words_and_less_around_them(built: Built, naive: Path) -> None:
    """Word and PDF of the script hold all words in order; what they lack is told from the files."""
    assert inspect(built[1].folder, naive) == {
        "files": 4,
        "words": 1.0,
        "lacks": {
            ".docx": ["native notes", "table headers", "page numbers", "language of quotations"],
            ".pdf": ["notes at the foot", "tags", "PDF/UA", "PDF/A", "facts inside"],
        },
    }


def test_our_files_lack_nothing_that_is_looked_for(built: Built) -> None:
    """What the comparison asks of a file, ours has."""
    brief = f"{EXAMPLE}.minister.en"
    files = [built[1].folder / f"{brief}.{ending}" for ending in ("docx", "pdf")]
    assert [lacks(file, _markdown(built, brief)) for file in files] == [[], []]


def test_docxtpl_prints_the_same_words(built: Built, tmp_path: Path) -> None:
    """The template made in the run takes headings, lists, tables and notes."""
    pytest.importorskip("docxtpl", reason="docxtpl is not installed: pip install -e '.[bench]'")
    brief = f"{EXAMPLE}.parliament.fr"
    make_template(tmp_path / "template.docx")
    fill(tmp_path / "template.docx", context(read(_markdown(built, brief))), tmp_path / f"{brief}.docx")
    assert share_of(runs(_markdown(built, brief)), text_of(tmp_path / f"{brief}.docx")) == 1.0


def test_a_lost_or_moved_word_is_seen() -> None:
    """A run counts as found only with all its words in their order; hyphens, case and line ends do not matter."""
    wanted = runs("# One two three\n\nfour **five** six[^1] seven eight nine\n\n[^1]: Ten eleven twelve.\n")
    assert wanted == ["onetwothree", "fourfivesix", "seveneightnine", "teneleventwelve"]
    assert share_of(wanted, "ONE two-\nthree 4 four five six 1 seven eight nine ten eleven twelve") == 1.0
    assert share_of(wanted, "one two three four six five seven eight ten eleven twelve") == 0.5
    assert share_of([], "anything") == 1.0


def test_folding_keeps_letters_and_digits_of_every_script() -> None:
    """Ligatures come apart, accents stay, signs go."""
    assert folded("L’oﬃce — Été 18\u00a0juin, co\u00adopération") == "lofficeété18juincoopération"


def test_a_peer_that_is_missing_fails_or_falls_short_is_a_row_and_no_crash(built: Built, tmp_path: Path) -> None:
    """Three ways to fail, each told in its row; the others are measured."""
    brief = f"{EXAMPLE}.minister.en"
    (tmp_path / "md").mkdir()
    (tmp_path / "md" / f"{brief}.md").write_text(_markdown(built, brief), encoding="utf-8")

    def absent(*_: object) -> list[Step]:
        raise Absent("no such program here")

    def python(words: str) -> list[Step]:
        return [Step((sys.executable, "-I", "-c", words))]

    contenders = (
        Contender("absent", "PDF", absent),
        Contender("failing", "PDF", lambda *_: python("raise SystemExit('out of paper')")),
        Contender("lazy", "PDF", lambda *_: python("pass")),
        Contender("copy", "Word", lambda _, __, output: _copied(built, brief, output)),
    )
    rows = cold(contenders, Material(tmp_path, (brief,)), [brief], 2, lambda _: None)
    assert [(row.name, row.missing) for row in rows] == [
        ("absent", "no such program here"),
        ("failing", f"{Path(sys.executable).name} ended with 1: out of paper"),
        ("lazy", "0 files were made instead of 1"),
        ("copy", ""),
    ]
    assert (rows[3].words, rows[3].lacks, len(rows[3].wall), rows[3].peak > 1) == (1.0, "", 2, True)
    assert not (tmp_path / "out").exists()


def _copied(built: Built, brief: str, output: Path) -> list[Step]:
    words = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"
    return [Step((sys.executable, "-I", "-c", words, str(built[1].folder / f"{brief}.docx"), str(output)))]


def test_a_borrowed_interpreter_is_taken_off() -> None:
    """Steps add up; the start of Python is taken off only where it stands in for another program."""
    step = Step((sys.executable, "-I", "-c", "pass"))
    start = Spent(wall=1000.0, cpu=1000.0, peak=0, together=0)
    own, borrowed = run_steps([step, step], start), run_steps([Step(step.command, borrowed=True)], start)
    assert (own.wall > 0, borrowed.wall, borrowed.cpu) == (True, 0.0, 0.0)
    assert own.together > own.peak > 1


def test_copies_of_the_dossier_pass_the_gate(tmp_path: Path) -> None:
    """The workspace that two workers share has dossiers with names of their own."""
    from briefings.dossiers import load_dossier

    home = Workspace(workspace(tmp_path, ["copy-1", "copy-2"]))
    assert home.dossier_ids() == ("copy-1", "copy-2")
    assert load_dossier(home, "copy-2").accord.id == "copy-2"


def test_every_stage_has_its_doors() -> None:
    """The functions by which the profile tells stages are there: one that is renamed would move its time unseen."""
    for door in (door for doors in STAGES.values() for door in doors):
        module, _, path = door.partition(":")
        assert callable(reduce(getattr, path.split("."), importlib.import_module(module))), door


def test_the_profile_counts_every_stage_once(tmp_path: Path) -> None:
    """Each stage takes some time in a cold process; what is not met is nothing."""
    stages, unmet = profile([str(workspace(tmp_path))])
    assert (unmet, [stage for stage in (*STAGES, IMPORTS) if stages[stage][0] <= 0]) == ([], [])
    assert (tmp_path / "output" / EXAMPLE / f"{EXAMPLE}.minister.en.pdf").is_file()


def test_a_stage_keeps_or_gives_up_what_it_calls() -> None:
    """Time inside counts for the inner stage, save below the self-check; imports always count as imports."""
    clock = Clock()
    seen: list[str] = []

    def look() -> None:
        seen.append(clock._open[-1])

    inner = clock.timed("parse", look)
    clock.timed("draw", inner)()
    clock.timed("attachments and self-check", inner)()
    clock.timed("attachments and self-check", clock.timed(IMPORTS, look))()
    look()
    assert seen == ["parse", "attachments and self-check", IMPORTS, "the rest"]


def _row(name: str, makes: str, *wall: float, missing: str = "") -> Row:
    return Row(name, makes, list(wall), list(wall), peak=60.0, words=1.0, missing=missing)


def test_targets_are_met_missed_or_not_measured() -> None:
    """Ratios are taken within a round, the median decides; a missing peer leaves its reason. Figures are invented."""
    report = Report(rounds=3, help=[0.05, 0.2, 0.06], skipped={"workers": "one core"})
    report.tables = {
        "set": [_row(OURS.name, "Word, PDF", 1, 2, 3), _row(PANDOC_TYPST.name, "Word, PDF", 4, 4, 4)],
        "brief": [_row(OURS.name, "Word, PDF", 1), _row(PANDOC_TYPST.name, "Word, PDF", missing="no pandoc")],
        "warm": [_row(tables.PAIR, "Word, PDF", 0.05), _row(tables.WORD, "Word", 0.02), _row(PANDOC_EACH, "Word", 0.1)],
    }
    assert [(each.measured, each.word) for each in report.verdicts] == [
        ("0.50 (0.25–0.75)", "missed"),
        ("no pandoc", "not measured"),
        ("60.0 MiB", "met"),
        ("20.0 (20.0–20.0)", "met"),
        ("", "not measured"),
        ("5.0 (5.0–5.0)", "missed"),
        ("0.060 (0.050–0.200) s", "met"),
        ("one core", "not measured"),
    ]
    made = sections(report)
    assert list(made) == ["peers", "warm", "targets"]
    assert (
        f"| {PANDOC_TYPST.name} | Word, PDF | 4.00 | 4.00 | 60 | 0.50 (0.25–0.75) | 0.50 | 100% | – |" in made["peers"]
    )
    assert f"| {PANDOC_TYPST.name} | Word, PDF | no pandoc |  |  |  |  |  |  |" in made["peers"]
    assert made["targets"].splitlines()[2].endswith("| ≤ 0.35 | 0.50 (0.25–0.75) | missed |")
    assert "not measured: workers: one core" in as_text(report)


def test_tables_stand_between_their_markers(tmp_path: Path) -> None:
    """Only the named places change, again and again to the same end; a file without one is refused."""
    page = tmp_path / "page.md"
    page.write_text(
        "a\n<!-- measured: peers -->\nold\n<!-- end -->\nb\n<!-- measured: warm -->\n<!-- end -->\n", "utf-8"
    )
    assert tables.rewrite(page, {"peers": "\\1 new", "stages": "none"}) == ["peers"]
    assert tables.rewrite(page, {"peers": "\\1 new"}) == ["peers"]
    assert page.read_text("utf-8") == (
        "a\n<!-- measured: peers -->\n\n\\1 new\n\n<!-- end -->\nb\n<!-- measured: warm -->\n<!-- end -->\n"
    )
    with pytest.raises(ValueError, match=r"^page\.md has no place for stages$"):
        tables.rewrite(page, {"stages": "x"})


@pytest.mark.parametrize(
    ("document", "names"),
    [("README.md", ["targets", "peers"]), ("docs/performance.md", ["targets", "peers", "warm", "stages"])],
)
def test_the_documents_have_places_for_the_figures(document: str, names: list[str]) -> None:
    """The command that refreshes the figures finds its places."""
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    assert [text.count(f"<!-- measured: {name} -->\n") for name in names] == [1] * len(names)
    assert text.count("<!-- end -->") == len(names)


def test_options_are_understood_and_nonsense_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is measured unless less is asked for; what is not understood ends with a word."""
    monkeypatch.chdir(tmp_path)
    plain = arguments([])
    assert (plain.rounds, tuple(plain.only), plain.write, plain.json, plain.markdown) == (
        5,
        MEASUREMENTS,
        [],
        False,
        False,
    )
    assert arguments(["--stages"]).only == ["stages"]
    assert arguments(["--only", "set", "help", "--rounds", "2"]).only == ["set", "help"]
    (tmp_path / "plain.md").write_text("no place", encoding="utf-8")
    wrong = (["--rounds", "0"], ["--only", "everything"], ["--json", "--markdown"])
    for words in (*wrong, ["--write", "absent.md"], ["--write", "plain.md"]):
        with pytest.raises(SystemExit) as left:
            arguments(words)
        assert left.value.code == 2
    told = capsys.readouterr().err
    assert "--rounds must be 1 or more" in told and "no such file: absent.md" in told
    assert "no place for tables in plain.md" in told


def test_every_contender_has_a_name_of_its_own() -> None:
    """Rows are told apart by name."""
    from benchmarks.contenders import ONE

    for contenders in (SET, ONE):
        assert len({contender.name for contender in contenders}) == len(contenders)
