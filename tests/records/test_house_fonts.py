"""Fallback families in ``house.yaml``: only a regular face is needed, and every file must be a TrueType font."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.style import FontFamily
from tests.records.test_house_yaml import LEAST, read, refused
from tests.tiny_fonts import tiny_font

ONE = "fonts:\n  fallback:\n    - family: Tiny\n      files: {regular: t.ttf}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two invented fonts."""
    for name in ("t", "b"):
        (tmp_path / f"{name}.ttf").write_bytes(tiny_font(f"Tiny-{name}", "ⴰ"))
    return tmp_path


def test_a_house_without_fallback_families_has_none(tmp_path: Path) -> None:
    assert read(LEAST, tmp_path).style.fallback == ()
    assert read(LEAST + "fonts: {size: 10 pt}\n", tmp_path).style.fallback == ()


def test_the_regular_face_serves_for_the_others(folder: Path) -> None:
    """A face without a file of its own is the regular one; Word is told of no fallback family."""
    regular, bold = folder / "t.ttf", folder / "b.ttf"
    assert read(LEAST + ONE, folder).style.fallback == (FontFamily("Tiny", regular, regular, regular, regular, ""),)
    text = ONE.replace("regular: t.ttf", "regular: t.ttf, bold: b.ttf")
    assert read(LEAST + text, folder).style.fallback == (FontFamily("Tiny", regular, bold, regular, regular, ""),)


def test_families_keep_their_order(folder: Path) -> None:
    """The first that has a character prints it."""
    text = ONE + "    - {family: Other, files: {regular: b.ttf}}\n"
    assert [family.name for family in read(LEAST + text, folder).style.fallback] == ["Tiny", "Other"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ONE.replace("t.ttf", "x.ttf"), "9:24: font file “x.ttf” is not there\n  hint: put the TrueType file beside house.yaml"),
        (ONE.replace("t.ttf", "t.ttf, bold: ../x.ttf"), "9:37: font file “../x.ttf” is not there\n  hint: put the TrueType file beside house.yaml"),
        (ONE.replace("t.ttf", "cff.otf"), "9:24: font file “cff.otf” has PostScript outlines\n  hint: take the TrueType version of the font (.ttf)"),
        (ONE.replace("t.ttf", "text.ttf"), "9:24: font file “text.ttf” is no TrueType font\n  hint: take the TrueType version of the font (.ttf)"),
        (ONE.replace("t.ttf", "empty.ttf"), "9:24: font file “empty.ttf” is no TrueType font\n  hint: take the TrueType version of the font (.ttf)"),
        (ONE.replace("regular: t.ttf", "bold: t.ttf"), "9:14: “regular” is missing in “files”\n  hint: fill in “regular:”"),
        (ONE.replace("family: Tiny", "family:"), "8:7: “family” is empty in a fallback family\n  hint: fill in “family:”"),
        ("fonts: {fallback: [{family: Tiny}]}\n", "6:20: “files” is missing in a fallback family\n  hint: fill in “files:”"),
        (ONE.replace("files", "word: Tiny\n      files"), "9:7: unknown key “word” in a fallback family\n  hint: known keys: family, files"),
        ("fonts: {fallback: Tiny}\n", "6:19: “fallback” must be a list, not a single value\n  hint: start each entry with “- ”"),
        ("fonts: {fallback: [Tiny]}\n", "6:20: a fallback family must be a mapping, not a single value\n  hint: write it as “key: value” lines"),
    ],
)  # fmt: skip
def test_a_misfit_is_told_with_its_place(text: str, message: str, folder: Path) -> None:
    (folder / "cff.otf").write_bytes(b"OTTO" + bytes(100))
    (folder / "text.ttf").write_text("not a font", encoding="utf-8")
    (folder / "empty.ttf").write_bytes(b"")
    assert f"house.yaml:{message}" in refused(LEAST + text, folder)


def test_the_main_family_must_be_truetype_too(tmp_path: Path) -> None:
    """Each face is told."""
    for name in ("r", "b", "i", "bi"):
        (tmp_path / f"{name}.otf").write_bytes(b"OTTO" + bytes(100))
    files = "fonts:\n  family: Own\n  files: {regular: r.otf, bold: b.otf, italic: i.otf, bold_italic: bi.otf}\n"
    assert [problem.split("\n")[0] for problem in refused(LEAST + files, tmp_path)] == [
        f"house.yaml:8:{column}: font file “{name}.otf” has PostScript outlines"
        for name, column in (("r", 20), ("b", 33), ("i", 48), ("bi", 68))
    ]
