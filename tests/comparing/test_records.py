"""Two versions of a dossier: each difference is told once, by id, with old and new evidence; what means nothing is not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefings import facts
from briefings.annexes import AnnexFile
from briefings.build.build import Choice, build_dossier
from briefings.build.named_versions import read_version
from briefings.comparing.fields import plain
from briefings.comparing.records import Comparison, RecordChange, compare
from briefings.comparing.telling import told
from briefings.comparing.words import WORDS, Wordbook
from briefings.workspace import Workspace
from tests.briefs.desks import EXAMPLE, example_workspace
from tests.comparing.dossiers import FIRST, RECORD, SECOND, SOURCE, add, edit, workspace


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Workspace, Workspace]:
    """Return two workspaces with the same dossier."""
    return workspace(tmp_path / "old"), workspace(tmp_path / "new")


def compared(old: Workspace, new: Workspace, dossier: str = "small") -> Comparison:
    return compare(read_version(old, dossier).state, read_version(new, dossier).state)


def summary(comparison: Comparison) -> list[Any]:
    """Return the changes as short plain values: id, what became of it, fields, old and new quotations."""
    return [_row(change) for change in comparison.changes]


def _row(change: RecordChange) -> tuple[Any, ...]:
    fields = [(each.name, each.language, plain(each.old), plain(each.new)) for each in change.fields]
    evidence = [[passage.text for passage in side] for side in (change.old_evidence, change.new_evidence)]
    return (change.kind, change.id, change.change.value, fields, *evidence)


def test_a_dossier_does_not_differ_from_itself(pair: tuple[Workspace, Workspace]) -> None:
    assert compared(*pair) == Comparison(())


def test_order_of_keys_comments_and_folding_mean_nothing(pair: tuple[Workspace, Workspace]) -> None:
    """Keys in another order, a comment, another way to quote, a prefix and an apostrophe folded are no difference."""
    _, new = pair
    edit(
        new,
        ("  type: mou\n  state: signed\n", "  # checked twice\n  state: 'signed'\n  type: mou\n"),
        (f'exact: "{FIRST}"', f"exact: >-\n          {FIRST}\n        prefix: personnel"),
        ("as_at: 2026-11-23", 'as_at: "2026-11-23"'),
    )
    assert compared(*pair) == Comparison(())


def test_each_kind_of_change_is_told_with_its_evidence(pair: tuple[Workspace, Workspace]) -> None:
    """Status of review, wording per language, another quotation, a fact that went and one that came, in order."""
    old, new = pair
    add(old, "A third sentence that is withdrawn later", 3)
    edit(
        new,
        ("en: A memorandum was signed.", "en: A memorandum was signed by both."),
        ("exact: signed a memorandum of understanding\n  review: accepted",
         "exact: signed a memorandum of understanding on defence cooperation\n  review: unreviewed"),
    )  # fmt: skip
    add(new, "A fourth sentence that is new", 4, marking="internal")
    assert summary(compared(*pair)) == [
        ("source", "S1", "changed", [("content", None, *_hashes(old, new))], [], []),
        (
            "instrument",
            "accord",
            "changed",
            [
                ("text", "en", "A memorandum was signed.", "A memorandum was signed by both."),
                ("review", None, {"state": "accepted"}, {"state": "unreviewed"}),
            ],
            ["signed a memorandum of understanding"],
            ["signed a memorandum of understanding on defence cooperation"],
        ),
        ("context", "said-3", "withdrawn", [], ["A third sentence that is withdrawn later"], []),
        ("context", "said-4", "added", [], [], ["A fourth sentence that is new"]),
    ]
    assert [change.marking.value for change in compared(*pair).changes][-2:] == ["public", "internal"]


def _hashes(*places: Workspace) -> Iterator[str]:
    import hashlib

    return (hashlib.sha256((place.root / SOURCE).read_bytes()).hexdigest() for place in places)


def test_a_quotation_at_another_place_is_a_change_of_evidence(pair: tuple[Workspace, Workspace]) -> None:
    """Where its paragraph is another one now, notes print another number."""
    old, new = pair
    edit(new, (FIRST, f"A paragraph in between.\n\n{FIRST}"), file=SOURCE)
    changes = compared(old, new).changes
    moved = [(c.id, [p.paragraph for p in c.old_evidence], [p.paragraph for p in c.new_evidence]) for c in changes]
    assert moved == [("S1", [], []), ("said-1", [3], [4]), ("said-2", [4], [5])]


def test_a_statement_put_in_front_changes_no_other(tmp_path: Path) -> None:
    """Statements of the summary are counted, not named: the same words are the same statement."""
    old, new = example_workspace(tmp_path / "old"), example_workspace(tmp_path / "new")
    record = f"sources/{EXAMPLE}/accord.yaml"
    edit(
        new, ("  summary:\n", "  summary:\n    - text: {en: First., fr: D’abord.}\n      basis: [visit]\n"), file=record
    )
    changes = compared(old, new, EXAMPLE).changes
    assert [(c.id, c.change.value, dict(c.words)) for c in changes] == [
        ("summary-1", "added", {"en": "First.", "fr": "D’abord."})
    ]


def test_judgements_gaps_particulars_and_the_log_are_compared(tmp_path: Path) -> None:
    """Every part of the record counts, not only facts."""
    old, new = example_workspace(tmp_path / "old"), example_workspace(tmp_path / "new")
    path = new.root / "sources" / EXAMPLE / "accord.yaml"
    text = path.read_text(encoding="utf-8")
    judged = text.index("judgements:")
    text = text.replace("as_at: 2026-11-23", "as_at: 2026-11-24").replace("marking: public", "marking: internal", 1)
    text = text[:judged] + text[judged:].replace("kind: ", "cleared: true\n    kind: ", 1)
    text += "\nnote:\n  reference: A-1\n  changes: [{version: '1', on: 2026-11-24, text: {en: Begun., fr: Début.}}]\n"
    path.write_text(text, encoding="utf-8")
    changes = compared(old, new, EXAMPLE).changes
    told_of = {(change.kind, change.change.value, tuple(each.name for each in change.fields)) for change in changes}
    assert ("dossier", "changed", ("marking", "as_at")) in told_of
    assert ("particulars", "changed", ("reference",)) in told_of
    assert ("entry", "added", ()) in told_of
    assert {row for row in told_of if row[0] == "judgement"} == {("judgement", "changed", ("cleared",))}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_field_of_every_record_has_a_word(language: str) -> None:
    """No field can change without a name to tell it by."""
    kinds = [each for each in vars(facts).values() if isinstance(each, type) and each.__module__ == facts.__name__]
    told_apart = {"id", "at", "evidence", "aspects", "others", "changes"}
    skipped = {facts.Accord, facts.Dossier}
    names = {name for kind in {*kinds, AnnexFile} - skipped for name in kind.__struct_fields__} - told_apart
    head = {"title", "desk", "marking", "as_at", "languages", "remark", "silent", "content"}
    assert (names | head) - set(WORDS[language]) == set()


@pytest.mark.parametrize("audience", ["press", "analyst"])
def test_a_saved_brief_is_compared_as_far_as_it_goes(tmp_path: Path, audience: str) -> None:
    """What a cut version could not hold is neither added nor withdrawn; what it holds and the record lost is."""
    place = workspace(tmp_path / "place")
    add(place, "The secret annex lists the barracks", 3, marking="restricted")
    build_dossier(place, "small", Choice(audiences=(audience,), languages=("en",), formats=("pdf",)))
    saved = tmp_path / "saved"
    shutil.copytree(place.output / "small", saved)
    same = compare(read_version(place, str(saved)).state, read_version(place, "small").state)
    assert same.changes == ()
    assert ("said-3" in same.untold) == (audience == "press")
    edit(place, ("en: It covers training.", "en: It covers the training of soldiers."))
    add(place, "A fifth sentence that came later", 5)
    later = compare(read_version(place, str(saved)).state, read_version(place, "small").state)
    changed = {change.id: change.change.value for change in later.changes}
    expected = {"S1": "changed", "training": "changed"} | ({"said-5": "added"} if audience == "analyst" else {})
    assert changed == expected
    assert ("said-5" in later.untold) == (audience == "press")


def test_it_is_told_in_two_languages(pair: tuple[Workspace, Workspace]) -> None:
    """The same comparison in English and in French, line by line."""
    _, new = pair
    edit(new, ("fr: Il porte sur la formation.", "fr: Il vise la formation."))
    lines = {name: list(told(compared(*pair), Wordbook(name, {}))) for name in ("en", "fr")}
    assert lines["en"] == [
        "changed: provision “training”",
        "  wording (fr)",
        "    - Il porte sur la formation.",
        "    + Il vise la formation.",
        "1 change: 1 changed",
    ]
    assert lines["fr"] == [
        "modifié : disposition «\u202ftraining\u202f»",
        "  libellé (fr)",
        "    - Il porte sur la formation.",
        "    + Il vise la formation.",
        "1 changement : 1 modifié",
    ]


def test_a_record_that_does_not_pass_is_compared_and_says_so(pair: tuple[Workspace, Workspace]) -> None:
    """A quotation that no longer stands is told as the record spells it, and the version names the problem."""
    _, new = pair
    edit(new, (f'exact: "{SECOND}"', 'exact: "words that nobody wrote there"'))
    version = read_version(new, "small")
    assert [problem.location.file for problem in version.problems if problem.location] == [RECORD]
    change = compared(*pair).changes[0]
    assert [(p.text, p.found) for p in (*change.old_evidence, *change.new_evidence)] == [
        (SECOND, True),
        ("words that nobody wrote there", False),
    ]
