"""Reviewers' hands: edits a Word file as Word does, in its XML. All names, dates and words in it are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree  # type: ignore[import-untyped]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MAIN, COMMENTS = "word/document.xml", "word/comments.xml"
EXTENDED_TYPE = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
WHEN = "2026-11-24T10:15:00Z"


def opened(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return the file of some parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: Callable[[Any], None]) -> bytes:
    """Return a file with one of its XML parts changed."""
    parts = opened(data)
    root = etree.fromstring(parts[name])
    change(root)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def reworded(data: bytes, old: str, new: str, author: str = "A. Reviewer", tracked: bool = True) -> bytes:
    """Return a file in which somebody replaced words of one run, the first that holds them."""

    def change(root: Any) -> None:
        run, before, after = _cut(root, old)
        pieces = [_run(run, before)]
        if tracked:
            pieces += [_change(root, "del", _run(run, old, "delText"), author)] if old else []
            pieces += [_change(root, "ins", _run(run, new), author)] if new else []
        else:
            pieces.append(_run(run, new))
        for piece in [*pieces, _run(run, after)]:
            run.addprevious(piece)
        run.getparent().remove(run)

    return with_part(data, MAIN, change)


def paragraph_of(root: Any, words: str) -> Any:
    """Return the first paragraph that holds words."""
    return next(p for p in root.iter(f"{W}p") if words in "".join(t.text or "" for t in p.iter(f"{W}t")))


def without_paragraph(data: bytes, words: str) -> bytes:
    """Return a file without the first paragraph that holds words; nothing tracked it."""

    def change(root: Any) -> None:
        paragraph = paragraph_of(root, words)
        paragraph.getparent().remove(paragraph)

    return with_part(data, MAIN, change)


def with_paragraph(data: bytes, after: str, words: str) -> bytes:
    """Return a file with a new paragraph behind the first that holds ``after``."""

    def change(root: Any) -> None:
        added = etree.SubElement(root, f"{W}p")
        etree.SubElement(etree.SubElement(added, f"{W}r"), f"{W}t").text = words
        paragraph_of(root, after).addnext(added)

    return with_part(data, MAIN, change)


def commented(data: bytes, on: str, said: str, author: str = "B. Reader", answers: str | None = None) -> bytes:
    """Return a file with a comment on the first run that holds words, perhaps in reply to the comment of an id."""
    ids: list[str] = []

    def anchor(root: Any) -> None:
        name = str(1 + max(int(each.get(f"{W}id")) for each in root.iter(f"{W}commentReference")))
        ids.append(name)
        run = next(r for r in root.iter(f"{W}r") if on in "".join(t.text or "" for t in r.iter(f"{W}t")))
        run.addprevious(_element(root, "commentRangeStart", id=name))
        reference = _element(root, "r")
        reference.append(_element(root, "commentReference", id=name))
        run.addnext(reference)
        run.addnext(_element(root, "commentRangeEnd", id=name))

    data = with_part(data, MAIN, anchor)

    def add(root: Any) -> None:
        comment = _element(root, "comment", id=ids[0], author=author, date=WHEN, initials="BR")
        for number, line in enumerate(said.split("\n")):
            paragraph = etree.SubElement(comment, f"{W}p")
            paragraph.set(f"{{{W14}}}paraId", f"7A0000{number:02d}")
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = line
        root.append(comment)
        if answers is not None:
            parent = next(each for each in root if each.get(f"{W}id") == answers)
            parent.findall(f"{W}p")[-1].set(f"{{{W14}}}paraId", "7B000001")

    data = with_part(data, COMMENTS, add)
    return data if answers is None else _threaded(data, said.count("\n"))


def _threaded(data: bytes, last: int) -> bytes:
    parts = opened(data)
    parts["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="7B000001" w15:done="0"/>'
        f'<w15:commentEx w15:paraId="7A0000{last:02d}" w15:paraIdParent="7B000001" w15:done="1"/></w15:commentsEx>'
    ).encode()
    relation = f'<Relationship Id="rIdX" Type="{EXTENDED_TYPE}" Target="commentsExtended.xml"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    return packed(parts)


def renumbered(data: bytes) -> bytes:
    """Return a file with other ids of comments and bookmarks, as programs give when they save."""
    parts = opened(data)
    for name in (MAIN, COMMENTS):
        parts[name] = re.sub(
            rb'(<w:(?:comment|commentRangeStart|commentRangeEnd|commentReference|bookmarkStart|bookmarkEnd) w:id=")(\d+)',
            lambda found: found[1] + str(int(found[2]) + 700).encode(),
            parts[name],
        )
    return packed(parts)


def saved_by(data: bytes, name: str, moment: str) -> bytes:
    """Return a file that says who last saved it and when."""
    parts = opened(data)
    core = parts["docProps/core.xml"].decode()
    core = re.sub(r"<cp:lastModifiedBy>[^<]*", f"<cp:lastModifiedBy>{name}", core)
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment}", core).encode()
    return packed(parts)


def _cut(root: Any, words: str) -> tuple[Any, str, str]:
    for run in root.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.findall(f"{W}t"))
        if words in text:
            before, _, after = text.partition(words)
            return run, before, after
    raise AssertionError(f"no run holds {words!r}")


def _run(like: Any, text: str, tag: str = "t") -> Any:
    run = like.makeelement(f"{W}r")
    properties = like.find(f"{W}rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    words = etree.SubElement(run, f"{W}{tag}")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _change(root: Any, kind: str, run: Any, author: str) -> Any:
    change = _element(root, kind, id="9001", author=author, date=WHEN)
    change.append(run)
    return change


def _element(root: Any, tag: str, **attributes: str) -> Any:
    element = root.makeelement(f"{W}{tag}")
    for name, value in attributes.items():
        element.set(f"{W}{name}", value)
    return element
