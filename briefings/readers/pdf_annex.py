"""A PDF that a dossier attaches to its briefs is read: its pages are counted, and it is refused where it could act."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf

from briefings.annexes import MAX_ANNEX, AnnexContent, AnnexFile
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.pdf_active import active_content
from briefings.readers.source_text import read_bytes

#: Pages and objects that one annex may have.
MAX_PAGES = 2_000
MAX_OBJECTS = 400_000


def read_annex(path: Path, annex: AnnexFile, shown: str) -> AnnexContent:
    """Return an annex from a regular file that is no link; ``shown`` is the path to show.

    Raises ``BriefingError``: SOURCE for what cannot be read or is encrypted, LIMIT for what is over a limit, DOSSIER
    for a PDF with active content, at the place of the record that names it.
    """
    try:
        data = read_bytes(path, shown, MAX_ANNEX)
        return annex_content(data, annex, shown)
    except BriefingError as error:
        told = f"named as an annex at {annex.at}"
        raise BriefingError(
            Problem(p.code, f"{p.message} ({told})", p.location, p.hint) if p.location != annex.at else p
            for p in error.problems
        ) from None


def annex_content(data: bytes, annex: AnnexFile, shown: str) -> AnnexContent:
    """Return what the bytes of an annex hold. Raises ``BriefingError`` as ``read_annex`` does."""
    place = Location(shown)
    if not data.startswith(b"%PDF-"):
        raise BriefingError(Problem(ExitCode.SOURCE, "this is no PDF", place, hint="annexes are PDF files"))
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise _encrypted(place)
            if len(pdf.objects) > MAX_OBJECTS or len(pdf.pages) > MAX_PAGES:
                message = f"the PDF has more than {MAX_PAGES} pages or {MAX_OBJECTS} objects"
                raise BriefingError(Problem(ExitCode.LIMIT, message, place))
            pages, active = len(pdf.pages), active_content(pdf)
    except pikepdf.PasswordError:
        raise _encrypted(place) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise BriefingError(Problem(ExitCode.SOURCE, "this is no PDF that can be read", place)) from None
    if active:
        message = f"annex “{annex.file}” holds {', '.join(active)}"
        hint = "remove it first, for instance by printing the file to a new PDF"
        raise BriefingError(Problem(ExitCode.DOSSIER, message, annex.at, hint))
    if not pages:
        raise BriefingError(Problem(ExitCode.SOURCE, "the PDF has no pages", place))
    return AnnexContent(data, pages)


def _encrypted(place: Location) -> BriefingError:
    return BriefingError(
        Problem(ExitCode.SOURCE, "the PDF is encrypted", place, hint="save it without a password; readers must open it")
    )
