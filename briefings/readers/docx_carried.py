"""Files that travel inside a Word file are read from its custom XML: by name, within limits, whatever the file is."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.canonical_text import refused
from briefings.readers.docx_package import Package

if TYPE_CHECKING:
    from lxml import etree

#: The vocabulary that the Word writer's part is written in, and how such files begin.
_CARRIED = "{urn:briefings:carried:1}"
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def is_word(data: bytes) -> bool:
    """Return whether the bytes begin as those of a Word file do, or of one that Office encrypted."""
    return data.startswith(_BEGINNINGS)


def read_carried_parts(data: bytes, file: str) -> dict[str, bytes]:
    """Return the files that a brief in Word carries, by name; an empty result means that it carries none.

    Names that could lead out of a folder are passed over: no file of ours has them. Raises ``BriefingError``: exit 5
    for what is no readable Word file, and for a report that carries the files of several briefs; exit 11 for one over
    the limits on Word files.
    """
    package = Package(data, file)
    stores = [root for name in package.related(package.main, "customXml") if _is_ours(root := package.xml(name))]
    if len(stores) > 1:
        hint = "verify the briefs before they become its annexes"
        raise BriefingError(
            Problem(ExitCode.SOURCE, f"the file carries the dossiers of {len(stores)} briefs", Location(file), hint)
        )
    return {name: content for root in stores if root is not None for name, content in _files(root, file)}


def _is_ours(root: etree._Element | None) -> bool:
    return root is not None and root.tag == f"{_CARRIED}carried"


def _files(root: etree._Element, file: str) -> Iterator[tuple[str, bytes]]:
    for element in root.iterchildren(f"{_CARRIED}file"):
        name, text = element.get("name", ""), element.text or ""
        if not _NAME.fullmatch(name):
            continue
        if element.get("encoding") != "base64":
            yield name, text.encode("utf-8")
            continue
        try:
            yield name, b64decode(text)
        except ValueError:
            raise refused(f"what the file carries as “{name}” is damaged", file) from None
