"""Comments on facts (ECMA-376 part 1, 17.13.4), for review copies. Other briefs have none.

Each place where a fact is printed is numbered from 1 and bookmarked ``place_1``: programs renumber comments when they
save, and keep bookmarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from briefings.annotations import Annotation, Annotations, Line
from briefings.document import Inline, LineBreak, NoteReference, Text
from briefings.traversal import walk_inlines
from briefings.writers.word.package import Part, PartKind
from briefings.writers.word.relations import Relation, Relations
from briefings.writers.word.xml import DECLARATION, WORD, run, style_run_properties

if TYPE_CHECKING:
    from briefings.writers.word.composition import Composition

#: Root of the part in which a review copy remembers itself; its reader looks for it.
NAMESPACE: Final = "urn:briefings:review"
_DATA_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
#: Word asks for a unique id of each data item of one file; the same in all review copies.
_ITEM: Final = "{5A1B4B1E-6E0C-4E53-9A55-0D9C9D1F6A01}"

_TEXT, _REFERENCE, _UNREVIEWED = "annotation text", "annotation reference", "unreviewed fact"
#: Style name → the id it has where a skin has no style of the name, and the style.
_STYLES: Final = {
    _TEXT: (
        "CommentText",
        '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
        '<w:basedOn w:val="Normal"/>'
        '<w:uiPriority w:val="99"/><w:pPr><w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>',
    ),
    _REFERENCE: (
        "CommentReference",
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:uiPriority w:val="99"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>',
    ),
    # Underlined as well, for readers and printers without colours.
    _UNREVIEWED: (
        "UnreviewedFact",
        '<w:style w:type="character" w:customStyle="1" w:styleId="UnreviewedFact"><w:name w:val="Unreviewed Fact"/>'
        '<w:uiPriority w:val="40"/><w:rPr><w:u w:val="dotted"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/></w:rPr></w:style>',
    ),
}
_STYLE: Final = re.compile(r'<w:style\b[^>]*w:styleId="([^"]+)"[^>]*>\s*<w:name w:val="([^"]+)"')


class Comments:
    """The comments of one file in the making."""

    def __init__(self, annotations: Annotations | None, styles: str) -> None:
        """Take what is to be said of each fact, ``None`` for nothing, and the styles part of the skin."""
        self.annotations = annotations
        self._by_fact = annotations.by_fact if annotations else {}
        self._places: list[str] = []
        self._styles: dict[str, str] = {}
        self._supplied = ""
        if annotations:
            known = {name.casefold(): style for style, name in _STYLE.findall(styles)}
            self._styles = {name: known.get(name, own) for name, (own, _) in _STYLES.items()}
            self._supplied = "".join(style for name, (_, style) in _STYLES.items() if name not in known)

    def unreviewed_style(self, fact: str | None) -> str:
        """Return the id of the character style for the words of a fact that nobody reviewed; empty for others."""
        annotation = self._by_fact.get(fact or "")
        return self._styles[_UNREVIEWED] if annotation and annotation.unreviewed else ""

    def grouped(self, inlines: Iterable[Inline]) -> Iterator[tuple[str, tuple[Inline, ...]]]:
        """Yield inlines in order, those that print one fact side by side together with its id; empty for the others.

        Note marks and signs between two pieces of one fact belong to it.
        """
        fact, held, glue = "", list[Inline](), list[Inline]()
        for inline in inlines:
            own = self._sole_fact(inline)
            if fact and own == fact:
                held += [*glue, inline]
                glue = []
            elif fact and not own and _is_glue(inline):
                glue.append(inline)
            else:
                yield from _pieces(fact, held, glue)
                fact, held, glue = own, [inline], []
        yield from _pieces(fact, held, glue)

    def _sole_fact(self, inline: Inline) -> str:
        """Return the fact whose words these are and nothing else, or nothing."""
        facts = {
            each.fact for each in walk_inlines([inline]) if isinstance(each, Text) and (each.fact or each.text.strip())
        }
        fact = facts.pop() if len(facts) == 1 else None
        return fact if fact and fact in self._by_fact else ""

    def around(self, composition: Composition, fact: str, content: str) -> str:
        """Return content with a comment on a fact; the content as it is where nothing is said of the fact."""
        if fact not in self._by_fact:
            return content
        self._places.append(fact)
        number = len(self._places)
        name = f'w:id="{number - 1}"'
        inner = f"<w:commentRangeStart {name}/>{content}<w:commentRangeEnd {name}/>"
        reference = style_run_properties(self._styles[_REFERENCE])
        marked = composition.bookmark("place", str(number)).around(inner)
        return f"{marked}<w:r>{reference}<w:commentReference {name}/></w:r>"

    def around_all(self, composition: Composition, inlines: Iterable[Inline], content: str) -> str:
        """Return content with a comment on each fact among the inlines that it shows."""
        facts = [each.fact for each in walk_inlines(inlines) if isinstance(each, Text) and each.fact]
        for fact in dict.fromkeys(facts):
            content = self.around(composition, fact, content)
        return content

    def styles(self, part: str) -> str:
        """Return the styles part with those that comments need."""
        return part.replace("</w:styles>", f"{self._supplied}</w:styles>") if self._supplied else part

    def properties(self, composition: Composition) -> list[tuple[str, str]]:
        """Return what the file says of itself: which brief it is a review copy of."""
        copy_of = self.annotations.copy_of if self.annotations else ""
        return [("Review copy of", composition.letters(copy_of, "identifier"))] if copy_of else []

    def parts(self, composition: Composition) -> Iterator[Part]:
        """Yield the comments and what the file remembers of itself; nothing for a brief that is sent."""
        if self.annotations is None:
            return
        yield Part("word/comments.xml", PartKind.COMMENTS, self._comments(composition, self.annotations))
        if self.annotations.record:
            relations = Relations()
            relations.id_for(Relation.CUSTOM_XML_PROPERTIES, "itemProps1.xml")
            record = composition.letters(self.annotations.record, "record of the review copy")
            content = f'{DECLARATION}<review xmlns="{NAMESPACE}">{record}</review>'
            yield Part("customXml/item1.xml", PartKind.CUSTOM_XML, content, relations)
            # LibreOffice keeps only items that have properties.
            properties = (
                f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_DATA_STORE}"><ds:schemaRefs/></ds:datastoreItem>'
            )
            yield Part("customXml/itemProps1.xml", PartKind.CUSTOM_XML_PROPERTIES, DECLARATION + properties)

    def _comments(self, composition: Composition, annotations: Annotations) -> str:
        author = composition.letters(annotations.author, "author of the comments")
        initials = composition.letters(annotations.initials, "initials")
        by = f'w:author="{author}" w:date="{composition.document.properties.made}" w:initials="{initials}"'
        told: set[str] = set()
        written = []
        for number, fact in enumerate(self._places, 1):
            lines = _lines(self._by_fact[fact], fact, number, fact in told)
            told.add(fact)
            paragraphs = "".join(self._paragraph(composition, line, at == 0) for at, line in enumerate(lines))
            written.append(f'<w:comment w:id="{number - 1}" {by}>{paragraphs}</w:comment>')
        return f"{DECLARATION}<w:comments {WORD}>{''.join(written)}</w:comments>"

    def _paragraph(self, composition: Composition, line: Line, first: bool) -> str:
        mark = f"<w:r>{style_run_properties(self._styles[_REFERENCE])}<w:annotationRef/></w:r>" if first else ""
        runs = "".join(_run(composition, text) for text in line)
        return f'<w:p><w:pPr><w:pStyle w:val="{self._styles[_TEXT]}"/></w:pPr>{mark}{runs}</w:p>'


def _lines(annotation: Annotation, fact: str, number: int, again: bool) -> tuple[Line, ...]:
    """Return the lines of one comment; the first says fact and place, for programs too."""
    return ((Text(f"{fact} [{number}]"),), *(annotation.again if again else annotation.lines))


def _run(composition: Composition, text: Text) -> str:
    other = text.language is not None and text.language != composition.language
    tag = composition.language_tag(text.language) if other and text.language else ""
    letters = composition.letters(text.text, "comment")
    return run(letters, f'<w:rPr><w:lang w:val="{tag}"/></w:rPr>' if tag else "") if letters else ""


def _is_glue(inline: Inline) -> bool:
    if isinstance(inline, Text):
        return not any(character.isalnum() for character in inline.text)
    return isinstance(inline, NoteReference | LineBreak)


def _pieces(fact: str, held: list[Inline], glue: list[Inline]) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    if held:
        yield fact, tuple(held)
    if glue:
        yield "", tuple(glue)
