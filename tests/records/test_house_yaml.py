"""``house.yaml`` becomes the house style, or a list of problems (exit 4)."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from briefings import bundled
from briefings.errors import ExitCode
from briefings.readers.house_yaml import read_house
from briefings.style import Colour, House, WordSkin, length
from briefings.typography import PROFILES
from tests.samples import FONTS, house_style
from tests.writers.letterheads import letterhead

PACKAGED = (bundled.templates() / "house.yaml").read_text(encoding="utf-8")
LEAST = """\
organisation: {en: Desk, fr: Bureau}
markings:
  public: {en: Public, fr: Public}
  internal: {en: Internal, fr: Interne}
  restricted: {en: Restricted, fr: Restreint}
"""


def read(text: str, folder: Path) -> House:
    house, problems = read_house(text.encode(), "templates/house.yaml", folder)
    assert problems == []
    assert house is not None
    return house


def refused(text: str, folder: Path) -> list[str]:
    house, problems = read_house(text.encode(), "house.yaml", folder)
    assert house is None
    assert {problem.code for problem in problems} == {ExitCode.TEMPLATE}
    return [str(problem) for problem in problems]


def test_the_packaged_house_style_is_read(tmp_path: Path) -> None:
    house = read(PACKAGED, tmp_path)
    assert house.style.font == house_style().font
    assert house.style.page.left == length(22, "mm")
    assert house.style.palette.heading == Colour(16, 54, 92)
    assert (house.organisation, house.locales, house.profiles) == (
        {"en": "Accords desk", "fr": "Bureau des accords"},
        {"en": "en-GB", "fr": "fr-FR"},
        {"en": "en-GB", "fr": "fr-FR"},
    )
    assert (house.file, house.sha256) == ("templates/house.yaml", hashlib.sha256(PACKAGED.encode()).hexdigest())


def test_what_is_left_out_takes_the_packaged_values(tmp_path: Path) -> None:
    least = read(LEAST, tmp_path).style
    assert least == house_style()


@pytest.mark.parametrize(
    ("typed", "points"),
    [("20 mm", 56.692913), ("2cm", 56.692913), ("0.5 in", 36.0), ("40pt", 40.0), ("12.5 mm", 35.433071)],
)
def test_a_length_carries_its_unit(typed: str, points: float, tmp_path: Path) -> None:
    page = read(LEAST + f"page: {{margins: {{left: {typed}}}}}\n", tmp_path).style.page
    assert round(page.left, 6) == points


@pytest.mark.parametrize("typed", ["20", "20 px", "-20 mm", "1e3 mm", "20mmm", "12,5 mm", ".5 in", "99999 mm"])
def test_a_length_without_a_known_unit_is_refused(typed: str, tmp_path: Path) -> None:
    text = LEAST + f"page:\n  margins:\n    left: {typed}\n"
    expected = f"house.yaml:8:11: “left” must be a length such as 25 mm, not “{typed}”\n  hint: units: pt, mm, cm, in"
    assert refused(text, tmp_path) == [expected]


@pytest.mark.parametrize("typed", ["0 pt", "6.9 pt", "17 pt", "1 in"])
def test_a_size_nobody_can_read_is_refused(typed: str, tmp_path: Path) -> None:
    expected = "house.yaml:7:9: “size” must be from 7 pt to 16 pt\n  hint: briefs are set in 10 or 11 pt"
    assert refused(LEAST + f"fonts:\n  size: {typed}\n", tmp_path) == [expected]


def test_letter_is_the_other_sheet(tmp_path: Path) -> None:
    page = read(LEAST + "page: {size: Letter}\n", tmp_path).style.page
    assert (page.width, page.height) == (612.0, 792.0)


@pytest.mark.parametrize("typed", ["red", "#12", "#GGGGGG", "10365C", "#10365C7F", "rgb(1,2,3)"])
def test_a_colour_is_six_hexadecimal_digits(typed: str, tmp_path: Path) -> None:
    text = LEAST + f'colours:\n  text: "{typed}"\n'
    expected = f"house.yaml:7:9: “text” must be a colour such as #10365C, not “{typed}”\n"
    assert refused(text, tmp_path) == [expected + "  hint: put it in quotation marks: # begins a comment"]


@pytest.mark.parametrize(
    ("colour", "complaints"),
    [
        ("muted: '#767676'", ["7:10: “muted” on “tint” #EAF0F6 has a contrast of 3.96:1, less than 4.5:1"]),
        ("on_accent: '#10365C'", ["7:14: “on_accent” on “accent” #10365C has a contrast of 1.00:1, less than 4.5:1"]),
        ("heading: '#AAAAAA'", ["7:12: “heading” on “tint” #EAF0F6 has a contrast of 2.02:1, less than 4.5:1"]),
        (
            "tint: '#8899AA'",
            [
                "7:9: “heading” on “tint” #8899AA has a contrast of 4.22:1, less than 4.5:1",
                "7:9: “muted” on “tint” #8899AA has a contrast of 2.40:1, less than 4.5:1",
                "7:9: “link” on “tint” #8899AA has a contrast of 2.71:1, less than 4.5:1",
            ],
        ),
        ("accent: '#AABBCC'", ["7:11: “on_accent” on “accent” #AABBCC has a contrast of 1.96:1, less than 4.5:1"]),
    ],
)
def test_a_contrast_below_four_and_a_half_is_refused(colour: str, complaints: list[str], tmp_path: Path) -> None:
    hint = "\n  hint: take two colours that differ more, one dark and one light"
    assert refused(LEAST + f"colours:\n  {colour}\n", tmp_path) == [f"house.yaml:{c}{hint}" for c in complaints]


def test_a_contrast_just_above_is_accepted(tmp_path: Path) -> None:
    assert read(LEAST + "colours: {muted: '#6D6D6D'}\n", tmp_path).style.palette.muted == Colour(109, 109, 109)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("colors: {}\n", "6:1: unknown key “colors” in the house style\n  hint: did you mean “colours”?"),
        ("colours: {txt: '#000000'}\n", "6:11: unknown key “txt” in “colours”\n  hint: did you mean “text”?"),
        ("page: {size: A5}\n", "6:14: “A5” is no known page size\n  hint: known: A4, Letter"),
        ("page: {margins: {left: 90 mm, right: 90 mm}}\n", "6:1: the margins leave too little room on the page"),
        ("locales: {en: en-AU}\n", "6:15: “en-AU” is no known locale for en\n  hint: did you mean “en-US”?"),
        ("locales: {fr: fr-CH}\n", "6:15: “fr-CH” is no known locale for fr\n  hint: did you mean “fr-CA”?"),
        ("fonts: {family: Garamond}\n", "6:17: font family “Garamond” has no files\n"
         "  hint: name its four TrueType files under files:, or use Source Sans Pro"),
        ("logo: {file: logo.png, text: A logo}\n", "6:14: logo “logo.png” is not there or too large\n"
         "  hint: put a PNG or JPEG file beside house.yaml"),
    ],
)  # fmt: skip
def test_a_misfit_is_told_with_its_place(more: str, message: str, tmp_path: Path) -> None:
    assert refused(LEAST + more, tmp_path) == [f"house.yaml:{message}"]


@pytest.mark.parametrize(("chosen", "tag"), [("fr-FR", "fr-FR"), ("fr-CA", "fr-CA"), ("fr-EU", "fr-FR")])
def test_a_profile_of_french_gives_a_tag_that_readers_know(chosen: str, tag: str, tmp_path: Path) -> None:
    """BCP 47 registers fr-EU, but neither Word nor a screen reader knows it; every profile has its spaces."""
    house = read(LEAST + f"locales: {{fr: {chosen}}}\n", tmp_path)
    assert (house.profiles["fr"], house.locales["fr"]) == (chosen, tag)
    assert chosen in PROFILES


FILES = "fonts:\n  family: Own\n  files: {regular: r.ttf, bold: b.ttf, italic: i.ttf, bold_italic: bi.ttf}\n"


def test_a_font_file_that_is_missing_is_told_for_each_face(tmp_path: Path) -> None:
    shutil.copyfile(FONTS / "SourceSansPro-Regular.ttf", tmp_path / "r.ttf")
    faces = [("b.ttf", 33), ("i.ttf", 48), ("bi.ttf", 68)]
    hint = "\n  hint: put the TrueType file beside house.yaml"
    assert refused(LEAST + FILES, tmp_path) == [
        f"house.yaml:8:{column}: font file “{name}” is not there{hint}" for name, column in faces
    ]


def test_own_fonts_are_taken_from_the_folder_of_the_house_style(tmp_path: Path) -> None:
    for name in ("r.ttf", "b.ttf", "i.ttf", "bi.ttf"):
        shutil.copyfile(FONTS / "SourceSansPro-Regular.ttf", tmp_path / name)
    font = read(LEAST + FILES, tmp_path).style.font
    assert (font.name, font.regular, font.bold_italic) == ("Own", tmp_path / "r.ttf", tmp_path / "bi.ttf")


def test_a_logo_is_known_by_its_bytes_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"%PDF-1.7")
    text = LEAST + "logo: {file: logo.png, text: A logo}\n"
    assert refused(text, tmp_path) == ["house.yaml:6:14: logo “logo.png” is neither PNG nor JPEG"]


def test_a_word_skin_is_read_with_its_hash(tmp_path: Path) -> None:
    """It counts among the files of the house, so that briefs are made again when it changes."""
    data = letterhead()
    (tmp_path / "own.docx").write_bytes(data)
    house = read(LEAST + "word: {skin: own.docx}\n", tmp_path)
    assert house.style.skin == WordSkin("templates/own.docx", data)
    assert house.files == {"templates/own.docx": hashlib.sha256(data).hexdigest()}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("absent.docx", None, "the skin “absent.docx”: the file is not there"),
        ("../own.docx", b"", "the skin “../own.docx” is no name of a Word file (.docx)"),
        ("own.docm", b"", "the skin “own.docm” is no name of a Word file (.docx)"),
        ("own.docx", b"PK nothing", "the skin “own.docx”: the file is no Word file (.docx): it is no zip archive"),
    ],
)
def test_a_word_skin_that_cannot_be_read_is_told(name: str, data: bytes | None, words: str, tmp_path: Path) -> None:
    """With the place of its name in house.yaml and a way out."""
    if data is not None and "/" not in name:
        (tmp_path / name).write_bytes(data)
    (told,) = refused(LEAST + f"word: {{skin: {name}}}\n", tmp_path)
    assert told.startswith(f"house.yaml:6:14: {words}\n  hint: ")


def test_a_word_skin_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """It would lead out of the folder of templates."""
    (tmp_path / "there.docx").write_bytes(letterhead())
    (tmp_path / "own.docx").symlink_to("there.docx")
    (told,) = refused(LEAST + "word: {skin: own.docx}\n", tmp_path)
    assert "it is a link" in told


def test_the_organisation_and_the_markings_must_be_there(tmp_path: Path) -> None:
    assert refused("page: {size: A4}\n", tmp_path) == [
        "house.yaml:1:1: “organisation” is missing in the house style\n  hint: fill in “organisation:”",
        "house.yaml:1:1: “markings” is missing in the house style\n  hint: fill in “markings:”",
    ]


def test_an_empty_house_style_is_refused(tmp_path: Path) -> None:
    assert refused("", tmp_path) == ["house.yaml: the house style is empty"]
