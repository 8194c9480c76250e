"""Labels: the printed name of every code, one YAML file a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.nodes import Reading
from briefings.readers.record import Record
from briefings.readers.yaml_text import read_yaml
from briefings.sources import Match
from briefings.templates.library import Library
from briefings.vocabulary import codes

Labels = Mapping[str, Mapping[str, str]]

#: Every set of codes that a template may print, by the name templates use for it.
GROUPS: Mapping[str, type[Enum]] = {
    "source-kind": codes.SourceKind,
    "reported-kind": codes.SourceKind,
    "type": codes.InstrumentType,
    "state": codes.InstrumentState,
    "level": codes.PartyLevel,
    "event": codes.EventType,
    "part": codes.PersonPart,
    "provision": codes.ProvisionCode,
    "clause": codes.ClauseCode,
    "context": codes.ContextKind,
    "aspect": codes.Aspect,
    "judgement": codes.JudgementKind,
    "likelihood": codes.Likelihood,
    "confidence": codes.Confidence,
    "status": codes.FactStatus,
    "review": codes.ReviewState,
    "reliability": codes.Reliability,
    "diverging": codes.Diverging,
    "match": Match,
}
#: Groups without an enum of their own: labels of the record's parts and words of the page furniture.
FREE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "record": ("instrument", "party", "event", "person", "provision", "body", "aspect", "clause", "context", "fact"),
    "page": ("label", "subject", "as-at", "annex", "draft", "drafts"),
}
#: Words that a group may lack: without a pattern, captions of that kind have no number.
OPTIONAL: Mapping[str, tuple[str, ...]] = {"page": ("table", "figure")}

#: Labels that a number goes into, and where.
SLOTS: Mapping[tuple[str, str], str] = {("page", "draft"): "{count}", ("page", "drafts"): "{count}"}


def load_labels(library: Library, language: str) -> Labels:
    """Return the labels of a language by group and code. Raises ``BriefingError`` (exit 4) with every one missing."""
    file = library.find(f"{language}/labels.yaml")
    if file is None:
        message = f"language “{language}” has no labels"
        hint = f"add templates/{language}/labels.yaml"
        raise BriefingError(Problem(ExitCode.TEMPLATE, message, Location(f"templates/{language}/labels.yaml"), hint))
    root, problems = read_yaml(file.data, file.shown, ExitCode.TEMPLATE)
    reading = Reading(ExitCode.TEMPLATE, (language,), problems)
    labels: dict[str, dict[str, str]] = {}
    if root is not None:
        record = Record(root, "the labels", reading)
        labels = {group: _group(record, group, known) for group, known in _groups()}
        record.close()
    if reading.problems:
        raise BriefingError(reading.problems)
    return labels


def _groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    for group, enum in GROUPS.items():
        yield group, tuple(str(code.value) for code in enum)
    yield from FREE_GROUPS.items()


def _group(record: Record, group: str, known: tuple[str, ...]) -> dict[str, str]:
    below = record.record(group, f"“{group}”")
    if below is None:
        record.missing(group)
        return {}
    labels = {code: below.required(code) for code in known}
    for code, text in labels.items():
        slot = SLOTS.get((group, code))
        if slot and text and slot not in text:
            record.reading.report(
                f"“{code}” has no place for its number", below.value_place(code), f"write {slot} in it"
            )
    labels |= {code: words for code in OPTIONAL.get(group, ()) if (words := below.text(code))}
    below.close()
    return labels
