"""Whether one fact passes the gate, asked of a whole dossier: the same checks that ``check`` runs."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.checks.evidence import find_quotations
from briefings.checks.meaning import check_meaning
from briefings.checks.values import check_values
from briefings.checks.wording import check_wording
from briefings.errors import Problem
from briefings.facts import Accord, Fact
from briefings.sources import SourceText


def faults(fact: Fact, accord: Accord, sources: Mapping[str, SourceText]) -> list[Problem]:
    """Return what keeps a fact from standing; nothing for one whose source could not be read, which nobody can tell."""
    languages = {source.id: source.language for source in accord.sources}
    found = find_quotations(fact, sources, languages)
    if found.problems or len(found.quotations) < len(fact.evidence):
        return found.problems
    return [
        *check_meaning(fact, accord, found.quotations, sources),
        *check_values(fact, accord, found.quotations),
        *check_wording(fact, accord, found.quotations, sources),
    ]
