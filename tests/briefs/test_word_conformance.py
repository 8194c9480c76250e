"""Every Word file of the bundled dossier is sound by our own lint, and LibreOffice prints it as it should be.

Microsoft's validator goes over the same files, and over those of a large dossier, in ``test_stress_dossier``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefings.build.build import Choice, build_dossier
from tests.briefs.desks import AUDIENCES, EXAMPLE, said, set_bytes, small_workspace
from tests.briefs.test_annexes import with_annexes
from tests.word_lint import faults
from tests.word_reading import ALTERNATIVES, W, parts_of, word_blocks, word_labels

OFFICE = shutil.which("soffice")


def _word_files(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.endswith(".docx")}


def test_every_bundled_word_brief_is_sound(built: tuple[Any, Any]) -> None:
    """No fault in any; each says which words are French, in the text and in its notes, and carries its dossier."""
    files = _word_files(set_bytes(built[0], EXAMPLE))
    assert len(files) == 2 * len(AUDIENCES)
    assert {name: faults(data) for name, data in files.items()} == {name: [] for name in files}
    for data in files.values():
        parts = parts_of(data)
        marked = {tag for name in ("document", "footnotes") for tag in _languages(parts[f"word/{name}.xml"])}
        assert {tag.partition("-")[0] for tag in marked} == {"fr"}
        assert "customXml/item1.xml" in parts


def _languages(root: Any) -> list[str]:
    return [each.get(f"{W}val") for each in root.iter(f"{W}lang")]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_french_quotations_in_english_briefs_are_french(built: tuple[Any, Any], audience: str) -> None:
    """Whatever stands in French quotation marks of the source, in notes and in cells: the spell-checker is told."""
    parts = parts_of(set_bytes(built[0], EXAMPLE)[f"{EXAMPLE}.{audience}.en.docx"])
    source = " ".join((built[0].sources / EXAMPLE / "note.fr.md").read_text(encoding="utf-8").split())
    seen = 0
    for name in ("document", "footnotes"):
        for run in parts[f"word/{name}.xml"].iter(f"{W}r"):
            words = " ".join("".join(text.text or "" for text in run.iter(f"{W}t")).split())
            if len(words) > 20 and words in source:
                seen += 1
                assert _languages(run) == ["fr"], words
    assert seen > 15


def test_the_word_files_of_other_dossiers_are_sound(tmp_path: Path) -> None:
    """One with annexes and one with mark-up in its words."""
    annexed = with_annexes(tmp_path / "annexed")
    build_dossier(annexed, EXAMPLE, Choice(("press", "minister"), (), ("docx",)))
    facts = said("The memorandum covers training", 9, text="</w:t>{{ x }} [x](#y) {#z} \\h } { DDE")
    small = small_workspace(tmp_path / "small", facts=facts)
    build_dossier(small, "small", Choice(formats=("docx",)))
    files = _word_files(set_bytes(annexed, EXAMPLE)) | _word_files(set_bytes(small, "small"))
    assert len(files) == 4 + 10
    assert {name: faults(data) for name, data in files.items()} == {name: [] for name in files}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_every_bundled_brief(built: tuple[Any, Any], tmp_path: Path) -> None:
    """All words are there, and on each page the notes stand below all else."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    files = _word_files(set_bytes(built[0], EXAMPLE))
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), *(str(tmp_path / name) for name in files)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    for name, data in files.items():
        with pypdfium2.PdfDocument(tmp_path / name.replace(".docx", ".pdf")) as printed:
            pages = [_bare(page.get_textpage().get_text_range()) for page in printed]
        body, notes = _needles(data)
        assert min(len(body), len(notes)) > 10
        assert (name, [words for words in body + notes if words not in "".join(pages)]) == (name, [])
        assert (name, [number for number, page in enumerate(pages) if _out_of_place(page, body, notes)]) == (name, [])


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe-]+", "", text)


def _needles(data: bytes) -> tuple[list[str], list[str]]:
    """Return how the blocks of the body and the notes begin, up to the first note mark."""
    count = len(parts_of(data)["word/footnotes.xml"]) - 2
    blocks = word_blocks(data)
    body = [_bare(block.partition("[")[0])[:14] for block in blocks[:-count]]
    # Alternative texts are not printed; short words and those of quotations and of drawings stand anywhere.
    runs = (run for run in parts_of(data)["word/document.xml"].iter(f"{W}r") if run.find(ALTERNATIVES) is None)
    printed = _bare("".join(text.text or "" for run in runs for text in run.findall(f"{W}t")))
    noted = _bare("".join((*blocks[-count:], *word_labels(data))))
    body = [words for words in body if len(words) == 14 and words in printed and words not in noted]
    return body, [_bare(b)[:16] for b in blocks[-count:]]


def _out_of_place(page: str, body: list[str], notes: list[str]) -> bool:
    tops = [page.rfind(words) for words in notes if words in page]
    ends = [page.find(words) for words in body if words in page]
    return bool(tops and ends) and min(tops) < max(ends)
