"""A person's word on drafted facts goes into the record: accepted or rejected, by whom, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from briefings.checks.links import check_footing
from briefings.drafting.editing import RecordEditor
from briefings.drafting.running import Opened
from briefings.drafting.saving import save_record
from briefings.drafting.standing import faults
from briefings.errors import BriefingError, ExitCode, Problem
from briefings.evidence import Review
from briefings.facts import Accord, Fact
from briefings.names import did_you_mean, shown
from briefings.readers.accord_yaml import read_accord
from briefings.vocabulary.codes import ReviewState


class Reviewed(Struct, frozen=True):
    """What a review came to."""

    changed: tuple[str, ...]
    """Facts whose review is another now, in the order of the record."""
    unreviewed: int
    """Facts that still wait for a review."""


def review(opened: Opened, names: Sequence[str], word: Review, every: bool = False) -> Reviewed:
    """Write a person's word on some facts into the record; with ``every``, on all that nobody has reviewed.

    A fact that says the same already keeps its date, unless ``word`` names somebody or a reason. What is said of a
    follow-up body is rejected with it. Raises ``BriefingError``, and the record is as it was: exit 2 with every id that
    is not in the dossier; exit 3 where a fact to be accepted does not pass the gate, where something rests on one to be
    rejected, or where the record has faults; exit 7 or 8 where it cannot be written.
    """
    if opened.problems:
        raise BriefingError(opened.problems)
    accord = opened.accord
    chosen = _chosen(accord, names, word, every)
    if word.state is ReviewState.ACCEPTED and (unmet := _unmet(opened, chosen)):
        raise BriefingError(unmet)
    editor = RecordEditor(opened.data, accord.file)
    changed = []
    for fact in chosen:
        if not _says_so(fact.review, word):
            editor.review(fact.id, word)
            changed.append(fact.id)
    after = editor.data()
    written, problems = read_accord(after, accord.file)
    if written is None or problems:
        raise BriefingError(problems)
    before = {problem.message for problem in check_footing(accord)}
    if resting := [problem for problem in check_footing(written) if problem.message not in before]:
        raise BriefingError(resting)
    save_record(opened.workspace, opened.folder, opened.data, after)
    return Reviewed(tuple(changed), len(written.unreviewed()))


def _chosen(accord: Accord, names: Sequence[str], word: Review, every: bool) -> list[Fact]:
    known = [fact.id for fact in accord.facts()]
    if unknown := [name for name in dict.fromkeys(names) if name not in known]:
        raise BriefingError(_unknown(unknown, known))
    wanted = {*names, *(fact.id for fact in (accord.unreviewed() if every else ()))}
    if word.state is ReviewState.REJECTED:
        wanted.update(aspect.id for body in accord.bodies() if body.id in wanted for aspect in body.aspects)
    return [fact for fact in accord.facts() if fact.id in wanted]


def _unknown(names: Iterable[str], known: Sequence[str]) -> list[Problem]:
    return [
        Problem(ExitCode.USAGE, f"there is no fact “{shown(name)}”", hint=did_you_mean(name, known, "facts"))
        for name in names
    ]


def _unmet(opened: Opened, facts: Iterable[Fact]) -> list[Problem]:
    """Return what keeps facts from being accepted: nobody can stand behind what its source does not bear."""
    texts = {text.id: text for text in opened.texts}
    problems: list[Problem] = []
    for fact in facts:
        if fact.lapsed is not None:
            message = f"“{fact.id}” no longer stands: {fact.lapsed}"
            hint = "quote the source as it is now and drop “lapsed:”, or reject it"
            problems.append(Problem(ExitCode.DOSSIER, message, fact.at, hint))
        else:
            problems += faults(fact, opened.accord, texts)
    return problems


def _says_so(review: Review, word: Review) -> bool:
    if review.state is not word.state:
        return False
    return (word.by in (None, review.by)) and (word.reason in (None, review.reason))
