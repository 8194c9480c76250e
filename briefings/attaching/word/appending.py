"""A report and its briefs in, one Word file out."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from briefings.attaching.attached import Annexed, Attached
from briefings.attaching.word.cleaning import clean, signed
from briefings.attaching.word.contents import Entry, add_entries
from briefings.attaching.word.custom import bring_custom_parts, bring_fonts, keep_property_fields
from briefings.attaching.word.headings import (
    Label,
    confine_contents,
    first_number,
    heading,
    heading_style,
    language_of,
    lower_headings,
    named_language,
    reserve,
    title_of,
    value_of_language,
)
from briefings.attaching.word.identifiers import Identifiers
from briefings.attaching.word.looks import StyleSheet, difference, same_defaults
from briefings.attaching.word.markup import (
    PARAGRAPH,
    PARAGRAPH_ORDER,
    Element,
    adopt,
    child,
    element,
    is_on,
    local,
    move,
    properties_of,
    put,
    w,
)
from briefings.attaching.word.notes import bring_notes
from briefings.attaching.word.numbering import ListCarrier
from briefings.attaching.word.package import Package, read_package, unreadable, word_part, written
from briefings.attaching.word.parts import PartCarrier
from briefings.attaching.word.sections import (
    close_section,
    defer_endnotes,
    habits_of,
    hand_endnotes_on,
    suit_sections,
)
from briefings.attaching.word.styles import Carried, StyleCarrier
from briefings.attaching.word.theme import theme_of, write_out
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.writers.word.characters import forbidden

_STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")


def append_word(
    report: bytes, briefs: Sequence[Annexed], language: str | None = None, *, name: str = "report"
) -> Attached:
    """Return the report with the briefs as its annexes, in order; the same bytes for the same arguments.

    Each annex is a section of its own, from a new page, with its own page, header and footer; it begins with a heading
    of the report's first level, in ``language`` or else the report's, and stands in the report's contents. Its notes
    keep their numbers, its lists begin anew, its text keeps its look. ``lines`` names what was taken out because it
    could act or lead elsewhere, and what the reader of the file should know; ``name`` is what they call the report.

    Raises ``BriefingError``: SOURCE for a file that is no Word document, is encrypted, damaged or hostile, or a report
    that is signed; LIMIT for one that is too large; USAGE for a title with characters that no Word file can hold.
    """
    return _Appending(report, language, name).append(briefs)


def report_language(report: bytes, name: str) -> str | None:
    """Return the language that a Word report says it is in (BCP 47), or ``None``.

    Raises what ``append_word`` raises for a file that cannot be read.
    """
    package = read_package(name, report)
    styles = package.of_main("styles")
    return named_language(package, StyleSheet(_tree(styles.root, name)) if styles else None)


@dataclass(slots=True)
class _Annex:
    """One brief on its way into the report."""

    label: Label
    package: Package
    lines: list[str]


class _Appending:
    """One report in the making."""

    def __init__(self, report: bytes, language: str | None, name: str) -> None:
        self._report = read_package(name, report)
        if signed(self._report):
            raise unreadable(
                name, "is signed; annexes would break the signature", "attach before signing, or sign a copy again"
            )
        self._lines = list(clean(self._report))
        styles = self._report.of_main("styles") or word_part(self._report, "styles", element("styles"))
        self._styles = StyleSheet(_tree(styles.root, name))
        self._language = language or language_of(self._report, self._styles)
        self._identifiers = Identifiers(_roots(self._report))
        self._carried = Carried()

    def append(self, briefs: Sequence[Annexed]) -> Attached:
        first = first_number(self._report.body(), self._styles)
        annexes = [self._read(brief, first + index) for index, brief in enumerate(briefs)]
        if any(_has_endnotes(package) for package in (self._report, *(annex.package for annex in annexes))):
            defer_endnotes(self._report)
        style = heading_style(self._styles)
        entries = [self._append(annex, style) for annex in annexes]
        if entries and add_entries(self._report.body(), self._styles, entries):
            self._lines.append(
                f"contents: {len(entries)} {'entry' if len(entries) == 1 else 'entries'} added; "
                "the pages appear when the contents are updated (in Word: F9)"
            )
        labels = tuple(annex.label.words for annex in annexes)
        return Attached(written(self._report), tuple(self._lines), labels)

    def _read(self, brief: Annexed, number: int) -> _Annex:
        package = read_package(brief.name, brief.data)
        lines = [f"{brief.name}: its signature does not go along"] if signed(package) else []
        lines += clean(package)
        title = " ".join((brief.title or title_of(package) or PurePosixPath(brief.name).stem).split())
        for code_point in forbidden(title):
            message = f"the title holds {code_point}, which no Word file can hold"
            raise BriefingError(Problem(ExitCode.USAGE, message, Location(brief.name), "give it another title"))
        return _Annex(Label(number, title, self._language, None if brief.title else _spoken(package)), package, lines)

    def _append(self, annex: _Annex, style: str) -> Entry:
        brief, number = annex.package, annex.label.number
        parts = PartCarrier(self._report, brief, number)
        roots = _roots(brief)
        keep_property_fields(roots)
        lists, styles, lowered = self._carriers(annex, roots)
        self._identifiers.give(brief, roots)
        reserved = reserve(self._identifiers, number)
        span = self._identifiers.bookmark_name(f"annex_{number}_text")
        confined = confine_contents(roots, span, lowered=lowered)
        for root in roots:
            styles.mark_language(root)
            styles.apply(root)
        habits = habits_of(brief)
        suit_sections(brief, habits)
        hand_endnotes_on(brief, habits)
        bring_notes(self._report, brief, roots, parts)
        bring_custom_parts(self._report, brief, parts)
        bring_fonts(self._report, brief, parts)
        title = heading(annex.label, style, reserved, self._styles)
        self._move_body(brief, title, parts, span if confined else None)
        lists.finish(styles, parts)
        self._lines += annex.lines
        return Entry(annex.label.words, reserved[1])

    def _carriers(self, annex: _Annex, roots: list[Element]) -> tuple[ListCarrier, StyleCarrier, bool]:
        brief, number = annex.package, annex.label.number
        found = brief.of_main("styles")
        root = found.root if found is not None and found.root is not None else element("styles")
        ours, theirs = theme_of(self._report), theme_of(brief)
        sheet = StyleSheet(root)
        alike = ours == theirs and same_defaults(self._styles, sheet)
        below = {}
        if not alike:
            for part in brief.parts.values():
                if part.root is not None:
                    write_out(part.root, theirs)
            plain = _written_out(self._styles, self._report)
            below = {group: difference(plain, sheet, group) for group in ("pPr", "rPr")}
        lowered = lower_headings(brief, sheet)
        lists = ListCarrier(self._report, brief, number)
        return lists, StyleCarrier(self._styles, sheet, lists, self._carried, number, below), lowered

    def _move_body(self, brief: Package, title: Element, parts: PartCarrier, span: str | None) -> None:
        source, target = brief.main, self._report.main
        target.root = adopt(_tree(target.root, "report"), [_tree(source.root, brief.name)])
        body, text = self._report.body(), brief.body()
        _open_quietly(text)
        close_section(body)
        blocks = list(text)
        if span is not None:
            number = self._identifiers.bookmark_number()
            blocks.insert(0, element("bookmarkStart", id=number, name=span))
            blocks.insert(len(blocks) - 1, element("bookmarkEnd", id=number))
        move([title, *blocks], body)
        parts.bring_relations(blocks, source, target)


def _roots(package: Package) -> list[Element]:
    """Return the trees of the parts that hold text, the main one first."""
    names = [package.main.name]
    for part in (package.main, *(package.parts[n] for kind in ("footnotes",) if (n := package.main.related(kind)))):
        names += [r.target for r in part.relations.values() if r.kind in _STORIES and not r.external]
    found = [package.parts[name].root for name in dict.fromkeys(names)]
    return [root for root in found if root is not None]


def _tree(root: Element | None, name: str) -> Element:
    if root is None:
        raise unreadable(name, "is damaged: a part that must be XML is none")
    return root


def _has_endnotes(package: Package) -> bool:
    return next(package.body().iter(w("endnoteReference")), None) is not None


def _open_quietly(text: Element) -> None:
    """Take the page break from before the first paragraph: the annex's heading stands on that page."""
    first = next((node for node in text if local(node) not in ("bookmarkStart", "bookmarkEnd")), None)
    if first is not None and first.tag == PARAGRAPH and is_on(child(first, "pPr"), "pageBreakBefore"):
        put(properties_of(first, "pPr"), element("pageBreakBefore", val="0"), PARAGRAPH_ORDER)


def _written_out(styles: StyleSheet, report: Package) -> StyleSheet:
    root = deepcopy(styles.root)
    write_out(root, theme_of(report))
    return StyleSheet(root)


def _spoken(brief: Package) -> str | None:
    """Return the tag of the brief's language, ``None`` where its defaults name none."""
    root = brief.root_of("styles")
    return None if root is None else value_of_language(StyleSheet(root))
