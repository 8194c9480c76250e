"""Accepts or rejects every tracked change of a Word file, as ECMA-376 part 1, 17.13.5 says; knows no code of ours."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What stays and what goes when changes are accepted; rejecting them is the reverse.
_STAYS = {True: "ins", False: "del"}


def resolved(data: bytes, *, accept: bool) -> bytes:
    """Return the file with all changes accepted or rejected; notes that nothing refers to any more are gone."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    (kind,) = (kind for kind in ("footnote", "endnote") if f"word/{kind}s.xml" in parts)
    body, notes = (etree.fromstring(parts[name]) for name in ("word/document.xml", f"word/{kind}s.xml"))
    for root in (body, notes):
        _resolve(root, _STAYS[accept], _STAYS[not accept])
    left = {each.get(f"{W}id") for each in body.iter(f"{W}{kind}Reference")}
    for note in list(notes.iter(f"{W}{kind}")):
        if note.get(f"{W}type") is None and note.get(f"{W}id") not in left:
            note.getparent().remove(note)
    parts["word/document.xml"], parts[f"word/{kind}s.xml"] = etree.tostring(body), etree.tostring(notes)
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changes(data: bytes) -> list[Any]:
    """Return every element of the file that marks a change."""
    found = []
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                found += list(etree.fromstring(archive.read(name)).iter(f"{W}ins", f"{W}del"))
    return found


def _resolve(root: Any, stays: str, goes: str) -> None:
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{goes}") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    ending = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{W}{goes}") is not None]
    for change in list(root.iter(f"{W}{goes}")):
        if change.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
            _take_out(change)
    for paragraph in ending:
        _join(paragraph)
    for change in list(root.iter(f"{W}{stays}")):
        parent, at = change.getparent(), change.getparent().index(change)
        for child in reversed(list(change)):
            parent.insert(at + 1, child)
        parent.remove(change)
    for link in list(root.iter(f"{W}hyperlink")):
        if len(link) == 0:
            link.getparent().remove(link)
    for left in [each for each in root.iter(f"{W}rPr") if each.getparent().tag == f"{W}pPr" and len(each) == 0]:
        left.getparent().remove(left)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for text in root.iter(f"{W}{old}"):
            text.tag = f"{W}{new}"


def _take_out(element: Any) -> None:
    assert element.tail is None
    element.getparent().remove(element)


def _join(paragraph: Any) -> None:
    """Take out the mark of a paragraph: what is left of it goes in front of the next paragraph of its parent."""
    left = [child for child in paragraph if child.tag != f"{W}pPr"]
    words = [f"{W}{name}" for name in ("t", "delText", "footnoteReference", "endnoteReference")]
    said = [child for child in left if next(child.iter(*words), None) is not None]
    following = paragraph.getnext()
    if said:
        assert following is not None and following.tag == f"{W}p", "words are left of a paragraph with none behind it"
    if following is None or following.tag != f"{W}p":
        assert not said
        if following is None and paragraph.getparent().tag == f"{W}tc":
            return  # A cell ends in a paragraph.
    else:
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for child in reversed(left):
            following.insert(at, child)
    paragraph.getparent().remove(paragraph)
