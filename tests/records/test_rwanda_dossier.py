"""The bundled dossier: it passes the gate, it is whole, and it states nothing its source does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings import bundled
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError, ExitCode
from briefings.facts import Accord, Dossier
from briefings.scaffold import make_dossier
from briefings.vocabulary.codes import Aspect, FactStatus, ReviewState
from briefings.workspace import Workspace

FOLDER = bundled.sources() / "rwanda-2024"
REPOSITORY = Path(__file__).resolve().parent.parent.parent
ARTICLES = sorted((REPOSITORY.parent / "shared" / "seeds").glob("*.txt"))
needs_article = pytest.mark.skipif(not ARTICLES, reason="the press article is not ours to publish; no copy stands here")


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier(Workspace(bundled.sources().parent), "rwanda-2024")


@pytest.fixture(scope="module")
def accord(dossier: Dossier) -> Accord:
    return dossier.accord


def english(accord: Accord, name: str) -> str:
    (fact,) = (fact for fact in accord.facts() if fact.id == name)
    return fact.text.texts["en"]


def test_it_passes_the_gate_without_a_remark(dossier: Dossier) -> None:
    assert dossier.remarks == ()


def test_the_desk_stands_behind_every_fact(accord: Accord) -> None:
    assert [fact.id for fact in accord.facts() if fact.review.state is not ReviewState.ACCEPTED] == []


def test_every_fact_has_a_quotation_and_only_an_inference_has_none(dossier: Dossier) -> None:
    bare = [fact.id for fact in dossier.accord.facts() if not dossier.quotations[fact.id]]
    inferred = [fact.id for fact in dossier.accord.facts() if fact.status is FactStatus.INFERENCE]
    assert bare == inferred == ["conclusion"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("accord", "accord formalising military cooperation between the two countries was concluded"),
        ("party-ma", "Morocco is a party"),
        ("party-rw", "Rwanda is a party"),
        ("visit", "visit took place in Rabat on 18 June"),
        ("loudiyi", "minister delegate in charge of the management of national defence, received"),
        ("marizamunda", "Rwanda’s minister of defence, was the visitor"),
        ("delegation", "large delegation accompanied"),
        ("ambassador", "ambassador to Morocco, a woman whom the source does not name"),
        ("exercises", "joint exercises"),
        ("training", "training of military personnel"),
        ("logistics", "logistic support"),
        ("technical", "Technical support"),
        ("health", "health of military personnel"),
        ("list-open", "leaves the list of areas open"),
        ("commission", "joint military commission, is to be set up"),
        ("ties", "diplomatic and strategic ties with African partners"),
        ("au-return", "returned to the African Union in 2017"),
        ("embassies", "New embassies"),
        ("south-south", "South–South cooperation"),
        ("bilateral", "bilateral agreements"),
        ("influence", "political and security influence"),
        ("east-africa", "East Africa"),
        ("lever", "lever to diversify the alliances of the Maghreb"),
        ("discipline", "military discipline"),
        ("peacekeeping", "peacekeeping"),
        ("prospect-crises", "crisis management"),
        ("prospect-expertise", "sharing of expertise"),
        ("prospect-capabilities", "military capabilities suited to regional challenges"),
        ("dialogue", "solid and balanced dialogue"),
        ("beyond-symbols", "beyond symbolic commitments"),
    ],
)
def test_each_thing_the_source_says_is_a_fact(name: str, words: str, accord: Accord) -> None:
    assert words in english(accord, name)


def test_the_visit_has_its_day_month_and_place_and_no_year(accord: Accord) -> None:
    (visit,) = (event for event in accord.events if event.id == "visit")
    assert visit.date and visit.place
    assert (visit.date.day, visit.date.month, visit.date.year, visit.date.raw) == (18, 6, None, "le 18 juin")
    assert (visit.place.city, visit.place.country) == ("Rabat", "MA")


def test_day_and_place_of_the_conclusion_are_inferred_from_the_visit(accord: Accord) -> None:
    (conclusion,) = (event for event in accord.events if event.id == "conclusion")
    assert (conclusion.status, conclusion.derived_from, conclusion.evidence) == (
        FactStatus.INFERENCE,
        ("visit", "accord", "during-visit"),
        (),
    )


def test_nobody_is_said_to_have_signed(accord: Accord) -> None:
    people = [(person.id, person.name, person.part.value) for person in accord.people]
    assert people == [
        ("loudiyi", "Abdellatif Loudiyi", "host"),
        ("marizamunda", "Juvenal Marizamunda", "guest"),
        ("delegation", None, "guest"),
        ("ambassador", None, "attendee"),
    ]


def test_there_are_five_provisions_and_the_list_is_open(accord: Accord) -> None:
    codes = [provision.code.value for provision in accord.provisions]
    assert codes == ["joint-exercises", "training", "logistics", "technical-support", "military-health"]
    assert accord.provisions_open is not None


def test_the_commission_has_its_task_periodicity_alternation_and_purpose(accord: Accord) -> None:
    assert accord.follow_up is not None
    aspects = {aspect.aspect: aspect for aspect in accord.follow_up.aspects}
    assert list(aspects) == [Aspect.TASK, Aspect.PERIODICITY, Aspect.ALTERNATION, Aspect.PURPOSE]
    venues = [(venue.city, venue.country) for venue in aspects[Aspect.ALTERNATION].venues]
    assert venues == [("Rabat", "MA"), ("Kigali", "RW")]


def test_what_the_source_does_not_say_stands_as_twelve_gaps(accord: Accord) -> None:
    assert [gap.id.removeprefix("gap-") for gap in accord.gaps] == [
        *("year", "signatories", "legal-form", "duration", "force", "ratification"),
        *("cost", "status", "classified", "publication", "first-meeting", "units"),
    ]


def test_every_clause_is_silent_and_covered_by_one_gap(accord: Accord) -> None:
    covered = [clause for gap in accord.gaps for clause in gap.clauses]
    assert sorted(covered, key=lambda c: c.value) == sorted(accord.silent, key=lambda c: c.value)


def test_judgements_are_not_cleared_and_name_what_they_rest_on(accord: Accord) -> None:
    assert [judgement.id for judgement in accord.judgements if judgement.cleared or not judgement.basis] == []


def test_no_year_stands_in_a_fact_but_that_of_the_return_to_the_african_union(accord: Accord) -> None:
    texts = [(fact.id, text) for fact in accord.facts() for text in fact.text.texts.values()]
    years = {(name, year) for name, text in texts for year in re.findall(r"\b(?:19|20)\d\d\b", text)}
    assert years == {("au-return", "2017")}


def test_no_event_has_a_year(accord: Accord) -> None:
    assert [event.date.year for event in accord.events if event.date] == [None, None]


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return every run of so many words, whatever stands between them, in small letters."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@needs_article
@pytest.mark.parametrize("name", ["note.fr.md", "accord.yaml"])
def test_no_fourteen_words_in_a_row_are_the_articles(name: str) -> None:
    ours = runs((FOLDER / name).read_text(encoding="utf-8"), 14)
    theirs = set().union(*(runs(article.read_text(encoding="utf-8"), 14) for article in ARTICLES))
    assert ours & theirs == set()


@needs_article
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_a_dossier_can_be_started_from_the_article_itself(article: Path, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    assert make_dossier(Workspace(tmp_path), "from-article", (article,)) == ("accord.yaml", "source-1.txt")
    copy = tmp_path / "sources" / "from-article" / "source-1.txt"
    assert copy.read_bytes() == article.read_bytes()
    with pytest.raises(BriefingError) as caught:
        load_dossier(Workspace(tmp_path), "from-article")
    assert (caught.value.exit_code, len(caught.value.problems)) == (ExitCode.DOSSIER, 6)
    assert "language: fr" in (copy.parent / "accord.yaml").read_text(encoding="utf-8")


def test_every_judgement_rests_on_a_fact() -> None:
    """Gaps may be part of the basis, never all of it."""
    accord = load_dossier(Workspace(FOLDER.parent.parent), FOLDER.name).accord
    facts = {fact.id for fact in accord.facts()}
    assert [judgement.id for judgement in accord.judgements if not facts & set(judgement.basis)] == []
