"""``briefing new ID --source FILE``: a dossier that builds at once, or nothing at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefings.dossiers import load_dossier
from briefings.drafting.heading import source_kind
from briefings.drafting.making import make_from_sources
from briefings.errors import BriefingError, ExitCode
from briefings.skeleton import parts_to_fill_in
from briefings.vocabulary.codes import SourceKind
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.drafting.desks import ENGLISH, FRENCH, NO_ACCORD, SPANISH, accord_of
from tests.drafting.test_extract import BORNE, kinds


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    """Return a workspace without a dossier."""
    (tmp_path / "desk" / "sources").mkdir(parents=True)
    return Workspace((tmp_path / "desk").resolve())


def given(folder: Path, text: str | bytes, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_dossier_holds_the_files_byte_for_byte_and_what_they_bear(empty: Workspace, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + FRENCH.replace("\n", "\r\n").encode()
    made = make_from_sources(empty, "fresh", (given(tmp_path, data),), "2026-11-24")
    folder = empty.sources / "fresh"
    assert made.files == ("accord.yaml", "source-1.txt")
    assert {path.name for path in folder.iterdir()} == set(made.files)
    assert (folder / "source-1.txt").read_bytes() == data
    dossier = load_dossier(empty, "fresh")
    assert kinds(tuple(dossier.accord.facts())) == BORNE
    assert made.facts == len(BORNE)
    (source,) = dossier.accord.sources
    assert (source.kind, source.language, source.sha256) == (SourceKind.OTHER, "fr", dossier.texts["S1"].sha256)
    assert source.title.texts == {"fr": "Le Bénin et le Togo signent un accord"}


def test_what_no_source_says_is_filled_in_and_marked(empty: Workspace, tmp_path: Path) -> None:
    make_from_sources(empty, "fresh", (given(tmp_path, FRENCH), given(tmp_path, ENGLISH, "b.md")), "2026-11-24")
    accord = accord_of(empty, "fresh")
    assert (accord.languages, accord.as_at) == (("fr", "en"), "2026-11-24")
    assert accord.title.texts == {"fr": "Accord – Bénin, Togo", "en": "Agreement – Benin, Togo"}
    assert accord.desk.texts == {"fr": "Bureau non indiqué", "en": "Desk not named"}
    lines = (empty.sources / "fresh" / "accord.yaml").read_text(encoding="utf-8").splitlines()
    marked = [
        line for line in lines if re.match(r"  (languages|title|desk|as_at|marking):|    (file:|kind: other)", line)
    ]
    assert len(marked) == 9
    assert [line for line in marked if "#" not in line] == []


def test_the_dossier_builds_and_says_draft(empty: Workspace, tmp_path: Path, briefing: Command) -> None:
    made = briefing("new", "fresh", "-s", str(given(tmp_path, FRENCH)), "--as-at", "2026-11-24", cwd=empty.root)
    assert (made.code, made.err) == (0, "")
    assert made.out.endswith(
        "made sources/fresh/ with accord.yaml, source-1.txt\n"
        "facts drafted: 14; review them, then: briefing build fresh\n"
    )
    assert briefing("build", "fresh", "-a", "minister", "-f", "md,docx", cwd=empty.root).code == 0
    brief = (empty.output / "fresh" / "fresh.minister.fr.md").read_text(encoding="utf-8")
    assert brief.index("PROJET") < brief.index("# Accord – Bénin, Togo")
    assert "La formation" in brief or "formation des militaires" in brief


def test_a_second_extract_of_a_new_dossier_changes_nothing(empty: Workspace, tmp_path: Path, briefing: Command) -> None:
    make_from_sources(empty, "fresh", (given(tmp_path, FRENCH), given(tmp_path, ENGLISH, "b.txt")), "2026-11-24")
    record = empty.sources / "fresh" / "accord.yaml"
    before = record.read_bytes()
    made = briefing("extract", "fresh", cwd=empty.root)
    assert "sources/fresh/accord.yaml did not have to be changed" in made.out
    assert record.read_bytes() == before


def test_without_an_accord_the_record_is_to_be_filled_in_and_stands(
    empty: Workspace, tmp_path: Path, briefing: Command
) -> None:
    made = briefing("new", "bare", "-s", str(given(tmp_path, NO_ACCORD)), "--json", cwd=empty.root)
    assert json.loads(made.out) == {"dossier": "bare", "made": ["accord.yaml", "source-1.txt"], "facts": 0}
    assert (made.code, made.err) == (0, "sources/bare/source-1.txt: no accord is the subject of source S1\n")
    assert briefing("check", "bare", cwd=empty.root).code == 0
    assert briefing("build", "bare", "-a", "press", "-f", "md", cwd=empty.root).code == 0
    text = (empty.sources / "bare" / "accord.yaml").read_text(encoding="utf-8")
    assert "# instrument:\n#   id: accord\n" in text
    assert "{en:" not in text


def test_a_text_in_another_language_is_copied_and_its_facts_are_left_to_the_desk(
    empty: Workspace, tmp_path: Path, briefing: Command
) -> None:
    made = briefing("new", "other", "-s", str(given(tmp_path, SPANISH)), cwd=empty.root)
    assert made.code == 0
    assert made.err == "article.txt: in neither French nor English; its facts are yours to write\n"
    assert made.out.endswith("fill in accord.yaml, then: briefing check other\n")
    both = (given(tmp_path, SPANISH, "es.txt"), given(tmp_path, FRENCH))
    told = make_from_sources(empty, "both", both, "2026-11-24")
    assert told.remarks == ("sources/both/source-1.txt: source S1 is in neither French nor English; passed over",)
    accord = load_dossier(empty, "both").accord
    assert [source.language for source in accord.sources] == ["und", "fr"]
    assert kinds(tuple(accord.facts())) == BORNE


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", ExitCode.SOURCE),
        (bytes(range(256)), "a.txt", ExitCode.SOURCE),
        (FRENCH.encode() + b"\xe9", "a.txt", ExitCode.SOURCE),
        (b"PK\x03\x04", "a.pdf", ExitCode.SOURCE),
        (b"x", "a.doc", ExitCode.SOURCE),
        (b"x" * 10_000_001, "a.txt", ExitCode.LIMIT),
        (b"mot " * 500_001, "a.txt", ExitCode.LIMIT),
    ],
    ids=["empty", "binary", "mixed", "odd-pdf", "ending", "ten-megabytes", "long"],
)
def test_a_bad_file_leaves_no_folder(data: bytes, name: str, code: ExitCode, empty: Workspace, tmp_path: Path) -> None:
    """Whatever stands beside it is not copied either."""
    before = sorted(empty.root.rglob("*"))
    with pytest.raises(BriefingError) as caught:
        make_from_sources(empty, "fresh", (given(tmp_path, FRENCH), given(tmp_path, data, name)), "2026-11-24")
    assert caught.value.exit_code is code
    assert [path for path in empty.sources.iterdir() if path.name != ".schema"] == []
    assert [path for path in before if not path.exists()] == []


def test_all_bad_files_are_told_at_once(empty: Workspace, tmp_path: Path, briefing: Command) -> None:
    files = [
        given(tmp_path, b"", "a.txt"),
        given(tmp_path, FRENCH),
        given(tmp_path, b"\xff", "b.txt"),
        tmp_path / "c.txt",
    ]
    words = [word for path in files for word in ("--source", str(path))]
    made = briefing("new", "fresh", *words, cwd=empty.root)
    assert made.code == 5
    assert [line for line in made.err.splitlines() if not line.startswith("  ")] == [
        "a.txt: source S1 is empty",
        "b.txt:1: byte 1 is not UTF-8",
        "c.txt: the file is not there",
        "3 problems; nothing was built or changed",
    ]
    assert not (empty.sources / "fresh").exists()


def test_a_day_that_is_none_is_a_mistake_of_usage(empty: Workspace, tmp_path: Path, briefing: Command) -> None:
    made = briefing("new", "fresh", "-s", str(given(tmp_path, FRENCH)), "--as-at", "24/11/2026", cwd=empty.root)
    assert (made.code, "“24/11/2026” is no date such as 2026-11-23" in made.err) == (2, True)
    assert not (empty.sources / "fresh").exists()


def test_a_name_of_a_file_never_becomes_yaml(empty: Workspace, tmp_path: Path) -> None:
    """It stands in a comment and in a title."""
    make_from_sources(empty, "fresh", (given(tmp_path, FRENCH.partition("\n")[2], 'a"b: {x}\n# y.txt'),), "2026-11-24")
    accord = load_dossier(empty, "fresh").accord
    assert accord.sources[0].title.texts == {"fr": 'a"b: {x} # y.txt'}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Les deux gouvernements sont convenus de ce qui suit :\n", SourceKind.TREATY),
        ("Article 1\nA.\n\nArticle 2\nB.\n\nArticle 3\nC.\n", SourceKind.TREATY),
        ("Communiqué conjoint\n\nLes ministres se sont rencontrés.\n", SourceKind.COMMUNIQUE),
        ("Joint statement by the ministers\n", SourceKind.COMMUNIQUE),
        ("Projet de loi autorisant l’approbation de l’accord\n", SourceKind.PARLIAMENT),
        ("Le ministre a lu l’article 2 du texte.\n", SourceKind.OTHER),
    ],
)
def test_the_kind_of_a_source_is_told_by_its_words(text: str, kind: SourceKind) -> None:
    assert source_kind(text) is kind


def test_the_parts_to_fill_in_are_those_that_the_draft_leaves() -> None:
    """In the languages of the dossier."""
    text = parts_to_fill_in({"parties", "context"}, ("en",))
    assert re.findall(r"(?m)^([a-z_]+):", text) == ["events", "people", "provisions", "clauses", "judgements", "gaps"]
    assert "label: {en: training}" in text
    assert "fr:" not in text
