"""A Word file becomes its canonical text: the body in order, with tables, text boxes and notes.

Insertions of tracked changes are kept, deletions and hidden text are left out and told. Of a field its result is read.
Running heads and comments are no part of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from briefings.readers.canonical_text import CanonicalText, TextBuilder, refused, sample
from briefings.readers.docx_package import Package
from briefings.readers.docx_styles import Styles, attribute, child, children, local
from briefings.sources import SegmentKind

if TYPE_CHECKING:
    from lxml import etree

#: Between two cells of a row.
CELL = " | "
ITEM = "- "
#: Elements that hold others and say nothing themselves.
_AROUND = frozenset(
    {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"}
)
_AROUND_OTHERS = frozenset({"ruby", "rubyBase", "m:oMath", "m:oMathPara", "mc:Choice"})
_GONE = frozenset({"del", "moveFrom"})
_MARKS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "cr": "\n", "ptab": "\t"}
_NOTES = (("footnote", "footnoteReference"), ("endnote", "endnoteReference"))
_DEEPEST = 60


def docx_text(data: bytes, file: str) -> CanonicalText:
    """Return the text of a Word file. Raises ``BriefingError`` (exit 5; 11 for what is over a limit)."""
    package = Package(data, file)
    root = package.xml(package.main)
    body = child(root, "body")
    if body is None:
        raise refused("the file is no Word file (.docx): it has no body", file)
    styles = Styles(package.xml(package.target(package.main, "styles") or ""))
    return _Story(package, styles, TextBuilder(file)).read(body)


class _Story:
    """Walks the body of a file and hands its blocks on."""

    def __init__(self, package: Package, styles: Styles, builder: TextBuilder) -> None:
        self.package = package
        self.styles = styles
        self.builder = builder
        self.deleted = 0
        self.inserted = 0
        self.hidden: list[str] = []
        self.symbols = 0
        self.noted: dict[str, list[str]] = {reference: [] for _, reference in _NOTES}
        """Ids of the notes in the order in which the text names them."""
        self.boxes: list[etree._Element] = []
        """Text boxes met in a paragraph; they are read behind it."""
        self.number = 0
        self.depth = 0

    def read(self, body: etree._Element) -> CanonicalText:
        self._blocks(body)
        if any(local(element) == "altChunk" for element in body):
            self.builder.remarks.append("a document that is embedded in this one was left out")
        for name, reference in _NOTES:
            self._notes(name, self.noted[reference])
        self._tell()
        return self.builder.build()

    def _blocks(self, parent: etree._Element) -> None:
        """Hand on the blocks of a body, a text box or a note; a paragraph whose end was deleted goes on in the next."""
        self._deeper(1)
        begun = ""
        for element in _flow(parent, self._gone):
            if local(element) == "tbl":
                begun = self._paragraph(None, begun)
                self._table(element)
            else:
                properties = child(element, "pPr")
                words = begun + self._words(element, properties)
                begun = words if child(child(properties, "rPr"), "del") is not None else ""
                if not begun:
                    self._paragraph(properties, words)
            boxes, self.boxes = self.boxes, []
            for box in boxes:
                self._blocks(box)
        self._paragraph(None, begun)
        self._deeper(-1)

    def _paragraph(self, properties: etree._Element | None, words: str) -> str:
        self.number += 1
        kind = SegmentKind.BODY
        if self.styles.is_heading(properties):
            kind = SegmentKind.HEADLINE
        elif self.styles.is_caption(properties):
            kind = SegmentKind.CAPTION
        elif self.styles.is_item(properties):
            kind = SegmentKind.LIST
        if words.strip():
            self.builder.add(kind, f"{ITEM if kind is SegmentKind.LIST else ''}{words}", f"paragraph {self.number}")
        return ""

    def _table(self, table: etree._Element) -> None:
        rows = []
        for row in _flow(table, self._gone, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.deleted += 1
                continue
            cells = [self._cell(cell) for cell in _flow(row, self._gone, "tc")]
            if any(cells):
                rows.append(CELL.join(cells))
        self.number += 1
        self.builder.add(SegmentKind.TABLE, "\n".join(rows), f"table before paragraph {self.number}")

    def _cell(self, cell: etree._Element) -> str:
        """Return the words of a cell in one line; a table inside it gives its cells in order."""
        self._deeper(1)
        words = []
        for element in _flow(cell, self._gone):
            if local(element) == "tbl":
                rows = _flow(element, self._gone, "tr")
                words += [self._cell(inner) for row in rows for inner in _flow(row, self._gone, "tc")]
            else:
                words.append(self._words(element, child(element, "pPr")))
        self._deeper(-1)
        return " ".join(" ".join(words).split(" ")).replace("\n", " ").replace("\t", " ").strip()

    def _words(self, paragraph: etree._Element, properties: etree._Element | None) -> str:
        return "".join(_Runs(self, properties).read(paragraph))

    def _notes(self, name: str, ids: list[str]) -> None:
        """Hand on the notes that the text names, in its order, each with its number."""
        if not ids:
            return
        root = self.package.xml(self.package.target(self.package.main, f"{name}s") or "")
        found = {attribute(note, "id"): note for note in children(root, name)}
        for number, wanted in enumerate(dict.fromkeys(ids), 1):
            if (note := found.get(wanted)) is not None:
                parts = (
                    self._words(part, child(part, "pPr")) for part in _flow(note, self._gone) if local(part) == "p"
                )
                words = "\n".join(part.strip() for part in parts if part.strip())
                self.builder.add(SegmentKind.NOTE, f"[{number}] {words}", f"{name} {number}")

    def _gone(self, element: etree._Element) -> None:
        self.deleted += 1

    def _deeper(self, step: int) -> None:
        self.depth += step
        if self.depth > _DEEPEST:
            raise refused(f"tables and text boxes stand more than {_DEEPEST} deep in one another", self.builder.file)

    def _tell(self) -> None:
        told = self.builder.remarks
        if self.deleted:
            told.append(f"tracked changes: deletions left out: {self.deleted}")
        if self.inserted:
            told.append(f"tracked changes: insertions read as if accepted: {self.inserted}")
        if words := "".join(self.hidden).strip():
            told.append(f"hidden text left out: {sample(words)}")
        if self.symbols:
            told.append(f"signs of symbol fonts, which have no character of their own, left out: {self.symbols}")


class _Runs:
    """Reads the runs of one paragraph."""

    def __init__(self, story: _Story, properties: etree._Element | None) -> None:
        self.story = story
        self.properties = properties
        self.fields: list[bool] = []
        """For each field that is open, whether its result has begun."""

    def read(self, parent: etree._Element) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name in _GONE:
                self.story.deleted += 1
            elif name == "ins":
                self.story.inserted += 1
                yield from self.read(element)
            elif name in _AROUND or name in _AROUND_OTHERS:
                yield from self.read(element)
            elif name == "mc:AlternateContent":
                yield from self._alternative(element)
            elif name in ("r", "m:r"):
                yield from self._run(element)

    def _alternative(self, element: etree._Element) -> Iterator[str]:
        """Read one of two ways in which the same is written, so that a text box is read once."""
        found = [each for each in element if local(each) in ("mc:Choice", "mc:Fallback")]
        if found:
            yield from self._run(found[0]) if _is_in_run(element) else self.read(found[0])

    def _run(self, run: etree._Element) -> Iterator[str]:
        hidden = self.story.styles.is_hidden(self.properties, child(run, "rPr"))
        for element in run:
            name = local(element)
            if name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name == "mc:AlternateContent":
                yield from self._alternative(element)
            elif name in ("drawing", "pict", "object"):
                self.story.boxes += [] if hidden else list(_boxes(element))
            elif name == "ruby":
                yield from self.read(element)
            elif name == "sym":
                self.story.symbols += not hidden
            elif name in self.story.noted:
                self._note(name, element, hidden)
            elif all(self.fields) and (words := _words_of(element, name)):
                if hidden:
                    self.story.hidden.append(words)
                else:
                    yield words

    def _note(self, name: str, reference: etree._Element, hidden: bool) -> None:
        wanted = attribute(reference, "id")
        if wanted is not None and not hidden:
            self.story.noted[name].append(wanted)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _is_in_run(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "r"


def _words_of(element: etree._Element, name: str) -> str:
    if name in ("t", "m:t"):
        return element.text or ""
    if name == "br":
        return "\n" if attribute(element, "type") in (None, "textWrapping") else " "
    return _MARKS.get(name, "")


def _boxes(drawing: etree._Element) -> Iterable[etree._Element]:
    """Yield the text boxes of a drawing; one inside another is reached through it."""
    waiting = list(reversed(drawing))
    while waiting:
        element = waiting.pop()
        if local(element) == "txbxContent":
            yield element
        elif local(element) == "mc:AlternateContent":
            waiting += list(element)[:1]
        else:
            waiting += list(reversed(element))


def _flow(
    parent: Iterable[etree._Element], gone: Callable[[etree._Element], None], *names: str
) -> Iterator[etree._Element]:
    """Yield paragraphs and tables (or elements of other names) in order, through what is only put around them."""
    wanted = names or ("p", "tbl")
    for element in parent:
        name = local(element)
        if name in wanted:
            yield element
        elif name in _AROUND or name == "mc:Choice":
            yield from _flow(element, gone, *names)
        elif name == "mc:AlternateContent":
            yield from _flow(list(element)[:1], gone, *names)
        elif name in _GONE:
            gone(element)
