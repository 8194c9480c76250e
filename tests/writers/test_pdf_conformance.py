"""veraPDF finds the files sound: PDF/UA-1 and PDF/A-3a at once. Runs where BRIEFING_VERAPDF names the command.

The command takes flavours joined by commas and then files, and ends with 0 only where all files pass.
"""

from __future__ import annotations

import os
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from briefings.document import Column, Document, Emphasis, Heading, List, Paragraph, Strong, Table, Text
from briefings.writers.pdf import write_pdf
from tests.samples import attached, document, every_kind, house_style
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
    return write_pdf(replace(every_kind(), attachments=attached()), style).data


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
        "attached": write_pdf(replace(every_kind(), attachments=attached()), house_style()).data,
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


#: What is broken in the bytes of a file with every kind of node and a logo, and the rule that must find it. A break
#: takes the place of as many bytes, so that the rest of the file stays as it was.
_BREAKS = (
    ("no mark", b"/Marked true", b"/Marked null", "6.7.2.2"),
    ("title not shown", b"/DisplayDocTitle true ", b"/DisplayDocTitle false", "7.1-10"),
    ("two notes of one ID", b"/ID (note-2)", b"/ID (note-1)", "7.9-2"),
    ("note without ID", b"/ID (note-2)", b"/Ix (note-2)", "7.9-1"),
    ("header cells without scope", b"/Scope /Column", b"/Skope /Column", "7.5-1"),
    ("wrong output intent", b"/S /GTS_PDFA1", b"/S /GTS_PDFA9", "6.2.4.3"),
    ("no output intent", b"/OutputIntents", b"/OutputIntentx", "6.2.4.3"),
    ("wrong part of PDF/UA", b"<pdfuaid:part>1", b"<pdfuaid:part>9", "5-2"),
    ("wrong part of PDF/A", b"<pdfaid:part>3", b"<pdfaid:part>9", "6.6.4"),
    ("no title in the metadata", b"dc:title>", b"dc:titel>", "7.1-9"),
    ("no metadata", b"/Metadata ", b"/Metadatx ", "7.1-8"),
    ("no structure", b"/StructTreeRoot ", b"/StructTreeRoox ", "7.1-11"),
    ("picture without words", b"/Alt ", b"/Alx ", "7.3-1"),
    ("unknown tag", b"/S /BlockQuote", b"/S /BlackQuote", "7.1-5"),
    ("entry outside contents", b"/S /TOC ", b"/S /Div ", "7.2-26"),
    ("cell outside a row", b"/S /TR ", b"/S /Li ", "7.2"),
    ("no map to Unicode", b"/ToUnicode ", b"/ToUnicodx ", "7.21.7-1"),
    ("font not embedded", b"/FontFile2 ", b"/FontFilx2 ", "7.21.4.1-1"),
    ("annotation without flags", b"/F 4", b"/G 4", "6.3.2-1"),
    ("link without words", b" /Contents (", b" /Contentx (", "7.18.5-2"),
    ("link outside the structure", b"/StructParent ", b"/StructParenx ", "7.18.5-1"),
    ("no tab order", b"/Tabs /S", b"/Tabs /R", "7.18.3-1"),
    ("no language", b"/Lang (en-GB)", b"/Lanx (en-GB)", "7.2"),
    ("file without relationship", b"/AFRelationship /Data", b"/AFRelationshop /Data", "6.8"),
    ("file without media type", b"/Subtype /application#2Fjson", b"/Subtipe /application#2Fjson", "6.8"),
    ("ill-formed language", b"/Lang (fr)", b"/Lang (f_)", "7.2-29"),
)


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what veraPDF says of each broken file, all checked in one run."""
    folder = tmp_path_factory.mktemp("broken")
    data = _with_logo("RGB", "PNG")
    paths = []
    assert [name for name, sound, broken, _ in _BREAKS if data.count(sound) == 0 or len(broken) > len(sound)] == []
    for number, (_, sound, broken, _) in enumerate(_BREAKS):
        paths.append(folder / f"{number:02}.pdf")
        paths[-1].write_bytes(data.replace(sound, broken.ljust(len(sound))))
    code, told = _verdict(paths)
    assert code == 1
    found: dict[str, str] = {}
    for part in re.split(r"(?m)^(?=(?:PASS|FAIL) )", told):
        for path, (name, *_) in zip(paths, _BREAKS, strict=True):
            if str(path) in part.partition("\n")[0]:
                found[name] = found.get(name, "") + part
    return found


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, _, _, rule in _BREAKS])
def test_a_broken_file_fails(findings: dict[str, str], name: str, rule: str) -> None:
    """The check is no decoration: each promise broken in the bytes is found by its rule."""
    assert re.search(rf"(?m)^\s+{re.escape(rule)}[-. ]", findings[name]), findings[name]


def test_a_heading_level_left_out_fails(tmp_path: Path) -> None:
    """The document must not jump from level 1 to 3 (ISO 14289-1, 7.4.2)."""
    made = document(Heading(1, (Text("One"),), "one"), Heading(3, (Text("Three"),), "three"))
    (tmp_path / "jump.pdf").write_bytes(write_pdf(made, house_style()).data)
    code, told = _verdict([tmp_path / "jump.pdf"])
    assert (code, "7.4.2-1" in told) == (1, True), told
