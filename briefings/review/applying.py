"""Proposals that came home go into the record, as far as they pass the gate."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from msgspec import Struct

from briefings.checks import check_accord
from briefings.drafting.rewording import WordingEditor
from briefings.drafting.running import Opened
from briefings.drafting.saving import save_record
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.evidence import Review
from briefings.names import did_you_mean, shown
from briefings.readers.accord_yaml import read_accord
from briefings.review.proposals import Proposal
from briefings.vocabulary.codes import ReviewState


class Refused(Struct, frozen=True):
    """A proposal that did not go into the record."""

    proposal: Proposal
    reasons: tuple[str, ...]


class Applied(Struct, frozen=True):
    """What became of proposals."""

    applied: tuple[Proposal, ...]
    refused: tuple[Refused, ...]


def apply(opened: Opened, proposals: Sequence[Proposal], facts: Sequence[str], reason: str) -> Applied:
    """Write proposals into the record, those of some facts or (none named) all; what fails the gate is refused.

    A fact that is reworded counts as edited by who proposed it. Raises ``BriefingError``, and the record is as it was:
    exit 2 for a fact without a proposal, exit 3 where the record has faults already, exit 7 or 8 where it cannot be
    written.
    """
    chosen = _chosen(proposals, facts)
    baseline = _faults(opened, opened.data)
    if opened.problems:
        raise BriefingError(opened.problems)
    known = {fact.id for fact in opened.accord.facts()}
    data, applied, refused = opened.data, list[Proposal](), list[Refused]()
    for proposal in chosen:
        if others := _others(proposal, chosen):
            refused.append(Refused(proposal, tuple(f"another place has other words: “{words}”" for words in others)))
            continue
        changed = _changed(opened, data, proposal, reason, reviewed=proposal.fact in known)
        if reasons := tuple(sorted(_faults(opened, changed) - baseline)):
            refused.append(Refused(proposal, reasons))
        else:
            data = changed
            applied.append(proposal)
    save_record(opened.workspace, opened.folder, opened.data, data)
    return Applied(tuple(applied), tuple(refused))


def _chosen(proposals: Sequence[Proposal], facts: Sequence[str]) -> list[Proposal]:
    proposed = list(dict.fromkeys(proposal.fact for proposal in proposals))
    unknown = [name for name in dict.fromkeys(facts) if name not in proposed]
    if unknown:
        raise BriefingError(
            Problem(
                ExitCode.USAGE,
                f"the file proposes nothing for “{shown(name)}”",
                hint=did_you_mean(name, proposed, "facts with proposals") if proposed else None,
            )
            for name in unknown
        )
    return [proposal for proposal in proposals if not facts or proposal.fact in facts]


def _others(proposal: Proposal, proposals: Iterable[Proposal]) -> list[str]:
    """Return what else is proposed for the same wording."""
    return [
        each.new
        for each in proposals
        if (each.fact, each.field) == (proposal.fact, proposal.field) and each.new != proposal.new
    ]


def _changed(opened: Opened, data: bytes, proposal: Proposal, reason: str, reviewed: bool) -> bytes:
    editor = WordingEditor(data, opened.accord.file)
    editor.reword(proposal.fact, proposal.field, proposal.language, proposal.new)
    if reviewed:
        why = "; ".join((reason, *(" ".join(comment.split()) for comment in proposal.comments)))
        day = _day(proposal.by.date)
        editor.review(proposal.fact, Review(ReviewState.EDITED, proposal.by.author or None, day, why))
    return editor.data()


def _day(moment: str) -> str | None:
    """Return the day of a moment as a program wrote it, or ``None`` where it wrote none that is one."""
    try:
        return datetime.date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return None


def _faults(opened: Opened, data: bytes) -> set[str]:
    """Return what keeps a record from passing the gate; without places, for an edit moves the lines below it."""
    accord, problems = read_accord(data, opened.accord.file)
    if accord is not None and not problems:
        _, problems = check_accord(accord, {text.id: text for text in opened.texts}, "", opened.folder.name)
    return {problem.message for problem in problems}
