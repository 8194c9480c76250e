"""The package for programs: the public names, what they return and raise, and that they do what the command does."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import briefings
from briefings import BriefingError, api, build, check, compose, load, write
from briefings.build.build import Result
from briefings.errors import ExitCode
from briefings.workspace import Workspace
from tests.briefs.desks import (
    EXAMPLE,
    REPOSITORY,
    example_workspace,
    own_templates,
    probe,
    said,
    set_bytes,
    small_workspace,
)

_README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def _python(code: str) -> str:
    """Return what a piece of code prints in a process of its own."""
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_importing_the_package_imports_nothing_of_it() -> None:
    code = "import sys; before = set(sys.modules); import briefings; print(sorted(set(sys.modules) - before))"
    loaded = _python(code)
    assert [name for name in re.findall(r"'(\w[\w.]*)'", loaded) if name.startswith("briefings.")] == []
    assert not re.search(r"'(yaml|jinja2|click|babel|docx|reportlab)", loaded)


def test_every_public_name_is_there_and_described() -> None:
    """``dir`` shows them; each has a docstring of its own and, if a function, types for all it takes and returns."""
    assert set(briefings.__all__) <= set(dir(briefings))
    for name in briefings.__all__:
        value = getattr(api, name)
        assert inspect.getdoc(value)
        if inspect.isfunction(value):
            told = inspect.signature(value)
            assert all(p.annotation is not p.empty for p in told.parameters.values())
            assert told.return_annotation is not told.empty
    with pytest.raises(AttributeError, match="no attribute “nothing”"):
        _ = briefings.nothing


@pytest.mark.parametrize(
    "first", ["", "import briefings.build.build", "from briefings import load", "import briefings.build as package"]
)
def test_build_is_a_function_whatever_was_imported_before(first: str) -> None:
    """The package of the same name does not hide it."""
    code = f"{first}\nfrom briefings import build\ntry:\n    build('no name')\nexcept Exception as error:\n    print(error)"
    assert _python(code).startswith("dossier “no name” is not a name")


@pytest.mark.parametrize(("audience", "language"), [("minister", "fr"), ("press", "en")])
def test_write_gives_the_bytes_of_the_saved_set(audience: str, language: str, built: tuple[Workspace, Result]) -> None:
    """In every format, from a loaded dossier or its id."""
    workspace, _ = built
    saved = set_bytes(workspace, EXAMPLE)
    for dossier in (EXAMPLE, load(EXAMPLE, workspace=workspace.root)):
        brief = compose(dossier, audience, language, formats=("docx", "pdf", "md"), workspace=workspace.root)
        made = {brief.file_name(name): write(brief, name) for name in brief.formats}
        assert made == {name: saved[name] for name in made}
        assert len(made) == 3


def test_a_brief_says_what_it_prints_and_what_was_cut(built: tuple[Workspace, Result]) -> None:
    workspace, result = built
    brief = compose(EXAMPLE, "minister", "en", workspace=workspace.root)
    (entry,) = [each for each in result.written if each.file == brief.file_name("pdf")]
    assert (brief.dossier, brief.audience, brief.language) == (EXAMPLE, "minister", "en")
    assert (brief.marking, brief.facts) == (entry.marking, entry.facts_used)
    assert brief.cuts == tuple(cut["section"] for cut in entry.cuts)
    assert "_production" not in repr(brief)


def test_a_brief_is_fitted_to_its_page_limit_as_a_build_fits_it(tmp_path: Path) -> None:
    """What was cut is told, and Word and PDF are those of the saved set."""
    words = [f"Sentence number {number} of an invented text that goes on for a while" for number in range(60)]
    workspace = small_workspace(tmp_path, *words)
    sections = "sections:\n  - key-facts\n  - strategic-context: {priority: 1}\n"
    text = probe(workspace, '{% extends "base.md.j2" %}\n').read_text(encoding="utf-8")
    text = text.replace("target: 1", "target: 1\nlimit: 1").replace("sections: [gaps]\n", sections)
    (tmp_path / "templates" / "probe.md.j2").write_text(text, encoding="utf-8")
    brief = compose("small", "probe", "en", workspace=tmp_path)
    assert brief.cuts == ("strategic-context",)
    build("small", audiences="probe", languages="en", workspace=tmp_path)
    saved = set_bytes(workspace, "small")
    assert {name: write(brief, name) for name in brief.formats} == {
        name: saved[f"small.probe.en.{name}"] for name in ("docx", "pdf")
    }


def test_the_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints what it says, and its Word file is the one of a build."""
    workspace = example_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"^## From Python\n\n```python\n(.*?)^```", _README, re.MULTILINE | re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == [
        "[]",
        "2026-11-23",
        "internal ()",
        "['rwanda-2024.press.fr.docx', 'rwanda-2024.press.fr.pdf']",
    ]
    build(EXAMPLE, audiences="minister", languages=["fr"], workspace=tmp_path)
    assert (tmp_path / "note.docx").read_bytes() == set_bytes(workspace, EXAMPLE)["rwanda-2024.minister.fr.docx"]


def test_check_returns_what_the_command_prints(tmp_path: Path) -> None:
    """Of one dossier or of all; a dossier that is sound adds nothing."""
    workspace = small_workspace(tmp_path)
    assert check(workspace=tmp_path) == check("small", workspace=tmp_path) == []
    record = workspace.sources / "small" / "accord.yaml"
    wrong = (
        record.read_text(encoding="utf-8")
        .replace("covers training of", "covers naval")
        .replace("type: mou", "tpye: mou")
    )
    record.write_text(wrong, encoding="utf-8")
    found = check("small", workspace=str(tmp_path))
    assert found == check(workspace=tmp_path)
    assert str(found[0].location) == "sources/small/accord.yaml:18:3"
    with pytest.raises(BriefingError) as caught:
        load("small", workspace=tmp_path)
    assert list(caught.value.problems) == found


def _refusal(folder: Path, *words: str, **options: object) -> tuple[ExitCode, str]:
    with pytest.raises(BriefingError) as caught:
        compose(*words, workspace=folder, **options)  # type: ignore[arg-type]
    return caught.value.exit_code, str(caught.value)


def test_what_compose_refuses(tmp_path: Path) -> None:
    """With the codes and hints of the command."""
    small_workspace(tmp_path)
    refusals = {
        ("nosuch", "press", "en"): (2, "there is no dossier “nosuch”\n  hint: dossiers: small"),
        ("small", "pres", "en"): (2, "there is no audience “pres”\n  hint: did you mean “press”?"),
        ("small", "press", "de"): (2, "there is no language “de” to compose\n  hint: languages of this brief: en, fr"),
    }
    for words, refused in refusals.items():
        assert _refusal(tmp_path, *words) == refused
    assert _refusal(tmp_path, "small", "press", "en", formats="odt")[1].startswith("there is no format “odt”")
    assert _refusal(tmp_path / "nowhere", "small", "press", "en")[0] == 2


def test_an_audience_is_not_given_a_dossier_above_its_ceiling(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path)
    record = workspace.sources / "small" / "accord.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("marking: public", "marking: internal", 1), encoding="utf-8"
    )
    told = "the dossier is marked internal, above what audience “press” may read"
    assert _refusal(tmp_path, "small", "press", "en") == (2, f"{told}\n  hint: compose it for another audience")


def test_a_fault_of_a_template_and_a_page_limit_are_told(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path)
    probe(workspace, "{{ nothing }}\n")
    assert _refusal(tmp_path, "small", "probe", "en")[0] is ExitCode.TEMPLATE
    text = probe(workspace, "# Words\n\n" + "A paragraph of words.\n\n" * 90).read_text(encoding="utf-8")
    (tmp_path / "templates" / "probe.md.j2").write_text(
        text.replace("target: 1", "target: 1\nlimit: 1"), encoding="utf-8"
    )
    assert _refusal(tmp_path, "small", "probe", "en")[0] is ExitCode.LAYOUT


def test_a_brief_is_for_the_formats_it_was_composed_for(tmp_path: Path) -> None:
    """Letters that the PDF lacks stop a brief for PDF alone, unless they may be printed as code points."""
    small_workspace(tmp_path, facts=said("ⴰⵎⴰⵣⵉⵖ words stand here", 9), more="ⴰⵎⴰⵣⵉⵖ words stand here")
    code, told = _refusal(tmp_path, "small", "analyst", "en")
    assert (code, "no glyph for U+2D30" in told) == (ExitCode.LAYOUT, True)
    brief = compose("small", "analyst", "en", formats="docx", workspace=tmp_path)
    assert write(brief, "docx").startswith(b"PK")
    with pytest.raises(BriefingError) as caught:
        write(brief, "pdf")
    assert str(caught.value).startswith("the brief was composed for docx, not for pdf")
    spelt = compose("small", "analyst", "en", workspace=tmp_path, allow_missing_glyphs=True)
    assert write(spelt, "pdf").startswith(b"%PDF")


def test_build_saves_a_set_as_the_command_does(tmp_path: Path) -> None:
    """One word or several; what is not asked for stays."""
    workspace = small_workspace(tmp_path)
    own_templates(workspace)
    first = build("small", audiences=("press", "minister"), languages="en", formats="md", workspace=tmp_path)
    assert [entry.file for entry in first.written] == ["small.press.en.md", "small.minister.en.md"]
    second = build("small", audiences="press", languages="fr", formats=["md"], workspace=tmp_path)
    assert [entry.file for entry in second.carried] == ["small.minister.en.md", "small.press.en.md"]
    assert set(set_bytes(workspace, "small")) == {
        "manifest.json", "small.minister.en.md", "small.press.en.md", "small.press.fr.md",
    }  # fmt: skip
