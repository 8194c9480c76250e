"""Dossiers are listed and checked, with results taken up where nothing they follow from has changed."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

from msgspec import Struct

from briefings.dossiers import examine, load_accord
from briefings.errors import BriefingError
from briefings.kept.findings import Finding, Overview, finding_of, overview_of, read_result, write_result
from briefings.kept.inputs import file_digest, folder_digest, rules_digest
from briefings.kept.store import KeptResults
from briefings.workspace import RECORD, Workspace

_CHECK, _OVERVIEW = "check", "overview"
#: Results that may wait for an earlier one, so that those taken up do not pile up behind one that is worked out.
_MOST_WAITING = 256


class Examined(Struct, frozen=True):
    """What became of one dossier that was worked out, and what of it may be kept."""

    finding: Finding
    overview: Overview
    record: str
    """SHA-256 of the record; empty where it could not be read."""
    content: str | None
    """Digest of the folder; ``None`` where it changed while it was read, or cannot be told by content."""


def examine_whole(root: Path, dossier_id: str) -> Examined:
    """Read and check one dossier of a workspace. Raises ``BriefingError`` (exit 2) where it is not there."""
    workspace = Workspace(root)
    folder = workspace.dossier(dossier_id)
    content = folder_digest(folder)
    accord, record, problems = load_accord(workspace, folder)
    overview = overview_of(accord, len(problems))
    finding = finding_of(dossier_id, *examine(workspace, folder, accord, record, problems))
    # A file may have changed while it was read: what was found belongs to no content then.
    return Examined(finding, overview, record, content if content == folder_digest(folder) else None)


class Checking:
    """Checks and lists the dossiers of a workspace and holds none of them."""

    def __init__(self, workspace: Workspace, kept: KeptResults, fresh: bool = False) -> None:
        """Take where results are kept; with ``fresh`` none is taken up, and all are replaced."""
        self.workspace = workspace
        self.kept = kept
        self.fresh = fresh
        self.taken_up = 0
        """How many results were taken up."""

    def findings(self, names: Iterable[str], executor: Executor | None = None) -> Iterator[Finding]:
        """Yield what a check finds of each dossier, in order; an unknown one has that as its problem (exit 2).

        An ``executor`` works out those that are not kept, some at a time; without one they are worked out here.
        """
        waiting: deque[Finding | Future[Examined]] = deque()
        for name in names:
            waiting.append(self._begun(name, executor))
            while waiting and (len(waiting) > _MOST_WAITING or _is_there(waiting[0])):
                yield self._ended(waiting.popleft())
        while waiting:
            yield self._ended(waiting.popleft())

    def finding(self, dossier_id: str) -> Finding:
        """Return what a check finds of one dossier, as ``findings`` does."""
        return next(self.findings((dossier_id,)))

    def overview(self, dossier_id: str) -> Overview:
        """Return what a list says. Raises ``BriefingError`` (exit 2) for a dossier that is not there."""
        folder = self.workspace.dossier(dossier_id)
        inputs = _key(file_digest(str(folder / RECORD)))
        text = self._known(_OVERVIEW, dossier_id, inputs)
        if text and (overview := read_result(text, Overview)):
            self.taken_up += 1
            return overview
        accord, record, problems = load_accord(self.workspace, folder)
        overview = overview_of(accord, len(problems))
        self._keep(_OVERVIEW, dossier_id, record, overview)
        return overview

    def _begun(self, dossier_id: str, executor: Executor | None) -> Finding | Future[Examined]:
        """Return what is kept of a dossier, or begin to work it out."""
        try:
            inputs = _key(folder_digest(self.workspace.dossier(dossier_id)))
            text = self._known(_CHECK, dossier_id, inputs)
            if text and (finding := read_result(text, Finding)) and finding.dossier == dossier_id:
                self.taken_up += 1
                return finding
            if executor is not None:
                return executor.submit(examine_whole, self.workspace.root, dossier_id)
            return self._taken_in(examine_whole(self.workspace.root, dossier_id))
        except BriefingError as error:
            return Finding(dossier_id, 0, 0, (), error.problems)

    def _ended(self, waiting: Finding | Future[Examined]) -> Finding:
        return self._taken_in(waiting.result()) if isinstance(waiting, Future) else waiting

    def _taken_in(self, examined: Examined) -> Finding:
        name = examined.finding.dossier
        self._keep(_OVERVIEW, name, examined.record, examined.overview)
        self._keep(_CHECK, name, examined.content, examined.finding)
        return examined.finding

    def _known(self, kind: str, dossier_id: str, inputs: str | None) -> str | None:
        return self.kept.get(kind, dossier_id, inputs) if inputs and not self.fresh else None

    def _keep(self, kind: str, dossier_id: str, digest: str | None, result: Finding | Overview) -> None:
        if inputs := _key(digest):
            self.kept.put(kind, dossier_id, inputs, write_result(result))


def _is_there(waiting: Finding | Future[Examined]) -> bool:
    return not isinstance(waiting, Future) or waiting.done()


def _key(digest: str | None) -> str | None:
    """Return the digest of all that a result follows from: the content and the rules; ``None`` where there is none."""
    return hashlib.sha256(f"{rules_digest()} {digest}".encode()).hexdigest() if digest else None
