"""A review copy as people send it back: its paragraphs before and after their tracked changes, and its comments.

What Word draws itself, such as numbers of pages and lists, is no text here. Words in drawings are left out: no place of
a fact is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field

from briefings.errors import BriefingError
from briefings.readers.canonical_text import over_limit, refused
from briefings.readers.docx_comments import Comment, read_comments
from briefings.readers.docx_package import Package

MAX_FILE_BYTES: Final = 50_000_000
MAX_PART_BYTES: Final = 40_000_000
MAX_PARAGRAPHS: Final = 50_000
MAX_COMMENTS: Final = 20_000
#: Elements deep enough that no office program writes them, and a walk still holds.
_DEEPEST: Final = 100

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MEMORY: Final = "{urn:briefings:review}review"
_PLACE: Final = re.compile(r"place_([1-9][0-9]{0,6})")
_CONTENTS: Final = re.compile(r"(TOC|Contents|Verzeichnis|TM)\d")
_INSERTING, _DELETING = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
#: Where later marks of a note lead; marks are no words, as the first mark of a note is none.
_NOTE_MARK: Final = "note_"
#: What holds runs and is no change.
_AROUND: Final = frozenset({"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"})


class Change(Struct, frozen=True):
    """One tracked insertion or deletion."""

    deleted: bool
    text: str
    author: str
    date: str
    """ISO 8601 as the program wrote it; empty where it did not."""
    at: int
    """Where it stands in the paragraph as it is with all changes accepted."""


class ReviewParagraph(Struct, frozen=True):
    """One paragraph with words in it."""

    old: str
    """Its text with all tracked changes rejected."""
    new: str
    """Its text with all tracked changes accepted."""
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Start and end of each numbered place of a fact in ``old``."""
    changes: tuple[Change, ...] = ()
    comments: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Start and end in ``old`` of what each comment that touches the paragraph is about, by its id."""


class ReviewFile(Struct, frozen=True):
    """A Word file as far as a review needs it."""

    memory: str
    """What the file remembers of itself, as it was written; empty for none."""
    paragraphs: tuple[ReviewParagraph, ...]
    """Of the body and then of the notes; those without words are left out."""
    comments: tuple[Comment, ...]
    editor: str
    """Who last saved the file, as the program says; may be empty."""
    saved: str
    """When, ISO 8601; may be empty."""
    elsewhere: tuple[Change, ...] = ()
    """Tracked changes in contents, drawings, heads and feet, which are made anew for each brief."""


def read_review(data: bytes, file: str) -> ReviewFile:
    """Return what people sent back. Raises ``BriefingError``: exit 5 for a file that is damaged, 11 over a limit."""
    if len(data) > MAX_FILE_BYTES:
        raise BriefingError(over_limit(f"the file has {len(data)} bytes, more than {MAX_FILE_BYTES}", file, _SMALLER))
    package = Package(data, file)
    body = _part(package, package.main)
    if body is None:
        raise refused("the file is no Word file (.docx): its document is missing", file)
    notes = [name for kind in ("footnotes", "endnotes") for name in package.related(package.main, kind)]
    parts = [body, *(_part(package, name) for name in notes)]
    read = [(_Walk(each).paragraph(), _is_made_anew(each)) for part in parts for each in _paragraphs(part, file)]
    paragraphs = [paragraph for paragraph, anew in read if not anew]
    frames = [name for kind in ("header", "footer") for name in package.related(package.main, kind)]
    around = [_Walk(each).paragraph() for name in frames for each in _paragraphs(_part(package, name), file)]
    around += [paragraph for paragraph, anew in read if anew]
    editor, saved = _saved(package)
    return ReviewFile(
        memory=_memory(package),
        paragraphs=tuple(each for each in paragraphs if each.old.strip() or each.new.strip() or each.comments),
        comments=_comments(package, file),
        editor=editor,
        saved=saved,
        elsewhere=tuple(change for paragraph in around for change in paragraph.changes),
    )


_SMALLER: Final = "send a smaller file"


def _part(package: Package, name: str) -> Any:
    if (size := package.unpacked(name)) > MAX_PART_BYTES:
        message = f"a part of the file unpacks to {size} bytes, more than {MAX_PART_BYTES}"
        raise BriefingError(over_limit(message, package.file, _SMALLER))
    return package.xml(name)


def _comments(package: Package, file: str) -> tuple[Comment, ...]:
    name = package.target(package.main, "comments")
    root = _part(package, name) if name else None
    if root is None:
        return ()
    if len(root) > MAX_COMMENTS:
        message = f"the file has {len(root)} comments, more than {MAX_COMMENTS}"
        raise BriefingError(over_limit(message, file, _SMALLER))
    relations = package.related(package.main, "commentsExtended")
    return read_comments(root, [_part(package, each) for each in relations])


def _memory(package: Package) -> str:
    for name in package.related(package.main, "customXml"):
        root = _part(package, name)
        if root is not None and root.tag == _MEMORY:
            return str(root.text or "")
    return ""


def _saved(package: Package) -> tuple[str, str]:
    """Return who saved the file and when."""
    name = package.target("", "metadata/core-properties")
    root = _part(package, name) if name else None
    found = {_local(each.tag): (each.text or "").strip() for each in (root if root is not None else ())}
    return found.get("lastModifiedBy", ""), found.get("modified", "")


def _paragraphs(root: Any, file: str) -> Iterator[Any]:
    for count, element in enumerate(root.iter(f"{{{_WORD}}}p") if root is not None else ()):
        if count >= MAX_PARAGRAPHS:
            message = f"the file has more than {MAX_PARAGRAPHS} paragraphs"
            raise BriefingError(over_limit(message, file, _SMALLER))
        yield element


def _is_made_anew(paragraph: Any) -> bool:
    """Return whether a paragraph is an entry of contents or a label of a drawing."""
    if next(paragraph.iterancestors(f"{{{_WORD}}}txbxContent"), None) is not None:
        return True
    style = paragraph.find(f"{{{_WORD}}}pPr/{{{_WORD}}}pStyle")
    return style is not None and _CONTENTS.match(style.get(f"{{{_WORD}}}val", "")) is not None


class _Walk:
    """One paragraph read run by run."""

    def __init__(self, element: Any) -> None:
        self._element = element
        self._old: list[str] = []
        self._new: list[str] = []
        self._lengths = [0, 0]
        self._changes: list[Change] = []
        self._names: dict[str, int] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._open: dict[str, int] = {}
        self._comments: dict[str, tuple[int, int]] = {}

    def paragraph(self) -> ReviewParagraph:
        self._children(self._element, None, 0)
        for name, start in self._open.items():
            self._comments[name] = (start, self._lengths[0])
        return ReviewParagraph(
            "".join(self._old), "".join(self._new), self._places, _joined(self._changes), self._comments
        )

    def _children(self, element: Any, change: Any, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in element:
            name = _local(child.tag)
            if name in _INSERTING or name in _DELETING:
                # A deletion inside an insertion never was in the text, and is not in it now.
                self._children(child, child if change is None or name in _DELETING else change, depth + 1)
            elif name == "hyperlink" and child.get(f"{{{_WORD}}}anchor", "").startswith(_NOTE_MARK):
                continue
            elif name in _AROUND:
                self._children(child, change, depth + 1)
            elif name == "r":
                self._run(child, change)
            else:
                self._mark(name, child)

    def _mark(self, name: str, element: Any) -> None:
        at, identifier = self._lengths[0], element.get(f"{{{_WORD}}}id", "")
        if name == "bookmarkStart":
            found = _PLACE.fullmatch(element.get(f"{{{_WORD}}}name", ""))
            if found:
                self._names[identifier] = int(found[1])
                self._places[int(found[1])] = (at, at)
        elif name == "bookmarkEnd" and identifier in self._names:
            place = self._names[identifier]
            self._places[place] = (self._places[place][0], at)
        elif name == "commentRangeStart":
            self._open[identifier] = at
        elif name == "commentRangeEnd":
            self._comments[identifier] = (self._open.pop(identifier, 0), at)

    def _run(self, run: Any, change: Any) -> None:
        text = ""
        for child in run:
            name = _local(child.tag)
            if name in ("t", "delText"):
                text += child.text or ""
            elif name in ("tab", "br", "cr"):
                text += " "
            elif name == "noBreakHyphen":
                text += "\u2011"
            elif name == "commentReference":
                identifier, at = child.get(f"{{{_WORD}}}id", ""), self._lengths[0]
                self._comments.setdefault(identifier, (at, at))
        if text:
            self._take(text.replace("\u00ad", ""), change)

    def _take(self, text: str, change: Any) -> None:
        deleted = change is not None and _local(change.tag) in _DELETING
        inserted = change is not None and (not deleted or _within_insertion(change))
        if change is not None and not (deleted and inserted):
            by = {name: change.get(f"{{{_WORD}}}{name}", "") for name in ("author", "date")}
            self._changes.append(Change(deleted, text, by["author"], by["date"], self._lengths[1]))
        if not inserted:
            self._old.append(text)
            self._lengths[0] += len(text)
        if not deleted:
            self._new.append(text)
            self._lengths[1] += len(text)


def _within_insertion(element: Any) -> bool:
    return any(_local(each.tag) in _INSERTING for each in element.iterancestors())


def _joined(changes: list[Change]) -> tuple[Change, ...]:
    """Return changes with those put together that one person made side by side, which programs split into runs."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        end = last.at + (0 if last.deleted else len(last.text)) if last else -1
        if (
            last
            and (last.deleted, last.author, last.date) == (change.deleted, change.author, change.date)
            and (end == change.at)
        ):
            joined[-1] = Change(last.deleted, last.text + change.text, last.author, last.date, last.at)
        else:
            joined.append(change)
    return tuple(joined)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
