"""What all facts of ``accord.yaml`` have in common: id, wording, status, evidence, review; and typed values."""

from __future__ import annotations

import calendar
from typing import Any

from briefings.evidence import Evidence, Locality, PartialDate, Review
from briefings.names import PATTERN
from briefings.readers.record import Record
from briefings.vocabulary.codes import FactStatus, Marking, ReviewState
from briefings.vocabulary.places import codes as place_codes


def fact_id(record: Record) -> str:
    """Return the id of a fact; one that does not fit the pattern is reported."""
    return record.fitting("id", PATTERN, "use lower-case letters, digits and hyphens", needed=True) or ""


def fact_fields(record: Record) -> dict[str, Any]:
    """Return the fields that every kind of fact takes, by name."""
    return {
        "id": fact_id(record),
        "at": record.at,
        "text": record.required_wording("text"),
        "status": record.code("status", FactStatus, FactStatus.STATED),
        "evidence": tuple(_evidence(item) for item in record.records("evidence", "evidence")),
        "derived_from": record.strings("derived_from"),
        "speaker": record.text("speaker"),
        "review": _review(record),
        "credibility": record.integer("credibility", 1, 6) or 6,
        "marking": record.code("marking", Marking, record.reading.marking),
        "positive": record.flag("positive", default=True),
        "proposed_by": record.text("proposed_by"),
        "lapsed": record.text("lapsed"),
    }


def _evidence(record: Record) -> Evidence:
    translations = record.record("translations")
    evidence = Evidence(
        source=record.required("source"),
        exact=record.required("exact"),
        at=record.value_place("exact"),
        prefix=record.text("prefix") or "",
        suffix=record.text("suffix") or "",
        start=record.integer("start", 0, 10**9),
        end=record.integer("end", 0, 10**9),
        translations=_translations(translations),
    )
    record.close()
    return evidence


def _translations(record: Record | None) -> dict[str, str]:
    if record is None:
        return {}
    texts = {language: record.text(language) for language in record.reading.languages}
    record.close()
    return {language: text for language, text in texts.items() if text}


def _review(record: Record) -> Review:
    if state := record.lone_code("review", ReviewState):
        return Review(state)
    below = record.record("review")
    if below is None:
        return Review()
    review = Review(below.code("state", ReviewState), below.text("by"), below.date("on"), below.text("reason"))
    below.close()
    return review


def partial_date(record: Record | None) -> PartialDate | None:
    """Return a date as far as it is written, or ``None``; an impossible day is reported."""
    if record is None:
        return None
    day, month = record.integer("day", 1, 31), record.integer("month", 1, 12)
    year = record.integer("year", 1, 9999)
    date = PartialDate(day, month, year, record.required("raw"))
    if day and month and day > calendar.monthrange(year or 2000, month)[1]:
        record.reading.report(f"month {month} has no day {day}", record.value_place("day"))
    record.close()
    return date


def locality(record: Record | None) -> Locality | None:
    """Return a place: a city, a country or both; ``None`` where there is none."""
    if record is None:
        return None
    code = record.choice("country", place_codes(), "is no country code")
    names = record.record("names")
    found = Locality(record.text("city"), code, _translations(names))
    record.close()
    return found
