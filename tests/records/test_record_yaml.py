"""An accord written as YAML is read back as the same accord."""

from __future__ import annotations

from enum import Enum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from briefings.build.record_yaml import write_record
from briefings.dossiers import load_dossier
from briefings.errors import Location
from briefings.readers.accord_yaml import read_accord
from briefings.readers.characters import REFUSED
from briefings.readers.yaml_text import Mapping, Scalar, Sequence, read_yaml
from briefings.workspace import Workspace
from tests.briefs.desks import EXAMPLE, REPOSITORY, said, small_workspace


def bare(value: Any) -> Any:
    """Return a record as plain values without the places where it was read."""
    if isinstance(value, Location):
        return None
    if isinstance(value, Struct):
        return {name: bare(getattr(value, name)) for name in value.__struct_fields__ if name != "file"}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [bare(each) for each in value]
    return dict(value) if hasattr(value, "items") else value


def test_the_example_is_read_back_as_it_was() -> None:
    """Every field of every record, in the order of the record."""
    accord = load_dossier(Workspace(REPOSITORY), EXAMPLE).accord
    again, problems = read_accord(write_record(accord, "A comment.\nIn two lines."), "again.yaml")
    assert problems == []
    assert bare(again) == bare(accord)


def test_every_optional_field_is_written(tmp_path: Any) -> None:
    """Note, review with reason, translations, places, prefix and suffix come back too."""
    facts = """\
  - id: rich
    kind: history
    status: attributed
    speaker: the memorandum
    text: {en: "It covers: training # not a comment", fr: "« null »"}
    evidence:
      - {source: S1, exact: covers training, prefix: memorandum, suffix: of military, start: 115, translations: {fr: porte}}
    review: {state: edited, by: A desk officer, on: 2026-11-23, reason: "yes: no"}
    credibility: 2
    positive: false
    marking: internal
"""
    workspace = small_workspace(tmp_path, facts=facts)
    record = workspace.sources / "small" / "accord.yaml"
    note = """\
note:
  reference: "007"
  version: "1.0"
  from: {en: The desk, fr: Le bureau}
  decision: {text: {en: Agree?, fr: Accord ?}, deadline: 2026-12-01}
  changes:
    - {version: "0.9", on: 2026-11-22, text: {en: First., fr: Première.}}
"""
    data = (record.read_text(encoding="utf-8") + note).encode()
    accord, problems = read_accord(data, "accord.yaml")
    assert accord is not None
    assert problems == []
    again, problems = read_accord(write_record(accord), "again.yaml")
    assert problems == []
    assert bare(again) == bare(accord)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_words_come_back_letter_for_letter(words: str) -> None:
    """Whatever YAML would take them for: comments, tags, numbers, line ends."""
    if REFUSED.search(words):
        return
    accord, _ = read_accord((_HEAD + said("x", 1)).encode(), "accord.yaml")
    assert accord is not None
    text = replace(accord.context[0].text, texts={"en": words, "fr": words})
    changed = replace(accord, context=(replace(accord.context[0], text=text),))
    root, problems = read_yaml(write_record(changed), "again.yaml")
    assert problems == []
    assert isinstance(root, Mapping)
    context = root.entries["context"][1]
    assert isinstance(context, Sequence)
    fact = context.items[0]
    assert isinstance(fact, Mapping)
    wording = fact.entries["text"][1]
    assert isinstance(wording, Mapping)
    english = wording.entries["en"][1]
    assert isinstance(english, Scalar)
    assert english.text == words


_HEAD = "dossier: {id: x, title: {en: a, fr: b}, desk: {en: a, fr: b}, as_at: 2026-11-23}\ncontext:\n"
