"""The table of places is complete, consistent and typographically clean."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import astuple

from briefings.vocabulary.places import Place, PlaceKind, Wording, codes, find_place, places, primary_language, suggest

ISO_3166 = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""
ORGANISATIONS = "AMU EAC ECCAS ECOWAS EU GCC ICRC IGAD LAS NATO OIC OIF OSCE SADC UN XAU"
#: Countries whose capital is contested.
WITHOUT_CAPITAL = {"IL", "PS"}

ARTICLES = {"", "le", "la", "l’", "les"}
PREPOSITIONS = {"au", "en", "aux", "à", "à la", "à l’", "dans le", "dans les"}


def place(code: str) -> Place:
    """Return a place that must be there."""
    found = find_place(code)
    assert found is not None
    return found


def wordings() -> list[tuple[str, Wording]]:
    """Return both wordings of every place, with its code."""
    return [(found.code, wording) for found in places() for wording in (found.english, found.french)]


def forms(wording: Wording) -> list[str]:
    """Return every string that a wording holds."""
    demonyms = [form for demonym in wording.demonyms for form in demonym.forms]
    return [wording.name, *wording.formal, *wording.capitals, *demonyms, *wording.aliases, *wording.weak_aliases]


def test_codes_are_the_iso_list_kosovo_and_the_organisations() -> None:
    assert len(ISO_3166.split()) == 249
    assert list(codes()) == [*sorted([*ISO_3166.split(), "XK"]), *ORGANISATIONS.split()]


def test_every_place_has_both_names_a_known_article_and_a_known_preposition() -> None:
    for code, wording in wordings():
        assert wording.name, code
    for found in places():
        assert found.french.article in ARTICLES, found.code
        assert found.french.preposition in PREPOSITIONS, found.code
        assert found.english.article in ("", "the"), found.code
        assert found.english.preposition == "in", found.code


def test_a_country_has_demonyms_and_an_uncontested_capital_in_both_languages() -> None:
    countries = [found for found in places() if found.kind is PlaceKind.COUNTRY]
    assert len(countries) == 193 + len(["VA", "PS", "TW", "XK"])
    for found in countries:
        assert found.english.demonym and found.french.demonym, found.code
        assert (found.english.capital is None) is (found.code in WITHOUT_CAPITAL), found.code
        assert (found.french.capital is None) is (found.code in WITHOUT_CAPITAL), found.code


def test_names_and_alpha3_codes_are_unique() -> None:
    for names in ([found.english.name for found in places()], [found.french.name for found in places()]):
        assert len(set(names)) == len(names)
    alpha3 = [found.alpha3 for found in places() if found.kind is not PlaceKind.ORGANISATION]
    assert len(set(alpha3)) == 250
    assert all(re.fullmatch("[A-Z]{3}", code) for code in alpha3)


def test_every_form_is_trimmed_uses_the_typographic_apostrophe_and_is_listed_once() -> None:
    for code, wording in wordings():
        listed = forms(wording)
        assert all(form and form == form.strip() and "'" not in form and "  " not in form for form in listed), code
        names = [wording.name, *wording.formal, *wording.aliases]
        assert len(set(names)) == len(names), code


def test_french_demonyms_are_small_and_plurals_end_as_french_plurals_do() -> None:
    for found in places():
        for demonym in found.french.demonyms:
            assert all(form == form.lower() for form in demonym.forms), found.code
            if demonym.masculine_plural != demonym.masculine:
                assert demonym.masculine_plural[-1] == "s", found.code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("MA", "marocain marocaine marocains marocaines"),
        ("FR", "français française français françaises"),
        ("GR", "grec grecque grecs grecques"),
        ("TR", "turc turque turcs turques"),
        ("BE", "belge belge belges belges"),
        ("BF", "burkinabè burkinabè burkinabè burkinabè"),
        ("NE", "nigérien nigérienne nigériens nigériennes"),
        ("NG", "nigérian nigériane nigérians nigérianes"),
        ("UZ", "ouzbek ouzbèke ouzbeks ouzbèkes"),
        ("LV", "letton lettonne lettons lettonnes"),
        ("KE", "kényan kényane kényans kényanes"),
    ],
)
def test_french_demonyms_have_four_forms(code: str, expected: str) -> None:
    demonym = place(code).french.demonym
    assert demonym is not None
    assert astuple(demonym) == tuple(expected.split())


@pytest.mark.parametrize(
    ("code", "forms"), [("MA", ("Moroccan", "Moroccans")), ("CH", ("Swiss",)), ("CN", ("Chinese",)), ("IE", ("Irish",))]
)
def test_english_demonyms_have_a_plural_where_english_makes_one(code: str, forms: tuple[str, ...]) -> None:
    demonym = place(code).english.demonym
    assert demonym is not None
    assert demonym.forms == forms


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("CD", "Democratic Republic of the Congo", "République démocratique du Congo"),
        ("CG", "Republic of the Congo", "Congo"),
        ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("KP", "North Korea", "Corée du Nord"),
        ("KR", "South Korea", "Corée du Sud"),
        ("AU", "Australia", "Australie"),
        ("XAU", "African Union", "Union africaine"),
        ("GQ", "Equatorial Guinea", "Guinée équatoriale"),
        ("AE", "United Arab Emirates", "Émirats arabes unis"),
        ("SA", "Saudi Arabia", "Arabie saoudite"),
        ("NO", "Norway", "Norvège"),
    ],
)
def test_names_are_printed_as_official_lists_have_them(code: str, english: str, french: str) -> None:
    assert (place(code).name("en-GB"), place(code).name("fr-CA")) == (english, french)


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [("MA", "Rabat", "Rabat"), ("EG", "Cairo", "Le Caire"), ("ET", "Addis Ababa", "Addis-Abeba"), ("IL", None, None)],
)
def test_capitals_are_printed_in_both_languages(code: str, english: str | None, french: str | None) -> None:
    assert (place(code).english.capital, place(code).french.capital) == (english, french)


@pytest.mark.parametrize("code", ["", "ma", "UK", "MAR", "ZZ", "Maroc", "code", "M\0"])
def test_an_unknown_code_finds_nothing(code: str) -> None:
    assert find_place(code) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MAR", "MA"),
        ("Maroc", "MA"),
        ("maroc ", "MA"),
        ("marocaines", "MA"),
        ("Kigali", "RW"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("ma", "MA"),
        ("Cote d'Ivoire", "CI"),
        ("États\u00a0Unis", "US"),
        ("Marroco", "MA"),
        ("African Union", "XAU"),
        ("OTAN", "NATO"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Congo", "CG"),
    ],
)
def test_a_wrong_code_or_a_name_leads_to_the_right_code(text: str, expected: str) -> None:
    assert suggest(text)[0] == expected


def test_a_shared_form_suggests_each_place() -> None:
    assert suggest("Corée") == ("KP", "KR")


@pytest.mark.parametrize("text", ["", "zz", "Q9", "xyzxyzxyz", "-" * 5000])
def test_nothing_is_suggested_where_nothing_comes_near(text: str) -> None:
    assert suggest(text) == ()


def test_places_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        place("MA").code = "ES"  # type: ignore[misc]


@pytest.mark.parametrize(("tag", "primary"), [("fr", "fr"), ("fr-CA", "fr"), ("FR_ca", "fr"), ("en-GB", "en")])
def test_a_tag_is_known_by_its_first_part(tag: str, primary: str) -> None:
    assert primary_language(tag) == primary


@pytest.mark.parametrize("tag", ["de", "", "french", "frc", "e"])
def test_another_language_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="English or French"):
        primary_language(tag)
