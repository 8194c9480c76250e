"""The body that carries an accord on, in invented texts: name, level, task, periodicity, alternation; other bodies are none."""

from __future__ import annotations

import pytest

from briefings.extraction.findings import FoundBody
from briefings.extraction.follow_up import find_body
from tests.extraction.matter import matter

SIGNED_EN = "Kenya and Ghana signed a defence agreement. "
SIGNED_FR = "Le Togo et le Bénin ont signé un accord de défense. "


def body(text: str) -> FoundBody | None:
    """Return the body found in a text."""
    flat, _, parts = matter(text)
    return find_body(flat, parts)


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        (SIGNED_EN + "A Joint Defence Committee will meet annually.", "Joint Defence Committee", None),
        (SIGNED_EN + "The agreement establishes a joint working group on cyber security.", "joint working group", None),
        ("The Parties shall establish a Joint Military Commission.", "Joint Military Commission", "armed-force"),
        (SIGNED_FR + "Un comité mixte de défense se réunira.", "comité mixte de défense", None),
        (SIGNED_FR + "Ils créent une commission mixte, chargée du suivi.", "commission mixte", None),
        (
            "Les Parties instituent un groupe de travail, présidé par les chefs d’état-major.",
            "groupe de travail",
            "armed-force",
        ),
        (
            SIGNED_FR + "Le comité de pilotage, coprésidé par les ministres, se réunit.",
            "comité de pilotage",
            "ministry",
        ),
        (
            "The Secretariat shall be known as the Pacific Affairs Secretariat under this Agreement.",
            "Pacific Affairs Secretariat",
            None,
        ),
    ],
)
def test_the_body_has_its_full_name_and_level(text: str, name: str, level: str | None) -> None:
    """The name is the source's own, and stands where it is said to stand."""
    found = body(text)
    assert found is not None
    assert (found.name, found.level.value if found.level else None) == (name, level)
    assert text[found.name_start : found.name_start + len(name)] == name
    assert found.start <= found.name_start < found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministers briefed the UN Security Council and the European Commission on the agreement they signed.",
        "La commission de la défense de l’Assemblée nationale a examiné l’accord.",
        "The agreement was examined by the defence committee of the Senate.",
        "L’accord a été présenté en Conseil des ministres, puis au Conseil d’État.",
        "The Interim Team will report until the board is established.",
    ],
)
def test_other_bodies_carry_no_accord_on(text: str) -> None:
    """Parliaments, councils of ministers and the United Nations are not set up by the accord."""
    assert body(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SIGNED_EN
            + "A Joint Defence Committee will meet annually, alternately in Nairobi and Accra, to review its work.",
            {
                "periodicity": ("meet annually", ()),
                "alternation": ("alternately in Nairobi and Accra", ("Nairobi", "Accra")),
                "task": ("to review its work", ()),
            },
        ),
        (
            SIGNED_FR + "Un comité mixte se réunira deux fois par an, alternativement à Lomé et à Cotonou.",
            {
                "periodicity": ("deux fois par an", ()),
                "alternation": ("alternativement à Lomé et à Cotonou", ("Lomé", "Cotonou")),
            },
        ),
        (
            SIGNED_FR
            + "Une commission mixte est créée. Elle est chargée de fixer les priorités. Elle se réunit chaque année.",
            {"task": ("chargée de fixer les priorités", ()), "periodicity": ("se réunit chaque année", ())},
        ),
    ],
    ids=["english", "français", "sentences behind"],
)
def test_aspects_are_quoted_with_their_venues(text: str, expected: dict[str, tuple[str, tuple[str, ...]]]) -> None:
    """What is said of the body may stand in the sentences behind the one that names it."""
    found = body(text)
    assert found is not None
    assert {one.aspect.value: (text[one.start : one.end], one.venues) for one in found.aspects} == expected
