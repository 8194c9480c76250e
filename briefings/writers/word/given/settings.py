"""Settings of the document, with those of a skin that its styles, theme and headers need."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from docx.oxml.ns import qn

#: Settings taken over, each with the one of ours that it must stand before (ECMA-376 part 1, 17.15.1.78: a sequence).
_TAKEN: Final = (
    ("w:mirrorMargins", "w:defaultTabStop"),
    ("w:alignBordersAndEdges", "w:defaultTabStop"),
    ("w:bordersDoNotSurroundHeader", "w:defaultTabStop"),
    ("w:bordersDoNotSurroundFooter", "w:defaultTabStop"),
    ("w:gutterAtTop", "w:defaultTabStop"),
    ("w:evenAndOddHeaders", "w:characterSpacingControl"),
    ("w:themeFontLang", None),
    ("w:clrSchemeMapping", None),
)


def join_settings(given: Any, packaged: Any) -> Any:
    """Return the packaged settings with those of the skin that its look depends on."""
    joined = deepcopy(packaged)
    for tag, before in _TAKEN:
        found = given.find(qn(tag))
        if found is None:
            continue
        if before is None:
            joined.append(deepcopy(found))
        else:
            joined.find(qn(before)).addprevious(deepcopy(found))
    tabs = given.find(qn("w:defaultTabStop"))
    if tabs is not None:
        joined.find(qn("w:defaultTabStop")).set(qn("w:val"), tabs.get(qn("w:val")))
    return joined


def has_even_pages(settings: Any) -> bool:
    """Return whether even pages have a header of their own."""
    found = settings.find(qn("w:evenAndOddHeaders"))
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")
