"""The example dossier in two versions: every brief of it as tracked changes, and the command that writes them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from briefings import api
from briefings.build.build import Choice, build_dossier
from briefings.comparing.documents import revise
from briefings.traversal import reading_text
from briefings.workspace import Workspace
from briefings.writers.word import write_revised, write_word
from tests.briefs.conftest import Command
from tests.briefs.desks import AUDIENCES, EXAMPLE, example_workspace
from tests.comparing.dossiers import edit, workspace
from tests.comparing.office import resolve_all
from tests.comparing.resolving import W, changes, resolved
from tests.samples import house_style
from tests.word_reading import parts_of, word_blocks

CHECK = os.environ.get("BRIEFING_OOXML_CHECK", "")
OFFICE = shutil.which("soffice")
RECORD = f"sources/{EXAMPLE}/accord.yaml"


def _without(text: str, name: str) -> str:
    """Return a record without one fact, judgement or gap."""
    made = re.sub(rf"(?m)^( *)- id: {name}\n(?:\1  .*\n)+", "", text)
    assert made != text, name
    return made


def earlier(folder: Path) -> Workspace:
    """Return the example as it might have been before: with other words, other facts and other evidence. Invented."""
    place = example_workspace(folder)
    edit(
        place,
        ("en: Morocco and Rwanda concluded a military cooperation accord during a visit to Rabat on 18 June (year not",
         "en: Rwanda and Morocco concluded an accord during a visit to Rabat on 18 June (year not"),
        ("fr: Lors d’une visite à Rabat le 18 juin (année non indiquée), le Maroc et le Rwanda ont conclu un accord de",
         "fr: Lors d’une visite à Rabat le 18 juin (année non indiquée), le Rwanda et le Maroc ont signé un accord de"),
        ("A large delegation accompanied the visitor.", "The visitor came with a large delegation."),
        ("fr: L’accord porte sur des exercices communs.", "fr: L’accord prévoit des exercices communs."),
        ("as_at: 2026-11-23", "as_at: 2026-11-21"),
        file=RECORD,
    )  # fmt: skip
    path = place.root / RECORD
    text = path.read_text(encoding="utf-8")
    for name in ("ambassador", "line-cooperation", "indicator-exercise", "gap-units", "embassies"):
        text = _without(text, name)
    path.write_text(text.replace("gap-units, ", "").replace(", gap-units", ""), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Workspace]:
    """Return the earlier and the present example."""
    folder = tmp_path_factory.mktemp("versions")
    return earlier(folder / "old"), example_workspace(folder / "new")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_versions_of_every_brief_come_out(
    places: tuple[Workspace, Workspace], audience: str, language: str
) -> None:
    """Accepting all changes gives the present brief, rejecting them the earlier one, notes and contents too."""
    old, new = (
        api.compose(EXAMPLE, audience, language, formats="docx", workspace=each.root).document for each in places
    )
    data = write_revised(revise(old, new, "Accords desk", "2026-11-23T00:00:00Z"), house_style())
    assert changes(data)
    assert word_blocks(resolved(data, accept=True)) == reading_text(new)
    assert word_blocks(resolved(data, accept=False)) == reading_text(old)


def test_the_command_writes_the_desks_changes(
    places: tuple[Workspace, Workspace], tmp_path: Path, briefing: Command
) -> None:
    """Author and date are the desk's and the as-at date's; two runs give the same bytes; an author can be named."""
    old, new = places
    before = str(old.sources / EXAMPLE)
    words = ("compare", before, EXAMPLE, "--format", "docx", "--audience", "press", "--language", "fr")
    made = briefing(*words, "-o", str(tmp_path / "a.docx"), cwd=new.root)
    assert (made.code, made.err, made.out) == (0, "", "a.docx: press in fr, with tracked changes\n")
    briefing(*words, "-o", str(tmp_path / "b.docx"), cwd=new.root)
    data = (tmp_path / "a.docx").read_bytes()
    assert data == (tmp_path / "b.docx").read_bytes()
    marks = {(each.get(f"{W}author"), each.get(f"{W}date")) for each in changes(data)}
    assert marks == {("Bureau des accords", "2026-11-23T00:00:00Z")}
    expected = api.compose(EXAMPLE, "press", "fr", formats="docx", workspace=new.root).document
    assert word_blocks(resolved(data, accept=True)) == reading_text(expected)
    refused = briefing(*words, "-o", str(tmp_path / "a.docx"), cwd=new.root)
    assert (refused.code, refused.err.splitlines()[0]) == (7, "a.docx: the file is there already")
    named = briefing(*words, "-o", str(tmp_path / "a.docx"), "--force", "--author", "A. Name", "--json", cwd=new.root)
    assert json.loads(named.out) == {"file": "a.docx", "audience": "press", "language": "fr", "no_longer_readable": []}
    assert {each.get(f"{W}author") for each in changes((tmp_path / "a.docx").read_bytes())} == {"A. Name"}


def test_a_saved_brief_is_made_again_from_what_it_carries(
    places: tuple[Workspace, Workspace], tmp_path: Path, briefing: Command
) -> None:
    """The old text is that of the PDF, made of its own extract, for its own audience and language."""
    old, new = places
    build_dossier(old, EXAMPLE, Choice(audiences=("press", "minister"), formats=("pdf",)))
    saved = tmp_path / "saved"
    shutil.copytree(old.output / EXAMPLE, saved)
    pdf = str(saved / f"{EXAMPLE}.press.fr.pdf")
    words = ("--format", "docx", "-o", str(tmp_path / "a.docx"), "--force")
    for given in ((pdf, EXAMPLE, *words), (str(saved), EXAMPLE, *words, "-a", "press", "-l", "fr")):
        made = briefing("compare", *given, cwd=new.root)
        assert (made.code, made.err, made.out) == (0, "", "a.docx: press in fr, with tracked changes\n")
        expected = api.compose(EXAMPLE, "press", "fr", formats="docx", workspace=old.root).document
        assert word_blocks(resolved((tmp_path / "a.docx").read_bytes(), accept=False)) == reading_text(expected)
    other = briefing("compare", pdf, EXAMPLE, *words, "-a", "minister", cwd=new.root)
    assert other.code == 2
    assert "holds only what press in fr prints" in other.err


def test_what_an_audience_may_no_longer_read_is_told(tmp_path: Path, briefing: Command) -> None:
    """The old brief printed a fact that is restricted now: it stands in the file as deleted, and the desk hears of it."""
    old, new = workspace(tmp_path / "old"), workspace(tmp_path / "new")
    edit(new, ("    - id: training\n", "    - id: training\n      marking: restricted\n"))
    words = ("--format", "docx", "-a", "press", "-o", str(tmp_path / "a.docx"))
    made = briefing("compare", str(old.sources / "small"), "small", *words, cwd=new.root)
    assert made.code == 0
    assert made.err == "remark: press may no longer read what stands in it as deleted: training\n"


def test_wishes_that_cannot_be_met_are_refused(tmp_path: Path, briefing: Command) -> None:
    """Usage, an unknown audience or language, a version that does not pass, a target that is one of the inputs."""
    place = workspace(tmp_path / "place")
    shutil.copytree(place.sources / "small", place.root / "before")
    docx = ("--format", "docx", "-o", "a.docx")
    ends: list[tuple[tuple[str, ...], int, str]] = [
        (("--format", "docx"), 2, "a Word file needs both"),
        (("-o", "a.docx"), 2, "a Word file needs both"),
        (("--audience", "press"), 2, "are for --format docx"),
        ((*docx, "-a", "nobody"), 2, "there is no audience “nobody”"),
        (("--format", "docx", "-o", "nowhere/a.docx"), 7, "its folder is not there"),
    ]
    record = place.root / "before" / "accord.yaml"
    one_language = re.sub(r", fr: (\"[^\"]*\"|[^}]*)}", "}", record.read_text(encoding="utf-8"))
    record.write_text(one_language.replace("[en, fr]", "[en]"), encoding="utf-8")
    ends.append(((*docx, "-l", "fr"), 2, "“before” has no brief in “fr”"))
    for words, code, said in ends:
        made = briefing("compare", "./before", "small", *words, cwd=place.root)
        assert (made.code, said in made.err) == (code, True), made.err
        assert not (place.root / "a.docx").exists()
    edit(place, ("exact: signed a memorandum", "exact: signed no memorandum"), file="before/accord.yaml")
    made = briefing("compare", "./before", "small", *docx, cwd=place.root)
    assert (made.code, made.err.startswith("before/accord.yaml:")) == (3, True)


@pytest.fixture(scope="module")
def files(places: tuple[Workspace, Workspace], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the analyst's brief as tracked changes, and the two briefs it is made of."""
    folder = tmp_path_factory.mktemp("files")
    old, new = (api.compose(EXAMPLE, "analyst", "fr", formats="docx", workspace=each.root).document for each in places)
    revised = revise(old, new, "Accords desk", "2026-11-23T00:00:00Z")
    (folder / "tracked.docx").write_bytes(write_revised(revised, house_style()))
    (folder / "old.docx").write_bytes(write_word(old, house_style()))
    (folder / "new.docx").write_bytes(write_word(new, house_style()))
    return folder


@pytest.mark.skipif(not CHECK, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_the_open_xml_sdk_finds_no_error(files: Path) -> None:
    """The marked file is valid, and so are the two that come out of it."""
    data = (files / "tracked.docx").read_bytes()
    for name, accept in (("accepted", True), ("rejected", False)):
        (files / f"{name}.docx").write_bytes(resolved(data, accept=accept))
    names = [str(files / f"{name}.docx") for name in ("tracked", "accepted", "rejected")]
    result = subprocess.run([*shlex.split(CHECK), *names], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_accepts_and_rejects_cleanly(files: Path) -> None:
    """What it saves after accepting is what it saves of the new brief, after rejecting of the old, block by block."""
    sides = (("Accept", "new"), ("Reject", "old"))
    works = [f"{what}-{name}.docx" for what, whole in sides for name in ("tracked", whole)]
    resolve_all(str(OFFICE), files, works)
    for what, whole in sides:
        made, expected = (_texts(files / f"{what}-{name}.docx") for name in ("tracked", whole))
        assert len(expected) > 100
        assert made == expected


def _texts(path: Path) -> list[str]:
    """Return the words of each paragraph that LibreOffice saved, notes too; of contents without the pages."""
    parts = parts_of(path.read_bytes())
    found = []
    for name in ("word/document.xml", "word/footnotes.xml"):
        for paragraph in parts[name].iter(f"{W}p"):
            if next(paragraph.iterancestors(f"{W}txbxContent"), None) is None:
                words = " ".join("".join(_words(paragraph)).split())
                found.append(re.sub(r"\t.*", "", words))
    return [words for words in found if words]


def _words(paragraph: object) -> list[str]:
    said = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}footnoteReference"):  # type: ignore[attr-defined]
        if next(element.iterancestors(f"{W}txbxContent"), None) is None:
            said.append(
                {f"{W}tab": "\t", f"{W}br": " ", f"{W}footnoteReference": "[*]"}.get(element.tag, element.text or "")
            )
    return said
