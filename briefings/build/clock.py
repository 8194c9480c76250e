"""The only moment that may enter a file from outside: SOURCE_DATE_EPOCH, where somebody sets it.

The rule is that of reproducible-builds.org: seconds since 1970-01-01 UTC, a whole number in ASCII digits.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from briefings.errors import BriefingError, ExitCode, Problem

VARIABLE = "SOURCE_DATE_EPOCH"
#: PDF and Word write years with four digits; the last second they can.
LATEST = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())


def source_date_epoch() -> int | None:
    """Return the value of SOURCE_DATE_EPOCH, or ``None`` where it is not set.

    Raises ``BriefingError`` (exit 2) for anything but a whole number from 0 to the end of the year 9999.
    """
    text = os.environ.get(VARIABLE)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LATEST)) and int(text) <= LATEST):
        hint = "write seconds since 1970-01-01 as digits, such as 1763856000, or unset it"
        message = f"{VARIABLE} is “{text[:40]}”, not a whole number from 0 to {LATEST}"
        raise BriefingError(Problem(ExitCode.USAGE, message, hint=hint))
    return int(text)


def stamp_of(epoch: int | None) -> str:
    """Return the moment in ISO 8601, UTC (``2026-11-23T00:00:00Z``); empty for ``None``."""
    return "" if epoch is None else datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
