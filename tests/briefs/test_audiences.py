"""Audiences: front matter is checked with places, and nothing above a ceiling reaches a brief."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from briefings.build.build import Choice, build_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.style import Points
from briefings.templates.audience import Audience, audience_names, load_audience
from briefings.templates.library import Library
from briefings.vocabulary.codes import Marking
from briefings.workspace import Workspace
from tests.briefs.desks import (
    AUDIENCES,
    EXAMPLE,
    REPOSITORY,
    example_workspace,
    said,
    set_bytes,
    small_workspace,
    write_template,
)
from tests.pdf_reading import pdf_blocks

_GOOD = {
    "title": "{en: T, fr: T}",
    "description": "{en: D, fr: D}",
    "marking": "internal",
    "target": "1",
    "sections": "[gaps]",
}


def _load(folder: Path, front: str, body: str = "# T\n") -> Audience:
    workspace = small_workspace(folder)
    write_template(workspace, "probe.md.j2", f"---\n{front}---\n{body}")
    return load_audience(Library(workspace.template_folders), "probe")


def _front(**changed: str | None) -> str:
    entries = {**_GOOD, **changed}
    return "".join(f"{key}: {value}\n" for key, value in entries.items() if value is not None)


def test_the_bundled_audiences() -> None:
    """Five audiences come along; the skeleton is none."""
    library = Library(Workspace(REPOSITORY).template_folders)
    assert audience_names(library) == AUDIENCES
    ceilings = {name: load_audience(library, name).ceiling for name in AUDIENCES}
    assert ceilings["press"] is Marking.PUBLIC
    assert ceilings["parliament"] is Marking.PUBLIC


_NUMBERS = {
    "en": ("", "One page", "Two pages", "Three pages", "Four pages", "Five pages", "Six", "Seven", "Eight pages"),
    "fr": ("", "Une page", "Deux pages", "Trois pages", "Quatre pages", "Cinq pages", "Six", "Sept", "Huit pages"),
}


@pytest.mark.parametrize("name", AUDIENCES)
@pytest.mark.parametrize(
    ("language", "at_most", "open_end"), [("en", "at most", "or more"), ("fr", "au plus", "ou plus")]
)
def test_a_description_says_the_length_that_its_front_matter_sets(
    name: str, language: str, at_most: str, open_end: str
) -> None:
    """Target first, then the limit, in both languages."""
    audience = load_audience(Library(Workspace(REPOSITORY).template_folders), name)
    said = audience.description[language].replace("neutral ", "").replace("neutres", "").replace(" ,", ",")
    numbers = _NUMBERS[language]
    if audience.limit is None:
        assert said.startswith(f"{numbers[audience.target]} {open_end}")
    else:
        limit = numbers[audience.limit].partition(" ")[0].lower()
        assert said.startswith(f"{numbers[audience.target]}, {limit.replace('une', 'un')} {at_most}")


def test_front_matter_is_read_whole(tmp_path: Path) -> None:
    """Every key has its meaning; options keep numbers, truth values and words apart."""
    sections = "\n  - gaps\n  - summary: {most: 3, long-form: true, title: words, code: '007'}"
    extra = {"limit": "2", "numbered": "true", "languages": "[fr]", "theme": "{size: 9 pt}", "title": "{fr: T}"}
    audience = _load(tmp_path, _front(sections=sections, description="{fr: D}", **extra))
    assert (audience.limit, audience.numbered, audience.languages, audience.size) == (2, True, ("fr",), Points(9))
    assert [(section.name, dict(section.options)) for section in audience.sections] == [
        ("gaps", {}),
        ("summary", {"most": 3, "long_form": True, "title": "words", "code": "007"}),
    ]


@pytest.mark.parametrize(
    ("front", "place", "message"),
    [
        (_front(marking="secret"), "6:10", "secret"),
        (_front(marking=None), "", "marking"),
        (_front(title=None), "", "title"),
        (_front(title="{en: T}"), "2:", "title"),
        (_front(target="many"), ":9", "target"),
        (_front(target="0"), ":9", "target"),
        (_front(limit="1000"), ":8", "limit"),
        (_front(sections="gaps"), ":1", "must be a list"),
        (_front(sections="[{a: 1, b: 2}]"), ":12", "a section is a name"),
        (_front(sections="['../x']"), ":12", "is no name of a section"),
        (_front(sections="[gaps: [1]]"), "", "options are written as"),
        (_front(sections="[gaps: {most: [1]}]"), "", "must be a word or a number"),
        (_front(languages="[de]"), ":", "“de” is no language of the templates"),
        (_front(colour="red"), ":1", "colour"),
        (_front(theme="{size: 10}"), ":", "size"),
        (_front(theme="{size: 10 px}"), ":", "size"),
        (_front(numbered="maybe"), ":", "numbered"),
        (_front() + "title: {en: T, fr: T}\n", "", "title"),
        (_front(title="[unclosed"), "", ""),
    ],
)
def test_wrong_front_matter_is_told_with_its_place(tmp_path: Path, front: str, place: str, message: str) -> None:
    """Exit 4, the audience's own file, a line inside its front matter."""
    with pytest.raises(BriefingError) as caught:
        _load(tmp_path, front)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    lines = front.count("\n") + 2
    for problem in caught.value.problems:
        at = problem.location
        assert at is not None
        assert at.file == "templates/probe.md.j2"
        assert at.line is not None
        assert 1 <= at.line <= lines
    told = "\n".join(map(str, caught.value.problems))
    assert message in told
    if place.startswith(":"):
        assert f"{place}" in told


def test_the_line_of_a_fault_is_the_line_an_editor_shows(tmp_path: Path) -> None:
    """Lines count from the top of the file, dashes included."""
    with pytest.raises(BriefingError) as caught:
        _load(tmp_path, _front(marking="secret"))
    assert [str(problem.location) for problem in caught.value.problems] == ["templates/probe.md.j2:4:10"]


def test_a_template_without_front_matter_is_no_audience(tmp_path: Path) -> None:
    """What is missing is said, and where to put it."""
    workspace = small_workspace(tmp_path)
    write_template(workspace, "probe.md.j2", "# T\n")
    with pytest.raises(BriefingError) as caught:
        load_audience(Library(workspace.template_folders), "probe")
    assert [str(p.location) for p in caught.value.problems] == ["templates/probe.md.j2:1"]


@pytest.mark.parametrize("name", ["ministre", "base", "nosuch", "../minister", "con", ""])
def test_an_unknown_audience_is_a_usage_error(tmp_path: Path, name: str) -> None:
    """Exit 2, with the nearest known name where one is close."""
    with pytest.raises(BriefingError) as caught:
        load_audience(Library(small_workspace(tmp_path).template_folders), name)
    assert caught.value.exit_code is ExitCode.USAGE
    if name == "ministre":
        assert caught.value.problems[0].hint == "did you mean “minister”?"


def _words_of(data: bytes, name: str) -> str:
    """Return everything a file says: every XML part of a Word file, text, tags and properties of a PDF."""
    if name.endswith(".docx"):
        with ZipFile(BytesIO(data)) as archive:
            parts = [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
        return "\n".join([*parts, *(re.sub(r"<[^>]+>", "", part) for part in parts)])
    if name.endswith(".pdf"):
        reader = PdfReader(BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        streams = [data.decode("latin-1"), str(reader.metadata)]
        return " ".join(" ".join([*pages, *pdf_blocks(data), *streams]).split())
    return data.decode()


def test_nothing_above_the_ceiling_reaches_a_brief(tmp_path: Path) -> None:
    """A fact, judgement or statement above the ceiling, rejected, or resting on one such, is in no file of the audience."""
    kept = {"restricted": "restrictedword shown", "internal": "internalword shown", "public": "publicword shown"}
    facts = "".join(said(f"{words} in the text", 50 + n, marking=name) for n, (name, words) in enumerate(kept.items()))
    facts += said("rejectedword shown in the text", 60, review="{state: rejected, reason: not so}")
    facts += (
        "judgements:\n"
        + _judgement("judged-high", "highjudged words", "public", "said-50")
        + _judgement("judged-marked", "markedjudged words", "restricted", "training")
        + _judgement("judged-open", "openjudged words", "public", "training")
        + "gaps:\n  - id: gap-high\n    topic: {en: gapword, fr: gapword}\n    question: {en: gapword, fr: gapword}\n"
        "    why: {en: gapword, fr: gapword}\n    consulted: [S1]\n    marking: restricted\n"
    )
    sources = "\n\n".join(f"{words} in the text" for words in [*kept.values(), "rejectedword shown"])
    workspace = small_workspace(tmp_path, facts=facts, more=sources + "\n")
    build_dossier(workspace, "small", Choice(formats=("docx", "pdf", "md")))
    secret = ("restrictedword", "rejectedword", "highjudged", "markedjudged", "gapword")
    found: dict[str, set[str]] = {}
    for name, data in set_bytes(workspace, "small").items():
        if name != "manifest.json":
            audience = name.split(".")[1]
            words = _words_of(data, name)
            found.setdefault(audience, set()).update(
                word for word in (*secret, "internalword", "publicword", "openjudged") if word in words
            )
    assert not found["press"] & {*secret, "internalword"}
    assert not found["parliament"] & {*secret, "internalword"}
    assert not any("rejectedword" in words for words in found.values())
    assert {"restrictedword", "gapword", "internalword", "highjudged", "markedjudged"} <= found["analyst"]


def _judgement(name: str, text: str, marking: str, basis: str) -> str:
    return (
        f"  - id: {name}\n    kind: assessment\n    text: {{en: {text}, fr: {text}}}\n    basis: [{basis}]\n"
        f"    likelihood: likely\n    confidence: low\n    marking: {marking}\n    on: 2026-11-23\n"
    )


def test_the_marking_of_a_brief_is_the_highest_of_what_it_prints(tmp_path: Path) -> None:
    """A restricted fact marks the analyst's file; the press brief stays public."""
    facts = said("restrictedword shown in the text", 50, marking="restricted")
    workspace = small_workspace(tmp_path, facts=facts, more="restrictedword shown in the text\n")
    made = build_dossier(workspace, "small", Choice(("analyst", "press"), ("en",), ("md",)))
    assert {entry.audience: entry.marking for entry in made.written} == {"analyst": "restricted", "press": "public"}


def test_the_example_shows_the_press_no_restricted_judgement(built: tuple) -> None:  # type: ignore[type-arg]
    """Each judgement of the example that is not public is absent from what is public."""
    workspace, _ = built
    from briefings.dossiers import load_dossier

    accord = load_dossier(workspace, EXAMPLE).accord
    hidden = [record for record in accord.records() if record.marking is not Marking.PUBLIC]
    assert hidden
    files = set_bytes(workspace, EXAMPLE)
    for audience in ("press", "parliament"):
        for language in ("en", "fr"):
            data = files[f"{EXAMPLE}.{audience}.{language}.docx"]
            words = " ".join(_words_of(data, "x.docx").split())
            wordings = [getattr(record, "text", None) for record in hidden]
            texts = [text for wording in wordings if wording and (text := wording.in_language(language))]
            assert [text for text in texts if text[:40] in words] == []


def test_an_audience_of_the_workspace_wins(tmp_path: Path) -> None:
    """A template of the desk's own replaces the packaged one of the same name."""
    workspace = example_workspace(tmp_path)
    text = (REPOSITORY / "templates" / "press.md.j2").read_text(encoding="utf-8")
    write_template(workspace, "press.md.j2", text.replace("en: Press brief", "en: Our own press brief"))
    library = Library(workspace.template_folders)
    assert load_audience(library, "press").title["en"] == "Our own press brief"
    assert load_audience(library, "press").file.shown == "templates/press.md.j2"
    assert load_audience(library, "minister").file.shown == "briefings:templates/minister.md.j2"


@pytest.mark.parametrize(
    ("language", "agreed", "excluded"), [("en", "Scope", "Excluded"), ("fr", "Domaines", "exclus")]
)
def test_what_an_accord_leaves_out_is_never_printed_as_covered(
    tmp_path: Path, language: str, agreed: str, excluded: str
) -> None:
    """Key facts name what is agreed in one row and what is excluded in another."""
    workspace = small_workspace(tmp_path)
    record = workspace.sources / "small" / "accord.yaml"
    text = record.read_text(encoding="utf-8")
    provision = """\
    - id: arms
      code: arms-procurement
      positive: false
      label: {en: arms procurement, fr: achats d’armement}
      text: {en: It does not cover arms procurement., fr: Il ne porte pas sur les achats d’armement.}
      evidence:
        - source: S1
          exact: does not cover arms procurement
      review: accepted
"""
    record.write_text(text.replace("\ncontext:\n", f"\n{provision}\ncontext:\n", 1), encoding="utf-8")
    with (workspace.sources / "small" / "source-1.txt").open("a", encoding="utf-8") as source:
        source.write("The memorandum does not cover arms procurement.\n")
    build_dossier(workspace, "small", Choice(languages=(language,), formats=("md",)))
    label = {"en": "rms procurement", "fr": "chats d’armement"}[language]
    for audience in ("parliament", "defence-staff", "analyst"):
        written = set_bytes(workspace, "small")[f"small.{audience}.{language}.md"].decode()
        rows = [line for line in written.splitlines() if line.startswith("|")]
        facts = rows[: next(number for number, row in enumerate(rows) if excluded in row) + 1]
        assert label in facts[-1]
        assert [row for row in facts[:-1] if row.startswith(f"| {agreed} ") and label in row] == []
