"""The press article that the example's desk note reports, itself: it is not ours to publish, and no word of it is here."""

from __future__ import annotations

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.dossiers import load_dossier
from briefings.drafting.making import make_from_sources
from briefings.facts import Dossier
from briefings.workspace import Workspace
from tests.briefs.desks import REPOSITORY

ARTICLE = REPOSITORY.parent / "shared" / "seeds" / "morocco-rwanda-article.fr.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not beside this repository")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "sources").mkdir()
    workspace = Workspace(folder.resolve())
    make_from_sources(workspace, "from-article", (ARTICLE,), "2026-11-24")
    return workspace


@pytest.fixture(scope="module")
def dossier(desk: Workspace) -> Dossier:
    return load_dossier(desk, "from-article")


def test_the_file_is_copied_byte_for_byte(desk: Workspace) -> None:
    assert (desk.sources / "from-article" / "source-1.txt").read_bytes() == ARTICLE.read_bytes()


def test_parties_and_the_signature_without_a_year(dossier: Dossier) -> None:
    accord = dossier.accord
    assert [party.code for party in accord.parties] == ["MA", "RW"]
    (signature,) = accord.events
    assert signature.date is not None
    assert signature.place is not None
    assert (signature.date.day, signature.date.month, signature.date.year) == (18, 6, None)
    assert (signature.place.city, signature.place.country) == ("Rabat", "MA")


def test_both_ministers_with_their_parts_and_the_ambassador_without_a_name(dossier: Dossier) -> None:
    people = [(person.id, person.name is not None, person.part.value) for person in dossier.accord.people]
    assert people == [("loudiyi", True, "host"), ("marizamunda", True, "guest"), ("ambassadrice", False, "attendee")]


def test_all_provisions(dossier: Dossier) -> None:
    assert {provision.code.value for provision in dossier.accord.provisions if provision.positive} == {
        "joint-exercises", "training", "logistics", "military-health", "joint-commission", "technical-support",
        "crisis-management", "expertise-sharing", "capability-development",
    }  # fmt: skip


def test_the_commission_with_its_alternation(dossier: Dossier) -> None:
    body = dossier.accord.follow_up
    assert body is not None
    assert "commission" in body.name.texts["fr"]
    venues = {aspect.aspect.value: [venue.city for venue in aspect.venues] for aspect in body.aspects}
    assert venues == {"task": [], "periodicity": [], "alternation": ["Rabat", "Kigali"]}


def test_the_context_of_2017(dossier: Dossier) -> None:
    told = [fact for fact in dossier.accord.context if "2017" in fact.text.texts["fr"]]
    assert [fact.kind.value for fact in told] == ["history"]


def test_the_dossier_builds_and_every_fact_is_unreviewed(desk: Workspace, dossier: Dossier) -> None:
    assert len(dossier.accord.unreviewed()) == sum(1 for _ in dossier.accord.facts())
    build_dossier(desk, "from-article", Choice(audiences=("minister",), formats=("docx", "pdf")))
    made = {path.name for path in (desk.output / "from-article").iterdir()}
    assert made >= {"from-article.minister.fr.docx", "from-article.minister.fr.pdf"}
