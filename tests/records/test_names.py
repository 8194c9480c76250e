"""Names that become paths: one pattern, refused before any file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.names import DEVICES, check_name, did_you_mean, nearest
from briefings.workspace import Workspace

GOOD = ["rwanda-2024", "a", "0x10", "1e3", "null", "no", "a" * 64, "2024"]
BAD = [
    *("", ".", "..", "../rwanda-2024", "../../../../etc/passwd", "rwanda-2024/..", "./rwanda-2024", "rwanda-2024/"),
    *("..%2f..%2fetc", "..%252f", "....//....//x", "\u2025/\u2025/x", "..\u2215x", "~", "$HOME", "${IFS}x"),
    *("/etc", "//server/share/x", "\\\\server\\share", "C:rwanda", "\\\\?\\C:\\x", "/dev/stdin", "file:///x"),
    *("PRN", "nul.yaml", "COM9", "LPT\xb3", "CONIN$", "aux.rwanda", "rwanda ", " rwanda", "rwanda*", "rw?nda", "rw|a"),
    *("-rf", "--help", "@args.txt", "rwanda\n2024", "rwanda\n", "rwanda\x1b[2J", "rwanda\t", "rw\x00anda"),
    *("rwanda-\u202e4202", "rwanda\u200b", "rwanda\u20102024", "rwanda\xad", "\uff52wanda", "\u0433wanda", "\u0661"),
    *("cafe\u0301", "caf\xe9", "\u0130stanbul", "rw\ud800anda", "Rwanda", "maroc_2025", "a" * 65, "a" * 100_000),
    *("\u2d30" * 86, "a/" * 3000, "[r]wanda", "{a,b}", "$(touch x)", "`touch x`", "{{7*7}}", "%s%n", ".git"),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_name_that_fits_comes_back_unchanged(name: str) -> None:
    assert check_name(name, "dossier") == name


@pytest.mark.parametrize("name", BAD, ids=lambda name: ascii(name[:20]))
def test_a_name_that_does_not_fit_is_exit_2_and_the_message_is_safe_to_print(name: str) -> None:
    with pytest.raises(BriefingError) as caught:
        check_name(name, "dossier")
    message, _, hint = str(caught.value).partition("\n")
    assert caught.value.exit_code is ExitCode.USAGE
    assert hint == "  hint: use lower-case letters a–z, digits and hyphens, at most 64, starting with a letter or digit"
    assert message.isprintable()
    assert len(message) < 400


@pytest.mark.parametrize("name", sorted(DEVICES))
def test_a_windows_device_is_refused_on_every_system(name: str) -> None:
    with pytest.raises(BriefingError) as caught:
        check_name(name, "audience")
    expected = f"audience “{name}” is the name of a Windows device\n  hint: choose another name"
    assert str(caught.value) == expected


def test_a_direction_mark_is_shown_by_its_code_point() -> None:
    with pytest.raises(BriefingError) as caught:
        check_name("a\u202eb", "dossier")
    assert str(caught.value).startswith("dossier “a[U+202E]b” is not a name\n")


def test_the_nearest_name_is_offered_whatever_its_case_and_underscores() -> None:
    assert nearest("Rwanda_2024", ["togo-2025", "rwanda-2024"]) == "rwanda-2024"


def test_without_a_near_name_all_are_listed_in_order() -> None:
    assert did_you_mean("zzz", ["minister", "analyst"], "audiences") == "audiences: analyst, minister"


def test_without_any_name_the_hint_says_so() -> None:
    assert did_you_mean("zzz", [], "audience") == "there is no audience one yet"


def test_an_unknown_dossier_is_exit_2_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "sources" / "togo-2025").mkdir(parents=True)
    (tmp_path / "sources" / "togo-2025" / "accord.yaml").touch()
    with pytest.raises(BriefingError) as caught:
        Workspace(tmp_path).dossier("togo-2024")
    message = "there is no dossier “togo-2024”\n  hint: did you mean “togo-2025”?"
    assert (str(caught.value), caught.value.exit_code) == (message, ExitCode.USAGE)


def test_a_dossier_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "accord.yaml").touch()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BriefingError) as caught:
        Workspace(tmp_path).dossier("linked")
    assert str(caught.value) == "sources/linked: a dossier must be a folder of its own, not a link"
