"""``briefing extract``: what it writes, what it prints, and what it leaves alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefings.dossiers import load_dossier
from briefings.drafting.running import asked_of, open_dossier
from briefings.extraction.assembly import propose
from briefings.extraction.prediction import prediction
from briefings.facts import Fact
from briefings.sources import SourceText
from briefings.vocabulary.codes import ReviewState
from tests.briefs.conftest import Command
from tests.drafting.desks import ENGLISH, FRENCH, NO_ACCORD, SPANISH, accord_of, desk, edit, record_of, run, source_of

#: What the invented French text bears, by id and kind.
BORNE = {
    "instrument": "Instrument",
    "party-bj": "Party",
    "party-tg": "Party",
    "signature": "Event",
    "exemple": "Person",
    "modele": "Person",
    "training": "Provision",
    "logistics": "Provision",
    "joint-exercises": "Provision",
    "joint-commission": "Provision",
    "follow-up": "FollowUpBody",
    "follow-up-periodicity": "BodyAspect",
    "follow-up-alternation": "BodyAspect",
    "context-1": "ContextStatement",
}


def kinds(facts: object) -> dict[str, str]:
    assert isinstance(facts, tuple)
    return {fact.id: type(fact).__name__ for fact in facts if isinstance(fact, Fact)}


def test_each_fact_is_drafted_unreviewed_with_its_rule_and_passes_the_gate(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH)
    made = run(workspace)
    accord = accord_of(workspace)
    assert (made.saved, made.report.accepted, made.report.refused) == (True, len(BORNE), ())
    assert kinds(tuple(accord.facts())) == BORNE
    assert {fact.review.state for fact in accord.facts()} == {ReviewState.UNREVIEWED}
    assert all(fact.proposed_by and "." in fact.proposed_by for fact in accord.facts())
    dossier = load_dossier(workspace, "made")
    assert {name for name, found in dossier.quotations.items() if found} == set(BORNE)


def test_a_fact_is_worded_as_the_source_has_it(tmp_path: Path) -> None:
    """The sentence, or the clause of a list; a title-like capital and a full stop are all that is added."""
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    facts = {fact.id: fact for fact in accord_of(workspace).facts()}
    assert {name: facts[name].text.texts for name in ("training", "logistics", "joint-commission")} == {
        "training": {"fr": "L’accord porte sur la formation des militaires."},
        "logistics": {"fr": "L’appui logistique et des exercices communs."},
        "joint-commission": {
            "fr": "Une commission mixte sera créée : elle se réunira chaque année, alternativement à Cotonou et à Lomé."
        },
    }
    text = source_of(workspace).read_text(encoding="utf-8")
    assert [q.exact for fact in facts.values() for q in fact.evidence if q.exact not in text] == []


def test_in_another_working_language_the_words_are_a_quotation_that_says_so(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH, languages=("fr", "en"))
    run(workspace)
    training = accord_of(workspace).provisions[0]
    assert training.text.texts["en"] == "“L’accord porte sur la formation des militaires.” (in French)"
    assert training.label.texts == {"fr": "formation", "en": "training"}
    workspace = desk(tmp_path / "other", ENGLISH, languages=("fr",))
    run(workspace)
    provision = accord_of(workspace).provisions[1]
    words = "The agreement covers the training of military personnel and maritime security in the gulf."
    assert provision.text.texts == {"fr": f"« {words} » (en anglais)"}


def test_comments_order_and_every_typed_line_survive(tmp_path: Path) -> None:
    """Only lines are added: none that was there is another, and their order is the same."""
    workspace = desk(tmp_path, FRENCH)
    before = record_of(workspace).read_text(encoding="utf-8").replace("people: []\n", "people:\n")
    run(workspace)
    after = record_of(workspace).read_text(encoding="utf-8").splitlines()
    rest = iter(after)
    assert [line for line in before.splitlines() if line not in rest] == []
    assert after[after.index("people:") - 1] == "# people stand here"


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH, ENGLISH, languages=("fr", "en"))
    run(workspace)
    first = record_of(workspace).read_bytes()
    made = run(workspace)
    assert (made.saved, made.plan.changes, record_of(workspace).read_bytes()) == (False, False, first)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, FRENCH)
    before = record_of(workspace).read_bytes()
    dry = briefing("extract", "made", "--dry-run", cwd=workspace.root)
    assert record_of(workspace).read_bytes() == before
    wet = briefing("extract", "made", cwd=workspace.root)
    assert dry.out.replace("would be changed", "was changed") == wet.out.rpartition("review them")[0]
    assert (dry.code, wet.code, dry.err, wet.err) == (0, 0, "", "")


def test_the_report_names_what_was_refused_first(tmp_path: Path, briefing: Command) -> None:
    """With reason, quotation and place; then the counts."""
    text = FRENCH + "\nDepuis plusieurs années, le Bénin n’a pas de stratégie régionale avec ses voisins du golfe.\n"
    workspace = desk(tmp_path, text)
    lines = briefing("extract", "made", cwd=workspace.root).out.splitlines()
    assert lines[0].startswith("refused: background (negation): “Depuis plusieurs années, le Bénin n’a pas de")
    assert lines[0].endswith("at sources/made/source-1.txt:9, by context.history")
    assert lines[1] == "  “n’a pas” (negation) in the sentence turns the meaning of fact “context-2”"
    assert lines[2:7] == [
        "proposed: 15",
        "accepted: 14",
        "refused: 1 (negation 1)",
        "covered: 6 of 7 sentences bear a fact (85 %)",
        "facts: 14 new",
    ]


def test_json_is_the_prediction_whether_or_not_the_draft_is_there(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, FRENCH)
    before = record_of(workspace).read_bytes()
    first = briefing("extract", "made", "--json", cwd=workspace.root)
    assert record_of(workspace).read_bytes() == before
    assert json.loads(first.out) == prediction(propose(SourceText("S1", "", FRENCH)))
    run(workspace)
    assert briefing("extract", "made", "--json", cwd=workspace.root) == first
    edit(record_of(workspace), "type: agreement", "type: nonsense")
    assert briefing("extract", "made", "--json", cwd=workspace.root) == first


def test_json_of_several_sources_is_one_object_whose_evidence_names_its_source(
    tmp_path: Path, briefing: Command
) -> None:
    workspace = desk(tmp_path, ENGLISH, FRENCH)
    told = json.loads(briefing("extract", "made", "--json", cwd=workspace.root).out)
    texts = {"S1": ENGLISH, "S2": FRENCH}
    assert [
        item for item in told["evidence"] if texts[item["source"]][item["start"] : item["end"]] != item["exact"]
    ] == []
    assert {item["source"] for item in told["evidence"]} == {"S1", "S2"}
    assert told["parties"] == ["BJ", "TG"]
    assert told["provisions"] == ["training", "maritime-security", "logistics", "joint-exercises", "joint-commission"]
    names = [person["name"] for person in told["people"]]
    borne = {names[int(item["field"][7:])] for item in told["evidence"] if item["field"].startswith("people.")}
    assert borne == {"Paul Exemple", "Jean Modèle"}


def test_a_text_without_an_accord_is_a_result(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, NO_ACCORD)
    before = record_of(workspace).read_bytes()
    made = briefing("extract", "made", "--json", cwd=workspace.root)
    told = json.loads(made.out)
    assert (made.code, made.err) == (0, "sources/made/source-1.txt: no accord is the subject of source S1\n")
    lists = {name: told[name] for name in ("status", "instrument", "provisions", "follow_up", "place")}
    assert lists == {"status": "none", "instrument": None, "provisions": [], "follow_up": None, "place": None}
    assert briefing("extract", "made", cwd=workspace.root).code == 0
    assert tuple(accord_of(workspace).facts()) == ()
    assert record_of(workspace).read_bytes().startswith(before.partition(b"\n# people")[0].rstrip())


def test_a_clause_of_which_the_desk_says_that_no_source_states_it_is_refused(tmp_path: Path) -> None:
    text = FRENCH + "\nL’accord est conclu pour une durée de cinq ans.\n"
    workspace = desk(tmp_path, text, more="\nclauses:\n  silent: [duration]\n")
    made = run(workspace)
    assert [(one.kind, one.reason, one.message) for one in made.report.refused] == [
        ("clause", "record", "the record says that no source states the clause duration")
    ]
    assert accord_of(workspace).clauses == ()


def test_a_source_in_another_language_is_passed_over_and_told(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, SPANISH, FRENCH)
    made = briefing("extract", "made", "-q", cwd=workspace.root)
    said = "sources/made/source-1.txt: source S1 is in neither French nor English; passed over\n"
    assert (made.code, made.out, made.err) == (0, "", said)
    assert kinds(tuple(accord_of(workspace).facts())) == BORNE


def test_where_no_source_is_in_a_language_it_reads_the_exit_code_is_5(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, SPANISH)
    before = record_of(workspace).read_bytes()
    made = briefing("extract", "made", cwd=workspace.root)
    assert (made.code, made.out) == (5, "")
    assert made.err == (
        "sources/made/source-1.txt: source S1 is in neither French nor English; facts are proposed from these two\n"
        "  hint: write its facts by hand; a quotation may be in any language\n"
    )
    assert record_of(workspace).read_bytes() == before


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", 5, "sources/made/source-1.txt: source S1 is empty"),
        (b" \n\n", 5, "sources/made/source-1.txt: source S1 is empty"),
        (bytes(range(256)), 5, "sources/made/source-1.txt:2: byte 129 is not UTF-8"),
        (FRENCH.encode() + "été".encode("latin-1"), 5, "is not UTF-8"),
        (b"%PDF-1.7\n\xff", 5, "sources/made/source-1.txt: the file ends in .txt, but it is a PDF"),
        (b"a" * 10_000_001, 11, "sources/made/source-1.txt: the file has 10000001 bytes, more than 10000000"),
        (b"word " * 400_001, 11, "has 2000005 characters, more than 2000000 that facts are proposed from"),
    ],
    ids=["empty", "blank", "binary", "mixed", "pdf", "ten-megabytes", "long"],
)
def test_bad_input_is_told_and_nothing_is_lost(
    data: bytes, code: int, said: str, tmp_path: Path, briefing: Command
) -> None:
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    before = record_of(workspace).read_bytes()
    source_of(workspace).write_bytes(data)
    for options in ([], ["--json"], ["--dry-run"]):
        made = briefing("extract", "made", *options, cwd=workspace.root)
        assert (made.code, said in made.err) == (code, True), made.err
        told = json.loads(made.out) if options == ["--json"] else None
        assert (told["exit_code"] if told else made.out) == (code if told else "")
    assert record_of(workspace).read_bytes() == before


def test_a_record_with_faults_is_told_and_stays_as_it_is(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, FRENCH, more="\nnonsense: 1\n")
    before = record_of(workspace).read_bytes()
    made = briefing("extract", "made", cwd=workspace.root)
    assert (made.code, "unknown key “nonsense”" in made.err) == (3, True)
    assert record_of(workspace).read_bytes() == before


def test_a_record_without_sources_says_how_to_begin(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path)
    made = briefing("extract", "made", cwd=workspace.root)
    assert made.code == 3
    assert made.err.endswith("  hint: add sources:, or start with `briefing new ID --source FILE`\n")


def test_a_relative_date_is_counted_from_the_day_of_publication(tmp_path: Path) -> None:
    """And stays as worded without one."""
    text = FRENCH.replace("Le 3 mai 2021 à Cotonou", "Lundi à Cotonou")
    workspace = desk(tmp_path, text)
    run(workspace)
    undated = [event.date for event in accord_of(workspace).events if event.date and event.date.day]
    assert undated == []
    workspace = desk(tmp_path / "dated", text)
    edit(record_of(workspace), "    kind: press\n", "    kind: press\n    published: 2021-05-05\n")
    opened = open_dossier(workspace, "made")
    ((asked,), _) = asked_of(opened)
    assert asked.proposals == propose(asked.source, date(2021, 5, 5))
    assert asked.proposals != propose(asked.source)


def test_a_body_is_worded_up_to_what_is_said_of_it_apart(tmp_path: Path) -> None:
    """So that a brief does not print it twice; what it rests on is the whole sentence."""
    sentence = "Une commission mixte est créée pour suivre la coopération, et se réunira chaque année à Lomé."
    workspace = desk(tmp_path, FRENCH.partition("Une commission")[0] + sentence + "\n")
    run(workspace)
    body = accord_of(workspace).follow_up
    assert body is not None
    assert body.evidence[0].exact == sentence
    said = " ".join(words.text.texts["fr"] for words in (body, *body.aspects))
    assert said.casefold().count("chaque année") == 1
    assert body.text.texts["fr"].startswith("Une commission mixte est créée")


HOSTILE = (
    "L’accord porte sur la formation: # {{ 7*7 }} des militaires, !!python/object &a *a 'q' \"w\" | > % @ ` ** <img> "
    "et la cybersécurité."
)


def test_the_words_of_a_source_never_become_yaml_or_template(tmp_path: Path, briefing: Command) -> None:
    """They stand in the record letter for letter, and in the brief."""
    workspace = desk(tmp_path, FRENCH.replace("Depuis plusieurs", HOSTILE + "\n\nDepuis plusieurs"))
    run(workspace)
    exact = {fact.id: fact.evidence[0].exact for fact in accord_of(workspace).facts()}
    assert exact["cyber"] in HOSTILE
    assert briefing("check", "made", cwd=workspace.root).code == 0
    assert briefing("build", "made", "-a", "analyst", "-f", "md,docx", cwd=workspace.root).code == 0
    before = record_of(workspace).read_bytes()
    assert (run(workspace).saved, record_of(workspace).read_bytes()) == (False, before)


def test_of_several_places_of_a_quotation_the_right_one_is_chosen_by_the_words_beside_it(tmp_path: Path) -> None:
    """So that check finds no doubt, and the fact stands where it was found."""
    again = "Les deux pays ont signé un accord sur le commerce, l’appui logistique et des exercices communs, a dit la radio."
    workspace = desk(tmp_path, FRENCH.replace("Depuis plusieurs", again + "\n\nDepuis plusieurs"))
    run(workspace)
    dossier = load_dossier(workspace, "made")
    logistics = next(fact for fact in dossier.accord.provisions if fact.code.value == "logistics")
    assert (logistics.evidence[0].prefix, logistics.evidence[0].suffix) != ("", "")
    text = dossier.texts["S1"].text
    assert dossier.quotations[logistics.id][0].start == text.index("l’appui logistique")
    assert [remark for remark in dossier.remarks if "times" in remark] == []
