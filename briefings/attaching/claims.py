"""What a PDF claims to be in its XMP metadata, what that allows, and how a claim is taken out.

PDF/A names itself by ISO 19005-1, 6.7.11 (later parts: 6.6.4 and 6.7.3), PDF/UA by ISO 14289-1, clause 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from briefings.attaching.opening import unpacked
from briefings.attaching.walk import is_dictionary

_ARCHIVE = "http://www.aiim.org/pdfa/ns/id/"
_ACCESS = "http://www.aiim.org/pdfua/ns/id/"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PARTS = frozenset("1234")


class Claims(Struct, frozen=True):
    """What a file says that it conforms to."""

    part: int | None = None
    """Part of ISO 19005 (PDF/A), 1 to 4; ``None`` where it claims none."""
    level: str = ""
    """Conformance level, lower case: ``a``, ``b``, ``u``, and for part 4 ``e``, ``f`` or nothing."""
    access: int | None = None
    """Part of ISO 14289 (PDF/UA); ``None`` where it claims none."""
    damaged: bool = False
    """Whether there are metadata that cannot be read; they claim nothing then."""

    @property
    def archive_name(self) -> str:
        """Return the name of the PDF/A claim, such as ``PDF/A-3a``; empty without one."""
        return f"PDF/A-{self.part}{self.level}" if self.part else ""

    @property
    def access_name(self) -> str:
        """Return the name of the PDF/UA claim, such as ``PDF/UA-1``; empty without one."""
        return f"PDF/UA-{self.access}" if self.access else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all claims."""
        return tuple(name for name in (self.archive_name, self.access_name) if name)

    def without(self, names: frozenset[str]) -> Claims:
        """Return the claims that stay when those of these names are dropped."""
        kept = replace(self, part=None, level="") if self.archive_name in names else self
        return replace(kept, access=None) if self.access_name in names else kept


def read_claims(pdf: pikepdf.Pdf) -> Claims:
    """Return what the file claims. Metadata that are no XML, declare a document type or are too large claim nothing."""
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return Claims()
    root = _parsed(metadata)
    if root is None:
        return Claims(damaged=True)
    part = next(_values(root, _ARCHIVE, "part"), "")
    access = next(_values(root, _ACCESS, "part"), "")
    level = next(_values(root, _ARCHIVE, "conformance"), "").lower()[:1]
    return Claims(
        part=int(part) if part in _PARTS else None,
        level=level if part in _PARTS and level.isascii() and level.isalpha() else "",
        access=int(access) if access in ("1", "2") else None,
    )


def drop_claims(pdf: pikepdf.Pdf, names: frozenset[str], claims: Claims) -> None:
    """Take the claims of these names out of the metadata, and leave everything else in them as it is."""
    metadata: Any = pdf.Root.get("/Metadata")
    root = _parsed(metadata) if names and metadata is not None else None
    if root is None:
        return
    spaces = [_ARCHIVE] if claims.archive_name in names else []
    spaces += [_ACCESS] if claims.access_name in names else []
    for element in list(root.iter(etree.Element)):
        for space in spaces:
            for name in [name for name in element.attrib if str(name).startswith(f"{{{space}}}")]:
                del element.attrib[name]
            if str(element.tag).startswith(f"{{{space}}}"):
                _take_out(element)
    written = etree.tostring(root.getroottree(), encoding="utf-8")
    # Metadata of an archival file stay unpacked, so that programs find them without reading the PDF.
    if "/Filter" in metadata:
        del metadata["/Filter"]
    metadata.write(written)


def _take_out(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def title_of(pdf: pikepdf.Pdf) -> str:
    """Return the title of a file from its metadata, else from its Info dictionary; empty where it has none."""
    metadata = pdf.Root.get("/Metadata")
    root = None if metadata is None else _parsed(metadata)
    if root is not None:
        for title in root.iter(f"{{{_DUBLIN}}}title"):
            for item in title.iter(f"{{{_RDF}}}li"):
                if words := " ".join((item.text or "").split()):
                    return words
    information = pdf.trailer.get("/Info")
    title = information.get("/Title") if is_dictionary(information) else None
    return " ".join(str(title).split()) if isinstance(title, pikepdf.String) else ""


def _parsed(metadata: Any) -> Any:
    """Return the root of the XMP packet, or ``None`` where it cannot be read safely."""
    content = unpacked(metadata) if isinstance(metadata, pikepdf.Stream) else None
    if content is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_packet(content), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    information: Any = root.getroottree().docinfo
    return None if information.doctype else root


def _packet(content: bytes) -> bytes:
    """Return a packet in UTF-8, which may have been in UTF-16, without the padding that may follow it."""
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        content = content.decode("utf-16").encode()
    return content.strip(b"\x00 \t\r\n")


def _values(root: Any, space: str, name: str) -> Iterator[str]:
    """Yield the values of a property, written as an element or as an attribute (ISO 16684-1, 7.5)."""
    key = f"{{{space}}}{name}"
    for element in root.iter(etree.Element):
        if key in element.attrib:
            yield str(element.attrib[key]).strip()
        if element.tag == key:
            yield (element.text or "").strip()


def embedding_fault(report: Claims, brief: Claims) -> str | None:
    """Return why the report could not keep its PDF/A claim with the brief among its files, or ``None``.

    Part 1 allows no files (6.1.11), part 2 files of parts 1 and 2 (6.8), part 3 any file (6.8); part 4 allows any file
    at its levels e and f, else files of parts 1, 2 and 4 (ISO 19005-4, 6.9).
    """
    if report.part is None or report.part == 3 or (report.part == 4 and report.level in ("e", "f")):
        return None
    if report.part == 1:
        return "PDF/A-1 allows no attached files"
    allowed = (1, 2) if report.part == 2 else (1, 2, 4)
    if brief.part in allowed and not (brief.part == 4 and brief.level):
        return None
    names = "PDF/A-1 and PDF/A-2" if report.part == 2 else "PDF/A-1, PDF/A-2 and PDF/A-4"
    return f"{report.archive_name} allows only {names} among its files; this one claims {_said(brief)}"


def page_faults(report: Claims, brief: Claims) -> Iterator[tuple[str, str]]:
    """Yield each claim of the report that the pages of the brief would break, with the reason.

    Parts 2 and 3 differ in what may be attached only (ISO 19005-3, 1). Between other parts the rules for pages differ.
    """
    if report.part is not None:
        same = brief.part == report.part or {brief.part, report.part} == {2, 3}
        if not same:
            yield report.archive_name, f"its pages would have to be {_wanted(report)}; it claims {_said(brief)}"
        elif report.part != 4 and _RANKS.get(report.level, 0) > _RANKS.get(brief.level, 0):
            yield report.archive_name, f"its pages would have to reach level {report.level}; it claims {_said(brief)}"
    if report.access is not None and brief.access != report.access:
        yield report.access_name, f"its pages would have to be {report.access_name}; it claims {_said(brief)}"


#: Level a asks for more than u, and u for more than b (ISO 19005-2, 5).
_RANKS = {"b": 1, "u": 2, "a": 3}


def _wanted(report: Claims) -> str:
    return "PDF/A-2 or PDF/A-3" if report.part in (2, 3) else f"PDF/A-{report.part}"


def _said(claims: Claims) -> str:
    return " and ".join(claims.names) or "nothing"
