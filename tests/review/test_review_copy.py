"""Review copies: what stands in the file that reviewers get."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE

from briefings.errors import BriefingError, ExitCode
from briefings.readers.docx_carried import read_carried_parts
from briefings.readers.docx_review import read_review
from briefings.review.proposals import Returned
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import EXAMPLE, REPOSITORY, example_workspace, own_templates, set_bytes, write_template
from tests.review.desks import copy_of, desk, home
from tests.review.hands import W
from tests.word_lint import structural_faults
from tests.word_reading import parts_of
from tests.writers.letterheads import letterhead


def comments_of(data: bytes) -> list[list[str]]:
    """Return the lines of each comment."""
    return [
        ["".join(t.text for t in paragraph.iter(f"{W}t")) for paragraph in comment.iter(f"{W}p")]
        for comment in parts_of(data)["word/comments.xml"]
    ]


def styled(data: bytes, style: str) -> list[str]:
    """Return the words of the body in a character style."""
    runs = parts_of(data)["word/document.xml"].iter(f"{W}r")
    return [
        "".join(t.text for t in run.iter(f"{W}t"))
        for run in runs
        if (found := run.find(f"{W}rPr/{W}rStyle")) is not None and found.get(f"{W}val") == style
    ]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the invented dossier; the tests only read it."""
    return desk(tmp_path_factory.mktemp("review"))


def test_the_comment_on_a_fact_says_all_that_a_reviewer_needs(workspace: Workspace) -> None:
    """Id first, then review, status, quotation in its language with source and place, and the grade."""
    told = {lines[0].partition(" ")[0]: lines for lines in reversed(comments_of(copy_of(workspace).data))}
    assert told["accord"] == [
        "accord [1]",
        "Review: accepted",
        "Status: stated",
        "S1 (press article), §1: “signed a memorandum of understanding”",
        "Grade F6: source S1 cannot be judged, credibility 6 of 6",
    ]
    assert told["said-9"][1] == "NOT REVIEWED: shaded and underlined with dots"
    assert told["said-8"][1] == "Review: rejected by C. Clerk, 2026-11-20: hearsay, twice"
    assert told["gap-cost"][1:] == ["Information gap", "Why it matters: Budgets depend on it.", "Sources consulted: S1"]


def test_a_fact_printed_again_has_a_short_comment(workspace: Workspace) -> None:
    """Each place has its number, and only the first comment on a fact holds the evidence."""
    lines = [each for each in comments_of(copy_of(workspace).data) if each[0].startswith("accord ")]
    assert [len(each) for each in lines] == [5, 3, 3]
    assert lines[1][1:] == ["Review: accepted", "Evidence: see the first comment on accord"]


def test_every_place_is_numbered_once_and_bookmarked(workspace: Workspace) -> None:
    """Comments, their ranges, their references and the bookmarks of the places agree one by one."""
    parts = parts_of(copy_of(workspace).data)
    body, comments = parts["word/document.xml"], parts["word/comments.xml"]
    ids = [each.get(f"{W}id") for each in comments]
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [each.get(f"{W}id") for each in body.iter(f"{W}{tag}")] == ids, tag
    names = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
    assert [name for name in names if name.startswith("place_")] == [f"place_{n}" for n in range(1, len(ids) + 1)]
    assert {(each.get(f"{W}author"), each.get(f"{W}initials"), each.get(f"{W}date")) for each in comments} == {
        ("The desk", "TD", "2026-11-23T00:00:00Z")
    }


def test_words_nobody_reviewed_have_a_style_that_shows_without_colour(workspace: Workspace) -> None:
    """The style shades and underlines; reviewed words do not have it."""
    data = copy_of(workspace).data
    assert set(styled(data, "UnreviewedFact")) == {"Training is covered.", "The memorandum covers training"}
    style = next(
        each for each in parts_of(data)["word/styles.xml"] if each.get(f"{W}styleId") == "UnreviewedFact"
    ).find(f"{W}rPr")
    assert style.find(f"{W}u").get(f"{W}val") == "dotted"
    assert style.find(f"{W}shd").get(f"{W}fill") == "FFF2CC"


@pytest.mark.parametrize(
    ("language", "head", "title", "lists"),
    [
        (
            "en",
            "Review copy – not to be sent · DRAFT",
            "Review copy: A small accord",
            ["For the review", "Information gaps", "What does it cost?", "Refused facts",
             "said-8: Training was refused. [rejected – hearsay, twice]"],
        ),
        (
            "fr",
            "Exemplaire de relecture – ne pas diffuser · PROJET",
            "Exemplaire de relecture\u00a0: Un petit accord",
            ["Pour la relecture", "Lacunes d’information", "Combien cela coûte-t-il ?", "Faits refusés",
             "said-8 : Training was refused. [rejeté – hearsay, twice]"],
        ),
    ],
)  # fmt: skip
def test_a_copy_says_that_it_is_one_and_ends_with_gaps_and_refusals(
    workspace: Workspace, language: str, head: str, title: str, lists: list[str]
) -> None:
    """Head of each page, title, properties and name tell it from the brief that is sent, in both languages."""
    copy = copy_of(workspace, language=language)
    assert copy.name == f"small.analyst.{language}.review.docx"
    parts = parts_of(copy.data)
    for header in ("word/header1.xml", "word/header2.xml"):
        assert head in "".join(t.text for t in parts[header].iter(f"{W}t"))
    assert next(each.text for each in parts["docProps/core.xml"] if each.tag.endswith("title")).startswith(title)
    properties = {each.get("name"): each[0].text for each in parts["docProps/custom.xml"]}
    assert list(properties) == ["Identifier", "Marking", "Reference", "As at", "Review copy of"]
    assert properties["Identifier"] == f"small.analyst.{language}.review"
    assert properties["Review copy of"] == f"small.analyst.{language}"
    texts = ["".join(t.text for t in p.iter(f"{W}t")) for p in parts["word/document.xml"].iter(f"{W}p")]
    assert [" ".join(text.split()) for text in texts if text][-5:] == lists


def test_a_press_copy_is_internal(workspace: Workspace) -> None:
    """It shows more than the press may read, so it carries the marking of the whole record, never “public”."""
    parts = parts_of(copy_of(workspace, "press").data)
    marks = "".join(t.text for t in parts["word/header1.xml"].iter(f"{W}t"))
    assert marks.startswith("Internal")


def test_the_same_dossier_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    """Made twice, and in another folder."""
    first = copy_of(workspace)
    assert copy_of(workspace) == first
    assert copy_of(desk(tmp_path)) == first


def test_copies_stand_beside_the_set_that_is_sent(tmp_path: Path, briefing: Command) -> None:
    """The saved set, its manifest and its Word files are the same with and without review copies."""
    workspace = example_workspace(tmp_path)
    briefing("build", EXAMPLE, "--audience", "minister", "--format", "docx", cwd=tmp_path)
    before = set_bytes(workspace, EXAMPLE)
    made = briefing("build", EXAMPLE, "--review", "--audience", "minister", "--json", cwd=tmp_path)
    told = json.loads(made.out)
    assert (made.code, told["folder"]) == (0, f"output/{EXAMPLE}.review")
    names = [f"{EXAMPLE}.minister.{language}.review.docx" for language in ("en", "fr")]
    assert [each["file"] for each in told["written"]] == names
    assert sorted(path.name for path in (tmp_path / "output" / f"{EXAMPLE}.review").iterdir()) == names
    assert set_bytes(workspace, EXAMPLE) == before
    assert all(b"comments" not in data for name, data in before.items() if name.endswith(".docx"))
    assert json.loads(briefing("build", EXAMPLE, "--format", "docx", "--json", cwd=tmp_path).out)["unchanged"] == [
        f"{EXAMPLE}.minister.{language}.docx" for language in ("en", "fr")
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--all",), "--review takes one dossier"),
        ((EXAMPLE, "small"), "--review takes one dossier"),
        ((EXAMPLE, "--format", "pdf"), "review copies are Word files"),
        ((EXAMPLE, "--audience", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_asked_for_is_a_usage_error(
    tmp_path: Path, briefing: Command, words: tuple[str, ...], said: str
) -> None:
    """Several dossiers, other formats and unknown audiences: exit 2, and nothing is written."""
    example_workspace(tmp_path)
    outcome = briefing("build", "--review", *words, cwd=tmp_path)
    assert outcome.code == ExitCode.USAGE
    assert said in outcome.err
    assert not list(tmp_path.glob("output/*.review"))


def test_a_dossier_with_faults_gives_no_copy(tmp_path: Path) -> None:
    """The gate stands before a review copy as before a brief."""
    workspace = desk(tmp_path)
    path = workspace.sources / "small" / "accord.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("exact: signed a", "exact: signed the"), encoding="utf-8")
    with pytest.raises(BriefingError) as error:
        copy_of(workspace)
    assert error.value.exit_code is ExitCode.DOSSIER


def test_a_letterhead_with_styles_of_its_own_keeps_them(tmp_path: Path) -> None:
    """Comments take the style that the house’s Word file has by name, whatever its id; what it lacks is supplied once."""
    workspace = desk(tmp_path)
    own_templates(workspace)

    def add(word: Any) -> None:
        style = word.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(f"{W}styleId", "Commentaire")

    (workspace.root / "templates" / "letterhead.docx").write_bytes(letterhead(add))
    house = workspace.root / "templates" / "house.yaml"
    house.write_text(house.read_text(encoding="utf-8") + "\nword: {skin: letterhead.docx}\n", encoding="utf-8")
    parts = parts_of(copy_of(workspace, "minister").data)
    ids = [each.get(f"{W}styleId") for each in parts["word/styles.xml"].iter(f"{W}style")]
    assert [ids.count(name) for name in ("Commentaire", "CommentText", "CommentReference", "UnreviewedFact")] == [
        1, 0, 1, 1,
    ]  # fmt: skip
    used = {each.get(f"{W}val") for each in parts["word/comments.xml"].iter(f"{W}pStyle")}
    assert used == {"Commentaire"}


def test_a_copy_with_endnotes_comes_home_as_one_with_footnotes(tmp_path: Path) -> None:
    """Its notes are read too, nothing differs where nobody changed anything, and both kinds are sound in all names."""
    workspace = desk(tmp_path)
    foot = copy_of(workspace).data
    own = (REPOSITORY / "templates" / "analyst.md.j2").read_text(encoding="utf-8")
    write_template(workspace, "analyst.md.j2", own.replace("\nembed:", "\ntheme: {word_notes: end}\nembed:", 1))
    end = copy_of(workspace).data
    assert "word/endnotes.xml" in parts_of(end)
    found = [read_review(data, "a") for data in (foot, end)]
    assert found[0].paragraphs == found[1].paragraphs
    assert home(workspace, end).returned == Returned((), (), ())
    assert [structural_faults(data) for data in (foot, end)] == [[], []]
    assert read_carried_parts(end, "copy.docx") == {}
