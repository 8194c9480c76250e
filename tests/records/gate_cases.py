"""The refusals of the gate: a piece of record, the words complained of, the problem and its hint."""

from __future__ import annotations

from msgspec import Struct

from tests.records.invented import FOLDER, RECORD, VISIT, context, event, inference, instrument, provision


class Case(Struct, frozen=True):
    """A piece of record, the words of it that are complained of, and the complaint."""

    piece: str
    marker: str
    problem: str
    hint: str | None


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
        "key “kind” is given twice; the first is on line 26",
        "keep one of the two",
    ),
    "a repeated id": Case(
        context("Il couvre la formation").replace("added", "togo"),
        "id: togo",
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
    "a year of background that the quotation does not have": Case(
        context("Le 15 mars 2021 à Lomé", "    date: {year: 2020, raw: Le 15 mars 2021}\n"),
        "Le 15 mars 2021 à",
        "year 2020 does not follow from the quotation (fact “added”)",
        "leave the year out if the source does not state it",
    ),
    "a raw date of background that is not the source's": Case(
        context("Le 15 mars 2021 à Lomé", "    date: {year: 2021, raw: en 2021}\n"),
        "Le 15 mars 2021 à",
        "raw date “en 2021” is not in the quotation (fact “added”)",
        "write raw as worded in the source",
    ),
    "a derived date of background that its basis does not have": Case(
        BARE + ", status: inference, derived_from: [togo], date: {year: 2021, raw: ce jour}}\n",
        "{id: added",
        "year 2021 is in none of the facts it is derived from (fact “added”)",
        "name the event that has it",
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
