"""Completion at the shell: what is proposed, in three shells, quickly, and never with a word of error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.build.writing import FORMATS
from briefings.cli.commands import COMMANDS
from briefings.cli.completion import SHELLS, VARIABLE
from briefings.schemas import FOLDERS
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import AUDIENCES, REPOSITORY, small_workspace, write_template

_HEAVY = ("reportlab", "docx", "pikepdf", "babel", "markdown_it", "lxml")


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """Return a workspace with the dossiers ``small`` and ``smaller``, the second of them in French alone."""
    workspace = small_workspace(tmp_path / "desk")
    shutil.copytree(workspace.sources / "small", workspace.sources / "smaller")
    record = workspace.sources / "smaller" / "accord.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("[en, fr]", "[fr]"), encoding="utf-8")
    write_template(workspace, "ambassador.md.j2", "---\n---\n")
    return workspace


Ask = Callable[..., str]


@pytest.fixture
def asked(briefing: Command, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return a function that asks the command, as bash does, how a line could go on; it must not print anything else."""

    def ask(line: str, cwd: Path, **more: str) -> str:
        words = line.split(" ")
        question = {VARIABLE: "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), **more}
        with monkeypatch.context() as surroundings:
            for name, value in question.items():
                surroundings.setenv(name, value)
            made = briefing(cwd=cwd)
        assert (made.code, made.err) == (0, "")
        return made.out

    return ask


def words_in(answer: str) -> list[str]:
    """Return the words proposed in an answer to bash."""
    return [entry.partition(",")[2] for entry in answer.split("\n") if entry]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("briefing ", sorted(COMMANDS)),
        ("briefing ch", ["check"]),
        ("briefing build ", ["small", "smaller"]),
        ("briefing build smaller", ["smaller"]),
        ("briefing check small ", ["smaller"]),
        ("briefing show s", ["small", "smaller"]),
        ("briefing extract s", ["small", "smaller"]),
        ("briefing accept small ", ["accord", "training", "said-0"]),
        ("briefing accept small training ", ["accord", "said-0"]),
        ("briefing reject small t", ["training"]),
        ("briefing reject nosuch t", []),
        ("briefing build small --audience ", ["ambassador", *AUDIENCES]),
        ("briefing build small --audience minister,p", ["minister,parliament", "minister,press"]),
        ("briefing build small --audience press,p", ["press,parliament"]),
        ("briefing build small -a press -a p", ["parliament"]),
        ("briefing build small --audience = pr", ["press"]),
        ("briefing build --audience = press s", ["small", "smaller"]),
        ("briefing build small --language ", ["en", "fr"]),
        ("briefing build smaller --language ", ["fr"]),
        ("briefing build --language ", ["en", "fr"]),
        ("briefing show smaller -l ", ["fr"]),
        ("briefing build small --format ", list(FORMATS)),
        ("briefing build small -f docx,", ["docx,pdf", "docx,md"]),
        ("briefing template show a", ["ambassador", "analyst"]),
        ("briefing template new mine --from pr", ["press"]),
        ("briefing schema ", list(FOLDERS)),
        ("briefing completion ", list(SHELLS)),
        ("briefing build --allow", ["--allow-missing-glyphs"]),
        ("briefing new ", []),
        ("briefing nosuch ", []),
        ("briefing build nosuch --language ", []),
        ("briefing build small nosuch --audience q", []),
    ],
)
def test_what_is_proposed(line: str, words: list[str], desk: Workspace, asked: Ask) -> None:
    """Each from the workspace as it is; a word that is given is not proposed again."""
    assert words_in(asked(line, desk.root)) == words


def test_the_workspace_is_the_one_that_the_line_names(desk: Workspace, tmp_path: Path, asked: Ask) -> None:
    """``-C`` counts before and after the command, with ``~``; without it, the nearest folder upward."""
    assert words_in(asked(f"briefing -C {desk.root} build ", tmp_path)) == ["small", "smaller"]
    assert words_in(asked(f"briefing build -C {desk.root} ", tmp_path)) == ["small", "smaller"]
    assert words_in(asked("briefing build ", desk.sources / "small")) == ["small", "smaller"]
    assert words_in(asked("briefing build ", tmp_path)) == []
    assert words_in(asked("briefing -C ~/desk build ", tmp_path, HOME=str(tmp_path))) == ["small", "smaller"]


@pytest.mark.parametrize(
    "line", ["briefing -C ", "briefing build small -C ", "briefing init ", "briefing verify --extract "]
)
def test_folders_are_left_to_the_shell(line: str, desk: Workspace, asked: Ask) -> None:
    assert asked(line, desk.root) == "dir,\n"


@pytest.mark.parametrize("line", ["briefing verify ", "briefing new mine --source "])
def test_files_are_left_to_the_shell(line: str, desk: Workspace, asked: Ask) -> None:
    assert asked(line, desk.root) == "file,\n"


@pytest.mark.parametrize("record", ["a: [", "", "\x00", "dossier: 5\n", "dossier: {languages: [xx]}\n"])
@pytest.mark.parametrize("line", ["briefing build ", "briefing build bad --language ", "briefing show bad -l "])
def test_a_record_that_cannot_be_read_is_no_error(record: str, line: str, desk: Workspace, asked: Ask) -> None:
    """Its id is proposed, for it is there; its languages are those of the package, or none."""
    home = desk.sources / "bad"
    home.mkdir()
    (home / "accord.yaml").write_text(record, encoding="utf-8")
    expected = ["bad", "small", "smaller"] if line.endswith("build ") else ["en", "fr"]
    assert words_in(asked(line, desk.root)) == expected


@pytest.mark.parametrize("answer", ["bash_complete", "bash_source", "nosuch_complete", "complete"])
def test_a_question_that_makes_no_sense_is_answered_with_silence(
    answer: str, desk: Workspace, briefing: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also without the variables that a shell sets."""
    monkeypatch.setenv(VARIABLE, answer)
    made = briefing("--help", cwd=desk.root)
    assert (made.code, made.err) == (0, "")


def test_an_empty_question_is_none(desk: Workspace, briefing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs then, and says what is wrong."""
    monkeypatch.setenv(VARIABLE, "")
    assert briefing("check", "nosuch", cwd=desk.root).code == 2


@pytest.mark.parametrize(
    "line",
    [
        "briefing build s",
        "briefing build small --audience p",
        "briefing build small --language ",
        "briefing build small --format ",
        "briefing ",
    ],
)
def test_completing_loads_no_writer_and_no_parser_of_markdown(line: str, desk: Workspace) -> None:
    code = (
        "import sys; sys.argv[0] = 'briefing'\n"
        "from briefings import cli\n"
        "cli._run()\n"
        f"print(sorted({set(_HEAVY)!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    words = line.split(" ")
    question = {VARIABLE: "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY), **question}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=desk.root, env=surroundings, capture_output=True, text=True, check=True
    )
    assert (run.stdout != "", run.stderr) == (True, "[]\n")


def _cpu(code: str, cwd: Path, env: dict[str, str]) -> float:
    """Return the least processor time of five runs, in seconds."""
    code += "\nimport time, sys; print(time.process_time(), file=sys.stderr)"
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY), **env}
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=cwd, env=surroundings, capture_output=True, text=True, check=True
        )
        for _ in range(5)
    ]
    return min(float(run.stderr) for run in runs)


def test_an_id_is_completed_almost_as_fast_as_python_starts(desk: Workspace) -> None:
    """At most 0.12 s of processor time over an interpreter that does nothing."""
    question = {VARIABLE: "bash_complete", "COMP_WORDS": "briefing build s", "COMP_CWORD": "2"}
    code = "import sys; sys.argv[:] = ['briefing']\nfrom briefings import cli\ncli._run()"
    assert _cpu(code, desk.root, question) - _cpu("", desk.root, {}) < 0.12


# In the shells themselves


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """Return a folder with the command ``briefing`` in it, for the PATH of a shell."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "briefing"
    script.write_text(f'#!/bin/sh\nPYTHONPATH={REPOSITORY} exec {sys.executable} -m briefings "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


def _in_shell(shell: str, script: str, desk: Workspace, command: Path, *options: str) -> list[str]:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed here")
    home = command.parent / "home"
    home.mkdir(exist_ok=True)
    surroundings = {
        **os.environ,
        "PATH": f"{command}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "TERM": "dumb",
    }
    made = subprocess.run(
        [program, *options, "-c", script],
        cwd=desk.root, env=surroundings, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert made.stderr == ""
    return made.stdout.split()


_LINES = {
    "briefing build sm": ["small", "smaller"],
    "briefing build small --audience minister,pr": ["minister,press"],
    "briefing build smaller --language ": ["fr"],
    "briefing build small --audience=pr": ["press"],
    "briefing template show am": ["ambassador"],
    "briefing comp": ["compare", "completion"],
    "briefing nosuch ": [],
}
#: Zsh and fish take a proposal for the whole word, with the option before the sign.
_WHOLE = _LINES | {"briefing build small --audience=pr": ["--audience=press"]}


def _answers(printed: list[str]) -> dict[str, list[str]]:
    """Return what a shell proposed for each line; it prints ``end`` after each."""
    found: dict[str, list[str]] = {line: [] for line in _LINES}
    lines = iter(found)
    line = next(lines)
    for word in printed:
        if word == "end":
            line = next(lines, "")
        else:
            found[line].append(word)
    assert line == ""
    return found


def _words(line: str) -> str:
    """Return a line as the words of a shell's list."""
    return " ".join(f"'{word}'" for word in line.split(" "))


def test_in_bash(desk: Workspace, command: Path) -> None:
    """The script is read, and its function called as readline does, with the words cut as bash cuts them."""
    script = """eval "$(briefing completion bash)"; compopt() { :; }
    function=$(complete -p briefing | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    """
    for line in _LINES:
        cut = line.replace("=", " = ")
        script += f"""COMPREPLY=(); COMP_WORDS=({_words(cut)}); COMP_CWORD={cut.count(" ")}
        $function briefing; printf '%s\\n' "${{COMPREPLY[@]}}" end
        """
    assert _answers(_in_shell("bash", script, desk, command, "--norc")) == _LINES


def test_in_zsh(desk: Workspace, command: Path) -> None:
    """The script is read, and its function called as the completion system does, which hears of proposals by builtins."""
    script = """compdef() { registered=$1 }
    compadd() { print -l -- ${(P)${@[-1]}} }
    _describe() { print -l -- ${${(P)${@[-2]}}%%:*} }
    eval "$(briefing completion zsh)"
    """
    for line in _LINES:
        script += f"words=({_words(line)}); CURRENT=$#words; $registered; print end\n"
    assert _answers(_in_shell("zsh", script, desk, command, "-f")) == _WHOLE


def test_in_fish(desk: Workspace, command: Path) -> None:
    """Fish itself is asked what it would propose."""
    script = "briefing completion fish | source\n"
    for line in _LINES:
        script += f"complete -C '{line}' | string replace -r '\\t.*' ''; echo end\n"
    assert _answers(_in_shell("fish", script, desk, command, "--no-config")) == _WHOLE


def test_each_script_is_printed_and_says_how_to_install_it(tmp_path: Path, briefing: Command) -> None:
    for shell in SHELLS:
        made = briefing("completion", shell, cwd=tmp_path)
        assert (made.code, made.err) == (0, "")
        assert f"{VARIABLE}={shell}_complete" in made.out
    told = briefing("completion", "--help", cwd=tmp_path).out
    assert [shell for shell in SHELLS if f"briefing completion {shell} > ~/" not in told] == []
    assert briefing("completion", "tcsh", cwd=tmp_path).code == 2
