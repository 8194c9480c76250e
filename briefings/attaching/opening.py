"""A PDF is opened within limits, and asked whether it is encrypted or signed; a result is written without a clock."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf

from briefings.attaching.walk import MAX_OBJECTS, dictionaries, is_dictionary
from briefings.errors import BriefingError, ExitCode, Location, Problem

#: The largest file that is joined to another, and the most pages that it may have.
MAX_PDF = 200_000_000
MAX_PAGES = 20_000
#: What the metadata of a file may unpack to.
MAX_METADATA = 5_000_000
#: What pikepdf raises for objects that are not what the standard says, beside its own errors.
_DAMAGE = (
    pikepdf.PdfError,
    zlib.error,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    OverflowError,
    NotImplementedError,
    RecursionError,
)


@contextmanager
def told(file: str) -> Iterator[None]:
    """Turn whatever a damaged file does to its reader into a ``BriefingError`` (exit 5) that names the file."""
    try:
        yield
    except pikepdf.PasswordError:
        raise _encrypted(file) from None
    except _DAMAGE:
        raise unusable("this is no PDF that can be read", file, "open it in a PDF program and save it again") from None


def unusable(message: str, file: str, hint: str | None = None) -> BriefingError:
    """Return the error (exit 5) for a file that cannot be worked with."""
    return BriefingError(Problem(ExitCode.SOURCE, message, Location(file), hint))


def _encrypted(file: str) -> BriefingError:
    return unusable("the PDF is encrypted", file, "save a copy without password and restrictions, and attach that")


@contextmanager
def opened(data: bytes, file: str) -> Iterator[pikepdf.Pdf]:
    """Open a PDF for as long as the block runs; ``file`` is its name in messages.

    Raises ``BriefingError``: exit 5 for what is no readable PDF, has no pages or is encrypted (with an empty password
    too), exit 11 for more than ``MAX_PDF`` bytes, ``MAX_PAGES`` pages or ``MAX_OBJECTS`` objects.
    """
    _require_within(len(data), MAX_PDF, "bytes", file)
    with told(file), pikepdf.open(BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            raise _encrypted(file)
        _require_within(len(pdf.objects), MAX_OBJECTS, "objects", file)
        _require_within(len(pdf.pages), MAX_PAGES, "pages", file)
        if not pdf.pages:
            raise unusable("the PDF has no pages", file)
        yield pdf


def _require_within(count: int, limit: int, what: str, file: str) -> None:
    if count > limit:
        message = f"the file has {count} {what}, more than {limit}"
        raise BriefingError(Problem(ExitCode.LIMIT, message, Location(file), "attach a smaller file"))


def was_repaired(pdf: pikepdf.Pdf) -> bool:
    """Return whether the file is damaged and was mended while it was read."""
    return bool(pdf.get_warnings())


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Return whether any signature has been put on the file (ISO 32000-1, 12.8); an empty field for one is none."""
    if is_dictionary(pdf.Root.get("/Perms")):
        return True
    for visit in dictionaries(pdf):
        node = visit.node
        if "/ByteRange" in node and "/Contents" in node:
            return True
    return False


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """Return the file: the same objects give the same bytes. ``version`` is the lowest PDF version it may name.

    Streams stay packed as they are, so that nothing unpacks without end.
    """
    out = BytesIO()
    with warnings.catch_warnings():
        # pikepdf advises programmers about forms here; a desk could do nothing about it.
        warnings.simplefilter("ignore")
        pdf.save(
            out,
            min_version=version or pdf.pdf_version,
            deterministic_id=True,
            # Otherwise the metadata would be written anew, and damaged ones be replaced without a word.
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return out.getvalue()


def unpacked(stream: Any, limit: int = MAX_METADATA) -> bytes | None:
    """Return the content of a stream, or ``None`` where it is packed in an unusual way or is larger than the limit."""
    kind = stream.get("/Filter")
    if isinstance(kind, pikepdf.Array) and len(kind) == 1:
        kind = kind[0]
    raw = bytes(stream.read_raw_bytes())
    if kind is not None and kind != "/FlateDecode":
        return None
    if kind is not None:
        unpacking = zlib.decompressobj()
        try:
            raw = unpacking.decompress(raw, limit + 1)
        except zlib.error:
            return None
    return raw if len(raw) <= limit else None
