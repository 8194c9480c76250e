"""What travels inside a PDF and a Word file: the dossier as the brief prints it, and what the brief was made from.

``provenance.json`` is the input part of the manifest. It holds no hash of anything built: a file cannot hold its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from briefings.annexes import AnnexFile
from briefings.build.brief import Brief
from briefings.build.extract import Extract
from briefings.build.record_yaml import write_record
from briefings.document import Attachment, Relationship
from briefings.facts import Accord, Source
from briefings.readers.source_text import TEXT_SUFFIXES, carried_text
from briefings.sources import SourceText
from briefings.templates.audience import Cut, Embed

FORMAT = 1
RECORD_NAME, PROVENANCE_NAME = "accord.yaml", "provenance.json"


class Provenance(Struct, frozen=True):
    """What a brief was made from."""

    dossier: str
    as_at: str
    audience: str
    language: str
    embed: str
    """How much of the dossier is in the file: ``used`` or ``all``."""
    rebuilds: bool
    """Whether the same file comes out of the dossier in it."""
    facts: tuple[str, ...]
    """Ids of the facts that the brief prints."""
    cuts: tuple[Cut, ...]
    """What was done to keep the page limit."""
    inputs: Mapping[str, str]
    """SHA-256 of the record, the sources, the templates and the house style by their paths."""
    versions: Mapping[str, str]
    epoch: int | None = None
    """Value of SOURCE_DATE_EPOCH when the file was made."""
    allow_missing_glyphs: bool = False
    """Whether characters that the fonts lack are printed as code points."""


def write_provenance(provenance: Provenance) -> bytes:
    """Return the provenance as JSON with sorted keys."""
    content = {"provenance": FORMAT, **asdict(provenance), "cuts": [asdict(cut) for cut in provenance.cuts]}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_provenance(data: bytes) -> Provenance | None:
    """Return the provenance, or ``None`` for what no version of this program wrote."""
    try:
        content: dict[str, Any] = json.loads(data)
        if content.pop("provenance") != FORMAT:
            return None
        content["cuts"] = tuple(Cut(**cut) for cut in content["cuts"])
        content["facts"] = tuple(content["facts"])
        provenance = Provenance(**content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return provenance if _is_sound(provenance) else None


def _is_sound(provenance: Provenance) -> bool:
    words = [provenance.dossier, provenance.as_at, provenance.audience, provenance.language, provenance.embed]
    words += [*provenance.facts, *(word for cut in provenance.cuts for word in (cut.section, cut.title, cut.step))]
    for pairs in (provenance.inputs, provenance.versions):
        if not isinstance(pairs, dict):
            return False
        words += [*pairs, *pairs.values()]
    indexes = [cut.index for cut in provenance.cuts]
    whole = all(type(number) is int for number in indexes) and type(provenance.epoch) in (int, type(None))
    flags = (provenance.rebuilds, provenance.allow_missing_glyphs)
    whole = whole and all(type(flag) is bool for flag in flags)
    return whole and all(isinstance(word, str) for word in words)


def enclose(brief: Brief, extract: Extract, provenance: Provenance) -> tuple[Attachment, ...]:
    """Return the files that travel inside the brief: record, provenance, and the sources that may be passed on."""
    accord = extract.dossier.accord
    head = f"Extract of the dossier {accord.id} as printed for {brief.audience.name} in {brief.language}."
    if provenance.embed == Embed.ALL.value:
        head = f"The dossier {accord.id} as far as {brief.audience.name} may read it."
    files = {
        RECORD_NAME: write_record(accord, head + "\nMade to be checked with `briefing verify`."),
        PROVENANCE_NAME: write_provenance(provenance),
    }
    files |= {annex.file: extract.dossier.annexed[annex.file].data for annex in accord.annexes}
    texts = extract.dossier.texts
    for source in accord.sources:
        if _passed_on(source):
            name, _ = carried_as(source.file)
            files[name] = _carried(texts[source.id])
    return enclosed(files, accord, provenance)


def enclosed(files: Mapping[str, bytes], accord: Accord, provenance: Provenance) -> tuple[Attachment, ...]:
    """Return files as they travel inside a brief: record and provenance first, then the texts of sources."""
    kind = "what the brief prints" if provenance.embed == Embed.USED.value else "all that its audience may read"
    made_from = "What the brief was made from: hashes of sources and templates, and versions"
    return (
        Attachment(RECORD_NAME, "application/yaml", Relationship.SOURCE, f"Facts: {kind}", files[RECORD_NAME]),
        Attachment(PROVENANCE_NAME, "application/json", Relationship.DATA, made_from, files[PROVENANCE_NAME]),
        *(
            Attachment(name, kind, Relationship.SOURCE, f"Text of source {source.id}", files[name])
            for source in accord.sources
            for name, kind in [carried_as(source.file)]
            if _passed_on(source) and name in files
        ),
        *annexed(files, accord.annexes, provenance.language),
    )


def annexed(files: Mapping[str, bytes], annexes: Iterable[AnnexFile], language: str) -> tuple[Attachment, ...]:
    """Return the annexes of a brief as they travel inside it, described by their titles."""
    return tuple(
        Attachment(
            annex.file,
            "application/pdf",
            Relationship.SUPPLEMENT,
            annex.title.in_language(language) or annex.file,
            files[annex.file],
        )
        for annex in annexes
    )


def carried_as(file: str) -> tuple[str, str]:
    """Return under which name and as which media type the text of a source travels.

    Of a page, a Word file or a PDF it is the canonical text with its segments and pages: the file itself may hold more
    than a reader of it sees, such as tracked changes and the names of its authors.
    """
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return file, "text/markdown" if suffix == ".md" else "text/plain"
    return f"{file}.json", "application/json"


def _carried(text: SourceText) -> bytes:
    return text.text.encode("utf-8") if text.derivation is None else carried_text(text)


def _passed_on(source: Source) -> bool:
    return source.embed and source.file not in (RECORD_NAME, PROVENANCE_NAME)
