"""A brief is fitted to its page limit: short forms first, then the sections of least priority move to the annex or go.

Nothing is cut in silence: what was done stands in the manifest, on the terminal and, where the audience asks, in the
brief.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.brief import Brief
from briefings.document import Block, Heading, Section
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.templates.audience import Audience, Cut, Resort
from briefings.traversal import plain_text

if TYPE_CHECKING:
    from briefings.writers.pdf import PdfLayout

#: Sections without a priority are shortened after all others.
_AFTER_ALL = 10

Make = Callable[[Audience], Brief]
LayOut = Callable[[Brief], "PdfLayout"]


def fit_brief(audience: Audience, make: Make, lay_out: LayOut) -> tuple[Brief, PdfLayout]:
    """Return the brief that keeps the audience's page limit, and how it lies on its pages.

    The annex does not count. Raises ``BriefingError``: exit 4 for a fault of a template, exit 6 where nothing is left
    to cut; the problem then names the sections that stand in the way.
    """
    brief = make(audience)
    layout = lay_out(brief)
    if audience.limit is None or layout.body_pages <= audience.limit:
        return brief, layout
    whole = brief.document.blocks
    for fewer in _shorter(audience, _titles(whole)):
        brief = make(fewer)
        layout = lay_out(brief)
        if layout.body_pages <= audience.limit:
            return brief, layout
    raise BriefingError(_over_limit(brief, layout, audience.limit))


def with_cuts(audience: Audience, cuts: Iterable[Cut]) -> Audience:
    """Return the audience with cuts made, in their order. A cut of a section that it does not have is passed over."""
    sections = dict(enumerate(audience.sections))
    annex = dict(enumerate(audience.annex))
    made = []
    for cut in cuts:
        section = sections.get(cut.index)
        if section is None or section.name != cut.section:
            continue
        if cut.step == _SHORT:
            sections[cut.index] = replace(section, options={**section.options, **(section.short or {})})
        else:
            del sections[cut.index]
            if cut.step == Resort.ANNEX.value:
                annex[cut.index] = audience.sections[cut.index]
        made.append(cut)
    ordered = (tuple(found[index] for index in sorted(found)) for found in (sections, annex))
    return replace(audience, sections=next(ordered), annex=next(ordered), cuts=tuple(made))


_SHORT = "short"


def _shorter(audience: Audience, titles: Mapping[str, str]) -> Iterator[Audience]:
    """Yield the audience with one cut more each time: every short form, then every section that may give way.

    A section in the annex has its full form again, for there is room.
    """
    cuts: list[Cut] = []
    for cut in [*_short_forms(audience, titles), *_resorts(audience, titles)]:
        if cut.step != _SHORT:
            cuts = [made for made in cuts if made.index != cut.index]
        cuts.append(cut)
        yield with_cuts(audience, cuts)


def _short_forms(audience: Audience, titles: Mapping[str, str]) -> list[Cut]:
    found = [
        (section.priority or _AFTER_ALL, -index, Cut(index, section.name, titles[section.name], _SHORT))
        for index, section in enumerate(audience.sections)
        if section.short is not None and section.name in titles
    ]
    return [cut for *_, cut in sorted(found, key=lambda each: each[:2])]


def _resorts(audience: Audience, titles: Mapping[str, str]) -> list[Cut]:
    """Return what may give way, least priority first; of equals the later one, which readers reach last."""
    found = [
        (section.priority, -index, Cut(index, section.name, titles[section.name], section.resort.value))
        for index, section in enumerate(audience.sections)
        if section.priority is not None and section.name in titles
    ]
    return [cut for *_, cut in sorted(found, key=lambda each: each[:2])]


def _titles(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the printed heading of each section that prints anything; its name where it has no heading."""
    titles: dict[str, str] = {}
    for section in blocks:
        if isinstance(section, Section):
            headings = (plain_text(block.inlines) for block in section.blocks if isinstance(block, Heading))
            titles.setdefault(section.name, next(headings, section.name))
    return titles


def _over_limit(brief: Brief, layout: PdfLayout, limit: int) -> Problem:
    name, language = brief.audience.name, brief.language
    message = f"the brief for “{name}” in “{language}” has {layout.body_pages} pages; its limit is {limit}"
    if count := len(brief.audience.cuts):
        message += f", with all done that may be ({count} cut{'s' if count > 1 else ''})"
    rooms = sorted(((layout.pages_of(extent), extent.section) for extent in layout.extents), reverse=True)
    ways = "give some a priority or a short form, or raise limit:"
    taken = ", ".join(f"{section} ({room:.2f} pages)" for room, section in rooms if room >= 0.005)
    hint = f"in the way: {taken}; {ways}" if taken else ways
    return Problem(ExitCode.LAYOUT, message, brief.audience.limit_at, hint)
