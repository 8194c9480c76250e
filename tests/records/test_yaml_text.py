"""YAML as text with positions: what is read as typed, and what is refused with its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefings.errors import ExitCode
from briefings.readers.yaml_text import MAX_BYTES, MAX_DEPTH, Mapping, Node, Scalar, Sequence, read_yaml
from briefings.vocabulary.places import codes

INDENT = "indent with spaces, and put text that holds “: ” or “ #” in quotation marks"


def plain(node: Node | None) -> object:
    """Return a node as bare lists, dicts and strings."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.entries.items()}
    return None


def read(text: str | bytes) -> object:
    node, problems = read_yaml(text if isinstance(text, bytes) else text.encode(), "a.yaml")
    assert problems == []
    return plain(node)


def refused(text: str | bytes) -> list[str]:
    _, problems = read_yaml(text if isinstance(text, bytes) else text.encode(), "a.yaml")
    assert {problem.code for problem in problems} == {ExitCode.DOSSIER}
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "typed",
    [
        *("NO", "no", "ON", "off", "y", "yes", "~", "Null", "true", "012", "+250788000000", "12:30", "1_000", "1,000"),
        *("1.10", "1e3", "1e1000", ".nan", ".inf", "0xDEADBEEF", "9" * 5000, "2024-13-45", "2024-02-30", "2024"),
        *("C# and F#", "C:\\new\\table", "été", "\U0001f600", "=", "<<", "a%x"),
    ],
    ids=lambda typed: typed[:20],
)
def test_a_scalar_stays_the_characters_that_were_typed(typed: str) -> None:
    assert read(f"a: {typed}") == {"a": typed}


@pytest.mark.parametrize("key", ["NO", "on", "~", "012", "2024-01-01", "<<"])
def test_a_key_stays_the_characters_that_were_typed(key: str) -> None:
    assert read(f"{key}: x") == {key: "x"}


def test_every_two_letter_country_code_comes_back_as_text_in_capitals_and_small_letters() -> None:
    countries = [code for code in codes() if len(code) == 2]
    typed = [*countries, *(code.lower() for code in countries)]
    assert len(countries) > 240
    assert read("[" + ", ".join(typed) + "]") == typed
    assert read("".join(f"{code}: {code}\n" for code in typed)) == {code: code for code in typed}


def test_places_count_lines_and_columns_from_one() -> None:
    node, _ = read_yaml(b"a: x\nlist:\n  - b: y\n", "a.yaml")
    assert isinstance(node, Mapping)
    items = node.entries["list"][1]
    assert isinstance(items, Sequence)
    inner = items.items[0]
    assert isinstance(inner, Mapping)
    key, value = inner.entries["b"]
    assert [str(key.at), str(value.at)] == ["a.yaml:3:5", "a.yaml:3:8"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_make_no_difference(ends: str) -> None:
    text = "a: |\n  x\n  y\nb:\n  - z: 1\n  - 'q\n\n    r'\n"
    assert read_yaml(text.replace("\n", ends).encode(), "a.yaml") == read_yaml(text.encode(), "a.yaml")


def test_a_byte_order_mark_is_dropped() -> None:
    assert read(b"\xef\xbb\xbfa: x") == {"a": "x"}


@pytest.mark.parametrize("empty", ["", "\n", "# only a comment\n", "---\n", "~"])
def test_an_empty_file_is_no_fault_of_yaml(empty: str) -> None:
    assert read(empty) in (None, "", "~")


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/new:os.system ['touch canary']",
        "!!python/name:os.system",
        "!!binary aGVsbG8=",
        "!!omap [a: 1]",
        "!!float abc",
        "!!timestamp notadate",
        "!<tag:yaml.org,2002:str> 12",
        "!local x",
        "!!map {a: b}",
    ],
)
def test_any_tag_is_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (message,) = refused(f"a: {text}")
    assert message.startswith("a.yaml:1:4: tag ")
    assert message.endswith(" is not allowed\n  hint: drop it; the schema knows the type")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x 1", "1:4"),
        ("a: *nope", "1:4"),
        ("a: &a [*a]", "1:4"),
        ("a: &a {b: *a}", "1:4"),
        ("a: {b: 1}\nx: &x {<<: *x}", "2:4"),
        ("&k a: 1", "1:1"),
        ("*k : 1", "1:1"),
    ],
)
def test_anchors_and_aliases_are_refused(text: str, place: str) -> None:
    hint = "write the value out, or quote it"
    assert refused(text) == [f"a.yaml:{place}: anchors (&) and aliases (*) are not allowed\n  hint: {hint}"]


@pytest.mark.parametrize("text", ["[" * 60 + "]" * 60, "{a: " * 60 + "1" + "}" * 60, "- " * 60 + "x", "? " * 60])
def test_deep_nesting_is_refused_before_it_is_built(text: str) -> None:
    (message,) = refused(text)
    assert message.split(": ")[1] == f"nested more than {MAX_DEPTH} deep"


@pytest.mark.parametrize("bracket", ["[", "{", "[{", "{a: "])
def test_a_hundred_kilobytes_of_brackets_are_refused_at_once(bracket: str) -> None:
    start = time.process_time()
    (message,) = refused(bracket * 100_000)
    assert message == "a.yaml: too many [ or {\n  hint: write lists with dashes; at most 1000 brackets"
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\ttitle: x", "1:1: not YAML (found character that cannot start any token): title: x"),
        ("a:\n\t- x", "2:1: not YAML (found character that cannot start any token): - x"),
        ("title: Accord: the text", "1:14: not YAML (mapping values are not allowed in this context): "
         "title: Accord: the text"),
        ("a: 'unterminated", "1:17: not YAML (found unexpected end of stream): a: 'unterminated"),
        ("a: `x`", "1:4: not YAML (found character that cannot start any token): a: `x`"),
        ("- a\nb: c", "2:1: not YAML (did not find expected '-' indicator): b: c"),
        ('title: "\\ud800"', '1:11: not YAML (found invalid Unicode character escape code): title: "\\ud800"'),
    ],
)  # fmt: skip
def test_a_slip_of_syntax_is_told_with_its_place_and_its_line(text: str, message: str) -> None:
    assert refused(text) == [f"a.yaml:{message}\n  hint: {INDENT}"]


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2", 'title: "He said "no""', "a: 1\n...\ngarbage", "text: |\n  line1\n line2", "title: a\u2028b", "a: %x"],
)
def test_any_other_slip_of_syntax_has_a_line(text: str) -> None:
    (message,) = refused(text)
    assert message.startswith(("a.yaml:1:", "a.yaml:2:", "a.yaml:3:"))


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: 1\n...\n---\n", "--- x\n--- y\n"])
def test_a_second_document_is_refused_where_it_starts(text: str) -> None:
    line = [n for n, words in enumerate(text.split("\n"), 1) if words.startswith("---")][-1]
    hint = "keep one document in a file; drop the ---"
    assert refused(text) == [f"a.yaml:{line}:1: a second document starts here\n  hint: {hint}"]


def test_each_repeated_key_is_told_with_both_lines() -> None:
    hint = "\n  hint: keep one of the two"
    assert refused("a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n") == [
        f"a.yaml:4:3: key “c” is given twice; the first is on line 3{hint}",
        f"a.yaml:5:1: key “a” is given twice; the first is on line 1{hint}",
        f"a.yaml:6:1: key “a” is given twice; the first is on line 1{hint}",
    ]


def test_a_mapping_is_no_key() -> None:
    assert refused("? {a: b}\n: c") == ["a.yaml:1:3: a key must be a word"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: x\nb: \x93q\x94", "2: byte 9 is not UTF-8"),
        (b"\xff\xfea\x00:\x00", "1: byte 1 is not UTF-8"),
        (b"a: b\xed\xa0\x80", "1: byte 5 is not UTF-8"),
        (b"a: b\xc0\x80", "1: byte 5 is not UTF-8"),
        (b"a: 1\n\n\nb: \xe9", "4: byte 11 is not UTF-8"),
    ],
)
def test_bytes_that_are_not_utf_8_are_told_with_their_line(data: bytes, message: str) -> None:
    assert refused(data) == [f"a.yaml:{message}\n  hint: save the file as UTF-8"]


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\x00", "U+0000"),
        ("\x0b", "U+000B"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\u202e", "U+202E (right-to-left override)"),
        ("\ufdd0", "U+FDD0"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_a_character_that_cannot_be_printed_is_told_by_its_code_point(character: str, shown: str) -> None:
    hint = "delete it; it cannot be printed in Word and PDF alike"
    assert refused(f"a: x\nbc: d{character}e") == [f"a.yaml:2:6: character {shown} is not allowed\n  hint: {hint}"]


@pytest.mark.parametrize(("escape", "shown"), [("\\0", "U+0000"), ("\\x0b", "U+000B"), ("\\ufffe", "U+FFFE")])
def test_an_escape_is_no_way_around_it(escape: str, shown: str) -> None:
    assert refused(f'a: "x{escape}y"') == [f"a.yaml:1:4: character {shown} is not allowed\n  hint: delete the escape"]


def test_a_file_over_the_limit_is_refused_unread() -> None:
    assert refused(b"a" * (MAX_BYTES + 1)) == [f"a.yaml: file has {MAX_BYTES + 1} bytes, more than {MAX_BYTES}"]


def test_too_many_values_are_refused() -> None:
    assert refused("facts:\n" + "- x\n" * 200_000) == ["a.yaml:199999:3: more than 200000 values"]
