"""What the sources of a dossier propose: each is read, its language told, and a proposer asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.extraction.assembly import propose
from briefings.extraction.proposals import Proposals
from briefings.facts import Source
from briefings.sources import SourceText
from briefings.vocabulary.languages import is_foreign

Proposer: TypeAlias = Callable[[SourceText, date | None], Proposals]
"""Proposes the facts of one source; the date is that of its publication, from which relative dates are counted."""

#: Characters of the longest text that facts are proposed from: a book of a thousand pages.
MOST = 2_000_000


def rules(source: SourceText, published: date | None) -> Proposals:
    """Return what the finders propose: the proposer that needs nothing but the text."""
    return propose(source, published)


class Asked(Struct, frozen=True):
    """A source and what was proposed from it."""

    source: SourceText
    proposals: Proposals


def ask(
    texts: Sequence[SourceText], published: Mapping[str, date | None], proposer: Proposer = rules
) -> tuple[tuple[Asked, ...], tuple[str, ...]]:
    """Return what each source proposes, and remarks; a source in another language is passed over with a remark.

    Raises ``BriefingError``: exit 11 with every source that is too long, exit 5 where none is in French or English.
    """
    if long := [text for text in texts if len(text.text) > MOST]:
        raise BriefingError([_long_problem(text) for text in long])
    foreign = [text for text in texts if is_foreign(text.text)]
    if foreign and len(foreign) == len(texts):
        raise BriefingError([_foreign_problem(text) for text in foreign])
    asked = tuple(Asked(text, proposer(text, published.get(text.id))) for text in texts if text not in foreign)
    passed = (f"{text.file}: source {text.id} is in neither French nor English; passed over" for text in foreign)
    without = (
        f"{one.source.file}: no accord is the subject of source {one.source.id}"
        for one in asked
        if one.proposals.instrument is None and one.proposals.stateless is None
    )
    return asked, (*passed, *without)


def _long_problem(text: SourceText) -> Problem:
    message = f"source {text.id} has {len(text.text)} characters, more than {MOST} that facts are proposed from"
    hint = "keep the part that is about the accord, or write its facts by hand"
    return Problem(ExitCode.LIMIT, message, Location(text.file), hint)


def _foreign_problem(text: SourceText) -> Problem:
    message = f"source {text.id} is in neither French nor English; facts are proposed from these two"
    hint = "write its facts by hand; a quotation may be in any language"
    return Problem(ExitCode.SOURCE, message, Location(text.file), hint)


def publication_dates(sources: Sequence[Source]) -> dict[str, date | None]:
    """Return the day on which each source was published, by id; ``None`` where the record gives none."""
    return {source.id: date.fromisoformat(source.published) if source.published else None for source in sources}
