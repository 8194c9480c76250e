"""``briefing build --since OLD``: a box behind the title and bars in the margin, the same in Word and PDF."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefings import api
from briefings.build.build import Choice, build_dossier
from briefings.build.verification import Outcome
from briefings.build.verify import read_carried, verify_file
from briefings.comparing.bars import barred
from briefings.document import Document, Paragraph, Text
from briefings.errors import BriefingError
from briefings.traversal import block_inlines, walk_blocks, walk_inlines
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import EXAMPLE, example_workspace, set_bytes
from tests.comparing.dossiers import RECORD, add, commit, edit, workspace
from tests.comparing.test_dossier_changes import earlier
from tests.comparing.test_revised_documents import ROWS, noted, notes, said, table
from tests.pdf_reading import filled_rectangles, pdf_blocks
from tests.samples import document
from tests.word_lint import faults
from tests.word_reading import W, parts_of, word_blocks

CHECK = os.environ.get("BRIEFING_OOXML_CHECK", "")
VERAPDF = os.environ.get("BRIEFING_VERAPDF", "")
#: Width of a bar in the margin, in points.
BAR = 1.6
#: A brief with a page limit, a long one, one with numbered paragraphs, one that may read little.
READERS = (("minister", "en"), ("analyst", "fr"), ("defence-staff", "fr"), ("press", "fr"))


@pytest.fixture(scope="module")
def since(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the example, some of its briefs built against an invented earlier version."""
    folder = tmp_path_factory.mktemp("since")
    old, new = earlier(folder / "old"), example_workspace(folder / "new")
    for audience, language in READERS:
        build_dossier(new, EXAMPLE, Choice((audience,), (language,), since=str(old.sources / EXAMPLE)))
    return new


def _file(place: Workspace, audience: str, language: str, ending: str) -> bytes:
    return (place.output / EXAMPLE / f"{EXAMPLE}.{audience}.{language}.{ending}").read_bytes()


def _bars(data: bytes) -> list[int]:
    """Return how many bars stand in the margin of each page."""
    return [sum(abs(width - BAR) < 0.01 for _, _, width, _ in page) for page in filled_rectangles(data)]


def _barred_paragraphs(data: bytes) -> list[str]:
    root = parts_of(data)["word/document.xml"]
    found = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pBdr/{W}right[@{W}sz='12']") is not None]
    return ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in found]


@pytest.mark.parametrize(("audience", "language"), READERS)
def test_word_and_pdf_say_the_same(since: Workspace, audience: str, language: str) -> None:
    """Block by block, box included; both have bars, and the plain briefs have none."""
    word, pdf = (_file(since, audience, language, ending) for ending in ("docx", "pdf"))
    assert word_blocks(word) == pdf_blocks(pdf)
    assert not list(parts_of(word)["word/document.xml"].iter("changed")), "what marks a run is for the writer alone"
    title = "What has changed since the version of 21 November 2026"
    assert (title if language == "en" else "Ce qui a changé depuis la version du 21 novembre 2026") in word_blocks(word)
    assert sum(_bars(pdf)) > 1
    assert len(_barred_paragraphs(word)) > 1


def test_the_box_tells_what_the_brief_says_otherwise(since: Workspace) -> None:
    """Added and changed records that the brief prints, in the record's words, with what has changed of them."""
    blocks = word_blocks(_file(since, "minister", "en", "docx"))
    at = blocks.index("What has changed since the version of 21 November 2026")
    assert blocks[at : at + 5] == (
        "What has changed since the version of 21 November 2026",
        "Changed. Morocco and Rwanda concluded a military cooperation accord during a visit to Rabat on 18 June (year "
        "not stated); a joint commission is to steer it, but who signed, its legal form and its cost are not known. "
        "(wording)",
        "Changed. A large delegation accompanied the visitor. (wording)",
        "Added. Which units take part in exercises and training, and when?",
        "Also changed in the dossier, and not printed here: 4 records.",
    )
    french = word_blocks(_file(since, "press", "fr", "docx"))
    assert "Modifié. L’accord porte sur des exercices communs. (libellé)" in french


def test_bars_stand_beside_changed_blocks_alone(since: Workspace) -> None:
    """In Word on the paragraphs that differ, in the PDF at the right of their lines, in the margin, as artifacts."""
    paragraphs = _barred_paragraphs(_file(since, "minister", "en", "docx"))
    assert paragraphs[0] == "Note for the minister · as at 23\u00a0November 2026"
    assert paragraphs[1].startswith("Bottom line. Morocco and Rwanda concluded a military cooperation accord")
    assert not [words for words in paragraphs if words.startswith(("Changed.", "Added.", "What has changed"))]
    data = _file(since, "minister", "en", "pdf")
    bars = [each for each in filled_rectangles(data)[0] if abs(each[2] - BAR) < 0.01]
    assert {round(left, 1) for left, *_ in bars} == {round(595.28 - 62.36 + 7, 1)}
    assert pdf_blocks(data)  # It fails where anything is drawn outside marked content.


def test_a_build_without_it_makes_the_plain_briefs_again(tmp_path: Path) -> None:
    """The earlier version is an input of each file: plain files are made again without it, the others with it."""
    place = workspace(tmp_path / "place")
    plain = Choice(audiences=("press",), languages=("en",))
    build_dossier(place, "small", plain)
    before = set_bytes(place, "small")
    shutil.copytree(place.sources / "small", tmp_path / "old")
    edit(place, ("en: It covers training.", "en: It covers the training of soldiers."))
    told = Choice(audiences=("press",), languages=("en",), since=str(tmp_path / "old"))
    first = build_dossier(place, "small", told)
    with_box = set_bytes(place, "small")
    assert (len(first.written), first.unchanged) == (2, ())
    names = [name for name in first.written[0].built_from if name.startswith("since:")]
    assert names == ["since:old"]
    again = build_dossier(place, "small", plain)
    assert (len(again.written), again.unchanged) == (2, ())
    without = set_bytes(place, "small")
    assert build_dossier(place, "small", plain).changed is False
    assert build_dossier(place, "small", told).changed is True
    assert set_bytes(place, "small") == with_box
    fresh = workspace(tmp_path / "fresh")
    edit(fresh, ("en: It covers training.", "en: It covers the training of soldiers."))
    build_dossier(fresh, "small", plain)
    assert set_bytes(fresh, "small") == without
    assert before != without


def test_what_an_audience_may_not_read_is_not_told(tmp_path: Path) -> None:
    """Records that were or are marked above its ceiling are neither named nor counted, whatever became of them."""
    old, new = workspace(tmp_path / "old"), workspace(tmp_path / "new")
    add(old, "The withdrawn barracks stand in the north", 3, marking="restricted")
    add(old, "The reclassified depot stands in the south", 4)
    add(new, "The reclassified depot stands in the south", 4, marking="restricted")
    add(new, "The added airfield lies in the west", 5, marking="restricted")
    add(new, "The open market lies in the east", 6)
    choice = Choice(audiences=("press", "analyst"), languages=("en",), since=str(old.sources / "small"))
    build_dossier(new, "small", choice)
    told = {
        name: "\n".join(word_blocks(data)) for name, data in set_bytes(new, "small").items() if name.endswith("docx")
    }
    press, analyst = told["small.press.en.docx"], told["small.analyst.en.docx"]
    for word in ("barracks", "depot", "airfield"):
        assert word not in press
        assert word in analyst
    assert b"airfield" not in set_bytes(new, "small")["manifest.json"]
    carried = read_carried(new.output / "small" / "small.press.en.pdf", "a.pdf")[1]
    assert not [name for name, data in carried.items() for word in (b"barracks", b"depot", b"airfield") if word in data]
    assert "Also changed in the dossier, and not printed here: 1 record." in press
    assert "Withdrawn. The withdrawn barracks stand in the north" in analyst


@pytest.mark.parametrize(
    "gone",
    ["review: {state: rejected, reason: doubtful}", "lapsed: the source says otherwise now\n    review: accepted"],
)
def test_a_fact_that_no_longer_stands_is_told_as_withdrawn(tmp_path: Path, gone: str) -> None:
    """Rejected or lapsed, no brief prints it; the box says that it went."""
    old, new = workspace(tmp_path / "old"), workspace(tmp_path / "new")
    for place in (old, new):
        add(place, "A sentence that the desk drops", 3)
    record = new.root / RECORD
    kept, _, last = record.read_text(encoding="utf-8").rpartition("review: accepted")
    record.write_text(kept + gone + last, encoding="utf-8")
    build_dossier(new, "small", Choice(("analyst",), ("en",), ("docx",), since=str(old.sources / "small")))
    blocks = word_blocks(set_bytes(new, "small")["small.analyst.en.docx"])
    assert "Withdrawn. A sentence that the desk drops" in blocks
    assert faults(set_bytes(new, "small")["small.analyst.en.docx"]) == []


def test_the_box_is_held_short_where_pages_are(tmp_path: Path) -> None:
    """With a page limit six changes are told and the others counted; without one all are."""
    old, new = workspace(tmp_path / "old"), workspace(tmp_path / "new")
    for number in range(3, 13):
        add(old, f"Sentence number {number} of the text", number)
    build_dossier(old, "small", Choice(("analyst",), ("en",), ("docx",)))
    build_dossier(
        new, "small", Choice(("defence-staff", "analyst"), ("en",), ("docx",), since=str(old.sources / "small"))
    )
    counts = {}
    for audience in ("defence-staff", "analyst"):
        blocks = word_blocks(set_bytes(new, "small")[f"small.{audience}.en.docx"])
        counts[audience] = sum(block.startswith("Withdrawn.") for block in blocks), [b for b in blocks if " more" in b]
    assert counts["analyst"] == (10, [])
    told, more = counts["defence-staff"]
    assert (told, len(more)) in {(6, 1), (told, 0)}
    assert told <= 6


def test_the_file_says_that_it_cannot_be_made_of_itself(since: Workspace) -> None:
    """The earlier version does not travel in it: verify says so, and finds all quotations."""
    path = since.output / EXAMPLE / f"{EXAMPLE}.press.fr.pdf"
    data, carried = read_carried(path, path.name)
    steps = {step.name: (step.outcome, step.detail) for step in verify_file(data, carried, since).steps}
    assert steps["quotations"][0] is Outcome.DONE
    assert steps["rebuilt"] == (
        Outcome.NOT_POSSIBLE,
        "it tells what has changed since another version, which is not in it",
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_command_takes_a_revision(tmp_path: Path, briefing: Command) -> None:
    """As in ``compare``; the manifest names it, with what it was."""
    place = workspace(tmp_path / "place")
    commit(place)
    edit(place, ("en: It covers training.", "en: It covers the training of soldiers."))
    words = ("build", "small", "-a", "press", "-l", "en", "-f", "docx", "--since", "small@HEAD")
    made = briefing(*words, cwd=place.root)
    assert (made.code, made.err) == (0, "")
    assert "Changed. It covers the training of soldiers. (wording)" in word_blocks(
        set_bytes(place, "small")["small.press.en.docx"]
    )
    manifest: Any = json.loads(set_bytes(place, "small")["manifest.json"])
    assert "since:small@HEAD" in manifest["files"][0]["built_from"]


def test_a_saved_set_is_the_earlier_version_of_its_own_briefs(tmp_path: Path, briefing: Command) -> None:
    """Each reader's own PDF is taken; a reader who had none is told nothing, and the desk hears of it."""
    place = workspace(tmp_path / "place")
    build_dossier(place, "small", Choice(audiences=("press",), languages=("en",), formats=("pdf",)))
    shutil.copytree(place.output / "small", tmp_path / "saved")
    edit(place, ("en: It covers training.", "en: It covers the training of soldiers."))
    words = ("build", "small", "-a", "press,parliament", "-l", "en", "-f", "docx", "--since", str(tmp_path / "saved"))
    made = briefing(*words, cwd=place.root)
    assert made.code == 0
    said_of = "remark: parliament in en: no word of what has changed, for “saved” does not hold that brief"
    assert said_of in made.err.splitlines()
    found = {name: word_blocks(data) for name, data in set_bytes(place, "small").items() if name.endswith("docx")}
    assert "Changed. It covers the training of soldiers. (wording)" in found["small.press.en.docx"]
    assert not [block for block in found["small.press.en.docx"] if block.startswith("Also changed")]
    assert not [block for block in found["small.parliament.en.docx"] if "has changed" in block]
    add(place, "A sentence that changes the source", 5)
    refused = briefing(*words, cwd=place.root)
    assert refused.code == 5
    assert "small.press.en.pdf: the text of source S1 is not here as it was" in refused.err


def test_bad_versions_leave_the_set_as_it_was(tmp_path: Path, briefing: Command) -> None:
    """Unknown, of another dossier, not passing, and with several dossiers."""
    place = workspace(tmp_path / "place")
    build_dossier(place, "small", Choice(("press",), ("en",), ("docx",)))
    before = set_bytes(place, "small")
    shutil.copytree(place.sources / "small", place.root / "other")
    edit(place, ("id: small", "id: another"), file="other/accord.yaml")
    shutil.copytree(place.sources / "small", place.root / "broken")
    edit(place, ("exact: signed a memorandum", "exact: signed no memorandum"), file="broken/accord.yaml")
    ends = [
        (("--since", "nowhere/at-all"), 2, "is no version of a dossier"),
        (("--since", "./other"), 2, "“other” is of dossier “another”, not of “small”"),
        (("--since", "./broken"), 3, "broken/accord.yaml:"),
        (("--since", "small", "--all"), 2, "--since is for one dossier"),
    ]
    for words, code, said_then in ends:
        made = briefing("build", "small", "-a", "press", "-l", "en", "-f", "docx", *words, cwd=place.root)
        assert (made.code, said_then in made.err) == (code, True), made.err
    assert set_bytes(place, "small") == before


def test_the_api_takes_it_too(tmp_path: Path) -> None:
    """``build(since=…)`` is what the command calls."""
    place = workspace(tmp_path / "place")
    made = api.build("small", audiences="press", languages="en", formats="md", workspace=place.root, since="small")
    assert "Nothing that this brief says." in set_bytes(place, "small")[made.written[0].file].decode()
    with pytest.raises(BriefingError):
        api.build("small", workspace=place.root, since="nowhere/at-all")


def _changed(old: Document, new: Document) -> list[str]:
    """Return the words of the runs that a bar is set beside."""
    runs = [run for block in walk_blocks(barred(old, new).blocks) for run in block_inlines(block)]
    texts = [[i for i in walk_inlines(run) if isinstance(i, Text)] for run in runs]
    assert all(len({text.changed for text in run}) <= 1 for run in texts)
    return ["".join(text.text for text in run) for run in texts if any(text.changed for text in run)]


def test_a_bar_goes_with_what_a_note_says_and_not_with_its_number() -> None:
    """A paragraph whose note only counts otherwise is unchanged; one whose note says something else is changed."""
    old = document(noted("first", 1), noted("second", 2), notes=notes("A.", "B."))
    moved = document(noted("new", 1), noted("first", 2), noted("second", 3), notes=notes("C.", "A.", "B."))
    other = document(noted("first", 1), noted("second", 2), notes=notes("A.", "B, §3."))
    assert (_changed(old, moved), _changed(old, other)) == (["new"], ["second"])


def test_bars_in_tables_stand_beside_changed_cells() -> None:
    """Cells that moved with their rows have none."""
    old = document(said("a"), table(*ROWS))
    new = document(said("a"), table(ROWS[0], ("Audit", "Yearly."), ROWS[1], ("Health", "Something is said.")))
    assert _changed(old, new) == ["Audit", "Yearly.", "Something is said."]
    assert _changed(new, new) == []
    assert _changed(document(), document(Paragraph((Text("x"),)))) == ["x"]


@pytest.mark.skipif(not CHECK, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_no_error(since: Workspace) -> None:
    """Borders stand where the schema wants them."""
    names = [str(path) for path in sorted((since.output / EXAMPLE).glob("*.docx"))]
    result = subprocess.run([*shlex.split(CHECK), *names], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.skipif(not VERAPDF, reason="BRIEFING_VERAPDF does not name the veraPDF command")
def test_the_pdf_is_still_what_it_claims(since: Workspace) -> None:
    """Box and bars are tagged or artifacts: PDF/UA-1 and PDF/A-3a."""
    paths = [str(since.output / EXAMPLE / f"{EXAMPLE}.{name}.pdf") for name in ("minister.en", "analyst.fr")]
    result = subprocess.run([VERAPDF, "ua1,3a", *paths], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
