"""One brief: composed, parsed, spaced and dressed with properties and furniture."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from briefings.annexes import AnnexFile
from briefings.build.since import Earlier, told_since
from briefings.captions import number_captions, resolve_references
from briefings.columns import measure_of, size_columns
from briefings.document import Block, Document, Furniture, Note, Properties, Series
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Dossier
from briefings.note_marks import place_marks
from briefings.readers.markdown import Parsed, read_markdown
from briefings.style import HouseStyle
from briefings.templates.audience import Audience
from briefings.templates.compose import Composer, Words
from briefings.templates.dates import full_date
from briefings.traversal import facts_printed
from briefings.typography import set_spaces, set_text
from briefings.vocabulary.codes import Marking, ReviewState


class Brief(Struct, frozen=True):
    """One brief before it is written in a format."""

    audience: Audience
    language: str
    document: Document
    marking: Marking
    used: tuple[str, ...]
    """Ids of the facts printed or cited, in the order of the record."""
    unreviewed: tuple[str, ...]
    """Those among them that nobody has reviewed; the head of every page tells their number."""
    unused: tuple[str, ...]
    templates: frozenset[str]
    """Names of the library's files it was made from."""
    printed: frozenset[Words]
    """The dossier's own words that it prints."""
    composed: str
    """The Markdown it was read from, with tokens."""
    withheld: int
    """How many facts are marked above what the audience may read."""
    annexes: tuple[AnnexFile, ...] = ()
    """The files that are attached to it."""
    annexes_withheld: int = 0
    """How many annexes are marked above what the audience may read."""
    glyphs_replaced: tuple[str, ...] = ()
    """Characters printed as code points, as they are printed, such as ``[U+2D30]``; in order of code point."""

    def file_name(self, dossier_id: str, ending: str) -> str:
        """Return the name of its file in a format, such as ``rwanda-2024.minister.en.docx``."""
        return f"{dossier_id}.{self.audience.name}.{self.language}.{ending}"


def make_brief(
    composer: Composer, audience: Audience, language: str, stamp: str = "", earlier: Earlier | None = None
) -> Brief:
    """Return one brief; ``stamp`` is the moment its files name, ``earlier`` what it is told against.

    Raises ``BriefingError`` (exit 4) for a fault of a template.
    """
    composed = composer.compose(audience, language)
    parsed = read_markdown(composed.markdown, composer.table, language, audience.file.shown, audience.numbered)
    house, accord = composer.house, composer.dossier.accord
    blocks, notes = _referred(parsed, composer.language(language).labels["page"], audience)
    blocks, notes = set_spaces(blocks, notes, house.profiles[language])
    blocks = size_columns(place_marks(blocks, language), measure_of(styled(house.style, audience)))
    bare = Document(
        house.locales[language], _properties(composer, audience, language, stamp), Furniture("", "", ""), blocks, notes
    )
    printed = facts_printed(bare) | composed.cited
    annexes = accord.annexes_up_to(audience.ceiling)
    marking = _marking(composer.dossier, printed, annexes)
    if earlier:
        bare, told = told_since(bare, earlier, printed, audience, house, language)
        marking = max(marking, told, key=lambda each: each.rank)
    readable = [fact for fact in accord.facts() if fact.marking.rank <= audience.ceiling.rank]
    ids = [fact.id for fact in readable]
    reviewed = {fact.id for fact in readable if fact.review.state is not ReviewState.UNREVIEWED}
    unreviewed = tuple(name for name in ids if name in printed and name not in reviewed)
    furniture = _furniture(composer, audience, language, marking, len(unreviewed))
    document = replace(bare, furniture=furniture)
    return Brief(
        audience=audience,
        language=language,
        document=document,
        marking=marking,
        used=tuple(name for name in ids if name in printed),
        unreviewed=unreviewed,
        unused=tuple(name for name in ids if name not in printed),
        templates=composed.templates,
        printed=composed.printed,
        composed=composed.markdown,
        withheld=len(list(accord.facts())) - len(readable),
        annexes=annexes,
        annexes_withheld=len(accord.annexes) - len(annexes),
    )


def _referred(
    parsed: Parsed, labels: Mapping[str, str], audience: Audience
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return blocks and notes with captions numbered and references led to them."""
    problems: list[Problem] = []

    def report(message: str, hint: str | None) -> None:
        problems.append(Problem(ExitCode.TEMPLATE, message, Location(audience.file.shown), hint))

    patterns = {series: labels[series.value] for series in Series if series.value in labels}
    found = resolve_references(number_captions(parsed.blocks, patterns), parsed.notes, report)
    if problems:
        raise BriefingError(problems)
    return found


def styled(style: HouseStyle, audience: Audience) -> HouseStyle:
    """Return the house style as an audience wants it."""
    return replace(style, size=audience.size or style.size, word_notes=audience.word_notes)


def _marking(dossier: Dossier, printed: frozenset[str], annexes: tuple[AnnexFile, ...]) -> Marking:
    """Return the highest marking of anything printed or attached, and never less than the dossier's own."""
    accord = dossier.accord
    markings = [record.marking for record in accord.records() if record.id in printed]
    markings += [annex.marking for annex in annexes]
    return max([accord.marking, *markings], key=lambda marking: marking.rank)


def _properties(composer: Composer, audience: Audience, language: str, stamp: str) -> Properties:
    accord, labels = composer.dossier.accord, composer.language(language).labels
    title = accord.title.in_language(language) or accord.id
    return Properties(
        title=f"{title} – {audience.title.get(language, audience.name)}",
        subject=labels["page"]["subject"],
        author=composer.house.organisation.get(language, ""),
        date=accord.as_at,
        identifier=f"{accord.id}.{audience.name}.{language}",
        keywords=(accord.id, audience.name, language),
        stamp=stamp,
    )


def _furniture(composer: Composer, audience: Audience, language: str, marking: Marking, unreviewed: int) -> Furniture:
    accord, labels, house = composer.dossier.accord, composer.language(language).labels, composer.house
    as_at = full_date(datetime.date.fromisoformat(accord.as_at), house.locales[language])
    draft = labels["page"]["draft" if unreviewed == 1 else "drafts"].replace("{count}", str(unreviewed))
    profile = house.profiles[language]
    said = {
        "title": set_text(accord.title.in_language(language) or accord.id, profile),
        "marking": house.markings[marking.value][language],
        "reference": accord.note.reference or accord.id,
        "date": as_at,
        "audience": set_text(audience.title.get(language, audience.name), profile),
        "organisation": house.organisation.get(language, ""),
        "draft": set_text(draft, profile) if unreviewed else "",
    }
    return Furniture(
        marking=said["marking"],
        running_title=said["title"],
        page_label=labels["page"]["label"],
        reference=f"{accord.id} · {labels['page']['as-at']} {as_at}",
        draft=said["draft"],
        slots=said,
    )
