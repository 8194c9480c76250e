"""Compiled templates are kept: never a desk's on disk, never for another text, and nothing depends on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.bundled import templates
from tests.briefs.desks import own_templates, probe, run_apart, set_bytes, small_workspace, write_template

_BUILD = ("build", "small", "--audience", "press", "--language", "en", "--force", "--format", "md")


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder for bytecode, and the surroundings that make Python use it."""
    folder = tmp_path / "bytecode"
    return folder, {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONDONTWRITEBYTECODE": ""}


def _compiled(folder: Path) -> dict[str, bytes]:
    return {path.name.split(".")[0]: path.read_bytes() for path in folder.rglob("*.j2c")}


def test_templates_of_the_package_are_kept_beside_its_bytecode(
    tmp_path: Path, kept: tuple[Path, dict[str, str]]
) -> None:
    """One file a template, the same after a second build, whose briefs are the same."""
    folder, env = kept
    workspace = small_workspace(tmp_path / "one")
    assert run_apart(*_BUILD, cwd=workspace.root, env=env).code == 0
    first, briefs = _compiled(folder), set_bytes(workspace, "small")
    assert {"base", "press", "en-note", "en-sources"} <= set(first)
    assert run_apart(*_BUILD, cwd=workspace.root, env=env).code == 0
    assert (_compiled(folder), set_bytes(workspace, "small")) == (first, briefs)


def test_a_template_of_a_desk_is_never_kept_on_disk(tmp_path: Path, kept: tuple[Path, dict[str, str]]) -> None:
    """A copy of a packaged one, word for word, is the package's; one with other words is not."""
    folder, env = kept
    workspace = small_workspace(tmp_path / "one")
    own = own_templates(workspace)
    with (own / "en" / "note.md.j2").open("a", encoding="utf-8") as stream:
        stream.write("{# mine #}")
    shutil.copyfile(own / "press.md.j2", own / "mine.md.j2")
    made = run_apart(*(word.replace("press", "press,mine") for word in _BUILD), cwd=workspace.root, env=env)
    assert made.code == 0, made.err
    assert not {"mine", "en-note"} & set(_compiled(folder))
    assert not [path for path in workspace.root.rglob("*") if path.suffix in (".j2c", ".pyc")]


def test_what_is_kept_for_another_text_is_not_taken(tmp_path: Path, kept: tuple[Path, dict[str, str]]) -> None:
    """The code of one template under the name of another, half a file, and no code at all: each is compiled anew."""
    folder, env = kept
    workspace = small_workspace(tmp_path / "one")
    assert run_apart(*_BUILD, cwd=workspace.root, env=env).code == 0
    first, briefs = _compiled(folder), set_bytes(workspace, "small")
    places = {path.name.split(".")[0]: path for path in folder.rglob("*.j2c")}
    places["base"].write_bytes(first["press"])
    places["press"].write_bytes(first["press"][: len(first["press"]) // 2])
    places["en-note"].write_bytes(b"")
    places["en-sources"].write_bytes(b"i\x01\x00\x00\x00")
    made = run_apart(*_BUILD, cwd=workspace.root, env=env)
    assert (made.code, made.err) == (0, "")
    assert set_bytes(workspace, "small") == briefs
    # Python writes the same code with other reference marks; the key at the head says whose it is.
    assert {name: data[:80] for name, data in _compiled(folder).items()} == {
        name: data[:80] for name, data in first.items()
    }


def test_no_label_of_a_language_or_a_workspace_stays_in_the_code(
    tmp_path: Path, kept: tuple[Path, dict[str, str]]
) -> None:
    """A label written in a template is looked up where it is printed: in another language, in another workspace."""
    _, env = kept
    heading = '# {{ "annex" | label("page") }} {{ 2 + 3 }}\n'
    one, other = small_workspace(tmp_path / "one"), small_workspace(tmp_path / "other")
    for workspace in (one, other):
        probe(workspace, heading)
    labels = own_templates(small_workspace(tmp_path / "third")) / "en" / "labels.yaml"
    text = labels.read_text(encoding="utf-8")
    assert "annex: Annex\n" in text
    write_template(other, "en/labels.yaml", text.replace("annex: Annex\n", "annex: Enclosure\n"))
    printed = []
    for workspace, language in ((one, "fr"), (one, "en"), (other, "en"), (one, "en")):
        words = ("build", "small", "-a", "probe", "-l", language, "--force", "--format", "md")
        assert run_apart(*words, cwd=workspace.root, env=env).code == 0
        name = f"small.probe.{language}.md"
        printed.append(set_bytes(workspace, "small")[name].decode().split("\n# ")[1].split(" {#")[0])
    assert printed == ["Annexe 5", "Annex 5", "Enclosure 5", "Annex 5"]
    build_dossier(one, "small", Choice(("probe",), formats=("md",), force=True))
    files = set_bytes(one, "small")
    assert b"# Annexe 5" in files["small.probe.fr.md"] and b"# Annex 5" in files["small.probe.en.md"]


def test_nothing_is_kept_where_python_may_not(tmp_path: Path, kept: tuple[Path, dict[str, str]]) -> None:
    """With PYTHONDONTWRITEBYTECODE set no file is written, nor where a file stands in the way of the folder."""
    folder, env = kept
    workspace = small_workspace(tmp_path / "one")
    assert run_apart(*_BUILD, cwd=workspace.root, env=env | {"PYTHONDONTWRITEBYTECODE": "1"}).code == 0
    assert _compiled(folder) == {}
    folder.write_text("in the way", encoding="utf-8")
    made = run_apart(*_BUILD, cwd=workspace.root, env=env)
    assert (made.code, made.err) == (0, "")


def test_every_packaged_template_has_a_place_of_its_own() -> None:
    """No two names meet in one file."""
    from briefings.templates.compiled import _place

    names = [path.relative_to(templates()).as_posix() for path in templates().rglob("*.md.j2")]
    assert len({_place(name) for name in names}) == len(names) > 40


@pytest.mark.parametrize("order", [("en", "fr"), ("fr", "en")])
def test_a_compiled_template_holds_no_words_of_a_language(order: tuple[str, str], tmp_path: Path) -> None:
    """A template that both languages share prints the labels of each, whichever was composed first."""
    workspace = small_workspace(tmp_path)
    own_templates(workspace)
    base = workspace.root / "templates" / "base.md.j2"
    # New text, so that nothing compiled earlier serves it.
    base.write_text(base.read_text(encoding="utf-8") + f"{{# {order} #}}\n", encoding="utf-8")
    for language in order:
        build_dossier(workspace, "small", Choice(("press",), (language,), ("md",)))
    texts = {
        language: (workspace.output / "small" / f"small.press.{language}.md").read_text(encoding="utf-8")
        for language in order
    }
    assert ("as at 23" in texts["en"], "état au" in texts["en"]) == (True, False)
    assert ("as at" in texts["fr"], "état au 23" in texts["fr"]) == (False, True)
