"""What ``briefing show`` prints for people, in the language asked for: its headings, and the names of all codes."""

from __future__ import annotations

import datetime
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import click
from msgspec import Struct

from briefings import bundled
from briefings.cli.report import print_table
from briefings.errors import BriefingError, printable
from briefings.evidence import Wording
from briefings.facts import (
    Accord,
    BodyAspect,
    Clause,
    ContextStatement,
    Event,
    Fact,
    FollowUpBody,
    Instrument,
    Party,
    Person,
    Provision,
)
from briefings.house import load_house
from briefings.style import House
from briefings.templates.context import RECORD_NAMES, speaker_words
from briefings.templates.dates import full_date
from briefings.templates.labels import Labels, load_labels
from briefings.templates.library import Library
from briefings.vocabulary.codes import FactStatus
from briefings.workspace import Workspace

#: Segments and pages of a source; ``None`` where it cannot be read.
Size = tuple[int, int] | None
_WIDEST = 100

#: Words of this page that no code stands for, by language.
_HEADINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "sources": "Source|Kind|Reliability|Segments|Pages|Title",
            "facts": "Facts",
            "judgements": "Judgement|Kind|Clearance|Text",
            "gaps": "Gap|Question",
            "annexes": "Annex|Marking|Title",
            "cleared": "cleared",
            "not cleared": "not cleared",
            "excluded": "excluded",
            "lapsed": "lapsed",
        },
        "fr": {
            "sources": "Source|Nature|Fiabilité|Segments|Pages|Titre",
            "facts": "Faits",
            "judgements": "Appréciation|Nature|Validation|Texte",
            "gaps": "Lacune|Question",
            "annexes": "Annexe|Marquage|Titre",
            "cleared": "validée",
            "not cleared": "non validée",
            "excluded": "exclue",
            "lapsed": "caduc",
        },
    }
)


class _Words(Struct, frozen=True):
    """All that is needed to name things in one language."""

    language: str
    labels: Labels
    house: House

    def heading(self, name: str) -> str:
        return _HEADINGS[self.language][name]

    def label(self, group: str, code: str) -> str:
        return self.labels[group][code]

    def of(self, wording: Wording) -> str:
        return wording.in_language(self.language) or ""

    def marking(self, code: str) -> str:
        return self.house.markings[code][self.language]


def print_accord(workspace: Workspace, accord: Accord, language: str, sizes: Mapping[str, Size]) -> None:
    """Print a dossier in one of its languages; ``sizes`` are those of its sources by id."""
    words = _words(workspace, language)
    as_at = full_date(datetime.date.fromisoformat(accord.as_at), words.house.locales[language])
    click.echo(printable(words.of(accord.title)))
    click.echo(f"{accord.id}, {words.label('page', 'as-at')} {as_at}, {words.marking(accord.marking.value).lower()}")
    if accord.bottom_line:
        click.echo(f"\n{printable(words.of(accord.bottom_line.text))}")
    _print_table(words, "sources", _sources(words, accord, sizes))
    if facts := list(accord.facts()):
        click.echo(f"\n{words.heading('facts')}")
        for fact in facts:
            _print_fact(words, accord, fact)
    judged = [
        (one.id, words.label("judgement", one.kind.value), _clearance(words, one.cleared), words.of(one.text))
        for one in accord.judgements
    ]
    _print_table(words, "judgements", judged)
    _print_table(words, "gaps", [(gap.id, words.of(gap.question)) for gap in accord.gaps])
    annexes = [(one.file, words.marking(one.marking.value).lower(), words.of(one.title)) for one in accord.annexes]
    _print_table(words, "annexes", annexes)


def _words(workspace: Workspace, language: str) -> _Words:
    """Return the names of codes as the workspace has them, or the package’s where its templates are broken.

    A record must be seen whatever is wrong with the templates.
    """
    try:
        library = Library(workspace.template_folders)
        return _Words(language, load_labels(library, language), load_house(library))
    except BriefingError:
        library = Library(Workspace(bundled.sources().parent).template_folders)
        return _Words(language, load_labels(library, language), load_house(library))


def _sources(words: _Words, accord: Accord, sizes: Mapping[str, Size]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = []
    for source in accord.sources:
        size = sizes[source.id]
        segments, pages = (str(size[0]), str(size[1] or "–")) if size else ("–", "–")
        kind = words.label("source-kind", source.kind.value)
        rows.append((source.id, kind, source.reliability.value, segments, pages, words.of(source.title)))
    return rows


def _print_table(words: _Words, name: str, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        click.echo()
        print_table(words.heading(name).split("|"), rows)


def _clearance(words: _Words, cleared: bool) -> str:
    return words.heading("cleared" if cleared else "not cleared")


def _print_fact(words: _Words, accord: Accord, fact: Fact) -> None:
    """Print a fact: its id, what it is, its status and its review, and below them what it says."""
    lapsed = f", {words.heading('lapsed')}" if fact.lapsed else ""
    review = words.label("review", fact.review.state.value) + lapsed
    click.echo(printable(f"  {fact.id} · {_nature(words, fact)} · {_status(words, accord, fact)} · {review}"))
    width = min(shutil.get_terminal_size((_WIDEST, 20)).columns, _WIDEST)
    for line in textwrap.wrap(printable(words.of(fact.text)), max(20, width - 6)):
        click.echo(f"      {line}")


def _nature(words: _Words, fact: Fact) -> str:
    """Return what a fact is, such as ``person (host)`` or ``provision (training, excluded)``."""
    record = words.label("record", RECORD_NAMES[type(fact)])
    details = [words.label(group, code) for group, code in _codes(fact)]
    if isinstance(fact, Provision) and not fact.positive:
        details.append(words.heading("excluded"))
    return f"{record} ({', '.join(details)})" if details else record


def _codes(fact: Fact) -> Sequence[tuple[str, str]]:
    """Return the codes that say what a fact is, each with the group that its label stands in."""
    match fact:
        case Instrument():
            return ("type", fact.type.value), ("state", fact.state.value)
        case Party():
            return (("level", fact.level.value),)
        case Event():
            return (("event", fact.type.value),)
        case Person():
            return (("part", fact.part.value),)
        case Provision():
            return (("provision", fact.code.value),)
        case FollowUpBody():
            return (("level", fact.level.value),) if fact.level else ()
        case BodyAspect():
            return (("aspect", fact.aspect.value),)
        case Clause():
            return (("clause", fact.code.value),)
        case ContextStatement():
            return (("context", fact.kind.value),)
        case _:
            return ()


def _status(words: _Words, accord: Accord, fact: Fact) -> str:
    status = words.label("status", fact.status.value)
    speaker = speaker_words(fact, accord.people, words.language)
    return f"{status} ({speaker})" if fact.status is FactStatus.ATTRIBUTED and speaker else status
