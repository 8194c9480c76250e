"""Files are read in a process with limits; their texts are kept; a child that dies takes nothing with it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.readers import limited
from briefings.readers.canonical_text import CanonicalText, read_canonical, write_canonical
from briefings.readers.derived import LIBRARIES, derive, reader_version
from briefings.readers.kept_texts import KeptTexts
from briefings.readers.limited import derive_limited
from briefings.readers.source_text import read_source
from briefings.sources import Page, Segment, SegmentKind
from tests.readers.files import bare_word, lines, pdf

PDF = pdf(lines(700, "Un texte inventé."))
PAGE = "<title>Titre</title><p>Un texte inventé.</p>".encode()
WORD = bare_word("<w:p><w:r><w:t>Un texte inventé.</w:t></w:r></w:p>")


@pytest.mark.parametrize(("ending", "data"), [(".pdf", PDF), (".html", PAGE), (".docx", WORD)])
def test_the_child_gives_what_the_reader_gives(ending: str, data: bytes) -> None:
    """And its problems, with their place."""
    assert derive_limited(data, ending, "x") == derive(data, ending, "x")


def test_the_childs_problems_are_ours() -> None:
    """Message, place, hint and exit code."""
    with pytest.raises(BriefingError) as told:
        derive_limited(b"%PDF-junk", ".pdf", "sources/x/é.pdf")
    with pytest.raises(BriefingError) as own:
        derive(b"%PDF-junk", ".pdf", "sources/x/é.pdf")
    assert told.value.problems == own.value.problems


def test_a_child_that_does_not_answer_in_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 11; the deadline holds where a system knows no other limit."""
    monkeypatch.setattr(limited, "DEADLINE", 0.01)
    with pytest.raises(BriefingError) as caught:
        derive_limited(PDF, ".pdf", "a.pdf")
    assert caught.value.exit_code is ExitCode.LIMIT
    assert str(caught.value).startswith("a.pdf: the file could not be read within a gigabyte of memory and 20 seconds")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to all of these limits")
def test_the_child_limits_itself(tmp_path: Path) -> None:
    """Memory, time, files to write and to open, before any parser is loaded."""
    code = (
        "import sys, resource as r; from briefings.readers import child; child._limit(); "
        "loaded = [name for name in ('lxml', 'pypdfium2', 'trafilatura') if name in sys.modules]; "
        "print(loaded, [r.getrlimit(name)[0] for name in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE)])\n"
        "try: bytearray(1 << 30)\n"
        "except MemoryError: print('memory')\n"
        "try: print(open('written', 'w').write('x'), flush=True)\n"
        "except OSError: print('file')\n"
    )
    made = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.stdout.splitlines()[:2] == [f"[] [{1 << 30}, 20, 0]", "memory"]
    assert not (tmp_path / "written").exists() or (tmp_path / "written").read_bytes() == b""


def test_a_child_without_a_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback where the interpreter is not where it was."""
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(BriefingError) as caught:
        derive_limited(PDF, ".pdf", "a.pdf")
    assert str(caught.value) == "a.pdf: the reader could not be started: no such file or directory"


def _sized(ending: str, size: int) -> bytes:
    words = [
        f"Le ministre {n} a dit, hier, que l’accord numéro {n} serait signé par les deux pays." for n in range(size)
    ]
    if ending == ".html":
        return ("<article>" + "".join(f"<p>{each}</p>" for each in words) + "</article>").encode()
    if ending == ".docx":
        return bare_word("".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in words))
    pages = [lines(780, *words[at : at + 45]) for at in range(0, size, 45)]
    return pdf(*pages)


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".md", ".txt"])
def test_twice_the_text_takes_about_twice_as_long(ending: str, tmp_path: Path) -> None:
    """To a megabyte of text: what grows with the square would take four times as long."""
    size = 6_000

    def taken(read: Callable[[], object]) -> float:
        best = 1e9
        for _ in range(2):
            start = time.process_time()
            read()
            best = min(best, time.process_time() - start)
        return best

    if ending in LIBRARIES:
        half, whole = _sized(ending, size), _sized(ending, 2 * size)
        one, two = (taken(lambda data=data: derive(data, ending, "x")) for data in (half, whole))  # type: ignore[misc]
    else:
        paths = []
        for name, count in (("half", size), ("whole", 2 * size)):
            paths.append(tmp_path / f"{name}{ending}")
            paths[-1].write_text("# t\n\n" + "- un point\n  suite\n\nUn paragraphe | de mots.\n\n" * count, "utf-8")
        one, two = (taken(lambda path=path: read_source(path, "S1", "x")) for path in paths)  # type: ignore[misc]
    assert two < 3.2 * one + 0.05


_TEXT = CanonicalText("Un texte.\n", (Segment(SegmentKind.LEAD, 0, 9),), (Page(1, 0, 10),), ("hidden",))


def test_a_text_is_written_and_read_back() -> None:
    """One way of writing for one content."""
    data = write_canonical(_TEXT)
    found = read_canonical(data)
    assert found is not None
    assert write_canonical(found) == data
    assert (found.text, found.segments, found.pages, found.remarks) == (
        _TEXT.text,
        _TEXT.segments,
        _TEXT.pages,
        _TEXT.remarks,
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'{"text": "a", "format": 2}',
        b'{"text": 1, "format": 1}',
        b'{"text": "abc", "format": 1, "segments": [["lead", 0, 4]]}',
        b'{"text": "abc", "format": 1, "segments": [["lead", 2, 3], ["body", 1, 2]]}',
        b'{"text": "abc", "format": 1, "pages": [[1, 2, 1]]}',
        b'{"text": "abc", "format": 1, "segments": [["poem", 0, 1]]}',
        '{"text": "a\u202eb", "format": 1}'.encode(),
        b"[" * 5000,
    ],
)
def test_a_text_from_elsewhere_must_be_sound(data: bytes) -> None:
    """It may come out of somebody's PDF."""
    assert read_canonical(data) is None


def test_a_file_is_read_once_for_each_content_and_reader(tmp_path: Path) -> None:
    """A kept text that was cut, or belongs to another reader, is none; where nothing can be kept, nothing fails."""
    path, kept = tmp_path / "a.pdf", KeptTexts(tmp_path / "output")
    path.write_bytes(PDF)
    first = read_source(path, "S1", "a.pdf", kept)
    assert first.derivation is not None
    digest = hashlib.sha256(PDF).hexdigest()
    assert first.derivation.sha256 == digest
    (file,) = (tmp_path / "output" / ".texts").iterdir()
    assert kept.get(digest, reader_version(".pdf")) is not None
    assert kept.get(digest, "another") is None
    assert read_source(path, "S1", "a.pdf", kept) == first
    file.write_bytes(file.read_bytes().replace(b"texte", b"tekte"))
    assert kept.get(digest, reader_version(".pdf")) is None
    assert read_source(path, "S1", "a.pdf", kept) == first
    blocked = tmp_path / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    assert read_source(path, "S1", "a.pdf", KeptTexts(blocked)) == first


def test_a_library_that_is_not_there_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and what to install."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(BriefingError) as caught:
        derive(PDF, ".pdf", "a.pdf")
    assert str(caught.value) == (
        "a.pdf: .pdf sources need pypdfium2, which is not installed\n"
        "  hint: install it: pip install 'briefings[sources]'; or save the text as .txt"
    )
