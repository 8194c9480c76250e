"""The box that says in a brief what has changed since an earlier version: blocks, in the record's own words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from briefings.comparing.records import ChangeKind, Comparison, RecordChange
from briefings.comparing.words import WORDS
from briefings.document import Block, Division, Emphasis, Inline, List, Paragraph, Role, Strong, Text
from briefings.evidence import Review
from briefings.vocabulary.codes import Marking, ReviewState

_TITLE = {"en": "What has changed since the version of {}", "fr": "Ce qui a changé depuis la version du {}"}
_NONE = {"en": "Nothing that this brief says.", "fr": "Rien de ce que dit cette note."}
_MORE = {"en": "and {} more", "fr": "et {} de plus"}
_ELSEWHERE = {
    "en": ("Also changed in the dossier, and not printed here: 1 record.",
           "Also changed in the dossier, and not printed here: {} records."),
    "fr": ("Autre changement au dossier, non repris ici : 1 élément.",
           "Autres changements au dossier, non repris ici : {} éléments."),
}  # fmt: skip
#: Entries of the box where the brief has a limit of pages.
MOST = 6


class Telling(Struct, frozen=True):
    """For whom the changes are told, and of which brief."""

    language: str
    ceiling: Marking
    """The highest marking that the reader may see; what is or was marked above it is not told, not even counted."""
    printed: Collection[str]
    """Ids of what the brief prints now."""
    printed_before: Collection[str]
    """Ids of what the earlier brief printed."""
    since: str
    """The as-at date of the earlier version, in words."""
    knows_others: bool = True
    """Whether changes of what no brief prints are known: not where the earlier version is a brief alone."""
    most: int | None = MOST
    """How many changes are told at most; the others are counted. ``None`` for all."""


class Box(Struct, frozen=True):
    """The blocks of the box and the highest marking of what it tells."""

    blocks: tuple[Block, ...]
    marking: Marking


def change_box(comparison: Comparison, telling: Telling) -> Box:
    """Return the box: what was added, withdrawn and changed among the records that either brief prints."""
    known = telling.printed, telling.printed_before
    readable = [change for change in comparison.changes if _concerns(change, telling)]
    told = [change for change in readable if any(change.id in names for names in known)]
    shown = told[: telling.most]
    language = telling.language
    blocks: list[Block] = [Paragraph((Strong((Text(_TITLE[language].format(telling.since)),)),))]
    if shown:
        lines: list[Iterable[Inline]] = [_entry(change, language) for change in shown]
        if len(told) > len(shown):
            lines.append((Text(_MORE[language].format(len(told) - len(shown))),))
        blocks.append(List(tuple((Paragraph(tuple(line)),) for line in lines)))
    else:
        blocks.append(Paragraph((Text(_NONE[language]),)))
    if telling.knows_others and (others := len(readable) - len(told)):
        one, several = _ELSEWHERE[language]
        blocks.append(Paragraph((Emphasis((Text(one if others == 1 else several.format(others)),)),)))
    marking = max((change.marking for change in shown), key=lambda each: each.rank, default=Marking.PUBLIC)
    return Box((Division(Role.CHANGES, tuple(blocks)),), marking)


def _concerns(change: RecordChange, telling: Telling) -> bool:
    """Return whether a reader may be told of a change, and it is one in the language of the brief."""
    if not change.words or change.kind in _NO_RECORDS or change.marking.rank > telling.ceiling.rank:
        return False
    return change.change is not ChangeKind.CHANGED or bool(_fields(change, telling.language))


#: What is no record of its own words: it shows in the brief itself, by a bar.
_NO_RECORDS = frozenset({"dossier", "particulars", "entry", "source", "annex"})


def _entry(change: RecordChange, language: str) -> Iterator[Inline]:
    kind = ChangeKind.WITHDRAWN if _no_longer_stands(change) else change.change
    word = WORDS[language][kind.value]
    yield Strong((Text(f"{word[0].upper()}{word[1:]}."),))
    yield Text(" ")
    yield Text(change.words.get(language) or next(iter(change.words.values())))
    if kind is ChangeKind.CHANGED:
        yield Text(f" ({', '.join(_fields(change, language))})")


def _no_longer_stands(change: RecordChange) -> bool:
    """Return whether a fact was rejected or has lapsed since: no brief prints it any more."""
    return any(
        (isinstance(each.new, Review) and each.new.state is ReviewState.REJECTED)
        or (each.name == "lapsed" and each.new is not None)
        for each in change.fields
    )


def _fields(change: RecordChange, language: str) -> dict[str, None]:
    """Return the names of what has changed: wordings of this language only, each name once."""
    words = WORDS[language]
    names = [words[each.name] for each in change.fields if each.language in (None, language)]
    if change.old_evidence or change.new_evidence:
        names.append(words["evidence"])
    return dict.fromkeys(names)
