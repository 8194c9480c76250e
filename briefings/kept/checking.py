"""Dossiers are listed and checked, with results taken up where nothing they follow from has changed."""

from __future__ import annotations

import hashlib

from briefings.dossiers import examine, load_accord
from briefings.kept.findings import Finding, Overview, finding_of, overview_of, read_result, write_result
from briefings.kept.inputs import file_digest, folder_digest, rules_digest
from briefings.kept.store import KeptResults
from briefings.workspace import RECORD, Workspace

_CHECK, _OVERVIEW = "check", "overview"


class Checking:
    """Checks one dossier after the other and holds none of them."""

    def __init__(self, workspace: Workspace, kept: KeptResults, fresh: bool = False) -> None:
        """Take where results are kept; with ``fresh`` none is taken up, and all are replaced."""
        self.workspace = workspace
        self.kept = kept
        self.fresh = fresh
        self.taken_up = 0
        """How many results were taken up."""

    def finding(self, dossier_id: str) -> Finding:
        """Return what a check finds. Raises ``BriefingError`` (exit 2) for a dossier that is not there."""
        folder = self.workspace.dossier(dossier_id)
        inputs = _key(folder_digest(folder))
        text = self._known(_CHECK, dossier_id, inputs)
        if text and (finding := read_result(text, Finding)) and finding.dossier == dossier_id:
            self.taken_up += 1
            return finding
        accord, record_digest, problems = load_accord(self.workspace, folder)
        if record_digest:
            self._keep_overview(dossier_id, record_digest, overview_of(accord, len(problems)))
        finding = finding_of(dossier_id, *examine(self.workspace, folder, accord, record_digest, problems))
        # A file may have changed while it was read: what was found belongs to no content then.
        if inputs and inputs == _key(folder_digest(folder)):
            self.kept.put(_CHECK, dossier_id, inputs, write_result(finding))
        return finding

    def overview(self, dossier_id: str) -> Overview:
        """Return what a list says. Raises ``BriefingError`` (exit 2) for a dossier that is not there."""
        folder = self.workspace.dossier(dossier_id)
        inputs = _key(file_digest(str(folder / RECORD)))
        text = self._known(_OVERVIEW, dossier_id, inputs)
        if text and (overview := read_result(text, Overview)):
            self.taken_up += 1
            return overview
        accord, record_digest, problems = load_accord(self.workspace, folder)
        overview = overview_of(accord, len(problems))
        if record_digest:
            self._keep_overview(dossier_id, record_digest, overview)
        return overview

    def _known(self, kind: str, dossier_id: str, inputs: str | None) -> str | None:
        return self.kept.get(kind, dossier_id, inputs) if inputs and not self.fresh else None

    def _keep_overview(self, dossier_id: str, record_digest: str, overview: Overview) -> None:
        if inputs := _key(record_digest):
            self.kept.put(_OVERVIEW, dossier_id, inputs, write_result(overview))


def _key(digest: str | None) -> str | None:
    """Return the digest of all that a result follows from: the content and the rules; ``None`` where there is none."""
    return hashlib.sha256(f"{rules_digest()} {digest}".encode()).hexdigest() if digest else None
