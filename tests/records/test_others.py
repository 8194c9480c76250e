"""What other sources say of the instrument and of the follow-up body: read, held to the gate, written and cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.build.record_yaml import write_record
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError
from briefings.readers.accord_yaml import read_accord
from tests.briefs.several import RECORD, several_workspace
from tests.records.test_record_yaml import bare


def test_others_are_facts_of_the_dossier_in_the_order_of_the_record(tmp_path: Path) -> None:
    """Each stands behind the value that the desk chose, a body with its aspects."""
    accord = load_dossier(several_workspace(tmp_path), "several").accord
    assert [fact.id for fact in accord.instruments()] == ["accord", "accord-otherwise"]
    assert [fact.id for fact in accord.bodies()] == ["body", "body-otherwise"]
    ids = [fact.id for fact in accord.facts()]
    assert ids[:3] == ["accord", "accord-otherwise", "togo"]
    assert ids[-4:] == ["body", "body-pace", "body-otherwise", "body-otherwise-task"]


def test_they_are_written_and_read_back(tmp_path: Path) -> None:
    """The record that travels in a PDF holds them too."""
    accord = load_dossier(several_workspace(tmp_path), "several").accord
    again, problems = read_accord(write_record(accord), "again.yaml")
    assert problems == []
    assert bare(again) == bare(accord)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("signed an agreement on military matters}", "signed a treaty}", "“signed a treaty” is not in source S2"),
        ("id: body-otherwise\n", "id: body\n", "id “body” is given twice"),
        ("type: agreement", "type: treaty", "type “treaty” does not follow from the quotation"),
    ],
)
def test_they_pass_the_same_gate(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """Quotation, id and value of another source are checked as those of the first."""
    workspace = several_workspace(tmp_path, RECORD.replace(old, new, 1))
    with pytest.raises(BriefingError) as caught:
        load_dossier(workspace, "several")
    assert any(problem in told.message for told in caught.value.problems)


def test_none_stands_below_another() -> None:
    """A value that another source gives has no others of its own."""
    nested = RECORD.replace("      type: agreement\n", "      type: agreement\n      others: []\n")
    _, problems = read_accord(nested.encode(), "accord.yaml")
    assert [told.message for told in problems] == ["unknown key “others” in another value"]
