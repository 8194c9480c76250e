"""The table of writers: a brief in one format. The one place where heavy libraries are imported late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefings.build.brief import Brief
from briefings.document import Document
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.facts import Dossier
from briefings.style import HouseStyle

if TYPE_CHECKING:
    from briefings.writers.pdf import MissingGlyph


@dataclass(frozen=True)
class Written:
    """The bytes of one brief in one format."""

    format: str
    data: bytes
    pages: int | None = None


def write_brief(brief: Brief, name: str, dossier: Dossier, style: HouseStyle) -> Written:
    """Return a brief in a format; raise ``BriefingError`` (exit 6) for layout, glyphs or a broken page limit."""
    return FORMATS[name](brief, dossier, style)


def missing_glyphs(document: Document, style: HouseStyle) -> tuple[MissingGlyph, ...]:
    """Return every text that the PDF could not print; raise ``BriefingError`` (exit 6) for fonts it cannot use."""
    from briefings.writers.pdf import missing_glyphs

    return missing_glyphs(document, style)


def _word(brief: Brief, dossier: Dossier, style: HouseStyle) -> Written:
    from briefings.writers.word import write_word

    return Written("docx", write_word(brief.document, style))


def _pdf(brief: Brief, dossier: Dossier, style: HouseStyle) -> Written:
    from briefings.writers.pdf import write_pdf

    made = write_pdf(brief.document, style)
    _check_limit(brief, made.pages)
    return Written("pdf", made.data, made.pages)


def _markdown(brief: Brief, dossier: Dossier, style: HouseStyle) -> Written:
    from briefings.writers.markdown import write_markdown

    return Written("md", write_markdown(brief.document).encode("utf-8"))


def _check_limit(brief: Brief, pages: int) -> None:
    limit = brief.audience.limit
    if limit is not None and pages > limit:
        message = f"the brief for “{brief.audience.name}” in “{brief.language}” has {pages} pages; its limit is {limit}"
        hint = "leave out a section, give one a shorter form, or raise limit: in the audience's front matter"
        raise BriefingError(Problem(ExitCode.LAYOUT, message, brief.audience.limit_at, hint))


FORMATS: Mapping[str, Callable[[Brief, Dossier, HouseStyle], Written]] = MappingProxyType(
    {"docx": _word, "pdf": _pdf, "md": _markdown}
)
