"""The invented corpus that the benchmarks measure with."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import BROKEN, how_broken, write_corpus
from benchmarks.phrases import NOTICE, NOTICE_FR, PARTIES
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError
from briefings.facts import Dossier
from briefings.vocabulary.codes import FactStatus
from briefings.workspace import Workspace

COUNT = 30


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder, COUNT)
    return Workspace(folder)


@pytest.fixture(scope="module")
def dossiers(corpus: Workspace) -> list[Dossier]:
    """Every dossier; loading raises where one does not pass the gate."""
    return [load_dossier(corpus, name) for name in corpus.dossier_ids()]


def test_every_dossier_passes_the_gate(dossiers: list[Dossier]) -> None:
    assert [dossier.accord.id for dossier in dossiers] == [f"invented-{n:05d}" for n in range(1, COUNT + 1)]


def test_dossiers_differ_in_what_a_measurement_may_depend_on(dossiers: list[Dossier]) -> None:
    """Number of facts and sources, languages, markings, status, gaps, dates without a year."""
    accords = [dossier.accord for dossier in dossiers]
    facts = [len(list(accord.facts())) for accord in accords]
    assert min(facts) < 12
    assert max(facts) > 30
    assert {len(accord.sources) for accord in accords} == {1, 2, 3}
    assert {accord.languages for accord in accords} == {("en", "fr"), ("fr", "en"), ("en",)}
    assert {source.language for accord in accords for source in accord.sources} == {"en", "fr"}
    assert len({accord.marking for accord in accords}) > 1
    assert {bool(accord.gaps) for accord in accords} == {True, False}
    assert {event.date.year is None for a in accords for event in a.events if event.date} == {True, False}
    assert {fact.status for a in accords for fact in a.facts()} >= {FactStatus.STATED, FactStatus.ATTRIBUTED}
    assert len({accord.as_at for accord in accords}) > COUNT / 2


def test_every_file_says_that_it_is_invented(corpus: Workspace, dossiers: list[Dossier]) -> None:
    """The first line of each file; each sentence of a source; title and desk remark in each language."""
    files = [path for path in corpus.sources.glob("*/*") if path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert all(text.splitlines()[0].strip("# .") in (NOTICE, NOTICE_FR) for text in texts)
    sources = [text for path, text in zip(files, texts, strict=True) if path.name != "accord.yaml"]
    sentences = [part for text in sources for part in text.split("\n\n", 1)[1].strip().replace("\n\n", " ").split(". ")]
    assert len(sentences) > COUNT * 5
    assert all(part.startswith(("In this invented example, ", "Dans cet exemple inventé, ")) for part in sentences)
    titles = [word for dossier in dossiers for word in dossier.accord.title.texts.values()]
    assert all(word.startswith(("Invented accord ", "Accord inventé ")) for word in titles)
    remarks = [dossier.accord.remark for dossier in dossiers]
    assert {word for remark in remarks if remark for word in remark.texts.values()} == {f"{NOTICE}.", f"{NOTICE_FR}."}
    assert None not in remarks


def test_no_state_is_a_party(dossiers: list[Dossier]) -> None:
    """Nothing is invented about anybody: the parties are three places where nobody lives."""
    codes = {party.code for dossier in dossiers for party in dossier.accord.parties}
    assert codes == {party.code for party in PARTIES} == {"AQ", "BV", "HM"}


def test_the_same_seed_makes_the_same_bytes_and_a_larger_corpus_begins_alike(tmp_path: Path) -> None:
    made = {}
    for name, count, seed in (("one", 6, 3), ("two", 9, 3), ("other", 6, 4)):
        write_corpus(tmp_path / name, count, seed)
        files = sorted((tmp_path / name).rglob("*.*"))
        made[name] = {path.relative_to(tmp_path / name): path.read_bytes() for path in files if path.is_file()}
    begun = {path: data for path, data in made["two"].items() if path.parts[1] <= "invented-00006"}
    assert made["one"] == begun
    assert made["one"] != made["other"]


def test_a_broken_dossier_is_refused_with_the_exit_code_of_its_kind(tmp_path: Path) -> None:
    """All kinds occur, each is found, and the dossiers between them are sound."""
    count, seed, percent = 60, 3, 60.0
    write_corpus(tmp_path, count, seed, percent)
    met = set()
    for number in range(1, count + 1):
        way = how_broken(number, seed, percent)
        try:
            load_dossier(Workspace(tmp_path), f"invented-{number:05d}")
        except BriefingError as error:
            assert way is not None, error
            assert error.exit_code is BROKEN[way][1], (way, error)
            met.add(way)
        else:
            assert way is None
    assert met == set(BROKEN)


def test_a_corpus_is_not_written_over_another(tmp_path: Path) -> None:
    write_corpus(tmp_path, 2)
    with pytest.raises(FileExistsError):
        write_corpus(tmp_path, 2)
