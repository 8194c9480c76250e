"""When sources diverge: two values for one field, each from an origin that does not give the other. All data is invented."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from msgspec.structs import replace

from briefings.checks.divergence import divergences, standing
from briefings.facts import Accord
from briefings.readers.accord_yaml import read_accord

_HEAD = """\
dossier: {id: x, title: {en: a, fr: b}, desk: {en: a, fr: b}, marking: public, as_at: 2026-11-23}
sources:
"""
_FORM = "  - {{id: {0}, file: {0}.txt, kind: press, language: {1}, title: {{en: a, fr: b}}}}\n"


def _fact(name: str, sources: str, /, **fields: Any) -> dict[str, Any]:
    """Return a fact that the sources named, such as ``S1 S2``, are quoted for."""
    evidence = [{"source": source, "exact": "words"} for source in sources.split()]
    words = {"en": "Words.", "fr": "Des mots."}
    return {"id": name, "text": words, "evidence": evidence, "review": "accepted"} | fields


def _accord(languages: str = "en en en en", **parts: Any) -> Accord:
    """Return an accord whose parts are given as they stand in a record; sources S1, S2 … are of these languages."""
    rows = [_FORM.format(f"S{number}", language) for number, language in enumerate(languages.split(), 1)]
    body = "".join(f"{name}: {json.dumps(part)}\n" for name, part in parts.items())
    accord, problems = read_accord((_HEAD + "".join(rows) + body).encode(), "accord.yaml")
    assert accord is not None
    assert problems == []
    return accord


def _told(accord: Accord, **origins: str) -> list[tuple[str, str, str]]:
    """Return field, ids of the facts printed and ids of the others, of each divergence."""
    found = divergences(accord, origins, standing(accord))
    return [
        (each.field.value, *(" ".join(fact.id for fact in facts) for facts in (each.chosen, each.others)))
        for each in found
    ]


def _date(day: int | None = None, month: int | None = None, year: int | None = None) -> dict[str, Any]:
    parts = {"day": day, "month": month, "year": year}
    return {name: value for name, value in parts.items() if value} | {"raw": "a day"}


def _signed(name: str, sources: str, date: dict[str, Any] | None = None, city: str = "") -> dict[str, Any]:
    return _event("signature", name, sources, date, city)


def _event(kind: str, name: str, sources: str, date: dict[str, Any] | None = None, city: str = "") -> dict[str, Any]:
    place = {"place": {"city": city}} if city else {}
    return _fact(name, sources, type=kind, **({"date": date} if date else {}), **place)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (
            [_signed("a", "S1", _date(3, 5, 2021), "Lomé"), _signed("b", "S2", _date(4, 5, 2021), "Accra")],
            [("date", "a", "b"), ("place", "a", "b")],
        ),
        ([_signed("a", "S1", _date(3, 5)), _signed("b", "S2", _date(3, 5, 2021))], []),
        ([_signed("a", "S1", _date(None, 5, 2021)), _signed("b", "S2", _date(4, 5, 2021))], []),
        ([_signed("a", "S1", _date(3, 5, 2020)), _signed("b", "S2", _date(3, 5, 2021))], [("date", "a", "b")]),
        ([_signed("a", "S1", None, "Lomé"), _signed("b", "S2", None, "LOME")], []),
        ([_signed("a", "S1", _date(3, 5)), _signed("b", "S2", None, "Accra")], []),
        ([_signed("a", "S1", _date(3, 5)), _signed("b", "S1", _date(7, 6))], []),
        ([_signed("a", "S1 S2", _date(3, 5)), _signed("b", "S1 S2", _date(7, 6))], []),
        ([_signed("a", "S1", _date(3, 5)), _signed("b", "S1", _date(7, 6)), _signed("c", "S2", _date(7, 6))], []),
        (
            [_signed("a", "S1", _date(3, 5)), _signed("b", "S1", _date(7, 6)), _signed("c", "S2", _date(9, 6))],
            [("date", "a b", "c")],
        ),
        (
            [_signed("a", "S1", _date(3)), _signed("b", "S2", _date(4)), _signed("c", "S3 S4", _date(3))],
            [("date", "a c", "b")],
        ),
    ],
    ids=[
        "two days and two towns",
        "the year left out",
        "the day left out",
        "two years",
        "another spelling",
        "nothing in common",
        "an exchange of notes in one source",
        "an exchange of notes in both",
        "one of the notes in another source",
        "an exchange of notes against another day",
        "two against one",
    ],
)
def test_signatures(events: list[dict[str, Any]], expected: list[tuple[str, str, str]]) -> None:
    """Each of the accord's days and places counts; who tells less contradicts nobody."""
    assert _told(_accord(events=events)) == expected


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        ("visit", (_date(3, 5, 2021), "Lomé"), (_date(4, 5, 2021), "Lomé"), [("date", "a", "b")]),
        ("visit", (_date(3, 5, 2021), "Lomé"), (_date(4, 9, 2021), "Lomé"), []),
        ("visit", (_date(3, 5, 2021), "Lomé"), (_date(4, 5, 2021), "Accra"), []),
        ("visit", (_date(3, 5, 2021), "Lomé"), (_date(4, 5, 2019), "Lomé"), []),
        ("meeting", (_date(3, 5, 2021), "Lomé"), (_date(3, 5), "Accra"), [("place", "a", "b")]),
        ("meeting", (_date(None, 5, 2021), "Lomé"), (_date(None, 5, 2021), "Accra"), []),
        ("ratification", (_date(3, 5, 2021), ""), (_date(9, 6, 2021), ""), []),
        ("entry-into-force", (_date(3, 5, 2021), ""), (_date(9, 6, 2021), ""), [("date", "a", "b")]),
        ("other", (_date(3, 5, 2021), "Lomé"), (_date(4, 5, 2021), "Lomé"), []),
    ],
)
def test_events_that_may_happen_twice_diverge_only_where_they_are_one(
    kind: str, one: tuple[Any, str], other: tuple[Any, str], expected: list[tuple[str, str, str]]
) -> None:
    """A visit of May and a visit of September are two visits; each party ratifies on its own day."""
    events = [_event(kind, "a", "S1", *one), _event(kind, "b", "S2", *other)]
    assert _told(_accord(events=events)) == expected


def test_copies_are_one_voice() -> None:
    """A slip in one copy of an agency report is no second source; against a third text both stand together."""
    events = [_signed("a", "S1", _date(3, 5)), _signed("b", "S2", _date(4, 5))]
    assert _told(_accord(events=events), S1="S1", S2="S1") == []
    events.append(_signed("c", "S3", _date(5, 5)))
    assert _told(_accord(events=events), S1="S1", S2="S1") == [("date", "a b", "c")]


def test_an_inference_speaks_with_the_voices_of_its_facts() -> None:
    """It has no quotation of its own; a denied event has no day."""
    derived = {"evidence": [], "status": "inference", "derived_from": ["base"]}
    base = _event("visit", "base", "S1", _date(3, 5))
    inferred = _signed("a", "S1", _date(3, 5)) | derived
    assert _told(_accord(events=[inferred, _signed("b", "S2", _date(4, 5)), base])) == [("date", "a", "b")]
    assert _told(_accord(events=[inferred, _signed("b", "S1", _date(4, 5)), base])) == []
    denied = _signed("b", "S2", _date(4, 5)) | {"positive": False}
    assert _told(_accord(events=[_signed("a", "S1", _date(3, 5)), denied])) == []


def test_what_is_rejected_or_withheld_takes_no_part() -> None:
    """A divergence is one of the facts that may be printed."""
    reviews: list[Any] = ["accepted", {"state": "rejected", "reason": "a slip"}]
    events = [
        _signed(name, source, _date(day)) | {"review": review}
        for name, source, day, review in (("a", "S1", 3, reviews[0]), ("b", "S2", 4, reviews[1]))
    ]
    assert _told(_accord(events=events)) == []
    accord = _accord(events=[_signed("a", "S1", _date(3)), _signed("b", "S2", _date(4))])
    assert len(divergences(accord, {}, {"a", "b"})) == 1
    assert divergences(accord, {}, {"a"}) == ()


def _person(name: str, source: str, /, called: str = "A. Person", **fields: Any) -> dict[str, Any]:
    office = fields.pop("office", "minister of defence")
    given = {"name": called, "office": {"en": office, "fr": office}, "part": "signatory"}
    return _fact(name, source, **(given | fields))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"office": "chief of staff"}, [("office", "a", "b")]),
        ({"office": "the minister of defence of Togo"}, []),
        ({"office": "Defence minister"}, []),
        ({"part": "attendee"}, [("part", "a", "b")]),
        ({"part": "host"}, []),
        ({"part": "speaker"}, []),
        ({"party": "GH"}, [("party", "a", "b")]),
        ({"called": "B. Person", "office": "chief of staff"}, []),
        ({"called": "A Pérson", "variants": ["a. person"], "office": "chief of staff"}, [("office", "a", "b")]),
        ({"event": "later", "part": "attendee", "office": "chief of staff"}, []),
    ],
)
def test_people(other: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    """Office, party and part of one person; a fuller office is no other one, and nor is one held on another day."""
    events = [_signed("sooner", "S1"), _event("visit", "later", "S2")]
    people = [_person("a", "S1", party="TG", event="sooner"), _person("b", "S2", **({"party": "TG"} | other))]
    assert _told(_accord(events=events, people=people)) == expected


def _provision(name: str, source: str, code: str, positive: bool) -> dict[str, Any]:
    return _fact(name, source, code=code, label={"en": "a", "fr": "b"}, positive=positive)


def test_provisions_of_opposite_polarity() -> None:
    """Agreed by one source, excluded by another; a code for anything names no subject."""
    agreed = [_provision("a", "S1", "training", True), _provision("b", "S2", "training", False)]
    assert _told(_accord(provisions={"agreed": agreed})) == [("polarity", "a", "b")]
    apart = [_provision("a", "S1", "other", True), _provision("b", "S2", "other", False)]
    assert _told(_accord(provisions={"agreed": [*apart, _provision("c", "S3", "training", True)]})) == []


def test_instruments() -> None:
    """Type, state and title; a title in another language and a type that is left open are no other ones."""

    def told(other: dict[str, Any], languages: str = "en en") -> list[tuple[str, str, str]]:
        main = {"type": "mou", "state": "signed", "title": "Memorandum on training"}
        second = _fact("b", "S2", **(main | other))
        return _told(_accord(languages, instrument=_fact("a", "S1", **main, others=[second])))

    assert told({}) == []
    assert told({"type": "agreement", "state": "in-force"}) == [("type", "a", "b"), ("state", "a", "b")]
    assert told({"type": "other"}) == []
    assert told({"title": "Memorandum on logistics"}) == [("title", "a", "b")]
    assert told({"title": "Mémorandum d’entente"}, "en fr") == []


def test_follow_up_bodies() -> None:
    """Name, level and where it meets; to name one of two venues is no difference."""

    def body(name: str, source: str, called: str, *venues: str, **fields: Any) -> dict[str, Any]:
        places = [{"city": venue} for venue in venues]
        aspect = _fact(f"{name}-venues", source, aspect="alternation", venues=places)
        return _fact(name, source, name={"en": called, "fr": called}, aspects=[aspect], **fields)

    def told(other: dict[str, Any]) -> list[tuple[str, str, str]]:
        main = body("a", "S1", "joint commission", "Lomé", "Accra", level="ministry")
        return _told(_accord(follow_up=main | {"others": [other]}))

    assert told(body("b", "S2", "the joint military commission", "Accra")) == []
    assert told(body("b", "S2", "steering committee", "Accra", level="state")) == [
        ("name", "a", "b"),
        ("level", "a", "b"),
    ]
    assert told(body("b", "S2", "joint commission", "Lomé", "Kumasi")) == [("venues", "a-venues", "b-venues")]


def _crowded(count: int) -> Accord:
    """Return an accord with so many visits and signatures, from four sources, on many days and in many towns."""
    few = [
        _event(kind, f"e{n}", f"S{n % 4 + 1}", _date(n + 1, n % 12 + 1, 2000), f"Town {n % 9}")
        for n, kind in enumerate(["visit", "signature"] * 14)
    ]
    accord = _accord(events=few)
    events = [replace(accord.events[n % 28], id=f"e{n}") for n in range(count)]
    return replace(accord, events=tuple(events))


def test_many_events_are_compared_in_time_that_a_build_has() -> None:
    """Each event is compared with those of its type; no desk keeps so many of one accord."""
    accord = _crowded(240)
    start = time.process_time()
    found = divergences(accord, {}, standing(accord))
    assert "date" in {each.field.value for each in found}
    assert time.process_time() - start < 5
