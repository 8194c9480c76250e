"""Files that travel inside a PDF are read from it: by name, within limits, whatever the PDF is."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from briefings.errors import BriefingError, ExitCode, Location, Problem

#: The largest PDF that is read, and the most that all of its attached files may unpack to.
MAX_PDF = 200_000_000
MAX_UNPACKED = 50_000_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def read_attachments(data: bytes, file: str) -> dict[str, bytes]:
    """Return the attached files of a PDF by name; an empty result means that it carries none.

    Names that could lead out of a folder, and filters other than Flate, are passed over: no file of ours has them.
    Raises ``BriefingError``: exit 5 for what is no readable PDF or is encrypted, exit 11 where too much would unpack.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return dict(_unpacked(_streams(pdf), file))
    except pikepdf.PasswordError:
        raise _unreadable("the PDF is encrypted", file) from None
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise _unreadable("this is no PDF that can be read", file) from None


def _unreadable(message: str, file: str) -> BriefingError:
    return BriefingError(Problem(ExitCode.SOURCE, message, Location(file)))


def _streams(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    root: Any = pdf.Root
    names = root.Names.EmbeddedFiles.Names if "/EmbeddedFiles" in root.get("/Names", {}) else ()
    for at in range(0, len(names) - 1, 2):
        specification: Any = names[at + 1]
        name = str(specification.get("/UF", specification.get("/F", "")))
        if _NAME.fullmatch(name):
            yield name, specification.EF.F


def _unpacked(streams: Iterator[tuple[str, Any]], file: str) -> Iterator[tuple[str, bytes]]:
    left = MAX_UNPACKED
    for name, stream in streams:
        raw = stream.read_raw_bytes()
        kind = stream.get("/Filter")
        if kind == "/FlateDecode":
            raw = zlib.decompressobj().decompress(raw, left + 1)
        elif kind is not None:
            continue
        left -= len(raw)
        if left < 0:
            message = f"the attached files unpack to more than {MAX_UNPACKED} bytes"
            raise BriefingError(Problem(ExitCode.LIMIT, message, Location(file)))
        yield name, raw
