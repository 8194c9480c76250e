"""Runs: one function for each kind of inline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import (
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Strong,
    Text,
)
from briefings.traversal import walk_inlines
from briefings.writers.word.composition import Composition
from briefings.writers.word.identifiers import StyleId
from briefings.writers.word.xml import SOFT_HYPHEN, run, style_run_properties

#: Primary languages whose usual script runs from right to left.
_RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})
#: Primary languages that Word spells and chooses letter forms for by the attribute for East Asia.
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})
_REFERENCE: Final = style_run_properties(StyleId.FOOTNOTE_REFERENCE)


class Look(Struct, frozen=True):
    """What the parents of an inline make of it."""

    strong: bool = False
    emphasis: bool = False
    link: StyleId | None = None
    """The style of the link around, ``None`` outside links."""
    heading_cell: bool = False
    """Whether it stands on the accent colour, where the link colour could not be read."""
    note: bool = False
    """Whether it stands in a footnote, where Word allows no further footnote."""


PLAIN: Final = Look()


def write_inlines(composition: Composition, inlines: Iterable[Inline], look: Look = PLAIN) -> str:
    """Return the runs. Raises ``TypeError`` for a kind that is not in ``INLINES``."""
    return "".join(_function(inline)(composition, inline, look) for inline in inlines)


def words(composition: Composition, inlines: Iterable[Inline]) -> str:
    """Return the words alone, spelt for an attribute: no note marks or soft hyphens, forced breaks as spaces."""
    pieces = [
        composition.letters(inline.text, _whence(inline)) if isinstance(inline, Text) else " "
        for inline in walk_inlines(inlines)
        if isinstance(inline, Text | LineBreak)
    ]
    return " ".join("".join(pieces).replace(SOFT_HYPHEN, "").split())


def _function(inline: Inline) -> Callable[..., str]:
    try:
        return INLINES[type(inline)]
    except KeyError:
        raise TypeError(f"the Word writer has no function for the inline {type(inline).__name__}") from None


def _text(composition: Composition, text: Text, look: Look) -> str:
    letters = composition.letters(text.text, _whence(text))
    language = ""
    if text.language is not None and text.language != composition.language:
        language = composition.language_tag(text.language)
    return run(letters, _run_properties(look, language)) if letters else ""


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


def _note_reference(composition: Composition, reference: NoteReference, look: Look) -> str:
    number = reference.number
    if not composition.refer(number):
        return _later_reference(number, look)
    if look.note:
        composition.refuse(f"note {number} is first referred to in a note; Word has no footnotes of footnotes")
    mark = f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{number}"/></w:r>'
    return composition.bookmark("note", str(number)).around(mark)


def _later_reference(number: int, look: Look) -> str:
    mark = run(str(number), _REFERENCE)
    # Word follows only the outer of two nested hyperlinks and may lose the inner one.
    return mark if look.link else f'<w:hyperlink w:anchor="note_{number}" w:history="1">{mark}</w:hyperlink>'


def _line_break(composition: Composition, line_break: LineBreak, look: Look) -> str:
    return "<w:r><w:br/></w:r>"


@cache
def _run_properties(look: Look, language: str) -> str:
    content = _style(look) + _language(language)
    return f"<w:rPr>{content}</w:rPr>" if content else ""


def _style(look: Look) -> str:
    # A run can name one character style only: inside a link the link keeps it, and weight and slope are added.
    if look.link:
        bold = "<w:b/>" if look.strong else ""
        return f'<w:rStyle w:val="{look.link}"/>{bold}' + ("<w:i/>" if look.emphasis else "")
    styles = {
        (True, True): StyleId.STRONG_EMPHASIS,
        (True, False): StyleId.STRONG,
        (False, True): StyleId.EMPHASIS,
    }
    style = styles.get((look.strong, look.emphasis))
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


#: One function for each kind of inline.
INLINES: Final[Mapping[type[Inline], Callable[..., str]]] = MappingProxyType(
    {
        Text: _text,
        Strong: _strong,
        Emphasis: _emphasis,
        Link: _link,
        NoteReference: _note_reference,
        LineBreak: _line_break,
    }
)
