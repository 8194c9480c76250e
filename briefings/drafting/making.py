"""A dossier from files in one step: copied, read, drafted and placed, or nothing at all."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from briefings.drafting.drafted import SECTIONS
from briefings.drafting.heading import drafted_head, working_languages
from briefings.drafting.proposing import Proposer, ask, rules
from briefings.drafting.report import Report, report_of
from briefings.drafting.running import Opened, planned, written
from briefings.errors import BriefingError
from briefings.readers.accord_yaml import read_accord
from briefings.scaffold import check_new, copies_of, make_dossier, place_dossier
from briefings.skeleton import parts_to_fill_in
from briefings.templates.labels import load_labels
from briefings.templates.library import Library
from briefings.vocabulary.languages import is_foreign
from briefings.workspace import RECORD, Workspace


class Made(Struct, frozen=True):
    """A new dossier."""

    files: tuple[str, ...]
    """The files of its folder, the record first."""
    report: Report | None
    """``None`` where no source is in a language that facts are proposed from: the record is to be filled in by hand."""
    facts: int
    remarks: tuple[str, ...]


def make_from_sources(
    workspace: Workspace, dossier_id: str, sources: tuple[Path, ...], as_at: str, proposer: Proposer = rules
) -> Made:
    """Make a dossier of source texts, with the facts that they bear drafted into its record.

    ``as_at`` is the date of its briefs, ISO 8601. Raises ``BriefingError``, and nothing is left then: exit 2 when the
    name is taken or not allowed, 5 or 11 with every source that cannot be read, 7 where it cannot be written.
    """
    check_new(workspace, dossier_id)
    copies = copies_of(workspace, dossier_id, sources)
    texts = tuple(copy.text for copy in copies)
    if all(is_foreign(text.text) for text in texts):
        remarks = tuple(f"{copy.given}: in neither French nor English; its facts are yours to write" for copy in copies)
        return Made(make_dossier(workspace, dossier_id, sources), None, 0, remarks)
    asked, remarks = ask(texts, {}, proposer)
    languages = working_languages(asked)
    library = Library(workspace.template_folders)
    labels = {language: load_labels(library, language) for language in languages}
    head = drafted_head(dossier_id, copies, asked, labels, as_at)
    folder, file = workspace.sources / dossier_id, f"sources/{dossier_id}/{RECORD}"
    accord, problems = read_accord(head.encode(), file)
    if accord is None or problems:
        raise BriefingError(problems)
    plan, refusals = planned(accord, texts, asked, labels)
    filled = {SECTIONS[type(fact)] for fact in plan.added if type(fact) in SECTIONS}
    base = (head + parts_to_fill_in(filled, languages)).encode()
    record, _ = written(Opened(workspace, folder, base, accord, (), texts), plan)
    made = place_dossier(workspace, dossier_id, record, copies)
    facts = len(plan.added) + sum(len(getattr(fact, "aspects", ())) for fact in plan.added)
    return Made(made, report_of(asked, refusals, remarks), facts, remarks)
