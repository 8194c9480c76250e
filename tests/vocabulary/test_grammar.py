"""Articles, prepositions, elision and coordination read as a careful writer would have them."""

from __future__ import annotations

import pytest

from briefings.vocabulary import grammar
from briefings.vocabulary.places import Place, find_place, places

#: Code, name with article, after "de", after the preposition of place.
FRENCH = """
MA|le Maroc|du Maroc|au Maroc
RW|le Rwanda|du Rwanda|au Rwanda
ET|l’Éthiopie|de l’Éthiopie|en Éthiopie
US|les États-Unis|des États-Unis|aux États-Unis
CU|Cuba|de Cuba|à Cuba
FR|la France|de la France|en France
HT|Haïti|d’Haïti|en Haïti
IL|Israël|d’Israël|en Israël
IR|l’Iran|de l’Iran|en Iran
IQ|l’Irak|de l’Irak|en Irak
LK|le Sri Lanka|du Sri Lanka|au Sri Lanka
CY|Chypre|de Chypre|à Chypre
DJ|Djibouti|de Djibouti|à Djibouti
MU|Maurice|de Maurice|à Maurice
MG|Madagascar|de Madagascar|à Madagascar
HU|la Hongrie|de la Hongrie|en Hongrie
HN|le Honduras|du Honduras|au Honduras
YE|le Yémen|du Yémen|au Yémen
CD|la République démocratique du Congo|de la République démocratique du Congo|en République démocratique du Congo
CG|le Congo|du Congo|au Congo
CI|la Côte d’Ivoire|de la Côte d’Ivoire|en Côte d’Ivoire
KP|la Corée du Nord|de la Corée du Nord|en Corée du Nord
KR|la Corée du Sud|de la Corée du Sud|en Corée du Sud
GN|la Guinée|de la Guinée|en Guinée
GW|la Guinée-Bissau|de la Guinée-Bissau|en Guinée-Bissau
GQ|la Guinée équatoriale|de la Guinée équatoriale|en Guinée équatoriale
PG|la Papouasie-Nouvelle-Guinée|de la Papouasie-Nouvelle-Guinée|en Papouasie-Nouvelle-Guinée
DM|la Dominique|de la Dominique|à la Dominique
DO|la République dominicaine|de la République dominicaine|en République dominicaine
BB|la Barbade|de la Barbade|à la Barbade
GD|la Grenade|de la Grenade|à la Grenade
TT|la Trinité-et-Tobago|de la Trinité-et-Tobago|à la Trinité-et-Tobago
JM|la Jamaïque|de la Jamaïque|en Jamaïque
NE|le Niger|du Niger|au Niger
NG|le Nigeria|du Nigeria|au Nigeria
AO|l’Angola|de l’Angola|en Angola
EG|l’Égypte|de l’Égypte|en Égypte
ER|l’Érythrée|de l’Érythrée|en Érythrée
EC|l’Équateur|de l’Équateur|en Équateur
AE|les Émirats arabes unis|des Émirats arabes unis|aux Émirats arabes unis
UG|l’Ouganda|de l’Ouganda|en Ouganda
UZ|l’Ouzbékistan|de l’Ouzbékistan|en Ouzbékistan
UY|l’Uruguay|de l’Uruguay|en Uruguay
UA|l’Ukraine|de l’Ukraine|en Ukraine
IN|l’Inde|de l’Inde|en Inde
SZ|l’Eswatini|de l’Eswatini|en Eswatini
MZ|le Mozambique|du Mozambique|au Mozambique
MX|le Mexique|du Mexique|au Mexique
KH|le Cambodge|du Cambodge|au Cambodge
ZW|le Zimbabwe|du Zimbabwe|au Zimbabwe
BZ|le Belize|du Belize|au Belize
SR|le Suriname|du Suriname|au Suriname
TZ|la Tanzanie|de la Tanzanie|en Tanzanie
NL|les Pays-Bas|des Pays-Bas|aux Pays-Bas
PH|les Philippines|des Philippines|aux Philippines
KM|les Comores|des Comores|aux Comores
SC|les Seychelles|des Seychelles|aux Seychelles
FJ|les Fidji|des Fidji|aux Fidji
CV|le Cap-Vert|du Cap-Vert|au Cap-Vert
ST|Sao Tomé-et-Principe|de Sao Tomé-et-Principe|à Sao Tomé-et-Principe
AG|Antigua-et-Barbuda|d’Antigua-et-Barbuda|à Antigua-et-Barbuda
LC|Sainte-Lucie|de Sainte-Lucie|à Sainte-Lucie
OM|Oman|d’Oman|à Oman
BH|Bahreïn|de Bahreïn|à Bahreïn
MC|Monaco|de Monaco|à Monaco
MT|Malte|de Malte|à Malte
SG|Singapour|de Singapour|à Singapour
TW|Taïwan|de Taïwan|à Taïwan
SM|Saint-Marin|de Saint-Marin|à Saint-Marin
VA|le Saint-Siège|du Saint-Siège|au Saint-Siège
ZA|l’Afrique du Sud|de l’Afrique du Sud|en Afrique du Sud
SS|le Soudan du Sud|du Soudan du Sud|au Soudan du Sud
SL|la Sierra Leone|de la Sierra Leone|en Sierra Leone
GB|le Royaume-Uni|du Royaume-Uni|au Royaume-Uni
SV|le Salvador|du Salvador|au Salvador
HK|Hong Kong|de Hong Kong|à Hong Kong
RE|La Réunion|de La Réunion|à La Réunion
IM|l’Île de Man|de l’Île de Man|à l’Île de Man
TF|les Terres australes et antarctiques françaises|des Terres australes et antarctiques françaises|\
dans les Terres australes et antarctiques françaises
EU|l’Union européenne|de l’Union européenne|à l’Union européenne
XAU|l’Union africaine|de l’Union africaine|à l’Union africaine
NATO|l’OTAN|de l’OTAN|à l’OTAN
UN|les Nations unies|des Nations unies|aux Nations unies
ECOWAS|la CEDEAO|de la CEDEAO|à la CEDEAO
ICRC|le Comité international de la Croix-Rouge|du Comité international de la Croix-Rouge|\
au Comité international de la Croix-Rouge
"""
FRENCH_ROWS = [tuple(line.split("|")) for line in FRENCH.replace("\\\n", "").strip().splitlines()]

#: Every place whose English name takes an article; all others take none.
WITH_THE = {
    *("AE", "AX", "BQ", "BS", "CC", "CD", "CF", "CG", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "IO", "KM", "KY", "MH"),
    *("MP", "MV", "NL", "PH", "PN", "TC", "TF", "UM", "US", "VA", "VG", "VI"),
    *("AMU", "EAC", "ECCAS", "EU", "GCC", "ICRC", "LAS", "OIC", "OIF", "OSCE", "UN", "XAU"),
}

ELIDED = "accord Éthiopie œuvre île homme hôpital heure Haïti Helsinki habitant ONU OTAN UE yeux Yonne Ypres Îles"
UNELIDED = """
Maroc héros haut Haute-Volta Hauts-de-France Haut-Karabagh hausse hiérarchie handicap Hongrie Honduras Hamas Hezbollah
Houthis huit huitième onze onzième oui Yémen yacht Yaoundé Washington HCR 8 11 « ( …
"""


def place(code: str) -> Place:
    """Return a place that must be there."""
    found = find_place(code)
    assert found is not None
    return found


def chosen(codes: str) -> list[Place]:
    """Return the places of some codes."""
    return [place(code) for code in codes.split()]


@pytest.mark.parametrize(("code", "named", "of", "to"), FRENCH_ROWS, ids=[row[0] for row in FRENCH_ROWS])
def test_french_declines_a_place(code: str, named: str, of: str, to: str) -> None:
    found = place(code)
    assert (grammar.with_article(found, "fr"), grammar.of(found, "fr"), grammar.to(found, "fr")) == (named, of, to)


def test_english_declines_every_place_with_the_article_or_without() -> None:
    for found in places():
        named = f"the {found.english.name}" if found.code in WITH_THE else found.english.name
        assert grammar.with_article(found, "en-GB") == named
        assert grammar.of(found, "en") == f"of {named}"
        assert grammar.to(found, "en-US") == f"in {named}"


def test_every_french_form_agrees_with_the_article() -> None:
    """The form after “de” follows from the form with article, and the preposition from gender and first letter."""
    for found in places():
        named, article = grammar.with_article(found, "fr"), found.french.article
        assert named.endswith(found.french.name)
        assert grammar.of(found, "fr") == grammar.of_name(named, "fr")
        assert (article == "l’") is (article != "" and article != "les" and grammar.elided(found.french.name, "fr"))
        prepositions = {
            "le": {"au", "dans le"},
            "la": {"en", "à la"},
            "l’": {"en", "à l’"},
            "les": {"aux", "dans les"},
            "": {"à", "en"},
        }
        assert found.french.preposition in prepositions[article], found.code


def test_no_french_form_keeps_an_uncontracted_article() -> None:
    for found in places():
        for form in (grammar.of(found, "fr"), grammar.to(found, "fr")):
            assert not form.startswith(("de le ", "de les ", "à le ", "à les ", "d’le", "de l’ "))


@pytest.mark.parametrize(
    ("name", "of", "at"),
    [
        ("Rabat", "de Rabat", "à Rabat"),
        ("Abuja", "d’Abuja", "à Abuja"),
        ("Addis-Abeba", "d’Addis-Abeba", "à Addis-Abeba"),
        ("Le Caire", "du Caire", "au Caire"),
        ("Le Cap", "du Cap", "au Cap"),
        ("Le Havre", "du Havre", "au Havre"),
        ("La Haye", "de La Haye", "à La Haye"),
        ("La Havane", "de La Havane", "à La Havane"),
        ("La Valette", "de La Valette", "à La Valette"),
        ("Les Abymes", "des Abymes", "aux Abymes"),
        ("L’Aquila", "de L’Aquila", "à L’Aquila"),
        ("Hanoï", "de Hanoï", "à Hanoï"),
        ("Hambourg", "de Hambourg", "à Hambourg"),
        ("Hô Chi Minh-Ville", "de Hô Chi Minh-Ville", "à Hô Chi Minh-Ville"),
        ("Helsinki", "d’Helsinki", "à Helsinki"),
        ("Hiroshima", "d’Hiroshima", "à Hiroshima"),
        ("Yaoundé", "de Yaoundé", "à Yaoundé"),
        ("Yamoussoukro", "de Yamoussoukro", "à Yamoussoukro"),
        ("Ypres", "d’Ypres", "à Ypres"),
        ("Ouagadougou", "de Ouagadougou", "à Ouagadougou"),
        ("Oulan-Bator", "d’Oulan-Bator", "à Oulan-Bator"),
        ("Athènes", "d’Athènes", "à Athènes"),
        ("N’Djamena", "de N’Djamena", "à N’Djamena"),
        ("Washington", "de Washington", "à Washington"),
        ("E\u0301vian", "d’E\u0301vian", "à E\u0301vian"),
        ("le ministère de la Défense", "du ministère de la Défense", "au ministère de la Défense"),
        ("les forces armées", "des forces armées", "aux forces armées"),
        ("la commission mixte", "de la commission mixte", "à la commission mixte"),
        ("l’état-major", "de l’état-major", "à l’état-major"),
        ("Leipzig", "de Leipzig", "à Leipzig"),
        ("Lesseps", "de Lesseps", "à Lesseps"),
        ("« Élan »", "de « Élan »", "à « Élan »"),
    ],
)
def test_french_declines_any_name(name: str, of: str, at: str) -> None:
    assert (grammar.of_name(name, "fr"), grammar.at_name(name, "fr")) == (of, at)


@pytest.mark.parametrize("name", ["Rabat", "The Hague", "Le Caire", "Abuja"])
def test_english_leaves_a_name_as_it_is(name: str) -> None:
    assert (grammar.of_name(name, "en"), grammar.at_name(name, "en")) == (f"of {name}", f"in {name}")


@pytest.mark.parametrize("word", ELIDED.split())
def test_a_vowel_or_a_mute_h_elides(word: str) -> None:
    assert grammar.elided(word, "fr")
    assert not grammar.elided(word, "en")


@pytest.mark.parametrize("word", UNELIDED.split())
def test_a_consonant_an_aspirated_h_a_glide_or_a_figure_does_not_elide(word: str) -> None:
    assert not grammar.elided(word, "fr")


def test_nothing_does_not_elide() -> None:
    assert not grammar.elided("", "fr")


@pytest.mark.parametrize(
    ("codes", "language", "expected"),
    [
        ("MA RW", "fr", "du Maroc et du Rwanda"),
        ("MA RW", "en", "of Morocco and Rwanda"),
        ("FR US ET", "fr", "de la France, des États-Unis et de l’Éthiopie"),
        ("US GB FR", "en-GB", "of the United States, the United Kingdom and France"),
        ("HT", "fr", "d’Haïti"),
        ("US", "en", "of the United States"),
        ("", "fr", ""),
        ("", "en", ""),
    ],
)
def test_of_is_repeated_in_french_only(codes: str, language: str, expected: str) -> None:
    assert grammar.join_of(chosen(codes), language) == expected


@pytest.mark.parametrize(
    ("codes", "language", "expected"),
    [
        ("MA RW", "fr", "le Maroc et le Rwanda"),
        ("MA FR US", "fr", "le Maroc, la France et les États-Unis"),
        ("MA FR US", "en-GB", "Morocco, France and the United States"),
        ("MA FR US", "en-US", "Morocco, France, and the United States"),
        ("MA RW", "en-US", "Morocco and Rwanda"),
    ],
)
def test_names_are_joined_with_their_articles(codes: str, language: str, expected: str) -> None:
    assert grammar.join_with_article(chosen(codes), language) == expected


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ([], "fr", ""),
        (["a"], "en", "a"),
        (["a", "b"], "fr", "a et b"),
        (["a", "b"], "en-US", "a and b"),
        (["a", "b", "c"], "fr-CA", "a, b et c"),
        (["a", "b", "c"], "en", "a, b, and c"),
        (["a", "b", "c"], "en_US", "a, b, and c"),
        (["a", "b", "c"], "en-AU", "a, b and c"),
    ],
)
def test_words_are_joined_as_each_language_does(words: list[str], language: str, expected: str) -> None:
    assert grammar.join(words, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’Éthiopie", "L’Éthiopie"),
        ("les États-Unis", "Les États-Unis"),
        ("éthiopien", "Éthiopien"),
        ("œuvre", "Œuvre"),
        ("« le Maroc »", "« Le Maroc »"),
        ("NATO", "NATO"),
        ("3 accords", "3 accords"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_only_the_first_letter_is_raised(text: str, expected: str) -> None:
    assert grammar.capitalised(text) == expected
    assert grammar.capitalised(expected) == expected


def test_only_the_first_of_the_month_is_an_ordinal_and_only_in_french() -> None:
    assert [grammar.ordinal_day(day, "fr") for day in (1, 2, 11, 21, 31)] == ["1er", "2", "11", "21", "31"]
    assert grammar.ordinal_day(1, "en-GB") == "1"


@pytest.mark.parametrize("day", [0, -1, 32])
def test_a_day_that_no_month_has_is_refused(day: int) -> None:
    with pytest.raises(ValueError, match="1-31"):
        grammar.ordinal_day(day, "fr")


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="English or French"):
        grammar.of(place("MA"), "de")
    with pytest.raises(ValueError, match="English or French"):
        grammar.join(["a", "b"], "es")
