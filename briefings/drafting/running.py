"""``extract`` end to end: the sources are read, facts proposed, put together, and drafted into the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.dossiers import source_text
from briefings.drafting.proposing import Asked, Proposer, ask, publication_dates, rules
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.facts import Accord
from briefings.readers.accord_yaml import read_accord
from briefings.readers.source_text import read_bytes
from briefings.readers.yaml_text import MAX_BYTES
from briefings.sources import SourceText
from briefings.workspace import RECORD, Workspace

if TYPE_CHECKING:
    from briefings.drafting.comparing import Plan
    from briefings.drafting.phrasing import Labels
    from briefings.drafting.report import Report
    from briefings.extraction.proposals import Refusal


class Opened(Struct, frozen=True):
    """A dossier whose sources can be read; its record may have faults."""

    workspace: Workspace
    folder: Path
    data: bytes
    """The record as it was read."""
    accord: Accord
    problems: tuple[Problem, ...]
    """What is wrong with the record."""
    texts: tuple[SourceText, ...]


class Extracted(Struct, frozen=True):
    """What a run came to."""

    report: Report
    plan: Plan
    pinned: tuple[str, ...]
    """Sources whose sha256 is new in the record."""
    saved: bool
    """Whether the record was written."""


def open_dossier(workspace: Workspace, dossier_id: str) -> Opened:
    """Return a dossier with its sources. Raises ``BriefingError`` with every source that cannot be read (exit 5 or 11).

    A record without a head or with faults elsewhere opens, as long as it names sources.
    """
    folder = workspace.dossier(dossier_id)
    shown = workspace.shown(folder / RECORD)
    data = read_bytes(folder / RECORD, shown, MAX_BYTES, ExitCode.DOSSIER)
    accord, problems = read_accord(data, shown)
    if accord is None or not accord.sources:
        hint = "add sources:, or start with `briefing new ID --source FILE`"
        raise BriefingError(
            problems or [Problem(ExitCode.DOSSIER, "the dossier names no sources", Location(shown), hint)]
        )
    texts: list[SourceText] = []
    unread: list[Problem] = []
    for source in accord.sources:
        try:
            texts.append(source_text(workspace, folder, source))
        except BriefingError as error:
            unread += error.problems
    if unread:
        raise BriefingError(unread)
    return Opened(workspace, folder, data, accord, tuple(problems), tuple(texts))


def asked_of(opened: Opened, proposer: Proposer = rules) -> tuple[tuple[Asked, ...], tuple[str, ...]]:
    """Return what each source of a dossier proposes, and remarks. Raises as ``proposing.ask`` does."""
    return ask(opened.texts, publication_dates(opened.accord.sources), proposer)


def extract(opened: Opened, asked: Sequence[Asked], remarks: Iterable[str] = (), save: bool = True) -> Extracted:
    """Draft what was proposed into the record of a dossier; nothing is written without ``save``.

    Raises ``BriefingError``: exit 3 where the record has faults, or would not pass the gate with the draft in it; exit
    7 or 8 where it cannot be written. The record is then as it was.
    """
    from briefings.drafting.report import report_of
    from briefings.drafting.saving import save_record

    if opened.problems:
        raise BriefingError(opened.problems)
    from briefings.templates.labels import load_labels
    from briefings.templates.library import Library

    library = Library(opened.workspace.template_folders)
    labels = {language: load_labels(library, language) for language in opened.accord.languages}
    plan, refusals = planned(opened.accord, opened.texts, asked, labels)
    after, pinned = written(opened, plan)
    report = report_of(asked, refusals, tuple(remarks))
    saved = save and save_record(opened.workspace, opened.folder, opened.data, after)
    return Extracted(report, plan, pinned, saved)


def planned(
    accord: Accord, texts: Sequence[SourceText], asked: Sequence[Asked], labels: Labels
) -> tuple[Plan, tuple[Refusal, ...]]:
    """Return what a draft does to a record, and what was refused when the sources were put together.

    A source whose subject is no accord adds nothing to a dossier about one.
    """
    from briefings.drafting.comparing import compared
    from briefings.drafting.drafted import drafted
    from briefings.drafting.phrasing import Phrasing
    from briefings.drafting.standing import faults
    from briefings.facts import Fact

    by_id = {text.id: text for text in texts}

    def found(fact: Fact) -> list[Problem]:
        return faults(fact, accord, by_id)

    about = [one for one in asked if one.proposals.instrument or one.proposals.stateless]
    draft = drafted(about, Phrasing(accord.languages, labels, found), left_open(accord))
    changed = frozenset(
        source.id for source in accord.sources if source.sha256 and by_id[source.id].sha256 != source.sha256
    )
    return compared(accord, draft.facts, changed, found), draft.refusals


def left_open(accord: Accord) -> frozenset[str]:
    """Return the codes of clauses of which the desk says that no source states them."""
    gaps = {clause.value for gap in accord.gaps for clause in gap.clauses}
    return frozenset(clause.value for clause in accord.silent) | gaps


def written(opened: Opened, plan: Plan) -> tuple[bytes, tuple[str, ...]]:
    """Return the record with a draft in it, and the sources whose sha256 is new in it.

    Raises ``BriefingError`` (exit 3) where the record would not pass the gate, but for what rests on facts that no
    longer stand: the desk must mend that, and `check` tells it.
    """
    texts = {text.id: text for text in opened.texts}
    pinned = tuple(source.id for source in opened.accord.sources if source.sha256 != texts[source.id].sha256)
    if not plan.changes and not pinned:
        return opened.data, ()
    from briefings.drafting.applying import applied

    after = applied(opened.data, opened.accord, plan, {name: texts[name].sha256 for name in pinned})
    check_written(after, opened.accord.file, opened.folder.name, texts)
    return after, pinned


def check_written(data: bytes, file: str, folder: str, texts: dict[str, SourceText]) -> None:
    """Raise ``BriefingError`` (exit 3) with all that keeps a drafted record from passing the gate."""
    from briefings.checks import check_accord
    from briefings.checks.links import check_footing

    accord, problems = read_accord(data, file)
    if accord is not None and not problems:
        known = {str(problem) for problem in check_footing(accord)}
        _, unmet = check_accord(accord, texts, "", folder)
        problems = [problem for problem in unmet if str(problem) not in known]
    if problems:
        raise BriefingError(problems)
