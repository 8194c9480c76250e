"""How far an accord has come, and of which type it is, in invented sentences; the decoys among them are none."""

from __future__ import annotations

import pytest

from briefings.extraction.instrument import find_instrument
from briefings.extraction.instruments_named import Standing
from briefings.extraction.status import find_state
from tests.extraction.matter import matter

CASES = [
    ("Le Sénégal et le Gabon ont signé lundi à Dakar un accord de coopération militaire.", "signed", "agreement"),
    ("Le Togo et le Bénin ont paraphé un protocole d’accord. Cet accord prévoit des exercices.", "signed", "mou"),
    ("Kenya and Ghana signed a memorandum of understanding in Accra on 4 May 2021.", "signed", "mou"),
    ("A joint declaration was signed by the two presidents in Lima.", "signed", "joint-declaration"),
    ("La convention a été signée à Lomé.", "signed", "convention"),
    ("Signature d’un accord de coopération entre le Togo et le Bénin", "signed", "agreement"),
    ("Ghana and Kenya sign defence pact", "signed", "agreement"),
    ("Les deux ministres signeront demain un mémorandum d’entente sur la formation.", "planned", "mou"),
    ("Le Kenya et le Ghana doivent signer en mai un accord de défense.", "planned", "agreement"),
    ("L’accord devrait être signé avant la fin de l’année.", "planned", "agreement"),
    ("Kenya and Ghana have entered into a memorandum of understanding on trade.", "signed", "mou"),
    ("Kenya and Ghana sealed a deal on piracy.", "signed", "agreement"),
    ("The ministers spoke before signing a new defence agreement in Accra.", "signed", "agreement"),
    ("Le ministre a apposé sa signature. Cet accord remplace l’ancien texte.", "signed", "agreement"),
    ("L’article 2 de l’accord, signé à Lomé, institue une commission.", "signed", "agreement"),
    ("Kenya and Ghana agree to sign MoU on piracy", "planned", "mou"),
    ("The two ministers will sign a letter of intent next week.", "planned", "letter-of-intent"),
    ("Kenya and Ghana are negotiating a status of forces agreement.", "planned", "sofa"),
    ("Parliament has ratified the defence agreement signed in Accra on 4 May 2021.", "ratified", "agreement"),
    ("The treaty was concluded in Vienna and ratified by both parliaments.", "ratified", "treaty"),
    ("Kenya et Ghana signent : l’Assemblée a ratifié l’accord de défense conclu en 2021.", "ratified", "agreement"),
    ("Le projet de loi autorisant la ratification de l’accord a été adopté.", "ratified", "agreement"),
    ("The defence agreement between Kenya and Ghana entered into force on 1 June 2022.", "in-force", "agreement"),
    ("L’accord de défense est entré en vigueur le 1er juin 2022.", "in-force", "agreement"),
    ("Kenya suspended the defence agreement with Ghana.", "suspended", "agreement"),
    ("Le Niger a suspendu l’accord de coopération militaire avec le Bénin.", "suspended", "agreement"),
    ("Kenya and Ghana announced a new partnership on maritime security.", "announced", "partnership"),
    ("Les deux ministres ont annoncé un accord sur la cybersécurité.", "announced", "agreement"),
    ("The Embassy has the honour to propose an Agreement concerning the status of forces of Kenya.", "draft", "sofa"),
    (
        "Projet de loi autorisant l’approbation de l’accord relatif au statut de leurs forces, signé à Lomé",
        "signed",
        "sofa",
    ),
]
DECOYS = [
    "Le ministre a démenti avoir signé un accord de défense avec le Mali.",
    "Aucun accord n’a été signé entre les deux pays, a précisé le ministre.",
    "Le Togo et le Bénin n’ont pas signé l’accord.",
    "Kenya has not signed any agreement with Ghana.",
    "The minister denied that an agreement had been signed.",
    "Selon un journal, le Bénin aurait signé un accord avec la Russie.",
    "Ghana has reportedly signed an agreement with Kenya.",
    "Les deux pays avaient signé un accord en 1998. Les ministres se sont réunis lundi à Lomé.",
    "The ministers held talks in Lomé. The two countries cooperate under the existing agreement of 1998.",
    "The ministers discussed trade and signed the visitors’ book.",
    "Les deux parties ont échangé sur l’accord de paix d’Alger.",
    "Recalling the signing of the memorandum last week, both sides agreed on closer cooperation.",
    "Any contract entered into consistent with its terms shall stand, says the agreement.",
    "The committee decides by mutual agreement. The report was signed in Lomé.",
    "La mission négocie les accords-cadres. Ces derniers sont signés par le ministre.",
]


@pytest.mark.parametrize(("text", "state", "kind"), CASES)
def test_state_and_type_follow_tense_and_cue(text: str, state: str, kind: str) -> None:
    """Each sentence shows one state and one type of accord, borne by words of its own."""
    flat, accords, _ = matter(text)
    found = find_state(flat, accords)
    instrument = find_instrument(flat, accords, found)
    assert found is not None
    assert instrument is not None
    assert (found.state.value, instrument.type.value) == (state, kind)
    assert text[found.start : found.end].strip() == text[found.start : found.end] != ""


@pytest.mark.parametrize("text", DECOYS)
def test_what_is_denied_hearsay_or_another_accords_is_no_state(text: str) -> None:
    """A wrong signature costs more than a missed one."""
    flat, accords, _ = matter(text)
    state = find_state(flat, accords)
    assert state is None
    assert find_instrument(flat, accords, state) is None


def test_a_convention_on_the_status_of_forces_that_is_cited_makes_no_status_agreement() -> None:
    """The accord is the one that is signed, whatever conventions it refers to."""
    text = (
        "Le Togo et le Bénin ont signé un accord de défense à Lomé. Cet accord renvoie à la Convention sur le statut de "
        "leurs forces."
    )
    flat, accords, _ = matter(text)
    instrument = find_instrument(flat, accords, find_state(flat, accords))
    assert instrument is not None
    assert instrument.type.value == "agreement"


def test_a_treaty_that_shall_enter_into_force_is_not_in_force() -> None:
    """The present and “shall” of a treaty are obligation."""
    flat, accords, _ = matter("This Agreement shall enter into force on signature. Done at Lima, 3 May 2019.")
    found = find_state(flat, accords)
    assert found is not None
    assert (found.state.value, found.rule) == ("signed", "status.done")


def test_a_cited_accord_is_told_from_the_texts_own() -> None:
    """“Pursuant to the Convention of 1951” is background, “this Agreement” is the text's own."""
    _, accords, _ = matter("Pursuant to the Convention of 1951, this Agreement covers the training of officers.")
    assert [(accord.type.value, accord.standing) for accord in accords] == [
        ("convention", Standing.CITED),
        ("agreement", Standing.OWN),
    ]


def test_several_planned_accords_of_different_types_are_of_no_single_type() -> None:
    """A fact sheet that plans a memorandum, a protocol and an arrangement has no one instrument."""
    text = (
        "Kenya and Ghana intend to sign a memorandum of understanding on health. They also plan to sign a protocol on "
        "trade. They intend to conclude a technical arrangement on cyber defence."
    )
    flat, accords, _ = matter(text)
    instrument = find_instrument(flat, accords, find_state(flat, accords))
    assert instrument is not None
    assert instrument.type.value == "other"
