"""The table of scripts agrees with the Unicode Character Database that Python holds."""

from __future__ import annotations

import unicodedata

import pytest

from briefings.scripts import is_shaped, script_of

_ASSIGNED = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code))[0] != "C"]


@pytest.mark.parametrize(
    ("character", "name", "font", "shaped"),
    [
        ("a", "Latin", "Noto Sans", False),
        ("θ", "Greek", "Noto Sans", False),
        ("ⵣ", "Tifinagh", "Noto Sans Tifinagh", False),
        ("ስ", "Ethiopic", "Noto Sans Ethiopic", False),
        ("漢", "Han and kana", "Droid Sans Fallback", False),
        ("。", "Han and kana", "Droid Sans Fallback", False),
        ("한", "Hangul", "Nanum Gothic", False),
        ("ا", "Arabic", "Noto Sans Arabic", True),
        ("ﷺ", "Arabic", "Noto Sans Arabic", True),
        ("א", "Hebrew", "Noto Sans Hebrew", True),
        ("ߊ", "N’Ko", "Noto Sans NKo", True),
        ("क", "Devanagari", "Noto Sans Devanagari", True),
        ("ก", "Thai", "Noto Sans Thai", True),
    ],
)
def test_a_character_has_a_script_and_a_font(character: str, name: str, font: str, shaped: bool) -> None:
    script = script_of(character)
    assert script is not None
    assert (script.name, script.font, script.shaped) == (name, font, shaped)
    assert is_shaped(ord(character)) is shaped


@pytest.mark.parametrize("character", ["\ufe0f", "\ue000", "\U0001f600"])
def test_a_character_outside_the_table_has_no_script(character: str) -> None:
    assert script_of(character) is None
    assert not is_shaped(ord(character))


def test_every_letter_that_runs_from_right_to_left_counts_as_shaped() -> None:
    """Bidirectional classes R and AL of the basic plane; the table forgets none."""
    strong = [each for each in _ASSIGNED if unicodedata.bidirectional(each) in {"R", "AL"}]
    assert len(strong) > 1000
    assert [each for each in strong if not is_shaped(ord(each))] == []


def test_every_mark_that_takes_room_counts_as_shaped() -> None:
    """Spacing marks (category Mc) are reordered around their letter; the tone marks of old Hangul alone are not."""
    marks = [each for each in _ASSIGNED if unicodedata.category(each) == "Mc"]
    assert len(marks) > 100
    assert [f"{ord(each):04X}" for each in marks if not is_shaped(ord(each))] == ["302E", "302F"]


def test_nothing_of_a_plain_script_counts_as_shaped() -> None:
    """Latin, Greek, Cyrillic, Armenian, Georgian, Ethiopic, Tifinagh, Han and kana print letter by letter."""
    words = (
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "ARMENIAN",
        "GEORGIAN",
        "ETHIOPIC",
        "TIFINAGH",
        "CJK",
        "HIRAGANA",
        "KATAKANA",
    )
    plain = [each for each in _ASSIGNED if unicodedata.name(each, "").startswith(words)]
    assert len(plain) > 20_000
    assert [each for each in plain if is_shaped(ord(each))] == []


def test_every_assigned_character_but_variation_selectors_has_a_script() -> None:
    """So that a message can name a font."""
    without = {each for each in _ASSIGNED if script_of(each) is None}
    assert without == {chr(code) for code in range(0xFE00, 0xFE10)}
