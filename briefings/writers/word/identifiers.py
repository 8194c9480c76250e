"""The ids by which the parts of a Word file speak of styles and numberings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from briefings.document import Align, Role
from briefings.style import NotePlace


class StyleId(StrEnum):
    """The styles that the writer uses; ``w:styleId`` in the skin."""

    BODY = "BodyText"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    HEADING_5 = "Heading5"
    ANNEX_HEADING = "AnnexHeading"
    PAGE_START = "PageStart"
    BULLET_1 = "ListBullet"
    BULLET_2 = "ListBullet2"
    BULLET_3 = "ListBullet3"
    NUMBER_1 = "ListNumber"
    NUMBER_2 = "ListNumber2"
    NUMBER_3 = "ListNumber3"
    CONTINUE_1 = "ListContinue"
    CONTINUE_2 = "ListContinue2"
    CONTINUE_3 = "ListContinue3"
    NUMBERED_PARAGRAPH = "NumberedParagraph"
    QUOTE = "Quote"
    CAPTION = "Caption"
    FIGURE = "Figure"
    FIGURE_ALONE = "FigureAlone"
    FIGURE_CAPTION = "FigureCaption"
    FIGURE_TEXT = "FigureText"
    FIGURE_TEXT_CENTRE = "FigureTextCentre"
    FIGURE_TEXT_RIGHT = "FigureTextRight"
    TABLE_TEXT = "TableText"
    TABLE_TEXT_CENTRE = "TableTextCentre"
    TABLE_TEXT_RIGHT = "TableTextRight"
    TABLE_HEADING = "TableHeading"
    TABLE_HEADING_CENTRE = "TableHeadingCentre"
    TABLE_HEADING_RIGHT = "TableHeadingRight"
    TABLE_END = "TableEnd"
    PARTICULARS = "Particulars"
    BOTTOM_LINE = "BottomLine"
    KEY_FACTS = "KeyFacts"
    DECISION = "Decision"
    JUDGEMENT = "Judgement"
    REMARK = "Remark"
    NOTICE = "Notice"
    CHANGES = "Changes"
    CONTENTS_TITLE = "TOCHeading"
    CONTENTS_1 = "TOC1"
    CONTENTS_2 = "TOC2"
    CONTENTS_3 = "TOC3"
    CONTENTS_4 = "TOC4"
    CONTENTS_5 = "TOC5"
    HEADER = "Header"
    FOOTER = "Footer"
    MARKING = "Marking"
    LOGO = "Logo"
    FOOTNOTE_TEXT = "FootnoteText"
    FOOTNOTE_REFERENCE = "FootnoteReference"
    ENDNOTE_TEXT = "EndnoteText"
    ENDNOTE_REFERENCE = "EndnoteReference"
    STRONG = "Strong"
    EMPHASIS = "Emphasis"
    STRONG_EMPHASIS = "StrongEmphasis"
    HYPERLINK = "Hyperlink"
    HYPERLINK_STRONG = "HyperlinkStrong"
    HYPERLINK_EMPHASIS = "HyperlinkEmphasis"
    HYPERLINK_STRONG_EMPHASIS = "HyperlinkStrongEmphasis"
    HEADING_LINK = "TableHeadingLink"
    HEADING_LINK_EMPHASIS = "TableHeadingLinkEmphasis"
    TABLE = "BriefingTable"
    KEY_FACTS_TABLE = "BriefingKeyFacts"


class NoteKind(Enum):
    """What Word calls notes by where they stand, and the styles of their words and marks (ECMA-376 part 1, 17.11)."""

    FOOTNOTE = ("footnote", StyleId.FOOTNOTE_TEXT, StyleId.FOOTNOTE_REFERENCE)
    ENDNOTE = ("endnote", StyleId.ENDNOTE_TEXT, StyleId.ENDNOTE_REFERENCE)

    def __init__(self, element: str, text: StyleId, mark: StyleId) -> None:
        """Name the parts of the value."""
        self.element = element
        self.text = text
        self.mark = mark


#: By where the house style puts them.
NOTES: Final = MappingProxyType({NotePlace.FOOT: NoteKind.FOOTNOTE, NotePlace.END: NoteKind.ENDNOTE})


class Scheme(IntEnum):
    """The numbering schemes of the skin; ``w:abstractNumId``. Boxed ones keep to the indents of a division."""

    BULLETS = 0
    NUMBERS = 1
    PARAGRAPHS = 2
    BOXED_BULLETS = 3
    BOXED_NUMBERS = 4
    BOXED_PARAGRAPHS = 5
    BOXED_CONTINUATIONS = 6

    @property
    def num_id(self) -> int:
        """Return the ``w:numId`` of the skin's own list of this scheme; Word keeps 0 for "no list"."""
        return self.value + 1


#: Level of a heading of the document to its style; level 1 is the title.
HEADINGS: Final[Mapping[int, StyleId]] = MappingProxyType(
    {
        1: StyleId.TITLE,
        2: StyleId.HEADING_1,
        3: StyleId.HEADING_2,
        4: StyleId.HEADING_3,
        5: StyleId.HEADING_4,
        6: StyleId.HEADING_5,
    }
)

#: The look of each division.
ROLES: Final[Mapping[Role, StyleId]] = MappingProxyType(
    {
        Role.SUBTITLE: StyleId.SUBTITLE,
        Role.PARTICULARS: StyleId.PARTICULARS,
        Role.BOTTOM_LINE: StyleId.BOTTOM_LINE,
        Role.KEY_FACTS: StyleId.KEY_FACTS,
        Role.DECISION: StyleId.DECISION,
        Role.JUDGEMENT: StyleId.JUDGEMENT,
        Role.REMARK: StyleId.REMARK,
        Role.NOTICE: StyleId.NOTICE,
        Role.CHANGES: StyleId.CHANGES,
    }
)

#: How words in cells and in figures stand; what stands at the left has the plain style.
CELLS: Final = MappingProxyType(
    {
        Align.LEFT: StyleId.TABLE_TEXT,
        Align.CENTRE: StyleId.TABLE_TEXT_CENTRE,
        Align.RIGHT: StyleId.TABLE_TEXT_RIGHT,
    }
)
HEADING_CELLS: Final = MappingProxyType(
    {
        Align.LEFT: StyleId.TABLE_HEADING,
        Align.CENTRE: StyleId.TABLE_HEADING_CENTRE,
        Align.RIGHT: StyleId.TABLE_HEADING_RIGHT,
    }
)
LABELS: Final = MappingProxyType(
    {
        Align.LEFT: StyleId.FIGURE_TEXT,
        Align.CENTRE: StyleId.FIGURE_TEXT_CENTRE,
        Align.RIGHT: StyleId.FIGURE_TEXT_RIGHT,
    }
)

#: Styles of list paragraphs by depth, the outermost first; deeper lists keep the last.
BULLETS: Final = (StyleId.BULLET_1, StyleId.BULLET_2, StyleId.BULLET_3)
NUMBERS: Final = (StyleId.NUMBER_1, StyleId.NUMBER_2, StyleId.NUMBER_3)
CONTINUATIONS: Final = (StyleId.CONTINUE_1, StyleId.CONTINUE_2, StyleId.CONTINUE_3)

#: Styles of the entries of contents by rank, the outermost first.
CONTENTS: Final = (
    StyleId.CONTENTS_1,
    StyleId.CONTENTS_2,
    StyleId.CONTENTS_3,
    StyleId.CONTENTS_4,
    StyleId.CONTENTS_5,
)

#: What a brief needs each style for, as a desk is told of a skin without it.
NEEDS: Final[Mapping[StyleId, str]] = MappingProxyType(
    {
        StyleId.BODY: "body text",
        StyleId.TITLE: "the title of the brief",
        StyleId.SUBTITLE: "the line below the title",
        StyleId.HEADING_1: "headings of sections",
        StyleId.HEADING_2: "headings inside a section",
        StyleId.HEADING_3: "headings of the third rank",
        StyleId.HEADING_4: "headings of the fourth rank",
        StyleId.HEADING_5: "headings of the fifth rank",
        StyleId.ANNEX_HEADING: "the heading of the annex, on a new page",
        StyleId.PAGE_START: "a new page without a heading",
        StyleId.BULLET_1: "lists",
        StyleId.BULLET_2: "lists in lists",
        StyleId.BULLET_3: "lists of the third rank",
        StyleId.NUMBER_1: "numbered lists",
        StyleId.NUMBER_2: "numbered lists in lists",
        StyleId.NUMBER_3: "numbered lists of the third rank",
        StyleId.CONTINUE_1: "further paragraphs of a list item",
        StyleId.CONTINUE_2: "further paragraphs of an item in a list in a list",
        StyleId.CONTINUE_3: "further paragraphs of an item of the third rank",
        StyleId.NUMBERED_PARAGRAPH: "numbered paragraphs",
        StyleId.QUOTE: "quotations",
        StyleId.CAPTION: "captions of tables and figures",
        StyleId.FIGURE: "figures",
        StyleId.FIGURE_ALONE: "figures without a caption",
        StyleId.FIGURE_CAPTION: "captions of figures, which may part from what follows",
        StyleId.FIGURE_TEXT: "words in figures",
        StyleId.FIGURE_TEXT_CENTRE: "words in the middle of figures",
        StyleId.FIGURE_TEXT_RIGHT: "words at the right in figures",
        StyleId.TABLE_TEXT: "cells of tables",
        StyleId.TABLE_TEXT_CENTRE: "centred cells of tables",
        StyleId.TABLE_TEXT_RIGHT: "cells of tables set to the right",
        StyleId.TABLE_HEADING: "header cells of tables",
        StyleId.TABLE_HEADING_CENTRE: "centred header cells of tables",
        StyleId.TABLE_HEADING_RIGHT: "header cells of tables set to the right",
        StyleId.TABLE_END: "the space below a table",
        StyleId.PARTICULARS: "reference, sender and recipient of the note",
        StyleId.BOTTOM_LINE: "the bottom line",
        StyleId.KEY_FACTS: "the key facts",
        StyleId.DECISION: "the decision asked for",
        StyleId.JUDGEMENT: "the desk's own judgements",
        StyleId.REMARK: "the desk's remark",
        StyleId.NOTICE: "notices to the reader",
        StyleId.CHANGES: "what has changed since another version",
        StyleId.CONTENTS_TITLE: "the title of the contents",
        StyleId.CONTENTS_1: "the contents",
        StyleId.CONTENTS_2: "the second rank of the contents",
        StyleId.CONTENTS_3: "the third rank of the contents",
        StyleId.CONTENTS_4: "the fourth rank of the contents",
        StyleId.CONTENTS_5: "the fifth rank of the contents",
        StyleId.HEADER: "the head of each page",
        StyleId.FOOTER: "the foot of each page",
        StyleId.MARKING: "the protective marking",
        StyleId.LOGO: "the logo",
        StyleId.FOOTNOTE_TEXT: "notes",
        StyleId.FOOTNOTE_REFERENCE: "note marks",
        StyleId.ENDNOTE_TEXT: "notes behind the text",
        StyleId.ENDNOTE_REFERENCE: "marks of notes behind the text",
        StyleId.STRONG: "strong words",
        StyleId.EMPHASIS: "emphasised words",
        StyleId.STRONG_EMPHASIS: "words both strong and emphasised",
        StyleId.HYPERLINK: "links",
        StyleId.HYPERLINK_STRONG: "strong words in links",
        StyleId.HYPERLINK_EMPHASIS: "emphasised words in links",
        StyleId.HYPERLINK_STRONG_EMPHASIS: "words in links both strong and emphasised",
        StyleId.HEADING_LINK: "links in header cells of tables",
        StyleId.HEADING_LINK_EMPHASIS: "emphasised links in header cells of tables",
        StyleId.TABLE: "tables",
        StyleId.KEY_FACTS_TABLE: "the table of key facts",
    }
)

#: Styles that are another one but for where words stand or how they are set off. Where a skin lacks one, it is made of
#: the other as the skin has that.
VARIANTS: Final[Mapping[StyleId, StyleId]] = MappingProxyType(
    {
        StyleId.FIGURE_ALONE: StyleId.FIGURE,
        StyleId.FIGURE_CAPTION: StyleId.CAPTION,
        StyleId.FIGURE_TEXT_CENTRE: StyleId.FIGURE_TEXT,
        StyleId.FIGURE_TEXT_RIGHT: StyleId.FIGURE_TEXT,
        StyleId.TABLE_TEXT_CENTRE: StyleId.TABLE_TEXT,
        StyleId.TABLE_TEXT_RIGHT: StyleId.TABLE_TEXT,
        StyleId.TABLE_HEADING_CENTRE: StyleId.TABLE_HEADING,
        StyleId.TABLE_HEADING_RIGHT: StyleId.TABLE_HEADING,
        StyleId.HYPERLINK_STRONG: StyleId.HYPERLINK,
        StyleId.HYPERLINK_EMPHASIS: StyleId.HYPERLINK,
        StyleId.HYPERLINK_STRONG_EMPHASIS: StyleId.HYPERLINK,
        StyleId.HEADING_LINK_EMPHASIS: StyleId.HEADING_LINK,
    }
)
