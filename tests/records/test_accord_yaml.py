"""``accord.yaml`` becomes an ``Accord``, or a list of problems that each have a place."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.evidence import PartialDate
from briefings.facts import Accord
from briefings.readers.accord_yaml import read_accord
from briefings.skeleton import dossier_skeleton
from briefings.vocabulary.codes import PartyLevel
from briefings.vocabulary.places import codes
from tests.records.invented import RECORD, context

SKELETON = dossier_skeleton("invented", [("S1", "source-1.txt", "fr")])


def read(record: str) -> Accord:
    accord, problems = read_accord(record.encode(), "a.yaml")
    assert problems == []
    assert accord is not None
    return accord


def problems_of(record: str | bytes) -> list[str]:
    return [str(p) for p in read_accord(record if isinstance(record, bytes) else record.encode(), "a.yaml")[1]]


def test_a_record_is_read_field_by_field() -> None:
    accord = read(RECORD)
    (party,) = accord.parties
    (evidence,) = party.evidence
    assert (accord.id, accord.as_at, accord.languages, accord.file) == (
        "invented",
        "2026-11-23",
        ("en", "fr"),
        "a.yaml",
    )
    assert dict(accord.title.texts) == {"en": "An invented accord", "fr": "Un accord inventé"}
    assert (party.id, party.code, party.level, str(party.at)) == ("togo", "TG", PartyLevel.STATE, "a.yaml:16:5")
    assert (evidence.source, evidence.exact, str(evidence.at)) == (
        "S1", "la logistique des armées togolaises", "a.yaml:21:16",
    )  # fmt: skip


def test_a_context_statement_may_have_a_date() -> None:
    """As far as it is written, like an event's; without one it has none."""
    dated = read(RECORD + context("Il couvre", "    date: {month: 3, year: 2021, raw: mars 2021}\n")).context
    assert [one.date for one in dated] == [PartialDate(None, 3, 2021, "mars 2021")]
    assert [one.date for one in read(RECORD + context("Il couvre")).context] == [None]
    wrong = RECORD + context("Il couvre", "    date: {day: 31, month: 4, raw: x, year: 2021}\n")
    assert [problem.split(": ", 1)[1] for problem in problems_of(wrong)] == ["month 4 has no day 31"]


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
def test_line_ends_and_a_byte_order_mark_make_no_difference(change) -> None:  # type: ignore[no-untyped-def]
    assert read(change(RECORD)) == read(RECORD)


@pytest.mark.parametrize("code", [code for code in codes() if len(code) == 2])
def test_every_country_code_is_read_as_the_text_it_is(code: str) -> None:
    assert read(RECORD.replace("code: TG", f"code: {code}")).parties[0].code == code


@pytest.mark.parametrize("title", ["NO", "on", "12:30", "012", "1e3", "true", "2024-02-30"])
def test_a_title_stays_the_words_that_were_typed(title: str) -> None:
    record = RECORD.replace("An invented accord", title)
    assert read(record).title.in_language("en") == title


def test_white_space_of_the_file_is_folded_but_no_break_spaces_are_the_authors() -> None:
    record = RECORD.replace("{en: An invented accord,", "{en: An\u00a0invented\n    \n   accord ,")
    assert read(record).title.in_language("en") == "An\u00a0invented accord"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("dossier:\n", "dossier: []\nx:\n", ["1:1: “dossier” is empty in the dossier\n  hint: fill in “dossier:”",
            "2:1: unknown key “x” in the dossier\n  hint: known keys: {known}"]),
        ("marking: public", "marking: secret", ["5:12: “secret” is no known marking\n"
            "  hint: known: internal, public, restricted"]),
        ("marking: public", "marking: [public]", ["5:12: “marking” must be text, not a list"]),
        ("marking: public", "", ["2:3: “marking” is missing in “dossier”\n  hint: fill in “marking:”"]),
        ("2026-11-23", "2026-02-30", ["6:10: “as_at” must be a date such as 2026-11-23, not “2026-02-30”"]),
        ("2026-11-23", "20261123", ["6:10: “as_at” must be a date such as 2026-11-23, not “20261123”"]),
        ("2026-11-23", "2026-W47-1", ["6:10: “as_at” must be a date such as 2026-11-23, not “2026-W47-1”"]),
        ("{en: Desk, fr: Bureau}", "Desk", ["4:9: “desk” needs words in en, fr\n"
            "  hint: write it once per language: {en: …, fr: …}"]),
        ("{en: Desk, fr: Bureau}", "{en: ~, fr: Bureau}", ["4:10: “desk” has no words in en\n  hint: fill in “en:”"]),
        (
            "{en: Desk, fr: Bureau}",
            '{en: "", fr: ""}',
            ["4:10: “desk” has no words in en, fr\n  hint: fill in “en:” and “fr:”"],
        ),
        ("{en: Desk, fr: Bureau}", '{en: Desk, fr: " "}', ["4:20: “desk” has no words in fr\n  hint: fill in “fr:”"]),
        ("{en: Desk, fr: Bureau}", "{fr: }", ["4:10: “desk” has no words in en, fr\n  hint: fill in “fr:”, add “en:”"]),
        ("{en: Desk, fr: Bureau}", "{en: Desk}", ["4:9: “desk” has no words in fr\n  hint: add “fr:”"]),
        ("{en: Desk, fr: Bureau}", "{en: Desk, fr: Bureau, de: Amt}", ["4:32: unknown language “de” in “desk”\n"
            "  hint: the file's languages: en, fr"]),
        ("id: S1", "id: s-1", ["9:9: id “s-1” does not fit\n  hint: a source id is S and a number, such as S1"]),
        ("file: source.txt", "file: ../source.txt", ["10:11: file “../source.txt” does not fit\n"
            "  hint: name a file of the dossier's own folder, without / or spaces"]),
        ("kind: press", "kind: pres", ["11:11: “pres” is no known kind\n  hint: did you mean “press”?"]),
        ("kind: press", "kind: desk-note", ["9:5: “based_on” is missing in a source\n  hint: fill in “based_on:”"]),
        ("kind: press", "kind: press\n    url: javascript:alert(1)",
            ["12:10: url “javascript:alert(1)” is no http or https address"]),
        ("kind: press", "kind: press\n    sha256: 12",
            ["12:13: sha256 “12” does not fit\n  hint: 64 hexadecimal digits; leave it out and it is computed"]),
        ("id: togo", "id: Le Togo", ["16:9: id “Le Togo” does not fit\n"
            "  hint: use lower-case letters, digits and hyphens"]),
        ("code: TG", "code: TG\n    credibility: 7",
            ["18:18: “credibility” must be a whole number from 1 to 6, not “7”"]),
        ("code: TG", "code: TG\n    positive: NO", ["18:15: “positive” must be true or false, not “NO”"]),
        ("    text: {en: T", "    te\u200bxt: {en: T", ["16:5: “text” is missing in a party\n  hint: fill in “text:”",
            "18:5: unknown key “te[U+200B]xt” in a party\n  hint: did you mean “text”?"]),
        ("    evidence:\n", "    evidence: none\n    e:\n", None),
    ],
)  # fmt: skip
def test_a_misfit_is_told_with_its_place_the_rule_and_a_way_out(old: str, new: str, expected: list[str] | None) -> None:
    found = problems_of(RECORD.replace(old, new, 1))
    if expected is None:
        assert [message.split("\n")[0] for message in found] == [
            "a.yaml:19:15: “evidence” must be a list, not a single value",
            "a.yaml:20:5: unknown key “e” in a party",
        ]
        return
    known = "annexes, clauses, context, dossier, events, follow_up, gaps, instrument, judgements, note, parties, "
    known += "people, provisions, sources"
    assert found == [f"a.yaml:{message}".replace("{known}", known) for message in expected]


def test_without_a_head_the_rest_is_still_read_in_the_languages_of_the_package() -> None:
    assert problems_of(RECORD.replace("dossier:", "dosier:", 1)) == [
        "a.yaml:1:1: “dossier” is missing in the dossier\n  hint: fill in “dossier:”",
        "a.yaml:1:1: unknown key “dosier” in the dossier\n  hint: did you mean “dossier”?",
    ]


@pytest.mark.parametrize("record", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_is_told(record: str) -> None:
    assert problems_of(record)[0].startswith("a.yaml")


@pytest.mark.parametrize(("record", "kind"), [("just a string", "a single value"), ("- a\n- b", "a list")])
def test_a_record_that_is_no_mapping_is_told(record: str, kind: str) -> None:
    first = f"a.yaml:1:1: the dossier must be a mapping, not {kind}\n  hint: write it as “key: value” lines"
    assert problems_of(record)[0] == first


def test_a_long_text_is_refused() -> None:
    record = RECORD.replace("An invented accord", "a" * 20_001)
    assert problems_of(record)[0] == ("a.yaml:3:15: “title” has 20001 characters, more than 20000\n  hint: split it")


def answers(data: bytes) -> None:
    """Check that any bytes give an accord, or problems that each have a place."""
    accord, problems = read_accord(data, "a.yaml")
    assert accord is not None or problems
    assert all(problem.location and problem.location.file == "a.yaml" for problem in problems)


@given(st.binary(max_size=400))
@example(b"[" * 100_000)
@example(b"? {a: b}\n: c")
@example(b'title: "\\ud800"')
@example(b"dossier:\n  id: &a [*a]")
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_an_accord_or_problems_with_a_place(data: bytes) -> None:
    answers(data)


@given(st.integers(0, 2**32), st.integers(1, 12))
@settings(max_examples=200, deadline=None)
def test_any_damage_to_a_record_gives_an_accord_or_problems_with_a_place(seed: int, times: int) -> None:
    chance = random.Random(seed)
    data = bytearray((RECORD + context("Il couvre", "    start: 1\n") if seed % 2 else SKELETON).encode())
    for _ in range(times):
        at = chance.randrange(len(data))
        piece = chance.choice(
            [b"", b"\t", b": ", b"- ", b"[", b"]", b"{", b"~", b"&a ", b"*a", b"!!x ", b"\n", b"\xff"]
        )
        data[at : at + chance.randrange(6)] = piece + bytes(data[at : at + chance.randrange(9)])
    answers(bytes(data))


@given(
    st.sampled_from(RECORD.split("\n")),
    st.recursive(st.text(max_size=6), lambda c: st.lists(c, max_size=3), max_leaves=5),
)
@settings(max_examples=200, deadline=None)
def test_any_value_in_the_place_of_another_gives_an_accord_or_problems_with_a_place(line: str, value: object) -> None:
    key = line.split(":")[0]
    answers(RECORD.replace(line, f"{key}: {value!r}", 1).encode("utf-8", "surrogatepass"))
