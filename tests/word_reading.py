"""Reads a Word file as its reader does, without the writer's code: text by block, with the numbers Word shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]

ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: Schemes of numbering.xml whose number belongs to the text; the marks of lists do not.
_NUMBERED = frozenset({"Numbered paragraphs", "Boxed numbered paragraphs"})

#: Character styles of note marks.
_NOTE_MARKS = ("FootnoteReference", "EndnoteReference")


def word_blocks(data: bytes) -> tuple[str, ...]:
    """Return the text of a .docx file, one string a block: the body in order, then the footnotes or endnotes by number.

    Note marks stand as ``[3]``, a numbered paragraph as ``3. Text``; white space is folded; soft hyphens and empty
    blocks are left out. A drawing is its alternative text; the words in its shapes are no blocks.
    """
    parts = parts_of(data)
    marks = _Marks(parts["word/document.xml"])
    numbers = _Numbers(parts["word/numbering.xml"], parts["word/styles.xml"])
    body = [numbers.before(paragraph) + marks.text(paragraph) for paragraph in _paragraphs(parts["word/document.xml"])]
    kind = "footnote" if "word/footnotes.xml" in parts else "endnote"
    notes = sorted(_notes(parts[f"word/{kind}s.xml"], kind, marks))
    texts = body + [f"{number} {text}" for number, text in notes]
    return tuple(folded for text in texts if (folded := " ".join(text.replace("\u00ad", "").split())))


def parts_of(data: bytes) -> dict[str, Any]:
    """Return the root element of each XML part by its name, in the order of the file. Raises on one ill-formed."""
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def word_labels(data: bytes) -> tuple[str, ...]:
    """Return the words of each text box of the body in order, white space folded."""
    boxes = parts_of(data)["word/document.xml"].iter(f"{W}txbxContent")
    return tuple(" ".join("".join(_words(box)).split()) for box in boxes)


def _words(box: Any) -> Iterator[str]:
    for element in box.iter(f"{W}t", f"{W}br"):
        yield element.text or "" if element.tag == f"{W}t" else " "


def _paragraphs(document: Any) -> Iterator[Any]:
    return (each for each in document.iter(f"{W}p") if next(each.iterancestors(f"{W}txbxContent"), None) is None)


def _notes(notes: Any, kind: str, marks: _Marks) -> Iterator[tuple[int, str]]:
    for note in notes.iter(f"{W}{kind}"):
        if note.get(f"{W}type") is None:
            number = marks.order[note.get(f"{W}id")]
            yield number, " ".join(marks.text(paragraph) for paragraph in note.iter(f"{W}p"))


class _Marks:
    """The numbers Word gives to footnotes, by order of reference, and the bookmarks that lead to them."""

    def __init__(self, document: Any) -> None:
        self.order: dict[str, int] = {}
        self._places: dict[str, int] = {}
        for reference in document.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            number = self.order.setdefault(reference.get(f"{W}id"), len(self.order) + 1)
            bookmark = reference.getparent().getprevious()
            if bookmark is not None and bookmark.tag == f"{W}bookmarkStart":
                self._places[bookmark.get(f"{W}name")] = number

    def text(self, element: Any) -> str:
        """Return the text of a paragraph or of what it holds; of contents without the page number."""
        if _is_entry(element):
            link = element.find(f"{W}hyperlink")
            entry = "".join(map(self._piece, element)) if link is None else self.text(link)
            return entry.partition("\t")[0]
        return "".join(self._piece(child) for child in element)

    def _piece(self, element: Any) -> str:
        name = element.tag.removeprefix(W)
        if name == CHOICE:
            return next(element.iter(DRAWN)).get("descr")
        if name == ALTERNATIVES:
            return self.text(element)
        if name == "t":
            return element.text or ""
        if name == "softHyphen":
            return "\u00ad"
        if name in ("br", "tab"):
            return " " if name == "br" else "\t"
        if name in ("footnoteReference", "endnoteReference"):
            return f"[{self.order[element.get(f'{W}id')]}]"
        if name == "hyperlink" and element.get(f"{W}anchor") in self._places:
            return f"[{self._places[element.get(f'{W}anchor')]}]"
        if name == "r" and self._is_bare_mark(element):
            return f"[{self.text(element)}]"
        return self.text(element) if name in ("r", "hyperlink") else ""

    @staticmethod
    def _is_bare_mark(run: Any) -> bool:
        style = run.find(f"{W}rPr/{W}rStyle")
        return style is not None and style.get(f"{W}val") in _NOTE_MARKS and run.find(f"{W}t") is not None


def _is_entry(element: Any) -> bool:
    return element.tag == f"{W}p" and re.fullmatch(r"TOC\d", _value(element, "pPr", "pStyle") or "") is not None


class _Numbers:
    """Counts numbered paragraphs as ECMA-376 part 1, 17.9 says: one count a scheme, restarted by a new list once."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._names = {a.get(f"{W}abstractNumId"): _value(a, "name") for a in numbering.iter(f"{W}abstractNum")}
        self._lists = {n.get(f"{W}numId"): n for n in numbering.iter(f"{W}num")}
        self._style_lists = {s.get(f"{W}styleId"): _value(s, "pPr", "numPr", "numId") for s in styles.iter(f"{W}style")}
        self._counts: Counter[str] = Counter()
        self._begun: set[str] = set()

    def before(self, paragraph: Any) -> str:
        """Return ``3. `` where Word shows the number of a numbered paragraph, else nothing."""
        name = _value(paragraph, "pPr", "numPr", "numId")
        name = name or self._style_lists.get(_value(paragraph, "pPr", "pStyle") or "Normal")
        if name is None:
            return ""
        scheme = _value(self._lists[name], "abstractNumId") or ""
        if self._names[scheme] not in _NUMBERED:
            return ""
        start = _value(self._lists[name], "lvlOverride", "startOverride")
        if start is not None and name not in self._begun:
            self._counts[scheme] = int(start) - 1
        self._begun.add(name)
        self._counts[scheme] += 1
        return f"{self._counts[scheme]}. "


def _value(element: Any, *path: str) -> str | None:
    found = element.find("/".join(f"{W}{name}" for name in path))
    return None if found is None else found.get(f"{W}val")
