"""The character set of an HTML file: by its byte-order mark, by what it says of itself, else UTF-8."""

from __future__ import annotations

import codecs
import re

from briefings.readers.canonical_text import refused

#: How far into the file a declaration is looked for (HTML, “Determining the character encoding”).
_PRESCAN = 1024
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})[\"']", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: What browsers read under these names (WHATWG Encoding Standard, labels).
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_KNOWN = re.compile(
    r"utf-8|cp125[0-8]|cp874|cp932|cp949|gb18030|big5|big5hkscs|euc_jp|iso2022_jp|koi8-[ru]|mac-roman|iso8859-\d{1,2}"
)


def decode_html(data: bytes, file: str) -> tuple[str, str]:
    """Return the text of an HTML file, line ends as LF, and the name of its character set.

    Raises ``BriefingError`` (exit 5): for a set that is not known, and with line and byte where a byte is not of it.
    """
    mark = next(((bom, name) for bom, name in _MARKS if data.startswith(bom)), None)
    if mark:
        name, source, skipped = mark[1], "as its byte-order mark says", len(mark[0])
    else:
        declared = _declared(data)
        name = _codec(declared, file) if declared else "utf-8"
        source, skipped = (f"as its “charset={declared}” says" if declared else "and the page names no charset"), 0
    try:
        text = data[skipped:].decode(name)
    except UnicodeDecodeError as error:
        at = error.start + skipped
        hint = "write the true charset into the file’s <meta charset>, or save it as UTF-8"
        message = f"byte {at + 1} is not {_shown(name)}, {source}"
        raise refused(message, file, hint, data.count(b"\n", 0, at) + 1) from None
    return text.replace("\r\n", "\n").replace("\r", "\n"), _shown(name)


def _declared(data: bytes) -> str | None:
    head = _COMMENT.sub(b"", data[:_PRESCAN])
    match = _META.search(head) or _XML.match(head)
    return match[1].decode("ascii") if match else None


def _codec(label: str, file: str) -> str:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        name = ""
    name = _READ_AS.get(name, name)
    if not _KNOWN.fullmatch(name):
        raise refused(
            f"the charset “{label}” is not known", file, "save the file as UTF-8 and say so in <meta charset>"
        )
    return name


def _shown(name: str) -> str:
    return name.upper().replace("CP12", "windows-12").replace("ISO8859", "ISO-8859")
