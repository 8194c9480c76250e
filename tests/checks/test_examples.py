"""What two well-known tools accept and the gate must refuse, and what it must accept: asked at both doors."""

from __future__ import annotations

from typing import Any

import pytest

from briefings.errors import Location
from briefings.evidence import Wording
from briefings.extraction.holding import Finding, Gate
from briefings.facts import ContextStatement
from briefings.sources import Match, SourceText
from briefings.vocabulary.codes import ContextKind
from tests.checks.doors import Claim, refusals

LINE = "Le ministre a signé lundi l’accord de coopération. Le Niger a reçu une délégation le 15 mars 2021 à Niamey."
LIST = "L’accord couvre la formation, la logistique et la santé militaire. Le Nigeria observe."
SIGNATURE: dict[str, Any] = {"type": "signature"}
HISTORY: dict[str, Any] = {"kind": "history"}
VISIT: dict[str, Any] = {"type": "visit"}


def asked(section: str, values: dict[str, Any], text: str, exact: str) -> tuple[list[str], str | None]:
    told, proposed = refusals([Claim(section, values, "fr", text, exact)])
    return told[0], proposed[0]


def absent(exact: str) -> list[str]:
    return [f"quotation “{exact}” is not in source S1"]


REFUSED = {
    "another weekday": ("events", SIGNATURE, LINE, "a signé mardi", absent("a signé mardi")),
    "a denial put in": ("events", SIGNATURE, LINE, "n'a pas signé", absent("n'a pas signé")),
    "another date": ("events", VISIT, LINE, "le 12 mars 2024", absent("le 12 mars 2024")),
    "a longer country": ("parties", {"code": "NG"}, LINE, "Le Nigeria", absent("Le Nigeria")),
    "a country inside a longer one": ("parties", {"code": "NE"}, "Le Nigeria observe.", "Le Niger", absent("Le Niger")),
    "a city that is not there": ("events", VISIT, LINE, "à Paris", absent("à Paris")),
    "a reordered list": (
        "context", HISTORY, LIST, "la logistique, la formation et la santé", absent("la logistique, la formation et la santé"),
    ),
    "cut inside a word at its end": ("context", HISTORY, LINE, "l’accord de coopé", absent("l’accord de coopé")),
    "cut inside a word at its head": ("context", HISTORY, LINE, "ccord de coopération", absent("ccord de coopération")),
    "a list with a part left out": ("context", HISTORY, LIST, "la formation […] et la santé", absent("la formation […] et la santé")),
    "letters of other kinds": ("context", HISTORY, LINE, "l’accord de cooperation", absent("l’accord de cooperation")),
    "an unverified delivery": (
        "context", {"kind": "capability"}, "L’Égypte aurait livré trois navires.", "livré trois navires",
        ["“aurait” (unverified report) in the sentence turns the meaning of fact “fact-0”"],
    ),
    "a quotation without the denial before it": (
        "events", SIGNATURE, "Le Togo n’a pas signé l’accord.", "signé l’accord",
        ["“n’a pas” (negation) in the sentence turns the meaning of fact “fact-0”"],
    ),
    "a signature to come": (
        "events", SIGNATURE, "Le Togo doit signer l’accord.", "signer l’accord",
        ["“signer” (only named) in the sentence turns the meaning of fact “fact-0”",
         "“doit signer” (future) in the sentence turns the meaning of fact “fact-0”"],
    ),
    "a signature put off": (
        "events", SIGNATURE, "Le Togo a signé puis a dénoncé l’accord.", "Le Togo a signé",
        ["“a dénoncé” (reversal) in the sentence turns the meaning of fact “fact-0”"],
    ),
    "an earlier accord": (
        "events", SIGNATURE, "Les deux pays avaient déjà signé un accord.", "avaient déjà signé un accord",
        ["“avaient déjà signé” (history) in the sentence turns the meaning of fact “fact-0”"],
    ),
    "somebody's word": (
        "context", HISTORY, "Selon l’ambassadeur, la coopération est ancienne.", "la coopération est ancienne",
        ["“Selon” (attribution) in the sentence turns the meaning of fact “fact-0”"],
    ),
    "a wish": (
        "provisions", {"code": "training", "label": {"en": "t", "fr": "f"}}, "Le Togo demande la formation de pilotes.", "la formation de pilotes",
        ["“demande la” (wish) in the sentence turns the meaning of fact “fact-0”"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("section", "values", "text", "exact", "messages"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_at_both_doors(
    section: str, values: dict[str, Any], text: str, exact: str, messages: list[str]
) -> None:
    told, proposed = asked(section, values, text, exact)
    assert told == messages
    assert proposed is not None


ACCEPTED: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a straight apostrophe for a curly one": ("events", SIGNATURE, LINE, "Le ministre a signé lundi l'accord"),
    "ne … que": ("provisions", {"code": "training", "label": {"en": "t", "fr": "f"}}, "L’accord ne prévoit que la formation de pilotes.", "la formation de pilotes"),
    "prévoit is scope and no future": (
        "provisions", {"code": "training", "label": {"en": "t", "fr": "f"}}, "L’accord prévoit la formation de pilotes.", "prévoit la formation",
    ),
    "a treaty's present is what it lays down": (
        "provisions", {"code": "training", "label": {"en": "t", "fr": "f"}}, "Les Parties assurent la formation de leurs pilotes.", "la formation de leurs pilotes",
    ),
    "a country alone": ("parties", {"code": "NE"}, LINE, "Niger"),
}  # fmt: skip


@pytest.mark.parametrize(("section", "values", "text", "exact"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_it_is_accepted_at_both_doors(section: str, values: dict[str, Any], text: str, exact: str) -> None:
    assert asked(section, values, text, exact) == ([], None)


def test_a_folded_quotation_is_kept_as_normalized_in_the_words_of_the_source() -> None:
    """Apostrophe, quotation marks, dash and a no-break space are set otherwise; offsets are those of the source."""
    source = SourceText("S1", "s.txt", "Avant : l’accord « cadre » –\u00a0bilatéral.")
    at = Location("a.yaml", 1, 1)
    gate = Gate(source, "fr")
    fact = ContextStatement(id="f", at=at, text=Wording({}, at), kind=ContextKind.HISTORY)
    evidence = gate.evidence((8, 27))[0]
    loose = type(evidence)("S1", 'l\'accord "cadre" - bilatéral', at)
    proposal = gate.passes(
        Finding(type(fact)(id="f", at=at, text=Wording({}, at), kind=ContextKind.HISTORY, evidence=(loose,)), "t")
    )
    assert proposal is not None
    (quotation,) = proposal.quotations
    assert (quotation.text, quotation.start, quotation.match) == (
        "l’accord « cadre » –\u00a0bilatéral",
        8,
        Match.NORMALIZED,
    )


def test_a_quotation_that_stands_in_several_places_must_hold_in_all_of_them() -> None:
    """What is denied in one place is not proved by the other, until prefix or suffix chooses."""
    text = (
        "À Lomé, le texte est signé ce jour.\n\nÀ Accra, aucun accord : le texte est signé ce jour, dément le ministre."
    )
    told, proposed = asked("events", SIGNATURE, text, "le texte est signé ce jour")
    assert told == ["“aucun” (negation) in the sentence turns the meaning of fact “fact-0”"]
    assert proposed == "negation"


def test_items_of_a_list_are_read_with_the_words_that_open_it() -> None:
    """A denial, a speaker or a doubt before the colon holds for every item below, paragraphs apart or not."""
    training = {"code": "training", "label": {"en": "t", "fr": "f"}}
    opened = {
        "L’accord ne couvre pas :": "“ne couvre pas” (negation) in the sentence turns the meaning of fact “fact-0”",
        "Le ministre a déclaré vouloir :": "“a déclaré” (attribution) in the sentence turns the meaning of fact “fact-0”",
        "L’accord pourrait couvrir :": "“pourrait” (unverified report) in the sentence turns the meaning of fact “fact-0”",
    }
    for gap in ("\n", "\n\n"):
        items = gap.join(["- les visites ;", "- la formation des pilotes ;", "- la santé."])
        for lead, message in opened.items():
            told, _ = asked("provisions", training, f"Préambule.{gap}{lead}{gap}{items}", "la formation des pilotes")
            assert told == [message]
        assert asked("provisions", training, f"L’accord couvre :{gap}{items}", "la formation des pilotes") == ([], None)


def test_what_follows_a_list_is_not_read_with_it() -> None:
    training = {"code": "training", "label": {"en": "t", "fr": "f"}}
    text = "L’accord ne couvre pas :\n\n- les bases.\n\nIl prévoit la formation des pilotes."
    assert asked("provisions", training, text, "la formation des pilotes") == ([], None)


CLAUSES = {
    "it forbids": ("third-party-transfer", "Chaque Partie s’interdit de transmettre à des tiers les informations reçues.", "à des tiers", True),
    "it waives": ("liability", "Each Party waives all claims for damage to its property.", "claims for damage", True),
    "it is left out": ("financing", "The agreement excludes any provision on financing.", "provision on financing", False),
    "it is passed over": ("disputes", "L’accord est muet sur le règlement des différends.", "règlement des différends", False),
    "it is denied": ("renewal", "The agreement contains no clause on renewal.", "clause on renewal", False),
}  # fmt: skip


@pytest.mark.parametrize(("code", "text", "exact", "stands"), CLAUSES.values(), ids=CLAUSES.keys())
def test_a_clause_may_forbid_and_is_not_denied_by_it(code: str, text: str, exact: str, stands: bool) -> None:
    """What is forbidden or waived is how the clause settles its matter; a clause that is not there is another thing."""
    told, proposed = refusals([Claim("clauses", {"code": code}, "fr" if "’" in text else "en", text, exact)])
    assert (told[0] == [], proposed[0] is None) == (stands, stands)
