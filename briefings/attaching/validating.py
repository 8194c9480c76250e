"""A result is given to a validator where the desk has one: a command that takes flavours and files, as veraPDF does."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

#: Names the command; it takes flavours joined by commas and files, and ends with 0 only where every file passes.
VARIABLE = "BRIEFING_VERAPDF"
_PATIENCE = 600
_MOST_RULES = 8
_FAILED = re.compile(r"^FAIL\b", re.MULTILINE)
_RULE = re.compile(r"^\s+(\S+)(?: x\d+)?\s+(.{1,160})", re.MULTILINE)


class Outcome(Enum):
    """What a validator said."""

    PASSED = "validated"
    FAILED = "failed"
    NOT_DONE = "not validated"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with the rules that a file breaks, or the reason why nobody validated it."""

    outcome: Outcome
    detail: str = ""


def validate(data: bytes, flavours: tuple[str, ...]) -> Verdict:
    """Return what the command that ``BRIEFING_VERAPDF`` names says of a file that claims these flavours.

    A command that is not there, cannot run or does not know a flavour has not validated anything.
    """
    command = os.environ.get(VARIABLE, "")
    if not command or not flavours:
        return Verdict(Outcome.NOT_DONE)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        path = Path(folder) / "result.pdf"
        path.write_bytes(data)
        try:
            done = subprocess.run(
                [command, ",".join(flavours), str(path)],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return Verdict(Outcome.NOT_DONE, "the validator could not run")
    if done.returncode == 0:
        return Verdict(Outcome.PASSED)
    if not _FAILED.search(done.stdout):
        return Verdict(Outcome.NOT_DONE, "the validator could not check it")
    rules = [f"{rule} {words.split('  @ ')[0]}" for rule, words in _RULE.findall(done.stdout)]
    return Verdict(Outcome.FAILED, "; ".join(rules[:_MOST_RULES]))
