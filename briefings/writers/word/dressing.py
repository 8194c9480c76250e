"""The house style put on the skin, through python-docx: fonts, sizes, colours, page and margins."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from briefings.figures import LABEL_SIZE, LEADING, label_size
from briefings.style import HouseStyle, Page, Palette
from briefings.writers.word.dressed import Dressed, lightened

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle

#: Size of a style's letters, as a multiple of the body's.
SIZES: Final[Mapping[str, float]] = MappingProxyType(
    {
        "Title": 1.6,
        "Subtitle": 1.1,
        "Heading 1": 1.3,
        "Heading 2": 1.14,
        "Heading 3": 1.0,
        "Heading 4": 1.0,
        "Heading 5": 1.0,
        "Bottom Line": 1.05,
        "Particulars": 0.95,
        "Remark": 0.95,
        "Notice": 0.9,
        "Changes": 0.9,
        "Caption": 0.95,
        "TOC Heading": 1.1,
        "toc 2": 0.93,
        "toc 3": 0.93,
        "toc 4": 0.93,
        "toc 5": 0.93,
        "Table Text": 0.93,
        "Figure Text": LABEL_SIZE,
        "Header": 0.8,
        "Footer": 0.8,
        "Marking": 0.85,
        "footnote text": 0.83,
        "endnote text": 0.83,
    }
)

#: Attributes that name a colour of the palette in the skin.
_COLOUR_ATTRIBUTES: Final = tuple(qn(name) for name in ("w:color", "w:fill"))
#: Height of a line of the header with the space below it, as a multiple of its letters.
_LINE: Final = 1.4
#: The furthest that head and foot stand from the edge of the sheet, in points.
_HEAD: Final = 26.0
_FOOT: Final = 26.0


def dress(template: bytes, style: HouseStyle) -> Dressed:
    """Return the parts of the template, a .docx file, with the house style put on."""
    word = docx.Document(BytesIO(template))
    _set_page(word, style.page)
    _set_letters(word, style)
    _set_sizes(word, style)
    _set_right_tabs(word, style.page)
    palette = _palette(style.palette)
    numbering = word.part.numbering_part.element
    for element in (word.styles.element, numbering):
        _set_colours(element, palette)
    return Dressed(
        styles=_serialised(word.styles.element),
        numbering=_serialised(numbering),
        fonts=_font_table(word, style.font.word),
        page_setup=_page_setup(word),
        draft_page_setup=_with_room(word, style.size * SIZES["Marking"] * _LINE),
        style_ids=frozenset(each.style_id for each in word.styles),
    )


def _set_page(word: WordDocument, page: Page) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    section.top_margin, section.bottom_margin = Pt(page.top), Pt(page.bottom)
    section.left_margin, section.right_margin = Pt(page.left), Pt(page.right)
    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.header_distance = Pt(min(_HEAD, page.top / 2))
    section.footer_distance = Pt(min(_FOOT, page.bottom / 2))


def _set_letters(word: WordDocument, style: HouseStyle) -> None:
    # They go to the defaults, not to Normal: what Normal says would overrule the table styles.
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    for name in fonts.attrib:
        fonts.set(name, style.font.word)
    for name in ("w:sz", "w:szCs"):
        defaults.find(qn(name)).set(qn("w:val"), str(round(style.size * 2)))


def _set_sizes(word: WordDocument, style: HouseStyle) -> None:
    for name, factor in SIZES.items():
        font = word.styles[name].font
        font.size = Pt(round(style.size * factor * 2) / 2)
        _set_complex_size(font.element.rPr.find(qn("w:sz")))
    # Labels of figures keep the distance of lines that the figure was laid out with.
    label: ParagraphStyle = word.styles["Figure Text"]
    label.paragraph_format.line_spacing = Pt(label_size(style.size) * LEADING)


def _set_complex_size(size: Any) -> None:
    """Give the letters of complex scripts, Arabic among them, the size of the others; python-docx leaves them out."""
    complex_size = size.getparent().find(qn("w:szCs"))
    if complex_size is None:
        complex_size = size.makeelement(qn("w:szCs"))
        size.addnext(complex_size)
    complex_size.set(qn("w:val"), size.get(qn("w:val")))


def _set_right_tabs(word: WordDocument, page: Page) -> None:
    margin = Pt(page.width - page.left - page.right)
    footer: ParagraphStyle = word.styles["Footer"]
    footer.paragraph_format.tab_stops.add_tab_stop(margin, WD_TAB_ALIGNMENT.RIGHT)
    for level in range(1, 6):
        entry: ParagraphStyle = word.styles[f"toc {level}"]
        entry.paragraph_format.tab_stops.add_tab_stop(margin, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _palette(palette: Palette) -> Mapping[str, str]:
    colours = {name: getattr(palette, name).hex for name in Palette.__struct_fields__}
    return {**colours, "rule": lightened(palette.accent).hex}


def _set_colours(root: Any, palette: Mapping[str, str]) -> None:
    for element in root.iter("*"):
        names = (qn("w:val"),) if element.tag == qn("w:color") else _COLOUR_ATTRIBUTES
        for name in names:
            value = element.get(name)
            if value in palette:
                element.set(name, palette[value])


def _font_table(word: WordDocument, name: str) -> str:
    part = next(part for part in word.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    fonts = parse_xml(part.blob)
    fonts[0].set(qn("w:name"), name)
    return _serialised(fonts)


def _page_setup(word: WordDocument) -> str:
    section = word.sections[0]._sectPr
    return "".join(_empty_element(name, section.find(qn(name))) for name in ("w:pgSz", "w:pgMar"))


def _with_room(word: WordDocument, height: float) -> str:
    """Return the page setup with a deeper top margin: a header that reaches the body leaves no space between them."""
    section = word.sections[0]
    section.top_margin = Pt((section.top_margin or Pt(0)).pt + height)
    return _page_setup(word)


def _empty_element(name: str, element: Any) -> str:
    attributes = "".join(f' w:{key.rpartition("}")[2]}="{value}"' for key, value in element.attrib.items())
    return f"<{name}{attributes}/>"


def _serialised(root: Any) -> str:
    for comment in root.xpath("//comment()"):
        if comment.getparent() is not None:
            comment.getparent().remove(comment)
    return serialize_part_xml(root).decode("utf-8")
