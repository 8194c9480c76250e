"""The desk's own words may name no place, number, speaker or signature that the quoted paragraph does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.invented import RECORD, context, load, refusal

SOUND = "Il couvre la formation et la logistique des armées togolaises"


def said(english: str, french: str, more: str = "", exact: str = SOUND) -> str:
    """Return a context statement in these words."""
    piece = context(exact, more)
    return RECORD + piece.replace("{en: Words., fr: Des mots.}", f'{{en: "{english}", fr: "{french}"}}')


def person(part: str, exact: str) -> str:
    """Return a record with one more person."""
    return f"""{RECORD}
people:
  - id: essai
    name: Kofi Essai
    office: {{en: minister of defence of Togo, fr: ministre de la Défense du Togo}}
    party: TG
    part: {part}
    text: {{en: Kofi Essai., fr: Kofi Essai.}}
    evidence:
      - source: S1
        exact: {exact}
"""


def statement(english: str) -> str:
    """Return the record with a bottom line."""
    line = f'  bottom_line: {{text: {{en: "{english}", fr: "Des mots."}}, basis: [togo]}}\n'
    return RECORD.replace("\nsources:", line + "\nsources:", 1)


ANSWER = f"""{RECORD}
judgements:
  - id: asked
    kind: question-answer
    text: {{en: Who trains?, fr: Qui forme ?}}
    answer: {{en: Norway trains for ten years., fr: Le Togo forme.}}
    basis: [togo]
"""

REFUSED = {
    "a place": (said("Norway trains.", "La formation."), "“Norway” in the “en” wording is not in its evidence (“added”)"),
    "a place in French": (
        said("Training.", "L’Algérie forme."), "“Algérie” in the “fr” wording is not in its evidence (“added”)"
    ),
    "a number in words": (said("For ten years.", "Formation."), "number 10 in the “en” wording is not in its evidence"),
    "a number in French words": (said("For years.", "Pour dix ans."), "number 10 in the “fr” wording"),
    "a speaker": (
        said("Words.", "Mots.", "    status: attributed\n    speaker: Kofi Annan\n",
             "l’accord couvre aussi la santé militaire"),
        "speaker “Kofi Annan” is not in the paragraph of the quotation (fact “added”)",
    ),
    "a place in a statement": (statement("Norway is a party."), "“Norway” in the “en” wording"),
    "a place in an answer": (ANSWER, "“Norway” in the “en” wording is not in its evidence (“asked”)"),
    "a number in an answer": (ANSWER, "number 10 in the “en” wording is not in its evidence (“asked”)"),
    "a number in a statement": (statement("Togo waits seven years."), "number 7 in the “en” wording"),
}  # fmt: skip


@pytest.mark.parametrize(("record", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_evidence_does_not_hold_is_refused(record: str, message: str, tmp_path: Path) -> None:
    assert message in str(refusal(tmp_path, record))


ACCEPTED = {
    "a place the paragraph names": said("Togo trains in Lomé.", "Le Togo forme à Lomé."),
    "its adjective": said("Togolese forces train.", "Les forces togolaises s’entraînent."),
    "two of anything": said("The two forces train.", "Les deux armées se forment."),
    "new, which is also nine in French": said("A new framework.", "Un cadre neuf."),
    "three hundred soldiers as a number": said(
        "300 soldiers exercise.", "300 soldats.", exact="des exercices communs pour 300 soldats"
    ),
    "a party in a statement": statement("Togo is a party."),
}


@pytest.mark.parametrize("record", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_follows_is_accepted(record: str, tmp_path: Path) -> None:
    load(tmp_path, record)


SIGNED = """\
# Un texte inventé

Il couvre la logistique des armées togolaises.

Pour le Togo : Kofi Essai, ministre de la Défense du Togo.

Kofi Essai, ministre de la Défense du Togo, a salué ses hôtes.
"""


def test_a_signature_block_shows_a_signatory(tmp_path: Path) -> None:
    load(tmp_path, person("signatory", '"Pour le Togo : Kofi Essai, ministre de la Défense du Togo"'), SIGNED)


def test_presence_is_no_signature(tmp_path: Path) -> None:
    """Somebody who only greets is no signatory."""
    record = person("signatory", "Kofi Essai, ministre de la Défense du Togo, a salué")
    assert "nothing in the paragraph of the quotation shows that “essai” signed" in str(
        refusal(tmp_path, record, SIGNED)
    )
