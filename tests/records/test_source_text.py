"""A source file becomes its canonical text, or is refused with exit 5."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.readers.source_text import MAX_BYTES, read_source


def refused(path: Path) -> tuple[str, ExitCode]:
    with pytest.raises(BriefingError) as caught:
        read_source(path, "S1", f"sources/x/{path.name}")
    return str(caught.value), caught.value.exit_code


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Été\n".encode(), "Été\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\nb"),
        ("a\u00a0b \u202f\u00ad…  c\n\n".encode(), "a\u00a0b \u202f\u00ad…  c\n\n"),
        ("e\u0301 ﬁ".encode(), "e\u0301 ﬁ"),
    ],
)
def test_the_text_is_the_files_own_but_for_byte_order_mark_and_line_ends(
    data: bytes, text: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert read_source(tmp_path / "a.txt", "S1", "a.txt").text == text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT", "a.b.Md"])
def test_txt_and_md_are_read_whatever_their_case(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mots", encoding="utf-8")
    assert read_source(tmp_path / name, "S1", name).text == "mots"


@pytest.mark.parametrize(("name", "shown"), [("a.doc", ".doc"), ("a.docm", ".docm"), ("a", "no ending")])
def test_any_other_ending_is_refused(name: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mots", encoding="utf-8")
    message = (
        f"sources/x/{name}: source S1 cannot be read: {shown}\n"
        "  hint: save it as text; readable endings: .md, .txt, .html, .htm, .docx, .pdf"
    )
    assert refused(tmp_path / name) == (message, ExitCode.SOURCE)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "sources/x/a.txt: source S1 is empty"),
        (b" \n\t\n", "sources/x/a.txt: source S1 is empty"),
        (b"a\nb \xe9t\xe9", "sources/x/a.txt:2: byte 5 is not UTF-8\n  hint: save the file as UTF-8"),
        ("mots".encode("utf-16"), "sources/x/a.txt:1: byte 1 is not UTF-8\n  hint: save the file as UTF-8"),
        (
            b"a\nbc\x0bd",
            "sources/x/a.txt:2:3: character U+000B is not allowed\n"
            "  hint: delete it; it cannot be printed in Word and PDF alike",
        ),
        (
            "a\u202eb".encode(),
            "sources/x/a.txt:1:2: character U+202E (right-to-left override) is not allowed\n"
            "  hint: delete it; it cannot be printed in Word and PDF alike",
        ),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_line(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert refused(tmp_path / "a.txt") == (message, ExitCode.SOURCE)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    message = "sources/x/a.txt: the file is not there\n  hint: check its name"
    assert refused(tmp_path / "a.txt") == (message, ExitCode.SOURCE)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    assert refused(tmp_path / "a.txt") == ("sources/x/a.txt: this is no regular file", ExitCode.SOURCE)


def test_a_link_is_refused_even_to_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("mots", encoding="utf-8")
    (tmp_path / "a.txt").symlink_to(tmp_path / "real.txt")
    assert refused(tmp_path / "a.txt") == ("sources/x/a.txt: the file cannot be opened: it is a link", ExitCode.SOURCE)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert refused(tmp_path / "a.txt") == ("sources/x/a.txt: this is no regular file", ExitCode.SOURCE)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    message = f"sources/x/a.txt: the file has {MAX_BYTES + 1} bytes, more than {MAX_BYTES}"
    assert refused(tmp_path / "a.txt") == (message, ExitCode.LIMIT)
