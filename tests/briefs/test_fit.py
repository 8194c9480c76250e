"""A brief that runs over is shortened, then cut by priority, and it is said what was done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings.build.build import Choice, Result, build_dossier
from briefings.build.fit import with_cuts
from briefings.errors import BriefingError
from briefings.templates.audience import Cut, load_audience
from briefings.templates.library import Library
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import set_bytes, small_workspace, write_template
from tests.pdf_reading import pdf_blocks
from tests.word_reading import word_blocks

_FRONT = """---
title: {{en: Probe}}
description: {{en: A template under test.}}
marking: restricted
languages: [en]
target: 1
limit: {limit}
tell_cuts: {tell}
sections:
{sections}
---
{{% extends "base.md.j2" %}}
"""
#: Pages of words for each section; the short form holds one line.
_WORDS = """\
{{% set name = "{name}" %}}
## {title}

{{% if options.form | default("long") == "long" %}}
{{% for line in [{lines}] %}}
Line {{{{ line }}}} of {name}, invented words that fill one line of the page.

{{% endfor %}}
{{% else %}}
{name} in short.
{{% endif %}}
"""


def _desk(folder: Path, limit: int, *sections: str, tell: bool = False, lines: int = 15) -> Workspace:
    """Return a workspace whose audience ``probe`` has the sections ``alpha``, ``beta`` and ``gamma``."""
    workspace = small_workspace(folder)
    listed = "\n".join(f"  - {section}" for section in sections)
    front = _FRONT.format(limit=limit, tell="true" if tell else "false", sections=listed)
    write_template(workspace, "probe.md.j2", front)
    for name in ("alpha", "beta", "gamma"):
        numbers = ", ".join(str(number) for number in range(lines))
        write_template(workspace, f"en/{name}.md.j2", _WORDS.format(name=name, title=name.capitalize(), lines=numbers))
    return workspace


def _built(workspace: Workspace) -> Result:
    return build_dossier(workspace, "small", Choice(("probe",), ("en",)))


def _steps(result: Result) -> list[tuple[str, str]]:
    """Return section and step of each cut; Word and PDF must have the same."""
    word, pdf = ([(cut["section"], cut["step"]) for cut in entry.cuts] for entry in result.written)
    assert word == pdf
    return word


def _text(workspace: Workspace) -> tuple[str, ...]:
    """Return the text of the PDF, which the Word file must hold too."""
    files = set_bytes(workspace, "small")
    text = pdf_blocks(files["small.probe.en.pdf"])
    assert word_blocks(files["small.probe.en.docx"]) == text
    return text


def test_a_brief_that_fits_is_left_alone(tmp_path: Path) -> None:
    """Short forms and priorities mean nothing where there is room."""
    workspace = _desk(tmp_path, 2, "alpha: {priority: 1, short: {form: short}}", "beta: {priority: 2}")
    result = _built(workspace)
    assert _steps(result) == []
    assert "alpha in short." not in _text(workspace)


def test_short_forms_come_first(tmp_path: Path) -> None:
    """The least priority is shortened first; nothing goes while a short form is enough."""
    workspace = _desk(
        tmp_path, 1, "alpha: {priority: 2, short: {form: short}}", "beta: {priority: 1, short: {form: short}}", lines=25
    )
    assert _steps(_built(workspace)) == [("beta", "short")]
    text = _text(workspace)
    assert "beta in short." in text
    assert "Line 24 of alpha, invented words that fill one line of the page." in text


def test_then_the_least_priority_goes(tmp_path: Path) -> None:
    """A dropped section is in neither format; one that stays has no priority or a higher one."""
    workspace = _desk(tmp_path, 1, "alpha", "beta: {priority: 1}", "gamma: {priority: 2}", lines=15)
    assert _steps(_built(workspace)) == [("beta", "drop")]
    assert [block for block in _text(workspace) if block in ("Alpha", "Beta", "Gamma")] == ["Alpha", "Gamma"]


def test_of_equals_the_later_one_goes(tmp_path: Path) -> None:
    """Readers reach it last."""
    workspace = _desk(tmp_path, 1, "alpha: {priority: 1}", "beta: {priority: 1}", lines=30)
    assert _steps(_built(workspace)) == [("beta", "drop")]


def test_what_moves_to_the_annex_is_whole_there(tmp_path: Path) -> None:
    """The annex begins a new page, has its heading, does not count for the limit, and drops the short form."""
    workspace = _desk(tmp_path, 1, "alpha", "beta: {priority: 1, short: {form: short}, over: annex}", lines=33)
    result = _built(workspace)
    assert _steps(result) == [("beta", "annex")]
    assert [(entry.pages, entry.annex_pages) for entry in result.written] == [(None, 0), (2, 1)]
    text = _text(workspace)
    at = text.index("Annex")
    assert text[at + 1] == "Beta"
    assert text[at + 2 :] == tuple(
        f"Line {number} of beta, invented words that fill one line of the page." for number in range(33)
    )


def test_the_brief_says_what_was_cut_where_the_audience_asks(tmp_path: Path) -> None:
    """One line, in both formats; without ``tell_cuts`` there is none."""
    sections = ("alpha", "beta: {priority: 1}", "gamma: {priority: 2, over: annex}")
    workspace = _desk(tmp_path / "told", 1, *sections, tell=True, lines=30)
    _built(workspace)
    assert "To keep to one page, “Beta” was left out; “Gamma” was moved to the annex." in _text(workspace)
    silent = _desk(tmp_path / "silent", 1, *sections, lines=30)
    _built(silent)
    assert not [block for block in _text(silent) if block.startswith("To keep")]


def test_manifest_and_terminal_list_the_cuts(tmp_path: Path, briefing: Command) -> None:
    """With section, printed heading and step."""
    workspace = _desk(tmp_path, 1, "alpha: {short: {form: short}}", "beta: {priority: 1}", lines=40)
    made = briefing("build", "small", "-a", "probe", cwd=workspace.root)
    assert (made.code, made.err) == (0, "remark: probe in en, cut to 1 page: alpha shortened, beta left out\n")
    manifest = json.loads(set_bytes(workspace, "small")["manifest.json"])
    cuts = [
        {"section": "alpha", "title": "Alpha", "step": "short"},
        {"section": "beta", "title": "Beta", "step": "drop"},
    ]
    assert [entry["cuts"] for entry in manifest["files"]] == [cuts, cuts]


def test_a_limit_that_cannot_hold_names_what_stands_in_the_way(tmp_path: Path, briefing: Command) -> None:
    """Exit 6 at the limit's own line, the largest section first; nothing is built."""
    workspace = _desk(tmp_path, 1, "alpha", "beta: {priority: 1}", "gamma", lines=30)
    made = briefing("build", "small", "-a", "probe", cwd=workspace.root)
    assert made.code == 6
    first, hint = made.err.splitlines()
    assert first == (
        "templates/probe.md.j2:7:1: the brief for “probe” in “en” has 2 pages; its limit is 1,"
        " although all was cut that may be: beta (drop)"
    )
    assert hint.startswith("  hint: in the way, with their notes: ")
    assert "alpha (0." in hint
    assert "gamma (0." in hint
    assert "beta" not in hint
    assert "title and what stands in no section (0." in hint
    assert not (workspace.output / "small").exists()


@pytest.mark.parametrize(
    ("section", "place", "message"),
    [
        ("alpha: {priority: 0}", "11:23", "a priority is a number from 1 to 9"),
        ("alpha: {priority: high}", "11:23", "a priority is a number from 1 to 9"),
        ("alpha: {over: anex}", "11:19", "“over” says where a section goes that finds no room"),
        ("alpha: {short: 3}", "11:20", "options are written as {name: value}"),
        ("alpha: {short: {form: [a]}}", "11:27", "option “form” must be a word or a number"),
    ],
)
def test_wrong_front_matter_is_told_with_its_place(tmp_path: Path, section: str, place: str, message: str) -> None:
    """Line and column in the audience's file."""
    workspace = _desk(tmp_path, 1, "gamma", section)
    with pytest.raises(BriefingError) as caught:
        _built(workspace)
    assert [str(p).splitlines()[0] for p in caught.value.problems] == [f"templates/probe.md.j2:{place}: {message}"]


def test_cuts_are_made_again_in_their_order(tmp_path: Path) -> None:
    """``verify`` repeats them; a cut of a section that is no longer there is passed over."""
    workspace = _desk(tmp_path, 1, "alpha: {short: {form: short}}", "beta: {priority: 1, over: annex}")
    audience = load_audience(Library(workspace.template_folders), "probe")
    cuts = (Cut(0, "alpha", "Alpha", "short"), Cut(1, "beta", "Beta", "annex"), Cut(0, "gone", "Gone", "drop"))
    fewer = with_cuts(audience, cuts)
    assert [(section.name, dict(section.options)) for section in fewer.sections] == [("alpha", {"form": "short"})]
    assert [section.name for section in fewer.annex] == ["beta"]
    assert fewer.cuts == cuts[:2]


def test_a_short_form_that_changes_nothing_is_no_cut(tmp_path: Path) -> None:
    """Nothing is told that was not done."""
    workspace = _desk(tmp_path, 1, "alpha: {priority: 1, short: {form: long}}", "beta: {priority: 2}", lines=30)
    assert _steps(_built(workspace)) == [("alpha", "drop")]
