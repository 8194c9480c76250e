"""The heading of an annex, and the headings of the brief below it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from briefings.attaching.word.fields import Field, fields_of
from briefings.attaching.word.identifiers import Identifiers
from briefings.attaching.word.looks import StyleSheet, style_name
from briefings.attaching.word.markup import (
    PARAGRAPH,
    PARAGRAPH_ORDER,
    STYLE_ORDER,
    VALUE,
    XML,
    Element,
    child,
    element,
    is_on,
    put,
    value,
    w,
    whole,
    words,
)
from briefings.attaching.word.package import Package

_CORE: Final = "{http://purl.org/dc/elements/1.1/}"
_WORDS: Final = {"en": "Annex", "fr": "Annexe"}
_TAGS: Final = {"en": "en-GB", "fr": "fr-FR"}
_NUMBERED: Final = re.compile(r"(?:Annex|Annexe|Appendix|Anlage)\s+(\d{1,4})\b", re.IGNORECASE)
_BUILT_IN: Final = re.compile(r"heading ([1-9])")
#: The outline has nine levels (17.3.1.20), counted from 0; 9 is text.
_DEEPEST: Final = 8


def language_of(report: Package, styles: StyleSheet) -> str:
    """Return the tag of the report's language, from its styles or its properties; ``en`` where it names none."""
    return named_language(report, styles) or "en"


def named_language(report: Package, styles: StyleSheet | None) -> str | None:
    """Return the tag of the language that a report names in its styles or its properties, ``None`` for none."""
    name = next((r.target for r in report.relations.values() if r.kind == "core-properties"), None)
    core = None if name is None else report.parts[name].root
    said = None if core is None else core.find(f"{_CORE}language")
    in_styles = value_of_language(styles) if styles else None
    return in_styles or (said.text if said is not None else None) or None


def value_of_language(styles: StyleSheet) -> str | None:
    """Return the tag of the language that the defaults name, ``None`` where they name none."""
    return value(styles.defaults("rPr"), "lang")


def title_of(brief: Package) -> str | None:
    """Return the title that the properties of the brief name, ``None`` where they name none."""
    name = next((r.target for r in brief.relations.values() if r.kind == "core-properties"), None)
    core = None if name is None else brief.parts[name].root
    said = None if core is None else core.find(f"{_CORE}title")
    title = " ".join((said.text or "").split()) if said is not None else ""
    return title or None


class Label(Struct, frozen=True):
    """What the heading of an annex says."""

    number: int
    title: str
    language: str
    """Tag of the language of the report."""
    title_language: str | None
    """Tag of the language of the title, ``None`` where nobody says."""

    @property
    def opening(self) -> str:
        """Return the words before the title."""
        return f"{_WORDS.get(_primary(self.language), _WORDS['en'])} {self.number} – "

    @property
    def words(self) -> str:
        """Return the whole, such as ``Annexe 1 – Accord``."""
        return f"{self.opening}{self.title}"


def first_number(body: Element, styles: StyleSheet) -> int:
    """Return the number of the first annex: one more than the last that the report's headings count already."""
    found = [0]
    for paragraph in body.iter(PARAGRAPH):
        if _level(paragraph, styles) is not None and (match := _NUMBERED.match(words(paragraph).strip())):
            found.append(int(match[1]))
    return max(found) + 1


def heading_style(styles: StyleSheet) -> str:
    """Return the id of the report's style for headings of the first level, made where it has none."""
    known = styles.named("paragraph", "heading 1")
    if known:
        return known[0]
    key = next(f"Heading1{n or ''}" for n in range(1000) if f"Heading1{n or ''}" not in styles.by_id)
    style = element("style", type="paragraph", styleId=key)
    style.append(element("name", val="heading 1"))
    base = styles.default("paragraph")
    if base is not None:
        style.append(element("basedOn", val=base))
    layout, look = element("pPr"), element("rPr")
    layout.extend([element("keepNext"), element("keepLines"), element("spacing", before="240", after="120")])
    layout.append(element("outlineLvl", val="0"))
    look.extend([element("b"), element("bCs"), element("sz", val="28"), element("szCs", val="28")])
    style.extend([layout, look])
    styles.add(style)
    return key


def heading(label: Label, style: str, bookmark: tuple[str, str], styles: StyleSheet) -> Element:
    """Return the heading of an annex in the report's style, without its number, with a bookmark (id, name) on it."""
    paragraph, layout = element("p"), element("pPr")
    layout.append(element("pStyle", val=style))
    # The section has begun the page; the style of a chapter must not begin another.
    if any(is_on(child(s, "pPr"), "pageBreakBefore") for s in styles.chain(style)):
        put(layout, element("pageBreakBefore", val="0"), PARAGRAPH_ORDER)
    if styles.inherited(style, "pPr", "numPr") is not None:
        numbers = element("numPr")
        numbers.append(element("numId", val="0"))
        put(layout, numbers, PARAGRAPH_ORDER)
    if styles.inherited(style, "pPr", "outlineLvl") is None:
        put(layout, element("outlineLvl", val="0"), PARAGRAPH_ORDER)
    number, name = bookmark
    runs = [_run(label.opening, _marked(label.language)), _run(label.title, label.title_language)]
    paragraph.extend([layout, element("bookmarkStart", id=number, name=name), *runs, element("bookmarkEnd", id=number)])
    return paragraph


def _run(letters: str, language: str | None) -> Element:
    run, text = element("r"), element("t")
    if language is not None:
        look = element("rPr")
        look.append(element("lang", val=language))
        run.append(look)
    text.text = letters
    text.set(f"{{{XML}}}space", "preserve")
    run.append(text)
    return run


def lower_headings(brief: Package, styles: StyleSheet) -> bool:
    """Lower the brief's headings by a level where one stands as high as the annex's own; return whether they were.

    Only the level of the outline changes, not the look.
    """
    for style in styles.by_id.values():
        match = _BUILT_IN.fullmatch(style_name(style))
        if match and styles.inherited(style.get(w("styleId"), ""), "pPr", "outlineLvl") is None:
            put(_layout(style), element("outlineLvl", val=str(int(match[1]) - 1)), PARAGRAPH_ORDER)
    body = brief.body()
    if 0 not in {_level(paragraph, styles) for paragraph in body.iter(PARAGRAPH)}:
        return False
    for root in (styles.root, body):
        for node in list(root.iter(w("outlineLvl"))):
            level = whole(node.get(VALUE))
            if level is not None and level < _DEEPEST:
                node.set(VALUE, str(level + 1))
    return True


def confine_contents(roots: Iterable[Element], bookmark: str, *, lowered: bool) -> bool:
    """Let the brief's own contents and indexes list what stands in the annex only; return whether it has any."""
    found = [field for root in roots for field in fields_of(root) if field.keyword in ("TOC", "INDEX")]
    for field in found:
        if field.start.tag != w("fldSimple") and not field.codes:
            continue
        if lowered and field.keyword == "TOC":
            _lower_range(field)
        if "\\b" not in [word.lower() for word in field.words]:
            field.instruction = f" {field.instruction.strip()} \\b {bookmark} "
    return bool(found)


def _lower_range(field: Field) -> None:
    """Let contents list one level lower, by the outline: headings carried under another name are found by it alone."""
    parts = field.words
    for index, word in enumerate(parts[:-1]):
        match = re.fullmatch(r'"?([1-9])-([1-9])"?', parts[index + 1])
        if word.lower() == "\\o" and match:
            first, last = (min(int(level) + 1, _DEEPEST + 1) for level in match.groups())
            field.replace_word(index + 1, f'"{first}-{last}"')
            if "\\u" not in [part.lower() for part in parts]:
                field.instruction = f" {field.instruction.strip()} \\u "


def reserve(identifiers: Identifiers, annex: int) -> tuple[str, str]:
    """Return id and name of a bookmark like those that Word gives to headings in contents."""
    return identifiers.bookmark_number(), identifiers.bookmark_name(f"_Toc{900_000_000 + annex}")


def _level(paragraph: Element, styles: StyleSheet) -> int | None:
    """Return the paragraph's level in the outline, counted from 0; ``None`` for text."""
    layout = child(paragraph, "pPr")
    own = child(layout, "outlineLvl")
    key = value(layout, "pStyle") or styles.default("paragraph")
    node = own if own is not None or key is None else styles.inherited(key, "pPr", "outlineLvl")
    level = None if node is None else whole(node.get(VALUE))
    return level if level is not None and level <= _DEEPEST else None


def _layout(style: Element) -> Element:
    found = child(style, "pPr")
    return found if found is not None else put(style, element("pPr"), STYLE_ORDER)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _marked(language: str) -> str:
    primary = _primary(language)
    if primary not in _WORDS:
        return _TAGS["en"]
    return language if "-" in language else _TAGS[primary]
