"""The inline half of the Markdown reader: runs of text, marks, links and note references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from markdown_it.tree import SyntaxTreeNode

from briefings.document import CrossReference, Emphasis, Inline, LineBreak, Link, NoteReference, Strong, Text
from briefings.names import nearest
from briefings.tokens import TOKEN_CHARACTER, ValueTable

Report = Callable[..., None]
#: Begins the paragraph below a table that is its caption.
CAPTION = ": "
#: The name of a heading or caption, at its end, in pandoc's spelling; what a backslash stands before is words. In a
#: template the space in ``{ #name }`` is needed: Jinja takes what stands right behind a brace for a comment.
_NAME = re.compile(r"(?<!\\)(\{[ ]*#([A-Za-z0-9][A-Za-z0-9-]{0,39})[ ]*\})\s*$")
#: A note mark in the source of a run, neither escaped nor in a code span.
_NOTE_MARK = re.compile(r"`[^`]*`|(?<!\\)(?:\\\\)*\[\^([^\]\s]+)\]")
_SCHEMES = ("http", "https", "mailto")
#: Word opens no longer address.
MAX_ADDRESS = 2083


class InlineReader:
    """Reads the inline nodes of one brief."""

    def __init__(self, values: ValueTable, language: str, report: Report) -> None:
        """Take the table behind the tokens, the brief's language code and where problems go."""
        self.values = values
        self.language = language
        self.report = report

    def read(self, node: SyntaxTreeNode, skip: int = 0) -> tuple[Inline, ...]:
        """Return the inlines of an ``inline`` node, without the first ``skip`` characters of its text."""
        self._check_notes(node)
        made = _joined(tuple(self._children(node)))
        if skip and made and isinstance(made[0], Text):
            first = Text(made[0].text[skip:], made[0].language, made[0].fact)
            made = ((first,) if first.text else ()) + made[1:]
        return made

    def read_named(self, node: SyntaxTreeNode, skip: int = 0) -> tuple[tuple[Inline, ...], str]:
        """Return the inlines of a heading or caption, and the name that is written at its end as ``{ #name }``.

        The name is empty where there is none. A value cannot be one: it stands in the source as a token.
        """
        made = self.read(node, skip)
        name = _NAME.search(node.content)
        if name is None or not made or not isinstance(last := made[-1], Text):
            return made, ""
        text = last.text.rstrip().removesuffix(name.group(1)).rstrip()
        kept = (Text(text, last.language, last.fact),) if text else ()
        return (*made[:-1], *kept), name.group(2)

    def _check_notes(self, node: SyntaxTreeNode) -> None:
        """Report each note mark that nobody defined; the parser leaves it as words."""
        defined = {child.meta.get("label") for child in node.walk() if child.type == "footnote_ref"}
        for match in _NOTE_MARK.finditer(node.content):
            if match.group(1) and match.group(1) not in defined:
                hint = "add “[^name]: text”, or use the cite filter"
                self.report(f"note “{match.group(1)}” is not defined", node, hint)

    def _children(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        for child in node.children:
            function = _INLINES.get(child.type)
            if function is None:
                hint = "write words, **bold**, *emphasis*, [links](https://…) or notes"
                self.report(f"a brief cannot hold “{child.type}”", child, hint)
                continue
            yield from function(self, child)

    def text(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield a run of characters cut at its tokens."""
        for piece in self.values.split(node.content):
            if isinstance(piece, str):
                if TOKEN_CHARACTER.search(piece):
                    self.report("a value was cut apart by the template", node, "print it whole, with {{ … }}")
                yield Text(TOKEN_CHARACTER.sub("", piece))
            elif piece.text:
                # A quotation is marked even in the brief's own language: spacing rules leave marked words alone.
                language = piece.language if piece.verbatim or piece.language != self.language else None
                yield Text(piece.text, language, piece.fact)

    def space(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield the space that a line end in the source stands for."""
        yield Text(" ")

    def line_break(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield a forced line break."""
        yield LineBreak()

    def code(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield code as plain words: briefs have no code."""
        yield from self.text(node)

    def strong(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield words of strong importance."""
        yield Strong(_joined(tuple(self._children(node))))

    def emphasis(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield emphasised words."""
        yield Emphasis(_joined(tuple(self._children(node))))

    def note(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield the mark of a note; notes count from 1 in order of first use."""
        yield NoteReference(int(node.meta["id"]) + 1)

    def link(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        """Yield a link, or only its words where the target is refused and reported.

        ``[words](#name)`` leads to a place in the brief, ``[](#name)`` prints the words of that place.
        """
        href = str(node.attrs["href"])
        if href.startswith("#"):
            yield CrossReference(self.values.plain(_unquoted(href[1:])), _joined(tuple(self._children(node))))
            return
        target = safe_url(self.values.plain(_unquoted(str(node.attrs["href"]))))
        children = _joined(tuple(self._children(node)))
        if target is None:
            hint = nearest(str(node.attrs["href"]).partition(":")[0], _SCHEMES)
            shown = str(node.attrs["href"])[:80]
            self.report(
                f"link to “{shown}” is refused", node, f"did you mean {hint}:?" if hint else "use http, https or mailto"
            )
            yield from children
        else:
            yield Link(target, children)


def _unquoted(href: str) -> str:
    """Return an address with the percent-encoding of token characters undone, which the Markdown parser applied."""

    def back(match: re.Match[str]) -> str:
        return bytes.fromhex(match.group().replace("%", "")).decode("utf-8")

    return re.sub(r"(?:%EF%B7%[9A][0-9A-F])+", back, href)


def safe_url(address: str) -> str | None:
    """Return an absolute http, https or mailto address, percent-encoded (RFC 3986), or ``None`` for any other."""
    if len(address) > MAX_ADDRESS or any(ord(c) < 33 or not c.isprintable() for c in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return quote(address, safe=":/?#[]@!$&'()*+,;=%-._~") if "@" in parts.path else None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    try:
        host.encode("idna")
    except UnicodeError:
        return None
    return quote(address, safe=":/?#[]@!$&'()*+,;=%-._~")


def _joined(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines with neighbouring texts of the same origin made one."""
    made: list[Inline] = []
    for inline in inlines:
        last = made[-1] if made else None
        if (
            isinstance(inline, Text)
            and isinstance(last, Text)
            and (last.language, last.fact) == (inline.language, inline.fact)
        ):
            made[-1] = Text(last.text + inline.text, last.language, last.fact)
        elif not (isinstance(inline, Text) and not inline.text):
            made.append(inline)
    return tuple(made)


_INLINES: Mapping[str, Callable[[Any, SyntaxTreeNode], Iterator[Inline]]] = MappingProxyType(
    {
        "text": InlineReader.text,
        "softbreak": InlineReader.space,
        "hardbreak": InlineReader.line_break,
        "code_inline": InlineReader.code,
        "strong": InlineReader.strong,
        "em": InlineReader.emphasis,
        "link": InlineReader.link,
        "footnote_ref": InlineReader.note,
    }
)
