"""Whole reports with traps: decoy dates, third states, denials, plans, witnesses, hosts that sign nothing, datelines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefings.extraction.assembly import propose
from briefings.extraction.prediction import prediction
from briefings.sources import SourceText

_TEXTS = Path(__file__).with_name("invented_reports.txt")

#: What a text bears and no finder takes from it yet: better missed than guessed at. Nothing else may differ.
_MISSED = {
    ("ci-bf", "signed"): "a weekday before the day of the dateline",
    ("kr-mn", "signed"): "a weekday, and a dateline without a year",
    ("md-ro", "signed"): "a weekday, and a dateline without a year",
    ("gn-gw", "signed"): "signed at the end of a visit of three days",
    ("cd-cg", "parties"): "the gate refuses it, and is right: states that deny an accord are not its parties",
    ("contract-pe", "place"): "a naval base, whose country is not said",
    ("kr-mn", "provisions"): "other states’ talks of last month are taken for the accord’s",
    ("exchange-letters", "provisions"): "what a flight is for",
    ("paraphe-tn-it", "provisions"): "schools without the word for military ones",
    ("announce-ph", "status"): "agreed and yet to be signed is taken for planned",
    ("announce-ph", "provisions"): "what a treaty would do",
}


@cache
def _texts() -> dict[str, tuple[str, dict[str, str]]]:
    """Return, by name, each text with its facts as written."""
    found = {}
    for block in re.split(r"(?m)^=== ", _TEXTS.read_text(encoding="utf-8"))[1:]:
        head, _, rest = block.partition("\n")
        text, _, facts = rest.partition("\n---\n")
        pairs = (line.partition(":") for line in facts.strip().splitlines())
        found[head.split()[0]] = (text.strip("\n") + "\n", {key: value.strip() for key, _, value in pairs})
    return found


def _known(facts: dict[str, str]) -> dict[str, Any]:
    """Return the facts of a text in the shape in which they are compared."""
    signed = facts.get("signed", "- - -").split()
    none = facts["status"] == "none"
    return {
        "status": facts["status"],
        "instrument": facts.get("instrument") or None,
        "parties": set(facts.get("parties", "").split()),
        "signed": tuple(None if part == "-" else int(part) for part in signed),
        "place": None if none else facts.get("place", "").rpartition("/")[2] or None,
        "people": {name.strip() for name in facts.get("people", "").split(";") if name.strip()},
        "provisions": set(facts.get("provisions", "").split()),
        "body": facts.get("body") or None,
    }


def _found(text: str) -> dict[str, Any]:
    told = prediction(propose(SourceText("S1", "invented.txt", text)))
    assert all(text[one["start"] : one["end"]] == one["exact"] for one in told["evidence"])
    return {
        "status": told["status"],
        "instrument": told["instrument"],
        "parties": set(told["parties"]),
        "signed": tuple(told["signed"][part] for part in ("day", "month", "year")),
        "place": told["place"]["country"] if told["place"] else None,
        "people": {one["name"] for one in told["people"]},
        "provisions": set(told["provisions"]),
        "body": told["follow_up"]["body"] if told["follow_up"] else None,
    }


@pytest.mark.parametrize("name", _texts())
def test_a_report_gives_its_facts_and_no_others(name: str) -> None:
    text, facts = _texts()[name]
    known, found = _known(facts), _found(text)
    missed = {field for text_name, field in _MISSED if text_name == name}
    assert {key: value for key, value in found.items() if key not in missed} == {
        key: value for key, value in known.items() if key not in missed
    }


def test_what_is_missed_is_missed_still() -> None:
    """A gap that has been closed leaves the list."""
    closed = [
        (name, field)
        for (name, field), reason in _MISSED.items()
        if not reason.startswith("the gate") and _found(_texts()[name][0])[field] == _known(_texts()[name][1])[field]
    ]
    assert closed == []
