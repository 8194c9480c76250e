"""What makes a file archival and accessible beyond its pages: metadata, colour profile, marks in the catalog."""

from __future__ import annotations

import re
import struct
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from briefings.document import Document, Properties
from briefings.writers.pdf import engine
from briefings.writers.pdf.objects import stream, text_string
from briefings.writers.pdf.problems import layout_error

CREATOR = "briefing"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:identifier>{identifier}</dc:identifier>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag>{terms}</rdf:Bag></dc:subject>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<xmp:MetadataDate>{made}</xmp:MetadataDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def joined_keywords(properties: Properties) -> str:
    """Return the keywords as one text, the same in both places where a PDF tells them."""
    return ", ".join(properties.keywords)


def require_sound(properties: Properties) -> None:
    """Raise ``BriefingError`` where the date is no ISO 8601 day or a text cannot be written in XML."""
    try:
        date.fromisoformat(properties.date)
    except ValueError as error:
        raise layout_error(
            f'the date of the document is "{properties.date}"', hint="write year, month and day: 2026-11-23"
        ) from error
    if not _STAMP.fullmatch(properties.made):
        raise layout_error(f'the moment of the document is "{properties.made}"', "write it as 2026-11-23T00:00:00Z")
    for text in (properties.title, properties.subject, properties.author, properties.identifier, *properties.keywords):
        if not all(_is_xml(character) for character in text):
            raise layout_error("a property of the document holds a control character or half a character")


def _is_xml(character: str) -> bool:
    """Return whether XML 1.0 (2.2, Char) allows the character."""
    code = ord(character)
    return code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code > 0xFFFF


def metadata_stream(document: Document) -> bytes:
    """Return the XMP packet, uncompressed as ISO 19005-3 (6.6.2) wants it."""
    properties = document.properties
    words = {
        "identifier": properties.identifier,
        "title": properties.title,
        "author": properties.author,
        "subject": properties.subject,
        "language": document.language,
        "made": properties.made,
        "creator": CREATOR,
        "producer": engine.PRODUCER,
        "keywords": joined_keywords(properties),
    }
    terms = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in properties.keywords)
    packet = _XMP.format(terms=terms, **{name: escape(word) for name, word in words.items()})
    return stream("/Type /Metadata /Subtype /XML", packet.encode("utf-8"), compressed=False)


def output_intent(profile: int) -> str:
    """Return the output intent of the file (ISO 19005-3, 6.2.3); ``profile`` is the number of the colour profile."""
    return (
        f"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier {text_string('sRGB')}"
        f" /Info {text_string('sRGB IEC61966-2.1')} /DestOutputProfile {profile} 0 R >>"
    )


@cache
def colour_profile() -> bytes:
    """Return a stream with an ICC profile (ICC.1:2001-04) of sRGB, built from its definition (IEC 61966-2-1)."""
    curve = struct.pack(">4sII", b"curv", 0, 256) + struct.pack(">256H", *(_linear(n / 255) for n in range(256)))
    name = b"sRGB\0"
    tags = {
        b"desc": struct.pack(">4sII", b"desc", 0, len(name)) + name + bytes(4 + 4 + 2 + 1 + 67),
        b"cprt": struct.pack(">4sI", b"text", 0) + b"No copyright\0",
        b"wtpt": _xyz(0.9505, 1.0, 1.0891),
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return stream("/N 3", _profile(tags))


def _profile(tags: dict[bytes, bytes]) -> bytes:
    start = 128 + 4 + 12 * len(tags)
    table, body, places = b"", b"", {}
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    kind = (b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head = struct.pack(">I4sI4s4s4s6H4s", start + len(body), *kind, 2000, 1, 1, 0, 0, 0, b"acsp")
    head += bytes(28) + struct.pack(">3i", *(round(value * 65536) for value in (0.9642, 1.0, 0.8249)))
    return head + bytes(128 - len(head)) + struct.pack(">I", len(tags)) + table + body


def _linear(value: float) -> int:
    """Return the light that an sRGB value stands for, 0 to 65535."""
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(light * 65535)


def _xyz(*values: float) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *(round(value * 65536) for value in values))


def set_information(canvas: Any, properties: Properties) -> None:
    """Write the Info dictionary with the same words as the XMP packet."""
    canvas.setTitle(properties.title)
    canvas.setAuthor(properties.author)
    canvas.setSubject(properties.subject)
    canvas.setKeywords(joined_keywords(properties))
    canvas.setCreator(CREATOR)
    canvas.setProducer(engine.PRODUCER)
    stamp = pdf_date(properties)
    canvas.setDateFormatter(lambda *_: stamp)


def pdf_date(properties: Properties) -> str:
    """Return when the file says it was made, as PDF writes dates (ISO 32000-1, 7.9.4)."""
    return "D:" + "".join(character for character in properties.made if character.isdigit()) + "Z"
