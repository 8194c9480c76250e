"""``briefing attach`` with a Word report and the id of a dossier: its brief is built and follows as an annex."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.attaching.word import report_language
from briefings.errors import BriefingError, ExitCode
from tests.attaching.files import house_brief, house_report
from tests.attaching.word_files import Reading, paragraph, word_file
from tests.briefs.conftest import Command
from tests.briefs.desks import small_workspace

_BODY = paragraph("An invented report.")


def _report(language: str = "") -> bytes:
    """Return an invented report whose styles name a language, or none."""
    named = f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return word_file(_BODY, styles=named) if language else word_file(_BODY)


def _words(path: Path) -> str:
    reading = Reading(path.read_bytes())
    return "".join(node.text or "" for node in reading.body.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize(
    ("report", "options", "opening", "said"),
    [
        ("en-GB", ("-l", "fr"), "Annexe 1 – Un petit accord", "Faits essentiels"),
        ("fr-FR", ("-l", "en"), "Annex 1 – A small accord", "Key facts"),
        ("fr-FR", (), "Annexe 1 – Un petit accord", "Faits essentiels"),
        ("fr", (), "Annexe 1 – Un petit accord", "Faits essentiels"),
        ("en-US", (), "Annex 1 – A small accord", "Key facts"),
        ("", ("--language", "fr"), "Annexe 1 – Un petit accord", "Faits essentiels"),
        # Neither asked for nor named, or not a language of the dossier: its first.
        ("", (), "Annex 1 – A small accord", "Key facts"),
        ("es-ES", (), "Annex 1 – A small accord", "Key facts"),
    ],
)
def test_brief_and_heading_are_in_the_language_asked_for_or_the_reports(
    tmp_path: Path, briefing: Command, report: str, options: tuple[str, ...], opening: str, said: str
) -> None:
    """Only the Word file of that brief is built; the report stays as it is."""
    workspace = small_workspace(tmp_path)
    before = _report(report)
    (tmp_path / "report.docx").write_bytes(before)
    made = briefing("attach", "report.docx", "small", "--audience", "minister", *options, cwd=tmp_path)
    assert made.code == 0, made.err
    assert made.out.replace("\u00a0", " ").startswith(f"report-with-briefs.docx: {opening}")
    words = _words(tmp_path / "report-with-briefs.docx").replace("\u00a0", " ")
    assert opening in words and said in words and words.startswith("An invented report.")
    code = "fr" if "Annexe" in opening else "en"
    assert sorted(path.name for path in (workspace.output / "small").glob("*.*")) == [
        "manifest.json",
        f"small.minister.{code}.docx",
    ]
    assert (tmp_path / "report.docx").read_bytes() == before


def test_without_a_place_the_result_stands_beside_the_report(tmp_path: Path, briefing: Command) -> None:
    """For PDF too; what is there already is replaced by ``--force`` only."""
    home = tmp_path / "reports"
    home.mkdir()
    (home / "report.pdf").write_bytes(house_report())
    (tmp_path / "brief.pdf").write_bytes(house_brief())
    for force, code in (((), 0), ((), 7), (("--force",), 0)):
        assert briefing("attach", "reports/report.pdf", "brief.pdf", *force, cwd=tmp_path).code == code
    assert sorted(path.name for path in home.iterdir()) == ["report-with-briefs.pdf", "report.pdf"]


def test_a_report_that_cannot_be_read_is_told_by_its_name(tmp_path: Path, briefing: Command) -> None:
    """Before anything is built."""
    workspace = small_workspace(tmp_path)
    (tmp_path / "broken.docx").write_bytes(_report()[:200])
    made = briefing("attach", "broken.docx", "small", "-a", "press", cwd=tmp_path)
    assert (made.code, made.err.startswith("broken.docx: ")) == (5, True)
    assert not workspace.output.exists()
    with pytest.raises(BriefingError) as caught:
        report_language(b"PK\x03\x04", "broken.docx")
    assert caught.value.exit_code is ExitCode.SOURCE
