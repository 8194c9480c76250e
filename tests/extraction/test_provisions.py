"""What the parties cooperate on, in invented texts: scope, lists, what they do; no legal clause and no background."""

from __future__ import annotations

import pytest

from tests.extraction.matter import provisions

SIGNED_FR = "Le Togo et le Bénin ont signé un accord de coopération militaire à Lomé. "
SIGNED_EN = "Ghana and Kenya signed a defence agreement in Accra. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SIGNED_FR + "Il porte sur la formation, la logistique et la santé militaire.",
            {"training": "formation", "logistics": "logistique", "military-health": "santé militaire"},
        ),
        (
            SIGNED_EN + "It covers joint exercises, cyber defence and search and rescue.",
            {"joint-exercises": "joint exercises", "cyber": "cyber defence", "search-and-rescue": "search and rescue"},
        ),
        (
            "The Parties shall cooperate in the following areas under this Agreement:\n\n(a) training;\n\n"
            "(b) mine clearance;\n\n(c) maritime security.\n\nThe Parties shall meet yearly.",
            {"training": "training", "demining": "mine clearance", "maritime-security": "maritime security"},
        ),
        (
            "Les Parties coopèrent, aux termes du présent accord, dans les domaines suivants :\n\n- le déminage ;\n\n"
            "- la lutte contre le terrorisme ;\n\n- le maintien de la paix.",
            {"demining": "déminage", "counter-terrorism": "terrorisme", "peacekeeping": "maintien de la paix"},
        ),
        (
            "Accord entre le Togo et le Bénin relatif à la protection des informations classifiées, signé à Lomé.",
            {"classified-information": "informations classifiées"},
        ),
    ],
    ids=["porte sur", "covers", "list", "liste", "titre"],
)
def test_a_sentence_of_scope_opens_bare_words(text: str, expected: dict[str, str]) -> None:
    """Behind “covers”, “porte sur” or a list's colon a bare word such as “training” is a provision."""
    assert provisions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        SIGNED_FR + "Le ministre s’occupe de la formation et de la logistique de son cabinet.",
        SIGNED_EN + "The minister praised the training and health of the nation.",
        SIGNED_FR + "Vu la loi relative au maintien de la paix et à la lutte contre le terrorisme.",
        SIGNED_EN + "Nigeria trains soldiers in peacekeeping and counter-terrorism.",
        SIGNED_EN + "The agreement was signed by the Minister of Education, Culture, Research and Technology.",
        "This Agreement shall enter into force on signature. Disputes on training shall be settled by consultation.",
        "For the purposes of this Agreement, “exercise” means the exercise of jurisdiction by the Parties.",
        "The Parties shall respect the environmental protection regulations of the receiving State.",
        "Technical arrangements under this Agreement shall be concluded by the Parties.",
    ],
    ids=["cabinet", "nation", "vu", "third country", "office", "legal", "definition", "respect", "arrangement"],
)
def test_decoys_are_no_provisions(text: str) -> None:
    """Offices, laws, other countries, definitions and legal clauses name subjects without agreeing on them."""
    assert provisions(text, ("TG", "BJ", "GH", "KE")) == {}


def test_a_report_goes_through_an_accord_article_by_article() -> None:
    """“L'article 5 précise …” and “(article 6)” say what the accord covers."""
    text = SIGNED_FR + "Sont précisées les actions en matière d’armement (article 5) et de visites (article 7)."
    assert provisions(text) == {"arms-procurement": "armement", "visits-exchanges": "de visites"}


def test_what_the_accord_is_said_not_to_hold_is_kept_apart() -> None:
    """French treaties of the 2010s state what they do not contain."""
    french = provisions(SIGNED_FR + "L’accord ne prévoit pas d’exercices conjoints.")
    english = provisions(SIGNED_EN + "The agreement does not provide for the use of military bases.")
    assert french == {"no joint-exercises": "exercices conjoints"}
    assert english == {"no basing-access": "military bases"}


def test_health_is_the_forces_in_a_defence_text_and_the_publics_elsewhere() -> None:
    """One word, two codes: the text's field decides."""
    civil = provisions("Ghana and Kenya signed an agreement on trade in Accra. It covers health and education.")
    assert {"health-civil": "covers health", "education": "education"}.items() <= civil.items()
    defence = provisions(SIGNED_EN + "The two armed forces agreed. The agreement covers health and military courts.")
    assert set(defence) == {"military-health", "military-justice"}


def test_a_quotation_has_two_words_or_eight_letters() -> None:
    """The gate takes nothing shorter, so a short word brings its neighbour along."""
    text = SIGNED_EN + "It covers space, sport and trade."
    assert all(len(words.split()) > 1 or len(words) >= 8 for words in provisions(text).values())
    assert set(provisions(text)) == {"space", "culture-sport-history", "trade"}
