"""The skin of a brief: the parts that say how it looks, made once for each house style."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from briefings.style import HouseStyle
from briefings.writers.word.canvas import Canvas, canvas
from briefings.writers.word.dressing import dress, lightened
from briefings.writers.word.identifiers import StyleId
from briefings.writers.word.package import Part, PartKind, pack
from briefings.writers.word.picture import EMU_PER_POINT, Picture, logo
from briefings.writers.word.relations import Relations

#: Parts of the skin that are kept as text in the folder ``skin``, in the order they are packed.
PARTS: Final = (
    ("styles.xml", PartKind.STYLES),
    ("numbering.xml", PartKind.NUMBERING),
    ("settings.xml", PartKind.SETTINGS),
    ("fontTable.xml", PartKind.FONT_TABLE),
)

#: "Undetermined" (ISO 639-2) holds the place of the brief's language in the default run properties.
_LANGUAGE_SLOT: Final = '<w:lang w:val="und"'


class Skin(Struct, frozen=True):
    """Styles, numbering, settings and fonts of a house, and the sheet it writes on."""

    styles: str
    numbering: str
    settings: str
    fonts: str
    page_setup: str
    """``w:pgSz`` and ``w:pgMar`` of every section."""
    draft_page_setup: str
    """The same for a draft, whose header has a line more."""
    text_width: int
    """Space between the margins in twips."""
    style_ids: frozenset[str]
    """Every style id that ``styles`` defines; holds all of ``StyleId``."""
    logo: Picture | None
    canvas: Canvas

    def styles_in(self, language: str) -> str:
        """Return the styles part for a brief in the language, a BCP 47 tag."""
        return self.styles.replace(_LANGUAGE_SLOT, f'<w:lang w:val="{language}"', 1)


@lru_cache(maxsize=32)
def house_skin(style: HouseStyle) -> Skin:
    """Return the skin of the house style, the same object for an equal style.

    Raises ``BriefingError`` where the logo cannot be used, and ``ValueError`` where the skin lacks a style.
    """
    dressed = dress(_template(), style)
    missing = {str(name) for name in StyleId} - dressed.style_ids
    if missing:
        raise ValueError(f"the skin lacks the styles {', '.join(sorted(missing))}")
    page = style.page
    width = page.width - page.left - page.right
    return Skin(
        styles=dressed.styles,
        numbering=dressed.numbering,
        settings=skin_text("settings.xml"),
        fonts=dressed.fonts,
        page_setup=dressed.page_setup,
        draft_page_setup=dressed.draft_page_setup,
        text_width=round(width * 20),
        style_ids=dressed.style_ids,
        canvas=canvas(style, lightened(style.palette.accent)),
        logo=logo(style.logo, style.logo_text, round(width * EMU_PER_POINT)) if style.logo is not None else None,
    )


def skin_text(name: str) -> str:
    """Return the text of a file of the folder ``skin``. Raises ``FileNotFoundError`` for an unknown name."""
    return files(__package__).joinpath("skin", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> bytes:
    relations = Relations()
    parts = [Part(f"word/{name}", kind, skin_text(name)) for name, kind in PARTS]
    for name, kind in PARTS:
        relations.id_for(kind.relation, name)
    return pack([Part("word/document.xml", PartKind.DOCUMENT, skin_text("document.xml"), relations), *parts])
