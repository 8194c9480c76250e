"""The two doors of the gate: a record as a person writes it, and a finding as a rule or a model proposes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from msgspec import Struct

from briefings.checks import check_accord
from briefings.errors import Problem
from briefings.extraction.holding import Finding, Gate
from briefings.facts import Accord, Fact
from briefings.readers.accord_yaml import read_accord
from briefings.sources import SourceText

_LISTS = ("parties", "events", "people", "context")
_FILE = "sources/invented/accord.yaml"


class Claim(Struct, frozen=True):
    """A fact as a desk writes it, and the text that its evidence is looked up in."""

    section: str
    values: dict[str, Any]
    language: str
    text: str
    exact: str


def refusals(claims: Sequence[Claim]) -> tuple[list[list[str]], list[str | None]]:
    """Return what each door says of each claim: the messages of the record's, and the reason of the finding's or ``None``.

    One record holds all claims of a round, each with a source of its own; it is read as any ``accord.yaml``.
    """
    told: list[list[str]] = [[] for _ in claims]
    proposed: list[str | None] = [None for _ in claims]
    for round_ in _rounds(claims):
        accord, sources, lines = _read(round_, claims)
        _, problems = check_accord(accord, sources, "", "invented")
        for problem in problems:
            told[lines[_line(problem)]].append(problem.message)
        # An aspect of a body is told with its body.
        for fact in (one for one in accord.facts() if one.id.startswith("fact-")):
            number = int(fact.id.removeprefix("fact-"))
            proposed[number] = _proposed(fact, sources[f"S{number + 1}"], claims[number].language)
    return told, proposed


def _rounds(claims: Sequence[Claim]) -> list[list[int]]:
    """Return the numbers of the claims, parted so that no record is too long or has two instruments."""
    many = [number for number, claim in enumerate(claims) if claim.section not in _SINGLE]
    rounds = [many[at : at + _MOST] for at in range(0, len(many), _MOST)]
    single = ([number for number, claim in enumerate(claims) if claim.section == section] for section in _SINGLE)
    return rounds + [[number for number in pair if number is not None] for pair in zip_longest(*single)]


#: A record may hold a thousand brackets.
_MOST = 80
_SINGLE = ("instrument", "follow_up")


def _read(round_: list[int], claims: Sequence[Claim]) -> tuple[Accord, dict[str, SourceText], dict[int, int]]:
    """Return the record that holds the claims, their sources by id, and the claim that each line is about."""
    lines = [
        "dossier: {id: invented, title: {en: A, fr: A}, desk: {en: D, fr: D}, marking: public, as_at: 2026-11-23}",
        "sources:",
    ]
    about: dict[int, int] = {}
    for number in round_:
        about[len(lines) + 1] = number
        language = claims[number].language
        lines.append(
            f"  - {{id: S{number + 1}, file: s.txt, kind: press, language: {language}, title: {{en: T, fr: T}}}}"
        )
    for section in ("instrument", "follow_up", *_LISTS, "provisions", "clauses"):
        wanted = [number for number in round_ if claims[number].section == section]
        if not wanted:
            continue
        lines.append(f"{section}:")
        if section in ("provisions", "clauses"):
            lines.append("  agreed:" if section == "provisions" else "  stated:")
        for number in wanted:
            about[len(lines) + 1] = number
            flow = json.dumps(_record(number, claims[number]), ensure_ascii=False)
            lines.append(f"    {'' if section in _SINGLE else '- '}{flow}")
    accord, problems = read_accord("\n".join(lines).encode(), _FILE)
    assert problems == [], problems
    assert accord is not None
    sources = {f"S{number + 1}": SourceText(f"S{number + 1}", "s.txt", claims[number].text) for number in round_}
    return accord, sources, about


def _record(number: int, claim: Claim) -> dict[str, Any]:
    base = {"id": f"fact-{number}", "text": {"en": "Words.", "fr": "Des mots."}}
    return {**base, **claim.values, "evidence": [{"source": f"S{number + 1}", "exact": claim.exact}]}


def _line(problem: Problem) -> int:
    line = problem.location.line
    assert line is not None
    return line


def _proposed(fact: Fact, source: SourceText, language: str) -> str | None:
    gate = Gate(source, language)
    return None if gate.passes(Finding(fact, "test")) else gate.refusals[0].reason
