"""JSON Schemas of the files that a desk writes by hand, for editors: drawn from the readers, so they cannot differ.

A schema sees one file and no more: whether a quotation stands in its source, an id leads somewhere, a colour can be
read or a font is there is for ``briefing check``, ``briefing template check`` and ``briefing build``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Name of a schema → the folder of a workspace it is kept in, beside what it describes.
FOLDERS: Mapping[str, str] = MappingProxyType(
    {"accord": "sources/.schema", "house": "templates/.schema", "audience": "templates/.schema"}
)


def file_name(name: str) -> str:
    """Return the name of the file that a schema is kept in."""
    return f"{name}.schema.json"


def schema_path(name: str) -> str:
    """Return where a workspace keeps a schema, relative to its root; raise ``KeyError`` for a name that is none."""
    return f"{FOLDERS[name]}/{file_name(name)}"
