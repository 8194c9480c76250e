"""The plain object that programs are given: the facts of all sources of a dossier by field, with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefings.drafting.proposing import Asked
from briefings.extraction.prediction import prediction

_LISTS = ("parties", "provisions")


def predicted(asked: Sequence[Asked]) -> dict[str, Any]:
    """Return the facts of one source as ``extraction.prediction`` has them; those of several as one object.

    Of several sources, the first that tells of an accord gives status and instrument, and the first that gives a date,
    a place or a follow-up body gives it; lists hold what any source has, each once. Each item of evidence then names
    its ``source``, in whose text its offsets count.
    """
    told = [prediction(one.proposals) for one in asked]
    if len(told) == 1:
        return told[0]
    names = [one.source.id for one in asked]
    first = next((one for one in told if one["status"] != "none"), None)
    merged: dict[str, Any] = {"status": first["status"] if first else "none"}
    merged["instrument"] = next((one["instrument"] for one in told if one["instrument"]), None)
    for field in _LISTS:
        merged[field] = list(dict.fromkeys(value for one in told for value in one[field]))
    merged["signed"] = next((one["signed"] for one in told if any(one["signed"].values())), _no_date())
    for field in ("place", "follow_up"):
        merged[field] = next((one[field] for one in told if one[field]), None)
    merged["people"], numbers = _people(told)
    merged["evidence"] = [
        {**item, "field": _renumbered(item["field"], at), "source": name}
        for name, one, at in zip(names, told, numbers, strict=True)
        for item in one["evidence"]
    ]
    return merged


def _no_date() -> dict[str, None]:
    return dict.fromkeys(("day", "month", "year"))


def _people(told: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[list[int]]]:
    """Return each person once, by name, and for each source the places its own people have in that list."""
    people: list[dict[str, Any]] = []
    numbers = []
    for one in told:
        places = []
        for person in one["people"]:
            known = [other["name"] for other in people]
            if person["name"] not in known:
                people.append(person)
                known.append(person["name"])
            places.append(known.index(person["name"]))
        numbers.append(places)
    return people, numbers


def _renumbered(field: str, places: Sequence[int]) -> str:
    head, _, number = field.partition(".")
    return f"people.{places[int(number)]}" if head == "people" else field
