"""Which reader derives the text of which ending, and by which versions."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from briefings.errors import Problem
from briefings.readers.canonical_text import EDITION, CanonicalText, refused

#: Largest file whose text is derived, in bytes.
MAX_BYTES = 50_000_000
#: By ending: the distributions whose versions have a say in the text.
LIBRARIES = {
    ".html": ("trafilatura", "justext", "lxml_html_clean", "lxml"),
    ".htm": ("trafilatura", "justext", "lxml_html_clean", "lxml"),
    ".docx": ("lxml",),
    ".pdf": ("pypdfium2",),
}


class Answer(Struct, frozen=True):
    """What the reading of a file came to: its text, or what is wrong with it."""

    text: CanonicalText | None
    problems: tuple[Problem, ...]


def derive(data: bytes, ending: str, file: str) -> CanonicalText:
    """Return the text of a file by its ending; ``file`` is the path to show.

    Raises ``BriefingError``: exit 5 where it cannot be read or holds no text, 11 for what is over a limit. The
    libraries are loaded now, not before.
    """
    if words := content_problem(data, ending):
        raise refused(words, file, "give it the ending of what it is")
    found = _read(data, ending, file)
    if not found.text:
        raise refused("the file holds no text", file)
    return found


def _read(data: bytes, ending: str, file: str) -> CanonicalText:
    try:
        if ending in (".html", ".htm"):
            from briefings.readers.html_text import html_text

            return html_text(data, file)
        if ending == ".docx":
            from briefings.readers.docx_text import docx_text

            return docx_text(data, file)
        from briefings.readers.pdf_text import pdf_text

        return pdf_text(data, file)
    except ImportError as error:
        package = error.name or LIBRARIES[ending][0]
        hint = "install it: pip install 'briefings[sources]'; or save the text as .txt"
        raise refused(f"{ending} sources need {package}, which is not installed", file, hint) from None


#: How files of a kind begin that is easily taken for another.
_BEGINNINGS = ((b"%PDF-", ".pdf", "PDF"), (b"PK\x03\x04", ".docx", "zip archive, as Word files are"))


def content_problem(data: bytes, ending: str) -> str | None:
    """Return the words for a file that begins as one of another kind, or ``None``."""
    for beginning, own, kind in _BEGINNINGS:
        if data.startswith(beginning) and ending != own:
            return f"the file ends in {ending}, but it is a {kind}"
    return None


@cache
def reader_version(ending: str) -> str:
    """Return what reads files of an ending: this package's reader, and each library with its version (or ``none``)."""
    return "; ".join([f"briefings {EDITION}", *(f"{name} {_version(name)}" for name in LIBRARIES.get(ending, ()))])


def _version(name: str) -> str:
    # A dossier of text files needs no version, and the import takes longer than reading it.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
