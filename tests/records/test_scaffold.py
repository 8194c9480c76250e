"""What a desk starts from: a workspace, and a dossier that says what to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.readers.source_text import SUFFIXES
from briefings.scaffold import make_dossier, make_workspace, write_schemas
from briefings.schemas import FOLDERS, schema_path
from briefings.schemas.subjects import schema_text
from briefings.workspace import Workspace, find_workspace

TEXT = """\
Le 3 mai à Cotonou, le Bénin et le Togo ont signé un accord de coopération dans le domaine de la formation. \
Le texte porte sur la formation des militaires béninois et togolais.
"""
FILL_IN = re.compile(r"“\w+” (is empty|is missing) in .+|“\w+” has no words in en, fr")
FILLED = [
    ('  title: {en: "", fr: ""}\n  desk: {en: "", fr: ""}', "  title: {en: A, fr: B}\n  desk: {en: Desk, fr: Bureau}"),
    ('as_at: ""', "as_at: 2026-11-23"),
    ('    title: {en: "", fr: ""}\n    # publisher', "    title: {en: A text, fr: Un texte}\n    # publisher"),
    (
        '  text: {en: "", fr: ""}\n  evidence:\n    - source: S1\n      exact: "" ',
        "  text: {en: An accord was signed., fr: Un accord a été signé.}\n  evidence:\n    - source: S1\n"
        "      exact: ont signé un accord de coopération ",
    ),
]


def workspace(root: Path) -> Workspace:
    (root / "sources").mkdir()
    return Workspace(root)


def given_text(root: Path, name: str = "given.txt", text: str = TEXT) -> Path:
    (root / name).write_text(text, encoding="utf-8")
    return root / name


def tree(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def test_a_new_workspace_holds_a_dossier_that_loads(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "desk")
    assert load_dossier(Workspace(tmp_path / "desk"), "rwanda-2024").accord.id == "rwanda-2024"
    assert all(path.is_file() for path in made)
    assert {"sources", "templates", "output"} == {path.relative_to(tmp_path / "desk").parts[0] for path in made}


def test_making_a_workspace_again_changes_nothing(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    (tmp_path / "templates" / "house.yaml").write_text("mine", encoding="utf-8")
    assert make_workspace(tmp_path) == ()
    assert (tmp_path / "templates" / "house.yaml").read_text(encoding="utf-8") == "mine"


def test_a_workspace_is_found_from_a_folder_below_it(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    assert find_workspace(tmp_path / "sources" / "rwanda-2024").root == tmp_path


def test_a_new_dossier_holds_the_record_and_a_copy_of_each_source(tmp_path: Path) -> None:
    made = make_dossier(workspace(tmp_path), "togo-2026", (given_text(tmp_path), given_text(tmp_path, "b.MD")))
    assert made == ("accord.yaml", "source-1.txt", "source-2.md")
    schema = {".schema", ".schema/accord.schema.json"}
    assert tree(tmp_path / "sources") == {"togo-2026", *(f"togo-2026/{name}" for name in made)} | schema
    assert (tmp_path / "sources" / "togo-2026" / "source-1.txt").read_text(encoding="utf-8") == TEXT


def test_a_new_dossier_leaves_the_schema_that_is_there(tmp_path: Path) -> None:
    """Only `briefing schema --write` replaces one; it says which were new or another."""
    desk = workspace(tmp_path)
    schema = tmp_path / "sources" / ".schema" / "accord.schema.json"
    schema.parent.mkdir()
    schema.write_text("{}", encoding="utf-8")
    make_dossier(desk, "togo-2026", ())
    assert schema.read_text(encoding="utf-8") == "{}"
    assert write_schemas(desk) == tuple(schema_path(name) for name in FOLDERS)
    assert write_schemas(desk) == ()
    assert [(tmp_path / schema_path(name)).read_text(encoding="utf-8") for name in FOLDERS] == [
        schema_text(name) for name in FOLDERS
    ]


def test_a_schema_that_cannot_be_written_is_exit_7_and_no_dossier_is_left(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    (tmp_path / "sources" / ".schema").write_text("a file stands in the way", encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        make_dossier(desk, "togo-2026", ())
    assert caught.value.exit_code is ExitCode.OUTPUT
    assert tree(tmp_path / "sources") == {".schema"}


@pytest.mark.parametrize("sources", [0, 1, 2])
def test_a_new_dossier_only_has_things_to_fill_in_each_with_its_place(sources: int, tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    make_dossier(desk, "togo-2026", tuple(given_text(tmp_path) for _ in range(sources)))
    with pytest.raises(BriefingError) as caught:
        load_dossier(desk, "togo-2026")
    told = [p for p in caught.value.problems if p.code is ExitCode.DOSSIER]
    assert [p.message for p in told if not FILL_IN.fullmatch(p.message)] == []
    assert all(p.location and p.location.line and p.location.column and p.hint for p in told)
    assert len(told) == 5 + max(sources, 1) + (sources == 0)


def test_the_problems_of_a_new_dossier_are_these(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    make_dossier(desk, "togo-2026", (given_text(tmp_path),))
    with pytest.raises(BriefingError) as caught:
        load_dossier(desk, "togo-2026")
    assert [(p.message, p.hint) for p in caught.value.problems] == [
        ("“title” has no words in en, fr", "fill in “en:” and “fr:”"),
        ("“desk” has no words in en, fr", "fill in “en:” and “fr:”"),
        ("“as_at” is empty in “dossier”", "fill in “as_at:”"),
        ("“title” has no words in en, fr", "fill in “en:” and “fr:”"),
        ("“text” has no words in en, fr", "fill in “en:” and “fr:”"),
        ("“exact” is empty in evidence", "fill in “exact:”"),
    ]


def test_a_new_dossier_passes_once_it_is_filled_in(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    make_dossier(desk, "togo-2026", (given_text(tmp_path),))
    record = tmp_path / "sources" / "togo-2026" / "accord.yaml"
    text = record.read_text(encoding="utf-8")
    for old, new in FILLED:
        assert text.count(old) == 1
        text = text.replace(old, new)
    record.write_text(text, encoding="utf-8")
    dossier = load_dossier(desk, "togo-2026")
    assert [q.text for q in dossier.quotations["accord"]] == ["ont signé un accord de coopération"]
    assert dossier.accord.sources[0].language == "fr"


def test_every_commented_part_of_a_new_dossier_reads_once_it_is_uncommented(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    make_dossier(desk, "togo-2026", (given_text(tmp_path),))
    record = tmp_path / "sources" / "togo-2026" / "accord.yaml"
    text = re.sub(r"^(\w+|  \w+): \[\] *(#.*)?$(?=\n +# - )", r"\1:", record.read_text(encoding="utf-8"), flags=re.M)
    text = re.sub(r"^( +)# (?=[- ] ?\w+:|\w+:)", r"\1", text, flags=re.M)
    record.write_text(text.replace("https://…", "https://example.org/"), encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        load_dossier(desk, "togo-2026")
    odd = [str(p) for p in caught.value.problems if not FILL_IN.fullmatch(p.message)]
    assert odd == []
    assert len(caught.value.problems) == 24


def test_a_name_that_is_taken_is_exit_2_and_nothing_changes(tmp_path: Path) -> None:
    desk = workspace(tmp_path)
    make_dossier(desk, "togo-2026", ())
    before = tree(tmp_path)
    with pytest.raises(BriefingError) as caught:
        make_dossier(desk, "togo-2026", ())
    message = "there is already a dossier “togo-2026”\n  hint: choose another name, or edit the record that is there"
    assert (str(caught.value), caught.value.exit_code) == (message, ExitCode.USAGE)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["../togo", "Togo", "con", ""])
def test_a_name_that_is_none_is_exit_2_and_nothing_is_left(name: str, tmp_path: Path) -> None:
    with pytest.raises(BriefingError) as caught:
        make_dossier(workspace(tmp_path), name, ())
    assert caught.value.exit_code is ExitCode.USAGE
    assert tree(tmp_path) == {"sources"}


@pytest.mark.parametrize("name", ["given.doc", "given.docm", "given"])
def test_a_source_with_another_ending_is_exit_5_and_nothing_is_left(name: str, tmp_path: Path) -> None:
    good, odd = given_text(tmp_path), given_text(tmp_path, name)
    with pytest.raises(BriefingError) as caught:
        make_dossier(workspace(tmp_path), "togo-2026", (good, odd))
    shown = odd.suffix or "no ending"
    message = (
        f"{name}: source S2 cannot be read: {shown}\n  hint: save it as text; readable endings: {', '.join(SUFFIXES)}"
    )
    assert (str(caught.value), caught.value.exit_code) == (message, ExitCode.SOURCE)
    assert tree(tmp_path / "sources") == set()


def test_a_source_that_is_not_there_is_exit_5_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(BriefingError) as caught:
        make_dossier(workspace(tmp_path), "togo-2026", (tmp_path / "gone.txt",))
    message = "gone.txt: the file is not there\n  hint: check its name"
    assert (str(caught.value), caught.value.exit_code) == (message, ExitCode.SOURCE)
    assert tree(tmp_path / "sources") == set()
