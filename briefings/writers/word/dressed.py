"""The skin with a house style on it. It is kept beside the package's bytecode, for python-docx takes long to load.

What is kept is data: the text of parts. Its key holds everything that it was made of, so that it is never another one
than would be made now; whoever can write there can write the package too.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

from msgspec import Struct

from briefings.figures import LABEL_SIZE, LEADING, label_size
from briefings.style import Colour, HouseStyle
from briefings.versions import versions_of

#: Part of the accent in the light rules; the rest is white.
_RULE_STRENGTH: Final = 0.28
#: How many skins are kept; with one more, all go.
_MOST: Final = 16
#: What the shape of a dressed skin is written in, beside its template.
_SHAPING: Final = (Path(__file__), Path(__file__).with_name("dressing.py"))


class Dressed(Struct, frozen=True):
    """The parts of the skin that depend on the house style, as text."""

    styles: str
    numbering: str
    fonts: str
    page_setup: str
    draft_page_setup: str
    """The same with room for one line more in the header."""
    style_ids: frozenset[str]


def lightened(colour: Colour) -> Colour:
    """Return the colour of the light rules, made of the accent."""
    red, green, blue = (round(255 - (255 - part) * _RULE_STRENGTH) for part in (colour.red, colour.green, colour.blue))
    return Colour(red, green, blue)


def dressed_skin(template: bytes, style: HouseStyle) -> Dressed:
    """Return the template with the house style put on, from what is kept where it is there."""
    key = _key(template, style)
    place = _folder() / f"dressing.{key[:16]}.skin"
    found = _read(place, key)
    if found is not None:
        return found
    # Only here, so that nothing loads python-docx where the skin is kept.
    from briefings.writers.word.dressing import dress

    made = dress(template, style)
    if not sys.dont_write_bytecode:
        # A package that nobody may write to is dressed each time, as Python compiles its modules.
        parts = (made.styles, made.numbering, made.fonts, made.page_setup, made.draft_page_setup)
        kept = (key, parts, tuple(sorted(made.style_ids)))
        with contextlib.suppress(OSError):
            _write(place, marshal.dumps(kept))
    return made


def _key(template: bytes, style: HouseStyle) -> str:
    """Return a digest of all that a dressed skin follows from."""
    looks = (style.page, style.size, style.palette, style.font.word, LABEL_SIZE, label_size(style.size), LEADING)
    versions = (sys.version, versions_of(("python-docx", "lxml")))
    shape = [hashlib.sha256(file.read_bytes()).hexdigest() for file in _SHAPING if file.exists()]
    return hashlib.sha256(repr((looks, versions, shape, hashlib.sha256(template).hexdigest())).encode()).hexdigest()


def _folder() -> Path:
    return Path(cache_from_source(__file__)).parent


def _read(place: Path, key: str) -> Dressed | None:
    try:
        stored, parts, style_ids = marshal.loads(place.read_bytes())
        styles, numbering, fonts, page_setup, draft_page_setup = parts
        made = Dressed(styles, numbering, fonts, page_setup, draft_page_setup, frozenset(style_ids))
        return made if stored == key else None
    except (OSError, EOFError, ValueError, TypeError):
        return None


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(exist_ok=True)
    kept = list(place.parent.glob("dressing.*.skin"))
    for old in kept if len(kept) >= _MOST else ():
        old.unlink(missing_ok=True)
    handle, fresh = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(fresh).replace(place)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise
