"""Output intents of a report and an annex: colours must mean the same in both (ISO 19005-2, 6.2.3 and 6.2.4.3)."""

from __future__ import annotations

from typing import Any

import pikepdf

from briefings.attaching.walk import is_dictionary

_SPACES = {1: "grey", 3: "RGB", 4: "CMYK"}


def _archival_intent(pdf: pikepdf.Pdf) -> Any | None:
    found = pdf.Root.get("/OutputIntents")
    for each in found if isinstance(found, pikepdf.Array) else ():
        if is_dictionary(each) and each.get("/S") == "/GTS_PDFA1":
            return each
    return None


def _components(intent: Any) -> int:
    profile = intent.get("/DestOutputProfile")
    count = profile.get("/N") if is_dictionary(profile) else None
    return count if isinstance(count, int) else 0


def colour_fault(report: pikepdf.Pdf, brief: pikepdf.Pdf) -> str | None:
    """Return why the colours of the brief would have another meaning in the report, or ``None`` where they would not.

    A brief without an output intent has no colours that depend on one.
    """
    own, other = _archival_intent(report), _archival_intent(brief)
    if own is None or other is None or _components(own) == _components(other) != 0:
        return None
    return f"its colours are made for {_space(other)} output, those of the report for {_space(own)} output"


def _space(intent: Any) -> str:
    return _SPACES.get(_components(intent), "other")


def adopt_intent(report: pikepdf.Pdf, brief: pikepdf.Pdf) -> None:
    """Give the report the output intent of the brief, where it has none of its own and so needs none."""
    other = _archival_intent(brief)
    if _archival_intent(report) is None and other is not None:
        own = report.Root.get("/OutputIntents")
        copied = report.copy_foreign(brief.make_indirect(other))
        report.Root.OutputIntents = pikepdf.Array([*(own if isinstance(own, pikepdf.Array) else ()), copied])
