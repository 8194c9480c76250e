"""Templates run in a sandbox: plain data, strict names, hard limits, and faults told with file and line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.house import load_house
from briefings.templates.compose import Composer
from briefings.templates.library import Library
from briefings.vocabulary.codes import Marking
from briefings.workspace import Workspace
from tests.briefs.desks import (
    EXAMPLE,
    FRONT_LINES,
    REPOSITORY,
    payload_text,
    payloads,
    probe,
    run_apart,
    set_bytes,
    small_workspace,
    write_template,
)

_QUICK = Choice(("probe",), ("en",), ("md",))


def _problem(workspace: Workspace, body: str) -> Problem:
    """Return the one problem that building a probe with this body ends in."""
    probe(workspace, body)
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", _QUICK)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


UNCLOSED = "look here and above for {% … %} or {{ … }} that is not closed, or an if, for or block without its end"


@pytest.mark.parametrize(
    ("body", "line", "message", "hint"),
    [
        ("# T\n\n{{ dosier.title }}\n", 3, "“dosier” is not defined: {{ dosier.title }}", None),
        ("# T\n\n{{ dossier.titel }}\n", 3, "there is no “titel” here: {{ dossier.titel }}", "did you mean “title”?"),
        (
            "# T\n{{ fact.acord.text }}\n",
            2,
            "there is no “acord” here: {{ fact.acord.text }}",
            "did you mean “accord”?",
        ),
        ("# T\n{{ facts[99].text }}\n", 2, "the list has no item 99: {{ facts[99].text }}", None),
        ("# T\n\n{% if x %}\n", 3, None, UNCLOSED),
        ("# T\n\n{{ 'a' | nosuch }}\n", 3, "No filter named 'nosuch': {{ 'a' | nosuch }}", None),
        ("# T\n{{ 1 is nosuch }}\n", 2, "No test named 'nosuch': {{ 1 is nosuch }}", None),
        ("# T\n{% nosuch %}\n", 2, None, None),
        ("# T\n{{ facts.clear() }}\n", 2, None, None),
        ("# T\n{{ ''.__class__ }}\n", 2, None, None),
        ("# T\n{{ dossier.title.upper() }}\n", 2, None, None),
        ("# T\n{{ range(3) }}\n", 2, "“range” is not defined: {{ range(3) }}", None),
        ("# T\n{{ 1 / 0 }}\n", 2, "a number is divided by zero: {{ 1 / 0 }}", None),
        ("# T\n{{ 'x' | date }}\n", 2, "the date filter takes a date such as 2026-11-23: {{ 'x' | date }}", None),
        ("# T\n{{ nosuch | cite }}\n", 2, None, None),
        ("# T\n{{ 'nosuch' | cite }}\n", 2, None, "write {{ fact | cite }} or {{ item.basis | cite }}"),
    ],
)
def test_faults_have_file_line_and_the_line_itself(
    tmp_path: Path, body: str, line: int, message: str | None, hint: str | None
) -> None:
    """Each fault is one problem at its place; close names are offered; no object's address is shown."""
    problem = _problem(small_workspace(tmp_path), body)
    assert str(problem.location) == f"templates/probe.md.j2:{FRONT_LINES + line}"
    assert " 0x" not in str(problem)
    if message is not None:
        assert problem.message == message
    if hint is not None:
        assert problem.hint == hint


def test_undefined_names_offer_the_nearest_in_a_list_of_known_ones(tmp_path: Path) -> None:
    """Where nothing is close, all known names are given."""
    problem = _problem(small_workspace(tmp_path), "# T\n\n{{ dossier.qqq }}\n")
    assert problem.hint == "known here: id, title, desk, as_at, marking, remark"


def test_a_fault_in_an_included_section_names_that_file(tmp_path: Path) -> None:
    """The place is the file that has the fault, not the audience that includes it."""
    workspace = small_workspace(tmp_path)
    write_template(workspace, "en/broken.md.j2", "## Section\n\n{{ dossier.nothing }}\n")
    problem = _problem(workspace, '# T\n\n{% include "en/broken.md.j2" %}\n')
    assert str(problem.location) == "templates/en/broken.md.j2:3"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.md.j2",
        "en/../../secret.md.j2",
        "/etc/passwd",
        "..\\\\secret.md.j2",
        "en//gaps.md.j2",
        "./en/gaps.md.j2",
        "house.yaml",
        "en/labels.yaml",
        "nosuch.md.j2",
        "EN/gaps.md.j2",
        "",
    ],
)
@pytest.mark.parametrize("tag", ['{%% include "%s" %%}', '{%% extends "%s" %%}', '{%% import "%s" as x %%}'])
def test_templates_stay_in_their_folder(tmp_path: Path, name: str, tag: str) -> None:
    """No other file than a template of the library can be included, extended or imported."""
    workspace = small_workspace(tmp_path)
    (tmp_path / "secret.md.j2").write_text("SECRET", encoding="utf-8")
    problem = _problem(workspace, "# T\n" + tag % name + "\n")
    assert "there is no template" in problem.message
    assert problem.location is not None
    assert problem.location.file == "templates/probe.md.j2"


@pytest.mark.parametrize("name", ["probe.md.j2", "en/gaps.md.j2", "house.yaml", "en/labels.yaml"])
def test_a_linked_template_is_refused(tmp_path: Path, name: str) -> None:
    """A symbolic link could bring in any file of the machine."""
    workspace = small_workspace(tmp_path)
    probe(workspace, '# T\n\n{% include "en/gaps.md.j2" %}\n')
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    target = workspace.root / "templates" / name
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    target.symlink_to(secret)
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", _QUICK)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert [str(problem) for problem in caught.value.problems] == [
        f"templates/{name}: a template must be a file of its own, not a link"
    ]


def test_a_linked_folder_of_wording_is_refused(tmp_path: Path) -> None:
    """A folder that is a link is one too."""
    workspace = small_workspace(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "gaps.md.j2").write_text("SECRET", encoding="utf-8")
    probe(workspace, '# T\n\n{% include "en/gaps.md.j2" %}\n')
    (workspace.root / "templates" / "en").symlink_to(elsewhere)
    with pytest.raises(BriefingError, match="not a link"):
        build_dossier(workspace, "small", _QUICK)


_BOMBS = {
    "power": "{{ 10**10**8 }}",
    "power in a dead branch": "{% if false %}{{ 10**(10**8) }}{% endif %}{{ 10**(10**8) }}",
    "text": "{{ 'x' * 10**9 }}",
    "text in a dead branch": "{{ 'A'*10**9 if false else 'A'*1000000000 }}",
    "list": "{{ [0] * 1000000000 }}",
    "range": "{% for i in range(999999999) %}x{% endfor %}",
    "format": "{{ '%01000000000d' % 1 }}",
    "padding": "{{ '%1000000000s' | format('x') }}",
    "centre": "{{ 'x' | center(1000000000) }}",
    "doubling": "{% set ns = namespace(x='x') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macro twice": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "itself": '{% include "probe.md.j2" %}',
    "extends itself": '{% extends "probe.md.j2" %}',
    "loops": "".join(f"{{% for a{n} in facts %}}" for n in range(9)) + "x" + "{% endfor %}" * 9,
    "deep loops": "{% for i in [1] %}" * 60 + "x" + "{% endfor %}" * 60,
    "brackets": "{{" + "(" * 5000 + "1" + ")" * 5000 + "}}",
    "lists": "{{" + "[" * 5000 + "1" + "]" * 5000 + "}}",
    "signs": "{{ " + "-" * 5000 + "1 }}",
    "denials": "{{ " + "not " * 5000 + "1 }}",
    "attributes": "{{ dossier" + ".a" * 20000 + " }}",
    "filters": "{{ 'x'" + "|capital" * 20000 + " }}",
    "size": "{{ dossier.title }}\n" * 100000,
    "recursive loop": "{% for i in facts recursive %}{{ loop(facts) }}{% endfor %}",
    "wide loops": "{% for a in [LIST] %}{% for b in [LIST] %}{% for c in [LIST] %}{% for d in [LIST] %}x{% endfor %}"
    "{% endfor %}{% endfor %}{% endfor %}".replace("LIST", "1," * 999),
    "empty wide loops": "{% for a in [LIST] %}{% for b in [LIST] %}{% for c in [LIST] %}{% for d in [LIST] %}"
    "{% endfor %}{% endfor %}{% endfor %}{% endfor %}".replace("LIST", "1," * 999),
    "growing set": "{% set x = 'x' %}" + "{% set x = x ~ x %}" * 99,
    "growing sum": "{% set x = 'x' %}" + "{% set x = x + x %}" * 99,
    "growing list": "{% set x = [1] %}" + "{% set x = x + x %}" * 99,
    "growing nest": "{% set x = [1] %}" + "{% set x = [x, x] %}" * 99 + "{{ x }}",
    "growing block": "{% set x = 'xx' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 99,
    "growing join": "{% set x = 'xx' %}" + "{% set x = [x, x] | join %}" * 99,
    "halving macro": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}",
    "growing text": "{% macro m(x) %}{{ x ~ x }}{% endmacro %}" + "{{ " + "m(" * 60 + "'x'" + ")" * 60 + " }}",
}


@pytest.mark.parametrize("kind", _BOMBS)
def test_bombs_end_soon_with_a_template_error(tmp_path: Path, kind: str) -> None:
    """A bomb is refused within two seconds, for a build and for a check of the templates; the next build is fine."""
    workspace = small_workspace(tmp_path)
    probe(workspace, "# T\n\n" + _BOMBS[kind] + "\n")
    start = time.process_time()
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", _QUICK)
    assert time.process_time() - start < 2
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert all(p.location and p.location.file == "templates/probe.md.j2" for p in caught.value.problems)
    probe(workspace, "# T\n\nfine\n")
    assert build_dossier(workspace, "small", _QUICK).changed


def test_bombs_end_soon_in_the_command(tmp_path: Path) -> None:
    """The command ends with exit 4, one line for each problem, and no traceback."""
    workspace = small_workspace(tmp_path)
    for words, options in (("build", ("small", "--audience", "probe")), ("template", ("check",))):
        probe(workspace, "# T\n\n{{ 10**10**8 }}\n")
        made = run_apart(words, *options, cwd=workspace.root, timeout=10)
        assert made.code == 4
        assert f"templates/probe.md.j2:{FRONT_LINES + 3}: “**” works on numbers" in made.err
        assert "Traceback" not in made.err


def test_attack_data_reaches_nothing(tmp_path: Path) -> None:
    """Every template payload is refused (exit 4) or prints harmless words; no file appears, no object is shown."""
    workspace = small_workspace(tmp_path)
    canary, secret = tmp_path / "canary", tmp_path / "secret"
    secret.write_text("THE-SECRET", encoding="utf-8")
    wrong: dict[str, str] = {}
    for entry in payloads("ssti"):
        body = payload_text(entry["value"]).replace("@CANARY@", str(canary)).replace("@SECRET@", str(secret))
        probe(workspace, "# T\n\n" + body + "\n")
        start = time.process_time()
        try:
            build_dossier(workspace, "small", _QUICK)
            printed = b"".join(set_bytes(workspace, "small").values()).decode()
        except BriefingError as error:
            printed = str(error) if error.exit_code is ExitCode.TEMPLATE else f"exit {error.exit_code} <class"
        except (Exception, RecursionError) as error:
            printed = f"{type(error).__name__} <class"
        seconds = time.process_time() - start
        if "THE-SECRET" in printed or "<class" in printed or " at 0x" in printed or canary.exists() or seconds > 2:
            wrong[str(entry["id"])] = f"{seconds:.1f} s {printed[-200:]}"
        canary.unlink(missing_ok=True)
    assert wrong == {}


def _kinds(value: Any) -> set[type]:
    """Return the exact types of a value and of everything in it."""
    below: list[Any] = [*value.keys(), *value.values()] if type(value) is dict else value if type(value) is list else []
    return {type(value)}.union(*(_kinds(item) for item in below))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("ceiling", list(Marking))
def test_the_context_holds_exact_plain_types_only(language: str, ceiling: Marking) -> None:
    """Nothing with a method worth calling ever reaches a template: no subclass, no enum, no path, no record."""
    workspace = Workspace(REPOSITORY)
    library = Library(workspace.template_folders)
    composer = Composer(load_dossier(workspace, EXAMPLE), library, load_house(library))
    context = composer.context(language, ceiling)
    assert _kinds(context) <= {dict, list, str, int, float, bool, type(None)}
    assert len(context["facts"]) > 20


def test_a_template_cannot_change_what_the_next_one_sees(tmp_path: Path) -> None:
    """Each brief gets a context of its own; setting a name or an item changes nothing elsewhere."""
    workspace = small_workspace(tmp_path)
    body = "# T\n\n{% set facts = [] %}{% set dossier = 1 %}{{ facts | length }}\n"
    probe(workspace, body)
    write_template(
        workspace,
        "zeta.md.j2",
        (workspace.root / "templates" / "probe.md.j2").read_text().replace(body, "# T\n\n{{ facts | length }}\n"),
    )
    build_dossier(workspace, "small", Choice(("probe", "zeta"), ("en",), ("md",)))
    files = set_bytes(workspace, "small")
    assert files["small.probe.en.md"].endswith(b"\n0\n")
    assert files["small.zeta.en.md"].endswith(b"\n3\n")
