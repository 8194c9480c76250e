"""Lines end between ideographs, as UAX #14 says at its plainest, and nothing is lost."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefings.document import Text
from briefings.writers.pdf.breaks import may_part, pieces
from briefings.writers.pdf.coverage import Coverage
from briefings.writers.pdf.families import Families, clusters
from briefings.writers.pdf.inlines import Fragment
from briefings.writers.pdf.lines import break_lines
from tests.samples import house_style
from tests.tiny_fonts import ETHIOPIC, HAN, tiny_family


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("漢字", ["漢", "字"]),
        ("東京で。", ["東", "京", "で。"]),
        ("「漢」、字", ["「漢」、", "字"]),
        ("（漢）漢", ["（漢）", "漢"]),
        ("ちょっと", ["ちょっ", "と"]),
        ("データ", ["デー", "タ"]),
        ("EU協定", ["EU", "協", "定"]),
        ("は6月18日", ["は", "6月", "18日"]),
        ("“漢”", ["“漢”"]),
        ("漢\u3099字", ["漢\u3099", "字"]),
        ("漢\u00a0字", ["漢\u00a0字"]),
        ("ሰላም፡ዛሬ።", ["ሰላም፡", "ዛሬ።"]),
        ("한국어", ["한국어"]),
        ("l’été", ["l’été"]),
        ("ⵜⴰⵎ", ["ⵜⴰⵎ"]),
        ("[U+2D30][U+2D31]", ["[U+2D30]", "[U+2D31]"]),
        ("a[1]", ["a[1]"]),
        ("", [""]),
    ],
)
def test_a_word_is_parted_where_its_script_allows(word: str, parts: list[str]) -> None:
    """Closing signs, small kana and marks begin no line, opening signs and numbers end none; no-break spaces hold."""
    assert pieces(word) == parts


@given(st.text(st.sampled_from("漢字ょ。「」（）aé1 ፡ሰ\u0301\u00a0[]-한"), max_size=30))
def test_parts_are_the_word(word: str) -> None:
    """Whatever the word, its parts joined are the word, and a line may end between any two."""
    parts = pieces(word)
    assert "".join(parts) == word
    assert all(may_part(one[-1], other[0]) for one, other in itertools.pairwise(parts))


def test_clusters_are_the_text() -> None:
    """A letter with its marks; marks at the start of the text stand alone."""
    assert list(clusters("\u0301e\u0301\u0331ab\u0301")) == ["\u0301", "e\u0301\u0331", "a", "b\u0301"]
    assert list(clusters("")) == []


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Coverage:
    """Return a chooser of faces with two invented fallback families."""
    folder: Path = tmp_path_factory.mktemp("fonts")
    families = (tiny_family(folder, "TinyHan", HAN, width=1000), tiny_family(folder, "TinyEthiopic", ETHIOPIC))
    return Coverage(Families(replace(house_style(), fallback=families)), "en-GB")


def _lines(coverage: Coverage, text: str, width: float) -> list[str]:
    colour = house_style().palette.text
    fragments = [
        Fragment(words, face, 10.0, colour, None) for words, face in coverage.stretches(Text(text), False, False)
    ]
    return ["".join(run.text for run in line.runs) for line in break_lines(fragments, width)]


def test_text_without_spaces_fills_its_lines(coverage: Coverage) -> None:
    """No hole is left before a long run of ideographs, and no full stop begins a line."""
    assert _lines(coverage, "EU 東京で協定に署名した。", 60.0) == ["EU 東京で協", "定に署名し", "た。"]


def test_a_line_may_end_where_the_family_changes(coverage: Coverage) -> None:
    """Between a Latin word and an ideograph, both ways, but not before a closing sign of another family."""
    assert _lines(coverage, "協定treaty協定", 40.0) == ["協定", "treaty協", "定"]
    assert _lines(coverage, "東協定)", 32.0) == ["東協", "定)"]


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("漢字ょ。「」東a1 ፡ስ)é-"), max_size=60), st.floats(25, 200))
def test_nothing_is_lost_and_no_line_is_too_wide(coverage: Coverage, text: str, width: float) -> None:
    """Whatever the mixture of scripts and the width."""
    lines = _lines(coverage, text, width)
    assert "".join(lines).strip(" ") == " ".join(part for part in text.split(" ") if part)
