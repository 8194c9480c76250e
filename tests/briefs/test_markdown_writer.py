"""``--format md``: Markdown for other tools, in which no word of a brief can act as syntax."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefings.document import Contents, Document, Furniture, Heading, Paragraph, Properties, Text
from briefings.readers.markdown import read_markdown
from briefings.tokens import ValueTable
from briefings.writers.markdown import write_markdown
from tests.briefs.desks import EXAMPLE, set_bytes
from tests.briefs.test_tokens import HOSTILE

_PROPERTIES = Properties('T: "x"', "s", "The desk", "2026-11-23", "id")


def _document(*texts: str) -> Document:
    blocks = (Heading(1, (Text("T"),), "t"), *(Paragraph((Text(text),)) for text in texts))
    return Document("en-GB", _PROPERTIES, Furniture("", "", ""), blocks)


def _reread(document: Document) -> tuple[object, ...]:
    text = write_markdown(document).split("---\n", 2)[2].replace(" {#t}", "")
    return read_markdown(text, ValueTable(), "en", "x").blocks


@pytest.mark.parametrize("words", HOSTILE)
def test_written_words_are_read_back_letter_for_letter(words: str) -> None:
    """Markup in a text is escaped, at the start of a block too."""
    document = _document(words, f"x {words}")
    assert _reread(document) == document.blocks


@settings(max_examples=300)
@example("[^1]")
@given(st.text(alphabet="ab1.)*_`[]{}<>#|~^$:=+-!&\\\"'%@;(/ ", min_size=1, max_size=30))
def test_any_text_survives(words: str) -> None:
    """Every text of punctuation that has no white space to fold is read back the same."""
    text = "a" + " ".join(words.split())
    assert _reread(_document(text)) == _document(text).blocks
    start = " ".join(words.split())
    if start:
        assert _reread(_document(start)) == _document(start).blocks


def test_contents_are_read_back() -> None:
    """Title and depth survive; a title that looks like markup stays words."""
    contents = Contents((Text("- *Contents* {x}"),), 4)
    document = replace(_document("x"), blocks=(Heading(1, (Text("T"),), "t"), contents))
    assert _reread(document) == document.blocks


def _pandoc(markdown: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    return subprocess.run(["pandoc", "-f", "markdown", *options], input=markdown, capture_output=True, check=True)


def test_pandoc_reads_every_brief_without_a_warning(built: tuple[Any, Any]) -> None:
    """No warning, and the number of notes and tables is that of the brief."""
    for name, data in set_bytes(built[0], EXAMPLE).items():
        if name.endswith(".md"):
            made = _pandoc(data, "-t", "json", "--verbose")
            assert (name, made.stderr.decode()) == (name, "")
            tree = json.dumps(json.loads(made.stdout))
            assert tree.count('"t": "Table"') == data.count(b"\n|--")
            assert '"t": "RawInline"' not in tree
            assert '"t": "RawBlock"' not in tree


@pytest.mark.parametrize("words", HOSTILE)
def test_pandoc_reads_hostile_words_as_words(words: str) -> None:
    """What pandoc reads back is the text, in one paragraph."""
    document = _document(words)
    made = _pandoc(write_markdown(document).encode(), "-t", "plain", "--wrap=none")
    assert made.stderr == b""
    assert made.stdout.decode().replace("\u2018", "'").replace("\u2019", "'").split("\n\n")[-1].strip() == words
