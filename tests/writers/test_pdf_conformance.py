"""veraPDF finds the files sound: PDF/UA-1 and PDF/A-3a at once. Runs where BRIEFING_VERAPDF names the command.

The command takes flavours joined by commas and then files, and ends with 0 only where all files pass.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from briefings.document import Column, Document, Emphasis, Heading, List, Paragraph, Strong, Table, Text
from briefings.writers.pdf import write_pdf
from tests.samples import document, every_kind, house_style
from tests.writers.test_pdf_stress import stress_document

_COMMAND = os.environ.get("BRIEFING_VERAPDF", "")
pytestmark = pytest.mark.skipif(not _COMMAND, reason="BRIEFING_VERAPDF does not name the veraPDF command")


def _verdict(files: list[Path]) -> tuple[int, str]:
    done = subprocess.run([_COMMAND, "ua1,3a", *map(str, files)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def _with_logo(mode: str, kind: str) -> bytes:
    out = BytesIO()
    Image.new(mode, (300, 120)).save(out, kind)
    style = replace(house_style(), logo=out.getvalue(), logo_text="Façade of the house")
    return write_pdf(every_kind(), style).data


def parted() -> Document:
    """Return an invented document with words parted in paragraphs and cells, by pattern and by their author."""
    words = (Text("Intergovernmental com\u00admu\u00adni\u00adcations, interoperability " * 30),)
    table = Table((Column(0.1), Column(0.9)), ((Text("Intergovernmental"),), (Text("B"),)), ((words, words),))
    return document(Paragraph(words), table, Paragraph((Strong(words), Emphasis(words))))


def test_files_conform(tmp_path: Path) -> None:
    """Every kind of node, logos of all kinds, a long and awkward document, and one with nothing in it."""
    files = {
        "every-kind": write_pdf(every_kind(), house_style()).data,
        "stress": write_pdf(stress_document(), house_style()).data,
        "hyphens": write_pdf(parted(), house_style()).data,
        "empty": write_pdf(document(), house_style()).data,
        "hollow": write_pdf(document(Paragraph(()), List(()), List(((),))), house_style()).data,
        **{f"logo-{mode}": _with_logo(mode, "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA")},
        "logo-jpeg": _with_logo("RGB", "JPEG"),
        "logo-grey-jpeg": _with_logo("L", "JPEG"),
    }
    paths = []
    for name, data in files.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(data)
    code, told = _verdict(paths)
    assert (code, told.count("PASS")) == (0, 2 * len(files)), told


@pytest.mark.parametrize(
    ("sound", "broken", "rule"),
    [
        (b"/Marked true", b"/Marked null", "6.7.2.2"),
        (b"/DisplayDocTitle true ", b"/DisplayDocTitle false", "7.1-10"),
        (b"/ID (note-2)", b"/ID (note-1)", "7.9-2"),
        (b"/Scope /Column", b"/Skope /Column", "7.5-1"),
        (b"/S /GTS_PDFA1", b"/S /GTS_PDFA9", "6.2.4.3"),
        (b"<pdfuaid:part>1", b"<pdfuaid:part>9", "5-2"),
    ],
)
def test_a_broken_file_fails(tmp_path: Path, sound: bytes, broken: bytes, rule: str) -> None:
    """The check is no decoration: each promise broken in the bytes is found by its rule."""
    data = write_pdf(every_kind(), house_style()).data
    assert sound in data
    (tmp_path / "broken.pdf").write_bytes(data.replace(sound, broken[: len(sound)].ljust(len(sound))))
    code, told = _verdict([tmp_path / "broken.pdf"])
    assert code == 1
    assert rule in told, told


def test_a_heading_level_left_out_fails(tmp_path: Path) -> None:
    """The document must not jump from level 1 to 3 (ISO 14289-1, 7.4.2)."""
    made = document(Heading(1, (Text("One"),), "one"), Heading(3, (Text("Three"),), "three"))
    (tmp_path / "jump.pdf").write_bytes(write_pdf(made, house_style()).data)
    code, told = _verdict([tmp_path / "jump.pdf"])
    assert (code, "7.4.2-1" in told) == (1, True), told
