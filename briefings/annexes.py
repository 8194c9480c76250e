"""PDF files that a dossier attaches to its briefs: what the record says of them, and what they hold."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from briefings.errors import Location
from briefings.evidence import Wording
from briefings.vocabulary.codes import Marking

#: Bytes that one annex may have.
MAX_ANNEX = 20_000_000


class AnnexFile(Struct, frozen=True, kw_only=True):
    """A PDF that is attached to the briefs whose audience may read it."""

    at: Location
    file: str
    """Its name in the dossier's folder, and wherever it goes."""
    title: Wording
    marking: Marking = Marking.PUBLIC
    sha256: str | None = None
    """What the desk expects the file to be; ``None`` takes it as it is."""


class AnnexContent(Struct, frozen=True):
    """What an annex holds."""

    data: bytes
    pages: int

    @property
    def sha256(self) -> str:
        """Return the hexadecimal SHA-256 of the file."""
        return hashlib.sha256(self.data).hexdigest()
