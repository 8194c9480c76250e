"""A brief is fitted to its page limit: short forms first, then the sections of least priority move to the annex or go.

Nothing is cut in silence: what was done stands in the manifest, on the terminal and, where the audience asks, in the
brief.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefings.build.brief import Brief
from briefings.document import Annex, Block, Heading, Section
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
    cuts: list[Cut] = []
    for cut in _possible_cuts(audience, _titles(brief.document.blocks)):
        # A section in the annex has its full form again, for there is room.
        tried = [made for made in cuts if cut.step == _SHORT or made.index != cut.index]
        shorter = make(with_cuts(audience, [*tried, cut]))
        if _sections(shorter) == _sections(brief):
            continue  # Its short form is what it was: nothing was cut, and nothing may be told.
        cuts, brief = [*tried, cut], shorter
        layout = lay_out(brief)
        if layout.body_pages <= audience.limit:
            return brief, layout
    raise BriefingError(_over_limit(brief, layout, audience.limit))


def _sections(brief: Brief) -> list[Block]:
    return [block for block in brief.document.blocks if isinstance(block, Section | Annex)]


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


def _possible_cuts(audience: Audience, titles: Mapping[str, str]) -> list[Cut]:
    """Return what may be cut in order: every short form, then every section that may give way."""
    return [*_short_forms(audience, titles), *_resorts(audience, titles)]


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
    pages = f"{layout.body_pages} page{'s' if layout.body_pages > 1 else ''}"
    message = f"the brief for “{name}” in “{language}” has {pages}; its limit is {limit}"
    if cuts := brief.audience.cuts:
        message += ", although all was cut that may be: " + ", ".join(f"{cut.section} ({cut.step})" for cut in cuts)
    rooms: dict[str, float] = {}
    for extent in layout.extents:
        key = extent.section or "title and what stands in no section"
        rooms[key] = rooms.get(key, 0.0) + layout.pages_of(extent)
    in_order = sorted(rooms.items(), key=lambda pair: -pair[1])
    taken = ", ".join(f"{section} ({room:.2f} pages)" for section, room in in_order if room >= 0.005)
    ways = "give a section a priority or a short form, or raise limit:"
    return Problem(ExitCode.LAYOUT, message, brief.audience.limit_at, f"in the way, with their notes: {taken}; {ways}")
