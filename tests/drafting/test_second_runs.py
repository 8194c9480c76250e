"""A draft meets a record that people have worked on, and sources that have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.dossiers import load_dossier
from briefings.drafting import running, saving
from briefings.errors import BriefingError, ExitCode
from briefings.facts import Accord
from briefings.vocabulary.codes import ReviewState
from tests.briefs.conftest import Command
from tests.drafting.desks import ENGLISH, FRENCH, accord_of, desk, edit, record_of, run, source_of

TRAINING = "L’accord porte sur la formation des militaires, l’appui logistique et des exercices communs."


def states(accord: Accord) -> dict[str, tuple[str, str | None]]:
    return {fact.id: (fact.review.state.value, fact.lapsed) for fact in accord.facts()}


def test_a_rejected_fact_never_comes_back(tmp_path: Path, briefing: Command) -> None:
    """Not on the next run, not from another source, not in other words."""
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    briefing("reject", "made", "training", "exemple", "context-1", "--reason", "hearsay", cwd=workspace.root)
    after = record_of(workspace).read_bytes()
    made = run(workspace)
    assert (made.saved, made.plan.rejected, record_of(workspace).read_bytes()) == (False, 3, after)
    edit(source_of(workspace), "la formation des militaires", "la formation militaire")
    edit(source_of(workspace), "Depuis plusieurs années,", "Depuis longtemps,")
    run(workspace)
    found = [fact.id for fact in accord_of(workspace).facts() if fact.id.startswith(("training", "exemple"))]
    assert found == ["exemple", "training"]


def test_a_rejected_body_takes_what_is_said_of_it_along(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    made = briefing("reject", "made", "follow-up", "--reason", "a guess", cwd=workspace.root)
    assert made.out.startswith("rejected: follow-up, follow-up-periodicity, follow-up-alternation\n")
    after = record_of(workspace).read_bytes()
    assert (run(workspace).plan.rejected, record_of(workspace).read_bytes()) == (3, after)


def test_a_reviewed_fact_is_left_as_it_is(tmp_path: Path) -> None:
    """Though the desk has changed its words, or its value: an edited fact is known by what it quotes."""
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    path = record_of(workspace)
    text = path.read_text(encoding="utf-8")
    head, training, rest = text.partition("    - id: training\n")
    rest = rest.replace("L’accord porte sur la formation des militaires.", "La formation.", 1)
    rest = rest.replace("review: unreviewed", "review: accepted  # by hand", 1)
    head, person, before_it = head.partition("  - id: exemple\n")
    before_it = before_it.replace("part: signatory", "part: attendee", 1)
    before_it = before_it.replace("review: unreviewed", "review: {state: edited, by: A}", 1)
    path.write_text(head + person + before_it + training + rest, encoding="utf-8")
    before = path.read_bytes()
    made = run(workspace)
    assert (made.saved, path.read_bytes()) == (False, before)
    parts = {one.id: (one.part.value, one.review.state.value) for one in accord_of(workspace).people}
    assert parts == {"exemple": ("attendee", "edited"), "modele": ("signatory", "unreviewed")}


def test_an_unreviewed_fact_that_somebody_worded_anew_is_left_as_it_is(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    edit(
        record_of(workspace), "        fr: L’accord porte sur la formation des militaires.", "        fr: La formation."
    )
    before = record_of(workspace).read_bytes()
    assert (run(workspace).saved, record_of(workspace).read_bytes()) == (False, before)


def test_facts_that_a_changed_source_bears_no_more_are_marked(tmp_path: Path, briefing: Command) -> None:
    """Reviewed or not; they keep their words and review, are not printed, and check and show tell them."""
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    briefing("accept", "made", "logistics", "--by", "A", "--on", "2026-11-23", cwd=workspace.root)
    edit(source_of(workspace), TRAINING, "L’accord porte sur la cybersécurité des deux armées.")
    made = run(workspace)
    assert set(made.plan.lapsed) == {"training", "logistics", "joint-exercises"}
    accord = accord_of(workspace)
    told = states(accord)
    assert told["logistics"][0] == "accepted"
    assert told["training"][0] == "unreviewed"
    assert str(told["logistics"][1]).startswith(
        "S1 changed: quotation “l’appui logistique et des exercices communs” is not"
    )
    assert "cyber" in told
    assert [fact.id for fact in accord.facts() if not fact.stands] == ["training", "logistics", "joint-exercises"]
    checked = briefing("check", "made", cwd=workspace.root)
    assert checked.code == 0
    assert "“logistics” (accepted) no longer stands: S1 changed: quotation" in checked.err
    shown = briefing("show", "made", cwd=workspace.root).out
    assert "fait accepté, caduc" in shown
    printed = briefing("build", "made", "-a", "analyst", "-f", "md", cwd=workspace.root)
    assert printed.code == 0
    brief = (workspace.output / "made" / "made.analyst.fr.md").read_text(encoding="utf-8")
    assert ("ppui logistique" in brief, "cybersécurité" in brief) == (False, True)
    after = record_of(workspace).read_bytes()
    assert (run(workspace).saved, record_of(workspace).read_bytes()) == (False, after)


def test_a_source_that_is_as_it_was_takes_the_marks_away(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    briefing("accept", "made", "logistics", "--on", "2026-11-23", cwd=workspace.root)
    before = states(accord_of(workspace))
    edit(source_of(workspace), TRAINING, "Rien.")
    assert set(run(workspace).plan.lapsed) == {"training", "logistics", "joint-exercises"}
    source_of(workspace).write_text(FRENCH, encoding="utf-8")
    assert run(workspace).plan.restored == ("training", "logistics", "joint-exercises")
    assert states(accord_of(workspace)) == before


def test_a_draft_that_no_longer_stands_is_drafted_anew_where_the_source_says_it_otherwise(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    edit(source_of(workspace), "la formation des militaires", "la formation conjointe des militaires")
    made = run(workspace)
    assert (set(made.plan.renewed), made.plan.lapsed) == ({"training"}, {})
    training = next(fact for fact in accord_of(workspace).facts() if fact.id == "training")
    assert training.evidence[0].exact == "L’accord porte sur la formation conjointe des militaires"
    assert load_dossier(workspace, "made").accord.provisions[0].id == "training"


def test_an_accepted_instrument_that_no_longer_stands_gives_way_and_is_kept(tmp_path: Path, briefing: Command) -> None:
    """The value drafted now comes first, the accepted one stands among its others, marked."""
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    briefing("accept", "made", "instrument", "--on", "2026-11-23", cwd=workspace.root)
    changed = FRENCH.replace("un accord", "un protocole").replace("L’accord", "Le protocole")
    source_of(workspace).write_text(changed, encoding="utf-8")
    run(workspace)
    instrument = accord_of(workspace).instrument
    assert instrument is not None
    assert (instrument.type.value, instrument.review.state) == ("protocol", ReviewState.UNREVIEWED)
    assert [(one.id, one.type.value, one.review.state.value, bool(one.lapsed)) for one in instrument.others] == [
        ("instrument", "agreement", "accepted", True)
    ]
    dossier = load_dossier(workspace, "made")
    assert dossier.accord.instrument == instrument
    assert [remark for remark in dossier.remarks if "diverge" in remark] == []
    after = record_of(workspace).read_bytes()
    assert (run(workspace).saved, record_of(workspace).read_bytes()) == (False, after)


def test_what_rests_on_a_fact_that_no_longer_stands_is_told_by_check(tmp_path: Path, briefing: Command) -> None:
    """The mark is written all the same: only the desk can mend its own words."""
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    path = record_of(workspace)
    judgement = "judgements:\n  - id: view\n    kind: risk\n    text: {fr: Un risque.}\n    basis: [logistics]\n"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + judgement, encoding="utf-8")
    edit(source_of(workspace), TRAINING, "Rien.")
    assert run(workspace).saved
    checked = briefing("check", "made", cwd=workspace.root)
    assert checked.code == 3
    assert (
        "“view” rests on “logistics”, which no longer stands\n  hint: rest it on facts that stand, or drop it"
        in checked.err
    )


def test_an_inference_falls_with_what_it_is_derived_from(tmp_path: Path) -> None:
    inference = (
        "\ncontext:\n  - id: derived\n    kind: posture\n    status: inference\n    text: {fr: Ils coopèrent.}\n"
        "    derived_from: [logistics]\n    review: accepted\n"
    )
    workspace = desk(tmp_path, FRENCH)
    run(workspace)
    path = record_of(workspace)
    head, _, tail = path.read_text(encoding="utf-8").partition("\ncontext:\n")
    path.write_text(head + inference + tail, encoding="utf-8")
    edit(source_of(workspace), TRAINING, "Rien.")
    assert run(workspace).plan.lapsed["derived"] == "it rests on “logistics”"
    assert load_dossier(workspace, "made").accord.id == "made"


def test_a_source_that_is_added_gives_more_evidence_to_what_nobody_reviewed(tmp_path: Path, briefing: Command) -> None:
    workspace = desk(tmp_path, FRENCH, languages=("fr", "en"))
    run(workspace)
    briefing("accept", "made", "signature", "--on", "2026-11-23", cwd=workspace.root)
    source_of(workspace, 2).write_text(ENGLISH, encoding="utf-8")
    path = record_of(workspace)
    entry = "  - {id: S2, file: source-2.txt, kind: press, language: en, title: {fr: Essai, en: Essai}}\n"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\ninstrument:", entry + "\ninstrument:", 1), encoding="utf-8"
    )
    made = run(workspace)
    assert {fact.id for fact in made.plan.added} == {"maritime-security"}
    cited = {fact.id: [one.source for one in fact.evidence] for fact in accord_of(workspace).facts()}
    assert {name for name, sources in cited.items() if "S2" in sources} == {
        "instrument", "party-bj", "party-tg", "training", "maritime-security",
    }  # fmt: skip
    assert cited["signature"] == ["S1"]
    assert "{id: S2, file: source-2.txt" in path.read_text(encoding="utf-8")


def test_a_record_that_somebody_saved_meanwhile_is_left_to_them(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH)
    opened = running.open_dossier(workspace, "made")
    asked, remarks = running.asked_of(opened)
    edit(record_of(workspace), "# kept by hand", "# saved by somebody else")
    before = record_of(workspace).read_bytes()
    with pytest.raises(BriefingError) as caught:
        running.extract(opened, asked, remarks)
    assert (caught.value.exit_code, record_of(workspace).read_bytes()) == (ExitCode.BUSY, before)
    assert str(caught.value) == (
        "sources/made/accord.yaml: the record was changed by somebody else while this command worked\n"
        "  hint: run the command again"
    )


def test_a_write_that_fails_leaves_the_record_and_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = desk(tmp_path, FRENCH)
    before = record_of(workspace).read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    with pytest.raises(BriefingError) as caught:
        run(workspace)
    assert (caught.value.exit_code, record_of(workspace).read_bytes()) == (ExitCode.OUTPUT, before)
    assert {path.name for path in record_of(workspace).parent.iterdir()} == {"accord.yaml", "source-1.txt"}
