"""What became of the verification of one file: its steps in order, its problems and its exit code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from msgspec import Struct

from briefings.errors import ExitCode, Problem


class Outcome(Enum):
    """What became of one step."""

    DONE = "done"
    NOT_POSSIBLE = "not possible"
    FAILED = "failed"


class Step(Struct, frozen=True):
    """One step of a verification."""

    name: str
    outcome: Outcome
    detail: str


@dataclass
class Verification:
    """All steps of one file, in order, and the problems that failed steps met."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def exit_code(self) -> ExitCode:
        """Return 0 where the bytes are identical, 3 where evidence no longer stands, else 12."""
        if any(problem.code is ExitCode.DOSSIER for problem in self.problems):
            return ExitCode.DOSSIER
        same = any(step.name == "bytes" and step.outcome is Outcome.DONE for step in self.steps)
        return ExitCode.DONE if same else ExitCode.DIFFERS

    def done(self, name: str, detail: str) -> None:
        """Keep a step that was done."""
        self.steps.append(Step(name, Outcome.DONE, detail))

    def not_possible(self, name: str, detail: str) -> None:
        """Keep a step that something is missing for."""
        self.steps.append(Step(name, Outcome.NOT_POSSIBLE, detail))

    def failed(self, name: str, detail: str, problems: Iterable[Problem] = ()) -> None:
        """Keep a step that found something wrong."""
        self.steps.append(Step(name, Outcome.FAILED, detail))
        self.problems += problems
