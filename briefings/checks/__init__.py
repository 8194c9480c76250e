"""Stage 2: the gate. An accord and its sources become a dossier, or a list of everything that stands in the way.

Whoever proposed a fact – a rule, a model or a person – it passes here or it is not printed.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefings.checks.divergence import divergence_remarks, divergences, standing
from briefings.checks.evidence import find_quotations
from briefings.checks.links import check_links
from briefings.checks.meaning import check_meaning
from briefings.checks.origins import find_origins, origin_remarks
from briefings.checks.values import check_restatement, check_values
from briefings.checks.wording import check_statement, check_wording
from briefings.errors import ExitCode, Location, Problem
from briefings.evidence import Quotation
from briefings.facts import Accord, Dossier, Judgement, Statement
from briefings.sources import SourceText
from briefings.vocabulary.codes import FactStatus

#: UK submissions practice: a minister reads one sentence first.
_BOTTOM_LINE_WORDS = 40


def check_accord(
    accord: Accord, sources: Mapping[str, SourceText], record_sha256: str, folder: str
) -> tuple[Dossier | None, list[Problem]]:
    """Return the dossier with the quotation found for each evidence, or ``None`` and what is wrong.

    ``sources`` holds the texts by source id; ``folder`` is the name the dossier's folder has.
    """
    problems = check_links(accord)
    if accord.id != folder:
        message = f"the dossier's id is “{accord.id}”, but its folder is “{folder}”"
        problems.append(Problem(ExitCode.DOSSIER, message, Location(accord.file), hint="make the two equal"))
    quotations, unmet, remarks = check_evidence(accord, sources)
    problems += unmet
    restatements: list[Statement | Judgement] = [
        *([accord.bottom_line] if accord.bottom_line else []),
        *accord.summary,
        *accord.judgements,
    ]
    for statement in restatements:
        problems += check_restatement(statement, accord)
        problems += check_statement(statement, accord, quotations)
    problems += check_hashes(accord, sources)
    remarks += [f"{text.file}: {remark}" for text in sources.values() for remark in text.remarks]
    origins = find_origins(accord, sources)
    remarks += origin_remarks(accord, origins)
    remarks += divergence_remarks(divergences(accord, origins, standing(accord)))
    remarks += _desk_remarks(accord)
    if problems:
        return None, problems
    hashes = {name: value for text in sources.values() for name, value in text.inputs.items()}
    return Dossier(accord, quotations, {accord.file: record_sha256, **hashes}, sources, tuple(remarks), {}, origins), []


def check_evidence(
    accord: Accord, sources: Mapping[str, SourceText], extract: bool = False
) -> tuple[dict[str, tuple[Quotation, ...]], list[Problem], list[str]]:
    """Return the quotations of each fact by its id, what does not hold, and remarks.

    A lapsed fact is known not to hold: nothing is looked up for it, and it has no quotations.
    This is all that can be checked again of an extract (``extract``): its statements and inferences rest on words that
    it does not hold.
    """
    quotations: dict[str, tuple[Quotation, ...]] = {}
    problems: list[Problem] = []
    remarks: list[str] = []
    languages = {source.id: source.language for source in accord.sources}
    for fact in accord.facts():
        if fact.lapsed is not None:
            continue
        found = find_quotations(fact, sources, languages)
        quotations[fact.id] = found.quotations
        problems += found.problems
        remarks += found.remarks
        if extract and fact.status is FactStatus.INFERENCE:
            continue
        if not found.problems and len(found.quotations) == len(fact.evidence):
            problems += check_meaning(fact, accord, found.quotations, sources)
            problems += check_values(fact, accord, found.quotations)
            problems += check_wording(fact, accord, found.quotations, sources)
    return quotations, problems, remarks


def _desk_remarks(accord: Accord) -> list[str]:
    """Return what the desk should know of its own words: facts nobody reviewed, a bottom line that is too long."""
    remarks = []
    if unreviewed := accord.unreviewed():
        remarks.append(f"{accord.file}: facts not reviewed: {len(unreviewed)}, such as “{unreviewed[0].id}”")
    for fact in accord.facts():
        if fact.lapsed is not None:
            remarks.append(f"{fact.at}: “{fact.id}” ({fact.review.state.value}) no longer stands: {fact.lapsed}")
    for language, words in accord.bottom_line.text.texts.items() if accord.bottom_line else ():
        if (count := len(words.split())) > _BOTTOM_LINE_WORDS:
            place = accord.bottom_line.at if accord.bottom_line else accord.file
            remarks.append(f"{place}: the bottom line has {count} words in “{language}”; aim at {_BOTTOM_LINE_WORDS}")
    return remarks


def check_hashes(accord: Accord, sources: Mapping[str, SourceText]) -> list[Problem]:
    """Return a problem for each source whose text is no longer the one the desk recorded."""
    return [
        Problem(
            ExitCode.DOSSIER,
            f"source {source.id} has changed: its sha256 is {sources[source.id].sha256}",
            source.at,
            hint="check the quotations against the new text, then write the new sha256",
        )
        for source in accord.sources
        if source.sha256 and source.id in sources and source.sha256 != sources[source.id].sha256
    ]
