"""A Word file proves itself as a PDF does: its dossier is in its custom XML, and gives the same bytes again."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from briefings.build.build import Choice, build_dossier
from briefings.build.verification import Outcome
from briefings.build.verify import read_carried, verify_file
from briefings.document import Attachment, Relationship
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.readers.docx_carried import read_carried_parts
from briefings.workspace import Workspace
from briefings.writers.word import write_word
from tests.attaching.word_files import entries_of, zipped
from tests.briefs.conftest import Command
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
from tests.briefs.test_annexes import PRESS, TEXT, with_annexes
from tests.briefs.test_verify import folded, record_texts
from tests.samples import document, house_style
from tests.word_reading import parts_of, word_blocks

_STEPS = ["dossier", "source S1", "quotations", "templates", "versions", "rebuilt", "text", "bytes"]
_ITEM = "customXml/item1.xml"
OFFICE = shutil.which("soffice")


def _example(workspace: Workspace, audience: str, language: str, ending: str = "docx") -> Path:
    return workspace.output / EXAMPLE / f"{EXAMPLE}.{audience}.{language}.{ending}"


def _told(path: Path, workspace: Workspace) -> dict[str, str]:
    """Return what is told of each step."""
    data, carried = read_carried(path, path.name)
    return {step.name: f"{step.outcome.value}: {step.detail}" for step in verify_file(data, carried, workspace).steps}


def _outcomes(path: Path, workspace: Workspace) -> dict[str, Outcome]:
    data, carried = read_carried(path, path.name)
    return {step.name: step.outcome for step in verify_file(data, carried, workspace).steps}


def _changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a Word file with its entries changed."""
    entries = entries_of(data)
    change(entries)
    return zipped(entries)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_bundled_word_brief_proves_itself(built: tuple[Workspace, Any], audience: str, language: str) -> None:
    """All steps are done, and what it carries is what the PDF beside it carries."""
    workspace, _ = built
    path = _example(workspace, audience, language)
    assert _outcomes(path, workspace) == dict.fromkeys(_STEPS, Outcome.DONE)
    pdf = _example(workspace, audience, language, "pdf")
    assert read_carried(path, path.name)[1] == read_carried(pdf, pdf.name)[1]


def test_the_command_says_each_step_of_a_word_file(built: tuple[Workspace, Any], briefing: Command) -> None:
    """Exit 0 and a line a step."""
    workspace, _ = built
    made = briefing("verify", str(_example(workspace, "press", "fr")), cwd=workspace.root)
    assert (made.code, made.err) == (0, "")
    assert [line.split(": ")[:2] for line in made.out.splitlines()] == [[name, "done"] for name in _STEPS]


def test_the_part_is_found_by_its_relation_and_has_an_id(built: tuple[Workspace, Any]) -> None:
    """ECMA-376 part 1, 15.2.5 and 15.2.6: related to the document, properties with a GUID and no schema."""
    data = _example(built[0], "analyst", "en").read_bytes()
    entries, parts = entries_of(data), parts_of(data)
    kinds = {each.get("Target"): each.get("Type").rpartition("/")[2] for each in parts["word/_rels/document.xml.rels"]}
    assert kinds["../customXml/item1.xml"] == "customXml"
    assert [each.get("Target") for each in parts["customXml/_rels/item1.xml.rels"]] == ["itemProps1.xml"]
    (item,) = parts["customXml/itemProps1.xml"].attrib.values()
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", item)
    assert not list(parts["customXml/itemProps1.xml"][0])
    assert b'PartName="/customXml/itemProps1.xml"' in entries["[Content_Types].xml"]
    other = parts_of(_example(built[0], "analyst", "fr").read_bytes())["customXml/itemProps1.xml"]
    assert list(other.attrib.values()) != [item]


def _all_words(data: bytes) -> str:
    """Return the text and every attribute of every part as one text."""
    found = []
    for root in parts_of(data).values():
        for element in root.iter("*"):
            found += [element.text or "", element.tail or "", *element.attrib.values()]
    return folded(" ".join(found))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", ["press", "parliament"])
def test_nothing_outside_the_brief_is_in_the_word_file(
    built: tuple[Workspace, Any], audience: str, language: str
) -> None:
    """No wording of a fact, judgement or gap that the brief does not print stands in any part."""
    workspace, _ = built
    data = _example(workspace, audience, language).read_bytes()
    printed = folded(re.sub(r"\s?\[\d+\]", "", " ".join(word_blocks(data)))).casefold()
    texts = record_texts(load_dossier(workspace, EXAMPLE))
    outside = [text for text in texts if folded(text).casefold() not in printed]
    assert len(outside) > 100
    whole = _all_words(data).casefold()
    assert [text for text in outside if folded(text).casefold() in whole] == []
    everything = _all_words(_example(workspace, "analyst", language).read_bytes()).casefold()
    assert [text for text in texts if folded(text).casefold() not in everything] == []


def test_what_is_marked_above_the_audience_is_in_no_word_file(tmp_path: Path) -> None:
    """``embed: all`` means all that the audience may read; ``embed: none`` carries no part at all."""
    hidden = said("covers training of military personnel", 9, marking="restricted", text="A hidden wording.")
    workspace = small_workspace(tmp_path, facts=hidden)
    analyst = (REPOSITORY / "templates" / "analyst.md.j2").read_text(encoding="utf-8")
    write_template(workspace, "open.md.j2", analyst.replace("marking: restricted", "marking: public"))
    press = (REPOSITORY / "templates" / "press.md.j2").read_text(encoding="utf-8")
    write_template(workspace, "press.md.j2", press.replace("embed: used", "embed: none"))
    build_dossier(workspace, "small", Choice(("open", "analyst", "press"), ("en",), ("docx",)))
    files = {
        name: (workspace.output / "small" / f"small.{name}.en.docx").read_bytes()
        for name in ("open", "analyst", "press")
    }
    assert {name: "A hidden wording." in _all_words(data) for name, data in files.items()} == {
        "open": False,
        "analyst": True,
        "press": False,
    }
    assert {name: _ITEM in entries_of(data) for name, data in files.items()} == {
        "open": True,
        "analyst": True,
        "press": False,
    }
    path = workspace.output / "small" / "small.press.en.docx"
    assert _told(path, workspace) == {
        "dossier": "not possible: the file carries none: its audience has “embed: none”, or briefing did not make it"
    }


def test_a_word_file_is_the_same_whatever_else_is_built(built: tuple[Workspace, Any], tmp_path: Path) -> None:
    """Alone or beside the PDF: the same bytes, cut to the page limit or not."""
    workspace = example_workspace(tmp_path)
    build_dossier(workspace, EXAMPLE, Choice(("minister", "analyst"), (), ("docx",)))
    alone, beside = set_bytes(workspace, EXAMPLE), set_bytes(built[0], EXAMPLE)
    names = [name for name in alone if name.endswith(".docx")]
    assert len(names) == 4
    assert [name for name in names if alone[name] != beside[name]] == []


def test_a_script_that_only_word_prints_is_verified(tmp_path: Path) -> None:
    """Letters that no font of the house has are no fault of a Word file, and none of its verification."""
    workspace = small_workspace(tmp_path, facts=said("The memorandum covers training", 9, text="ⵜⴰⵎⴰ, invented"))
    build_dossier(workspace, "small", Choice(("analyst",), ("en",), ("docx",)))
    path = workspace.output / "small" / "small.analyst.en.docx"
    assert "ⵜⴰⵎⴰ" in " ".join(word_blocks(path.read_bytes()))
    assert set(_outcomes(path, workspace).values()) == {Outcome.DONE}


def test_a_changed_word_is_found(built: tuple[Workspace, Any], tmp_path: Path, briefing: Command) -> None:
    """In the body or in a note: it is said where and what the dossier gives; exit 12."""
    workspace, _ = built
    for part, old, new in (
        ("word/document.xml", b"Rwanda", b"Ruanda"),
        ("word/footnotes.xml", b"Desk note", b"Duck note"),
    ):

        def change(entries: dict[str, bytes], part: str = part, old: bytes = old, new: bytes = new) -> None:
            assert old in entries[part]
            entries[part] = entries[part].replace(old, new, 1)

        path = tmp_path / "brief.docx"
        path.write_bytes(_changed(_example(workspace, "minister", "en").read_bytes(), change))
        made = briefing("verify", str(path), cwd=workspace.root)
        told = dict(line.split(": ", 1) for line in made.out.splitlines())
        assert made.code == 12
        assert re.match(rf"failed: it differs from word \d+ on: “[^”]*{new.decode().split()[0]}", told["text"])
        assert old.decode().split()[0] in told["text"].partition("where the dossier gives")[2]
        assert told["bytes"].startswith("failed: they differ from byte ")


def test_a_dossier_changed_inside_the_word_file_is_found(built: tuple[Workspace, Any]) -> None:
    """Another wording gives another text; a quotation nobody wrote does not stand (exit 3)."""
    path = _example(built[0], "press", "en")
    data, carried = read_carried(path, path.name)
    record = carried["accord.yaml"]
    reworded = carried | {"accord.yaml": record.replace(b"covers joint exercises", b"covers naval exercises")}
    result = verify_file(data, reworded, built[0])
    assert (result.exit_code, result.steps[-2].outcome) == (ExitCode.DIFFERS, Outcome.FAILED)
    invented = carried | {"accord.yaml": record.replace(b"appui logistique", b"appui invisible")}
    assert verify_file(data, invented, built[0]).exit_code is ExitCode.DOSSIER


def test_annexes_of_a_word_file_are_looked_up_beside_the_sources(tmp_path: Path) -> None:
    """They lie beside it in the saved set, not in it; one that is gone or another is told."""
    workspace = with_annexes(tmp_path)
    build_dossier(workspace, EXAMPLE, Choice(("press",), ("en",), ("docx",)))
    path = workspace.output / EXAMPLE / PRESS.format("en", "docx")
    assert set(read_carried(path, path.name)[1]) == {"accord.yaml", "provenance.json"}
    here = f"sources/{EXAMPLE}/{TEXT}"
    told = _told(path, workspace)
    assert told[f"annex {TEXT}"] == f"done: {here} is the one the file was made from"
    assert told["bytes"] == "done: identical"
    annex = workspace.sources / EXAMPLE / TEXT
    annex.write_bytes(annex.read_bytes() + b"\n")
    assert _told(path, workspace)[f"annex {TEXT}"] == "failed: it is not the one that the brief was made with"
    annex.unlink()
    told = _told(path, workspace)
    assert told[f"annex {TEXT}"] == f"not possible: {here} is not here"
    assert told["rebuilt"] == "not possible: what is missing above is needed for it"


def test_a_source_travels_in_a_word_file_where_its_record_allows(tmp_path: Path) -> None:
    """With ``embed: true`` its text is in the file, and verification needs the source nowhere else."""
    workspace = small_workspace(tmp_path / "desk")
    record = workspace.sources / "small" / "accord.yaml"
    words = record.read_text(encoding="utf-8")
    record.write_text(words.replace("    reliability: F\n", "    reliability: F\n    embed: true\n"), encoding="utf-8")
    build_dossier(workspace, "small", Choice(("press",), ("en",), ("docx",)))
    path = workspace.output / "small" / "small.press.en.docx"
    assert set(read_carried(path, path.name)[1]) == {"accord.yaml", "provenance.json", "source-1.txt"}
    elsewhere = Workspace(tmp_path / "elsewhere")
    elsewhere.sources.mkdir(parents=True)
    assert set(_outcomes(path, elsewhere).values()) == {Outcome.DONE}


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "ignore")))
def test_whatever_travels_comes_back_the_same(content: bytes) -> None:
    """Texts with ends of line of every kind, characters that XML forbids, and bytes that are no text."""
    file = Attachment("it.txt", "text/plain", Relationship.SOURCE, 'A "description" & more', content)
    assert read_carried_parts(write_word(replace(document(), attachments=(file,)), house_style()), "f.docx") == {
        "it.txt": content
    }


def test_text_stays_readable_and_only_other_content_is_encoded() -> None:
    """A program or a person finds the record as words; what XML would change is base64."""
    kept, changed = (Attachment(f"{n}.txt", "text/plain", Relationship.DATA, "", d) for n, d in
                     (("kept", b"a\n\t<b> & c\n"), ("changed", b"a\r\nb")))  # fmt: skip
    supplement = Attachment("annex.pdf", "application/pdf", Relationship.SUPPLEMENT, "An annex", b"%PDF-1.7")
    made = write_word(document(), house_style(), attachments=(kept, changed, supplement))
    files = {each.get("name"): each for each in parts_of(made)[_ITEM]}
    assert {name: each.get("encoding") for name, each in files.items()} == {"kept.txt": None, "changed.txt": "base64"}
    assert files["kept.txt"].text == "a\n\t<b> & c\n"
    assert b64decode(files["changed.txt"].text or "") == b"a\r\nb"
    assert _ITEM not in parts_of(write_word(document(), house_style(), attachments=(supplement,)))


def _hostile(data: bytes) -> dict[str, tuple[bytes, ExitCode]]:
    """Return files that are no brief in Word, by what is wrong with them; all invented."""

    def with_item(content: bytes) -> bytes:
        return _changed(data, lambda entries: entries.update({_ITEM: content}))

    twice = entries_of(data)
    twice["word/_rels/document.xml.rels"] = twice["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"'
        b' Target="../customXml/item2.xml"/></Relationships>',
    )
    twice["customXml/item2.xml"] = twice[_ITEM]
    other = BytesIO()
    with ZipFile(other, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "no Word file")
    space = b'<carried xmlns="urn:briefings:carried:1">'
    return {
        "cut": (data[:2000], ExitCode.SOURCE),
        "another archive": (other.getvalue(), ExitCode.SOURCE),
        "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ExitCode.SOURCE),
        "broken": (with_item(space + b"<file"), ExitCode.SOURCE),
        "entities": (with_item(b'<!DOCTYPE c [<!ENTITY e "x">]><c>&e;</c>'), ExitCode.SOURCE),
        "not base64": (
            with_item(space + b'<file name="a.txt" encoding="base64">a</file></carried>'),
            ExitCode.SOURCE,
        ),
        "bomb": (with_item(space + b" " * 60_000_000 + b"</carried>"), ExitCode.LIMIT),
        "several briefs": (zipped(twice), ExitCode.SOURCE),
    }


def test_what_is_no_readable_word_brief_is_told(built: tuple[Workspace, Any], tmp_path: Path) -> None:
    """Each kind with its exit code, in one line that names the file."""
    data = _example(built[0], "press", "en").read_bytes()
    path = tmp_path / "brief.docx"
    for kind, (content, code) in _hostile(data).items():
        path.write_bytes(content)
        with pytest.raises(BriefingError) as caught:
            read_carried(path, "brief.docx")
        assert (kind, caught.value.exit_code) == (kind, code)
        assert str(caught.value).startswith("brief.docx: ")


def test_names_that_lead_out_of_a_folder_are_passed_over(built: tuple[Workspace, Any]) -> None:
    """Nothing is ever written beside the folder that a user names."""
    space = b'<carried xmlns="urn:briefings:carried:1">'
    names = ["../a.txt", "/a.txt", ".hidden", "a/b.txt", "", "good.txt"]
    files = b"".join(b'<file name="%s">x</file>' % name.encode() for name in names)
    data = _example(built[0], "press", "en").read_bytes()
    changed = _changed(data, lambda entries: entries.update({_ITEM: space + files + b"<file>y</file></carried>"}))
    assert read_carried_parts(changed, "brief.docx") == {"good.txt": b"x"}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_what_a_word_file_carries_outlives_libreoffice(built: tuple[Workspace, Any], tmp_path: Path) -> None:
    """Opened and saved there, it has other bytes, the same dossier and the same words."""
    path = _example(built[0], "analyst", "fr")
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    saved = tmp_path / path.name
    assert read_carried(saved, saved.name)[1] == read_carried(path, path.name)[1]
    told = _told(saved, built[0])
    assert told["text"].startswith("done: ")
    assert told["bytes"].startswith("failed: ")
