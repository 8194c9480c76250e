"""The table of writers: a brief in one format. The one place where heavy libraries are imported late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from briefings.build.brief import Brief
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Dossier
from briefings.style import HouseStyle


@dataclass(frozen=True)
class Written:
    """The bytes of one brief in one format."""

    format: str
    data: bytes
    pages: int | None = None


def write_brief(brief: Brief, name: str, dossier: Dossier, style: HouseStyle) -> Written:
    """Return a brief in a format; raise ``BriefingError`` (exit 6) for layout, glyphs or a broken page limit."""
    return FORMATS[name](brief, dossier, style)


def _word(brief: Brief, dossier: Dossier, style: HouseStyle) -> Written:
    from briefings.writers.word import write_word

    return Written("docx", write_word(brief.document, style))


def _pdf(brief: Brief, dossier: Dossier, style: HouseStyle) -> Written:
    from briefings.writers.pdf import MissingGlyphs, write_pdf

    try:
        made = write_pdf(brief.document, style)
    except MissingGlyphs as error:
        places = _places(dossier)
        problems = [_glyph_problem(missing, places, brief, style) for missing in error.missing]
        raise BriefingError(problems) from None
    _check_limit(brief, made.pages)
    return Written("pdf", made.data, made.pages)


def _markdown(brief: Brief, dossier: Dossier, style: HouseStyle) -> Written:
    from briefings.writers.markdown import write_markdown

    return Written("md", write_markdown(brief.document).encode("utf-8"))


def _places(dossier: Dossier) -> dict[str, Location]:
    return {record.id: record.at for record in dossier.accord.records()}


def _glyph_problem(missing: object, places: Mapping[str, Location], brief: Brief, style: HouseStyle) -> Problem:
    characters = " ".join(f"U+{ord(character):04X}" for character in getattr(missing, "characters", ""))
    fact = getattr(missing, "fact", None)
    at = places.get(fact, Location(brief.audience.file.shown)) if fact else Location(brief.audience.file.shown)
    words = str(getattr(missing, "text", ""))[:60]
    message = f"font {style.font.name} has no glyph for {characters} in “{words}” ({brief.language})"
    hint = "use other characters, or name a font that has them in house.yaml"
    return Problem(ExitCode.LAYOUT, message, at, hint)


def _check_limit(brief: Brief, pages: int) -> None:
    limit = brief.audience.limit
    if limit is not None and pages > limit:
        message = f"the brief for “{brief.audience.name}” in “{brief.language}” has {pages} pages; its limit is {limit}"
        hint = "leave out a section, give one a shorter form, or raise limit: in the audience's front matter"
        raise BriefingError(Problem(ExitCode.LAYOUT, message, brief.audience.limit_at, hint))


FORMATS: Mapping[str, Callable[[Brief, Dossier, HouseStyle], Written]] = MappingProxyType(
    {"docx": _word, "pdf": _pdf, "md": _markdown}
)
