"""veraPDF finds results sound where they claim to be. Runs where BRIEFING_VERAPDF names the command."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.attaching.files import attach, claiming, edited, house_brief, house_report, typst_report, untagged
from tests.attaching.reading import without_access

_COMMAND = os.environ.get("BRIEFING_VERAPDF", "")
pytestmark = pytest.mark.skipif(not _COMMAND, reason="BRIEFING_VERAPDF does not name the veraPDF command")


def _verdict(flavours: str, folder: Path, files: dict[str, bytes]) -> tuple[int, str]:
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name}.pdf")
        paths[-1].write_bytes(data)
    done = subprocess.run([_COMMAND, flavours, *map(str, paths)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_results_are_what_they_claim_to_be(tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-3a: embedded (any file), appended once, twice, in French, and both one after the other."""
    appended = attach(house_report(), house_brief(), house_brief("fr-FR"), append=True)
    files = {
        "embedded": attach(house_report(), house_brief(), untagged()).data,
        "appended": appended.data,
        "appended-again": attach(appended.data, house_brief(), append=True, language="fr").data,
        "both": attach(appended.data, house_brief()).data,
        "plain": attach(house_report(), house_brief(files=False), append=True).data,
    }
    code, told = _verdict("ua1,3a", tmp_path, files)
    assert (code, told.count("PASS")) == (0, 2 * len(files)), told


def test_foreign_reports_stay_what_they_claim_to_be(tmp_path: Path) -> None:
    """Those of typst, PDF/A-2a and PDF/UA-1, and its PDF/A-3a as an annex of ours."""
    brief = typst_report("a-3a")
    code, told = _verdict("3a", tmp_path, {
        "foreign-annex": attach(edited(house_report(), without_access), brief, append=True).data,
        "foreign-embedded": attach(brief, house_brief()).data,
        "foreign-report": attach(brief, house_brief(), append=True).data,
    })  # fmt: skip
    assert (code, told.count("PASS")) == (0, 3), told
    made = attach(typst_report("a-2a"), house_brief(), append=True)
    assert made.claims == ("PDF/A-2a",)
    code, told = _verdict("2a", tmp_path, {
        "annex-without-its-files": made.data,
        "file-of-part-2": attach(typst_report("a-2a"), typst_report("a-2b")).data,
    })  # fmt: skip
    assert (code, told.count("PASS")) == (0, 2), told
    code, told = _verdict(
        "ua1", tmp_path, {"accessible": attach(typst_report("ua-1"), house_brief(), append=True).data}
    )
    assert (code, told.count("PASS")) == (0, 1), told


def test_what_is_refused_would_have_failed(tmp_path: Path) -> None:
    """A part 3 file in a part 2 report, and an untagged annex: veraPDF agrees that the claim could not stand."""
    report = typst_report("a-2b")
    dropped = attach(report, house_brief(), drop_claim=True)
    assert dropped.dropped == ("PDF/A-2b",)
    untrue = attach(house_report(), untagged(), append=True, drop_claim=True)
    assert _verdict("2b", tmp_path, {"part-3-inside": dropped.data})[1].count("6.8") > 0
    code, told = _verdict("ua1", tmp_path, {"untagged": claiming(untrue.data, access="1")})
    assert (code, "7.1" in told) == (1, True)
