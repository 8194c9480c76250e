"""A workspace whose house has a Word file of its own, by the command line."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import own_templates, small_workspace
from tests.word_reading import word_blocks
from tests.writers.letterheads import add_field, letterhead


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A workspace with templates of its own, one of them a letterhead."""
    workspace = small_workspace(tmp_path)
    own_templates(workspace)
    _give(workspace, letterhead())
    house = workspace.root / "templates" / "house.yaml"
    house.write_text(house.read_text(encoding="utf-8") + "\nword: {skin: letterhead.docx}\n", encoding="utf-8")
    return workspace


def _give(workspace: Workspace, data: bytes) -> None:
    (workspace.root / "templates" / "letterhead.docx").write_bytes(data)


def _file(workspace: Workspace, language: str) -> bytes:
    return (workspace.output / "small" / f"small.minister.{language}.docx").read_bytes()


def test_a_brief_is_written_on_the_letterhead(desk: Workspace, briefing: Command) -> None:
    """In both languages, with the date as each writes it; the PDF says the same, which the build itself compares."""
    assert briefing("build", "small", "-a", "minister", cwd=desk.root).code == 0
    heads = {}
    for language in ("en", "fr"):
        header = docx.Document(BytesIO(_file(desk, language))).sections[0].header
        heads[language] = "".join(text.text or "" for text in header._element.iter() if text.tag.endswith("}t"))
        assert word_blocks(_file(desk, language))
    assert "Ref. small of " in heads["en"]
    assert heads["en"] != heads["fr"]


def test_a_changed_letterhead_makes_briefs_anew(desk: Workspace, briefing: Command) -> None:
    """The same one again makes none."""

    def recolour(word: Any) -> None:
        word.sections[0].header.add_paragraph("Changed")

    briefing("build", "small", "-a", "minister", cwd=desk.root)
    again = briefing("build", "small", "-a", "minister", cwd=desk.root)
    assert "nothing had changed" in again.out
    _give(desk, letterhead(recolour))
    assert "nothing had changed" not in briefing("build", "small", "-a", "minister", cwd=desk.root).out
    header = docx.Document(BytesIO(_file(desk, "en"))).sections[0].header
    assert header.paragraphs[-1].text == "Changed"


def test_template_check_names_the_styles_that_are_supplied(desk: Workspace, briefing: Command) -> None:
    """As remarks with what needs them; the templates are sound."""
    told = briefing("template", "check", cwd=desk.root)
    assert told.code == 0
    assert "remark: templates/letterhead.docx: it has no style “Bottom Line”, needed for the bottom line" in told.err


def test_a_letterhead_that_cannot_be_used_stops_check_and_build(desk: Workspace, briefing: Command) -> None:
    """Exit 4 and the same words from both; nothing is saved."""

    def date(word: Any) -> None:
        add_field(word.sections[0].footer.paragraphs[0], " DATE ")

    _give(desk, letterhead(date))
    checked = briefing("template", "check", cwd=desk.root)
    built = briefing("build", "small", "-a", "minister", "--format", "docx", cwd=desk.root)
    assert (checked.code, built.code) == (4, 4)
    words = "templates/letterhead.docx: the Word skin cannot be used: its footer holds the field DATE"
    assert words in checked.err
    assert words in built.err
    assert not (desk.output / "small").exists()
