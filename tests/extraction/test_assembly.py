"""Everything together: what invented texts propose, what the gate refuses, the plain form, any text at all, long texts."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.extraction.assembly import propose, provisions_of
from briefings.extraction.flattening import flatten
from briefings.extraction.prediction import prediction
from briefings.extraction.proposals import Proposals
from briefings.facts import BodyAspect, Clause, ContextStatement, Event, Instrument
from briefings.sources import SourceText
from tests.extraction.invented_texts import ARTICLE, NO_ACCORD, TREATY

CORPUS = Path(os.environ.get("BRIEFING_CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))


def proposed(text: str) -> Proposals:
    """Return what a text proposes as the one source of a dossier."""
    return propose(SourceText("S1", "sources/invented/note.txt", text))


def test_a_press_article_is_told_whole() -> None:
    """Parties, date, place, people with their parts, provisions, the commission with its turns: each as the text says."""
    told = prediction(proposed(ARTICLE))
    evidence = told.pop("evidence")
    assert told == {
        "status": "signed",
        "instrument": "agreement",
        "parties": ["TG", "BJ"],
        "signed": {"day": 12, "month": 5, "year": 2021},
        "place": {"city": "Lomé", "country": "TG"},
        "people": [
            {"name": "Afi Ametowoyona", "role": "ministre togolaise de la Défense", "party": "TG", "part": "host"},
            {"name": "Koffi Zinsou", "role": "ministre béninois de la Défense", "party": "BJ", "part": "guest"},
        ],
        "provisions": ["training", "joint-exercises", "logistics", "joint-commission"],
        "follow_up": {
            "body": "commission mixte",
            "quote": "Une commission mixte se réunira deux fois par an, alternativement à Lomé et à Cotonou.",
        },
    }
    assert all(ARTICLE[item["start"] : item["end"]] == item["exact"] for item in evidence)


def test_a_treaty_is_told_whole() -> None:
    """Signature blocks, lists, clauses and a preamble in English."""
    found = proposed(TREATY)
    told = prediction(found)
    evidence = told.pop("evidence")
    assert told == {
        "status": "signed",
        "instrument": "agreement",
        "parties": ["KE", "GH"],
        "signed": {"day": 4, "month": 5, "year": 2021},
        "place": {"city": "Accra", "country": "GH"},
        "people": [
            {"name": "JANE WANJIRU", "role": "Minister for Defence", "party": "KE", "part": "signatory"},
            {"name": "KWAME OSEI", "role": "Minister for Defence", "party": "GH", "part": "signatory"},
        ],
        "provisions": ["training", "demining", "cyber", "joint-commission"],
        "follow_up": {
            "body": "Joint Defence Committee",
            "quote": "A Joint Defence Committee shall meet once a year, alternately in Nairobi and Accra.",
        },
    }
    assert all(TREATY[item["start"] : item["end"]] == item["exact"] for item in evidence)
    clauses = [one.fact.code.value for one in found.clauses if isinstance(one.fact, Clause)]
    assert clauses == ["entry-into-force", "duration", "authentic-languages"]
    context = [one.fact.kind.value for one in found.context if isinstance(one.fact, ContextStatement)]
    assert context == ["motive"]
    aspects = [one.fact.aspect.value for one in found.aspects if isinstance(one.fact, BodyAspect)]
    assert aspects == ["periodicity", "alternation"]


def test_a_text_without_an_accord_is_a_result() -> None:
    """A denied signature leaves no instrument, and nothing that would hang on it."""
    found = proposed(NO_ACCORD)
    told = prediction(found)
    assert (told["status"], told["instrument"], told["provisions"], told["follow_up"]) == ("none", None, [], None)
    assert (told["signed"], told["place"]) == ({"day": None, "month": None, "year": None}, None)
    assert (found.events, found.clauses, found.context) == ((), (), ())


def test_what_the_accord_is_said_not_to_hold_is_proposed_and_not_predicted() -> None:
    """“L'accord ne prévoit pas de bases” is a fact with a denial; it is no provision of the accord."""
    found = proposed(ARTICLE)
    denied = [one.fact.id for one in found.provisions if not one.fact.positive]
    assert denied == ["no-basing-access"]
    assert "basing-access" not in [provision.code.value for provision in provisions_of(found)]


def test_each_fact_has_quotations_that_stand_where_they_say() -> None:
    """Nothing without evidence: the gate found each quotation in the source."""
    for text in (ARTICLE, TREATY):
        for proposal in proposed(text).accepted():
            assert proposal.quotations
            assert proposal.rule
            assert [text[one.start : one.end] for one in proposal.quotations] == [
                one.text for one in proposal.quotations
            ]


def test_what_the_gate_refuses_is_counted_by_reason() -> None:
    """A hearsay provision and a clause with a denial fall, and it is said why."""
    text = (
        "Kenya and Ghana signed a defence agreement in Accra. The agreement reportedly covers cyber defence. "
        "Disputes arising from this agreement shall not be referred to any court."
    )
    found = proposed(text)
    assert [(one.kind, one.reason) for one in found.refusals] == [
        ("provision", "unverified report"),
        ("clause", "negation"),
    ]
    assert found.refused() == {"unverified report": 1, "negation": 1}
    assert provisions_of(found) == ()


def test_a_signature_that_is_to_come_is_planned_and_has_no_date_of_signature() -> None:
    """“Signeront le 3 mai 2022” is no signature."""
    found = proposed("Le Togo et le Bénin signeront un accord de défense à Lomé le 3 mai 2022.")
    instrument = found.instrument.fact if found.instrument else None
    assert isinstance(instrument, Instrument)
    assert instrument.state.value == "planned"
    assert not any(isinstance(one.fact, Event) and one.fact.date for one in found.events)


def test_a_date_in_a_recital_is_another_accords() -> None:
    """“In the spirit of the statement signed on …” says nothing of this accord's signature."""
    text = (
        "The Ministry of Defence of Kenya and the Ministry of Defence of Ghana, hereinafter “the Parties”,\n\n"
        "Recalling the joint statement signed in Lusaka on 3 June 1999,\n\nHave agreed as follows:\n\n"
        "Article 1\n\nThe Parties shall exchange officers under this Agreement."
    )
    told = prediction(proposed(text))
    assert (told["status"], told["signed"], told["place"]) == (
        "signed",
        {"day": None, "month": None, "year": None},
        None,
    )
    assert told["provisions"] == ["personnel-exchange"]


def test_a_few_articles_of_an_accord_have_its_matter_and_no_state() -> None:
    """A fragment that shows no signature still says what the parties do; its state stays unknown."""
    text = (
        "Article 4\n\nThe Parties shall exchange officers under this Agreement.\n\n"
        "Article 5\n\nThe Parties shall hold joint exercises. This Agreement covers cyber defence."
    )
    found = proposed(text)
    told = prediction(found)
    assert (found.instrument, told["status"], told["instrument"]) == (None, "none", "agreement")
    assert told["provisions"] == ["personnel-exchange", "joint-exercises", "cyber"]


def test_the_plain_form_is_json() -> None:
    """A program reads it back as it was."""
    told = prediction(proposed(ARTICLE))
    assert json.loads(json.dumps(told)) == told


def test_the_african_union_has_its_own_letters_in_the_plain_form() -> None:
    """``AU`` is Australia inside, so the Union is ``XAU`` there; the plain form writes ``AU``."""
    text = "The African Union and Kenya signed an agreement on peacekeeping in Nairobi on 4 May 2021."
    assert prediction(proposed(text))["parties"] == ["AU", "KE"]


WORDS = st.sampled_from(
    [
        "accord",
        "agreement",
        "signed",
        "signé",
        "Lomé",
        "Kenya",
        "Ghana",
        "le",
        "la",
        "of",
        "the",
        "formation",
        "training,",
        "exercices",
        ":",
        ";",
        ".",
        "«",
        "»",
        "(",
        ")",
        "-",
        "\n",
        "\n\n",
        "•",
        "a)",
        "Article",
        "3",
        "ministre",
        "Minister",
        "commission",
        "mixte",
        "not",
        "ne",
        "pas",
        "œuvre",
        "état",
        "12",
        "mai",
        "2021",
        "$5",
        "million",
        "selon",
        "X",
        "shall",
        "entre",
        "en",
        "vigueur",
        "Maroc-Rwanda",
        "U.S.",
        "'l",
        "’",
        "\xad",
        "\u200b",
        "ÉTAT",
        "ß",
        "ﬁ",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=70).map(" ".join)))
def test_any_text_is_read_without_a_crash_and_quoted_verbatim(text: str) -> None:
    """Whatever a source holds, every stretch lies inside it and says what stands there."""
    found = proposed(text)
    for item in prediction(found)["evidence"]:
        assert 0 <= item["start"] < item["end"] <= len(text)
        assert text[item["start"] : item["end"]] == item["exact"]
    for quantity in found.quantities:
        assert 0 <= quantity.start < quantity.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aéÉœß \u0301\u00ad\u200b’-\n", max_size=60))
def test_plain_text_knows_where_its_letters_came_from(text: str) -> None:
    """The map back never leaves the text, never goes back, and letters come from letters like them."""
    flat = flatten(text)
    origins = [flat.at(offset) for offset in range(len(flat.text))]
    assert all(0 <= origin < len(text) for origin in origins)
    assert origins == sorted(origins)
    assert flat.at(len(flat.text)) == len(text)


def test_reading_is_linear_in_the_length_of_a_text() -> None:
    """Four times the text takes about four times the time; a quadratic step would take sixteen."""
    once = (ARTICLE + TREATY) * 6

    def seconds(text: str) -> float:
        begun = time.process_time()
        proposed(text)
        return time.process_time() - begun

    proposed(once)
    short, long = min(seconds(once) for _ in range(3)), min(seconds(once * 4) for _ in range(2))
    assert long < 9 * short


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "accord " * 20_000, "(" * 20_000, "ne " * 20_000, "commission " * 10_000]
)
def test_hostile_texts_take_no_longer_than_others(text: str) -> None:
    """One word without end, one word again and again, brackets that never close: no pattern runs away."""
    begun = time.process_time()
    proposed(text)
    assert time.process_time() - begun < 30


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of texts with known facts stands beside the repository")
def test_every_quotation_of_the_corpus_is_verbatim() -> None:
    """No grounding violation on official texts."""
    for path in sorted(CORPUS.glob("*/source.txt")):
        text = path.read_bytes().decode("utf-8")
        for item in prediction(proposed(text))["evidence"]:
            assert text[item["start"] : item["end"]] == item["exact"], path.parent.name
