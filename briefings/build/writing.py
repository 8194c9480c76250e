"""The table of writers: a brief in one format. The one place where heavy libraries are imported late."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.document import Attachment, Document
from briefings.style import HouseStyle

if TYPE_CHECKING:
    # Only named, so that the formats are known without all that makes a brief.
    from briefings.build.brief import Brief
    from briefings.revisions import RevisedDocument
    from briefings.writers.pdf import MissingGlyph, PdfLayout


class Written(Struct, frozen=True):
    """The bytes of one brief in one format."""

    format: str
    data: bytes
    pages: int | None = None
    annex_pages: int = 0


class Setting(Struct, frozen=True):
    """What a writer is given beside the brief."""

    style: HouseStyle
    layout: PdfLayout | None
    """How the brief lies on its pages; ``None`` where nobody needed to know."""
    attachments: tuple[Attachment, ...] = ()


def write_brief(brief: Brief, name: str, setting: Setting) -> Written:
    """Return a brief in a format; raise ``BriefingError`` (exit 6) for what a writer cannot print."""
    return FORMATS[name](brief, setting)


def write_tracked(revised: RevisedDocument, setting: Setting) -> bytes:
    """Return a Word file with tracked changes; raise ``BriefingError`` (exit 6) for what it cannot hold."""
    from briefings.writers.word import write_revised

    return write_revised(revised, setting.style, setting.layout.heading_pages if setting.layout else None)


def load_writers(formats: Iterable[str]) -> None:
    """Import what formats are written with, so that the first brief does not wait; none named means Word and PDF."""
    wanted = tuple(formats) or ("docx", "pdf")
    if "pdf" in wanted or "docx" in wanted:
        import briefings.writers.pdf
    if "docx" in wanted:
        import briefings.writers.word

        if sys.dont_write_bytecode:
            # No skin is kept then, and each process that comes of this one would load python-docx for itself.
            import briefings.writers.word.dressing  # noqa: F401


def skin_remarks(style: HouseStyle) -> tuple[str, ...]:
    """Return what a desk should know of its own Word skin, such as the styles that it lacks; nothing without one.

    Raises ``BriefingError`` (exit 4) for a skin that cannot be used.
    """
    if style.skin is None:
        return ()
    from briefings.writers.word.house_skins import house_skin

    return tuple(f"{style.skin.file}: {remark}" for remark in house_skin(style).remarks)


def lay_out_brief(brief: Brief, style: HouseStyle) -> PdfLayout:
    """Return how a brief lies on its pages; raise ``BriefingError`` (exit 6) where it cannot."""
    from briefings.writers.pdf import lay_out

    return lay_out(brief.document, style)


def missing_glyphs(document: Document, style: HouseStyle) -> tuple[MissingGlyph, ...]:
    """Return every text that the PDF could not print; raise ``BriefingError`` (exit 6) for fonts it cannot use."""
    from briefings.writers.pdf import missing_glyphs

    return missing_glyphs(document, style)


def _word(brief: Brief, setting: Setting) -> Written:
    from briefings.writers.word import write_word

    pages = setting.layout.heading_pages if setting.layout else None
    return Written("docx", write_word(brief.document, setting.style, pages, setting.attachments))


def _pdf(brief: Brief, setting: Setting) -> Written:
    if setting.layout is None:
        raise ValueError("a PDF is drawn from a layout")
    made = setting.layout.draw(setting.attachments)
    return Written("pdf", made.data, made.pages, made.pages - setting.layout.body_pages)


def _markdown(brief: Brief, setting: Setting) -> Written:
    from briefings.writers.markdown import write_markdown

    return Written("md", write_markdown(brief.document).encode("utf-8"))


FORMATS: Mapping[str, Callable[[Brief, Setting], Written]] = MappingProxyType(
    {"docx": _word, "pdf": _pdf, "md": _markdown}
)
