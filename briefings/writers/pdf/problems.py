"""The one way in which this writer says that a layout cannot work."""

from __future__ import annotations

from briefings.errors import BriefingError, ExitCode, Problem


def layout_error(message: str, hint: str | None = None) -> BriefingError:
    """Return the error to raise for a document that cannot be laid out as asked."""
    return BriefingError(Problem(ExitCode.LAYOUT, message, hint=hint))
