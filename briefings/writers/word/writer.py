"""One brief, written in one pass from the document's nodes to the bytes of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from briefings.annotations import Annotations
from briefings.columns import size_columns
from briefings.document import Attachment, Document
from briefings.revisions import AnyBlock, RevisedDocument
from briefings.style import HouseStyle
from briefings.writers.word.blocks import write_blocks
from briefings.writers.word.carried import carried_parts
from briefings.writers.word.composition import Composition
from briefings.writers.word.furniture import fill, fill_part, write_first_header, write_footer, write_header
from briefings.writers.word.house_skins import house_skin
from briefings.writers.word.identifiers import NoteKind
from briefings.writers.word.notes import write_notes
from briefings.writers.word.package import Part, PartKind, pack
from briefings.writers.word.properties import core_properties, custom_properties, extended_properties
from briefings.writers.word.relations import Relation, Relations
from briefings.writers.word.skins import DECIMAL, Skin
from briefings.writers.word.slots import SkinPart
from briefings.writers.word.tracking import Tracking
from briefings.writers.word.xml import DECLARATION, RELATION, WORD


def write_word(
    document: Document,
    style: HouseStyle,
    pages: Mapping[str, int] | None = None,
    attachments: tuple[Attachment, ...] = (),
    annotations: Annotations | None = None,
) -> bytes:
    """Return the bytes of a .docx file that says the document in the house style; the same for the same arguments.

    ``pages`` holds the pages of headings by anchor, which contents show until Word counts for itself; what is not
    known stays empty until then. ``attachments`` travel in a custom XML part, save supplements. ``annotations`` makes
    it a review copy, with comments on its facts; then nothing travels in it.
    Raises ``BriefingError`` (LAYOUT) with every problem found: a character that XML 1.0 forbids, a link that is not
    http, https or mailto, a note out of order, a table with a ragged row, a logo that is not PNG or JPEG.
    Raises ``TypeError`` for a node that is not of the document's kinds.
    """
    skin = house_skin(style)
    composition = Composition(document, skin, pages or {}, annotations)
    blocks = size_columns(document.blocks, skin.measure) if skin.measure else document.blocks
    carried = () if annotations else document.attachments + attachments
    return _written(composition, document, blocks, skin, carried)


def write_revised(revised: RevisedDocument, style: HouseStyle, pages: Mapping[str, int] | None = None) -> bytes:
    """Return the bytes of a .docx file that says the new version, with tracked changes against the old one.

    Whoever accepts all changes has the text of the new version, whoever rejects them all that of the old one. Header,
    footer and properties are those of the new version. ``pages`` and what is raised are as in ``write_word``. Nothing
    travels in the file: it says what no dossier alone gives.
    """
    skin = house_skin(style)
    document = replace(revised.new, notes=revised.notes)
    composition = Composition(document, skin, pages or {})
    composition.numbering.runs_on = True
    composition.tracking = Tracking(composition.letters(revised.author, "the author of the changes"), revised.date)
    return _written(composition, document, revised.blocks, skin, ())


def _written(
    composition: Composition,
    document: Document,
    blocks: Iterable[AnyBlock],
    skin: Skin,
    attachments: tuple[Attachment, ...],
) -> bytes:
    body = write_blocks(composition, blocks) + composition.leave_table()
    from_body = composition.relations
    parts = (
        _notes(composition, document),
        *_skin_parts(composition, skin),
        *_furniture(composition, document, skin),
        *_properties(composition, document, skin),
        *composition.comments.parts(composition),
    )
    composition.raise_problems()
    carried = carried_parts(attachments, from_body)
    return pack((_main((body, _section(document, skin)), from_body, parts, _references(skin)), *parts, *carried))


def _section(document: Document, skin: Skin) -> str:
    """Return what the section says after its references to headers and footers."""
    # LibreOffice looks for the format of endnotes in the section alone.
    notes = f"<w:endnotePr>{DECIMAL}</w:endnotePr>" if skin.note_kind is NoteKind.ENDNOTE else ""
    return notes + (skin.draft_section if document.furniture.draft else skin.section)


def _main(
    text: tuple[str, str], relations: Relations, parts: tuple[Part, ...], references: Iterable[tuple[str, str, str]]
) -> Part:
    """Return the main part; ``text`` is its body and what its section says, ``references`` its headers and footers."""
    body, section = text
    ids = {
        part.name: relations.id_for(part.kind.relation, part.name.removeprefix("word/"))
        for part in parts
        if part.name.startswith("word/") and part.kind.relation is not Relation.IMAGE
    }
    for part in parts:
        if part.kind is PartKind.CUSTOM_XML:
            relations.id_for(part.kind.relation, f"../{part.name}")
    told = "".join(f'<w:{kind}Reference w:type="{pages}" r:id="{ids[name]}"/>' for kind, pages, name in references)
    whole = f"{body}<w:sectPr>{told}{section}</w:sectPr>"
    content = f"{DECLARATION}<w:document {WORD} {RELATION}><w:body>{whole}</w:body></w:document>"
    return Part("word/document.xml", PartKind.DOCUMENT, content, relations)


def _references(skin: Skin) -> Iterator[tuple[str, str, str]]:
    """Yield kind, pages and part of each header and footer."""
    if skin.parts is None:
        for kind in ("header", "footer"):
            yield kind, "default", f"word/{kind}2.xml"
            yield kind, "first", f"word/{kind}1.xml"
    for part in skin.parts or ():
        yield part.kind, part.pages, _name(part)


def _name(part: SkinPart) -> str:
    return f"word/{part.kind}-{part.pages}.xml"


def _notes(composition: Composition, document: Document) -> Part:
    composition.relations = Relations()
    content = write_notes(composition, document.notes)
    kind = composition.note_kind
    part = PartKind.ENDNOTES if kind is NoteKind.ENDNOTE else PartKind.FOOTNOTES
    return Part(f"word/{kind.element}s.xml", part, content, composition.relations)


def _skin_parts(composition: Composition, skin: Skin) -> Iterator[Part]:
    yield Part("word/styles.xml", PartKind.STYLES, composition.comments.styles(skin.styles_in(composition.language)))
    yield Part("word/numbering.xml", PartKind.NUMBERING, composition.numbering.part(skin.numbering))
    yield Part("word/settings.xml", PartKind.SETTINGS, skin.settings)
    yield Part("word/fontTable.xml", PartKind.FONT_TABLE, skin.fonts)
    if skin.theme is not None:
        yield Part("word/theme/theme1.xml", PartKind.THEME, skin.theme)


def _furniture(composition: Composition, document: Document, skin: Skin) -> Iterator[Part]:
    """Yield header and footer of the first page (1) and of the pages after it (2), and the logo."""
    furniture = document.furniture
    if skin.parts is not None:
        yield from _given_furniture(composition, document, skin.parts)
        return
    relations = Relations()
    first = write_first_header(composition, furniture, skin.logo, relations)
    yield Part("word/header1.xml", PartKind.HEADER, first, relations)
    yield Part("word/header2.xml", PartKind.HEADER, write_header(composition, furniture))
    for page in (1, 2):
        yield Part(f"word/footer{page}.xml", PartKind.FOOTER, write_footer(composition, furniture, page))
    if skin.logo is not None:
        yield Part(f"word/{skin.logo.target}", skin.logo.kind, skin.logo.content)


def _given_furniture(composition: Composition, document: Document, parts: tuple[SkinPart, ...]) -> Iterator[Part]:
    """Yield the headers and footers of the house's own skin, filled, and their pictures."""
    for part in parts:
        relations = Relations()
        for kind, target in part.relations:
            relations.id_for(kind, target)
        of = PartKind.HEADER if part.kind == "header" else PartKind.FOOTER
        yield Part(_name(part), of, fill_part(composition, document.furniture, part), relations)
        for target, image, content in part.pictures:
            yield Part(f"word/{target}", image, content)


def _properties(composition: Composition, document: Document, skin: Skin) -> Iterator[Part]:
    said = document.properties
    custom = [(name, fill(composition, document.furniture, value)) for name, value in skin.custom]
    custom = composition.comments.properties(composition) + custom
    yield Part("docProps/core.xml", PartKind.CORE_PROPERTIES, core_properties(composition, said))
    yield Part("docProps/app.xml", PartKind.EXTENDED_PROPERTIES, extended_properties(composition, said))
    properties = custom_properties(composition, said, document.furniture, custom)
    yield Part("docProps/custom.xml", PartKind.CUSTOM_PROPERTIES, properties)
