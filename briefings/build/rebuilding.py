"""A brief is built again from the dossier inside its file, and compared with it: every byte, and of Word the words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from msgspec import Struct

from briefings.build.fit import with_cuts
from briefings.build.glyphs import GlyphCheck, Unprintable
from briefings.build.production import Production
from briefings.build.provenance import Provenance, enclosed
from briefings.build.verification import Verification
from briefings.errors import BriefingError
from briefings.facts import Accord, Dossier
from briefings.house import load_house
from briefings.readers.limited import derive_limited
from briefings.templates.audience import load_audience
from briefings.templates.compose import Composer
from briefings.templates.library import Library

#: How many words of each text a difference is shown with.
_SHOWN = 6


class Inside(Struct, frozen=True):
    """A file and what it carries."""

    format: str
    """``pdf`` or ``docx``."""
    data: bytes
    files: Mapping[str, bytes]
    accord: Accord
    provenance: Provenance


def rebuild(inside: Inside, dossier: Dossier, library: Library, told: Verification) -> None:
    """Build the file again and tell whether it is the same."""
    provenance = inside.provenance
    try:
        house = load_house(library)
        audience = with_cuts(load_audience(library, provenance.audience), provenance.cuts)
        glyphs = GlyphCheck(dossier, library, house.style, provenance.allow_missing_glyphs)
        composer = Composer(dossier, library, house)
        production = Production(composer, {}, (inside.format,), glyphs, provenance.epoch)
        annexes = {name: content.data for name, content in dossier.annexed.items()}
        attachments = enclosed({**annexes, **inside.files}, dossier.accord, provenance)
        again = production.write_again(audience, provenance.language, attachments, inside.format).data
    except (BriefingError, Unprintable, KeyError) as error:
        told.failed("rebuilt", f"the brief cannot be built again: {error}")
        return
    told.done("rebuilt", f"{provenance.audience} in {provenance.language}, {len(again)} bytes")
    if inside.format == "docx":
        _compare_words(inside.data, again, told)
    _compare_bytes(inside.data, again, told)


def _compare_bytes(data: bytes, again: bytes, told: Verification) -> None:
    if again == data:
        told.done("bytes", "identical")
        return
    pairs = zip(again, data, strict=False)
    first = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(again), len(data)))
    told.failed("bytes", f"they differ from byte {first + 1} on")


def _compare_words(data: bytes, again: bytes, told: Verification) -> None:
    """Tell whether two Word files have the same words in body, tables and notes.

    Word and LibreOffice give a file other bytes when they save it, so the words tell whether anybody changed it.
    """
    if data == again:
        told.done("text", "word for word what the dossier gives")
        return
    try:
        found, wanted = (derive_limited(each, ".docx", "the file").text.split() for each in (data, again))
    except BriefingError as error:
        told.failed("text", "it cannot be read", error.problems)
        return
    pairs = enumerate(zip_longest(found, wanted, fillvalue=""))
    at = next((at for at, (one, other) in pairs if one != other), None)
    if at is None:
        told.done("text", "word for word what the dossier gives; another program has saved the file")
        return
    here, there = (" ".join(words[at : at + _SHOWN]) or "nothing more" for words in (found, wanted))
    told.failed("text", f"it differs from word {at + 1} on: “{here}” where the dossier gives “{there}”")
