"""The schema of ``sections`` in an audience's front matter: a list whose entries are names, or names with options.

The reader of audiences goes through these entries node by node, since a section's own options are free; so this part is
written down here, from the reader's own patterns and codes, and the tests hold the two to each other.
"""

from __future__ import annotations

from typing import Any

from briefings.names import PATTERN

_NAME = f"^(?:{PATTERN.pattern})$"
_OPTION = {"type": ["string", "number", "boolean", "null"]}


def sections(codes: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the list; ``codes`` is the schema of ``over``."""
    options = {
        "type": "object",
        "properties": {
            "priority": {
                "description": "1 gives way first, 9 last, when the brief runs over; without one it always stays.",
                "type": "integer",
                "minimum": 1,
                "maximum": 9,
            },
            "short": {
                "description": "Options of its short form, taken first when the brief runs over.",
                "type": "object",
                "additionalProperties": _OPTION,
            },
            "over": {"description": "Where the section goes that finds no room.", **codes},
        },
        "additionalProperties": _OPTION,
    }
    name = {"description": "Name of a section: its wording stands in templates/LANGUAGE/NAME.md.j2.", "pattern": _NAME}
    return {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": ["string", "object"],
            **name,
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "patternProperties": {_NAME: options},
        },
    }
