"""Files that travel inside a PDF (ISO 19005-3, 6.8 and annex E; ISO 32000-1, 7.11.4)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from briefings.document import Attachment
from briefings.writers.pdf.objects import stream, text_string
from briefings.writers.pdf.problems import layout_error

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")

#: Writes an object under a name and returns its number.
Put = Callable[[str, bytes], int]


def require_sound_attachments(attachments: tuple[Attachment, ...]) -> None:
    """Raise ``BriefingError`` where a name is none, stands twice, or a media type is none."""
    names = [attachment.name for attachment in attachments]
    for attachment in attachments:
        if not _NAME.fullmatch(attachment.name) or names.count(attachment.name) > 1:
            raise layout_error(f"“{attachment.name[:40]}” cannot name an attached file", "use each plain name once")
        if not _MEDIA_TYPE.fullmatch(attachment.media_type):
            raise layout_error(f"“{attachment.media_type[:40]}” is no media type", "write one such as text/plain")


def add_attachments(attachments: tuple[Attachment, ...], stamp: str, put: Put) -> tuple[str, str]:
    """Write the files and return what the catalog says of them: the array ``AF`` and the name tree of all files.

    ``stamp`` is the date of the files as PDF writes dates; no other date may enter.
    """
    numbers = {each.name: _file(each, index, stamp, put) for index, each in enumerate(attachments)}
    references = [f"{number} 0 R" for number in numbers.values()]
    # A name tree is sorted by the bytes of its keys (ISO 32000-1, 7.9.6).
    names = " ".join(f"{text_string(name)} {numbers[name]} 0 R" for name in sorted(numbers))
    return f"[{' '.join(references)}]", f"<< /EmbeddedFiles << /Names [{names}] >> >>"


def _file(attachment: Attachment, index: int, stamp: str, put: Put) -> int:
    content = put(f"attached-{index}", _stream(attachment, stamp))
    name = text_string(attachment.name)
    specification = (
        f"<< /Type /Filespec /F {name} /UF {name} /Desc {text_string(attachment.description)}"
        f" /AFRelationship /{attachment.relationship.value} /EF << /F {content} 0 R /UF {content} 0 R >> >>\n"
    )
    return put(f"attachment-{index}", specification.encode("ascii"))


def _stream(attachment: Attachment, stamp: str) -> bytes:
    data = attachment.data
    # MD5 is what the format asks for (ISO 32000-1, table 46); nothing rests on it.
    check = hashlib.md5(data, usedforsecurity=False).hexdigest()
    kind = attachment.media_type.replace("/", "#2F").replace("+", "#2B")
    entries = (
        f"/Type /EmbeddedFile /Subtype /{kind} /Params << /Size {len(data)} /CheckSum <{check}>"
        f" /CreationDate ({stamp}) /ModDate ({stamp}) >>"
    )
    return stream(entries, data)
