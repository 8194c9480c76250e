"""Contents: a TOC field (ECMA-376 part 1, 17.16.5.68) around the entries it would make, so that nothing is asked.

Word keeps what stands in the field until a reader has it updated.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefings.document import Contents, Heading, Inline
from briefings.revisions import RevisedContents
from briefings.traversal import listed_headings, unmarked
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import CONTENTS, StyleId
from briefings.writers.word.inlines import Look, look_in, write_inlines
from briefings.writers.word.xml import FIELD_END, field, field_start, paragraph, run

#: What tells Word that the field is a table of contents, which it then offers to update (17.5.2.12).
_GALLERY = (
    '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
)


def write_contents(composition: Composition, contents: Contents) -> str:
    """Return the title and one paragraph an entry, linked to its heading."""
    title = _title(composition, contents.title)
    entries = list(listed_headings(composition.document.blocks, contents.depth))
    if not entries:
        return title
    written = "".join(_entries(composition, entries, contents.depth))
    return f"<w:sdt>{_GALLERY}<w:sdtContent>{title}{written}</w:sdtContent></w:sdt>"


def write_old_entries(composition: Composition, contents: RevisedContents) -> str:
    """Return the title and the entries that an earlier version had, without their pages, which nobody knows now."""
    title = _title(composition, contents.old_title)
    entries = (
        paragraph(CONTENTS[entry.level - 2], write_inlines(composition, entry.inlines))
        for entry in contents.old_entries
    )
    return title + "".join(entries)


def write_new_entries(composition: Composition, contents: Contents) -> str:
    """Return the title and the entries without the field around them.

    LibreOffice makes a section of the field, and then does not reject what was inserted in it.
    """
    title = _title(composition, contents.title)
    entries = (
        paragraph(CONTENTS[heading.level - 2], _entry(composition, heading))
        for heading in listed_headings(composition.document.blocks, contents.depth)
    )
    return title + "".join(entries)


def _title(composition: Composition, words: tuple[Inline, ...]) -> str:
    style = StyleId.CONTENTS_TITLE
    return paragraph(style, write_inlines(composition, words, look_in(composition, style)))


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
    words = write_inlines(composition, unmarked(heading.inlines), Look(mute=True))
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
