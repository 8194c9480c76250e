"""What the gate refuses, with the whole message: place, problem and hint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefings.errors import ExitCode
from tests.records.invented import FILE, FOLDER, RECORD, SOURCE, load, place, refusal


@dataclass(frozen=True)
class Case:
    """A piece of record, the words of it that are complained of, and the complaint."""

    piece: str
    marker: str
    problem: str
    hint: str | None


VISIT = "Le 15 mars 2021 à Lomé, Kofi Essai, ministre de la Défense du Togo, a reçu"


def provision(exact: str, more: str = "", code: str = "training") -> str:
    return f"""
provisions:
  agreed:
    - id: added
      code: {code}
      label: {{en: words, fr: mots}}
      text: {{en: Words., fr: Des mots.}}
      evidence:
        - source: S1
          exact: {exact}
{more}"""


def context(exact: str, more: str = "") -> str:
    return f"""
context:
  - id: added
    kind: history
    text: {{en: Words., fr: Des mots.}}
    evidence:
      - source: S1
        exact: {exact}
{more}"""


def instrument(exact: str, more: str = "", kind: str = "agreement") -> str:
    return f"""
instrument:
  id: added
  type: {kind}
  state: signed
  text: {{en: Words., fr: Des mots.}}
  evidence:
    - source: S1
      exact: {exact}
{more}"""


def event(date: str, exact: str) -> str:
    return f"""
events:
  - id: added
    type: visit
    date: {date}
    text: {{en: Words., fr: Des mots.}}
    evidence:
      - source: S1
        exact: {exact}
"""


def inference(more: str) -> str:
    return f"""
events:
  - id: added
    type: signature
    status: inference
    text: {{en: Words., fr: Des mots.}}
{more}"""


NEAREST = f"nearest text is at {FOLDER}/source.txt:{{}}: “{{}}”; copy it exactly"
TURNS = "“{}” ({}) in the sentence turns the meaning of fact “added”"
NOT_DENY = "quote a sentence that does not deny it, or record positive: false"
VOUCH = "the source does not vouch for it: use status: attributed or source-assessment"
PARTY = RECORD.split("parties:")[1].replace("id: togo", "id: added")
BARE = "context:\n  - {id: added, kind: history, text: {en: Words., fr: Des mots.}"

CASES = {
    "a changed word": Case(
        context("L’accord de coopération a été signé mardi"),
        "L’accord de coopération a été signé mardi",
        "quotation “L’accord de coopération a été signé mardi” is not in source S1",
        NEAREST.format(3, "L’accord de coopération a été signé lundi."),
    ),
    "a reordered list": Case(
        context("la logistique et la formation des armées togolaises"),
        "la logistique et",
        "quotation “la logistique et la formation des armées togolaises” is not in source S1",
        NEAREST.format(3, "la formation et la logistique des armées togolaises."),
    ),
    "a quotation cut inside a word": Case(
        context("L’accord de coopération a été sig"),
        "L’accord de coopération",
        "quotation “L’accord de coopération a été sig” is not in source S1",
        NEAREST.format(3, "L’accord de coopération a été signé"),
    ),
    "half of a hyphenated name": Case(
        context("La délégation de Guinée"),
        "La délégation",
        "quotation “La délégation de Guinée” is not in source S1",
        NEAREST.format(7, "La délégation de Guinée-Bissau"),
    ),
    "words that stand nowhere": Case(
        context("avions, chars, navires"),
        "avions, chars",
        "quotation “avions, chars, navires” is not in source S1",
        f"no line of {FOLDER}/source.txt comes near; quote the source word for word",
    ),
    "a prefix that does not fit": Case(
        context("La délégation de Guinée-Bissau", "        prefix: ratifié.\n"),
        "La délégation",
        "quotation “La délégation de Guinée-Bissau” stands in S1, but not between this prefix and suffix",
        "copy prefix and suffix from the source",
    ),
    "an unknown source": Case(
        context("Il couvre la formation").replace("S1", "S2"),
        "Il couvre",
        "there is no source “S2”",
        "sources of the dossier: S1",
    ),
    "wrong offsets": Case(
        context("Il couvre la formation", "        start: 3\n        end: 25\n"),
        "Il couvre",
        "start 3 and end 25 are not where the quotation stands",
        "write start: 151 and end: 173, or leave them out",
    ),
    "a quotation too short": Case(
        context("accord"),
        "accord\n",
        "quotation “accord” is too short to prove anything",
        "quote at least two words or eight letters",
    ),
    "an unknown key": Case(
        context("Il couvre la formation", "    reviewed: accepted\n"),
        "reviewed",
        "unknown key “reviewed” in a context statement",
        "did you mean “review”?",
    ),
    "a repeated key": Case(
        context("Il couvre la formation", "    kind: posture\n"),
        "kind: posture",
        "key “kind” is given twice; the first is on line 25",
        "keep one of the two",
    ),
    "a repeated id": Case(
        BARE.replace("added", "togo") + ", status: inference, derived_from: [togo]}\n",
        "{id: togo",
        "id “togo” is given twice; the first is on line 16",
        "rename one",
    ),
    "an alpha-3 country code": Case(
        PARTY.replace("TG", "TGO"),
        "TGO",
        "“TGO” is no country code (ISO 3166-1 alpha-2) and no organisation of the list",
        "did you mean TG?",
    ),
    "a country code in lower case": Case(
        PARTY.replace("TG", "no"),
        "no\n",
        "“no” is no country code (ISO 3166-1 alpha-2) and no organisation of the list",
        "did you mean NO?",
    ),
    "a country that does not follow": Case(
        PARTY.replace("TG", "GH"),
        "la logistique",
        "country GH does not follow from the quotation (fact “added”)",
        "quote its name, its adjective or its capital",
    ),
    "an unknown provision code": Case(
        provision("Il couvre la formation", code="trainings"),
        "trainings",
        "“trainings” is no known code",
        "did you mean “training”?",
    ),
    "a provision code that does not follow": Case(
        provision("Il couvre la formation", code="cyber"),
        "Il couvre",
        "code “cyber” does not follow from the quotation (fact “added”)",
        "quote the words that show it",
    ),
    "an unknown clause": Case(
        "clauses:\n  silent: [financing, duraton]\n",
        "[financing",
        "“duraton” is no known silent",
        "did you mean “duration”?",
    ),
    "an unknown status": Case(
        context("Il couvre la formation", "    status: infered\n"),
        "infered",
        "“infered” is no known status",
        "did you mean “inference”?",
    ),
    "an impossible day": Case(
        event("{day: 30, month: 2, raw: Le 15 mars}", "Le 15 mars 2021 à Lomé"),
        "30, month",
        "month 2 has no day 30",
        None,
    ),
    "an impossible month": Case(
        event("{day: 15, month: 13, raw: Le 15 mars}", "Le 15 mars 2021 à Lomé"),
        "13, raw",
        "“month” must be a whole number from 1 to 12, not “13”",
        None,
    ),
    "a day the quotation does not have": Case(
        event("{day: 12, month: 3, raw: Le 15 mars}", VISIT),
        VISIT,
        "day 12 does not follow from the quotation (fact “added”)",
        "quote the words that give the day",
    ),
    "a year the quotation does not have": Case(
        event("{day: 15, month: 3, year: 2024, raw: Le 15 mars}", VISIT),
        VISIT,
        "year 2024 does not follow from the quotation (fact “added”)",
        "leave the year out if the source does not state it",
    ),
    "a raw date that is not the source's": Case(
        event("{day: 15, month: 3, raw: mardi 15 mars}", VISIT),
        VISIT,
        "raw date “mardi 15 mars” is not in the quotation (fact “added”)",
        "write raw as worded in the source",
    ),
    "a place that is absent": Case(
        event("{day: 15, month: 3, raw: 15 mars}\n    place: {city: Paris}", VISIT),
        VISIT,
        "city “Paris” is not in the quotation (fact “added”)",
        "quote the words that name it",
    ),
    "a number the quotation does not have": Case(
        context("Il couvre la formation").replace("Words.", "Words of 300."),
        "Il couvre",
        "number 300 in the “en” wording does not follow from its evidence (fact “added”)",
        "quote the words that give it",
    ),
    "a fact without evidence": Case(
        BARE + "}\n",
        "{id: added",
        "fact “added” has no evidence",
        "add evidence: a source and the exact words, or mark it status: inference",
    ),
    "a party without evidence": Case(
        PARTY.split("    evidence:")[0],
        "id: added",
        "fact “added” has no evidence",
        "add evidence: a source and the exact words, or mark it status: inference",
    ),
    "an inference with evidence": Case(
        inference("    derived_from: [togo]\n    evidence: [{source: S1, exact: a été signé lundi}]\n"),
        "id: added",
        "inference “added” has no quotation of its own",
        "drop the evidence, or change the status to stated",
    ),
    "an inference from nothing": Case(
        inference(""), "id: added", "inference “added” names no facts", "add derived_from: [ids]"
    ),
    "an inference from itself": Case(
        inference("    derived_from: [added]\n"),
        "id: added",
        "“added” is derived from itself",
        "rest it on facts with evidence",
    ),
    "an inference from a fact that is not there": Case(
        inference("    derived_from: [togos]\n"),
        "id: added",
        "derived_from names “togos”, which is not in the dossier",
        "did you mean “togo”?",
    ),
    "a derived date that its basis does not have": Case(
        inference("    date: {day: 15, raw: ce jour}\n    derived_from: [togo]\n"),
        "id: added",
        "day 15 is in none of the facts it is derived from (fact “added”)",
        "name the event that has it",
    ),
    "a derived city that its basis does not have": Case(
        inference("    place: {city: Lomé}\n    derived_from: [togo]\n"),
        "id: added",
        "city “Lomé” is in none of the facts it is derived from (fact “added”)",
        "name the event that has it",
    ),
    "a stated fact that is derived": Case(
        context("Il couvre la formation", "    derived_from: [togo]\n"),
        "id: added",
        "“added” is stated, so it is not derived",
        "drop derived_from",
    ),
    "a negated sentence": Case(
        context("mémorandum n’a pas été ratifié"), "mémorandum", TURNS.format("n’a pas", "negation"), NOT_DENY
    ),
    "a quotation that leaves the negation out": Case(
        context("été ratifié"), "été ratifié", TURNS.format("n’a pas", "negation"), NOT_DENY
    ),
    "a conditional": Case(
        context("un protocole aurait été signé".replace("un", "Un")),
        "Un protocole",
        TURNS.format("aurait", "unverified report"),
        VOUCH,
    ),
    "a future for a signed instrument": Case(
        instrument("L’arrangement sera signé", kind="technical-arrangement"),
        "L’arrangement",
        TURNS.format("sera signé", "future"),
        "it has not happened yet: use state: planned or announced",
    ),
    "somebody else's word as stated": Case(
        context("l’accord couvre aussi la santé militaire"),
        "l’accord couvre",
        TURNS.format("Selon", "attribution"),
        "somebody else says it: use status: attributed and name the speaker",
    ),
    "an attributed fact without a speaker": Case(
        context("l’accord couvre aussi la santé militaire", "    status: attributed\n"),
        "id: added",
        "attributed fact “added” names no speaker",
        "add speaker:",
    ),
    "a denial without a denying quotation": Case(
        context("Il couvre la formation", "    positive: false\n"),
        "id: added",
        "fact “added” says that something is not so, but no quotation denies anything",
        "quote the denial, or drop positive: false",
    ),
    "a rejected fact without a reason": Case(
        context("Il couvre la formation", "    review: rejected\n"),
        "id: added",
        "rejected fact “added” gives no reason",
        "add review: {state: rejected, reason: …}",
    ),
    "a rejected inference without a reason": Case(
        inference("    derived_from: [togo]\n    review: rejected\n"),
        "id: added",
        "rejected fact “added” gives no reason",
        "add review: {state: rejected, reason: …}",
    ),
    "a basis that leads nowhere": Case(
        "judgements:\n  - {id: view, kind: risk, text: {en: W, fr: M}, basis: [togoo]}\n",
        "{id: view",
        "basis names “togoo”, which is not in the dossier",
        "did you mean “togo”?",
    ),
    "a number that a judgement's basis does not have": Case(
        "judgements:\n  - {id: view, kind: risk, text: {en: 40 ships, fr: Navires}, basis: [togo]}\n",
        "{id: view",
        "number 40 in the “en” wording does not follow from its evidence (statement “view”)",
        "quote the words that give it",
    ),
}


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
    "a rejected fact with its reason": context(
        "Il couvre la formation", "    review: {state: rejected, reason: doubtful}\n"
    ),
    "a straight apostrophe for a curly one": context("L'accord de coopération a été signé lundi"),
}


@pytest.mark.parametrize("piece", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_it_is_accepted(piece: str, tmp_path: Path) -> None:
    dossier = load(tmp_path, RECORD + piece)
    assert ("added" in dossier.quotations, dossier.remarks) == (True, ())


def test_an_ambiguous_quotation_is_kept_with_a_remark(tmp_path: Path) -> None:
    record = RECORD + context("La délégation de Guinée-Bissau")
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
    piece = provision("Il couvre la formation", code="cyber") + context("Un protocole aurait été signé")
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
