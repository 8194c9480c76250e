"""Who says a fact is printed as a name, never as an id of the record; not where the audience may not read of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.build.verify import read_carried, verify_file
from briefings.errors import ExitCode
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import own_templates, set_bytes, small_workspace
from tests.pdf_reading import pdf_blocks

#: Invented: a spokesman with a name, one known by office alone, and what they say.
_SOURCE = """\
Harald Smith, spokesman of the ministry, was present. Harald Smith said that the accord covers military health.

The harbour master was present. The harbour master said that the accord covers logistics."""
_PEOPLE = """
people:
  - id: smith
    name: Harald Smith
    office: {en: spokesman of the ministry, fr: porte-parole du ministère}
    part: speaker
    text: {en: The spokesman spoke., fr: Le porte-parole a parlé.}
    evidence: [{source: S1, exact: "Harald Smith, spokesman of the ministry"}]
    review: accepted
    marking: MARKING
  - id: harbour
    office: {en: the harbour master, fr: le capitaine du port}
    part: speaker
    text: {en: The harbour master spoke., fr: Le capitaine du port a parlé.}
    evidence: [{source: S1, exact: The harbour master was present}]
    review: accepted
"""
_SAID = """\
  - id: health
    kind: history
    status: attributed
    speaker: smith
    text: {en: Health is covered., fr: La santé est couverte.}
    evidence: [{source: S1, exact: the accord covers military health}]
    review: accepted
  - id: logistics
    kind: history
    status: attributed
    speaker: SPEAKER
    text: {en: Logistics are covered., fr: La logistique est couverte.}
    evidence: [{source: S1, exact: the accord covers logistics}]
    review: accepted
"""


def _desk(folder: Path, speaker: str = "harbour", marking: str = "public") -> Workspace:
    workspace = small_workspace(folder, facts=_SAID.replace("SPEAKER", speaker), more=_SOURCE)
    record = workspace.sources / "small" / "accord.yaml"
    people = _PEOPLE.replace("MARKING", marking)
    record.write_text(record.read_text(encoding="utf-8") + people, encoding="utf-8")
    return workspace


def _brief(workspace: Workspace, audience: str, language: str) -> str:
    build_dossier(workspace, "small", Choice((audience,), (language,), ("md",)))
    return set_bytes(workspace, "small")[f"small.{audience}.{language}.md"].decode()


@pytest.mark.parametrize(
    ("language", "named", "unnamed"),
    [
        ("en", "attributed (Harald Smith)", "attributed (the harbour master)"),
        ("fr", "attribué (Harald Smith)", "attribué (le capitaine du port)"),
    ],
)
def test_a_person_of_the_record_is_printed_by_name_or_office(
    tmp_path: Path, briefing: Command, language: str, named: str, unnamed: str
) -> None:
    """In the brief and in ``show``, in the language of each."""
    workspace = _desk(tmp_path)
    shown = briefing("show", "small", "-l", language, cwd=workspace.root).out
    assert f" · {named} · " in shown and f" · {unnamed} · " in shown
    brief = _brief(workspace, "analyst", language)
    assert named[1:] in brief and unnamed[1:] in brief
    assert "(smith)" not in brief and "(harbour)" not in brief


def test_other_words_are_printed_as_the_source_has_them(tmp_path: Path) -> None:
    """A speaker who is nobody of the record."""
    assert "(The harbour master)" in _brief(_desk(tmp_path, speaker="The harbour master"), "analyst", "fr")


@pytest.mark.parametrize(("audience", "told"), [("analyst", True), ("parliament", False)])
@pytest.mark.parametrize("embed", ["all", "used"])
def test_a_speaker_above_the_marking_is_not_named_anywhere(
    tmp_path: Path, audience: str, told: bool, embed: str
) -> None:
    """Neither printed nor in what the PDF carries; the brief can still be built again from it."""
    workspace = _desk(tmp_path, marking="restricted")
    template = own_templates(workspace) / f"{audience}.md.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("embed: used", f"embed: {embed}").replace("embed: all", f"embed: {embed}"))
    build_dossier(workspace, "small", Choice((audience,), ("fr",), ("pdf",)))
    path = workspace.output / "small" / f"small.{audience}.fr.pdf"
    data, carried = read_carried(path, path.name)
    words = "\n".join(pdf_blocks(data))
    assert "Attribué" in words
    assert ("Attribué (Harald Smith)" in words) is told
    assert "(smith)" not in words and "()" not in words and "None" not in words
    record = carried["accord.yaml"].decode()
    assert ("Smith" in record and "smith" in record) is told
    assert verify_file(data, carried, workspace).exit_code is ExitCode.DONE


def test_the_evidence_table_counts_facts_instead_of_naming_their_ids(built: tuple[Workspace, object]) -> None:
    """An inference names the numbers of those it rests on, in either language."""
    for language, head, kind, basis in (
        ("en", "## Evidence", "| 6. Event | ", "| Derived from facts 1, 4, 5 |"),
        ("fr", "## Éléments de preuve", "| 6. Événement | ", "| Déduit des faits 1, 4, 5 |"),
    ):
        text = set_bytes(built[0], "rwanda-2024")[f"rwanda-2024.analyst.{language}.md"].decode()
        rows = text.split(head)[1].split("\n\n")[1].splitlines()[2:]
        assert [row.split(".")[0] for row in rows] == [f"| {number}" for number in range(1, len(rows) + 1)]
        assert rows[5].startswith(kind) and rows[5].endswith(basis)
