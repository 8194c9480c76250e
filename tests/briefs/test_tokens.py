"""Values pass a template as inert tokens: they print letter for letter and remember their fact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.build import Choice, build_dossier
from briefings.document import Emphasis, Link, Paragraph, Strong, Table, Text
from briefings.errors import BriefingError, ExitCode
from briefings.readers.markdown import read_markdown
from briefings.tokens import TOKEN_CHARACTER, Value, ValueTable
from tests.briefs.desks import FRONT_LINES, payload_text, payloads, probe, set_bytes, small_workspace
from tests.pdf_reading import pdf_blocks
from tests.word_reading import word_blocks

HOSTILE = (
    "a {{ dossier.title }} b",
    "a {% raw %}{# a comment #} b",
    "some **bold** and *soft* and __under__ words",
    'an <img src="../secret.png"> and <script>x</script>',
    "cells | split | here",
    "[x](javascript:alert(1)) and ![i](http://127.0.0.1/i.png)",
    "a note [^1] and [^n1]: x",
    "# heading of the source",
    "::: div",
    "```fence of code",
    "- item of a list",
    "1. first of a list",
    "> somebody else wrote",
    ": caption of a table",
    "AT&T &amp; <name@host> <5% &bogus;",
    "a \\ backslash `code` $x$ ~~gone~~ ^up^",
    "--- dashes ... and dots",
)
_ALL_FACTS = "# Probe\n\n{% for fact in facts %}\n{{ fact.text }}{{ fact | cite }}\n\n{% endfor %}\n"


def _paragraphs(markdown: str, table: ValueTable) -> tuple[object, ...]:
    return read_markdown(markdown, table, "en", "templates/x.md.j2").blocks


def test_a_token_gives_back_its_value() -> None:
    """A token is one string of token characters; equal values share it."""
    table = ValueTable()
    value = Value("the words", "en", "fact-1")
    token = table.token(value)
    assert table.token(Value("the words", "en", "fact-1")) == token
    assert table.value(token) == value
    assert all(TOKEN_CHARACTER.fullmatch(character) for character in token)
    assert table.value(token + "x") is None


def test_changed_words_keep_the_fact() -> None:
    """A filter that changes words gives a token that knows fact and first words; a plain string has none to keep."""
    table = ValueTable()
    token = table.token(Value("rwanda", "en", "fact-1"))
    assert table.value(table.changed(token, "Rwanda")) == Value("Rwanda", "en", "fact-1", origin="rwanda")
    with pytest.raises(KeyError):
        table.changed("rwanda", "Rwanda")


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cn"))), max_size=6),
    st.text(alphabet="ab *|[]", max_size=9),
)
def test_split_and_plain_agree(texts: list[str], between: str) -> None:
    """Tokens among other characters are found, in order, and nothing else is changed."""
    table = ValueTable()
    joined = between.join(table.token(Value(text, "en", str(number))) for number, text in enumerate(texts))
    assert table.plain(joined) == between.join(texts)
    assert [piece.text for piece in table.split(joined) if isinstance(piece, Value)] == texts


def test_tokens_keep_their_fact_in_every_place_of_markdown() -> None:
    """Inside emphasis, strong words, links and table cells the words still know their fact."""
    table = ValueTable()
    token = table.token(Value("a *b* | c", "en", "f1"))
    words = Text("a *b* | c", None, "f1")
    markdown = (
        f"*{token}* **{token}** [{token}](https://example.org/)\n\n| A | B |\n|---|---|\n| {token} | x{token} |\n"
    )
    paragraph, grid = _paragraphs(markdown, table)
    space = Text(" ")
    inlines = (Emphasis((words,)), space, Strong((words,)), space, Link("https://example.org/", (words,)))
    assert paragraph == Paragraph(inlines)
    assert isinstance(grid, Table)
    assert grid.rows == (((words,), (Text("x"), words)),)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_never_becomes_syntax(words: str) -> None:
    """At the start of a line, in a line, in a heading, list and cell, a value stays one text of its fact."""
    table = ValueTable()
    token = table.token(Value(words, "en", "f1"))
    markdown = f"{token}\n\nx {token}\n\n- {token}\n\n| A |\n|---|\n| {token} |\n"
    first, second, items, grid = _paragraphs(markdown, table)
    value = Text(words, None, "f1")
    assert first == Paragraph((value,))
    assert second == Paragraph((Text("x "), value))
    assert items.items == ((Paragraph((value,)),),)  # type: ignore[attr-defined]
    assert grid.rows == (((value,),),)  # type: ignore[attr-defined]


def test_hostile_quotations_print_letter_for_letter(tmp_path: Path) -> None:
    """Facts and their quotations hold markup of every kind; document, Word and PDF print it unchanged."""
    workspace = small_workspace(tmp_path, *HOSTILE)
    probe(workspace, _ALL_FACTS)
    build_dossier(workspace, "small", Choice(("probe",), ("en",)))
    files = set_bytes(workspace, "small")
    for blocks in (word_blocks(files["small.probe.en.docx"]), pdf_blocks(files["small.probe.en.pdf"])):
        printed = [block.rpartition("[")[0] for block in blocks[3 : 4 + len(HOSTILE)]]
        assert printed == ["The memorandum covers training", *HOSTILE]
        notes = blocks[4 + len(HOSTILE) :]
        assert [words for words, note in zip(HOSTILE, notes[3:], strict=True) if f"“{words}”" not in note] == []


@pytest.mark.parametrize("group", ["ssti", "markup"])
def test_attack_data_in_facts_prints_letter_for_letter(tmp_path: Path, group: str) -> None:
    """Every short payload that is one line of printable characters is a fact; Word and PDF print all of them alike."""
    texts = {payload_text(entry["value"]) for entry in payloads(group)}
    short = sorted(text for text in texts if 0 < len(text) < 400 and text.isascii() and text.isprintable())
    words = [f"Q {text} Q" for text in short if " ".join(text.split()) == text]
    assert len(words) > 40
    # One inference carries each payload: its wording is free, its quotation is the memorandum's.
    facts = "".join(_inference(text, number) for number, text in enumerate(words))
    workspace = small_workspace(tmp_path, facts=facts)
    probe(workspace, "# Probe\n\n{% for fact in facts %}\n{{ fact.text }}\n\n{% endfor %}\n")
    try:
        build_dossier(workspace, "small", Choice(("probe",), ("en",)))
    except BriefingError as error:  # a number that its evidence does not give is refused, never printed
        refused = [problem for problem in error.problems if "number" not in problem.message]
        pytest.fail("\n".join(map(str, refused[:5])) or "digits were not masked")
    files = set_bytes(workspace, "small")
    assert word_blocks(files["small.probe.en.docx"])[4:] == tuple(map(_masked, words))
    assert pdf_blocks(files["small.probe.en.pdf"])[4:] == tuple(map(_masked, words))
    assert b"/URI" not in files["small.probe.en.pdf"]
    assert b"/JavaScript" not in files["small.probe.en.pdf"]


def _masked(text: str) -> str:
    """Return the payload with its digits as letters: a wording may hold no number its evidence lacks."""
    return text.translate(str.maketrans("0123456789", "OIZEASGTBP"))


def _inference(text: str, number: int) -> str:
    wording = json.dumps(_masked(text))
    return (
        f"  - id: inferred-{number}\n    kind: history\n    status: inference\n"
        f"    text: {{en: {wording}, fr: {wording}}}\n    derived_from: [training]\n    review: accepted\n"
    )


@pytest.mark.parametrize(
    "expression",
    [
        "facts[0].text[:3]",
        "facts[0].text[0]",
        "facts[0].text == 'x'",
        "facts[0].text < facts[1].text",
        "'x' in facts[0].text",
        "facts | map(attribute='text') | list == ['x']",
        "facts[0].text | upper",
        "facts[0].text | replace('a', 'b')",
        "facts[0].text | truncate(3)",
        "facts[0].text | first",
        "facts[0].text | last",
        "facts[0].text | list",
        "facts[0].text | reverse",
        "facts[0].text | length",
        "facts[0].text | sort | join",
        "facts[0].text | int",
        "facts[0].text | unique | list",
        "facts | sort(attribute='text') | length",
        "facts | map(attribute='text') | map('first') | list",
        "facts | selectattr('text', 'eq', 'x') | list",
        "facts | selectattr('text', 'lt', 'x') | list",
        "facts | groupby('text') | length",
        "facts | map(attribute='text') | max",
        "facts[0].text is eq('x')",
        "facts[0].text * 3",
        "facts[0].text.upper()",
    ],
)
def test_cutting_or_comparing_a_value_is_a_template_error(tmp_path: Path, expression: str) -> None:
    """Slices, comparisons and stock filters on free text are refused with file and line (exit 4)."""
    workspace = small_workspace(tmp_path)
    probe(workspace, f"# Probe\n\n{{{{ {expression} }}}}\n")
    with pytest.raises(BriefingError) as caught:
        build_dossier(workspace, "small", Choice(("probe",), ("en",), ("md",)))
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert str(caught.value.problems[0].location) == f"templates/probe.md.j2:{FRONT_LINES + 3}"
