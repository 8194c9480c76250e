"""An HTML page becomes its canonical text: headline, lead, body, captions, tables and lists in document order.

trafilatura judges what is the text of the page and what is around it. The words themselves are taken from the page, so
that nothing is moved, joined or cut by it; headline and captions, which it drops, are kept.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from briefings.errors import BriefingError
from briefings.readers.canonical_text import CanonicalText, TextBuilder, over_limit, refused, sample
from briefings.readers.characters import described
from briefings.readers.charset import decode_html
from briefings.readers.html_blocks import Block, Walk, texts
from briefings.sources import SegmentKind

if TYPE_CHECKING:
    from lxml import etree

#: Words in a row by which a longer block is found again in what trafilatura returns.
_SHINGLE = 4
#: Part of a block’s shingles, or of a table’s cells, that must be found again.
_SHARE = 0.7
#: Part of the page’s words outside navigation and the like that must be found, or trafilatura has misjudged the page.
_LEAST = 0.25
_OF_HEAD = frozenset({"title", "meta", "link", "base", "style", "script", "noscript", "template"})
#: Part of the words of an ``h1``, or of the title, that the other must hold.
_SAME = 0.6
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_WORD = re.compile(r"\w+")
_TITLE_END = re.compile(r"\s+[|·–—-]\s+[^|·–—-]{1,60}$")


def html_text(data: bytes, file: str) -> CanonicalText:
    """Return the text of an HTML page. Raises ``BriefingError`` (exit 5; 11 for what is over a limit)."""
    text, charset = decode_html(data, file)
    if match := _CONTROL.search(text):
        # libxml2 would put another character in its place.
        line = text.count("\n", 0, match.start()) + 1
        raise refused(f"character {described(match.group())} is not allowed", file, "delete it", line)
    root = _parse(text, file)
    walk = Walk()
    walk.enter(root)
    walk.finish()
    if not walk.blocks:
        raise refused("the page holds no text that a reader sees", file)
    builder = TextBuilder(file)
    if charset != "UTF-8":
        builder.remarks.append(f"read as {charset}")
    chosen = _chosen(walk.blocks, _judged(root))
    title = _title(root)
    headline = _headline(walk.blocks, chosen, title)
    if headline is None and title:
        builder.add(SegmentKind.HEADLINE, title[0], "the page’s title")
    for at in sorted(chosen | ({headline} if headline is not None else set())):
        block = walk.blocks[at]
        builder.add(block.kind, block.text, line=block.line)
    _tell(walk, builder)
    return builder.build()


def _parse(text: str, file: str) -> etree._Element:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # What lies deeper is not in the tree: half a text must never be taken for a whole one.
        raise BriefingError(over_limit("the page’s elements are nested too deep to be read whole", file))
    if root is None:
        raise refused("the page holds no text that a reader sees", file)
    _put_into_body(root)
    return root


def _put_into_body(root: etree._Element) -> None:
    """Move what is no part of a head into the body.

    Where a page leaves out its body tag, libxml2 keeps newer elements, such as ``article``, in the head.
    """
    head, body = root.find("head"), root.find("body")
    stray = [element for element in head if element.tag not in _OF_HEAD] if head is not None else []
    if stray and body is None:
        body = root.makeelement("body", {})
        root.append(body)
    for at, element in enumerate(stray if body is not None else ()):
        body.insert(at, element)  # type: ignore[union-attr]


def _judged(root: etree._Element) -> etree._Element | None:
    """Return the body that trafilatura makes of the page, or ``None`` where it finds no text."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        copy.deepcopy(root), include_comments=False, include_tables=True, with_metadata=False, deduplicate=False
    )
    body: etree._Element | None = getattr(found, "body", None)
    return body


def _chosen(blocks: list[Block], judged: etree._Element | None) -> set[int]:
    """Return the numbers of the blocks that are the page’s own text; its headline may be among them."""
    own = {at for at, block in enumerate(blocks) if not block.furniture}
    if judged is None:
        return own
    found = _Found(judged)
    kept = {at for at, block in enumerate(blocks) if found.holds(block)}
    if sum(len(blocks[at].text) for at in kept) < _LEAST * sum(len(blocks[at].text) for at in own):
        return own
    # Captions, and headings over what is kept, are the text’s own although trafilatura drops them.
    low, high = min(kept), max(kept)
    for at in sorted(own - kept, reverse=True):
        kind = blocks[at].kind
        is_near = kind is SegmentKind.CAPTION and low - 3 <= at <= high + 1
        if is_near or (kind is SegmentKind.HEADLINE and at + 1 in kept and at > low):
            kept.add(at)
    return kept


class _Found:
    """The words of what trafilatura returned, for looking blocks up in."""

    def __init__(self, body: etree._Element) -> None:
        self._wholes: set[tuple[str, ...]] = set()
        self._shingles: set[tuple[str, ...]] = set()
        for element in body.iter():
            self._wholes.add(_words("".join(texts(element)) if len(element) < 20 else element.text or ""))
        words = _words(" ".join(texts(body)))
        self._shingles = {words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1)}

    def holds(self, block: Block) -> bool:
        if block.cells:
            return self._share([_words(cell) in self._wholes or self._long(_words(cell)) for cell in block.cells])
        words = _words(block.text)
        return words in self._wholes or self._long(words)

    def _long(self, words: tuple[str, ...]) -> bool:
        shingles = [words[at : at + _SHINGLE] in self._shingles for at in range(len(words) - _SHINGLE + 1)]
        return self._share(shingles)

    def _share(self, hits: list[bool]) -> bool:
        return bool(hits) and sum(hits) >= _SHARE * len(hits)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _title(root: etree._Element) -> tuple[str, bool] | None:
    """Return the title that the page gives itself, and whether it is one for others (Open Graph), or ``None``.

    From the title of a window the site’s name is cut off.
    """
    for meta in root.iter("meta"):
        words = " ".join((meta.get("content") or "").split())
        if words and (meta.get("property") or meta.get("name") or "").lower() == "og:title":
            return words, True
    for title in root.iter("title"):
        words = " ".join("".join(texts(title)).split())
        return (_TITLE_END.sub("", words) or words, False) if words else None
    return None


def _headline(blocks: list[Block], chosen: set[int], title: tuple[str, bool] | None) -> int | None:
    """Return the number of the block that is the page’s headline, or ``None`` where its title has to stand for one.

    Of several ``h1`` it is the one that the title names, else the last above the text: the first is often the site’s.
    """
    tops = [at for at, block in enumerate(blocks) if block.tag == "h1"]
    named = set(_words(title[0])) if title else set()
    for at in tops:
        words = set(_words(blocks[at].text))
        if named and len(words & named) >= _SAME * min(len(words), len(named)):
            return at
    if title and title[1]:
        return None
    first = min(chosen, default=len(blocks))
    above = [at for at in tops if at < first and not blocks[at].furniture] or [at for at in tops if at > first]
    return above[-1] if above else None


def _tell(walk: Walk, builder: TextBuilder) -> None:
    hidden = [words for words in walk.hidden if words.strip()]
    if hidden:
        told = f" in {len(hidden)} places" if len(hidden) > 1 else ""
        builder.remarks.append(f"hidden text left out{told}: {sample(hidden[0])}")
    if walk.deleted:
        builder.remarks.append(f"text marked as deleted left out: {walk.deleted}")
