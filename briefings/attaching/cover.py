"""The page that an annex begins with: its number and title, tagged, in the house's own type."""

from __future__ import annotations

from typing import Any

import pikepdf
from msgspec.structs import replace

from briefings.document import Division, Document, Furniture, Heading, Paragraph, Properties, Role, Text
from briefings.errors import BriefingError, ExitCode
from briefings.style import HouseStyle, Page, Points
from briefings.writers.pdf import write_pdf

#: The words of a cover by language.
_ANNEX = {"en": "Annex {number}", "fr": "Annexe {number}"}
_PAGES = {"en": ("{pages} page", "{pages} pages"), "fr": ("{pages} page", "{pages} pages")}
#: Any day will do, since nothing of it is printed or kept; the clock would make each file another.
_DAY = "2000-01-01"
#: The smallest sheet that has room for a cover; a smaller annex gets a cover of this size.
_LEAST = 200.0


def annex_words(language: str, number: int) -> str:
    """Return what an annex is called in a language (BCP 47); any other than French is told in English."""
    return _ANNEX[_primary(language)].format(number=number)


def _primary(language: str) -> str:
    primary = language.partition("-")[0].lower()
    return primary if primary in _ANNEX else "en"


def heading_words(language: str, number: int, title: str) -> str:
    """Return the heading of an annex: “Annex 1 – title”, or its number alone where there is no title."""
    words = annex_words(language, number)
    return f"{words}\u00a0– {title}" if title else words


def write_cover(
    style: HouseStyle, size: tuple[float, float], language: str, heading: tuple[Text, ...], detail: str, foot: str
) -> bytes | None:
    """Return a PDF of one page, or of more for a very long title; ``size`` is width and height in points.

    ``detail`` stands below the heading, and ``foot`` at the foot of the page, where it is no part of the text.

    ``None`` means that the fonts of the house lack characters of the title or that it has no room.
    """
    below = (Division(Role.SUBTITLE, (Paragraph((Text(detail),)),)),) if detail else ()
    properties = Properties("Annex", "", "", _DAY, "annex")
    document = Document(
        language or "en", properties, Furniture("", "", "", foot), (Heading(1, heading, "annex"), *below)
    )
    try:
        return write_pdf(document, replace(style, page=_sheet(style.page, size), logo=None)).data
    except BriefingError as error:
        if error.exit_code is not ExitCode.LAYOUT:
            raise
        return None


def _sheet(page: Page, size: tuple[float, float]) -> Page:
    width, height = (max(side, _LEAST) for side in size)
    scale = min(1.0, width / float(page.width), height / float(page.height))
    margins = {side: Points(float(getattr(page, side)) * scale) for side in ("top", "right", "bottom", "left")}
    return Page(width=Points(width), height=Points(height), **margins)


def detail_words(language: str, name: str, pages: int) -> str:
    """Return the line below the heading of an annex: the file and how many pages it has."""
    one, several = _PAGES[_primary(language)]
    return f"{name} · {(one if pages == 1 else several).format(pages=pages)}"


def independent_colours(cover: pikepdf.Pdf) -> None:
    """Bind the colours of a cover to its own profile, so that they hold whatever the report's output intent is.

    ISO 19005-2, 6.2.4.3: DefaultRGB makes colours of the device independent of it.
    """
    profile = cover.Root.OutputIntents[0].DestOutputProfile
    for page in cover.pages:
        resources: Any = page.obj.Resources
        resources.ColorSpace = pikepdf.Dictionary(DefaultRGB=pikepdf.Array([pikepdf.Name.ICCBased, profile]))
