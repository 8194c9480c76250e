"""``briefing compare``: versions by all their names, what it prints, and what it says of names that lead nowhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.comparing.dossiers import FIRST, RECORD, SOURCE, add, commit, edit, git, workspace

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return workspace(tmp_path / "place")


@needs_git
def test_a_revision_is_read_with_its_own_sources(place: Workspace, briefing: Command) -> None:
    """The old state is that of git, sources too; a branch with a slash, a tag and HEAD~1 name it alike."""
    first = commit(place)
    git(place, "tag", "v1")
    git(place, "branch", "desk/draft")
    edit(place, (FIRST, "The commission shall meet once a year in Kigali"), file=SOURCE)
    record = place.root / RECORD
    record.write_text(
        record.read_text(encoding="utf-8").replace(FIRST, "The commission shall meet once a year in Kigali"),
        encoding="utf-8",
    )
    commit(place)
    outs = [
        briefing("compare", f"small@{name}", "small", cwd=place.root)
        for name in ("HEAD~1", "v1", "desk/draft", first, first[:9], "HEAD^")
    ]
    assert [(out.code, out.err, out.out) for out in outs] == [(0, "", outs[0].out)] * 6
    assert "    - S1, §3: “The commission shall meet twice a year in Rabat”\n" in outs[0].out
    assert "    + S1, §3: “The commission shall meet once a year in Kigali”\n" in outs[0].out
    assert outs[0].out.endswith("2 changes: 2 changed\n")
    assert "changed: source “S1”\n  text\n    - " in outs[0].out
    same = briefing("compare", "small@HEAD", "small", cwd=place.root)
    assert (same.code, same.out) == (0, "no difference\n")


@needs_git
def test_a_workspace_may_be_a_folder_of_a_larger_repository(tmp_path: Path, briefing: Command) -> None:
    """Paths are those of the workspace, wherever its repository begins."""
    whole = Workspace(tmp_path / "repository")
    place = workspace(whole.root / "desks" / "africa")
    git_place = Workspace(whole.root)
    commit(git_place)
    edit(place, ("en: It covers training.", "en: It covers the training of soldiers."))
    made = briefing("compare", "small@HEAD", "small", cwd=place.root)
    assert (made.code, made.out.splitlines()[-1]) == (0, "1 change: 1 changed")


@needs_git
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("small@nowhere", "git has no revision “nowhere”"),
        ("small@--all", "“--all” is not the name of a revision"),
        ("small@HEAD:sources", "“HEAD:sources” is not the name of a revision"),
        ("small@;touch x", "“;touch x” is not the name of a revision"),
        ("other@HEAD", "revision “HEAD” has no dossier “other”"),
        ("nul@HEAD", "dossier “nul” is the name of a Windows device"),
        ("none", "there is no dossier “none”"),
        ("no/such/folder", "“folder” is no version of a dossier"),
        ("", "“” is no version of a dossier"),
        ("x" * 5000, "is no version of a dossier"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(place: Workspace, briefing: Command, name: str, words: str) -> None:
    """Exit 2 and a hint, no path of the machine, nothing run."""
    commit(place)
    made = briefing("compare", name, "small", cwd=place.root)
    assert (made.code, made.out) == (2, "")
    assert words in made.err
    assert "hint: " in made.err
    assert str(place.root) not in made.err
    assert not (place.root / "x").exists()


def test_without_a_repository_or_without_git_it_says_so(
    place: Workspace, briefing: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 5 in both cases; GIT_DIR of a calling hook leads to no other repository."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(place.root.parent))
    monkeypatch.setenv("GIT_DIR", str(Path(__file__).resolve().parents[2] / ".git"))
    if shutil.which("git"):
        made = briefing("compare", "small@HEAD", "small", cwd=place.root)
        assert (made.code, made.err.splitlines()[0]) == (5, "the workspace is in no git repository that git will read")
    monkeypatch.setenv("PATH", str(place.root))
    made = briefing("compare", "small@HEAD", "small", cwd=place.root)
    assert (made.code, made.err.splitlines()[0]) == (5, "git is not installed here")


@needs_git
def test_a_link_in_a_revision_is_not_followed(place: Workspace, briefing: Command) -> None:
    """A record that is a link in git is no record."""
    record = place.root / RECORD
    kept = record.rename(place.root / "elsewhere.yaml")
    record.symlink_to(kept)
    commit(place)
    record.unlink()
    shutil.copy(kept, record)
    made = briefing("compare", "small@HEAD", "small", cwd=place.root)
    assert (made.code, made.err.splitlines()[0]) == (2, "revision “HEAD” has no dossier “small”")


def test_a_folder_of_any_name_and_briefs_are_versions(place: Workspace, briefing: Command) -> None:
    """A copy of the dossier's folder, saved sets and one PDF and Word file of them give the same comparison."""
    build_dossier(place, "small", Choice(audiences=("analyst",), formats=("docx",)))
    shutil.copytree(place.output / "small", place.root / "words")
    build_dossier(place, "small", Choice(audiences=("analyst",), formats=("pdf",)))
    shutil.copytree(place.sources / "small", place.root / "before")
    shutil.copytree(place.output / "small", place.root / "set")
    edit(place, ("en: It covers training.", "en: It covers the training of soldiers."))
    names = ("./before", "set", "set/small.analyst.en.pdf", "./set/", "words", "words/small.analyst.en.docx")
    made = [briefing("compare", name, "small", "--exit-code", cwd=place.root) for name in names]
    assert [(out.code, out.err) for out in made] == [(12, "")] * 6
    assert {out.out for out in made} == {
        "changed: provision “training”\n  wording (en)\n    - It covers training.\n"
        "    + It covers the training of soldiers.\n1 change: 1 changed\n"
    }
    assert not list(place.root.glob("before/output")), "nothing is written beside a folder that is only read"


def test_a_link_that_leads_nowhere_is_told_as_such(place: Workspace, briefing: Command) -> None:
    """``cp -r output/small saved`` copies a link, whose target is relative."""
    (place.root / "saved").symlink_to(Path(".sets") / "small-0", target_is_directory=True)
    made = briefing("compare", "saved", "small", cwd=place.root)
    assert (made.code, made.err.splitlines()[0]) == (2, "“saved” is a link that leads nowhere")


def test_json_holds_the_same(place: Workspace, briefing: Command) -> None:
    """Fields, evidence and where each version was found, as plain values."""
    shutil.copytree(place.sources / "small", place.root / "before")
    add(place, "A fourth sentence that is new", 4)
    made = json.loads(briefing("compare", "./before", "small", "--json", cwd=place.root).out)
    assert (made["old"]["kind"], made["old"]["named"], made["new"]["kind"]) == ("folder", "before", "present")
    assert made["counts"] == {"added": 1, "withdrawn": 0, "changed": 1}
    assert made["changes"][1] == {
        "id": "said-4",
        "record": "context",
        "change": "added",
        "marking": "public",
        "text": {"en": "A fourth sentence that is new", "fr": "A fourth sentence that is new"},
        "fields": [],
        "old_evidence": [],
        "new_evidence": [
            {"source": "S1", "text": "A fourth sentence that is new", "paragraph": 5, "page": None, "found": True}
        ],
    }


def test_what_cannot_be_compared_is_refused(place: Workspace, briefing: Command) -> None:
    """Another dossier, a broken record, a broken manifest, a file that is no PDF, a PDF without a dossier."""
    other = place.root / "other"
    shutil.copytree(place.sources / "small", other)
    edit(place, ("id: small", "id: another"), file="other/accord.yaml")
    broken = place.root / "broken"
    shutil.copytree(other, broken)
    (broken / "accord.yaml").write_text("dossier: [\n", encoding="utf-8")
    (place.root / "set").mkdir()
    (place.root / "set" / "manifest.json").write_text("{}", encoding="utf-8")
    (place.root / "a.pdf").write_text("not a PDF", encoding="utf-8")
    ends = {
        "./other": (2, "“other” is of dossier “another”, “small” of “small”"),
        "./broken": (3, "broken/accord.yaml:"),
        "./set": (5, "set/manifest.json: the manifest cannot be read"),
        "./a.pdf": (5, "a.pdf: this is no PDF that can be read"),
    }
    for name, (code, words) in ends.items():
        made = briefing("compare", name, "small", cwd=place.root)
        assert (made.code, made.err.startswith(words)) == (code, True), (name, made.err)


def test_words_of_a_record_cannot_steer_the_terminal(place: Workspace, briefing: Command) -> None:
    """A control character of a wording is shown, not sent."""
    shutil.copytree(place.sources / "small", place.root / "before")
    edit(place, ("en: It covers training.", 'en: "It covers \\e[31mred\\e[0m training."'))
    made = briefing("compare", "./before", "small", cwd=place.root)
    assert "\x1b" not in made.out + made.err
