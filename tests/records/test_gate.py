"""What the gate refuses, with the whole message: place, problem and hint; and what it must not refuse."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefings.errors import ExitCode
from tests.records.gate_cases import CASES, TURNS, Case
from tests.records.invented import (
    FILE,
    FOLDER,
    RECORD,
    SOURCE,
    VISIT,
    context,
    event,
    instrument,
    load,
    place,
    provision,
    refusal,
)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_is_refused_with_its_place_the_rule_and_a_way_out(case: Case, tmp_path: Path) -> None:
    record = RECORD + case.piece
    hint = f"\n  hint: {case.hint}" if case.hint else ""
    error = refusal(tmp_path, record)
    assert (str(error), error.exit_code) == (f"{place(record, case.marker)}: {case.problem}{hint}", ExitCode.DOSSIER)


ACCEPTED = {
    "ne … que limits, it denies nothing": provision(
        "Le texte ne prévoit que des exercices communs", code="joint-exercises"
    ),
    "a number of the quotation": context("des exercices communs pour 300 soldats").replace("Words.", "300 soldiers."),
    "a denial that is recorded as one": context("mémorandum n’a pas été ratifié", "    positive: false\n"),
    "an attributed fact with its speaker": context(
        "l’accord couvre aussi la santé militaire", "    status: attributed\n    speaker: un porte-parole\n"
    ),
    "an unverified report as the source's assessment": context(
        "Un protocole aurait été signé", "    status: source-assessment\n"
    ),
    "a future for a planned instrument": instrument("L’arrangement sera signé", kind="technical-arrangement").replace(
        "state: signed", "state: planned"
    ),
    "right offsets": context("Il couvre la formation", "        start: 151\n        end: 173\n"),
    "a date and a place that follow": event(
        "{day: 15, month: 3, year: 2021, raw: Le 15 mars 2021}\n    place: {city: Lomé, country: TG}", VISIT
    ),
    "a date of background that follows": context(
        "Le 15 mars 2021 à Lomé", "    date: {day: 15, month: 3, year: 2021, raw: Le 15 mars 2021}\n"
    ),
    "a month of background alone": context("Le 15 mars 2021 à Lomé", "    date: {month: 3, raw: mars}\n"),
    "a rejected fact with its reason": context(
        "Il couvre la formation", "    review: {state: rejected, reason: doubtful}\n"
    ),
    "a straight apostrophe for a curly one": context("L'accord de coopération a été signé lundi"),
}


@pytest.mark.parametrize("piece", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_it_is_accepted(piece: str, tmp_path: Path) -> None:
    assert list(load(tmp_path, RECORD + piece).quotations) == (
        ["added", "togo"] if "instrument:" in piece else ["togo", "added"]
    )


def test_an_ambiguous_quotation_is_kept_with_a_remark(tmp_path: Path) -> None:
    record = RECORD + context("La délégation de Guinée-Bissau", "    review: accepted\n")
    dossier = load(tmp_path, record)
    at = place(record, "La délégation")
    remark = f"{at}: the quotation of “added” stands 2 times in S1; add prefix or suffix to choose one"
    assert dossier.remarks == (remark,)


def test_a_missing_source_file_is_exit_5_and_told_once(tmp_path: Path) -> None:
    error = refusal(tmp_path, RECORD, source=None)
    message = (
        f"{FOLDER}/source.txt: the file is not there (source S1 names this file at {FILE}:9:5)\n  hint: check its name"
    )
    assert (str(error), error.exit_code) == (message, ExitCode.SOURCE)


def test_with_one_source_missing_the_quotations_of_the_others_are_still_checked(tmp_path: Path) -> None:
    second = "  - {id: S2, file: gone.txt, kind: press, language: fr, title: {en: Gone, fr: Perdu}}\n\nparties:"
    piece = context("un mot changé ici").replace(
        "    evidence:", "    evidence:\n      - {source: S2, exact: perdu là}"
    )
    record = RECORD.replace("\nparties:", second) + piece
    error = refusal(tmp_path, record)
    assert [str(p.location) for p in error.problems] == [place(record, "un mot changé"), f"{FOLDER}/gone.txt"]
    assert error.exit_code is ExitCode.SOURCE


def test_a_fact_whose_quotations_could_not_all_be_looked_up_is_not_judged(tmp_path: Path) -> None:
    second = "  - {id: S2, file: gone.txt, kind: press, language: fr, title: {en: Gone, fr: Perdu}}\n\nparties:"
    record = RECORD.replace("\nparties:", second).replace("code: TG", "code: GH")
    record = record.replace("    evidence:\n", "    evidence:\n      - {source: S2, exact: le Ghana}\n")
    assert [str(p.location) for p in refusal(tmp_path, record).problems] == [f"{FOLDER}/gone.txt"]


def test_a_source_that_has_changed_is_told_with_its_new_sha256(tmp_path: Path) -> None:
    record = RECORD.replace("    kind: press", f"    kind: press\n    sha256: {'0' * 64}")
    digest = hashlib.sha256(SOURCE.encode()).hexdigest()
    assert str(refusal(tmp_path, record)) == (
        f"{FILE}:9:5: source S1 has changed: its sha256 is {digest}\n"
        "  hint: check the quotations against the new text, then write the new sha256"
    )


def test_the_recorded_sha256_of_the_source_is_accepted_and_reported(tmp_path: Path) -> None:
    digest = hashlib.sha256(SOURCE.encode()).hexdigest()
    record = RECORD.replace("    kind: press", f"    kind: press\n    sha256: {digest}")
    expected = {FILE: hashlib.sha256(record.encode()).hexdigest(), f"{FOLDER}/source.txt": digest}
    assert load(tmp_path, record).hashes == expected


def test_the_id_and_the_folder_must_be_equal(tmp_path: Path) -> None:
    error = refusal(tmp_path, RECORD.replace("id: invented", "id: other"))
    message = f"{FILE}: the dossier's id is “other”, but its folder is “invented”\n  hint: make the two equal"
    assert str(error) == message


def test_a_dossier_without_sources_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, RECORD.split("sources:")[0])
    assert str(error) == f"{FILE}: the dossier names no sources\n  hint: add sources:"


def test_all_problems_of_the_record_are_told_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    piece = provision("Il couvre la formation", "      reviw: accepted\n", code="trainings")
    record = (RECORD + piece).replace("marking: public", "marking: pubic").replace("2026-11-23", "2026-11-31")
    error = refusal(tmp_path, record)
    markers = ("pubic", "2026-11-31", "trainings", "reviw")
    assert [str(p.location) for p in error.problems] == [place(record, marker) for marker in markers]


def test_all_problems_of_the_gate_are_told_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    piece = provision("Il couvre la formation", code="cyber") + context("Un protocole aurait été signé").replace(
        "added", "other"
    )
    piece += "judgements:\n  - {id: view, kind: risk, text: {en: W, fr: M}, basis: [nothing]}\n"
    record = (RECORD + piece).replace("code: TG", "code: GH")
    error = refusal(tmp_path, record)
    markers = ("la logistique", "Il couvre", "Un protocole", "{id: view")
    assert [str(p.location) for p in error.problems] == [place(record, marker) for marker in markers]


def test_words_that_introduce_a_quotation_attribute_all_of_it(tmp_path: Path) -> None:
    source = SOURCE + "\nLe ministre a déclaré : « Tout est prêt. Le volet médical est acquis. »\n"
    record = RECORD + context("Le volet médical est acquis")
    assert str(refusal(tmp_path, record, source)).split("\n")[0] == (
        f"{place(record, 'Le volet')}: {TURNS.format('a déclaré', 'attribution')}"
    )


def test_a_report_hedged_at_the_head_of_the_sentence_is_unverified(tmp_path: Path) -> None:
    source = SOURCE + "\nReportedly, the text covers medical care.\n"
    record = RECORD + context("the text covers medical care")
    assert str(refusal(tmp_path, record, source)).split("\n")[0] == (
        f"{place(record, 'the text covers')}: {TURNS.format('Reportedly', 'unverified report')}"
    )
