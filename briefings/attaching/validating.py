"""A result is given to a validator where the desk has one: a command that takes flavours and files, as veraPDF does."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from msgspec import Struct

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


class Verdict(Struct, frozen=True):
    """The outcome with the rules that a file breaks, or the reason why nobody validated it."""

    outcome: Outcome
    detail: str = ""


def flavours(claims: Iterable[str]) -> tuple[str, ...]:
    """Return claims such as ``PDF/A-3a`` and ``PDF/UA-1`` as validators name them: ``3a``, ``ua1``."""
    return tuple(claim.removeprefix("PDF/").replace("UA-", "ua").replace("A-", "").lower() for claim in claims)


def validate(data: bytes, claims: Iterable[str]) -> Verdict:
    """Return what the command that ``BRIEFING_VERAPDF`` names says of a file that makes these claims.

    A command that is not there, cannot run or does not know a flavour has not validated anything.
    """
    command = os.environ.get(VARIABLE, "")
    wanted = flavours(claims)
    if not command or not wanted:
        return Verdict(Outcome.NOT_DONE)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        path = Path(folder) / "result.pdf"
        path.write_bytes(data)
        try:
            done = subprocess.run(
                [command, ",".join(wanted), str(path)],
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
