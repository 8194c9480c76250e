"""A record edited in place: what is not about the change stays byte for byte."""

from __future__ import annotations

import pytest

from briefings.drafting.editing import RecordEditor
from briefings.errors import BriefingError, ExitCode, Location
from briefings.evidence import Review, Wording
from briefings.facts import Party
from briefings.readers.yaml_text import read_yaml
from briefings.vocabulary.codes import PartyLevel, ReviewState

SOUND = """\
# top

dossier: {id:   odd,title: {fr: "a",  en: 'b'}}   # spaces
sources:
  - id: S1      # as sent
    file: a.txt

  - {id: S2, file: b.txt}
parties:
  - id:   first     # three spaces
    text:
      fr: a long text that somebody
          folded over lines
      en: >-
        folded
        too
    review: unreviewed   # until I know
    # a comment at the end of a fact

  # a comment above a fact
  - id: next
    text: {fr: oui, en: 'it\'\'s'}
    review:
      state: accepted
      by: me        # and nobody else

# about people
people:
  - id: somebody
    credibility: 06
    on: 2026-11-23
    text: |
      kept

      as it is
    review:
      state: accepted
      by: me
# the end
"""
ACCEPTED = Review(ReviewState.ACCEPTED, by="A: B", on="2026-11-24", reason="it's so")


def edited(text: str, fact: str, review: Review = ACCEPTED) -> str:
    editor = RecordEditor(text.encode(), "accord.yaml")
    editor.review(fact, review)
    return editor.data().decode()


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and those that are new; all others are the same and in the same order."""
    old, new = before.splitlines(), after.splitlines()
    head = next(at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    tail = next(at for at, (one, other) in enumerate(zip(old[::-1], new[::-1], strict=False)) if one != other)
    return old[head : len(old) - tail], new[head : len(new) - tail]


def test_nothing_changed_is_the_very_bytes() -> None:
    assert RecordEditor(SOUND.encode(), "accord.yaml").data() == SOUND.encode()


def test_a_review_changes_its_own_lines_and_no_other() -> None:
    gone, new = changed_lines(SOUND, edited(SOUND, "first"))
    assert [line.split("#")[0].strip() for line in gone] == ["review: unreviewed"]
    words = [line.split("#")[0].strip() for line in new]
    assert words == ["review:", "state: accepted", "by: 'A: B'", "on: 2026-11-24", "reason: it's so"]
    assert "# until I know" in edited(SOUND, "first")


def test_a_review_that_is_there_is_replaced() -> None:
    gone, new = changed_lines(SOUND, edited(SOUND, "somebody", Review(ReviewState.REJECTED, reason="no")))
    assert [line.strip() for line in gone] == ["state: accepted", "by: me"]
    assert [line.strip() for line in new] == ["state: rejected", "reason: no"]


def test_comments_behind_a_part_stay_behind_it() -> None:
    """Also where the value that they stood behind is gone, or something was put behind it."""
    after = edited(SOUND, "next", Review(ReviewState.REJECTED, reason="no"))
    gone, new = changed_lines(SOUND, after)
    assert ([line.strip() for line in gone], [line.strip() for line in new]) == (
        ["state: accepted", "by: me        # and nobody else"],
        ["state: rejected", "reason: no"],
    )
    editor = RecordEditor(SOUND.encode(), "accord.yaml")
    party = Party(
        id="new", at=Location(""), text=Wording({"fr": "neuf"}, Location("")), code="TG", level=PartyLevel.STATE
    )
    editor.add(party)
    gone, new = changed_lines(SOUND, editor.data().decode())
    assert (gone, new[0], new[-1]) == ([], "  - id: new", "    review: unreviewed")


@pytest.mark.parametrize("dash", ["", "    "])
def test_lists_are_indented_as_they_were(dash: str) -> None:
    """At the margin of their key, or further in."""
    lines = SOUND.splitlines(keepends=True)
    first = lines.index("sources:\n")
    shifted = "".join(
        line if number <= first or not line.startswith("  ") else dash + line[2:] for number, line in enumerate(lines)
    )
    gone, new = changed_lines(shifted, edited(shifted, "first"))
    assert [line.split("#")[0].strip() for line in gone] == ["review: unreviewed"]
    assert [line.split("#")[0].strip() for line in new][:2] == ["review:", "state: accepted"]


def test_a_mark_goes_as_it_came() -> None:
    editor = RecordEditor(SOUND.encode(), "accord.yaml")
    editor.mark("next", "S1 changed: “x” is not in it")
    marked = editor.data()
    assert b"S1 changed" in marked
    again = RecordEditor(marked, "accord.yaml")
    again.mark("next", None)
    root, problems = read_yaml(again.data(), "accord.yaml")
    assert (root is not None, problems) == (True, [])
    assert b"lapsed" not in again.data()


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()
    editor = RecordEditor(data, "accord.yaml")
    assert editor.data() == data
    editor.review("first", ACCEPTED)
    after = editor.data()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert after.decode("utf-8-sig").replace("\r\n", "\n") == edited(SOUND, "first")


@pytest.mark.parametrize(
    "words", ["null", "yes", "0x1F", "1e3", "2026-11-24", "- a", "a: b", "#", "“fr” ?", "{a}", "!x", "&a", "*a"]
)
def test_words_that_look_like_something_else_stay_words(words: str) -> None:
    after = edited(SOUND, "next", Review(ReviewState.REJECTED, reason=words))
    root, problems = read_yaml(after.encode(), "accord.yaml")
    assert problems == []
    found = RecordEditor(after.encode(), "accord.yaml")
    assert found.data() == after.encode()
    assert f"reason: {words}" in after or f"reason: '{words}'" in after
    assert root is not None


@pytest.mark.parametrize("text", ["a: [", "- a\n", "a: {b: c: d}\n"])
def test_what_cannot_be_edited_is_told(text: str) -> None:
    with pytest.raises(BriefingError) as caught:
        RecordEditor(text.encode(), "sources/x/accord.yaml")
    assert caught.value.exit_code is ExitCode.DOSSIER
    assert str(caught.value).startswith("sources/x/accord.yaml: the record cannot be edited without losing something (")
