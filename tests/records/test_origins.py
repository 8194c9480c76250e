"""Texts that only repeat another are one origin; articles that quote the same communiqué are not."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefings.checks.origins import REPEATS, find_origins, repeated_share
from briefings.dossiers import load_dossier
from briefings.errors import BriefingError
from briefings.readers.accord_yaml import read_accord
from briefings.readers.source_text import source_of
from briefings.sources import SourceText
from tests.briefs.several import RECORD, several_workspace
from tests.records.rewrites import AGENCY, agency, communique, cut, quoting, rewritten


def _found(texts: Mapping[str, str], declared: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the origins of invented sources S1, S2 … of these texts, with what the desk declares."""
    rows = []
    for name in texts:
        origin = f", origin: {declared[name]}" if declared and name in declared else ""
        rows.append(
            f"  - {{id: {name}, file: {name}.txt, kind: press, language: en, title: {{en: a, fr: b}}{origin}}}\n"
        )
    head = "dossier: {id: x, title: {en: a, fr: b}, desk: {en: a, fr: b}, marking: public, as_at: 2026-11-23}\n"
    accord, problems = read_accord((head + "sources:\n" + "".join(rows)).encode(), "accord.yaml")
    assert accord is not None and problems == []
    return find_origins(accord, {name: SourceText(name, f"{name}.txt", text) for name, text in texts.items()})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rewritten_agency_report_is_no_second_voice(language: str) -> None:
    """A new headline and two changed sentences, a report cut to half, other quotation marks, spaces and capitals."""
    report = agency(language)
    set_otherwise = report.replace("’", "'").replace("\n\n", "\n").replace(". ", ".\u00a0").upper()
    texts = {"S1": report, "S2": rewritten(language), "S3": cut(language, 6), "S4": set_otherwise}
    assert _found(texts) == dict.fromkeys(texts, "S1")
    assert _found(dict(reversed(texts.items()))) == dict.fromkeys(texts, "S4")


def test_two_articles_that_quote_one_communique_at_length_stay_two() -> None:
    """More than half of each is the communiqué; the communiqué itself counts with one of them only."""
    one, other = quoting("harbour"), quoting("capital")
    assert 0.5 < repeated_share(one, other) < REPEATS
    found = _found({"S1": communique(), "S2": one, "S3": other})
    assert len(set(found.values())) == 2
    assert found["S2"] != found["S3"]


def test_articles_that_are_nearly_all_communique_are_one() -> None:
    """A sentence of their own makes no voice."""
    assert _found({"S1": quoting("harbour", own=1), "S2": quoting("capital", own=1)}) == {"S1": "S1", "S2": "S1"}


def test_the_measure_leaves_room_on_both_sides() -> None:
    """The figures that the threshold stands between; they are those that the module names."""
    ten = ["\n\n".join(text.split("\n\n")[:10]) for text in (agency("en"), rewritten("en"))]
    assert round(repeated_share(ten[1], ten[0]), 2) == 0.70
    assert round(repeated_share(quoting("harbour", own=3), quoting("capital", own=3)), 2) == 0.66
    assert repeated_share(agency("en"), quoting("capital")) < 0.05
    assert repeated_share(agency("en"), agency("fr")) == 0


@pytest.mark.parametrize("text", ["", "Signed on 3 May in Lomé.", "\n\n", "…"])
def test_a_text_of_a_few_words_repeats_nothing(text: str) -> None:
    """Of one sentence nobody can say whose it is."""
    assert repeated_share(text, text) == 0
    assert _found({"S1": text, "S2": text}) == {"S1": "S1", "S2": "S2"}


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"S2": "S2"}, {"S1": "S1", "S2": "S2", "S3": "S1", "S4": "S4"}),
        ({"S4": "S1"}, {"S1": "S1", "S2": "S1", "S3": "S1", "S4": "S1"}),
        ({"S3": "S4"}, {"S1": "S1", "S2": "S1", "S3": "S1", "S4": "S1"}),
        ({"S2": "S1", "S3": "S4"}, {"S1": "S1", "S2": "S1", "S3": "S3", "S4": "S3"}),
        ({"S1": "S3", "S3": "S1"}, {"S1": "S1", "S2": "S1", "S3": "S1", "S4": "S4"}),
    ],
    ids=["only looks like a copy", "another text", "a copy of another", "two origins kept apart", "in a circle"],
)
def test_what_the_desk_declares_goes_first(declared: Mapping[str, str], expected: Mapping[str, str]) -> None:
    """S1, S2 and S3 are one report; S4 is another text."""
    texts = {"S1": agency("en"), "S2": rewritten("en"), "S3": cut("en", 9), "S4": quoting("capital")}
    assert _found(texts) == {"S1": "S1", "S2": "S1", "S3": "S1", "S4": "S4"}
    assert _found(texts, declared) == expected


def test_what_no_reader_sees_and_headings_are_not_compared() -> None:
    """Front matter of a Markdown file and an editor's headings say nothing of whose words the text are."""
    hidden = "---\n" + "\n".join(f"key{n}: value {n} of the archive" for n in range(200)) + "\n---\n\n"
    hidden += "".join(f"# Heading {n} of an editor who likes headings\n\n" for n in range(40))
    source = source_of((hidden + agency("en")).encode(), ".md", "S2", "S2.md")
    texts = {"S1": SourceText("S1", "S1.txt", agency("en")), "S2": source}
    record = RECORD.replace("  - id: S3\n    file: copy.txt\n    kind: press\n    language: en\n", "").replace(
        "    title: {en: The article again, fr: Le même article}\n", ""
    )
    accord, _ = read_accord(record.encode(), "accord.yaml")
    assert accord is not None
    assert find_origins(accord, texts) == {"S1": "S1", "S2": "S1"}


def test_check_tells_which_sources_are_one_origin(tmp_path: Path) -> None:
    """With the place and the way out; a declared origin is told as declared."""
    remarks = load_dossier(several_workspace(tmp_path / "found"), "several").remarks
    found = "sources S2 and S3 count as one origin"
    assert [told for told in remarks if "origin" in told] == [
        f"sources/several/accord.yaml:20:5: {found}: they are nearly the same text; write “origin: S3” there if they "
        "are not"
    ]
    said = RECORD.replace("    file: copy.txt\n", "    file: copy.txt\n    origin: S2\n")
    remarks = load_dossier(several_workspace(tmp_path / "said", said), "several").remarks
    assert [told for told in remarks if "origin" in told] == [
        f"sources/several/accord.yaml:20:5: {found}, as the dossier says"
    ]


def test_an_origin_that_is_no_source_is_refused(tmp_path: Path) -> None:
    """It names a source of the dossier, this one or another."""
    workspace = several_workspace(
        tmp_path, RECORD.replace("    file: copy.txt\n", "    file: copy.txt\n    origin: S9\n")
    )
    with pytest.raises(BriefingError) as caught:
        load_dossier(workspace, "several")
    assert [told.message for told in caught.value.problems] == ["origin names “S9”, which is not in the dossier"]


def _long_texts(count: int, words: int) -> dict[str, str]:
    """Return invented texts of several sentences in random order, the last a copy of the first with a tenth changed."""
    chance = random.Random(7)
    known = [f"{word}{number}" for word in " ".join(AGENCY["en"]).split() for number in range(60)]
    made = {f"S{n}": " ".join(chance.choices(known, k=words)) for n in range(1, count)}
    first = made["S1"].split(" ")
    return made | {f"S{count}": " ".join([*first[: words * 9 // 10], *chance.choices(known, k=words // 10)])}


def test_long_texts_are_compared_in_time_that_grows_with_them() -> None:
    """Twice as many texts take about twice as long, and a copy among them is found by its sample."""
    taken = []
    for count in (3, 6):
        texts = _long_texts(count, 36_000)
        start = time.process_time()
        found = _found(texts)
        taken.append(time.process_time() - start)
        assert found[f"S{count}"] == "S1"
        assert len(set(found.values())) == count - 1
    assert taken[1] < 3.5 * taken[0]
