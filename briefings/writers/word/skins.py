"""The skin of a brief: the parts that say how it looks, made once for each house style."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from briefings.style import HouseStyle
from briefings.writers.word.canvas import Canvas, canvas
from briefings.writers.word.dressed import dressed_skin, lightened
from briefings.writers.word.identifiers import NOTES, NoteKind, StyleId
from briefings.writers.word.numbering import PACKAGED, Lists
from briefings.writers.word.package import Part, PartKind, pack
from briefings.writers.word.picture import EMU_PER_POINT, Picture, logo
from briefings.writers.word.relations import Relations
from briefings.writers.word.slots import SkinPart

#: Parts of the skin that are kept as text in the folder ``skin``, in the order they are packed.
PARTS: Final = (
    ("styles.xml", PartKind.STYLES),
    ("numbering.xml", PartKind.NUMBERING),
    ("settings.xml", PartKind.SETTINGS),
    ("fontTable.xml", PartKind.FONT_TABLE),
)
#: Paragraph styles of the packaged skin whose words are bold.
BOLD_STYLES: Final = frozenset(
    {
        StyleId.TITLE, StyleId.HEADING_1, StyleId.HEADING_2, StyleId.HEADING_3, StyleId.HEADING_4,
        StyleId.ANNEX_HEADING, StyleId.CAPTION, StyleId.FIGURE_CAPTION, StyleId.CONTENTS_TITLE, StyleId.MARKING,
    }
)  # fmt: skip

#: "Undetermined" (ISO 639-2) holds the place of the brief's language in the default run properties.
UNDETERMINED: Final = "und"
_LANGUAGE_SLOT: Final = f'<w:lang w:val="{UNDETERMINED}"'

#: How notes are numbered; Word would number endnotes i, ii, iii.
DECIMAL: Final = '<w:numFmt w:val="decimal"/>'


class Skin(Struct, frozen=True):
    """Styles, numbering, settings and fonts of a house, and the sheet it writes on."""

    styles: str
    numbering: str
    settings: str
    fonts: str
    section: str
    """What a section says of its pages, after its references to headers and footers."""
    draft_section: str
    """The same for a draft, whose header has a line more."""
    text_width: int
    """Space between the margins in twips."""
    style_ids: frozenset[str]
    """Every style id that ``styles`` defines; holds all of ``StyleId``."""
    logo: Picture | None
    canvas: Canvas
    note_kind: NoteKind
    bold: frozenset[StyleId]
    """Paragraph styles whose words are bold, in which a bold character style would undo it."""
    lists: Lists = PACKAGED
    measure: float | None = None
    """Width between the margins in parts of the type size of cells, where it is not that of the house style."""
    drawings: int = 1
    """The highest number of a drawing in a header or footer; the logo has 1."""
    parts: tuple[SkinPart, ...] | None = None
    """Headers and footers of the house's own; ``None``: they are those of the packaged skin."""
    theme: bytes | None = None
    custom: tuple[tuple[str, str], ...] = ()
    """Custom properties by name, their values with slots."""
    remarks: tuple[str, ...] = ()
    """What a desk should know of its own skin; nothing of it stops a brief."""

    def styles_in(self, language: str) -> str:
        """Return the styles part for a brief in the language, a BCP 47 tag."""
        return self.styles.replace(_LANGUAGE_SLOT, f'<w:lang w:val="{language}"', 1)


def packaged_skin(style: HouseStyle) -> Skin:
    """Return the packaged skin, dressed in the house style.

    Raises ``BriefingError`` where the logo cannot be used, and ``ValueError`` where the skin lacks a style.
    """
    dressed = dressed_skin(template(), style)
    missing = {str(name) for name in StyleId} - dressed.style_ids
    if missing:
        raise ValueError(f"the skin lacks the styles {', '.join(sorted(missing))}")
    page = style.page
    width = page.width - page.left - page.right
    return Skin(
        styles=dressed.styles,
        numbering=dressed.numbering,
        settings=packaged_settings(NOTES[style.word_notes]),
        fonts=dressed.fonts,
        section=f"{dressed.page_setup}<w:titlePg/>",
        draft_section=f"{dressed.draft_page_setup}<w:titlePg/>",
        text_width=round(width * 20),
        style_ids=dressed.style_ids,
        canvas=canvas(style, lightened(style.palette.accent)),
        note_kind=NOTES[style.word_notes],
        bold=BOLD_STYLES,
        logo=logo(style.logo, style.logo_text, round(width * EMU_PER_POINT)) if style.logo is not None else None,
    )


def packaged_settings(kind: NoteKind) -> str:
    """Return the settings of the packaged skin for the kind of notes."""
    settings = skin_text("settings.xml")
    if kind is NoteKind.FOOTNOTE:
        return settings
    ours = settings.replace(NoteKind.FOOTNOTE.element, kind.element)
    return ours.replace(f"<w:{kind.element}Pr>", f"<w:{kind.element}Pr>{DECIMAL}")


def skin_text(name: str) -> str:
    """Return the text of a file of the folder ``skin``. Raises ``FileNotFoundError`` for an unknown name."""
    return files(__package__).joinpath("skin", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def template() -> bytes:
    """Return the packaged skin as a Word file, its colours still names of the palette."""
    relations = Relations()
    parts = [Part(f"word/{name}", kind, skin_text(name)) for name, kind in PARTS]
    for name, kind in PARTS:
        relations.id_for(kind.relation, name)
    return pack([Part("word/document.xml", PartKind.DOCUMENT, skin_text("document.xml"), relations), *parts])
