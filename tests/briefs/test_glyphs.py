"""``briefing build`` with characters that the house cannot print: told with place, reason and font, or as code points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import own_templates, probe, set_bytes, small_workspace, write_template
from tests.pdf_reading import pdf_blocks
from tests.tiny_fonts import ETHIOPIC, HAN, TIFINAGH, tiny_font
from tests.word_reading import word_blocks

_ALL = ("docx", "pdf", "md")
_PRESS = ("press", "--language", "en")


def _refused(workspace: Workspace, briefing: Command, *words: str) -> list[str]:
    """Return the problems that a build ends with, each with its hint; nothing is written."""
    made = briefing("build", "small", *words, cwd=workspace.root)
    assert (made.code, made.out) == (6, ""), made.err
    assert not (workspace.output / "small").exists()
    *problems, last = made.err.rstrip("\n").replace("\n  hint: ", " >> ").split("\n")
    if len(problems) == 0:
        return [last]
    assert last == f"{len(problems)} problems; nothing was built or changed"
    return problems


def _with_fallback(workspace: Workspace) -> None:
    """Give the workspace a house style with three invented fallback families."""
    house = own_templates(workspace) / "house.yaml"
    entries = ""
    for name, letters in (("TinyTifinagh", TIFINAGH), ("TinyEthiopic", ETHIOPIC), ("TinyHan", HAN)):
        (house.parent / f"{name}.ttf").write_bytes(tiny_font(name, letters))
        entries += f"    - {{family: {name}, files: {{regular: {name}.ttf}}}}\n"
    text = house.read_text(encoding="utf-8")
    assert "fonts:\n" in text
    house.write_text(text.replace("fonts:\n", f"fonts:\n  fallback:\n{entries}"), encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            "the words اتفاق",
            "Arabic is not shaped and ordered in PDF: U+0627 U+062A U+0641 U+0642 in “the words اتفاق” (en)"
            " >> Noto Sans Arabic has the letters, but this version does not shape Arabic: print it transliterated;"
            " or build Word alone with --format docx;"
            " or build with --allow-missing-glyphs, which prints [U+0627]",
        ),
        (
            "the words הסכם",
            "Hebrew is not shaped and ordered in PDF: U+05D4 U+05E1 U+05DB U+05DD in “the words הסכם” (en)"
            " >> Noto Sans Hebrew has the letters, but this version does not shape Hebrew: print it transliterated;"
            " or build Word alone with --format docx;"
            " or build with --allow-missing-glyphs, which prints [U+05D4]",
        ),
        (
            "the words संधि",
            "Devanagari is not shaped and ordered in PDF: U+0938 U+0902 U+0927 U+093F in “the words संधि” (en)"
            " >> Noto Sans Devanagari has the letters, but this version does not shape Devanagari: print it"
            " transliterated; or build Word alone with --format docx;"
            " or build with --allow-missing-glyphs, which prints [U+0938]",
        ),
        (
            "the words ⵜⴰⵎⴰ",
            "font Source Sans Pro has no glyph for U+2D5C U+2D30 U+2D4E (Tifinagh) in “the words ⵜⴰⵎⴰ” (en)"
            " >> name a TrueType font under fonts: fallback: in house.yaml, such as Noto Sans Tifinagh;"
            " or build with --allow-missing-glyphs, which prints [U+2D5C]",
        ),
        (
            "ስም 東京",
            "font Source Sans Pro has no glyph for U+1235 U+121D (Ethiopic), U+6771 U+4EAC (Han and kana)"
            " in “ስም 東京” (en)"
            " >> name a TrueType font under fonts: fallback: in house.yaml, such as Noto Sans Ethiopic and Droid Sans"
            " Fallback; or build with --allow-missing-glyphs, which prints [U+1235]",
        ),
        (
            "smile 😀, a\u200bb and \ue000",
            "U+1F600: beyond U+FFFF, which this version cannot print in PDF; U+200B: without a form of its own;"
            " U+E000: a private character, which means nothing outside its font"
            " in “smile 😀, a[U+200B]b and [U+E000]” (en)"
            " >> use other characters; or build with --allow-missing-glyphs, which prints [U+1F600]",
        ),
    ],
)
def test_characters_are_told_with_place_reason_and_font(
    tmp_path: Path, briefing: Command, words: str, problem: str
) -> None:
    """The whole message: file, line and column of the fact, the characters and their script, and a way out."""
    workspace = small_workspace(tmp_path, words)
    assert _refused(workspace, briefing) == [f"sources/small/accord.yaml:47:5: {problem}"]


def test_many_characters_of_a_script_are_counted(tmp_path: Path, briefing: Command) -> None:
    """Twelve are listed."""
    workspace = small_workspace(tmp_path, "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉ")
    (problem,) = _refused(workspace, briefing)
    assert "U+2D30 U+2D31 U+2D33 U+2D37 U+2D39 U+2D3B U+2D3C U+2D3D U+2D40 U+2D43 U+2D44 U+2D45 and 2 more" in problem


def test_all_places_are_told_at_once_and_each_once(tmp_path: Path, briefing: Command) -> None:
    """Three facts of ten briefs are three problems, in the order of the file; a page limit is told beside them."""
    workspace = small_workspace(tmp_path, "the words ⵜⴰⵎ", "plain words", "the words اتفاق", "ስም ⵜⴰ")
    path = probe(workspace, "# T\n\n" + "words and words\n\n" * 300)
    path.write_text(path.read_text(encoding="utf-8").replace("target: 1", "target: 1\nlimit: 1"), encoding="utf-8")
    problems = _refused(workspace, briefing)
    assert [problem.split(": ")[0] for problem in problems] == [
        "sources/small/accord.yaml:47:5",
        "sources/small/accord.yaml:63:5",
        "sources/small/accord.yaml:71:5",
        "templates/probe.md.j2:6:1",
        "templates/probe.md.j2:6:1",
    ]


def test_words_of_a_template_lead_to_their_line(tmp_path: Path, briefing: Command) -> None:
    """Each character to the place it stands at: the audience's template, a section, the labels, the house style."""
    workspace = small_workspace(tmp_path)
    templates = own_templates(workspace)
    write_template(
        workspace,
        "press.md.j2",
        (templates / "press.md.j2").read_text(encoding="utf-8") + "{% block opening %}\nⴰ and ⴱ\n{% endblock %}\n",
    )
    house = templates / "house.yaml"
    house.write_text(house.read_text(encoding="utf-8").replace("{en: Public,", "{en: Pⵎblic,"), encoding="utf-8")
    lines = {
        name: next(
            (number, line.index(sign) + 1)
            for number, line in enumerate((templates / name).read_text(encoding="utf-8").split("\n"), 1)
            if sign in line
        )
        for name, sign in (("house.yaml", "ⵎ"), ("press.md.j2", "ⴰ"))
    }
    problems = _refused(workspace, briefing, "--audience", "press", "--language", "en")
    assert [problem.split(" has no glyph for ")[0] for problem in problems] == [
        f"templates/{name}:{line}:{column}: font Source Sans Pro"
        for name, (line, column) in (
            ("house.yaml", lines["house.yaml"]),
            ("press.md.j2", lines["press.md.j2"]),
            ("press.md.j2", (lines["press.md.j2"][0], lines["press.md.j2"][1] + 6)),
        )
    ]


def test_words_of_the_record_that_belong_to_no_fact_lead_to_it(tmp_path: Path, briefing: Command) -> None:
    """The title of the dossier stands in the record."""
    workspace = small_workspace(tmp_path)
    record = workspace.sources / "small" / "accord.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("en: A small accord", "en: A small ⴰccord"), encoding="utf-8")
    (problem,) = _refused(workspace, briefing)
    assert problem.startswith("sources/small/accord.yaml:4:10: font Source Sans Pro has no glyph for U+2D30 (Tifinagh)")


def test_words_that_are_written_as_an_escape_lead_to_the_template(tmp_path: Path, briefing: Command) -> None:
    """Where the character itself stands nowhere, the audience's template is told."""
    workspace = small_workspace(tmp_path)
    probe(workspace, "# T\n\n&#x2D30;\n")
    (problem,) = _refused(workspace, briefing, "--audience", "probe", "--language", "en")
    assert problem.startswith("templates/probe.md.j2: font Source Sans Pro has no glyph for U+2D30 (Tifinagh)")


def test_word_and_markdown_alone_need_no_glyphs(tmp_path: Path) -> None:
    """Word shapes Arabic and finds fonts on the reader's machine."""
    workspace = small_workspace(tmp_path, "اتفاق ⵜⴰⵎ 😀")
    build_dossier(workspace, "small", Choice(("analyst",), ("en",), ("docx", "md")))
    files = set_bytes(workspace, "small")
    assert "اتفاق ⵜⴰⵎ 😀[4]" in word_blocks(files["small.analyst.en.docx"])
    assert "اتفاق ⵜⴰⵎ 😀" in files["small.analyst.en.md"].decode()


def test_fallback_families_print_what_was_refused(tmp_path: Path) -> None:
    """Tifinagh, Ethiopic, Han and kana: the words of Word and PDF are the same."""
    words = ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "ስምነት ዛሬ", "東京で協定に署名した。")
    workspace = small_workspace(tmp_path, *words)
    _with_fallback(workspace)
    made = build_dossier(workspace, "small", Choice(("analyst",), ("en",), _ALL))
    files = set_bytes(workspace, "small")
    blocks = pdf_blocks(files["small.analyst.en.pdf"])
    assert word_blocks(files["small.analyst.en.docx"]) == blocks
    assert [word for word in words if not any(block.startswith(f"{word}[") for block in blocks)] == []
    assert [entry.glyphs_replaced for entry in made.written] == [(), (), ()]


def test_fonts_that_were_tried_are_named(tmp_path: Path, briefing: Command) -> None:
    """A font that the house has already is not proposed again."""
    workspace = small_workspace(tmp_path, "the words ⴲ")
    _with_fallback(workspace)
    house = workspace.root / "templates" / "house.yaml"
    text = house.read_text(encoding="utf-8")
    house.write_text(text.replace("family: TinyTifinagh", "family: Noto Sans Tifinagh"), encoding="utf-8")
    assert _refused(workspace, briefing) == [
        "sources/small/accord.yaml:47:5: fonts Source Sans Pro, Noto Sans Tifinagh, TinyEthiopic, TinyHan have no glyph"
        " for U+2D32 (Tifinagh) in “the words ⴲ” (en)"
        " >> name a TrueType font under fonts: fallback: in house.yaml, one that has them;"
        " or build with --allow-missing-glyphs, which prints [U+2D32]"
    ]


class TestAllowed:
    """``--allow-missing-glyphs``."""

    def test_code_points_are_printed_in_every_format_alike(self, tmp_path: Path, briefing: Command) -> None:
        """Letters without a font, letters that need shaping and what lies beyond the basic plane; Greek stays."""
        workspace = small_workspace(tmp_path, "ⴰⵎ ا 😀 Αθήνα é")
        words = ("build", "small", "--audience", "analyst", "--format", "docx,pdf,md", "--allow-missing-glyphs")
        made = briefing(*words, cwd=workspace.root)
        assert made.code == 0, made.err
        files = set_bytes(workspace, "small")
        printed = "[U+2D30][U+2D4E] [U+0627] [U+1F600] Αθήνα é"
        for language, quoted in (("en", f"“{printed}”"), ("fr", f"«\u00a0{printed}\u00a0»")):
            blocks = pdf_blocks(files[f"small.analyst.{language}.pdf"])
            assert word_blocks(files[f"small.analyst.{language}.docx"]) == blocks
            assert f"{printed}[4]" in blocks
            assert any(" ".join(quoted.split()) in block for block in blocks if block.startswith("4 "))
            assert (
                r"\[U+2D30\]\[U+2D4E\] \[U+0627\] \[U+1F600\] Αθήνα é" in files[f"small.analyst.{language}.md"].decode()
            )

    def test_the_manifest_and_the_terminal_say_so(self, tmp_path: Path, briefing: Command) -> None:
        """Each file lists its characters in order of code point; each brief has its remark."""
        workspace = small_workspace(tmp_path, "the words ⴰ😀ا")
        words = ("build", "small", "--audience", "analyst,minister", "--language", "en", "--allow-missing-glyphs")
        made = briefing(*words, cwd=workspace.root)
        assert made.err == "remark: analyst (en): printed as code points: [U+0627] [U+2D30] [U+1F600]\n"
        rows = json.loads(set_bytes(workspace, "small")["manifest.json"])["files"]
        assert {row["file"]: row["glyphs_replaced"] for row in rows} == {
            "small.analyst.en.docx": ["[U+0627]", "[U+2D30]", "[U+1F600]"],
            "small.analyst.en.pdf": ["[U+0627]", "[U+2D30]", "[U+1F600]"],
            "small.minister.en.docx": [],
            "small.minister.en.pdf": [],
        }

    def test_the_order_of_builds_does_not_matter(self, tmp_path: Path) -> None:
        """Word alone prints the code points that the PDF prints beside it."""
        one, other = (small_workspace(tmp_path / name, "ⴰ اتفاق") for name in ("one", "other"))
        build_dossier(one, "small", Choice(("analyst",), (), _ALL, allow_missing_glyphs=True))
        for form in _ALL:
            build_dossier(other, "small", Choice(("analyst",), (), (form,), allow_missing_glyphs=True))
        assert set_bytes(one, "small") == set_bytes(other, "small")

    def test_nothing_changes_where_nothing_is_missing(self, tmp_path: Path) -> None:
        one, other = (small_workspace(tmp_path / name, "plain words") for name in ("one", "other"))
        build_dossier(one, "small", Choice(("analyst",)))
        build_dossier(other, "small", Choice(("analyst",), allow_missing_glyphs=True))
        assert set_bytes(one, "small") == set_bytes(other, "small")

    def test_a_font_without_letters_for_code_points_is_refused(self, tmp_path: Path, briefing: Command) -> None:
        """No endless loop: what a code point is written with cannot itself be written as one."""
        workspace = small_workspace(tmp_path, "plain words")
        house = own_templates(workspace) / "house.yaml"
        (house.parent / "t.ttf").write_bytes(tiny_font("Poor", "abcdefghijklmnopqrstuvwxyz "))
        files = "files: {regular: t.ttf, bold: t.ttf, italic: t.ttf, bold_italic: t.ttf}"
        text = house.read_text(encoding="utf-8")
        house.write_text(text.replace("family: Source Sans Pro", f"family: Poor\n  {files}\n "), encoding="utf-8")
        problems = _refused(workspace, briefing, "--audience", "analyst", "--language", "en", "--allow-missing-glyphs")
        assert "font Poor has no glyph for U+" in problems[0]
