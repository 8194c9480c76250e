"""``briefing accept`` and ``briefing reject``: a person's word in the record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefings.evidence import Review
from briefings.vocabulary.codes import ReviewState
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import REPOSITORY
from tests.drafting.desks import FRENCH, accord_of, desk, edit, record_of, run, source_of
from tests.drafting.test_extract import BORNE


@pytest.fixture
def drafted(tmp_path: Path) -> Workspace:
    """Return a workspace whose dossier is drafted."""
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    return workspace


def reviews(workspace: Workspace) -> dict[str, Review]:
    return {fact.id: fact.review for fact in accord_of(workspace).facts() if fact.review != Review()}


def test_accept_writes_who_when_and_why(drafted: Workspace, briefing: Command) -> None:
    words = ("--by", "A. Desk", "--on", "2026-11-24", "--reason", "read twice")
    made = briefing("accept", "made", "logistics", "training", *words, cwd=drafted.root)
    assert (made.code, made.err) == (0, "")
    assert made.out == "accepted: training, logistics\nnot reviewed: 12\n"
    review = Review(ReviewState.ACCEPTED, "A. Desk", "2026-11-24", "read twice")
    assert reviews(drafted) == {"training": review, "logistics": review}


def test_the_day_is_todays_unless_one_is_given(drafted: Workspace, briefing: Command) -> None:
    before = datetime.now(UTC).astimezone().date().isoformat()
    briefing("accept", "made", "training", cwd=drafted.root)
    after = datetime.now(UTC).astimezone().date().isoformat()
    assert reviews(drafted)["training"].on in (before, after)


def test_all_accepts_what_nobody_has_reviewed_and_nothing_else(drafted: Workspace, briefing: Command) -> None:
    briefing("reject", "made", "training", "--reason", "no", "--on", "2026-11-23", cwd=drafted.root)
    briefing("accept", "made", "logistics", "--on", "2026-11-23", cwd=drafted.root)
    made = briefing("accept", "made", "--all", "--on", "2026-11-24", "--json", cwd=drafted.root)
    told = json.loads(made.out)
    assert (told["state"], told["unreviewed"], len(told["changed"])) == ("accepted", 0, len(BORNE) - 2)
    days = {name: (review.state.value, review.on) for name, review in reviews(drafted).items()}
    assert days["training"] == ("rejected", "2026-11-23")
    assert days["logistics"] == ("accepted", "2026-11-23")
    assert days["signature"] == ("accepted", "2026-11-24")
    checked = briefing("check", "made", cwd=drafted.root)
    assert (checked.code, checked.err) == (0, "")


def test_a_fact_that_says_so_already_keeps_its_date(drafted: Workspace, briefing: Command) -> None:
    briefing("accept", "made", "training", "--on", "2026-11-23", cwd=drafted.root)
    before = record_of(drafted).read_bytes()
    made = briefing("accept", "made", "training", "--on", "2026-11-24", cwd=drafted.root)
    assert made.out == "accepted: nothing new\nnot reviewed: 13\n"
    assert record_of(drafted).read_bytes() == before


def test_only_the_lines_of_the_review_change(drafted: Workspace, briefing: Command) -> None:
    before = record_of(drafted).read_text(encoding="utf-8").splitlines()
    briefing("accept", "made", "training", "--on", "2026-11-24", cwd=drafted.root)
    after = record_of(drafted).read_text(encoding="utf-8").splitlines()
    at = next(row for row, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
    assert before[:at] + before[at + 1 :] == after[:at] + after[at + 3 :]
    assert after[at : at + 3] == ["      review:", "        state: accepted", "        on: 2026-11-24"]


@pytest.mark.parametrize("words", [("accept",), ("reject", "--reason", "no")])
def test_unknown_facts_are_told_all_at_once_each_with_the_nearest(
    words: tuple[str, ...], drafted: Workspace, briefing: Command
) -> None:
    before = record_of(drafted).read_bytes()
    made = briefing(words[0], "made", "trainig", "signature", "exemples", *words[1:], cwd=drafted.root)
    assert (made.code, made.out) == (2, "")
    assert made.err == (
        "there is no fact “trainig”\n  hint: did you mean “training”?\n"
        "there is no fact “exemples”\n  hint: did you mean “exemple”?\n"
        "2 problems; nothing was built or changed\n"
    )
    assert record_of(drafted).read_bytes() == before


def test_a_fact_that_does_not_pass_the_gate_is_not_accepted(drafted: Workspace, briefing: Command) -> None:
    edit(source_of(drafted), "l’appui logistique et", "l’appui technique et")
    before = record_of(drafted).read_bytes()
    made = briefing("accept", "made", "logistics", "training", cwd=drafted.root)
    assert (made.code, "“l’appui logistique et des exercices communs” is not in source S1" in made.err) == (3, True)
    assert record_of(drafted).read_bytes() == before
    run(drafted)
    made = briefing("accept", "made", "logistics", cwd=drafted.root)
    assert (made.code, "“logistics” no longer stands: S1 changed: quotation" in made.err) == (3, True)
    assert "  hint: quote the source as it is now and drop “lapsed:”, or reject it" in made.err


def test_a_rejected_fact_stays_in_the_record_and_is_not_printed(drafted: Workspace, briefing: Command) -> None:
    briefing("reject", "made", "signature", "--reason", "another day", cwd=drafted.root)
    assert reviews(drafted)["signature"].reason == "another day"
    assert briefing("build", "made", "-a", "analyst", "-f", "md", cwd=drafted.root).code == 0
    brief = (drafted.output / "made" / "made.analyst.fr.md").read_text(encoding="utf-8")
    assert ("signature" in brief, "3 mai 2021 (" in brief) == (False, False)


JUDGEMENT = "\njudgements:\n  - {id: view, kind: risk, text: {fr: Un risque.}, basis: [training]}\n"
DERIVED = "  - {id: derived, kind: posture, status: inference, text: {fr: Oui.}, derived_from: [training]}\n"


@pytest.mark.parametrize(("more", "name"), [(JUDGEMENT, "view"), (DERIVED, "derived")], ids=["judgement", "inference"])
def test_nothing_may_rest_on_a_rejected_fact(more: str, name: str, drafted: Workspace, briefing: Command) -> None:
    """The command says what does, and changes nothing; a record that says both is refused by check."""
    path = record_of(drafted)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("\ngaps:", f"{more}\ngaps:").replace("\n\n  - {id: d", "\n  - {id: d"), encoding="utf-8"
    )
    assert briefing("check", "made", cwd=drafted.root).code == 0
    before = path.read_bytes()
    made = briefing("reject", "made", "training", "--reason", "no", cwd=drafted.root)
    said = f"“{name}” rests on “training”, which is rejected\n  hint: rest it on facts that stand, or drop it"
    assert (made.code, said in made.err, path.read_bytes()) == (3, True, before)
    head, training, rest = path.read_text(encoding="utf-8").partition("    - id: training\n")
    rest = rest.replace("review: unreviewed", "review: {state: rejected, reason: no}", 1)
    path.write_text(head + training + rest, encoding="utf-8")
    checked = briefing("check", "made", cwd=drafted.root)
    assert (checked.code, said in checked.err) == (3, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("accept", "made"), "name the facts to accept, or use --all"),
        (("reject", "made", "--reason", "no"), "name the facts to reject"),
        (("reject", "made", "training"), "Missing option '--reason'"),
        (("reject", "made", "training", "--reason", " "), "--reason is empty"),
        (("accept", "made", "training", "--on", "soon"), "“soon” is no date such as 2026-11-23"),
        (("accept", "nosuch", "training"), "there is no dossier “nosuch”"),
    ],
)
def test_mistakes_of_usage(words: tuple[str, ...], said: str, drafted: Workspace, briefing: Command) -> None:
    before = record_of(drafted).read_bytes()
    made = briefing(*words, cwd=drafted.root)
    assert (made.code, said in made.err, record_of(drafted).read_bytes()) == (2, True, before)


def test_show_tells_what_waits_for_a_review_with_what_it_rests_on(drafted: Workspace, briefing: Command) -> None:
    briefing("accept", "made", "--all", "--on", "2026-11-24", cwd=drafted.root)
    edit(record_of(drafted), "    - id: logistics", "    - id: support")
    text = record_of(drafted).read_text(encoding="utf-8")
    head, fact, rest = text.partition("    - id: support\n")
    review = "review:\n        state: accepted\n        on: 2026-11-24"
    record_of(drafted).write_text(head + fact + rest.replace(review, "review: unreviewed", 1), encoding="utf-8")
    shown = briefing("show", "made", "--unreviewed", cwd=drafted.root)
    assert shown.out == (
        "support (provision, by provisions.scope)\n"
        "  L’appui logistique et des exercices communs.\n"
        "  S1: “l’appui logistique et des exercices communs”\n"
        "not reviewed: 1 of 14 facts\n"
    )
    told = json.loads(briefing("show", "made", "--unreviewed", "--json", cwd=drafted.root).out)
    assert told == [
        {
            "id": "support",
            "kind": "provision",
            "proposed_by": "provisions.scope",
            "quotations": [{"source": "S1", "exact": "l’appui logistique et des exercices communs"}],
            "text": "L’appui logistique et des exercices communs.",
        }
    ]


def test_of_two_reviews_at_once_none_is_lost(drafted: Workspace) -> None:
    """Each command that says that it is done is in the record; one that came between is told to run again."""
    names = ["training", "logistics", "signature", "exemple"]
    command = [sys.executable, "-m", "briefings", "accept", "made"]
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    runs = [
        subprocess.Popen(
            [*command, name], cwd=drafted.root, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for name in names
    ]
    told = {name: (run.communicate()[1], run.returncode) for name, run in zip(names, runs, strict=True)}
    assert {code for _, code in told.values()} <= {0, 8}
    assert set(reviews(drafted)) == {name for name, (_, code) in told.items() if code == 0} != set()
    assert all(b"run the command again" in err for err, code in told.values() if code == 8)
