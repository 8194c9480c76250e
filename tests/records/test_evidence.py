"""Each quotation is looked up in its source; what is found is kept with its place there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.checks.evidence import find_quotations, too_short
from briefings.errors import ExitCode, Location
from briefings.evidence import Evidence, PartialDate, Quotation, Wording
from briefings.facts import Event, Fact, Party, Person
from briefings.sources import Match, SourceText
from briefings.vocabulary.codes import EventType, PartyLevel, PersonPart
from tests.records.invented import RECORD, SOURCE, context, load

AT = Location("a.yaml", 4, 7)
WORDS = Wording({"en": "Words."}, AT)
TEXT = SourceText("S1", "source.txt", SOURCE)


def fact(*exact: str, source: str = "S1", prefix: str = "", start: int | None = None) -> Fact:
    evidence = tuple(Evidence(source, words, AT, prefix=prefix, start=start) for words in exact)
    return Fact(id="f", at=AT, text=WORDS, evidence=evidence)


def messages(of: Fact) -> list[str]:
    found = find_quotations(of, {"S1": TEXT}, {"S1": "fr"})
    assert all(problem.code is ExitCode.DOSSIER for problem in found.problems)
    return [str(problem) for problem in found.problems]


def test_a_quotation_holds_the_sources_own_characters_and_their_place() -> None:
    found = find_quotations(fact("L'accord de coopération a été signé lundi"), {"S1": TEXT}, {"S1": "fr"})
    start = SOURCE.index("L’accord")
    words = "L’accord de coopération a été signé lundi"
    expected = Quotation("S1", words, "fr", start, start + len(words), Match.NORMALIZED, paragraph=1)
    assert (found.quotations, found.problems, found.remarks) == ((expected,), [], [])


def test_a_quotation_of_a_heading_has_no_paragraph() -> None:
    found = find_quotations(fact("Un texte inventé"), {"S1": TEXT}, {"S1": "fr"})
    assert [(q.start, q.paragraph) for q in found.quotations] == [(2, None)]


def test_quotations_come_in_the_order_of_the_evidence() -> None:
    found = find_quotations(fact("300 soldats", "Kofi Essai"), {"S1": TEXT}, {"S1": "fr"})
    assert [quotation.text for quotation in found.quotations] == ["300 soldats", "Kofi Essai"]


def test_several_occurrences_give_the_first_and_a_remark() -> None:
    found = find_quotations(fact("La délégation de Guinée-Bissau"), {"S1": TEXT}, {"S1": "fr"})
    remark = "a.yaml:4:7: the quotation of “f” stands 2 times in S1; add prefix or suffix to choose one"
    assert ([q.start for q in found.quotations], found.remarks) == ([SOURCE.index("La délégation")], [remark])


def test_a_prefix_chooses_an_occurrence_and_there_is_no_remark() -> None:
    found = find_quotations(fact("La délégation de Guinée-Bissau", prefix="attend."), {"S1": TEXT}, {"S1": "fr"})
    assert ([q.start for q in found.quotations], found.remarks) == ([SOURCE.rindex("La délégation")], [])


def test_an_offset_chooses_an_occurrence_only_where_it_is_right() -> None:
    right = SOURCE.index("300 soldats")
    assert messages(fact("300 soldats", start=right)) == []
    assert messages(fact("300 soldats", start=right + 1)) == [
        f"a.yaml:4:7: start {right + 1} and end None are not where the quotation stands\n"
        f"  hint: write start: {right} and end: {right + 11}, or leave them out"
    ]


def test_a_source_that_was_named_but_could_not_be_read_is_not_told_again() -> None:
    found = find_quotations(fact("300 soldats"), {}, {"S1": "fr"})
    assert (found.quotations, found.problems) == ((), [])


def test_a_source_that_nobody_named_is_told_with_the_nearest_one() -> None:
    assert messages(fact("300 soldats", source="S11")) == [
        "a.yaml:4:7: there is no source “S11”\n  hint: did you mean “S1”?"
    ]


def test_a_long_wrong_quotation_is_shortened_in_the_message() -> None:
    (message,) = messages(fact("mots inconnus " * 40))
    assert len(message) < 300
    assert "…” is not in source S1" in message


@pytest.mark.parametrize(
    ("exact", "short"),
    [("accord", True), ("l’accord", True), ("x", True), ("a b", False), ("coopérer", False), ("3 000", False)],
)
def test_a_quotation_has_two_words_or_eight_letters(exact: str, short: bool) -> None:
    assert too_short(fact(exact), exact) is short


def test_a_name_or_a_date_may_be_short() -> None:
    person = Person(id="p", at=AT, text=WORDS, name="Ba", office=WORDS, party=None, part=PersonPart.HOST)
    event = Event(id="e", at=AT, text=WORDS, type=EventType.VISIT, date=PartialDate(None, None, None, "lundi"))
    party = Party(id="t", at=AT, text=WORDS, code="TG", level=PartyLevel.STATE)
    assert [too_short(person, "Ba"), too_short(event, "lundi"), too_short(party, "Togo")] == [False, False, False]


def test_what_is_short_and_not_the_value_proves_nothing() -> None:
    """A verb, another name, another country, marks alone."""
    person = Person(id="p", at=AT, text=WORDS, name="Ba", office=WORDS, party="TG", part=PersonPart.HOST)
    event = Event(id="e", at=AT, text=WORDS, type=EventType.SIGNATURE, date=PartialDate(None, None, None, "lundi"))
    party = Party(id="t", at=AT, text=WORDS, code="TG", level=PartyLevel.STATE)
    tried = [(person, "Bo"), (person, "Ghana"), (event, "signé"), (event, "mardi"), (party, "Ghana"), (party, "« »")]
    assert [too_short(one, exact) for one, exact in tried] == [True] * len(tried)


def test_a_translation_stands_beside_the_quotation(tmp_path: Path) -> None:
    piece = context("Il couvre la formation", "        translations: {en: It covers training}\n")
    (quotation,) = load(tmp_path, RECORD + piece).quotations["added"]
    assert (quotation.text, quotation.language, quotation.translations) == (
        "Il couvre la formation",
        "fr",
        {"en": "It covers training"},
    )


QUOTED = "Il couvre la formation et la logistique des armées togolaises"


@given(st.integers(0, 9), st.sampled_from(["mot", "pas", "12", "…"]), st.sampled_from(["replace", "insert", "drop"]))
@settings(max_examples=200, deadline=None)
def test_a_quotation_with_one_word_changed_added_or_left_out_never_passes(at: int, word: str, how: str) -> None:
    words = QUOTED.split()
    match how:
        case "replace":
            words[at] = word
        case "insert":
            words.insert(max(at, 1), word)
        case "drop":
            del words[min(max(at, 1), len(words) - 2)]
    found = find_quotations(fact(" ".join(words)), {"S1": TEXT}, {"S1": "fr"})
    assert (found.quotations, len(found.problems)) == ((), 1)
