"""A file is put among the attachments of a PDF (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8 and annex E)."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

import pikepdf

from briefings.attaching.trees import name_tree, names_of
from briefings.attaching.walk import is_dictionary

_DATE = re.compile(r"D:\d{4}(?:\d\d){0,5}(?:Z|[+-]\d\d(?:'\d\d'?)?)?(?:00'00'?)?")


def embedded_names(pdf: pikepdf.Pdf) -> set[str]:
    """Return the names of all files that a PDF carries, as readers show them, and the keys they are kept under."""
    found: set[str] = set()
    for key, value in _files(pdf).items():
        found.add(str(pikepdf.String(key)))
        if is_dictionary(value):
            found |= {str(value[name]) for name in ("/UF", "/F") if isinstance(value.get(name), pikepdf.String)}
    return found


def _files(pdf: pikepdf.Pdf) -> dict[bytes, Any]:
    names = pdf.Root.get("/Names")
    return names_of(names.get("/EmbeddedFiles")) if is_dictionary(names) else {}


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return the name, or where it is taken (in any case) the name with the first free number: ``brief-2.pdf``."""
    used = {each.casefold() for each in taken}
    path, number, free = PurePosixPath(name), 1, name
    while free.casefold() in used:
        number += 1
        free = f"{path.stem}-{number}{path.suffix}"
    return free


def modified(*sources: pikepdf.Pdf) -> str:
    """Return when the first of these files that says so was last changed, as PDF writes dates; empty where none does.

    No other moment may enter: the clock would make each run another file.
    """
    for pdf in sources:
        information = pdf.trailer.get("/Info")
        if not is_dictionary(information):
            continue
        for key in ("/ModDate", "/CreationDate"):
            words = str(information.get(key, ""))
            if _DATE.fullmatch(words):
                return words
    return ""


def embed(report: pikepdf.Pdf, name: str, data: bytes, description: str, moment: str) -> None:
    """Put a PDF file among the attachments of a report under a name that is free there."""
    text = pikepdf.String(name)
    content = report.make_stream(zlib.compress(data, 9))
    content.stream_dict = _stream_entries(content, data, moment)
    specification = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=text,
        UF=text,
        Desc=pikepdf.String(description),
        AFRelationship=pikepdf.Name.Supplement,
        EF=pikepdf.Dictionary(F=content, UF=content),
    )
    add_specifications(report, {bytes(text): report.make_indirect(specification)})


def _stream_entries(content: Any, data: bytes, moment: str) -> pikepdf.Dictionary:
    # MD5 is what the format asks for (ISO 32000-1, table 46); nothing rests on it.
    check = hashlib.md5(data, usedforsecurity=False).digest()
    parameters = pikepdf.Dictionary(Size=len(data), CheckSum=pikepdf.String(check))
    if moment:
        parameters.ModDate = pikepdf.String(moment)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.EmbeddedFile,
        Subtype=pikepdf.Name("/application/pdf"),
        Params=parameters,
        Filter=pikepdf.Name.FlateDecode,
    )


def add_specifications(report: pikepdf.Pdf, specifications: dict[bytes, Any]) -> None:
    """Add file specifications of the report to its name tree and to what the catalog associates with it, in order."""
    root: Any = report.Root
    if not is_dictionary(root.get("/Names")):
        root.Names = pikepdf.Dictionary()
    root.Names.EmbeddedFiles = name_tree(_files(report) | specifications)
    associated = root.get("/AF")
    known = list(associated) if isinstance(associated, pikepdf.Array) else []
    root.AF = pikepdf.Array([*known, *specifications.values()])


def show_attachments(report: pikepdf.Pdf) -> None:
    """Let readers open the attachment pane, unless the report itself says that they are to open something.

    ``UseNone`` is what a report without an entry means, and what some writers put there unasked.
    """
    if report.Root.get("/PageMode", "/UseNone") == "/UseNone":
        report.Root.PageMode = pikepdf.Name.UseAttachments


def carried(source: pikepdf.Pdf) -> dict[str, Any]:
    """Return the file specifications that a PDF carries, by the names that readers show."""
    found: dict[str, Any] = {}
    for key, value in _files(source).items():
        if is_dictionary(value) and is_dictionary(value.get("/EF")):
            name = value.get("/UF", value.get("/F"))
            shown = str(name) if isinstance(name, pikepdf.String) else str(pikepdf.String(key))
            found[free_name(shown, found)] = value
    return found
