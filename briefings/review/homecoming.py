"""``briefing ingest``: a review copy is read back and compared with the dossier that it is a copy of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from briefings.drafting.running import Opened, open_dossier
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.readers.docx_review import MAX_FILE_BYTES, read_review
from briefings.readers.source_text import read_bytes
from briefings.review.applying import Applied, apply
from briefings.review.memory import Memory, recall
from briefings.review.proposals import Returned, returned
from briefings.workspace import Workspace


class Homecoming(Struct, frozen=True):
    """A review copy that was read back."""

    memory: Memory
    opened: Opened
    record_changed: bool
    """Whether the record is another one now than the copy was made from."""
    returned: Returned


def bring_home(workspace: Workspace, path: Path) -> Homecoming:
    """Return what reviewers did to a review copy. Raises ``BriefingError``.

    Exit 5 for a file that cannot be read or is no review copy, 11 over a limit, 2 where the workspace has no such
    dossier.
    """
    file = path.name
    data = read_bytes(path, file, MAX_FILE_BYTES)
    copy = read_review(data, file)
    memory = recall(copy, file)
    if memory.dossier not in workspace.dossier_ids():
        message = "the file is a review copy of a dossier that this workspace does not have"
        hint = "work in the workspace that it was made in, or name it with -C DIR"
        raise BriefingError(Problem(ExitCode.USAGE, f"{message}: “{memory.dossier[:64]}”", Location(file), hint))
    opened = open_dossier(workspace, memory.dossier)
    changed = hashlib.sha256(opened.data).hexdigest() != memory.record
    return Homecoming(memory, opened, changed, returned(copy, memory, opened.accord))


def apply_home(home: Homecoming, facts: Sequence[str]) -> Applied:
    """Write proposals into the record, those of some facts or all. Raises ``BriefingError`` as ``apply`` does."""
    memory = home.memory
    return apply(home.opened, home.returned.proposals, facts, f"review copy {memory.audience}.{memory.language}")
