"""Runs: one function for each kind of inline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    CaptionNumber,
    CrossReference,
    Emphasis,
    LineBreak,
    Link,
    NoteReference,
    Series,
    Strong,
    Text,
)
from briefings.revisions import LaterReference, Revised, RevisedInline, inlines_now
from briefings.traversal import walk_inlines
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import StyleId
from briefings.writers.word.xml import CHANGED, SOFT_HYPHEN, field, paragraph, run, style_run_properties

#: Primary languages whose usual script runs from right to left.
_RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})
#: Primary languages that Word spells and chooses letter forms for by the attribute for East Asia.
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})
#: The sequences by which Word counts captions (17.16.5.56); the names are those that its own dialogue knows in English.
_SEQUENCES: Final[Mapping[Series, str]] = MappingProxyType(
    {Series.TABLE: " SEQ Table \\* ARABIC ", Series.FIGURE: " SEQ Figure \\* ARABIC "}
)


class Look(Struct, frozen=True):
    """What the parents of an inline make of it."""

    strong: bool = False
    bold: bool = False
    """Whether the style of the paragraph or cell is bold already."""
    emphasis: bool = False
    link: StyleId | None = None
    """The style of the link around, ``None`` outside links."""
    heading_cell: bool = False
    """Whether it stands on the accent colour, where the link colour could not be read."""
    note: bool = False
    """Whether it stands in a footnote, where Word allows no further footnote."""
    mute: bool = False
    """Whether it stands where Word allows no comment, or where the words are only repeated."""
    unreviewed: str = ""
    """The style of words that nobody has reviewed, in a review copy."""


PLAIN: Final = Look()
BOLD: Final = Look(bold=True)


def write_inlines(composition: Composition, inlines: Iterable[RevisedInline], look: Look = PLAIN) -> str:
    """Return the runs. Raises ``TypeError`` for a kind that is not in ``INLINES``."""
    comments = composition.comments
    if comments.annotations is None or look.mute or look.note:
        return _written(composition, inlines, look)
    return "".join(
        comments.around(composition, fact, _written(composition, group, replace(look, mute=True)))
        if fact
        else _written(composition, group, look)
        for fact, group in comments.grouped(inlines_now(inlines))
    )


def _written(composition: Composition, inlines: Iterable[RevisedInline], look: Look) -> str:
    return "".join(_function(inline)(composition, inline, look) for inline in inlines)


def words(composition: Composition, inlines: Iterable[RevisedInline]) -> str:
    """Return the words alone, spelt for an attribute: no note marks or soft hyphens, forced breaks as spaces."""
    pieces = [
        _word(composition, inline)
        for inline in walk_inlines(inlines_now(inlines))
        if isinstance(inline, Text | LineBreak | CaptionNumber)
    ]
    return " ".join("".join(pieces).replace(SOFT_HYPHEN, "").split())


def _word(composition: Composition, inline: Text | LineBreak | CaptionNumber) -> str:
    if isinstance(inline, CaptionNumber):
        return str(inline.number)
    return composition.letters(inline.text, _whence(inline)) if isinstance(inline, Text) else " "


def look_in(composition: Composition, style: StyleId) -> Look:
    """Return what a paragraph style of the skin makes of the inlines in it."""
    return BOLD if style in composition.bold else PLAIN


def write_caption(composition: Composition, style: StyleId, caption: tuple[RevisedInline, ...], anchor: str) -> str:
    """Return the paragraph of a caption; what names it, such as ``Table 2``, is what a reference to it repeats."""
    look = look_in(composition, style)
    if not anchor:
        return paragraph(style, write_inlines(composition, caption, look))
    end = _label_end(caption)
    named = composition.bookmark("h", anchor).around(write_inlines(composition, caption[:end], look))
    return paragraph(style, named + write_inlines(composition, caption[end:], look))


def _label_end(caption: tuple[RevisedInline, ...]) -> int:
    """Return where the name of a caption ends: behind its number, behind both where the versions differ in it."""
    numbered = (
        index
        for index, inline in enumerate(caption, 1)
        for part in (inline.children if isinstance(inline, Revised) else (inline,))
        if isinstance(part, CaptionNumber)
    )
    return max(numbered, default=len(caption))


def _function(inline: RevisedInline) -> Callable[..., str]:
    try:
        return INLINES[type(inline)]
    except KeyError:
        raise TypeError(f"the Word writer has no function for the inline {type(inline).__name__}") from None


def _text(composition: Composition, text: Text, look: Look) -> str:
    letters = composition.letters(text.text, _whence(text))
    language = ""
    if text.language is not None and text.language != composition.language:
        language = composition.language_tag(text.language)
    if style := composition.comments.unreviewed_style(text.fact):
        look = replace(look, unreviewed=style)
    written = run(letters, _run_properties(look, language)) if letters else ""
    return CHANGED + written if text.changed else written


def _whence(text: Text) -> str:
    return f"fact {text.fact}" if text.fact else f'in the words "{text.text[:40]}"'


def _strong(composition: Composition, strong: Strong, look: Look) -> str:
    return write_inlines(composition, strong.children, replace(look, strong=True))


def _emphasis(composition: Composition, emphasis: Emphasis, look: Look) -> str:
    return write_inlines(composition, emphasis.children, replace(look, emphasis=True))


def _link(composition: Composition, link: Link, look: Look) -> str:
    if look.link:
        composition.refuse(f'a link cannot hold another link: "{link.target}"')
        return ""
    relation = composition.link(link.target)
    style = StyleId.HEADING_LINK if look.heading_cell else StyleId.HYPERLINK
    content = write_inlines(composition, link.children, replace(look, link=style))
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def _cross_reference(composition: Composition, reference: CrossReference, look: Look) -> str:
    style = StyleId.HEADING_LINK if look.heading_cell else StyleId.HYPERLINK
    mute = look.mute or reference.lent
    content = write_inlines(composition, reference.children, replace(look, link=look.link or style, mute=mute))
    if look.link or not composition.holds(reference.anchor):
        return content
    name = composition.bookmark_of("h", reference.anchor).name
    if reference.lent:
        return field(f" REF {name} \\h ", content)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def _caption_number(composition: Composition, number: CaptionNumber, look: Look) -> str:
    return field(_SEQUENCES[number.series], run(str(number.number), _run_properties(look, "")))


def _note_reference(composition: Composition, reference: NoteReference, look: Look) -> str:
    number = reference.number
    if not composition.refer(number):
        return _later_reference(composition, number, look)
    if look.note:
        composition.refuse(f"note {number} is first referred to in a note; Word has no notes of notes")
    kind = composition.note_kind
    mark = f'<w:r>{style_run_properties(kind.mark)}<w:{kind.element}Reference w:id="{number}"/></w:r>'
    return composition.bookmark("note", str(number)).around(mark)


def _later_reference(composition: Composition, number: int, look: Look, label: str = "") -> str:
    mark = run(label or str(number), style_run_properties(composition.note_kind.mark))
    # Word follows only the outer of two nested hyperlinks and may lose the inner one.
    return mark if look.link else f'<w:hyperlink w:anchor="note_{number}" w:history="1">{mark}</w:hyperlink>'


def _labelled_reference(composition: Composition, reference: LaterReference, look: Look) -> str:
    return _later_reference(composition, reference.number, look, reference.label)


def _revised(composition: Composition, revised: Revised, look: Look) -> str:
    return composition.tracking.marked(write_inlines(composition, revised.children, look), revised.turn, whole=False)


def _line_break(composition: Composition, line_break: LineBreak, look: Look) -> str:
    return "<w:r><w:br/></w:r>"


@cache
def _run_properties(look: Look, language: str) -> str:
    content = _style(look) + _language(language)
    return f"<w:rPr>{content}</w:rPr>" if content else ""


def _style(look: Look) -> str:
    # A run can name one character style only: outside links that of unreviewed facts keeps it, and weight is added.
    if look.unreviewed and not look.link:
        bold = "<w:b/>" if look.strong else ""
        return f'<w:rStyle w:val="{look.unreviewed}"/>{bold}' + ("<w:i/>" if look.emphasis else "")
    # Bold is a toggle: where the style around is bold, a bold character style would undo it (17.7.3).
    strong = look.strong and not look.bold
    style = _STYLES[look.link][strong, look.emphasis]
    return f'<w:rStyle w:val="{style}"/>' if style else ""


def _language(tag: str) -> str:
    if not tag:
        return ""
    primary = tag.partition("-")[0].lower()
    if primary in _RIGHT_TO_LEFT:
        return f'<w:rtl/><w:lang w:val="{tag}" w:bidi="{tag}"/>'
    if primary in _EAST_ASIAN:
        return f'<w:lang w:val="{tag}" w:eastAsia="{tag}"/>'
    return f'<w:lang w:val="{tag}"/>'


#: The character style of a run by the link around it, and whether it is strong and emphasised: a run names one only.
#: Cells of heading rows are bold already.
_STYLES: Final[Mapping[StyleId | None, Mapping[tuple[bool, bool], StyleId | None]]] = MappingProxyType(
    {
        None: {
            (False, False): None,
            (True, False): StyleId.STRONG,
            (False, True): StyleId.EMPHASIS,
            (True, True): StyleId.STRONG_EMPHASIS,
        },
        StyleId.HYPERLINK: {
            (False, False): StyleId.HYPERLINK,
            (True, False): StyleId.HYPERLINK_STRONG,
            (False, True): StyleId.HYPERLINK_EMPHASIS,
            (True, True): StyleId.HYPERLINK_STRONG_EMPHASIS,
        },
        StyleId.HEADING_LINK: {
            (False, False): StyleId.HEADING_LINK,
            (False, True): StyleId.HEADING_LINK_EMPHASIS,
        },
    }
)

#: One function for each kind of inline.
INLINES: Final[Mapping[type[RevisedInline], Callable[..., str]]] = MappingProxyType(
    {
        Text: _text,
        Strong: _strong,
        Emphasis: _emphasis,
        Link: _link,
        NoteReference: _note_reference,
        LineBreak: _line_break,
        CrossReference: _cross_reference,
        CaptionNumber: _caption_number,
        Revised: _revised,
        LaterReference: _labelled_reference,
    }
)
