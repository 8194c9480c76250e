"""A brief that prints facts nobody has reviewed says so at the head of every page, in every format and language."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image

from briefings.build.build import Choice, Result, build_dossier
from briefings.build.manifest import Entry
from briefings.build.verification import Outcome
from briefings.build.verify import read_carried, verify_file
from briefings.document import Furniture
from briefings.errors import BriefingError, ExitCode
from briefings.workspace import Workspace
from briefings.writers.markdown import write_markdown
from briefings.writers.pdf import write_pdf
from briefings.writers.word import write_word
from tests.briefs.desks import EXAMPLE, REPOSITORY, own_templates, said, set_bytes, small_workspace
from tests.pdf_reading import TaggedPdf
from tests.samples import document, every_kind, house_style
from tests.word_reading import W, parts_of

_WORDS = {"en": "DRAFT – {} facts not reviewed", "fr": "PROJET – {} faits non relus"}
_MARKING = {"en": "Internal use", "fr": "Usage interne"}
_BANNER = re.compile(r"\*\*((?:DRAFT|PROJET) – .*)\*\*")
_VERAPDF, _OOXML = (os.environ.get(f"BRIEFING_{name}", "") for name in ("VERAPDF", "OOXML_CHECK"))


def _heads_in_word(data: bytes) -> list[list[str]]:
    """Return the paragraphs of the headers: of the first page, then of those after it."""
    parts = parts_of(data)
    return [
        ["".join(paragraph.itertext(f"{W}t")) for paragraph in parts[f"word/header{number}.xml"].iter(f"{W}p")]
        for number in (1, 2)
    ]


def _heads_in_pdf(data: bytes) -> list[list[str]]:
    """Return the lines above the body on each page; they are artifacts."""
    heads = []
    for page in TaggedPdf(data).shown:
        body = max(piece.base for piece in page if piece.mark is not None)
        lines: dict[float, str] = {}
        for piece in page:
            if piece.mark is None and piece.base > body:
                lines[piece.base] = lines.get(piece.base, "") + piece.text
        heads.append([lines[base].strip() for base in sorted(lines, reverse=True)])
    return heads


def _unreviewed(folder: Path) -> Workspace:
    """Return a workspace with the example, none of whose facts is reviewed."""
    home = folder / "sources" / EXAMPLE
    home.mkdir(parents=True)
    for file in (REPOSITORY / "sources" / EXAMPLE).iterdir():
        text = file.read_text(encoding="utf-8")
        (home / file.name).write_text(text.replace("review: accepted", "review: unreviewed"), encoding="utf-8")
    return Workspace(folder.resolve())


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Result]:
    """Return the example without a review, built for two audiences in all formats; tests only read it."""
    workspace = _unreviewed(tmp_path_factory.mktemp("drafts"))
    return workspace, build_dossier(workspace, EXAMPLE, Choice(("minister", "analyst"), formats=("docx", "pdf", "md")))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", ["minister", "analyst"])
def test_every_page_says_it_in_word_and_pdf_alike(drafts: tuple[Workspace, Any], audience: str, language: str) -> None:
    """Marking, draft, and from the second page on the title; the number is that of the facts printed."""
    workspace, result = drafts
    entry = next(each for each in result.written if (each.audience, each.language) == (audience, language))
    assert len(entry.facts_used) == {"minister": 21, "analyst": 48}[audience]
    assert entry.facts_not_reviewed == entry.facts_used
    banner = _WORDS[language].format(len(entry.facts_used))
    files, stem = set_bytes(workspace, EXAMPLE), f"{EXAMPLE}.{audience}.{language}"
    first, later = _heads_in_word(files[f"{stem}.docx"])
    assert first == [_MARKING[language], banner]
    assert later[:2] == first and len(later) == 3
    pages = _heads_in_pdf(files[f"{stem}.pdf"])
    assert len(pages) >= 2
    # Below the head, a table that goes on repeats its header row, which is an artifact too.
    assert [head[: 3 if number else None] for number, head in enumerate(pages)] == [first] + [later] * (len(pages) - 1)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_markdown_says_it_once_at_the_top(drafts: tuple[Workspace, Any], language: str) -> None:
    """Right below the metadata, before the title."""
    text = set_bytes(drafts[0], EXAMPLE)[f"{EXAMPLE}.minister.{language}.md"].decode()
    assert text.split("\n---\n\n", 1)[1].startswith(f"**{_WORDS[language].format(21)}**\n\n# ")
    assert len(_BANNER.findall(text)) == 1


def test_a_draft_proves_itself(drafts: tuple[Workspace, Any]) -> None:
    """What travels in the file still knows what was not reviewed, so that the same bytes come out of it."""
    workspace, _ = drafts
    for path in sorted((workspace.output / EXAMPLE).glob("*.pdf")):
        data, carried = read_carried(path, path.name)
        steps = verify_file(data, carried, workspace).steps
        assert [(step.name, step.detail) for step in steps if step.outcome is not Outcome.DONE] == []


def test_the_build_and_the_manifest_name_the_drafts(drafts: tuple[Workspace, Any]) -> None:
    """A remark with each number; a set of reviewed facts has neither remark nor field."""
    told = "minister in en (21), minister in fr (21), analyst in en (48), analyst in fr (48)"
    assert f"drafts, with facts not reviewed: {told}" in drafts[1].remarks


def _small(folder: Path, facts: str) -> dict[str, Entry]:
    result = build_dossier(small_workspace(folder, facts=facts), "small", Choice(formats=("md",)))
    return {f"{entry.audience}.{entry.language}": entry for entry in result.written}


def test_facts_that_a_brief_does_not_print_make_it_no_draft(tmp_path: Path) -> None:
    """Background is for the analyst and parliament; the minister's brief holds reviewed facts only."""
    entries = _small(tmp_path, said("covers training", 9, review="unreviewed"))
    files = set_bytes(Workspace(tmp_path), "small")
    banners = {name: _BANNER.findall(files[f"small.{name}.md"].decode()) for name in entries}
    one = {"en": ["DRAFT – 1 fact not reviewed"], "fr": ["PROJET – 1 fait non relu"]}
    assert banners == {
        name: one[entry.language] if entry.audience in ("analyst", "parliament") else []
        for name, entry in entries.items()
    }
    assert {entry.audience for entry in entries.values() if entry.facts_not_reviewed} == {"analyst", "parliament"}
    manifest = files["manifest.json"].decode()
    assert manifest.count('"facts_not_reviewed"') == 4  # two audiences, two languages


@pytest.mark.parametrize("state", ["accepted", "{state: edited, by: A desk officer, on: 2026-11-23}"])
def test_reviewed_facts_make_no_draft(tmp_path: Path, state: str) -> None:
    """Accepted or edited: a person stands behind it."""
    entries = _small(tmp_path, said("covers training", 9, review=state))
    assert [entry.facts_not_reviewed for entry in entries.values()] == [()] * 10


def test_a_fact_above_the_ceiling_is_not_counted(tmp_path: Path) -> None:
    """The press is not told that there is something it may not read."""
    hidden = said("covers training", 9, review="unreviewed", marking="restricted")
    entries = _small(tmp_path, hidden)
    assert entries["parliament.en"].facts_not_reviewed == ()
    assert entries["analyst.en"].facts_not_reviewed == ("said-9",)


def test_a_label_without_room_for_the_number_is_refused(tmp_path: Path) -> None:
    """A head that says DRAFT and no number would say less than it promises."""
    workspace = small_workspace(tmp_path)
    labels = own_templates(workspace) / "en" / "labels.yaml"
    labels.write_text(labels.read_text(encoding="utf-8").replace("DRAFT – {count} facts", "DRAFT – facts"))
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", Choice(formats=("md",)))
    problem = caught.value.problems[0]
    assert (problem.code, problem.message, problem.hint) == (
        ExitCode.TEMPLATE,
        "“drafts” has no place for its number",
        "write {count} in it",
    )


def _long() -> Furniture:
    words = "Restricted to the readers named in the list of distribution and to nobody else " * 2
    return replace(every_kind().furniture, marking=words, draft="DRAFT – 12 facts not reviewed")


def _with_letterhead() -> tuple[Any, Any]:
    """Return a document and a house style with a logo and a marking of several lines."""
    from io import BytesIO

    picture = BytesIO()
    Image.new("RGB", (400, 60), (10, 60, 90)).save(picture, "PNG")
    style = replace(house_style(), logo=picture.getvalue(), logo_text="The house")
    return replace(every_kind(), furniture=_long()), style


def test_a_long_marking_and_a_letterhead_leave_it_its_room() -> None:
    """The head ends above the body on every page, whatever stands in it, and Word has a line for it."""
    made, style = _with_letterhead()
    for page in TaggedPdf(write_pdf(made, style).data).shown:
        body = max(piece.base for piece in page if piece.mark is not None)
        head = [piece for piece in page if piece.mark is None and piece.base > body - 4]
        assert "DRAFT – 12 facts not reviewed" in "".join(piece.text for piece in head)
        assert min(piece.base for piece in head) > body + 10
    plain = replace(made, furniture=replace(made.furniture, draft=""))
    assert _top_margin(write_word(made, style)) > _top_margin(write_word(plain, style))


def _top_margin(data: bytes) -> int:
    margins = {int(each.get(f"{W}top")) for each in parts_of(data)["word/document.xml"].iter(f"{W}pgMar")}
    assert len(margins) == 1
    return margins.pop()


def test_words_of_the_head_are_never_syntax() -> None:
    """A house words the label; Markdown prints its signs as they stand."""
    furniture = replace(document().furniture, draft="*DRAFT* [1]")
    text = write_markdown(replace(document(), furniture=furniture))
    assert "\n\n**\\*DRAFT\\* \\[1\\]**\n" in text


@pytest.mark.skipif(not _VERAPDF, reason="BRIEFING_VERAPDF does not name the veraPDF command")
def test_drafts_conform_as_pdf(drafts: tuple[Workspace, Any], tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-3a: the word at the head is an artifact, as the running head is."""
    lettered = tmp_path / "letterhead.pdf"
    lettered.write_bytes(write_pdf(*_with_letterhead()).data)
    files = [*sorted((drafts[0].output / EXAMPLE).glob("*.pdf")), lettered]
    done = subprocess.run([_VERAPDF, "ua1,3a", *map(str, files)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("PASS")) == (0, 2 * len(files)), done.stdout


@pytest.mark.skipif(not _OOXML, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_drafts_conform_as_word(drafts: tuple[Workspace, Any], tmp_path: Path) -> None:
    """Valid by Microsoft's own schema and rules."""
    lettered = tmp_path / "letterhead.docx"
    lettered.write_bytes(write_word(*_with_letterhead()))
    files = [*sorted((drafts[0].output / EXAMPLE).glob("*.docx")), lettered]
    done = subprocess.run([*shlex.split(_OOXML), *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
