"""Places of a skin that each brief fills: content controls by their tag or title, and words such as ``{{title}}``.

Both become a content control (ECMA-376 part 1, 17.5.2) around a slot, so that an office finds and changes the words
where its letterhead had them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from docx.oxml.ns import qn

from briefings.writers.word.slots import NAMES, slot

_WRITTEN: Final = re.compile(r"\{\{\s*(" + "|".join(NAMES) + r")\s*\}\}", re.IGNORECASE)
_ANY_WRITTEN: Final = re.compile(r"\{\{\s*([^{}]{1,40}?)\s*\}\}")
_TAG_PREFIX: Final = "briefing."
_VAL: Final = qn("w:val")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def make_slots(root: Any) -> frozenset[str]:
    """Turn the controls and written names of a part into slots; return the names that have one."""
    found = {name for control in list(root.iter(qn("w:sdt"))) if (name := _fill_control(control))}
    for paragraph in list(root.iter(qn("w:p"))):
        found |= set(_fill_paragraph(paragraph))
    return frozenset(found)


def unknown_names(root: Any) -> Iterator[str]:
    """Yield what stands between double braces and is no name that a brief fills in."""
    for paragraph in root.iter(qn("w:p")):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for match in _ANY_WRITTEN.finditer(text):
            if match[1].lower() not in NAMES:
                yield match[1]


def written_slots(text: str) -> str:
    """Return a text with each written name as a slot."""
    return _WRITTEN.sub(lambda match: slot(match[1].lower()), text)


def _fill_control(control: Any) -> str | None:
    """Make a slot of a control that is tagged or titled with a name; return the name."""
    properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    if properties is None or content is None or (name := _name(properties)) is None:
        return None
    for tag in ("w:showingPlcHdr", "w:dataBinding", "w:placeholder"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    paragraph = next(content.iter(qn("w:p")), None)
    run = next(content.iter(qn("w:r")), None)
    run = content.makeelement(qn("w:r")) if run is None else run
    filled = _run_of(run, [_text(content, slot(name))])
    _drop_placeholder_look(filled)
    home = content if paragraph is None else paragraph
    kept = [] if paragraph is None else [paragraph]
    for child in list(content):
        if child not in kept:
            content.remove(child)
    for child in list(home):
        if child.tag != qn("w:pPr") and child is not filled:
            home.remove(child)
    home.append(filled)
    return name


def _name(properties: Any) -> str | None:
    for tag in ("w:tag", "w:alias"):
        element = properties.find(qn(tag))
        said = (element.get(_VAL) or "").strip().lower().removeprefix(_TAG_PREFIX) if element is not None else ""
        if said in NAMES:
            return said
    return None


def _drop_placeholder_look(run: Any) -> None:
    """Take off the grey in which Word shows what is still to be filled in."""
    look = run.find(qn("w:rPr"))
    style = look.find(qn("w:rStyle")) if look is not None else None
    if style is not None and "placeholder" in (style.get(_VAL) or "").lower():
        look.remove(style)


def _fill_paragraph(paragraph: Any) -> Iterator[str]:
    """Put a control for each name written in a paragraph, the last first; Word may have cut one over many runs."""
    texts = [text for run in paragraph.findall(qn("w:r")) for text in run.findall(qn("w:t"))]
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text.text or "")
    whole = "".join(text.text or "" for text in texts)
    for match in reversed(list(_WRITTEN.finditer(whole))):
        _cut_out(texts, starts, match)
        yield match[1].lower()


def _cut_out(texts: list[Any], starts: list[int], match: re.Match[str]) -> None:
    """Put a control where a name is written; what stands before and behind it keeps its look."""
    first = max(number for number, start in enumerate(starts) if start <= match.start())
    last = max(number for number, start in enumerate(starts) if start < match.end())
    run, text = texts[first].getparent(), texts[first]
    behind = (texts[last].text or "")[match.end() - starts[last] :]
    _say(text, (text.text or "")[: match.start() - starts[first]])
    for between in texts[first + 1 : last]:
        between.getparent().remove(between)
    # The order is that of the line from its end, since each is put right behind the run.
    if following := list(text.itersiblings()):
        run.addnext(_run_of(run, following))
    if last > first:
        _say(texts[last], behind)
    elif behind:
        run.addnext(_run_of(run, [_text(run, behind)]))
    run.addnext(_control(run, match[1].lower()))


def _control(run: Any, name: str) -> Any:
    """Return a control with the slot of a name, in the look of a run."""
    control = run.makeelement(qn("w:sdt"))
    properties = run.makeelement(qn("w:sdtPr"))
    for tag, value in (("w:alias", name.capitalize()), ("w:tag", f"{_TAG_PREFIX}{name}")):
        element = run.makeelement(qn(tag))
        element.set(_VAL, value)
        properties.append(element)
    properties.append(run.makeelement(qn("w:text")))
    content = run.makeelement(qn("w:sdtContent"))
    content.append(_run_of(run, [_text(run, slot(name))]))
    control.append(properties)
    control.append(content)
    return control


def _run_of(run: Any, children: list[Any]) -> Any:
    """Return a new run in the look of another."""
    made = run.makeelement(qn("w:r"))
    look = run.find(qn("w:rPr"))
    if look is not None:
        made.append(deepcopy(look))
    made.extend(children)
    return made


def _text(near: Any, words: str) -> Any:
    text = near.makeelement(qn("w:t"))
    _say(text, words)
    return text


def _say(text: Any, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")
