"""A PDF proves itself: its dossier is inside, cut to what it prints, and gives the same bytes again."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec import Struct
from PIL import Image
from pypdf import PdfReader

from briefings.build.build import Choice, build_dossier
from briefings.build.verification import Outcome
from briefings.build.verify import read_carried, verify_file
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.evidence import Wording
from briefings.facts import Dossier
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import (
    AUDIENCES,
    EXAMPLE,
    REPOSITORY,
    example_workspace,
    own_templates,
    run_apart,
    said,
    set_bytes,
    small_workspace,
    write_template,
)
from tests.pdf_reading import pdf_blocks

_STEPS = ["dossier", "source S1", "quotations", "templates", "versions", "rebuilt", "bytes"]


def _example(workspace: Workspace, audience: str, language: str) -> Path:
    return workspace.output / EXAMPLE / f"{EXAMPLE}.{audience}.{language}.pdf"


def _steps(path: Path, workspace: Workspace) -> dict[str, Outcome]:
    data, carried = read_carried(path, path.name)
    return {step.name: step.outcome for step in verify_file(data, carried, workspace).steps}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_bundled_brief_proves_itself(built: tuple[Workspace, Any], audience: str, language: str) -> None:
    """All steps are done and the rebuilt file is the same, byte for byte."""
    workspace, _ = built
    path = _example(workspace, audience, language)
    assert _steps(path, workspace) == dict.fromkeys(_STEPS, Outcome.DONE)


def test_the_command_says_each_step(built: tuple[Workspace, Any], briefing: Command) -> None:
    """Exit 0 and a line a step; JSON holds the same."""
    workspace, _ = built
    path = str(_example(workspace, "press", "fr"))
    made = briefing("verify", path, cwd=workspace.root)
    assert (made.code, made.err) == (0, "")
    assert [line.split(": ")[:2] for line in made.out.splitlines()] == [[name, "done"] for name in _STEPS]
    assert made.out.endswith("bytes: done: identical\n")
    told = json.loads(briefing("verify", path, "--json", cwd=workspace.root).out)
    assert (told["exit_code"], [step["step"] for step in told["steps"]], told["problems"]) == (0, _STEPS, [])


def test_attached_files_are_declared(built: tuple[Workspace, Any]) -> None:
    """MIME, AFRelationship, F and UF for each, listed in the catalog (ISO 19005-3, 6.8)."""
    with pikepdf.open(_example(built[0], "analyst", "en")) as pdf:
        root: Any = pdf.Root
        told = [
            (str(f.UF), str(f.F), str(f.AFRelationship), str(f.EF.F.Subtype), int(f.EF.F.Params.Size), str(f.Desc))
            for f in root.AF
        ]
        sizes = {name: len(file.get_file().read_bytes()) for name, file in pdf.attachments.items()}
    assert [entry[:4] for entry in told] == [
        ("accord.yaml", "accord.yaml", "/Source", "/application/yaml"),
        ("provenance.json", "provenance.json", "/Data", "/application/json"),
    ]
    assert {entry[0]: entry[4] for entry in told} == sizes
    assert all(entry[5] for entry in told)


def test_the_provenance_holds_no_hash_of_anything_built(built: tuple[Workspace, Any]) -> None:
    """Only inputs are named: record, sources, templates and house style, and versions."""
    workspace, _ = built
    provenance = json.loads(_carried(_example(workspace, "minister", "en"))["provenance.json"])
    manifest = json.loads(set_bytes(workspace, EXAMPLE)["manifest.json"])
    entry = next(file for file in manifest["files"] if file["file"] == f"{EXAMPLE}.minister.en.pdf")
    assert provenance["inputs"] == entry["built_from"]
    assert tuple(provenance["facts"]) == tuple(entry["facts_used"])
    made = {file["sha256"] for file in manifest["files"]}
    assert made.isdisjoint(re.findall(r"[0-9a-f]{64}", json.dumps(provenance)))


def _carried(path: Path) -> dict[str, bytes]:
    return read_carried(path, path.name)[1]


def _wordings(value: Any) -> list[str]:
    """Return every wording and free text of a record, of all records below it too."""
    if isinstance(value, Wording):
        return list(value.texts.values())
    if isinstance(value, tuple):
        return [text for each in value for text in _wordings(each)]
    if isinstance(value, Struct):
        return [text for name in value.__struct_fields__ for text in _wordings(getattr(value, name))]
    return []


def _streams(path: Path) -> str:
    """Return every decoded stream and every string of a PDF as one text."""
    found = []
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                data = item.read_bytes()
                found += [data.decode("utf-8", "replace"), data.decode("utf-16-be", "replace")]
            found.append(item.unparse().decode("latin-1"))
            found += _strings(item)
    return folded(" ".join(found))


def _strings(item: Any) -> list[str]:
    if isinstance(item, pikepdf.String):
        return [str(item)]
    if isinstance(item, pikepdf.Array):
        return [text for each in item for text in _below(each)]
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return [text for _, value in item.items() for text in _below(value)]
    return []


def _below(item: Any) -> list[str]:
    """Return the strings of a value inside an object; objects of their own are seen by themselves."""
    return [] if getattr(item, "is_indirect", False) else _strings(item)


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", ["press", "parliament"])
def test_nothing_outside_the_brief_is_in_the_file(built: tuple[Workspace, Any], audience: str, language: str) -> None:
    """No wording of a fact, judgement or gap that the brief does not print stands in any decoded stream or string."""
    workspace, _ = built
    dossier = load_dossier(workspace, EXAMPLE)
    path = _example(workspace, audience, language)
    printed = folded(re.sub(r"\s?\[\d+\]", "", " ".join(pdf_blocks(path.read_bytes())))).casefold()
    outside = [text for text in record_texts(dossier) if folded(text).casefold() not in printed]
    assert len(outside) > 100
    streams = _streams(path).casefold()
    assert folded(outside[0]).casefold() in (REPOSITORY / "sources" / EXAMPLE / "accord.yaml").read_text().casefold()
    assert [text for text in outside if folded(text).casefold() in streams] == []


def record_texts(dossier: Dossier) -> list[str]:
    """Return the texts of facts, judgements and gaps, at least three words each: shorter ones prove nothing."""
    records = [*dossier.accord.facts(), *dossier.accord.judgements, *dossier.accord.gaps]
    return [text for record in records for text in _wordings(record) if len(text.split()) >= 3]


def test_the_leak_is_found_where_there_is_one(built: tuple[Workspace, Any]) -> None:
    """The analyst's file carries everything: the same search finds every text in it."""
    workspace, _ = built
    streams = _streams(_example(workspace, "analyst", "en")).casefold()
    texts = record_texts(load_dossier(workspace, EXAMPLE))
    assert [text for text in texts if folded(text).casefold() not in streams] == []


def test_what_is_marked_above_the_audience_is_in_no_file(tmp_path: Path) -> None:
    """``embed: all`` means all that the audience may read."""
    hidden = said("covers training of military personnel", 9, marking="restricted", text="A hidden wording.")
    rejected = said("a memorandum of understanding on defence", 8, text="A rejected wording.").replace(
        "review: accepted", "review: {state: rejected, reason: It was wrong.}"
    )
    workspace = small_workspace(tmp_path, facts=hidden + rejected)
    front = (REPOSITORY / "templates" / "analyst.md.j2").read_text(encoding="utf-8")
    write_template(workspace, "open.md.j2", front.replace("marking: restricted", "marking: public"))
    build_dossier(workspace, "small", Choice(("open", "analyst")))
    streams = {name: _streams(workspace.output / "small" / f"small.{name}.en.pdf") for name in ("open", "analyst")}
    found = {(name, words) for name in streams for words in ("hidden", "rejected") if f"A {words} w" in streams[name]}
    assert found == {("analyst", "hidden")}


def test_an_audience_may_carry_nothing(tmp_path: Path, briefing: Command) -> None:
    """``embed: none``: no file inside, and ``verify`` says so with exit 12."""
    workspace = small_workspace(tmp_path)
    front = (REPOSITORY / "templates" / "press.md.j2").read_text(encoding="utf-8")
    write_template(workspace, "press.md.j2", front.replace("embed: used", "embed: none"))
    build_dossier(workspace, "small", Choice(("press",), ("en",)))
    path = workspace.output / "small" / "small.press.en.pdf"
    assert _carried(path) == {}
    made = briefing("verify", str(path), cwd=workspace.root)
    assert made.code == 12
    assert made.out.startswith("dossier: not possible: the file carries none")
    assert briefing("verify", str(path), "--extract", "there", cwd=workspace.root).code == 12


def test_a_source_travels_only_where_its_record_allows(tmp_path: Path) -> None:
    """With ``embed: true`` its text is in the file, and verification needs the source nowhere else."""
    workspace = small_workspace(tmp_path / "desk")
    record = workspace.sources / "small" / "accord.yaml"
    words = record.read_text(encoding="utf-8")
    record.write_text(words.replace("    reliability: F\n", "    reliability: F\n    embed: true\n"), encoding="utf-8")
    build_dossier(workspace, "small", Choice(("press",), ("en",), ("pdf",)))
    path = workspace.output / "small" / "small.press.en.pdf"
    assert set(_carried(path)) == {"accord.yaml", "provenance.json", "source-1.txt"}
    elsewhere = Workspace(tmp_path / "elsewhere")
    elsewhere.sources.mkdir(parents=True)
    assert set(_steps(path, elsewhere).values()) == {Outcome.DONE}


def test_without_its_source_a_file_cannot_be_rebuilt(built: tuple[Workspace, Any], tmp_path: Path) -> None:
    """What is missing is named; nothing is guessed; exit 12."""
    path = _example(built[0], "minister", "en")
    empty = Workspace(tmp_path)
    empty.sources.mkdir()
    data, carried = read_carried(path, path.name)
    result = verify_file(data, carried, empty)
    assert result.exit_code is ExitCode.DIFFERS
    told = {step.name: f"{step.outcome.value}: {step.detail}" for step in result.steps}
    assert told["source S1"] == f"not possible: source S1 (sources/{EXAMPLE}/note.fr.md) is not here"
    assert told["quotations"] == "not possible: 0 of 24 stand; for the others source S1 is not here"
    assert told["rebuilt"] == "not possible: what is missing above is needed for it"


def test_without_a_template_it_is_named(built: tuple[Workspace, Any], tmp_path: Path) -> None:
    """One that is gone and one that has changed."""
    path = _example(built[0], "minister", "en")
    workspace = example_workspace(tmp_path)
    templates = own_templates(workspace)
    (templates / "en" / "gaps.md.j2").write_text("Other words.\n", encoding="utf-8")
    shutil.copy(path, tmp_path / "brief.pdf")
    data, carried = read_carried(tmp_path / "brief.pdf", "brief.pdf")
    result = verify_file(data, carried, workspace)
    told = {step.name: f"{step.outcome.value}: {step.detail}" for step in result.steps}
    assert told["templates"] == "not possible: template briefings:templates/en/gaps.md.j2 has changed since"
    assert (told["quotations"], result.exit_code) == ("done: all 24 stand in their sources", ExitCode.DIFFERS)


def test_evidence_that_no_longer_stands_is_exit_3(
    built: tuple[Workspace, Any], tmp_path: Path, briefing: Command
) -> None:
    """A source that changed after the file was made: the lost quotation is told with the nearest text."""
    workspace = example_workspace(tmp_path)
    note = workspace.sources / EXAMPLE / "note.fr.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("formation des militaires", "formation de militaires"), encoding="utf-8")
    made = briefing("verify", str(_example(built[0], "press", "en")), cwd=workspace.root)
    assert made.code == 3
    assert "quotation “formation des militaires” is not in source S1" in made.err
    assert "quotations: failed: evidence no longer stands" in made.out


def test_a_source_changed_elsewhere_keeps_its_evidence(built: tuple[Workspace, Any], tmp_path: Path) -> None:
    """Words added before the quotations move them; they still stand, but the file cannot be rebuilt."""
    workspace = example_workspace(tmp_path)
    note = workspace.sources / EXAMPLE / "note.fr.md"
    note.write_text("Un mot de plus.\n\n" + note.read_text(encoding="utf-8"), encoding="utf-8")
    path = _example(built[0], "press", "en")
    data, carried = read_carried(path, path.name)
    result = verify_file(data, carried, workspace)
    told = {step.name: step.outcome for step in result.steps}
    assert (told["source S1"], told["quotations"]) == (Outcome.NOT_POSSIBLE, Outcome.DONE)
    assert (result.exit_code, result.problems) == (ExitCode.DIFFERS, [])


def test_one_changed_byte_is_found(built: tuple[Workspace, Any], tmp_path: Path, briefing: Command) -> None:
    """A page that was tampered with is no longer what its dossier gives."""
    data = bytearray(_example(built[0], "minister", "fr").read_bytes())
    at = data.index(b"/MediaBox")
    data[at + 12 : at + 13] = b"1"
    (tmp_path / "brief.pdf").write_bytes(bytes(data))
    made = briefing("verify", str(tmp_path / "brief.pdf"), cwd=built[0].root)
    assert made.code == 12
    assert made.out.splitlines()[-1].startswith("bytes: failed: they differ from byte ")


def test_a_dossier_tampered_with_inside_is_found(built: tuple[Workspace, Any]) -> None:
    """Another wording in the record gives another brief; a quotation nobody wrote does not stand."""
    path = _example(built[0], "press", "en")
    data, carried = read_carried(path, path.name)
    record = carried["accord.yaml"]
    reworded = carried | {"accord.yaml": record.replace(b"covers joint exercises", b"covers naval exercises")}
    assert reworded != carried
    assert verify_file(data, reworded, built[0]).exit_code is ExitCode.DIFFERS
    invented = carried | {"accord.yaml": record.replace(b"appui logistique", b"appui invisible")}
    assert invented != carried
    assert verify_file(data, invented, built[0]).exit_code is ExitCode.DOSSIER


def test_extract_writes_the_dossier_out(built: tuple[Workspace, Any], tmp_path: Path, briefing: Command) -> None:
    """Into a new folder; what is there already is never overwritten."""
    path = _example(built[0], "analyst", "fr")
    made = briefing("verify", str(path), "--extract", str(tmp_path / "out"), cwd=built[0].root)
    assert made.code == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == _carried(path)
    again = briefing("verify", str(path), "--extract", str(tmp_path / "out"), cwd=built[0].root)
    assert again.code == 7
    assert again.err.startswith("out holds accord.yaml, provenance.json already")


def _encrypted(data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["missing", "text", "cut", "encrypted", "folder"])
def test_what_is_no_readable_pdf_is_exit_5(
    built: tuple[Workspace, Any], tmp_path: Path, briefing: Command, kind: str
) -> None:
    """One line with the file's name, whatever it is."""
    data = _example(built[0], "press", "en").read_bytes()
    contents = {"text": b"no PDF at all", "cut": data[:2000], "encrypted": _encrypted(data)}
    if kind in contents:
        (tmp_path / "brief.pdf").write_bytes(contents[kind])
    elif kind == "folder":
        (tmp_path / "brief.pdf").mkdir()
    made = briefing("verify", str(tmp_path / "brief.pdf"), cwd=built[0].root)
    assert (made.code, made.out) == (5, "")
    assert made.err.startswith("brief.pdf: ")


def test_a_brief_whose_template_counts_says_that_it_cannot_be_rebuilt(tmp_path: Path) -> None:
    """The number of all facts follows from facts that the brief does not print: they stay out of the file all the same."""
    workspace = small_workspace(
        tmp_path, "It covers training, invented words one", "It covers training, invented words two"
    )
    front = (REPOSITORY / "templates" / "press.md.j2").read_text(encoding="utf-8")
    counting = front + "{% block closing %}Facts on record: {{ facts | length }}.{% endblock %}\n"
    write_template(workspace, "press.md.j2", counting)
    build_dossier(workspace, "small", Choice(("press",), ("en",), ("pdf",)))
    path = workspace.output / "small" / "small.press.en.pdf"
    steps = _steps(path, workspace)
    assert (steps["rebuilt"], steps["quotations"]) == (Outcome.NOT_POSSIBLE, Outcome.DONE)
    assert "invented words two" not in _streams(path)


def test_a_bomb_inside_is_refused(tmp_path: Path) -> None:
    """An attached file that unpacks without end is exit 11, in bounded memory."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["accord.yaml"] = pikepdf.AttachedFileSpec(pdf, bytes(60_000_000), filename="accord.yaml")
        pdf.save(out, compress_streams=True, recompress_flate=True)
    (tmp_path / "bomb.pdf").write_bytes(out.getvalue())
    with pytest.raises(BriefingError) as caught:
        read_carried(tmp_path / "bomb.pdf", "bomb.pdf")
    assert caught.value.exit_code is ExitCode.LIMIT


def test_source_date_epoch_is_honoured_and_verified(tmp_path: Path) -> None:
    """It becomes the date of the files, and nothing else changes; ``verify`` needs no such variable."""
    workspace = small_workspace(tmp_path)
    epoch = {"SOURCE_DATE_EPOCH": "86400"}
    words = ("build", "small", "-a", "press", "-l", "en")
    assert run_apart(*words, cwd=workspace.root, env=epoch).code == 0
    path = workspace.output / "small" / "small.press.en.pdf"
    information: Any = PdfReader(path).metadata
    assert (information["/CreationDate"], information["/ModDate"]) == ("D:19700102000000Z", "D:19700102000000Z")
    assert b"1970-01-02T00:00:00Z" in path.read_bytes()
    assert set(_steps(path, workspace).values()) == {Outcome.DONE}
    text = pdf_blocks(path.read_bytes())
    assert run_apart(*words, cwd=workspace.root).code == 0
    assert b"1970-01-02" not in path.read_bytes()
    assert pdf_blocks(path.read_bytes()) == text


@pytest.mark.parametrize("value", ["", "-1", "1.5", "1e3", " 5", "0x10", "253402300800", "99999999999999999999", "٣"])
def test_a_wrong_source_date_epoch_is_refused(tmp_path: Path, value: str) -> None:
    """Exit 2 with the value and a way out; nothing is built."""
    workspace = small_workspace(tmp_path)
    made = run_apart("build", "small", cwd=workspace.root, env={"SOURCE_DATE_EPOCH": value})
    assert made.code == 2
    assert made.err.startswith("SOURCE_DATE_EPOCH is “")
    assert not workspace.output.exists()


@pytest.mark.parametrize("name", ["../../elsewhere", "a b", ""])
def test_a_dossier_inside_cannot_lead_out_of_the_workspace(built: tuple[Workspace, Any], name: str) -> None:
    """Its id is a name or the dossier is damaged; no file is looked for."""
    path = _example(built[0], "press", "en")
    data, carried = read_carried(path, path.name)
    record = carried["accord.yaml"].replace(b"id: rwanda-2024", f'id: "{name}"'.encode(), 1)
    result = verify_file(data, carried | {"accord.yaml": record}, built[0])
    assert [(step.name, step.outcome) for step in result.steps] == [("dossier", Outcome.FAILED)]
    assert result.exit_code is ExitCode.DOSSIER


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"null", b'{"provenance": 1}', b'{"provenance": 2}', b"[" * 100_000]
)
def test_a_provenance_that_is_none_is_told(built: tuple[Workspace, Any], data: bytes) -> None:
    """Whatever stands in its place."""
    path = _example(built[0], "press", "en")
    whole, carried = read_carried(path, path.name)
    result = verify_file(whole, carried | {"provenance.json": data}, built[0])
    assert [(step.name, step.outcome) for step in result.steps] == [("dossier", Outcome.NOT_POSSIBLE)]
    assert result.exit_code is ExitCode.DIFFERS


def test_the_logo_and_the_fonts_of_a_house_count_as_inputs(tmp_path: Path) -> None:
    """A file made with another logo is not called a forgery: what is not here is named."""
    workspace = small_workspace(tmp_path)
    templates = own_templates(workspace)
    house = templates / "house.yaml"
    words = house.read_text(encoding="utf-8") + "\nlogo: {file: logo.png, text: The house}\n"
    house.write_text(words, encoding="utf-8")
    _picture((0, 0, 0)).save(templates / "logo.png")
    build_dossier(workspace, "small", Choice(("press",), ("en",), ("pdf",)))
    path = workspace.output / "small" / "small.press.en.pdf"
    assert set(_steps(path, workspace).values()) == {Outcome.DONE}
    assert "templates/logo.png" in json.loads(_carried(path)["provenance.json"])["inputs"]
    _picture((9, 9, 9)).save(templates / "logo.png")
    data, carried = read_carried(path, path.name)
    told = {step.name: f"{step.outcome.value}: {step.detail}" for step in verify_file(data, carried, workspace).steps}
    assert told["templates"] == "not possible: template templates/logo.png has changed since"


def _picture(colour: tuple[int, int, int]) -> Image.Image:
    return Image.new("RGB", (40, 20), colour)
