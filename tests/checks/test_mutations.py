"""No mutation of a true quotation passes: neither one that left its source, nor one whose source says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.checks.doors import refusals
from tests.checks.mutations import Mutant, changed_quotations, true_claims, turned_sources
from tests.checks.truths import TRUTHS


def accepted(mutants: Sequence[Mutant]) -> list[str]:
    """Return the mutants that one of the two doors lets pass."""
    told, proposed = refusals([mutant.claim for mutant in mutants])
    return [
        f"{mutant.truth} · {mutant.kind} · {mutant.claim.exact}"
        for mutant, messages, reason in zip(mutants, told, proposed, strict=True)
        if not messages or reason is None
    ]


def shown(mutants: Sequence[Mutant]) -> str:
    """Return how many there are of each kind."""
    counted = Counter(mutant.kind for mutant in mutants)
    return f"{len(mutants)} mutants: " + ", ".join(f"{kind} {number}" for kind, number in counted.most_common())


def test_the_truths_pass_both_doors() -> None:
    """Without this the rest would prove nothing."""
    told, proposed = refusals(true_claims())
    assert dict(
        zip((truth.name + truth.language for truth in TRUTHS), zip(told, proposed, strict=True), strict=True)
    ) == {truth.name + truth.language: ([], None) for truth in TRUTHS}


def test_a_quotation_that_left_its_source_is_refused() -> None:
    """A thousand of them, of ten kinds, the same in every run."""
    mutants = list(changed_quotations(1_000, seed=20_261_123))
    print(shown(mutants))
    assert len({mutant.kind for mutant in mutants}) == 10
    assert accepted(mutants) == []


def test_a_quotation_that_follows_a_source_which_says_otherwise_is_refused() -> None:
    """The words stand in the source; their meaning, or the value, no longer bears the fact."""
    mutants = list(turned_sources())
    print(shown(mutants))
    assert len(mutants) > 1_000
    assert accepted(mutants) == []
