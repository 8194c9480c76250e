"""The same value of several sources is one fact; other values stand side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.dossiers import load_dossier
from briefings.drafting.predicting import predicted
from briefings.drafting.proposing import Asked, rules
from briefings.drafting.sameness import same_value
from briefings.errors import Location
from briefings.evidence import Locality, PartialDate, Wording
from briefings.facts import Event, Fact, Person, Provision
from briefings.sources import SourceText
from briefings.vocabulary.codes import EventType, PersonPart, ProvisionCode
from briefings.vocabulary.languages import is_foreign
from tests.drafting.desks import ENGLISH, FRENCH, SPANISH, accord_of, desk, record_of, run

_AT = Location("")
_NOTHING = Wording({}, _AT)


def test_a_value_that_two_sources_bear_is_one_fact_in_the_words_of_each(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH, ENGLISH, languages=("fr", "en"))
    run(workspace)
    accord = load_dossier(workspace, "made").accord
    cited = {fact.id: {one.source for one in fact.evidence} for fact in accord.facts()}
    assert {name for name, sources in cited.items() if sources == {"S1", "S2"}} == {
        "instrument", "party-bj", "party-tg", "signature", "training",
    }  # fmt: skip
    training = next(fact for fact in accord.provisions if fact.id == "training")
    assert training.text.texts == {
        "fr": "L’accord porte sur la formation des militaires.",
        "en": "The agreement covers the training of military personnel and maritime security in the gulf.",
    }


def test_of_an_instrument_the_value_of_most_sources_comes_first_and_the_others_stay(tmp_path: Path) -> None:
    other = FRENCH.replace("un accord", "un protocole").replace("L’accord", "Le protocole").replace("3 mai", "4 mai")
    workspace = desk(tmp_path, other, FRENCH, FRENCH.replace("Depuis plusieurs années", "Depuis longtemps"))
    run(workspace)
    accord = load_dossier(workspace, "made").accord
    assert [(one.type.value, [evidence.source for evidence in one.evidence]) for one in accord.instruments()] == [
        ("agreement", ["S2", "S3"]),
        ("protocol", ["S1"]),
    ]
    assert [(event.id, event.date.day) for event in accord.events if event.date] == [
        ("signature", 4),
        ("signature-2", 3),
    ]
    before = record_of(workspace).read_bytes()
    assert (run(workspace).saved, record_of(workspace).read_bytes()) == (False, before)


def test_the_source_that_gives_more_of_a_date_gives_the_date(tmp_path: Path) -> None:
    workspace = desk(tmp_path, FRENCH.replace("3 mai 2021", "3 mai"), FRENCH)
    run(workspace)
    (signature,) = accord_of(workspace).events
    assert signature.date is not None
    assert (signature.date.day, signature.date.month, signature.date.year) == (3, 5, 2021)
    assert [one.source for one in signature.evidence] == ["S2", "S1"]
    assert load_dossier(workspace, "made").accord.events == (signature,)


def event(day: int | None, month: int | None, year: int | None, city: str | None) -> Event:
    return Event(
        id="e",
        at=_AT,
        text=_NOTHING,
        type=EventType.SIGNATURE,
        date=PartialDate(day, month, year, "raw"),
        place=Locality(city, None) if city else None,
    )


def person(name: str, part: PersonPart, party: str | None = None) -> Person:
    return Person(id="p", at=_AT, text=_NOTHING, name=name, office=_NOTHING, party=party, part=part)


def provision(code: ProvisionCode, positive: bool = True) -> Provision:
    return Provision(id="x", at=_AT, text=_NOTHING, code=code, label=_NOTHING, positive=positive)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (event(3, 5, 2021, "Lomé"), event(3, 5, 2021, "LOMÉ"), True),
        (event(3, 5, None, None), event(3, 5, 2021, "Lomé"), True),
        (event(3, 5, 2021, None), event(3, 5, None, "Lomé"), False),
        (event(3, 5, 2021, "Lomé"), event(4, 5, 2021, "Lomé"), False),
        (person("Paul Exemple", PersonPart.GUEST), person("P. Exemple", PersonPart.GUEST), True),
        (person("Paul Exemple", PersonPart.GUEST), person("Paul Exemple", PersonPart.HOST), False),
        (person("Paul Exemple", PersonPart.GUEST, "TG"), person("Paul Exemple", PersonPart.GUEST, "BJ"), False),
        (person("Paul Exemple", PersonPart.GUEST, "TG"), person("Paul Exemple", PersonPart.GUEST), True),
        (provision(ProvisionCode.CYBER), provision(ProvisionCode.CYBER), True),
        (provision(ProvisionCode.CYBER), provision(ProvisionCode.CYBER, positive=False), False),
        (provision(ProvisionCode.CYBER), provision(ProvisionCode.SPACE), False),
        (provision(ProvisionCode.CYBER), event(3, 5, 2021, None), False),
    ],
)
def test_what_is_the_same_value(one: Fact, other: Fact, same: bool) -> None:
    """And the order does not matter."""
    assert (same_value(one, other), same_value(other, one)) == (same, same)


def test_what_several_sources_say_is_one_object_with_what_the_first_of_them_says() -> None:
    asked = [Asked(text, rules(text, None)) for text in (SourceText("S1", "", ENGLISH), SourceText("S2", "", FRENCH))]
    told = predicted(asked)
    assert (told["status"], told["instrument"], told["signed"]) == (
        "signed",
        "agreement",
        {"day": 3, "month": 5, "year": 2021},
    )
    assert told["follow_up"]["body"] == "commission mixte"
    assert "source" not in predicted(asked[:1])["evidence"][0]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [(FRENCH, False), (ENGLISH, False), (FRENCH + ENGLISH, False), (SPANISH, True), ("Un accord.", False), ("", False)],
)
def test_what_is_in_another_language(text: str, foreign: bool) -> None:
    """A few words may be in any; a text in both is in none other."""
    assert is_foreign(text) is foreign


@pytest.mark.parametrize(
    "text",
    [
        "Die Regierungen haben am Montag in der Hauptstadt ein Abkommen über die Zusammenarbeit der Streitkräfte "
        "unterzeichnet. Es sieht die Ausbildung von Soldaten und gemeinsame Übungen vor. Ein Ausschuss wird einmal im Jahr "
        "zusammentreten, und die Minister sagten, dass die Zusammenarbeit wichtig sei.",
        "Il governo e i suoi vicini hanno firmato ieri nella capitale un accordo di cooperazione militare che prevede la "
        "formazione dei soldati e lo svolgimento di esercitazioni congiunte. La commissione mista si riunirà una volta "
        "all’anno, e il ministro ha dichiarato che questo è un passo importante per la sicurezza della regione.",
        "Guvernele au semnat ieri în capitală un acord de cooperare militară care prevede formarea militarilor și exerciții "
        "comune. Comisia mixtă se va reuni o dată pe an în cele două capitale, iar ministrul a declarat că acordul este un "
        "pas important pentru securitatea regiunii și că el va fi pus în aplicare cu grijă din această lună.",
    ],
    ids=["german", "italian", "romanian"],
)
def test_neighbours_of_the_two_languages_are_told(text: str) -> None:
    assert is_foreign(text)
