"""Files that travel inside a Word file: a custom XML part and its properties (ECMA-376 part 1, 15.2.5, 15.2.6, 22.5).

The part says all it has to in its own elements, so it names no schema. Word and LibreOffice keep it when they save a
file. Annexes, which are PDF files, stay beside the Word file: nothing in Word would show that they are there.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from typing import Final

from briefings.document import Attachment, Relationship
from briefings.writers.word.characters import escaped, is_kept, spelt_whole
from briefings.writers.word.package import Part, PartKind
from briefings.writers.word.relations import Relations
from briefings.writers.word.xml import DECLARATION

#: Names the vocabulary of the part; readers find the part by it. The number changes with the elements.
NAMESPACE: Final = "urn:briefings:carried:1"
_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def carried_parts(attachments: Iterable[Attachment], main: Relations) -> tuple[Part, ...]:
    """Return the part that holds the files and the part of its properties; none where there are no files.

    ``main`` are the relations of the document part, which gets one to the part. Supplements are left out.
    """
    files = [each for each in attachments if each.relationship is not Relationship.SUPPLEMENT]
    if not files:
        return ()
    content = f'{DECLARATION}<carried xmlns="{NAMESPACE}">{"".join(map(_file, files))}</carried>'
    own = Relations()
    own.id_for(PartKind.CUSTOM_XML_PROPERTIES.relation, "itemProps1.xml")
    main.id_for(PartKind.CUSTOM_XML.relation, "../customXml/item1.xml")
    return (
        Part("customXml/item1.xml", PartKind.CUSTOM_XML, content, own),
        Part("customXml/itemProps1.xml", PartKind.CUSTOM_XML_PROPERTIES, _properties(content)),
    )


def _file(file: Attachment) -> str:
    said = (("name", file.name), ("type", file.media_type), ("description", file.description))
    attributes = "".join(f' {name}="{escaped(text)}"' for name, text in said)
    text = _text(file.data)
    if text is None:
        return f'<file{attributes} encoding="base64">{b64encode(file.data).decode("ascii")}</file>'
    return f'<file{attributes} xml:space="preserve">{spelt_whole(text)}</file>'


def _text(data: bytes) -> str | None:
    """Return the data as text where XML keeps every character of it, ``None`` where it does not."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if is_kept(text) else None


def _properties(content: str) -> str:
    # The id of a store is a GUID by the format; of the content, it is the same for the same brief and no other's.
    digits = hashlib.sha256(content.encode("utf-8")).hexdigest().upper()
    store = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
    item = f'xmlns:ds="{_STORE}" ds:itemID="{{{store}}}"'
    return f"{DECLARATION}<ds:datastoreItem {item}><ds:schemaRefs/></ds:datastoreItem>"
