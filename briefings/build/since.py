"""A brief that tells what has changed since an earlier version: a box behind its title, bars beside its blocks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from briefings.document import Document, Heading, Section
from briefings.style import House
from briefings.templates.audience import Audience
from briefings.templates.dates import full_date
from briefings.typography import set_spaces
from briefings.vocabulary.codes import Marking

if TYPE_CHECKING:
    from briefings.comparing.records import Comparison

#: What the name of an input begins with that is an earlier version.
SINCE = "since:"


class Earlier(Struct, frozen=True):
    """The earlier version of one brief."""

    document: Document
    printed: frozenset[str]
    """Ids of what it prints."""
    comparison: Comparison
    """What has changed in the dossier since, as far as the earlier version tells."""
    as_at: str
    """ISO 8601 date of the earlier version."""
    is_brief: bool
    """Whether the earlier version is known from its brief alone."""
    inputs: Mapping[str, str]
    """The SHA-256 of the version, by the name of the input."""


def told_since(
    document: Document, earlier: Earlier, printed: frozenset[str], audience: Audience, house: House, language: str
) -> tuple[Document, Marking]:
    """Return the brief with box and bars, and the highest marking of what the box tells.

    ``printed`` are the ids of what the brief prints. What the audience may not read, now or then, is not told.
    """
    # Only a brief that tells of changes needs what compares: every build starts sooner without it.
    from briefings.comparing.bars import barred
    from briefings.comparing.box import MOST, Telling, change_box

    date = full_date(datetime.date.fromisoformat(earlier.as_at), house.locales[language])
    telling = Telling(
        language=language,
        ceiling=audience.ceiling,
        printed=printed,
        printed_before=earlier.printed,
        since=date,
        knows_others=not earlier.is_brief,
        most=None if audience.limit is None else MOST,
    )
    box = change_box(earlier.comparison, telling)
    told, _ = set_spaces(box.blocks, (), house.profiles[language])
    marked = barred(earlier.document, document).blocks
    at = next((index for index, block in enumerate(marked) if isinstance(block, Section)), _behind_title(document))
    return replace(document, blocks=(*marked[:at], *told, *marked[at:])), box.marking


def _behind_title(document: Document) -> int:
    return int(bool(document.blocks) and isinstance(document.blocks[0], Heading))
