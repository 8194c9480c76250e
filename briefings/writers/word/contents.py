"""Contents: a TOC field (ECMA-376 part 1, 17.16.5.68) around the entries it would make, so that nothing is asked.

Word keeps what stands in the field until a reader has it updated.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefings.document import Contents, Heading
from briefings.traversal import listed_headings, unmarked
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import CONTENTS, StyleId
from briefings.writers.word.inlines import write_inlines
from briefings.writers.word.xml import FIELD_END, field, field_start, paragraph, run

#: What tells Word that the field is a table of contents, which it then offers to update (17.5.2.12).
_GALLERY = (
    '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
)


def write_contents(composition: Composition, contents: Contents) -> str:
    """Return the title and one paragraph an entry, linked to its heading."""
    title = paragraph(StyleId.CONTENTS_TITLE, write_inlines(composition, contents.title))
    entries = list(listed_headings(composition.document.blocks, contents.depth))
    if not entries:
        return title
    written = "".join(_entries(composition, entries, contents.depth))
    return f"<w:sdt>{_GALLERY}<w:sdtContent>{title}{written}</w:sdtContent></w:sdt>"


def _entries(composition: Composition, entries: list[Heading], depth: int) -> Iterator[str]:
    # Level 2 of the document is Word's first level: level 1 is the title.
    field_opens = field_start(f' TOC \\o "1-{depth - 1}" \\h \\z \\u ')
    last = len(entries) - 1
    for index, heading in enumerate(entries):
        content = (field_opens if index == 0 else "") + _entry(composition, heading)
        yield paragraph(CONTENTS[heading.level - 2], content + (FIELD_END if index == last else ""))


def _entry(composition: Composition, heading: Heading) -> str:
    name = composition.bookmark_of("h", heading.anchor).name
    page = composition.pages.get(heading.anchor)
    number = field(f" PAGEREF {name} \\h ", run(str(page)) if page else "")
    words = write_inlines(composition, unmarked(heading.inlines))
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
