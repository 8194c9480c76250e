"""People in invented sentences: name, office, party and part, and what is no person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.people import find_people
from briefings.extraction.person_names import same_person
from briefings.extraction.reading import Reading
from briefings.vocabulary.codes import PersonPart


def told(text: str) -> list[tuple[str | None, str | None, str | None, str]]:
    return [(one.name, one.role, one.party, one.part.value) for one in find_people(Reading(text))]


#: Every person and every event is invented.
PEOPLE = [
    (
        "Le ministre délégué chargé de l'administration de la Défense nationale, Ali Exemple, a reçu le général Kofi Modèle,"
        " chef d'état-major général des forces armées ghanéennes.",
        [
            ("Ali Exemple", "ministre délégué chargé de l'administration de la Défense nationale", None, "host"),
            ("Kofi Modèle", "chef d'état-major général des forces armées ghanéennes", "GH", "guest"),
        ],
    ),
    (
        "Ghana's Minister of Defence Ama Exemplar signed the accord with her Togolese counterpart, Kossi Modele, in the"
        " presence of the ambassador of France to Ghana.",
        [
            ("Ama Exemplar", "Ghana's Minister of Defence", "GH", "signatory"),
            ("Kossi Modele", "Togolese counterpart", "TG", "signatory"),
            (None, "ambassador of France to Ghana", "FR", "attendee"),
        ],
    ),
    (
        "L'accord a été signé par le ministre ghanéen de la Défense, Ama Exemplar, en présence de l'ambassadrice du Mali au"
        " Ghana.",
        [
            ("Ama Exemplar", "ministre ghanéen de la Défense", "GH", "signatory"),
            (None, "ambassadrice du Mali au Ghana", "ML", "attendee"),
        ],
    ),
    (
        "Lt. Gen. Kwame Sample was received by President Ali Specimen. President Specimen said the deal was good.",
        [("Kwame Sample", "Lt. Gen.", None, "guest"), ("Ali Specimen", "President", None, "host")],
    ),
    (
        "Le président Ali Specimen a déclaré que c'était bon. M. Specimen est parti.",
        [("Ali Specimen", "président", None, "speaker")],
    ),
    (
        "The Defence Ministers of Ghana and Togo, Ama Exemplar and Kossi Modele, met.",
        [
            ("Ama Exemplar", "Defence Ministers of Ghana and Togo", "GH", "other"),
            ("Kossi Modele", "Defence Ministers of Ghana and Togo", "TG", "other"),
        ],
    ),
    (
        "Presidents Ali Specimen of Ghana and Koffi Modele of Togo met.",
        [("Ali Specimen", "Presidents", "GH", "other"), ("Koffi Modele", "Presidents", "TG", "other")],
    ),
    (
        "Le Ministre de la Défense,Ama ExemplarLe Ministre des Finances,Kossi Modele",
        [
            ("Ama Exemplar", "Ministre de la Défense", None, "other"),
            ("Kossi Modele", "Ministre des Finances", None, "other"),
        ],
    ),
    (
        "Le ministre français des Affaires étrangères, Jean-Yves Le Modèle (JYLM), était en tournée.",
        [("Jean-Yves Le Modèle", "ministre français des Affaires étrangères", "FR", "other")],
    ),
    (
        "Mme Ama Exemplar, ministre des Affaires étrangères, de l'Intégration africaine et des Togolais de l'extérieur du"
        " Togo, a parlé avec le Représentant spécial de l'ONU au Mali, Me Ali Specimen.",
        [
            (
                "Ama Exemplar",
                "ministre des Affaires étrangères, de l'Intégration africaine et des Togolais de l'extérieur du Togo",
                "TG",
                "other",
            ),
            ("Ali Specimen", "Représentant spécial de l'ONU au Mali", "UN", "other"),
        ],
    ),
    (
        "Ambassador to Ghana Jane Doe spoke.",
        [("Jane Doe", "Ambassador to Ghana", None, "other")],
    ),
    (
        "Nous Edmond, par la grâce de Dieu, Grand-Duc de Luxembourg, avons ordonné.",
        [("Edmond", "Grand-Duc de Luxembourg", "LU", "other")],
    ),
    (
        "La ministre des Armées Ama Exemplar s'est rendue à Lomé où elle a été reçue par le président Kossi Modele.",
        [
            ("Ama Exemplar", "ministre des Armées", None, "guest"),
            ("Kossi Modele", "président", None, "host"),
        ],
    ),
    (
        "Secretary of State Jane Q. Specimen and Foreign Minister Abdel-Aziz al-Modeli met.",
        [
            ("Jane Q. Specimen", "Secretary of State", None, "other"),
            ("Abdel-Aziz al-Modeli", "Foreign Minister", None, "other"),
        ],
    ),
    (
        "The meeting was attended by the Minister of Defence of Togo The Honourable Dr Ama Exemplar MP.",
        [("Ama Exemplar", "Minister of Defence of Togo", "TG", "attendee")],
    ),
    (
        "Son Excellence Monsieur Ali Specimen, Président de la République du Ghana, a assisté à la signature.",
        [("Ali Specimen", "Président de la République du Ghana", "GH", "attendee")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_a_person_is_found_beside_an_office_in_either_order(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre de la défense rencontre Paul Modele.",
        "The Minister of Defence and the Prime Minister met in Accra.",
        "The resident High Commissioner shall have responsibility.",
        "L'ambassadeur du Mali au Ghana a parlé.",
        "General Assembly resolutions bind nobody here.",
        "GNU GENERAL PUBLIC LICENSE",
        "Note of the Minister of Defence, Article 5",
        "",
    ],
)
def test_an_office_alone_is_no_person(text: str) -> None:
    assert told(text) == []


def test_signature_blocks_give_names_offices_and_parties() -> None:
    text = (
        "Done at Lomé on 5 May 2020.\n\nFor the Government of Ghana:\nAMA EXEMPLAR\nMinister of Defence\n\n"
        "For the Government of Togo:\nKOSSI MODELE, Minister of Defence"
    )
    assert told(text) == [
        ("AMA EXEMPLAR", "Minister of Defence", "GH", "signatory"),
        ("KOSSI MODELE", "Minister of Defence", "TG", "signatory"),
    ]


def test_blocks_with_marks_of_signature_give_the_name_behind_the_mark() -> None:
    text = "FAIT à Lomé. Pour le Gouvernement du Ghana, (s.) A. B. EXEMPLE Pour le Gouvernement du Togo, (s.) K. MODELE"
    assert told(text) == [("A. B. EXEMPLE", None, "GH", "signatory"), ("K. MODELE", None, "TG", "signatory")]


def test_columns_of_names_give_signatories_and_witnesses() -> None:
    text = (
        "Signed at Lomé on 5 May 2020.\n\nAma Exemplar        Kossi Modele\n\nMinister of Ghana        Minister of Togo\n\n"
        "Witnessed by:      Witnessed by:\n\nAli Specimen      Jane Doe\n\nPresident of Mali      Envoy of Benin"
    )
    assert [(name, party, part) for name, _, party, part in told(text)] == [
        ("Ama Exemplar", "GH", "signatory"),
        ("Kossi Modele", "TG", "signatory"),
        ("Ali Specimen", "ML", "attendee"),
        ("Jane Doe", "BJ", "attendee"),
    ]


def test_a_run_of_names_in_capitals_is_parted_at_each_last_name() -> None:
    text = "DATED this third day of May 2001.\n\nALI EXEMPLE K. MODELE J. B. SPECIMEN TOM A. D'EXEMPLE"
    assert [name for name, *_ in told(text)] == ["ALI EXEMPLE", "K. MODELE", "J. B. SPECIMEN", "TOM A. D'EXEMPLE"]


def test_wordings_of_one_name_are_merged_and_the_fullest_is_kept() -> None:
    text = "President Ali B. Specimen met Minister Kofi Modele. Mr. Specimen left. President Ali Specimen slept."
    found = find_people(Reading(text))
    assert [(one.name, one.variants) for one in found] == [
        ("Ali B. Specimen", ("Specimen", "Ali Specimen")),
        ("Kofi Modele", ()),
    ]


@pytest.mark.parametrize(
    ("one", "other", "akin", "same"),
    [
        ("Ali Samplyi", "Ali Sampliyi", True, True),
        ("Ali Samplyi", "Ali Sampliyi", False, False),
        ("J. Specimen", "Jane Specimen", False, True),
        ("SPECIMEN", "Jane Specimen", False, True),
        ("Jane", "Jane Specimen", False, False),
        ("John Specimen", "Jane Specimen", True, False),
    ],
)
def test_names_are_one_person_by_their_last_name_or_likeness_and_office(
    one: str, other: str, akin: bool, same: bool
) -> None:
    assert same_person(one, other, akin) is same


@given(
    st.lists(
        st.sampled_from(
            [
                "President",
                "ministre",
                "de",
                "la",
                "Défense",
                "Ali",
                "B.",
                "Specimen",
                ",",
                ".",
                "al-",
                "’s",
                "(",
                "\n",
                "et",
            ]
        ),
        max_size=25,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_any_text_gives_people_whose_name_and_office_stand_where_they_say(text: str) -> None:
    for one in find_people(Reading(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert isinstance(one.part, PersonPart)
        for words, at in ((one.name, one.name_start), (one.role, one.role_start)):
            assert (words is None) == (at is None)
            assert words is None or at is None or text[at : at + len(words)] == words
