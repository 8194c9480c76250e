"""The finders on real texts: the bar on each half of the development corpus, and the article the project began with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefings.extraction.parties import find_parties
from briefings.extraction.people import find_people
from briefings.extraction.reading import Reading
from briefings.extraction.signature import find_signature

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TEXTS = sorted((SHARED / "corpus").glob("*/source.txt"))
ARTICLE = SHARED / "seeds" / "morocco-rwanda-article.fr.txt"

#: Facts as (document, field, value): sets of them are compared.
Facts = set[tuple[str, str, str]]


def plain(name: str) -> str:
    return " ".join(name.casefold().split())


def gold_facts(slug: str, gold: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    yield from ((slug, part, str(value)) for part, value in gold["signed"].items() if value)
    if gold["place"] and gold["place"]["country"]:
        yield slug, "country", gold["place"]["country"]
    yield from ((slug, "people", plain(person["name"])) for person in gold["people"])
    yield slug, "parties", " ".join(sorted(gold["parties"]))


def found_facts(slug: str, text: str, accord: bool) -> Iterator[tuple[str, str, str]]:
    reading = Reading(text)
    signature = find_signature(reading)
    if accord and (date := signature.date):
        parts = {"day": date.day, "month": date.month, "year": date.year}
        yield from ((slug, part, str(value)) for part, value in parts.items() if value)
    if accord and signature.place and signature.place.country:
        yield slug, "country", signature.place.country
    yield from ((slug, "people", plain(one.name)) for one in find_people(reading) if one.name)
    codes = sorted(party.code for party in find_parties(reading, signature.signing, accord))
    yield slug, "parties", " ".join(codes)


def f1(wanted: Facts, found: Facts, field: str) -> float:
    one, other = ({fact for fact in facts if fact[1] == field} for facts in (wanted, found))
    return 2 * len(one & other) / (len(one) + len(other))


@pytest.mark.skipif(not TEXTS, reason="../shared/corpus is not beside this repository")
@pytest.mark.parametrize("half", [0, 1], ids=["even", "odd"])
def test_each_half_of_the_corpus_reaches_the_bar(half: int) -> None:
    wanted: Facts = set()
    found: Facts = set()
    for file in TEXTS[half::2]:
        gold = yaml.safe_load(file.with_name("gold.yaml").read_text(encoding="utf-8"))
        wanted |= set(gold_facts(file.parent.name, gold))
        found |= set(found_facts(file.parent.name, file.read_text(encoding="utf-8"), gold["accord"]))
    for field, bar in (("day", 0.9), ("month", 0.9), ("year", 0.9), ("country", 0.85), ("people", 0.85)):
        assert f1(wanted, found, field) >= bar, field
    assert f1(wanted, found, "parties") >= 0.85


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not beside this repository")
def test_the_article_gives_the_date_without_a_year_the_place_and_who_took_which_part() -> None:
    reading = Reading(ARTICLE.read_text(encoding="utf-8"))
    signature = find_signature(reading)
    assert signature.date is not None
    assert (signature.date.day, signature.date.month, signature.date.year) == (18, 6, None)
    assert signature.place is not None
    assert (signature.place.city, signature.place.country) == ("Rabat", "MA")
    assert {party.code for party in find_parties(reading, signature.signing)} == {"MA", "RW"}
    people = [(one.name is not None, one.party, one.part.value) for one in find_people(reading)]
    assert people == [(True, None, "host"), (True, "RW", "guest"), (False, "RW", "attendee")]
