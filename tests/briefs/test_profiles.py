"""A French profile of the house reaches every file, and no quotation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefings import bundled
from briefings.build.build import build_dossier
from briefings.scaffold import make_workspace
from briefings.workspace import Workspace
from tests.attaching.word_files import entries_of
from tests.briefs.desks import EXAMPLE, set_bytes, write_template
from tests.pdf_reading import TaggedPdf, pdf_blocks
from tests.word_reading import W, parts_of


def _built(folder: Path, profile: str) -> dict[str, bytes]:
    make_workspace(folder)
    workspace = Workspace(folder)
    house = (bundled.templates() / "house.yaml").read_text(encoding="utf-8").replace("fr: fr-FR", f"fr: {profile}")
    write_template(workspace, "house.yaml", house)
    build_dossier(workspace, EXAMPLE)
    return set_bytes(workspace, EXAMPLE)


def _drawn(data: bytes) -> str:
    return "".join(piece.text for page in TaggedPdf(data).shown for piece in page).replace("\u00ad", "")


def _written(data: bytes) -> str:
    parts = parts_of(data)
    return "".join(
        "".join(node.text or "" for node in parts[name].iter(f"{W}t"))
        for name in ("word/document.xml", "word/footnotes.xml")
    )


@pytest.mark.parametrize(
    ("profile", "tag", "before_colon", "inside"),
    [
        ("fr-FR", "fr-FR", "\u00a0", "\u00a0"),
        ("fr-CA", "fr-CA", "\u00a0", "\u00a0"),
        ("fr-EU", "fr-FR", "", ""),
    ],
)
def test_a_profile_reaches_word_and_pdf(profile: str, tag: str, before_colon: str, inside: str, tmp_path: Path) -> None:
    """Spaces follow the profile in both files, the language tag is one that readers know, English stays."""
    files = _built(tmp_path, profile)
    pdf, word = files[f"{EXAMPLE}.analyst.fr.pdf"], files[f"{EXAMPLE}.analyst.fr.docx"]
    for text in (_drawn(pdf), _written(word)):
        assert set(re.findall(r"article de presse(\s*):", text)) == {before_colon}
        assert set(re.findall(r"presse\s*:\s«(\s*)", text)) == {inside}
        high = set(re.findall(r"accepté(\s*);", text))
        assert high == ({"\u202f"} if profile == "fr-FR" else {""})
    assert TaggedPdf(pdf).catalog["/Lang"] == tag
    languages = [node.get(f"{W}val") for node in parts_of(word)["word/styles.xml"].iter(f"{W}lang")]
    assert languages[0] == tag


def _printed(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file without what it carries."""
    return {name: content for name, content in entries_of(data).items() if not name.startswith("customXml/")}


def test_no_profile_changes_a_quotation_or_the_english_briefs(tmp_path: Path) -> None:
    """The source writes its own spaces; whoever quotes it keeps them. The hash of the house style is in each file."""
    made = {profile: _built(tmp_path / profile, profile) for profile in ("fr-FR", "fr-EU")}
    quoted = "cet effort dépasse l’économie et la culture : il tend aussi"
    for profile, files in made.items():
        assert quoted in _drawn(files[f"{EXAMPLE}.analyst.fr.pdf"]), profile
        assert quoted in _written(files[f"{EXAMPLE}.analyst.fr.docx"]), profile
    word = [name for name in made["fr-FR"] if name.endswith(".en.docx")]
    pdf = [name for name in made["fr-FR"] if name.endswith(".en.pdf")]
    assert (len(word), len(pdf)) == (5, 5)
    assert [name for name in word if _printed(made["fr-FR"][name]) != _printed(made["fr-EU"][name])] == []
    assert [name for name in pdf if pdf_blocks(made["fr-FR"][name]) != pdf_blocks(made["fr-EU"][name])] == []
