"""The command that a partial build names makes the stale files again, in their formats, and no new ones."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from briefings.build.making import Choice
from briefings.build.manifest import Entry, read_record
from briefings.build.renewal import renewals
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import small_workspace

_READERS = frozenset((audience, language) for audience in ("a", "b", "c") for language in ("en", "fr"))


def _entry(name: str, glyphs: tuple[str, ...] = ()) -> Entry:
    _, audience, language, ending = name.split(".")
    return Entry(
        file=name, audience=audience, language=language, format=ending, sha256="", bytes=1, pages=None, annex_pages=0,
        target=1, limit=None, marking="public", facts_used=(), facts_not_used=(), cuts=(), built_from={},
        glyphs_replaced=glyphs,
    )  # fmt: skip


def _names(words: str) -> list[str]:
    """Return the names for ``ab.en+fr.docx`` and the like, parted by spaces."""
    return [
        f"x.{audience}.{language}.{ending}"
        for word in words.split()
        for audience in word.split(".")[0]
        for language in word.split(".")[1].split("+")
        for ending in word.split(".")[2].split("+")
    ]


@pytest.mark.parametrize(
    ("saved", "stale", "choices"),
    [
        ("abc.en+fr.docx+pdf", "bc.en+fr.docx+pdf", [Choice(("b", "c"))]),
        ("abc.en+fr.docx+pdf+md", "bc.en+fr.docx+pdf+md", [Choice(("b", "c"), (), ("docx", "md", "pdf"))]),
        ("abc.en+fr.docx+pdf", "abc.en.docx+pdf", [Choice((), ("en",))]),
        ("abc.en+fr.docx+md", "abc.en+fr.md", [Choice((), (), ("md",))]),
        # Fresh files stand between: the build leaves them as they are.
        ("abc.en+fr.docx+pdf", "abc.en.docx+pdf bc.fr.docx+pdf", [Choice()]),
        # One build would make files that the set never had.
        ("a.en.docx b.fr.pdf", "a.en.docx b.fr.pdf", [Choice(("a",), ("en",), ("docx",)), Choice(("b",), ("fr",), ("pdf",))]),
        ("ab.en.docx b.fr.docx", "ab.en.docx b.fr.docx", [Choice(("a", "b"), ("en",), ("docx",)), Choice(("b",), ("fr",), ("docx",))]),
        ("a.en.docx", "", []),
    ],
)  # fmt: skip
def test_the_choices_hold_the_stale_files_and_nothing_new(saved: str, stale: str, choices: list[Choice]) -> None:
    """One choice wherever one is enough; what means all there is, is left out."""
    entries = [_entry(name) for name in _names(saved)]
    assert list(renewals(entries, _names(stale), _READERS)) == choices


@pytest.mark.parametrize(
    ("now", "glyphs", "allowed"), [(False, (), False), (True, (), True), (False, ("[U+2D30]",), True)]
)
def test_missing_characters_stay_allowed(now: bool, glyphs: tuple[str, ...], allowed: bool) -> None:
    """Where this build allows them, or one of the stale files has them spelt out; a fresh file does not matter."""
    entries = [_entry("x.a.en.pdf", glyphs), _entry("x.b.en.pdf", ("[U+2D31]",))]
    (choice,) = renewals(entries, ["x.a.en.pdf"], _READERS, now)
    assert choice.allow_missing_glyphs is allowed


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (["-f docx,md"], "-a press -l fr -f docx"),
        (["-a minister -l en -f docx", "-a press -l fr -f md"], "-a analyst -l en -f md"),
        (["-f md,docx --allow-missing-glyphs"], "-a press -f docx --allow-missing-glyphs"),
    ],
)
def test_the_command_printed_renews_and_adds_nothing(
    tmp_path: Path, briefing: Command, first: list[str], then: str
) -> None:
    """It is run as it is printed, elsewhere than in the workspace; the fonts lack a letter of the dossier."""
    workspace = small_workspace(tmp_path / "a desk", "The name has the letter \u2d30.")
    home = ("-C", "a desk", "build", "small")
    for options in first:
        assert briefing(*home, *options.split(), cwd=tmp_path).code == 0
    record = workspace.sources / "small" / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    made = briefing(*home, *then.split(), cwd=tmp_path)
    (line,) = [line for line in made.err.splitlines() if "stale" in line]
    before = _saved(workspace)
    count, commands = line.removeprefix("small: ").split(" stale; renew: ")
    assert int(count.split()[0]) == len(before) - _asked(made.out)
    for command in commands.split(" && "):
        program, *words = shlex.split(command)
        assert program == "briefing"
        told = briefing(*words, cwd=tmp_path)
        assert told.code == 0
    assert "stale" not in told.err
    assert _saved(workspace) == before


def _asked(out: str) -> int:
    return int(out.partition(": ")[2].split()[0])


def _saved(workspace: Workspace) -> list[str]:
    record = read_record(workspace.output / "small")
    assert record
    return [entry.file for entry in record.entries]
