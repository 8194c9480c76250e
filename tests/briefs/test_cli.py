"""The command line: options in any place, tables and JSON, new things, help, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.cli.commands import COMMANDS
from tests.briefs.conftest import Command
from tests.briefs.desks import EXAMPLE, REPOSITORY, example_workspace, own_templates, probe, small_workspace

_TEMPLATE_COMMANDS = ("list", "show", "new", "check")
_ALL = [(name,) for name in COMMANDS] + [("template", name) for name in _TEMPLATE_COMMANDS]


def test_options_stand_before_and_after_the_command(tmp_path: Path, briefing: Command) -> None:
    """``-C`` and ``--json`` mean the same in both places."""
    small_workspace(tmp_path / "desk")
    first = briefing("-C", "desk", "--json", "list", cwd=tmp_path)
    second = briefing("list", "--json", "-C", "desk", cwd=tmp_path)
    assert (first.code, first.out, first.err) == (0, second.out, second.err)
    assert json.loads(first.out) == [
        {
            "as_at": "2026-11-23",
            "built": "no",
            "facts": 3,
            "gaps": 0,
            "id": "small",
            "problems": 0,
            "title": "A small accord",
        }
    ]


def test_the_nearest_folder_upward_is_the_workspace(tmp_path: Path, briefing: Command) -> None:
    """A command works from anywhere inside; outside it says what to do."""
    workspace = small_workspace(tmp_path / "desk")
    inside = workspace.sources / "small"
    assert briefing("list", cwd=inside).code == 0
    made = briefing("list", "-C", "nowhere", cwd=tmp_path)
    assert (made.code, made.err) == (
        2,
        "“nowhere” is no workspace: it has no sources/\n  hint: make one there with `briefing init`\n",
    )


def test_comma_lists_and_repeats(tmp_path: Path, briefing: Command) -> None:
    """``--audience a,b`` is ``--audience a --audience b``; a word named twice is built once."""
    workspace = small_workspace(tmp_path)
    made = briefing(
        "build",
        "small",
        "-a",
        "press,minister",
        "-a",
        "press",
        "-l",
        "en",
        "-f",
        "pdf, docx",
        "--json",
        cwd=workspace.root,
    )
    result = json.loads(made.out)
    assert sorted(entry["file"] for entry in result["written"]) == [
        "small.minister.en.docx",
        "small.minister.en.pdf",
        "small.press.en.docx",
        "small.press.en.pdf",
    ]
    assert set(result) == {"dossier", "folder", "changed", "written", "unchanged", "carried", "stale", "remarks"}
    assert (result["folder"], result["changed"], result["carried"], result["stale"]) == ("output/small", True, [], [])


def test_what_a_build_prints(tmp_path: Path, briefing: Command) -> None:
    """One line; nothing when quiet; each file when verbose."""
    workspace = small_workspace(tmp_path)
    assert briefing("build", "small", cwd=workspace.root).out == "output/small: 20 files\n"
    assert briefing("build", "small", cwd=workspace.root).out == "output/small: 20 files; nothing had changed\n"
    assert briefing("-q", "build", "small", cwd=workspace.root).out == ""
    made = briefing("build", "small", "-v", "-a", "press", "-l", "fr", cwd=workspace.root)
    assert made.out.splitlines()[0] == "output/small: 2 files, 18 kept from before; nothing had changed"
    assert [line.split()[0] for line in made.out.splitlines()[1:]] == ["small.press.fr.docx", "small.press.fr.pdf"]


def test_a_stale_file_is_told_on_standard_error(tmp_path: Path, briefing: Command) -> None:
    """The result on standard output stays clean."""
    workspace = small_workspace(tmp_path)
    briefing("build", "small", "-f", "docx", "-a", "press,minister", cwd=workspace.root)
    record = workspace.sources / "small" / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    made = briefing("build", "small", "-f", "docx", "-a", "press", "--json", cwd=workspace.root)
    names = ["small.minister.en.docx", "small.minister.fr.docx"]
    assert json.loads(made.out)["stale"] == names
    assert made.err == "small: 2 files stale; renew: briefing build small -a minister -f docx\n"
    assert briefing("build", "small", "-f", "docx", "-a", "press", "-q", cwd=workspace.root).err == ""
    told = briefing("build", "small", "-f", "docx", "-a", "press", "-v", cwd=workspace.root).err.splitlines()
    assert told[1:] == [f"  {name}" for name in names]


def test_list_and_show_tables(tmp_path: Path, briefing: Command) -> None:
    """Tables for people; a broken dossier is listed with the number of its problems."""
    workspace = small_workspace(tmp_path)
    (workspace.sources / "broken").mkdir()
    (workspace.sources / "broken" / "accord.yaml").write_text("nothing: here\n", encoding="utf-8")
    lines = briefing("list", cwd=workspace.root).out.splitlines()
    assert lines[0].split() == ["Dossier", "As", "at", "Facts", "Gaps", "Built", "Title"]
    assert lines[1].startswith("broken ")
    assert "briefing check broken" in lines[1]
    assert lines[2].split() == ["small", "2026-11-23", "3", "0", "no", "A", "small", "accord"]
    shown = briefing("show", "small", "-l", "fr", cwd=workspace.root)
    assert shown.out.splitlines() == [
        "Un petit accord",
        "small, état au 23 novembre 2026, public",
        "",
        "Source  Nature             Fiabilité  Segments  Pages  Titre",
        "S1      article de presse  F          2         –      Un article",
        "",
        "Faits",
        "  accord · instrument (mémorandum d’entente, instrument conclu) · affirmé · fait accepté",
        "      Un mémorandum a été signé.",
        "  training · disposition (formation) · affirmé · fait accepté",
        "      Il porte sur la formation.",
        "  said-0 · contexte (historique) · affirmé · fait accepté",
        "      The memorandum covers training",
    ]
    assert briefing("show", "small", cwd=workspace.root).out.splitlines()[6:8] == [
        "Facts",
        "  accord · instrument (memorandum of understanding, concluded) · stated · accepted",
    ]
    content = json.loads(briefing("show", "small", "--json", cwd=workspace.root).out)
    assert [fact["id"] for fact in content["facts"]] == ["accord", "training", "said-0"]
    assert briefing("show", "small", "-l", "de", cwd=workspace.root).code == 2
    assert briefing("show", "broken", cwd=workspace.root).code == 3


def test_show_speaks_with_the_workspaces_own_words_and_whatever_is_wrong_with_them(
    tmp_path: Path, briefing: Command
) -> None:
    """A label that the desk has changed is printed; where its labels cannot be read, those of the package are."""
    workspace = small_workspace(tmp_path)
    labels = own_templates(workspace) / "fr" / "labels.yaml"
    text = labels.read_text(encoding="utf-8")
    labels.write_text(text.replace("  training: formation", "  training: instruction"), encoding="utf-8")
    assert "disposition (instruction)" in briefing("show", "small", "-l", "fr", cwd=workspace.root).out
    labels.write_text("nothing: here\n", encoding="utf-8")
    made = briefing("show", "small", "-l", "fr", cwd=workspace.root)
    assert (made.code, "disposition (formation)" in made.out) == (0, True)


def test_check_tells_every_problem_as_json(tmp_path: Path, briefing: Command) -> None:
    """The shape of a problem: code, message, file, line, column and hint."""
    workspace = small_workspace(tmp_path)
    assert briefing("check", cwd=workspace.root).out == "small: 3 facts, 3 quotations, all stand\n"
    record = workspace.sources / "small" / "accord.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("covers training of", "covers naval"), encoding="utf-8"
    )
    made = briefing("check", "--json", cwd=workspace.root)
    problems = json.loads(made.out)["problems"]
    assert made.code == 3
    assert {key: problems[0][key] for key in ("code", "file", "line", "column")} == {
        "code": 3,
        "file": "sources/small/accord.yaml",
        "line": 35,
        "column": 18,
    }
    assert set(problems[0]) == {"code", "message", "file", "line", "column", "hint"}


def test_new_makes_a_dossier(tmp_path: Path, briefing: Command) -> None:
    """With sources drafted, without them to fill in; a taken or wrong name is refused and leaves nothing."""
    workspace = small_workspace(tmp_path)
    article = tmp_path / "Article.TXT"
    article.write_text(
        "Le Maroc et le Rwanda ont signé un accord de coopération militaire à Rabat.\n", encoding="utf-8"
    )
    made = briefing("new", "my-accord", "--source", str(article), cwd=workspace.root)
    assert made.code == 0
    folder = workspace.sources / "my-accord"
    assert {path.name for path in folder.iterdir()} == {"accord.yaml", "source-1.txt"}
    assert (folder / "source-1.txt").read_bytes() == article.read_bytes()
    assert "language: fr" in (folder / "accord.yaml").read_text(encoding="utf-8")
    assert briefing("check", "my-accord", cwd=workspace.root).code == 0
    assert briefing("new", "my-accord", cwd=workspace.root).code == 2
    assert briefing("new", "bare", cwd=workspace.root).code == 0
    checked = briefing("check", "bare", cwd=workspace.root)
    assert checked.code == 5
    assert "sources/bare/accord.yaml:" in checked.err
    assert briefing("new", "../other", cwd=workspace.root).code == 2
    assert briefing("new", "another", "-s", "nosuch.txt", cwd=workspace.root).code == 5
    assert {path.name for path in workspace.sources.iterdir()} == {".schema", "small", "my-accord", "bare"}


def test_init_then_build_in_an_empty_folder(tmp_path: Path, briefing: Command) -> None:
    """The whole way of a new desk; what is there already stays."""
    made = briefing("init", "demo", cwd=tmp_path)
    assert made.code == 0
    desk = tmp_path / "demo"
    assert {path.name for path in desk.iterdir()} == {"sources", "templates", "output"}
    assert briefing("build", EXAMPLE, cwd=desk).out == f"output/{EXAMPLE}: 20 files\n"
    mine = desk / "templates" / "press.md.j2"
    mine.write_text("mine", encoding="utf-8")
    assert briefing("init", cwd=desk).out.startswith("made 0 files")
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_new_audience_is_made_edited_checked_and_built(tmp_path: Path, briefing: Command) -> None:
    """``template new``, an edit, ``template check``, ``build --audience``."""
    workspace = example_workspace(tmp_path)
    made = briefing("template", "new", "ambassador", "--from", "minister", cwd=workspace.root)
    assert made.out == "made templates/ambassador.md.j2; edit it, then: briefing template check\n"
    path = workspace.root / "templates" / "ambassador.md.j2"
    ending = "{% block closing %}\nOwn words of {{ parties[0].name | le }}.\n{% endblock %}\n"
    path.write_text(path.read_text(encoding="utf-8") + ending, encoding="utf-8")
    assert briefing("template", "check", cwd=workspace.root).out == "6 audiences, all sound\n"
    assert briefing("build", EXAMPLE, "--audience", "ambassador", "-f", "md", cwd=workspace.root).code == 0
    text = (workspace.output / EXAMPLE / f"{EXAMPLE}.ambassador.fr.md").read_text(encoding="utf-8")
    assert "Own words of le Maroc." in text
    rows = json.loads(briefing("template", "list", "--json", cwd=workspace.root).out)
    assert {row["audience"]: row["from"] for row in rows}["ambassador"] == "workspace"
    assert briefing("template", "new", "ambassador", cwd=workspace.root).code == 2
    assert briefing("template", "new", "other", "--from", "nosuch", cwd=workspace.root).code == 2
    assert briefing("template", "show", "ambassador", cwd=workspace.root).out == path.read_text(encoding="utf-8")


def test_a_template_check_that_finds_something(tmp_path: Path, briefing: Command) -> None:
    """Exit 4 with the place."""
    workspace = example_workspace(tmp_path)
    briefing("template", "new", "probe", cwd=workspace.root)
    path = workspace.root / "templates" / "probe.md.j2"
    path.write_text(
        path.read_text(encoding="utf-8") + "{% block closing %}{{ nosuch }}{% endblock %}\n", encoding="utf-8"
    )
    made = briefing("template", "check", cwd=workspace.root)
    assert made.code == 4
    assert "“nosuch” is not defined" in made.err


@pytest.mark.parametrize("words", _ALL, ids=" ".join)
def test_every_command_has_help_with_an_example(tmp_path: Path, briefing: Command, words: tuple[str, ...]) -> None:
    """``--help`` shows how the command is called."""
    made = briefing(*words, "--help", cwd=tmp_path)
    assert (made.code, made.err) == (0, "")
    assert f"briefing {' '.join(words)}" in made.out or words == ("template",)
    assert "Example" in made.out or words == ("template",)


def test_help_and_list_load_nothing_heavy(tmp_path: Path) -> None:
    """Neither ReportLab nor python-docx for ``list``; for ``--help`` not Jinja either.

    Word alone needs ReportLab only for an audience with a page limit: its pages decide what the brief holds.
    """
    workspace = small_workspace(tmp_path)
    probe(workspace, "# A title\n\nWords.\n")
    code = (
        "import sys; sys.argv = ['briefing', *sys.argv[1:]]\nfrom briefings.cli import main\n"
        "try:\n    main()\nexcept SystemExit: pass\n"
        "print(sorted({'reportlab', 'docx', 'jinja2', 'markdown_it', 'yaml'} & set(sys.modules)), file=sys.stderr)"
    )
    for words, loaded in (
        (["--help"], "[]"),
        (["list"], "['yaml']"),
        (["build", "small", "-a", "probe", "-f", "docx"], "['jinja2', 'markdown_it', 'yaml']"),
        (["build", "small", "-a", "probe", "-f", "md"], "['jinja2', 'markdown_it', 'yaml']"),
    ):
        made = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=workspace.root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        told = made.stderr.splitlines()[-1]
        if "docx" in words:
            # The first Word build in a house style loads python-docx; a later one finds the dressed skin kept.
            told = told.replace("'docx', ", "")
        assert (words, told) == (words, loaded)
