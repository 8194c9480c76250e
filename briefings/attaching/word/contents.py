"""The report's contents: entries for the annexes, like those that Word has put there.

The page of an annex is known when Word has laid the file out. A field marked dirty, or ``w:updateFields``, would make
Word ask its reader on opening; so the pages stay empty until somebody updates the contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Final

from msgspec import Struct

from briefings.attaching.word.fields import Field, fields_of
from briefings.attaching.word.looks import StyleSheet
from briefings.attaching.word.markup import (
    PARAGRAPH,
    RUN,
    RUN_PROPERTIES,
    XML,
    Element,
    child,
    element,
    remove,
    value,
    w,
    words,
)

_RANGE: Final = re.compile(r'"?(\d)\s*-\s*(\d)"?')


class Entry(Struct, frozen=True):
    """One annex in the contents."""

    label: str
    bookmark: str


def add_entries(body: Element, styles: StyleSheet, entries: Sequence[Entry]) -> bool:
    """Add entries behind those of the report's contents, in the look of its first level; return whether it has any.

    Contents that list figures, or a part of the report, are not the report's; neither are those that nobody has
    filled yet: they get the annexes with everything else.
    """
    contents = next((field for field in fields_of(body) if _lists_chapters(field)), None)
    listed = [] if contents is None else _paragraphs(body, contents)
    if contents is None or not listed:
        return False
    last = listed[-1]
    like = _model(listed, styles)
    parent = last.getparent()
    if parent is None:
        return False
    made = [_entry(like, entry) for entry in entries]
    place = parent.index(last) + 1
    for offset, paragraph in enumerate(made):
        parent.insert(place + offset, paragraph)
    _move_end(contents, last, made[-1])
    return True


def _lists_chapters(field: Field) -> bool:
    if field.keyword != "TOC" or field.separator is None or field.end is None or field.composed:
        return False
    parts = [word.lower() for word in field.words]
    if {"\\b", "\\c", "\\a"} & set(parts):
        return False
    if "\\o" in parts:
        match = _RANGE.fullmatch(next(iter(parts[parts.index("\\o") + 1 :]), ""))
        return match is None or int(match[1]) <= 1 <= int(match[2])
    return "\\u" in parts or not {"\\t", "\\f"} & set(parts)


def _paragraphs(body: Element, contents: Field) -> list[Element]:
    """Return the paragraphs that the contents show, those without words left out."""
    found: list[Element] = []
    inside = False
    for node in body.iter(w("fldChar"), w("t")):
        if node is contents.separator:
            inside = True
        elif node is contents.end:
            break
        elif inside and node.tag == w("t"):
            paragraph = next(node.iterancestors(PARAGRAPH), None)
            if paragraph is not None and paragraph not in found[-1:] and words(paragraph).strip():
                found.append(paragraph)
    return found


def _model(listed: Iterable[Element], styles: StyleSheet) -> Element:
    entries = list(listed)
    keys = styles.named("paragraph", "toc 1")
    firsts = [paragraph for paragraph in entries if value(child(paragraph, "pPr"), "pStyle") in keys]
    return (firsts or entries[-1:])[-1]


def _entry(like: Element, entry: Entry) -> Element:
    """Return an entry in the layout of another, with a link and a page where that one has them."""
    paragraph = element("p")
    layout = child(like, "pPr")
    if layout is not None:
        layout = deepcopy(layout)
        for name in ("sectPr", "pPrChange"):
            found = child(layout, name)
            if found is not None:
                remove(found)
        paragraph.append(layout)
    linked = next(like.iter(w("hyperlink")), None) is not None
    holder = element("hyperlink", anchor=entry.bookmark, history="1") if linked else paragraph
    if linked:
        paragraph.append(holder)
    look = _look(like)
    holder.append(_run(look, entry.label))
    if any(tab.getparent() is not None and tab.getparent().tag == RUN for tab in like.iter(w("tab"))):  # type: ignore[union-attr]
        tab = _run(look, None)
        tab.append(element("tab"))
        holder.append(tab)
        holder.extend(_page(entry.bookmark))
    return paragraph


def _look(like: Element) -> Element | None:
    run = next((node for node in like.iter(RUN) if node.find(w("t")) is not None), None)
    return None if run is None else child(run, "rPr")


def _run(look: Element | None, letters: str | None) -> Element:
    run = element("r")
    if look is not None:
        run.append(deepcopy(look))
    if letters is not None:
        text = element("t")
        text.text = letters
        text.set(f"{{{XML}}}space", "preserve")
        run.append(text)
    return run


def _page(bookmark: str) -> list[Element]:
    runs = []
    for kind in ("begin", "", "separate", "end"):
        run = element("r")
        if kind:
            run.append(element("fldChar", fldCharType=kind))
        else:
            code = element("instrText")
            code.text = f" PAGEREF {bookmark} \\h "
            code.set(f"{{{XML}}}space", "preserve")
            run.append(code)
        runs.append(run)
    return runs


def _move_end(contents: Field, last: Element, new: Element) -> None:
    """Let the contents end behind the new entries, where they ended in the last entry of before."""
    end = contents.end
    run = None if end is None else end.getparent()
    if end is not None and run is not None and last in run.iterancestors(PARAGRAPH):
        moved = element("r")
        moved.append(end)
        new.append(moved)
        if all(node.tag == RUN_PROPERTIES for node in run):
            remove(run)
