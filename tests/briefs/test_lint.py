"""``template check`` finds what a build might only meet later."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings import bundled
from briefings.dossiers import load_dossier
from briefings.errors import ExitCode, Problem
from briefings.house import load_house
from briefings.templates.library import Library
from briefings.templates.lint import check_templates
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import FRONT_LINES, REPOSITORY, own_templates, probe, small_workspace


def _check(workspace: Workspace) -> list[Problem]:
    library = Library(workspace.template_folders)
    return check_templates(library, load_house(library), [load_dossier(workspace, "small")])


def _told(workspace: Workspace) -> list[str]:
    found = _check(workspace)
    assert {problem.code for problem in found} <= {ExitCode.TEMPLATE}
    return [str(problem).split("\n")[0] for problem in found]


def test_the_bundled_templates_are_sound(tmp_path: Path) -> None:
    """Nothing is wrong with what comes along, on the small dossier and on the example."""
    assert _told(small_workspace(tmp_path)) == []
    workspace = Workspace(REPOSITORY)
    library = Library(workspace.template_folders)
    assert check_templates(library, load_house(library), [load_dossier(workspace, "rwanda-2024")]) == []


def test_an_unknown_section(tmp_path: Path) -> None:
    """A section nobody words is told where the audience names it, once for each language."""
    workspace = small_workspace(tmp_path)
    path = probe(workspace, '{% extends "base.md.j2" %}\n')
    path.write_text(path.read_text().replace("[gaps]", "[gasp]"), encoding="utf-8")
    found = _told(workspace)
    assert found[:2] == [
        "templates/probe.md.j2:6:12: section “gasp” is not worded in “en”",
        "templates/probe.md.j2:6:12: section “gasp” is not worded in “fr”",
    ]


def test_a_section_worded_in_one_language_only(tmp_path: Path) -> None:
    """English is there, French is missing."""
    workspace = small_workspace(tmp_path)
    path = probe(workspace, '{% extends "base.md.j2" %}\n')
    path.write_text(path.read_text().replace("[gaps]", "[annex]"), encoding="utf-8")
    (workspace.root / "templates" / "en").mkdir()
    (workspace.root / "templates" / "en" / "annex.md.j2").write_text("## Annex\n\nWords.\n", encoding="utf-8")
    found = _told(workspace)
    assert "templates/probe.md.j2:6:12: section “annex” is not worded in “fr”" in found
    assert not any("“en”" in line for line in found)


def test_an_undefined_name_in_a_branch_nobody_takes(tmp_path: Path) -> None:
    """A build would not meet it; the check does, with the nearest known name."""
    workspace = small_workspace(tmp_path)
    probe(workspace, "# T\n\n{% if false %}\n{{ dosier.title }}\n{% endif %}\n")
    found = _check(workspace)
    assert [str(problem.location) for problem in found] == [f"templates/probe.md.j2:{FRONT_LINES + 4}"]
    assert found[0].message == "“dosier” is not defined: {{ dosier.title }}"
    assert found[0].hint == "did you mean “dossier”?"


#: What Jinja has inside macros, or as functions; no template here can use it.
_INTERNALS = ("caller", "varargs", "kwargs", "range", "namespace", "cycler", "joiner", "lipsum", "dict")


@pytest.mark.parametrize("name", [*_INTERNALS, "kwarg", "callers", "vararg", "zzz"])
def test_only_names_that_an_author_can_use_are_proposed(tmp_path: Path, name: str) -> None:
    """Jinja’s own are unknown like any other name, and no hint offers one."""
    workspace = small_workspace(tmp_path)
    probe(workspace, f"# T\n\n{{{{ {name} }}}}\n")
    (found,) = _check(workspace)
    assert found.message == f"“{name}” is not defined: {{{{ {name} }}}}"
    offered = set(re.findall(r"[a-z_]+", (found.hint or "").partition(" ")[2]))
    assert not offered & {*_INTERNALS, "section", "options", "quote", "loop", "capital", "divisibleby"}


def test_a_macro_may_use_what_it_is_called_with(tmp_path: Path) -> None:
    """``caller``, ``varargs`` and ``kwargs`` are known inside a macro."""
    workspace = small_workspace(tmp_path)
    macro = "{% macro box(x) %}{{ x }}, {{ varargs | count }}, {{ kwargs.a }}: {{ caller() }}{% endmacro %}"
    probe(workspace, f"# T\n\n{macro}{{% call box('A', 1, a=2) %}}words{{% endcall %}}\n")
    assert _told(workspace) == []


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("{% for party in parties %}{{ prty.name }}{% endfor %}", "did you mean “party”?"),
        ("{% for party in parties %}{{ loops.index }}{% endfor %}", "did you mean “loop”?"),
        ('{% import "en/words.md.j2" as words %}{{ wrods }}', "did you mean “words”?"),
        ('{% from "en/words.md.j2" import count as number %}{{ nmber }}', "did you mean “number”?"),
        ("{{ loop.index }}", "“loop” is known between {% for … %} and its {% endfor %} only"),
        ("{{ gaps | lsit }}", "did you mean “list”?"),
        ("{{ gaps | prties }}", "filters: "),
        ("{{ gaps is definde }}", "did you mean “defined”?"),
    ],
)
def test_the_nearest_name_is_of_the_same_kind(tmp_path: Path, line: str, hint: str) -> None:
    """Names that the template makes itself count; a filter is never offered for a value, nor a value for a filter."""
    workspace = small_workspace(tmp_path)
    probe(workspace, f"# T\n\n{line}\n")
    assert [(problem.hint or "").startswith(hint) for problem in _check(workspace)] == [True]


def test_the_words_of_a_note_have_their_quote(tmp_path: Path) -> None:
    """``quote`` is known there and in no section."""
    workspace = small_workspace(tmp_path)
    templates = own_templates(workspace)
    gaps = templates / "en" / "gaps.md.j2"
    gaps.write_text("{{ quote.text }}{{ section.name }}\n", encoding="utf-8")
    assert _told(workspace) == ["templates/en/gaps.md.j2:1: “quote” is not defined: {{ quote.text }}{{ section.name }}"]


def test_an_unknown_filter_in_a_branch_nobody_takes(tmp_path: Path) -> None:
    """Templates are compiled as a whole."""
    workspace = small_workspace(tmp_path)
    probe(workspace, "# T\n\n{% if false %}\n{{ dossier.title | nosuch }}\n{% endif %}\n")
    assert _told(workspace)[0].startswith(f"templates/probe.md.j2:{FRONT_LINES + 4}: there is no filter “nosuch”")


def test_an_unknown_fact(tmp_path: Path) -> None:
    """``fact.name`` must be a fact of the dossier."""
    workspace = small_workspace(tmp_path)
    probe(workspace, "# T\n\n{% if false %}{{ fact.trainin | cite }}{% endif %}\n")
    found = _check(workspace)
    assert [problem.hint for problem in found] == ["did you mean “training”?"]


def test_an_unknown_label_and_a_missing_one(tmp_path: Path) -> None:
    """A label that a template asks for, and one that a language lacks."""
    workspace = small_workspace(tmp_path)
    probe(workspace, '# T\n\n{{ "trainin" | label("provision") }}\n')
    assert "“trainin” has no label in “provision”" in _told(workspace)[0]
    templates = own_templates_of(workspace)
    labels = templates / "fr" / "labels.yaml"
    text = labels.read_text(encoding="utf-8")
    labels.write_text(text.replace("  remote-chance:", "  remote-chanse:"), encoding="utf-8")
    told = "\n".join(_told(workspace))
    assert "templates/fr/labels.yaml" in told
    assert "remote-chance" in told


def own_templates_of(workspace: Workspace) -> Path:
    """Return a full copy of the templates in a workspace that had some of its own, which go."""
    import shutil

    shutil.rmtree(workspace.root / "templates")
    return own_templates(workspace)


def test_problems_of_structure_are_found(tmp_path: Path) -> None:
    """An unknown division, a second title and a jump between headings are faults of the template."""
    for body in ("# T\n\n::: {.notise}\nx\n:::\n", "# T\n\n# U\n", "# T\n\n#### U\n"):
        workspace = small_workspace(tmp_path / str(len(body)))
        probe(workspace, body)
        found = _told(workspace)
        assert found, body
        assert all(line.startswith("templates/probe.md.j2: ") for line in found)


def test_a_colour_that_cannot_be_read_on_a_ground(tmp_path: Path, briefing: Command) -> None:
    """Exit 4 with file, line and column, from the check and from a build; no brief is made."""
    workspace = small_workspace(tmp_path)
    house = (bundled.templates() / "house.yaml").read_text(encoding="utf-8").replace("#595959", "#767676")
    (workspace.root / "templates").mkdir()
    (workspace.root / "templates" / "house.yaml").write_text(house, encoding="utf-8")
    line = next(number for number, words in enumerate(house.split("\n"), 1) if "#767676" in words)
    told = (
        f"templates/house.yaml:{line}:10: “muted” on “tint” #EAF0F6 has a contrast of 3.96:1, less than 4.5:1\n"
        "  hint: take two colours that differ more, one dark and one light\n"
    )
    for command in (("template", "check"), ("build", "small")):
        made = briefing(*command, cwd=workspace.root)
        assert (made.code, made.out, made.err) == (4, "", told)
    assert not (workspace.root / "output").exists()
