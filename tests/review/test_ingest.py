"""Review copies come home: what reviewers changed becomes proposals, what they say is listed, and nothing is lost."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.evidence import Review
from briefings.review.homecoming import apply_home
from briefings.review.proposals import By, Proposal, Returned, Said, Unplaced
from briefings.vocabulary.codes import ReviewState
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.drafting.desks import accord_of
from tests.review.desks import LAKE, copy_of, desk, home, record
from tests.review.hands import (
    WHEN,
    commented,
    renumbered,
    reworded,
    saved_by,
    with_paragraph,
    without_paragraph,
)

REVIEWER = By("A. Reviewer", WHEN)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return the invented dossier."""
    return desk(tmp_path)


def lake(new: str, by: By = REVIEWER, comments: tuple[str, ...] = ()) -> Proposal:
    """Return a proposal on the sentence about the lake."""
    return Proposal("said-1", "text", "en", LAKE, new, by, comments)


def test_a_copy_that_nobody_touched_proposes_nothing(workspace: Workspace) -> None:
    """In both languages, and for another audience."""
    for audience, language in (("analyst", "en"), ("analyst", "fr"), ("press", "fr")):
        found = home(workspace, copy_of(workspace, audience, language).data)
        assert found.returned == Returned((), (), ())
        assert not found.record_changed


@pytest.mark.parametrize(
    ("old", "new", "wording"),
    [
        ("camps", "barracks", "Rangers trained in two barracks near the lake."),
        ("two camps near ", "camps by ", "Rangers trained in camps by the lake."),
        (" near the lake", "", "Rangers trained in two camps."),
        ("Rangers", "Some rangers", "Some rangers trained in two camps near the lake."),
        ("lake.", "lake, it is said.", "Rangers trained in two camps near the lake, it is said."),
    ],
)
def test_a_tracked_edit_is_a_proposal(workspace: Workspace, old: str, new: str, wording: str) -> None:
    """With the fact, both wordings, the author and the moment; whatever numbers the program gave anew."""
    edited = renumbered(reworded(copy_of(workspace).data, old, new))
    assert home(workspace, edited).returned == Returned((lake(wording),), (), ())


def test_an_untracked_edit_is_a_proposal_of_who_saved_the_file(workspace: Workspace) -> None:
    """It is found by comparing with the words that the copy was made with."""
    edited = reworded(copy_of(workspace).data, "camps", "barracks", tracked=False)
    found = home(workspace, saved_by(edited, "D. Saver", "2026-11-25T08:00:00Z")).returned
    by = By("D. Saver", "2026-11-25T08:00:00Z", tracked=False)
    assert found == Returned((lake("Rangers trained in two barracks near the lake.", by),), (), ())


def test_spaces_and_capitals_of_printing_do_not_enter_the_record(workspace: Workspace) -> None:
    """The label is recorded as “training” and printed with a capital; French spaces are set anew at each build."""
    found = home(workspace, reworded(copy_of(workspace).data, "Training", "Training courses")).returned
    assert [(each.field, each.old, each.new) for each in found.proposals] == [("label", "training", "training courses")]
    french = reworded(copy_of(workspace, language="fr").data, LAKE, "Deux camps\u202f; un lac\u00a0: rien.")
    assert [each.new for each in home(workspace, french).returned.proposals] == ["Deux camps ; un lac : rien."]


def test_comments_are_listed_with_their_fact(workspace: Workspace) -> None:
    """One on a fact, one on other words, one that answers a comment of ours; a proposal holds those on its fact."""
    data = commented(copy_of(workspace).data, LAKE, "Which lake?\nSay so.")
    data = commented(data, "Refused facts", "Good list.", author="E. Editor")
    data = reworded(data, "camps", "barracks")
    found = home(workspace, data).returned
    assert found.comments == (
        Said("said-1", "Which lake?\nSay so.", By("B. Reader", WHEN), LAKE),
        Said(None, "Good list.", By("E. Editor", WHEN), "Refused facts"),
    )
    wording = "Rangers trained in two barracks near the lake."
    assert found.proposals == (lake(wording, comments=("Which lake?\nSay so.",)),)


def test_a_reply_belongs_to_the_fact_of_the_comment_that_it_answers(workspace: Workspace) -> None:
    """Wherever the program anchored it; and a thread that was closed is said to be."""
    data = commented(copy_of(workspace).data, "Refused facts", "The annex says more.", answers="0")
    (said,) = home(workspace, data).returned.comments
    assert said == Said("accord", "The annex says more.", By("B. Reader", WHEN), "Refused facts", resolved=True)


def test_what_somebody_wrote_into_our_comment_is_found(workspace: Workspace) -> None:
    """The lines that are new, said to come from who saved the file."""
    from tests.review.hands import COMMENTS, with_part

    def change(root: object) -> None:
        texts = list(root.iter("{*}t"))  # type: ignore[attr-defined]
        texts[1].text = "Review: I do not accept this."

    data = saved_by(with_part(copy_of(workspace).data, COMMENTS, change), "D. Saver", WHEN)
    assert home(workspace, data).returned.comments == (
        Said("accord", "Review: I do not accept this.", By("D. Saver", WHEN, False), "A memorandum was signed."),
    )


def test_what_cannot_be_placed_is_listed_with_its_words(workspace: Workspace) -> None:
    """Headings, quotations, values, words taken out, paragraphs gone and new: each with words, author and date."""
    data = copy_of(workspace).data
    data = reworded(data, "Background", "History")
    data = reworded(data, "Strategic context", "Setting")
    data = reworded(data, "Memorandum of understanding", "Treaty")
    data = reworded(data, "covers training of military personnel", "covers all")
    data = without_paragraph(data, LAKE)
    data = saved_by(with_paragraph(data, "Information gaps", "Ask the embassy."), "D. Saver", WHEN)
    saver = By("D. Saver", WHEN, tracked=False)
    values = "these words are quoted, shortened or made from values of the record, such as names and dates"
    anew = "in contents, a drawing, head or foot, which are made anew"
    found = home(workspace, data).returned
    assert found.proposals == ()
    assert set(found.unplaced) == {
        Unplaced("outside the words of any fact, at “[…]”", "Background", "History", REVIEWER),
        Unplaced(anew, "Strategic context", "", REVIEWER),
        Unplaced(anew, "", "Setting", REVIEWER),
        Unplaced("outside the words of any fact, at “[…], concluded (as reported)”", "Memorandum of understanding",
                 "Treaty", REVIEWER),
        Unplaced(values, "covers training of military personnel", "covers all", REVIEWER, "training"),
        Unplaced("paragraph taken out", LAKE, "", saver, "said-1"),
        Unplaced("new paragraph", "", "Ask the embassy.", saver),
    }  # fmt: skip


def test_a_fact_whose_words_are_struck_is_not_emptied(workspace: Workspace) -> None:
    """Tracked deletion of a whole sentence: told, with the way to refuse a fact."""
    found = home(workspace, reworded(copy_of(workspace).data, LAKE, "")).returned
    assert found.proposals == ()
    assert [(each.reason, each.old, each.fact, each.by) for each in found.unplaced] == [
        ("paragraph taken out", LAKE, "said-1", REVIEWER)
    ]


def test_an_applied_proposal_changes_one_wording_and_the_review(workspace: Workspace) -> None:
    """The other language, all other lines and comments of the record stay; the fact is edited, by whom and why."""
    path = record(workspace)
    path.write_text("# kept by hand\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_text(encoding="utf-8").splitlines()
    data = commented(reworded(copy_of(workspace).data, "camps", "barracks"), LAKE, "Barracks,\nsays the map.")
    done = apply_home(home(workspace, data), ())
    assert ([each.fact for each in done.applied], done.refused) == (["said-1"], ())
    fact = next(each for each in accord_of(workspace, "small").facts() if each.id == "said-1")
    assert dict(fact.text.texts) == {"en": "Rangers trained in two barracks near the lake.", "fr": LAKE}
    why = "review copy analyst.en; Barracks, says the map."
    assert fact.review == Review(ReviewState.EDITED, "A. Reviewer", "2026-11-24", why)
    after = path.read_text(encoding="utf-8").splitlines()
    assert after[0] == "# kept by hand"
    gone = Counter(before) - Counter(after)
    assert sorted(line.split(":")[0].strip() for line in gone) == ["review", "text"]


def test_an_edit_by_nobody_known_is_applied_all_the_same(workspace: Workspace) -> None:
    """A program that wipes names and days leaves a review without them."""
    edited = reworded(copy_of(workspace).data, "camps", "barracks", tracked=False)
    assert apply_home(home(workspace, saved_by(edited, "", "")), ()).refused == ()
    fact = next(each for each in accord_of(workspace, "small").facts() if each.id == "said-1")
    assert fact.review == Review(ReviewState.EDITED, None, None, "review copy analyst.en")


def test_words_a_name_is_hidden_in_do_not_reach_the_record(workspace: Workspace) -> None:
    """Control characters in the name of an author: the record refuses them, and the proposal is told, not lost."""
    done = apply_home(home(workspace, reworded(copy_of(workspace).data, "camps", "barracks", author="E\u202eve")), ())
    assert (done.applied, len(done.refused)) == ((), 1)


def test_only_the_facts_named_are_applied(workspace: Workspace) -> None:
    """The other proposal stays out; a name without a proposal is a usage error and nothing is written."""
    data = reworded(reworded(copy_of(workspace).data, "camps", "barracks"), "It covers training", "Training is in it")
    before = record(workspace).read_bytes()
    with pytest.raises(BriefingError) as error:
        apply_home(home(workspace, data), ("said-1", "trainig"))
    assert error.value.exit_code is ExitCode.USAGE
    assert "training" in str(error.value)
    assert record(workspace).read_bytes() == before
    assert [each.fact for each in apply_home(home(workspace, data), ("training",)).applied] == ["training"]
    assert b"barracks" not in record(workspace).read_bytes()


def test_what_the_gate_refuses_is_not_applied_and_told(workspace: Workspace, briefing: Command) -> None:
    """A number and a place that no quotation bears stay out; the sound proposal beside them goes in. Exit 3."""
    data = reworded(copy_of(workspace).data, "two camps", "seven camps of Nigeria")
    data = reworded(data, "It covers training", "Training is in it")
    (workspace.root / "back.docx").write_bytes(data)
    outcome = briefing("ingest", "back.docx", "--apply", "--json", cwd=workspace.root)
    told = json.loads(outcome.out)
    assert (outcome.code, told["applied"]) == (3, [{"fact": "training", "field": "text"}])
    assert told["refused"] == [
        {
            "fact": "said-1",
            "field": "text",
            "reasons": [
                "number 7 in the “en” wording is not in its evidence (“said-1”)",
                "“Nigeria” in the “en” wording is not in its evidence (“said-1”)",
            ],
        }
    ]
    assert "not applied: said-1 (text)" in outcome.err
    assert LAKE in record(workspace).read_text(encoding="utf-8")
    assert briefing("check", "small", cwd=workspace.root).code == 0


def test_two_wordings_for_one_fact_are_both_left_out(workspace: Workspace) -> None:
    """Two places of one fact were edited apart: nobody knows which is meant."""
    data = reworded(reworded(copy_of(workspace).data, "It covers training", "It holds training"), "It covers", "It has")
    found = home(workspace, data)
    assert [each.new for each in found.returned.proposals] == ["It holds training.", "It has training."]
    done = apply_home(found, ())
    assert done.applied == ()
    assert [each.reasons for each in done.refused] == [
        ("another place has other words: “It has training.”",),
        ("another place has other words: “It holds training.”",),
    ]


def test_statements_and_gaps_come_home_too(workspace: Workspace) -> None:
    """The question of a gap is worded anew; it has no review to be marked."""
    done = apply_home(home(workspace, reworded(copy_of(workspace).data, "it cost?", "the training cost?")), ())
    assert [each.fact for each in done.applied] == ["gap-cost"]
    (gap,) = accord_of(workspace, "small").gaps
    assert dict(gap.question.texts) == {"en": "What does the training cost?", "fr": "Combien cela coûte-t-il ?"}


def test_a_record_that_moved_on_is_compared_as_it_is_now(workspace: Workspace, briefing: Command) -> None:
    """Facts worded otherwise by now and facts that are gone are told; the others are applied as ever."""
    data = reworded(reworded(copy_of(workspace).data, "camps", "barracks"), "It covers training", "It holds training")
    path = record(workspace)
    changed = path.read_text(encoding="utf-8").replace("en: It covers training.", "en: The text covers training.")
    path.write_text(changed, encoding="utf-8")
    found = home(workspace, data)
    assert found.record_changed
    assert [each.fact for each in found.returned.proposals] == ["said-1"]
    assert found.returned.unplaced == (
        Unplaced("the record words it otherwise by now", "It covers training.", "It holds training.", REVIEWER,
                 "training"),
    )  # fmt: skip
    printed = briefing("ingest", "back.docx", cwd=workspace.root)
    assert printed.code == 0
    assert "the record has changed since the copy was made" in printed.out


def test_nothing_is_written_without_apply(workspace: Workspace, briefing: Command) -> None:
    """The list says so, names both wordings, and the record stays as it was to the byte."""
    before = record(workspace).read_bytes()
    (workspace.root / "back.docx").write_bytes(reworded(copy_of(workspace).data, "camps", "barracks"))
    printed = briefing("ingest", "back.docx", cwd=workspace.root)
    assert printed.out.splitlines() == [
        "review copy of small, analyst in en",
        "proposals: 1",
        "  said-1 (text, en), A. Reviewer, 2026-11-24",
        f"    - {LAKE}",
        "    + Rangers trained in two barracks near the lake.",
        "comments: 0",
        "not placed: 0",
        "nothing is written yet; --apply writes the proposals into the record",
    ]
    assert record(workspace).read_bytes() == before
    assert briefing("ingest", "back.docx", "said-1", cwd=workspace.root).code == ExitCode.USAGE


def test_a_dossier_that_is_not_here_is_a_usage_error(workspace: Workspace, tmp_path: Path) -> None:
    """The file names its dossier; another workspace does not have it."""
    data = copy_of(workspace).data
    other = Workspace(tmp_path / "other")
    other.sources.mkdir(parents=True)
    with pytest.raises(BriefingError) as error:
        home(other, data)
    assert error.value.exit_code is ExitCode.USAGE
    assert "a dossier that this workspace does not have: “small”" in str(error.value)
