"""The gazetteer finds the places a text names, and no other."""

from __future__ import annotations

import time

import pytest

from briefings.vocabulary.gazetteer import Mention, names_place, places_named
from briefings.vocabulary.places import places


def found(text: str, language: str | None = None) -> list[str]:
    """Return code and words of each mention, such as ``MA:Maroc``."""
    return [f"{mention.code}:{text[mention.start : mention.end]}" for mention in places_named(text, language)]


def coded(text: str, language: str | None = None) -> str:
    """Return the codes of the mentions in order."""
    return " ".join(mention.code for mention in places_named(text, language))


def test_a_mention_says_code_kind_and_place_in_the_text() -> None:
    assert places_named("Le ministre marocain est au Rwanda, à Kigali.", "fr") == (
        Mention("MA", "demonym", 12, 20),
        Mention("RW", "name", 28, 34),
        Mention("RW", "capital", 38, 44),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la Guinée-Bissau", ["GW:Guinée-Bissau"]),
        ("la Guinée–Bissau", ["GW:Guinée–Bissau"]),
        ("la Guinée, la Guinée équatoriale", ["GN:Guinée", "GQ:Guinée équatoriale"]),
        ("la Papouasie-Nouvelle-Guinée", ["PG:Papouasie-Nouvelle-Guinée"]),
        ("la Guinée-Conakry", ["GN:Guinée-Conakry"]),
        ("la Guinée-Machin", []),
        ("Le Nigeria", ["NG:Nigeria"]),
        ("Le Niger", ["NE:Niger"]),
        ("nigériens et nigérianes", ["NE:nigériens", "NG:nigérianes"]),
        ("le Congo", ["CG:Congo"]),
        ("la République du Congo", ["CG:République du Congo"]),
        ("la République démocratique du Congo", ["CD:République démocratique du Congo"]),
        ("Congo-Kinshasa, Congo-Brazzaville", ["CD:Congo-Kinshasa", "CG:Congo-Brazzaville"]),
        ("congolais", ["CD:congolais", "CG:congolais"]),
        ("la RDC, l’armée congolaise", ["CD:RDC", "CD:congolaise"]),
        ("Corée du Nord, Corée du Sud", ["KP:Corée du Nord", "KR:Corée du Sud"]),
        ("République de Corée", ["KR:République de Corée"]),
        ("nord-coréens, sud-coréenne", ["KP:nord-coréens", "KR:sud-coréenne"]),
        ("la République dominicaine", ["DO:République dominicaine"]),
        ("la Dominique", ["DM:Dominique"]),
        ("Dominique de Villepin", []),
        ("dominicaine, dominiquaise", ["DO:dominicaine", "DM:dominiquaise"]),
        ("Maurice Leroy et Maurice", []),
        ("remis à Maurice Leroy", []),
        ("à Maurice, l’île Maurice", ["MU:Maurice", "MU:île Maurice"]),
        ("République de Maurice", ["MU:République de Maurice"]),
        ("mauriciens, mauritaniens", ["MU:mauriciens", "MR:mauritaniens"]),
        ("la Jordanie", ["JO:Jordanie"]),
        ("le Tchad, le lac Tchad", ["TD:Tchad"]),
        ("Soudan du Sud, Soudan", ["SS:Soudan du Sud", "SD:Soudan"]),
        ("la Grenade, une grenade", ["GD:Grenade"]),
        ("Salvador Allende au Salvador", ["SV:Salvador"]),
        ("La Réunion des ministres à La Réunion", ["RE:La Réunion"]),
        ("l’océan Indien, un navire indien", ["IN:indien"]),
        ("le golfe de Guinée, le delta du Niger, la mer de Chine", []),
        ("au Caire, Le Caire", ["EG:Caire", "EG:Le Caire"]),
        ("Port-au-Prince", ["HT:Port-au-Prince"]),
        ("Royaume du Maroc", ["MA:Royaume du Maroc"]),
        ("Hollande, Grande-Bretagne", ["NL:Hollande", "GB:Grande-Bretagne"]),
        ("burkinabè, béninoises, suisses", ["BF:burkinabè", "BJ:béninoises", "CH:suisses"]),
        ("l’OTAN, l’UA et la CEDEAO", ["NATO:OTAN", "XAU:UA", "ECOWAS:CEDEAO"]),
        ("Union africaine, Nations Unies", ["XAU:Union africaine", "UN:Nations Unies"]),
        ("maroc, rwanda, éthiopie", []),
        ("Marocco, Rwandas", []),
    ],
)
def test_french_traps(text: str, expected: list[str]) -> None:
    assert found(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan and Georgia", ["JO:Jordan", "GE:Georgia"]),
        ("a turkey, a chad, fine china, polish", []),
        ("Turkey, Chad, China", ["TR:Turkey", "TD:Chad", "CN:China"]),
        ("Guinea-Bissau, Guinea, Equatorial Guinea", ["GW:Guinea-Bissau", "GN:Guinea", "GQ:Equatorial Guinea"]),
        ("Papua New Guinea", ["PG:Papua New Guinea"]),
        ("New Guinea, New Mexico, New Jersey, Northern Ireland", []),
        ("Dominican", ["DM:Dominican", "DO:Dominican"]),
        ("the Dominican Republic and Dominican troops", ["DO:Dominican Republic", "DO:Dominican"]),
        ("the Congo", ["CG:Congo"]),
        ("the DRC", ["CD:DRC"]),
        ("Nigerien, Nigerians", ["NE:Nigerien", "NG:Nigerians"]),
        ("Korean", ["KP:Korean", "KR:Korean"]),
        ("South Korea: Korean troops", ["KR:South Korea", "KR:Korean"]),
        ("People’s Republic of China", ["CN:People’s Republic of China"]),
        ("the US, the U.S. and the USA", ["US:US", "US:U.S.", "US:USA"]),
        ("tell us", []),
        ("Morocco’s army", ["MA:Morocco"]),
        ("US-led, Kigali-based, pro-Russian", ["US:US", "RW:Kigali", "RU:Russian"]),
        ("Latin American, South African", ["ZA:South African"]),
        ("the Indian Ocean", []),
        ("Victoria, Georgetown University", []),
        ("Seychelles, in Victoria", ["SC:Seychelles", "SC:Victoria"]),
        ("Kingdom of Morocco", ["MA:Kingdom of Morocco"]),
        ("Holland", ["NL:Holland"]),
        ("the Gambia, The Gambia", ["GM:Gambia", "GM:Gambia"]),
        ("the AU and AU troops", ["XAU:AU", "XAU:AU"]),
        ("Chadian Chadians", ["TD:Chadian", "TD:Chadians"]),
    ],
)
def test_english_traps(text: str, expected: list[str]) -> None:
    assert found(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("accord Maroc-Rwanda", "MA RW"),
        ("Russia-Ukraine", "RU UA"),
        ("franco-marocaine", "FR MA"),
        ("Sino-Russian", "CN RU"),
        ("sommet Chine-Afrique", "CN"),
        ("MAROC-RWANDA", "MA RW"),
        ("Saint-Denis, Paris-Saclay, Indo-Pacifique, anglo-saxon, latino-américain", ""),
        ("Maroc-Rwanda-Machin", ""),
        ("Franco", ""),
    ],
)
def test_a_hyphen_is_inside_a_word_unless_both_sides_name_places(text: str, expected: str) -> None:
    assert coded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Côte d'Ivoire", ["CI:Côte d'Ivoire"]),
        ("Côte d’Ivoire", ["CI:Côte d’Ivoire"]),
        ("Sri\u00a0Lanka", ["LK:Sri\u00a0Lanka"]),
        ("Sri\nLanka", ["LK:Sri\nLanka"]),
        ("Burkina\n\nFaso", ["BF:Burkina"]),
        ("Ma\u00adroc", ["MA:Ma\u00adroc"]),
        ("Guine\u0301e-Bissau", ["GW:Guine\u0301e-Bissau"]),
        ("Guinée\u2011Bissau", ["GW:Guinée\u2011Bissau"]),
        ("Etats-Unis, Ethiopie", ["US:Etats-Unis", "ET:Ethiopie"]),
        ("ÉTHIOPIE, ETHIOPIE", ["ET:ÉTHIOPIE", "ET:ETHIOPIE"]),
        ("E\u0301thiopie", ["ET:E\u0301thiopie"]),
        ("RÉPUBLIQUE DÉMOCRATIQUE DU CONGO", ["CD:RÉPUBLIQUE DÉMOCRATIQUE DU CONGO"]),
        ("VISITE AU MAROC", ["MA:MAROC"]),
        ("UN ACCORD SIGNÉ AU RWANDA", ["RW:RWANDA"]),
    ],
)
def test_typography_and_capitals_are_folded_and_offsets_stay_true(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fait à Rabat en français et en anglais", "MA"),
        ("en langues française, portugaise et anglaise", ""),
        ("les textes anglais et français faisant également foi", ""),
        ("un ministre français", "FR"),
        ("Done at Rabat in the English, French and Portuguese languages", "MA"),
        ("Done in French.", ""),
        ("French troops in French waters", "FR FR"),
    ],
)
def test_the_name_of_a_language_names_no_place(text: str, expected: str) -> None:
    assert coded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le Congo", "CG"),
        ("la RDC ; le Congo", "CD CD CG"),
        ("Kinshasa ; troupes congolaises", "CD CD"),
        ("Brazzaville ; troupes congolaises", "CG CG"),
        ("Kinshasa et Brazzaville ; troupes congolaises", "CD CG CD CG"),
    ],
)
def test_a_shared_form_means_the_places_that_the_text_names_otherwise(text: str, expected: str) -> None:
    assert coded(text, "fr") == expected


def test_the_language_limits_the_forms() -> None:
    assert (coded("Germany", "fr"), coded("Allemagne", "en"), coded("Germany, Allemagne")) == ("", "", "DE DE")


def test_every_printed_name_names_its_place() -> None:
    """Names that are also a first name, a saint or a word need their preposition."""
    behind = {"DM": "la ", "GD": "la ", "SV": "le ", "MU": "à ", "RE": "à ", "MF": "à ", "JE": "à ", "MS": "à "}
    english = {"MF": "in ", "JE": "in ", "MS": "in ", "RE": "in "}
    for place in places():
        assert names_place(behind.get(place.code, "") + place.french.name, place.code, "fr"), place.code
        assert names_place(english.get(place.code, "") + place.english.name, place.code, "en"), place.code


def test_every_formal_name_and_demonym_names_its_place() -> None:
    for place in places():
        for language, wording in (("en", place.english), ("fr", place.french)):
            demonyms = [form for demonym in wording.demonyms for form in demonym.forms]
            for form in (*wording.formal, *demonyms):
                assert names_place(f"( {form} )", place.code, language), (place.code, form)


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("les ministres marocaine et rwandais", "RW", True),
        ("Le Nigeria", "NE", False),
        ("Le Niger", "NG", False),
        ("a signé à Kigali", "RW", True),
        ("rien", "RW", False),
        ("Australia", "AU", True),
        ("the African Union", "AU", False),
        ("Maroc", "??", False),
        ("", "MA", False),
    ],
)
def test_a_text_names_a_place_or_does_not(text: str, code: str, expected: bool) -> None:
    assert names_place(text, code) is expected


def test_mentions_stand_in_order_inside_the_text() -> None:
    text = "Le Maroc, l’Éthiopie et les États-Unis ; Rwandan, DR Congo, congolais, Le Caire — Washington, D.C."
    mentions = places_named(text)
    assert list(mentions) == sorted(mentions, key=lambda mention: (mention.start, mention.code))
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "-", "’", "\ud800", "\x00", "- -", "1-2-3", "…", "le ministre"])
def test_a_text_without_places_names_none(text: str) -> None:
    assert places_named(text) == ()


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="English or French"):
        places_named("Maroc", "de")


@pytest.mark.parametrize(
    "text",
    ["Maroc-" * 20_000 + "x", "Done in " + "French, " * 20_000, "en " + "français, " * 20_000, "République " * 20_000],
    ids=["hyphens", "english list", "french list", "first words"],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    places_named("Maroc")
    start = time.process_time()
    places_named(text)
    assert time.process_time() - start < 5
