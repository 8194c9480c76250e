"""Invented Word files, written part by part, and a reading of them that shares no code with the package."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree  # type: ignore[import-untyped]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
#: Kind of part: its root element, and the relation that leads to it from the main part.
PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}
SEPARATORS = "".join(
    f'<w:{{0}} w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:{{0}}>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def paragraph(text: str, style: str = "", more: str = "") -> str:
    """Return a paragraph; ``more`` stands behind its words."""
    layout = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{layout}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


def note_mark(number: int, kind: str = "footnote") -> str:
    """Return a run that refers to a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(kind: str, texts: Mapping[int, str]) -> str:
    """Return the content of a part of notes with its separators."""
    written = "".join(f'<w:{kind} w:id="{n}">{paragraph(text)}</w:{kind}>' for n, text in texts.items())
    return SEPARATORS.replace("{0}", kind) + written


def complex_field(instruction: str, shown: str) -> str:
    """Return the runs of a field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_file(
    body: str,
    *,
    relations: Mapping[str, tuple[str, str, bool]] | None = None,
    files: Mapping[str, tuple[str, bytes]] | None = None,
    root_relations: Mapping[str, tuple[str, str]] | None = None,
    main: str = f"{WORDS}.document.main+xml",
    **parts: str,
) -> bytes:
    """Return a Word file with the body.

    ``relations`` are further ones of the main part: id to type, target and whether it is outside; ``files`` are parts
    by name with their media type; ``parts`` the content of the parts of ``PARTS``.
    """
    entries: dict[str, bytes] = {
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    }
    types = {"word/document.xml": main}
    leads = dict(relations or {})
    for kind, content in parts.items():
        entries[f"word/{kind}.xml"] = f"<w:{PARTS[kind]} {SPACES}>{content}</w:{PARTS[kind]}>".encode()
        types[f"word/{kind}.xml"] = f"{WORDS}.{kind}+xml"
        leads[f"rId{kind}"] = (f"{OFFICE}/{kind}", f"{kind}.xml", False)
    for name, (media, data) in (files or {}).items():
        entries[name] = data
        if not name.endswith(".rels"):
            types[name] = media
    entries["word/_rels/document.xml.rels"] = relations_part(leads)
    roots = {"rId1": (f"{OFFICE}/officeDocument", "word/document.xml", False)}
    roots |= {key: (kind, target, False) for key, (kind, target) in (root_relations or {}).items()}
    entries["_rels/.rels"] = relations_part(roots)
    entries["[Content_Types].xml"] = _types(types)
    return zipped(entries)


def relations_part(relations: Mapping[str, tuple[str, str, bool]]) -> bytes:
    """Return a part of relations: id to type, target and whether it is outside."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if out else ""}/>'
        for key, (kind, target, out) in relations.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()


def _types(types: Mapping[str, str]) -> bytes:
    inner = "".join(f'<Override PartName="/{name}" ContentType="{media}"/>' for name, media in types.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    ).encode()


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip file of the entries."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def entries_of(data: bytes) -> dict[str, bytes]:
    """Return the entries of a zip file by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Reading:
    """A Word file read back."""

    def __init__(self, data: bytes) -> None:
        """Read the file; every part of XML must be well-formed."""
        self.entries = entries_of(data)
        self.document = self.tree("word/document.xml")
        self.body = self.document[0]

    def tree(self, name: str) -> Any:
        """Return the root of a part."""
        return etree.fromstring(self.entries[name])

    def led_to(self, kind: str) -> str | None:
        """Return the name of the part of the kind that the main part leads to."""
        for node in self.tree("word/_rels/document.xml.rels"):
            if node.get("Type").endswith(f"/{kind}") and node.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("word", node.get("Target")))
        return None

    def relations(self, name: str = "word/_rels/document.xml.rels") -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id to kind and target."""
        return {n.get("Id"): (n.get("Type").rpartition("/")[2], n.get("Target")) for n in self.tree(name)}

    def texts(self) -> list[str]:
        """Return the words of each paragraph of the body in order, notes in brackets where they are referred to."""
        return [said for node in self.body.iter(f"{W}p") if (said := "".join(self._words(node)).strip())]

    def _words(self, node: Any) -> Iterator[str]:
        for inner in node.iter():
            if next(inner.iterancestors(f"{W}p")) is not node if inner is not node else False:
                continue
            if inner.tag == f"{W}t":
                yield inner.text or ""
            elif inner.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = etree.QName(inner).localname.removesuffix("Reference")
                yield f"[{self.note(kind, inner.get(f'{W}id'))}]"

    def note(self, kind: str, number: str) -> str:
        """Return the words of a note."""
        root = self.tree(self.led_to(f"{kind}s") or "")
        found = [note for note in root if note.get(f"{W}id") == number]
        assert len(found) == 1, f"{kind} {number} stands {len(found)} times"
        return "".join(text.text or "" for text in found[0].iter(f"{W}t")).strip()

    def sections(self) -> list[Any]:
        """Return the properties of the sections in order."""
        return list(self.body.iter(f"{W}sectPr"))

    def instructions(self) -> list[str]:
        """Return the instructions of the fields in order."""
        simple = [node.get(f"{W}instr") for node in self.body.iter(f"{W}fldSimple")]
        return simple + [(node.text or "").strip() for node in self.body.iter(f"{W}instrText")]


#: Properties that the looks of runs are compared by: group, element, attribute, and Word's own value.
LOOKS = {
    ("rPr", "rFonts", "ascii"): "Times New Roman",
    ("rPr", "sz", "val"): "20",
    ("rPr", "b", "val"): "0",
    ("rPr", "color", "val"): "auto",
    ("pPr", "spacing", "before"): "0",
    ("pPr", "spacing", "after"): "0",
    ("pPr", "spacing", "line"): "240",
    ("pPr", "ind", "left"): "0",
}


def looks(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return for the words of each run how they look: defaults, table style, paragraph style, run style, itself."""
    name = reading.led_to("styles")
    styles = reading.tree(name) if name else etree.Element("none")
    by_id = {node.get(f"{W}styleId"): node for node in styles.iter(f"{W}style")}
    found = {}
    for run in reading.body.iter(f"{W}r"):
        said = "".join(text.text or "" for text in run.findall(f"{W}t")).strip()
        if said:
            layers = list(_layers(run, styles, by_id))
            found[said] = tuple(_value(layers, name, neutral) for name, neutral in LOOKS.items())
    return found


def _layers(run: Any, styles: Any, by_id: Mapping[str, Any]) -> Iterator[Any]:
    defaults = styles.find(f"{W}docDefaults")
    for group in ("rPr", "pPr"):
        yield from (defaults.findall(f"{W}{group}Default") if defaults is not None else ())
    paragraph_node = next(run.iterancestors(f"{W}p"))
    table = next(run.iterancestors(f"{W}tbl"), None)
    if table is not None:
        yield from _chain(table.find(f"{W}tblPr/{W}tblStyle"), "table", by_id)
    yield from _chain(paragraph_node.find(f"{W}pPr/{W}pStyle"), "paragraph", by_id)
    yield from _chain(run.find(f"{W}rPr/{W}rStyle"), "character", by_id)
    yield paragraph_node
    yield run


def _chain(named: Any, kind: str, by_id: Mapping[str, Any]) -> list[Any]:
    default = [key for key, s in by_id.items() if s.get(f"{W}type") == kind and s.get(f"{W}default") == "1"]
    key = named.get(f"{W}val") if named is not None else next(iter(default), None)
    chain: list[Any] = []
    while key in by_id:
        chain.insert(0, by_id[key])
        base = by_id[key].find(f"{W}basedOn")
        key = base.get(f"{W}val") if base is not None else None
    return chain


def _value(layers: list[Any], name: tuple[str, str, str], neutral: str) -> str:
    group, element, attribute = name
    found = neutral
    for layer in layers:
        # A paragraph mark has letters of its own, which are not those of its runs.
        if group == "rPr" and layer.tag == f"{W}p":
            continue
        node = layer.find(f"{W}{group}/{W}{element}")
        if node is not None:
            found = node.get(f"{W}{attribute}", "1" if element == "b" else found)
    return found
