"""A Word file as its parts and relations (ECMA-376 part 2), read with limits and written the same way each time."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from briefings.attaching.word.markup import WORD, Element
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.writers.word.package import zipped

#: Bytes of a compressed file, of all its parts, of all its parts of XML, and how many parts it may have. A tree of XML
#: takes about ten times the room of its text.
LARGEST_FILE: Final = 100_000_000
LARGEST_CONTENT: Final = 200_000_000
LARGEST_XML: Final = 60_000_000
MOST_PARTS: Final = 5_000
#: Times that a part of a megabyte or more may be larger than in the file: XML of real reports stays below 100.
LARGEST_RATIO: Final = 200

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "[Content_Types].xml"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_WORD_FILE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WITH_MACROS: Final = "application/vnd.ms-word.document.macroEnabled.main+xml"
_OFFICE_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DEFAULTS: Final = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
_MEDIA: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Relation(Struct, frozen=True):
    """A relation from a part, or from the package, to a part or to an address outside."""

    type: str
    target: str
    """Name of the part, or the address where ``external``."""
    external: bool = False

    @property
    def kind(self) -> str:
        """Return the last word of the type, such as ``image``."""
        return self.type.rpartition("/")[2]


@dataclass(slots=True)
class Part:
    """One part. ``root`` wins over ``data``: a part of XML is written from its tree."""

    name: str
    """Path in the package without the leading slash."""
    media_type: str
    data: bytes = b""
    root: Element | None = None
    relations: dict[str, Relation] = field(default_factory=dict)
    """Relations that start at this part, by id."""

    def related(self, kind: str) -> str | None:
        """Return the name of the first part that a relation of the kind leads to."""
        return next((r.target for r in self.relations.values() if r.kind == kind and not r.external), None)

    def relate(self, relation: Relation) -> str:
        """Return the id of the relation, added where it is new."""
        for key, known in self.relations.items():
            if known == relation:
                return key
        key = next(f"rId{n}" for n in range(1, len(self.relations) + 2) if f"rId{n}" not in self.relations)
        self.relations[key] = relation
        return key


@dataclass(slots=True)
class Package:
    """A Word file in the making."""

    name: str
    """What messages call the file."""
    parts: dict[str, Part]
    relations: dict[str, Relation]
    """Relations of the package itself, by id."""

    @property
    def main(self) -> Part:
        """Return the part with the text."""
        return self.parts[next(r.target for r in self.relations.values() if r.kind == "officeDocument")]

    def of_main(self, kind: str) -> Part | None:
        """Return the part of the kind that the main part leads to, ``None`` where it has none."""
        name = self.main.related(kind)
        return self.parts[name] if name is not None else None

    def root_of(self, kind: str) -> Element | None:
        """Return the tree of the part of the kind that the main part leads to, ``None`` where it has none."""
        part = self.of_main(kind)
        return None if part is None else part.root

    def add(self, part: Part) -> Part:
        """Keep a new part and return it. Raises ``ValueError`` for a name that is taken."""
        if part.name.lower() in (name.lower() for name in self.parts):
            raise ValueError(f"there is a part {part.name}")
        self.parts[part.name] = part
        return part

    def body(self) -> Element:
        """Return ``w:body``. Raises ``BriefingError`` (SOURCE) where there is none."""
        root = self.main.root
        found = None if root is None else root.find(f"{{{WORD}}}body")
        if found is None:
            raise unreadable(self.name, "has no text: its main part holds no body")
        return found


def unreadable(name: str, what: str, hint: str | None = None) -> BriefingError:
    """Return the error (SOURCE) about a file that cannot be read."""
    return BriefingError(Problem(ExitCode.SOURCE, what, Location(name), hint))


def _too_large(name: str, what: str) -> BriefingError:
    return BriefingError(Problem(ExitCode.LIMIT, what, Location(name), "attach a smaller file"))


def read_package(name: str, data: bytes) -> Package:
    """Return the Word file, every part of XML parsed.

    Raises ``BriefingError``: SOURCE for what is encrypted, damaged or no Word file, or holds a document type; LIMIT
    for more than the limits above, which are looked up in the directory of the file before anything is unpacked.
    """
    if data.startswith(_OLE):
        raise unreadable(
            name, "is encrypted or in the old Word format", "open it in Word, take the password off, save it as .docx"
        )
    if len(data) > LARGEST_FILE:
        raise _too_large(name, f"has {len(data)} bytes; {LARGEST_FILE} are taken")
    try:
        with ZipFile(BytesIO(data)) as archive:
            contents = {info.filename: _unpacked(archive, info, name) for info in _directory(archive, name)}
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise unreadable(name, "is no Word file, or a damaged one: its zip container cannot be read") from error
    return _package(name, contents)


def _directory(archive: ZipFile, name: str) -> list[ZipInfo]:
    entries = [info for info in archive.infolist() if not info.is_dir()]
    if len(entries) > MOST_PARTS:
        raise _too_large(name, f"has {len(entries)} parts; {MOST_PARTS} are taken")
    if sum(info.file_size for info in entries) > LARGEST_CONTENT:
        raise _too_large(name, f"unpacks to more than {LARGEST_CONTENT} bytes")
    seen: set[str] = set()
    for info in entries:
        if info.flag_bits & 1:
            raise unreadable(name, "holds encrypted parts", "save it again without a password")
        if info.file_size > 1_000_000 and info.file_size > LARGEST_RATIO * max(info.compress_size, 1):
            raise _too_large(name, f"holds a part that grows more than {LARGEST_RATIO} times when it is unpacked")
        if info.filename.lower() in seen or not _is_name(info.filename):
            raise unreadable(name, f"holds the part name “{info.filename}” twice, or one that is not allowed")
        seen.add(info.filename.lower())
    return entries


def _is_name(name: str) -> bool:
    segments = name.split("/")
    return "\\" not in name and name.isprintable() and all(s and s.strip(".") for s in segments)


def _unpacked(archive: ZipFile, info: ZipInfo, name: str) -> bytes:
    # Reading one byte more than promised, and no further, holds even where the directory lies about the size.
    with archive.open(info) as stream:
        data = stream.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise unreadable(name, "is damaged: a part is longer or shorter than it says")
    return data


def _package(name: str, contents: dict[str, bytes]) -> Package:
    if _TYPES not in contents or "_rels/.rels" not in contents:
        raise unreadable(name, "is a zip file but no Word file")
    defaults, overrides = _media_types(_parsed(name, _TYPES, contents[_TYPES]))
    media = {
        path: overrides.get(path.lower()) or defaults.get(path.rpartition(".")[2].lower(), "")
        for path in contents
        if path != _TYPES and not path.endswith(".rels")
    }
    described = {path for path, kind in media.items() if kind.endswith(("/xml", "+xml"))}
    size = sum(len(data) for path, data in contents.items() if path in described or path not in media)
    if size > LARGEST_XML:
        raise _too_large(name, f"holds {size} bytes of XML; {LARGEST_XML} are taken")
    by_lower = {part.lower(): part for part in contents}
    parts: dict[str, Part] = {}
    for path, kind in media.items():
        data = contents[path]
        root = _parsed(name, path, data) if path in described else None
        folder, _, file = path.rpartition("/")
        relations = contents.get(by_lower.get(f"{folder}/_rels/{file}.rels".lstrip("/").lower(), ""))
        parts[path] = Part(path, kind, data, root)
        if relations is not None:
            parts[path].relations = dict(_relations(name, folder, relations, by_lower))
    package = Package(name, parts, dict(_relations(name, "", contents["_rels/.rels"], by_lower)))
    _check_main(package)
    return package


def _check_main(package: Package) -> None:
    found = [r for r in package.relations.values() if r.kind == "officeDocument"]
    if any(relation.type.startswith(_STRICT) for relation in found):
        raise unreadable(
            package.name, "is in the strict variety of the format", "save it as “Word document (.docx)”, not strict"
        )
    main = package.parts.get(found[0].target) if len(found) == 1 else None
    if main is None or main.media_type not in (_WORD_FILE, _WITH_MACROS) or main.root is None:
        raise unreadable(package.name, "is no Word document", "attach .docx files")
    # A file with macros becomes one without: they are taken out with the relations that lead to them.
    main.media_type = _WORD_FILE
    package.body()


def _parsed(name: str, path: str, data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise unreadable(name, f"is damaged: {path} is no well-formed XML") from error
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise unreadable(name, f"holds a document type in {path}, which no Word file has")
    return root


def _media_types(root: Element) -> tuple[dict[str, str], dict[str, str]]:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for node in root:
        media = node.get("ContentType", "")
        if extension := node.get("Extension"):
            defaults[extension.lower()] = media
        if part := node.get("PartName"):
            overrides[part.lstrip("/").lower()] = media
    return defaults, overrides


def _relations(name: str, folder: str, data: bytes, by_lower: dict[str, str]) -> Iterator[tuple[str, Relation]]:
    for node in _parsed(name, "relations", data):
        key, kind, target = node.get("Id", ""), node.get("Type", ""), node.get("Target", "")
        if node.get("TargetMode") == "External":
            yield key, Relation(kind, target, external=True)
            continue
        path = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        yield key, Relation(kind, by_lower.get(path.lower(), path))


def written(package: Package) -> bytes:
    """Return the bytes of the file: the same parts give the same bytes."""
    return zipped(_entries(package))


def _entries(package: Package) -> Iterator[tuple[str, str | bytes]]:
    yield _TYPES, _types(package)
    yield "_rels/.rels", _relations_part("", package.relations)
    for part in package.parts.values():
        yield part.name, _serialised(part.root) if part.root is not None else part.data
        if part.relations:
            folder, _, file = part.name.rpartition("/")
            yield f"{folder}/_rels/{file}.rels".lstrip("/"), _relations_part(folder, part.relations)


def _serialised(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _types(package: Package) -> bytes:
    space = f"{_PACKAGE}/content-types"
    root = _unprefixed(space, "Types")
    for extension, media in _DEFAULTS.items():
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=media)
    for part in package.parts.values():
        etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{part.name}", ContentType=part.media_type)
    return _serialised(root)


def _relations_part(folder: str, relations: dict[str, Relation]) -> bytes:
    space = f"{_PACKAGE}/relationships"
    root = _unprefixed(space, "Relationships")
    for key, relation in relations.items():
        target = relation.target if relation.external else posixpath.relpath(f"/{relation.target}", f"/{folder}")
        node = etree.SubElement(root, f"{{{space}}}Relationship", Id=key, Type=relation.type, Target=target)
        if relation.external:
            node.set("TargetMode", "External")
    return _serialised(root)


def _unprefixed(space: str, name: str) -> Element:
    return etree.fromstring(f'<{name} xmlns="{space}"/>')


def word_part(package: Package, kind: str, root: Element) -> Part:
    """Return a new part of the kind (``footnotes``, ``numbering`` …) that the main part leads to."""
    folder = package.main.name.rpartition("/")[0]
    taken = {name.lower() for name in package.parts}
    stems = (f"{kind}{n or ''}" for n in range(MOST_PARTS))
    name = next(path for stem in stems if (path := f"{folder}/{stem}.xml".lstrip("/")).lower() not in taken)
    part = package.add(Part(name, f"{_MEDIA}.{kind}+xml", root=root))
    package.main.relate(Relation(f"{_OFFICE_RELATION}/{kind}", name))
    return part


def renamed(relation: Relation, target: str) -> Relation:
    """Return the relation with another target."""
    return replace(relation, target=target)
