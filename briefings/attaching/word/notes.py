"""Footnotes, endnotes and comments (ECMA-376 part 1, 17.11 and 17.13.4): under ids that the report leaves free."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from lxml import etree

from briefings.attaching.word.markup import (
    ID,
    PARAGRAPH,
    SETTINGS_AFTER_NOTES,
    WORD,
    WORD_2010,
    WORD_2012,
    Element,
    adopt,
    child,
    element,
    move,
    put,
    w,
    whole,
)
from briefings.attaching.word.package import Package, Part, Relation, unreadable, word_part
from briefings.attaching.word.parts import PartCarrier

_TYPE: Final = w("type")
_AUTHOR: Final = f"{{{WORD_2012}}}author"
_PARAGRAPH_ID: Final = f"{{{WORD_2012}}}paraId"
_EXTENDED: Final = "http://schemas.microsoft.com/office/2011/relationships"
_EXTENDED_MEDIA: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: Kind of note: the element of one, and what refers to one.
_NOTES: Final = {
    "footnotes": ("footnote", ("footnoteReference",)),
    "endnotes": ("endnote", ("endnoteReference",)),
    "comments": ("comment", ("commentReference", "commentRangeStart", "commentRangeEnd")),
}


def bring_notes(report: Package, brief: Package, roots: Iterable[Element], parts: PartCarrier) -> dict[str, int]:
    """Move the notes and comments that the brief refers to into the report; return how many there are of each kind.

    Raises ``BriefingError`` (SOURCE) where the brief refers to a note that it does not hold.
    """
    trees = list(roots)
    counts = {kind: _bring(report, brief, trees, parts, kind) for kind in _NOTES}
    if counts["comments"]:
        _bring_people(report, brief)
    return counts


def _bring(report: Package, brief: Package, roots: list[Element], parts: PartCarrier, kind: str) -> int:
    name, references = _NOTES[kind]
    source = brief.of_main(kind)
    held = {} if source is None or source.root is None else {n.get(ID, ""): n for n in source.root.findall(w(name))}
    used = [node for root in roots for node in root.iter(*map(w, references))]
    wanted = list(dict.fromkeys(node.get(ID, "") for node in used))
    missing = [key for key in wanted if key not in held or held[key].get(_TYPE, "normal") != "normal"]
    if missing:
        raise unreadable(brief.name, f"is damaged: it refers to {name} {missing[0]}, which it does not hold")
    if source is None or not wanted:
        return 0
    target = _target(report, source, kind, name)
    root = _tree(target)
    taken = [n for node in root.findall(w(name)) if (n := whole(node.get(ID))) is not None and n < 1_000_000_000]
    first = max([*taken, -1 if kind == "comments" else 0]) + 1
    new = {key: str(first + offset) for offset, key in enumerate(wanted)}
    moved = [held[key] for key in wanted]
    for key, node in zip(wanted, moved, strict=True):
        node.set(ID, new[key])
    for node in used:
        node.set(ID, new[node.get(ID, "")])
    move(moved, root)
    parts.bring_relations(moved, source, target)
    return len(moved)


def _target(report: Package, source: Part, kind: str, name: str) -> Part:
    """Return the report's part for the notes, made with separators and named in the settings where it is missing."""
    target = report.of_main(kind)
    if target is not None:
        target.root = adopt(_tree(target), [_tree(source)])
        return target
    root = adopt(etree.Element(w(kind), nsmap={"w": WORD}), [_tree(source)])
    if kind == "comments":
        return word_part(report, kind, root)
    settings = settings_of(report)
    properties = child(settings, f"{name}Pr")
    if properties is None:
        order = (f"{name}Pr", *(("endnotePr",) if name == "footnote" else ()), *SETTINGS_AFTER_NOTES)
        properties = put(settings, element(f"{name}Pr"), order)
    for number, mark in ((-1, "separator"), (0, "continuationSeparator")):
        note, paragraph, run = element(name, type=mark, id=str(number)), element("p"), element("r")
        run.append(element(mark))
        paragraph.append(run)
        note.append(paragraph)
        root.append(note)
        properties.append(element(name, id=str(number)))
    return word_part(report, kind, root)


def settings_of(report: Package) -> Element:
    """Return the tree of the report's settings, made where it has none."""
    part = report.of_main("settings") or word_part(report, "settings", element("settings"))
    return _tree(part)


def _bring_people(report: Package, brief: Package) -> None:
    """Bring the authors of comments, and which comment answers which and which is done ([MS-DOCX] 2.5.3)."""
    people = _extended(report, brief, "people")
    if people is not None:
        source, target = people
        known = {node.get(_AUTHOR) for node in target}
        move([node for node in source if node.get(_AUTHOR) not in known], target)
    threads = _extended(report, brief, "commentsExtended")
    if threads is not None:
        source, target = threads
        comments = report.root_of("comments")
        paragraphs = comments.iter(PARAGRAPH) if comments is not None else iter(())
        brought = {node.get(f"{{{WORD_2010}}}paraId") for node in paragraphs}
        known = {node.get(_PARAGRAPH_ID) for node in target}
        move([n for n in source if n.get(_PARAGRAPH_ID) in brought and n.get(_PARAGRAPH_ID) not in known], target)


def _extended(report: Package, brief: Package, kind: str) -> tuple[Element, Element] | None:
    source = brief.root_of(kind)
    if source is None:
        return None
    part = report.of_main(kind)
    if part is None:
        root = deepcopy(source)
        for node in list(root):
            root.remove(node)
        folder = report.main.name.rpartition("/")[0]
        part = report.add(Part(f"{folder}/{kind}.xml".lstrip("/"), f"{_EXTENDED_MEDIA}.{kind}+xml", root=root))
        report.main.relate(Relation(f"{_EXTENDED}/{kind}", part.name))
        return source, root
    part.root = adopt(_tree(part), [source])
    return source, part.root


def _tree(part: Part) -> Element:
    if part.root is None:
        raise unreadable(part.name, "is no XML")
    return part.root
