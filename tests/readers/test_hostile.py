"""Whatever stands in a file, or is left of it: its words letter for letter, or one clear refusal."""

from __future__ import annotations

import html
import re
import socket
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.errors import BriefingError, ExitCode
from briefings.readers.characters import REFUSED
from briefings.readers.derived import derive
from tests.briefs.desks import payload_text, payloads
from tests.readers.files import MARKED, bare_word, covers, lines, package, pdf

_PDF = pdf(lines(700, "Un texte inventé."), lines(700, "Une autre page."))
_WORD = bare_word("<w:p><w:r><w:t>Un texte inventé.</w:t></w:r></w:p>" * 3)
_PAGE = (
    "<meta charset=utf-8><h1>Titre</h1><p>Un <b>texte</b> inventé.<table><tr><td>a<td>b</table><ul><li>c</ul>".encode()
)
_SAMPLES = {".pdf": _PDF, ".docx": _WORD, ".html": _PAGE}
#: Not allowed by XML 1.0: no Word file can hold them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _outcome(data: bytes, ending: str) -> str | None:
    """Return the text, or ``None`` where the file is refused as a source or over a limit."""
    try:
        found = derive(data, ending, "a")
    except BriefingError as error:
        assert error.exit_code in (ExitCode.SOURCE, ExitCode.LIMIT)
        assert all(problem.hint or problem.message for problem in error.problems)
        return None
    assert covers(found.text, found.segments)
    assert not REFUSED.search(found.text)
    return found.text


def _plain(words: str) -> str:
    """White space aside, which a page and a block fold."""
    return " ".join(words.split())


@pytest.mark.parametrize("group", ["text", "markup"])
@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_attacks_are_read_letter_for_letter_or_refused(group: str, ending: str) -> None:
    """As words of a page and of a Word file: templates, markup, invisible characters, long ones."""
    for entry in payloads(group):
        words = payload_text(entry["value"])
        if not words.strip() or len(words) > 200_000:
            continue
        if ending == ".html":
            words = words.replace("\x0c", " ")  # white space of HTML
            data = f"<meta charset=utf-8><p>{html.escape(words)}</p>".encode("utf-8", "surrogatepass")
        elif _NOT_XML.search(words):
            continue
        else:
            data = bare_word(f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>')
        found = _outcome(data, ending)
        assert found is None or _plain(found) == _plain(words), entry["id"]
        assert (found is None) == (REFUSED.search(words) is not None), entry["id"]


def test_attacks_as_markup_of_a_page_do_nothing() -> None:
    """Read as HTML itself: text or a refusal, never another exception."""
    for group in ("markup", "ssti"):
        for entry in payloads(group):
            words = payload_text(entry["value"])
            _outcome(f"<meta charset=utf-8><p>Un texte.</p>{words}".encode("utf-8", "surrogatepass"), ".html")


@pytest.mark.parametrize("ending", list(_SAMPLES))
def test_a_file_that_was_cut_is_read_or_refused(ending: str) -> None:
    """At every tenth byte; what is read of a cut page is a part of it."""
    whole = _SAMPLES[ending]
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        _outcome(whole[:at], ending)


@settings(max_examples=60)
@given(st.sampled_from(list(_SAMPLES)), st.data())
def test_a_file_with_other_bytes_is_read_or_refused(ending: str, data: st.DataObject) -> None:
    """A few bytes anywhere are something else."""
    whole = bytearray(_SAMPLES[ending])
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    _outcome(bytes(whole), ending)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_any_words_of_a_page_or_a_word_file_come_out_as_they_are(words: str) -> None:
    """White space aside."""
    if not words.strip():
        return
    page = _outcome(f"<meta charset=utf-8><p>{html.escape(words)}</p>".encode(), ".html")
    file = None
    if not _NOT_XML.search(words):
        file = _outcome(bare_word(f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"), ".docx")
    if REFUSED.search(words):
        assert (page, file) == (None, None)
    else:
        assert {_plain(each) for each in (page, file) if each is not None} == {_plain(words)}


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page or a Word file names: no name is looked up, no connection made; attempts are counted."""
    attempts: list[object] = []

    def counted(*words: object, **_: object) -> None:
        attempts.append(words)
        raise OSError("no network")

    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, counted)
    monkeypatch.setattr(socket.socket, "connect", counted)
    page = (
        '<!DOCTYPE html SYSTEM "http://example.invalid/x.dtd"><meta charset=utf-8><base href="http://example.invalid/">'
        '<link rel=stylesheet href="x.css"><meta http-equiv=refresh content="0;url=http://example.invalid">'
        '<iframe src="http://example.invalid"></iframe><img src="http://example.invalid/x.png"><p>Un texte.</p>'
    )
    assert _outcome(page.encode(), ".html") == "Un texte.\n"
    outer = f'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><w:document {MARKED}/>'
    assert _outcome(package({"_rels/.rels": outer}), ".docx") is None
    assert attempts == []
