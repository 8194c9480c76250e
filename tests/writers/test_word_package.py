"""The package around the parts of a Word file: same bytes, entries, relations and properties."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx

from briefings.writers.word import write_word
from briefings.writers.word.relations import Relation
from tests.samples import every_kind, house_style
from tests.word_reading import parts_of

ROOT = Path(__file__).resolve().parent.parent.parent
RELATION_TYPES = frozenset(relation.value for relation in Relation)


def test_the_same_brief_gives_the_same_bytes_in_another_process() -> None:
    """Hash seed, time zone, folder and locale of the other process do not matter."""
    code = (
        "import sys; from tests.samples import every_kind, house_style; from briefings.writers.word import write_word;"
        "sys.stdout.buffer.write(write_word(every_kind(), house_style()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", code], env=environment, cwd="/", capture_output=True, check=True)
    assert other.stdout == write_word(every_kind(), house_style()) == write_word(every_kind(), house_style())


def test_the_zip_entries_carry_no_time_and_stand_in_one_order() -> None:
    """Every entry is dated 1980-01-01 and has one mode; the content types come first."""
    with ZipFile(BytesIO(write_word(every_kind(), house_style()))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/footnotes.xml",
        "word/_rels/footnotes.xml.rels",
        "word/styles.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "docProps/core.xml",
        "docProps/app.xml",
        "docProps/custom.xml",
    ]
    assert {(e.date_time, e.create_system, e.external_attr) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16)
    }


def test_the_properties_say_what_the_document_says() -> None:
    """Core and custom properties carry title, marking, author, identifier, keywords, language and the as-at date."""
    data = write_word(every_kind(), house_style())
    core = docx.Document(BytesIO(data)).core_properties
    assert (core.title, core.subject, core.author) == ("Invented accord", "Briefing note", "Invented desk")
    assert (core.identifier, core.keywords, core.language) == ("invented-accord.minister.en", "invented", "en-GB")
    assert core.created is not None and core.modified is not None
    assert {core.created.isoformat(), core.modified.isoformat()} == {"2026-11-23T00:00:00+00:00"}
    custom = parts_of(data)["docProps/custom.xml"]
    assert [(each.get("pid"), each.get("name"), "".join(each.itertext())) for each in custom] == [
        ("2", "Identifier", "invented-accord.minister.en"),
        ("3", "Marking", "Public"),
        ("4", "Reference", "invented-accord · as at 23 November 2026"),
        ("5", "As at", "2026-11-23T00:00:00Z"),
    ]


def test_relations_are_of_known_types_and_lead_out_only_by_links() -> None:
    """Every part exists, every type is ours, and each external target is a link of the document."""
    data = write_word(every_kind(), house_style())
    with ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
    external = []
    for name, root in parts_of(data).items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for relation in root:
                assert relation.get("Type") in RELATION_TYPES
                if relation.get("TargetMode") == "External":
                    external.append(relation.get("Target"))
                else:
                    assert f"{folder}/{relation.get('Target')}".removeprefix("/") in names
    assert external == ["https://example.org/a?b=1&c=2", "mailto:desk@example.org"]


def test_python_docx_opens_the_file() -> None:
    """A second reader of the format sees the same paragraphs and tables."""
    word = docx.Document(BytesIO(write_word(every_kind(), house_style())))
    assert word.paragraphs[0].text == "Invented accord between Arda and Borea"
    assert len(word.tables) == 2
