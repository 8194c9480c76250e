"""The zip file around the parts (ECMA-376 part 2), the same bytes for the same parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct, field

from briefings.writers.word.relations import Relation, Relations
from briefings.writers.word.xml import DECLARATION

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_PACKAGE: Final = "application/vnd.openxmlformats-package"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_REGULAR_FILE: Final = 0o100644 << 16


class PartKind(Enum):
    """What a part is: its media type, and the relation that leads to it."""

    DOCUMENT = (f"{_WORD}.document.main+xml", Relation.DOCUMENT)
    STYLES = (f"{_WORD}.styles+xml", Relation.STYLES)
    NUMBERING = (f"{_WORD}.numbering+xml", Relation.NUMBERING)
    SETTINGS = (f"{_WORD}.settings+xml", Relation.SETTINGS)
    FONT_TABLE = (f"{_WORD}.fontTable+xml", Relation.FONT_TABLE)
    FOOTNOTES = (f"{_WORD}.footnotes+xml", Relation.FOOTNOTES)
    ENDNOTES = (f"{_WORD}.endnotes+xml", Relation.ENDNOTES)
    HEADER = (f"{_WORD}.header+xml", Relation.HEADER)
    FOOTER = (f"{_WORD}.footer+xml", Relation.FOOTER)
    COMMENTS = (f"{_WORD}.comments+xml", Relation.COMMENTS)
    CUSTOM_XML = ("application/xml", Relation.CUSTOM_XML)
    CUSTOM_XML_PROPERTIES = (f"{_OFFICE}.customXmlProperties+xml", Relation.CUSTOM_XML_PROPERTIES)
    THEME = (f"{_OFFICE}.theme+xml", Relation.THEME)
    PNG = ("image/png", Relation.IMAGE)
    JPEG = ("image/jpeg", Relation.IMAGE)
    CORE_PROPERTIES = (f"{_PACKAGE}.core-properties+xml", Relation.CORE_PROPERTIES)
    EXTENDED_PROPERTIES = (f"{_OFFICE}.extended-properties+xml", Relation.EXTENDED_PROPERTIES)
    CUSTOM_PROPERTIES = (f"{_OFFICE}.custom-properties+xml", Relation.CUSTOM_PROPERTIES)

    def __init__(self, media_type: str, relation: Relation) -> None:
        """Name the two halves of the value."""
        self.media_type = media_type
        self.relation = relation


#: Parts that the package itself leads to; all others are reached from another part.
_ROOTS: Final = frozenset(
    {
        PartKind.DOCUMENT,
        PartKind.CORE_PROPERTIES,
        PartKind.EXTENDED_PROPERTIES,
        PartKind.CUSTOM_PROPERTIES,
    }
)


class Part(Struct, frozen=True):
    """One part of the package."""

    name: str
    """Path in the package without the leading slash."""
    kind: PartKind
    content: str | bytes
    relations: Relations = field(default_factory=Relations)
    """Relations that start at this part."""


def pack(parts: Iterable[Part]) -> bytes:
    """Return the package that holds the parts in the order given.

    No time, host or user enters it: every entry is dated 1980-01-01, the earliest date a zip file can hold.
    """
    return zipped(_entries(tuple(parts)))


def zipped(entries: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return a zip file of the entries in the order given, each a name and its content; the same for the same ones."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in entries:
            archive.writestr(_entry_info(name), content)
    return buffer.getvalue()


def _entries(parts: tuple[Part, ...]) -> Iterator[tuple[str, str | bytes]]:
    # [Content_Types].xml stands first so that `file` and mail filters know the format from the first entry.
    yield "[Content_Types].xml", _content_types(parts)
    yield "_rels/.rels", _roots(parts).xml()
    for part in parts:
        yield part.name, part.content
        if len(part.relations):
            folder, _, name = part.name.rpartition("/")
            yield f"{folder}/_rels/{name}.rels", part.relations.xml()


def _roots(parts: tuple[Part, ...]) -> Relations:
    roots = Relations()
    for part in parts:
        if part.kind in _ROOTS:
            roots.id_for(part.kind.relation, part.name)
    return roots


def _entry_info(name: str) -> ZipInfo:
    info = ZipInfo(name, _EARLIEST)
    info.compress_type = ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _REGULAR_FILE
    return info


def _content_types(parts: tuple[Part, ...]) -> str:
    overrides = "".join(f'<Override PartName="/{part.name}" ContentType="{part.kind.media_type}"/>' for part in parts)
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
