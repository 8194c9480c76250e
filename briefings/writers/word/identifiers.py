"""The ids by which the parts of a Word file speak of styles and numberings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from briefings.document import Role


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
    FIGURE_TEXT = "FigureText"
    TABLE_TEXT = "TableText"
    TABLE_HEADING = "TableHeading"
    TABLE_END = "TableEnd"
    PARTICULARS = "Particulars"
    BOTTOM_LINE = "BottomLine"
    KEY_FACTS = "KeyFacts"
    DECISION = "Decision"
    JUDGEMENT = "Judgement"
    REMARK = "Remark"
    NOTICE = "Notice"
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
    STRONG = "Strong"
    EMPHASIS = "Emphasis"
    STRONG_EMPHASIS = "StrongEmphasis"
    HYPERLINK = "Hyperlink"
    HEADING_LINK = "TableHeadingLink"
    TABLE = "BriefingTable"
    KEY_FACTS_TABLE = "BriefingKeyFacts"


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
