"""Files that are no review copies, damaged ones, and ones that mean harm: clear words, exit codes, bounded work."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.readers.docx_review import MAX_COMMENTS, read_review
from briefings.review.homecoming import apply_home
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.review.desks import LAKE, copy_of, desk, home, record
from tests.review.hands import COMMENTS, MAIN, commented, opened, packed, reworded

MEMORY = "customXml/item1.xml"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the invented dossier; these tests never change it."""
    return desk(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def data(workspace: Workspace) -> bytes:
    """Return one review copy."""
    return copy_of(workspace).data


def changed(data: bytes, name: str, old: str, new: str, count: int = 1) -> bytes:
    """Return a file with words of one part replaced."""
    parts = opened(data)
    text = parts[name].decode("utf-8")
    assert old in text
    parts[name] = text.replace(old, new, count).encode("utf-8")
    return packed(parts)


def without(data: bytes, name: str) -> bytes:
    """Return a file without a part."""
    return packed({each: content for each, content in opened(data).items() if each != name})


def refusals(data: bytes) -> dict[str, tuple[bytes, str]]:
    """Return files that cannot be read back, and what is said of each."""
    sent = without(changed(data, "word/_rels/document.xml.rels", "customXml", "else"), MEMORY)
    return {
        "no zip": (b"A brief.", "is no zip archive"),
        "cut short": (data[: len(data) // 2], "is no zip archive"),
        "no memory": (sent, "the file is no review copy"),
        "broken body": (changed(data, MAIN, "</w:body>", ""), "is no sound XML"),
        "broken comments": (changed(data, COMMENTS, "</w:comments>", ""), "is no sound XML"),
        "a document type": (changed(data, COMMENTS, "<w:comments ", '<!DOCTYPE w [<!ENTITY a "b">]><w:comments '),
                            "document type declaration"),
        "memory no JSON": (changed(data, MEMORY, "{&quot;version", "{version"), "is damaged"),
        "memory of other types": (changed(data, MEMORY, "&quot;places&quot;:[", "&quot;places&quot;:[7,"), "damaged"),
        "another version": (changed(data, MEMORY, "version&quot;:1", "version&quot;:2"), "another version"),
    }  # fmt: skip


def test_what_cannot_be_read_back_is_refused_in_clear_words(workspace: Workspace, data: bytes) -> None:
    """Each is exit 5 and names the file, not its folder; nothing is written."""
    before = record(workspace).read_bytes()
    for name, (file, said) in refusals(data).items():
        with pytest.raises(BriefingError) as error:
            home(workspace, file)
        assert (error.value.exit_code, said in str(error.value)) == (ExitCode.SOURCE, True), (name, str(error.value))
        assert str(error.value).startswith("back.docx"), name
    assert record(workspace).read_bytes() == before


def test_a_brief_that_was_sent_is_no_review_copy(workspace: Workspace, briefing: Command) -> None:
    """The command says what to take instead; a file that is not there is told too. Exit 5."""
    briefing("build", "small", "--audience", "analyst", "--format", "docx", cwd=workspace.root)
    outcome = briefing("ingest", "output/small/small.analyst.en.docx", cwd=workspace.root)
    assert outcome.code == ExitCode.SOURCE
    assert "no review copy" in outcome.err
    assert "briefing build ID --review" in outcome.err
    assert briefing("ingest", "missing.docx", cwd=workspace.root).code == ExitCode.SOURCE


def test_too_many_comments_are_over_a_limit(data: bytes) -> None:
    """A file with more comments than anybody writes is refused, with the number. Exit 11."""
    one = '<w:comment w:id="7{}" w:author="x"/>'
    many = "".join(one.format(number) for number in range(MAX_COMMENTS + 1))
    with pytest.raises(BriefingError) as error:
        read_review(changed(data, COMMENTS, "</w:comments>", many + "</w:comments>"), "back.docx")
    assert error.value.exit_code is ExitCode.LIMIT
    assert f"more than {MAX_COMMENTS}" in str(error.value)


def test_a_million_comments_are_refused_before_they_are_parsed(data: bytes) -> None:
    """The archive's directory is enough to refuse them. Exit 11."""
    parts = opened(data)
    parts[COMMENTS] = parts[COMMENTS].replace(b"</w:comments>", b'<w:comment w:id="7"/>' * 2_000_000 + b"</w:comments>")
    begun = time.process_time()
    file = packed(parts)
    packing = time.process_time() - begun
    begun = time.process_time()
    with pytest.raises(BriefingError) as error:
        read_review(file, "back.docx")
    assert error.value.exit_code is ExitCode.LIMIT
    assert time.process_time() - begun < packing


def test_control_and_direction_characters_are_shown_and_never_obeyed(workspace: Workspace, data: bytes) -> None:
    """In comments, names of authors and edits: the list spells them out, and the record refuses them."""
    turned = "ab\u202edc"
    file = commented(data, LAKE, f"{turned}\u0085\u200f", author="Eve\u202e\u2066")
    file = reworded(file, "camps", f"cam{turned}ps", author="Eve\u202e")
    found = home(workspace, file)
    assert found.returned.comments[0].text.startswith(turned)
    done = apply_home(found, ())
    assert done.applied == ()
    assert len(done.refused) == 1


def test_the_list_prints_no_control_character(workspace: Workspace, data: bytes, briefing: Command) -> None:
    """What reviewers wrote reaches the terminal as letters only."""
    file = commented(data, LAKE, "ab\u202edc\u009b31m", author="Eve\u2066")
    (workspace.root / "back.docx").write_bytes(file)
    outcome = briefing("ingest", "back.docx", cwd=workspace.root)
    assert outcome.code == 0
    assert "ab[U+202E]dc[U+009B]31m" in outcome.out
    assert all(character.isprintable() or character == "\n" for character in outcome.out)
    json.loads(briefing("ingest", "back.docx", "--json", cwd=workspace.root).out)


def test_words_that_look_like_yaml_or_templates_stay_words(tmp_path: Path) -> None:
    """A wording with quotation marks, colons, braces and hashes comes back from the record letter for letter."""
    workspace = desk(tmp_path)
    words = "camps: {{ x }} # \"x\" - 'y' & <b>, [z] | % @ ` ~ \\ *"
    found = home(workspace, reworded(copy_of(workspace).data, "camps", words))
    (proposal,) = found.returned.proposals
    assert proposal.new == LAKE.replace("camps", words)
    assert apply_home(found, ()).refused == ()
    again = home(workspace, copy_of(workspace).data)
    assert again.returned.proposals == ()
    assert words in {fact.id: fact for fact in again.opened.accord.facts()}["said-1"].text.texts["en"]


def test_marks_of_places_that_lie_are_harmless(workspace: Workspace, data: bytes) -> None:
    """Places that are not there, twice there, or without an end; comments with ids of nothing."""
    file = changed(data, MAIN, 'w:name="place_6"', 'w:name="place_999999"')
    file = changed(file, MAIN, 'w:name="place_5"', 'w:name="place_4"')
    parts = opened(file)
    parts[MAIN] = re.sub(rb'<w:commentRangeEnd w:id="\d+"/>', b"", parts[MAIN])
    assert home(workspace, packed(parts)).returned.proposals == ()


def test_the_work_grows_with_the_file_and_not_with_its_square(workspace: Workspace, data: bytes) -> None:
    """Eight times the new paragraphs take at most sixteen times as long."""

    def spent(count: int) -> float:
        new = "".join(f"<w:p><w:r><w:t>New words {number}.</w:t></w:r></w:p>" for number in range(count))
        file = changed(data, MAIN, "<w:body>", "<w:body>" + new)
        begun = time.process_time()
        found = home(workspace, file).returned
        assert len(found.unplaced) == count
        return time.process_time() - begun

    spent(10)
    assert spent(8_000) < 16 * max(spent(1_000), 0.05)
