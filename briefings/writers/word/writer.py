"""One brief, written in one pass from the document's nodes to the bytes of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefings.document import Document
from briefings.style import HouseStyle
from briefings.writers.word.blocks import write_blocks
from briefings.writers.word.composition import Composition
from briefings.writers.word.furniture import write_first_header, write_footer, write_header
from briefings.writers.word.notes import write_notes
from briefings.writers.word.package import Part, PartKind, pack
from briefings.writers.word.properties import core_properties, custom_properties, extended_properties
from briefings.writers.word.relations import Relation, Relations
from briefings.writers.word.skins import Skin, house_skin
from briefings.writers.word.xml import DECLARATION, RELATION, WORD


def write_word(document: Document, style: HouseStyle, pages: Mapping[str, int] | None = None) -> bytes:
    """Return the bytes of a .docx file that says the document in the house style; the same for the same arguments.

    ``pages`` holds the pages of headings by anchor, which contents show until Word counts for itself; what is not
    known stays empty until then.
    Raises ``BriefingError`` (LAYOUT) with every problem found: a character that XML 1.0 forbids, a link that is not
    http, https or mailto, a note out of order, a table with a ragged row, a logo that is not PNG or JPEG.
    Raises ``TypeError`` for a node that is not of the document's kinds.
    """
    skin = house_skin(style)
    composition = Composition(document, skin.text_width, skin.canvas, pages or {})
    body = write_blocks(composition, document.blocks) + composition.leave_table()
    from_body = composition.relations
    parts = (
        _notes(composition, document),
        *_skin_parts(composition, skin),
        *_furniture(composition, document, skin),
        *_properties(composition, document),
    )
    composition.raise_problems()
    setup = skin.draft_page_setup if document.furniture.draft else skin.page_setup
    return pack((_main(body, from_body, parts, setup), *parts))


def _main(body: str, relations: Relations, parts: tuple[Part, ...], page_setup: str) -> Part:
    ids = {
        part.name: relations.id_for(part.kind.relation, part.name.removeprefix("word/"))
        for part in parts
        if part.name.startswith("word/") and part.kind.relation is not Relation.IMAGE
    }
    references = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{ids[f"word/{kind}{number}.xml"]}"/>'
        for kind in ("header", "footer")
        for number, page in ((2, "default"), (1, "first"))
    )
    section = f"<w:sectPr>{references}{page_setup}<w:titlePg/></w:sectPr>"
    content = f"{DECLARATION}<w:document {WORD} {RELATION}><w:body>{body}{section}</w:body></w:document>"
    return Part("word/document.xml", PartKind.DOCUMENT, content, relations)


def _notes(composition: Composition, document: Document) -> Part:
    composition.relations = Relations()
    content = write_notes(composition, document.notes)
    return Part("word/footnotes.xml", PartKind.FOOTNOTES, content, composition.relations)


def _skin_parts(composition: Composition, skin: Skin) -> Iterator[Part]:
    yield Part("word/styles.xml", PartKind.STYLES, skin.styles_in(composition.language))
    yield Part("word/numbering.xml", PartKind.NUMBERING, composition.numbering.part(skin.numbering))
    yield Part("word/settings.xml", PartKind.SETTINGS, skin.settings)
    yield Part("word/fontTable.xml", PartKind.FONT_TABLE, skin.fonts)


def _furniture(composition: Composition, document: Document, skin: Skin) -> Iterator[Part]:
    """Yield header and footer of the first page (1) and of the pages after it (2), and the logo."""
    furniture = document.furniture
    relations = Relations()
    first = write_first_header(composition, furniture, skin.logo, relations)
    yield Part("word/header1.xml", PartKind.HEADER, first, relations)
    yield Part("word/header2.xml", PartKind.HEADER, write_header(composition, furniture))
    for page in (1, 2):
        yield Part(f"word/footer{page}.xml", PartKind.FOOTER, write_footer(composition, furniture, page))
    if skin.logo is not None:
        yield Part(f"word/{skin.logo.target}", skin.logo.kind, skin.logo.content)


def _properties(composition: Composition, document: Document) -> Iterator[Part]:
    said = document.properties
    yield Part("docProps/core.xml", PartKind.CORE_PROPERTIES, core_properties(composition, said))
    yield Part("docProps/app.xml", PartKind.EXTENDED_PROPERTIES, extended_properties(composition, said))
    yield Part("docProps/custom.xml", PartKind.CUSTOM_PROPERTIES, custom_properties(composition, said))
