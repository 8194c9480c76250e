"""A Word file as the zip archive that it is: judged by its directory before anything is unpacked, then its parts."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefings.errors import BriefingError
from briefings.readers.canonical_text import over_limit, refused

if TYPE_CHECKING:
    from lxml import etree

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100_000_000
#: How many times as large as it is packed an entry of over a megabyte may become.
MAX_RATIO = 100
_RATIO_FROM = 1_000_000
#: How the containers begin in which Office keeps encrypted and pre-2007 files.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_MAKERS = (
    *_OFFICE,
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.microsoft.com/office/2011/relationships",
)
_SAVE = "open it in Word and save it as .docx again"


class Package:
    """The parts of a Word file by their names."""

    def __init__(self, data: bytes, file: str) -> None:
        """Take the bytes and the path to show. Raises ``BriefingError`` (exit 5; 11 for what is over a limit)."""
        self.file = file
        if data.startswith(_COMPOUND):
            raise refused("the file is encrypted, or in the format of Word before 2007", file, f"unlock it, {_SAVE}")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise refused("the file is no Word file (.docx): it is no zip archive", file, _SAVE) from None
        self._check_directory()
        self.main = self.target("", "officeDocument") or ""
        if not self.main:
            raise refused("the file is no Word file (.docx): it names no document", file, _SAVE)

    def _check_directory(self) -> None:
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise BriefingError(over_limit(f"the file has {len(entries)} parts, more than {MAX_ENTRIES}", self.file))
        total = sum(entry.file_size for entry in entries)
        if total > MAX_UNPACKED:
            raise BriefingError(over_limit(f"the file unpacks to {total} bytes, more than {MAX_UNPACKED}", self.file))
        seen: set[str] = set()
        for entry in entries:
            if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                message = f"a part of the file unpacks to more than {MAX_RATIO} times its size"
                raise BriefingError(over_limit(message, self.file))
            if entry.flag_bits & 1:
                raise refused("the file is encrypted", self.file, f"unlock it, {_SAVE}")
            path = PurePosixPath(entry.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or entry.filename in seen:
                raise refused("the archive names a part twice, or one outside itself", self.file, _SAVE)
            seen.add(entry.filename)

    def unpacked(self, name: str) -> int:
        """Return how many bytes a part unpacks to by the archive's directory; 0 without the part."""
        try:
            return self._archive.getinfo(name).file_size
        except KeyError:
            return 0

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, or ``None`` without one. Raises exit 5 for XML that is broken or has a DTD.

        No DTD is read, no entity expanded, nothing fetched; libxml2's own limits on depth and size hold.
        """
        from lxml import etree

        try:
            data = self._archive.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
            raise refused(f"the part {_shown(name)} is damaged", self.file, _SAVE) from None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            at = f" at its line {line}" if line else ""
            raise refused(f"the part {_shown(name)} is no sound XML{at}", self.file, _SAVE) from None
        declared: str = getattr(root.getroottree().docinfo, "doctype", "")
        if declared:
            raise refused(f"the part {_shown(name)} has a document type declaration", self.file, _SAVE)
        return root

    def target(self, part: str, kind: str) -> str | None:
        """Return the name of the part that another names by a relationship of this kind, or ``None``."""
        return next(iter(self.related(part, kind)), None)

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the names of all parts that another names by a relationship of this kind, in its order.

        ``kind`` is what follows the address of its maker in the type: the standard’s, the package’s or Microsoft’s own.
        """
        found = []
        folder, _, name = part.rpartition("/")
        relations = self.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        for relation in relations if relations is not None else ():
            if relation.get("TargetMode") == "External" or relation.get("Type") not in [f"{o}/{kind}" for o in _MAKERS]:
                continue
            target = relation.get("Target", "")
            path = target.removeprefix("/") if target.startswith("/") else f"{folder}/{target}" if folder else target
            found.append(_plain(path))
        return tuple(found)


def _plain(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _shown(name: str) -> str:
    return f"“{name[:60]}”"
