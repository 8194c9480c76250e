"""Relations of a part (ECMA-376 part 2, 6.5) and the only addresses that may leave the file."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

from briefings.writers.word.characters import escaped
from briefings.writers.word.xml import DECLARATION

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"

#: Printable ASCII without what RFC 3986, 2 leaves to percent-encoding.
_ADDRESS: Final = re.compile(r"[!#-;=?-\[\]_a-z~]+")
_HOST: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_MAILBOXES: Final = re.compile(r"[^@:/?#,]+@[A-Za-z0-9.-]+(?:,[^@:/?#,]+@[A-Za-z0-9.-]+)*")


class Relation(Enum):
    """The kinds of relation that the writer makes; the value is the type."""

    DOCUMENT = f"{_OFFICE}/officeDocument"
    CORE_PROPERTIES = f"{_PACKAGE}/metadata/core-properties"
    EXTENDED_PROPERTIES = f"{_OFFICE}/extended-properties"
    CUSTOM_PROPERTIES = f"{_OFFICE}/custom-properties"
    STYLES = f"{_OFFICE}/styles"
    NUMBERING = f"{_OFFICE}/numbering"
    SETTINGS = f"{_OFFICE}/settings"
    FONT_TABLE = f"{_OFFICE}/fontTable"
    FOOTNOTES = f"{_OFFICE}/footnotes"
    COMMENTS = f"{_OFFICE}/comments"
    CUSTOM_XML = f"{_OFFICE}/customXml"
    CUSTOM_XML_PROPERTIES = f"{_OFFICE}/customXmlProps"
    THEME = f"{_OFFICE}/theme"
    ENDNOTES = f"{_OFFICE}/endnotes"
    HEADER = f"{_OFFICE}/header"
    FOOTER = f"{_OFFICE}/footer"
    IMAGE = f"{_OFFICE}/image"
    HYPERLINK = f"{_OFFICE}/hyperlink"


class Relations:
    """The relations of one part, numbered ``rId1`` and on in the order they were asked for."""

    def __init__(self) -> None:
        """Begin without any relation."""
        self._ids: dict[tuple[Relation, str], str] = {}

    def __len__(self) -> int:
        """Return how many relations there are."""
        return len(self._ids)

    def id_for(self, relation: Relation, target: str) -> str:
        """Return the id of the relation to the target, the same one for the same target.

        A target is a path inside the package, or for ``HYPERLINK`` an absolute address outside it.
        """
        return self._ids.setdefault((relation, target), f"rId{len(self._ids) + 1}")

    def entries(self) -> tuple[tuple[Relation, str], ...]:
        """Return kind and target of each relation in the order of the ids."""
        return tuple(self._ids)

    def xml(self) -> str:
        """Return the relations part."""
        entries = "".join(_entry(kind, target, name) for (kind, target), name in self._ids.items())
        return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def _entry(relation: Relation, target: str, name: str) -> str:
    mode = ' TargetMode="External"' if relation is Relation.HYPERLINK else ""
    return f'<Relationship Id="{name}" Type="{relation.value}" Target="{escaped(target)}"{mode}/>'


def is_address(target: str) -> bool:
    """Return whether a link may point there: an absolute, percent-encoded http, https or mailto address.

    A user name before the host is refused: it only serves to make one host look like another (RFC 3986, 7.6).
    """
    if _ADDRESS.fullmatch(target) is None:
        return False
    try:
        address = urlsplit(target)
        address.port  # noqa: B018 - reading it is what refuses a port above 65535
    except ValueError:
        return False
    if address.scheme == "mailto":
        return not address.netloc and _MAILBOXES.fullmatch(address.path) is not None
    return address.scheme in ("http", "https") and _HOST.fullmatch(address.netloc) is not None
