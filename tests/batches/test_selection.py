"""Which dossiers a batch is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.batch.selection import select
from briefings.errors import BriefingError, ExitCode
from briefings.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("eu-2019", "eu-2021", "togo-1", "togo-2"):
        (tmp_path / "sources" / name).mkdir(parents=True)
        (tmp_path / "sources" / name / "accord.yaml").touch()
    (tmp_path / "sources" / "eu-notes").mkdir()
    return Workspace(tmp_path)


@pytest.mark.parametrize(
    ("ids", "patterns", "everything", "chosen"),
    [
        (("togo-2", "eu-2019", "togo-2"), (), False, ("eu-2019", "togo-2")),
        ((), ("eu-*",), False, ("eu-2019", "eu-2021")),
        ((), ("*-[12]", "eu-2019"), False, ("eu-2019", "togo-1", "togo-2")),
        (("togo-1",), ("*2021",), False, ("eu-2021", "togo-1")),
        ((), (), True, ("eu-2019", "eu-2021", "togo-1", "togo-2")),
        (("togo-1",), ("eu-*",), True, ("eu-2019", "eu-2021", "togo-1", "togo-2")),
    ],
)
def test_ids_patterns_and_all(
    workspace: Workspace, ids: tuple[str, ...], patterns: tuple[str, ...], everything: bool, chosen: tuple[str, ...]
) -> None:
    """Sorted, each once; a folder without a record is no dossier."""
    assert select(workspace, ids, patterns, everything) == chosen


@pytest.mark.parametrize(
    ("ids", "patterns", "told"),
    [
        (("togo-3",), (), ["there is no dossier “togo-3”\n  hint: did you mean “togo-2”?"]),
        (("eu-*",), (), ["dossier “eu-*” is not a name"]),
        ((), ("EU-*",), ["no dossier matches “EU-*”"]),
        (
            ("a", "b"),
            ("togo-3*",),
            ["no dossier “a”", "no dossier “b”", "matches “togo-3*”\n  hint: did you mean “togo-"],
        ),
        ((), (), ["no DOSSIER is named\n  hint: name dossiers, or use --all or --match PATTERN"]),
    ],
)
def test_what_is_not_here_is_told_all_at_once(
    workspace: Workspace, ids: tuple[str, ...], patterns: tuple[str, ...], told: list[str]
) -> None:
    """Every unknown id and pattern, exit 2; a positional dossier is never a pattern, and case counts."""
    with pytest.raises(BriefingError) as caught:
        select(workspace, ids, patterns)
    assert caught.value.exit_code is ExitCode.USAGE
    assert len(caught.value.problems) == len(told)
    for words, problem in zip(told, caught.value.problems, strict=True):
        assert words in str(problem)


def test_all_of_nothing_is_told(tmp_path: Path) -> None:
    """A workspace without dossiers."""
    (tmp_path / "sources").mkdir()
    with pytest.raises(BriefingError, match="there are no dossiers"):
        select(Workspace(tmp_path), everything=True)
